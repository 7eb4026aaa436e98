"""The road from question to checked answer, offline, over a few invented claims."""

from __future__ import annotations

import pytest

from bot.answer.asker import Asker, as_json
from bot.settings import Settings
from index.errors import InputError
from index.schema import Article, Stance
from tests.bot.fake_space import FakeSpace, claim

HARBOUR = Article(
    "h",
    "The Quay Post, citing unnamed dockers within the port of Ellmar, claims that the crane had failed twice.\n"
    "Port director Una Brask denied having ignored the warnings.\n"
    "Ministry officials would not confirm that the crane had failed twice.\n"
    "The harbour is a disgrace to the country.",
    title="Crane falls in Ellmar",
    outlet="Ellmar Courier",
    published="2025-05-02",
)


@pytest.fixture
def space() -> FakeSpace:
    return FakeSpace(
        [
            claim(
                HARBOUR,
                "the crane had failed twice",
                ["The Quay Post", "unnamed dockers within the port of Ellmar"],
                "unnamed dockers within the port of Ellmar",
                anonymous=True,
                number=0,
                source="The Quay Post",
                cue="citing",
            ),
            claim(
                HARBOUR,
                "having ignored the warnings",
                ["Port director Una Brask"],
                "Una Brask",
                Stance.DENIES,
                number=1,
                source="Port director Una Brask",
                cue="denied",
            ),
            claim(
                HARBOUR,
                "the crane had failed twice",
                ["Ministry officials"],
                "Ministry officials",
                Stance.WITHHOLDS,
                number=2,
                source="Ministry officials",
                cue="would not confirm",
            ),
            claim(HARBOUR, "The harbour is a disgrace to the country.", number=3),
        ]
    )


@pytest.fixture
def asker() -> Asker:
    return Asker(Settings(_env_file=None, model="offline"))


def test_the_answer_names_relay_and_source_and_quotes_the_words(asker: Asker, space: FakeSpace) -> None:
    answer = asker.ask(space, "Who claims that the crane had failed twice?", id="q1")
    assert not answer.abstained
    first = answer.statements[0]
    assert "citing unnamed dockers within the port of Ellmar, claims that the crane had failed twice" in first.text
    assert first.citations[0] == 1
    assert answer.answer.splitlines()[0].endswith("[1].")


def test_the_json_holds_what_is_documented_and_quotes_equal_spans(asker: Asker, space: FakeSpace) -> None:
    out = as_json(asker.ask(space, "Who claims that the crane had failed twice?", id="q1"))
    assert list(out) == ["id", "question", "answer", "abstained", "statements", "citations", "model", "notes"]
    assert out["model"] == "offline"
    assert [c["n"] for c in out["citations"]] == list(range(1, len(out["citations"]) + 1))
    for c in out["citations"]:
        assert c["quote"] == " … ".join(HARBOUR.text[a:b] for a, b in c["spans"])
    used = {n for s in out["statements"] for n in s["citations"]}
    assert used == {c["n"] for c in out["citations"]}


def test_a_question_that_nothing_touches_is_answered_with_a_plain_no(asker: Asker, space: FakeSpace) -> None:
    answer = asker.ask(space, "What does Zebulon say about xylophones?")
    assert answer.abstained
    assert answer.citations == ()
    assert "1 article " in answer.answer
    assert "xylophones" in answer.answer


@pytest.mark.parametrize(("question", "top"), [("", 5), ("  \n", 5), ("Who?", 0)])
def test_a_question_that_cannot_be_asked_is_one_clear_line(
    asker: Asker, space: FakeSpace, question: str, top: int
) -> None:
    with pytest.raises(InputError) as caught:
        asker.ask(space, question, top=top)
    assert "\n" not in str(caught.value)


def test_very_short_and_very_long_questions_are_answered(asker: Asker, space: FakeSpace) -> None:
    assert asker.ask(space, "?").question == "?"
    long = asker.ask(space, "Who claims that the crane had failed twice? " + "x" * 20_000)
    assert any("longer than 2000 characters" in note for note in long.notes)
