"""Coverage-guided fuzzing of loaders, attribution and answers with atheris, a counted number of inputs for each target.

    python -m tests.fuzz.long_run [TARGET...] [--count 100000]

Atheris is no dependency of the project: ``pip install atheris`` first. Prints a line per target; stops at the first
input that breaks one and leaves it in the current folder, as libFuzzer does (crash-...).
"""

from __future__ import annotations

import argparse
import importlib
import logging
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

# Libraries that read a whole format, followed as our own code is where theirs is what is fuzzed.
_READERS = {"pdf": ("pypdf",), "feed": ("feedparser",)}


def corpus() -> tuple[dict[str, tuple[bytes, ...]], tuple[bytes, ...], dict[str, Callable[[bytes], None]]]:
    """Seeds and targets by name, and the pieces that formats are made of."""
    from tests.fuzz import answering, seeds, targets

    return (
        {**seeds.SEEDS, **answering.SEEDS},
        seeds.DICTIONARY + answering.DICTIONARY,
        {**targets.TARGETS, **answering.TARGETS},
    )


def fuzz(name: str, count: int) -> None:
    """Fuzz one target in this process; does not return (libFuzzer exits)."""
    import atheris

    logging.disable()  # pypdf tells of each oddity of each input
    with atheris.instrument_imports(include=["index", "bot", *_READERS.get(name, ())]):
        for reader in _READERS.get(name, ()):
            importlib.import_module(reader)
        seeds, dictionary, targets = corpus()

    folder = Path(tempfile.mkdtemp(prefix=f"fuzz-{name}-"))
    for number, seed in enumerate(seeds[name]):
        (folder / str(number)).write_bytes(seed)
    words = folder.with_suffix(".dict")
    words.write_text("".join('"' + "".join(f"\\x{byte:02x}" for byte in word) + '"\n' for word in dictionary))
    options = [f"-runs={count}", "-max_len=4096", "-timeout=20", "-rss_limit_mb=2048", f"-dict={words}", "-verbosity=0"]
    atheris.Setup([sys.argv[0], *options, str(folder)], targets[name])
    atheris.Fuzz()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("targets", nargs="*")
    parser.add_argument("--count", type=int, default=100_000)
    args = parser.parse_args()
    if os.environ.get("WHOCLAIMS_FUZZ_TARGET"):
        fuzz(os.environ["WHOCLAIMS_FUZZ_TARGET"], args.count)
    for name in args.targets or corpus()[2]:
        ended = subprocess.run(
            [sys.executable, "-m", "tests.fuzz.long_run", "--count", str(args.count)],
            env=os.environ | {"WHOCLAIMS_FUZZ_TARGET": name}, check=False,
        )  # fmt: skip
        print(f"{name}: {args.count} inputs, {'no failure' if not ended.returncode else 'FAILED'}", flush=True)
        if ended.returncode:
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
