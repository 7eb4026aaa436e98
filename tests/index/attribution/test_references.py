"""Whom the pronouns inside a claim stand for, where that is not its speaker."""

from index.attribution.claims import interpret
from index.schema import Claim
from tests.index.attribution.marked import marked


def meant(passage: str) -> list[tuple[str, str]]:
    text, relations = marked(passage)
    claim: Claim = interpret(text, relations)[-1]
    return [(text[r.start : r.end], r.name) for r in claim.references]


def test_a_pronoun_that_is_not_the_speaker() -> None:
    passage = "Martha Lund fell ill. <s>The harbour board</s> <q>said</q> <c>she would keep her post</c>."
    assert meant(passage) == [("she", "Martha Lund"), ("her", "Martha Lund")]


def test_the_speakers_own_pronoun_is_no_reference() -> None:
    assert meant("<s>Martha Lund</s> <q>said</q> <c>she would keep her post</c>.") == []


def test_nothing_where_two_may_be_meant() -> None:
    passage = "Martha Lund met Alice Brandt. <s>The harbour board</s> <q>said</q> <c>she would stay</c>."
    assert meant(passage) == []


def test_the_owner_of_a_nameless_source() -> None:
    passage = "Martha Lund was fined. <s>Her son, a sailor,</s> <q>said</q> <c>the fine was unjust</c>."
    assert meant(passage) == [("Her", "Martha Lund")]


LEADS = (
    "Martha Lund is running for mayor. Lund leads in the polls, and her campaign is growing. Lund spoke on Friday in "
    "the harbour. Her aides handed out a recording afterwards. "
)


def test_whoever_may_mean_himself_is_not_named_for_another() -> None:
    assert meant(LEADS + "<s>The teacher</s> <q>said</q> <c>she was not going to wait</c>.") == []
    passage = "<s>Otto Brandt</s>, a teacher, <q>complained</q> <c>that the board had ignored her call</c>."
    assert meant(LEADS + passage) == [("her", "Martha Lund")]
    passage = "<s>The harbour board</s> <q>said</q> <c>she would keep her post</c>."
    assert ("she", "Martha Lund") in meant("Martha Lund fell ill. " + passage)
