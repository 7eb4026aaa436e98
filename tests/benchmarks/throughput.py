"""Many questions at once: `python -m tests.benchmarks.throughput DATA_DIR QUESTIONS.jsonl [--count 50] [--rounds 5]`.

One process that answers them in as many threads as the bot does, against two processes of one thread each that halve
them between them; the two take turns, all are warm. Prints for either side the questions a second (median of the
rounds), their ratio, and of the one process the 95th percentile of the time from when all are asked to each answer.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

PROCESSES = 2
BEST, SLOWEST = 0.9, 1.5  # what is aimed at: the ratio, seconds


def worker(folder: Path, threads: int) -> None:
    """For each line on standard input, a list of questions, print a line with the seconds to the answer of each."""
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program's entry does, before numpy is loaded
    from bot.answer.asker import Asker
    from bot.discord.run import SWITCH
    from bot.library import open_library
    from bot.settings import OFFLINE, Settings

    sys.setswitchinterval(SWITCH)
    settings = Settings(data_dir=folder, model=OFFLINE)
    asker = Asker(settings)
    with open_library(settings) as library, ThreadPoolExecutor(threads) as pool:
        space = library.space()
        for line in sys.stdin:
            questions = json.loads(line)
            started = time.perf_counter()

            def answer(question: str, started: float = started) -> float:
                asker.ask(space, question)
                return time.perf_counter() - started

            print(json.dumps(list(pool.map(answer, questions))), flush=True)


class Workers:
    """Processes that answer side by side."""

    def __init__(self, folder: Path, processes: int, threads: int) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.throughput", str(folder), "--threads", str(threads)]
        self._running = [
            subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)
            for _ in range(processes)
        ]

    def ask(self, questions: Sequence[str]) -> list[float]:
        """The seconds from now to each answer."""
        shares = [questions[at :: len(self._running)] for at in range(len(self._running))]
        for process, share in zip(self._running, shares, strict=True):
            assert process.stdin is not None
            process.stdin.write(json.dumps(share) + "\n")
        told: list[float] = []
        for process in self._running:
            assert process.stdout is not None
            told += json.loads(process.stdout.readline())
        return told

    def close(self) -> None:
        for process in self._running:
            process.communicate()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("questions", nargs="?", type=Path)
    parser.add_argument("--count", type=int, default=50)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--threads", type=int, help="(of a process that this one starts)")
    given = parser.parse_args()
    if given.threads is not None:
        worker(given.folder, given.threads)
        return
    from bot.discord.executor import SIZES

    with given.questions.open(encoding="utf-8") as lines:
        every = [json.loads(line)["question"] for line in lines if line.strip()]
    questions = (every * given.count)[: given.count]
    one, two = Workers(given.folder, 1, SIZES["answers"]), Workers(given.folder, PROCESSES, 1)
    rates: dict[str, list[float]] = {"one": [], "two": []}
    slow: list[float] = []
    for number in range(given.rounds + 1):
        seconds = {"one": one.ask(questions), "two": two.ask(questions)}
        if number:  # the first one loaded models and what the questions read
            for name, took in seconds.items():
                rates[name].append(len(questions) / max(took))
            slow += seconds["one"]
    one.close()
    two.close()
    a, b = statistics.median(rates["one"]), statistics.median(rates["two"])
    print(f"{len(questions)} questions at once, {os.cpu_count()} cores, median of {given.rounds} rounds")
    print(f"one process, {SIZES['answers']} threads: {a:.1f} a second; {PROCESSES} processes of one: {b:.1f} a second")
    print(f"ratio many {a / b:.2f}   (aimed at {BEST})")
    print(f"p95 {statistics.quantiles(slow, n=20)[-1]:.2f} s   (aimed at {SLOWEST} s)")


if __name__ == "__main__":
    main()
