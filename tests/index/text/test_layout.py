"""Which line ends are the layout's: what joins, what is cut, what stays."""

from __future__ import annotations

from index.text.layout import line_ends, mended

WRAPPED = (
    "The old harbour bridge in Lunden is safe for lorries and\n"
    "for coaches, the city engineer Maria Lind said on Monday\n"
    "after she had tested it.\n\n"
    "It was a long day for the har-\n"
    "bour crew, which had worked all night on the cables of the\n"
    "bridge and of the quay."
)


def joined(text: str) -> str:
    for start, end, shown in reversed(line_ends(text)):
        text = text[:start] + shown + text[end:]
    return text


def test_lines_of_a_paragraph_are_joined_and_cut_words_made_whole() -> None:
    first, empty, second = joined(WRAPPED).split("\n")
    assert first.endswith(
        "for lorries and for coaches, the city engineer Maria Lind said on Monday after she had tested it."
    )
    assert not empty
    assert "for the harbour crew" in second


def test_a_line_end_that_means_something_stays() -> None:
    for text in (
        "The council wants:\n- a bridge\n- a school",
        "VELL:\nWe saw nothing.",
        "A headline\n\nThe text begins.",
    ):
        assert joined(text) == text


def test_a_word_that_a_hyphen_cuts() -> None:
    assert mended("the har-\n> bour and the well-\nknown man") == "the harbour and the well-known man"
    assert mended("a well-known man") == "a well-known man"
