"""What is read of a page, part by part: its author, date, outlet and title, and what is no part of its story."""

from __future__ import annotations

from datetime import date

import pytest

from index.articles.pages import author, garbled, json_ld, outlet, outlets, set_off, title, tree
from index.articles.pages import date as dates
from index.articles.pages.json_ld import described
from index.articles.pages.page import Page, address, frames, headings, letters, metas, plain
from index.errors import LoadError
from tests.index.articles.pages import STORY, meta, page, story
from tests.index.articles.pages import json_ld as script


def taken(markup: str, url: str | None = None) -> Page:
    """The page as the parts read it."""
    parsed = tree.parsed(markup)
    told = metas(parsed)
    said = described(parsed, (headings(parsed) or ("",))[0])
    tag = parsed.findtext(".//title") or ""
    tree.clean(parsed)
    return Page(parsed, said, told, tag, headings(parsed), address(parsed, url))


# -- page


def test_a_page_taken_apart() -> None:
    made = taken(story(head=meta("og:site_name", "The Echo")), "https://www.echo.example/quay")
    assert (made.host, made.meta("og:site_name"), made.headings) == ("echo.example", "The Echo", ("Quay is safe",))
    assert made.meta("og:nothing", "og:site_name") == "The Echo"


def test_how_names_and_titles_are_compared() -> None:
    assert plain("  Zoë’s  Quay ") == "zoë's quay"
    assert letters("The Tarn Courier") == letters("tarn-courier")
    assert frames("Quay is safe", "Quay is safe | Tarn Courier")
    assert not frames("Quay is safe", "Dam is safe | Tarn Courier")


# -- tree


def test_what_is_hidden_or_written_below_is_taken_away() -> None:
    hidden = (
        "<p style='display:none'>Unseen.</p><p class='sr-only'>Unheard.</p><div id='comments'><p>Rubbish!</p></div>"
    )
    words = tree.words(taken(page(f"<article>{STORY}</article>{hidden}")).tree)
    assert "Edda Lorne" in words
    assert not any(one in words for one in ("Unseen", "Unheard", "Rubbish"))


def test_other_stories_are_taken_away_when_asked() -> None:
    parsed = tree.parsed(page(f"<article>{STORY}</article><div class='related'>Dam is safe</div>"))
    tree.clean(parsed)
    assert "Dam is safe" in tree.words(parsed)
    tree.without_asides(parsed)
    assert "Dam is safe" not in tree.words(parsed)
    assert "Edda Lorne" in tree.words(parsed)


def test_nothing_is_no_tree() -> None:
    with pytest.raises(LoadError):
        tree.parsed("")


# -- author


@pytest.mark.parametrize(
    ("byline", "names"),
    [
        ("By Jo Blogg and Ana de la Cruz, Senior Science Editor", ["Jo Blogg", "Ana de la Cruz"]),
        ("Jo Blogg | Chief Correspondent | 4 March 2026", ["Jo Blogg"]),
        ("Posted by jo@echo.example", []),
        ("Staff", []),
    ],
)
def test_names_of_a_byline(byline: str, names: list[str]) -> None:
    assert author.persons(byline) == names


def test_the_author_of_a_page() -> None:
    assert author.author(taken(story(head=meta("author", "Jo Blogg"))), "The Echo", None) == "Jo Blogg"
    assert author.author(taken(story(head=meta("author", "The Echo"))), "The Echo", None) is None


# -- date


@pytest.mark.parametrize(
    ("url", "day"),
    [
        ("https://x.example/2026/05/04/quay", date(2026, 5, 4)),
        ("https://x.example/2026/may/4/quay", date(2026, 5, 4)),
        ("https://x.example/20260504", date(2026, 5, 4)),
        ("https://x.example/2026/13/44/quay", None),
        ("https://x.example/quay-2026", None),
        (None, None),
    ],
)
def test_the_day_in_an_address(url: str | None, day: date | None) -> None:
    assert dates.date_in_address(url) == day


def test_the_day_of_a_page() -> None:
    said = script(datePublished="2026-03-04T23:30:00Z")
    assert dates.published(taken(story(head=said))) == "2026-03-04"
    assert dates.published(taken(story(head=said), "https://x.example/2026/03/05/quay")) == "2026-03-05"
    assert dates.published(taken(story(inner="<time datetime='2026-03-04'>4 March</time>"))) == "2026-03-04"
    assert dates.published(taken(story())) is None


# -- garbled


def test_marks_and_letters_that_were_read_as_another_encoding() -> None:
    mended, note = garbled.mended("<p>â€œNoâ€\ufffd said ZoÃ©</p>")
    assert mended == "<p>“No” said Zoé</p>"
    assert note.startswith("3 garbled characters mended")
    assert garbled.mended("<p>“No”</p>") == ("<p>“No”</p>", "")


# -- json_ld


def test_what_a_page_says_of_itself() -> None:
    head = script(
        headline="Quay is safe",
        author=[{"@type": "Person", "name": "Jo Blogg"}, {"@type": "Organization", "name": "Tass"}],
        publisher={"name": "The Echo"},
        isAccessibleForFree=False,
    )
    said = json_ld.described(tree.parsed(story(head=head)), "Quay is safe")
    assert (said.headline, said.persons, said.organisations) == ("Quay is safe", ("Jo Blogg",), ("Tass",))
    assert (said.publisher, said.free) == ("The Echo", False)


def test_of_several_the_one_with_the_heading_and_rubbish_is_no_error() -> None:
    both = script(headline="Dam fails", author="Ana Ruiz") + script(headline="Quay is safe", author="Jo Blogg")
    assert json_ld.described(tree.parsed(story(head=both)), "Quay is safe").persons == ("Jo Blogg",)
    broken = "<script type='application/ld+json'>{\"@type\": </script>"
    assert json_ld.described(tree.parsed(story(head=broken)), "Quay is safe").headline is None


# -- outlet and outlets


def test_who_publishes() -> None:
    assert outlet.outlet(taken(story(head=meta("og:site_name", "The Echo"))), None) == "The Echo"
    assert outlet.outlet(taken(story(), "https://apnews.com/quay"), None) == "AP"


def test_hosts_and_names() -> None:
    assert outlets.known("www.apnews.com") == "AP"
    assert outlets.known("echo.example") is None
    assert outlets.like_host("www.post.example")
    assert not outlets.like_host("The Post")
    assert outlets.of_host("Tulsa World", "tulsaworld.com")
    assert not outlets.of_host("Tulsa World", "echo.example")


# -- title


def test_the_headline_without_the_sites_own_words() -> None:
    assert title.title(taken(story(title="Quay is safe | The Echo")), "The Echo", None) == "Quay is safe"
    only_tag = page(STORY, title="Quay is safe – The Echo")
    assert title.title(taken(only_tag), "The Echo", None) == "Quay is safe"


# -- set_off


def set_off_in(body: str) -> list[str]:
    parsed = tree.parsed(page(body))
    set_off.mark(parsed)
    return [one.text_content() for one in parsed.iter("p", "h3")]


@pytest.mark.parametrize(
    ("opens", "closes", "before", "behind"),
    [("<p><strong>", "</strong></p>", "**", "**"), ("<h3>", "</h3>", "## ", ""), ("<p><em>", "</em></p>", "*", "*")],
)
def test_questions_that_are_set_off_keep_a_mark(opens: str, closes: str, before: str, behind: str) -> None:
    asked = ("Were you afraid?", "They call you mad.")
    body = "".join(f"{opens}{one}{closes}<p>I was not. We dived.</p>" for one in asked)
    assert set_off_in(f"<p>Petra Holm dives.</p>{body}") == [
        "Petra Holm dives.",
        f"{before}Were you afraid?{behind}",
        "I was not. We dived.",
        f"{before}They call you mad.{behind}",
        "I was not. We dived.",
    ]


def test_questions_that_open_a_paragraph_keep_a_mark() -> None:
    body = "<p><b>Were you afraid?</b> I was not.</p><p><b>Do you still dive?</b> I do.</p>"
    assert set_off_in(body) == ["**Were you afraid?** I was not.", "**Do you still dive?** I do."]


def test_a_block_after_an_introduction_keeps_a_mark() -> None:
    quoted = "<blockquote><p>I shall stay.</p></blockquote>"
    assert set_off_in(f"<p>She said:</p>{quoted}") == ["She said:", "> I shall stay."]
    assert set_off_in(f"<p>She left.</p>{quoted}") == ["She left.", "I shall stay."]


def test_other_bold_lines_and_headings_stay_bare() -> None:
    body = "<h3>Power lines down</h3><p>Nobody was hurt.</p><h3>Schools shut</h3><p>They open on Monday.</p>"
    assert not any("#" in one for one in set_off_in(body + "<p><b>Late news</b></p><p>It rained.</p>"))


def test_characters_that_no_page_prints_are_blanks() -> None:
    markup = "\x00<html><head><title>Dam</title>\x01left over</head><body><p>x&#1;y&#x1F;</p><h1>Dam</h1></body></html>"
    parsed = tree.parsed(markup)
    tree.without_masthead(parsed)
    assert not any(ord(c) < 32 and c not in "\t\n\r\f" for c in str(parsed.text_content()))
