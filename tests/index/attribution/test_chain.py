"""Chains: relays, reports inside reports, mentions cut to size, anonymous ends. Spans are the outermost attribution."""

import pytest

from index.attribution.claims import interpret
from tests.index.attribution.marked import marked

CASES = [
    (
        "<s>Coach Ida Brandvold</s> <q>told Radio Fjell</q> that <c>the pitch was a swamp</c>.",
        ["Radio Fjell", "Coach Ida Brandvold"],
        "the pitch was a swamp",
    ),
    (
        "<s>Ida Brandvold</s> <q>told the panel</q> <c>the pitch was a swamp</c>.",
        ["Ida Brandvold"],
        "the pitch was a swamp",
    ),
    (
        "<s>Ida Brandvold</s> <q>told the Echo</q> <c>the pitch was a swamp</c>.",
        ["Ida Brandvold"],
        "the pitch was a swamp",
    ),
    (
        "In an interview with Canal Sur, <s>the diver, Rui Tavares,</s> <q>said</q> <c>the wreck was empty</c>.",
        ["Canal Sur", "Rui Tavares"],
        "the wreck was empty",
    ),
    (
        "<s>The Coast Ledger, citing two port officials,</s> <q>reported</q> that <c>the crane was overloaded</c>.",
        ["Coast Ledger", "two port officials"],
        "the crane was overloaded",
    ),
    (
        "<s>Lena Ost</s> <q>accused</q> <c>the mayor of having promised the pier to a developer</c>.",
        ["Lena Ost"],
        None,
    ),
    (
        "<q>According to</q> <s>the Coast Ledger</s>, which quoted a port official, <c>the crane was overloaded</c>.",
        ["Coast Ledger", "port official"],
        "the crane was overloaded",
    ),
    (
        "<s>The Ledger, which cited two port officials,</s> <q>reported</q> that <c>the crane was overloaded</c>.",
        ["Ledger", "two port officials"],
        "the crane was overloaded",
    ),
    (
        "<c>The crane was overloaded</c>, <s>the Coast Ledger</s> <q>said</q>, citing a leaked memo.",
        ["Coast Ledger", "leaked memo"],
        "The crane was overloaded",
    ),
    (
        "<s>State television</s> <q>reported</q> that <c>General Amir Dosti had promised to reopen the pass</c>.",
        ["State television", "General Amir Dosti"],
        "to reopen the pass",
    ),
    (
        "<s>A leaked cable</s> <q>quotes</q> <c>the consul as saying that the visas were sold</c>.",
        ["leaked cable", "consul"],
        "the visas were sold",
    ),
    (
        "<c>The cook</c>, <s>her son, Emil Haug,</s> <q>recalled</q>, <c>thought the stew was poisoned</c>.",
        ["Emil Haug", "cook"],
        "the stew was poisoned",
    ),
    (
        "<c>Captain Lund had instructed the mate to burn the chart</c>, <q>according to</q> <s>a deposition</s>.",
        ["deposition", "Captain Lund"],
        "the mate to burn the chart",
    ),
    (
        "<s>The nurse</s> <q>said</q> <c>a porter had told her the night manager had said the ward was full</c>.",
        ["nurse", "porter", "night manager"],
        "the ward was full",
    ),
    ("<s>Ida Brandvold</s> <q>said</q> <c>she had told the guards nothing</c>.", ["Ida Brandvold"], None),
    (
        "<s>Orla Moss, 61, who sells nets in the old harbour,</s> <q>said</q> <c>the tide was late</c>.",
        ["Orla Moss"],
        "the tide was late",
    ),
    (
        "<s>The mayor of Skellby, Anton Vike,</s> <q>said</q> <c>the tide was late</c>.",
        ["Anton Vike"],
        "the tide was late",
    ),
    ("<s>The archivist Nora Bly in a new book</s> <q>says</q> <c>the seal is fake</c>.", ["archivist Nora Bly"], None),
]


@pytest.mark.parametrize(("passage", "chain", "content"), CASES)
def test_chain(passage: str, chain: list[str], content: str | None) -> None:
    text, relations = marked(passage)
    (claim,) = interpret(text, relations, "Fell Echo")
    assert list(claim.chain) == chain
    assert all(link in text for link in claim.chain)
    if content is not None:
        assert " … ".join(text[a:b] for a, b in claim.content) == content


ANONYMOUS = [
    ("a person briefed on the talks", True),
    ("two bankers", True),
    ("Residents", True),
    ("a nurse at the clinic, speaking on condition of anonymity,", True),
    ("the coastguard", False),
    ("a study of 400 gulls", False),
    ("a spokeswoman for Norlake", False),
    ("Ida Brandvold", False),
    ("prosecutors in Skellby", False),
]


@pytest.mark.parametrize(("source", "anonymous"), ANONYMOUS)
def test_anonymity(source: str, anonymous: bool) -> None:
    text, relations = marked(
        f"It rained. <s>{source[0].upper() + source[1:]}</s> <q>said</q> <c>the dam was cracked</c>."
    )
    (claim,) = interpret(text, relations)
    assert claim.anonymous is anonymous
