"""The shipped extractor on invented passages."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from index.attribution.extraction.extractor import Found, nest
from index.attribution.extraction.tagger import OnnxScorer, find_relations
from index.errors import StoreError
from index.schema import Relation, Span


def words(text: str, found: Sequence[Found]) -> list[tuple[list[str], ...]]:
    return [
        tuple([text[a:b] for a, b in role] for role in (f.relation.source, f.relation.cue, f.relation.content))
        for f in found
    ]


def read(text: str) -> list[tuple[list[str], ...]]:
    return words(text, find_relations([text])[0])


def test_a_direct_quotation_with_its_speaker_after_it() -> None:
    ((source, cue, content),) = read("“The lock gates will stay shut until June,” said harbour master Ilse Tronto.")
    assert source == ["harbour master Ilse Tronto"]
    assert cue == ["said"]
    assert content == ["“The lock gates will stay shut until June,”"]


def test_a_split_quotation_is_one_relation() -> None:
    ((source, _, content),) = read('"The roof," Ivo Marant said, "was never inspected at all."')
    assert source == ["Ivo Marant"]
    assert content == ['"The roof,"', '"was never inspected at all."']


def test_two_speakers_in_a_row_keep_their_own_words() -> None:
    text = "Mayor Lena Gurov said the bridge is safe. Her deputy, Tomas Rell, denied that it had ever been tested."
    found = read(text)
    assert [s[0].split(",")[0] for s, _, _ in found] == ["Mayor Lena Gurov", "Her deputy"]
    assert "the bridge is safe" in found[0][2][0]
    assert "it had ever been tested" in found[1][2][0]


def test_according_to() -> None:
    ((source, cue, content),) = read("Fares will rise by nine percent in May, according to the Orlen transit board.")
    assert source == ["the Orlen transit board"]
    assert cue == ["according to"]
    assert content == ["Fares will rise by nine percent in May"]


def test_prose_that_cites_nobody_gives_nothing() -> None:
    assert read("The tram turned left at the fountain. Snow lay on the roofs, and the square was empty.") == []


def test_the_texts_of_a_batch_do_not_mix() -> None:
    one = "“We lost the keys,” said Marta Olin."
    two = "The bridge is safe, according to the council."
    together = find_relations([one, two, ""])
    alone = [find_relations([text])[0] for text in (one, two, "")]
    assert [[f.relation for f in each] for each in together] == [[f.relation for f in each] for each in alone]
    assert [len(each) for each in together] == [1, 1, 0]


def relation(cue: Span, content: Span) -> Found:
    return Found(Relation((), (cue,), (content,)), 0.9, ())


def test_of_relations_inside_one_another_the_outer_is_taken() -> None:
    outer, inner, other = relation((0, 4), (5, 60)), relation((20, 24), (25, 60)), relation((70, 74), (75, 90))
    assert [f.relation for f in nest([outer, inner, other])] == [outer.relation, other.relation]


def test_of_two_that_hold_each_others_cue_one_remains() -> None:
    first, second = relation((0, 4), (5, 60)), relation((20, 24), (0, 60))
    assert len(nest([first, second])) == 1


def test_missing_model_files_are_one_clear_error(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="attribution model cannot be loaded"):
        OnnxScorer(tmp_path)
