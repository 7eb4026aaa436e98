"""Adding, removing and showing articles, by command and by menu; who may and who may not."""

from __future__ import annotations

import json
import threading
from pathlib import Path
from typing import Any

import pytest

from bot.discord import ingest, ingest_sources
from tests.discord.conftest import World
from tests.discord.sample import BRIDGE
from tests.stand_ins.discord_world import snowflake

TEXT = "The mayor of Lunden, Ida Holm, said on Friday that the tram will run again in spring."
HTML = f"<html><head><title>Tram to run again</title></head><body><article><p>{TEXT}</p></article></body></html>"


def attachment(world: World, name: str, data: bytes, size: int | None = None) -> dict[str, Any]:
    """An option of type attachment with its resolved part."""
    url = world.discord.blob(name, data)
    id = snowflake()
    entry = {"id": str(id), "filename": name, "size": size or len(data), "url": url, "proxy_url": url}
    return {"file": (11, str(id)), "resolved": {"attachments": {str(id): entry}}}


async def test_text_is_added_asked_and_unchanged_the_second_time(world: World) -> None:
    added = await world.ask("article add", world.moderator, text=TEXT, title="Tram", outlet="Lunden Courier")
    assert "### 1 added" in added.text
    assert "**Tram** added · Lunden Courier" in added.text
    again = await world.ask("article add", world.moderator, text=TEXT, title="Tram", outlet="Lunden Courier")
    assert "1 unchanged" in again.text
    answer = await world.ask("ask", question="What does Ida Holm say about the tram?")
    assert "Holm" in answer.text
    assert "the tram will run again in spring" in answer.text


async def test_a_file_is_read_from_its_attachment(world: World) -> None:
    added = await world.ask("article add", world.moderator, **attachment(world, "tram.txt", TEXT.encode()))
    assert "1 added" in added.text
    stored = world.library.space(f"guild-{world.guild.id}").articles()
    assert [one.text for one in stored] == [TEXT]


async def test_a_long_name_in_letters_of_four_bytes_is_no_obstacle(world: World) -> None:
    name = "\U00010437" * 120 + ".txt"
    added = await world.ask("article add", world.moderator, **attachment(world, name, TEXT.encode()))
    assert "1 added" in added.text


async def test_a_jsonl_file_reports_each_article_and_one_bad_line_loses_none(world: World) -> None:
    lines = [json.dumps({"id": f"n{n}", "text": f"{TEXT} Part {n}.", "title": f"Part {n}"}) for n in range(3)]
    lines.insert(1, "{broken")
    added = await world.ask(
        "article add", world.moderator, **attachment(world, "news.jsonl", "\n".join(lines).encode())
    )
    assert "### 3 added, 1 failed" in added.text
    assert "news.jsonl" in added.text
    assert "/tmp" not in added.text
    assert len(world.library.space(f"guild-{world.guild.id}").articles()) == 3


async def test_a_link_is_fetched(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    from index.web import fetch

    monkeypatch.setattr(
        fetch,
        "fetch",
        lambda url: fetch.Fetched(url=url, status=200, content=HTML.encode(), kind="html", charset="utf-8"),
    )
    added = await world.ask("article add", world.moderator, url="https://courier.example/tram")
    assert "1 added" in added.text
    assert world.library.space(f"guild-{world.guild.id}").articles()[0].url == "https://courier.example/tram"


@pytest.mark.parametrize("url", ["/etc/passwd", "file:///etc/passwd", "-       ", "http://127.0.0.1:1/x", "../../../x"])
async def test_a_link_that_is_none_or_points_inside_is_refused(world: World, url: str) -> None:
    added = await world.ask("article add", world.moderator, url=url)
    assert "added" not in added.text.replace("1 failed", "")
    assert "root:" not in added.text
    assert world.library.space(f"guild-{world.guild.id}").articles() == []


@pytest.mark.parametrize(
    ("name", "size", "sentence"),
    [("a.exe", None, "Files of this kind cannot be read."), ("a.txt", 11 * 1024 * 1024, "larger than 10 MB")],
)
async def test_a_file_that_cannot_be_read_is_refused_at_once(world: World, name: str, size: int, sentence: str) -> None:
    added = await world.ask("article add", world.moderator, **attachment(world, name, b"MZ", size))
    assert sentence in added.text
    assert added.private


async def test_an_empty_file_fails_with_one_line(world: World) -> None:
    added = await world.ask("article add", world.moderator, **attachment(world, "empty.txt", b""))
    assert "### 1 failed" in added.text
    assert "empty.txt" in added.text


async def test_two_ways_at_once_are_refused(world: World) -> None:
    added = await world.ask("article add", world.moderator, text=TEXT, url="https://courier.example/tram")
    assert "Give one of" in added.text


async def test_none_of_the_three_opens_a_form(world: World) -> None:
    opened = world.discord.command(world.moderator, world.guild, "article add")
    await world.discord.until(lambda: opened.first is not None)
    assert opened.modal["title"] == "Add an article"
    sent = await world.answered(world.discord.submit(world.moderator, opened, TEXT, "Tram", "", "2026-05-09"))
    assert "1 added" in sent.text
    stored = world.library.space(f"guild-{world.guild.id}").articles()[0]
    assert (stored.title, stored.outlet, stored.published) == ("Tram", None, "2026-05-09")


async def test_a_wrong_date_is_told(world: World) -> None:
    added = await world.ask("article add", world.moderator, text=TEXT, published="yesterday")
    assert added.text == "`published` takes a date like 2026-05-31."


async def test_a_member_without_permission_can_neither_add_nor_remove(world: World) -> None:
    world.fill()
    for name, options in [
        ("article add", {"text": TEXT}),
        ("article remove", {"article": "bridge-1"}),
        ("article add", {}),
    ]:
        exchange = await world.ask(name, world.member, **options)
        assert "You need the Manage Messages permission" in exchange.text
        assert exchange.private
    menu = await world.answered(
        world.discord.menu(world.member, world.guild, "Index this article", "https://x.example/a")
    )
    assert "You need the Manage Messages permission" in menu.text
    assert len(world.library.space(f"guild-{world.guild.id}").articles()) == 2


async def test_who_may_add_follows_the_setting(world: World) -> None:
    role = (8, str(world.guild.role))
    resolved = {"roles": {str(world.guild.role): world.guild.roles()[1]}}
    saved = await world.ask("settings adders", world.admin, who="role", role=role, resolved=resolved)
    assert f"<@&{world.guild.role}>" in saved.text
    refused = await world.ask("article add", world.member, text=TEXT)
    assert "one role" in refused.text
    world.member.roles = (world.guild.role,)
    added = await world.ask("article add", world.member, text=TEXT)
    assert "1 added" in added.text
    await world.ask("settings adders", world.admin, who="everyone")
    assert "1 unchanged" in (await world.ask("article add", world.second, text=TEXT)).text


async def test_remove_and_show(world: World) -> None:
    world.fill()
    shown = await world.ask("article show", world.moderator, article="bridge-1")
    assert "Engineer calls harbour bridge safe" in shown.text
    assert "✕ denies" in shown.text
    removed = await world.ask("article remove", world.moderator, article="bridge-1")
    assert "Removed **Engineer calls harbour bridge safe**" in removed.text
    unknown = await world.ask("article remove", world.moderator, article="bridge-1")
    assert "no article" in unknown.text
    assert "Reference" in unknown.text
    by_title = await world.ask("article show", world.moderator, article="rust on the bridge")
    assert "Officials speak of rust" in by_title.text


async def test_who_claims_this_on_a_message(world: World) -> None:
    world.fill()
    answer = await world.answered(
        world.discord.menu(world.member, world.guild, "Who claims this?", "the harbour bridge is safe")
    )
    assert "Who asserts it" in answer.text
    empty = await world.answered(world.discord.menu(world.member, world.guild, "Who claims this?", ""))
    assert "no words" in empty.text


async def test_index_this_article_takes_a_file_or_a_link(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    url = world.discord.blob("tram.txt", TEXT.encode())
    file = {"id": str(snowflake()), "filename": "tram.txt", "size": len(TEXT), "url": url, "proxy_url": url}
    menu = world.discord.menu(world.moderator, world.guild, "Index this article", "look", attachments=[file])
    assert "1 added" in (await world.answered(menu)).text
    seen: list[str] = []

    def load(url: str, details: ingest_sources.Details) -> Any:
        seen.append(url)
        yield BRIDGE

    monkeypatch.setattr(ingest_sources, "_load", load)
    content = "Read this (https://courier.example/bridge), please"
    menu = world.discord.menu(world.moderator, world.guild, "Index this article", content)
    assert "1 added" in (await world.answered(menu)).text
    assert seen == ["https://courier.example/bridge"]
    bare = await world.answered(world.discord.menu(world.moderator, world.guild, "Index this article", "nothing here"))
    assert "neither a link nor a file" in bare.text


async def test_long_additions_show_progress(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ingest, "TICK", 0.05)
    gate = threading.Event()
    space = type(world.library.space("x"))
    inner = space.add

    def slow(self: Any, article: Any) -> Any:
        gate.wait(10)
        return inner(self, article)

    monkeypatch.setattr(space, "add", slow)
    exchange = world.discord.command(world.moderator, world.guild, "article add", text=TEXT)
    await world.discord.until(lambda: exchange.edits, what="progress")
    assert "Finding who says what …" in exchange.text
    gate.set()
    await world.discord.until(lambda: "1 added" in exchange.text, what="the report")


async def test_what_is_acknowledged_is_durable(world: World, tmp_path: Path) -> None:
    await world.ask("article add", world.moderator, text=TEXT, title="Tram")
    from index.store.library import Library

    other = Library.open(data_dir=tmp_path / "data")  # as another process would see it
    assert [one.title for one in other.space(f"guild-{world.guild.id}").articles()] == ["Tram"]
    other.close()


async def test_an_upload_does_not_take_the_place_of_the_article_whose_address_it_names(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from index.web import fetch

    at = "https://courier.example/tram"
    found = fetch.Fetched(url=at, status=200, content=HTML.encode(), kind="html", charset="utf-8")
    monkeypatch.setattr(fetch, "fetch", lambda url: found)
    await world.ask("article add", world.moderator, url=at)
    space = world.library.space(f"guild-{world.guild.id}")
    (true,) = space.articles()
    lie = TEXT.replace("will run again", "will never run again")
    link = f'<link rel="canonical" href="{at}">'
    hostile = HTML.replace(TEXT, lie).replace("<head>", f"<head>{link}").encode()
    line = json.dumps({"text": lie, "url": at, "id": true.id}).encode()
    for name, data in (("tram.html", hostile), ("tram.jsonl", line)):
        added = await world.ask("article add", world.moderator, **attachment(world, name, data))
        assert ("1 added" if name == "tram.html" else "1 updated") in added.text  # the same text is the upload before
        assert space.article(true.id) == true
