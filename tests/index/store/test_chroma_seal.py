"""Whether the files of the embedded index are those of the last complete write."""

from __future__ import annotations

from pathlib import Path

from index.store.chroma_seal import FAULT, Watch, killed, seal, sealed


def test_files_that_changed_after_the_seal(tmp_path: Path) -> None:
    assert sealed(tmp_path)
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "data.bin").write_bytes(b"x" * 100)
    assert not sealed(tmp_path)
    seal(tmp_path)
    assert sealed(tmp_path)
    (tmp_path / "one" / "data.bin").write_bytes(b"y" * 100)
    assert not sealed(tmp_path)


def test_a_watch_that_is_closed_tells_of_no_fault(tmp_path: Path) -> None:
    Watch(tmp_path).close()
    assert not killed(tmp_path)
    (tmp_path / FAULT).write_text('Fatal Python error: Bus error\n  File "chromadb/api/rust.py"\n')
    assert killed(tmp_path)
