"""A space in memory for tests of the answer road alone: hand-written claims, searched by shared words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from datetime import date
from functools import cache

import numpy as np
import numpy.typing as npt

from index.embedding import default_embedder
from index.schema import Article, Claim, Filter, Reference, Spans, Speaker, Stance, StoredClaim
from index.store.space import Space
from index.store.survey import Tally

Vectors = npt.NDArray[np.float32]


def claim(
    article: Article,
    content: str | Sequence[str],
    chain: Sequence[str] = (),
    speaker: str | None = None,
    stance: Stance = Stance.ASSERTS,
    anonymous: bool = False,
    number: int = 0,
    source: str = "",
    cue: str = "",
    references: Sequence[Reference] = (),
) -> StoredClaim:
    """A stored claim whose spans are found in the article's text; the cue is the one nearest to the content."""
    parts = [content] if isinstance(content, str) else list(content)
    spans = []
    for part in parts:
        start = article.text.index(part)
        spans.append((start, start + len(part)))
    who = speaker if speaker is not None else (chain[-1] if chain else article.outlet)
    cues = _nearest(article.text, cue, spans[0][0])
    sources = _nearest(article.text, source, cues[0][0] if cues else spans[0][0])
    record = Claim(sources, cues, tuple(spans), tuple(chain), who, stance, anonymous, tuple(references))
    quote = " … ".join(parts)
    start, end = min(a for a, _ in spans), max(b for _, b in spans)
    context_start = article.text.rfind("\n", 0, start) + 1
    context_end = article.text.find("\n", end)
    context = article.text[context_start : context_end if context_end >= 0 else len(article.text)]
    return StoredClaim(f"{article.id}#{number}", article, record, quote, context)


def _nearest(text: str, words: str, at: int) -> Spans:
    """Where ``words`` stand nearest to ``at``; nothing for no words."""
    if not words:
        return ()
    start = min((m.start() for m in re.finditer(re.escape(words), text)), key=lambda each: abs(each - at))
    return ((start, start + len(words)),)


@cache
def _embedded(text: str) -> Vectors:
    row: Vectors = default_embedder().embed([text])[0]
    return row


def _passes(stored: StoredClaim, within: Filter) -> bool:
    article, claim = stored.article, stored.claim
    day = (article.published or "")[:10]
    wanted = (
        not within.speaker_ids or stored.speaker_id in within.speaker_ids,
        not within.outlets or article.outlet in within.outlets,
        not within.stances or claim.stance in within.stances,
        not within.since or (bool(day) and day >= within.since),
        not within.until or (bool(day) and day <= within.until),
        within.anonymous is None or claim.anonymous is within.anonymous,
        within.own_voice is None or claim.own_voice is within.own_voice,
        not within.article_ids or article.id in within.article_ids,
    )
    return all(wanted)


class FakeSpace(Space):
    """The part of the facade that the answer road uses, over claims in memory; nothing is opened."""

    name = "test"

    def __init__(self, claims: Sequence[StoredClaim]) -> None:
        self._claims = list(claims)
        ids = {alias: s.id for s in self._speakers() for alias in s.aliases}
        self._claims = [
            replace(c, speaker_id=ids.get(c.claim.speaker or "")) if c.claim.chain and c.speaker_id is None else c
            for c in self._claims
        ]

    def moment(self) -> AbstractContextManager[None]:
        return nullcontext()

    def _speakers(self) -> list[Speaker]:
        names = dict.fromkeys(c.claim.speaker for c in self._claims if c.claim.speaker and c.claim.chain)
        return [Speaker(i, n, (n, n.split()[-1]), n[0].islower(), 1) for i, n in enumerate(names, 1)]

    def find_speakers(self, text: str) -> list[Speaker]:
        low = text.lower()
        return [s for s in self._speakers() if any(re.search(rf"\b{re.escape(a.lower())}\b", low) for a in s.aliases)]

    def outlets(self, *, match: str = "", limit: int | None = None) -> list[str]:
        return sorted({c.article.outlet for c in self._claims if c.article.outlet})

    def missing_words(self, words: Sequence[str]) -> list[str]:
        """None, so that a question is read as it stands."""
        return []

    def nearest_words(self, words: Sequence[str]) -> dict[str, str]:
        """None: its claims are found by their words alone."""
        return {}

    def published(self) -> tuple[date, date] | None:
        days = sorted(c.article.published[:10] for c in self._claims if c.article.published)
        return (date.fromisoformat(days[0]), date.fromisoformat(days[-1])) if days else None

    def articles(self, *, match: str = "", limit: int | None = None, offset: int = 0) -> list[Article]:
        return list({c.article.id: c.article for c in self._claims}.values())[offset:][:limit]

    def article_claims(self, article_id: str) -> list[StoredClaim]:
        return [c for c in self._claims if c.article.id == article_id]

    def holding(self, words: Sequence[str], within: Filter | None = None, limit: int = 50) -> list[str]:
        known = {c.article.id: c.article.text.lower() for c in self.claims_within(within)}
        return [key for key, text in known.items() if all(word in text for word in words)][:limit]

    def claims_within(self, within: Filter | None, limit: int | None = None, offset: int = 0) -> list[StoredClaim]:
        """Newest article first, then text order."""
        kept = [c for c in self._claims if within is None or _passes(c, within)]
        kept.sort(key=lambda c: c.article.published or "", reverse=True)
        return kept[offset:][:limit]

    def tally(self, within: Filter, limit: int, offset: int = 0) -> Tally:
        kept = self.claims_within(within)
        counted = Counter(c.speaker_id for c in kept).most_common()
        return Tally(len(kept), len(counted), len({c.article.id for c in kept}), tuple(counted[offset:][:limit]))

    def _search(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        asked = set(re.findall(r"\w{3,}", text.lower()))
        scored = []
        for c in self.claims_within(within):
            have = set(re.findall(r"\w{3,}", f"{c.claim.speaker} {c.quote} {c.context}".lower()))
            scored.append((c.id, len(asked & have) / (1 + len(asked)) + (0.05 if c.claim.chain else 0.0)))
        return sorted((s for s in scored if s[1] > 0.05), key=lambda s: (-s[1], s[0]))[:k]

    def embed(self, texts: Sequence[str]) -> Vectors:
        """As the packaged model does it; each text once."""
        return np.stack([_embedded(text) for text in texts]) if texts else np.zeros((0, 384), dtype=np.float32)

    def search_vectors(self, vectors: Vectors, k: int, within: Filter | None = None) -> list[list[tuple[str, float]]]:
        ids = [c.id for c in self.claims_within(within)]
        if not ids:
            return [[] for _ in vectors]
        scored = [list(zip(ids, (self.vectors_of(ids) @ v).tolist(), strict=True)) for v in vectors]
        return [sorted(s, key=lambda hit: (-hit[1], hit[0]))[:k] for s in scored]

    def vectors_of(self, ids: Sequence[str]) -> Vectors:
        by_id = {c.id: c for c in self._claims}
        return self.embed([f"{by_id[i].claim.speaker} {by_id[i].quote} {by_id[i].context}" for i in ids])

    def search_lexical(self, text: str, k: int, within: Filter | None = None) -> list[tuple[str, float]]:
        return self._search(text, k, within)

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        by_id = {c.id: c for c in self._claims}
        return [by_id[i] for i in ids if i in by_id]

    def stats(self) -> dict[str, int]:
        return {"articles": len({c.article.id for c in self._claims}), "claims": len(self._claims)}

    def revision(self) -> int:
        return len(self._claims)
