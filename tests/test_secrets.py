"""Planted secrets are looked for in everything the program writes: results, errors, tracebacks, logs and files."""

from __future__ import annotations

import json
import os
import stat
from pathlib import Path

import pytest

from bot import settings
from bot.answer import tracing
from bot.answer.asker import Asker
from tests.cli.conftest import Run, Runner, filled

__all__ = ["filled"]
PLANTED = "Pl4nted"
NOWHERE = "127.0.0.1:9"
TOKEN = f"{PLANTED}-{'t' * 20}"
SECRETS = {"DISCORD_TOKEN": TOKEN, "OPENAI_API_KEY": TOKEN, "WHOCLAIMS_CHROMA_TOKEN": TOKEN}
SECRETS |= {"WHOCLAIMS_LOG_LEVEL": "DEBUG"}
ARTICLE = {"id": "a", "text": "The mayor, Ida Holm, said on Monday that the tram would run again in May.\n"}


@pytest.fixture(autouse=True)
def _only_these_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings.variables().values():
        monkeypatch.delenv(name, raising=False)
    for name, value in {**SECRETS, "WHOCLAIMS_MODEL": "offline"}.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture) -> Runner:
    """Runs a command and looks for the secrets in what it wrote."""
    from bot.cli import main

    def ran(*arguments: str | Path) -> Run:
        capsys.readouterr()
        code = main(["--data-dir", str(tmp_path / "data"), *map(str, arguments)])
        captured = capsys.readouterr()
        assert PLANTED not in captured.out + captured.err
        return Run(code, captured.out, captured.err)

    return ran


def _written(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_nothing_that_is_stored_or_exported_holds_a_secret(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    assert run("--debug", "add", file).code == 0
    for command in (["doctor"], ["stats"], ["export"], ["ask", "Who said that the tram would run?"], ["show", "nope"]):
        run("--debug", *command)
    assert run("backup", tmp_path / "data" / "copy").code == 0
    assert PLANTED.encode() not in _written(tmp_path / "data")


def test_the_data_folder_is_its_owners_alone_whatever_the_umask(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "in.jsonl"
    file.write_text(json.dumps(ARTICLE) + "\n", encoding="utf-8")
    before = os.umask(0)
    try:
        assert run("add", file).code == 0
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "data").stat().st_mode) == 0o700
    found = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (tmp_path / "data").iterdir()}
    assert found["whoclaims.sqlite3"] == 0o600
    assert all(mode & 0o077 == 0 for mode in found.values()), found


def test_a_data_folder_that_was_open_to_others_is_closed(
    run: Runner, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder = tmp_path / "data"
    folder.mkdir(mode=0o755)
    folder.chmod(0o755)
    assert run("stats").code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    (folder / "letter.txt").write_text("mine", encoding="utf-8")
    assert run("stats").code == 0
    assert stat.S_IMODE(folder.stat().st_mode) == 0o755
    assert caplog.text.count("can be read by others") == 1


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("WHOCLAIMS_DATABASE_URL", f"postgresql://me:{PLANTED}@{NOWHERE}/whoclaims"),
        ("WHOCLAIMS_DATABASE_URL", f"postgresql://me:{PLANTED}@[/whoclaims"),
        ("WHOCLAIMS_DATABASE_URL", f"mysql://me:{PLANTED}@{NOWHERE}/whoclaims"),
        ("WHOCLAIMS_DATABASE_URL", f"postgres//me:{PLANTED}@h/w"),
        ("WHOCLAIMS_CHROMA_URL", f"http://me:{PLANTED}@{NOWHERE}"),
        ("WHOCLAIMS_CHROMA_URL", f"http://me:{PLANTED}/x@{NOWHERE}"),
        ("WHOCLAIMS_CHROMA_URL", f"ftp://me:{PLANTED}@{NOWHERE}"),
        ("OPENAI_BASE_URL", f"http://me:{PLANTED}@{NOWHERE}/v1"),
        ("OPENAI_BASE_URL", f"http://me:{PLANTED}/x@{NOWHERE}/v1"),
        ("OPENAI_API_KEY", f"{PLANTED}-ключ"),
        ("WHOCLAIMS_FEED_MINUTES", PLANTED),
    ],
)
def test_no_error_or_traceback_shows_one(
    run: Runner, filled: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str
) -> None:
    monkeypatch.setenv(name, value)
    if name.startswith("OPENAI"):
        monkeypatch.setenv("WHOCLAIMS_MODEL", "openai:gpt-5-mini")
        monkeypatch.setenv("WHOCLAIMS_MODEL_RETRIES", "0")
        monkeypatch.setenv("WHOCLAIMS_MODEL_TIMEOUT", "2")
    assert run("doctor").code == 1
    run("--debug", "--data-dir", filled, "stats")
    run("--debug", "--data-dir", filled, "ask", "Who said that the tram would run?", "--json")


@pytest.mark.parametrize("name", [*tracing.VARIABLES, "LANGCHAIN_HANDLER"])
def test_tracing_left_on_by_accident_is_off(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    from langchain_core.callbacks import CallbackManager
    from langsmith.utils import get_env_var, tracing_is_enabled

    for one in (*tracing.VARIABLES, "LANGCHAIN_HANDLER"):
        monkeypatch.delenv(one, raising=False)
    monkeypatch.setenv(name, "true")
    get_env_var.cache_clear()  # type: ignore[attr-defined]  # functools' own, which the overloads hide
    if name not in ("LANGCHAIN_TRACING", "LANGCHAIN_HANDLER"):  # the older tracer's, which only raise an error today
        assert tracing_is_enabled()
    Asker(settings.load())
    assert not tracing_is_enabled()
    assert CallbackManager.configure().handlers == []
    monkeypatch.setenv("WHOCLAIMS_LANGSMITH", "true")
    Asker(settings.load())
    assert tracing_is_enabled()
    Asker(settings.load(langsmith=False))
    assert not tracing_is_enabled()
