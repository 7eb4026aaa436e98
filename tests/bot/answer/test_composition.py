"""Chosen evidence becomes statements: what answers first, reports of one thing once, heads where the side changes."""

from __future__ import annotations

from dataclasses import replace

from bot.answer.composition import HEADS, marked, statements, with_heads
from index.schema import Article, Evidence, Role, Stance, Statement, StoredClaim
from tests.bot.fake_space import claim
from tests.bot.sample import evidence, query


def test_what_answers_stands_first() -> None:
    denial, safe = evidence()[1], evidence()[2]
    made = statements(query(), [replace(denial, role=Role.OTHER_SIDE), safe])
    assert [one.role for one in made] == [Role.ANSWERS, Role.OTHER_SIDE]
    assert "Bram Tosk" in made[0].text
    assert made[0].citations == (3,)


def test_nothing_chosen_is_nothing_said() -> None:
    assert statements(query(), []) == []


def test_marks_and_heads() -> None:
    assert marked(Statement("He said no.", (1, 4))) == "He said no [1][4]."
    lines = with_heads([Statement("He said no.", (1,)), Statement("She said yes.", (2,), Role.OTHER_SIDE)])
    assert lines[0] == "He said no [1]."
    assert HEADS[Role.OTHER_SIDE] in "\n".join(lines[1:])


def test_a_sentence_that_holds_what_another_statement_quotes_stands_for_both() -> None:
    article = Article(
        "a",
        "The Marsh Authority conceded on Thursday that a memo did concern the weir, eight days after its spokesman "
        "said it was about a different structure. It rained.",
        outlet="The Marsh Wire",
    )
    conceded = claim(
        article,
        "that a memo did concern the weir",
        ["The Marsh Authority"],
        "The Marsh Authority",
        source="The Marsh Authority",
        cue="conceded",
        number=0,
    )
    other = claim(
        article,
        "it was about a different structure",
        ["its spokesman"],
        "its spokesman",
        source="its spokesman",
        cue="said",
        number=1,
    )
    made = statements(query(), [Evidence(1, conceded, 2.0), Evidence(2, other, 1.0)])
    assert [one.citations for one in made] == [(1, 2)], [one.text for one in made]
    assert "conceded on Thursday that a memo did concern the weir, eight days after its spokesman said" in made[0].text


LOCK = Article(
    "lock",
    "Mara Voss, who keeps the lock, said the gate was shut at nine. She told the Harbour Post that nobody came "
    "through. “I wrote it down,” Voss said. Ivo Marant said the gate was open. He added that a barge went by.",
    outlet="The Harbour Post",
)


def _said(n: int, speaker: str, source: str, cue: str, words: str) -> StoredClaim:
    return claim(LOCK, words, [source], speaker, source=source, cue=cue, number=n)


SHUT = _said(0, "Mara Voss", "Mara Voss, who keeps the lock,", "said", "the gate was shut at nine")
NOBODY = _said(1, "Mara Voss", "She", "told the Harbour Post", "that nobody came through")
WROTE = _said(2, "Mara Voss", "Voss", "said", "“I wrote it down,”")
OPEN = _said(3, "Ivo Marant", "Ivo Marant", "said", "the gate was open")
BARGE = _said(4, "Ivo Marant", "He", "added", "that a barge went by")


def test_what_a_speaker_says_in_a_row_is_one_statement() -> None:
    made = statements(query(), [Evidence(n, one, 1.0) for n, one in enumerate((SHUT, OPEN, NOBODY, WROTE, BARGE), 1)])
    assert [one.citations for one in made] == [(1, 3, 4), (2, 5)]
    assert "She “told the Harbour Post that nobody came through”. Voss said: “I wrote it down”." in made[0].text
    assert made[1].text == "Ivo Marant “said the gate was open”. He “added that a barge went by”."


def test_what_stands_in_another_place_is_not_joined() -> None:
    made = statements(query(), [Evidence(n, one, 1.0) for n, one in enumerate((SHUT, WROTE, BARGE), 1)])
    assert [one.citations for one in made] == [(1,), (2,), (3,)]
    assert made[2].text.startswith("Ivo Marant")


def test_what_would_only_go_on_is_not_shown_alone() -> None:
    alone = [Evidence(1, SHUT, 1.0), Evidence(2, BARGE, 1.0, follows=True)]
    assert [one.citations for one in statements(query(), alone)] == [(1,)]
    assert [one.citations for one in statements(query(), alone[1:])] == [(2,)]


def test_what_is_printed_behind_a_denial_is_not_shown_once_more() -> None:
    article = Article(
        "charge",
        "A clerk said the mayor had sold the bell of the old town hall. The mayor, Pia Lund, rejected that.",
        outlet="The Kell Post",
    )
    said = claim(article, "the mayor had sold the bell of the old town hall", ["A clerk"], "clerk", anonymous=True,
                 source="A clerk", cue="said", number=0)  # fmt: skip
    content = said.claim.content
    denied = claim(article, "the mayor had sold the bell of the old town hall", ["Pia Lund"], "Pia Lund",
                   Stance.DENIES, source="The mayor, Pia Lund,", cue="rejected that", number=1)  # fmt: skip
    assert denied.claim.content == content
    made = statements(query(), [Evidence(1, denied, 2.0), Evidence(2, said, 1.0, role=Role.OTHER_SIDE)])
    assert [one.citations for one in made] == [(1, 2)]
    assert "the mayor had sold the bell" in made[0].text
    made = statements(query(), [Evidence(1, said, 2.0), Evidence(2, denied, 1.0, role=Role.OTHER_SIDE)])
    assert [one.citations for one in made] == [(1,), (2,)]
    assert "the bell" not in made[1].text


def test_what_begins_a_sentence_stands_before_what_ends_it() -> None:
    article = Article("both", "Mara Voss said the gate was shut, but she conceded that the lamp was out.")
    shut = claim(article, "the gate was shut", ["Mara Voss"], "Mara Voss", source="Mara Voss", cue="said", number=0)
    lamp = claim(article, "that the lamp was out", ["she"], "Mara Voss", source="she", cue="conceded", number=1)
    (made,) = statements(query(), [Evidence(1, lamp, 2.0), Evidence(2, shut, 1.0)])
    assert made.text == "Mara Voss “said the gate was shut”. She “conceded that the lamp was out”."
    assert made.citations == (1, 2)


def test_a_comma_before_a_quotation_mark_makes_no_two_statements() -> None:
    text = "Mara Voss stressed that the way was “to work together,” suggesting that the gate be left open."
    article = Article("way", text, outlet="The Harbour Post")
    words = ("the way was “to work together,”", "the way was “to work together,” suggesting that the gate be left open")
    both = [claim(article, one, ["Mara Voss"], "Mara Voss", source="Mara Voss", cue="stressed", number=n)
            for n, one in enumerate(words)]  # fmt: skip
    made = statements(query(), [Evidence(n, one, 1.0) for n, one in enumerate(both, 1)])
    assert [one.citations for one in made] == [(1, 2)]


def test_what_answers_nearly_as_well_is_told_where_it_stands() -> None:
    def told(first: float) -> list[tuple[int, ...]]:
        found = [Evidence(1, NOBODY, 2.0, probability=0.8), Evidence(2, SHUT, 1.0, probability=first)]
        return [one.citations for one in statements(query(), found)]

    assert told(0.5) == [(1, 2)]
    assert told(0.2) == [(1,), (2,)]
