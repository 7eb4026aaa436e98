"""What the loaders are fuzzed with, by hypothesis (short, in the tests) and by atheris (long, ``make fuzz``).

Each takes bytes and must not raise anything but the errors a user is told in one line, nor lose count of the items.
"""

from __future__ import annotations

import io

from index.articles import LoadFailure, Overrides, load, parsers
from index.articles.jsonl import read_lines
from index.articles.text import decode
from index.errors import LoadError, WhoclaimsError
from index.feeds.document import parse as parse_feed
from index.schema import Article
from index.text.sentences import paragraphs, sentences
from index.web.addresses import refusal, target
from index.web.fetch import content_kind


def _told(error: WhoclaimsError) -> None:
    """An error that a user is told: one line, not a page."""
    assert str(error)
    assert "\n" not in str(error)
    assert len(str(error)) < 1000


def _good(item: Article | LoadFailure) -> None:
    if isinstance(item, Article):
        assert item.id
        assert item.text.strip()
        assert "\0" not in item.text
        item.text.encode("utf-8")
        for spans in (sentences(item.text), paragraphs(item.text)):
            assert all(0 <= a < b <= len(item.text) for a, b in spans)
    else:
        assert item.error
        assert "\n" not in item.error
        assert len(item.error) < 1000


def text(data: bytes) -> None:
    try:
        decode(data, "f")
    except LoadError as error:
        _told(error)


def jsonl(data: bytes) -> None:
    items = list(read_lines(io.BytesIO(data), Overrides(), "f"))
    lines = [line for line in data.removeprefix(b"\xef\xbb\xbf").split(b"\n") if line.strip()]
    assert len(items) == max(len(lines), 0 if data else 1)
    for item in items:
        _good(item)


def standard_input(data: bytes) -> None:
    # HTML and PDF have targets of their own, without the price of another process.
    if data.lstrip()[:1] != b"<" and b"%PDF" not in data[:1100]:
        for item in load("-", stdin=io.BytesIO(data)):
            _good(item)


def html(data: bytes) -> None:
    try:
        parsers.html(data.decode("utf-8", "replace").encode())
    except LoadError as error:
        _told(error)


def pdf(data: bytes) -> None:
    try:
        parsers.pdf(data)
    except LoadError as error:
        _told(error)


def feed(data: bytes) -> None:
    try:
        for item in parse_feed(data, "https://c.example/feed").items:
            assert item.url.startswith(("http://", "https://", "HTTP", "Http"))
    except LoadError as error:
        _told(error)


def address(data: bytes) -> None:
    url = data.decode("utf-8", "replace")
    try:
        found = target(url)
    except WhoclaimsError as error:
        _told(error)
    else:
        assert target(found.url) == found  # a normal form is its own normal form
        refusal(found.host)
    refusal(url)


def kind(data: bytes) -> None:
    try:
        content_kind(data, "f")
    except WhoclaimsError as error:
        _told(error)


TARGETS = {
    "text": text, "jsonl": jsonl, "standard_input": standard_input, "html": html, "pdf": pdf, "feed": feed,
    "address": address, "kind": kind,
}  # fmt: skip
