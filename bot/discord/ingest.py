"""Adding articles from what a member hands over: reading, indexing with progress, and the report of it."""

from __future__ import annotations

import asyncio
import re
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

import discord

from bot.discord import ingest_sources
from bot.discord.error_replies import Refusal
from bot.discord.escape import line, shortened
from bot.discord.ingest_sources import Details
from bot.discord.pages import Page, one
from bot.discord.scope import require_adder, require_channel
from index.schema import Added, Status

if TYPE_CHECKING:
    from bot.discord.interactions import Call

FILE_MOST = 10 * 1024 * 1024
ADD_WITHIN = 13 * 60.0
TICK = 2.0
SHOWN_MOST = 12
LINK = re.compile(r"https?://[^\s<>()\[\]\"'`]+")
SIGNS = {Status.ADDED: "added", Status.UPDATED: "updated", Status.UNCHANGED: "unchanged", Status.FAILED: "failed"}


@dataclass
class Progress:
    """What a running addition is at; written by its thread, read by the loop."""

    stage: str = "Reading"
    done: int = 0


async def add(call: Call, read: Callable[[Path], Iterator[ingest_sources.Read]]) -> None:
    """Index what ``read`` yields (given an empty folder of its own) and report each article."""
    progress, space = Progress(), call.bot.archive.space(call.place.space)

    def work() -> list[Added]:
        with tempfile.TemporaryDirectory(prefix="whoclaims-") as folder:
            outcomes: list[Added] = []
            for outcome in ingest_sources.index(space, read(Path(folder)), progress_of(progress)):
                outcomes.append(outcome)
            return outcomes

    task = asyncio.ensure_future(call.bot.work.run("adds", work))
    try:
        async with asyncio.timeout(ADD_WITHIN):
            while not (await asyncio.wait([task], timeout=TICK))[0]:
                counted = f" {progress.done} done." if progress.done else ""
                await call.progress(f"{progress.stage} …{counted}")
            outcomes = task.result()
    except TimeoutError:
        # the thread goes on and what it acknowledges stays; only the report of it comes too late
        raise Refusal(
            "This takes longer than Discord waits. The articles go on being added; see `/articles` later."
        ) from None
    await call.show(report(outcomes))


def progress_of(progress: Progress) -> Callable[[str, int], None]:
    """A function that the working thread calls with stage and count."""

    def note(stage: str, done: int) -> None:
        progress.stage, progress.done = stage, done

    return note


def report(outcomes: list[Added]) -> Page:
    """What became of each article; long lists are summed up, failures first."""
    if not outcomes:
        raise Refusal("Nothing to add was found in there.")
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
    if not known:
        call.settings = await call.bot.load_settings(call.place.space)
        allow(call)


async def add_link(call: Call, url: str, details: Details) -> None:
    """Add the article at a link."""
    await open_for_adding(call)
    await add(call, lambda folder: ingest_sources.from_link(url, details))


async def add_file(call: Call, file: discord.Attachment, details: Details) -> None:
    """Add the article or articles of an attached file."""
    if file.size > FILE_MOST:
        raise Refusal(f"The file is larger than {FILE_MOST // 1024 // 1024} MB.")
    suffix = PurePosixPath(file.filename).suffix.lower()
    if suffix not in ingest_sources.SUFFIXES:
        raise Refusal(f"Files of this kind cannot be read. Known are {', '.join(sorted(ingest_sources.SUFFIXES))}.")
    await open_for_adding(call)
    data = await file.read()
    name = re.sub(r"[^\w.-]+", "_", PurePosixPath(file.filename).name)[-60:]  # at most 240 of a name's 255 bytes
    await add(call, lambda folder: ingest_sources.from_file(folder, name, data, details))


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
    """Add what a message carries: its first attachment that can be read, else its first link."""
    for file in message.attachments:
        if PurePosixPath(file.filename).suffix.lower() in ingest_sources.SUFFIXES:
            await add_file(call, file, Details())
            return
    found = LINK.search(message.content)
    if found is None:
        raise Refusal("This message has neither a link nor a file that can be read.")
    await add_link(call, found.group().rstrip(".,;:!?"), Details())


def message_of(value: Any) -> discord.Message:
    """The message of a context menu."""
    assert isinstance(value, discord.Message)  # noqa: S101 - Discord resolves a message menu to a message
    return value
