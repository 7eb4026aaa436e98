"""This project against the plain quick-start pipeline (plain.py), in one run on the same machine.

    python -m tests.benchmarks.bench ARTICLES.jsonl QUESTIONS.jsonl [--cold N] [--rounds N]

Prints the ratios of wall times, ours / plain:
  ratio index  articles to a searchable index: ours extracts the claims, stores them in the database and waits for the
               vector index; plain splits and stores. Models are loaded before. Best of the rounds on either side; the
               processor seconds beside it say more on a busy machine.
  ratio warm   one question in a running process, the two taking turns question by question: ours to the checked answer
               of the offline model, plain to its five passages. Median; p95 beside it.
  ratio cold   a fresh ``whoclaims ask`` process against a fresh plain one, taking turns. Median.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

CACHE = Path.home() / ".cache/chroma/onnx_models/all-MiniLM-L6-v2/onnx/model.onnx"


def lines(path: str) -> list[dict[str, Any]]:
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def timed(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def p95(seconds: Sequence[float]) -> float:
    return statistics.quantiles(seconds, n=20)[-1] if len(seconds) > 1 else seconds[0]


def say(what: str, ours: float, plain: float, more: str = "") -> None:
    print(f"ratio {what} {ours / plain:.2f}   (ours {ours:.3f} s, plain {plain:.3f} s{more})", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("questions")
    parser.add_argument("--rounds", type=int, default=2, help="how often either side indexes (default 2)")
    parser.add_argument("--cold", type=int, default=7, help="fresh processes of either side (default 7)")
    args = parser.parse_args()
    if not CACHE.exists():
        sys.exit(f"{CACHE} is missing: fill it with python -m index.training.fill_chroma_cache (extra 'train')")
    articles, questions = lines(args.articles), [line["question"] for line in lines(args.questions)]

    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program's entry does, before numpy is loaded
    from bot.answer.asker import Asker
    from bot.library import open_library
    from bot.settings import OFFLINE, Settings
    from index.articles import load
    from index.schema import Article
    from tests.benchmarks import plain

    with tempfile.TemporaryDirectory(prefix="whoclaims-bench-") as folder, ExitStack() as stack:
        base = Path(folder)
        asker = Asker(Settings(model=OFFLINE))

        def ours(folder: Path, articles: Sequence[Article]) -> Any:
            library = stack.enter_context(open_library(Settings(data_dir=folder, model=OFFLINE)))
            space = library.space()
            for added in space.add_many(articles):
                assert added.error is None, added.error
            library.settle()
            return space

        loaded = [one for one in load(args.articles) if isinstance(one, Article)]
        print(f"{len(loaded)} articles, {len(questions)} questions, {os.cpu_count()} cores", flush=True)
        warm_up = ours(base / "warm-up", loaded[:2])
        asker.ask(warm_up, questions[0])
        plain.ask(plain.index(str(base / "warm-up-plain"), articles[:2]), questions[0])

        seconds: dict[str, list[float]] = {"ours": [], "plain": []}
        used: dict[str, list[float]] = {"ours": [], "plain": []}
        made: dict[str, Any] = {}
        work: dict[str, Callable[[int], Any]] = {
            "ours": lambda number: ours(base / f"ours-{number}", loaded),
            "plain": lambda number: plain.index(str(base / f"plain-{number}"), articles),
        }
        for number in range(args.rounds):
            for side, index in work.items():
                start, processor = time.perf_counter(), time.process_time()
                made[side] = index(number)
                seconds[side].append(time.perf_counter() - start)
                used[side].append(time.process_time() - processor)
        least = {side: min(found) for side, found in used.items()}
        ratio = least["ours"] / least["plain"]
        more = f"; processor ours {least['ours']:.3f} s, plain {least['plain']:.3f} s, ratio {ratio:.2f}"
        say("index", min(seconds["ours"]), min(seconds["plain"]), more)

        mine, theirs = [], []
        for question in questions:
            mine.append(timed(partial(asker.ask, made["ours"], question)))
            theirs.append(timed(partial(plain.ask, made["plain"], question)))
        more = f"; p95 ours {p95(mine):.3f} s, plain {p95(theirs):.3f} s, ratio {p95(mine) / p95(theirs):.2f}"
        say("warm", statistics.median(mine), statistics.median(theirs), more)

        stack.close()  # what a fresh process opens is not held by this one
        cold(base, args.rounds - 1, questions, args.cold)


def cold(base: Path, last: int, questions: Sequence[str], count: int) -> None:
    whoclaims = [sys.executable, "-m", "bot.cli", "--data-dir", str(base / f"ours-{last}"), "ask"]
    plain = [sys.executable, "-m", "tests.benchmarks.plain", str(base / f"plain-{last}")]
    environment = {**os.environ, "WHOCLAIMS_MODEL": "offline"}

    def run(command: Sequence[str]) -> None:
        subprocess.run(command, check=True, capture_output=True, env=environment)

    mine, theirs = [], []
    for number in range(count + 1):
        question = questions[number % len(questions)]
        mine.append(timed(partial(run, [*whoclaims, question])))
        theirs.append(timed(partial(run, [*plain, question])))
    say("cold", statistics.median(mine[1:]), statistics.median(theirs[1:]))  # the first filled the disk cache


if __name__ == "__main__":
    main()
