"""Each quotation is left to its own inquit where several speak in turn."""

from __future__ import annotations

import pytest

from index.attribution.extraction.extractor import Found
from index.attribution.inquits import told_apart
from tests.index.attribution.marked import marked

CASES = [
    (
        '<c>"Who opened the gate?"</c> <q>asked</q> <s>Lena Marsh</s>. <c><c2>"Why ask me?"</c></c2> <q2>answered</q2> '
        "<s2>Tor Brekke</s2>.",
        [("Lena Marsh", '"Who opened the gate?"'), ("Tor Brekke", '"Why ask me?"')],
    ),
    (
        '<c>"The mill is sold,"</c> <q>said</q> <s>Otto Reiss</s>, while Mina Falk said: <c>"Nothing is signed."</c>',
        [("Otto Reiss", '"The mill is sold,"'), ("Mina Falk", '"Nothing is signed."')],
    ),
    (
        '<c>"I sold it,"</c> <q>said</q> <s>Otto Reiss</s>. <c><c2>"And I am glad."</c></c2> <s2>Mina Falk</s2> '
        '<q2>said</q2>, <c2>"So am I."</c2>',
        [("Otto Reiss", '"I sold it," … "And I am glad."'), ("Mina Falk", '"So am I."')],
    ),
    (
        '<c><c2>"We won,"</c></c2> <q>said</q> <s2><s>Otto Reiss</s>, and Mina Falk</s2> <q2>said</q2>, '
        '<c2>"We lost."</c2>',
        [("Otto Reiss", '"We won,"'), ("Mina Falk", '"We lost."')],
    ),
    (
        '<c>"We sank,"</c> <s>the pilot</s> <q>told the court</q>. <c2>"We did not,"</c2> <q2>replied</q2> '
        '<s2>Mina Falk</s2>. <c><c2>"We floated."</c2></c>',
        [("the pilot", '"We sank,"'), ("Mina Falk", '"We did not," … "We floated."')],
    ),
    (
        '<c>"It was,"</c> <s>the pilot</s> <q>said</q>, <c>"the worst storm of all."</c>',
        [("the pilot", '"It was," … "the worst storm of all."')],
    ),
    (
        '<c>"We left early,"</c> <s>Hanne Moe</s> <q>told the inquiry</q>. <c>"There was no light."</c>',
        [("Hanne Moe", '"We left early," … "There was no light."')],
    ),
]


@pytest.mark.parametrize(("passage", "wanted"), CASES)
def test_quotations_are_told_apart(passage: str, wanted: list[tuple[str, str]]) -> None:
    text, relations = marked(passage)
    found = [one.relation for one in told_apart(text, [Found(relation, 1.0, ()) for relation in relations])]
    told = [(text[slice(*one.source[0])], " … ".join(text[a:b] for a, b in one.content)) for one in found]
    assert sorted(told) == sorted(wanted)
