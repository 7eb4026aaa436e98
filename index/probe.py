"""What the child process of `integrity.probe` runs: every collection counts, lists its keys and finds its own vectors.

    python -m index.probe FOLDER

Exits with 0 where all of it works. A module of its own, so that `integrity` need not know `vectors`, which uses it.
"""

from __future__ import annotations

import sys
from pathlib import Path

from index.vectors import embedded

SAMPLE = 64


def try_all(folder: Path) -> bool:
    """Open the folder as its owner does; True where every collection works."""
    return all(collection.finds_itself(SAMPLE) for collection in embedded(folder, "").all())


if __name__ == "__main__":
    sys.exit(0 if try_all(Path(sys.argv[1])) else 1)
