"""What a proposition is made of: wordings, positions of speakers, and the reports that carry them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from index.schema import Stance, StoredClaim


@dataclass(frozen=True)
class Position:
    """One original source with one stance to one wording.

    ``reports``: the claims that carry it, oldest first, one original source behind them all.
    """

    stance: Stance
    reports: tuple[StoredClaim, ...]

    @property
    def lead(self) -> StoredClaim:
        """The report that was first."""
        return self.reports[0]


@dataclass(frozen=True)
class Wording:
    """One way of putting it, and who takes a position to exactly that. ``lead`` is the claim whose words stand for
    all; ``polarity``: 1 where the words put something forward, -1 where they deny it themselves, 0 where neither is
    certain."""

    lead: StoredClaim
    polarity: int
    positions: tuple[Position, ...]


@dataclass(frozen=True)
class Turn:
    """A speaker who later takes the other side of the same proposition."""

    before: StoredClaim
    after: StoredClaim


@dataclass(frozen=True)
class Proposition:
    """Wordings of one thing said, denied or left open; the first carries most positions. ``turns``, oldest first."""

    wordings: tuple[Wording, ...]
    turns: tuple[Turn, ...] = ()

    @cached_property
    def positions(self) -> tuple[Position, ...]:
        """Of all wordings."""
        return tuple(position for wording in self.wordings for position in wording.positions)

    @cached_property
    def claims(self) -> tuple[StoredClaim, ...]:
        """All reports of all positions."""
        return tuple(report for position in self.positions for report in position.reports)

    @cached_property
    def contested(self) -> bool:
        """Somebody puts it forward and somebody denies it, or speaks against it in other words."""
        certain: set[int] = set()
        for wording in self.wordings:
            sides = {side(position.stance, wording.polarity or 1) for position in wording.positions}
            if {1, -1} <= sides:
                return True
            certain |= sides if wording.polarity else set()
        return {1, -1} <= certain

    @cached_property
    def open(self) -> bool:
        """Somebody will not confirm it."""
        return any(position.stance is Stance.WITHHOLDS for position in self.positions)


def side(stance: Stance, polarity: int) -> int:
    """1 for, -1 against what the plain wording puts forward, 0 where it is left open."""
    if stance is Stance.WITHHOLDS:
        return 0
    return -polarity if stance is Stance.DENIES else polarity
