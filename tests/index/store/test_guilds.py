"""What the Discord bot keeps: each row belongs to one space, and nothing crosses."""

from __future__ import annotations

from pathlib import Path

import pytest

from index.store import guilds, migrations
from index.store.database import FILE_NAME, Database, _sqlite, connect
from index.store.guilds import Due, Feedback, GuildSettings, Reply


@pytest.fixture
def database(tmp_path: Path) -> Database:
    return connect(tmp_path)


def test_settings_are_of_one_space(database: Database) -> None:
    assert guilds.settings(database, "guild-1") == GuildSettings()
    mine = GuildSettings("role", 7, "de", True, (3, 4))
    guilds.save_settings(database, "guild-1", mine)
    guilds.save_settings(database, "guild-1", mine)
    assert guilds.settings(database, "guild-1") == mine
    assert guilds.settings(database, "guild-2") == GuildSettings()


def test_a_reply_is_found_in_its_own_space_only(database: Database) -> None:
    reply = Reply("abcd1234", "answer", {"title": "Who?", "n": [1]}, 5, 10.5)
    guilds.save_reply(database, "guild-1", reply)
    assert guilds.reply(database, "guild-1", "abcd1234") == reply
    assert guilds.reply(database, "guild-2", "abcd1234") is None


def test_feedback_needs_an_answer_and_the_last_word_counts(database: Database) -> None:
    guilds.save_reply(database, "guild-1", Reply("abcd1234", "answer", {}, 5, 10.5))
    assert not guilds.save_feedback(database, "guild-2", Feedback("abcd1234", 6, True, "", 11.0))
    assert guilds.save_feedback(database, "guild-1", Feedback("abcd1234", 6, True, "", 11.0))
    assert guilds.save_feedback(database, "guild-1", Feedback("abcd1234", 6, False, "no", 12.0))
    assert guilds.all_feedback(database, "guild-1") == [Feedback("abcd1234", 6, False, "no", 12.0)]
    assert guilds.all_feedback(database, "guild-2") == []


def test_the_first_leaving_counts_and_coming_back_clears_it(database: Database) -> None:
    guilds.save_settings(database, "guild-1", GuildSettings(language="fr"))
    guilds.mark_left(database, "guild-1", 100.0)
    guilds.mark_left(database, "guild-1", 200.0)
    guilds.mark_left(database, "guild-2", 150.0)
    assert guilds.left_at(database, "guild-1") == 100.0
    assert guilds.left(database, before=120.0) == ["guild-1"]
    guilds.mark_left(database, "guild-1", None)
    assert guilds.left(database, before=1000.0) == ["guild-2"]
    assert guilds.settings(database, "guild-1").language == "fr"


def test_forgetting_takes_all_of_one_space_and_nothing_of_another(database: Database) -> None:
    for space in ("guild-1", "guild-2"):
        guilds.save_settings(database, space, GuildSettings(language="es"))
        guilds.save_reply(database, space, Reply("abcd1234", "answer", {}, 5, 10.5))
        guilds.save_feedback(database, space, Feedback("abcd1234", 6, True, "", 11.0))
    guilds.forget(database, "guild-1")
    assert guilds.settings(database, "guild-1") == GuildSettings()
    assert guilds.reply(database, "guild-1", "abcd1234") is None
    assert guilds.all_feedback(database, "guild-1") == []
    assert guilds.reply(database, "guild-2", "abcd1234") is not None
    assert len(guilds.all_feedback(database, "guild-2")) == 1


def test_old_replies_go_but_those_with_feedback_stay(database: Database) -> None:
    for n in range(500):
        guilds.save_reply(database, "guild-1", Reply(f"key{n:05}", "answer", {}, 5, float(n)), keep=100)
        if n == 3:
            guilds.save_feedback(database, "guild-1", Feedback("key00003", 6, False, "", 11.0))
    assert guilds.reply(database, "guild-1", "key00002") is None
    assert guilds.reply(database, "guild-1", "key00003") is not None
    assert guilds.reply(database, "guild-1", "key00499") is not None


def test_tables_are_added_to_a_database_of_the_version_before(tmp_path: Path) -> None:
    migrations.upgrade(_sqlite(tmp_path / FILE_NAME), "0001")
    database = connect(tmp_path)
    guilds.save_settings(database, "guild-1", GuildSettings(language="de"))
    assert guilds.settings(database, "guild-1").language == "de"


DAY = 86400.0


def test_a_purge_needs_two_looks_a_day_apart(database: Database) -> None:
    guilds.mark_left(database, "guild-1", 100 * DAY)
    at = 131 * DAY
    assert guilds.due(database, at - 30 * DAY, at) == Due(("guild-1",), ())
    for later in (1.0, DAY - 1):
        assert guilds.due(database, at - 30 * DAY, at + later) == Due((), ())
    assert guilds.due(database, at - 30 * DAY, at + DAY) == Due((), ("guild-1",))


def test_a_clock_that_was_ahead_for_one_look_deletes_nothing(database: Database) -> None:
    guilds.mark_left(database, "guild-1", 100 * DAY)
    ahead, right = 140 * DAY, 100 * DAY + 60
    assert guilds.due(database, ahead - 30 * DAY, ahead).first == ("guild-1",)
    assert guilds.due(database, right - 30 * DAY, right) == Due((), ())
    assert guilds.due(database, ahead + DAY - 30 * DAY, ahead + DAY) == Due(("guild-1",), ())  # it begins anew
    guilds.mark_left(database, "guild-1", None)
    assert guilds.due(database, ahead + 3 * DAY, ahead + 3 * DAY) == Due((), ())


def test_a_leaving_that_was_marked_by_a_clock_ahead_counts_from_the_next_look(database: Database) -> None:
    guilds.mark_left(database, "guild-1", 500 * DAY)
    guilds.due(database, 70 * DAY, 100 * DAY)
    assert guilds.left_at(database, "guild-1") == 100 * DAY
