"""Two writers, two readers and a bot on one store, shortly (`python -m tests.faults.soak` is the long run)."""

from __future__ import annotations

from pathlib import Path

from tests.faults.soak import soak


def test_everyone_sees_what_was_acknowledged(tmp_path: Path) -> None:
    found = soak({"data_dir": tmp_path / "data"}, tmp_path, 6)
    assert found["acknowledged"] > 3, found
    assert found["asked"] > 2, found
    assert [found[fault] for fault in ("lost", "stale", "risen", "wrong", "missing", "surplus")] == [0] * 6, found
