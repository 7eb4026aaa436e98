"""A small run of the load scenario; ``make load-discord`` runs it whole and prints the figures."""

from __future__ import annotations

from pathlib import Path

from tests.discord import load
from tests.discord.conftest import unhurried


async def test_interactions_from_three_guilds_at_once_while_one_adds_articles(tmp_path: Path) -> None:
    out = await load.scenario(tmp_path / "data", 30, 4, 3, 40.0, clock=unhurried)
    assert out.unanswered == 0
    assert out.leaks == 0
    assert out.own > 10
    assert out.added == 4
    assert out.refused == 0
    assert out.missed == 0
    assert out.violations == ()
