"""Which propositions a picture shows first: disputed ones, then what many sources speak to. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from bot.propositions.records import Proposition


def strongest(propositions: Iterable[Proposition]) -> list[Proposition]:
    """Disputed before open before unanimous ones; then by sources, turns, outlets, reports, and the newest."""
    return sorted(propositions, key=_weight, reverse=True)


def _weight(one: Proposition) -> tuple[int, int, int, int, int, str]:
    outlets = {claim.article.outlet or claim.article.id for claim in one.claims}
    newest = max((claim.article.published or "" for claim in one.claims), default="")
    return (
        2 * one.contested + one.open,
        len(one.positions),
        len(one.turns),
        len(outlets),
        len(one.claims),
        newest,
    )
