"""Bytes to text, changing nothing but the encoding.

Labels mean what browsers take them to mean (WHATWG Encoding Standard): "iso-8859-1" is Windows-1252, "gb2312" GB18030.
A byte that fits no character becomes U+FFFD, and a note says so; so does a guess.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from index.errors import LoadError
from index.text.counting import counted

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
_REPLACED = "\N{REPLACEMENT CHARACTER}"
# A text of which more than this share cannot be decoded is not a text with a few damaged characters.
_MOST_DAMAGED = 0.05
# Tried beside the detector's own choice: what undeclared text in Latin letters is in, most common first.
# ISO 8859-2 has no character in 0x80 to 0x9F, where its sibling keeps marks that no text is without: so it comes first.
_LATIN = ("cp1252", "iso8859_2", "cp1250", "cp1254", "cp1257")
# With letters on both sides or before a word these are no writing: another encoding's letters, read as signs.
_SIGNS = frozenset(("Sc", "Sk", "Sm", "So", "No", "Cc", "Co", "Cn"))


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, and what a reader of it should know of its decoding (empty where there is nothing)."""

    text: str
    note: str = ""


def decode(data: bytes, where: str, declared: str | None = None) -> Decoded:
    """The text of ``data``: by byte order mark, as UTF-8, as ``declared``, else as guessed.

    Line ends, tabs and all else stay as they are; only a byte order mark is left out. Raises LoadError for binary
    data and for text that no encoding fits.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _with_gaps(data[len(mark) :], encoding, where)
    if looks_binary(data):
        raise LoadError(f"{where}: binary data, not text")
    try:
        return Decoded(data.decode("utf-8"))
    except UnicodeDecodeError as error:
        broken = error.start
    label = _codec(declared)
    if label is not None and label != "utf-8":
        return _with_gaps(data, label, where)
    # Whole UTF-8 sequences are all but impossible in another encoding: then the file is damaged UTF-8, and a guess
    # would turn names into nonsense that looks like text.
    around = data[max(0, broken - _SAMPLE // 2) : broken + _SAMPLE // 2]
    high = sum(byte >= 0x80 for byte in around)
    inside = sum(len(pair) for pair in _UTF8_PAIRS.findall(around))
    if label == "utf-8" or inside * 2 >= high or _cut_short(data, broken):
        return _with_gaps(data, "utf-8", where)
    return _guessed(data, where, broken)


def looks_binary(data: bytes) -> bool:
    """Does the beginning hold what no text in an 8-bit encoding holds?"""
    head = data[:8192]
    return b"\0" in head or len(_CONTROLS.findall(head)) * 50 > len(head)


def _codec(declared: str | None) -> str | None:
    """Python's name for the encoding that browsers take a label for; None where the label means nothing."""
    import webencodings

    found = webencodings.lookup(declared) if declared else None
    if found is None:
        return None
    # The standard decodes GBK as GB18030, which holds it.
    name = "gb18030" if found.name == "gbk" else found.codec_info.name
    return "utf-8" if name.startswith("utf-16") else name  # ASCII-compatible bytes that name UTF-16 are not in it


def _cut_short(data: bytes, at: int) -> bool:
    """Does the file end within a UTF-8 sequence that begins at its only odd byte?"""
    return at >= len(data.rstrip(b"\r\n")) - 3 and data[at] >= 0xC2 and data[:at].isascii()


def _with_gaps(data: bytes, encoding: str, where: str) -> Decoded:
    """Decoded with U+FFFD for what does not fit, and a note of it."""
    text = data.decode(encoding, "replace")
    lost = text.count(_REPLACED) - data.count(_REPLACED.encode()) * (encoding == "utf-8")
    if lost <= 0:
        return Decoded(text)
    at = _first_odd(data, encoding)
    if lost > max(3, len(text) * _MOST_DAMAGED):
        raise LoadError(f"{where}: damaged {encoding.upper()} from byte {at} on: too much of it to read")
    return Decoded(
        text, f"{counted(lost, 'damaged character')} ({encoding.upper()}, the first at byte {at}): shown as {_REPLACED}"
    )


def _first_odd(data: bytes, encoding: str) -> int:
    try:
        data.decode(encoding)
    except UnicodeDecodeError as error:
        return error.start
    return 0


def _guessed(data: bytes, where: str, at: int) -> Decoded:
    """The text in the likeliest encoding, with a note that it is a guess."""
    import charset_normalizer

    # Around the first odd byte, so that the sample holds what tells the encodings apart.
    start = max(0, at - _SAMPLE // 2)
    sample = data[start : start + _SAMPLE]
    matches = list(charset_normalizer.from_bytes(sample))
    # Many single-byte encodings explain a few accents equally well; the order among equals is how common they are.
    # Text in Latin letters with some accents is theirs; where most letters are others, the detector knows best.
    high = sum(byte >= 0x80 for byte in sample)
    found = [match.encoding for match in matches[:1]]
    ranked = [*_LATIN, *found] if high * 4 < len(sample) else [*found, *_LATIN]
    readings = []
    for rank, name in enumerate(ranked):
        try:
            readings.append((_oddness(sample.decode(name)), rank, data.decode(name), name))
        except UnicodeDecodeError:
            continue
    if not readings:
        raise LoadError(f"{where}: neither UTF-8 (byte {at}) nor any other text encoding that could be found")
    _, _, text, name = min(readings)
    shown = webname(name)
    return Decoded(text, f"the encoding is not declared and not UTF-8: read as {shown}, which is a guess")


def webname(codec: str) -> str:
    """A codec's name as people know it."""
    return re.sub(r"^cp(125\d)$", r"windows-\1", codec).replace("iso8859_", "iso-8859-").replace("_", "-")


def _oddness(text: str) -> int:
    """How many signs and capitals stand inside or before words where no writing has them."""
    odd = 0
    for before, char, after in zip(" " + text, text, text[1:] + " ", strict=False):
        if char.isascii():
            continue
        kind = unicodedata.category(char)
        beside = after.isalpha() or before.isalpha()
        odd += kind in _SIGNS and after.isalpha() and char not in "£€¥"
        odd += char in "£€¥" and beside
        odd += kind == "Lu" and before.islower()
        odd += 2 * (kind in ("Cc", "Co", "Cn"))
    return odd
