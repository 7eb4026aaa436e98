"""The retrieval text of a claim, and where its surroundings begin and end."""

from __future__ import annotations

from index.schema import Article
from index.store.chunks import GAP, chunk_text, context_span, embedded_text, question_span, quote, sentence_span
from tests.bot.fake_space import claim

TEXT = (
    "It rained in Kell.\n"
    "It was Monday. The mayor, Ida Holm, said that the tram, which leaks, was late. Nobody came.\n"
    "The tram is red."
)
ARTICLE = Article("a", TEXT, title="Tram late")
CLAIM = claim(
    ARTICLE, ["the tram", "was late"], ["Ida Holm"], "Ida Holm", source="The mayor, Ida Holm,", cue="said"
).claim


def test_words_and_surroundings() -> None:
    assert quote(TEXT, CLAIM.content) == f"the tram{GAP}was late"
    assert TEXT[slice(*context_span(TEXT, CLAIM))].strip() == TEXT.split("\n")[1]
    assert TEXT[slice(*sentence_span(TEXT, CLAIM))].strip() == (
        "The mayor, Ida Holm, said that the tram, which leaks, was late."
    )


def test_who_what_and_around_on_a_line_each() -> None:
    who, what, around = chunk_text(ARTICLE, CLAIM).split("\n")
    assert (who, what) == ("Ida Holm said", "the tram was late")
    assert "which leaks" in around
    assert around.endswith("Tram late")
    assert embedded_text(f"{who}\n{what}\n{around}") == f"{who}: {what} ({around})"
    assert embedded_text("\nwhat\naround") == "what (around)"


def test_a_long_paragraph_is_cut_to_sentences() -> None:
    text = "Rain fell on the town. " * 200 + "Ida Holm said it was late. " + "Rain fell on the town. " * 200
    article = Article("b", text)
    start, end = context_span(text, claim(article, "it was late", ["Ida Holm"], source="Ida Holm", cue="said").claim)
    assert end - start < 2_100
    assert text[start:].startswith(("Rain", "Ida"))


def test_an_answer_brings_its_question_and_no_source_that_stands_above() -> None:
    text = "The diver Petra Holm is ninety.\n\n**Is the wreck deep?**\n\nIt is. I was there.\n\nShe laughs."
    article = Article("c", text, title="Under water")
    answer = claim(article, "It is. I was there.", ["Petra Holm"], "Petra Holm", source="Petra Holm").claim
    asked = question_span(text, answer)
    assert asked is not None
    assert text[slice(*asked)] == "**Is the wreck deep?**"
    assert chunk_text(article, answer).split("\n") == [
        "Petra Holm",
        "It is. I was there.",
        "Is the wreck deep? Under water",
    ]
    assert text[slice(*context_span(text, answer))].strip() == "**Is the wreck deep?**\n\nIt is. I was there."
    assert question_span(TEXT, CLAIM) is None
