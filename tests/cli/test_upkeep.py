"""``stats``, ``doctor``, ``reindex``, ``export``, ``import``, ``backup`` and ``feed``."""

from __future__ import annotations

import functools
import os
import stat
from pathlib import Path

import pytest

from bot.settings import Settings
from index.feeds import polling
from tests.cli.conftest import Runner, write
from tests.index.feeds.test_feeds import PAGE, item, rss
from tests.index.web.test_fetch import Server, fetcher, reply, server, url

__all__ = ["server"]
SECRET = "hunter2-planted-secret"


def test_stats_count_what_the_space_holds(run: Runner, filled: Path) -> None:
    (counts,) = run("stats", "--json", data_dir=filled).json()
    assert counts["articles"] == 6
    assert counts["claims"] == len(run("claims", "--json", data_dir=filled).json())
    assert counts["own_voice"] == len(run("claims", "--own-voice", "--json", data_dir=filled).json()) - counts["claims"]
    shown = run("stats", data_dir=filled).out
    assert f" {counts['claims']}" in shown


def test_doctor_finds_all_well_and_shows_no_secret(run: Runner, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    monkeypatch.setenv("WHOCLAIMS_CHROMA_TOKEN", SECRET)
    done = run("doctor", "--deep", data_dir=copied)
    assert done.code == 0, done
    assert "bad" not in done.out
    assert "6 articles" in done.out
    assert "0 missing, 0 too many" in done.out
    assert SECRET not in done.out + done.err


def test_doctor_names_what_is_wrong(run: Runner, copied: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WHOCLAIMS_MODEL", "openai:gpt-5-mini")
    done = run("doctor", data_dir=copied)
    assert done.code == 1
    assert "OPENAI_API_KEY" in done.out
    monkeypatch.setenv("OPENAI_API_KEY", SECRET)
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    done = run("doctor", data_dir=copied)
    assert done.code == 1
    assert "cannot be reached" in done.out
    assert SECRET not in done.out + done.err


def test_doctor_shows_no_password_of_an_address_without_a_scheme(
    run: Runner, copied: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("WHOCLAIMS_CHROMA_URL", f"me:{SECRET}@127.0.0.1:9")
    done = run("doctor", data_dir=copied)
    assert "127.0.0.1:9 cannot be reached" in done.out
    assert SECRET not in done.out + done.err


def test_doctor_makes_nothing(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "not-yet"
    assert run("doctor", data_dir=folder).code == 0
    assert not folder.exists()


def test_reindex_builds_as_many_vectors_as_there_are_claims(run: Runner, copied: Path) -> None:
    (counts,) = run("stats", "--json", data_dir=copied).json()
    assert run("reindex", data_dir=copied).out == f"{counts['chunks']} vectors in space default\n"


def test_what_was_exported_comes_back_equal(run: Runner, filled: Path, tmp_path: Path) -> None:
    exported = run("export", data_dir=filled).out
    assert len(exported.splitlines()) == 6
    file = tmp_path / "export.jsonl"
    file.write_text(exported, encoding="utf-8")
    assert run("import", file).out == "6 added\n"
    assert run("export").out == exported
    claims = run("claims", "--json").out.splitlines()
    assert sorted(claims) == sorted(run("claims", "--json", data_dir=filled).out.splitlines())
    assert run("import", file).out == "6 unchanged\n"
    assert run("--space", "other", "import", file).out == "6 added\n"
    both = run("export", "--all").json()
    assert [line["space"] for line in both] == ["default"] * 6 + ["other"] * 6


def test_a_bad_line_of_an_import_is_named(run: Runner, filled: Path, tmp_path: Path) -> None:
    lines = run("export", data_dir=filled).out.splitlines()
    file = write(tmp_path / "export.jsonl", lines[0], "{", lines[1])
    done = run("import", file)
    assert f"{file}: line 2: " in done.complaint
    assert done.out == "2 added, 1 failed\n"


def test_a_backup_is_a_whole_database(run: Runner, copied: Path, tmp_path: Path) -> None:
    target = tmp_path / "backup"
    assert run("backup", target, data_dir=copied).code == 0
    assert stat.S_IMODE(os.stat(target).st_mode) == 0o600
    restored = tmp_path / "restored"
    restored.mkdir()
    target.rename(restored / "whoclaims.sqlite3")
    assert run("export", data_dir=restored).out == run("export", data_dir=copied).out
    assert str(tmp_path / "no" / "x") in run("backup", tmp_path / "no" / "x", data_dir=copied).complaint


def test_feeds_are_followed(run: Runner, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    web = fetcher(server)
    for name in ("add", "poll"):
        monkeypatch.setattr(polling, name, functools.partial(getattr(polling, name), fetcher=web))
    server.routes["/feed"] = reply(200, rss(item("b", "2"), item("a", "1")))
    for name in "ab":
        server.routes[f"/{name}"] = reply(200, PAGE.format(name).encode())
    feed = url(server, "/feed")
    assert run("feed", "list").err == "no feeds; follow one with: whoclaims feed add URL\n"
    assert "Tarn Courier" in run("feed", "add", feed).out
    polled = run("feed", "poll", "--json").json()
    assert [(line["feed"], line["status"]) for line in polled] == [(feed, "added")] * 2
    assert run("feed", "poll").err == "nothing new\n"
    assert len(run("articles", "--json").json()) == 2
    (listed,) = run("feed", "list", "--json").json()
    assert (listed["url"], listed["title"], listed["error"]) == (feed, "Tarn Courier", None)
    assert listed["checked"]
    assert feed in run("feed", "list").out
    assert run("feed", "remove", feed).code == 0
    assert run("feed", "list", "--json").out == ""
    assert feed in run("feed", "remove", feed).complaint


def test_the_bot_is_handed_the_settings(run: Runner, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from bot.discord import run as bot_run

    called: list[tuple[object, ...]] = []
    monkeypatch.setenv("DISCORD_TOKEN", SECRET)
    monkeypatch.setattr(bot_run, "run", lambda settings: called.append((settings.data_dir,)))

    def sync(settings: Settings, guild: int | None) -> int:
        called.append((settings.data_dir, guild))
        return 7

    monkeypatch.setattr(bot_run, "sync", sync)
    assert run("bot").code == 0
    done = run("bot", "--sync", "--guild", "5")
    assert done.code == 0
    assert "7 commands" in done.out
    assert called == [(tmp_path / "data",), (tmp_path / "data", 5)]
    assert run("bot", "--guild", "5").code == 2
