"""The help of every command as one page: ``python -m tests.cli_pages`` prints docs/cli.md."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from typer.main import get_command
from typer.testing import CliRunner

from bot.cli.app import app

HEAD = """# The commands

Written by `make docs` from the commands' own `--help`; a test holds the two together.

Standard output holds the result and nothing else; progress, notes, logs and errors go to standard error. With `--json`,
and for `extract` and `ask --batch`, the result is one JSON object a line, in UTF-8.

| exit code | |
| --- | --- |
| 0 | done |
| 1 | something failed; each failure is one line, `error: ...` |
| 2 | wrong usage |
| 130 | interrupted with Ctrl-C |
| 141 | the reader of the output left (`whoclaims articles \\| head`) |

All offsets (`spans`, `source`, `cue`, `content`) are pairs [start, end) of code points into the article's text as it
was loaded. `quote` is the text at `spans`, its parts joined by ` … `. `chain` runs from the outermost relay to the
original source; `speaker` is that source, resolved; an empty chain is the article's own voice. `extract` prints
the `attributions` as the sentences print them beside the `claims`, which also hold what the layout attributes (running
quotations, turns of a transcript). `note` tells why nothing was read (another language).
"""


def commands() -> Iterator[tuple[tuple[str, ...], Any]]:
    """(words after the program's name, command) for the program itself and every command below it."""

    def walk(words: tuple[str, ...], command: Any) -> Iterator[tuple[tuple[str, ...], Any]]:
        yield words, command
        for name, below in getattr(command, "commands", {}).items():
            yield from walk((*words, name), below)

    yield from walk((), get_command(app))


def page() -> str:
    """The whole page, as on a terminal of 80 columns (the runner's own)."""
    parts = [HEAD]
    for words, _ in commands():
        text = CliRunner().invoke(app, [*words, "--help"], prog_name="whoclaims").stdout.rstrip()
        parts.append(f"## {' '.join(('whoclaims', *words))}\n\n```text\n{text}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    print(page(), end="")
