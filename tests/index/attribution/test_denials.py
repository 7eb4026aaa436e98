"""Denials without a quotation, contents that deny or leave open themselves, a publisher's own doubt."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from index.attribution.claims import interpret, reading
from index.attribution.extraction.denials import with_denials
from index.attribution.extraction.extractor import Found
from index.schema import Article, Relation, Stance
from tests.index.attribution.marked import marked


def plain(found: list[Relation]) -> list[Found]:
    return [Found(one, 1.0, ()) for one in found]


def nothing_inside(texts: Sequence[str]) -> list[list[Found]]:
    return [[] for _ in texts]


def contents(text: str, found: list[Relation]) -> list[tuple[str, str, str]]:
    return [
        (" / ".join(claim.chain), str(claim.stance), " … ".join(text[a:b] for a, b in claim.content))
        for claim in interpret(text, [one.relation for one in with_denials(text, plain(found))], "The Fenwick Post")
    ]


@pytest.mark.parametrize(
    ("passage", "denied"),
    [
        ("<s>Dr Ilse Varn</s> <q>denies</q> any wrongdoing. She was held on Monday.", "any wrongdoing"),
        ("<s>The quarry</s> <q>denied</q> having moved the fence, and sued.", "having moved the fence"),
        ("<s>The abbot</s> <q>disputes</q> receiving any letter.", "receiving any letter"),
        ("<s>The abbot</s> <q>denied</q> having <c>sold the bell</c>.", "having sold the bell"),
        ("<s>The dyer</s> <q>rejected</q> <c>any suggestion that the river turned blue</c>.", "the river turned blue"),
        ("<s>The dyer</s> <q>said</q> <c>there was no truth in the rumour that he was ill</c>.", "he was ill"),
        ("<s>The dyer</s> <q>said</q> <c>it is not true that the mill was sold</c>.", "the mill was sold"),
        ("<s>The ferry line</s> <q>hit back</q> at suggestions that <c>it knew of it</c>.", "it knew of it"),
    ],
)  # fmt: skip
def test_what_is_denied(passage: str, denied: str) -> None:
    text, found = marked(passage)
    ((_, stance, content),) = contents(text, found)
    assert (stance, content) == ("denies", denied)


@pytest.mark.parametrize(
    ("text", "chain", "denied"),
    [
        ("Omar Teal, who denies arson, wept in the dock.", "Omar Teal", "arson"),
        ("The brewery has repeatedly denied watering the beer but closed in May.", "brewery", "watering the beer"),
    ],
)
def test_a_denial_that_no_relation_has(text: str, chain: str, denied: str) -> None:
    assert contents(text, []) == [(chain, "denies", denied)]


@pytest.mark.parametrize(
    "text", ["The judge denied bail on Friday.", "She was denied a visa.", "Nobody denies the flood."]
)
def test_what_is_no_denial(text: str) -> None:
    assert contents(text, []) == []


def test_refused_bail_is_no_claim_even_where_it_is_tagged() -> None:
    text, found = marked("<s>The judge</s> <q>denied</q> <c>bail</c> on Friday.")
    assert contents(text, found) == []


def test_a_denial_that_points_back_takes_what_was_said() -> None:
    text, found = marked(
        "<s1>A clerk</s1> <q1>said</q1> <c1>the seal was broken</c1>. "
        "<s2>The registrar</s2> <q2>denied</q2> the report."
    )
    assert contents(text, found)[1] == ("registrar", "denies", "the seal was broken")


def test_a_charge_that_is_rejected_is_the_accusation_and_not_what_was_said_since() -> None:
    text, found = marked(
        "<s>The guild</s> <q>accused</q> the mill of <c>poisoning the brook</c>. "
        "<s2>Its master</s2> <q2>said</q2> <c2>nine cows had died</c2>. <s3>The mill</s3> <q3>rejected</q3> the charge."
    )
    assert contents(text, found)[-1] == ("mill", "denies", "poisoning the brook")


@pytest.mark.parametrize(
    ("passage", "open_to"),
    [
        ("<s>The coroner</s> <q>said</q> <c>it was too early to tell whether he drowned</c>.", "he drowned"),
        ("<s>The group</s> <q>said</q> <c>it did not know when it would end</c>.", "when it would end"),
        ("<s>The group</s> <q>would not say</q> when <c>the pumps would start</c>.", "when the pumps would start"),
        ("<s>The group</s> <q>would confirm or deny</q> <c>the sale</c> to nobody.", "the sale"),
    ],
)  # fmt: skip
def test_what_is_left_open(passage: str, open_to: str) -> None:
    text, found = marked(passage)
    ((_, stance, content),) = contents(text, found)
    assert (stance, content) == ("withholds", open_to)


def test_who_will_not_comment_withholds_what_was_said() -> None:
    text, found = marked(
        "<s1>A clerk</s1> <q1>said</q1> <c1>the seal was broken</c1>. "
        "<s2>The registrar</s2> <q2>said</q2> <c2>it would not comment while the inquest was open</c2>."
    )
    assert contents(text, found)[1] == ("registrar", "withholds", "the seal was broken")


def test_what_the_publisher_could_not_verify_is_its_own_voice() -> None:
    text, found = marked("<s>The Post</s> <q>could not verify</q> <c>the claim</c>.")
    assert contents(text, found) == []
    claims = reading(Article("a", text, outlet="The Fenwick Post"), lambda _: plain(found), nothing_inside).claims
    ((own,),) = [claims]
    assert own.own_voice
    assert own.stance is Stance.ASSERTS
    other = reading(Article("a", text, outlet="The Sorrel Times"), lambda _: plain(found), nothing_inside).claims
    assert [claim.stance for claim in other] == [Stance.WITHHOLDS]


@pytest.mark.parametrize(
    "passage",
    ["<s>The hospital</s> <q>lied</q>, and it lied to the sick.", "<s>This paper</s> <q>counts</q> <c>four</c>."],
)
def test_who_is_not_told_to_have_said_anything_makes_no_claim(passage: str) -> None:
    before = "A nurse said the pumps had failed. "
    text, found = marked("<s1>A nurse</s1> <q1>said</q1> <c1>the pumps had failed</c1>. " + passage)
    claims = reading(Article("a", text, outlet="The Fenwick Post"), lambda _: plain(found), nothing_inside).claims
    assert [(claim.own_voice, text[slice(*claim.content[0])]) for claim in claims] == [
        (False, "the pumps had failed"), (True, text.removeprefix(before)),
    ]  # fmt: skip


def test_who_denies_a_report_does_not_pass_it_on() -> None:
    text, found = marked("<s>The park service</s> <q>denies</q> <c>Amias Dole reported that the nest was empty</c>.")
    assert contents(text, found) == [("park service", "denies", "Amias Dole reported that the nest was empty")]


@pytest.mark.parametrize(
    ("passage", "reported"),
    [
        ("<s>She</s> <q>said</q> <c>the gate was shut and that it was late</c>.", ["the gate was shut", "it was late"]),
        ("<s>She</s> <q>said</q> <c>“the gate was shut and that it was late”</c>.",
         ["“the gate was shut and that it was late”"]),
    ],
)  # fmt: skip
def test_clauses_reported_one_after_the_other_are_claims_of_their_own(passage: str, reported: list[str]) -> None:
    text, found = marked(passage)
    assert [content for _, _, content in contents(text, found)] == reported


def test_what_could_not_be_found_out_is_left_open() -> None:
    text, found = marked("<s>The firm</s> <q>said</q> <c>it could not identify the flag of the ship</c>.")
    assert contents(text, found) == [("firm", "withholds", "the flag of the ship")]


def test_who_asks_not_to_be_named_makes_no_claim_of_it() -> None:
    text, found = marked("<s>Two clerks</s>, who <q>asked</q> <c>not to be named</c>, left the room.")
    assert contents(text, found) == []
