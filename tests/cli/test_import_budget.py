"""What a fresh process may load for a command: module names, which decide how long it takes to start, and no times."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from index.schema import Article
from index.store.library import Library
from tests.imports import ROOT

START = {"typer", "shellingham", "annotated_doc", "typing_extensions", "bot", "index"}
READ = START | {
    "sqlalchemy", "greenlet", "filelock", "platformdirs", "rapidfuzz", "rich", "pygments", "dotenv",
    "pydantic", "pydantic_core", "pydantic_settings", "annotated_types", "typing_inspection", "cython_runtime",
}  # fmt: skip
ASK = READ | {"numpy", "onnxruntime", "tokenizers", "symspellpy", "editdistpy", "prompts"}
OWN = sys.stdlib_module_names | {"sitecustomize", "usercustomize"}

LOADED = """
import json, sys
from bot.cli import main
code = main(sys.argv[1:])
print(json.dumps([code, sorted(sys.modules)]), file=sys.stderr)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("budget")
    text = (
        "Mara Quell said on Monday that the ferry at Olm Point would close in May. "
        "The harbour office denied that any date had been set."
    )
    with Library.open(data_dir=made) as library:
        assert library.space().add(Article("olm-1", text, "Ferry", "Olm Herald", published="2026-03-02")).error is None
    return made


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The modules of a fresh process after a command."""
    command = [sys.executable, "-c", LOADED, "--data-dir", str(folder), *arguments]
    environment = {"PATH": "", "HOME": str(folder), "WHOCLAIMS_MODEL": "offline"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    code, modules = json.loads(done.stderr.splitlines()[-1])
    assert code == 0, done.stderr
    return set(modules)


def tops(modules: set[str]) -> set[str]:
    """Packages that do not come with Python; what begins with an underscore is a part or a helper of one of them."""
    return {top for name in modules if not (top := name.partition(".")[0]).startswith("_")} - OWN


def test_the_version_loads_nothing_but_the_command_line(folder: Path) -> None:
    modules = loaded(folder, "--version")
    assert not tops(modules) - START
    assert not [m for m in modules if m.startswith(("bot.question", "bot.retrieval", "bot.library", "index.store"))]


def test_a_list_of_articles_loads_neither_models_nor_questions(folder: Path) -> None:
    modules = loaded(folder, "articles")
    assert not tops(modules) - READ
    unread = (
        "bot.question",
        "bot.retrieval",
        "index.embedding",
        "index.articles",
        "index.attribution",
        "index.store.writer",
        "index.store.chunks",
        "index.text.view",
    )
    assert not [m for m in modules if m.startswith(unread)]
    assert "sqlalchemy.dialects.postgresql" not in modules


def test_a_question_loads_its_own_model_and_no_langchain_chroma_or_reader(folder: Path) -> None:
    modules = loaded(folder, "ask", "Who says that the ferry will close?")
    assert not tops(modules) - ASK
    assert "onnxruntime" in modules
    assert "index.attribution.extraction.tagger" not in modules
