"""Kill, damage and fill up, many times: `python -m tests.faults.kill [--kills 100] [--stage random]`.

Rounds alternate between `add` and `reindex`, killed by SIGKILL at a random moment (every fourth by SIGTERM), until so
many processes were killed before they had ended. Then, with
strace where it is installed, the process is killed at the very write, truncation or rename by which Chroma replaces
each of its files. After every kill the folder is opened as the next command would open it and everything that was
acknowledged is looked for. Prints a line a stage; exits 1 at the first loss.
"""

from __future__ import annotations

import argparse
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from tests.faults.check import whole

FILES = ("index_metadata.pickle", "header.bin", "data_level0.bin", "link_lists.bin", "length.bin")
STAGES = ("writes", "disk", "random")


def _worker(data_dir: Path, *command: str) -> list[str]:
    return [sys.executable, "-m", "tests.faults.worker", str(data_dir), *command]


def _acknowledged(out: str) -> set[str]:
    lines = out.split("\n")[:-1]  # a line that was cut off has told nobody anything
    return {line.split()[1] for line in lines if line.startswith(("added ", "unchanged ")) and len(line.split()) > 1}


def random_kills(data_dir: Path, kills: int, seed: int) -> None:
    """Kill at random moments; the articles of all rounds must be there to the end."""
    rng = random.Random(seed)
    acknowledged: set[str] = set()
    killed = number = 0
    found: dict[str, int] = {}
    asked = missed = 0
    while killed < kills:
        command = ("reindex",) if number % 2 and acknowledged else ("add", str(number * 100), str(number * 100 + 100))
        process = subprocess.Popen(_worker(data_dir, *command), stdout=subprocess.PIPE, text=True)
        assert process.stdout is not None
        process.stdout.readline()  # it has opened the library: what comes now is what may be lost
        time.sleep(rng.random() * 3)
        process.send_signal(signal.SIGTERM if number % 4 == 3 else signal.SIGKILL)
        out, _ = process.communicate()
        killed += process.returncode != 0
        acknowledged |= _acknowledged(out)
        found = whole(data_dir, acknowledged)
        asked, missed = asked + found.pop("asked"), missed + found.pop("missed")
        number += 1
        if number % 10 == 0:
            print(f"  round {number}: {killed} killed, {len(acknowledged)} acknowledged, {found}", flush=True)
    print(
        f"random kills: {killed} of {number} processes killed, {len(acknowledged)} articles acknowledged, {found}; "
        f"{asked} searches of a claim's own words, {missed} missed one that the index holds",
        flush=True,
    )


def kills_at_writes(folder: Path, hits: int) -> None:
    """Kill at the n-th write to each of Chroma's files, by fault injection with strace."""
    if shutil.which("strace") is None:
        print("kills at writes: skipped, strace is not installed")
        return
    filled = folder / "filled"
    done = subprocess.run(_worker(filled, "add", "0", "130"), capture_output=True, text=True, check=True)
    before = _acknowledged(done.stdout)
    killed = 0
    for file in FILES:
        for hit in range(1, hits + 1):
            for call in ("openat", "write"):
                data_dir = folder / "data"
                shutil.rmtree(data_dir, ignore_errors=True)
                shutil.copytree(filled, data_dir)
                (path,) = list(data_dir.glob(f"chroma/*/{file}"))
                trace = ["strace", "-f", "-o", os.devnull, "-P", str(path), "-e", f"trace={call}"]
                inject = ["-e", f"inject={call}:signal=KILL:when={hit if call == 'write' else hit + 1}"]
                command = [*trace, *inject, *_worker(data_dir, "add", "130", "400")]
                process = subprocess.run(command, capture_output=True, text=True, check=False, timeout=600)
                killed += process.returncode != 0
                whole(data_dir, before | _acknowledged(process.stdout))
        print(f"  {file}: {killed} killed so far, nothing lost", flush=True)
    print(f"kills at writes: {killed} of {len(FILES) * hits * 2} processes killed, nothing lost", flush=True)


def full_disk(folder: Path) -> None:
    """Add to a tmpfs of 48 MB until it is full, then give it room again (needs the right to mount). The vector index
    leaves the last 32 MB to the database."""
    mount = folder / "small"
    mount.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=48m", "tmpfs", mount], capture_output=True).returncode:
        print("full disk: skipped, a tmpfs cannot be mounted here (the tests use a file size limit)")
        return
    try:
        done = subprocess.run(_worker(mount / "data", "add", "0", "5000"), capture_output=True, text=True, timeout=600)
        told = [line for line in done.stdout.splitlines() if line.startswith("failed")]
        assert told, done.stdout[-500:]
        assert "Traceback" not in done.stdout + done.stderr, done.stderr[-2000:]
        subprocess.run(["mount", "-o", "remount,size=256m", mount], check=True)
        print(f"full disk: {told[0]!r}; {whole(mount / 'data', _acknowledged(done.stdout))}", flush=True)
    finally:
        subprocess.run(["umount", mount], check=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--hits", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--stage", choices=STAGES, action="append", help="only these stages, instead of all")
    given = parser.parse_args()
    stages = given.stage or STAGES
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if "writes" in stages:
            kills_at_writes(folder, given.hits)
        if "disk" in stages:
            full_disk(folder)
        if "random" in stages:
            random_kills(folder / "random", given.kills, given.seed)


if __name__ == "__main__":
    main()
