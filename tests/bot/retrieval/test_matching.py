"""One source in several reports is one statement; a denial is never where a claim comes from."""

from __future__ import annotations

from bot.question.parser import Kind
from bot.retrieval.confidence import Ranked
from bot.retrieval.matching import other_side, reports, same_source, same_statement
from bot.retrieval.selection import select
from index.schema import Article, Role, Stance
from tests.bot.fake_space import claim
from tests.bot.sample import claims, query


def test_two_reports_of_one_speaker_are_one_statement_and_the_relay_is_no_source() -> None:
    stored = claims()
    assert same_statement(stored[2], stored[8])
    assert [2, 8] in [[[2, 8][j] for j in g] for g in reports([stored[2], stored[8]])]


def test_numbers_are_one_in_words_and_in_figures() -> None:
    a = Article("a", "Lena Ost said eleven sailors had drowned and four were missing.", outlet="A")
    b = Article("b", "Lena Ost said 11 sailors had drowned and 4 were missing.", outlet="B")
    c = Article("c", "Lena Ost said twelve ferries had drowned in rust.", outlet="C")
    eleven = claim(a, "eleven sailors had drowned and four were missing", ["Lena Ost"], "Lena Ost")
    figures = claim(b, "11 sailors had drowned and 4 were missing", ["Lena Ost"], "Lena Ost")
    assert same_statement(eleven, figures)
    assert not same_statement(eleven, claim(c, "twelve ferries had drowned in rust", ["Lena Ost"], "Lena Ost"))


def test_other_speakers_stances_and_contents_are_kept_apart() -> None:
    stored = claims()
    assert not same_source(stored[1], stored[2])
    assert not same_statement(stored[4], stored[10])
    assert not same_statement(stored[3], stored[7])


def test_anonymous_sources_are_one_only_where_they_are_described_alike() -> None:
    a = Article("a", "An aide said the ferry sank.", outlet="A")
    b = Article("b", "A dock worker said the ferry sank.", outlet="B")
    aide = claim(a, "the ferry sank", ["aide"], "aide", anonymous=True)
    worker = claim(b, "the ferry sank", ["dock worker"], "dock worker", anonymous=True)
    assert not same_source(aide, worker)
    assert same_source(aide, claim(b, "the ferry sank", ["aide"], "aide", anonymous=True))


def test_the_origin_of_a_claim_is_not_who_would_not_confirm_it() -> None:
    stored = claims()
    found = select(query(Kind.ORIGIN), [Ranked(stored[4], 5.0, 0.6, 0.6), Ranked(stored[10], 4.5, 0.5, 0.5)], 5)
    assert [str(e.stored.claim.stance) for e in found] == ["asserts", "withholds"]
    assert [e.n for e in found] == [1, 2]


def test_a_statement_and_its_opposite_are_two_accounts_of_one_source() -> None:
    a = Article("a", "Council leader Dora Finch said no decision had been taken on the pool.", outlet="A")
    b = Article("b", "Dora Finch conceded that the decision had been taken on the pool in May.", outlet="B")
    before = claim(a, "no decision had been taken on the pool", ["Council leader Dora Finch"], "Dora Finch")
    after = claim(b, "the decision had been taken on the pool in May", ["Dora Finch"], "Dora Finch")
    assert not same_statement(before, after)
    assert not other_side(before, after)  # the same person, later


def test_who_says_in_plain_words_that_it_is_not_so_is_the_other_side() -> None:
    a = Article("a", "Ada Rook said the well was dry. Tom Birk said the well was not dry.", outlet="A")
    dry = claim(a, "the well was dry", ["Ada Rook"], "Ada Rook", number=0)
    not_dry = claim(a, "the well was not dry", ["Tom Birk"], "Tom Birk", number=1)
    assert other_side(dry, not_dry)
    found = select(
        query(Kind.WHO, "who says the well was dry"), [Ranked(dry, 4.0, 0.9, 0.9), Ranked(not_dry, 1.0, 0.1, 0.1)], 5
    )
    assert [(e.stored.id, e.role) for e in found] == [("a#0", Role.ANSWERS), ("a#1", Role.OTHER_SIDE)]
    denied = claim(a, "the well was not dry", ["Tom Birk"], "Tom Birk", Stance.DENIES, number=1)
    assert not other_side(dry, denied)  # denies that it was not dry: both say it was
