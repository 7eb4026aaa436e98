"""The word of a space that a word with a slip in it was meant to be.

Nearness is the optimal string alignment distance (a letter left out, put in, taken for another, or two changed places),
computed by rapidfuzz. Only words that begin alike are compared: few slips are made in the first letter, and the
index holds its words in their order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from rapidfuzz import process
from rapidfuzz.distance import OSA
from sqlalchemy.engine import Connection

from index.store.lexical_search import Lexical
from index.text.folding import fold

_WORD = re.compile(r"[^\W\d_]+")
_ENDING = re.compile(r"(?:ing|ed|es|ies|s|e|y)$")
_LOOKED_AT = 12


def slips(word: str) -> int:
    """How many slips a word of this length may have."""
    return 2 if len(word) >= 8 else 1


def nearest(connection: Connection, lexical: Lexical, space_id: int, word: str) -> str | None:
    """The word that the claims of a space print and that is nearest to ``word``, which is folded and which they do not
    have; None where nothing is near."""
    if len(word) < 3:
        return None
    stems = lexical.stems(connection, space_id, word[0])
    bare = _ENDING.sub("", word)
    near = {
        stem: distance
        for form in {word, bare}
        # the index has stems, so that one more letter may differ
        for stem, distance, _ in process.extract(
            form, stems, scorer=OSA.distance, score_cutoff=slips(word) + 1, limit=_LOOKED_AT
        )
    }
    best: tuple[int, int, str] | None = None
    for stem in sorted(near, key=lambda s: (near[s], s))[:_LOOKED_AT]:
        printed = _printed(lexical.texts(connection, space_id, stem), word)
        if printed is None:
            continue
        found = (OSA.distance(word, fold(printed)), -lexical.frequency(connection, space_id, stem), printed)
        best = min(best, found) if best else found
    return best[2] if best else None


def _printed(texts: Iterable[str], word: str) -> str | None:
    """The word of ``texts`` within reach of ``word``, as it is printed there."""
    found = {printed for text in texts for printed in _WORD.findall(text) if printed[:1].casefold() == word[0]}
    reach = [(OSA.distance(word, fold(printed)), printed) for printed in found]
    allowed = [(d, p) for d, p in reach if d <= slips(word) and (len(word) > 3 or sorted(word) == sorted(fold(p)))]
    return min(allowed)[1] if allowed else None
