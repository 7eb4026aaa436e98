"""The load scenario: interactions from three guilds at once while one of them adds articles.

    python -m tests.discord.load [--interactions 200] [--articles 30] [--heartbeat 2]

Prints the slowest first response, the slowest answer and the heartbeats missed, and exits 1 where something was left
unanswered, came later than Discord allows, or crossed from one guild to another. The stand-in runs in a thread of its
own, with bodies validated after the run, so that what is measured is the bot.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.answer.asker import Asker
from bot.discord.client import Bot
from bot.discord.run import SWITCH, make_ready
from bot.discord.scope import guild_space
from bot.discord.services import Archive
from bot.settings import Settings
from index.schema import Article
from index.store.library import Library
from tests.stand_ins.discord_exchange import Exchange
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import MODERATOR, TOKEN, Guild, User, snowflake

TOWNS = ["Arnholt", "Brevik", "Calden"]  # one for each guild; no other guild's answer may name it
PEOPLE = ["Maria Lind", "Tom Varga", "Ida Holm", "Jon Eskil", "Petra Noor", "Sven Adler"]
THINGS = ["harbour bridge", "tram depot", "water tower", "night market", "school roof", "ferry quay"]
FIRST_WITHIN = 3.0
GIVEN_UP = 900.0


@dataclass(frozen=True)
class Outcome:
    """Times in seconds."""

    interactions: int
    unanswered: int
    slowest_first: float
    slowest_answer: float
    missed: int
    latest_beat: float
    loop: Watched
    added: int
    leaks: int
    own: int
    refused: int
    violations: tuple[str, ...]

    @property
    def good(self) -> bool:
        """True where everything the scenario asks for holds."""
        wrong = self.unanswered or self.missed or self.leaks or self.refused or self.violations
        return not wrong and self.own > self.interactions // 2 and self.slowest_first <= FIRST_WITHIN


def article(town: str, n: int) -> Article:
    """An invented article of about 250 words that names its town in every sentence."""
    lines = []
    for at in range(10):
        who, thing = PEOPLE[(n + at) % len(PEOPLE)], THINGS[(n * 3 + at) % len(THINGS)]
        verb = ["said", "denied", "told reporters", "insisted"][(n + at) % 4]
        lines.append(f"{who} {verb} that the {thing} in {town} will open again after {at + n} weeks of work.")
        lines.append(f"Rain fell on {town} for the {at + 2}th day, and the {thing} stayed closed to the public.")
    return Article(
        f"{town}-{n}", "\n\n".join(lines), f"{town} report {n}", f"{town} Post", None, f"2026-05-{n % 28 + 1:02}"
    )


def ask(discord: StandIn, guild: Guild, n: int) -> Exchange:
    """The n-th interaction: every kind of command in turn, from as many members."""
    user, who, thing = User(f"user{n}"), PEOPLE[n % len(PEOPLE)], THINGS[n % len(THINGS)]
    kind = n % 10
    if kind < 5:
        return discord.command(user, guild, "ask", question=f"What does {who} say about the {thing}?")
    if kind == 5:
        return discord.command(user, guild, "who", claim=f"the {thing} will open again")
    if kind == 6:
        return discord.command(user, guild, "claims", speaker=who)
    if kind == 7:
        return discord.autocomplete(user, guild, "claims", "speaker", speaker=who[:2])
    if kind == 8:
        return discord.command(user, guild, "articles")
    return discord.command(user, guild, "compare", topic=f"the {thing}", speaker_a=who)


class Watched:
    """How the event loop keeps up, asked every ``EVERY`` seconds. ``late``: wall seconds behind what was due, which a
    busy machine adds to; ``own``: the processor seconds of its thread since the look before, and ``all`` those of the
    whole process, which it does not."""

    EVERY = 0.01

    def __init__(self) -> None:
        self.late: list[float] = []
        self.own: list[float] = []
        self.all: list[float] = []

    async def watch(self) -> None:
        """Measure until cancelled."""
        while True:
            due, own, every = time.perf_counter() + self.EVERY, time.thread_time(), time.process_time()
            await asyncio.sleep(self.EVERY)
            self.late.append(time.perf_counter() - due)
            self.own.append(time.thread_time() - own)
            self.all.append(time.process_time() - every)


def most(seconds: list[float], share: float = 1.0) -> str:
    """So many milliseconds or less it was in this share of the cases."""
    return f"{1000 * sorted(seconds)[int(share * (len(seconds) - 1))]:.0f} ms"


async def scenario(
    folder: Path,
    interactions: int,
    articles: int,
    before: int,
    heartbeat: float,
    clock: Callable[[], float] = time.monotonic,
) -> Outcome:
    """Fill three guilds with ``before`` articles each, then send everything at once. ``clock`` is Discord's."""
    sys.setswitchinterval(SWITCH)
    settings: dict[str, Any] = {
        "discord_cooldown": 0,
        "discord_guild_concurrency": 10_000,
        "discord_guild_rate": 10_000,
    }
    options = Settings(data_dir=folder, model="offline", _env_file=None, **settings)
    guilds = [Guild(town) for town in TOWNS]
    library = Library.open(data_dir=folder, follow=True, apart=True)
    for guild in guilds:
        for _ in library.space(guild_space(guild.id)).add_many(article(guild.name, n) for n in range(before)):
            pass
    with StandIn(guilds, heartbeat=heartbeat, clock=clock) as discord:
        asker = Asker(options)
        make_ready(asker)
        bot = Bot(Archive(library, asker), options, guild_wait=0.1)
        running = asyncio.create_task(bot.start(TOKEN))
        await discord.connected()
        await discord.until(bot.is_ready, 30, "the bot")
        fresh = [article(TOWNS[0], n) for n in range(before, before + articles)]
        lines = [json.dumps({"id": a.id, "text": a.text, "title": a.title, "outlet": a.outlet}) for a in fresh]
        url, id = discord.blob("news.jsonl", "\n".join(lines).encode()), str(snowflake())
        file = {"id": id, "filename": "news.jsonl", "size": 1, "url": url, "proxy_url": url}
        resolved = {"attachments": {id: file}}
        moderator = User("moderator", MODERATOR)
        adding = discord.command(moderator, guilds[0], "article add", file=(11, id), resolved=resolved)

        def send() -> list[tuple[Guild, Exchange]]:
            return [(guilds[n % 3], ask(discord, guilds[n % 3], n)) for n in range(interactions)]

        loop = Watched()
        watching = asyncio.create_task(loop.watch())
        asked = await asyncio.to_thread(send)  # not in the bot's loop, which has to answer meanwhile
        every = [adding, *(one for _, one in asked)]
        await discord.until(lambda: all(one.answered for one in every) or running.done(), GIVEN_UP, "every answer")
        await discord.until(lambda: not bot.calls, GIVEN_UP, "the calls to end")
        watching.cancel()
        await asyncio.sleep(min(heartbeat, 2.0))  # a beat may be due now
        missed, latest = discord.gateway.missed, discord.gateway.slowest_beat
        await bot.close()
        await running
        violations = tuple(discord.verify())
    stored = len(library.space(guild_space(guilds[0].id)).articles()) - before
    library.close()
    texts = [(guild, json.dumps([one.original, one.first, one.followups])) for guild, one in asked]
    leaks = sum(other in text for guild, text in texts for other in TOWNS if other != guild.name)
    return Outcome(
        interactions=len(every),
        unanswered=sum(not one.answered for one in every),
        slowest_first=max((one.first_at or 1e9) - one.sent for one in every),
        slowest_answer=max((one.last_at or 1e9) - one.sent for one in every if one is not adding),
        missed=missed,
        latest_beat=max(latest, 0.0),
        loop=loop,
        added=stored,
        leaks=leaks,
        own=sum(guild.name in text for guild, text in texts),
        refused=sum("went wrong" in text or "Reference" in text for _, text in texts),
        violations=violations,
    )


def main() -> int:
    """Run the scenario and print its figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--interactions", type=int, default=200)
    parser.add_argument("--articles", type=int, default=30)
    parser.add_argument("--before", type=int, default=20, help="articles in each guild at the start")
    parser.add_argument("--heartbeat", type=float, default=2.0, help="seconds between heartbeats (Discord: 41)")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        out = asyncio.run(scenario(Path(folder), given.interactions, given.articles, given.before, given.heartbeat))
    print(f"interactions {out.interactions}, unanswered {out.unanswered}, failed {out.refused}")
    print(f"articles added meanwhile {out.added}")
    print(f"slowest first response {out.slowest_first:.2f} s")
    print(f"slowest answer {out.slowest_answer:.2f} s")
    print(f"heartbeats missed {out.missed} (every {given.heartbeat} s, the latest {out.latest_beat:.2f} s late)")
    loop = out.loop
    print(f"event loop late by {most(loop.late)} at most, {most(loop.late, 0.99)} in 99 of 100 cases")
    print(f"processor time between two looks: its own {most(loop.own)} at most, all threads' {most(loop.all)}")
    print(f"answers with articles of their own guild {out.own}, of another {out.leaks}")
    print(f"payloads that Discord would refuse {len(out.violations)}")
    for one in out.violations[:5]:
        print("  ", one)
    return 0 if out.good else 1


if __name__ == "__main__":
    sys.exit(main())
