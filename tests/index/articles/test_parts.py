"""A text that is too long for one article: read a part at a time, each an article that is known again."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.articles import LoadFailure, Overrides, load, records
from index.schema import Added, Article, Status
from index.store.library import Library
from tests.index.conftest import Open
from tests.index.scripted import attribute

PARAGRAPH = "Ana Ruiz said: the quay will be closed for {} days.\nIt rained on the quay.\n\n"


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_TEXT", 2000)
    monkeypatch.setattr(records, "PART", 500)


def read(path: Path, **overrides: str) -> list[Article]:
    found = list(load(str(path), Overrides(**overrides)))
    assert not [one for one in found if isinstance(one, LoadFailure)]
    return [one for one in found if isinstance(one, Article)]


def book(paragraphs: int) -> str:
    return "".join(PARAGRAPH.format(n) for n in range(paragraphs))


def test_parts_end_with_a_paragraph_and_are_the_text(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(book(60), encoding="utf-8")
    parts = read(path, title="The Quay", outlet="Quay Press", url="https://example.org/quay")
    assert "".join(part.text for part in parts) == book(60)
    assert all(len(part.text) <= 500 and part.text.endswith("\n\n") for part in parts)
    assert [part.title for part in parts][:2] == [f"The Quay (part {n})" for n in (1, 2)]
    assert len({part.id for part in parts}) == len(parts)
    assert {part.outlet for part in parts} == {"Quay Press"}
    assert {part.url for part in parts} == {"https://example.org/quay"}
    assert [len(part.origin.notes) for part in parts] == [1] + [0] * (len(parts) - 1)
    assert f"stored as {len(parts)}" in parts[0].origin.notes[0]


def test_a_text_of_the_greatest_length_is_one_article(tmp_path: Path) -> None:
    path = tmp_path / "long.txt"
    path.write_text("a" * 2000, encoding="utf-8")
    assert [len(one.text) for one in read(path)] == [2000]


@given(text=st.text(st.sampled_from('ab .?!\n\t"’—ä'), min_size=2001, max_size=9000).filter(str.strip))
def test_nothing_of_any_text_is_lost_but_blanks(text: str) -> None:
    records.MAX_TEXT, records.PART = 2000, 500
    raw = records.Raw(text)
    parts = list(records.make_articles(raw, Overrides(), "x"))
    assert "".join("".join(part.text.split()) for part in parts) == "".join(text.split())
    assert all(len(part.text) <= 500 for part in parts)


@pytest.mark.parametrize("given", [{"id": "book"}, {"url": "https://example.org/b"}, {}], ids=["id", "url", "none"])
def test_a_long_line_of_a_list_is_read_in_parts_and_the_others_as_ever(given: dict[str, str]) -> None:
    lines = [{**given, "text": book(60)}, {"id": "short", "text": book(1)}, {"id": "book", "text": "Once more."}]
    stream = io.BytesIO("\n".join(map(json.dumps, lines)).encode())
    found = list(load("-", stdin=stream))
    parts = [one for one in found if isinstance(one, Article) and "-part-" in one.id]
    assert "".join(part.text for part in parts) == book(60)
    assert [one.id for one in found if one not in parts] == ["short", "book"]
    assert all(part.origin.source == "standard input, line 1" for part in parts)


def test_who_wants_no_parts_is_told_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "book.txt"
    path.write_text(book(60), encoding="utf-8")
    (refused,) = load(str(path), in_parts=False)
    assert isinstance(refused, LoadFailure)
    assert refused.error.endswith(f"{len(book(60)):,} characters; an article may have 2,000")


def test_a_part_that_is_in_is_not_read_again(open_library: Open, tmp_path: Path) -> None:
    read_texts: list[str] = []

    def attributed(article: Article) -> list[object]:
        read_texts.append(article.text)
        return attribute(article)  # type: ignore[return-value]

    path = tmp_path / "book.txt"
    path.write_text(book(60), encoding="utf-8")
    space = open_library(attribute=attributed).space()
    incoming = iter(read(path))
    adding = space.add_many(next(incoming) for _ in range(3))
    assert [added.status for added in adding] == [Status.ADDED] * 3
    again = list(space.add_many(read(path)))
    assert [added.status for added in again] == [Status.UNCHANGED] * 3 + [Status.ADDED] * (len(again) - 3)
    assert sorted(read_texts) == sorted(part.text for part in read(path))
    assert {added.status for added in space.add_many(read(path))} == {Status.UNCHANGED}
    assert "".join(article.text for article in reversed(space.articles())) != ""


def added(library: Library, path: Path) -> tuple[list[Added], set[str]]:
    """The outcomes, and the titles that the space has then."""
    done = list(library.space().add_many(read(path)))
    return done, {str(article.title) for article in library.space().articles()}


def test_a_text_that_shrank_leaves_no_part_that_it_no_longer_has(open_library: Open, tmp_path: Path) -> None:
    path, library = tmp_path / "book.txt", open_library()
    path.write_text(book(60), encoding="utf-8")
    before, _ = added(library, path)
    path.write_text(book(40), encoding="utf-8")
    done, titles = added(library, path)
    assert len(done) < len(before)
    assert titles == {f"Part {n}" for n in range(1, len(done) + 1)}
    gone = len(before) - len(done)
    assert done[-1].notes == (f"takes the place of {gone} articles that its text was stored as before",)
    assert {one.status for one in added(library, path)[0]} == {Status.UNCHANGED}


def test_a_text_is_either_in_parts_or_one_article(open_library: Open, tmp_path: Path) -> None:
    path, library = tmp_path / "book.txt", open_library()
    other = tmp_path / "other.txt"
    other.write_text(book(60).replace("quay", "pier"), encoding="utf-8")
    kept = len(added(library, other)[0])
    for paragraphs in (1, 60, 2):
        path.write_text(book(paragraphs), encoding="utf-8")
        done, _ = added(library, path)
        assert len(library.space().articles()) == kept + len(done)
    assert len(done) == 1


def test_a_record_of_its_own_id_that_looks_like_a_part_stays(open_library: Open) -> None:
    space = open_library().space()
    lines = [{"id": "quay", "text": book(1)}, {"id": "quay-part-1", "text": book(2)}]
    for text in (book(1), book(3)):
        lines[0]["text"] = text
        found = load("-", stdin=io.BytesIO("\n".join(map(json.dumps, lines)).encode()))
        assert not [one for one in space.add_many(one for one in found if isinstance(one, Article)) if one.error]
        assert {article.id for article in space.articles()} == {"quay", "quay-part-1"}
