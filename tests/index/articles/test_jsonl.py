"""One article a line: every line is an article or one line that says what is wrong with it."""

from __future__ import annotations

import io

import pytest

from index.articles.jsonl import parse_line, read_lines
from index.articles.records import Overrides
from index.errors import LoadError
from tests.index.articles.pages import a_failure, an_article

LINES = b'{"text": "One.", "id": "x-1", "mood": 3, "title": null}\n \n{"text": 3}\n[1]\n{"text": "Five."}'


def test_lines_are_read_one_by_one_and_a_bad_one_loses_no_other() -> None:
    first, third, fourth, fifth = read_lines(io.BytesIO(LINES), Overrides(outlet="The Echo"), "a.jsonl")
    assert (an_article(first).id, an_article(first).title, an_article(first).outlet) == ("x-1", None, "The Echo")
    assert a_failure(third) == "a.jsonl, line 3: field text must be a string, not a number"
    assert a_failure(fourth) == "a.jsonl, line 4: not a JSON object with a field text"
    assert an_article(fifth).text == "Five."


def test_an_id_stands_once() -> None:
    line = b'{"id": "a", "text": "One."}\n'
    _, second = read_lines(io.BytesIO(line * 2), Overrides(), "a.jsonl")
    assert a_failure(second) == "a.jsonl, line 2: id 'a' stands already on line 1"


@pytest.mark.parametrize(
    ("line", "told"),
    [(b'{"text": "x"', "JSON"), (b'{"text": "\xff"}', "UTF-8"), (b'{"text": "x", "title": ["y"]}', "a list")],
)
def test_what_is_wrong_with_a_line(line: bytes, told: str) -> None:
    with pytest.raises(LoadError, match=told):
        parse_line(line, "a.jsonl, line 1")
