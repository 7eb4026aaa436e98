"""A picture -> a file: whole or not at all."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from index.errors import InputError


def extension(path: Path, known: tuple[str, ...], what: str) -> str:
    """The extension of ``path``, one of ``known``. Raises InputError."""
    found = path.suffix.lower()
    if found not in known:
        named = ", ".join(known[:-1]) + " or " + known[-1] if len(known) > 1 else known[0]
        raise InputError(f"{path}: a {what} is written as {named}")
    return found


def write(path: Path, content: bytes) -> None:
    """Put ``content`` at ``path`` in one step; what stood there stays until then. Raises InputError."""
    temporary = ""
    try:
        handle, temporary = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        os.chmod(temporary, 0o666 & ~_umask())
        os.replace(temporary, path)
    except OSError as error:
        if temporary:
            Path(temporary).unlink(missing_ok=True)
        raise InputError(f"{path} cannot be written: {error.strerror or error}") from error


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
