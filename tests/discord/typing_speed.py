"""How fast choices come while a member types, over the wire, in a large archive.

    python -m tests.discord.typing_speed [--claims 100000]

Builds an archive of invented claims (no vector index: typing does not use it), then asks for speakers, articles and
outlets by beginnings of names, one at a time, and prints median and slowest time from dispatch to the first response.
"""

from __future__ import annotations

import argparse
import asyncio
import itertools
import statistics
import sys
import tempfile
from pathlib import Path

from bot.answer.asker import Asker
from bot.discord.client import Bot
from bot.discord.scope import guild_space
from bot.discord.services import Archive
from bot.settings import Settings
from index.store.library import Library
from tests.benchmarks.corpus import articles
from tests.benchmarks.scale import Hashed, by_line
from tests.stand_ins.discord_server import StandIn
from tests.stand_ins.discord_world import MODERATOR, TOKEN, Guild, User

ASKED = {
    "speaker": ("claims", "speaker"),
    "article": ("article show", "article"),
    "outlet": ("article add", "outlet"),
}


async def measure(folder: Path, claims: int) -> tuple[int, dict[str, list[float]]]:
    """The number of claims stored, and the seconds of each request by what was asked for."""
    guild, member = Guild("large"), User("member", MODERATOR)
    library = Library.open(data_dir=folder, embedder=Hashed(), attribute=by_line)
    library.will_write = library.wake = lambda: None  # type: ignore[method-assign]
    space, stored, stream = library.space(guild_space(guild.id)), 0, articles(10**9)
    while stored < claims:
        stored += sum(added.chunks for added in space.add_many(itertools.islice(stream, 200)))
    typed = [one.name[:length] for one in space.speakers(limit=10) for length in (0, 1, 2, 4)]
    options = Settings(data_dir=folder, model="offline", _env_file=None)
    times: dict[str, list[float]] = {what: [] for what in ASKED}
    with StandIn([guild, Guild("other")]) as discord:
        bot = Bot(Archive(library, Asker(options)), options, guild_wait=0.1)
        running = asyncio.create_task(bot.start(TOKEN))
        await discord.connected()
        await discord.until(bot.is_ready, 60)
        for what, (command, option) in ASKED.items():
            for text in typed:
                exchange = discord.autocomplete(member, guild, command, option, **{option: text})
                await discord.until(lambda one=exchange: one.first is not None, 60)  # type: ignore[misc]
                assert exchange.first_at is not None
                assert len(exchange.choices) <= 25
                times[what].append(exchange.first_at - exchange.sent)
        await bot.close()
        await running
    library.close()
    return stored, times


def main() -> int:
    """Build, measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=100_000)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        stored, times = asyncio.run(measure(Path(folder), given.claims))
    print(f"claims {stored}")
    for what, seconds in times.items():
        print(f"{what}: median {statistics.median(seconds):.3f} s, slowest {max(seconds):.3f} s ({len(seconds)} asked)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
