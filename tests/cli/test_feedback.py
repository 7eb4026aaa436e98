"""``whoclaims feedback``: what members said, for whoever runs the bot."""

from __future__ import annotations

from pathlib import Path

from index.store import guilds
from index.store.guilds import Feedback, Reply
from index.store.library import Library
from tests.cli.conftest import Runner
from tests.index.scripted import WordEmbedder


def test_feedback_is_listed_by_space_day_and_answer(run: Runner, tmp_path: Path) -> None:
    assert "nobody has said anything" in run("feedback", data_dir=tmp_path).err
    with Library.open(data_dir=tmp_path, embedder=WordEmbedder(), attribute=lambda _: []) as library:
        for space, key, day in (("guild-1", "aaaa", 1_800_000_000.0), ("guild-2", "bbbb", 1_800_200_000.0)):
            guilds.save_reply(library.database, space, Reply(key, "answer", {"title": f"Who says {key}?"}, 7, day))
            assert guilds.save_feedback(library.database, space, Feedback(key, 9, key == "aaaa", "not so\x1b[31m", day))
    every = run("feedback", "--all", "--json", data_dir=tmp_path).json()
    assert [(one["space"], one["answer"], one["right"]) for one in every] == [
        ("guild-2", "bbbb", False),
        ("guild-1", "aaaa", True),
    ]
    assert every[0]["question"] == "Who says bbbb?"
    assert "9" not in str({k: v for k, v in every[0].items() if k not in ("at",)})
    assert [one["answer"] for one in run("--space", "guild-1", "feedback", "--json", data_dir=tmp_path).json()] == [
        "aaaa"
    ]
    late = run("feedback", "--all", "--since", "2027-01-17", "--json", data_dir=tmp_path).json()
    assert [one["answer"] for one in late] == ["bbbb"]
    assert [
        one["answer"] for one in run("feedback", "--all", "--answer", "aaaa", "--json", data_dir=tmp_path).json()
    ] == ["aaaa"]
    shown = run("feedback", "--all", data_dir=tmp_path).out
    assert "wrong  Who says bbbb?: not so" in shown
    assert "\x1b" not in shown
    assert "takes a date" in run("feedback", "--since", "yesterday", data_dir=tmp_path).err
