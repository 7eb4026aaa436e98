"""Where the tests mirror the tree each module has a test of its name; what is tested elsewhere says where."""

from __future__ import annotations

import ast

import pytest

from tests.imports import ROOT, modules

MIRRORED = {
    "bot.answer": "tests/bot/answer",
    "bot.question": "tests/bot/question",
    "bot.retrieval": "tests/bot/retrieval",
    "index.articles": "tests/index/articles",
    "index.attribution": "tests/index/attribution",
    "index.feeds": "tests/index/feeds",
    "index.store": "tests/index/store",
    "index.text": "tests/index/text",
    "index.web": "tests/index/web",
}
# Command line and Discord are tested as they are used, in tests/cli and tests/discord: a command needs many modules.
# In the rooms above a module whose test has another name, because several are only whole together:
ELSEWHERE = {
    "bot.answer.offline_choice": "tests/bot/answer/test_offline_model.py",
    "bot.question.asks": "tests/bot/question/test_asks.py",
    "bot.retrieval.survey": "tests/bot/question/test_asks.py",
    "index.articles.load": "tests/index/articles/test_articles.py",
    "index.articles.pages": "tests/index/articles/test_pages.py",
    "index.attribution": "tests/index/attribution/test_attribute.py",
    "index.attribution.lexicon.nouns": "tests/index/text/test_name_words.py",
    "index.feeds.document": "tests/index/feeds/test_feeds.py",
    "index.feeds.polling": "tests/index/feeds/test_feeds.py",
    "index.store.chroma": "tests/index/store/test_damage.py",
    "index.store.database": "tests/index/store/test_faults.py",
    "index.store.dense_search": "tests/index/store/test_growth.py",
    "index.store.doctor": "tests/index/store/test_damage.py",
    "index.store.library": "tests/index/store/test_space.py",
    "index.store.migrations": "tests/index/store/test_migrations.py",
    "index.store.reembed": "tests/index/store/test_space.py",
    "index.store.vector_follower": "tests/index/store/test_faults.py",
    "index.store.vector_sync": "tests/index/store/test_damage.py",
    "index.store.writer": "tests/index/store/test_space.py",
}


def room_of(module: str) -> str | None:
    return next((tests for room, tests in MIRRORED.items() if module == room or module.startswith(room + ".")), None)


def code(module: str) -> bool:
    """Has it more than a docstring?"""
    tree = ast.parse(modules()[module].read_text(encoding="utf-8"))
    return any(not isinstance(one, ast.Expr) for one in tree.body)


MODULES = [name for name in modules() if room_of(name) and ".versions" not in name and code(name)]


def place(module: str) -> str:
    if module in ELSEWHERE:
        return ELSEWHERE[module]
    if module.startswith("index.articles.pages."):
        own = f"tests/index/articles/test_{module.rsplit('.', 1)[1]}.py"
        return own if (ROOT / own).exists() else ELSEWHERE["index.articles.pages"]
    return f"{room_of(module)}/test_{module.rsplit('.', 1)[1]}.py"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_has_a_test(module: str) -> None:
    """`python -m tests.benchmarks.broken` tells whether it notices a broken module."""
    file = ROOT / place(module)
    assert file.exists(), f"{module}: no {place(module)}"
    assert "def test_" in file.read_text(encoding="utf-8")


def test_the_table_names_what_is_there() -> None:
    assert {name for name in ELSEWHERE if name not in modules()} == set()
