"""Imports point one way, as docs/architecture.md says."""

from __future__ import annotations

import graphlib
import subprocess
import sys

import pytest

from tests.imports import ROOT, imported, modules

MODULES = modules()
# Whole packages that only these modules (or modules below them) may import.
ONLY = {
    "chromadb": ("index.store.chroma",),
    "discord": ("bot.discord",),
    "langchain_openai": ("bot.answer.hosted_model",),
    "openai": ("bot.answer.hosted_model",),
    "onnxruntime": ("index.embedding", "index.attribution", "index.training", "bot.training"),
    "torch": ("index.training", "bot.training"),
    "typer": ("bot.cli",),
    "rich": ("bot.cli",),
    "trafilatura": ("index.articles",),
    "pypdf": ("index.articles",),
    "feedparser": ("index.feeds",),
    "py3langid": ("index.attribution.language",),
    "pydantic_settings": ("bot.settings",),
}
HEAVY = ("chromadb", "discord", "langchain_core", "numpy", "onnxruntime", "openai", "pydantic", "rich", "sqlalchemy")


def below(name: str, top: str) -> bool:
    return name == top or name.startswith(top + ".")


def test_the_walk_sees_the_modules_and_their_imports() -> None:
    assert {"bot.cli.app", "index.schema", "index.store.chroma", "prompts"} <= MODULES.keys()
    assert "chromadb" in {
        name.partition(".")[0] for name in imported(MODULES["index.store.chroma"], "index.store.chroma")
    }


@pytest.mark.parametrize(("package", "forbidden"), [("index", ("bot", "prompts")), ("prompts", ("bot", "index"))])
def test_packages_know_only_what_lies_below_them(package: str, forbidden: tuple[str, ...]) -> None:
    wrong = [
        f"{name} imports {one}"
        for name, path in MODULES.items()
        if below(name, package)
        for one in sorted(imported(path, name, typing=True))
        if any(below(one, top) for top in forbidden)
    ]
    assert not wrong


def test_records_and_errors_import_nothing_of_the_project() -> None:
    for name in ("index.schema", "index.errors"):
        ours = [
            one for one in imported(MODULES[name], name) if any(below(one, top) for top in ("bot", "index", "prompts"))
        ]
        assert not ours, name


def test_the_middle_knows_neither_terminal_nor_discord() -> None:
    rim = ("bot.cli", "bot.discord")
    wrong = [
        f"{name} imports {one}"
        for name, path in MODULES.items()
        if below(name, "bot") and not any(below(name, top) for top in rim)
        for one in imported(path, name)
        if any(below(one, top) for top in rim)
    ]
    assert not wrong
    wrong = [
        f"{name} imports {one}"
        for name, path in MODULES.items()
        if below(name, "bot.discord")
        for one in imported(path, name)
        if below(one, "bot.cli")
    ]
    assert not wrong


@pytest.mark.parametrize("package", sorted(ONLY))
def test_a_package_has_one_importer(package: str) -> None:
    wrong = [
        name
        for name, path in MODULES.items()
        if any(below(one, package) for one in imported(path, name))
        and not any(below(name, allowed) for allowed in ONLY[package])
    ]
    assert not wrong


def test_no_module_imports_itself_in_the_end() -> None:
    graph = {
        name: {one for one in imported(path, name) if one in MODULES and one != name and not below(name, one)}
        for name, path in MODULES.items()
    }
    graphlib.TopologicalSorter(graph).prepare()  # raises CycleError, which names the cycle


def test_help_and_usage_errors_load_nothing_heavy() -> None:
    code = f"import sys, bot.cli.app; print(sorted(set({HEAVY!r}) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
