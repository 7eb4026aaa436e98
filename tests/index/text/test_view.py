"""What a reader sees of a stored text, and the way back to it."""

import textwrap
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.text.characters import odd_characters
from index.text.layout import line_ends
from index.text.markup import marks
from index.text.view import view

PROSE = (
    "The harbour at Osk will stay shut until May, the mayor, Ida Crane, said on Monday. Divers had found a second hole "
    "in the quay, and nobody at the ministry could say who had ordered the dredging that, by all accounts, made it.\n\n"
    "“We asked three times,” Crane said. “Nobody wrote back.” The ministry denied that any letter had come.\n\n"
    "Boats from Tarn and Lower Esk lie at anchor outside, and their crews sleep in the school."
)


def seen(text: str) -> str:
    return view(text).text


@pytest.mark.parametrize("width", range(40, 100, 7))
@pytest.mark.parametrize("break_", ["\n", "\r\n"])
def test_wrapped_prose_is_unwrapped(width: int, break_: str) -> None:
    text = "\n".join(textwrap.fill(part, width) for part in PROSE.split("\n")).replace("\n", break_)
    assert seen(text).replace("\r", "") == PROSE


def test_mail_is_read_without_its_marks() -> None:
    lines = "\n".join(textwrap.fill(part, 60) for part in PROSE.split("\n")).split("\n")
    assert seen("\n".join(f"> {line}".rstrip() for line in lines)) == PROSE


@pytest.mark.parametrize(
    "text",
    [
        # verse
        "The river took the mill away,\nThe miller took the road;\nHis girl has got a stall today,\nAnd sells a load.",
        "Snow on the quay,\nsalt on the rope,\nnobody to say\nwhere the boats slope.",
        # lists
        "What is known:\n1. The dam broke at four.\n2. The siren was silent.\n3. Nobody has said why.",
        # turns
        "HOST: Was it safe?\nIDA CRANE: It was.\nHOST: Who signed for it?\nIDA CRANE: I did.",
        "Q: Was it safe?\nA: It was safe for the boats that we had then.\nQ: Who signed?",
        # headlines, datelines, tickers
        "Quay collapses at Osk\nBy Tomas Weir\n4 May 2026\n\nThe quay at Osk fell into the harbour on Sunday.",
        "HARBOUR SHUT AFTER QUAY FALLS\nThe quay at Osk fell into the harbour on Sunday, and nobody was hurt.",
        # a paragraph a line
        "The quay at Osk fell into the harbour on Sunday.\nNobody was hurt, the mayor said.\nBoats lie outside.",
        # cells
        "| year | boats |\n| 2024 | 31 |\n| 2025 | 12 |",
    ],
)
def test_lines_that_are_meant_stay(text: str) -> None:
    assert seen(text) == text


@pytest.mark.parametrize("mark", ["-", "*", "•"])
def test_items_of_a_list_stay_apart_without_their_marks(mark: str) -> None:
    items = ["a new bridge", "a school for the island", "lower fares for all who work there"]
    assert seen("The council wants:\n" + "\n".join(f"{mark} {item}" for item in items)) == "\n".join(
        ("The council wants:", *items)
    )


def test_what_is_set_off_as_a_whole() -> None:
    found = view("# A head\n\n**Who *paid* for it?**\n\nWe **did** pay.\n\n> We paid.\n\n*Ida Crane was mayor.*")
    assert found.text == "A head\n\nWho paid for it?\n\nWe did pay.\n\nWe paid.\n\nIda Crane was mayor."
    set_off = {found.text[at:].split("\n", 1)[0]: str(mark) for at, mark in found.set_off().items()}
    assert set_off == {
        "A head": "heading",
        "Who paid for it?": "strong",
        "We paid.": "block",
        "Ida Crane was mayor.": "emphasis",
    }


def test_the_clock_of_a_live_blog_and_datelines_are_left_out() -> None:
    assert seen("14:05 The mayor spoke.\n14:20 She left.\n\nOSK, May 4 — It rained.") == (
        "The mayor spoke.\nShe left.\n\nIt rained."
    )


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Orla Finch, the county en-\ngineer, said the bridge\nwould open in May, as she\nhad hoped.", "engineer"),
        ("It is a well-known and a well-\nknown thing that nobody in\nthe town would have said.", "well-known thing"),
        ("It was made by a well-\nknown firm that nobody in\nthe town would name.", "a well-known firm"),
        ("the coun\u00ad\ncil leader", "the council leader"),
        ("the coun\u00adcil lead\u00ader", "the council leader"),
        ("a\u200b zero\u200dwidth \ufeffword\u2060", "a zerowidth word"),
        ("\u00a0Mr\u00a0Weir\u202fsaid", " Mr Weir said"),
        ("the o\ufb03ce \ufb01led it", "the office filed it"),
        ("Jose\u0301 Nun\u0303ez", "José Nuñez"),
        ("Weir said: «No.» Then «\u00a0Yes\u00a0».", "Weir said: “No.” Then “Yes”."),
        ("Weir said: »No.« Then he left.", "Weir said: “No.” Then he left."),
        ("„No,“ Weir said. „Yes,” said Crane.", "“No,” Weir said. “Yes,” said Crane."),
        ("”No,” Weir said.", "“No,” Weir said."),
        ("``No,'' Weir said.", '“No," Weir said.'),
        ("â€œNo,â€\u009d Weir said â€” it wasnâ€™t.", "“No,” Weir said — it wasn’t."),
        ("non‑stop ‒ and ― on", "non-stop – and — on"),
    ],
)
def test_odd_characters_and_cut_words(text: str, shown: str) -> None:
    assert shown in seen(text)


def test_spans_lead_back_to_the_stored_words() -> None:
    text = (
        "\ufeffOrla Finch, the coun\u00adty en-\ngineer, said the\u00a0o\ufb03ce would\nopen in May, as she had hoped."
    )
    found = view(text)
    for words, stored in {
        "Orla Finch": "Orla Finch",
        "county": "coun\u00adty",
        "engineer": "en-\ngineer",
        "the office": "the\u00a0o\ufb03ce",
        "of": "o\ufb03",  # a ligature belongs to every span that has one of its letters
        "would open": "would\nopen",
    }.items():
        at = found.text.index(words)
        assert text[slice(*found.stored((at, at + len(words))))] == stored


ODD = st.sampled_from(
    (
        "a b. , ** _ # [a](/b) ~~ || \n \r\n \n\n > - – “ ” « » „ ' ‘ ’ \u00ad \u200b \u00a0 \ufb03 e\u0301 `` '' "
        "â€œ Q: said 1. |"
    ).split(" ")
)


@given(st.lists(st.one_of(ODD, st.just(" "), st.text(max_size=4)), max_size=60).map("".join))
def test_any_text_has_a_view_with_a_way_back(text: str) -> None:
    for edits in (odd_characters(text), line_ends(text), marks(text)):
        assert all(a <= b for a, b, _ in edits)
        assert all(before[1] <= after[0] for before, after in pairwise(edits))
    found = view(text)
    at = 0
    for offset in range(len(found.text)):
        start, end = found.stored((offset, offset + 1))
        assert at <= start < end <= len(text)
        at = start


def test_a_clean_text_is_its_own_view() -> None:
    found = view(PROSE)
    assert found.text == PROSE
    assert found.stored((3, 9)) == (3, 9)
