"""What a report holds, as records of plain words: overview, map, timelines, and every claim with its article. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from bot.answer import phrasing, source_label
from bot.pictures.links import safe_url
from bot.pictures.scene import (
    NAME_MOST,
    OUTLET_MOST,
    SENTENCE_MOST,
    Map,
    Timeline,
    map_of,
    quoted,
    timeline_of,
)
from bot.pictures.visible import line, text_and_spans
from bot.propositions.ranking import strongest
from bot.propositions.records import Proposition, side
from index.schema import StoredClaim

MOST_CLAIMS = 10_000
TIMELINES, DISPUTED, NAMED = 8, 10, 15
TITLE_MOST = 200
Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar, in hundredths of its length."""

    kind: str
    start: float
    width: float


@dataclass(frozen=True, slots=True)
class Disputed:
    """A disputed proposition in one line: how many sources speak for it, leave it open, speak against it."""

    words: str
    for_: int
    open: int
    against: int

    @property
    def parts(self) -> list[Part]:
        """The bar: for, open, against."""
        total, at, parts = max(1, self.for_ + self.open + self.against), 0.0, []
        for kind, count in (("asserts", self.for_), ("withholds", self.open), ("denies", self.against)):
            if count:
                width = 100 * count / total
                parts.append(Part(kind, round(at, 2), round(max(width - 1, 1), 2)))
                at += width
        return parts


@dataclass(frozen=True, slots=True)
class Report:
    """``claims`` and ``articles`` are JSON objects for the page's script; ``note`` says what was left out."""

    title: str
    counts: tuple[tuple[str, int], ...]
    disputed: tuple[Disputed, ...]
    most: tuple[tuple[str, int], ...]
    map: Map
    timelines: tuple[Timeline, ...]
    claims: list[Json]
    articles: list[Json]
    outlets: list[str]
    note: str = ""


def report_of(title: str, propositions: Sequence[Proposition], claims: Sequence[StoredClaim], note: str = "") -> Report:
    """The report on ``claims``, newest first, whose propositions are ``propositions``."""
    articles: dict[str, list[StoredClaim]] = {}
    for one in claims:
        articles.setdefault(one.article.id, []).append(one)
    speakers = Counter(source_label.display(one) for one in claims)
    outlets = Counter(line(source_label.outlet(one), OUTLET_MOST) for one in claims)
    rows, texts = _claims(articles)
    return Report(
        title=line(title, TITLE_MOST),
        counts=(
            ("Articles", len(articles)),
            ("Outlets", len(outlets)),
            ("Speakers", len(speakers)),
            ("Claims", len(claims)),
            ("Disputed", sum(1 for one in propositions if one.contested)),
        ),
        disputed=tuple(_disputed(one) for one in strongest(propositions)[:DISPUTED] if one.contested),
        most=tuple(
            (line(name, NAME_MOST), n) for name, n in (*speakers.most_common(NAMED), *outlets.most_common(NAMED))
        ),
        map=map_of(title, propositions),
        timelines=_timelines(propositions, claims),
        claims=rows,
        articles=texts,
        outlets=sorted(outlets, key=str.casefold),
        note=note,
    )


def _claims(articles: dict[str, list[StoredClaim]]) -> tuple[list[Json], list[Json]]:
    """Every claim and every article, in the order given; spans count UTF-16 units into the article's shown text."""
    rows: list[Json] = []
    texts: list[Json] = []
    for number, claims in enumerate(articles.values()):
        article = claims[0].article
        flat = [span for one in claims for span in one.claim.content]
        text, moved = text_and_spans(article.text, flat)
        spans = iter(moved)
        for one in claims:
            rows.append(
                {
                    "id": one.id,
                    "a": number,
                    "name": line(source_label.display(one), NAME_MOST),
                    "stance": one.claim.stance.value,
                    "anonymous": one.claim.anonymous,
                    "via": [line(name, NAME_MOST) for name in source_label.relays(one)],
                    "sentence": line(phrasing.sentence(one), SENTENCE_MOST),
                    "spans": [next(spans) for _ in one.claim.content],
                }
            )
        texts.append(
            {
                "title": line(article.title or article.id, TITLE_MOST),
                "outlet": line(source_label.outlet(claims[0]), OUTLET_MOST),
                "day": (article.published or "")[:10],
                "url": safe_url(article.url),
                "text": text,
            }
        )
    return rows, texts


def _disputed(one: Proposition) -> Disputed:
    sides = Counter(side(p.stance, wording.polarity or 1) for wording in one.wordings for p in wording.positions)
    return Disputed(quoted(one.wordings[0].lead), sides[1], sides[0], sides[-1])


def _timelines(propositions: Sequence[Proposition], claims: Sequence[StoredClaim]) -> tuple[Timeline, ...]:
    """Of the named speakers who turned, then of those who say most."""
    said: dict[int, list[StoredClaim]] = {}
    for one in claims:
        if one.speaker_id is not None and not one.claim.anonymous:
            said.setdefault(one.speaker_id, []).append(one)
    turned = Counter(turn.after.speaker_id for one in propositions for turn in one.turns)
    chosen = sorted((who for who in said if len(said[who]) > 1), key=lambda who: (-turned[who], -len(said[who]), who))
    holding: dict[str, Proposition] = {claim.id: one for one in propositions for claim in one.claims}
    lines = []
    for who in chosen[:TIMELINES]:
        theirs = list({id(p): p for one in said[who] if (p := holding.get(one.id))}.values())
        lines.append(timeline_of(source_label.display(said[who][0]), theirs, [one.id for one in said[who]]))
    return tuple(lines)
