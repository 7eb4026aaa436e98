"""Bytes to text, changing nothing but the encoding."""

from __future__ import annotations

import codecs
import re

from index.errors import LoadError

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 100_000  # bytes that the detector sees; more makes it slow and no better
_CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UTF8_PAIRS = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}",
)


def decode(data: bytes, where: str, declared: str | None = None) -> str:
    """The text of ``data``: by byte order mark, as UTF-8, as ``declared``, else as charset-normalizer finds it.

    Line ends, tabs and all else stay as they are; only a byte order mark is left out. Raises LoadError for binary
    data and for text that no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], encoding, where)
    if looks_binary(data):
        raise LoadError(f"{where}: binary data, not text")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        broken = error
    if declared and declared.lower().replace("_", "-") not in ("utf-8", "utf8"):
        try:
            return data.decode(declared)
        except (LookupError, UnicodeDecodeError):
            pass
    # Whole UTF-8 sequences are all but impossible in another encoding: then the file is damaged UTF-8, and a guess
    # would turn names into nonsense that looks like text.
    if len(_UTF8_PAIRS.findall(data[:_SAMPLE])) > 0 and broken.start < len(data):
        high = sum(byte >= 0x80 for byte in data[:_SAMPLE])
        inside = sum(len(pair) for pair in _UTF8_PAIRS.findall(data[:_SAMPLE]))
        if inside * 2 >= high:
            raise LoadError(f"{where}: damaged UTF-8 at byte {broken.start}")
    return _detected(data, where, broken.start)


def looks_binary(data: bytes) -> bool:
    """Does the beginning hold what no text in an 8-bit encoding holds?"""
    head = data[:8192]
    return b"\0" in head or len(_CONTROLS.findall(head)) * 50 > len(head)


def _strict(data: bytes, encoding: str, where: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise LoadError(f"{where}: damaged {encoding.upper()} at byte {error.start}") from None


def _detected(data: bytes, where: str, at: int) -> str:
    import charset_normalizer

    # Whole lines around the first odd byte, so that the sample holds what tells the encodings apart.
    start = max(0, at - _SAMPLE // 2)
    matches = list(charset_normalizer.from_bytes(data[start : start + _SAMPLE]))
    if matches:
        # Many single-byte encodings explain a few accents equally well; English news is in Windows-1252 then.
        least = matches[0].chaos
        encodings = [match.encoding for match in matches if match.chaos <= least]
        ranked = [name for name in ("cp1252",) if name in encodings] + [matches[0].encoding]
        for encoding in ranked:
            try:
                return data.decode(encoding)
            except UnicodeDecodeError:
                continue
    raise LoadError(f"{where}: neither UTF-8 (byte {at}) nor any other text encoding that could be found")
