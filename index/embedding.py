"""Texts to unit vectors: all-MiniLM-L6-v2 as an int8 ONNX file that ships with the package (docs/models.md).

Runs on onnxruntime and tokenizers alone. Each batch is padded to its own longest text: padding everything to 256
tokens, as Chroma's default function does, makes a short question about 17 times dearer.
"""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cache, cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from index.errors import StoreError

if TYPE_CHECKING:
    pass

FOLDER = Path(__file__).parent / "models" / "minilm"
WIDTH = 384
CELLS = 384
"""Tokens of a batch: 256 to 512 are fastest, 424 (eight claims) take 7 % and 2,048 a quarter more time."""

# Far beyond what 256 tokens of prose hold; spares the tokenizer what truncation would throw away.
_MAX_CHARACTERS = 16_384
_FEW = 8

Rows = NDArray[np.float32]


def padded_batches(
    token_ids: Sequence[Sequence[int]], cells: int = CELLS
) -> Iterator[tuple[list[int], NDArray[np.int64], NDArray[np.int64]]]:
    """Group texts of like length, at most ``cells`` padded tokens a group (a longer text stands alone): yields
    (positions in the input, padded token ids, attention mask)."""
    groups: list[list[int]] = []
    for i in sorted(range(len(token_ids)), key=lambda i: len(token_ids[i])):
        if groups and len(token_ids[i]) * (len(groups[-1]) + 1) <= cells:
            groups[-1].append(i)
        else:
            groups.append([i])
    for at in groups:
        ids = np.zeros((len(at), max(len(token_ids[i]) for i in at)), np.int64)
        mask = np.zeros_like(ids)
        for row, i in enumerate(at):
            length = len(token_ids[i])
            ids[row, :length] = token_ids[i]
            mask[row, :length] = 1
        yield at, ids, mask


class Embedder:
    """The model, loaded at first use and safe to share between threads.

    ``name`` and ``digest`` (SHA-256 of the model file) say which model made a vector; both come from the small
    file beside the model, so that reading them loads nothing.
    """

    def __init__(self, folder: Path = FOLDER, threads: int | None = None) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(threads or min(4, available_cores()), thread_name_prefix="embedder")
        self._lock = threading.Lock()
        self._loaded: tuple[Any, Any] | None = None

    @cached_property
    def _card(self) -> dict[str, Any]:
        path = self._folder / "model.json"
        try:
            card: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        except (OSError, ValueError) as error:
            raise StoreError(f"embedding model: cannot read {path}: {error}") from error
        return card

    @property
    def name(self) -> str:
        """Name of the model, for people and for the index's record."""
        return str(self._card["name"])

    @property
    def digest(self) -> str:
        """SHA-256 of the model file, hexadecimal."""
        return str(self._card["digest"])

    def embed(self, texts: Sequence[str]) -> Rows:
        """One unit row of 384 float32 for each text, in order; texts are cut at 256 tokens.

        Raises StoreError where the model files are missing or broken.
        """
        rows = np.empty((len(texts), WIDTH), np.float32)
        if not len(texts):
            return rows
        tokenizer, session = self._load()
        if len(texts) <= _FEW and len(set(texts)) < len(texts):  # the wordings of a question are often alike
            once = list(dict.fromkeys(texts))
            at_text = {text: i for i, text in enumerate(once)}
            found: Rows = self.embed(once)[[at_text[text] for text in texts]]
            return found
        plain = [_plain(text) for text in texts]
        # For a few texts the tokenizer's own threads take longer to wake than to work.
        few = len(plain) <= _FEW
        token_ids = [e.ids for e in (map(tokenizer.encode, plain) if few else tokenizer.encode_batch(plain))]
        batches = list(padded_batches(token_ids))

        def run(batch: tuple[list[int], NDArray[np.int64], NDArray[np.int64]]) -> None:
            at, ids, mask = batch
            rows[at] = session.run(None, {"input_ids": ids, "attention_mask": mask})[0]

        if len(batches) == 1:
            run(batches[0])
        else:  # the longest first, so that no thread is left with one at the end
            list(self._pool.map(run, reversed(batches)))
        return rows

    def prepare(self) -> None:
        """Begin to load the model beside what the caller does next; what fails is told by the first ``embed``."""
        self._pool.submit(self._load)

    def encode(self, text: str) -> Any:
        """The word pieces of a text (tokenizers.Encoding), cut at 256 tokens. Raises StoreError as ``embed`` does."""
        return self._load()[0].encode(_plain(text))

    def _load(self) -> tuple[Any, Any]:
        if self._loaded is None:
            with self._lock:
                if self._loaded is None:
                    self._loaded = self._open()
        return self._loaded

    def _open(self) -> tuple[Any, Any]:
        from tokenizers import Tokenizer

        try:
            tokenizer = Tokenizer.from_file(str(self._folder / "tokenizer.json"))
            session = open_session(self._folder / "model.onnx")
        except Exception as error:  # both libraries raise bare Exceptions of their own kinds
            raise StoreError(f"embedding model: cannot load {self._folder}: {first_line(error)}") from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(int(self._card["max_tokens"]))
        return tokenizer, session


def open_session(file: Path) -> Any:
    """A model file for onnxruntime on one thread, for inputs of ever another shape. Raises bare Exceptions."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    # Batches side by side use the cores better than threads within one matrix product.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    options.enable_mem_pattern = False
    options.log_severity_level = 3
    # The file was optimised when it was built: nothing is left to search for while a command starts.
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
    return onnxruntime.InferenceSession(str(file), options, providers=["CPUExecutionProvider"])


def first_line(error: Exception) -> str:
    """What an error of a model's library says, on one line."""
    return str(error).splitlines()[0] if str(error) else type(error).__name__


def _plain(text: str) -> str:
    # Lone surrogates cannot be handed to the tokenizer, which takes UTF-8.
    return text[:_MAX_CHARACTERS].encode("utf-8", "replace").decode("utf-8")


def available_cores() -> int:
    """Processor cores that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0)) or 1
    return os.cpu_count() or 1


@cache
def default_embedder() -> Embedder:
    """The one embedder of this process; nothing is loaded before its first use."""
    return Embedder()
