"""What language a text is in, as far as the engine must know it: English, which it reads, or another by name."""

from __future__ import annotations

import re
from functools import cache
from itertools import islice
from typing import Any

WORD = re.compile(r"[^\W\d_]+")
FUNCTION = frozenset(
    """
    the of and to in a that is was for on with as by at from it be are this have has had not but they his her he she
    we an said will would which were been their its who or more after when there one about if than over into could
    said says you i all can what up out so no new two first last year people time also other
    """.split()
)
_SAMPLE = 12_000  # characters: more makes the detector slower and no surer
_ENOUGH = 30
_PLAINLY = 0.25
_MARGIN = 25.0


def other_language(text: str) -> str | None:
    """The name of the language of a text that is not English, None for English and for what cannot be told.

    English news has 35 to 50 per cent of the listed function words, other languages in Latin letters under 15: a text
    of some length with 25 is English. Else py3langid decides, by how much likelier it finds another language: of 4,685
    sentences of English news the most is 24 (log probabilities; names and markup alone), of 28 sentences of five words
    in 25 languages the least but one is 31 (docs/evaluation-reading.md).
    """
    words = [found[0].lower() for found in islice(WORD.finditer(text, 0, _SAMPLE), _SAMPLE)]
    if not words:
        return None
    if len(words) >= _ENOUGH and sum(word in FUNCTION for word in words) >= _PLAINLY * len(words):
        return None
    scores = {code: float(score) for code, score in _identifier().rank(text[:_SAMPLE]) if code not in _NO_LANGUAGE}
    best = max(scores, key=lambda code: scores[code])
    return _name(best) if scores[best] - scores["en"] > _MARGIN else None


_NO_LANGUAGE = ("zxx", "pcm")  # markup; Nigerian Pidgin, which short English headlines resemble


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)


def _name(code: str) -> str:
    from babel import Locale, UnknownLocaleError

    try:
        return str(Locale("en").languages.get(code) or Locale.parse(code).english_name or code)
    except (UnknownLocaleError, ValueError):
        return f"“{code}”"
