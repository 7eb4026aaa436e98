"""What was told is not told again: no sentence in brackets twice, no whole sentence of quotations that were shown."""

from __future__ import annotations

import pytest

from bot.answer import phrasing
from bot.answer.composition import statements
from bot.answer.repetition import folded, told_once
from index.schema import Article, Evidence, Role, Stance, Statement
from tests.bot.fake_space import claim
from tests.bot.sample import query

QUOTED = Statement("Mara Voss said: “The gate was shut at nine that night”.", (1,))


def _leaning(words: str) -> Statement:
    return Statement(f"Mara Voss “also said this was old” ({phrasing.BEFORE}: “{words}”).", (2,))


def test_a_sentence_in_brackets_goes_where_a_statement_before_it_quotes_it() -> None:
    shown = told_once([QUOTED, _leaning("'The gate was shut at nine that night,' Voss said")])
    assert [one.text for one in shown] == [QUOTED.text, "Mara Voss “also said this was old”."]
    assert told_once([_leaning("Nobody came")])[0].text.endswith(f"({phrasing.BEFORE}: “Nobody came”).")


def test_a_sentence_in_brackets_goes_where_its_own_statement_quotes_it() -> None:
    one = _leaning("The gate was shut at nine that night")
    both = Statement(f"{QUOTED.text} {one.text}", (1, 2))
    assert phrasing.BEFORE not in told_once([both])[0].text


def test_a_whole_sentence_that_was_mostly_quoted_is_a_citation() -> None:
    whole = Statement("As The Post writes: “'The gate was shut at nine that night,' Voss said in June”.", (3,))
    assert told_once([QUOTED, whole]) == [Statement(QUOTED.text, (1, 3))]
    other = Statement("As The Post writes: “Voss said in June that the key was lost and nobody looked for it”.", (3,))
    assert told_once([QUOTED, other]) == [QUOTED, other]
    aside = Statement(whole.text, (3,), Role.OTHER_SIDE)
    assert told_once([QUOTED, aside]) == [QUOTED, aside]


def test_what_a_merged_statement_has_come_to_say_is_not_said_behind_it() -> None:
    text = "Dredge plan. Mara Voss on Tuesday asked for an inquiry into the dredging of the lower basin."
    article = Article("a", text, outlet="The Harbour Post")
    asked = claim(article, "an inquiry into the dredging of the lower basin", ["Mara Voss"], "Mara Voss",
                  source="Mara Voss", cue="asked for")  # fmt: skip
    whole = Statement("As The Harbour Post writes: “Dredge plan. Mara Voss on Tuesday asked for an inquiry”.", (1,))
    part = Statement("Mara Voss “on Tuesday asked for an inquiry”.", (2,))
    assert [one.citations for one, _ in folded([(whole, asked), (part, asked)])] == [(1, 2)]


@pytest.mark.parametrize("source", ["Mara Voss, the lock keeper,", "Lock keeper Mara Voss"])
def test_who_somebody_is_stands_once(source: str) -> None:
    told = [
        claim(Article(name, f"{source} said {words}.", outlet="The Harbour Post"), words, ["Mara Voss"], "Mara Voss",
              source=source, cue="said", number=n)
        for n, (name, words) in enumerate((("b", "the gate was shut"), ("c", "the crane was old")))
    ]  # fmt: skip
    made = statements(query(), [Evidence(n, one, 1.0) for n, one in enumerate(told, 1)])
    assert [one.text for one in made] == [f"{source} “said the gate was shut”.", "Mara Voss “said the crane was old”."]


def test_of_a_sentence_that_tells_both_sides_neither_is_told_alone() -> None:
    text = "As Mara Voss, the keeper, put it, the gate was shut at nine. The town declined to comment."
    article = Article("d", text, outlet="The Harbour Post")
    shut = claim(article, "the gate was shut at nine", ["Mara Voss"], "Mara Voss", source="Mara Voss", cue="put it")
    part = Statement("Mara Voss “said the gate was shut at nine”.", (1,))
    whole = Statement(
        "As The Harbour Post writes: “Voss said the gate was shut at nine. The town was silent”.",
        (2,),
        Role.LEAVES_OPEN,
    )
    ((both, _),) = folded([(part, shut), (whole, shut)])
    assert (both.text, both.role, both.citations) == (whole.text, Role.ANSWERS, (1, 2))


def test_a_relay_is_not_called_by_the_name_of_its_source() -> None:
    relay = "The Harbour Post reported that Mara Voss had shut the gate."
    direct = "Mara Voss said the crane was old."
    told = [
        claim(Article("e", direct, outlet="The Mail"), "the crane was old", ["Mara Voss"], "Mara Voss",
              source="Mara Voss", cue="said", number=0),
        claim(Article("f", relay, outlet="The Harbour Post"), "Mara Voss had shut the gate",
              ["The Harbour Post", "Mara Voss"], "Mara Voss", source="The Harbour Post", cue="reported", number=1),
    ]  # fmt: skip
    made = statements(query(), [Evidence(n, one, 1.0) for n, one in enumerate(told, 1)])
    assert made[1].text.startswith("The Harbour Post “reported")


def test_a_denial_is_not_told_by_what_it_denies() -> None:
    text = "Her lawyer, Ida Holm, told the court the gate had been shut at nine, a suggestion the expert rejected."
    article = Article("g", text, outlet="The Harbour Post")
    words = "the gate had been shut at nine"
    said = claim(
        article, words, ["Ida Holm"], "Ida Holm", source="Her lawyer, Ida Holm,", cue="told the court", number=0
    )
    denied = claim(
        article, words, ["the expert"], "expert", Stance.DENIES, source="the expert", cue="rejected", number=1
    )
    made = statements(query(), [Evidence(1, said, 2.0), Evidence(2, denied, 1.0)])
    assert any("the expert rejected" in one.text for one in made), [one.text for one in made]
