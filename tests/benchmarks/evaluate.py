"""Runs the scorers on what the commands print: extraction first, then answers over each set of articles.

    python -m tests.benchmarks.evaluate DATA SCORERS [--only NAME] [--keep FOLDER]

DATA holds polnear/dev.jsonl, suite/dev.jsonl, speakers/dev.jsonl, questions/dev.jsonl, stories/articles.jsonl and
stories/questions.jsonl; a set that is missing is skipped in one line. SCORERS holds score_*.py. Every figure comes from
``whoclaims extract`` or ``whoclaims ask --batch`` with the offline model, in a temporary data folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WHOCLAIMS = (sys.executable, "-m", "bot.cli")


class Evaluation:
    def __init__(self, data: Path, scorers: Path, out: Path) -> None:
        self.data, self.scorers, self.out = data, scorers, out
        self.environment = {**os.environ, "WHOCLAIMS_MODEL": "offline", "WHOCLAIMS_LOG_LEVEL": "WARNING"}

    def has(self, what: str, *names: str) -> bool:
        missing = [name for name in names if not (self.data / name).exists()]
        print(f"\n== {what}" + (f": skipped, {', '.join(missing)} missing" if missing else ""), flush=True)
        return not missing

    def extract(self, name: str) -> Path:
        target = self.out / (name.replace("/", "-") + ".claims.jsonl")
        if not target.exists():
            self.whoclaims(target, "extract", str(self.data / name))
        return target

    def answers(self, articles: str, questions: str) -> Path:
        folder = self.out / articles.replace("/", "-").removesuffix(".jsonl")
        self.whoclaims(self.out / "added.jsonl", "--data-dir", str(folder), "add", "--json", str(self.data / articles))
        target = self.out / (questions.replace("/", "-") + ".answers.jsonl")
        self.whoclaims(target, "--data-dir", str(folder), "ask", "--batch", str(self.data / questions))
        return target

    def whoclaims(self, target: Path, *arguments: str) -> None:
        start = time.perf_counter()
        with target.open("wb") as file:
            subprocess.run((*WHOCLAIMS, *arguments), stdout=file, env=self.environment, check=True)
        command = next(one for one in arguments if one in ("extract", "add", "ask"))
        print(f"   whoclaims {command}: {time.perf_counter() - start:.1f} s", flush=True)

    def score(self, scorer: str, *arguments: str | Path) -> None:
        subprocess.run((sys.executable, self.scorers / scorer, *arguments), check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("scorers", type=Path)
    parser.add_argument("--only", choices=("attribution", "suite", "stories", "speakers", "answers", "story-answers"))
    parser.add_argument("--keep", type=Path, help="leave what the commands printed in this folder")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="whoclaims-eval-") as folder:
        out = args.keep or Path(folder)
        out.mkdir(parents=True, exist_ok=True)
        run(Evaluation(args.data, args.scorers, out), args.only)


def run(one: Evaluation, only: str | None) -> None:
    data = one.data

    def wanted(name: str, *files: str) -> bool:
        return only in (None, name) and one.has(name, *files)

    if wanted("attribution", "polnear/dev.jsonl"):
        one.score("score_attribution.py", data / "polnear/dev.jsonl", one.extract("polnear/dev.jsonl"))
    if wanted("suite", "suite/dev.jsonl"):
        one.score("score_claims.py", "suite", data / "suite/dev.jsonl", one.extract("suite/dev.jsonl"))
    if wanted("stories", "stories/articles.jsonl"):
        one.score("score_claims.py", "suite", data / "stories/articles.jsonl", one.extract("stories/articles.jsonl"))
    if wanted("speakers", "speakers/dev.jsonl", "polnear/dev.jsonl"):
        found = one.extract("polnear/dev.jsonl")
        articles = data / "polnear/dev.jsonl"
        one.score("score_claims.py", "speakers", data / "speakers/dev.jsonl", found, "--articles", articles)
    if wanted("answers", "polnear/dev.jsonl", "questions/dev.jsonl"):
        answers = one.answers("polnear/dev.jsonl", "questions/dev.jsonl")
        one.score("score_answers.py", data / "polnear/dev.jsonl", data / "questions/dev.jsonl", answers)
    if wanted("story-answers", "stories/articles.jsonl", "stories/questions.jsonl"):
        answers = one.answers("stories/articles.jsonl", "stories/questions.jsonl")
        one.score("score_answers.py", data / "stories/articles.jsonl", data / "stories/questions.jsonl", answers)


if __name__ == "__main__":
    main()
