"""What a statement needs to be read without its article: names once, nobody's "me", no cut clause, the day of a no."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.answer import phrasing
from index.schema import Article, Stance
from tests.bot.answer.test_phrasing import read
from tests.bot.fake_space import claim


def test_a_relay_is_named_where_her_pronoun_is_the_source() -> None:
    text = "Ida Holm waited. She said the county had promised to ring her."
    said = read(text, "to ring her", "She", "said", "county", ["She", "county"], Stance.VOWS,
                references=(("She", "Ida Holm"), ("her", "Ida Holm")))  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “said the county had promised to ring her”."


@pytest.mark.parametrize(
    ("text", "source", "speaker", "chain", "shown"),
    [
        ("The Pilots' League met. It said the lock leaked.", "It", "Pilots' League", "It", "The Pilots' League “said"),
        ("A spokesman for Berg would not say. He said the lock leaked.", "He", "spokesman for Berg", "He",
         "A spokesman for Berg “said"),
        ("Senators Ida Holm and Leo Berg met. Ms. Holm said the lock leaked.", "Ms. Holm", "Senators Ida Holm",
         "Ms. Holm", "Ida Holm “said"),
    ],
)  # fmt: skip
def test_a_name_has_its_article_and_no_title_of_two(
    text: str, source: str, speaker: str, chain: str, shown: str
) -> None:
    said = read(text, "the lock leaked", source, "said", speaker, [chain])
    assert phrasing.sentence(said).startswith(shown)


@pytest.mark.parametrize(
    ("text", "source", "shown"),
    [
        ("Both Ida Holm and Mr. Berg said the lock leaked.", "Ida Holm", "Ida Holm and Mr. Berg “said"),
        ("Both Ida Holm and Mr. Berg said the lock leaked.", "Mr. Berg", "Ida Holm and Mr. Berg “said"),
        ("But Holm and Tor Berg have said the lock leaked.", "Holm", "Holm and Tor Berg “have said"),
        ("Holm came and Berg said the lock leaked.", "Berg", "Berg “said"),
    ],
)  # fmt: skip
def test_two_who_say_one_thing_are_named_together(text: str, source: str, shown: str) -> None:
    assert phrasing.sentence(read(text, "the lock leaked", source, "said")) == f"{shown} the lock leaked”."


def test_a_question_is_printed_without_who_asks_it() -> None:
    text = '"HAGEN: Are the two alike?\n\n"HOLM: He paid back half of it.'
    said = read(text, "He paid back half of it.", "HOLM", "", "Ida Holm", ["HOLM"])
    assert "HAGEN" not in phrasing.sentence(said)


def test_a_clause_whose_subject_stands_before_it_is_printed_whole() -> None:
    text = "The league wants an inquiry into the leak -- a failure the mayor said was caused by neglect."
    said = read(text, "was caused by neglect", "the mayor", "said")
    assert phrasing.sentence(said) == (
        "As Sund Gazette writes: “The league wants an inquiry into the leak -- a failure the mayor said was caused by "
        "neglect”."
    )


def test_a_subject_without_its_verb_is_printed_to_the_end() -> None:
    text = "Ida Holm said the leak, which the firm had called small, was the largest in years."
    said = read(text, "the leak", "Ida Holm", "said")
    assert phrasing.sentence(said) == (
        "Ida Holm “said the leak, which the firm had called small, was the largest in years”."
    )


def test_a_denial_ends_before_who_goes_on_about_it() -> None:
    text = "Leo Berg said the count was rigged. Ida Holm and Tor Ness rejected the claim, Ms. Holm calling it childish."
    said = read(text, "the count was rigged", "Ida Holm", "rejected", stance=Stance.DENIES)
    assert phrasing.sentence(said).startswith("Ida Holm and Tor Ness “rejected the claim” (")


def test_a_refusal_keeps_its_day_and_who_the_firm_is() -> None:
    text = "Holm & Berg, the auditor, on Tuesday rejected the charge. On Wednesday the firm declined to comment."
    said = read(text, "the charge", "the firm", "declined to comment", "firm", ["firm"], Stance.WITHHOLDS)
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{text[:-1]}”."


def test_a_role_ends_where_its_clause_begins() -> None:
    text = "They came from Leo Berg, a dairy farmer who says he lost nine ewes. Berg said the lock leaked."
    said = read(text, "the lock leaked", "Berg", "said", "Leo Berg")
    assert phrasing.sentence(said) == "Leo Berg, a dairy farmer, “said the lock leaked”."


@pytest.mark.parametrize(
    ("text", "content", "source", "cue"),
    [
        ("Holm stood by her plan to shut the lock before the winter.", "to shut the lock", "her", "plan"),
        ("At noon Holm left the board after a long row, later claiming that the lock leaked.",
         "that the lock leaked", "Holm",
         "claiming"),
        ("The lock leaked badly, two men who had seen it told the Mail.", "The lock leaked badly", "who had seen it",
         "told"),
    ],
)  # fmt: skip
def test_what_is_no_predicate_of_its_source_is_printed_whole(text: str, content: str, source: str, cue: str) -> None:
    said = phrasing.sentence(read(text, content, source, cue, "who had seen it" if "who" in source else "Ida Holm"))
    assert said.startswith("As Sund Gazette writes: “")
    assert text[text.index(cue) : -1] in said


def test_both_is_printed_with_its_and() -> None:
    text = "Ida Holm has both backed Mr. Berg and called him unfit."
    said = read(text, "Mr. Berg", "Ida Holm", "backed")
    assert phrasing.sentence(said) == "Ida Holm “has both backed Mr. Berg and called him unfit”."


def test_a_dateline_is_no_part_of_a_sentence() -> None:
    text = "SUND -- The lock leaked for a year, the harbour board said on Monday."
    said = read(text, "The lock leaked for a year", "the harbour board", "said")
    assert phrasing.sentence(said).startswith("As Sund Gazette writes: “The lock leaked")


def test_nobody_is_told_without_a_name() -> None:
    said = read("Ida Holm told [the Mail’s Leo Berg]: “The lock is safe.”", "“The lock is safe.”", "Ida Holm", "told")
    assert " told: " not in phrasing.sentence(said)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Ida Holm, an adviser to Mr. Berg, came. Holm said the lock leaked.", "Ida Holm “said"),
        ("Presidential candidates Sen. Ida Holm and Leo Berg met. Holm said the lock leaked.", "Sen. Ida Holm “said"),
        ("Ida Holm, a pilot whose boat sank, came. Holm said the lock leaked.", "Ida Holm, a pilot, “said"),
        (
            "Ida Holm, the pilot of the Vega and who steers it, came. Holm said the lock leaked.",
            "Ida Holm, the pilot of the Vega, “said",
        ),
        ("Democrats currently back Sen. Ida Holm. Holm said the lock leaked.", "Sen. Ida Holm “said"),
        ("They criticized Mayor Ida Holm. Holm said the lock leaked.", "Mayor Ida Holm “said"),
        ("A retired Captain Ida Holm came. Holm said the lock leaked.", "Retired Captain Ida Holm “said"),
        (
            "The State Harbour Inspector General Ida Holm came. Holm said the lock leaked.",
            "State Harbour Inspector General Ida Holm “said",
        ),
    ],
)
def test_a_role_is_whole(text: str, shown: str) -> None:
    said = read(text, "the lock leaked", "Holm", "said", "Ida Holm")
    start = text.rindex("Holm said")
    said = replace(said, claim=replace(said.claim, source=((start, start + 4),)))
    assert phrasing.sentence(said).startswith(shown)


@pytest.mark.parametrize(
    ("end", "shown"),
    [
        ("when he said that the lock leaked", "when he said that the lock leaked"),
        ("until Gov. Tor Ness came", "until Gov. Tor Ness came"),
        ("when asked about the lock", ""),
        ("while the board met", ""),
    ],
)
def test_what_binds_a_statement_belongs_to_it(end: str, shown: str) -> None:
    said = read(f"Ida Holm said Leo Berg was right {end}.", "Leo Berg was right", "Ida Holm", "said")
    assert phrasing.sentence(said) == f"Ida Holm “{f'said Leo Berg was right {shown}'.strip()}”."


def test_own_words_begin_without_what_joins_them() -> None:
    said = read("Rain fell. But the lock leaked for a year.", "But the lock leaked for a year.", "", "", chain=[])
    said = replace(said, claim=replace(said.claim, source=(), cue=(), chain=(), speaker="Sund Gazette"))
    assert phrasing.sentence(said) == "Sund Gazette, in its own words: “[T]he lock leaked for a year”."


def test_an_office_is_no_other_office() -> None:
    text = "Holm's office said the lock leaked. Berg's office denied that it leaked."
    said = read(text, "it leaked", "Berg's office", "denied", "Holm's office", stance=Stance.DENIES)
    assert phrasing.sentence(said).startswith("Berg's office “denied")


def test_a_label_without_the_rest_of_its_clause_is_no_name() -> None:
    text = "A company that wants to dredge the lock has paid the town."
    said = read(text, "to dredge the lock", "A company that", "wants", "company that", stance=Stance.VOWS)
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{text[:-1]}”."


def test_a_last_name_that_was_read_is_printed_in_full() -> None:
    text = "Mayor Per Gran stayed. He said the lock leaked."
    said = read(text, "the lock leaked", "He", "said", "Gran", ["He"])
    assert phrasing.sentence(said) == "Mayor Per Gran “said the lock leaked”."


def test_labels_of_a_transcript_are_no_shouts() -> None:
    said = read("COUNCILLOR BERG: The lock leaks.", "The lock leaks.", "COUNCILLOR BERG", "")
    assert phrasing.sentence(said) == "Councillor Berg: “The lock leaks”."


def test_a_paper_is_named_by_the_sentence_that_brings_it_in() -> None:
    text = "Ida Holm told the Ormand newspaper Sund Mail that the lock leaked. The paper also reported a fire."
    said = read(text, "a fire", "The paper", "reported", "paper", ["paper"])
    assert phrasing.sentence(said) == "Sund Mail “also reported a fire”."


def test_who_is_only_described_stands_behind_the_sentence_that_names_her() -> None:
    text = "Clara Holm spoke in Sund. The former first lady said the lock leaked."
    said = read(text, "the lock leaked", "The former first lady", "said", "former first lady", ["former first lady"])
    assert phrasing.sentence(said) == f"As Sund Gazette writes: “{text[:-1]}”."
    chair = read("Rain fell. The opposition leader said it leaked.", "it leaked", "The opposition leader", "said")
    assert not phrasing.sentence(chair).startswith("As Sund Gazette writes: “Rain")


def test_a_quotation_behind_a_colon_is_one_though_its_paragraphs_are_left_open() -> None:
    text = 'The Sund Mail reports:\n\n"The lock leaks.\n\nIt has leaked for years.\n'
    said = read(text, '"The lock leaks.\n\nIt has leaked for years.', "The Sund Mail", "reports:")
    assert phrasing.sentence(said).startswith("The Sund Mail reports: “The lock leaks.")


@pytest.mark.parametrize(
    ("text", "source", "cue", "content", "whole"),
    [
        ("The board answered a letter the union sent it on Monday, alleging fraud.", "the union", "sent",
         "alleging fraud", True),
        ("In a letter the union wrote that the lock leaked.", "the union", "wrote", "that the lock leaked", False),
        ("The lock stayed shut, and a day later the union said that it leaked.", "the union", "said", "that it leaked",
         False),
        ("The board met an architect who said he was never paid.", "an architect", "said", "he was never paid", False),
    ],
)  # fmt: skip
def test_a_clause_that_tells_of_the_noun_before_it_is_no_predicate(
    text: str, source: str, cue: str, content: str, whole: bool
) -> None:
    said = phrasing.sentence(read(text, content, source, cue))
    assert said.startswith("As Sund Gazette writes: “The board answered a letter") is whole


def test_a_list_that_is_cut_ends_before_its_dash() -> None:
    text = "Many speakers at the wake — Ida Holm, Leo Berg — said the lock leaked."
    said = read(
        text, "the lock leaked", "Many speakers at the wake — Ida Holm, Leo Berg", "said", "many speakers", ["Many"]
    )
    assert phrasing.sentence(said).startswith("Many speakers at the wake “said")


def test_a_title_is_not_taken_from_a_headline() -> None:
    text = "Union Ripped Director Ida Holm\nThe union is angry. Director Ida Holm came. Holm said the lock leaked."
    said = read(text, "the lock leaked", "Holm", "said", "Ida Holm")
    start = text.rindex("Holm said")
    said = replace(said, claim=replace(said.claim, source=((start, start + 4),)))
    assert phrasing.sentence(said) == "Director Ida Holm “said the lock leaked”."


def test_the_words_of_a_guest_are_his_own() -> None:
    text = "The gate was shut in May. It must be opened.\n\nRudi Gall is a former mayor of Kell."
    for author, begins in (
        ("By Rudi Gall", "Rudi Gall writes in The Kell Post: “"),
        ("Ida Holm", "The Kell Post, in its own"),
    ):
        article = Article("guest", text, outlet="The Kell Post", author=author)
        assert phrasing.sentence(claim(article, "The gate was shut in May.", number=0)).startswith(begins)


def test_what_somebody_added_stands_under_his_name_where_it_stands_alone() -> None:
    text = "Mara Voss keeps the lock. “I wrote it down,” Voss added. “Nobody came,” she said."
    added = claim(Article("row", text, outlet="The Kell Post"), "“I wrote it down,”", ["Voss"], "Mara Voss",
                  source="Voss", cue="added", number=0)  # fmt: skip
    assert phrasing.sentence(added) == "Mara Voss: “I wrote it down”."
    assert phrasing.following(added) == "Voss added: “I wrote it down”."
