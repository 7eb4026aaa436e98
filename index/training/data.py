"""Annotated articles -> labelled units and padded batches for the tagger."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer

from index.attribution.extraction.extractor import STANCES
from index.attribution.extraction.tokenization import Units, Window, blocks, segment, windows
from index.training.passages import compile_passage, outer_relations, reported

ROLE_TAG = {"source": 1, "cue": 3, "content": 5}


@dataclass
class Cue:
    """One gold relation on units: its cue [low, high), its role spans, its stance (-1 where not annotated)."""

    low: int
    high: int
    source: list[tuple[int, int]]
    content: list[tuple[int, int]]
    stance: int = -1


@dataclass
class Item:
    """One training article."""

    units: Units
    cues: list[Cue]
    tags: np.ndarray
    cue_labels: np.ndarray
    block_of: np.ndarray
    blocks: list[tuple[int, int]] = field(default_factory=list)


def word_pieces(tokenizer: Tokenizer) -> Any:
    """words -> sub-word ids."""
    return lambda words: [e.ids for e in tokenizer.encode_batch(list(words), add_special_tokens=False)]


def unit_span(units: Units, start: int, end: int) -> tuple[int, int]:
    """[low, high) of the units that the character span [start, end) touches."""
    return int(np.searchsorted(units.ends, start, side="right")), int(np.searchsorted(units.starts, end))


def build_item(text: str, relations: Iterable[dict[str, Any]], tokenize: Any) -> Item:
    """Label the units of ``text`` with its relations (source, cue, content spans, optional stance)."""
    units = segment(text, tokenize)
    tags = np.zeros(len(units), dtype=np.int64)
    cue_labels = np.zeros(len(units), dtype=np.int64)
    cues: dict[tuple[int, int], Cue] = {}
    for relation in relations:
        spans = {role: [unit_span(units, *s) for s in relation[role]] for role in ROLE_TAG}
        spans = {role: [s for s in found if s[0] < s[1]] for role, found in spans.items()}
        for role, first in ROLE_TAG.items():
            for low, high in spans[role]:
                tags[low:high] = first + 1
                tags[low] = first
        if not spans["cue"]:
            continue
        low, high = spans["cue"][0][0], spans["cue"][-1][1]
        if high - low > 25:
            low, high = spans["cue"][0]
        cue_labels[low:high] = 2
        cue_labels[low] = 1
        cue = cues.setdefault((low, high), Cue(low, high, spans["source"], []))
        if cue.source != spans["source"]:
            continue  # "some put it at 612, others at 614": one verb, and only its first subject stands beside it
        cue.content = sorted(set(cue.content) | set(spans["content"]))
        cue.stance = STANCES.index(relation["stance"]) if relation.get("stance") else cue.stance
    cut = blocks(units)
    block_of = np.zeros(len(units), dtype=np.int64)
    for number, (a, b) in enumerate(cut):
        block_of[a:b] = number
    return Item(units, list(cues.values()), tags, cue_labels, block_of, cut)


def read_articles(path: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(text, relations) of each line of an annotated JSONL file."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            record = json.loads(line)
            yield record["text"], record["attributions"]


SINGLE_BREAK = re.compile(r"(?<!\n)\n(?!\n)")


def read_passages(path: Path, inner: bool = True) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """(text, outermost relations with stance) of each passage, and where ``inner`` is asked for of
    what its relations report."""
    for line in path.read_text(encoding="utf8").splitlines():
        if line.strip():
            whole = compile_passage(json.loads(line))
            for passage in (whole, *(reported(whole) if inner else ())):
                wrapped = passage.phenomenon == "line-wrapped"
                yield SINGLE_BREAK.sub(" ", passage.text) if wrapped else passage.text, outer_relations(passage)


def role_labels(item: Item, cue: Cue | None, low: int, high: int) -> np.ndarray:
    """O, B/I source, B/I content of the units [low, high) for one cue; all O for None."""
    labels = np.zeros(high - low, dtype=np.int64)
    if cue is None:
        return labels
    for first, spans in ((1, cue.source), (3, cue.content)):
        for a, b in spans:
            a, b = max(a, low), min(b, high)
            if a < b:
                labels[a - low : b - low] = first + 1
                labels[a - low] = first
    return labels


@dataclass
class Batch:
    """Windows padded together, with their labels and the items they come from."""

    members: list[tuple[Item, Window]]
    ids: torch.Tensor
    shape: torch.Tensor
    quote: torch.Tensor
    mask: torch.Tensor
    first: torch.Tensor
    unit_mask: torch.Tensor
    tags: torch.Tensor
    cues: torch.Tensor


def pad(rows: Sequence[np.ndarray], value: int = 0) -> torch.Tensor:
    width = max(len(r) for r in rows)
    out = np.full((len(rows), width), value, dtype=np.int64)
    for i, r in enumerate(rows):
        out[i, : len(r)] = r
    return torch.from_numpy(out)


def collate(members: list[tuple[Item, Window]]) -> Batch:
    """Pad windows into one batch."""
    ws = [w for _, w in members]
    return Batch(
        members,
        pad([w.ids for w in ws]),
        pad([w.shape for w in ws]),
        pad([w.quote for w in ws]),
        pad([np.ones(len(w.ids), dtype=np.int64) for w in ws]).bool(),
        pad([w.first for w in ws]),
        pad([np.ones(w.high - w.low, dtype=np.int64) for w in ws]).bool(),
        pad([i.tags[w.low : w.high] for i, w in members]),
        pad([_opened(i.cue_labels[w.low : w.high]) for i, w in members]),
    )


def _opened(labels: np.ndarray) -> np.ndarray:
    """Cue labels of a window whose context may begin inside a cue: no row starts with an inside label."""
    if len(labels) and labels[0] == 2:
        labels = labels.copy()
        labels[0] = 1
    return labels


def batches(items: Sequence[Item], size: int, rng: random.Random | None) -> Iterator[Batch]:
    """Windows of all items, of similar length together; shuffled and freshly packed where ``rng`` is given."""
    pool = [
        (item, w)
        for item in items
        for w in windows(item.units, rng.randrange(0, 160) if rng else 0)
        if rng is None or len(w.first) == 0 or w.first.max() < 512
    ]
    if rng:
        rng.shuffle(pool)
        pool = [
            m
            for k in range(0, len(pool), size * 25)
            for m in sorted(pool[k : k + size * 25], key=lambda m: len(m[1].ids))
        ]
    groups = [pool[k : k + size] for k in range(0, len(pool), size)]
    if rng:
        rng.shuffle(groups)
    for group in groups:
        yield collate(group)
