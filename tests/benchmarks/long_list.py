"""How a long list, or a long text, streams: `python -m tests.benchmarks.long_list [LINES ...] [--text]`.

Writes JSONL files of so many short invented articles, adds each to a fresh library as ``whoclaims add`` does, in a
process of its own and without the models (claims by the line, hashed embeddings: what is measured is the road), and
prints articles a second and, after a tenth and at the end, the resident memory of its own (without pages of files).
With the vector index (which an embedded Chroma keeps in memory: of a large space it is left alone) and without.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from index.schema import Status
from tests.benchmarks.corpus import articles


def write(path: Path, lines: int) -> None:
    """A list of articles of three sentences each, or (``.txt``) one text of all their sentences."""
    with path.open("w", encoding="utf-8") as file:
        if path.suffix == ".txt":
            file.writelines(article.text + "\n" for article in articles(lines))
            return
        for article in articles(lines):
            text = "\n".join(article.text.split("\n")[:3])
            file.write(json.dumps({"id": article.id, "text": text, "outlet": article.outlet}) + "\n")


def add(path: Path, folder: Path, indexed: bool) -> dict[str, object]:
    """Add a list, in this process."""
    from bot.cli.articles import add_all
    from index.articles import Overrides
    from index.store.library import Library
    from tests.benchmarks.scale import Hashed, by_line

    started = time.perf_counter()
    with Library.open(data_dir=folder, attribute=by_line, embedder=Hashed()) as library:
        if not indexed:
            library.follower.start = lambda **_: None  # type: ignore[method-assign]
        held: list[int] = []
        for count, added in enumerate(add_all(library.space(), [str(path)], Overrides()), start=1):
            assert added.status is Status.ADDED, added
            if count % (10 if path.suffix == ".txt" else 500) == 0:
                held.append(own_memory())
        seconds = time.perf_counter() - started
    early, late = max(held[: max(1, len(held) // 10)]), max(held)
    return {"articles": count, "index": indexed, "a_second": round(count / seconds), "tenth_mb": early, "end_mb": late}


def own_memory() -> int:
    """The megabytes of this process that are not pages of files."""
    with open("/proc/self/status", encoding="ascii") as status:
        return next(int(line.split()[1]) // 1024 for line in status if line.startswith("RssAnon"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("lines", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--kinds", nargs="+", choices=("alone", "indexed"), default=["alone", "indexed"])
    parser.add_argument("--text", action="store_true", help="one text, stored in parts, instead of a list")
    parser.add_argument("--one", nargs=3, help="(of a process that this one starts)")
    given = parser.parse_args()
    if given.one:
        print(json.dumps(add(Path(given.one[0]), Path(given.one[1]), given.one[2] == "indexed")), flush=True)
        return
    with tempfile.TemporaryDirectory() as base:
        for lines in given.lines:
            path = Path(base) / (f"{lines}.txt" if given.text else f"{lines}.jsonl")
            write(path, lines)
            for kind in given.kinds:
                folder = Path(base) / f"{lines}-{kind}"
                command = [sys.executable, "-m", "tests.benchmarks.long_list", "--one", str(path), str(folder), kind]
                subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
