"""Adding articles from what a member hands over: reading, indexing with progress, and the report of it."""

from __future__ import annotations

import asyncio
import contextlib
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import discord

from bot.discord import ingest_sources, message_contents
from bot.discord.error_replies import Refusal, Restarting
from bot.discord.escape import line, shortened
from bot.discord.executor import Closed
from bot.discord.ingest_sources import Bounds, Details, Room
from bot.discord.pages import Page, one
from bot.discord.scope import require_adder, require_channel
from index.schema import Added, Article, Status

if TYPE_CHECKING:
    from bot.discord.interactions import Call

FILE_MOST = 10 * 1024 * 1024
ADD_WITHIN = 13 * 60.0
TICK = 2.0
SHOWN_MOST = 12
FILES_MOST = 5
"""Files of one message that are read."""
SIGNS = {Status.ADDED: "added", Status.UPDATED: "updated", Status.UNCHANGED: "unchanged", Status.FAILED: "failed"}


@dataclass
class Progress:
    """What a running addition is at."""

    stage: str = "Reading"
    done: int = 0


async def add(call: Call, read: Callable[[Path], Iterator[ingest_sources.Read]]) -> None:
    """Index what ``read`` yields (given an empty folder of its own) and report each article."""
    progress = Progress()
    task = asyncio.ensure_future(_slices(call, read, progress))
    try:
        async with asyncio.timeout(ADD_WITHIN):
            while not (await asyncio.wait([task], timeout=TICK))[0]:
                counted = f" {progress.done} done." if progress.done else ""
                await call.progress(f"{progress.stage} …{counted}")
    except TimeoutError:
        # the work goes on and what it acknowledges stays; only the report of it comes too late
        call.bot.going_on(task)
        raise Refusal(
            "This takes longer than Discord waits. The articles go on being added; see `/articles` later."
        ) from None
    call.still()
    await call.show(report(*task.result()))


async def _slices(
    call: Call, read: Callable[[Path], Iterator[ingest_sources.Read]], progress: Progress
) -> tuple[list[Added], bool]:
    """What became of the articles, each read and added in slices of their own when it is this place's turn; and whether
    all were come to, which they are not where the bot stops."""
    place, work = call.place, call.bot.work
    space, most = call.bot.archive.space(place.space, began=call.began, by=place.user), bounds(call)
    outcomes: list[Added] = []
    with tempfile.TemporaryDirectory(prefix="whoclaims-", ignore_cleanup_errors=True) as folder:
        left = read(Path(folder))
        with contextlib.suppress(Closed):
            while True:
                progress.stage = "Reading"
                one = await work.slice("reads", place.space, next, left, None)
                if one is None:
                    return outcomes, True
                if isinstance(one, Article):
                    progress.stage = "Finding who says what"
                    one = await work.slice("adds", place.space, ingest_sources.put, space, one, most, place.user)
                outcomes.append(one)
                progress.done = len(outcomes)
    return outcomes, False


def bounds(call: Call) -> Bounds:
    """What may lie in the archive of the place."""
    given = call.bot.options
    member = Room(given.discord_user_articles, given.discord_user_claims)
    place = member if call.place.own else Room(given.discord_guild_articles, given.discord_guild_claims)
    return Bounds(place, member, given.discord_article_characters)


def report(outcomes: list[Added], whole: bool = True) -> Page:
    """What became of each article; long lists are summed up, failures first. ``whole``: all articles were come to."""
    if not outcomes:
        raise Refusal("Nothing to add was found in there.") if whole else Restarting()
    order = sorted(outcomes, key=lambda one: one.status is not Status.FAILED)
    counts = {sign: sum(one.status is status for one in outcomes) for status, sign in SIGNS.items()}
    lines = ["### " + ", ".join(f"{count} {sign}" for sign, count in counts.items() if count)]
    for outcome in order[:SHOWN_MOST]:
        title = line(shortened(outcome.title or outcome.id, 150))
        if outcome.status is Status.FAILED:
            lines.append(f"**{title}** failed: {line(shortened(outcome.error or 'unknown reason', 200))}")
        else:
            about = f" · {line(shortened(outcome.outlet, 60))}" if outcome.outlet else ""
            read = line(outcome.note) if outcome.note else f"{outcome.claims} claims"
            lines.append(f"**{title}** {SIGNS[outcome.status]}{about} · {read}")
    if len(order) > SHOWN_MOST:
        lines.append(f"-# and {len(order) - SHOWN_MOST} more")
    if not whole:
        lines.append("-# The bot is restarting: the rest was not added. Please add the file again in a minute.")
    return one("\n".join(lines))


def allow(call: Call) -> None:
    """Raises Refusal where the caller may not add here."""
    require_channel(call.place, call.settings)
    require_adder(call.interaction, call.place, call.settings)


async def open_for_adding(call: Call) -> None:
    """Refuse, defer, and refuse again where the settings were not known before."""
    known = call.bot.knows(call.place.space)
    if known:
        allow(call)
    await call.defer(call.quiet())
    await call.enter()
    if not known:
        allow(call)


async def add_link(call: Call, url: str, details: Details) -> None:
    """Add the article at a link."""
    await open_for_adding(call)
    await add(call, lambda folder: ingest_sources.from_link(url, details))


async def add_file(call: Call, file: discord.Attachment, details: Details) -> None:
    """Add the article or articles of an attached file."""
    if problem := _unreadable(file):
        raise Refusal(problem)
    await open_for_adding(call)
    data = await file.read()
    await add(call, lambda folder: ingest_sources.from_file(folder, _safe_name(file), data, details))


def _unreadable(file: discord.Attachment) -> str:
    """Why a file is not read; "" where it is."""
    if PurePosixPath(file.filename).suffix.lower() not in ingest_sources.SUFFIXES:
        return f"Files of this kind cannot be read. Known are {', '.join(sorted(ingest_sources.SUFFIXES))}."
    if file.size > FILE_MOST:
        return f"The file is larger than {FILE_MOST // 1024 // 1024} MB."
    return ""


def _safe_name(file: discord.Attachment) -> str:
    """A name of at most 60 characters, 240 of the 255 bytes that a name may have."""
    return re.sub(r"[^\w.-]+", "_", PurePosixPath(file.filename).name)[-60:]


async def add_text(call: Call, text: str, details: Details) -> None:
    """Add an article from its text."""
    await open_for_adding(call)
    await add(call, lambda folder: ingest_sources.from_text(text, details))


async def add_pasted(call: Call, values: dict[str, str]) -> None:
    """Add what was pasted into the modal."""
    details = Details(
        values.get("title") or None, values.get("outlet") or None, ingest_sources.day(values.get("published"))
    )
    await add_text(call, values.get("text", ""), details)


async def add_message(call: Call, message: discord.Message) -> None:
    """Add what a message carries, forwards or shows: every file that can be read, else every link.

    Files that cannot be read are told in the report.
    """
    files = list(message_contents.attachments(message))
    readable = [file for file in files if not _unreadable(file)][:FILES_MOST]
    links = [] if readable else message_contents.links(message)
    if not readable and not links:
        raise Refusal(
            _unreadable(files[0]) if files else "This message has neither a link nor a file that can be read."
        )
    await open_for_adding(call)
    held = [(_safe_name(file), await file.read()) for file in readable]
    left_out = [
        Added(file.filename, None, None, Status.FAILED, error=_unreadable(file) or "too many files in one message")
        for file in files
        if file not in readable
    ]

    def read(folder: Path) -> Iterator[ingest_sources.Read]:
        for at, (name, data) in enumerate(held):
            own = folder / str(at)
            own.mkdir()
            yield from ingest_sources.from_file(own, name, data, Details())
        for link in links:
            yield from ingest_sources.from_link(link, Details())
        yield from left_out

    await add(call, read)
