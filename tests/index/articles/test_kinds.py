"""Which kind of file it is, by its content, and what is turned away by name."""

from __future__ import annotations

import pytest

from index.articles.kinds import BY_SUFFIX, refuse_others, sniff
from index.errors import LoadError


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.4", "pdf"),
        (b"  <!-- x --><!doctype html>", "html"),
        (b"<html lang=en>", "html"),
        (b'{"text": "x"}\n', "jsonl"),
        (b"The mayor said no.", "text"),
        (b"", "text"),
    ],
)
def test_content(data: bytes, kind: str) -> None:
    assert sniff(data) == kind
    assert kind in BY_SUFFIX.values()


@pytest.mark.parametrize(
    ("data", "suffix", "told"),
    [
        (b"{\\rtf1 x", ".rtf", "an RTF document"),
        (b"From: a\nMIME-Version: 1.0\nSubject: x\n\nhello", ".txt", "an e-mail"),
        (b"a,b,c\n1,2,3\n4,5,6\n", ".csv", "a table"),
    ],
)
def test_others_are_turned_away(data: bytes, suffix: str, told: str) -> None:
    with pytest.raises(LoadError, match=told):
        refuse_others(data, suffix, "w")


def test_words_are_not() -> None:
    refuse_others(b"The mayor: no. She said: yes.\n", ".txt", "w")
