"""How the store grows: `python -m tests.benchmarks.scale [CLAIMS ...] [--embed model|hashed] [--alone] [--keep DIR]`.

For each size: indexing rate (articles read, attributed, embedded and stored, without and with the vector index); the
time of a warm search (dense and lexical, the claims loaded) and of a warm `ask` (parsed, searched, ranked, drafted,
checked), without a filter and with a speaker, outlet or year, which for `ask` stands in the question; resident memory,
bytes on disk, and recall@10 of the vector index (with ``--alone``, where there is none, recall@10, 50 and 100 of the
sketches). Times are milliseconds, p50 and p95, of the wall clock and of the process (which another job on the machine
disturbs less). `hashed` replaces the embedding model by random directions of words, mixed as a low-rank model mixes
them: for sizes where the model would take hours. With `--keep`, a library that an earlier run left there is measured
again, and grown where it has fewer claims than asked for.
"""

from __future__ import annotations

import argparse
import itertools
import json
import random
import resource
import shutil
import statistics
import tempfile
import time
import zlib
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.schema import Article, Claim, Filter, Stance
from index.store import dense_search, doctor, vector_sync
from index.store.library import Library
from index.store.space import Space
from index.text.names import words
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
        full /= np.maximum(np.linalg.norm(full, axis=1, keepdims=True), 1e-9)
        return full


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


def measure(size: int, embed: str, folder: Path, alone: bool = False) -> dict[str, Any]:
    """Build a library of at least ``size`` claims, its own voice included, and measure it; ``alone``: as a command
    searches it, from the database."""
    given: dict[str, Any] = {"attribute": by_line}
    if embed == "hashed":
        given["embedder"] = Hashed()
    with Library.open(data_dir=folder, follow=not alone, **given) as library:
        if alone:
            library.follower.start = lambda **_: None  # type: ignore[method-assign]
        result: dict[str, Any] = _build(library, size, alone) if library.space().stats()["chunks"] < size else {}
        assert alone or library.settle(36_000)
        stats = library.space().stats()
        result = {"claims": stats["chunks"], "articles": stats["articles"], "speakers": stats["speakers"], **result}
        result["disk_mb"] = round(_bytes(folder) / 1e6)
        result |= _searches(library) | _asks(library)
        result["resident_mb"] = round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        if alone:
            result["sketch_recall"] = _sketch_recall(library)
        else:
            result["recall_at_10"] = round(doctor.deep(library, "default").recall, 4)
    return result


def _sketch_recall(library: Library, asked: int = 40) -> dict[str, list[float]]:
    """The share of the 10, 50 and 100 nearest claims that a search by sketches finds, of those of a filter."""
    space, rng = library.space(), random.Random(3)
    vectors = space.embed([f"Who says that {content}?" for content in _contents(space, rng)[:asked]])
    outlet = rng.choice(space.outlets())
    filters = {"none": Filter(), "outlet": Filter(outlets=(outlet,)), "years": Filter(since="2022", until="2024")}
    found: dict[str, list[float]] = {}
    with library.database.read() as connection:
        state = vector_sync.state(connection, space.name)
        assert state is not None
        kept = library.in_memory.sketches.current(connection, state.id, state.revision)
        cosines = np.concatenate([part @ vectors.T for _, part in dense_search.blocks(connection, state.id)])
        for name, within in filters.items():
            at = kept.allowed(connection, state.id, within)
            shares = []
            for k in (10, 50, 100):
                most = max(dense_search.SHORTLIST, dense_search.PER_HIT * k)
                hits = [
                    np.sum(cosines[kept.nearest(vector, at, most), i] >= np.partition(cosines[at, i], -k)[-k])
                    for i, vector in enumerate(vectors)
                ]
                shares.append(round(float(np.mean(np.minimum(hits, k))) / k, 4))
            found[name] = shares
    return found


def _build(library: Library, size: int, alone: bool) -> dict[str, int]:
    """Add articles until there are ``size`` claims; what a kept library holds already is not made again."""
    space = library.space()
    held = space.stats()
    stored = held["chunks"]
    stream = itertools.islice(articles(10**9), held["articles"], None)
    started = time.perf_counter()
    while stored < size:
        stored += sum(added.chunks for added in space.add_many(itertools.islice(stream, 50)))
    in_database = time.perf_counter() - started
    assert alone or library.settle(36_000)
    indexed = time.perf_counter() - started
    made = stored - held["chunks"]
    return {"made": made, "claims_per_second": round(made / in_database), "with_vector_index": round(made / indexed)}


def _searches(library: Library) -> dict[str, dict[str, float]]:
    space = library.space()
    rng = random.Random(1)
    speakers = [speaker.id for speaker in space.speakers(limit=200)]
    outlets = space.outlets()
    filters: dict[str, Callable[[], Filter]] = {
        "none": lambda: Filter(),
        "speaker": lambda: Filter(speaker_ids=(rng.choice(speakers),)),
        "outlet": lambda: Filter(outlets=(rng.choice(outlets),)),
        "year": lambda: Filter(since=f"202{rng.randint(0, 9)}", until=f"202{rng.randint(5, 9)}"),
    }
    found = {}
    for name, make in filters.items():

        def search(content: str, make: Callable[[], Filter] = make) -> None:
            question, within = f"Who says that {content}?", make()
            hits = space.search_dense(question, 50, within) + space.search_lexical(question, 50, within)
            space.claims_by_id(list(dict.fromkeys(claim for claim, _ in hits))[:20])

        found[f"search_{name}"] = _timed(search, _contents(space, rng))
    return found


def _asks(library: Library) -> dict[str, dict[str, float]]:
    from bot.answer.asker import Asker
    from bot.settings import Settings

    asker = Asker(Settings(model="offline"))
    space = library.space()
    rng = random.Random(2)
    speakers = [speaker.name for speaker in space.speakers(limit=200) if not speaker.anonymous]
    outlets = space.outlets()
    forms: dict[str, Callable[[str], str]] = {
        "none": lambda content: f"Who says that {content}?",
        "speaker": lambda content: f"What did {rng.choice(speakers)} say about {content}?",
        "outlet": lambda content: f"Who told {rng.choice(outlets)} that {content}?",
        "year": lambda content: f"Who said in 202{rng.randint(0, 9)} that {content}?",
    }

    def ask(content: str, form: Callable[[str], str]) -> None:
        asker.ask(space, form(content))

    return {f"ask_{name}": _timed(partial(ask, form=form), _contents(space, rng)) for name, form in forms.items()}


def _contents(space: Space, rng: random.Random) -> list[str]:
    """Up to eight words of claims from all over the space."""
    count = space.stats()["articles"]
    taken = [space.articles(limit=1, offset=rng.randrange(count))[0] for _ in range(QUESTIONS)]
    some = [rng.choice(space.article_claims(article.id)).quote.split() for article in taken]
    return [" ".join(rng.sample(words, min(8, len(words)))) for words in some]


def _timed(call: Callable[[str], object], contents: Sequence[str]) -> dict[str, float]:
    for content in contents[:5]:
        call(content)
    walls, processes = [], []
    for content in contents:
        wall, process = time.perf_counter(), time.process_time()
        call(content)
        walls.append((time.perf_counter() - wall) * 1000)
        processes.append((time.process_time() - process) * 1000)
    at = int(len(contents) * 0.95)
    return {
        "p50": round(statistics.median(walls), 1), "p95": round(sorted(walls)[at], 1),
        "cpu_p50": round(statistics.median(processes), 1), "cpu_p95": round(sorted(processes)[at], 1),
    }  # fmt: skip


def _bytes(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("claims", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--embed", choices=("model", "hashed"), default="hashed")
    parser.add_argument("--alone", action="store_true", help="without the vector index, as a command searches")
    parser.add_argument("--keep", type=Path, help="keep the data folders here")
    given = parser.parse_args()
    base = given.keep or Path(tempfile.mkdtemp())
    try:
        for size in given.claims:
            print(json.dumps(measure(size, given.embed, base / str(size), given.alone)), flush=True)
    finally:
        if given.keep is None:
            shutil.rmtree(base)


if __name__ == "__main__":
    main()
