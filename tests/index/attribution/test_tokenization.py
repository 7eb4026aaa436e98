"""Units and windows of a text."""

import itertools
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.attribution.extraction.tokenization import (
    MAX_WINDOW,
    blocks,
    paragraph_breaks,
    quote_states,
    segment,
    windows,
)


def letters(words: Sequence[str]) -> list[list[int]]:
    return [[1000 + len(w)] * (1 + len(w) // 4) for w in words]


@given(st.text(alphabet=st.sampled_from("abcAB19 \n\r\t.,:;“”\"'’‘—😀\u200f\u00ad()"), max_size=400))
def test_units_lie_inside_the_text_and_cover_all_but_space(text: str) -> None:
    units = segment(text, letters)
    covered: set[int] = set()
    for start, end in zip(units.starts.tolist(), units.ends.tolist(), strict=True):
        assert 0 <= start < end <= len(text)
        covered.update(range(start, end))
    assert all(text[i].isspace() for i in range(len(text)) if i not in covered)


@given(st.lists(st.integers(1, 90), max_size=12), st.integers(0, 150))
def test_windows_own_every_unit_once(lengths: list[int], offset: int) -> None:
    text = "\n\n".join(" ".join(["word"] * n) for n in lengths)
    units = segment(text, letters)
    owned = [i for w in windows(units, offset) for i in range(w.core_low, w.core_high)]
    assert owned == list(range(len(units)))
    for w in windows(units, offset):
        assert w.low <= w.core_low < w.core_high <= w.high
        assert len(w.first) == w.high - w.low
        assert len(w.ids) == len(w.shape) == len(w.quote) <= 512


def test_a_paragraph_longer_than_a_window_is_cut() -> None:
    units = segment("word " * (3 * MAX_WINDOW), letters)
    cut = blocks(units)
    assert len(cut) > 2
    assert cut[0][0] == 0
    assert cut[-1][1] == len(units)
    assert all(a[1] == b[0] for a, b in itertools.pairwise(cut))


def test_a_line_break_after_a_speakers_name_ends_no_paragraph() -> None:
    assert paragraph_breaks("VELL:\nWe saw nothing.\nNext.") == [len("VELL:\nWe saw nothing.")]
    assert paragraph_breaks("VELL:\n\nWe saw nothing.") == [len("VELL:")]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ('He said "no way" twice', ["no", "way"]),
        ("He said “no way” twice", ["no", "way"]),
        ("He said ‘it’s Tom’s fault’ twice", ["it", "s", "Tom"]),
        ("Tom’s dog and Ann's cat", []),
        ("“Open for ever\nnext paragraph", ["Open", "for", "ever"]),
    ],
)
def test_quotation_state(text: str, inside: list[str]) -> None:
    units = segment(text, letters)
    states = quote_states(text, units.starts, units.ends, units.paragraph)
    words = {text[a:b]: s for a, b, s in zip(units.starts.tolist(), units.ends.tolist(), states.tolist(), strict=True)}
    for word in ("He", "said", "twice", "next", "paragraph", "dog"):
        assert words.get(word, 0) == 0
    for word in inside:
        assert words[word] > 0


def test_no_text_gives_no_windows() -> None:
    assert windows(segment("", letters)) == []
    assert np.array_equal(segment(" \n ", letters).starts, np.array([], dtype=np.int64))
