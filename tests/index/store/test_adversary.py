"""A short run of each attack of tests/faults/adversary.py, on both pairs of engines."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.faults import adversary


@pytest.mark.parametrize("attack", ["forged ids", "forged vectors", "forget under load", "fifty at once"])
def test_an_attack_is_held_off(engines: dict[str, Any], tmp_path: Path, attack: str) -> None:
    tally = adversary.ATTACKS[attack]({"data_dir": tmp_path / "data", **engines}, 1)
    assert tally.broke == []
    assert tally.tried > 4
