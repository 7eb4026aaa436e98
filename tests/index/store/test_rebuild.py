"""An index that has to be built anew holds nobody up: searches do without it, and what is built is not built twice."""

from __future__ import annotations

import logging
import time
from typing import Any

import pytest

from index.schema import Filter
from index.store import dense_search, doctor, vector_sync
from index.store.library import CHROMA_FOLDER, Library
from index.store.vector_sync import Applier
from tests.faults.worker import numbered
from tests.index.conftest import Open

pytestmark = pytest.mark.parametrize("engines", [{}], ids=["files"])
COUNT = 90  # articles of eight claims; 40 go into the index at a time


@pytest.fixture
def broken(open_library: Open) -> Open:
    """A library whose index has been lost, as after a crash."""
    library = open_library()
    list(library.space().add_many(numbered(n) for n in range(COUNT)))
    assert library.settle()
    library.close()
    (library.data_dir / CHROMA_FOLDER / "chroma.sqlite3").write_bytes(b"")
    return open_library


def test_a_search_neither_opens_nor_builds_the_index(broken: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dense_search, "KEPT_IN_MEMORY", 0)
    monkeypatch.setattr(dense_search, "FEW", 0)
    library = broken()

    def opened() -> Any:
        raise AssertionError("the index was opened")

    monkeypatch.setattr(library.follower, "_open_index", opened)
    for within in (Filter(), Filter(since="2000"), Filter(own_voice=False)):
        assert library.space().search_dense("token7 item1 version0", 1, within)[0][0].startswith("a7#")
    library.close()


def _counting(monkeypatch: pytest.MonkeyPatch, library: Library, stop_after: int) -> list[list[int]]:
    """The articles of each batch that goes into the index; the process is told to end after so many batches."""
    batches: list[list[int]] = []
    put = Applier._put

    def counted(self: Applier, collection: Any, space_id: int, article_ids: list[int]) -> int:
        done = put(self, collection, space_id, article_ids)
        batches.append(article_ids)
        if len(batches) == stop_after:
            library.follower._stop.set()
        return done

    monkeypatch.setattr(Applier, "_put", counted)
    return batches


def _wait(batches: list[list[int]]) -> None:
    deadline = time.monotonic() + 60
    while not batches:
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_a_process_that_ends_leaves_the_building_of_a_large_index_as_far_as_it_is(
    broken: Open, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(vector_sync, "WAITED_FOR", 100)
    adding = broken()
    with monkeypatch.context() as counting:
        batches = _counting(counting, adding, 1)
        with caplog.at_level(logging.WARNING):
            adding.space().add(numbered(COUNT))
            _wait(batches)
            adding.close()
        assert len(batches) == 1
    told = [record.getMessage() for record in caplog.records if "reindex" in record.getMessage()]
    assert len(told) == 1
    assert "holds 320 of 7" in told[0]  # 40 articles; whether the new one is counted, the thread decides

    other = broken()
    monkeypatch.setattr(other.follower, "start", lambda **_: None)
    other.space().remove("a3")  # of what is in; and of what is not
    other.space().remove("a80")
    other.space().add(numbered(7, version=1))
    other.close()

    bot = broken()
    with monkeypatch.context() as counting:
        batches = _counting(counting, bot, -1)
        assert bot.settle()
    assert min(min(batch) for batch in batches) > 40  # article rows: the first 40 are in already
    deep = doctor.deep(bot, "default")
    assert deep.indexed
    assert deep.vectors == deep.claims == (COUNT - 1) * 8


def test_what_was_built_of_another_state_of_the_database_is_not_gone_on_with(
    broken: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vector_sync, "WAITED_FOR", 100)
    adding = broken()
    with monkeypatch.context() as counting:
        batches = _counting(counting, adding, 1)
        adding.space().add(numbered(COUNT))
        _wait(batches)
        adding.close()
    other = broken()
    with other.database.write() as connection:
        for table in ("spaces", "changes"):
            connection.exec_driver_sql(f"UPDATE {table} SET token = token + 1")
    bot = broken()
    with monkeypatch.context() as counting:
        batches = _counting(counting, bot, -1)
        assert bot.settle()
    assert min(min(batch) for batch in batches) == 1
    assert doctor.deep(bot, "default").indexed


def test_an_interrupted_reindex_is_whole_as_far_as_it_is(broken: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    library = broken()

    def interrupted(done: int, total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        library.space().reindex(interrupted)
    library.close()
    again = broken()
    batches = _counting(monkeypatch, again, -1)
    assert again.settle()
    assert min(min(batch) for batch in batches) > 40
    assert doctor.deep(again, "default").indexed


def test_a_process_that_only_adds_holds_no_large_index(open_library: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vector_sync, "BESIDE", 100)
    adding, count = open_library(), 30
    assert len(list(adding.space("small").add_many(numbered(n) for n in range(5)))) == 5
    assert adding.settle()
    assert adding.follower.applier is not None
    for n in range(0, count, 10):
        assert not [one for one in adding.space().add_many(numbered(at) for at in range(n, n + 10)) if one.error]
        adding.settle()
    held = adding.follower.applier
    assert held is None or len(held.held) == 1  # of the small space
    assert adding.space().search_dense("token7 item1 version0", 1)[0][0].startswith("a7#")
    adding.space("small").remove("a3")
    assert adding.settle()
    adding.close()

    bot = open_library(follow=True)
    assert bot.settle()
    for name, claims in (("small", 4 * 8), ("default", count * 8)):
        deep = doctor.deep(bot, name)
        assert deep.indexed
        assert deep.vectors == deep.claims == claims
