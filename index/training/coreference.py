"""Train the coreference head on the states of the shipped tagger, whose weights stay as they are.

python -m index.training.coreference --articles FOLDER --gum gum.jsonl --gap gap-development.tsv [gap-validation.tsv]
    [--news articles.jsonl] [--out FILE] [--held-out] [--cache FOLDER]

First the kinds of noun phrases (``unit.*``), then, on the mentions that these find, which earlier mention each one
goes back to: the marginal likelihood of all right antecedents (Lee et al. 2017). GAP only says which of two names is
meant; there the right name competes with the other one and with neither. In news articles surnames are replaced by
pronouns (as in WikiCREM, Kocijan et al. 2019), so that it is known whom these mean; there names compete.
"""

from __future__ import annotations

import argparse
import json
import pickle
import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812

from index.attribution.coreference.detection import Kind, Mentions, Role, mentions_of
from index.attribution.coreference.entities import Cast
from index.attribution.coreference.head import FILE, Head
from index.attribution.coreference.pairs import MENTION_FEATURES, PAIR_FEATURES, Pairs, Scene, pairs_of, scene_of
from index.attribution.extraction.extractor import STATE, TAGS, Encoded, encode
from index.attribution.extraction.tagger import default_scorer
from index.text.sentences import sentences
from index.training.mention_data import (
    UNSAID,
    Ambiguous,
    Resolved,
    gap,
    gum,
    head_unit,
    masked,
    own_articles,
    spoken,
    unit_labels,
)

UNIT_HIDDEN, HIDDEN, ALIKE, DEEP = 64, 96, 48, 48
READ = 2 * STATE + MENTION_FEATURES
RATE, DROP = 3e-3, 0.15
PAIRS = 3_000  # in one step


def words_of(text: str, encoded: Encoded) -> list[str]:
    """The units of a text in lower case."""
    ends = encoded.units.ends.tolist()
    return [text[a:b].lower() for a, b in zip(encoded.units.starts.tolist(), ends, strict=True)]


class UnitHead(nn.Module):
    """Units -> logits of ``Kind``, of ``Role`` and of a noun phrase's begin."""

    def __init__(self) -> None:
        super().__init__()
        self.inner = nn.Linear(STATE + TAGS, UNIT_HIDDEN)
        self.outer = nn.Linear(UNIT_HIDDEN, len(Kind) + len(Role) + 1)

    def forward(self, read: torch.Tensor, drop: float = 0.0) -> torch.Tensor:
        read = F.dropout(read, drop, self.training)
        return self.outer(F.dropout(F.relu(self.inner(read)), drop, self.training))


class PairHead(nn.Module):
    """Pairs -> scores; the same formula as ``Head.scores``."""

    def __init__(self) -> None:
        super().__init__()
        self.anaphor = nn.Linear(READ, HIDDEN)
        self.candidate = nn.Linear(READ, HIDDEN, bias=False)
        self.alike_in = nn.Linear(READ, ALIKE, bias=False)
        self.alike_out = nn.Linear(ALIKE, HIDDEN, bias=False)
        self.pair = nn.Linear(PAIR_FEATURES, HIDDEN, bias=False)
        self.deep = nn.Linear(HIDDEN, DEEP)
        self.score = nn.Linear(DEEP, 1, bias=False)

    def forward(
        self, read: torch.Tensor, i: torch.Tensor, j: torch.Tensor, features: torch.Tensor, drop: float = 0.0
    ) -> torch.Tensor:
        if self.training:
            states = F.dropout(read[:, : 2 * STATE], drop)
            read = torch.cat([states, read[:, 2 * STATE :]], dim=1)
        alike = self.alike_in(read)
        hidden = self.anaphor(read)[i] + self.candidate(read)[j] + self.pair(features)
        hidden = F.relu(hidden + self.alike_out(alike[i] * alike[j]))
        hidden = F.relu(self.deep(F.dropout(hidden, drop, self.training)))
        return self.score(F.dropout(hidden, drop / 2, self.training)).squeeze(1)


def weights(units: UnitHead, pairs: PairHead | None) -> dict[str, np.ndarray]:
    """The arrays of the shipped file."""
    out = {
        "unit.in": units.inner.weight.T,
        "unit.in.bias": units.inner.bias,
        "unit.out": units.outer.weight.T,
        "unit.out.bias": units.outer.bias,
    }
    if pairs is not None:
        out |= {
            "anaphor": pairs.anaphor.weight.T,
            "pair.bias": pairs.anaphor.bias,
            "candidate": pairs.candidate.weight.T,
            "alike.in": pairs.alike_in.weight.T,
            "alike.out": pairs.alike_out.weight.T,
            "pair": pairs.pair.weight.T,
            "deep": pairs.deep.weight.T,
            "deep.bias": pairs.deep.bias,
            "score": pairs.score.weight[0],
        }
    return {name: value.detach().numpy().astype(np.float16) for name, value in out.items()}


# -- the kinds of noun phrases --------------------------------------------------------------------------------------
def train_units(documents: Sequence[Resolved], encoded: Sequence[Encoded], epochs: int, rng: random.Random) -> UnitHead:
    """The unit head, trained on all units of the documents."""
    read, allowed, begin, role = [], [], [], []
    for document, one in zip(documents, encoded, strict=True):
        labels = unit_labels(document, words_of(document.text, one), one.units)
        read.append(np.concatenate([one.states.astype(np.float32), one.tags], axis=1))
        allowed.append(labels.allowed)
        begin.append(labels.begin)
        role.append(labels.role)
    x, kinds = torch.from_numpy(np.concatenate(read)), torch.from_numpy(np.concatenate(allowed))
    opens, stands = torch.from_numpy(np.concatenate(begin)), torch.from_numpy(np.concatenate(role))
    model = UnitHead()
    optimizer = torch.optim.AdamW(model.parameters(), lr=2e-3, weight_decay=0.01)
    size = 2048
    total = epochs * (len(x) // size + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, 2e-3, total_steps=total + 1)
    for _ in range(epochs):
        order = torch.randperm(len(x), generator=torch.Generator().manual_seed(rng.randrange(1 << 30)))
        for part in order.split(size):
            out = model(x[part], 0.2)
            chances = out[:, : len(Kind)].log_softmax(1).masked_fill(~kinds[part], -1e4).logsumexp(1)
            said = opens[part] >= 0
            loss = -chances.mean() + F.binary_cross_entropy_with_logits(out[said, -1], opens[part][said].float())
            loss = loss + F.cross_entropy(out[:, len(Kind) : -1], stands[part], ignore_index=UNSAID)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            schedule.step()
    return model.eval()


# -- antecedents ----------------------------------------------------------------------------------------------------
@dataclass
class Example:
    """One text ready for the pair head. ``right``: the pairs that are right; ``within``: the pairs that compete (all,
    or in GAP only those with one of the two names). ``seeks``: the anaphors that the loss counts."""

    scene: Scene
    pairs: Pairs
    read: torch.Tensor
    i: torch.Tensor
    j: torch.Tensor
    features: torch.Tensor
    right: torch.Tensor
    within: torch.Tensor
    weight: torch.Tensor


def joined(blocks: Sequence[Pairs]) -> Pairs:
    """Blocks of pairs in one."""
    if not blocks:
        nothing = np.zeros(0, dtype=np.int64)
        return Pairs(nothing, nothing, np.zeros((0, PAIR_FEATURES), dtype=np.float32))
    parts = [(b.anaphor, b.candidate, b.features) for b in blocks]
    return Pairs(*(np.concatenate(part) for part in zip(*parts, strict=True)))


def scene_in(text: str, encoded: Encoded, head: Head) -> Scene:
    """The mentions of a text as at run time."""
    cast = Cast(text)
    kinds, roles, begins = head.units(encoded)
    found = mentions_of(words_of(text, encoded), encoded.units, cast, kinds, begins)
    return scene_of(found, encoded, cast, kinds, roles, [a for a, _ in sentences(text)])


def clusters_of(document: Resolved, encoded: Encoded, mentions: Mentions) -> list[str | None]:
    """The annotated entity of each detected mention, None for those that are not annotated."""
    words = words_of(document.text, encoded)
    by_head: dict[int, str] = {}
    for gold in sorted(document.gold, key=lambda g: g.end - g.start):
        by_head.setdefault(head_unit(words, encoded.units, gold), gold.cluster)
    found = []
    for first, head, entity in zip(
        mentions.first.tolist(), mentions.head.tolist(), mentions.entity.tolist(), strict=True
    ):
        span = range(head, first - 1, -1) if entity >= 0 else (head,)
        found.append(next((by_head[k] for k in span if k in by_head), None))
    return found


def example(scene: Scene, encoded: Encoded, right: np.ndarray, within: np.ndarray, pairs: Pairs, n: int) -> Example:
    """``right`` and ``within`` a flag a pair; pairs that do not compete are left out."""
    m = scene.mentions
    pairs = Pairs(pairs.anaphor[within], pairs.candidate[within], pairs.features[within])
    right, within = right[within], within[within]
    read = np.concatenate([encoded.states[m.head], encoded.states[m.first], scene.features], axis=1)
    weight = np.zeros(n, dtype=np.float32)
    weight[np.unique(pairs.anaphor[within])] = 1
    return Example(
        scene,
        pairs,
        torch.from_numpy(read.astype(np.float32)),
        torch.from_numpy(pairs.anaphor),
        torch.from_numpy(pairs.candidate),
        torch.from_numpy(pairs.features),
        torch.from_numpy(right & within),
        torch.from_numpy(within),
        torch.from_numpy(weight),
    )


def whole_example(document: Resolved, encoded: Encoded, head: Head) -> Example:
    """A text whose mentions are all resolved."""
    scene = scene_in(document.text, encoded, head)
    pairs = joined(list(pairs_of(scene)))
    entity = clusters_of(document, encoded, scene.mentions)
    number = {c: k for k, c in enumerate(dict.fromkeys(entity))}
    names = np.array([number[c] if c is not None else -k - 1 for k, c in enumerate(entity)], dtype=np.int64)
    right = names[pairs.anaphor] == names[pairs.candidate]
    within = np.ones(len(right), dtype=bool)
    if document.asked is not None:
        starts = encoded.units.starts[scene.mentions.first]
        asked = np.isin(starts, sorted(document.asked)) & (scene.mentions.entity < 0) & (names >= 0)
        within = asked[pairs.anaphor] & (names >= 0)[pairs.candidate]
    return example(scene, encoded, right, within, pairs, len(scene.mentions))


def bearer(m: Mentions, encoded: Encoded, span: tuple[int, int]) -> np.ndarray:
    """Which mentions name who is named at ``span``: those inside it, and all of the same entity of the cast."""
    units = encoded.units
    inside = (units.starts[m.first] >= span[0] - 1) & (units.ends[m.head] <= span[1] + 1)
    inside &= units.ends[m.head] > span[0]
    named = m.entity[inside & (m.entity >= 0)]
    return inside | (np.isin(m.entity, named) & (m.entity >= 0))


def gap_example(item: Ambiguous, encoded: Encoded, head: Head) -> Example | None:
    """An item of GAP, None where the pronoun is not found or neither name is."""
    scene = scene_in(item.text, encoded, head)
    at = np.flatnonzero(encoded.units.starts[scene.mentions.head] == item.pronoun)
    pairs = joined(list(pairs_of(scene)))
    if not len(at):
        return None
    a, b = (bearer(scene.mentions, encoded, span) for span in item.names)
    within = (pairs.anaphor == at[0]) & (a | b)[pairs.candidate]
    right = (a & item.meant[0])[pairs.candidate] | (b & item.meant[1])[pairs.candidate]
    return example(scene, encoded, right, within, pairs, len(scene.mentions)) if within.any() else None


def loss_of(model: PairHead, part: Sequence[Example], drop: float) -> torch.Tensor:
    """Minus the log of the probability of the right antecedents, or of none where there is none; a mean."""
    shift = np.cumsum([0] + [len(e.read) for e in part])
    i = torch.cat([e.i + int(s) for e, s in zip(part, shift[:-1], strict=True)])
    j = torch.cat([e.j + int(s) for e, s in zip(part, shift[:-1], strict=True)])
    scores = model(torch.cat([e.read for e in part]), i, j, torch.cat([e.features for e in part]), drop)
    within = torch.cat([e.within for e in part])
    right = torch.cat([e.right for e in part])
    n = int(shift[-1])
    all_of = _logsumexp(scores[within], i[within], n, dummy=True)
    found = torch.zeros(n, dtype=torch.bool)
    found[i[right]] = True
    good = torch.where(found, _logsumexp(scores[right], i[right], n, dummy=False), torch.zeros(n))
    weight = torch.cat([e.weight for e in part])
    return ((all_of - good) * weight).sum() / weight.sum().clamp(min=1)


def _logsumexp(scores: torch.Tensor, index: torch.Tensor, n: int, dummy: bool) -> torch.Tensor:
    """log of the sum of exp(scores) for each of n groups; ``dummy`` adds a score of 0 to each."""
    top = torch.full((n,), 0.0 if dummy else -1e4).scatter_reduce(0, index, scores.detach(), "amax")
    total = torch.zeros(n).scatter_add(0, index, (scores - top[index]).exp())
    if dummy:
        total = total + (-top).exp()
    return top + total.clamp(min=1e-12).log()


def train_pairs(examples: Sequence[Example], epochs: int, rng: random.Random, report: bool) -> PairHead:
    """The pair head, trained on all examples."""
    model = PairHead()
    optimizer = torch.optim.AdamW(model.parameters(), lr=RATE, weight_decay=0.02)
    groups = list(_groups(examples, rng))
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, RATE, total_steps=epochs * (len(groups) + 50))
    for epoch in range(epochs):
        begun, losses = time.monotonic(), []
        model.train()
        for part in _groups(examples, rng):
            loss = loss_of(model, part, DROP)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimizer.step()
            schedule.step()
            losses.append(float(loss.detach()))
        if report:
            print(f"  epoch {epoch + 1} {np.mean(losses):.4f} {time.monotonic() - begun:.1f}s", flush=True)
    return model.eval()


def _groups(examples: Sequence[Example], rng: random.Random, pairs: int = PAIRS) -> Iterator[list[Example]]:
    """The examples shuffled, in groups of about so many pairs."""
    order = list(examples)
    rng.shuffle(order)
    group: list[Example] = []
    size = 0
    for one in order:
        group.append(one)
        size += len(one.i)
        if size >= pairs:
            yield group
            group, size = [], 0
    if group:
        yield group


def encoded_once(name: str, texts: Sequence[str], cache: Path | None) -> list[Encoded]:
    """The states of the texts, kept in ``cache`` where one is given."""
    file = cache / f"{name}.states.pkl" if cache else None
    if file is not None and file.exists():
        found: list[Encoded] = pickle.loads(file.read_bytes())
        return found
    scorer = default_scorer()
    out = []
    for k in range(0, len(texts), 24):
        out += encode(texts[k : k + 24], scorer)
    if file is not None:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(pickle.dumps(out))
    return out


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, required=True, help="folder of our own articles")
    parser.add_argument("--gum", type=Path, required=True)
    parser.add_argument("--gap", type=Path, nargs="*", default=[])
    parser.add_argument("--news", type=Path, help="news articles (JSONL with id and text) to hide surnames in")
    parser.add_argument("--news-articles", type=int, default=250, help="how many of them")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--cache", type=Path, help="folder that keeps the states between runs with the same tagger")
    parser.add_argument("--held-out", action="store_true", help="leave every fifth own article aside")
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    rng = random.Random(args.seed)
    begun = time.monotonic()

    own = list(own_articles(args.articles))
    states = encoded_once("own", [d.text for d in own], args.cache)
    kept = [k for k in range(len(own)) if not args.held_out or k % 5]
    documents, encoded = [own[k] for k in kept], [states[k] for k in kept]
    others = list(gum(args.gum))
    documents += others
    encoded += encoded_once("gum", [d.text for d in others], args.cache)
    unit_head = train_units(documents, encoded, 10, rng)
    print(f"units trained after {time.monotonic() - begun:.0f}s", flush=True)
    head = Head({k: v.astype(np.float32) for k, v in weights(unit_head, None).items()})
    examples = [whole_example(d, e, head) for d, e in zip(documents, encoded, strict=True)]
    for path in args.gap:
        items = list(gap(path))
        read = encoded_once(path.stem, [i.text for i in items], args.cache)
        found = [gap_example(i, e, head) for i, e in zip(items, read, strict=True)]
        examples += [e for e in found if e is not None]
    passages = list(spoken(args.articles.parent))
    read = encoded_once("passages", [d.text for d in passages], args.cache)
    examples += [whole_example(d, e, head) for d, e in zip(passages, read, strict=True)]
    if args.news:
        rng_masks = random.Random(0)
        plain = [(r["id"], r["text"]) for r in map(json.loads, args.news.read_text(encoding="utf8").splitlines())]
        rng_masks.shuffle(plain)
        changed = [m for i, t in plain[: args.news_articles] if (m := masked(i, t, rng_masks)) is not None]
        read = encoded_once("news", [d.text for d in changed], args.cache)
        examples += [whole_example(d, e, head) for d, e in zip(changed, read, strict=True)]
    print(
        f"{len(examples)} texts, {sum(len(e.i) for e in examples)} pairs, {time.monotonic() - begun:.0f}s", flush=True
    )
    pair_head = train_pairs(examples, args.epochs, rng, report=True)
    args.out.parent.mkdir(parents=True, exist_ok=True)
    np.savez_compressed(args.out, **weights(unit_head, pair_head))
    print(f"{args.out} after {time.monotonic() - begun:.0f}s", flush=True)


if __name__ == "__main__":
    main()
