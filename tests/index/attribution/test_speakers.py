"""Who a source is: pronouns, last names, descriptions, quotations that run on; bare refusals find their claim."""

import pytest

from index.attribution.engine import interpret

from .marked import marked

CASES = [
    ("Coach Dana Reed met striker Bo Hale. <s>She</s> <q>said</q> <c>his knee had healed</c>.", "Dana Reed"),
    ("Coach Dana Reed met striker Bo Hale. <s>He</s> <q>said</q> <c>the knee had healed</c>.", "Bo Hale"),
    (
        "Engineer Ruth Okafor saw the crack twice. <c>The bolts were rusty</c>, <s>Okafor</s> <q>wrote</q>.",
        "Ruth Okafor",
    ),
    (
        "Walter Quint died in May; his daughter Helen Quint runs the mill. <s>Mrs Quint</s> <q>said</q> <c>no</c>.",
        "Helen Quint",
    ),
    (
        "Mona Field, the chief of the lifeboat crew, was cold. <s>The chief</s> <q>said</q> <c>the sea was worse</c>.",
        "Mona Field",
    ),
    (
        "Rowan Pell will not run in Oslo. <s>The sprinter, who is 22,</s> <q>said</q> <c>the track was wet</c>.",
        "Rowan Pell",
    ),
    ("Tarn Bakeries closed two shops. <s>The company</s> <q>said</q> <c>flour was dear</c>.", "Tarn Bakeries"),
    (
        "Norlake, which runs the ferry, was calm. <c>Both men</c>, <s>it</s> <q>said</q>, <c>had swum ashore</c>.",
        "Norlake",
    ),
    ("The village, which <s>the general staff</s> <q>claims</q> <c>was retaken</c>, burned.", "general staff"),
    ("<s>A nurse</s> <q>said</q> <c>the bell rang</c>. <s2>She</s2> <q2>added</q2> <c2>nobody came</c2>.", "nurse"),
    (
        "Senator Abel Ruiz sat down. <c>“I am done,”</c> <s>Ruiz</s> <q>said</q>.\n\n<c2>“I was done in June.”</c2>",
        "Abel Ruiz",
    ),
]


@pytest.mark.parametrize(("passage", "speaker"), CASES)
def test_speaker(passage: str, speaker: str) -> None:
    text, relations = marked(passage)
    claims = interpret(text, relations)
    assert claims[-1].speaker == speaker


def test_a_description_never_becomes_a_name() -> None:
    text, relations = marked("Mayor Ida Crane left early. <s>A juror</s> <q>said</q> <c>the vote was ten to two</c>.")
    (claim,) = interpret(text, relations)
    assert (claim.speaker, claim.anonymous) == ("juror", True)


def test_agentless_passive_names_nobody() -> None:
    text, relations = marked("Mayor Ida Crane left. It <q>is believed</q> that <c>the vault was empty</c>.")
    (claim,) = interpret(text, relations)
    assert (claim.chain, claim.speaker) == ((), None)


@pytest.mark.parametrize(
    "refusal",
    [
        "<s2>The port</s2> <q2>declined to comment</q2>.",
        "<s2>The port</s2> <q2>disputed</q2> <c2>this</c2>.",
        "<s2>The port</s2> <q2>would not confirm</q2> <c2>that</c2>.",
        "<s2>The port</s2> <q2>rejected</q2> <c2>the charge</c2>.",
        "<s2>The port</s2> <q2>denied</q2> <c2>it</c2>.",
    ],
)
def test_bare_refusals_take_the_proposition_before(refusal: str) -> None:
    text, relations = marked(f"<s1>Dockers</s1> <q1>said</q1> <c1>the crane had slipped twice</c1>. {refusal}")
    first, second = interpret(text, relations)
    assert second.content == first.content
    assert second.stance != first.stance
