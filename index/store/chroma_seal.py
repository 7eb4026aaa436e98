"""May the files of the embedded vector index be opened?

Chroma rewrites its HNSW files in place. A process that dies in between leaves files which make Chroma fail or take the
whole process down with a segmentation fault: where `data_level0.bin` is short at the first query, elsewhere not before
some later write. So the holder keeps a seal beside them, the sizes and times of all HNSW files after the last complete
write. Files that are still those of the seal were not being rewritten (what is new then stands in Chroma's SQLite
journal, which a crash does not hurt). Others are not opened at all: the folder is thrown away and built anew from the
database.
"""

from __future__ import annotations

import json
import os
from pathlib import Path

SEAL = "whoclaims-seal.json"


def sealed(folder: Path) -> bool:
    """True where the files are those that were there after the last complete write (or there are none)."""
    files = _files(folder)
    try:
        return bool(json.loads((folder / SEAL).read_text("utf-8")) == files)
    except (OSError, ValueError):
        return not files and not (folder / "chroma.sqlite3").exists()


def seal(folder: Path) -> None:
    """Say that the files are complete as they are; on disk when this returns."""
    written = folder / (SEAL + ".new")
    with written.open("w", encoding="utf-8") as out:
        json.dump(_files(folder), out)
        out.flush()
        os.fsync(out.fileno())
    written.replace(folder / SEAL)
    _sync(folder)


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
