"""Kills, damaged files and full disks: what was acknowledged is there, and the next command works without advice."""

from __future__ import annotations

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import StoreError
from index.schema import Article, Claim, Status
from index.store import chroma, chroma_seal
from index.store.library import CHROMA_FOLDER, Library
from index.store.writer import AHEAD_ARTICLES, BATCH_ARTICLES
from tests.faults.check import whole
from tests.faults.worker import numbered
from tests.index.conftest import Open
from tests.index.scripted import WordEmbedder, attribute

ROOT = Path(__file__).parents[3]


def _start(data_dir: Path, *command: str, **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.faults.worker", str(data_dir), *command],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT, env={**os.environ, **environment},
    )  # fmt: skip


def _acknowledged(out: str) -> list[str]:
    lines = out.split("\n")[:-1]  # a line that was cut off has told nobody anything
    return [line.split()[1] for line in lines if line.startswith(("added ", "unchanged "))]


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with 150 articles (1,200 vectors: enough for Chroma to have written its HNSW files)."""
    data_dir = tmp_path_factory.mktemp("filled") / "data"
    with Library.open(data_dir=data_dir, embedder=WordEmbedder(), attribute=attribute) as library:
        assert len(list(library.space().add_many(numbered(n) for n in range(150)))) == 150
    assert list(data_dir.glob(f"{CHROMA_FOLDER}/*/index_metadata.pickle"))
    return data_dir


@pytest.mark.parametrize(
    "file",
    ["index_metadata.pickle", "data_level0.bin", "chroma.sqlite3", "all"],
)
def test_a_damaged_vector_index_is_rebuilt_with_one_line(
    filled: Path, tmp_path: Path, file: str, caplog: pytest.LogCaptureFixture
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(filled, data_dir)
    if file == "all":
        shutil.rmtree(data_dir / CHROMA_FOLDER)
    else:
        (path,) = list((data_dir / CHROMA_FOLDER).rglob(file))
        path.write_bytes(b"")
    caplog.set_level("WARNING", "index")
    assert whole(data_dir, [f"a{n}" for n in range(150)])["vectors"] == 1200
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1, told
    assert "vector index" in told[0]


def test_a_damaged_vector_index_on_another_disk_is_rebuilt(filled: Path, tmp_path: Path) -> None:
    data_dir, elsewhere = tmp_path / "data", tmp_path / "elsewhere"
    shutil.copytree(filled, data_dir)
    (data_dir / CHROMA_FOLDER).rename(elsewhere)
    (data_dir / CHROMA_FOLDER).symlink_to(elsewhere)
    (elsewhere / "chroma.sqlite3").write_bytes(b"no database" * 500)
    (elsewhere / chroma_seal.SEAL).unlink()
    with Library.open(data_dir=data_dir, embedder=WordEmbedder(), attribute=attribute) as library:
        assert library.settle()
        assert library.space().reindex() == 1200
    assert (data_dir / CHROMA_FOLDER).is_symlink()


@pytest.mark.parametrize("command", [("add", "0", "100000"), ("reindex",)])
def test_kill_at_random_moments(filled: Path, tmp_path: Path, command: tuple[str, ...]) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(filled, data_dir)
    acknowledged = [f"a{n}" for n in range(150)]
    for seed, sent in enumerate((signal.SIGKILL, signal.SIGTERM)):
        process = _start(data_dir, *command)
        time.sleep(1.0 + random.Random(seed).random() * 1.5)
        process.send_signal(sent)
        out, err = process.communicate()
        assert "Traceback" not in err, err
        acknowledged += _acknowledged(out)
    whole(data_dir, acknowledged)


def test_full_disk_is_one_line_and_loses_nothing(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    process = _start(data_dir, "add", "0", "100000", WORKER_FILE_LIMIT=str(3_000_000))
    out, err = process.communicate(timeout=120)
    assert "Traceback" not in err + out, err
    failed = [line for line in out.splitlines() if line.startswith("failed")]
    assert failed
    assert "database" in failed[0]
    acknowledged = _acknowledged(out)
    assert len(acknowledged) > 20
    whole(data_dir, acknowledged)


def test_without_room_the_vector_index_waits_and_says_so_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    with Library.open(data_dir=tmp_path / "data", embedder=WordEmbedder(), attribute=attribute) as library:
        space = library.space()
        space.add(numbered(0))
        assert library.settle()
        monkeypatch.setattr(chroma, "ROOM", 1 << 62)
        for n in (1, 2):
            assert space.add(numbered(n)).status == "added"
            question = f"Ana Ruiz said token{n} version0 item1 of the count"
            assert any(claim.startswith(f"a{n}#") for claim, _ in space.search_dense(question, 10))
        with pytest.raises(StoreError, match="MB are free"):
            space.reindex()
    told = [record.getMessage() for record in caplog.records if record.levelname == "WARNING"]
    assert len(told) == 1, told
    assert "MB are free" in told[0]
    monkeypatch.undo()
    assert whole(tmp_path / "data", ["a0", "a1", "a2"])["vectors"] == 24


def test_a_failing_database_is_not_fed_the_rest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def attributed(one: Article) -> list[Claim]:
        read.append(one.id)
        return attribute(one)

    with Library.open(data_dir=tmp_path / "data", embedder=WordEmbedder(), attribute=attributed) as library:
        with library.database.write() as connection:
            full = "CREATE TRIGGER full BEFORE INSERT ON articles BEGIN SELECT RAISE(FAIL, 'disk is full'); END"
            connection.exec_driver_sql(full)
        outcome = list(library.space().add_many(numbered(n) for n in range(200)))
    assert [one.id for one in outcome] == [f"a{n}" for n in range(200)]
    assert {one.status for one in outcome} == {Status.FAILED}
    assert len({one.error for one in outcome}) == 1
    assert len(read) <= BATCH_ARTICLES + AHEAD_ARTICLES


def test_articles_are_read_side_by_side_and_told_in_order(tmp_path: Path) -> None:
    second_begun = threading.Event()

    def attributed(one: Article) -> list[Claim]:
        if one.id == "a0":
            assert second_begun.wait(30), "the second article waits for the first"
        if one.id == "a1":
            second_begun.set()
            raise ValueError("no good")
        return attribute(one)

    with Library.open(data_dir=tmp_path / "data", embedder=WordEmbedder(), attribute=attributed) as library:
        outcome = list(library.space().add_many(numbered(n) for n in range(12)))
        assert [one.id for one in outcome] == [f"a{n}" for n in range(12)]
        assert [one.id for one in outcome if one.status is Status.FAILED] == ["a1"]
        assert len(library.space().articles()) == 11


def test_a_folder_that_cannot_be_written_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(StoreError, match=r"data folder .* cannot be made"):
        Library.open(data_dir=tmp_path / "file" / "data")
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "whoclaims.sqlite3").write_bytes(b"no database at all" * 500)
    with pytest.raises(StoreError, match="not a database"):
        Library.open(data_dir=tmp_path / "data")


def test_a_folder_of_another_user_that_can_be_written_is_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def refused(_self: Path, _mode: int) -> None:
        raise PermissionError(1, "Operation not permitted")

    (tmp_path / "data").mkdir(mode=0o777)
    (tmp_path / "data").chmod(0o777)
    monkeypatch.setattr(Path, "chmod", refused)
    with Library.open(data_dir=tmp_path / "data", embedder=WordEmbedder(), attribute=attribute) as library:
        assert library.space().add(numbered(1)).status == "added"
    assert [record.getMessage() for record in caplog.records][:1] == [
        f"the data folder {tmp_path / 'data'} can be read by others and is another user's: its mode is left"
    ]


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_files_are_private(open_library: Open, tmp_path: Path) -> None:
    library = open_library()
    library.space().add(numbered(1))
    library.settle()
    assert (tmp_path / "data").stat().st_mode & 0o777 == 0o700
    for file in (tmp_path / "data").glob("*"):
        assert file.stat().st_mode & 0o077 == 0, file
