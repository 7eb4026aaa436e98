"""The wordings of a question that are searched for."""

from __future__ import annotations

from bot.question.variants import names_asked, without_names, wordings
from tests.bot.sample import query


def test_wordings() -> None:
    made = wordings(query(text="Who says the Kell bridge is safe for 3,000 cars?"))
    assert made[0] == "Who says the Kell bridge is safe for 3,000 cars?"
    assert "the bridge is safe" in made
    assert len(made) == 4


def test_names_and_figures() -> None:
    assert names_asked("Who says the Kell bridge carried 3,000 cars?") == ["kell", "3", "000"]
    assert without_names("closing the old Kell bridge") == "closing the old bridge"
    assert without_names("Kell") == "Kell"
