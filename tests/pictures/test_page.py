"""Pages: one file, a policy that allows its own style and script alone, a stranger's words as text."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser

from bot.pictures import gather, page
from bot.propositions.kept import Propositions
from index.store.library import Space


class Elements(HTMLParser):
    """Names and attributes of all elements, and the text of those that hold raw text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.raw: dict[str, list[str]] = {"style": [], "script": []}
        self.inside = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))
        self.inside = tag if tag in self.raw else ""
        if self.inside:
            self.raw[tag].append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = ""

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.raw[self.inside][-1] += data


def pages(space: Space, kept: Propositions, topic: str, name: str) -> list[str]:
    made = (
        page.map_page(gather.map_about(space, kept, topic)),
        page.timeline_page(gather.timeline(space, kept, name)),
        page.report_page(gather.report(space, kept)),
    )
    return [one.decode("utf-8") for one in made]


def test_the_policy_names_the_hashes_of_what_the_page_holds(pier: Space, kept: Propositions) -> None:
    for text in pages(pier, kept, "pier", "Bo Lind"):
        seen = Elements(text)
        (policy,) = [one["content"] for tag, one in seen.found if one.get("http-equiv") == "Content-Security-Policy"]
        assert policy is not None
        assert policy.startswith("default-src 'none';")
        assert "unsafe" not in policy
        run = [*seen.raw["style"], *seen.raw["script"]]
        hashes = {"'sha256-" + base64.b64encode(hashlib.sha256(one.encode()).digest()).decode() + "'" for one in run}
        assert set(re.findall(r"'sha256-[^']+'", policy)) <= hashes


def test_hostile_words_add_no_element_and_no_attribute(strangers: Space, pier: Space, kept: Propositions) -> None:
    def shapes(text: str) -> set[tuple[str, str]]:
        return {(tag, name) for tag, attributes in Elements(text).found for name in attributes or {"": None}}

    plain = set().union(*(shapes(one) for one in pages(pier, kept, "pier", "Bo Lind")))
    told = pages(strangers, kept, "the dam number", strangers.claims(limit=1)[0].claim.speaker or "")
    for text in told:
        assert shapes(text) <= plain
        assert not re.search("[\u202a-\u202e\u2066-\u2069\x00-\x08\x0b-\x1f]", text)
        for _, attributes in Elements(text).found:
            assert (attributes.get("href") or "#").startswith("#")
    assert "⟨U+202E⟩" in told[-1]


def test_the_data_cannot_end_its_element_and_reads_back(strangers: Space, kept: Propositions) -> None:
    made = gather.report(strangers, kept)
    text = page.report_page(made).decode("utf-8")
    raw = re.search(r'<script type="application/json" id="data">(.*?)</script>', text, re.S)
    assert raw is not None
    assert "<" not in raw[1]
    data = json.loads(raw[1])
    assert data["claims"] == json.loads(json.dumps(made.claims))
    assert {one["url"] for one in data["articles"]} <= {None, *(u for u in [one["url"] for one in made.articles] if u)}
    assert all(
        url is None or url.startswith("https://news.example/") for url in (one["url"] for one in data["articles"])
    )


def test_spans_lead_to_the_exact_words(pier: Space, kept: Propositions) -> None:
    made = gather.report(pier, kept)
    quotes = {one.id: one.quote for one in pier.claims()}
    for claim in made.claims:
        ((start, end),) = claim["spans"]
        assert made.articles[claim["a"]]["text"][start:end] == quotes[claim["id"]]
