"""Each kind of question has its own answer form; what is shown is chosen by the offline model from the prompt alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from langchain_core.messages import HumanMessage

import prompts
from bot.answer.asker import Asker
from bot.answer.choice import Choice, read
from bot.answer.composition import marked, statements, with_heads
from bot.answer.offline_model import OfflineChatModel
from bot.answer.prompting import evidence_block, question_block, task_block
from bot.answer.verification import verified
from bot.question.parser import Kind
from bot.retrieval.running import one_run, run_of
from bot.settings import Settings
from index.schema import Article, Evidence, Role, Stance, Statement
from tests.bot.fake_space import FakeSpace, claim
from tests.bot.sample import claims, evidence, query


def answer(kind: Kind, found: list[Evidence]) -> list[Statement]:
    """The statements for a kind of question over ``found``, chosen by the offline model from the prompt alone."""
    block, sent = evidence_block(found, 5000)
    asked = query(kind)
    rendered = prompts.load("answer").render(task=task_block(asked), question=question_block(asked), evidence=block)
    message = OfflineChatModel().invoke([HumanMessage(rendered[-1][1])])
    chosen, notes = verified(sent, read(str(message.content), {e.n for e in sent}))
    assert notes == []
    return statements(asked, chosen)


def pick(*numbers: int, same: bool = False) -> list[Evidence]:
    """Some of the sample's evidence, numbered anew; ``same``: they report one statement."""
    stored = [evidence()[n - 1].stored for n in numbers]
    beside = [tuple(o for o in stored if o is not s) if same else () for s in stored]
    return [Evidence(i, s, 1.0, b) for i, (s, b) in enumerate(zip(stored, beside, strict=True), 1)]


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "The Sund Herald, “citing two unnamed inspectors at the roads agency, claims that the bridge had been"),
        (2, "Transport minister Orla Venn “denied having seen the inspection report”."),
        (3, "The mayor of Kell, Bram Tosk, “said that the bridge was safe for 3,000 cars a day”."),
        (4, "Transport minister Orla Venn said: “We will rebuild it by June”."),
        (5, "Roads agency director Ulf Paske “would not confirm that two cables had snapped”."),
        (6, "The union of ferry crews “urged the council to reopen the old ferry line”."),
        (7, "Kell Observer, in its own words: “The bridge is the worst built thing in the province”."),
        (10, "A senior engineer who asked not to be named “said that one cable had been replaced in 2021”."),
        (11, "As Province Today writes: “Two cables did snap, Ulf Paske said on Friday”."),
    ],
)
def test_a_sentence_for_every_stance_and_source(number: int, said: str) -> None:
    (statement,) = answer(Kind.WHO, pick(number))
    assert statement.text.startswith(said)
    assert statement.citations == (1,)


def test_one_source_in_two_reports_is_counted_as_one() -> None:
    (statement,) = answer(Kind.INDEPENDENCE, pick(3, 9, same=True))
    assert statement.text.startswith("1 source, 2 reports (Kell Observer, Province Today): ")
    assert statement.citations == (1, 2)
    assert marked(statement).endswith(" [1][2].")


def test_a_changed_account_goes_with_dates() -> None:
    texts = [s.text for s in answer(Kind.CHANGED, pick(8, 4))]
    assert texts[0].startswith("2025-03-02, Kell Observer: ")
    assert texts[1].startswith("2025-04-11, Province Today: ")


def test_sides_stand_apart_under_a_head() -> None:
    found = [replace(e, role=role) for e, role in zip(pick(5, 11, 2), (Role.LEAVES_OPEN, Role.ANSWERS, Role.OTHER_SIDE),
             strict=True)]  # fmt: skip
    lines = with_heads(answer(Kind.WHO, found))
    assert [line for line in lines if line.endswith(":")] == ["The other side:", "Left open:"]
    assert lines[0].startswith("As Province Today writes: “Two cables did snap")


def test_speakers_that_one_source_joins_make_one_statement() -> None:
    article = Article("a", "Ana Ruiz and Leo Berg said the ferry sank.", outlet="Gazette")
    both = [
        claim(article, "the ferry sank", [name], name, number=n, source="Ana Ruiz and Leo Berg", cue="said")
        for n, name in enumerate(("Ana Ruiz", "Leo Berg"))
    ]
    (statement,) = answer(Kind.WHO, [Evidence(n, one, 1.0) for n, one in enumerate(both, 1)])
    assert statement.text == "Ana Ruiz and Leo Berg “said the ferry sank”."
    assert statement.citations == (1, 2)


def test_both_sides_of_a_dispute_are_shown() -> None:
    asker = Asker(Settings(_env_file=None, model="offline"))
    found = asker.ask(FakeSpace(claims()), "Is it true that two cables had snapped?")
    speakers = {(e.stored.claim.speaker, str(e.stored.claim.stance)) for e in found.citations}
    assert {("Ulf Paske", "withholds"), ("Ulf Paske", "asserts")} <= speakers


def test_no_evidence_is_an_abstention() -> None:
    block, _ = evidence_block([], 100)
    rendered = prompts.load("answer").render(task='{"kind": "who"}', question='"?"', evidence=block)
    out = OfflineChatModel().with_structured_output(Choice).invoke([HumanMessage(rendered[-1][1])])
    assert out.nothing_answers
    assert out.pieces == []


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
def test_who_is_asked_for_without_a_topic_answers_and_nobody_else(question: str, speakers: set[str]) -> None:
    asker = Asker(Settings(_env_file=None, model="offline"))
    found = asker.ask(FakeSpace(claims()), question)
    assert {e.stored.claim.speaker for e in found.citations} == speakers


def test_a_sentence_that_begins_another_is_not_shown_beside_it() -> None:
    article = Article("a", "Ana Ruiz called for a vote, saying that the board had failed.", outlet="Gazette")
    whole = claim(article, "a vote, saying that the board had failed", ["Ana Ruiz"], "Ana Ruiz", number=0,
                  source="Ana Ruiz", cue="called for")  # fmt: skip
    part = claim(article, "a vote", ["Ana Ruiz"], "Ana Ruiz", number=1, source="Ana Ruiz", cue="called for")
    (statement,) = answer(Kind.WHO, [Evidence(1, part, 1.0), Evidence(2, whole, 1.0)])
    assert statement.text == "Ana Ruiz “called for a vote, saying that the board had failed”."
    assert statement.citations == (1, 2)


def test_a_headline_is_not_shown_beside_the_article_that_says_it_in_full() -> None:
    article = Article("a", "Engineer says lock leaks\n\nAna Ruiz said the lock leaks.", outlet="Gazette")
    head = claim(article, "lock leaks", ["Engineer"], "Ana Ruiz", number=0, source="Engineer", cue="says")
    body = claim(article, "the lock leaks", ["Ana Ruiz"], "Ana Ruiz", number=1, source="Ana Ruiz", cue="said")
    texts = [s.text for s in answer(Kind.WHO, [Evidence(1, head, 1.0), Evidence(2, body, 1.0)])]
    assert texts == ["Ana Ruiz “said the lock leaks”."]
    assert len(answer(Kind.WHO, [Evidence(1, head, 1.0)])) == 1


def test_sentences_of_one_quotation_are_shown_together_and_cited_once() -> None:
    text = "“We will rebuild,” Ana Ruiz said. “It will take a year. Nobody knows the cost.”"
    article = Article("a", text, outlet="Gazette")
    said = [
        claim(article, words, ["Ana Ruiz"], "Ana Ruiz", number=n, source="Ana Ruiz", cue="said")
        for n, words in enumerate(("“We will rebuild,”", "“It will take a year.", "Nobody knows the cost.”"))
    ]
    run = run_of(said[1], said)
    assert [one.id for one in run] == ["a#0", "a#2"]
    assert not one_run(said[0], claim(article, "We will", ["Leo Berg"], "Leo Berg", source="Ana Ruiz", cue="said"))
    (statement,) = answer(Kind.WHO, [Evidence(1, said[1], 1.0, run=run)])
    assert statement.text == "Ana Ruiz said: “We will rebuild … It will take a year. Nobody knows the cost”."
    assert statement.citations == (1,)


def test_a_claim_that_another_sentence_already_quotes_is_not_shown_as_a_whole_sentence_too() -> None:
    text = "The Kell board on Tuesday rejected Holm's claim that the lock had leaked in March."
    article = Article("a", text, outlet="Sund Gazette")
    board = claim(article, "Holm's claim that the lock had leaked in March", ["Kell board"], "Kell board",
                  Stance.DENIES, number=0, source="The Kell board", cue="rejected")  # fmt: skip
    holm = claim(article, "the lock had leaked in March", ["Holm"], "Ida Holm", number=1, source="Holm", cue="claim")
    for order in ((board, holm), (holm, board)):
        found = [Evidence(n, one, 1.0) for n, one in enumerate(order, 1)]
        (statement,) = statements(query(), found)
        assert statement.text == (
            "The Kell board “on Tuesday rejected Holm's claim that the lock had leaked in March”."
        )
        assert sorted(statement.citations) == [1, 2]


def test_a_paper_that_cites_another_for_its_source_is_one_more_report_of_it() -> None:
    first = Article("a", "The sample was bad, a person close to the yard said.", outlet="The Fjord Mail")
    second = Article("b", "The Fjord Mail, citing a person close to the yard, reported that the sample was bad.",
                     outlet="Sund Gazette")  # fmt: skip
    own = claim(first, "The sample was bad", ["person close to the yard"], "person close to the yard", anonymous=True,
                source="a person close to the yard", cue="said")  # fmt: skip
    taken = claim(second, "the sample was bad", ["Fjord Mail", "person close to the yard"], "person close to the yard",
                  anonymous=True, source="The Fjord Mail", cue="citing")  # fmt: skip
    found = [Evidence(1, own, 2.0, group=1), Evidence(2, taken, 1.0, group=2)]
    (statement,) = statements(query(Kind.INDEPENDENCE), found)
    assert statement.text.startswith("1 source, 2 reports (")
    other = claim(second, "the sample was bad", ["Kell Post", "two clerks"], "two clerks", anonymous=True,
                  source="The Fjord Mail", cue="citing")  # fmt: skip
    apart = statements(query(Kind.INDEPENDENCE), [replace(found[0]), Evidence(2, other, 1.0, group=1)])
    assert [one.text.split(" (")[0] for one in apart] == ["Source 1 of 2, 1 report", "Source 2 of 2, 1 report"]
