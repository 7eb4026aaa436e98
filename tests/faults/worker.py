"""A process to be killed: adds, removes, reindexes or reads in a data folder, and prints a line for each thing that
has been acknowledged. Run as `python -m tests.faults.worker DIR COMMAND [FROM TO]`."""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from pathlib import Path

from index.schema import Article, Status
from index.store.library import Library
from tests.index.scripted import WordEmbedder, article, attribute


def numbered(n: int, version: int = 0) -> Article:
    """Article n: eight claims by two people, words of its own in each."""
    lines = [
        f"{who} said: token{n} version{version} item{i} of the count"
        for i in range(4)
        for who in ("Ana Ruiz", "Leo Berg")
    ]
    return article(n, *lines)


def main() -> None:
    data_dir, command = Path(sys.argv[1]), sys.argv[2]
    if "WORKER_FILE_LIMIT" in os.environ:  # a disk that is full: no file may grow past this
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        limit = int(os.environ["WORKER_FILE_LIMIT"])
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    library = Library.open(data_dir=data_dir, embedder=WordEmbedder(), attribute=attribute, follow=command == "follow")
    space = library.space()
    if command != "follow":
        print("open", flush=True)
    if command == "add":
        first, last = int(sys.argv[3]), int(sys.argv[4])
        for n in range(first, last, 20):
            for added in space.add_many(numbered(i) for i in range(n, min(n + 20, last))):
                print(added.status, added.id, added.error or "", flush=True)
                if added.status is Status.FAILED:
                    last = 0  # told once is enough
            if not last:
                break
    elif command == "reindex":
        print("reindexed", space.reindex(), flush=True)
    elif command == "follow":
        print("ready", flush=True)
        signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
        while True:
            time.sleep(0.2)
    library.close()
    print("closed", flush=True)


if __name__ == "__main__":
    main()
