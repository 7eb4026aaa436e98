"""The outlets that a question names, and whether it asks for what stands in them. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from index.schema import Span
from index.text.folding import fold


class Place(StrEnum):
    """What an outlet's name does in a question."""

    PRINTED = "printed"  # only what stands in its articles: "in the Courier", "the Courier's report"
    REPORTED = "reported"  # that, and what others take over from it: "what did the Courier report"
    MENTIONED = "mentioned"  # anything else: "what did she tell the Courier"


@dataclass(frozen=True, slots=True)
class Named:
    """Outlets that one stretch of a question can mean; ``span`` takes in the words that make it a place."""

    outlets: tuple[str, ...]
    span: Span
    place: Place


_WORD = re.compile(r"[^\W_]+")
_PRINTED_BEFORE = re.compile(
    r"""(?:
      \b(?:in|inside)\s                                                            # in the Courier
    | \b(?:published|printed|written|quoted|cited|interviewed|run|carried|covered)\sin\s      # quoted in the Courier
    | \b(?:claims?|articles?|stor(?:y|ies)|reports?|pieces?|news|coverage)          # claims ...
        \s(?:from|by|in|of)\s                                                     # ... from the Courier
    | \((?:[^()]*,\s)?                                                             # (Courier, September)
    )$""",
    re.I | re.X,
)
_REPORTED_BEFORE = re.compile(
    r"""(?:
      \b(?P<out>according\sto\s)                                                   # according to the Courier
    | \b(?:reported|published|printed|quoted|cited|covered)\s(?P<by>by\s)          # who was quoted by the Courier
    | ^\W*what\s(?:else\s)?(?:do|does|did|has|have|is|was)\s                      # what did the Courier report
    )$""",
    re.I | re.X,
)
_REPORTING = re.compile(
    r"\s(?:\w+ly )?(?:been )?(?:report|sa[yi]|writ|wrote|print|publish|claim|cover|run|ran|carr[yi]|tell|told)\w*\b",
    re.I,
)
_PRINTED_AFTER = re.compile(r"['’]s?\s(?:articles?|stor(?:y|ies)|reports?|pieces?|coverage|account|version)\b", re.I)


def named(text: str, outlets: Iterable[str]) -> list[Named]:
    """The catalogue's ``outlets`` that ``text`` names, in text order. "the Courier" means every Courier there is."""
    plain = _plain(text)
    there = set(_WORD.findall(plain))
    known = [(outlet, name) for outlet in outlets if set(_WORD.findall(name := _plain(_bare(outlet)))[-1:]) & there]
    found: dict[Span, list[str]] = {}
    for find in (_whole_name, _last_word):
        taken = set(found)
        for outlet, bare in known:
            span = find(plain, text, bare)
            if span is not None and span not in taken:
                found.setdefault(span, []).append(outlet)
    longest = [s for s in found if not any(s != o and o[0] <= s[0] and s[1] <= o[1] for o in found)]
    return [_placed(text, span, found[span]) for span in sorted(longest)]


def _bare(outlet: str) -> str:
    return re.sub(r"^the\s+", "", outlet.strip(), flags=re.I)


def _plain(text: str) -> str:
    """Lower case without diacritics where that keeps every character's place."""
    folded = fold(text)
    return folded if len(folded) == len(text) else text.lower() if len(text.lower()) == len(text) else text


def _pattern(name: str) -> str:
    parts = [re.escape(p) for p in _WORD.findall(name)]
    return r"(?<!\w)(?:the\s)?" + r"[\W_]{1,3}".join(parts) + r"(?!\w)" if parts else ""


def _whole_name(plain: str, text: str, name: str) -> Span | None:
    """Where a name stands; one that is a single word ("The Times") needs its capital in a text that has capitals."""
    pattern = _pattern(name)
    for match in re.finditer(pattern, plain) if pattern else ():
        if not name.isalpha() or _is_name(text, match):
            return match.span()
    return None


def _last_word(plain: str, text: str, name: str) -> Span | None:
    """Where "the Courier" stands for the Harlow Courier."""
    last = name.split()[-1] if name.split() else ""
    if last == name or len(last) < 4:
        return None
    for match in re.finditer(rf"(?<!\w)the\s{re.escape(last)}(?!\w)", plain):
        if _is_name(text, match) and not re.match(r"\s[A-Z]", text[match.end() :]):
            return match.span()
    return None


def _is_name(text: str, match: re.Match[str]) -> bool:
    """True where the word has its capital, or stands in a text without any where such a name belongs."""
    start, end = match.span()
    if text[start:end].split()[-1][:1].isupper():
        return True
    if any(c.isupper() for c in text[1:]):
        return False
    return (
        bool(re.search(r"\b(?:in|by|to)\s(?:the\s)?$", text[:start], re.I)) or _reported(text, (start, end)) is not None
    )


def _placed(text: str, span: Span, outlets: Sequence[str]) -> Named:
    before, after = text[: span[0]], text[span[1] :]
    printed = _PRINTED_BEFORE.search(before)
    if printed:
        start = printed.start() + len(printed[0]) if "(" in printed[0] else printed.start()
        return Named(tuple(outlets), (start, span[1]), Place.PRINTED)
    if owned := _PRINTED_AFTER.match(after):
        return Named(tuple(outlets), (span[0], span[1] + owned.end()), Place.PRINTED)
    asked = _reported(text, span)
    if asked is not None:
        return Named(tuple(outlets), (asked, span[1]), Place.REPORTED)
    return Named(tuple(outlets), span, Place.MENTIONED)


def _reported(text: str, span: Span) -> int | None:
    """Where the words begin by which an outlet is asked for its reports; None where it is not."""
    cited = _REPORTED_BEFORE.search(text[: span[0]])
    if cited is None:
        return None
    if cited["out"] or cited["by"]:
        return cited.start("out" if cited["out"] else "by")
    return span[0] if _REPORTING.match(text[span[1] :]) else None
