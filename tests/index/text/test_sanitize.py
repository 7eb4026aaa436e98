"""JSON that steers no terminal and no reader's eye, and is read back as it was."""

from __future__ import annotations

import json

from hypothesis import given
from hypothesis import strategies as st

from index.text.sanitize import dumps


def test_words_stay_and_what_steers_is_escaped() -> None:
    written = dumps({"a": "Zoë\u202e\x1b[31m\x7f\u200b"})
    assert "Zoë" in written
    assert not set(written) & set("\u202e\x1b\x7f\u200b")


@given(st.text())
def test_it_is_read_back_as_it_was(text: str) -> None:
    assert json.loads(dumps([text])) == [text]
    assert "\n" not in dumps([text])


def test_what_json_does_not_know() -> None:
    assert dumps({"a": {1}}, default=sorted) == '{"a": [1]}'
