"""A way to run the commands, and a data folder with the sample articles in it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from bot import settings
from bot.cli import main
from index import samples

ROOT = Path(__file__).resolve().parents[2]
PROGRAM = (sys.executable, "-m", "bot.cli")


@dataclass(frozen=True)
class Run:
    code: int
    out: str
    err: str

    def json(self) -> list[dict[str, Any]]:
        """The result, an object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def complaint(self) -> str:
        """The one line of a failed run."""
        assert self.code == 1, self
        assert "Traceback" not in self.err
        lines = [line for line in self.err.splitlines() if line.startswith("error: ")]
        assert len(lines) == 1, self.err
        return lines[0].removeprefix("error: ")


Runner = Callable[..., Run]


@pytest.fixture(autouse=True)
def _no_settings_from_outside(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in settings.variables().values():
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Runner:
    """Runs a command in this process on a fresh data folder (``data_dir`` names another)."""

    def ran(*arguments: str | Path, data_dir: Path | None = None) -> Run:
        capsys.readouterr()
        code = main(["--data-dir", str(data_dir or tmp_path / "data"), *map(str, arguments)])
        captured = capsys.readouterr()
        return Run(code, captured.out, captured.err)

    return ran


@pytest.fixture(scope="session")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder that holds the sample articles. Tests only read it."""
    folder = tmp_path_factory.mktemp("filled") / "data"
    done = process("--data-dir", folder, "add", samples.ARTICLES)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copied(filled: Path, tmp_path: Path) -> Path:
    """The same in a folder that a test may change."""
    return Path(shutil.copytree(filled, tmp_path / "copied"))


def environment() -> dict[str, str]:
    """The environment without this project's variables."""
    names = set(settings.variables().values())
    return {**{k: v for k, v in os.environ.items() if k not in names}, "PYTHONPATH": str(ROOT)}


def process(*arguments: str | Path, cwd: Path | None = None, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Runs a command as a process of its own."""
    command: Sequence[str] = [*PROGRAM, *map(str, arguments)]
    return subprocess.run(
        command, input=stdin, capture_output=True, cwd=cwd, env=environment(), check=False, timeout=120
    )


def write(path: Path, *records: object) -> Path:
    """A JSONL file; a string goes in as it is."""
    lines = [one if isinstance(one, str) else json.dumps(one, ensure_ascii=False) for one in records]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path
