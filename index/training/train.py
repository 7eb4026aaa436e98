"""Train the attribution tagger.

python -m index.training.train --train TRAIN.jsonl [--passages FILE...] --base FOLDER --out FILE
    [--dev DEV.jsonl] [--epochs N] [--seed N] [--held-out N]
"""

from __future__ import annotations

import argparse
import math
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch.nn import functional as F  # noqa: N812

from index.attribution.extraction.extractor import cue_inputs
from index.training.data import (
    Batch,
    Item,
    batches,
    build_item,
    pad,
    read_articles,
    read_passages,
    role_labels,
    word_pieces,
)
from index.training.evaluate import predict, score
from index.training.model import Model

CANDIDATE_BIAS = 2.0  # how much the O label of the cue tagger is handicapped when false candidates are drawn


def candidates(emissions: np.ndarray, bias: float) -> list[tuple[int, int]]:
    """Likely cue spans of one row by greedy labels (cheap: for drawing negatives while training)."""
    labels = (emissions - np.array([bias, 0, 0])).argmax(axis=1)
    found: list[tuple[int, int]] = []
    for i, label in enumerate(labels.tolist()):
        if label == 2 and found and found[-1][1] == i:
            found[-1] = (found[-1][0], i + 1)
        elif label:
            found.append((i, i + 1))
    return found


def loss_of(model: Model, batch: Batch, rng: random.Random, drop: float) -> dict[str, torch.Tensor]:
    """All losses of one batch."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        states, tags, cues = model.tagger(batch.ids, batch.shape, batch.quote, batch.mask, batch.first, drop)
    tags, cues = tags.float(), cues.float()
    losses = {"tags": F.cross_entropy(tags[batch.unit_mask], batch.tags[batch.unit_mask])}
    gold_count = max(1, int((batch.cues[batch.unit_mask] == 1).sum()))
    losses["cues"] = model.cue_crf.nll(cues, batch.cues, batch.unit_mask).sum() / gold_count
    rows, labels, valid, stance = [], [], [], []
    width = batch.first.shape[1]
    guess = cues.detach().numpy()
    for n, (item, window) in enumerate(batch.members):
        base = n * width - window.low
        own = [c for c in item.cues if window.core_low <= c.low < window.core_high]
        drawn = [
            (a + window.low, b + window.low)
            for a, b in candidates(guess[n, : window.high - window.low], CANDIDATE_BIAS)
        ]
        drawn = [s for s in drawn if window.core_low <= s[0] and s[1] <= window.core_high]
        rng.shuffle(drawn)
        drawn = drawn[: len(own) // 4 + 1]  # the untrained tagger proposes hundreds
        spans = [(c.low, c.high, c) for c in own]
        for a, b in drawn:
            hit = [c for c in own if c.low < b and a < c.high]
            if not hit:
                spans.append((a, b, None))
            elif (a, b) != (hit[0].low, hit[0].high) and len(hit) == 1 and rng.random() < 0.5:
                spans.append((a, b, hit[0]))
        everyone = [(a, b) for a, b, _ in spans]
        for a, b, cue in spans:
            low, high = item.blocks[item.block_of[a]]
            others = [s for s in everyone if s[1] <= a or s[0] >= b]
            rows.append((base, low, high, a, min(b, high), others))
            labels.append(role_labels(item, cue, low, high))
            valid.append(float(cue is not None))
            stance.append(cue.stance if cue else -1)
    if rows:
        order = sorted(range(len(rows)), key=lambda r: rows[r][2] - rows[r][1])
        flat_states = states.reshape(-1, states.shape[2])
        flat_tags = tags.detach().softmax(-1).reshape(-1, tags.shape[2])
        positives = max(1, int(sum(valid)))
        role_loss = valid_loss = stance_loss = torch.zeros(())
        part_size = max(1, math.ceil(len(order) / 6))
        for k in range(0, len(order), part_size):
            part = order[k : k + part_size]
            cb = [torch.from_numpy(x) for x in cue_inputs([rows[r] for r in part])]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out, is_cue, how, _ = model.roles(flat_states, flat_tags, *cb, drop)
            target = torch.tensor([valid[r] for r in part])
            nll = model.role_crf.nll(out.float(), pad([labels[r] for r in part]), cb[3])
            role_loss = role_loss + (nll * (0.1 + 0.9 * target)).sum() / positives
            valid_loss = (
                valid_loss + F.binary_cross_entropy_with_logits(is_cue.float(), target, reduction="sum") / positives
            )
            kinds = torch.tensor([stance[r] for r in part])
            if (kinds >= 0).any():
                stance_loss = stance_loss + F.cross_entropy(how.float(), kinds, ignore_index=-1, reduction="sum") / max(
                    1, sum(s >= 0 for s in stance)
                )
        losses |= {"roles": role_loss, "valid": valid_loss, "stance": 0.3 * stance_loss}
    return losses


def parameter_groups(model: Model, rate: float, head_rate: float, decay: float) -> list[dict[str, Any]]:
    """What is trained, each group with the peak of its rate: the upper layers faster than the lower ones."""
    encoder = model.tagger.encoder
    for table in (encoder.word, encoder.position, encoder.kind):
        table.requires_grad_(False)
    groups: list[dict[str, Any]] = [
        {"params": list(layer.parameters()), "peak": rate * decay ** (5 - i)} for i, layer in enumerate(encoder.layers)
    ]
    groups.append({"params": [encoder.shape.weight, encoder.quote.weight, *encoder.norm.parameters()], "peak": rate})
    heads = [model.tagger.tags, model.tagger.cues, model.roles]
    groups.append({"params": [p for h in heads for p in h.parameters() if p.requires_grad], "peak": head_rate})
    crfs = [*model.cue_crf.parameters(), *model.role_crf.parameters()]
    groups.append({"params": crfs, "peak": 10 * head_rate, "weight_decay": 0.0})
    return groups


class Averaged:
    """An exponential average of the trained weights, which is what is kept."""

    def __init__(self, trained: list[torch.Tensor]) -> None:
        self.trained = trained
        self.average = [p.detach().clone() for p in trained]

    def update(self, step: int) -> None:
        keep = min(0.998, (1 + step) / (20 + step))
        torch._foreach_lerp_(self.average, [p.detach() for p in self.trained], 1 - keep)

    @torch.no_grad()
    def swap(self) -> None:
        """Put the average in place of the weights, or back."""
        for p, a in zip(self.trained, self.average, strict=True):
            kept = p.detach().clone()
            p.copy_(a)
            a.copy_(kept)


class Training:
    """The run over all epochs of one model."""

    def __init__(self, args: argparse.Namespace, model: Model, items: list[Item]) -> None:
        self.args, self.model, self.items = args, model, items
        self.rng = random.Random(args.seed)
        groups = parameter_groups(model, args.rate, args.head_rate, args.layer_decay)
        self.optimizer = torch.optim.AdamW(groups, lr=args.rate, weight_decay=0.01, fused=True)
        self.averaged = Averaged([p for g in groups for p in g["params"]])
        self.an_epoch = sum(1 for _ in batches(items, args.batch, random.Random(0)))
        self.total, self.step, self.begun = self.an_epoch * args.epochs, 0, time.monotonic()

    @property
    def minutes(self) -> float:
        return (time.monotonic() - self.begun) / 60

    def run(self, evaluate: Callable[[], None]) -> None:
        """Train, and save and evaluate as often as asked."""
        for epoch in range(self.args.epochs):
            sums = self._epoch()
            shown = {k: round(v / self.an_epoch, 3) for k, v in sums.items()}
            print(f"epoch {epoch + 1} {self.minutes:.1f} min {shown}", flush=True)
            last = epoch + 1 == self.args.epochs or self.minutes >= self.args.minutes
            if last or (epoch + 1) % self.args.evaluate_every == 0:
                self.averaged.swap()
                self._save()
                evaluate()
                self.averaged.swap()
            if last:
                break

    def _epoch(self) -> dict[str, float]:
        """One pass; the sums of each loss over its steps."""
        self.model.train()
        sums: dict[str, float] = {}
        for batch in batches(self.items, self.args.batch, self.rng):
            progress = max(self.step / self.total, self.minutes / self.args.minutes)
            self._set_rate(progress)
            losses = loss_of(self.model, batch, self.rng, self.args.drop)
            loss = torch.stack(list(losses.values())).sum()
            self.optimizer.zero_grad(set_to_none=True)
            loss.backward()
            torch.nn.utils.clip_grad_norm_(self.averaged.trained, 5.0)
            self.optimizer.step()
            self.averaged.update(self.step)
            self.step += 1
            for name, value in losses.items():
                sums[name] = sums.get(name, 0.0) + float(value.detach())
            if self.step % 50 == 0:
                print(f"  step {self.step}/{self.total} {60 * self.minutes:.0f}s {loss.item():.3f}", flush=True)
            if progress >= 1:
                break
        return sums

    def _set_rate(self, progress: float) -> None:
        factor = min(1.0, self.step / (0.06 * self.total)) * max(0.02, 1 - progress)
        for group in self.optimizer.param_groups:
            group["lr"] = group["peak"] * factor

    def _save(self) -> None:
        self.args.out.parent.mkdir(parents=True, exist_ok=True)
        state = self.model.state_dict()
        torch.save({k: v.half() if v.is_floating_point() else v for k, v in state.items()}, self.args.out)


def parsed() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--train", type=Path, required=True)
    parser.add_argument("--passages", type=Path, nargs="*", default=[], help="files of our own passages")
    parser.add_argument("--passage-weight", type=int, default=1, help="times the passages stand in an epoch")
    parser.add_argument("--base", type=Path, required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--start", type=Path, help="go on from the weights of an earlier run")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--dev", type=Path)
    parser.add_argument("--scorer", type=Path, help="score_attribution.py")
    parser.add_argument("--epochs", type=int, default=9)
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2.5e-4)
    parser.add_argument("--head-rate", type=float, default=1e-3)
    parser.add_argument("--layer-decay", type=float, default=0.9)
    parser.add_argument("--drop", type=float, default=0.1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="1 where other work keeps the cores busy")
    parser.add_argument("--held-out", type=int, default=0, help="last N training articles kept aside and scored")
    parser.add_argument("--limit", type=int, help="train on the first N articles only (a trial)")
    parser.add_argument("--evaluate-every", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=1e9, help="stop in good order after this time")
    return parser.parse_args()


def main() -> None:
    args = parsed()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    tokenizer = Tokenizer.from_file(str(args.base / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    tokenize = word_pieces(tokenizer)
    records = list(read_articles(args.train))
    random.Random(0).shuffle(records)
    held, records = records[: args.held_out], records[args.held_out :][: args.limit]
    items = [build_item(t, r, tokenize) for t, r in records]
    model = Model()
    model.tagger.encoder.load_minilm(args.base)
    if args.start:
        model.load_state_dict({k: v.float() for k, v in torch.load(args.start).items()})
    for path in args.passages:
        own = [build_item(text, relations, tokenize) for text, relations in read_passages(path, inner=False)]
        items += own * args.passage_weight
    print(f"{len(items)} items, {sum(len(i.cues) for i in items)} cues", flush=True)

    def evaluate() -> None:
        for name, data in (("held-out", held), ("dev", list(read_articles(args.dev)) if args.dev else [])):
            if data:
                print(name, score(args.scorer, data, predict(model, [t for t, _ in data], tokenize)), flush=True)

    Training(args, model, items).run(evaluate)


if __name__ == "__main__":
    main()
