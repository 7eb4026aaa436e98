"""Bytes to text: what is declared, what is marked, what has to be guessed, and what is no text."""

from __future__ import annotations

import codecs

import pytest

from index.articles.text import decode, looks_binary, webname
from index.errors import LoadError

TEXT = "The café’s owner, Zoë Šimek, said: “We don’t know – yet.” "


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32"])
def test_marks_and_utf8(encoding: str) -> None:
    assert decode(TEXT.encode(encoding), "a.txt") == (decode(TEXT.encode(), "a.txt"))
    assert decode(TEXT.encode(encoding), "a.txt").text == TEXT
    assert not decode(TEXT.encode(encoding), "a.txt").note


def test_what_is_declared_is_believed_and_a_guess_is_told() -> None:
    assert decode((TEXT * 5).encode("cp1252"), "a.html", "windows-1252").text == TEXT * 5
    guessed = decode((TEXT * 5).encode("cp1252"), "a.txt")
    assert guessed.text == TEXT * 5
    assert "windows-1252, which is a guess" in guessed.note


def test_line_ends_stay() -> None:
    assert decode(b"a\r\nb\rc\n", "a.txt").text == "a\r\nb\rc\n"


@pytest.mark.parametrize("data", [bytes(range(256)) * 4, b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"])
def test_binary_data(data: bytes) -> None:
    assert looks_binary(data)
    with pytest.raises(LoadError, match=r"a\.txt: "):
        decode(data, "a.txt")


def test_names_of_encodings() -> None:
    assert webname("cp1252") == "windows-1252"
    assert not looks_binary(codecs.BOM_UTF8 + b"words")
