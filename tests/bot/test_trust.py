"""Keys of the environment go to no address that only a file of the current folder names; secrets show in no form."""

from __future__ import annotations

import http.server
import json
import os
import re
import threading
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import pytest

from bot import redaction, settings
from bot.discord.logs import JsonFormatter
from bot.library import open_library
from index.errors import SettingsError, StoreError
from tests.cli.conftest import Run, Runner

KEY = "Pl4nted-key-of-the-environment"


@pytest.fixture(autouse=True)
def _bare(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("PGPASSWORD", raising=False)
    for name in settings.variables().values():
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """A server at the address ``heard[0]``; each request adds its line and headers."""
    found: list[str] = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            found.append(f"{self.path} {dict(self.headers)}")
            self.send_error(500)

        do_POST = do_GET  # noqa: N815

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    found.append(f"http://127.0.0.1:{server.server_address[1]}")
    yield found
    server.shutdown()
    server.server_close()


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    from bot.cli import main

    def ran(*arguments: str) -> Run:
        code = main(["--data-dir", str(tmp_path / "data"), *arguments])
        captured = capsys.readouterr()
        assert KEY not in captured.out + captured.err
        return Run(code, captured.out, captured.err)

    return ran


def env(**values: str) -> None:
    Path(".env").write_text("".join(f"{name}={value}\n" for name, value in values.items()), encoding="utf8")
    Path(".env").chmod(0o600)


def filled(run: Runner) -> None:
    Path("a.txt").write_text("The mayor, Ida Holm, said on Monday that the tram would run again in May.\n")
    assert run("add", "a.txt").code == 0


def test_the_models_key_of_the_environment_goes_to_no_address_of_the_folder(
    run: Runner, heard: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    filled(run)
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("WHOCLAIMS_MODEL_RETRIES", "0")
    env(OPENAI_BASE_URL=heard[0] + "/v1")
    for command in (["ask", "Who said that the tram would run?"], ["doctor"]):
        done = run(*command)
        assert done.code == 1
        assert "OPENAI_API_KEY comes from the environment and OPENAI_BASE_URL does not" in done.out + done.err
    assert len(heard) == 1
    assert run("stats").code == 0  # what sends no key goes on
    monkeypatch.setenv("OPENAI_BASE_URL", heard[0] + "/v1")
    assert run("ask", "Who said that the tram would run?").code == 0
    assert any(f"Bearer {KEY}" in one for one in heard[1:])


def test_nor_does_the_token_of_chroma(run: Runner, heard: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_CHROMA_TOKEN", KEY)
    env(WHOCLAIMS_CHROMA_URL=heard[0])
    filled_file = Path("a.txt")
    filled_file.write_text("The mayor, Ida Holm, said on Monday that the tram would run again in May.\n")
    for command in (["add", "a.txt"], ["ask", "Who said that the tram would run?"], ["reindex"], ["doctor", "--deep"]):
        done = run(*command)
        assert done.code == 1, command
        assert "WHOCLAIMS_CHROMA_TOKEN comes from the environment" in done.out + done.err
    assert len(heard) == 1


def test_nor_does_the_password_that_postgresqls_own_library_reads(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PGPASSWORD", KEY)
    env(WHOCLAIMS_DATABASE_URL="postgresql://me@127.0.0.1:9/whoclaims")
    with pytest.raises(SettingsError, match="PGPASSWORD comes from the environment"):
        open_library(settings.load(data_dir=tmp_path / "data"))
    env(WHOCLAIMS_DATABASE_URL="postgresql://me:of-its-own@127.0.0.1:9/whoclaims")
    with pytest.raises(StoreError):  # it goes as far as the server, which is not there
        open_library(settings.load(data_dir=tmp_path / "data"))


def test_both_from_one_place_or_the_key_from_the_lesser_are_used(monkeypatch: pytest.MonkeyPatch) -> None:
    env(OPENAI_BASE_URL="http://127.0.0.1:9", OPENAI_API_KEY="of-the-file")
    settings.load().check_model()
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9")
    settings.load().check_model()
    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    settings.load().check_model()
    monkeypatch.delenv("OPENAI_BASE_URL")
    with pytest.raises(SettingsError):
        settings.load().check_model()


def test_a_bot_with_such_a_file_does_not_start(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bot.discord import run

    monkeypatch.setenv("OPENAI_API_KEY", KEY)
    monkeypatch.setenv("DISCORD_TOKEN", "x")
    env(OPENAI_BASE_URL="http://127.0.0.1:9")
    with pytest.raises(SettingsError, match="OPENAI_BASE_URL"):
        run.run(settings.load(data_dir=tmp_path / "data"))


@pytest.mark.skipif(os.name != "posix", reason="modes are POSIX's")
@pytest.mark.parametrize("mode", [0o602, 0o666, 0o646])
def test_a_file_that_others_may_write_is_refused(mode: int) -> None:
    env(WHOCLAIMS_SPACE="theirs")
    assert settings.load().space == "theirs"
    Path(".env").chmod(mode)
    with pytest.raises(SettingsError, match=r"\.env may be written by others and is not read: chmod go-w"):
        settings.load()


@pytest.mark.skipif(os.name != "posix" or os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_or_a_link_of_theirs_is_refused(tmp_path: Path) -> None:
    env(WHOCLAIMS_SPACE="theirs")
    os.chown(".env", 12345, 0)
    with pytest.raises(SettingsError, match="belongs to another user"):
        settings.load()
    os.chown(".env", 0, 0)
    Path(".env").rename("real")
    Path(".env").symlink_to("real")
    assert settings.load().space == "theirs"
    os.chown(".env", 12345, 0, follow_symlinks=False)
    with pytest.raises(SettingsError, match="belongs to another user"):
        settings.load()
    Path("grouped").write_text("WHOCLAIMS_SPACE=theirs\n")
    os.chown("grouped", 0, 12345)
    Path("grouped").chmod(0o664)
    Path(".env").unlink()
    Path("grouped").rename(".env")
    with pytest.raises(SettingsError, match="may be written by others"):
        settings.load()


def test_a_file_that_is_no_text_is_one_line() -> None:
    Path(".env").write_bytes(b"WHOCLAIMS_SPACE=\xff\xfe\n")
    Path(".env").chmod(0o600)
    with pytest.raises(SettingsError, match=r"\.env cannot be read"):
        settings.load()


ODD = [
    "plain-secret",
    'with"quote',
    "back\\slash'quote",
    "pass/word:und@at",
    "ünïcode-ключ",
    "per%20cent%2F",
    "a b+c&d=e",
]


@pytest.mark.parametrize("secret", ODD)
def test_a_secret_is_blotted_out_in_every_form(monkeypatch: pytest.MonkeyPatch, secret: str) -> None:
    monkeypatch.setenv("WHOCLAIMS_CHROMA_TOKEN", secret)
    loaded = settings.load()
    told = [secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1], repr(secret)[1:-1]]
    told += [
        quote(secret, safe=""),
        quote(secret),
        re.sub("%..", lambda found: found[0].lower(), quote(secret, safe="")),
    ]
    for form in told:
        assert loaded.redacted(f"<{form}>") == "<***>"
        line = JsonFormatter(loaded.secrets(), messages=True).blotted(f"<{form}>")
        assert line == "<[hidden]>"


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://me:first@second-half@db.example/whoclaims",
        "postgresql://me:first%40second-half@db.example/whoclaims",
        "postgresql://db.example/whoclaims?user=me&password=first@second-half",
        "postgresql://me:first@second-half@db.example/whoclaims?application_name=a@b",
    ],
)
def test_a_database_password_with_an_at_is_blotted_out_however_it_is_taken_apart(
    monkeypatch: pytest.MonkeyPatch, address: str
) -> None:
    monkeypatch.setenv("WHOCLAIMS_DATABASE_URL", address)
    loaded = settings.load()
    for told in (address, "first@second-half", "first%40second-half"):
        assert "second-half" not in loaded.redacted(f"no host {told} here")
    if "me:first@" in address:
        assert "second-half" not in loaded.redacted("could not resolve second-half@db.example")
    assert "db.example" in loaded.redacted("could not resolve db.example")


def test_longer_forms_go_first_so_that_none_leaves_a_rest() -> None:
    assert redaction.redacted("abcdef abc", redaction.forms(["abc", "abcdef"])) == "*** ***"
