"""Files that were changed behind the store's back: told, mended where that can be, and never fatal twice."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import sqlalchemy as sa

from index.errors import StoreError
from index.store import chroma_seal, doctor
from index.store.database import FILE_NAME
from index.store.library import CHROMA_FOLDER, LOCK_FILE, Library
from index.store.tables import articles, claim_number
from tests.faults.check import whole
from tests.faults.worker import numbered
from tests.index.scripted import WordEmbedder, article, attribute
from tests.index.store.test_faults import ROOT, filled

__all__ = ["filled"]
ALL = [f"a{n}" for n in range(150)]


def _open(data_dir: Path) -> Library:
    return Library.open(data_dir=data_dir, embedder=WordEmbedder(), attribute=attribute)


def _change(path: Path, how: str) -> None:
    """Other bytes, the same size and time."""
    about, data = path.stat(), bytearray(path.read_bytes())
    if how == "zeroed":
        data = bytearray(len(data))
    else:
        chance = random.Random(how)
        for at in chance.sample(range(len(data)), min(len(data), max(1, len(data) // 500))):
            data[at] ^= 1 << chance.randrange(8)
    path.write_bytes(bytes(data))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))


@pytest.mark.parametrize("file", ["link_lists.bin", "data_level0.bin", "header.bin", "length.bin"])
@pytest.mark.parametrize("how", ["zeroed", "flipped"])
def test_files_of_the_same_size_and_time_with_other_bytes_are_not_opened(
    filled: Path, tmp_path: Path, file: str, how: str, caplog: pytest.LogCaptureFixture
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(filled, data_dir)
    (path,) = (data_dir / CHROMA_FOLDER).glob(f"*/{file}")
    before = path.read_bytes()
    _change(path, how)
    caplog.set_level("WARNING", "index")
    if path.read_bytes() == before:
        pytest.skip("a file of zeros")
    assert not chroma_seal.sealed(data_dir / CHROMA_FOLDER)
    assert whole(data_dir, ALL)["vectors"] == 1200
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1, told
    assert "not those that were written last" in told[0]


def test_a_new_seal_reads_no_file_again_that_did_not_change(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "chroma"
    (folder / "one").mkdir(parents=True)
    for n in range(3):
        (folder / "one" / f"{n}.bin").write_bytes(os.urandom(100))
    chroma_seal.seal(folder)
    (folder / "one" / "1.bin").write_bytes(os.urandom(101))
    read: list[str] = []
    real = chroma_seal._checksums

    def counted(path: Path) -> list[str]:
        read.append(path.name)
        return real(path)

    monkeypatch.setattr(chroma_seal, "_checksums", counted)
    chroma_seal.seal(folder)
    assert read == ["1.bin"]
    assert chroma_seal.sealed(folder)


def test_a_seal_of_the_version_before_is_taken_and_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "chroma"
    (folder / "one").mkdir(parents=True)
    file = folder / "one" / "data_level0.bin"
    file.write_bytes(os.urandom(100))
    old = {"one/data_level0.bin": [100, file.stat().st_mtime_ns]}
    (folder / chroma_seal.SEAL).write_text(json.dumps(old))
    assert chroma_seal.sealed(folder)
    chroma_seal.seal(folder)
    assert chroma_seal.sealed(folder)
    _change(file, "flipped")
    assert not chroma_seal.sealed(folder)
    (folder / chroma_seal.SEAL).write_text(json.dumps({"one/data_level0.bin": [99, 1]}))
    assert not chroma_seal.sealed(folder)


FATAL = """
import sys
from pathlib import Path
from index.store import chroma_seal
from index.store.library import Library
from tests.faults.worker import numbered
from tests.index.scripted import WordEmbedder, attribute
chroma_seal.sealed = lambda folder: True  # as if the damage had come after the look
with Library.open(data_dir=Path(sys.argv[1]), embedder=WordEmbedder(), attribute=attribute) as library:
    library.settle()
    collection = library.collection(1)
    if sys.argv[2] == "fault":
        import faulthandler
        import chromadb.api.models.Collection as module
        module.Collection.count = lambda self: faulthandler._sigsegv()
        exec(compile("f()", module.__file__, "exec"), {"f": faulthandler._sigsegv})
    import os, signal
    os.kill(os.getpid(), signal.SIGKILL)
"""


def _fatal(data_dir: Path, how: str) -> int:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONFAULTHANDLER"}
    command = [sys.executable, "-c", FATAL, str(data_dir), how]
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, check=False).returncode


@pytest.mark.skipif(os.name != "posix", reason="signals are POSIX's")
def test_an_index_that_ended_a_process_is_not_opened_a_second_time(
    filled: Path, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(filled, data_dir)
    caplog.set_level("WARNING", "index")
    assert _fatal(data_dir, "kill") == -9  # from outside: the files are as whole as before
    assert not chroma_seal.killed(data_dir / CHROMA_FOLDER)
    assert _fatal(data_dir, "fault") == -11
    assert chroma_seal.killed(data_dir / CHROMA_FOLDER)
    assert chroma_seal.sealed(data_dir / CHROMA_FOLDER)
    assert whole(data_dir, ALL)["vectors"] == 1200
    told = [record.getMessage() for record in caplog.records]
    assert len(told) == 1, told
    assert "it ended a process" in told[0]
    caplog.clear()
    assert whole(data_dir, ALL)["vectors"] == 1200
    assert caplog.records == []


def test_an_index_that_another_index_follows_is_watched_no_longer(filled: Path, tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    shutil.copytree(filled, data_dir)
    with _open(data_dir) as library:
        library.settle()
    assert not (data_dir / CHROMA_FOLDER / chroma_seal.FAULT).exists()


def test_an_article_that_is_not_what_was_stored_is_told(tmp_path: Path) -> None:
    with _open(tmp_path / "data") as library:
        list(library.space().add_many(article(n) for n in range(12)))
        assert doctor.deep(library, "default").well
        with library.database.write() as connection:
            other = sa.update(articles).where(articles.c.key == "a7").values(text=articles.c.text + "!")
            connection.execute(other)
            connection.execute(sa.update(articles).where(articles.c.key == "a3").values(outlet="Another"))
        found = doctor.deep(library, "default")
    assert found.damaged == ("a3", "a7")
    assert found.indexed
    assert not found.well


def test_reindex_is_not_advised_right_after_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from bot.cli import checks
    from bot.settings import Settings

    embedder = WordEmbedder()
    monkeypatch.setattr(checks, "open_library", lambda _: _open(tmp_path / "data"))
    settings = Settings(_env_file=None, data_dir=tmp_path / "data")

    def told() -> str:
        (check,) = checks.deep_checks(settings)
        return check.words

    def spoil(library: Library) -> None:
        collection = library.collection(1)
        assert collection is not None
        second = next(
            row for row in sorted(collection.rows()) if claim_number(row) == 2
        )  # the look at start has firsts
        collection.put([second], np.asarray(embedder.embed(["lost"])), [{"article": "gone"}])
        library.follower._index.seal()  # type: ignore[union-attr]

    with _open(tmp_path / "data") as library:
        space = library.space()
        space.add(article(0))
        assert library.settle()
        list(space.add_many(article(n) for n in range(1, 12)))
        assert library.settle()
        spoil(library)
    assert "1 wrong" in told()
    assert told().endswith("; reindex mends it")
    with _open(tmp_path / "data") as library:
        library.space().reindex()
        spoil(library)
        assert doctor.deep(library, "default").fresh
    assert told().endswith("building it again changes nothing")
    with _open(tmp_path / "data") as library:
        library.space().add(article(99))
        assert library.settle()
        assert not doctor.deep(library, "default").fresh


def test_a_database_of_no_bytes_is_told_and_not_taken_for_a_new_library(tmp_path: Path) -> None:
    data_dir = tmp_path / "data"
    with _open(data_dir) as library:
        library.space().add(numbered(1))
    for name in (FILE_NAME, FILE_NAME + "-wal"):
        (data_dir / name).write_bytes(b"")
    with pytest.raises(StoreError, match=r"is empty \(0 bytes\)"):
        _open(data_dir)
    assert (data_dir / CHROMA_FOLDER).exists()  # nothing is thrown away
    shutil.rmtree(data_dir / CHROMA_FOLDER)
    (data_dir / LOCK_FILE).unlink()
    with _open(data_dir) as library:  # a process that died as it made a new one
        assert library.spaces() == []
