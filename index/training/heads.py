"""Train the two heads that judge a cue on top of a trained tagger that stays as it is: whether what it introduces is a
claim, and its stance.

python -m index.training.heads --start FILE.pt --graphs FOLDER --out FILE.pt --passages FILE... [--made N]

The heads read what the role layers know of a cue. They learn from our passages (the outermost relations, and what their
contents report in turn), with the cues that the tagger itself proposes there, and from ``wordings``.
"""

from __future__ import annotations

import argparse
import copy
import json
import random
import re
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from index.attribution.extraction.extractor import cue_inputs, extract
from index.attribution.extraction.tagger import OnnxScorer
from index.attribution.extraction.tokenization import windows
from index.training.data import Item, build_item, read_articles, read_passages, unit_span
from index.training.model import Model
from index.training.passages import compile_passage
from index.training.wordings import Maker, Span, propositions

WINDOWS_A_TURN, CUES_A_TURN, TEXTS_A_TURN = 128, 64, 64
Asked = tuple[int, int, int, int, int, Sequence[tuple[int, int]]]
Row = tuple[int, int, float, int]  # cue low and high, claim (1 or 0), stance (-1: unknown)


def labelled(item: Item, nothing: Sequence[tuple[int, int]], proposals: Sequence[tuple[int, int]]) -> list[Row]:
    """The cues of an item with their labels: those that are annotated, those known to introduce ``nothing``, and those
    that the tagger proposes."""
    known = [(c.low, c.high, 1.0, c.stance) for c in item.cues] + [(a, b, 0.0, -1) for a, b in nothing]
    rows = list(known)
    for low, high in proposals:
        hit = [k for k in known if k[0] < high and low < k[1]]
        inside = any(a <= low < b for cue in item.cues for a, b in cue.content)
        if len(hit) == 1 and hit[0][:2] != (low, high):
            rows.append((low, high, *hit[0][2:]))
        elif not hit and not inside:
            rows.append((low, high, 0.0, -1))
    return rows


def features(scorer: OnnxScorer, items: Sequence[Item], rows: Sequence[list[Row]]) -> tuple[torch.Tensor, ...]:
    """(what the role layers know of each cue, claim, stance)."""
    known, claims, stances = [], [], []
    jobs = [(n, window) for n, item in enumerate(items) for window in windows(item.units)]
    for k in range(0, len(jobs), WINDOWS_A_TURN):
        part = jobs[k : k + WINDOWS_A_TURN]
        encoded = scorer.encode([window for _, window in part])
        asked: list[Asked] = []
        base = 0
        for (n, window), (states, _, _) in zip(part, encoded, strict=True):
            own = [row for row in rows[n] if window.core_low <= row[0] < window.core_high]
            for low, high, claim, stance in own:
                block = items[n].blocks[items[n].block_of[low]]
                others = [row[:2] for row in own if row[1] <= low or row[0] >= high]
                asked.append((base - window.low, *block, low, min(high, block[1]), others))
                claims.append(claim)
                stances.append(stance)
            base += len(states)
        flat = [np.concatenate([one[i] for one in encoded]) for i in (0, 1)]
        for at in range(0, len(asked), CUES_A_TURN):
            known.append(torch.from_numpy(scorer.known(flat[0], flat[1], cue_inputs(asked[at : at + CUES_A_TURN]))))
    return torch.cat(known), torch.tensor(claims), torch.tensor(stances)


def plain_claims(text: str, relations: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """The relations of an annotated article that put forward a clause or a quotation, told by somebody: claims by their
    form. Whether the others are claims the annotation does not say."""
    return [one for one in relations if one["source"] and one["cue"] and one["content"] and _clause(text, one)]


def _clause(text: str, relation: dict[str, Any]) -> bool:
    cue = text[slice(*relation["cue"][0])].lower()
    start, end = relation["content"][0]
    if NEGATED.search(cue) or end - start < 20:
        return False
    that = text[max(0, start - 6) : start].rstrip().endswith(" that")
    return that or text[start] in '"“' or FINITE.match(text, start, end) is not None


NEGATED = re.compile(r"\b(?:not|never|no|without|avoid\w*)\b|n['’]t")
FINITE = re.compile(
    r"(?:[\w’'-]+ ){1,5}(?:is|are|was|were|has|have|had|will|would|could|can|should|may|might|does|did|do)\b"
)


class Head(nn.Module):
    """A head with dropout before it."""

    def __init__(self, head: nn.Module, drop: float) -> None:
        super().__init__()
        self.net = nn.Sequential(nn.Dropout(drop), head)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.net(x)  # type: ignore[no-any-return]


def train(model: Model, data: tuple[torch.Tensor, ...], epochs: int, rate: float, seed: int) -> None:
    """Fit the claim and the stance head to the features."""
    known, claims, stances = data
    torch.manual_seed(seed)
    heads = nn.ModuleList([Head(model.roles.claim, 0.3), Head(model.roles.stance, 0.3)])
    optimizer = torch.optim.AdamW(heads.parameters(), lr=rate, weight_decay=0.05)
    average = copy.deepcopy(heads.state_dict())
    steps = epochs * len(known.split(256))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, rate, total_steps=steps)
    heads.train()
    for _ in range(epochs):
        for part in torch.randperm(len(known)).split(256):
            x = known[part]
            claim = F.binary_cross_entropy_with_logits(heads[0](x).squeeze(1), claims[part])
            loss = claim + F.cross_entropy(heads[1](x), stances[part], ignore_index=-1)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
            for name, value in heads.state_dict().items():
                average[name].lerp_(value, 0.02)
    heads.load_state_dict(average)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--start", type=Path, required=True, help="weights of the tagger")
    parser.add_argument("--graphs", type=Path, required=True, help="folder of what export.py made of them")
    parser.add_argument("--passages", type=Path, nargs="+", required=True)
    parser.add_argument("--train", type=Path, help="annotated articles, whose plain claims are learned too")
    parser.add_argument("--articles", type=int, default=120, help="how many of them")
    parser.add_argument("--made", type=int, default=4800, help="sentences made by wordings.py")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=60)
    parser.add_argument("--rate", type=float, default=1e-3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--features", type=Path, help="keep the features here, or take them from here")
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    model = Model()
    model.load_state_dict({k: v.float() for k, v in torch.load(args.start).items()}, strict=False)
    if args.features and args.features.exists():
        data = torch.load(args.features)
    else:
        scorer = OnnxScorer(args.graphs)
        parts = [gathered(scorer, args.passages, args.made, args.seed)]
        if args.train:
            parts.append(gathered_articles(scorer, args.train, args.articles))
        data = tuple(map(torch.cat, zip(*parts, strict=True)))
        if args.features:
            torch.save(data, args.features)
    train(model, data, args.epochs, args.rate, args.seed)
    torch.save({k: v.half() if v.is_floating_point() else v for k, v in model.state_dict().items()}, args.out)


def gathered_articles(scorer: OnnxScorer, path: Path, count: int) -> tuple[torch.Tensor, ...]:
    """Features of the cues of ``plain_claims`` in the first ``count`` annotated articles; their stance is unknown."""
    read = [(text, plain_claims(text, relations)) for text, relations in islice(read_articles(path), count)]
    items = [build_item(text, relations, scorer.tokenize) for text, relations in read]
    found = features(scorer, items, [[(c.low, c.high, 1.0, -1) for c in item.cues] for item in items])
    print(f"{len(items)} articles, {len(found[0])} cues", flush=True)
    return found


def gathered(scorer: OnnxScorer, passages: Sequence[Path], count: int, seed: int) -> tuple[torch.Tensor, ...]:
    """Features and labels of the cues of all passages and of ``count`` made sentences."""
    read = [one for path in passages for one in read_passages(path)]
    items = [build_item(text, relations, scorer.tokenize) for text, relations in read]
    lines = [line for path in passages for line in path.read_text(encoding="utf8").splitlines()]
    maker = Maker(*propositions([compile_passage(json.loads(line)) for line in lines]), random.Random(seed))
    made = [maker.one(number) for number in range(count)]
    items += [build_item(one.text, one.relations, scorer.tokenize) for one in made]
    texts = [text for text, _ in read] + [one.text for one in made]
    nothing: list[list[Span]] = [[] for _ in read] + [one.nothing for one in made]
    found = [one for k in range(0, len(texts), TEXTS_A_TURN) for one in extract(texts[k : k + TEXTS_A_TURN], scorer)]
    rows = [
        labelled(
            item,
            [unit_span(item.units, *span) for span in known],
            [unit_span(item.units, *one.relation.cue[0]) for one in each],
        )
        for item, known, each in zip(items, nothing, found, strict=True)
    ]
    known, claims, stances = features(scorer, items, rows)
    print(f"{len(items)} texts, {len(known)} cues, {int((claims == 0).sum())} of them no claim", flush=True)
    return known, claims, stances


if __name__ == "__main__":
    main()
