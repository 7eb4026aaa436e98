"""Invented web pages for the tests: nobody and nothing in them exists."""

from __future__ import annotations

import json

from index.articles import LoadFailure
from index.schema import Article

STORY = (
    "<p>The harbour master, Edda Lorne, said on Monday that the quay was safe and that every pile had been tested.</p>"
    "<p>“We looked at each of them twice,” said Tomas Greel, the port's engineer, adding that the crane would stay.</p>"
    "<p>Varrick Dredging, the builder, denied that the work was late and said it would be done before the autumn.</p>"
)


def page(body: str, head: str = "", title: str = "Quay is safe, port says", charset: str = "utf-8") -> str:
    return (
        f'<!doctype html><html lang="en"><head><meta charset="{charset}"><title>{title}</title>{head}</head>'
        f"<body>{body}</body></html>"
    )


def story(inner: str = "", head: str = "", title: str = "Quay is safe, port says", after: str = "") -> str:
    """A page with the story, ``inner`` between its heading and its text, ``after`` below."""
    return page(f"<article><h1>Quay is safe</h1>{inner}{STORY}</article>{after}", head, title)


def an_article(item: Article | LoadFailure) -> Article:
    """The item, which has to be an article."""
    assert isinstance(item, Article), item
    return item


def a_failure(item: Article | LoadFailure) -> str:
    """The line that tells why the item was not loaded; it has to be a failure."""
    assert isinstance(item, LoadFailure), item
    return item.error


def json_ld(**fields: object) -> str:
    described = {"@context": "https://schema.org", "@type": "NewsArticle", "headline": "Quay is safe", **fields}
    return f'<script type="application/ld+json">{json.dumps(described)}</script>'


def meta(name: str, value: str) -> str:
    return f'<meta property="{name}" content="{value}">'
