"""Threads and processes at one thing at the same time: nobody fails, and nothing stands twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from index.schema import Added, StoredClaim
from index.store import chroma_seal, dense_search, exchange, guilds, reembed, vector_follower, vector_sync
from index.store import library as library_module
from index.store.guilds import Feedback, GuildSettings, Reply
from index.store.library import Library
from index.store.space import Space
from index.store.vector_sync import ask_for_rebuild, rebuilds_asked
from tests.index.conftest import Open
from tests.index.scripted import WordEmbedder, article


def _at_once(*tasks: Callable[[], object]) -> list[BaseException]:
    """Run the tasks in threads that set off together; gives what they raised."""
    faults: list[BaseException] = []
    gate = threading.Barrier(len(tasks))

    def run(task: Callable[[], object]) -> None:
        try:
            gate.wait()
            task()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=run, args=(task,)) for task in tasks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return faults


def test_the_seal_is_never_set_while_somebody_writes(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    inside: list[int] = []
    most: list[int] = []

    def slow_seal(folder: Path, seal: Callable[[Path], None] = chroma_seal.seal) -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        seal(folder)
        inside.pop()

    monkeypatch.setattr(chroma_seal, "seal", slow_seal)
    space = library.space()
    space.add(article("first", "Ana Ruiz said: the bridge is closed"))

    def add() -> None:
        for n in range(8):
            space.add(article(f"more{n}", f"Ana Ruiz said: bridge {n} is closed"))
            library.settle()

    def rebuild() -> None:
        for _ in range(4):
            space.reindex()

    assert _at_once(add, rebuild, rebuild) == []
    assert max(most, default=1) == 1
    assert library.settle()
    assert {claim for claim, _ in space.search_dense("bridge 7 is closed", 20)} >= {"amore7#1", "afirst#1"}


def test_writers_of_one_row_do_not_get_in_each_others_way(open_library: Open) -> None:
    libraries = [open_library() for _ in range(4)]
    libraries[0].space().add(article("first", "Ana Ruiz said: the bridge is closed"))
    guilds.save_reply(libraries[0].database, "guild-1", Reply("abcd1234", "answer", {}, 5, 10.5))

    def write(library: Library) -> None:
        for n in range(10):
            guilds.save_settings(library.database, f"guild-{n}", GuildSettings())
            guilds.mark_left(library.database, f"left-{n}", 5.0)
            guilds.save_feedback(library.database, "guild-1", Feedback("abcd1234", n, True, "", 11.0))
            with library.database.write() as connection:
                ask_for_rebuild(connection, 70 + n)

    assert _at_once(*(lambda library=library: write(library) for library in libraries)) == []
    database = libraries[0].database
    assert len(guilds.all_feedback(database, "guild-1")) == 10
    assert guilds.left_at(database, "left-3") == 5.0
    with database.read() as connection:
        assert rebuilds_asked(connection) == set(range(70, 80))
        assert connection.scalar(sa.text("SELECT COUNT(*) FROM library WHERE key = 'owner'")) == 1


def test_what_is_on_its_way_counts_before_what_is_stored(library: Library) -> None:
    space = library.space()
    old, new = article(1, "Ana Ruiz said: it is open"), article(1, "Ana Ruiz said: it is closed")
    space.add(old)
    assert [added.status for added in space.add_many([new, old])] == ["updated", "updated"]
    assert space.article("a1") == old


def test_articles_that_change_or_go_during_an_export(library: Library, monkeypatch: pytest.MonkeyPatch) -> None:
    space = library.space()
    for n in (1, 2, 3):
        space.add(article(n, "Ana Ruiz said: the bridge is closed and stays so for long"))
    lines = exchange.export(library)
    first = next(lines)
    space.remove("a2")

    def changed(
        self: Space, key: str, real: Callable[[Space, str], list[StoredClaim]] = Space.article_claims
    ) -> object:
        found = real(self, key)
        space.add(article(3, "Leo Berg said: no"))
        return found

    monkeypatch.setattr(Space, "article_claims", changed)
    rest = list(lines)
    assert len(rest) == 1
    outcome = [added for _, added in exchange.import_lines(library, [first, *rest], space="other")]
    assert [(added.id, added.status) for added in outcome] == [("a1", "added"), ("a3", "added")]


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_an_article_added_while_another_model_moves_in(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    old, new = open_library(), open_library(embedder=WordEmbedder("other"))
    old.space().add(article(1))
    told: list[Added] = []
    adding = threading.Thread(target=lambda: told.append(old.space().add(article(2))))
    calls: list[int] = []

    def slow(*given: object, real: Callable[..., None] = reembed._embed) -> None:
        real(*given)
        calls.append(1)
        if len(calls) == 2:  # within the transaction that changes the model
            adding.start()
            adding.join(1.0)

    monkeypatch.setattr(reembed, "_embed", slow)
    assert new.space().reindex() == 2
    adding.join()
    assert told[0].status == "failed"
    assert "was indexed with other" in (told[0].error or "")
    with new.database.read() as connection:
        assert connection.scalar(sa.text("SELECT COUNT(*) FROM embeddings")) == 2


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_a_space_is_dropped_while_an_article_of_it_changes(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = open_library(), open_library()
    one.space().add(article(1))
    begun = threading.Event()

    def slow(*given: object, real: Callable[..., None] = reembed.delete_all) -> None:
        real(*given)
        begun.set()
        time.sleep(0.5)

    def change() -> None:
        assert begun.wait(10)
        assert one.space().add(article(1, "Ana Ruiz said: it is open")).status == "added"

    monkeypatch.setattr(reembed, "delete_all", slow)
    assert _at_once(lambda: other.drop_space("default"), change) == []
    assert one.space().article("a1").text == "Ana Ruiz said: it is open"


def test_a_space_that_is_dropped_is_not_waited_for(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    holder, other = open_library(), open_library()
    holder.space().add(article(1))
    assert holder.settle()
    monkeypatch.setattr(library_module, "_REBUILD_SECONDS", 20.0)

    def dropped(*_: object) -> bool:
        holder.drop_space("default")
        return False

    monkeypatch.setattr(other.follower, "rebuild", dropped)
    assert other.space().reindex() == 0


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_an_index_of_the_model_before_is_not_searched(open_library: Open) -> None:
    """Whoever computed the embeddings anew died before the index was built, and nobody else has looked."""
    old = open_library()
    list(old.space().add_many(article(n) for n in range(20)))
    assert old.settle()
    old.follower.close()
    embedder = WordEmbedder("other")
    new = open_library(embedder=embedder)
    reembed.bring_to_model(new.database, "default", embedder)
    assert new.space().search_dense("Ana Ruiz said: the bridge number 7 is closed", 1)[0][0] == "a7#1"
    assert new.collection(1) is None


def test_the_log_has_a_gap_where_the_embeddings_changed(open_library: Open) -> None:
    old = open_library()
    old.space().add(article(1))
    mark = old.space().revision()
    embedder = WordEmbedder("other")
    new = open_library(embedder=embedder)
    reembed.bring_to_model(new.database, "default", embedder)
    with new.database.read() as connection:
        assert vector_sync.changed_articles(connection, 1, mark) is None
    new.space().add(article(2))
    with new.database.read() as connection:
        assert vector_sync.changed_articles(connection, 1, mark) is None
        assert vector_sync.changed_articles(connection, 1, mark - 1) is None
        assert vector_sync.changed_articles(connection, 1, mark + 1) == {2: 2}


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_a_night_of_failures_does_not_end_the_thread(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_follower, "_LONGEST_PAUSE_SECONDS", 0.01)
    library = open_library()
    monkeypatch.setattr(library.follower, "hold", lambda: 1 / 0)
    library.follower._failures = 2000
    library.follower.start(following=True)
    time.sleep(0.2)
    monkeypatch.undo()
    library.space().add(article(1))
    assert library.settle()


@pytest.mark.parametrize("engines", [{}], ids=["files"])
def test_nobody_waits_for_an_index_that_is_being_opened(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    library = open_library()
    let_go = threading.Event()

    def slow(real: Callable[[], object] = library.follower._open_index) -> object:
        assert let_go.wait(20)
        return real()

    monkeypatch.setattr(library.follower, "_open_index", slow)
    monkeypatch.setattr(dense_search, "KEPT_IN_MEMORY", 0)
    started = time.monotonic()
    library.follower.start(following=True)
    time.sleep(0.1)
    library.space().add(article(1))
    assert library.space().search_dense("bridge", 1)[0][0] == "a1#1"
    assert time.monotonic() - started < 10
    let_go.set()


def test_what_is_added_during_the_first_check_is_no_trouble(
    open_library: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    before = open_library()
    before.space().add(article(1))
    assert before.settle()
    before.close()
    other = open_library()
    monkeypatch.setattr(other, "will_write", lambda: None)

    def adds(*given: Any, real: Callable[..., int] = vector_sync.claim_count) -> int:
        monkeypatch.undo()
        other.space().add(article(2))
        return real(*given)

    holder = open_library()
    monkeypatch.setattr(vector_sync, "claim_count", adds)
    assert holder.settle()
    assert caplog.text == ""
    collection = holder.collection(1)
    assert collection is not None
    assert collection.count() == 4


@pytest.mark.parametrize("engines", ["servers"], indirect=True)
def test_a_connection_that_breaks_off_once_costs_no_rebuild(
    open_library: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    library = open_library()
    library.space().add(article(1))
    assert library.settle()
    collection = library.collection(1)
    assert collection is not None

    def broken_off(**_: Any) -> None:
        raise ConnectionError("reset by peer")

    monkeypatch.setattr(collection._collection, "upsert", broken_off)
    library.space().add(article(2))
    assert library.settle()
    assert caplog.text == ""
    again = library.collection(1)
    assert again is not None
    assert (again.count(), again._collection.id) == (4, collection._collection.id)
