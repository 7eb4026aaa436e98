"""Attacks on a store: `python -m tests.faults.adversary [--servers] [--only NAME ...] [--rounds N]`.

On files, or with `--servers` on PostgreSQL and a Chroma server that are started for it. Prints a line for each attack:
how many times it was tried and how often something broke. Exits with 1 where anything did. What is attacked is made for
it and removed at the end.
"""

from __future__ import annotations

import argparse
import contextlib
import itertools
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from index.errors import SpaceDeleted, WhoclaimsError
from index.schema import Filter, Status
from index.store import doctor, generation, guilds
from index.store.guilds import Feedback, GuildSettings, Reply
from index.store.library import Library
from index.store.tables import CLAIM_BITS, replies
from tests.faults.worker import numbered
from tests.index.engines import chroma_server, new_database, postgres
from tests.index.scripted import WordEmbedder, article, attribute

Engines = dict[str, Any]
TOP = Path(__file__).parents[2]


@dataclass
class Tally:
    """``broke`` holds a line for each time an attack got through; ``notes`` what a reader should know besides."""

    tried: int = 0
    broke: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    def held(self, good: bool, what: str) -> None:
        """Count one try."""
        self.tried += 1
        if not good:
            self.broke.append(what)


def opened(engines: Engines, **more: Any) -> Library:
    """The library that is attacked, as another process would open it."""
    return Library.open(embedder=WordEmbedder(), attribute=attribute, **engines, **more)


FORGED = [
    "' OR '1'='1", "a1'; DROP TABLE articles; --", "%", "_", "a_", "../default", "*", "", " ", "a1\x00", "\ud800",
    "a1#1", "a1#-1", "a1#99999999999999999999", "#", "a1#", "a1#1.5", "a1#0x1", "9" * 400, "a1\n#1", "ａ1",
    "A1", "a1 ", "null",
]  # fmt: skip


def forged_ids(engines: Engines, rounds: int) -> Tally:
    """Ids, names and keys of other spaces, and words that mean something to SQL, given to every function of a space."""
    tally = Tally()
    with opened(engines) as library:
        mine, theirs = library.space("guild-1"), library.space("guild-2")
        for n in range(20):
            mine.add(article(n, f"Ana Ruiz said: mine{n} is closed"))
            theirs.add(article(f"t{n}", f"Leo Berg said: secret{n} is closed", outlet="Secret Outlet"))
        library.settle()
        guilds.save_reply(library.database, "guild-2", Reply("abcdef01", "answer", {"title": "secret"}, 1, 1.0))
        foreign = [f"at{n}" for n in range(20)] + [f"at{n}#1" for n in range(20)]
        for key in foreign + FORGED * max(1, rounds // 5):
            for what, call in _looks(library, mine, key).items():
                try:
                    said = repr(call())
                except WhoclaimsError:
                    said = ""
                tally.held("ecret" not in said, f"{what}({key!r}) tells of another space")
        speakers = [one.id for one in theirs.speakers()]
        for speaker in (*speakers, -1, 0, 2**63 - 1, 2**40):
            within = Filter(speaker_ids=(speaker,))
            said = repr([mine.search_dense("is closed", 50, within), mine.search_lexical("closed", 50, within)])
            tally.held("at" not in said, f"a filter for speaker {speaker} tells of another space")
        tally.held(len(theirs.articles()) == 20 and len(mine.articles()) == 20, "an article is gone")
        tally.held(
            not guilds.save_feedback(library.database, "guild-1", Feedback("abcdef01", 1, True, "", 1.0)), "reply"
        )
    return tally


def _looks(library: Library, space: Any, key: str) -> dict[str, Callable[[], object]]:
    def gone() -> object:
        space.remove(key)
        return f"secret {key} removed" if key.startswith("at") else ""

    return {
        "article": lambda: space.article(key),
        "whole": lambda: space.whole(key),
        "claims_by_id": lambda: space.claims_by_id([key]),
        "articles": lambda: space.articles(match=key),
        "outlets": lambda: space.outlets(match=key),
        "speakers": lambda: space.speakers(match=key),
        "claims by": lambda: space.claims(by=key or "x"),
        "claims outlet": lambda: space.claims(outlet=key),
        "dense": lambda: space.claims_by_id([one for one, _ in space.search_dense(key, 50)]),
        "lexical": lambda: space.claims_by_id([one for one, _ in space.search_lexical(f"secret3 {key}", 50)]),
        "filter": lambda: space.search_dense("secret", 50, Filter(article_ids=(key,), outlets=(key,))),
        "reply": lambda: guilds.reply(library.database, "guild-1", "abcdef01"),
        "remove": gone,
    }


def forged_vectors(engines: Engines, rounds: int) -> Tally:
    """Whoever can write the vector index puts keys of another space, and of nothing, at the top of a search."""
    tally = Tally()
    embedder = WordEmbedder()
    with opened(engines) as library:
        mine, theirs = library.space("guild-1"), library.space("guild-2")
        for n in range(30):
            mine.add(article(n, f"Ana Ruiz said: mine{n} is closed"))
            theirs.add(article(f"t{n}", f"Leo Berg said: secret{n} is closed"))
        library.settle()
        index = library.follower._index
        assert index is not None
        states = {one: _space_id(library, one) for one in ("guild-1", "guild-2")}
        here, there = index.collection(states["guild-1"]), index.collection(states["guild-2"])
        assert here is not None
        assert there is not None
        questions = [f"secret{n} is closed" for n in range(30)]
        keys = [*sorted(there.rows()), *(1 << CLAIM_BITS << n for n in range(20, 30)), 3, 0]
        vectors = embedder.embed([questions[n % 30] for n in range(len(keys))])
        here.put(keys, vectors, [{"article": "at1", "outlet": "x"}] * len(keys))
        for question in questions * max(1, rounds // 20):
            found = [claim for claim, _ in mine.search_dense(question, 10)]
            tally.held(all(not claim.startswith("at") for claim in found), f"{question}: {found}")
            tally.held(len(found) > 0, f"{question}: nothing is found any more")
            evidence = mine.claims_by_id(found)
            tally.held(all("secret" not in one.quote for one in evidence), f"{question}: {evidence}")
        library.space("guild-1").reindex()
        tally.held(doctor.deep(library, "guild-1").well, "the index is not whole after reindex")
    return tally


def _space_id(library: Library, name: str) -> int:
    from index.store import vector_sync

    with library.database.read() as connection:
        found = vector_sync.state(connection, name)
    assert found is not None
    return found.id


def fifty_at_once(engines: Engines, rounds: int) -> Tally:
    """Fifty threads ask while two libraries add, each its own space: every answer right, no error."""
    tally = Tally()
    with opened(engines, follow=True) as bot, opened(engines) as other:
        spaces = [bot.space(f"guild-{n}") for n in range(5)]
        for n, space in enumerate(spaces):
            list(space.add_many(article(f"{n}x{i}", f"Ana Ruiz said: token{n}x{i} is closed") for i in range(20)))
        stop = threading.Event()

        def add() -> None:
            n = 0
            while not stop.is_set():
                n += 1
                other.space(f"guild-{n % 5}").add(article(f"{n % 5}y{n}", f"Leo Berg said: later{n} is open"))

        def ask(n: int) -> str:
            at, i = n % 5, n % 20
            question = f"Ana Ruiz said: token{at}x{i} is closed"
            try:
                hits = [claim for claim, _ in spaces[at].search_dense(question, 5)]
                words = [claim for claim, _ in spaces[at].search_lexical(f"token{at}x{i}", 5)]
            except Exception as error:
                return f"{type(error).__name__}: {error}"
            return "" if f"a{at}x{i}#1" in hits and f"a{at}x{i}#1" in words else f"guild-{at}: {hits} {words}"

        adding = threading.Thread(target=add)
        adding.start()
        try:
            with ThreadPoolExecutor(50) as pool:
                for trouble in pool.map(ask, range(50 * rounds)):
                    tally.held(not trouble, trouble)
        finally:
            stop.set()
            adding.join()
    return tally


def fifty_questions(engines: Engines, rounds: int) -> Tally:
    """Fifty whole questions at once, to five spaces, the offline model answering: each cites its own space alone."""
    from bot.answer.asker import Asker
    from bot.settings import Settings

    tally = Tally()
    asker = Asker(Settings(_env_file=None, model="offline"))
    with opened(engines, follow=True) as bot:
        spaces = [bot.space(f"guild-{n}") for n in range(5)]
        for n, space in enumerate(spaces):
            lines = (f"Ana Ruiz said: the harbour bridge of town {n} is closed", f"Leo Berg denied: town {n} is poor")
            list(space.add_many(article(f"{n}x{i}", *lines, f"Rain fell on day {i}") for i in range(10)))

        def ask(n: int) -> str:
            try:
                answer = asker.ask(spaces[n % 5], "Who says that the harbour bridge is closed?")
            except Exception as error:
                return f"{type(error).__name__}: {error}"
            cited = {one.stored.article.id for one in answer.citations}
            good = cited and all(one.startswith(f"a{n % 5}x") for one in cited)
            return "" if good else f"guild-{n % 5}: {answer.answer[:100]} {sorted(cited)}"

        with ThreadPoolExecutor(50) as pool:
            for trouble in pool.map(ask, range(50 * rounds)):
                tally.held(not trouble, trouble)
    return tally


def forget_under_load(engines: Engines, rounds: int) -> Tally:
    """A space is deleted while additions, replies and settings of it are on their way, again and again."""
    tally = Tally()
    with opened(engines, follow=True) as bot, opened(engines) as other:
        for turn in range(rounds):
            _forget_once(bot, other, turn, tally)
        bot.settle()
        index = bot.follower._index
        tally.held(index is not None and index.space_ids() == set(), "a collection is left in the vector index")
    return tally


def _forget_once(bot: Library, other: Library, turn: int, tally: Tally) -> None:
    space, database = "guild-7", bot.database
    began = generation.of(database, space)
    refused: list[int] = []
    late: list[int] = []
    failed: list[str] = []
    begun, over = threading.Barrier(5), threading.Event()

    def one(which: int, n: int) -> None:
        if which == 0:
            added = other.space(space, began=began).add(article(f"{turn}x{n}"))
            if added.status is Status.FAILED:
                raise SpaceDeleted(added.error or "")
        elif which == 1:
            guilds.save_settings(database, space, GuildSettings(language="de"), began)
        else:
            reply = Reply(f"k{turn}x{which}x{n}", "answer", {}, 1, 1.0)
            guilds.save_reply(database, space, reply, began=began)

    def write(which: int) -> None:
        begun.wait()
        for n in itertools.count():  # until it is refused, however long the deletion waits for its turn
            after = over.is_set()
            try:
                one(which, n)
            except SpaceDeleted:
                refused.append(which)
                return
            except Exception as error:
                failed.append(f"{type(error).__name__}: {error}")
                return
            if after:
                late.append(which)
                return

    threads = [threading.Thread(target=write, args=(which,)) for which in range(4)]
    for thread in threads:
        thread.start()
    begun.wait()
    time.sleep(random.Random(turn).random() * 0.3)
    try:
        bot.drop_space(space)
    finally:
        over.set()
        for thread in threads:
            thread.join()
    with database.read() as connection:
        left = len(connection.execute(replies.select().where(replies.c.space == space)).all())
    tally.held(not late and sorted(refused) == [0, 1, 2, 3], f"round {turn}: wrote {late}, refused {refused} {failed}")
    tally.held(left == 0, f"round {turn}: {left} replies are left")
    tally.held(guilds.settings(database, space) == GuildSettings(), f"round {turn}: settings are left")
    tally.held(space not in bot.spaces(), f"round {turn}: the space is left")


def stop_under_load(engines: Engines, rounds: int) -> Tally:
    """Processes that add are ended by SIGTERM and SIGKILL while others ask: what was acknowledged is there, once."""
    tally = Tally()
    acknowledged: set[str] = set()
    with opened(engines, follow=True) as bot:
        for turn in range(rounds):
            child = _adder(engines, turn)
            assert child.stdout is not None
            first = child.stdout.readline()  # from here on it adds
            time.sleep(random.Random(turn).random() * 2)
            child.send_signal(signal.SIGKILL if turn % 2 else signal.SIGTERM)
            out, err = child.communicate()
            told = (first + out).split("\n")[:-1]  # a line that was cut off has told nobody anything
            acknowledged |= {line.split()[1] for line in told if line.startswith("added ")}
            tally.held("Traceback" not in err, err[-300:])
            stored = [one.id for one in bot.space().articles()]
            tally.held(acknowledged <= set(stored), f"lost: {sorted(acknowledged - set(stored))[:5]}")
            tally.held(len(stored) == len(set(stored)), "an article stands twice")
            bot.settle()
            found = doctor.deep(bot, "default") if stored else None
            good = found is None or not (found.missing or found.surplus or found.wrong or found.damaged)
            tally.held(good, str(found))
    tally.notes.append(f"{len(acknowledged)} articles acknowledged")
    return tally


ADDER = """
import json, sys
from pathlib import Path
from tests.faults.adversary import opened
from tests.faults.worker import numbered
engines = json.loads(sys.argv[1])
engines["data_dir"] = Path(engines["data_dir"])
with opened(engines) as library:
    for n in range(int(sys.argv[2]), int(sys.argv[2]) + 100000, 5):
        for added in library.space().add_many(numbered(i) for i in range(n, n + 5)):
            print(added.status, added.id, flush=True)
"""


def _adder(engines: Engines, turn: int) -> subprocess.Popen[str]:
    given = json.dumps({**engines, "data_dir": str(engines["data_dir"])})
    command = [sys.executable, "-c", ADDER, given, str(turn * 100_000)]
    return subprocess.Popen(command, cwd=TOP, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


TRUNCATED = """
import sys
from pathlib import Path
from tests.faults.adversary import opened
engines = {"data_dir": Path(sys.argv[1])}
with opened(engines) as library:
    space = library.space()
    print(len(space.articles()), flush=True)
    with library.database.write() as connection:
        connection.exec_driver_sql("SELECT 1")
    library.database.engine.dispose()
    with library.database.read() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM articles").all()
        import os
        os.truncate(Path(sys.argv[1]) / "whoclaims.sqlite3", int(sys.argv[2]))
        try:
            connection.exec_driver_sql("SELECT sum(length(text)) FROM articles").all()
            print("read", flush=True)
        except Exception as error:
            print("told", type(error).__name__, flush=True)
"""


def truncated_database(engines: Engines, rounds: int) -> Tally:
    """The open database is cut short under a reader: it is told or ends that process, and the next one tells it."""
    tally = Tally()
    if "database_url" in engines:
        tally.notes.append("of files only")
        return tally
    for turn in range(rounds):
        with tempfile.TemporaryDirectory(prefix="whoclaims-cut-") as name:
            data = Path(name) / "data"
            with opened({"data_dir": data}) as library:
                list(library.space().add_many(numbered(n) for n in range(60)))
            with contextlib.closing(sqlite3.connect(data / "whoclaims.sqlite3")) as whole:
                whole.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            size = (data / "whoclaims.sqlite3").stat().st_size
            to = random.Random(turn).choice((0, 4096, size // 2, size - 4096))
            child = subprocess.run(
                [sys.executable, "-c", TRUNCATED, str(data), str(to)],
                cwd=TOP,
                capture_output=True,
                text=True,
                check=False,
            )
            tally.notes.append(f"cut to {to} of {size}: exit {child.returncode}, {child.stdout.split()[1:]}")
            try:
                with opened({"data_dir": data}) as library:
                    found = len(library.space().articles())
                    tally.held(found == 60, f"cut to {to}: {found} of 60 articles, and nothing said")
            except WhoclaimsError:
                tally.held(True, "")
    return tally


ATTACKS: dict[str, Callable[[Engines, int], Tally]] = {
    "forged ids": forged_ids,
    "forged vectors": forged_vectors,
    "fifty at once": fifty_at_once,
    "fifty questions": fifty_questions,
    "forget under load": forget_under_load,
    "stop under load": stop_under_load,
    "truncated database": truncated_database,
}


@contextlib.contextmanager
def engines_of(servers: bool) -> Iterator[Callable[[str], Engines]]:
    """Gives for each attack a store of its own."""
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="whoclaims-adversary-")))
        if not servers:
            yield lambda name: {"data_dir": folder / name.replace(" ", "-")}
            return
        database = stack.enter_context(postgres())
        chroma = stack.enter_context(chroma_server(folder / "chroma"))

        def made(name: str) -> Engines:
            url = new_database(database, name.replace(" ", "_"))
            return {"data_dir": folder / name.replace(" ", "-"), "database_url": url, "chroma_url": chroma}

        yield made


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--servers", action="store_true")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("--only", nargs="*", choices=sorted(ATTACKS), default=sorted(ATTACKS))
    given = parser.parse_args()
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    bad = 0
    with engines_of(given.servers) as engines:
        for name in given.only:
            tally = ATTACKS[name](engines(name), given.rounds)
            bad += len(tally.broke)
            print(f"{name}: tried {tally.tried}, broke {len(tally.broke)}", *tally.notes, sep="; ", flush=True)
            for one in tally.broke[:5]:
                print("   ", one[:300], flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
