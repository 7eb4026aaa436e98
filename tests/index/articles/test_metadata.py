"""Title, author, date and outlet of invented pages, in the forms in which real ones have them."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.articles import LoadFailure, load
from index.schema import Article
from tests.index.articles.pages import STORY, json_ld, meta, page, story


def one(folder: Path, text: str) -> Article:
    (folder / "a.html").write_text(text, encoding="utf-8")
    (item,) = load(str(folder / "a.html"))
    assert not isinstance(item, LoadFailure), item
    return item


@pytest.mark.parametrize(
    ("title", "head"),
    [
        ("Quay is safe - Lunden.example", meta("og:site_name", "Lunden.example")),
        ("Quay is safe | The Harbour Post", meta("og:title", "Quay is safe | The Harbour Post")),
        ("Harbour Post | Quay is safe", meta("og:title", "Harbour Post | Quay is safe")),
        ("Quay is safe - Port - News - Harbour Post", ""),
        ("Quay is safe « Harbour Post", meta("og:title", "Quay is safe - Edda Marr and Jon Blom")),
        ("Harbour Post: Home", json_ld()),
        ("Harbour Post", ""),
    ],
)
def test_a_title_is_the_headline_without_the_site(tmp_path: Path, title: str, head: str) -> None:
    assert one(tmp_path, story(head=head, title=title)).title == "Quay is safe"


def test_a_headline_with_a_dash_of_its_own_stays(tmp_path: Path) -> None:
    head = meta("og:title", "Safe – but late: the quay") + meta("og:site_name", "Harbour Post")
    assert one(tmp_path, page(f"<article>{STORY}</article>", head)).title == "Safe – but late: the quay"


@pytest.mark.parametrize(
    ("byline", "head", "author"),
    [
        ("<p class=byline>By Nora Quill, Harbour Post Senior Correspondent</p>", "", "Nora Quill"),
        ("<p class=author>Nora Quill Senior Lunden Correspondent</p>", "", "Nora Quill"),
        ("<p class=byline>By NORA QUILL and JON O'DELL - AP Technology Writers</p>", "", "Nora Quill; Jon O'Dell"),
        ("", meta("author", "By Nora Quill, CNN"), "Nora Quill"),
        (
            "",
            meta("author", "Dana A. Ford, J.S. Corey, and Tom van Wick, AP"),
            "Dana A. Ford; J.S. Corey; Tom van Wick",
        ),
        ("<span class=byline>By Nora Quill | 4 May 2026 | 12 comments</span>", "", "Nora Quill"),
        ("<div class=author>Account You're logged in</div>", "", None),
        ("<div class=author>Follow us</div><div class=menu>By category</div>", "", None),
        ("<p class=byline>By Nora Quill</p>", json_ld(author={"@type": "Organization", "name": "Post"}), "Nora Quill"),
        ("", json_ld(author=[{"@type": "Person", "name": "Nora Quill"}]) + meta("author", "Web Team"), "Nora Quill"),
        (
            "",
            json_ld(author={"@type": "Organization", "name": "Harbour Post"}, publisher={"name": "Harbour Post"}),
            None,
        ),
        ("", meta("author", "Harbour Post") + meta("og:site_name", "The Harbour Post"), None),
        ("", meta("author", "AP"), "AP"),
        ("<p>By Nora Quill</p>", "", "Nora Quill"),
    ],
)
def test_an_author_is_a_person_by_name(tmp_path: Path, byline: str, head: str, author: str | None) -> None:
    assert one(tmp_path, story(byline, head)).author == author


def test_an_author_of_other_stories_is_not_this_ones(tmp_path: Path) -> None:
    others = "<aside class=related><div><p class=byline>By Karl Strom</p><a href='/x'>Ships</a></div></aside>"
    agency = meta("author", "AP")
    assert one(tmp_path, story(head=agency, after=others)).author == "AP"


CANONICAL = '<link rel="canonical" href="https://post.example/{}">'


@pytest.mark.parametrize(
    ("inner", "head", "after", "day"),
    [
        ("", json_ld(datePublished="2026-05-04T08:00:00Z"), "<footer>© 2011-2026</footer>", "2026-05-04"),
        ("", meta("article:published_time", "2026-05-04T08:00:00+02:00"), "", "2026-05-04"),
        ("", CANONICAL.format("2026/05/04/quay"), "<div class=sidebar><time>4 March 2019</time></div>", "2026-05-04"),
        ("", CANONICAL.format("2026/PORT/05/04/quay/index.html"), "<p class=date>March 4, 2019</p>", "2026-05-04"),
        ("", CANONICAL.format("2026/may/4/quay"), "", "2026-05-04"),
        ("", CANONICAL.format("2026/5/4/quay") + meta("date", "2026-05-05"), "", "2026-05-04"),
        ("<p class=date>Posted on May 4th, 2026 | 3:21 PM PDT</p>", "", "", "2026-05-04"),
        ("<time datetime='2026-05-04T10:00'>Monday</time>", "", "", "2026-05-04"),
        ("<span class=published>4 mei 2026</span>", "", "", "2026-05-04"),
        ("<span class=date>04/05/2026</span>", "", "", None),
        ("<span class=date>24/05/2026</span>", "", "", "2026-05-24"),
        ("", "", "<section class=related><time datetime=2019-03-04>4 March 2019</time></section>", None),
        ("", "", "<ul><li><a href=/2019/03/04/x>Flood</a> <time>March 4, 2019</time></li></ul>", None),
        ("", "", "<footer>© 2011-2026 Harbour Post</footer>", None),
        ("", "", "<div id=comments><span class=date>March 4, 2019</span></div>", None),
        ("", meta("article:published_time", "2026"), "", None),
        ("", meta("article:published_time", "2126-05-04"), "", None),
    ],
)
def test_a_date_is_the_storys_own_or_none(tmp_path: Path, inner: str, head: str, after: str, day: str | None) -> None:
    assert one(tmp_path, story(inner, head, after=after)).published == day


def test_todays_date_in_a_papers_head_is_not_the_storys(tmp_path: Path) -> None:
    masthead = "<div class=head><span class=date>Mon, 25 May 2026</span></div><div class=ad>x</div>"
    assert (
        one(tmp_path, page(f"{masthead}<div><div><div><h1>Quay is safe</h1>{STORY}</div></div></div>")).published
        is None
    )


@pytest.mark.parametrize(
    ("title", "head", "outlet"),
    [
        ("Quay is safe", meta("og:site_name", "The Harbour Post"), "The Harbour Post"),
        ("Quay is safe", json_ld(publisher={"@type": "Organization", "name": "The Harbour Post"}), "The Harbour Post"),
        ("Quay is safe | Harbour Post", CANONICAL.format("a"), "Harbour Post"),
        ("Quay is safe - Port - Harbour Post", "", "Harbour Post"),
        ("Quay is safe", CANONICAL.replace("post.example", "www.reuters.com").format("a"), "Reuters"),
        ("Quay is safe", CANONICAL.format("a"), "post.example"),
        ("Quay is safe", "", None),
        (
            "Libre: le port",
            meta("og:site_name", "www.harbourpost.example") + CANONICAL.format("a"),
            "www.harbourpost.example",
        ),
    ],
)
def test_an_outlet_is_named_by_the_page_or_its_domain(
    tmp_path: Path, title: str, head: str, outlet: str | None
) -> None:
    assert one(tmp_path, story(head=head, title=title)).outlet == outlet


def test_the_story_of_a_page_that_shows_none_is_taken_from_its_description(tmp_path: Path) -> None:
    body = (
        "Edda Lorne said on Monday that the quay was safe. “We looked twice,” said Tomas Greel. Varrick denied delay."
    )
    shell = page("<div id=root></div><noscript>Please wait.</noscript>", json_ld(articleBody=body, author="Nora Quill"))
    article = one(tmp_path, shell)
    assert article.text == body
    assert article.author == "Nora Quill"
    shown = one(tmp_path, story(head=json_ld(articleBody=body.replace("safe", "a walrus") * 9)))
    assert "walrus" not in shown.text


@pytest.mark.parametrize(
    "hidden",
    [
        "<p style='display: none'>{}</p>",
        "<p hidden>{}</p>",
        "<p style='color:red;visibility:hidden'>{}</p>",
        "<div style='font-size:0'><p>{}</p></div>",
        "<p class='sr-only'>{}</p>",
        "<style>.zz, .y {{ color: red; display:none }}</style><p class='zz'>{}</p>",
        "<template><p>{}</p></template>",
        "<p style='position:absolute;left:-9999px'>{}</p>",
    ],
)
def test_what_a_browser_hides_is_not_read(tmp_path: Path, hidden: str) -> None:
    article = one(tmp_path, story(hidden.format("Edda Lorne said that she is a walrus and pays well for it.")))
    assert "walrus" not in article.text
    assert "Varrick" in article.text


def test_a_page_set_in_a_table_is_read_with_its_small_marks(tmp_path: Path) -> None:
    cells = "<td class=side><a href=/>Home</a> <a href=/x>Archive</a></td><td><h1>Quay</h1>"
    text = (
        "<p>Edda Lorne said that the <i>upper</i> gate opens, the <b>lower</b> gate closes and the quay stays dry.<p>"
    )
    article = one(tmp_path, page(f"<table><tr>{cells}{text}{STORY}</td></tr></table>"))
    assert "the upper gate opens, the lower gate closes" in article.text
    assert "Archive" not in article.text


def test_the_day_a_pdf_was_made_is_not_its_date() -> None:
    import io

    from pypdf import PdfReader, PdfWriter

    from index.articles.parsers import pdf
    from tests.index.articles.test_articles import pdf as made

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(made("Edda Lorne said so."))))
    writer.add_metadata({"/CreationDate": "D:20260504120000Z", "/Title": "Microsoft Word - quay.docx"})
    stream = io.BytesIO()
    writer.write(stream)
    fields = pdf(stream.getvalue())
    assert fields.get("published") is None
    assert fields["title"] is None


@pytest.mark.parametrize(
    ("text", "title", "day"),
    [
        ("# Quay is safe\n\nEdda Lorne said so.\n", "Quay is safe", None),
        ("Quay is safe\n\n4 May 2026\n\nEdda Lorne said so.\n", "Quay is safe", "2026-05-04"),
        ("Quay is safe\nBy Nora Quill\nMay 4, 2026\n\nEdda Lorne said so.\n", "Quay is safe", "2026-05-04"),
        ("Quay is safe\n============\n\nEdda Lorne said so.\n", "Quay is safe", None),
        ("Published: Monday, 4 May 2026\n\nQuay is safe\n\nEdda Lorne said so.", "Quay is safe", "2026-05-04"),
        ("Title: Quay is safe\nDate: 2026-05-04\n\nEdda Lorne said so.", "Quay is safe", "2026-05-04"),
        ("Quay is safe\n\n04/05/2026\n\nEdda Lorne said so.\n", "Quay is safe", None),
        ("Edda Lorne said that the quay was safe.\n\nVarrick denied it.\n", None, None),
        ("Edda Lorne said that the quay was safe and\nthat the crane would stay where it had\nbeen.\n", None, None),
        ("Edda Lorne said so. She left.", None, None),
        ("Quay is safe", None, None),
        ("Lorne spoke.\n\nOn 4 May 2026 she said that the quay was safe.\n", None, None),
    ],
)
def test_a_texts_head_gives_title_and_date(tmp_path: Path, text: str, title: str | None, day: str | None) -> None:
    (tmp_path / "a.txt").write_text(text)
    (article,) = load(str(tmp_path / "a.txt"))
    assert isinstance(article, Article)
    assert (article.title, article.published, article.text) == (title, day, text)
