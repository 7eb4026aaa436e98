"""Answers on pages: within Discord's limits, numbers that match, and nothing cut where it may not be."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.discord import rendering, views
from bot.discord.labels import ENGLISH, LANGUAGES, MARKS
from bot.discord.pages import Page, Press, fill, label, turning
from bot.discord.rendering import Cited, Said, Section, Shown
from index.schema import Article, Claim, Stance, StoredClaim
from tests.stand_ins import discord_rules as rules

URL = "https://courier.example/" + "x" * 200


def stored(n: int, quote: str, *, stance: Stance = Stance.ASSERTS, name: str = "Maria Lind") -> StoredClaim:
    article = Article(f"a{n}", quote, f"Title {n}", "Lunden Courier", None, "2026-05-04", URL)
    return StoredClaim(
        f"a{n}#1", article, Claim((), (), ((0, len(quote)),), (name,), name, stance, False), quote, quote
    )


def answer(quotes: list[str], texts: list[tuple[str, tuple[int, ...]]]) -> Shown:
    cited = tuple(Cited(n, stored(n, quote)) for n, quote in enumerate(quotes, 1))
    return Shown("Who says so?", (Section(None, tuple(Said(*one) for one in texts)),), cited)


def payload(page: Page) -> dict[str, object]:
    components = views.layout(page, "abcd1234").to_components()
    attachments = [{"id": 0, "filename": page.file[0]}] if page.file else []
    return {"components": components, "flags": rules.V2_FLAG, "attachments": attachments}


def faults(page: Page) -> list[str]:
    return list(rules.message_faults(payload(page), {"files[0]": len(page.file[1])} if page.file else {}))


def marks(page: Page) -> tuple[set[int], set[int]]:
    """Numbers in the statements and numbers in the list of a page."""
    listed = {int(m[1]) for b in page.blocks if (m := re.match(r"\*\*\\\[(\d+)\\\]\*\*", b.text))}
    said = [b.text for b in page.blocks if not re.match(r"\*\*\\\[(\d+)\\\]\*\*", b.text)]
    return {int(n) for text in said for n in re.findall(r"\*\*\\\[(\d+)\\\]\*\*", text)}, listed


words = st.text(st.sampled_from("abc 1,.*_[]<>@“”\n"), min_size=1, max_size=2500)


@settings(max_examples=60, deadline=None)
@given(st.lists(words, min_size=1, max_size=9), st.data())
def test_every_page_keeps_discords_limits_and_its_numbers_match(quotes: list[str], data: st.DataObject) -> None:
    numbers = st.lists(st.integers(1, len(quotes)), min_size=1, max_size=4).map(tuple)
    texts = data.draw(st.lists(st.tuples(words, numbers), min_size=1, max_size=6))
    shown = answer(quotes, texts)
    for page in [*rendering.answer_pages(shown, ENGLISH), *rendering.evidence_pages(shown.citations, ENGLISH)]:
        assert faults(page) == []
    for page in rendering.answer_pages(shown, ENGLISH):
        said, listed = marks(page)
        assert said <= listed


def test_the_numbers_of_all_pages_together_are_those_of_the_answer() -> None:
    shown = answer([f"word {n} is said" for n in range(1, 30)], [(f"Statement {n} [{n}].", (n,)) for n in range(1, 30)])
    pages = rendering.answer_pages(shown, ENGLISH)
    assert len(pages) > 3
    assert [marks(page)[0] == marks(page)[1] for page in pages] == [True] * len(pages)
    assert set().union(*(marks(page)[1] for page in pages)) == set(range(1, 30))


def test_a_quote_of_5000_characters_is_attached_whole_and_never_cut() -> None:
    quote = "Every cable was tested and found sound. " * 125
    card = rendering.quote_page(Cited(1, stored(1, quote)), ENGLISH)
    assert faults(card) == []
    assert card.file is not None
    assert card.file[1].decode() == quote
    assert "Every cable" not in card.blocks[0].text
    shown = answer([quote], [(f"Maria Lind says “{quote.strip()}” [1].", (1,))])
    first = rendering.answer_pages(shown, ENGLISH)[0]
    assert faults(first) == []
    assert "“…”" in first.blocks[1].text
    assert first.file is not None
    assert quote.strip() in first.file[1].decode()


def test_a_long_statement_is_divided_outside_quotes_and_numbers() -> None:
    part = "He said “the bridge, closed since 1 200 days, is safe” on 3 May 2026 and paid 1,250,000.50 crowns for it. "
    for most in (300, 500, 800):
        pieces = list(rendering.pieces(part * 40, most))
        assert all(len(one) <= most for one in pieces)
        assert all(one.count("“") == one.count("”") for one in pieces)
        assert " ".join(pieces).split() == (part * 40).split()
        assert not any(re.search(r"\d[.,]?$", one) and not one.endswith("it.") for one in pieces)


def test_bracketed_numbers_of_an_article_are_no_citations() -> None:
    said = rendering.marked(Said("She said: “We won the [2016] election and [9] seats.”", (1, 2)), [1, 2])
    assert said == "She said: “We won the \\[2016\\] election and \\[9\\] seats.” **\\[1\\]** **\\[2\\]**"


def test_no_citation_under_a_refusal() -> None:
    shown = Shown("Who?", (Section(None, (Said("Nothing in these articles answers that.", ()),)),), (), abstained=True)
    (page,) = rendering.answer_pages(shown, ENGLISH)
    assert page.rows == ()
    assert marks(page) == (set(), set())


def test_one_statement_with_many_reports_lists_each_outlet_once() -> None:
    report = stored(2, "word")
    other = StoredClaim("b#1", Article("b", "word", None, "Coast Herald"), report.claim, "word", "word")
    line = rendering.citation(Cited(1, stored(1, "word"), (report, other, other)), ENGLISH).text
    assert "also reported by Coast Herald" in line
    assert line.count("Coast Herald") == 1


@pytest.mark.parametrize("language", sorted(LANGUAGES))
def test_every_language_fits_the_buttons(language: str) -> None:
    words = LANGUAGES[language]
    assert set(words.stances) == set(Stance) == set(MARKS)
    card = rendering.quote_page(Cited(1, stored(1, "word", name="N" * 200)), words)
    assert faults(card) == []
    assert "{" not in words.page.format(page=1, pages=2)
    assert len(words.what_was_wrong) <= 45
    assert len(words.comment) <= 45


def test_a_claim_that_went_is_told() -> None:
    assert ENGLISH.gone in rendering.quote_page(Cited(3, None), ENGLISH).blocks[0].text


def test_pages_turn_within_their_bounds() -> None:
    pages = fill([(b,) for b in [rendering.citation(Cited(n, stored(n, "word")), ENGLISH) for n in range(1, 40)]])
    assert [one.label for one in turning(pages, 0, "p", "Back", "Next", "{page}/{pages}").rows[0]] == ["Next"]
    assert [one.label for one in turning(pages, 99, "p", "Back", "Next", "{page}/{pages}").rows[0]] == ["Back"]
    assert turning(pages, -5, "p", "Back", "Next", "{page}/{pages}").footer.startswith("1/")


def test_labels_are_cut_between_words() -> None:
    assert label("More of the minister of transport and harbours") == "More of the minister of transport…"
    assert Press("x", "q").arg == 0
    assert json.dumps(payload(Page((rendering.citation(Cited(1, stored(1, "w")), ENGLISH),))))


def test_a_page_keeps_its_size_under_the_longest_heading_title_and_notes() -> None:
    long = tuple(Said("word 1,000 " * n + "* " * 40, ()) for n in (250, 272, 300, 700))
    for title, note in (("n" * 500, "*" * 500), ("*_" * 300, "word " * 100)):
        for statements in (long, long[:1], ()):
            shown = Shown(title, (Section("*" * 400, statements),), (), notes=(note,) * 4)
            pages = rendering.answer_pages(shown, ENGLISH)
            assert [faults(page) for page in pages] == [[] for _ in pages]
            assert any("-# " in page.footer or page.blocks[0].text.startswith("-# ") for page in pages)
