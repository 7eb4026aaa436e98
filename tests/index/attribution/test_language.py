"""Which language a text is in."""

from __future__ import annotations

import pytest

from index.attribution.language import other_language


@pytest.mark.parametrize(
    ("sentence", "language"),
    [
        (
            "Der Bürgermeister sagte am Montag, dass die Brücke gesperrt bleibt und niemand sie betreten darf. ",
            "German",
        ),
        ("Le maire a déclaré lundi que le pont resterait fermé et que personne ne pourrait le traverser. ", "French"),
        ("The mayor said on Monday that the bridge would stay shut and that nobody could cross it. ", None),
    ],
)
def test_languages(sentence: str, language: str | None) -> None:
    assert other_language(sentence * 6) == language


@pytest.mark.parametrize("text", ["", "Quay 7", "Nein!", "1 2 3 4 5 " * 30])
def test_what_cannot_be_told_is_read(text: str) -> None:
    assert other_language(text) is None
