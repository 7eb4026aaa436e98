"""The check: what is right passes untouched, what is broken is repaired or dropped, and the notes tell."""

from __future__ import annotations

import collections

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.answer.verification import check
from index.schema import Article, Draft, Evidence, Stance, Statement
from tests.bot.answer.mutations import caught, mutants, right, untouched
from tests.bot.fake_space import claim
from tests.bot.sample import evidence


def test_unbroken_statements_of_every_stance_pass_untouched():
    assert {e.stored.claim.stance for e in evidence()} >= set(Stance) - {Stance.JUDGES}
    assert all(untouched(evidence()))


def test_every_way_of_breaking_a_statement_is_caught():
    tried = collections.Counter(m.kind for m in mutants(evidence()))
    missed = [(m.kind, m.statement.text) for m in mutants(evidence()) if not caught(m)]
    assert tried.total() >= 150
    assert len(tried) >= 18
    assert missed == []


def one(text: str, *numbers: int) -> tuple[list[str], str]:
    """Texts that come out for one statement, and the notes."""
    statements, notes = check(evidence(), Draft((Statement(text, numbers),)))
    return [s.text for s in statements], " ".join(notes)


def test_a_free_paraphrase_that_keeps_to_its_evidence_passes():
    text = "According to Bram Tosk, mayor of Kell, the bridge could carry 3,000 cars each day [3]."
    assert one(text, 3) == ([text], "")


@pytest.mark.parametrize(
    ("text", "number", "said"),
    [
        ("The Sund Herald claims that “the bridge had been closed 14 times since 2019” [1].", 1, "name its source"),
        ("Orla Venn says that she saw the inspection report [2].", 2, "denies"),
        ("Ulf Paske denies that two cables had snapped [5].", 5, "would not confirm"),
        ("Bram Tosk refuses to confirm that the bridge was safe [3].", 3, "refusal to confirm"),
        ("Bram Tosk says that the bridge was safe for 4,000 cars a day [3].", 3, "4,000"),
        ("Bram Tosk told Gerda Holm that the bridge was safe [3].", 3, "Gerda"),
        ("Bram Tosk says “the bridge is perfectly safe” [3].", 3, "quotes words"),
        ("Engineer Lars Wynd says that one cable had been replaced in 2021 [10].", 10, ""),
    ],
)
def test_a_fault_is_put_right_from_the_evidence_and_told(text, number, said):
    texts, notes = one(text, number)
    fixed = right(evidence())[number - 1]
    assert texts == [fixed.text]
    assert said in notes


@pytest.mark.parametrize(
    ("said", "fault"),
    [
        ("“the bridge … for 3,000 cars a day”", "quotes words"),
        ("“3,000 cars a day … the bridge was safe”", "quotes words"),
        ("‘the bridge is a deathtrap’", "quotes words"),
        ("'the bridge is a deathtrap'", "quotes words"),
        ("‹the bridge is a deathtrap›", "quotes words"),
        ("„the bridge is a deathtrap“", "quotation mark"),
        ("「the bridge is a deathtrap」", "quotation mark"),
        ("“the bridge is a deathtrap", "quotation mark"),
        ("“the bridge was safe”, see https://evil.example/a", "link"),
        ("this: Quistgaard lied", "Quistgaard"),
    ],
)
def test_no_other_way_of_quoting_leads_around_the_check(said: str, fault: str):
    texts, notes = one(f"Bram Tosk says {said} [3].", 3)
    assert texts == [right(evidence())[2].text]
    assert fault in notes


@pytest.mark.parametrize(
    "said",
    ["“… was safe for 3,000 cars …”", "it is ‘safe for 3,000 cars’", "it's safe: the bridge's 3,000 cars a day"],
)
def test_an_honest_shortening_or_a_word_in_single_marks_passes(said: str):
    text = f"Bram Tosk says {said} [3]."
    assert one(text, 3) == ([text], "")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Bram Tosk says “the rebuilding would take until 2027” and Orla Venn says “the bridge was safe” [3][8].",
         "words of one source to another"),
        ("Bram Tosk denies “the bridge was safe” and Orla Venn says “having seen the inspection report” [3][2].",
         "denial"),
    ],
)  # fmt: skip
def test_two_sources_of_one_statement_are_not_swapped(text: str, said: str):
    texts, notes = one(text, *([3, 8] if "2027" in text else [3, 2]))
    fixed = [r.text for r in right(evidence())]
    assert said in notes
    assert all(t in fixed for t in texts)


def test_two_sources_of_one_statement_may_each_say_their_own():
    text = "Bram Tosk says “the bridge was safe”, while Orla Venn denies “having seen the inspection report” [3][2]."
    assert one(text, 3, 2) == ([text], "")


def test_what_cites_nothing_and_quotes_nothing_is_dropped():
    texts, notes = one("The bridge fell down.")
    assert texts == []
    assert "dropped" in notes


def test_two_reports_of_one_source_may_name_it_once_and_must_count_rightly():
    text = "1 source, 2 reports: Bram Tosk says that “the bridge was safe for 3,000 cars a day” [3][9]."
    assert one(text, 3, 9) == ([text], "")
    texts, notes = one(text.replace("2 reports", "5 reports"), 3, 9)
    assert "counts the reports wrongly" in notes
    assert all("5 reports" not in t for t in texts)


def test_numbers_in_the_text_equal_the_citations():
    statements, notes = check(evidence(), Draft((Statement("Bram Tosk says that the bridge was safe [8].", (3,)),)))
    for s in statements:
        assert [int(c) for c in "".join(ch if ch.isdigit() else " " for ch in s.text.split("[", 1)[1]).split()] == list(
            s.citations
        )
    assert notes


def test_an_abstaining_draft_keeps_nothing():
    assert check(evidence(), Draft((Statement("Bram Tosk says no [3].", (3,)),), abstained=True))[0] == ()


@given(st.text(max_size=300), st.lists(st.integers(-5, 200), max_size=5))
def test_no_text_crashes_the_check_and_nothing_unretrieved_is_ever_cited(text, numbers):
    statements, _ = check(evidence(), Draft((Statement(text, tuple(numbers)),)))
    assert all(1 <= n <= len(evidence()) for s in statements for n in s.citations)
    assert all(s.citations for s in statements)


def test_two_relayed_reports_may_name_the_source_as_one_of_them_does():
    first = Article("a", "The Wire reported, citing Lena Ost, that the ferry sank.", outlet="Gazette")
    second = Article("b", "Harbour master Lena Ost told the Wire that the ferry sank.", outlet="Echo")
    found = [
        Evidence(1, claim(first, "the ferry sank", ["the Wire", "Lena Ost"], "Lena Ost"), 1.0),
        Evidence(2, claim(second, "the ferry sank", ["the Wire", "Harbour master Lena Ost"], "Lena Ost"), 0.9),
    ]
    good = "1 source, 2 reports (Gazette, Echo): the Wire, citing Lena Ost, claims that “the ferry sank” [1][2]."
    bad = "The Harbour Board, citing the Wire, claims that “the ferry sank” [1][2]."
    kept, notes = check(found, Draft((Statement(good, (1, 2)),)))
    assert not notes
    assert kept[0].text == good
    _, notes = check(found, Draft((Statement(bad, (1, 2)),)))
    assert notes
