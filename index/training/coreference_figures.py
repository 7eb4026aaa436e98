"""What the coreference head is worth on articles that it has not seen.

python -m index.training.coreference_figures --articles FOLDER [--head FILE] [--gap FILE ...] [--cache FOLDER]

Of every fifth own article (left out by ``index.training.coreference --held-out``): of the mentions that were given
somebody's name the share given the right one (precision), of those whose bearer is named the share given it (recall),
each from a probability on. Of GAP the F1 over its names (Webster et al. 2018).
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np

from index.attribution.coreference.detection import Form
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.head import FILE, Head
from index.attribution.coreference.resolution import Coreference, coreference_of
from index.attribution.extraction.extractor import Encoded
from index.text.sentences import sentences
from index.training.coreference import bearer, clusters_of, encoded_once, words_of
from index.training.mention_data import Ambiguous, Resolved, gap, head_unit, own_articles

FROM = (0.0, 0.5, 0.8, 0.9)  # probabilities from which a bearer counts as named
GAP_FROM = 0.4
OUTCOMES = ((True, True), (False, True), (True, False))  # (meant, said): right, wrong, missed
MASCULINE = frozenset(("he", "him", "his"))


def read_by(head: Head, text: str, encoded: Encoded) -> Coreference:
    """Who is meant in one text."""
    return coreference_of(text, Cast(text), encoded, [start for start, _ in sentences(text)], head)


class Tally:
    """Over articles: by form (given probability, right, has a named bearer) of each mention, and what was missed."""

    def __init__(self) -> None:
        self.rows: dict[str, list[tuple[float, bool, bool]]] = defaultdict(list)
        self.missed: Counter[str] = Counter()
        self.named: Counter[bool] = Counter()

    def add(self, document: Resolved, encoded: Encoded, read: Coreference) -> None:
        mentions, clusters = read.mentions, clusters_of(document, encoded, read.mentions)
        of_entity: dict[int, Counter[str]] = defaultdict(Counter)
        for k, cluster in enumerate(clusters):
            if mentions.entity[k] >= 0 and cluster is not None:
                of_entity[int(mentions.entity[k])][cluster] += 1
        cluster_of = {entity: seen.most_common(1)[0][0] for entity, seen in of_entity.items()}
        for entity, seen in of_entity.items():
            self.named[True] += seen[cluster_of[entity]]
            self.named[False] += sum(seen.values()) - seen[cluster_of[entity]]
        with_name = {cluster for seen in of_entity.values() for cluster in seen}
        words, heads = words_of(document.text, encoded), set(mentions.head.tolist())
        for gold in document.gold:
            self.missed["found" if head_unit(words, encoded.units, gold) in heads else "missed"] += 1
        for k, cluster in enumerate(clusters):
            form = Form(int(mentions.form[k]))
            if form is Form.NAME:
                continue
            meant, chance = read.best(k)
            if not 0 <= meant < len(read.cast.entities):
                chance = 0.0
            right = chance > 0 and cluster is not None and cluster_of.get(meant) == cluster
            self.rows[form.name.lower()].append((chance, right, cluster in with_name))

    def show(self) -> None:
        print(f"mentions not found {self.missed['missed']} of {self.missed.total()}")
        print(f"names gathered right {self.named[True] / max(1, self.named.total()):.3f} of {self.named.total()}")
        print("form        " + "".join(f"   P, R >= {least:.1f}" for least in FROM))
        for form, rows in sorted(self.rows.items()):
            named = max(1, sum(has for *_, has in rows))
            shares = []
            for least in FROM:
                given = [right for chance, right, _ in rows if chance > 0 and chance >= least]
                shares.append(f"   {sum(given) / max(1, len(given)):.3f} {sum(given) / named:.3f} ")
            print(f"{form:12}" + "".join(shares))


def gap_f1(items: list[Ambiguous], states: list[Encoded], head: Head) -> dict[str, float]:
    """Items of GAP -> F1 over masculine, feminine and all pronouns."""
    seen: Counter[tuple[str, bool, bool]] = Counter()
    for item, encoded in zip(items, states, strict=True):
        read = read_by(head, item.text, encoded)
        mentions = read.mentions
        at = np.flatnonzero(encoded.units.starts[mentions.head] == item.pronoun)
        word = item.text[item.pronoun :].split(maxsplit=1)[0].strip(".,;:!?\"'").lower()
        chances = [0.0, 0.0]
        for one in (0, 1):
            meant = set(mentions.entity[bearer(mentions, encoded, item.names[one])].tolist()) - {-1}
            if len(at):
                chances[one] = max((read.bearers[at[0]].get(entity, 0.0) for entity in meant), default=0.0)
        for one in (0, 1):
            said = chances[one] > chances[1 - one] and chances[one] >= GAP_FROM
            seen["masculine" if word in MASCULINE else "feminine", bool(item.meant[one]), said] += 1

    def f1(*genders: str) -> float:
        hit, false, missed = (sum(seen[g, gold, said] for g in genders) for gold, said in OUTCOMES)
        return 2 * hit / max(1, 2 * hit + false + missed)

    return {"masculine": f1("masculine"), "feminine": f1("feminine"), "all": f1("masculine", "feminine")}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder of our own articles")
    parser.add_argument(
        "--head", type=Path, default=FILE, help="the head's file (the shipped one has seen all articles)"
    )
    parser.add_argument("--gap", type=Path, nargs="*", default=[])
    parser.add_argument("--cache", type=Path, help="folder that keeps the states between runs with the same tagger")
    args = parser.parse_args()
    with np.load(args.head) as arrays:
        head = Head({name: arrays[name].astype(np.float32) for name in arrays.files})
    own = list(own_articles(args.articles))
    states = encoded_once("own", [d.text for d in own], args.cache)
    tally = Tally()
    for document, encoded in list(zip(own, states, strict=True))[::5]:
        tally.add(document, encoded, read_by(head, document.text, encoded))
    tally.show()
    for path in args.gap:
        items = list(gap(path))
        figures = gap_f1(items, encoded_once(path.stem, [i.text for i in items], args.cache), head)
        print(f"{path.stem}: " + ", ".join(f"{name} {value:.3f}" for name, value in figures.items()))


if __name__ == "__main__":
    main()
