"""The JSON of records: a claim and a citation tell the same by the same names."""

from __future__ import annotations

from dataclasses import fields

from bot.answer import serialize
from index.schema import DETAILS, Added, Relation, Speaker, Status
from tests.bot.sample import BRIDGE, claims


def test_a_claim_and_a_citation_share_their_fields() -> None:
    """They once stood in three lists, and each had something that another had not."""
    stored = claims()[2]
    claim, citation = serialize.claim_json(stored), serialize.citation_json(1, stored)
    assert claim.keys() - citation.keys() == {"id", "own_voice"}
    assert citation.keys() - claim.keys() == {"n"}
    assert all(claim[key] == citation[key] for key in claim.keys() & citation.keys())
    assert set(DETAILS) <= claim.keys()
    assert [BRIDGE.text[a:b] for a, b in claim["spans"]] == [claim["quote"]]


def test_an_article() -> None:
    made = serialize.article_json(BRIDGE)
    assert made["characters"] == len(BRIDGE.text)
    assert {name: made[name] for name in DETAILS} == {name: getattr(BRIDGE, name) for name in DETAILS}
    whole = serialize.shown_json(BRIDGE, claims()[:2])
    assert whole["text"] == BRIDGE.text
    assert len(whole["claims"]) == 2


def test_what_is_extracted() -> None:
    claim = claims()[1].claim
    made = serialize.extracted_json(claim)
    assert {"source", "cue", "content", "chain", "speaker", "stance", "anonymous"} <= made.keys()
    assert "quote" not in made
    assert serialize.extracted_json(claim, BRIDGE.text)["quote"] == "having seen the inspection report"
    relation = Relation(claim.source, claim.cue, claim.content)
    assert serialize.relation_json(relation) == {role: made[role] for role in ("source", "cue", "content")}


def test_added_and_speakers() -> None:
    made = serialize.added_json(Added("a", "T", None, Status.ADDED, notes=("one", "two")))
    assert (made["id"], made["status"], made["note"]) == ("a", "added", "one; two")
    speaker = serialize.speaker_json(Speaker(1, "Ana Ruiz", ("Ruiz",), False, 3))
    assert speaker == {"name": "Ana Ruiz", "aliases": ["Ruiz"], "anonymous": False, "claims": 3}
    assert {one.name for one in fields(Speaker)} - {"id"} == speaker.keys()
