"""Who a source is: pronouns, last names, descriptions, quotations that run on; bare refusals find their claim."""

import pytest

from index.attribution.claims import interpret
from tests.index.attribution.marked import marked

CASES = [
    ("Coach Dana Reed met striker Bo Hale. <s>She</s> <q>said</q> <c>his knee had healed</c>.", "Dana Reed"),
    ("Coach Diana Reed met striker Bo Hale. <s>He</s> <q>said</q> <c>the knee had healed</c>.", "Bo Hale"),
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
        "Rowan Pell, a sprinter, will not run. <s>The sprinter, who is 22,</s> <q>said</q> <c>the track was wet</c>.",
        "Rowan Pell",
    ),
    ("Rowan Pell will not run in Oslo. <s>The physician</s> <q>said</q> <c>the knee was swollen</c>.", "physician"),
    ("Minister Ida Crane left. <s>The spokesman</s> <q>said</q> <c>the vote was off</c>.", "spokesman"),
    (
        "The seals were back at Veer. <s>The prefect of Ardusa</s> <q>said</q> <c>they were fat</c>.",
        "prefect of Ardusa",
    ),
    (
        "The union wants more. <s>The company, Dorn Mills,</s> <q>said</q> <c>nobody had left</c>. <s2>It</s2> "
        "<q2>added</q2> <c2>that the mill was full</c2>.",
        "Dorn Mills",
    ),
    ("Tarn Bakeries closed two shops. <s>The company</s> <q>said</q> <c>flour was dear</c>.", "Tarn Bakeries"),
    (
        "The Norlake Ferry Company, which runs the crossing, was calm. <c>Both men</c>, <s>it</s> <q>said</q>, "
        "<c>had swum ashore</c>.",
        "Norlake Ferry Company",
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
    assert interpret(text, relations) == []


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


@pytest.mark.parametrize(
    ("passage", "speaker"),
    [
        ("Geologist Martin Feld dug. <s>Feld</s> <q>said</q> <c>it was a sloth</c>.", "Martin Feld"),
        ("Chief Executive Carla Dunmore left. <s>She</s> <q>said</q> <c>cocoa was dear</c>.", "Carla Dunmore"),
        ("<s>Cllr Priya Nand</s> <q>said</q> <c>the car park was full</c>.", "Priya Nand"),
        (
            "A blast was heard, said army spokesman Colonel Anka Petri. <s>The regional governor</s> <q>said</q> "
            "<c>nine had died</c>.",
            "regional governor",
        ),
        ("“Fine,” said producer Nils Brandt, <s>who</s> <q>praised</q> <c>the album</c>.", "Nils Brandt"),
    ],
)
def test_a_role_is_no_part_of_a_name_and_no_other_office(passage: str, speaker: str) -> None:
    text, relations = marked(passage)
    claim = interpret(text, relations)[-1]
    assert claim.speaker == speaker
    assert not claim.chain[-1].startswith("said")


@pytest.mark.parametrize(
    ("refusal", "denied"),
    [
        ("<s3>Traders</s3> <q3>dispute</q3> the figure.", "tolls would raise 240,000 crowns"),
        ("<s3>Traders</s3> <q3>reject</q3> <c3>the toll theory</c3>.", "tolls would raise 240,000 crowns"),
        ("<s3>Traders</s3> <q3>dispute</q3> the claim.", "nobody likes paying"),
    ],
)
def test_a_bare_refusal_is_about_what_it_names(refusal: str, denied: str) -> None:
    said = "<s>Gwen Aldiss</s> <q>said</q> <c>tolls would raise 240,000 crowns</c>. "
    also = "<s2>She</s2> <q2>added</q2> <c2>nobody likes paying</c2>. "
    text, relations = marked(said + also + refusal)
    claim = interpret(text, relations)[-1]
    assert (str(claim.stance), text[slice(*claim.content[0])]) == ("denies", denied)
