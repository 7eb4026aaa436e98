"""Names in square brackets: once, with their article, never behind themselves."""

from __future__ import annotations

import re
from dataclasses import replace

from bot.answer import phrasing
from index.schema import Reference, Stance
from tests.bot.answer.test_phrasing import read


def test_who_speaks_is_not_set_in_brackets_behind_his_own_name() -> None:
    text = "Ida Holm came. She told Radio Sund that the board had promised her a lock."
    said = read(text, "her a lock", "She", "told", "the board", ["She", "the board"], Stance.VOWS,
                references=(("She", "Ida Holm"), ("her", "Ida Holm")))  # fmt: skip
    assert phrasing.sentence(said) == "Ida Holm “told Radio Sund that the board had promised her a lock”."


def test_a_person_is_set_in_brackets_once_in_a_quotation_of_parts() -> None:
    text = "Leo Berg left. “I asked him twice,” Ida Holm said. “I asked him on paper.”"
    said = read(text, ["“I asked him twice,”", "“I asked him on paper.”"], "Ida Holm", "said")
    both = tuple(Reference(found.start(), found.end(), "Leo Berg") for found in re.finditer("him", text))
    said = replace(said, claim=replace(said.claim, references=both))
    assert phrasing.sentence(said) == "Ida Holm said: “I asked [Leo Berg] twice … I asked him on paper”."


def test_a_body_in_brackets_has_its_article() -> None:
    text = "The Pilots' League met. Ida Holm said that the league had been asked."
    said = read(text, "the league had been asked", "Ida Holm", "said", references=(("the league", "Pilots' League"),))
    assert phrasing.sentence(said) == "Ida Holm “said that [the Pilots' League] had been asked”."


def test_who_was_told_is_the_writer_where_the_article_says_me() -> None:
    said = read("“I never liked it,” Ida Holm told me.", "“I never liked it,”", "Ida Holm", "told")
    assert phrasing.sentence(said) == "Ida Holm told [Pia Lund]: “I never liked it”."


def test_the_name_stands_where_its_sentence_has_half_of_it() -> None:
    text = "Holm said she would sue the Mail, which she accused of lying."
    said = read(text, "of lying", "she accused", "accused", "Ida Holm", ["she"])
    assert "[Ida Holm] said she would sue the Mail, which she accused of lying" in phrasing.sentence(said)


def test_a_wife_pleads_for_his_life() -> None:
    text = "Leo Berg fell. Leo Berg's wife pleaded for his life to be spared."
    said = read(text, "his life to be spared", "Leo Berg's wife", "pleaded for", references=(("his", "Leo Berg"),))
    assert phrasing.sentence(said) == "Leo Berg's wife “pleaded for his life to be spared”."
