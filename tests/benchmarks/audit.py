"""Looks the pinned dependencies up in the database of known vulnerabilities, with pip-audit in a place of its own.

Exit codes: 0 all looked up and nothing known, 1 something known, 3 not or not wholly audited, because pip-audit or
the database could not be reached.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PLACE = ROOT / ".venv" / "audit"
PIP_AUDIT = "pip-audit==2.10.1"
KNOWN, NOT_AUDITED = 1, 3


def main() -> int:
    program = PLACE / "bin" / "pip-audit"
    if not program.exists():
        subprocess.run((sys.executable, "-m", "venv", PLACE), check=True)
        install = (PLACE / "bin" / "python", "-m", "pip", "install", "-q", "--disable-pip-version-check", PIP_AUDIT)
        if subprocess.run(install, check=False, stderr=subprocess.DEVNULL).returncode:
            return not_audited("pip-audit could not be installed")
    files = [part for file in sorted(ROOT.glob("requirements*.txt")) for part in ("-r", file)]
    command = (program, "--no-deps", "--disable-pip", "--format", "json", *files)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    try:
        found = json.loads(done.stdout)["dependencies"]
    except (ValueError, KeyError):
        return not_audited("the database cannot be reached: " + (done.stderr.strip().splitlines() or ["no answer"])[-1])
    bad = [one for one in found if one.get("vulns")]
    for one in bad:
        for flaw in one["vulns"]:
            fixed = ", ".join(flaw.get("fix_versions", [])) or "no version yet"
            print(f"{one['name']} {one['version']}: {flaw['id']} (mended in {fixed})")
    if bad:
        return KNOWN
    skipped = [one for one in found if "skip_reason" in one]
    if skipped:  # pip-audit itself calls this a success
        return not_audited(f"{len(skipped)} of {len(found)} dependencies could not be looked up in the database")
    print(f"{len(found)} dependencies, no known vulnerability")
    return 0


def not_audited(why: str) -> int:
    print(f"not audited: {why}", file=sys.stderr)
    return NOT_AUDITED


if __name__ == "__main__":
    sys.exit(main())
