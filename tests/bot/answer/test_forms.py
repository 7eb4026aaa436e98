"""Each kind of question has its own answer form, composed by the offline model from the prompt alone."""

from __future__ import annotations

import json

import pytest
from langchain_core.messages import HumanMessage

import prompts
from bot.answer import phrasing
from bot.answer.asker import Asker
from bot.answer.draft import DraftAnswer, to_record
from bot.answer.offline_model import OfflineChatModel
from bot.answer.prompting import evidence_block, question_block, task_block
from bot.answer.verification import check
from bot.question.parser import Kind
from bot.settings import Settings
from index.schema import Article, Evidence
from tests.bot.fake_space import FakeSpace, claim
from tests.bot.sample import claims, evidence, query


def answer(kind: Kind, found: list[Evidence]) -> list[str]:
    """The offline model's statements for a kind, after prompt, parser and check."""
    block, sent = evidence_block(found, 5000)
    asked = query(kind)
    rendered = prompts.load("answer").render(task=task_block(asked), question=question_block(asked), evidence=block)
    message = OfflineChatModel().invoke([HumanMessage(rendered[-1][1])])
    draft = to_record(DraftAnswer.model_validate(json.loads(str(message.content))))
    statements, notes = check(sent, draft)
    assert notes == ()
    assert [s.text for s in statements] == [s.text for s in draft.statements]
    return [s.text for s in statements]


def pick(*numbers: int, same: bool = False) -> list[Evidence]:
    """Some of the sample's evidence, numbered anew; ``same``: they report one statement."""
    stored = [evidence()[n - 1].stored for n in numbers]
    beside = [tuple(o for o in stored if o is not s) if same else () for s in stored]
    return [Evidence(i, s, 1.0, b) for i, (s, b) in enumerate(zip(stored, beside, strict=True), 1)]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "The Sund Herald, citing two unnamed inspectors at the roads agency, claims that “the bridge had been"),
        (2, "Transport minister Orla Venn denies “having seen the inspection report” [1]."),
        (3, "mayor of Kell, Bram Tosk says that “the bridge was safe for 3,000 cars a day” [1]."),
        (4, "Orla Venn vows: “We will rebuild it by June” [1]."),
        (5, "Roads agency director Ulf Paske does not confirm “two cables had snapped” [1]."),
        (6, "The union of ferry crews urges: “to reopen the old ferry line” [1]."),
        (
            7,
            "Kell Observer says in its own voice “The bridge is the worst built thing in the province.”; nobody",
        ),
        (10, "A senior engineer says that “one cable had been replaced in 2021” [1]."),
    ],
)
def test_a_sentence_for_every_stance_and_source(number, said):
    (text,) = answer(Kind.WHO, pick(number))
    assert said.lower().replace(".”;", "”;") in text.lower().replace(".”;", "”;")


def test_one_source_in_two_reports_is_counted_as_one():
    texts = answer(Kind.INDEPENDENCE, pick(3, 9, same=True))
    assert len(texts) == 1
    assert "1 source, 2 reports (Kell Observer, Province Today)" in texts[0]
    assert "[1][2]" in texts[0]


def test_a_changed_account_goes_with_dates():
    texts = answer(Kind.CHANGED, pick(8, 4))
    assert texts[0].startswith("2025-03-02, Kell Observer: ")
    assert texts[1].startswith("2025-04-11, Province Today: ")


def test_both_sides_of_a_dispute_are_shown():
    asker = Asker(Settings(_env_file=None, model="offline"))
    found = asker.ask(FakeSpace(claims()), "Is it true that two cables had snapped?")
    speakers = {(e.stored.claim.speaker, str(e.stored.claim.stance)) for e in found.citations}
    assert {("Ulf Paske", "withholds"), ("Ulf Paske", "asserts")} <= speakers


def test_no_evidence_is_an_abstention():
    block, _ = evidence_block([], 100)
    rendered = prompts.load("answer").render(task='{"kind": "who"}', question='"?"', evidence=block)
    out = OfflineChatModel().with_structured_output(DraftAnswer).invoke([HumanMessage(rendered[-1][1])])
    assert out.abstained
    assert out.statements == []


@pytest.mark.parametrize(
    ("speaker", "says"),
    [
        ("Harbour and Mail", "Harbour and Mail says"),
        ("Department of Ports and Ferries", "Department of Ports and Ferries says"),
        ("Allied Engineers' Union", "Allied Engineers' Union says"),
        ("Ruiz and Berg", "Ruiz and Berg say"),
        ("Police officers of Kell", "Police officers of Kell say"),
    ],
)
def test_one_body_with_two_names_says_and_two_people_say(speaker: str, says: str):
    article = Article("a", f"{speaker} said the ferry sank.", outlet="Gazette")
    assert phrasing.sentence(claim(article, "the ferry sank", [speaker], speaker)).startswith(says)


@pytest.mark.parametrize(
    ("question", "speakers"),
    [
        ("Has Ulf Paske changed his mind?", {"Ulf Paske"}),
        ("Has Ulf Paske changed his account of the cables?", {"Ulf Paske"}),
        ("Do Orla Venn and Bram Tosk agree?", {"Orla Venn", "Bram Tosk"}),
        ("What do unnamed sources say?", {"two unnamed inspectors at the roads agency", "senior engineer"}),
        ("Has Ida Holm changed her mind?", set()),
    ],
)
def test_who_is_asked_for_without_a_topic_answers_and_nobody_else(question: str, speakers: set[str]):
    asker = Asker(Settings(_env_file=None, model="offline"))
    found = asker.ask(FakeSpace(claims()), question)
    assert {e.stored.claim.speaker for e in found.citations} == speakers
