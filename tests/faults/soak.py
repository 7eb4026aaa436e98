"""Two writers, two readers and a bot on one store: `python -m tests.faults.soak [--seconds 300] [--servers]`.

The writers add, change and remove articles; the readers ask for articles that have been acknowledged, in processes of
their own; the bot holds the vector index and asks as well. Every article a writer was told is durable has to be found
by readers and bot at once. At the end ids and vectors are compared. `--servers` runs it on PostgreSQL and `chroma run`.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import multiprocessing as mp
import os
import random
import tempfile
import time
from multiprocessing.synchronize import Event
from pathlib import Path
from typing import Any

from index.store import doctor
from index.store.library import Library
from tests.faults.worker import numbered
from tests.index.scripted import WordEmbedder, attribute


def _open(engines: dict[str, Any], **more: Any) -> Library:
    return Library.open(embedder=WordEmbedder(), attribute=attribute, **engines, **more)


def write(engines: dict[str, Any], which: int, log: Path, stop: Event) -> None:
    """Add articles which, which + 2, ...; every tenth is changed later, every twentieth removed."""
    rng = random.Random(which)
    n = which
    with _open(engines) as library, log.open("w", encoding="utf-8") as out:
        space = library.space()
        while not stop.is_set():
            batch = [n + 2 * i for i in range(rng.choice((1, 1, 5)))]
            n = batch[-1] + 2
            for added in space.add_many(numbered(i) for i in batch):
                print(json.dumps([added.id, 0]), file=out, flush=True)
            if rng.random() < 0.1:
                assert space.add(numbered(batch[0], version=1)).status == "updated"
                print(json.dumps([f"a{batch[0]}", 1]), file=out, flush=True)
            elif rng.random() < 0.05:
                space.remove(f"a{batch[0]}")
                print(json.dumps([f"a{batch[0]}", -1]), file=out, flush=True)
            time.sleep(rng.random() * 0.1)


def read(engines: dict[str, Any], logs: list[Path], result: Path, stop: Event, bot: bool) -> None:
    """Ask for the newest and for random acknowledged articles until told to stop."""
    rng = random.Random(os.getpid())
    counts = {"asked": 0, "wrong": 0}
    with _open(engines, follow=bot) as library:
        space = library.space()
        while not stop.is_set():
            known = acknowledged(logs)
            names = [name for name, version in known.items() if version == 0]
            for name in {*names[-1:], *rng.sample(names, min(3, len(names)))}:
                question = f"Ana Ruiz said token{name[1:]} version0 item1 of the count"
                hits = [claim for claim, _ in space.search_dense(question, 10) + space.search_lexical(question, 10)]
                right = sum(claim.startswith(f"{name}#") for claim in hits) >= 2
                counts["asked"] += 1
                # It may have been changed or removed since its acknowledgement was read.
                if not right and acknowledged(logs).get(name) == 0:
                    time.sleep(0.5)
                    counts["wrong"] += acknowledged(logs).get(name) == 0
            result.write_text(json.dumps(counts))
            time.sleep(0.05)


def acknowledged(logs: list[Path]) -> dict[str, int]:
    """Article id to its version, -1 where it has been removed; in the order of the logs."""
    found: dict[str, int] = {}
    for log in logs:
        if log.exists():
            for line in log.read_text("utf-8").splitlines():
                with contextlib.suppress(ValueError):  # a line that is being written
                    name, version = json.loads(line)
                    found.pop(name, None)
                    found[name] = version
    return found


def _asked(result: Path) -> int:
    with contextlib.suppress(OSError, ValueError):  # not there yet, or being written
        return int(json.loads(result.read_text())["asked"])
    return 0


def soak(engines: dict[str, Any], folder: Path, seconds: float) -> dict[str, Any]:
    """Run it; gives what was found. Nothing is asserted here."""
    context = mp.get_context("spawn")
    stop_writing, stop_reading = context.Event(), context.Event()
    logs = [folder / "writer0", folder / "writer1"]
    results = [folder / name for name in ("reader0", "reader1", "bot")]
    writers = [context.Process(target=write, args=(engines, i, logs[i], stop_writing)) for i in range(2)]
    readers = [
        context.Process(target=read, args=(engines, logs, result, stop_reading, result.name == "bot"))
        for result in results
    ]
    for process in (*readers, *writers):
        process.start()
    deadline = time.monotonic() + 300
    while not all(_asked(result) for result in results) and time.monotonic() < deadline:
        time.sleep(0.1)  # the seconds count from when all have begun
    time.sleep(seconds)
    for stop, processes in ((stop_writing, writers), (stop_reading, readers)):
        stop.set()
        for process in processes:
            process.join(300)
            assert process.exitcode == 0, f"{process.name}: exit code {process.exitcode}"
    with _open(engines) as library:
        assert library.settle()
        report = doctor.deep(library, "default")
        known = acknowledged(logs)
        stored = {article.id: article.text for article in library.space().articles()}
        wanted = {name: numbered(int(name[1:]), version).text for name, version in known.items() if version >= 0}
    counts = [json.loads(result.read_text()) for result in results]
    return {
        "seconds": seconds,
        "acknowledged": len(known),
        "lost": len(wanted.keys() - stored.keys()),
        "stale": sum(stored.get(name) != text for name, text in wanted.items()),
        "risen": sum(name in stored for name, version in known.items() if version < 0),
        "asked": sum(count["asked"] for count in counts),
        "wrong": sum(count["wrong"] for count in counts),
        "vectors": report.vectors,
        "missing": report.missing,
        "surplus": report.surplus,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--servers", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, contextlib.ExitStack() as stack:
        folder = Path(name)
        engines: dict[str, Any] = {"data_dir": folder / "data"}
        if given.servers:
            from tests.index.engines import chroma_server, postgres

            engines["database_url"] = stack.enter_context(postgres())
            engines["chroma_url"] = stack.enter_context(chroma_server(folder / "chroma"))
        print(json.dumps(soak(engines, folder, given.seconds)))


if __name__ == "__main__":
    main()
