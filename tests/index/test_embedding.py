"""The shipped embedding model: what it is, what it computes, and how it fails."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from index.embedding import (
    FOLDER,
    WIDTH,
    Embedder,
    default_embedder,
    padded_batches,
)
from index.errors import StoreError

TEXTS = [
    "The mayor of Port Aldis denied that the bridge had been closed.",
    "Officials in Port Aldis say the bridge was never shut.",
    "Quarterly profit at the shoemaker rose by a fifth.",
]


def test_the_digest_is_that_of_the_shipped_file() -> None:
    assert default_embedder().digest == hashlib.sha256((FOLDER / "model.onnx").read_bytes()).hexdigest()


def test_rows_are_unit_float32_in_the_order_of_the_texts() -> None:
    rows = default_embedder().embed(TEXTS)
    assert rows.shape == (3, WIDTH)
    assert rows.dtype == np.float32
    assert np.allclose((rows * rows).sum(1), 1, atol=1e-5)
    reversed_rows = default_embedder().embed(TEXTS[::-1])[::-1]
    assert np.allclose(rows, reversed_rows, atol=1e-6)


def test_like_meanings_are_near() -> None:
    a, b, c = default_embedder().embed(TEXTS)
    assert a @ b > 0.6 > 0.3 > a @ c


def test_rows_do_not_depend_much_on_the_batch() -> None:
    # Activations are quantised by the batch, so rows move a little: bounded here.
    texts = [f"{text} {'And so on. ' * (i % 7)}" for i, text in enumerate(TEXTS * 20)]
    together = default_embedder().embed(texts)
    alone = np.concatenate([default_embedder().embed([text]) for text in texts])
    assert (together * alone).sum(1).min() > 0.98


def test_texts_are_cut_at_256_tokens() -> None:
    head = "harbour " * 254
    cut, longer = default_embedder().embed([head, head + "and then something else entirely"])
    assert np.allclose(cut, longer, atol=1e-5)


@pytest.mark.parametrize("text", ["", " ", "\x00", "\ud800 lone", "a" * 100_000, "word " * 50_000, "\u202e\u0301" * 50])
def test_any_string_gets_a_finite_row(text: str) -> None:
    row = default_embedder().embed([text])
    assert np.isfinite(row).all()
    assert np.allclose((row * row).sum(), 1, atol=1e-4)


def test_no_texts_give_no_rows() -> None:
    assert default_embedder().embed([]).shape == (0, WIDTH)


def test_batches_hold_every_text_once_and_pad_only_to_their_longest() -> None:
    ids = [[1] * n for n in (5, 3, 70, 4, 90, 2, 3)]
    seen = []
    for at, padded, mask in padded_batches(ids, 80):
        assert padded.size <= 80 or len(at) == 1
        assert padded.shape[1] == max(len(ids[i]) for i in at)
        assert mask.sum(1).tolist() == [len(ids[i]) for i in at]
        seen += at
    assert sorted(seen) == list(range(len(ids)))


def test_threads_share_one_embedder() -> None:
    embedder = Embedder()
    expected = default_embedder().embed(TEXTS)
    with ThreadPoolExecutor(4) as pool:
        for rows in pool.map(lambda _: embedder.embed(TEXTS), range(8)):
            assert np.allclose(rows, expected, atol=1e-6)


def test_name_and_digest_load_no_model() -> None:
    code = (
        "import sys; from index.embedding import default_embedder as d; d().name; d().digest; "
        "sys.exit(any(m in sys.modules for m in ('onnxruntime', 'tokenizers', 'chromadb', 'langchain_core')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_a_missing_model_is_one_clear_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"cannot read .*model\.json"):
        _ = Embedder(tmp_path).digest


def test_a_broken_model_is_one_clear_line(tmp_path: Path) -> None:
    for name in ("model.json", "tokenizer.json"):
        shutil.copy(FOLDER / name, tmp_path)
    (tmp_path / "model.onnx").write_bytes(b"not a model")
    with pytest.raises(StoreError) as caught:
        Embedder(tmp_path).embed(["text"])
    assert "\n" not in str(caught.value)
    assert str(tmp_path) in str(caught.value)
