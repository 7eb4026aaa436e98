"""What an article is known by: never by what a file says of its own address."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from index.articles import Overrides, load
from index.articles.records import derived_id
from index.schema import Article, Status
from index.store.space import Space
from index.web.fetch import Fetched
from tests.index.conftest import Open

TRUE = "https://courier.example/tram"
SENTENCE = "The mayor of Lunden, Ida Holm, said on Monday that the tram would {} again in May. "
PAGE = """<html><head><link rel="canonical" href="{url}"><meta property="og:url" content="{url}">
<title>Trams</title></head><body><article><h1>Trams</h1>{paragraphs}</article></body></html>"""


class Web:
    """Serves one page at one address, after a redirect where another was asked for."""

    ports = frozenset({80, 443})

    def __init__(self, page: str) -> None:
        self.page = page

    def fetch(self, url: str, **_: object) -> Fetched:
        return Fetched(url=TRUE, status=200, content=self.page.encode(), kind="html", charset="utf-8")


def page(verb: str, url: str = TRUE) -> str:
    return PAGE.format(url=url, paragraphs=f"<p>{SENTENCE.format(verb) * 6}</p>" * 3)


def one(source: str, *given: object, **more: object) -> Article:
    (article,) = load(source, *given, **more)  # type: ignore[arg-type]
    assert isinstance(article, Article), article
    return article


@pytest.fixture
def space(open_library: Open) -> Space:
    space = open_library().space()
    assert space.add(one(TRUE, fetcher=Web(page("run")))).status is Status.ADDED
    return space


def intact(space: Space) -> bool:
    return "would run again" in space.article(derived_id(TRUE, "")).text


@pytest.mark.parametrize("engines", [{}], ids=["files"])
@pytest.mark.parametrize("name", ["a.html", "-"])
def test_a_page_in_a_file_does_not_take_the_place_of_the_one_that_was_fetched(
    space: Space, tmp_path: Path, name: str
) -> None:
    hostile = page("never run").encode()
    (tmp_path / "a.html").write_bytes(hostile)
    article = one("-", stdin=io.BytesIO(hostile)) if name == "-" else one(str(tmp_path / name))
    assert article.url == TRUE  # it is kept, as what the page says
    assert space.add(article).status is Status.ADDED
    assert intact(space)
    assert len(space.articles()) == 2


@pytest.mark.parametrize("engines", [{}], ids=["files"])
@pytest.mark.parametrize("id", [None, "mine", derived_id(TRUE, ""), "text-" + "0" * 20])
def test_nor_does_a_line_of_jsonl_by_its_url_or_by_an_id_that_is_made_of_addresses(
    space: Space, tmp_path: Path, id: str | None
) -> None:
    line = {"text": SENTENCE.format("never run"), "url": TRUE, "id": id}
    (tmp_path / "a.jsonl").write_text(json.dumps(line))
    article = one(str(tmp_path / "a.jsonl"))
    assert space.add(article).status is Status.ADDED
    assert article.id == id or id != "mine"
    assert intact(space)
    # nor in two steps: by looking like it first
    twin = {**line, "text": space.article(derived_id(TRUE, "")).text}
    for step in (twin, line):
        (tmp_path / "a.jsonl").write_text(json.dumps(step))
        space.add(one(str(tmp_path / "a.jsonl")))
        assert intact(space)


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_an_address_that_was_fetched_or_given_identifies(space: Space, tmp_path: Path) -> None:
    assert space.add(one(TRUE, fetcher=Web(page("run")))).status is Status.UNCHANGED
    assert space.add(one("https://short.example/1", fetcher=Web(page("soon run")))).status is Status.UPDATED
    (tmp_path / "a.html").write_text(page("run", "https://elsewhere.example/"))
    assert space.add(one(str(tmp_path / "a.html"), Overrides(url=TRUE))).status is Status.UPDATED
    assert len(space.articles()) == 1


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_what_is_fetched_replaces_what_only_said_that_it_was_from_there(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    (tmp_path / "a.html").write_text(page("never run"))
    space.add(one(str(tmp_path / "a.html")))
    assert space.add(one(TRUE, fetcher=Web(page("run")))).status is Status.UPDATED
    assert intact(space)
    assert len(space.articles()) == 1


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_lines_of_jsonl_without_an_id_are_known_again_by_their_url(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    status = []
    for verb in ("run", "run", "stand"):
        (tmp_path / "a.jsonl").write_text(json.dumps({"text": SENTENCE.format(verb), "url": TRUE}))
        status.append(space.add(one(str(tmp_path / "a.jsonl"))).status)
    assert status == [Status.ADDED, Status.UNCHANGED, Status.UPDATED]
