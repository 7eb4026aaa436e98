"""Hostile and odd texts: nothing crashes, spans stay inside, work grows with length, other languages give a note."""

from collections.abc import Callable
from cProfile import Profile
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from index.attribution import attribute, attribute_with_notes
from index.attribution.claims import interpret
from index.attribution.coreference.entities import Cast
from index.attribution.extraction.extractor import UNITS_A_CUE, Parameters, propose
from index.attribution.extraction.relations import relations
from index.attribution.language import other_language
from index.attribution.reports import _thinned
from index.schema import Article, Claim, Relation, Stance
from index.store.chunks import chunk_text, context_span
from index.text.view import view

WORDS = """said|told Reuters|The mayor|Ida Crane|who|,|.|"|“|”|'|’|‘|that|citing|according to|she|it|
declined to comment|
denied|U.S.|the|of|— |:|had promised|to leave|\u00ad|🙂|\u202eabc|שלום|«|...|\u2028|1,200|A.|(|)|X's"""
PIECES = st.sampled_from([*WORDS.replace("\n", "").split("|"), "\n", "\n\n", "\r\n", "\t"])
TEXTS = st.lists(st.one_of(PIECES, st.text(max_size=6)), max_size=40).map(" ".join)
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def cited(text: str) -> list[Claim]:
    """The claims that the extractor's spans give."""
    return attribute(Article("a", text, outlet="Fell Echo"))


def check(text: str, claims: list[Claim]) -> None:
    for claim in claims:
        for role in (claim.source, claim.cue, claim.content):
            assert list(role) == sorted(role)
            assert all(0 <= a < b <= len(text) for a, b in role)
            assert all(p[1] <= q[0] for p, q in pairwise(role))
        assert claim.content
        assert isinstance(claim.stance, Stance)
        assert all(link and link in text for link in claim.chain)


@QUICK
@given(TEXTS)
def test_any_text_gives_claims_inside_it(text: str) -> None:
    check(view(text).text, attribute(Article("a", view(text).text, outlet="Fell Echo")))
    spans = [span for claim in cited(text) for span in (*claim.source, *claim.cue, *claim.content)]
    assert all(0 <= a < b <= len(text) for a, b in spans)


@QUICK
@given(TEXTS, st.data())
def test_any_spans_are_interpreted(text: str, data: st.DataObject) -> None:
    cuts = st.lists(st.integers(0, len(text)), max_size=6, unique=True).map(sorted)

    def spans() -> tuple[tuple[int, int], ...]:
        edges = data.draw(cuts)
        return tuple(zip(edges[::2], edges[1::2], strict=False))

    found = [Relation(spans(), spans(), spans()) for _ in range(data.draw(st.integers(0, 4)))]
    check(text, interpret(text, found, "Fell Echo"))


@pytest.mark.parametrize("text", ["", " \n\t", "Rain", "\u202e", "🙂 🙂 🙂", "“", "said", "''", ":", "NAME:", "- x"])
def test_tiny_texts(text: str) -> None:
    check(text, attribute(Article("a", text)))


@pytest.mark.parametrize("who", ["she", "the mayor", "Ida Crane", "he"])
@pytest.mark.parametrize(
    "before", ["Asked whether they denied it, ", "Asked about it, ", "Pressed on the denial, ", ""]
)
@pytest.mark.parametrize("verb", ["told reporters", "told the council", "assured voters", "urged the crew", "said"])
def test_an_introduction_that_ends_its_paragraph(before: str, who: str, verb: str) -> None:
    text = f"{before}{who} {verb}:\n\n“No comment from us today.”"
    check(view(text).text, cited(text))
    check(text, interpret(text, [Relation((), ((0, 5),), ((len(text) - 27, len(text)),))]))


SENTENCE = 'The harbour master, Ida Crane, said that "the pier was closed" and warned the crew. '
LONG = {
    "sentences": SENTENCE * 80,
    "one line without a full stop": "the mayor said the bridge was shut and " * 400,
    "quotation marks only": "\" ‘ “ ' " * 500,
    "open quotations": "“The mayor said the bridge was shut. " * 200,
    "one name": "Ida Crane " * 700,
    "many names": " ".join(f"Ida Crane{chr(97 + i % 26)} Crane said it rained." for i in range(200)),
    "commas": "the mayor, " * 700 + "said it rained.",
    "citing": "citing the mayor, " * 500,
    "paragraphs": "He said it rained.\r\n\r\n" * 500,
}


@pytest.mark.parametrize("name", LONG)
def test_long_texts_are_read(name: str) -> None:
    text = LONG[name]
    check(text, cited(text))


def test_no_relation_is_read_out_of_an_endless_sentence() -> None:
    assert relations("word " * 5000 + "said the mayor") == []


def calls(work: Callable[[], object]) -> int:
    """How many functions are called: what work costs, whatever the machine does beside."""
    profile = Profile()
    profile.runcall(work)
    return sum(entry.callcount for entry in profile.getstats())


ENDLESS = (
    '"a," he said, ',
    "“a,” she said, ",
    "Asked about it, he told reporters… “No ",
    "“The mayor,” said Ida Crane, who ",
    "The mayor, citing her report, said it ",
    "She denied it, he said. ",
    "Ida Crane’s lawyer said that “they ",
    "“A” — B C\n\n",
    "MAYOR: it rained.\n\nQ: why?\n\n",
    "Ida Crane said:\n\n“It rained\n\n",
    "denied ",
)


@pytest.mark.parametrize("unit", ENDLESS)
def test_twice_the_text_is_twice_the_work(unit: str) -> None:
    def read(size: int) -> list[Claim]:
        return attribute(Article("a", unit * (size // len(unit))))

    read(100)
    assert calls(lambda: read(16_000)) < 2.3 * calls(lambda: read(8_000))


def test_what_many_relations_share_is_read_again_a_few_times() -> None:
    assert _thinned([(at, at + 600) for at in range(0, 6_000, 8)]) == [
        (at, at + 600) for start in range(0, 6_000, 600) for at in range(start, start + 32, 8)
    ]
    apart = [(at, at + 90) for at in range(0, 900, 90)]
    assert _thinned(apart) == apart


def test_a_denial_inside_what_is_denied_is_part_of_it() -> None:
    text = "The mayor denied that the bridge was shut, and the clerk denied it had rained. " + "denied " * 2_000
    assert len(relations(text)) < 40


def test_twice_the_relations_of_an_endless_sentence_are_twice_the_work() -> None:
    unit = "“a,” he said, "

    def read(count: int) -> list[Claim]:
        starts = range(0, count * len(unit), len(unit))
        found = [Relation(((at + 5, at + 7),), ((at + 8, at + 12),), ((at, at + 4),)) for at in starts]
        claims = interpret(unit * count, found)
        assert len(claims) == count
        return claims

    read(1)
    assert calls(lambda: read(1_000)) < 2.3 * calls(lambda: read(500))


@pytest.mark.parametrize("unit", ["Bank of ", "Ida Crane ", "Department of the Interior and "])
def test_twice_an_endless_name_is_twice_the_work(unit: str) -> None:
    assert calls(lambda: Cast(unit * 2_000)) < 2.3 * calls(lambda: Cast(unit * 1_000))


@pytest.mark.parametrize(
    "text",
    [
        "Le maire a déclaré lundi que le pont serait fermé jusqu'au printemps, et que les travaux coûteraient cher.",
        "El alcalde dijo el lunes que el puente permanecerá cerrado hasta la primavera y que costará dos millones.",
        "Burmistrz powiedział w poniedziałek, że most będzie zamknięty do wiosny, a prace pochłoną dwa miliony.",
        "Borgmesteren sagde mandag, at broen vil være lukket til foråret, og at det vil koste to millioner.",
        "De burgemeester zei maandag dat de brug tot het voorjaar dicht blijft en dat het werk twee miljoen euro kost.",
        "Il sindaco ha detto lunedì che il ponte resterà chiuso fino a primavera e che costerà due milioni.",
        "Мэр заявил в понедельник, что мост будет закрыт до весны, а работы обойдутся в два миллиона рублей.",
        "市长星期一表示，大桥将关闭至春季，工程将耗资两百万元。有关方面未予置评。居民对此表示不满。",
        "قال رئيس البلدية يوم الاثنين إن الجسر سيبقى مغلقا حتى الربيع وإن الأعمال ستكلف مليونين",
    ],
)
def test_other_languages(text: str) -> None:
    claims, notes = attribute_with_notes(Article("a", text))
    assert claims == []
    assert len(notes) == 1


@pytest.mark.parametrize(
    "text",
    [
        "Rates to stay above six percent until spring: central bank",
        "Asbestos found in twelve more schools - watchdog",
        "Zofia Malec, Raúl Meza and Agata Wrona met in Łódź, where the mayor said the talks would go on.",
        SENTENCE,
    ],
)
def test_english(text: str) -> None:
    assert other_language(text) is None


def test_what_is_stored_of_a_sentence_without_end_is_no_longer_than_the_text() -> None:
    article = Article("a", "the mayor said the bridge was shut and " * 600, outlet="Fell Echo")
    claims = attribute(article)
    assert len(claims) > 100
    spans = [context_span(article.text, claim) for claim in claims]
    assert max(end - start for start, end in spans) < 3_000
    assert max(len(chunk_text(article, claim)) for claim in claims) < 6_000


def test_more_cues_than_any_news_has_are_thinned_out() -> None:
    crowded = np.zeros((400, 3), dtype=np.float32)
    crowded[::2, 1] = 9
    nothing = {n: np.zeros(n, dtype=np.float32) for n in (3, 5, (3, 3), (5, 5))}
    parameters = Parameters(nothing[3, 3], nothing[3], nothing[5, 5], nothing[5])
    assert len(propose(crowded, parameters)) == 400 // UNITS_A_CUE
    few = crowded[:12]
    assert len(propose(few, parameters)) == 6


@pytest.mark.parametrize("text", ["„" * 4000, "a\n" * 2000, "1 " * 2000, "\u00ad" * 5000, "- “" * 2000, "Q:\n\n" * 900])
def test_texts_without_words_are_no_work_and_no_claims(text: str) -> None:
    assert not [claim for claim in attribute(Article("a", text)) if not claim.own_voice]
