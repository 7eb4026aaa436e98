"""Reading against embedding the same text, in one run on the same machine.

    python -m tests.benchmarks.reading_speed ARTICLES.jsonl [--rounds N]

Prints the ratio of processor seconds and of wall seconds, best of the rounds on either side: finding the claims of the
articles (``attribute``) against embedding all their sentences with the packaged model, in one call. Models are loaded
before; the two take turns.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

from index.articles import load
from index.attribution import attribute
from index.embedding import default_embedder
from index.schema import Article
from index.text.sentences import sentences


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """(wall, processor) seconds."""
    wall, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - wall, time.process_time() - processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles")
    parser.add_argument("--rounds", type=int, default=3)
    args = parser.parse_args()
    articles = [one for one in load(args.articles) if isinstance(one, Article)]
    texts = sorted((one.text[a:b] for one in articles for a, b in sentences(one.text)), key=len)
    embedder = default_embedder()
    embedder.embed(texts[:2])
    attribute(articles[0])
    read, embedded = [], []
    for _ in range(args.rounds):
        read.append(timed(lambda: [attribute(one) for one in articles]))
        embedded.append(timed(lambda: embedder.embed(texts)))
    for k, kind in ((1, "processor"), (0, "wall")):
        ours, theirs = min(one[k] for one in read), min(one[k] for one in embedded)
        print(f"ratio {ours / theirs:.2f} {kind}   (reading {ours:.2f} s, embedding {theirs:.2f} s)", flush=True)


if __name__ == "__main__":
    main()
