"""Names that somebody may have meant who typed another."""

from __future__ import annotations

from collections.abc import Iterable

from index.text.folding import fold

_ALIKE = 72.0  # of 100, by rapidfuzz's weighted ratio: one or two slips in a name, or a part of it
_MOST = 3


def near(typed: str, known: Iterable[str]) -> list[str]:
    """At most three of the ``known`` names, the most alike first; those that are not alike are left out."""
    from rapidfuzz import fuzz, process

    found = process.extract(
        fold(typed), {name: fold(name) for name in known}, scorer=fuzz.WRatio, score_cutoff=_ALIKE, limit=_MOST
    )
    return [name for _, _, name in found]


def did_you_mean(typed: str, known: Iterable[str]) -> str:
    """ "; did you mean Vera Dahl?", or nothing where no name is near."""
    names = near(typed, known)
    listed = " or ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)
    return f"; did you mean {listed}?" if names else ""
