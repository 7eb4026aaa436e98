"""The attribution engine: who said what in an article, through whom, and how they stand to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.schema import Article, Claim

if TYPE_CHECKING:
    from index.attribution.claims import Reading


def attribute(article: Article) -> list[Claim]:
    """The claims of ``article``: cited claims in text order, then the sentences in its own voice in text order.

    All spans are offsets in code points inside ``article.text``. A text that is not English gives no claims.
    """
    return attribute_with_notes(article)[0]


def attribute_with_notes(article: Article) -> tuple[list[Claim], list[str]]:
    """(claims, notes): as ``attribute``, with one line a note on what could not be read and why."""
    reading = read(article)
    return reading.claims, reading.notes


def read(article: Article) -> Reading:
    """As ``attribute_with_notes``, with the attributions as the article's sentences print them."""
    from index.attribution.claims import reading
    from index.attribution.extraction.relations import relations
    from index.attribution.extraction.tagger import find_relations

    return reading(article, relations, find_relations)


def unread(article: Article) -> str | None:
    """Why no claims are read in ``article``, in one line; None where they are."""
    from index.attribution.claims import not_english

    return not_english(article.text)
