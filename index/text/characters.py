"""Odd characters of a text and what a reader sees in their place: pure, linear, one pass.

Soft hyphens, zero-width and direction characters are nothing; every kind of blank is a blank; ligatures are their
letters, letters with combining marks are whole letters (Unicode's NFC and NFKC); quotation marks of other traditions
(« », „ “, 「 」, `` '') are “ and ”; rare dashes are the usual ones; the marks that UTF-8 read as Windows-1252 leaves
("â€œ") are what they were.
"""

from __future__ import annotations

import re
import unicodedata

Edit = tuple[int, int, str]
"""Stretch [start, end) of a text, in code points, and what stands there instead."""

# Unicode's category Cf (format characters) and controls, but for tabs and line ends: a reader sees nothing there.
_INVISIBLE = (
    "\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f"
    "\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\ufff9-\ufffb\U000e0000-\U000e01ef"
)
_BLANKS = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
_ALL_BLANKS = frozenset("\u00a0\u1680\u202f\u205f\u3000" + "".join(map(chr, range(0x2000, 0x200B))))
_PLAIN = {
    "\u2010": "-", "\u2011": "-", "\u2212": "-", "\ufe63": "-", "\uff0d": "-", "\u2012": "–", "\u2015": "—",
    "\u2e3a": "—", "\ufe58": "—", "\u02bc": "’", "\u2032": "’", "\u02b9": "’", "\uff07": "'", "\uff02": '"',
    "\u2033": '"', "\u301d": "“", "\u301e": "”", "\u301f": "”", "\u300c": "“", "\u300d": "”", "\u300e": "“",
    "\u300f": "”", "\u201f": "“", "\u201b": "‘", "\u275d": "“", "\u275e": "”", "\u275b": "‘", "\u275c": "’",
    "``": "“", "''": '"', ",,": "“",
}  # fmt: skip


def _garbled(mark: str) -> str:
    return "".join(bytes([byte]).decode("cp1252", "replace") for byte in mark.encode())


_GARBLED = {_garbled(mark): mark for mark in "“”‘’–—…•"} | {"â€\x9d": "”", "â€": "”", "Â\u00a0": " "}
_ALIKE = "".join(sorted(set(_PLAIN) - {"``", "''", ",,"}))
_ODD = re.compile(
    rf"""{"|".join(re.escape(one) for one in sorted(_GARBLED, key=len, reverse=True))}  # â€œ
    | \u00ad[ \t]*(?:\r\n|[\n\r])[ \t]*(?=[^\W\d_])                                  # a word cut at the end of its line
    | [{_INVISIBLE}]+ | [{_BLANKS}]                                                  # a space without width
    | [^\W\d_][\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff]+ | [\ufb00-\ufb06]           # e with an accent of its own, ﬁ
    | `` | '' | (?<![\w,]),,(?=\w)                                                   # ``no''
    | [{_ALIKE}] | [«»‹›„”“]                                                         # „no“
    """,
    re.X,
)
# A text without any of these needs no look at each of its characters.
_WORTH_A_LOOK = re.compile(
    rf"[{_INVISIBLE}{_BLANKS}{_ALIKE}\u0300-\u036f\u1ab0-\u1aff\u20d0-\u20ff\ufb00-\ufb06«»‹›„]|â€|Â\u00a0|``|''|,,"
    r"|(?<!\S)”(?=\w)"
)
_OPENING_BEFORE = "([{—–-\"'“‘/"
_CLOSING_AFTER = ".,;:!?)]}—–-\"'”’/…"
_WITHIN = " \u00a0\u2009\u202f"


def odd_characters(text: str) -> list[Edit]:
    """The edits that give a reader's characters, in text order, none touching another. Line ends stay."""
    if _WORTH_A_LOOK.search(text) is None:
        return []
    edits: list[Edit] = []
    low_open = False
    for found in _ODD.finditer(text):
        start, end, odd = *found.span(), found.group()
        if odd in "«»‹›":
            start, end, new = _angled(text, start, odd)
            while edits and edits[-1][1] > start:  # the blank before it goes with the mark
                edits.pop()
        elif odd == "“":
            closes = low_open and start > 0 and not text[start - 1].isspace() and not text[end : end + 1].isalnum()
            low_open, new = low_open and not closes, "”" if closes else odd
        elif odd == "”":
            opens = not low_open and (start == 0 or text[start - 1].isspace()) and text[end : end + 1].isalnum()
            low_open, new = False, "“" if opens else odd
        elif odd in ("„", ",,"):
            low_open, new = True, "“"
        else:
            new = _seen(odd)
        if new != odd and (not edits or edits[-1][1] <= start):
            edits.append((start, end, new))
    return edits


def _seen(odd: str) -> str:
    if (known := _GARBLED.get(odd) or _PLAIN.get(odd)) is not None:
        return known
    if odd in _ALL_BLANKS:
        return " "
    if odd[0].isalpha():
        return unicodedata.normalize("NFKC" if "\ufb00" <= odd <= "\ufb06" else "NFC", odd)
    return ""


def _angled(text: str, at: int, mark: str) -> Edit:
    """A guillemet: it opens or closes by what stands around it ("»so«" too), and takes the blanks set inside along."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    free_before = not before or before.isspace() or before in _OPENING_BEFORE
    free_after = not after or after.isspace() or after in _CLOSING_AFTER
    opens = free_before if free_before != free_after else mark in "«‹"
    start, end = at, at + 1
    if opens and after and after in _WITHIN and text[at + 2 : at + 3].strip():
        end += 1
    elif not opens and before and before in _WITHIN and text[at - 2 : at - 1].strip():
        start -= 1
    double = mark in "«»"
    return start, end, ("“" if double else "‘") if opens else ("”" if double else "’")
