"""Looks the pinned dependencies up in the database of known vulnerabilities, with pip-audit in a place of its own.

Exit codes: 0 nothing known, 1 something known (pip-audit names it), 3 not audited because the database or pip-audit
itself could not be reached.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".venv" / "audit"
PIP_AUDIT = "pip-audit==2.10.1"
UNREACHABLE = (
    "ConnectionError",
    "Max retries",
    "NameResolutionError",
    "Timeout",
    "ProxyError",
    "ServiceError",
    "HTTPError",
)
NOT_AUDITED = 3


def main() -> int:
    python = PLACE / "bin" / "python"
    if not (PLACE / "bin" / "pip-audit").exists():
        subprocess.run((sys.executable, "-m", "venv", PLACE), check=True)
        quiet = ("--quiet", "--disable-pip-version-check")
        if subprocess.run((python, "-m", "pip", "install", *quiet, PIP_AUDIT), check=False).returncode:
            print("not audited: pip-audit could not be installed", file=sys.stderr)
            return NOT_AUDITED
    done = subprocess.run(
        (PLACE / "bin" / "pip-audit", "--no-deps", "--disable-pip", "-r", ROOT / "requirements.txt"),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode and any(word in done.stderr for word in UNREACHABLE):
        reason = done.stderr.strip().splitlines()[-1]
        print(f"not audited: the database of vulnerabilities could not be reached ({reason})", file=sys.stderr)
        return NOT_AUDITED
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
