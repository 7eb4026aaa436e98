"""How many broken statements the check catches, over the answers to real questions.

python -m tests.benchmarks.mutate_answers LIBRARY QUESTIONS.jsonl [--show N]
"""

from __future__ import annotations

import argparse
import collections
import json
from pathlib import Path

from bot.question.parser import parse
from bot.retrieval.search import ranked
from bot.retrieval.selection import select
from index.store.library import Library
from tests.bot.answer.mutations import caught, mutants, right, untouched


def main() -> None:
    """Count and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library")
    parser.add_argument("questions")
    parser.add_argument("--show", type=int, default=0)
    options = parser.parse_args()
    space = Library.open(data_dir=Path(options.library)).space("default")
    tried, found = collections.Counter(), collections.Counter()
    whole: list[bool] = []
    shown = 0
    for line in Path(options.questions).read_text("utf8").splitlines():
        query = parse(json.loads(line)["question"], space)
        evidence = select(query, ranked(space, query).found, 5)
        kept = untouched(evidence)
        whole += kept
        for ok, statement in zip(kept, right(evidence), strict=True):
            if not ok and shown < options.show:
                shown += 1
                print("touched", statement.text)
        for mutant in mutants(evidence):
            tried[mutant.kind] += 1
            ok = caught(mutant)
            found[mutant.kind] += ok
            if not ok and shown < options.show:
                shown += 1
                print("missed", mutant.kind, mutant.statement.text)
    for kind, n in sorted(tried.items()):
        print(f"{kind:32s} n={n:<5d} caught {found[kind] / n:.4f}")
    print(f"{'all mutants':32s} n={tried.total():<5d} caught {found.total() / tried.total():.4f}")
    print(f"{'unbroken statements':32s} n={len(whole):<5d} touched {1 - sum(whole) / len(whole):.4f}")


if __name__ == "__main__":
    main()
