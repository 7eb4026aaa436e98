# ruff: noqa: E501 - the style sheet has long lines
"""A picture of ten answers in a terminal for docs/answers.md, of what the command prints.

    python -m tests.cli.render [--out docs/pictures] [--chromium chromium]

Each question is asked with `whoclaims ask` in a process of its own, on the packaged sample articles; what it prints is
put on a page that looks like a terminal of 100 columns and photographed by a headless Chromium.
"""

from __future__ import annotations

import argparse
import html
import subprocess
import sys
import tempfile
from pathlib import Path

from index import samples
from tests.discord.render import ROOT, photograph
from tests.ten_questions import TEN

COLUMNS, WIDTH, TALLEST = 100, 860, 4000
CSS = """
body { margin: 0; background: #1e1e1e; color: #d4d4d4; width: 860px }
pre { margin: 0; padding: 16px 20px; font: 13.5px/1.42 'DejaVu Sans Mono', monospace; white-space: pre-wrap }
b { color: #8fbc6f; font-weight: 400 }
"""


def whoclaims(folder: str, *words: str) -> str:
    """What the command prints. Raises CalledProcessError where it fails."""
    command = [sys.executable, "-m", "bot.cli", "--data-dir", folder, *words]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=True)
    return done.stdout


def page(asked: list[tuple[str, str]]) -> str:
    """A terminal in which these questions were asked and answered."""
    shown = "\n\n".join(
        f"<b>$ whoclaims ask {html.escape(repr(question), quote=False)}</b>\n{html.escape(answer.rstrip(), quote=False)}"
        for question, answer in asked
    )
    return f"<!doctype html><meta charset=utf-8><style>{CSS}</style><body><pre>{shown}</pre>"


def main() -> int:
    """Draw the picture."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--out", type=Path, default=ROOT / "docs/pictures")
    parser.add_argument("--chromium", default="chromium")
    given = parser.parse_args()
    given.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whoclaims(folder, "add", str(samples.ARTICLES))
        asked = [(question, whoclaims(folder, "ask", question)) for question in TEN]
    photograph(given.chromium, page(asked), given.out / "answers-terminal.png", WIDTH, TALLEST)
    print(given.out / "answers-terminal.png")
    return 0


if __name__ == "__main__":
    sys.exit(main())
