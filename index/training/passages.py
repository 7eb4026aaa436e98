"""Our own training passages: inline markup -> plain text with claims.

``<sN>`` the original source's mention, ``<qN>`` its cue, ``<cN>`` each part of the content, ``<rN>`` a relay and
``<kN>`` a relay's cue, of claim N; one tag may serve several claims (``<s1,2>``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

TAG = re.compile(r"<(/?)([sqcrk])(\d+(?:,\d+)*)>")
Span = tuple[int, int]
SHORTEST_REPORT = 4  # blanks in a content that is read once more


@dataclass(frozen=True)
class Passage:
    """A compiled passage; ``spans[n][role]`` lists the character spans of claim n."""

    id: str
    text: str
    outlet: str | None
    phenomenon: str
    claims: list[dict[str, Any]]
    spans: dict[int, dict[str, list[Span]]]


def compile_passage(record: dict[str, Any]) -> Passage:
    """Strip the markup. Raises ValueError where a tag is not closed or not known to a claim."""
    plain: list[str] = []
    length = at = 0
    open_tags: list[tuple[tuple[str, str], int]] = []
    spans: dict[int, dict[str, list[Span]]] = {c["n"]: {} for c in record["claims"]}
    for tag in TAG.finditer(record["text"]):
        plain.append(record["text"][at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        key = (tag[2], tag[3])
        if not tag[1]:
            open_tags.append((key, length))
            continue
        places = [i for i, (k, _) in enumerate(open_tags) if k == key]
        if not places:
            raise ValueError(f"{record['id']}: {tag[0]} closes nothing")
        _, start = open_tags.pop(places[-1])
        for number in map(int, tag[3].split(",")):
            if number not in spans:
                raise ValueError(f"{record['id']}: tag of unknown claim {number}")
            spans[number].setdefault(tag[2], []).append((start, length))
    plain.append(record["text"][at:])
    if open_tags:
        raise ValueError(f"{record['id']}: {open_tags[0]} is not closed")
    return Passage(
        record["id"], "".join(plain), record.get("outlet"), record.get("phenomenon", ""), record["claims"], spans
    )


def outer_relations(passage: Passage) -> list[dict[str, Any]]:
    """The outermost relation of each claim, in the manner of PolNeAR: a nested attribution is part of the content.

    Claims that share source and cue (a running quote) are one relation, and so are those that share cue and content
    (two who say it together: their source reaches from the first to the last). A content that stands before, apart from
    source and cue, because a bare denial refers back to it, is left out: the tagger sees only what stands there.
    """
    merged: dict[tuple[Any, ...], dict[str, Any]] = {}
    by_words: dict[tuple[Any, ...], dict[str, Any]] = {}
    for claim in passage.claims:
        spans = passage.spans[claim["n"]]
        cue, source, content = spans.get("q", []), spans.get("s", []), sorted(spans.get("c", []))
        stance = claim["stance"]
        if spans.get("k") and len(claim["chain"]) > 1:
            relays = [s for s in spans.get("r", []) if claim["chain"][0] in passage.text[slice(*s)]]
            if relays:
                relay = min(relays, key=lambda s: s[1] - s[0])
                outer_cue = min(spans["k"], key=lambda k: min(abs(k[0] - relay[1]), abs(relay[0] - k[1])))
                inner = [s for role in ("s", "q", "c") for s in spans.get(role, []) if s != relay]
                content = _without(_hull(passage.text, inner), [relay, outer_cue])
                source, cue, stance = [relay], [outer_cue], "asserts"
        if not cue:
            continue
        cue = sorted(cue)[:1]
        shared = sum(
            c in passage.spans[o["n"]].get("c", []) for o in passage.claims if o["n"] != claim["n"] for c in content
        )
        if (
            shared
            and content
            and content[-1][1] <= min(s[0] for s in cue + source)
            and _is_anaphoric(passage.text, content, cue)
        ):
            content = []
        words = (tuple(cue), tuple(content))
        if words in by_words and source and by_words[words]["source"] not in ([], source):
            by_words[words]["source"] = _hull(passage.text, [*by_words[words]["source"], *source])
            continue
        key = (tuple(source), tuple(cue))
        found = merged.setdefault(key, {"source": source, "cue": cue, "content": [], "stance": stance})
        by_words[words] = found
        found["content"] = sorted(set(found["content"]) | set(content))
    return list(merged.values())


def reported(passage: Passage) -> list[Passage]:
    """What the passage's outermost relations report, each as a passage of its own with the claims inside it, or none:
    the engine reads such contents once more, for what they say that others said."""
    inner = []
    for number, relation in enumerate(outer_relations(passage)):
        if len(relation["content"]) != 1:
            continue
        start, end = relation["content"][0]
        text = passage.text[start:end]
        if text[0] in "\"“‘'" or text.count(" ") < SHORTEST_REPORT:
            continue
        spans = {
            n: {
                role: [(a - start, b - start) for a, b in all_ if start <= a and b <= end] for role, all_ in own.items()
            }
            for n, own in passage.spans.items()
        }
        claims = [
            {**claim, "chain": [link for link in claim["chain"] if link in text]}
            for claim in passage.claims
            if spans[claim["n"]].get("s") and spans[claim["n"]].get("q")
        ]
        inner.append(Passage(f"{passage.id}/{number}", text, None, passage.phenomenon, claims, spans))
    return inner


def _is_anaphoric(text: str, content: list[Span], cue: list[Span]) -> bool:
    between = text[content[-1][1] : cue[0][0]]
    return bool(re.search(r"[.!?;][\"”’']?\s|\n", between))


def _hull(text: str, spans: list[Span]) -> list[Span]:
    return [(min(a for a, _ in spans), max(b for _, b in spans))]


def _without(spans: list[Span], holes: list[Span]) -> list[Span]:
    """Cut the holes (a relay in the middle of what it relays) out of the spans."""
    for low, high in sorted(holes):
        cut: list[Span] = []
        for a, b in spans:
            if high <= a or low >= b:
                cut.append((a, b))
                continue
            cut.extend(s for s in ((a, low), (high, b)) if s[0] < s[1])
        spans = cut
    return [s for s in spans if s[1] - s[0] > 2]
