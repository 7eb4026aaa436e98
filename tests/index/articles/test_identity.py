"""What an article is known by: never by what a file says of its own address."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from index.articles import Overrides, load
from index.articles.identity import canonical, derived_id
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


PLAIN = "The mayor of Lunden, Ida Holm, said on Monday that the tram would run. Karl Strom denied it.\n"
AT = "https://courier.example/tram"


def written(path: Path, text: str = PLAIN) -> Path:
    path.write_text(text)
    return path


@pytest.mark.parametrize(
    "passed_on",
    [
        "?utm_source=x&utm_medium=y",
        "?fbclid=1",
        "?gclid=1#top",
        "?amp",
        "?amp=1",
        "?outputType=amp",
        "?UTM_Campaign=z",
        "?&amp;utm_source=x",
        "?mc_cid=1&mc_eid=2",
    ],
)
def test_who_passed_an_address_on_makes_no_other_address(passed_on: str) -> None:
    assert canonical(AT + passed_on) == AT
    assert derived_id(AT + passed_on, "") == derived_id(AT, "")


@pytest.mark.parametrize("query", ["?id=7", "?page=2&amplitude=3", "?q=utm_source", "?ref=4", "?a=1&a=2&b="])
def test_what_names_a_page_stays(query: str) -> None:
    assert canonical(AT + query) == AT + query
    assert canonical(f"{AT}{query}&utm_source=x") == AT + query


@pytest.mark.parametrize("engines", [{}], ids=["files"])
@pytest.mark.parametrize("first", ["with", "without"])
def test_the_same_text_with_and_without_an_address_is_one_article(
    open_library: Open, tmp_path: Path, first: str
) -> None:
    space = open_library().space()
    path = written(tmp_path / "a.txt")
    given = [Overrides(url=AT, title="Tram", outlet="The Courier"), Overrides()]
    added = [space.add(one(str(path), o)) for o in (given if first == "with" else given[::-1])]
    assert [one.status for one in added] == [Status.ADDED, Status.UNCHANGED if first == "with" else Status.UPDATED]
    (article,) = space.articles()
    assert (article.id, article.url, article.title, article.outlet) == (derived_id(AT, ""), AT, "Tram", "The Courier")
    assert added[1].notes
    assert (added[1].claims, added[1].chunks) == (added[0].claims, added[0].chunks)


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_the_same_text_at_two_addresses_is_two_articles(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    path = written(tmp_path / "a.txt")
    for url in (AT, "https://other.example/tram"):
        assert space.add(one(str(path), Overrides(url=url))).status is Status.ADDED
    assert len(space.articles()) == 2


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_the_same_text_under_two_ids_of_its_own_is_two_articles(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    lines = "\n".join(json.dumps({"id": id, "text": PLAIN, "url": AT}) for id in ("a", "b"))
    for article in load(str(written(tmp_path / "a.jsonl", lines))):
        assert isinstance(article, Article)
        assert space.add(article).status is Status.ADDED
    assert {article.id for article in space.articles()} == {"a", "b"}


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_an_edited_file_is_an_update_and_a_copy_of_it_is_not_another_article(
    open_library: Open, tmp_path: Path
) -> None:
    space = open_library().space()
    path = written(tmp_path / "a.txt")
    first = space.add(one(str(path)))
    again = space.add(one(str(path)))
    assert (again.status, again.claims, again.chunks) == (Status.UNCHANGED, first.claims, first.chunks)
    copy = space.add(one(str(written(tmp_path / "b.txt"))))
    assert (copy.status, copy.id) == (Status.UNCHANGED, first.id)
    assert first.id in copy.notes[0]
    edited = space.add(one(str(written(path, PLAIN.replace("would run", "would stand")))))
    assert (edited.status, edited.id) == (Status.UPDATED, first.id)
    assert len(space.articles()) == 1


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_adding_again_without_options_keeps_what_was_said(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    path = str(written(tmp_path / "a.txt", f"A headline\n\n{PLAIN}"))
    space.add(one(path, Overrides(url=AT, title="Tram", outlet="The Courier", published="2026-05-04")))
    assert space.add(one(path, Overrides(url=AT))).status is Status.UNCHANGED
    written(Path(path), f"A headline\n\n{PLAIN} She left.")
    assert space.add(one(path, Overrides(url=AT, author="Nora Quill"))).status is Status.UPDATED
    (article,) = space.articles()
    assert (article.title, article.outlet, article.author) == ("Tram", "The Courier", "Nora Quill")
    assert article.published == "2026-05-04"
    assert "She left" in article.text


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_what_takes_the_place_of_another_id_says_so(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    space.add(one(str(written(tmp_path / "a.jsonl", json.dumps({"id": "x", "text": PLAIN}))), Overrides(url=AT)))
    added = space.add(one(str(written(tmp_path / "b.txt", PLAIN + "More.")), Overrides(url=AT)))
    assert added.status is Status.UPDATED
    assert added.notes == ("takes the place of x, which had the same address",)


def test_two_lines_cannot_both_have_the_url_of_an_option(tmp_path: Path) -> None:
    lines = "\n".join(json.dumps({"id": id, "text": PLAIN}) for id in ("a", "b"))
    first, second = load(str(written(tmp_path / "a.jsonl", lines)), Overrides(url=AT))
    assert isinstance(first, Article)
    assert "only one article can have the URL" in second.error  # type: ignore[union-attr]


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_a_stranger_cannot_title_what_is_fetched_later(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    text = one(TRUE, fetcher=Web(page("run"))).text
    line = json.dumps({"text": text, "title": "A lie", "author": "Liar"})
    space.add(one(str(written(tmp_path / "a.jsonl", line))))
    space.add(one(TRUE, fetcher=Web(page("run"))))
    (article,) = space.articles()
    assert (article.title, article.author) == ("Trams", None)


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_the_same_text_of_another_outlet_is_another_article(open_library: Open, tmp_path: Path) -> None:
    space = open_library().space()
    for name, outlet in (("a.txt", "The Courier"), ("b.txt", "The Post")):
        added = space.add(one(str(written(tmp_path / name)), Overrides(outlet=outlet)))
        assert added.status is Status.ADDED
    assert space.add(one(str(written(tmp_path / "c.txt")))).status is Status.UNCHANGED
    assert len(space.articles()) == 2
