"""May the files of the embedded vector index be opened?

Chroma rewrites its HNSW files in place. A process that dies in between leaves files which make Chroma fail or, where
`data_level0.bin` is short, take the whole process down with a segmentation fault. So the holder keeps a seal beside
them: the sizes and times of all HNSW files, broken before each write and renewed after it. A folder without a fitting
seal is first opened by a child process that tries every collection; if that one fails, the folder is thrown away and
built anew from the database.
"""

from __future__ import annotations

import json
import logging
import os
import subprocess
import sys
from pathlib import Path

log = logging.getLogger(__name__)

SEAL = "whoclaims-seal.json"
_PROBE_SECONDS = 600


def sealed(folder: Path) -> bool:
    """True where the files are those that were there after the last complete write (or there are none)."""
    files = _files(folder)
    try:
        return bool(json.loads((folder / SEAL).read_text("utf-8")) == files)
    except (OSError, ValueError):
        return not files and not (folder / "chroma.sqlite3").exists()


def unseal(folder: Path) -> None:
    """Say that the files are about to change; on disk before this returns."""
    (folder / SEAL).unlink(missing_ok=True)
    _sync(folder)


def seal(folder: Path) -> None:
    """Say that the files are complete as they are."""
    written = folder / (SEAL + ".new")
    with written.open("w", encoding="utf-8") as out:
        json.dump(_files(folder), out)
        out.flush()
        os.fsync(out.fileno())
    written.replace(folder / SEAL)
    _sync(folder)


def probe(folder: Path) -> bool:
    """Open the folder in a child process and try every collection; False where that fails in any way."""
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module, no shell
            [sys.executable, "-m", "index.probe", str(folder)],
            capture_output=True, timeout=_PROBE_SECONDS, check=False, cwd=Path(__file__).parents[1],
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return False
    log.debug("probe of %s: %s %s", folder, done.returncode, done.stderr[-2000:])
    return done.returncode == 0


def _files(folder: Path) -> dict[str, list[int]]:
    found = {}
    for path in sorted(folder.glob("*/*")):
        about = path.stat()
        found[str(path.relative_to(folder))] = [about.st_size, about.st_mtime_ns]
    return found


def _sync(folder: Path) -> None:
    if os.name == "posix":  # Windows cannot sync a folder, and does not need to
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
