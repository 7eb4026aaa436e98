"""Bare refusals and denials ("declined to comment", "disputed this") take the proposition stated before as content."""

from __future__ import annotations

from index.attribution.stance import ANAPHOR
from index.schema import Spans, Stance

LONGEST_ANAPHOR = 60


def is_anaphoric(text: str, content: Spans, stance: Stance) -> bool:
    """True where the content is empty or only points back ("it", "the charge", "either account")."""
    if not content:
        return True
    if stance not in (Stance.DENIES, Stance.WITHHOLDS) or len(content) > 1:
        return False
    words = text[content[0][0] : content[0][1]].strip(' .,"“”')
    found = ANAPHOR.match(words)
    return found is not None and len(words) - found.end() < 4 and len(words) < LONGEST_ANAPHOR
