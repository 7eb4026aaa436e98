"""Texts of odd forms: interviews, letters, agency copy, live blogs, press releases, lists, Markdown.

Of each text everything that it must give is found, and nothing that it must not: ``wants`` are (speaker, stance or "*",
words), ``forbids`` (speaker or "OWN" for the article's own voice, words). Every text is invented.
"""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from index.articles.front_matter import front_matter
from index.attribution import attribute
from index.schema import Article

TEXTS = [json.loads(line) for line in Path(__file__).with_name("forms.jsonl").read_text(encoding="utf8").splitlines()]


@pytest.mark.parametrize("record", TEXTS, ids=lambda record: str(record["id"]))
def test_a_form_is_read(record: dict[str, Any]) -> None:
    text = front_matter(record["text"])[1]
    article = Article(record["id"], text, record.get("title"), record.get("outlet"), record.get("author"))
    claims = [(c, _bare(c.speaker), " … ".join(text[a:b] for a, b in c.content)) for c in attribute(article)]
    for who, stance, words in record.get("wants", ()):
        found = [c for c, speaker, said in claims if words in said and _bare(who) in speaker]
        assert any(stance in ("*", str(c.stance)) for c in found), (who, stance, words)
    for who, words in record.get("forbids", ()):
        for c, speaker, said in claims:
            assert words not in said or not (c.own_voice if who == "OWN" else speaker == _bare(who)), (who, words)


def _bare(name: str | None) -> str:
    return re.sub(r"^(?:the|an?) ", "", (name or "").lower())
