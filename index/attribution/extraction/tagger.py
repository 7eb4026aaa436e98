"""The shipped extractor: ONNX files behind the ``Scorer`` protocol. Loaded at first use, once per process."""

from __future__ import annotations

import json
import os
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from index.attribution.extraction.extractor import Encoded, Found, Parameters, Part, Result, encode, extract
from index.attribution.extraction.tokenization import Window
from index.attribution.extraction.viterbi import Floats
from index.errors import StoreError

FOLDER = Path(__file__).parents[2] / "models"
ARRAYS = ("cue_transitions", "cue_start", "role_transitions", "role_start")
BATCH_CELLS = 768  # sub-words in one encoder call: of windows of one length, so that none is padded
TEXTS_A_TURN = 24  # texts whose states are held at once
UNITS_KEPT = 24_000  # units whose states are remembered: 19 MB


class OnnxScorer:
    """The tagger and the role head in onnxruntime.

    Raises StoreError where the model files are missing or damaged.
    """

    def __init__(
        self, folder: Path = FOLDER / "tagger", tokenizer: Path = FOLDER / "minilm" / "tokenizer.json"
    ) -> None:
        import onnxruntime as ort
        from tokenizers import Tokenizer

        options = ort.SessionOptions()
        # The files were optimised when they were built (index/training/lean_graph.py): more would make them slower.
        options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_DISABLE_ALL
        # Batches side by side use the cores better than threads within one matrix product.
        options.intra_op_num_threads = 1
        options.enable_mem_pattern = False  # every batch has another shape
        self._pool = ThreadPoolExecutor(min(4, os.cpu_count() or 1), thread_name_prefix="tagger")
        options.log_severity_level = 3
        try:
            self._tagger = ort.InferenceSession(
                str(folder / "tagger.onnx"), options, providers=["CPUExecutionProvider"]
            )
            self._roles = ort.InferenceSession(str(folder / "roles.onnx"), options, providers=["CPUExecutionProvider"])
            numbers: dict[str, Any] = json.loads((folder / "parameters.json").read_text(encoding="utf8"))
            self._tokenizer = Tokenizer.from_file(str(tokenizer))
        except Exception as error:
            raise StoreError(f"{folder}: the attribution model cannot be loaded: {error}".splitlines()[0]) from error
        self._tokenizer.no_truncation()
        self._tokenizer.no_padding()
        a, b, c, d = (np.array(numbers[key], dtype=np.float32) for key in ARRAYS)
        self._parameters = Parameters(a, b, c, d, numbers["cue_bias"], numbers["valid_threshold"])
        self._pieces: dict[str, list[int]] = {}

    @property
    def parameters(self) -> Parameters:
        """See ``Scorer``."""
        return self._parameters

    def tokenize(self, words: Sequence[str]) -> list[list[int]]:
        """Sub-word ids of each word; frequent words are remembered."""
        # Another thread may be reading the old memory: a full one is put aside, never emptied.
        pieces = self._pieces if len(self._pieces) <= 100_000 else {}
        new = list({w for w in words if w not in pieces})
        for word, encoding in zip(new, self._tokenizer.encode_batch_fast(new, add_special_tokens=False), strict=True):
            pieces[word] = encoding.ids
        self._pieces = pieces
        return [pieces[w] for w in words]

    def encode(self, batch: Sequence[Window]) -> list[tuple[Floats, Floats, Floats]]:
        """See ``Scorer``."""
        order = sorted(range(len(batch)), key=lambda i: len(batch[i].ids))
        parts: list[list[int]] = []
        for i in order:
            size = len(batch[i].ids)
            if parts and size == len(batch[parts[-1][0]].ids) and size * (len(parts[-1]) + 1) <= BATCH_CELLS:
                parts[-1].append(i)
            else:
                parts.append([i])
        results: dict[int, tuple[Floats, Floats, Floats]] = {}
        scored = self._pool.map(self._encode, ([batch[i] for i in part] for part in parts))
        for part, scores in zip(parts, scored, strict=True):
            results.update(zip(part, scores, strict=True))
        return [results[i] for i in range(len(batch))]

    def _encode(self, part: list[Window]) -> list[tuple[Floats, Floats, Floats]]:
        inputs = {name: np.stack([getattr(w, name) for w in part]) for name in ("ids", "shape", "quote")}
        inputs["first"] = np.minimum(_pad([w.first for w in part]), len(part[0].ids) - 1)
        states, tags, cues = self._tagger.run(None, inputs)
        sizes = [w.high - w.low for w in part]
        return [(states[r, :n], tags[r, :n], cues[r, :n]) for r, n in enumerate(sizes)]

    def map(self, work: Callable[[Part], Result], parts: Sequence[Part]) -> Iterator[Result]:
        """See ``Scorer``."""
        return self._pool.map(work, parts)

    def roles(
        self, states: Floats, tags: Floats, inputs: tuple[npt.NDArray[np.generic], ...]
    ) -> tuple[Floats, Floats, Floats, Floats]:
        """See ``Scorer``."""
        feeds = _role_feeds(states, tags, inputs)
        labels, valid, stance, claim = self._roles.run(["labels", "valid", "stance", "claim"], feeds)
        return labels, valid, stance, claim

    def known(self, states: Floats, tags: Floats, inputs: tuple[npt.NDArray[np.generic], ...]) -> Floats:
        """What the heads read of each cue: what training them starts from."""
        known: Floats = self._roles.run(["known"], _role_feeds(states, tags, inputs))[0]
        return known


def _role_feeds(states: Floats, tags: Floats, inputs: tuple[npt.NDArray[np.generic], ...]) -> dict[str, Any]:
    index, distance, mark, mask, ends = inputs
    feeds = {"states": states, "tags": tags, "index": index, "distance": distance, "mark": mark}
    return feeds | {"role_mask": mask.astype(np.float32), "ends": ends}


def _pad(rows: Sequence[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    out = np.zeros((len(rows), max(len(r) for r in rows)), dtype=np.int64)
    for i, row in enumerate(rows):
        out[i, : len(row)] = row
    return out


_lock = threading.Lock()


@cache
def _load() -> OnnxScorer:
    return OnnxScorer()


def default_scorer() -> OnnxScorer:
    """The shipped model, loaded once."""
    with _lock:
        return _load()


class _Recent:
    """What was encoded last, so that an article is encoded once: for its relations and for who is meant in it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._kept: OrderedDict[str, Encoded] = OrderedDict()

    def keep(self, text: str, encoded: Encoded) -> None:
        """Remember a text, and forget older ones where there is more than enough."""
        with self._lock:
            self._kept[text] = encoded
            while len(self._kept) > 1 and sum(len(e.states) for e in self._kept.values()) > UNITS_KEPT:
                self._kept.popitem(last=False)

    def of(self, text: str) -> Encoded | None:
        """What was encoded of a text a moment ago."""
        with self._lock:
            return self._kept.get(text)


_recent = _Recent()


def find_relations(texts: Sequence[str]) -> list[list[Found]]:
    """The relations of each text with the model's confidence and stance probabilities."""
    scorer = default_scorer()
    results: list[list[Found]] = []
    for k in range(0, len(texts), TEXTS_A_TURN):
        results.extend(extract(texts[k : k + TEXTS_A_TURN], scorer, _recent.keep))
    return results


def encoded(text: str) -> Encoded:
    """The units of a text with their states and role tags; at once where its relations were just found."""
    found = _recent.of(text)
    if found is None:
        (found,) = encode([text], default_scorer())
        _recent.keep(text, found)
    return found
