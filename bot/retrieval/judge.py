"""The judge: a small cross-encoder that reads a question with a claim and says whether the claim answers.

What it reads of a claim is who says it, the sentence around it, and what stands before. A question is read once for all
of its claims. It is trained by bot/training/fit_judge.py and ships as an int8 ONNX file (docs/models.md); its word
pieces are those of the embedding.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from index.embedding import available_cores, default_embedder, first_line, open_session
from index.errors import StoreError
from index.schema import Spans, Stance, StoredClaim
from index.store.chunks import sentence_span

FILE = Path(__file__).parent / "data" / "judge.onnx"
QUESTION_TOKENS, TOKENS = 40, 48
"""Word pieces of a question and of a claim that are read."""
LEAD = 200
"""Code points of a sentence that are read before the content begins; of a longer lead only its end."""
BEFORE = 160
"""Code points before the sentence, which often name what "it" and "that" stand for."""
_STANCES = tuple(Stance)
_SEPARATOR = 102

Logits = npt.NDArray[np.float32]


class Verdicts(NamedTuple):
    """What the judge thinks of each claim, in log odds: that it answers; that it answers or belongs beside one."""

    answers: Logits
    belongs: Logits


class Reading(NamedTuple):
    """The text of a claim as the judge reads it, and where in it the content stands."""

    text: str
    content: Spans


class Pieces(NamedTuple):
    """The word pieces of a reading, and whether each is of the content."""

    ids: npt.NDArray[np.int64]
    said: Logits


def reading(stored: StoredClaim) -> Reading:
    """Speaker, sentence, what stands before it; the content's places in that text."""
    article, claim = stored.article.text, stored.claim
    start, end = sentence_span(article, claim)
    begin = min((a for a, _ in claim.content), default=start)
    if begin - start > LEAD:
        near = [a for a, _ in (*claim.source, *claim.cue) if begin - LEAD <= a <= begin]
        start = min(near) if near else article.rfind(" ", 0, begin - LEAD // 2) + 1
    who = claim.speaker or (claim.chain[-1] if claim.chain else stored.article.outlet) or "the article"
    lead = f"{who}: "
    content = tuple((a - start + len(lead), b - start + len(lead)) for a, b in claim.content)
    before = article[max(0, start - BEFORE) : start]
    before = before[before.find(" ") + 1 :]
    return Reading(f"{lead}{article[start:end]} … {before}", content)


def pieces(stored: StoredClaim) -> Pieces:
    """A claim as the judge takes it in: at most ``TOKENS`` word pieces."""
    return _pieces(reading(stored))


@lru_cache(maxsize=4_096)
def _pieces(read: Reading) -> Pieces:
    encoded = default_embedder().encode(read.text)
    ids = _cut(encoded.ids, TOKENS)
    said = [b > a and any(a < y and b > x for x, y in read.content) for a, b in encoded.offsets[: len(ids)]]
    return Pieces(np.array(ids, dtype=np.int64), np.array(said, dtype=np.float32))


def question_pieces(question: str) -> list[int]:
    """A question as the judge takes it in: at most ``QUESTION_TOKENS`` word pieces."""
    return _cut(default_embedder().encode(question).ids, QUESTION_TOKENS)


def attitude(stored: StoredClaim) -> list[float]:
    """The claim's stance (one of six), whether the article speaks itself, whether the source is unnamed."""
    claim = stored.claim
    return [float(claim.stance is s) for s in _STANCES] + [float(claim.own_voice), float(claim.anonymous)]


def _cut(ids: list[int], most: int) -> list[int]:
    return ids if len(ids) <= most else [*ids[: most - 1], _SEPARATOR]


def _padded(read: Sequence[Pieces], attitudes: Logits) -> dict[str, npt.NDArray[Any]]:
    """The inputs of the model for some claims, of one length."""
    ids = np.zeros((len(read), max(len(p.ids) for p in read)), dtype=np.int64)
    said, mask = np.zeros(ids.shape, dtype=np.float32), np.zeros(ids.shape, dtype=np.float32)
    for i, p in enumerate(read):
        ids[i, : len(p.ids)], said[i, : len(p.ids)], mask[i, : len(p.ids)] = p.ids, p.said, 1.0
    return {"ids": ids, "said": said, "mask": mask, "attitude": attitudes}


class Judge:
    """The model, loaded at first use and safe to share between threads."""

    def __init__(self, file: Path = FILE) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._session: Any = None
        self._pool = ThreadPoolExecutor(min(2, available_cores()), thread_name_prefix="judge")

    def verdicts(self, question: str, claims: Sequence[StoredClaim]) -> Verdicts:
        """What it thinks of each claim. Raises StoreError where the model file is missing or broken."""
        if not claims:
            none = np.zeros(0, dtype=np.float32)
            return Verdicts(none, none)
        read = [pieces(c) for c in claims]
        asked, session = np.array([question_pieces(question)], dtype=np.int64), self._open()
        attitudes = np.array([attitude(c) for c in claims], dtype=np.float32)
        logits = np.zeros((len(read), 2), dtype=np.float32)

        def run(at: Sequence[int]) -> None:
            logits[at] = session.run(None, {"question": asked, **_padded([read[i] for i in at], attitudes[at])})[0][
                :, :2
            ]

        # the short and the long ones apart: less is padded, and a second core that is free reads half of them
        order = sorted(range(len(read)), key=lambda i: len(read[i].ids))
        halves = [half for half in (order[: len(order) // 2], order[len(order) // 2 :]) if half]
        list(self._pool.map(run, halves))
        return Verdicts(logits[:, 0], logits[:, 1])

    def prepare(self) -> None:
        """Begin to load the model beside what the caller does next; what fails is told by the first ``verdicts``."""
        threading.Thread(target=self._prepare, name="judge").start()

    def _prepare(self) -> None:
        with suppress(StoreError):
            self._open()

    def _open(self) -> Any:
        with self._lock:
            if self._session is None:
                try:
                    self._session = open_session(self._file)
                except Exception as error:  # the library raises bare Exceptions of its own kinds
                    raise StoreError(f"judge: cannot load {self._file}: {first_line(error)}") from error
            return self._session


@cache
def judge() -> Judge:
    """The one judge of this process; nothing is loaded before its first use."""
    return Judge()
