"""What goes wrong is told in one line that names what and where, and nothing stored before is lost."""

from __future__ import annotations

import io
import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Runner, write

SECRET = "hunter2-planted-secret"


def _encrypted_pdf() -> bytes:
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(width=100, height=100)
    writer.encrypt("password", algorithm="RC4-128")
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


BAD_FILES: dict[str, Callable[[], bytes]] = {
    "empty.txt": lambda: b"",
    "blank.md": lambda: b" \n\t\n",
    "binary.txt": lambda: bytes(range(256)) * 20,
    "huge.txt": lambda: b"The mayor said it was large. " * (50_000_000 // 29),
    "broken.jsonl": lambda: b'{"id": "x", "text": ',
    "nothing.html": lambda: b"<html><head><title>x</title></head><body><nav><a href='/'>Home</a></nav></body></html>",
    "locked.pdf": _encrypted_pdf,
    "broken.pdf": lambda: b"%PDF-1.7\nnot really",
}


@pytest.mark.parametrize("name", BAD_FILES)
def test_a_file_that_cannot_be_read(run: Runner, copied: Path, tmp_path: Path, name: str) -> None:
    before = run("articles", "--json", data_dir=copied).out
    file = tmp_path / name
    file.write_bytes(BAD_FILES[name]())
    done = run("add", file, data_dir=copied)
    assert name in done.complaint
    assert len(done.complaint) < 400
    assert run("articles", "--json", data_dir=copied).out == before


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_other_encodings_are_read(run: Runner, tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Mayor José Núñez said that the café “was shut”.\n".encode(encoding))
    (added,) = run("add", file, "--json").json()
    assert added["status"] == "added"
    (whole,) = run("show", added["id"], "--json").json()
    assert "José Núñez" in whole["text"]
    assert "“was shut”" in whole["text"]


def test_an_id_given_twice_is_one_article(run: Runner, tmp_path: Path) -> None:
    texts = ["The mayor said it rains.", "The mayor said it snows."]
    file = write(tmp_path / "a.jsonl", *({"id": "twice", "text": text} for text in texts))
    done = run("add", file, "--json")
    statuses = [line["status"] for line in done.json()]
    assert statuses in (["added", "updated"], ["added", "failed"])
    assert len(run("articles", "--json").json()) == 1
    if statuses[1] == "failed":
        assert "twice" in done.complaint


@pytest.mark.parametrize("command", [["show", "no-such-id"], ["remove", "no-such-id"]], ids=" ".join)
def test_an_unknown_article(run: Runner, filled: Path, command: list[str]) -> None:
    assert "no-such-id" in run(*command, data_dir=filled).complaint


def test_an_index_of_another_model(run: Runner, copied: Path) -> None:
    (file,) = copied.glob("*.sqlite3")
    with sqlite3.connect(file) as database:
        database.execute("UPDATE spaces SET model = 'other-model', model_digest = '0'")
    database.close()
    asked = run("ask", "Who said so?", data_dir=copied)
    assert "other-model" in asked.complaint
    assert asked.out == ""
    assert "reindex" in asked.complaint
    assert len(run("articles", "--json", data_dir=copied).json()) > 0
    assert run("reindex", data_dir=copied).code == 0
    assert run("ask", "Who said so?", data_dir=copied).code == 0


def test_a_data_folder_that_is_a_file(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_text("x")
    assert str(file) in run("articles", data_dir=file).complaint
    assert str(file) in run("articles", data_dir=file / "below").complaint
    assert file.read_text() == "x"


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_data_folder_that_may_not_be_written(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir(mode=0o500)
    assert str(folder) in run("articles", data_dir=folder / "data").complaint


def test_a_database_that_is_none(run: Runner, copied: Path) -> None:
    (file,) = copied.glob("*.sqlite3")
    file.write_bytes(b"not a database, by any means" * 1000)
    assert str(file) in run("articles", data_dir=copied).complaint


@pytest.mark.parametrize(
    "url", ["http://no-such-host.invalid/a", "http://127.0.0.1:9/a", "ftp://example.org/a", "http://[::1]/", "http:///"]
)
def test_an_address_that_cannot_be_read(run: Runner, url: str) -> None:
    host = url.removeprefix("http://").partition("/")[0] or url
    assert host in run("add", url).complaint


def test_the_password_of_an_address_is_not_repeated(run: Runner) -> None:
    done = run("add", "--json", "https://me:hunter2@news.example/a", "ftp://me:hunter2@news.example/a")
    assert done.code == 1
    assert "news.example/a" in done.err
    assert "hunter2" not in done.out + done.err


def test_a_question_file_that_is_missing(run: Runner) -> None:
    assert "missing.jsonl" in run("ask", "--batch", "missing.jsonl").complaint


def test_wrong_settings_are_named(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_MODEL_TIMEOUT", "soon")
    assert "WHOCLAIMS_MODEL_TIMEOUT" in run("articles").complaint


def test_a_database_that_cannot_be_reached_keeps_its_password(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_DATABASE_URL", f"postgresql+psycopg://me:{SECRET}@127.0.0.1:9/db")
    done = run("articles")
    assert "127.0.0.1" in done.complaint
    assert SECRET not in done.err + run("--debug", "articles").err + run("doctor").out


def test_the_bot_needs_a_token(run: Runner) -> None:
    assert "DISCORD_TOKEN" in run("bot").complaint


def test_a_bug_is_one_line_and_a_hint(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.store.space import Space

    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError(f"in the middle\nof it, with {SECRET}")

    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setattr(Space, "stats", broken)
    done = run("stats")
    assert "ZeroDivisionError: in the middle of it" in done.complaint
    assert "--debug" in done.complaint
    assert SECRET not in done.err
    shown = run("--debug", "stats")
    assert shown.code == 1
    assert "Traceback" in shown.err
    assert SECRET not in shown.err
