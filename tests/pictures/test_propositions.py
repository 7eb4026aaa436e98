"""The same thing said, denied or left open is one proposition; one source behind many reports counts once."""

from __future__ import annotations

from pathlib import Path

from bot.propositions import grouping
from bot.propositions.assembly import opposite, proposition
from bot.propositions.kept import Propositions
from bot.propositions.ranking import strongest
from bot.propositions.records import Proposition
from bot.propositions.topic import about, whole_articles
from bot.training import fit_propositions
from index.schema import Article, Stance
from index.store.library import Library, Space
from tests.bot.fake_space import claim
from tests.pictures import stories


def holding(every: list[Proposition], words: str) -> Proposition:
    (found,) = {id(one): one for one in every for c in one.claims if words in c.quote}.values()
    return found


def test_said_denied_and_left_open_are_one_across_outlets(pier: Space, kept: Propositions) -> None:
    every = kept.of(pier, pier.claims())
    inspected = holding(every, "was never inspected")
    assert inspected is holding(every, "nobody has ever inspected")
    assert inspected.contested
    hollow = holding(every, "hollow")
    assert hollow.open
    assert not hollow.contested
    assert holding(every, "timetable").claims == holding(every, "timetable").wordings[0].positions[0].reports
    assert len({id(holding(every, words)) for words in ("timetable", "lighthouse", "hollow", "Nordkai")}) == 4


def test_one_source_behind_two_reports_counts_once(pier: Space, kept: Propositions) -> None:
    hollow = holding(kept.of(pier, pier.claims()), "hollow")
    (diver,) = [one for one in hollow.positions if one.stance is Stance.ASSERTS]
    assert [report.article.outlet for report in diver.reports] == ["The Quay", "Bay Radio"]


def test_a_turn_is_told_with_both_claims(pier: Space, kept: Propositions) -> None:
    every = kept.of(pier, pier.claims())
    (turn,) = [turn for one in every for turn in one.turns]
    assert (turn.before.article.id, turn.after.article.id) == ("pier-1", "pier-2")
    assert "not taken any money" in turn.before.quote
    assert holding(every, "Nordkai").turns == (turn,)


def test_what_agrees_in_other_words_is_no_turn() -> None:
    a = Article("a", "Rut Ek said no boat had been within 40 miles of the wreck.", outlet="A", published="2026-01-01")
    b = Article("b", "Rut Ek said the nearest boat was more than 40 miles away.", outlet="B", published="2026-01-05")
    one = claim(a, "no boat had been within 40 miles of the wreck", ["Rut Ek"], "Rut Ek")
    two = claim(b, "the nearest boat was more than 40 miles away", ["Rut Ek"], "Rut Ek")
    assert not opposite(one, two)
    assert not proposition([one, two]).contested


def test_nobody_is_shown_asserting_the_words_that_they_deny() -> None:
    a = Article("a", "Rut Ek said both seals were broken. Al Ost said both seals were not broken.", outlet="A")
    one = claim(a, "both seals were broken", ["Rut Ek"], "Rut Ek", number=1)
    two = claim(a, "both seals were not broken", ["Al Ost"], "Al Ost", number=2)
    made = proposition([one, two])
    assert [wording.lead.quote for wording in made.wordings] == ["both seals were broken", "both seals were not broken"]
    assert made.contested


def test_other_numbers_are_another_wording() -> None:
    a = Article("a", "Rut Ek said 11 sailors had died. Al Ost said nine sailors had died.", outlet="A")
    one = claim(a, "11 sailors had died", ["Rut Ek"], "Rut Ek", number=1)
    two = claim(a, "nine sailors had died", ["Al Ost"], "Al Ost", number=2)
    assert len(proposition([one, two]).wordings) == 2


def test_disputed_propositions_come_first(pier: Space, kept: Propositions) -> None:
    ordered = strongest(kept.of(pier, pier.claims()))
    states = [2 * one.contested + one.open for one in ordered]
    assert states == sorted(states, reverse=True)


def test_a_topic_finds_its_claims_and_what_answers_them(pier: Space) -> None:
    found = about(pier, "pier inspected")
    assert {one.article.id for one in found} == {"pier-1", "pier-2"}
    assert not [one for one in found if "lighthouse" in one.quote]
    assert len(whole_articles(pier, found)) == 10
    assert about(pier, "airport runway") == []
    assert about(pier, "the of and") == []


def test_a_revision_is_grouped_once_and_only_changed_articles_are_judged_anew(empty: Library) -> None:
    space, kept = empty.space("default"), Propositions()
    stories.fill(space, stories.many(60))
    first = kept.of(space, space.claims())
    judged = kept.judged
    assert judged
    assert kept.of(space, space.claims()) is first
    assert kept.judged == judged
    stories.fill(space, stories.PIER[:1])
    second = kept.of(space, space.claims())
    assert second is not first
    assert kept.judged - judged < judged
    space.remove("pier-1")
    again = kept.judged
    third = kept.of(space, space.claims())
    assert [[c.id for c in one.claims] for one in third] == [[c.id for c in one.claims] for one in first]
    assert kept.judged - again < judged / 4


def test_pairs_grow_with_the_claims_and_not_with_their_square(empty: Library) -> None:
    space = empty.space("default")
    counts = []
    for size in (100, 200):
        stories.fill(space, stories.many(size))
        claims = space.claims()
        counts.append(len(grouping.pairs(claims, space.vectors_of([one.id for one in claims]))))
    assert counts[1] < 3 * counts[0]


def test_linkage_keeps_apart_what_one_unlikely_pair_holds_together() -> None:
    chained = {(0, 1): 3.0, (1, 2): 3.0}
    assert grouping.linked(3, chained, 0.0) == [[0, 1], [2]]
    assert grouping.linked(3, chained | {(0, 2): 1.0}, 0.0) == [[0, 1, 2]]
    assert grouping.linked(0, {}, 0.0) == []


def test_our_own_stories_are_grouped_as_they_are_marked(tmp_path: Path) -> None:
    claims, vectors, labels = fit_propositions.stored(tmp_path)
    found = fit_propositions.together(grouping.group(claims, vectors))
    gold = {(i, j) for i in range(len(claims)) for j in range(i + 1, len(claims)) if labels[i] == labels[j]}
    assert len(found & gold) / len(found) > 0.85
    assert len(found & gold) / len(gold) > 0.4
