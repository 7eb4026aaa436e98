"""Whom the resolver takes ambiguous pronouns for, on GAP (Webster et al. 2018): names right, wrong, none given.

    python -m tests.benchmarks.pronouns gap-validation.tsv [gap-test.tsv ...]

"All" is what the coreference head says of every pronoun, from the probability on at which a source takes a name.
"Opening" is what a claim would print for those that open a sentence of which the one before has both names.
"""

from __future__ import annotations

import csv
import sys
from bisect import bisect_right
from collections import Counter
from pathlib import Path

from index.attribution.coreference.entities import Cast, Entity
from index.attribution.coreference.resolver import PRONOUN_SURE, Speakers
from index.text.sentences import sentences

Row = dict[str, str]


def main(files: list[str]) -> None:
    rows = [row for file in files for row in _read(Path(file))]
    everywhere: Counter[str] = Counter()
    opening: Counter[str] = Counter()
    for row in rows:
        meant = "A" if row["A-coref"] == "TRUE" else "B" if row["B-coref"] == "TRUE" else ""
        text, at = row["Text"], int(row["Pronoun-offset"])
        starts = [start for start, _ in sentences(text)]
        speakers = Speakers(text, Cast(text), starts)
        everywhere[_verdict(row, meant, speakers.cast, _by_head(speakers, at))] += 1
        place = bisect_right(starts, at) - 1
        before = range(starts[place - 1], starts[place]) if place > 0 else range(0)
        if meant and at - starts[place] < 2 and all(int(row[f"{name}-offset"]) in before for name in "AB"):
            found = speakers.resolve((at, at + len(row["Pronoun"]))).entity
            opening[_verdict(row, meant, speakers.cast, found)] += 1
    for name, counts in (("all", everywhere), ("opening", opening)):
        given = counts["right"] + counts["wrong"]
        print(f"{name:8} right {counts['right']}  wrong {counts['wrong']}  none {counts['none']}  "
              f"precision {counts['right'] / max(given, 1):.3f}")  # fmt: skip


def _read(file: Path) -> list[Row]:
    with file.open(encoding="utf8") as lines:
        return list(csv.DictReader(lines, delimiter="\t"))


def _by_head(speakers: Speakers, at: int) -> Entity | None:
    read = speakers.coreference
    mention = next((k for k in range(len(read.starts)) if read.starts[k] == at), None)
    bearer, p = read.best_named(mention) if mention is not None else (-1, 0.0)
    return speakers.cast.entities[bearer] if bearer >= 0 and p >= PRONOUN_SURE else None


def _verdict(row: Row, meant: str, cast: Cast, found: Entity | None) -> str:
    if found is None:
        return "none"
    named = {name: _named(cast, int(row[f"{name}-offset"]), row[name]) for name in "AB"}
    if not meant:  # neither: a third name may be the right one
        return "wrong" if any(found is one for one in named.values()) else "none"
    return "right" if named[meant] is found else "wrong"


def _named(cast: Cast, start: int, name: str) -> Entity | None:
    inside = cast.inside(start, start + len(name))
    return cast.entity_of(inside[0]) if inside else None


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
