"""How the store grows: `python -m tests.benchmarks.scale [CLAIMS ...] [--embed model|hashed] [--keep DIR]`.

For each size: indexing rate (articles read, attributed, embedded and stored, without and with the vector index), the
time of a warm search as an answer needs it (dense and lexical, the claims loaded), p50 and p95, without and with
filters, resident memory, bytes on disk, and recall@10 of the vector index. `hashed` replaces the embedding model by
random directions of words, mixed as a low-rank model mixes them: for sizes where the model would take hours.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import shutil
import statistics
import sys
import tempfile
import time
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index import doctor
from index.filters import Filter
from index.library import Library
from index.names import words
from index.schema import Article, Claim, Stance
from tests.benchmarks.corpus import articles

QUESTIONS = 100


class Hashed:
    """Fast vectors with neighbours that mean something: words have random directions of low rank."""

    name, digest = "hashed", "hashed"

    def __init__(self) -> None:
        self._mix = np.random.default_rng(0).normal(size=(48, 384)).astype(np.float32)
        self._known: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        made = np.zeros((len(texts), 48), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in words(text):
                if word not in self._known:
                    self._known[word] = (
                        np.random.default_rng(zlib.crc32(word.encode())).normal(size=48).astype(np.float32)
                    )
                made[i] += self._known[word]
        full = made @ self._mix
        return full / np.maximum(np.linalg.norm(full, axis=1, keepdims=True), 1e-9)


def by_line(article: Article) -> list[Claim]:
    """The claims of an invented article, which has one sentence a line: "NAME CUE that CONTENT"."""
    made, at = [], 0
    for line in article.text.split("\n"):
        head, found, _ = line.partition(" that ")
        whole = ((at, at + len(line)),)
        if found and head[:1].isupper() and len(head.split()) > 2:
            first, last, *cue = head.split(" ")
            name = f"{first} {last}"
            split = at + len(name) + 1
            stance = Stance.DENIES if cue[0] == "denied" else Stance.ASSERTS
            content = ((at + len(head) + len(found), at + len(line)),)
            made.append(Claim(((at, split - 1),), ((split, at + len(head)),), content, (name,), name, stance, False))
        else:
            made.append(Claim((), (), whole, (), article.outlet, Stance.ASSERTS, False))
        at += len(line) + 1
    return made


def measure(size: int, embed: str, folder: Path) -> dict[str, Any]:
    """Build a library of at least ``size`` claims, its own voice included, and measure it."""
    given: dict[str, Any] = {"attribute": by_line}
    if embed == "hashed":
        given["embedder"] = Hashed()
    with Library.open(data_dir=folder, **given) as library:
        space = library.space()
        stored, count = 0, 0
        started = time.perf_counter()
        stream = articles(10**9)
        while stored < size:
            for added in space.add_many(itertools.islice(stream, 200)):
                stored += added.chunks
                count += 1
        in_database = time.perf_counter() - started
        assert library.settle(36_000)
        indexed = time.perf_counter() - started
        result: dict[str, Any] = {
            "claims": stored, "articles": count, "claims_per_second": round(stored / in_database),
            "with_vector_index": round(stored / indexed), "disk_mb": round(_bytes(folder) / 1e6),
        }  # fmt: skip
        result |= _searches(library)
        result["resident_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        result["recall_at_10"] = round(doctor.deep(library, "default").recall, 4)
    return result


def _searches(library: Library) -> dict[str, dict[str, float]]:
    space = library.space()
    rng = random.Random(1)
    some = [claim for article in space.articles(limit=300) for claim in space.article_claims(article.id)]
    asked = rng.sample(some, min(QUESTIONS, len(some)))
    speakers = [speaker.id for speaker in space.speakers(limit=200)]
    outlets = space.outlets()
    filters = {
        "none": lambda: Filter(),
        "speaker": lambda: Filter(speaker_ids=(rng.choice(speakers),)),
        "outlet": lambda: Filter(outlets=(rng.choice(outlets),)),
        "year": lambda: Filter(since=f"202{rng.randint(0, 9)}", until=f"202{rng.randint(5, 9)}"),
    }
    found = {}
    for name, make in filters.items():
        times = []
        for claim in asked:
            kept = claim.quote.split()
            question = f"Who says that {' '.join(rng.sample(kept, min(8, len(kept))))}?"
            within = make()
            started = time.perf_counter()
            space.find_speakers(question)
            hits = space.search_dense(question, 50, within) + space.search_lexical(question, 50, within)
            space.claims_by_id(list(dict.fromkeys(claim for claim, _ in hits))[:20])
            times.append((time.perf_counter() - started) * 1000)
        times.sort()
        found[f"ask_{name}_ms"] = {
            "p50": round(statistics.median(times), 1), "p95": round(times[int(len(times) * 0.95)], 1),
        }  # fmt: skip
    return found


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--embed", choices=("model", "hashed"), default="hashed")
    parser.add_argument("--keep", type=Path, help="keep the data folders here")
    given = parser.parse_args()
    base = given.keep or Path(tempfile.mkdtemp())
    try:
        for size in given.claims:
            print(json.dumps(measure(size, given.embed, base / str(size))), flush=True)
    finally:
        if given.keep is None:
            shutil.rmtree(base)


if __name__ == "__main__":
    sys.exit(main())
