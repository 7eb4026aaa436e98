"""One process at a time writes the vector index."""

from __future__ import annotations

from pathlib import Path

from index.store.lock import FolderLock, NoLock


def test_a_folder_has_one_holder(tmp_path: Path) -> None:
    one, other = FolderLock(tmp_path / "index.lock"), FolderLock(tmp_path / "index.lock")
    assert one.acquire()
    assert one.acquire()
    assert not other.acquire()
    one.release()
    assert other.acquire()
    other.release()


def test_what_cannot_be_written_has_none() -> None:
    lock = NoLock()
    assert not lock.acquire()
    lock.release()
