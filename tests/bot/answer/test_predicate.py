"""What the article itself prints of a claim, and in which order."""

from __future__ import annotations

import pytest

from bot.answer.predicate import clause_end, participial, printed
from tests.bot.sample import BRIDGE, LATER, claims


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (1, "denied having seen the inspection report"),
        (2, "said that the bridge was safe for 3,000 cars a day"),
        (4, "would not confirm that two cables had snapped"),
        (5, "urged the council to reopen the old ferry line"),
    ],
)
def test_cue_and_content_in_one_stretch(number: int, words: str) -> None:
    made = printed(claims()[number])
    assert "".join(BRIDGE.text[a:b] for a, b in made.words) == words


def test_content_first() -> None:
    stored = claims()[10]
    made = printed(stored)
    assert "Two cables did snap" in " ".join(LATER.text[a:b] for a, b in made.words)
    assert made.form is not printed(claims()[1]).form


def test_a_participle_before_the_verb() -> None:
    text = "The Mail, citing two pilots, claims that it fell."
    assert participial(text, text.index("citing"), text.index("claims"))
    assert not participial("The Mail claims that it fell.", 9, 15)


def test_a_clause_that_is_cut() -> None:
    text = "said that the bridge, which leaks, was safe. It was."
    assert text[: clause_end(text, text.index("safe"), len(text))].endswith("safe")
