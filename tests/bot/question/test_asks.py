"""What a question asks for, in wordings that the model was not fitted on."""

from __future__ import annotations

import pytest

from bot.question.asks import Asks
from bot.question.parser import Kind, Query, parse
from tests.bot.question.test_follow_up import SPACE, TODAY

OVERVIEWS = [
    "summarize the bridge story",
    "Could I have a summary of the bridge affair?",
    "please sum up what people say about the cables",
    "what are the most important claims here",
    "which statements were made about the ferry",
    "list every claim about the cables",
    "show all claims on the rebuilding",
    "who said what about the rebuilding?",
    "Who claims what about the cables?",
    "who is saying what about the ferry line",
    "What do the articles say about the cables?",
    "what does the story say about the bridge",
    "what is said about the ferry?",
    "what happened with the cables?",
    "What happened on the bridge?",
    "so what happened?",
    "what's going on with the ferry",
    "what do we know about the cables so far",
    "what is known about the inspection report?",
    "tell me what was said about the bridge",
    "anything new about the bridge?",
    "what's new since Monday?",
    "What is new since 1 April 2025?",
    "any news about the ferry line",
    "the latest on the rebuilding",
    "who denied something?",
    "Who denied anything in this article?",
    "did anyone deny anything?",
    "who promised something about the bridge",
    "who refused to comment?",
    "what are the different positions on the toll",
    "give me the main points about the cables",
]
SPEAKERS = [
    "list everyone who was asked",
    "list everybody quoted about the bridge",
    "who is quoted here?",
    "Who was interviewed about the bridge?",
    "who are the sources for this story",
    "which sources are quoted on the cables?",
    "name everybody who commented on the bridge",
    "who commented on the rebuilding?",
    "who has been quoted about the ferry",
    "show the people who were asked about the cables",
]
CLAIMS = [
    "Who says the bridge was safe?",
    "who denied having seen the report",
    "Who promised to rebuild the bridge by June?",
    "who said something must have snapped",
    "What does Orla Venn say about the rebuilding?",
    "which engineer was quoted on the age of the cable",
    "Who was asked to reopen the ferry line?",
    "who asked the council to reopen the old ferry line",
    "What reason does Tosk give for keeping the bridge open?",
    "Has Orla Venn changed her account of the date?",
    "Is it true that two cables snapped?",
    "Did two cables snap?",
    "how many cars a day can the bridge take, according to whom",
    "Where does the claim that the bridge was closed come from?",
    "Which newspaper is cited for the closures?",
    "who says that nothing happened on the bridge",
    "who thinks the news about the bridge is exaggerated",
    "who warned everybody about the cables years ago",
    "Who named the minister as the one to blame",
    "when will the bridge reopen, according to Venn",
    "who says the summary of the report was false",
    "what did the union of ferry crews urge the council to do",
    "who else was against the toll",
    "which sources say that the bridge had been closed 14 times",
    "why does Paske not confirm that the cables snapped?",
    "Who claims that all the people on the bridge knew of it?",
    "who would not confirm that cables snapped",
    "what did the mayor say when the cables snapped",
    "how many sources say the bridge is safe",
]


def read(text: str) -> Query:
    return parse(text, SPACE, TODAY)


@pytest.mark.parametrize("text", OVERVIEWS)
def test_an_overview(text: str) -> None:
    assert read(text).kind is Kind.OVERVIEW


@pytest.mark.parametrize("text", SPEAKERS)
def test_who_speaks(text: str) -> None:
    found = read(text)
    assert (found.kind, found.speakers_only) == (Kind.OVERVIEW, True)


@pytest.mark.parametrize("text", CLAIMS)
def test_a_claim(text: str) -> None:
    assert read(text).kind is not Kind.OVERVIEW


@pytest.mark.parametrize(
    ("text", "topic", "subject"),
    [
        ("summary", "", ""),
        ("please give me a short summary of the article", "", ""),
        ("what are the claims in this article?", "", ""),
        ("who says what about the ferry line?", "the ferry line", ""),
        ("Summary of the inspection report", "the inspection report", ""),
        ("summarise the positions on the toll", "the toll", ""),
        ("what happened at the harbour bridge?", "the harbour bridge", ""),
        ("who blames whom for the delay?", "the delay", ""),
        ("everything Orla Venn said", "", "Orla Venn"),
        ("all claims by Bram Tosk about the cars", "the cars", "Bram Tosk"),
        ("who says what about Orla Venn", "Orla Venn", ""),
        ("list everybody who was asked", "", ""),
        ("what is new since Monday", "", ""),
        ("what is new about the cables since 2 March", "the cables", ""),
    ],
)
def test_topic_and_subject_of_an_overview(text: str, topic: str, subject: str) -> None:
    found = read(text)
    assert (found.kind, found.topic, found.subject) == (Kind.OVERVIEW, topic, subject)


def test_asks_are_as_many_as_the_model_knows() -> None:
    assert [str(asks) for asks in Asks] == ["claim", "overview", "speakers"]
