"""Parsers in a child with bounds; how a hanging, dying or greedy one ends stands in test_articles.py."""

from __future__ import annotations

import pytest

from index.errors import LoadError
from index.web.sandbox import Sandbox, parse
from tests.index.articles.pages import story


def test_a_page_is_parsed_in_the_child_and_the_child_is_kept() -> None:
    box = Sandbox()
    assert box.call("html", story().encode(), "a.html")["title"] == "Quay is safe"
    child = box._start()
    box.call("html", story().encode(), "b.html")
    assert box._start().pid == child.pid
    box.close()
    assert child.poll() is not None


def test_the_parsers_refusal_is_told_with_the_place() -> None:
    with pytest.raises(LoadError, match=r"^a\.html: "):
        parse("html", b"<p>Menu</p>", "a.html")
