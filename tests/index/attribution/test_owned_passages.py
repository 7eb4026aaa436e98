"""Passages in which a claim is easily given to the wrong one: who must be read to say what, and who must not."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from index.attribution import attribute
from index.schema import Article, Claim

PASSAGES = Path(__file__).with_name("owners.jsonl")
RECORDS = [json.loads(line) for line in PASSAGES.read_text(encoding="utf8").splitlines()]


def fits(text: str, claim: Claim, wanted: dict[str, Any]) -> bool:
    """Does a cited claim have the speaker, one of the stances, and the words?"""
    stances = [wanted["stance"]] if isinstance(wanted.get("stance", ""), str) else wanted["stance"]
    words = " ".join(text[a:b] for a, b in claim.content).lower()
    return (
        bool(claim.chain)
        and wanted["speaker"].lower() in (claim.speaker or "").lower()
        and str(claim.stance) in stances
        and wanted.get("content", "").lower() in words
    )


@pytest.mark.parametrize("record", RECORDS, ids=[f"{one['kind']}-{k}" for k, one in enumerate(RECORDS)])
def test_who_says_what(record: dict[str, Any]) -> None:
    text = record["text"]
    claims = attribute(Article("a", text))
    got = [(c.speaker, str(c.stance), [text[a:b] for a, b in c.content]) for c in claims if c.chain]
    assert [one for one in record["expect"] if not any(fits(text, c, one) for c in claims)] == [], got
    assert [one for one in record["forbid"] if any(fits(text, c, one) for c in claims)] == [], got
