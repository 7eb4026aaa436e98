"""May the files of the embedded vector index be opened?

Chroma rewrites its HNSW files in place and reads them without a check. A process that dies in between, or a disk that
gives back other bits, leaves files which make Chroma fail or take the whole process down with a segmentation fault:
where `data_level0.bin` is short at the first query, elsewhere not before some later write. So the holder keeps a seal
beside them: the size, time and checksums of all HNSW files after the last complete write. Files that are still those of
the seal are whole (what is new then stands in Chroma's SQLite journal, which a crash does not hurt). Others are not
opened at all: the folder is thrown away and built anew from the database. Nor are files opened a second time that ended
a process by a fault in spite of that (``Watch``).

A checksum is blake2b of a block of 16 MB: 100,000 vectors (180 MB) take a quarter of a second to check. Files whose
size and time stayed as they were are not read again for a new seal.
"""

from __future__ import annotations

import contextlib
import faulthandler
import hashlib
import json
import os
from pathlib import Path
from typing import Any, TextIO

SEAL = "whoclaims-seal.json"
FAULT = "whoclaims-fault.txt"
_BLOCK = 1 << 24
_DIGEST_BYTES = 16

Files = dict[str, Any]


def sealed(folder: Path) -> bool:
    """True where the files are those that were there after the last complete write (or there are none)."""
    known = _read(folder)
    try:
        if known is None:
            return not any(folder.glob("*/*")) and not (folder / "chroma.sqlite3").exists()
        if known and all(isinstance(of, list) for of in known.values()):  # of the version before: size and time alone
            found = {str(path.relative_to(folder)): path.stat() for path in folder.glob("*/*")}
            return known == {name: [about.st_size, about.st_mtime_ns] for name, about in found.items()}
        return known == _files(folder, {})
    except OSError:  # a file that cannot be read
        return False


def seal(folder: Path) -> None:
    """Say that the files are complete as they are; on disk when this returns."""
    written = folder / (SEAL + ".new")
    files = _files(folder, _read(folder) or {})
    with written.open("w", encoding="utf-8") as out:
        json.dump(files, out)
        out.flush()
        os.fsync(out.fileno())
    written.replace(folder / SEAL)
    _sync(folder)


class Watch:
    """Notes down, while an index is open, if the process ends by a fault (SIGSEGV, SIGBUS, SIGABRT).

    Python's own faulthandler writes the frames of all threads into a file beside the index. Where somebody has turned
    it on for another purpose it is left to that.
    """

    def __init__(self, folder: Path) -> None:
        self._path = folder / FAULT
        self._file: TextIO | None = None
        if not faulthandler.is_enabled():
            handle = os.open(self._path, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
            self._file = os.fdopen(handle, "w")
            faulthandler.enable(self._file, all_threads=True)

    def close(self) -> None:
        """The index is closed, and what happens from here on is not its doing."""
        if self._file is not None:
            faulthandler.disable()
            self._file.close()
            self._file = None
            self._path.unlink(missing_ok=True)


def killed(folder: Path) -> bool:
    """True where a process ended by a fault while it was at work in Chroma on these files."""
    with contextlib.suppress(OSError):
        return "chromadb" in (folder / FAULT).read_text("utf-8", "replace")
    return False


def _read(folder: Path) -> Files | None:
    try:
        found = json.loads((folder / SEAL).read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found if isinstance(found, dict) else None


def _files(folder: Path, known: Files) -> Files:
    """What identifies each file; the checksums of ``known`` are taken over where size and time are the same."""
    found: Files = {}
    for path in sorted(folder.glob("*/*")):
        name, about = str(path.relative_to(folder)), path.stat()
        of: dict[str, Any] = {"size": about.st_size, "time": about.st_mtime_ns}
        before = known.get(name)
        if isinstance(before, dict) and {key: before.get(key) for key in of} == of and "blocks" in before:
            of["blocks"] = before["blocks"]
        else:
            of["blocks"] = _checksums(path)
        found[name] = of
    return found


def _checksums(path: Path) -> list[str]:
    with path.open("rb") as file:
        blocks = iter(lambda: file.read(_BLOCK), b"")
        return [hashlib.blake2b(block, digest_size=_DIGEST_BYTES).hexdigest() for block in blocks]


def _sync(folder: Path) -> None:
    if os.name == "posix":  # Windows cannot sync a folder, and does not need to
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
