"""Which HNSW setting is enough: `python -m tests.benchmarks.hnsw ARTICLES.jsonl [--texts 4500 20000]`.

Embeds sentences of the articles with the packaged model, puts them into an embedded Chroma with each setting as the
store does, batch by batch, and compares the ten neighbours it gives for 300 sentences with an exact scan.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
import time
from pathlib import Path

import numpy as np

from index.embedding import default_embedder
from index.store import chroma
from index.store.embedding_rows import Vectors
from index.text.sentences import sentences

# (max_neighbors, ef_construction, ef_search)
SETTINGS = [(32, 200, 200), (24, 100, 200), (16, 100, 200), (16, 100, 300), (16, 60, 200), (12, 60, 300)]
ASKED = 300


def texts_of(path: Path, most: int) -> list[str]:
    """Sentences of four words and more, without repetition, in the order of the articles."""
    found: dict[str, None] = {}
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            text = str(json.loads(line)["text"])
            for start, end in sentences(text):
                if len(text[start:end].split()) > 3:
                    found[text[start:end]] = None
            if len(found) >= most:
                break
    return list(found)[:most]


def measure(matrix: Vectors, setting: tuple[int, int, int]) -> dict[str, object]:
    """Build with one setting; gives seconds and recall@10 (a neighbour as near as the tenth counts)."""
    m, construction, search = setting
    chroma._HNSW.update(max_neighbors=m, ef_construction=construction, ef_search=search)
    with tempfile.TemporaryDirectory() as folder:
        index = chroma.embedded(Path(folder), "bench")
        made = index.make(1, model="m", model_digest="d", space="s", built=1)
        about = [{"article": f"a{row // 50}", "outlet": "x", "stance": "asserts"} for row in range(len(matrix))]
        started = time.perf_counter()
        for at in range(0, len(matrix), 1500):
            part = range(at, min(at + 1500, len(matrix)))
            made.put(list(part), matrix[at : at + 1500], [about[row] for row in part])
        built = time.perf_counter() - started
        hits, spent = 0, []
        asked = random.Random(0).sample(range(len(matrix)), ASKED)
        for i in asked:
            cosines = matrix @ matrix[i]
            tenth = np.partition(cosines, -10)[-10]
            started = time.perf_counter()
            near = made.query(matrix[i], 10)
            spent.append(time.perf_counter() - started)
            hits += sum(cosines[row] >= tenth - 1e-6 for row, _ in near)
        index.close()
    return {
        "vectors": len(matrix), "M": m, "ef_construction": construction, "ef_search": search,
        "seconds": round(built, 2), "recall_at_10": round(hits / (10 * ASKED), 4),
        "query_ms": round(1000 * sorted(spent)[ASKED // 2], 2),
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("articles", type=Path)
    parser.add_argument("--texts", type=int, nargs="+", default=[4500, 20_000])
    given = parser.parse_args()
    texts = texts_of(given.articles, max(given.texts))
    matrix = default_embedder().embed(texts)
    print(f"{len(texts)} sentences embedded", flush=True)
    for size in given.texts:
        for setting in SETTINGS:
            print(json.dumps(measure(matrix[:size], setting)), flush=True)


if __name__ == "__main__":
    main()
