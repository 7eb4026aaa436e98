"""Stand-ins that make the store's tests exact: an embedding whose cosines can be foretold, and claims that are written
down in the article ("NAME said: content"), so that a test knows each claim it will find."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from index.schema import Article, Claim, Stance
from index.text.names import words

SAID = re.compile(r"^(?P<source>[^\n:]+?) (?P<cue>said|denied): (?P<content>[^\n]+)$", re.MULTILINE)


@lru_cache(maxsize=100_000)
def _direction(word: str) -> NDArray[np.float32]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "big")
    return np.random.default_rng(seed).normal(size=384).astype(np.float32)


class WordEmbedder:
    """Texts that share words lie near each other: the sum of one random direction a word."""

    def __init__(self, name: str = "words") -> None:
        self.name = name
        self.digest = hashlib.sha256(name.encode()).hexdigest()
        self.texts = 0

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.texts += len(texts)
        made = np.zeros((len(texts), 384), dtype=np.float32)
        for i, text in enumerate(texts):
            for word in words(text) or [""]:
                made[i] += _direction(self.name + word)
        made /= np.linalg.norm(made, axis=1, keepdims=True)
        return made


def attribute(article: Article) -> list[Claim]:
    """A claim for each line "NAME said: content"; other lines are the article's own voice."""
    cited, own = [], []
    at = 0
    for line in article.text.splitlines(keepends=True):
        span = (at, at + len(line.rstrip("\n")))
        at += len(line)
        found = SAID.match(line)
        if found:
            source, cue, content = (
                ((span[0] + found.start(g), span[0] + found.end(g)),) for g in ("source", "cue", "content")
            )
            anonymous = found["source"][0].islower()
            stance = Stance.DENIES if found["cue"] == "denied" else Stance.ASSERTS
            cited.append(Claim(source, cue, content, (found["source"],), found["source"], stance, anonymous))
        elif line.strip():
            own.append(Claim((), (), (span,), (), article.outlet, Stance.ASSERTS, False))
    return cited + own


def article(
    n: int | str,
    *lines: str,
    outlet: str = "Harbour Gazette",
    published: str = "2031-05-04",
    author: str | None = None,
    url: str | None = None,
) -> Article:
    """An article whose lines are claims or own voice."""
    text = "\n".join(lines) or f"Ana Ruiz said: the bridge number {n} is closed\nRain fell on town {n}"
    return Article(f"a{n}", text, title=f"Report {n}", outlet=outlet, published=published, author=author, url=url)
