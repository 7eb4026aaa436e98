"""Build bot/retrieval/data/words.npz: a vector for every common English word, taken from the sentence encoder itself.

    python bot/training/build_word_vectors.py VECTORS.npy WORDS.txt bot/retrieval/data/words.npz

VECTORS and WORDS hold all-MiniLM-L6-v2's embedding of every whole-word entry of its vocabulary, encoded alone; with
``--encode`` in place of the two files they are made here with the packaged encoder and its vocabulary file (a minute).
The vectors are centred, reduced to 96 dimensions by PCA, scaled to unit length and stored as int8 (after Model2Vec,
Tulkens and van Dongen 2024: static embeddings distilled from a sentence transformer).
"""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np

DIMENSIONS = 96


def encode() -> tuple[np.ndarray, list[str]]:
    """Vectors and words with the packaged encoder."""
    import re

    from tokenizers import Tokenizer

    from index import embedding

    found = next((Path(embedding.__file__).parent / "models").rglob("tokenizer.json"))
    vocabulary = Tokenizer.from_file(str(found)).get_vocab()
    words = [w for w, _ in sorted(vocabulary.items(), key=lambda x: x[1]) if re.fullmatch(r"[a-z][a-z']*", w)]
    return embedding.Embedder().embed(words), words


def main() -> None:
    """Reduce, quantise, write."""
    if sys.argv[1] == "--encode":
        vectors, words = encode()
    else:
        vectors, words = np.load(sys.argv[1]).astype("f4"), Path(sys.argv[2]).read_text("utf8").split("\n")
    vectors = vectors - vectors.mean(0)
    _, _, axes = np.linalg.svd(vectors[:: max(1, len(vectors) // 8000)], full_matrices=False)
    reduced = vectors @ axes[:DIMENSIONS].T
    reduced /= np.linalg.norm(reduced, axis=1, keepdims=True) + 1e-9
    quantised = np.clip(np.rint(reduced * 256), -127, 127).astype("i1")
    np.savez_compressed(sys.argv[-1], vectors=quantised, words=np.array("\n".join(words)))
    print(f"{len(words)} words, {Path(sys.argv[-1]).stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
