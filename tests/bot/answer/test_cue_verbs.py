"""How a sentence reads that is composed from an article's own cue: its verb, its number, its articles."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import phrasing, violations
from index.schema import Article, Evidence, Stance, StoredClaim
from tests.bot.fake_space import claim


def told(
    text: str, source: str, cue: str, content: str, stance: Stance, *, mention: str = "", anonymous: bool = False
) -> StoredClaim:
    """A claim of an article that says only ``text``, with the spans of its source and cue."""
    article = Article("a", text, outlet="Quay Gazette", author="Ida Holm")
    mention = mention or source
    stored = claim(article, content, [mention], mention, stance, anonymous)
    spans = {role: ((text.index(part), text.index(part) + len(part)),) for role, part in
             (("source", source), ("cue", cue))}  # fmt: skip
    return replace(stored, claim=replace(stored.claim, **spans))


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "stance", "said"),
    [
        ("Vera Dahl had sharply criticised the toll.", "Vera Dahl", "had sharply criticised", "the toll",
         Stance.JUDGES, "Vera Dahl criticises “the toll”"),
        ("Vera Dahl praised the toll.", "Vera Dahl", "praised", "the toll", Stance.JUDGES,
         "Vera Dahl praises “the toll”"),
        ("Vera Dahl railed against the toll.", "Vera Dahl", "railed", "the toll", Stance.JUDGES,
         "Vera Dahl rails against “the toll”"),
        ("Vera Dahl called the toll a farce.", "Vera Dahl", "called", "the toll a farce", Stance.JUDGES,
         "Vera Dahl calls “the toll a farce”"),
        ("Vera Dahl stopped short of praising the toll.", "Vera Dahl", "stopped short of praising", "the toll",
         Stance.JUDGES, "Vera Dahl gives the judgement: “the toll”"),
        ("Vera Dahl refused to reopen the gate.", "Vera Dahl", "refused", "to reopen the gate", Stance.VOWS,
         "Vera Dahl refuses “to reopen the gate”"),
        ("Vera Dahl promised to reopen the gate.", "Vera Dahl", "promised", "to reopen the gate", Stance.VOWS,
         "Vera Dahl vows: “to reopen the gate”"),
        ("Vera Dahl warned against swimming there.", "Vera Dahl", "warned against", "swimming there", Stance.URGES,
         "Vera Dahl urges against “swimming there”"),
        ("Vera Dahl declined to meet the crews.", "Vera Dahl", "declined", "to meet the crews", Stance.WITHHOLDS,
         "Vera Dahl declines “to meet the crews”"),
        ("Vera Dahl did not respond to requests for comment.", "Vera Dahl", "did not respond to",
         "requests for comment", Stance.WITHHOLDS, "Vera Dahl does not answer “requests for comment”"),
        ("Vera Dahl said she would not comment on the case.", "Vera Dahl", "said", "she would not comment on the case",
         Stance.WITHHOLDS, "Vera Dahl gives no comment: “she would not comment on the case”"),
        ("Vera Dahl accused the port of lying.", "Vera Dahl", "accused", "the port of lying", Stance.ASSERTS,
         "Vera Dahl makes the accusation: “the port of lying”"),
    ],
)  # fmt: skip
def test_the_verb_keeps_the_sense_of_the_cue(text, source, cue, content, stance, said):
    stored = told(text, source, cue, content, stance)
    assert phrasing.sentence(stored) == said
    assert violations.first(f"{said}.", [Evidence(1, stored, 1.0)]) is None


@pytest.mark.parametrize(
    ("source", "mention", "anonymous", "said"),
    [
        ("A Treasury source", "Treasury source", True, "A Treasury source says"),
        ("The UN mission in Kell", "UN mission in Kell", False, "The UN mission in Kell says"),
        ("A spokesman for the port", "spokesman for the port", False, "A spokesman for the port says"),
        ("Ministers", "Ministers", True, "Ministers say"),
        ("Police Chief Ann Rice", "Police Chief Ann Rice", False, "Police Chief Ann Rice says"),
        ("A 2019 paper by Dahl", "2019 paper by Dahl", False, "A 2019 paper by Dahl says"),
        ("I", "I", False, "Ida Holm says"),
    ],
)
def test_a_source_has_its_printed_article_and_its_number(source, mention, anonymous, said):
    stored = told(f"{source} said that the ferry sank.", source, "said", "the ferry sank", Stance.ASSERTS,
                  mention=mention, anonymous=anonymous)  # fmt: skip
    assert phrasing.sentence(stored).startswith(said)


@pytest.mark.parametrize("text", ["“I think the ferry sank,” said Dahl.", "Dahl: I think the ferry sank."])
def test_a_quoted_or_recorded_i_is_not_the_author(text):
    stored = told(text, "I", "think", "the ferry sank", Stance.ASSERTS)
    assert phrasing.sentence(stored).startswith("A speaker in the first person says")


def test_several_relays_claim_and_one_with_an_article_keeps_it():
    papers = Article("b", "Local papers quoted Dahl as saying that the ferry sank.")
    assert phrasing.sentence(claim(papers, "the ferry sank", ["Local papers", "Dahl"], "Dahl")) == (
        "Local papers, citing Dahl, claim that “the ferry sank”"
    )
    text = "A European diplomat citing Dahl said the ferry sank."
    stored = told(text, "A European diplomat", "citing", "the ferry sank", Stance.ASSERTS, mention="Dahl")
    stored = replace(stored, claim=replace(stored.claim, chain=("European diplomat", "Dahl")))
    assert phrasing.sentence(stored) == "A European diplomat, citing Dahl, claims that “the ferry sank”"
