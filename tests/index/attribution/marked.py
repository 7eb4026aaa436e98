"""Passages with marked spans: ``<s>`` source, ``<q>`` cue, ``<c>`` content; ``<s2>`` of a second relation."""

from __future__ import annotations

import re

from index.schema import Relation, Span

TAG = re.compile(r"<(/?)([sqc])(\d*)>")


def marked(passage: str) -> tuple[str, list[Relation]]:
    """(plain text, relations in the order of their numbers)."""
    plain: list[str] = []
    length = at = 0
    opened: dict[tuple[str, str], int] = {}
    spans: dict[str, dict[str, list[Span]]] = {}
    for tag in TAG.finditer(passage):
        plain.append(passage[at : tag.start()])
        length += tag.start() - at
        at = tag.end()
        key = (tag[2], tag[3])
        if tag[1]:
            spans.setdefault(tag[3], {}).setdefault(tag[2], []).append((opened.pop(key), length))
        else:
            opened[key] = length
    plain.append(passage[at:])
    assert not opened, passage
    return "".join(plain), [Relation(*(tuple(sorted(spans[n].get(role, []))) for role in "sqc")) for n in sorted(spans)]
