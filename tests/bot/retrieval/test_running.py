"""A quotation that runs on is shown as one."""

from __future__ import annotations

from bot.retrieval.running import MOST, goes_on, one_run, run_of, whole
from index.schema import Article, Evidence
from index.store.chunks import question_span
from tests.bot.fake_space import claim

TEXT = "“The gate was shut. It was late. Nobody came,” Ana Ruiz said. “It rained,” said Ivo Marant."
ARTICLE = Article("a", TEXT)


FIRST, SECOND, THIRD = (
    claim(ARTICLE, words, ["Ana Ruiz"], "Ana Ruiz", number=n, source="Ana Ruiz", cue="said")
    for n, words in enumerate(("“The gate was shut.", "It was late.", "Nobody came,”"))
)
OTHER = claim(ARTICLE, "“It rained,”", ["Ivo Marant"], "Ivo Marant", number=3, source="Ivo Marant", cue="said")


def test_sentences_of_one_quotation() -> None:
    assert one_run(FIRST, SECOND)
    assert not one_run(FIRST, OTHER)
    assert [one.id for one in run_of(SECOND, [THIRD, OTHER, FIRST])] == ["a#0", "a#2"]


def test_the_whole_of_it() -> None:
    shown = whole(Evidence(1, SECOND, 1.0, run=run_of(SECOND, [FIRST, THIRD])))
    assert "gate was shut" in shown.quote
    assert "Nobody came" in shown.quote


def test_it_is_bounded() -> None:
    long = Article(
        "b", "“" + " ".join(f"Sentence number {n} says very little indeed." for n in range(60)) + "” Ana said."
    )
    parts = [
        claim(long, f"Sentence number {n} says very little indeed.", ["Ana"], "Ana", number=n, source="Ana", cue="said")
        for n in range(60)
    ]
    run = run_of(parts[30], parts[:30] + parts[31:])
    assert 0 < len(run) < 59
    assert sum(len(one.quote) for one in run) <= MOST


ROW = Article(
    "r",
    "Ana Ruiz said the gate was shut. She told the Harbour Post that nobody came. The night was cold. She said it "
    "rained. Ivo Marant said the gate was open.",
)


def test_a_speaker_goes_on_in_the_next_sentence_only() -> None:
    first, then, later = (
        claim(ROW, words, [source], "Ana Ruiz", number=n, source=source, cue=cue)
        for n, (source, cue, words) in enumerate(
            (
                ("Ana Ruiz", "said", "the gate was shut"),
                ("She", "told the Harbour Post", "that nobody came"),
                ("She", "said it", "rained"),
            )
        )
    )
    other = claim(ROW, "the gate was open", ["Ivo Marant"], "Ivo Marant", number=4, source="Ivo Marant", cue="said")
    assert goes_on(first, then)
    assert not goes_on(then, first)
    assert not goes_on(then, later)
    assert not goes_on(later, other)


def test_another_question_stands_between_two_answers() -> None:
    talk = Article("t", "**Was the gate shut?**\n\nIt was. I shut it.\n\n**And the lamp?**\n\nThe lamp was out.")
    one, other = (
        claim(talk, words, ["Ana Ruiz"], "Ana Ruiz", number=n, source=source)
        for n, (source, words) in enumerate((("It", "It was. I shut it."), ("The lamp", "The lamp was out.")))
    )
    assert question_span(talk.text, other.claim) is not None
    assert not goes_on(one, other)
