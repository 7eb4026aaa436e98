"""Well-formed inputs to start from, and the pieces that formats are made of."""

from __future__ import annotations

import json

from tests.index.articles.test_articles import PAGE, pdf

_TEXT = "The mayor said: “No.” Dr. Poole (U.S.) disagreed…\r\n\r\nNobody asked.\n"
_RSS = (
    "<?xml version='1.0'?><rss version='2.0'><channel><title>T</title><item><title>A</title><link>/a</link>"
    "<guid>1</guid><pubDate>Mon, 02 Mar 2026 09:30:00 GMT</pubDate></item></channel></rss>"
)
_LINES = "".join(
    json.dumps(line) + "\n"
    for line in (
        {"id": "a", "title": "T", "text": _TEXT, "published": "2026-03-04", "url": "https://c.example/a"},
        {"text": _TEXT, "extra": [1, {"a": None}]},
        {"id": "b", "text": "x" * 50, "author": None},
    )
)
_PDF = pdf("The mayor denied the report.")

SEEDS: dict[str, tuple[bytes, ...]] = {
    "text": (_TEXT.encode(), _TEXT.encode("utf-16"), _TEXT.replace("“", "").encode("cp1252", "replace")),
    "jsonl": (_LINES.encode(),),
    "standard_input": (_TEXT.encode(), _LINES.encode()),
    "html": (PAGE.encode(),),
    "pdf": (_PDF,),
    "feed": (_RSS.encode(),),
    "address": tuple(
        url.encode()
        for url in (
            "https://a.example:8080/x?q=1#f", "http://[::ffff:10.0.0.1]/", "http://0x7f.1/", "http://127.0.0.1",
            "http://bücher.example/ü", "fe80::1%eth0", "64:ff9b::7f00:1", "http://u:p@h.example/",
        )
    ),
    "kind": (PAGE.encode()[:300], _RSS.encode(), _PDF[:300], _TEXT.encode()),
}  # fmt: skip

DICTIONARY = tuple(
    piece.encode()
    for piece in (
        '{"', '"text":', '"id":', "null", "\\ud800", "\\u0000", "1e999", "[[[[", "<!--", "<p>", "</article>",
        "<![CDATA[",
        "<meta charset=", "&#x0;", "&amp", "<!ENTITY a '", "obj", "endobj", "stream", "/Length -1", "/Filter", "/Kids",
        "xref", "trailer", "%PDF-", "://", "@", "[::", "%00", "%25", "..", "0x", "①", "\u202e", "\ufeff", "\r", "\x85",
        "Mr. ", "”", "\ud7ff", "9" * 40,
    )
)  # fmt: skip
