"""A progress bar on standard error, where that is a terminal; nothing at all where it is not."""

from __future__ import annotations

import contextlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from index import progress

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID


_LONG = 40  # windows of an article; shorter ones take less than a second or two


class Counter:
    """Counts steps of a piece of work of known or (``total`` None) unknown length."""

    def __init__(self, what: str, total: int | Sequence[str] | None = None) -> None:
        self._what = what
        self._total = total if total is None or isinstance(total, int) else _expected(total)
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._listening = contextlib.ExitStack()

    def __enter__(self) -> Self:
        if sys.stderr.isatty():
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

            columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
            self._bar = Progress(*columns, console=Console(stderr=True), transient=True, redirect_stdout=False)
            self._task = self._bar.add_task(self._what, total=self._total)
            self._bar.start()
            self._listening.enter_context(progress.listening(self._within))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._listening.close()
        if self._bar is not None:
            self._bar.stop()

    def _within(self, done: int, total: int) -> None:
        """A long article is on its way: without this the bar would stand still."""
        if self._bar is not None and self._task is not None and total >= _LONG:
            part = f" ({100 * done // total} % of an article)" if done < total else ""
            self._bar.update(self._task, description=self._what + part)

    def step(self) -> None:
        """One more is done."""
        if self._bar is not None and self._task is not None:
            self._bar.advance(self._task)

    def at(self, done: int, total: int) -> None:
        """So many of so many are done."""
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    @contextlib.contextmanager
    def aside(self) -> Iterator[None]:
        """Take the bar away while a line of the result is written to the same screen."""
        if self._bar is not None:
            self._bar.stop()
            self._bar.live.transient = True
        try:
            yield
        finally:
            if self._bar is not None:
                self._bar.start()


@contextlib.contextmanager
def busy(what: str) -> Iterator[None]:
    """Say on a terminal that something goes on which cannot be counted."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(stderr=True).status(what):
        yield


def _expected(sources: Sequence[str]) -> int | None:
    """How many articles the sources hold, as far as that can be seen without reading them; None where it cannot."""
    total = 0
    for source in sources:
        path = Path(source)
        if source == "-":
            return None
        try:
            if not path.exists():
                total += 1
                continue
            files = [p for p in path.rglob("*") if p.is_file()] if path.is_dir() else [path]
            if not all(file.is_file() for file in files):  # counting would use up a pipe
                return None
            for file in files:
                total += _lines(file) if file.suffix.lower() == ".jsonl" else _parts(file.stat().st_size)
        except OSError:
            return None
    return total


def _parts(size: int) -> int:
    """How many articles a file of so many bytes gives."""
    from index.articles.records import MAX_TEXT, PART

    return -(-size // PART) if size > MAX_TEXT else 1


def _lines(path: Path) -> int:
    with path.open("rb") as file:
        return sum(chunk.count(b"\n") for chunk in iter(lambda: file.read(1 << 20), b""))
