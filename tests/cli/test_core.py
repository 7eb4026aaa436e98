"""A process that is ended by a fault leaves no image of its memory behind."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHILD = """
import resource, sys
resource.setrlimit(resource.RLIMIT_CORE, (resource.getrlimit(resource.RLIMIT_CORE)[1],) * 2)
from bot.cli import main
assert main(sys.argv[1:]) == 0
print(resource.getrlimit(resource.RLIMIT_CORE)[0])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no such limit")
def test_no_core_dump_unless_somebody_looks_for_a_fault(tmp_path: Path) -> None:
    def limit(*given: str) -> int:
        command = [sys.executable, "-c", CHILD, "--data-dir", str(tmp_path / "data"), *given, "stats"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
        return int(done.stdout.splitlines()[-1])

    before = limit("--debug")
    assert limit() == 0
    assert before != 0 or limit("--debug") == 0  # where the system allows none at all
