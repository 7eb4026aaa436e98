"""Stretches in quotation marks: where they begin and end, also when they run on or are not closed."""

from __future__ import annotations

import re

from index.schema import Span

QUOTE_MARKS = "\"“‘'"
PAIRS = {"“": "”", "„": "“”", "«": "»", "‘": "’", '"': '"', "''": "''", "``": "''", "'": "'"}
OPENER = re.compile(r"“|„|«|‘|\"|''|``|(?<![\w'])'(?=[\w“])")
CLOSERS = {
    "“": re.compile("”"),
    "„": re.compile("[“”]"),
    "«": re.compile("»"),
    '"': re.compile('"'),
    "''": re.compile("''"),
    "``": re.compile("''"),
    # a single closing mark follows a letter or punctuation and no letter follows: not an apostrophe
    "‘": re.compile(r"(?<=[.,!?…])’(?!\w)|’(?![\w])(?=[\s,.;:!?)]|$)"),
    "'": re.compile(r"(?<=[.,!?…])'(?!\w)|'(?![\w'])(?=[\s,.;:!?)]|$)"),
}
LONGEST = 4000


def quotes(text: str, start: int = 0, end: int | None = None) -> list[Span]:
    """Spans of the quotations of ``text[start:end]``, marks included, outermost only, in order.

    Give one paragraph at a time: a quotation that is not closed runs to the end of the stretch, as newspapers
    print a quotation of several paragraphs. A straight mark without partner and without opening shape is passed over.
    """
    stop = len(text) if end is None else end
    found: list[Span] = []
    at = start
    while True:
        opening = OPENER.search(text, at, stop)
        if opening is None:
            return found
        mark = opening.group()
        closing = CLOSERS[mark].search(text, opening.end(), min(stop, opening.end() + LONGEST))
        if closing is not None:
            found.append((opening.start(), closing.end()))
            at = closing.end()
        elif mark in ("‘", "'") or text[opening.end() : opening.end() + 1].isspace():
            at = opening.end()
        else:
            found.append((opening.start(), stop))
            return found
