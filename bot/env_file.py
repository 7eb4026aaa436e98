"""May the ``.env`` of the current folder be believed? Whoever can write it decides where keys and articles go."""

from __future__ import annotations

import codecs
import os
import stat
from pathlib import Path

from index.errors import SettingsError


def check(path: Path) -> None:
    """Raises SettingsError where somebody other than this user (and root) may write the file. No file is no error."""
    if os.name != "posix":
        return
    for follow in (False, True):  # a link is its owner's to turn elsewhere
        try:
            about = path.stat(follow_symlinks=follow)
        except FileNotFoundError:
            return
        except OSError as error:
            raise SettingsError(f"{path} cannot be read: {error.strerror}") from None
        if about.st_uid not in (os.geteuid(), 0):
            raise SettingsError(f"{path} belongs to another user and is not read: remove it, or make it yours")
    if about.st_mode & stat.S_IWOTH or (about.st_mode & stat.S_IWGRP and not _alone(about.st_gid)):
        raise SettingsError(f"{path} may be written by others and is not read: chmod go-w {path}")


def encoding(path: Path) -> str:
    """The encoding of the file, as its byte order mark says: editors on Windows write UTF-16, or UTF-8 with a mark.

    No file is no error.
    """
    try:
        with path.open("rb") as file:
            head = file.read(4)
    except OSError:
        return "utf-8"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8-sig"


def _alone(group: int) -> bool:
    """True for a group that holds this user alone, as many systems make one for each (files are 0664 there)."""
    import grp
    import pwd

    try:
        me, of = pwd.getpwuid(os.geteuid()), grp.getgrgid(group)
    except KeyError:
        return False
    return of.gr_name == me.pw_name and me.pw_gid == group and set(of.gr_mem) <= {me.pw_name}
