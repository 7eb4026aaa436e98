"""Threads and processes at one thing at the same time: nobody fails, and nothing stands twice."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from index import guilds, integrity
from index.apply import ask_for_rebuild, rebuilds_asked
from index.guilds import Feedback, GuildSettings, Reply
from index.library import Library
from tests.index.conftest import Open
from tests.index.scripted import article


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

    def slow_seal(folder: Path, seal: Callable[[Path], None] = integrity.seal) -> None:
        inside.append(1)
        most.append(len(inside))
        time.sleep(0.05)
        seal(folder)
        inside.pop()

    monkeypatch.setattr(integrity, "seal", slow_seal)
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

    assert _at_once(*(lambda library=library: write(library) for library in libraries)) == []  # type: ignore[misc]
    database = libraries[0].database
    assert len(guilds.all_feedback(database, "guild-1")) == 10
    assert guilds.left_at(database, "left-3") == 5.0
    with database.read() as connection:
        assert rebuilds_asked(connection) == set(range(70, 80))
        assert connection.scalar(sa.text("SELECT COUNT(*) FROM library WHERE key = 'owner'")) == 1
