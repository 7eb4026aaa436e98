"""How often title, date, author and outlet of saved pages are read right.

``python -m tests.benchmarks.pages FOLDER GOLD``: GOLD is JSONL, with ``page`` (a path below FOLDER), ``title``,
``author``, ``outlet`` (each a list of what is right) and ``published``. No date and no author count as right, since a
wrong one does harm and none does not.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from index.articles import load
from index.schema import Article

FIELDS = ("title", "published", "author", "outlet")


def right(article: Article, gold: dict[str, object]) -> dict[str, bool]:
    """Which fields are."""
    wanted = {**gold, "published": [gold["published"]]}
    may_miss = ("published", "author")
    return {
        name: getattr(article, name) in wanted[name] or (name in may_miss and getattr(article, name) is None)  # type: ignore[operator]
        for name in FIELDS
    }


def main(folder: str, gold: str) -> None:
    """Print what is wrong, then the counts."""
    counts = dict.fromkeys(FIELDS, 0)
    lines = [json.loads(line) for line in Path(gold).read_text(encoding="utf-8").splitlines()]
    for line in lines:
        (item,) = load(str(Path(folder, line["page"])))
        if not isinstance(item, Article):
            print(item.error)
            continue
        for name, good in right(item, line).items():
            counts[name] += good
            if not good:
                print(f"{line['page']}: {name}: {getattr(item, name)!r}")
    print(", ".join(f"{name} {count}" for name, count in counts.items()), f"of {len(lines)}")


if __name__ == "__main__":
    main(*sys.argv[1:])
