"""The sentence that makes a statement clear is printed before it, unless it is a riddle itself."""

from __future__ import annotations

import pytest

from bot.answer import antecedent, phrasing
from tests.bot.answer.test_phrasing import read


@pytest.mark.parametrize(
    ("text", "content", "source", "cue", "back"),
    [
        ("The inspectors came twice to the lock. The mayor, Ida Holm, said both inspections had failed.",
         "both inspections had failed", "Ida Holm", "said", True),
        ("The lock was shut on Monday. The mayor, Ida Holm, said it would open again.", "it would open again",
         "Ida Holm", "said", True),
        ("The lock was shut on Monday. The mayor, Ida Holm, said it was not.", "it was not", "Ida Holm", "said", True),
        ("Teams were called out 40 times. The mayor, Ida Holm, said most of them were false alarms.",
         "most of them were false alarms", "Ida Holm", "said", True),
        ("Teams were called out 40 times. The mayor, Ida Holm, thinks otherwise.", "otherwise", "Ida Holm", "thinks",
         True),
        ("Rain fell. The mayor, Ida Holm, said both Leo Berg and the board had known.",
         "both Leo Berg and the board had known", "Ida Holm", "said", False),
        ("Rain fell. The mayor of Sund, Ida Holm, said both sides would talk.", "both sides would talk", "Ida Holm",
         "said", False),
        ("Rain fell. The mayor, Ida Holm, made it clear that the lock leaked.", "that the lock leaked", "Ida Holm",
         "made it clear", False),
        ("Rain fell. Relatives at the lock said they had been told nothing.", "they had been told nothing",
         "Relatives at the lock", "said", False),
        ("Rain fell. A spokesman for the Water Board said it had been told nothing.", "it had been told nothing",
         "A spokesman for the Water Board", "said", False),
    ],
)  # fmt: skip
def test_what_a_word_stands_for_is_printed_before_it(
    text: str, content: str, source: str, cue: str, back: bool
) -> None:
    said = phrasing.sentence(read(text, content, source, cue))
    assert (phrasing.BEFORE in said or said.startswith("As Sund Gazette writes: “" + text[:8])) is back


def test_what_is_printed_before_a_statement_is_no_riddle_itself() -> None:
    text = "It never stopped. Ida Holm said those rumours were false."
    assert "It never stopped”" not in phrasing.sentence(read(text, "those rumours were false", "Ida Holm", "said"))


def test_a_quotation_before_it_brings_who_is_quoted() -> None:
    text = "“They came at night,” Leo Berg said. “We saw the boats.” Ida Holm said those boats were hers."
    said = phrasing.sentence(read(text, "those boats were hers", "Ida Holm", "said"))
    assert "'They came at night,' Leo Berg said. 'We saw the boats" in said


def test_those_may_be_told_of_in_a_quotation() -> None:
    text = "Rain fell. Ida Holm told the city that it should be led by those “who think of the lock”."
    said = read(text, "it should be led by those “who think of the lock”", "Ida Holm", "told")
    assert phrasing.BEFORE not in phrasing.sentence(said)


def test_a_claim_whose_noun_stands_nowhere_is_unclear() -> None:
    assert phrasing.is_unclear(read("Ida Holm said those rumours were false.", "those rumours were false", "Ida Holm",
                                    "said"))  # fmt: skip
    text = "Rain fell in Sund all week, and rumours of a leak began. Ida Holm said those rumours were false."
    assert not phrasing.is_unclear(read(text, "those rumours were false", "Ida Holm", "said"))


@pytest.mark.parametrize(
    ("text", "content", "source", "cue", "back"),
    [
        ("Leo Berg would not go. Ida Holm, the mayor, said she believed him.", "she believed him", "Ida Holm", "said",
         True),
        ("Leo Berg would not go. Mayor Tor Ness said he believed him.", "he believed him", "Mayor Tor Ness", "said",
         True),
        ("Leo Berg would not go. Tor Ness, the mayor, said he believed Berg.", "he believed Berg", "Tor Ness", "said",
         False),
        ("The lock was shut. Tor Ness, the mayor, said he had been against it.", "he had been against it", "Tor Ness",
         "said", True),
        ("The lock was shut. Tor Ness, the mayor, said the lock could not work without it.",
         "the lock could not work without it", "Tor Ness", "said", False),
        ("Rain fell. Berg's office later said she had raised the case.", "she had raised the case", "Berg's office",
         "said", False),
    ],
)  # fmt: skip
def test_somebody_else_is_told_of_before(text: str, content: str, source: str, cue: str, back: bool) -> None:
    said = phrasing.sentence(read(text, content, source, cue))
    assert (phrasing.BEFORE in said or said == f"As Sund Gazette writes: “{text[:-1]}”.") is back


def test_what_a_sentence_is_about_stands_before_that_and_all_of_which() -> None:
    for begin in ("That,", "All of which,"):
        text = f"The light of the star dims. {begin} Ida Holm said, shows a planet."
        said = read(text, [begin.rstrip(","), "shows a planet"], "Ida Holm", "said")
        assert phrasing.sentence(said) == f"As Sund Gazette writes: “{text[:-1]}”."


def test_a_headline_makes_nothing_clear() -> None:
    text = "Holm Vows To Shut The Lock\nTor Ness, the mayor, said he had been against it."
    assert "Vows" not in phrasing.sentence(read(text, "he had been against it", "Tor Ness", "said"))


def test_a_riddle_makes_no_riddle_clear() -> None:
    text = "Nobody minded this turn. Ida Holm said those rumours were false."
    assert phrasing.BEFORE not in phrasing.sentence(read(text, "those rumours were false", "Ida Holm", "said"))


def test_a_quotation_of_somebody_else_is_no_lead() -> None:
    text = "“Look at the sky.” That much, Ida Holm said, was clear."
    said = read(text, ["That much", "was clear"], "Ida Holm", "said")
    assert "sky" not in phrasing.sentence(said)


def test_both_in_a_quotation_brings_what_came_before_it() -> None:
    text = (
        "The bank said that the money had left and that it had come back. “Both statements were true,” Ida Holm said."
    )
    said = phrasing.sentence(read(text, "“Both statements were true,”", "Ida Holm", "said"))
    assert "that the money had left and that it had come back" in said


def test_marks_of_a_page_explain_nothing() -> None:
    text = "Holm spoke.\n\n<clip id='7'><clip/>\n\nShe said it was not."
    said = read(text, "it was not", "She", "said", "Ida Holm")
    assert antecedent.earlier_sentence(said, text.index("She")) is None
