"""Invented articles in any number: names, places and events are made up, lengths follow those of news articles.

An article has about 50 sentences (log-normal, as measured on news: median 40 claims and own-voice sentences); about
two in five are attributed. The words come from small lists in Zipf-like proportions, so that some are in very many
claims and most in few; a speaker has from one to thousands of claims.
"""

from __future__ import annotations

import math
import random
from collections.abc import Iterator

from index.schema import Article

_ONSETS = "b br c ch d dr f g gr h j k kl l m n p r s st t tr v w z".split()
_MIDDLES = "a e i o u ai ea ou".split()
_ENDS = "n r l s t k m nd rt ss ck".split()
_CUES = ["said", "said", "said", "told reporters", "denied", "argued", "warned", "announced", "has claimed"]
_PLACES = ("Harbour", "Valley", "Northern", "City", "Island", "Border")
_OUTLETS = [f"The {place} {kind}" for place in _PLACES for kind in ("Gazette", "Mercury", "Herald", "Tribune")]


class _Words:
    """A vocabulary of invented nouns, verbs and names, drawn with Zipf-like frequencies."""

    def __init__(self, rng: random.Random, size: int = 20_000) -> None:
        self._rng = rng
        self.words = list(dict.fromkeys(self._invent() for _ in range(size * 2)))[:size]
        self.first = [self._invent().capitalize() for _ in range(300)]
        self.last = [self._invent().capitalize() for _ in range(4000)]

    def _invent(self) -> str:
        rng = self._rng
        return "".join(
            rng.choice(_ONSETS) + rng.choice(_MIDDLES) for _ in range(rng.choice((1, 2, 2, 3)))
        ) + rng.choice(_ENDS)

    def draw(self, of: list[str]) -> str:
        """One of the list, the first ones far more often: ranks are log-uniform."""
        return of[min(len(of) - 1, int(math.exp(self._rng.random() * math.log(len(of) + 1))) - 1)]


def articles(count: int, seed: int = 0) -> Iterator[Article]:
    """``count`` invented articles, the same for the same seed."""
    rng = random.Random(seed)
    words = _Words(rng)
    for n in range(count):
        cast = [f"{words.draw(words.first)} {words.draw(words.last)}" for _ in range(rng.randint(1, 6))]
        lines = []
        for _ in range(max(3, int(rng.lognormvariate(math.log(40), 0.5)))):
            clause = " ".join(words.draw(words.words) for _ in range(max(4, int(rng.gauss(16, 6)))))
            if rng.random() < 0.4:
                lines.append(f"{rng.choice(cast)} {rng.choice(_CUES)} that the {clause}.")
            else:
                lines.append(f"The {clause}.")
        day = f"20{rng.randint(20, 29)}-{rng.randint(1, 12):02}-{rng.randint(1, 28):02}"
        title = " ".join(words.draw(words.words) for _ in range(6)).capitalize()
        yield Article(f"invented-{n}", "\n".join(lines), title, rng.choice(_OUTLETS), None, day, None)
