"""The claims that hold words which were pasted into a question."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from bot.question import pasted
from bot.question.tokens import words
from bot.retrieval.features import start_of
from bot.retrieval.search import Searchable
from bot.retrieval.similarity import commonness
from index.errors import UnknownArticle
from index.schema import Filter, Span, StoredClaim

FOUND = 100
"""Claims that each search hands over, for the articles they stand in."""
TELLING = 4
"""Words by which articles are looked for where no search leads to the quotation."""


class Readable(Searchable, Protocol):
    """What is needed of a space to look up a quotation."""

    def article_claims(self, article_id: str) -> list[StoredClaim]:
        """All claims of an article in text order."""

    def holding(self, words: Sequence[str], within: Filter | None = None, limit: int = 50) -> list[str]:
        """The ids of articles whose text has all of the words."""


def exact(space: Readable, quotation: str, within: Filter) -> list[StoredClaim]:
    """The claims whose articles have the words of ``quotation``, article by article."""
    hits = space.search_lexical(quotation, FOUND, within)
    hits += space.search_vectors(space.embed([quotation]), FOUND, within)[0]
    near = space.claims_by_id(list(dict.fromkeys(claim for claim, _ in hits)))
    found = _in_articles(space, quotation, {c.article.id: c.article.text for c in near})
    if found:
        return found
    others = [key for key in space.holding(_telling(quotation), within) if key not in {c.article.id for c in near}]
    return _in_articles(space, quotation, dict.fromkeys(others))


def _in_articles(space: Readable, quotation: str, texts: dict[str, str | None]) -> list[StoredClaim]:
    found: list[StoredClaim] = []
    for key, text in texts.items():
        if text is not None and not pasted.places(quotation, text):
            continue
        try:
            claims = space.article_claims(key)
        except UnknownArticle:  # deleted meanwhile: nobody says it here any more
            continue
        spans = pasted.places(quotation, claims[0].article.text) if claims else []
        found += [c for span in spans for c in _holding(claims, span)]
    return list({c.id: c for c in found}.values())


def _holding(claims: Sequence[StoredClaim], span: Span) -> list[StoredClaim]:
    """The claims that share words with ``span``: those of people before the article's own voice, in text order.

    A claim that only touches it is left out where another holds more.
    """
    shares = [(c, _shared(c, span)) for c in claims]
    cited = [(c, n) for c, n in shares if n and not c.claim.own_voice]
    pool = cited or [(c, n) for c, n in shares if n]
    most = max((n for _, n in pool), default=0)
    kept = [c for c, n in pool if 5 * n >= most]
    return sorted(kept, key=start_of)


def _shared(stored: StoredClaim, span: Span) -> int:
    return sum(max(0, min(end, span[1]) - max(start, span[0])) for start, end in stored.claim.content)


def _telling(quotation: str) -> list[str]:
    """The rarest plain words: what stands in every form of the text, whatever its dashes and line ends."""
    plain = [
        w for w in dict.fromkeys(words(quotation).tokens) if w.isascii() and w.isalpha() and w in quotation.lower()
    ]
    return sorted(plain, key=lambda w: -commonness(w))[:TELLING]
