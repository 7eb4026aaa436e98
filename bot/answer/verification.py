"""(evidence, reading of a reply) -> the pieces that may be shown. Structure only: no word of a model is looked at.

The stored claim decides on which side a piece stands, never the model: a piece that denies is not shown among those
who say so, whatever role a reply gives it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.answer.choice import Chosen, Reading
from index.schema import Evidence, Role


def verified(evidence: Sequence[Evidence], reading: Reading) -> tuple[list[Evidence], list[str]]:
    """The chosen evidence in the order chosen, with role and group as they may be shown, and notes on what was not.

    A number that was not sent, or was chosen before, is left out.
    """
    by_number = {e.n: e for e in evidence}
    kept: dict[int, Evidence] = {}
    unknown: list[int] = []
    for piece in reading.chosen:
        if piece.n not in by_number:
            unknown.append(piece.n)
        elif piece.n not in kept:
            kept[piece.n] = _placed(by_number[piece.n], piece)
    notes = []
    if unknown:
        named = ", ".join(map(str, sorted(set(unknown))[:5]))
        notes.append(f"the model chose evidence that it was not given ({named}); that was left out")
    return list(kept.values()), notes


def _placed(evidence: Evidence, piece: Chosen) -> Evidence:
    group = evidence.group if piece.group is None else max(1, min(piece.group, 99))
    same_side = {Role.ANSWERS, Role.SAME_CLAIM}
    if piece.role in same_side and evidence.role in same_side:
        return replace(evidence, role=piece.role, group=group)
    return replace(evidence, group=group)
