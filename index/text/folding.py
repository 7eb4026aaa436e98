"""How words are compared: one fold for names, questions, titles and outlets, and what a possessive leaves of a word."""

from __future__ import annotations

import re
import unicodedata

# Letters with a stroke, which Unicode does not take apart into a letter and a mark
_STROKES = str.maketrans("łø", "lo")
# Beside ASCII what a newspaper's text mostly has, and what no step of the fold but the first changes
_SHAPED_ONLY = re.compile(r"[\x00-\x7f“”–—]*")


def fold(text: str) -> str:
    """Case, diacritics and the shape of apostrophes removed: "Łukasz’s Straße" -> "lukasz's strasse".

    Names are stored folded, so a change here asks for a migration.
    """
    if text.isascii():
        return text.lower().replace("`", "'")
    shaped = text.replace("’", "'").replace("‘", "'").replace("`", "'")
    if _SHAPED_ONLY.fullmatch(shaped):
        return shaped.lower()
    plain = unicodedata.normalize("NFKD", shaped)
    for mark in {c for c in set(plain) if unicodedata.combining(c)}:
        plain = plain.replace(mark, "")
    return plain.casefold().translate(_STROKES)


def without_possessive(folded: str) -> str:
    """A folded word without a possessive ending: "trump's" -> "trump", "reporters'" -> "reporters"."""
    return folded.removesuffix("'s").removesuffix("'")
