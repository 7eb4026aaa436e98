"""UTF-8 that somebody read as Windows-1252 and saved again, as pages hold it: "â€œ" for an opening quotation mark."""

from __future__ import annotations

import re

# The closing mark's last byte has no character in Windows-1252, so that it is lost on the way, or kept as a control.
_CLOSING = re.compile("â€(?:\ufffd|\x9d)")
_PAIRS = {
    "â€œ": "“", "â€™": "’", "â€˜": "‘", "â€“": "–", "â€”": "—", "â€¦": "…", "â€¢": "•", "Â«": "«", "Â»": "»", "Â£": "£",
    "Â§": "§", "Â°": "°", "Â\xa0": "\xa0", "â‚¬": "€", "â€š": "‚", "â€ž": "„",
}  # fmt: skip
_GARBLED = re.compile("|".join(map(re.escape, _PAIRS)))
# Letters: "Ã©" and the like; a second byte that is a quotation mark could be one.
_LETTER = re.compile("Ã[\xa1-\xbf]")


def mended(page: str) -> tuple[str, str]:
    """The page with such marks and letters as they were meant, and a note where there were any."""
    count = 0

    def mark(found: re.Match[str]) -> str:
        nonlocal count
        count += 1
        return _PAIRS.get(found.group(), "”")

    def letter(found: re.Match[str]) -> str:
        nonlocal count
        try:
            meant = found.group().encode("cp1252").decode("utf-8")
        except (UnicodeEncodeError, UnicodeDecodeError):
            return found.group()
        count += 1
        return meant

    text = _GARBLED.sub(mark, _CLOSING.sub(mark, page))
    text = _LETTER.sub(letter, text)
    note = f"{count} garbled character{'s' if count > 1 else ''} mended (UTF-8 read as Windows-1252)" if count else ""
    return text, note
