"""What a picture shows, before it is drawn."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.pictures import gather, visible
from bot.pictures.links import safe_url
from bot.pictures.scene import alt_text
from bot.propositions.kept import Propositions
from index.errors import InputError, UnknownArticle
from index.schema import Stance
from index.store.library import Library, Space
from tests.pictures import stories


def test_a_map_has_sides_relays_outlets_and_numbers(pier: Space, kept: Propositions) -> None:
    scene = gather.map_about(pier, kept, "pier")
    assert scene.title == "pier"
    assert [mark.n for mark in scene.marks] == list(range(1, len(scene.marks) + 1))
    assert scene.blocks[0].state == "disputed"
    (diver,) = [mark for mark in scene.marks if mark.anonymous]
    assert diver.reports == 2
    assert [outlet.name for outlet in diver.outlets] == ["The Quay", "Bay Radio"]
    assert len({outlet.colour for outlet in diver.outlets}) == 2
    (turned,) = [mark for mark in scene.marks if mark.turn]
    assert scene.marks[turned.turn - 1].name == turned.name == "Bo Lind"


def test_only_the_strongest_are_drawn_and_the_others_are_told(pier: Space, kept: Propositions) -> None:
    whole = gather.map_about(pier, kept, "pier")
    part = gather.map_about(pier, kept, "pier", most=2)
    assert len(part.blocks) == 2
    assert part.left_out == len(whole.blocks) - 2
    assert part.blocks == whole.blocks[:2]


def test_a_timeline_is_in_order_and_marks_the_turn(pier: Space, kept: Propositions) -> None:
    scene = gather.timeline(pier, kept, "Bo Lind")
    assert [mark.outlets[0].day for mark in scene.points] == ["2026-02-01", "2026-02-09"]
    assert [mark.turn for mark in scene.points] == [0, 1]
    assert "Timeline: Bo Lind." in alt_text(scene)


def test_a_long_timeline_keeps_the_newest(pier: Space, kept: Propositions) -> None:
    scene = gather.timeline(pier, kept, "Ana Ferro", most=1)
    assert scene.left_out > 0
    assert scene.points[0].outlets[0].day == "2026-02-09" or len(scene.points) == 1


def test_what_cannot_be_drawn_is_one_line(pier: Space, kept: Propositions, empty: Library) -> None:
    for make in (
        lambda: gather.map_about(pier, kept, "airport runway"),
        lambda: gather.map_by(pier, kept, "Nobody Known"),
        lambda: gather.timeline(pier, kept, "Zeno Brack"),  # none of the articles has a date
        lambda: gather.timeline(pier, kept, "Bo Lind", "lighthouse paint"),
        lambda: gather.report(pier, kept, "airport runway"),
        lambda: gather.report(empty.space("default"), kept),
    ):
        with pytest.raises(InputError) as raised:
            make()
        assert "\n" not in str(raised.value)
    with pytest.raises(UnknownArticle):
        gather.map_in(pier, kept, "no-such")


def test_an_article_and_a_speaker_have_maps(pier: Space, kept: Propositions) -> None:
    assert gather.map_in(pier, kept, "pier-3").marks[0].outlets[0].name == "The article 'Title of pier-3'"
    names = {mark.name for mark in gather.map_by(pier, kept, "Ana Ferro").marks}
    assert {"Ana Ferro", "Harbour Board"} <= names


def test_hidden_characters_are_shown_and_joiners_kept() -> None:
    assert visible.line("a\u202eb\x07\u200d\n c") == "a⟨U+202E⟩b⟨U+0007⟩\u200d c"
    assert visible.line("one two three four", 10) == "one two …"
    assert len(visible.line("x" * 500, 40)) <= 42


@given(st.text(alphabet=st.characters() | st.sampled_from("\u202e\U0001f600\r\n\x00\u2028"), max_size=60), st.data())
def test_spans_follow_what_is_written_out(text: str, data: st.DataObject) -> None:
    bounds = sorted(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=2)))
    start, end = bounds
    shown, ((a, b),) = visible.text_and_spans(text, [(start, end)])
    units = shown.encode("utf-16-le", "surrogatepass")
    inside = units[2 * a : 2 * b].decode("utf-16-le", "surrogatepass")
    assert inside == visible.text_and_spans(text[start:end], [])[0]
    assert not [c for c in shown if c != "\n" and c != "\t" and visible.line(c) not in (c, "")]


def test_a_report_holds_the_newest_claims_and_says_that_there_are_more(
    pier: Space, kept: Propositions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gather, "MOST_CLAIMS", 4)
    made = gather.report(pier, kept)
    assert {claim["id"].partition("#")[0] for claim in made.claims} == {"pier-2"}
    assert made.note == "The space holds more: these are the newest 4 claims."
    assert gather.report(pier, kept, "lighthouse").note == ""


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://news.example/a", "https://news.example/a"),
        ("HTTP://news.example", "http://news.example"),
        ("javascript:alert(1)", None),
        (" java\nscript:alert(1)", None),
        ("//news.example/a", None),
        ("https://", None),
        ("http://[broken", None),
        ("data:text/html,x", None),
        (None, None),
    ],
)
def test_only_web_addresses_are_linked(url: str | None, expected: str | None) -> None:
    assert safe_url(url) == expected


def test_every_stance_has_a_place(empty: Library, kept: Propositions) -> None:
    space = empty.space("default")
    stories.fill(space, stories.many(20))
    assert {mark.stance for mark in gather.map_about(space, kept, "Street", most=40).marks} >= {
        Stance.ASSERTS,
        Stance.DENIES,
        Stance.WITHHOLDS,
    }
