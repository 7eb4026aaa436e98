"""Where results and everything else go: results to standard output, all else to standard error.

A reader that goes away (``whoclaims articles | head``) raises ClosedPipe, which ends the program quietly.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, Any, NoReturn

from bot.cli.rendering import printable, table
from index.errors import WhoclaimsError
from index.text import sanitize

if TYPE_CHECKING:
    from rich.console import Console, RenderableType


PIPE_WIDTH = 100_000
_TABLE_WIDTH = 72  # columns of a screen on which a table of titles can still be read


class CannotWrite(WhoclaimsError):
    """Standard output takes no more: a full disk, most often."""


class ClosedPipe(BaseException):
    """Whoever read standard output is gone. Not an Exception: no ``except Exception`` on the way may keep it."""


def line(text: str = "") -> None:
    """One line of the result."""
    with _written():
        sys.stdout.write(text + "\n")


def record(value: dict[str, Any]) -> None:
    """One line of JSON, written out at once: a long run can be followed."""
    line(sanitize.dumps(value))
    flush()


def flush() -> None:
    """Write out what is buffered; a reader that is gone shows only here."""
    with _written():
        sys.stdout.flush()


def show(*parts: RenderableType) -> None:
    """Rich text of the result, plain where standard output is no terminal."""
    console = _console()
    with _written():
        for part in parts:
            # A word that is longer than the screen is an id or an address: whole, so that it can be copied.
            console.print(part, markup=False, highlight=False, emoji=False, overflow="ignore", crop=False)


def show_rows(head: Sequence[str], rows: Iterable[Sequence[str]], whole: Sequence[str] = ("id", "url")) -> None:
    """A table; on a screen too narrow for it a few lines for each row, those columns never broken that are to be
    copied (``whole``)."""
    listed = [list(row) for row in rows]
    console = _console()
    widths = [max((len(row[i]) for row in listed), default=0) for i, name in enumerate(head) if name in whole]
    if console.width >= max(_TABLE_WIDTH, sum(widths) + _TABLE_WIDTH // 2):
        show(table(head, listed))
        return
    for row in listed:
        line(printable(" · ".join(cell for name, cell in zip(head, row, strict=True) if cell and name not in whole)))
        for name, cell in zip(head, row, strict=True):
            if cell and name in whole:
                line(printable(f"    {cell}"))


def note(text: str) -> None:
    """One line beside the result."""
    print(printable(text), file=sys.stderr)  # noqa: T201


def error(text: str) -> None:
    """One line that says what went wrong."""
    note("error: " + " ".join(text.split()))


def drop_unwritten() -> None:
    """What standard output does not take is dropped: that has been told."""
    try:
        sys.stdout.flush()
    except OSError:
        silence()


def silence() -> None:
    """Standard output leads nowhere from here on, so that the interpreter's last flush has nothing to complain of."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):  # no file behind it: nothing to flush into
        pass
    finally:
        os.close(nowhere)


@contextlib.contextmanager
def _written() -> Iterator[None]:
    """Turns what the system refuses into ClosedPipe or CannotWrite."""
    try:
        yield
    except BrokenPipeError:
        raise ClosedPipe from None
    except OSError as error:
        silence()  # or the interpreter's last flush fails once more
        raise CannotWrite(f"standard output cannot be written: {error.strerror or error}") from None


def _console() -> Console:
    from rich.console import Console

    class Guarded(Console):
        def on_broken_pipe(self) -> NoReturn:
            raise ClosedPipe

    # A pipe gets whole lines, whatever their length: they are for grep, not for a screen.
    return Guarded(file=sys.stdout) if sys.stdout.isatty() else Guarded(file=sys.stdout, width=PIPE_WIDTH)
