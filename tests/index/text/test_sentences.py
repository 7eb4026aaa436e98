"""Sentence and paragraph offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.sentences import paragraphs, sentences


def split(text: str) -> list[str]:
    return [text[a:b] for a, b in sentences(text)]


@pytest.mark.parametrize(
    "parts",
    [
        ["Dr. Ines Varga spoke first.", "Mr. Bell did not."],
        ["It was 3.5 per cent.", "Then it fell to 2.1."],
        ["“We will not pay.”", "She left."],
        ["“Will they pay?” she asked.", "Nobody knew."],
        ['"It is over!" he shouted.', '"Go home."'],
        ["The U.S. Senate voted.", "It was close."],
        ["He lives in the U.S.", "The law is older."],
        ["J. K. Marlow wrote it.", "So did P.D. Stone."],
        ["They met at 5 p.m. on Monday.", "At 6 p.m. the talks ended."],
        ["Acme Corp. shares fell.", "Acme Inc.", "The rest rose."],
        ["(It rained.)", "Then it stopped."],
        ["He paused ... and went on.", "Then he stopped..."],
        ["Sen. Ada Poole, R-Ohio, said no.", "She meant it."],
        ["No. 10 declined to comment.", "The answer was no.", "Nobody asked again."],
        ["He sat.", "Joe laughed."],
        ["‘It’s done,’ said Rhys.", "‘Good.’"],
        ["Really?!", "Yes."],
        ["See e.g. Smith v. Jones.", "It settled in Jan. 2014."],
    ],
)
def test_splits(parts: list[str]) -> None:
    assert split(" ".join(parts)) == parts


def test_line_breaks_end_sentences_and_paragraphs() -> None:
    text = "A headline without a stop\r\n\r\nThe text begins.\tIt goes on\n  here. \n"
    assert split(text) == ["A headline without a stop", "The text begins.", "It goes on", "here."]
    assert [text[a:b] for a, b in paragraphs(text)] == [
        "A headline without a stop", "The text begins.\tIt goes on", "here."
    ]  # fmt: skip


def test_lists_keep_their_numbers() -> None:
    assert split("1. First point. Second sentence.") == ["1. First point.", "Second sentence."]


@pytest.mark.parametrize("text", ["", " \n\t\r\n", "\u2028"])
def test_nothing_to_split(text: str) -> None:
    assert sentences(text) == paragraphs(text) == []


@given(st.text(alphabet=st.sampled_from(list("aB. !?\"“”'’()\n\r\t1…Mr")) | st.characters(), max_size=200))
def test_spans_cover_all_but_white_space_in_order(text: str) -> None:
    for spans in (sentences(text), paragraphs(text)):
        at = 0
        for start, end in spans:
            assert not text[at:start].strip()
            assert at <= start < end <= len(text)
            assert text[start:end] == text[start:end].strip()
            at = end
        assert not text[at:].strip()


@pytest.mark.parametrize("unit", ["word ", ". ", "...", "\"' ", "Mr. ", "a.", "“", '."', "A. ", "\r", " "])
def test_large_texts_of_every_kind_are_split(unit: str) -> None:
    text = unit * (300_000 // len(unit))  # the square of this would not end within the time of a test
    spans = sentences(text)
    assert not spans or spans[-1][1] <= len(text)
