"""Who a claim belongs to, as a reader needs it once."""

from __future__ import annotations

from bot.answer import source_label
from index.schema import Article
from tests.bot.fake_space import claim
from tests.bot.sample import BRIDGE, claims


def test_names_with_the_role_that_the_article_prints() -> None:
    stored = claims()
    assert source_label.speaker(stored[1]) == "Transport minister Orla Venn"
    assert "Bram Tosk" in str(source_label.speaker(stored[2]))
    assert source_label.display(stored[3]) == "Orla Venn"
    assert source_label.outlet(stored[0]) == "Kell Observer"


def test_relays() -> None:
    assert source_label.relays(claims()[8]) == ("The Sund Herald",)
    assert source_label.relays(claims()[1]) == ()


def test_parts() -> None:
    assert source_label.role_of(BRIDGE.text, "Ulf Paske") == "Roads agency director Ulf Paske"
    assert source_label.role_of(BRIDGE.text, "Nobody Known") == ""
    assert source_label.is_speaker(claims()[2].claim, "Bram Tosk")
    assert not source_label.is_speaker(claims()[2].claim, "Orla Venn")
    assert source_label.inside((3, 4), ((0, 5),))
    assert not source_label.inside((3, 6), ((0, 5),))
    assert source_label.capitalised("the mayor") == "The mayor"
    assert source_label.source_phrase(claims()[2]).startswith("The mayor of Kell, Bram Tosk")
    assert source_label.subject(claims()[1]) == source_label.speaker(claims()[1])


def test_an_article_of_no_outlet_is_named_as_one_within_a_sentence() -> None:
    article = Article("a", "It was wet.", title="Rain at last")
    stored = claim(article, "It was wet")
    assert source_label.outlet(stored) == "The article 'Rain at last'"
    assert source_label.outlet_within(stored) == "the article 'Rain at last'"
    named = claim(Article("a", "It was wet.", outlet="Kell Observer"), "It was wet")
    assert source_label.outlet_within(named) == "Kell Observer"


def test_a_source_of_no_letters_is_an_unnamed_source() -> None:
    article = Article("a", "\x01 \x02", outlet="A")
    assert source_label.display(claim(article, "\x02", ["\x01"], "")) == "An unnamed source"
