"""Run compose.yaml and break it: `python -m tests.faults.compose [--articles 60]` (needs Docker and its compose).

Three containers, each with a network and files of its own, add articles to the same PostgreSQL and Chroma at once, a
third of them the same ones. Then the Chroma server is away while an article is added and asked for; then both servers
are killed and all containers made anew from their volumes. After each step a container compares every vector with the
database and an export is compared with what was acknowledged. The bot's container runs throughout; it needs a network
only to reach Discord. Prints a line a step; exits 1 at the first loss. Everything made is removed at the end.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import shutil
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path

from index.schema import Article

TOP = Path(__file__).parents[2]
PLANTED = {"POSTGRES_PASSWORD": secrets.token_hex(12), "DISCORD_TOKEN": f"planted.{secrets.token_hex(12)}"}
TOOL = ["docker-compose"] if shutil.which("docker-compose") else ["docker", "compose"]


def invented(n: int) -> Article:
    """Article n: eight sentences that say who says what."""
    lines = []
    for i in range(4):
        thing, day = ("ferry", "tram", "bridge", "canal")[i], f"{1 + n % 28} May"
        lines.append(f"Mayor Ida Holm said that {thing} number {n} would open on {day}.")
        lines.append(f"Tom Varga denied that {thing} number {n} was ever paid for.")
    return Article(f"invented-{n}", "\n".join(lines), f"Works number {n}", "The Tarn Courier", None, "2026-05-04", None)


def compose(*command: str, text: str | None = None) -> subprocess.CompletedProcess[str]:
    """One command of compose on a project of its own."""
    environment = os.environ | PLANTED | {"COMPOSE_PROJECT_NAME": "whoclaims-fault-test"}
    return subprocess.run([*TOOL, *command], cwd=TOP, env=environment, input=text, capture_output=True, text=True)


def whoclaims(*command: str, text: str | None = None) -> str:
    """A command of whoclaims in a container of its own; asserts that it succeeds and tells no secret."""
    done = compose("run", "--rm", "--no-deps", "-T", "bot", *command, text=text)
    assert done.returncode == 0, f"{command}: {done.stdout[-800:]} {done.stderr[-800:]}"
    assert not any(secret in done.stdout + done.stderr for secret in PLANTED.values())
    return done.stdout


def add(some: list[Article]) -> set[str]:
    """Add articles from a container; gives the ids acknowledged."""
    lines = "\n".join(json.dumps({name: one for name, one in asdict(article).items() if one}) for article in some)
    told = [json.loads(line) for line in whoclaims("add", "-", "--json", text=lines).splitlines()]
    assert {line["status"] for line in told} <= {"added", "unchanged"}, told
    return {line["id"] for line in told}


def whole(acknowledged: set[str]) -> str:
    """Every acknowledged article stands once, every vector is that of the database."""
    exported = [json.loads(line) for line in whoclaims("export").splitlines()]
    ids = [line["article"]["id"] for line in exported]
    assert len(ids) == len(set(ids)), "an article stands twice"
    assert acknowledged <= set(ids), f"lost: {sorted(acknowledged - set(ids))[:5]}"
    told = whoclaims("doctor", "--deep").splitlines()[-1]
    assert " 0 missing, 0 too many, 0 wrong" in told, told
    return told


def started() -> None:
    """Everything up, the database answering."""
    done = compose("up", "-d", "--build")
    assert done.returncode == 0, done.stderr[-2000:]
    for _ in range(60):
        if "healthy" in compose("ps").stdout:
            return
        time.sleep(1)
    raise AssertionError(compose("logs", "database").stdout[-2000:])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=60)
    given = parser.parse_args()
    made = [invented(n) for n in range(given.articles + 1)]
    third = given.articles // 3
    shares = [made[:third] + made[third : 2 * third], made[third : 3 * third], made[:third] + made[2 * third : -1]]
    try:
        started()
        with ThreadPoolExecutor(3) as pool:
            acknowledged = set().union(*pool.map(add, shares))
        print(f"three containers at once: {len(acknowledged)} articles acknowledged; {whole(acknowledged)}", flush=True)
        compose("stop", "chroma")
        acknowledged |= add(made[-1:])
        assert made[-1].id in whoclaims("ask", f"Who says that ferry number {given.articles} will open?")
        compose("start", "chroma")
        print(f"Chroma away: the article added meanwhile was found; {whole(acknowledged)}", flush=True)
        compose("kill", "database", "chroma", "bot")
        compose("down")
        started()
        print(f"killed, made anew from the volumes: {whole(acknowledged)}", flush=True)
        logs = compose("logs").stdout
        assert not any(secret in logs for secret in PLANTED.values()), "a secret stands in the logs"
        print(f"logs: {len(logs.splitlines())} lines, no secret in them", flush=True)
    finally:
        compose("down", "--volumes", "--rmi", "local")


if __name__ == "__main__":
    main()
