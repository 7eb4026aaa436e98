"""Export, import and backup; the thorough check; what two processes on one store see of each other."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from index.articles import records
from index.errors import StoreError, StoreLocked
from index.schema import Article, Claim, Reference, Stance, Status
from index.store import doctor, exchange
from index.store.library import Library
from tests.faults.worker import numbered
from tests.index.conftest import Open
from tests.index.scripted import WordEmbedder, article

FILES = pytest.mark.parametrize("engines", [{}], ids=["files"])


def _fill(library: Library) -> None:
    for name in ("one", "two"):
        lines = (
            "Ana Ruiz said: it is “closed” 🚧",
            "Own\u2028words",
            "officials denied: all",
            f"Leo Berg said: {name}",
        )
        list(library.space(name).add_many([article(1, *lines, url="https://example.org/1"), article(2)]))


def test_export_and_import_go_round(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    _fill(library)
    lines = list(exchange.export(library))
    assert len(lines) == 4
    with Library.open(data_dir=tmp_path / "other", embedder=WordEmbedder(), attribute=lambda _: []) as other:
        outcome = list(exchange.import_lines(other, lines))
        assert [(space, added.status) for space, added in outcome] == [
            ("one", Status.ADDED), ("one", Status.ADDED), ("two", Status.ADDED), ("two", Status.ADDED),
        ]  # fmt: skip
        assert list(exchange.export(other)) == lines
        assert other.space("one").claims(own_voice=True) == library.space("one").claims(own_voice=True)
        again = [added.status for _, added in exchange.import_lines(other, lines)]
        assert again == [Status.UNCHANGED] * 4
        list(exchange.import_lines(other, exchange.export(library, "one"), space="elsewhere"))
        assert len(other.space("elsewhere").articles()) == 2


def test_references_and_confidence_go_round(open_library: Open, tmp_path: Path) -> None:
    said = article(1, "Ana Ruiz said: she would stay")
    start = said.text.index("she")
    read = Claim(
        ((0, 8),), ((9, 13),), ((start, len(said.text)),), ("Ana Ruiz",), "Ana Ruiz", Stance.VOWS, False,
        (Reference(start, start + 3, "Ana Ruiz"),), 0.75,
    )  # fmt: skip
    library = open_library()
    assert [a.status for a in library.space().add_many([said], attribute=lambda _: [read])] == [Status.ADDED]
    assert library.space().claims()[0].claim == read
    with Library.open(data_dir=tmp_path / "other", embedder=WordEmbedder(), attribute=lambda _: []) as other:
        list(exchange.import_lines(other, exchange.export(library)))
        assert other.space().claims()[0].claim == read


def test_a_broken_line_is_told_and_the_others_are_imported(open_library: Open) -> None:
    library = open_library()
    _fill(library)
    good = list(exchange.export(library, "one"))
    bad = [
        "{",
        "[]",
        '{"space": "x", "article": {"id": 1, "text": "t"}, "claims": []}',
        good[0].replace("[[0", "[[-9", 1),
    ]
    outcome = [added for _, added in exchange.import_lines(library, [good[0], *bad, good[1]], space="three")]
    assert [added.status for added in outcome] == [Status.ADDED, *[Status.FAILED] * 4, Status.ADDED]
    for number, added in enumerate(outcome[1:5], start=2):
        assert added.error is not None
        assert added.error.startswith(f"line {number}: no exported article: ")


STEERING = "\x85\x9b31m \u202eeman\u202c \u200f\u200b\u2028 \x7f \U000e0041"


def test_nothing_that_steers_a_terminal_is_written_and_all_comes_back(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    steering = article(1, f"Ana Ruiz said: it is {STEERING} closed", outlet=f"Gazette {STEERING} x")
    library.space().add(steering)
    (line,) = exchange.export(library)
    assert not set(STEERING.replace(" ", "").replace("31m", "").replace("eman", "")) & set(line)
    assert json.loads(line)["article"]["text"] == steering.text
    with Library.open(data_dir=tmp_path / "other", embedder=WordEmbedder(), attribute=lambda _: []) as other:
        assert [added.status for _, added in exchange.import_lines(other, [line])] == [Status.ADDED]
        assert other.space().article("a1") == library.space().article("a1")
        assert list(exchange.export(other)) == [line]


def _changed(line: str, **fields: object) -> str:
    read = json.loads(line)
    read["article"] |= fields
    return json.dumps(read)


@FILES
def test_an_import_has_the_limits_of_a_loader(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(records, "MAX_TEXT", 5000)
    monkeypatch.setattr(exchange, "MAX_LINE", 50_000)
    library = open_library()
    _fill(library)
    good = list(exchange.export(library, "one"))
    speaker = json.loads(good[0])
    speaker["claims"][0]["speaker"] = "half \ud800"
    bad = {
        _changed(good[0], text="t " * 3000): "line 2: 6,000 characters; an article may have 5,000",
        _changed(good[0], title="t" * 2001): "line 3: title has 2,001 characters; it may have 2,000",
        _changed(good[0], url="file:///etc/passwd"): "line 4: url ",
        _changed(good[0], id="i" * 201): "line 5: id ",
        _changed(good[0], published="yesterday"): "line 6: published: ",
        _changed(good[0], text=json.loads(good[0])["article"]["text"] + "\0"): "line 7: text holds a NUL character",
        json.dumps(speaker): "line 8: speaker holds half a surrogate pair",
        _changed(good[0], more="x" * 50_000): "line 9: more than 0 MB",
        "[" * 40_000: "line 10: no exported article: ",
    }
    outcome = [added for _, added in exchange.import_lines(library, [good[0], *bad, good[1]], space="three")]
    assert [added.status for added in outcome] == [Status.ADDED, *[Status.FAILED] * len(bad), Status.ADDED]
    for added, told in zip(outcome[1:], bad.values(), strict=False):
        assert (added.error or "").startswith(told)
        assert "\n" not in (added.error or "")
    assert len(library.space("three").articles()) == 2
    assert list(exchange.export(library, "one")) == good


@FILES
def test_backup_is_whole_while_others_write(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    space = library.space()
    list(space.add_many(numbered(n) for n in range(20)))
    target = tmp_path / "backup.sqlite3"
    assert exchange.backup(library, target) == target.stat().st_size
    assert target.stat().st_mode & 0o777 == 0o600
    with sqlite3.connect(target) as copy:
        assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    list(space.add_many(numbered(n) for n in range(20, 30)))
    library.settle()
    library.close()

    data_dir = tmp_path / "data"
    for file in data_dir.glob("whoclaims.sqlite3*"):
        file.unlink()
    shutil.copy(target, data_dir / "whoclaims.sqlite3")
    restored = open_library()  # whose vector index is of a later state, which then goes on differently
    list(restored.space().add_many(numbered(n) for n in range(40, 60)))
    assert restored.settle()
    report = doctor.deep(restored, "default")
    assert (report.claims, report.missing, report.surplus) == (320, 0, 0)
    assert restored.space().search_dense("Ana Ruiz said token41 version0 item1", 1)[0][0].startswith("a41#")


def test_backup_that_cannot_be_written(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    with pytest.raises(StoreError, match=r"backup|pg_dump"):
        exchange.backup(library, tmp_path / "no folder" / "backup")


@FILES
def test_a_backup_is_not_begun_anew_with_each_change(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    with library.database.write() as connection:
        connection.exec_driver_sql("CREATE TABLE more (value BLOB)")
        connection.exec_driver_sql("INSERT INTO more VALUES (zeroblob(60000000))")
    steps: list[int] = []

    def write(done: int, _total: int) -> None:
        steps.append(done)
        if len(steps) < 20:
            library.space().add(article(len(steps)))

    exchange.backup(library, tmp_path / "backup.sqlite3", write)
    assert 2 <= len(steps) < 10
    assert steps == sorted(steps)


@FILES
@pytest.mark.parametrize("target", [".", "/", ".."])
def test_a_folder_is_no_place_for_a_backup(open_library: Open, target: str) -> None:
    with pytest.raises(StoreError, match="it is a folder"):
        exchange.backup(open_library(), Path(target))


def test_doctor_finds_and_mends(open_library: Open) -> None:
    library = open_library()
    space = library.space()
    list(space.add_many(numbered(n) for n in range(12)))
    assert library.settle()
    report = doctor.deep(library, "default")
    assert report.well
    assert report.recall >= 0.99
    collection = library.collection(1)
    assert collection is not None
    collection.drop(sorted(collection.rows())[:3])
    report = doctor.deep(library, "default")
    assert (report.missing, report.well) == (3, False)
    assert space.reindex() == 96
    assert doctor.deep(library, "default").missing == 0
    with pytest.raises(StoreError):
        doctor.deep(library, "nowhere")


def test_a_space_of_articles_without_claims_is_well(open_library: Open) -> None:
    library = open_library(attribute=lambda _: [])
    assert library.space().add(Article("a1", "Nothing that anybody said.")).chunks == 0
    found = doctor.deep(library, "default")
    assert found.well
    assert (found.claims, found.vectors, found.asked) == (0, 0, 0)


def test_a_lost_vector_is_found_at_the_next_start(open_library: Open, caplog: pytest.LogCaptureFixture) -> None:
    library = open_library()
    list(library.space().add_many(numbered(n) for n in range(12)))
    assert library.settle()
    collection = library.collection(1)
    assert collection is not None
    collection.drop(sorted(collection.rows())[-1:])
    library.close()
    caplog.set_level("WARNING", "index")
    again = open_library()
    assert again.settle()
    assert doctor.deep(again, "default").well
    assert [r.getMessage() for r in caplog.records] == [
        "space default: the vector index holds 95 vectors where the database holds 96: rebuilding it from the database"
    ]


def test_the_index_of_a_space_whose_dropping_was_cut_off_goes_at_the_next_start(
    open_library: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = open_library()
    for name in ("one", "two"):
        library.space(name).add(article(1))
    assert library.settle()
    library.close()
    killed = open_library()
    monkeypatch.setattr(killed, "will_write", lambda: None)
    killed.drop_space("one")
    killed.close()
    again = open_library()
    again.space("two").add(article(2))
    assert again.settle()
    assert again.follower._index is not None
    assert again.follower._index.space_ids() == {2}


def test_two_processes_see_each_other_at_once(open_library: Open, engines: dict[str, Any]) -> None:
    """The first holds the vector index; the second cannot, and is right all the same. Then the first one goes."""
    holder, other = open_library(follow=True), open_library()
    assert holder.settle()
    assert not other.settle()
    list(other.space().add_many(numbered(n) for n in range(4)))
    for library in (holder, other):
        for n in range(4):
            best = library.space().search_dense(f"Ana Ruiz said token{n} version0 item1 of the count", 1)
            assert best[0][0].startswith(f"a{n}#")
    assert other.space().reindex() == 32
    deadline = time.monotonic() + 60
    while not doctor.deep(holder, "default").well and time.monotonic() < deadline:
        time.sleep(0.05)
    assert doctor.deep(holder, "default").well
    if "chroma_url" in engines:
        assert doctor.deep(other, "default").well  # a server can be read beside the process that applies changes to it
    else:
        with pytest.raises(StoreLocked, match="stop it for a deep check"):
            doctor.deep(other, "default")
    holder.space().remove("a3")
    assert not any(claim.startswith("a3#") for claim, _ in other.space().search_dense("token3", 32))
    holder.close()
    deadline = time.monotonic() + 60  # a server frees the lock only once it has noticed that the holder went
    while not (settled := other.settle()) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert settled
    assert doctor.deep(other, "default").well


@FILES
def test_the_kernel_releases_the_lock_of_a_killed_bot(open_library: Open, tmp_path: Path) -> None:
    bot = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", str(tmp_path / "data"), "follow"],
        stdout=subprocess.PIPE, text=True, cwd=Path(__file__).parents[3], env=dict(os.environ),
    )  # fmt: skip
    assert bot.stdout is not None
    assert bot.stdout.readline() == "ready\n"
    library = open_library()
    deadline = time.monotonic() + 60
    while library.follower.hold() and time.monotonic() < deadline:  # until the bot has taken it
        library.follower.close()
        library.close()
        time.sleep(0.5)
        library = open_library()
    library.space().add(numbered(1))
    assert not library.settle()
    bot.send_signal(signal.SIGKILL)
    bot.wait()
    bot.stdout.close()
    assert library.settle()
    assert doctor.deep(library, "default").well


@FILES
def test_a_backup_never_replaces_the_database_itself(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    library.space().add(numbered(1))
    (tmp_path / "link").symlink_to(tmp_path / "data")
    for name in ("data/whoclaims.sqlite3", "link/whoclaims.sqlite3-wal", "data/index.lock"):
        with pytest.raises(StoreError, match="would replace the database itself"):
            exchange.backup(library, tmp_path / name)
    assert len(library.space().articles()) == 1
