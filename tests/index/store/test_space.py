"""Adding, changing, removing and finding, through the facade."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from index.errors import InputError, ModelMismatch, StoreError, UnknownArticle
from index.schema import Filter, Stance, Status
from index.store.library import Library
from tests.index.conftest import Open
from tests.index.scripted import WordEmbedder, article


def test_add_gives_claims_with_their_words(library: Library) -> None:
    space = library.space()
    added = space.add(article(1, "The quay was empty", "Ana Ruiz said: the harbour is safe"))
    assert (added.status, added.claims, added.chunks) == (Status.ADDED, 1, 2)
    own, cited = space.article_claims("a1")
    assert cited.id == "a1#1"
    assert cited.quote == "the harbour is safe"
    assert cited.context == "Ana Ruiz said: the harbour is safe"
    assert cited.claim.chain == ("Ana Ruiz",)
    assert own.claim.own_voice
    assert own.quote == "The quay was empty"
    assert space.claims_by_id(["a1#2", "a9#1", "a1#1", "nonsense"]) == [own, cited]


def test_adding_again_is_unchanged_and_embeds_nothing(open_library: Open) -> None:
    embedder = WordEmbedder()
    space = open_library(embedder=embedder).space()
    space.add(article(1))
    before, revision = embedder.texts, space.revision()
    assert space.add(article(1)).status is Status.UNCHANGED
    assert embedder.texts == before
    assert space.revision() == revision


@pytest.mark.parametrize("settled", [False, True])
@pytest.mark.parametrize("by", ["id", "url"])
def test_changed_text_leaves_nothing_stale(library: Library, by: str, settled: bool) -> None:
    space = library.space()
    old = article(1, "Ana Ruiz said: the dam holds", "Leo Berg said: zebras left", url="https://example.org/dam")
    space.add(old)
    if settled:
        assert library.settle()
    new = replace(old, text="Ana Ruiz said: the dam has burst")
    new = replace(new, id="other", url="https://example.org/dam#top") if by == "url" else replace(new, url=None)
    assert space.add(new).status is Status.UPDATED
    if settled:
        assert library.settle()
    assert [a.text for a in space.articles()] == [new.text]
    assert [c.quote for c in space.claims()] == ["the dam has burst"]
    assert [s.name for s in space.speakers()] == ["Ana Ruiz"]
    assert space.search_lexical("zebras", 5) == []
    assert [claim for claim, _ in space.search_dense("zebras left", 5)] == [f"{new.id}#1"]
    assert space.stats() == {
        "articles": 1, "claims": 1, "own_voice": 0, "chunks": 1, "speakers": 1, "outlets": 1,
        "revision": space.revision(),
    }  # fmt: skip


def test_one_bad_article_never_loses_the_others(open_library: Open) -> None:
    from tests.index.scripted import attribute

    def failing(of: object) -> object:
        if of.id == "a2":  # type: ignore[attr-defined]
            raise ValueError("no sense\nin it")
        return attribute(of)  # type: ignore[arg-type]

    space = open_library(attribute=failing).space()
    incoming = [article(1), article(2), replace(article(3), text=" \n"), replace(article(4), text="\ud800"), article(5)]
    added = list(space.add_many(incoming))
    assert [a.id for a in added] == ["a1", "a2", "a3", "a4", "a5"]
    assert [a.status for a in added] == [Status.ADDED, *[Status.FAILED] * 3, Status.ADDED]
    assert all(a.error and "\n" not in a.error and a.id in a.error for a in added[1:4])
    assert {a.id for a in space.articles()} == {"a1", "a5"}


def test_same_id_twice_in_one_batch(library: Library) -> None:
    space = library.space()
    added = list(space.add_many([article(1), article(1), article(1, "Leo Berg said: it is open")]))
    assert [a.status for a in added] == [Status.ADDED, Status.UNCHANGED, Status.UPDATED]
    assert [c.quote for c in space.claims()] == ["it is open"]


def test_remove(library: Library) -> None:
    space = library.space()
    list(space.add_many([article(1), article(2)]))
    space.remove("a1")
    assert [a.id for a in space.articles()] == ["a2"]
    assert {claim for claim, _ in space.search_dense("bridge", 9)} == {"a2#1", "a2#2"}
    assert space.speakers()[0].claims == 1
    for unknown in (space.remove, space.article, space.article_claims):
        with pytest.raises(UnknownArticle, match="'a1' in space default"):
            unknown("a1")


def test_speakers_are_one_across_articles(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Mr. Trump said: one", "Hillary Clinton said: two", "a harbour official said: three"))
    space.add(article(2, "Donald Trump said: four", "Bill Clinton denied: five"))
    space.add(article(3, "Trump said: six"))
    named = {s.name: (s.claims, set(s.aliases), s.anonymous) for s in space.speakers()}
    assert named == {
        "Donald Trump": (3, {"Mr. Trump", "Trump"}, False),
        "Hillary Clinton": (1, set(), False),
        "Bill Clinton": (1, set(), False),
        "harbour official": (1, set(), True),
    }
    assert {c.quote for c in space.claims(by="trump")} == {"one", "four", "six"}
    assert len({c.speaker_id for c in space.claims(by="Mr. Trump")}) == 1
    assert {c.quote for c in space.claims(by="Clinton")} == {"two", "five"}
    assert [c.quote for c in space.claims(by="Bill Clinton")] == ["five"]
    assert space.claims(by="Nobody Known") == []


@pytest.mark.parametrize(
    ("question", "names"),
    [
        ("What does Hillary Clinton say about two?", ["Hillary Clinton"]),
        ("Did Clinton agree with Trump?", ["Hillary Clinton", "Bill Clinton", "Donald Trump"]),
        ("what did trump say", ["Donald Trump"]),
        ("Does Trump's plan hold?", ["Donald Trump"]),
        ("Where does the Ministry of Finance stand?", ["Ministry of Finance"]),
        ("Who in Essen may trump that card?", []),
    ],
)
def test_find_speakers(library: Library, question: str, names: list[str]) -> None:
    space = library.space()
    lines = (
        "Hillary Clinton said: two",
        "Bill Clinton said: five",
        "Donald Trump said: six",
        "Ministry of Finance said: no",
    )
    space.add(article(1, *lines))
    assert [s.name for s in space.find_speakers(question)] == names


def test_claims_are_narrowed(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the ferry sank", "Own words", outlet="Gazette", published="2031-01-05"))
    space.add(article(2, "Leo Berg denied: the ferry sank", outlet="Mercury", published="2031-02-01T10:00:00Z"))
    space.add(replace(article(3, "Ana Ruiz said: the mast broke"), outlet=None, published=None))
    quotes = [c.id for c in space.claims()]
    assert quotes == ["a2#1", "a1#1", "a3#1"]
    assert [c.id for c in space.claims(stance=Stance.DENIES)] == ["a2#1"]
    assert [c.id for c in space.claims(outlet="gazette")] == ["a1#1"]
    assert [c.id for c in space.claims(outlet="gazette", own_voice=True)] == ["a1#1", "a1#2"]
    assert [c.id for c in space.claims(since="2031-02")] == ["a2#1"]
    assert [c.id for c in space.claims(until="2031-02-01")] == ["a2#1", "a1#1"]
    assert [c.id for c in space.claims(until="2031-01")] == ["a1#1"]
    assert space.claims(about="mast broke", limit=1)[0].id == "a3#1"
    assert [c.id for c in space.claims(limit=1, offset=1)] == ["a1#1"]
    assert space.outlets() == ["Gazette", "Mercury"]
    assert space.outlets(match="merc") == ["Mercury"]
    assert [a.id for a in space.articles(match="Report 3")] == ["a3"]


@pytest.mark.parametrize("settled", [False, True])
def test_searches_keep_to_the_filter(library: Library, settled: bool) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the ferry sank", "The ferry sank", outlet="Gazette", published="2031-01-05"))
    space.add(article(2, "Leo Berg denied: the ferry sank", "officials said: the ferry sank", outlet="Mercury"))
    if settled:
        assert library.settle()
    (ana,) = space.find_speakers("Ana Ruiz")
    cases: list[tuple[Filter, set[str]]] = [
        (Filter(), {"a1#1", "a1#2", "a2#1", "a2#2"}),
        (Filter(speaker_ids=(ana.id,)), {"a1#1"}),
        (Filter(outlets=("Mercury",)), {"a2#1", "a2#2"}),
        (Filter(stances=(Stance.DENIES,)), {"a2#1"}),
        (Filter(until="2031-01"), {"a1#1", "a1#2"}),
        (Filter(anonymous=True), {"a2#2"}),
        (Filter(own_voice=True), {"a1#2"}),
        (Filter(article_ids=("a1",), own_voice=False), {"a1#1"}),
        (Filter(outlets=("Nowhere",)), set()),
    ]
    for within, expected in cases:
        assert {claim for claim, _ in space.search_dense("ferry sank", 9, within)} == expected
        assert {claim for claim, _ in space.search_lexical("ferry sank", 9, within)} == expected


def test_dense_and_lexical_put_the_best_first(library: Library) -> None:
    space = library.space()
    list(space.add_many(article(n) for n in range(30)))
    space.add(article("x", "Ana Ruiz said: a walrus was seen near the lighthouse"))
    for _ in range(2):
        (best, cosine), *_ = space.search_dense("walrus near the lighthouse", 3)
        assert best == "ax#1"
        assert 0.3 < cosine < 1
        assert space.search_lexical("Were walruses seen?", 3)[0][0] == "ax#1"
        assert library.settle()
    assert len(space.search_dense("bridge", 7)) == 7


def test_a_word_with_a_slip_finds_the_word_that_was_meant_and_no_other(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the old bridge at Kell is safe, and the ferries too"))
    asked = ["brige", "saef", "ferrys", "bridge", "kelp", "zebra", "bri"]
    missing = space.missing_words(asked)
    assert missing == ["brige", "saef", "kelp", "zebra", "bri"]
    assert space.nearest_words(missing) == {"brige": "bridge", "saef": "safe", "kelp": "Kell"}
    assert library.space("other").nearest_words(["brige"]) == {}


def test_words_of_a_query_are_never_syntax(library: Library) -> None:
    space = library.space()
    space.add(article(1))
    for text in ('"', "NEAR(", "who: *", "a AND", "' OR 1=1 --", "who:ana ^", "", "the of", "\x00", "é" * 20_000):
        space.search_lexical(text, 3)
        space.search_dense(text, 3)


def test_another_embedding_model_is_refused_and_reindex_mends_it(open_library: Open) -> None:
    open_library().space().add(article(1))
    other = open_library(embedder=WordEmbedder("other"))
    space = other.space()
    with pytest.raises(ModelMismatch, match=r"space default was indexed with words .* reindex"):
        space.search_dense("bridge", 3)
    with pytest.raises(ModelMismatch):
        space.add(article(2))


def test_reindex_with_another_model(open_library: Open) -> None:
    first = open_library()
    list(first.space().add_many(article(n) for n in range(5)))
    first.close()
    other = open_library(embedder=WordEmbedder("other"))
    steps: list[tuple[int, int]] = []
    assert other.space().reindex(lambda done, total: steps.append((done, total))) == 10
    assert steps[-1] == (10, 10)
    assert other.space().search_dense("bridge number 3", 1)[0][0] == "a3#1"


def test_spaces(library: Library) -> None:
    library.space("one").add(article(1))
    library.space("two").add(article(2))
    assert library.spaces() == ["one", "two"]
    revision = library.space("one").revision()
    library.drop_space("one")
    library.drop_space("never there")
    assert library.spaces() == ["two"]
    one = library.space("one")
    assert one.search_dense("bridge", 3) == one.search_lexical("bridge", 3) == []
    assert not one.articles()
    assert not one.speakers()
    assert one.stats()["claims"] == one.revision() == 0
    one.add(article(1))
    assert one.revision() > revision
    with pytest.raises(InputError):
        library.space(" ")


def test_data_survive_a_restart(open_library: Open) -> None:
    first = open_library()
    list(first.space().add_many(article(n) for n in range(3)))
    before = first.space().claims(own_voice=True)
    first.close()
    again = open_library().space()
    assert again.claims(own_voice=True) == before
    assert again.search_dense("bridge number 2", 1)[0][0] == "a2#1"


def test_names_are_looked_for_in_any_case(library: Library) -> None:
    library.space().add(article(1, outlet="Élysée Times"))
    assert [one.id for one in library.space().articles(match="ÉLYSÉE")] == ["a1"]
    assert len(library.space().claims(outlet="élysée TIMES", own_voice=True)) == 2


def test_what_no_database_takes_is_one_line(library: Library) -> None:
    space = library.space()
    space.add(article(1))
    half = "half \ud800"
    for ask in (
        space.article,
        space.remove,
        lambda text: space.articles(match=text),
        lambda text: space.claims(by=text),
    ):
        with pytest.raises(InputError, match="no valid Unicode"):
            ask(half)
    with pytest.raises((InputError, StoreError), match=r"too large|out of range"):
        space.articles(limit=10**20)


def test_an_article_that_the_database_refuses_never_loses_the_others(library: Library) -> None:
    """PostgreSQL's index entries have a greatest size."""
    long = "".join(chr(n) for n in range(0x4E00, 0x4E00 + 2000))
    given = [article(1), article(2, outlet=long), article(3, f"{long} said: no"), article(4)]
    outcome = list(library.space().add_many(given))
    assert [added.status for added in outcome if added.id in ("a1", "a4")] == ["added", "added"]
    for added in outcome[1:3]:
        assert added.status == "added" or (added.error or "").startswith(f"article {added.id}: the database")


def test_what_is_read_in_a_moment_is_of_that_moment(library: Library) -> None:
    space = library.space()
    space.add(article(1, "Ana Ruiz said: the dam holds"))
    with space.moment():
        before = (space.stats(), space.outlets(), space.find_speakers("Ana Ruiz and Bo Lind"))
        adding = threading.Thread(target=space.add, args=(article(2, "Bo Lind said: the dam leaks", outlet="Mercury"),))
        adding.start()
        adding.join(60)
        assert (space.stats(), space.outlets(), space.find_speakers("Ana Ruiz and Bo Lind")) == before
        assert [one for one, _ in space.search_dense("Bo Lind said: the dam leaks", 1)] == ["a2#1"]  # is always of now
    assert space.stats()["articles"] == 2
    assert space.outlets() == ["Harbour Gazette", "Mercury"]
    assert [one.name for one in space.find_speakers("Ana Ruiz and Bo Lind")] == ["Ana Ruiz", "Bo Lind"]
