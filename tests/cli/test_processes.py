"""What only a process of its own shows: pipes that close, Ctrl-C, what a run prints where."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, environment, process, write

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and pipes of POSIX")


def started(*arguments: str | Path) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        [*PROGRAM, *map(str, arguments)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
        preexec_fn=_hears_interrupts if os.name == "posix" else None,
    )


def _hears_interrupts() -> None:
    """A shell that puts the tests in the background has them, and all they start, ignore SIGINT."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.parametrize("command", [["articles", "--json"], ["show", "kestrel-1"]], ids=" ".join)
def test_a_reader_that_leaves_ends_the_program_quietly(filled: Path, command: list[str]) -> None:
    read, write_end = os.pipe()
    os.close(read)
    done = subprocess.run(
        [*PROGRAM, "--data-dir", str(filled), *command],
        stdout=write_end,
        stderr=subprocess.PIPE,
        env=environment(),
        check=False,
        timeout=120,
    )
    os.close(write_end)
    assert (done.returncode, done.stderr) == (141, b"")


def test_a_reader_that_leaves_in_the_middle(tmp_path: Path) -> None:
    texts = ({"id": f"a{n}", "text": f"Mayor Ana Ferro said that the quay number {n} was unsafe."} for n in range(300))
    file = write(tmp_path / "many.jsonl", *texts)
    running = started("extract", file)
    assert running.stdout is not None
    assert running.stderr is not None
    assert json.loads(running.stdout.readline())["id"] == "a0"
    running.stdout.close()
    errors = running.stderr.read()
    assert (running.wait(60), errors) == (141, b"")


@pytest.mark.parametrize("which", [signal.SIGINT])
def test_ctrl_c_ends_the_program_quietly(filled: Path, which: signal.Signals) -> None:
    running = started("--data-dir", filled, "chat")
    assert running.stdin is not None
    assert running.stdout is not None
    running.stdin.write(b"Who said so?\n")
    running.stdin.flush()
    assert running.stdout.readline()  # it is up, and waits for the next question
    running.send_signal(which)
    running.wait(60)  # its input stays open: at the end of input it would leave by itself
    _, errors = running.communicate()
    assert (running.returncode, errors) == (130, b"")


def test_ctrl_c_while_adding_says_what_is_in_and_the_same_command_goes_on(tmp_path: Path) -> None:
    texts = [{"id": f"a{n}", "text": f"Mayor Ana Ferro said that the quay number {n} was unsafe."} for n in range(400)]
    file, folder = write(tmp_path / "many.jsonl", *texts), tmp_path / "data"
    running = started("--data-dir", folder, "add", file)
    assert running.stdout is not None
    assert running.stdout.readline().startswith(b"added")  # the first batch is in
    running.send_signal(signal.SIGINT)
    _, errors = running.communicate(timeout=60)
    assert running.returncode == 130
    told = re.fullmatch(rb"interrupted: the space holds (\d+) articles; the same command goes on from here\n", errors)
    assert told is not None, errors
    count = int(told[1])
    assert 0 < count < 400
    again = process("--data-dir", folder, "add", file).stderr.decode().splitlines()[-1]
    added, unchanged = (int(part.split()[0]) for part in again.split(", "))
    assert added + unchanged == 400
    assert unchanged == count


def test_logs_and_notes_stay_out_of_the_result(tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "one", "text": "Mayor Ana Ferro said that it rains."}, "{")
    done = process("--data-dir", tmp_path / "data", "add", "--json", file)
    assert [json.loads(line)["status"] for line in done.stdout.splitlines()] == ["added", "failed"]
    assert b"error: " in done.stderr
