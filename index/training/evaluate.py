"""Score a torch model by the scorer of attribution relations, through the same decoding as at run time."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import torch

from index.attribution.extraction.extractor import Found, Parameters, extract
from index.attribution.extraction.tokenization import Window
from index.training.data import pad
from index.training.model import Model


class TorchScorer:
    """The networks in torch behind the ``Scorer`` protocol."""

    def __init__(self, model: Model, tokenize: Callable[[Sequence[str]], list[list[int]]], **thresholds: float) -> None:
        self.model, self._tokenize = model.eval(), tokenize
        with torch.no_grad():
            crfs = [x.float().numpy() for crf in (model.cue_crf, model.role_crf) for x in crf.scores()]
        self.parameters = Parameters(*crfs, **thresholds)

    def tokenize(self, words: Sequence[str]) -> list[list[int]]:
        """See ``Scorer``."""
        return self._tokenize(words)

    @torch.no_grad()
    def encode(self, batch: Sequence[Window]) -> list[tuple[Any, Any, Any]]:
        order = sorted(range(len(batch)), key=lambda i: len(batch[i].ids))
        results: dict[int, tuple[Any, Any, Any]] = {}
        for k in range(0, len(order), 16):
            part = [batch[i] for i in order[k : k + 16]]
            mask = pad([np.ones(len(w.ids), dtype=np.int64) for w in part]).bool()
            first = pad([np.minimum(w.first, 511) for w in part])
            with torch.autocast("cpu", dtype=torch.bfloat16):
                out = self.model.tagger(
                    pad([w.ids for w in part]),
                    pad([w.shape for w in part]),
                    pad([w.quote for w in part]),
                    mask,
                    first.clamp(max=mask.shape[1] - 1),
                )
            states, tags, cues = (x.float() for x in out)
            for row, i in enumerate(order[k : k + 16]):
                n = batch[i].high - batch[i].low
                results[i] = (states[row, :n].numpy(), tags[row, :n].softmax(-1).numpy(), cues[row, :n].numpy())
        return [results[i] for i in range(len(batch))]

    def map(self, work: Any, parts: Sequence[Any]) -> Any:
        """See ``Scorer``."""
        return map(work, parts)

    @torch.no_grad()
    def roles(self, states: Any, tags: Any, inputs: Any) -> tuple[Any, Any, Any, Any]:
        with torch.autocast("cpu", dtype=torch.bfloat16):
            out = self.model.roles(
                torch.from_numpy(states), torch.from_numpy(tags), *(torch.from_numpy(x) for x in inputs)
            )
        labels, valid, stance, claim = (x.float().numpy() for x in out)
        return labels, valid, stance, claim


def predict(model: Model, texts: Sequence[str], tokenize: Any, **thresholds: float) -> list[list[Found]]:
    """The relations of each text."""
    return extract(texts, TorchScorer(model, tokenize, **thresholds))


def score(scorer: Path, data: Sequence[tuple[str, list[dict[str, Any]]]], found: list[list[Found]]) -> str:
    """One line of figures from the scorer script."""
    with tempfile.TemporaryDirectory() as folder:
        gold, predicted = Path(folder, "gold.jsonl"), Path(folder, "predicted.jsonl")
        with gold.open("w") as g, predicted.open("w") as p:
            for i, ((text, relations), mine) in enumerate(zip(data, found, strict=True)):
                g.write(json.dumps({"id": str(i), "text": text, "attributions": relations}) + "\n")
                claims = [
                    {"source": f.relation.source, "cue": f.relation.cue, "content": f.relation.content} for f in mine
                ]
                p.write(json.dumps({"id": str(i), "claims": claims}) + "\n")
        command = [sys.executable, str(scorer), str(gold), str(predicted), "--json"]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
    return "  ".join(
        f"{k} {v['f1']:.4f}" + (f" (P {v['p']:.3f} R {v['r']:.3f})" if k == "who-said-what" else "")
        for k, v in figures.items()
    )
