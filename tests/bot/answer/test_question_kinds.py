"""Overviews, figures, pasted quotations, dates and outlets, from question to answer, over a few invented claims."""

from __future__ import annotations

from datetime import date

import pytest

from bot.answer.asker import Asker
from bot.settings import Settings
from index.schema import Answer, Article, Role, Stance
from tests.bot.fake_space import FakeSpace, claim

FLOOD = Article(
    "flood",
    "At least nine people drowned in the mill race, police chief Ada Lorn said.\n"
    "Hospital director Per Voss counted 14 dead in the flood.\n"
    "The mill's owner, Nils Arkady, denied that the sluice had been left open.\n"
    "“We opened the sluice at\nfour — no later,” Arkady said. He closed it because the wheel had broken.\n"
    "Farmer Tilde Moe urged the council to drain the mill pond.",
    title="Flood at the mill",
    outlet="Quay Courier",
    published="2026-02-10",
)
AFTER = Article(
    "after",
    "No more than seven people drowned in the flood, the county coroner Ruth Ebbe said.\n"
    "Ada Lorn would not comment on the sluice.\n"
    "The Quay Courier reported that Tilde Moe had seen the sluice open.",
    title="Coroner corrects the toll",
    outlet="Meridian Wire",
    published="2026-02-20",
)
CLAIMS = [
    claim(FLOOD, "At least nine people drowned in the mill race", ["police chief Ada Lorn"], "Ada Lorn", number=0),
    claim(FLOOD, "14 dead in the flood", ["Hospital director Per Voss"], "Per Voss", number=1),
    claim(
        FLOOD, "the sluice had been left open", ["mill's owner, Nils Arkady"], "Nils Arkady", Stance.DENIES, number=2
    ),
    claim(FLOOD, "“We opened the sluice at\nfour — no later,”", ["Arkady"], "Nils Arkady", number=3),
    claim(FLOOD, "to drain the mill pond", ["Farmer Tilde Moe"], "Tilde Moe", Stance.URGES, number=4),
    claim(AFTER, "No more than seven people drowned in the flood", ["county coroner Ruth Ebbe"], "Ruth Ebbe", number=0),
    claim(AFTER, "comment on the sluice", ["Ada Lorn"], "Ada Lorn", Stance.WITHHOLDS, number=1),
    claim(AFTER, "Tilde Moe had seen the sluice open", ["Quay Courier", "Tilde Moe"], "Tilde Moe", number=2),
]


def ask(question: str, **more: object) -> Answer:
    asker = Asker(Settings(_env_file=None, model="offline"), clock=lambda: date(2026, 2, 24))
    return asker.ask(FakeSpace(CLAIMS), question, **more)  # type: ignore[arg-type]


def cited(answer: Answer) -> set[str]:
    return {e.stored.id for e in answer.citations}


def heads(answer: Answer) -> list[str]:
    return [s.head for s in answer.statements if s.head]


def test_an_overview_is_grouped_by_source_and_counted() -> None:
    answer = ask("summary", top=20)
    assert cited(answer) == {c.id for c in CLAIMS}
    assert set(heads(answer)) == {
        "Ada Lorn (2 claims)",
        "Per Voss (1 claim)",
        "Nils Arkady (2 claims)",
        "Tilde Moe (2 claims)",
        "Ruth Ebbe (1 claim)",
    }
    assert "8 claims by 5 sources in 2 articles" in answer.notes


def test_an_overview_of_a_matter_has_its_sides() -> None:
    answer = ask("who says what about the sluice?", top=20)
    assert cited(answer) == {"flood#2", "flood#3", "after#1", "after#2"}
    assert heads(answer)[-2:] == ["Disputed by Nils Arkady (1 claim)", "Left open by Ada Lorn (1 claim)"]
    assert [s.role for s in answer.statements][-2:] == [Role.OTHER_SIDE, Role.LEAVES_OPEN]


def test_pages_hold_every_claim_once() -> None:
    seen: list[str] = []
    for page in (1, 2, 3):
        seen += [e.stored.id for e in ask(f"summary, page {page}", top=4).citations]
    assert sorted(seen) == sorted(c.id for c in CLAIMS)
    assert "page 1 of 3; add “page 2” for the next" in ask("summary", top=4).notes


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("who denied something?", {"flood#2"}),
        ("who urged anything?", {"flood#4"}),
        ("list everybody who was asked", {"flood#0", "flood#1", "flood#2", "flood#4", "after#0"}),
        ("what is new since 15 February?", {"after#0", "after#1", "after#2"}),
        ("what's new since Monday?", set()),
        ("who said what before 15 February", {"flood#0", "flood#1", "flood#2", "flood#3", "flood#4"}),
        ("what did Meridian Wire report", {"after#0", "after#1", "after#2"}),
        ("who says what about the sluice in the Courier", {"flood#2", "flood#3"}),
        ("what does Ada Lorn say before 15 February", {"flood#0"}),
        ("What did Ada Lorn say since 15 February?", {"after#1"}),
        ("everything Tilde Moe said", {"flood#4", "after#2"}),
        ("who says what about the unicorns", set()),
    ],
)
def test_what_is_cited(question: str, found: set[str]) -> None:
    answer = ask(question, top=20)
    if question.startswith("list"):
        assert {e.stored.claim.speaker for e in answer.citations} == {
            "Ada Lorn",
            "Per Voss",
            "Nils Arkady",
            "Tilde Moe",
            "Ruth Ebbe",
        }
    else:
        assert cited(answer) == found
        assert answer.abstained is not bool(found)


def test_every_figure_has_its_source() -> None:
    answer = ask("How many people drowned in the flood, according to whom?", top=2)
    assert {e.stored.claim.speaker for e in answer.citations} == {"Ada Lorn", "Per Voss", "Ruth Ebbe"}


@pytest.mark.parametrize(
    "quotation",
    [
        "“We opened the sluice at four - no later”",
        '"we opened the sluice at four, no later"',
        "«the sluice at four … no later»",
    ],
)
def test_pasted_words_are_always_found(quotation: str) -> None:
    assert [e.stored.id for e in ask(f"who said this: {quotation}").citations] == ["flood#3"]


def test_words_from_memory_are_told_to_be_no_quotation() -> None:
    answer = ask("who said this: “at least nine persons have drowned in the mill race”")
    assert (
        answer.abstained or "no article has exactly these words; shown is who says something like them" in answer.notes
    )


def test_an_article_given_narrows_the_search() -> None:
    assert {e.stored.article.id for e in ask("summary", top=20, articles=("after",)).citations} == {"after"}


def test_this_article_is_told_where_none_is_meant() -> None:
    assert "no article was named as “this article”: all were searched" in ask("who is quoted in this article?").notes


def test_a_refusal_names_the_limits() -> None:
    assert "published since 2026-02-21" in ask("What does Ada Lorn say about the pond since 21 February?").answer
