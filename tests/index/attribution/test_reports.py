"""What a content says in turn that somebody else said."""

from __future__ import annotations

from collections.abc import Sequence

from index.attribution.extraction.extractor import Found
from index.attribution.reports import is_turn, reports_in
from index.schema import Relation
from tests.index.attribution.marked import marked


def test_the_report_that_a_content_is_has_offsets_into_the_text() -> None:
    text, (relation,) = marked("<s>The Echo</s> <q>wrote</q> that <c>the minister had promised that it would open</c>.")
    asked: list[str] = []

    def read(texts: Sequence[str]) -> list[list[Found]]:
        asked.extend(texts)
        found = []
        for one in texts:
            at, cue, content = one.index("the minister"), one.index("had promised"), one.index("it would open")
            inner = Relation(((at, at + 12),), ((cue, cue + 12),), ((content, content + 13),))
            found.append([Found(inner, 0.95, ())])
        return found

    reports = reports_in(text, [Found(relation, 0.9, ())], read)
    assert len(asked) == 1
    (inner,) = reports.values()
    assert list(reports) == [relation.content[0]]
    assert [text[a:b] for a, b in inner.relation.source] == ["the minister"]
    assert [text[a:b] for a, b in inner.relation.content] == ["it would open"]


def test_an_unsure_one_is_none() -> None:
    text, (relation,) = marked("<s>The Echo</s> <q>wrote</q> that <c>the minister had promised that it would open</c>.")

    def read(texts: Sequence[str]) -> list[list[Found]]:
        return [[Found(Relation(((0, 3),), ((4, 6),), ((7, 9),)), 0.2, ())] for _ in texts]

    assert reports_in(text, [Found(relation, 0.9, ())], read) == {}


def test_a_turn_is_told_by_the_layout() -> None:
    text, (relation,) = marked("<s>VELL</s><q>:</q> <c>We saw nothing.</c>")
    assert is_turn(text, relation)
    text, (relation,) = marked("<s>Vell</s> <q>said</q>: <c>We saw nothing.</c>")
    assert not is_turn(text, relation)


def read_again(line: str) -> list[str]:
    """The contents of a marked line that are handed to the reader once more."""
    text, (relation,) = marked(line)
    asked: list[str] = []

    def read(texts: Sequence[str]) -> list[list[Found]]:
        asked.extend(texts)
        return [[] for _ in texts]

    reports_in(text, [Found(relation, 0.9, ())], read)
    return asked


def test_a_content_is_read_again_where_a_verb_in_it_could_report() -> None:
    assert read_again("<s>The Echo</s> <q>wrote</q> that <c>the mill at Orsa will have closed by May</c>.") == []
    assert read_again("<s>The Echo</s> <q>wrote</q> that <c>the miller wants to keep the mill at Orsa</c>.") == []
    for content in (
        "the miller had promised that the mill would open",
        "the miller’d re-announced that the mill would open",
        "the miller has called for the mill to be opened",
        "the mill's closing was, the miller insists, a mistake",
        "the miller denies that the mill is to close",
        "the miller rejected talk of the mill's closing",
    ):
        assert read_again(f"<s>The Echo</s> <q>wrote</q> that <c>{content}</c>.") == [content]


def test_what_only_describes_a_noun_is_no_report() -> None:
    text, (relation,) = marked("<s>Ida Holm</s> <q>says</q> <c>his notes accusing the clerk of theft are lies</c>.")

    def read(texts: Sequence[str]) -> list[list[Found]]:
        return [[Found(Relation(((0, 9),), ((10, 18),), ((19, len(one)),)), 0.95, ()) for _ in "x"] for one in texts]

    assert reports_in(text, [Found(relation, 0.9, ())], read) == {}
