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


NUMBER = re.compile(r"\*\*\\\[(\d+)\\\]\*\*")


def marks(page: Page) -> tuple[set[int], set[int]]:
    """Numbers that the statements of a page print, and numbers whose quotation has a button there."""
    said = {int(n) for b in page.blocks for n in NUMBER.findall(b.text)}
    return said, {b.press.arg for b in page.blocks if b.press is not None and b.press.verb == "q"}


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
        said, opened = marks(page)
        assert opened <= said
        for block in page.blocks:
            if block.press is not None:
                assert block.press.arg == int(NUMBER.findall(block.text)[0])


def test_the_numbers_of_all_pages_together_are_those_of_the_answer() -> None:
    shown = answer([f"word {n} is said" for n in range(1, 30)], [(f"Statement {n}.", (n,)) for n in range(1, 30)])
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
    shown = answer([quote], [(f"Maria Lind says “{quote.strip()}”.", (1,))])
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
    shown = answer(["word", "other"], [("She said: “We won the [2016] election and [9] seats.”", (1, 2))])
    (page,) = rendering.answer_pages(shown, ENGLISH)
    assert "“We won the \\[2016\\] election and \\[9\\] seats.” **\\[1\\]** **\\[2\\]**" in page.blocks[1].text
    assert marks(page) == ({1, 2}, {1})


def test_a_statement_is_one_block_with_its_place_in_small_letters_and_nothing_twice() -> None:
    shown = answer(["word"], [("Maria Lind “said a word”.", (1,))])
    (page,) = rendering.answer_pages(shown, ENGLISH)
    assert [one.text.split("\n")[0] for one in page.blocks] == [
        "### Who says so?",
        "● Maria Lind “said a word”. **\\[1\\]**",
    ]
    small = page.blocks[1].text.split("\n")[1]
    assert small.startswith("-# Lunden Courier · 2026-05-04 · [open](<https://courier.example/")
    assert "Maria Lind" not in small
    assert [[press.label for press in row] for row in page.rows] == [["Evidence", "Other side"]]


def test_a_relay_is_told_by_name_and_never_as_a_pronoun() -> None:
    article = Article("a", "She told the Herald that the lock leaked.", None, "Meridian Wire", None, "2026-05-04")
    claim = Claim(((0, 3),), ((4, 8),), ((26, 41),), ("Herald", "She"), "Maria Lind", Stance.ASSERTS, False)
    one = Cited(1, StoredClaim("a#1", article, claim, "the lock leaked", "x"))
    assert "Meridian Wire → Herald → Maria Lind" in rendering.quote_page(one, ENGLISH).blocks[0].text
    unsure = Claim(((0, 3),), ((4, 8),), ((26, 41),), ("She", "Maria Lind"), "Maria Lind", Stance.ASSERTS, False)
    card = rendering.quote_page(Cited(1, StoredClaim("a#1", article, unsure, "the lock leaked", "x")), ENGLISH)
    assert "→ She" not in card.blocks[0].text


def test_an_address_of_great_length_is_shown_whole() -> None:
    long = "https://courier.example/" + "x" * 1200
    article = Article("a", "word", None, "Lunden Courier", None, None, long)
    one = Cited(
        1, StoredClaim("a#1", article, Claim((), (), ((0, 4),), (), None, Stance.ASSERTS, False), "word", "word")
    )
    shown = Shown("Who?", (Section(None, (Said("Statement " * 250, (1,)),)),), (one,))
    pages = rendering.answer_pages(shown, ENGLISH)
    assert any(long in block.text for page in pages for block in page.blocks)
    assert [faults(page) for page in pages] == [[] for _ in pages]


def test_no_citation_under_a_refusal() -> None:
    shown = Shown("Who?", (Section(None, (Said("Nothing in these articles answers that.", ()),)),), (), abstained=True)
    (page,) = rendering.answer_pages(shown, ENGLISH)
    assert [press.label for row in page.rows for press in row] == ["What is in the archive", "Add an article"]
    assert marks(page) == (set(), set())


def test_one_statement_with_many_reports_lists_each_outlet_once() -> None:
    report = stored(2, "word")
    other = StoredClaim("b#1", Article("b", "word", None, "Coast Herald"), report.claim, "word", "word")
    text = rendering.quote_page(Cited(1, stored(1, "word"), (report, other, other)), ENGLISH).blocks[0].text
    assert "also reported by Coast Herald" in text
    assert text.count("Coast Herald") == 1


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
    pages = fill([(b,) for b in [rendering.claim_entry(n, stored(n, "word"), ENGLISH) for n in range(1, 40)]])
    assert [one.label for one in turning(pages, 0, "p", "Back", "Next", "{page}/{pages}").rows[0]] == ["Next"]
    assert [one.label for one in turning(pages, 99, "p", "Back", "Next", "{page}/{pages}").rows[0]] == ["Back"]
    assert turning(pages, -5, "p", "Back", "Next", "{page}/{pages}").footer.startswith("1/")


def test_labels_are_cut_between_words() -> None:
    assert label("More of the minister of transport and harbours") == "More of the minister of transport…"
    assert Press("x", "q").arg == 0
    assert json.dumps(payload(Page((rendering.claim_entry(1, stored(1, "w"), ENGLISH),))))


def test_a_page_keeps_its_size_under_the_longest_heading_title_and_notes() -> None:
    long = tuple(Said("word 1,000 " * n + "* " * 40, ()) for n in (250, 272, 300, 700))
    for title, note in (("n" * 500, "*" * 500), ("*_" * 300, "word " * 100)):
        for statements in (long, long[:1], ()):
            shown = Shown(title, (Section("*" * 400, statements),), (), notes=(note,) * 4)
            pages = rendering.answer_pages(shown, ENGLISH)
            assert [faults(page) for page in pages] == [[] for _ in pages]
            assert any("-# " in page.footer or page.blocks[0].text.startswith("-# ") for page in pages)


def test_every_number_of_a_statement_has_a_button() -> None:
    said = Said("Maria Lind said so. She added that.", (1, 2, 3, 4, 5, 6, 7))
    cited = tuple(Cited(n, None) for n in said.citations)
    (page,) = rendering.answer_pages(
        Shown("who?", (Section(None, (said, Said("He said no.", (2, 8)))),), cited), ENGLISH
    )
    first, second = page.blocks[1:]
    assert first.press == Press("❝ 1", "q", 1)
    assert [one.arg for one in first.more] == [2, 3, 4, 5, 6]
    assert first.components == 3 + 1 + 5
    assert (second.press, second.more) == (None, ())
