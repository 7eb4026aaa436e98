"""Every command and option explains itself, and docs/cli.md says what the commands say."""

from __future__ import annotations

import pytest

import bot
from tests.cli.conftest import ROOT, Runner, process
from tests.cli_pages import commands, page

EXPECTED = [
    *"add articles show remove ask chat demo extract claims speakers stats doctor reindex bot".split(),
    *"export import backup".split(),
    *("feed add", "feed list", "feed remove", "feed poll"),
]


def test_the_page_of_commands_is_up_to_date() -> None:
    assert (ROOT / "docs" / "cli.md").read_text(encoding="utf-8") == page(), "run: make docs"


def test_all_promised_commands_exist() -> None:
    assert set(EXPECTED) <= {" ".join(words) for words, _ in commands()}


@pytest.mark.parametrize(
    ("words", "command"), list(commands()), ids=lambda value: " ".join(value) if isinstance(value, tuple) else ""
)
def test_every_command_and_option_has_its_line_of_help(words: tuple[str, ...], command: object) -> None:
    assert getattr(command, "help", None), words
    first = command.help.strip().splitlines()[0]  # type: ignore[attr-defined]
    assert first.endswith("."), first
    assert len(first) <= 68 or not words, f"{first!r} is cut in the list of commands"
    silent = [one.name for one in command.params if not getattr(one, "help", None)]  # type: ignore[attr-defined]
    assert not silent


def test_version() -> None:
    done = process("--version")
    assert (done.returncode, done.stdout.decode()) == (0, f"whoclaims {bot.__version__}\n")


@pytest.mark.parametrize(
    "wrong",
    [["asc"], ["ask"], ["ask", "a", "--batch", "b"], ["ask", "a", "--top", "0"], ["claims", "--stance", "x"], ["add"]],
    ids=" ".join,
)
def test_wrong_usage_is_told_with_exit_code_2(run: Runner, wrong: list[str]) -> None:
    done = run(*wrong)
    assert done.code == 2
    assert done.out == ""
    assert "Traceback" not in done.err
    assert "Usage:" in done.err


def test_no_arguments_show_the_help() -> None:
    done = process()
    assert b"Commands:" in done.stdout + done.stderr
    assert done.returncode in (0, 2)
