"""Texts made to break the reading: does any crash it, and what do long ones of any shape cost?

    python -m tests.benchmarks.hostile [--forms N] [--characters N] [--only SHAPE]
    python -m tests.benchmarks.hostile --families N [--characters N] [--seed N]

Printed first: how many of N generated introductions, quotations, denials and turns end in an exception. Then, for each
shape of a text of so many characters, in a process of its own: seconds (wall, processor) to read it and to write its
chunks, its claims, the size of its chunks, and the greatest resident memory. With ``--families``: for every shape and
for N generated sentences, each repeated to so many characters and to twice as many, how often the longer text's
processor seconds hold the shorter one's (2 is linear), the worst at the end.
"""

from __future__ import annotations

import argparse
import random
import resource
import subprocess
import sys
import time
from collections import Counter

from index.attribution import attribute
from index.schema import Article
from index.store.chunks import chunk_text, context_span

WHO = ("she", "he", "they", "Ida Crane", "the mayor", "Castor Works", "her lawyer", "police", "“Tank” Weir", "")
BEFORE = (
    "",
    "Asked whether they denied it, ",
    "Asked about it, ",
    "Citing ",
    "According to ",
    "A, citing B, ",
    "BREAKING: ",
    "Q: ",
)
VERB = (
    "said", "told reporters", "told", "denied it", "denied", "promised", "urged", "assured the", "declined to", "asked",
    "admitted to", "was quoted as", "told Reuters that", "said that", "warned of", "had told", "denies the charges",
)  # fmt: skip
MARK = (":", ",", "", " that", " to", " —", ";", ".", ": “", " :", "…", " “")
GAP = (" ", "\n", "\n\n", "\r\n\r\n", "\n\n- ", "\n> ", "\u2028", "  ", "\n\nA: ")
SAID = (
    "“No comment from us today.”",
    "“No",
    "",
    "it.",
    "the dam was sound",
    "‘No.’",
    "«Non»",
    "…",
    "that",
    "to",
    "\u00ad",
    "1",
)

SHAPES = {
    "news": "",
    "no full stop": "the mayor said the bridge was shut and ",
    "no punctuation": "word ",
    "no blank": "a",
    "one paragraph": 'The harbour master, Ida Crane, said that "the pier was closed" and warned the crew. ',
    "lines": "He said it rained\n",
    "paragraphs": "He said it rained.\n\n",
    "letters a line": "a\n",
    "line ends": "\n",
    "open quotations": "“The mayor said the bridge was shut. ",
    "running quotations": "“The mayor said\n\n",
    "quotations": "“a,” he said, ",
    "straight quotations": '"a," he said, ',
    "unclosed": "Asked about it, he told reporters… “No ",
    "single marks": "it's 'a ",
    "anonymous": "a spokesman who asked not to be named said ",
    "signed": "“a” — B C\n\n",
    "denials": "denied ",
    "names": "Ida Crane ",
    "turns": "IDA CRANE: it rained\n\nQ: why?\n\n",
    "introductions": "told reporters:\n\n“",
    "marks": "\" ‘ “ ' ",
    "low marks": "„",
    "soft hyphens": "\u00ad",
    "hyphens": "well-\n",
    "digits": "1 ",
    "tags": "<tweet id=1>",
    "commas": "the mayor, ",
    "relays": "citing the mayor, ",
}


def forms(count: int) -> Counter[str]:
    """What the exceptions were of ``count`` generated forms."""
    chance = random.Random(7)
    failed: Counter[str] = Counter()
    for _ in range(count):
        parts = (
            chance.choice(part)
            for _ in range(chance.randint(1, 3))
            for part in (BEFORE, WHO, (" ",), VERB, MARK, GAP, SAID, GAP)
        )
        text = "".join(parts)
        try:
            article = Article("a", text, outlet="Fell Echo")
            for claim in attribute(article):
                chunk_text(article, claim)
                context_span(text, claim)
        except Exception as error:
            failed[f"{type(error).__name__}: {error}"] += 1
            print(f"   {type(error).__name__} in {text!r}", file=sys.stderr)
    return failed


def cost(shape: str, characters: int) -> str:
    """A line of what a text of that shape costs."""
    unit = SHAPES[shape] or "\n\n".join(one.text for one in _samples())
    text = (unit * (characters // len(unit) + 1))[:characters]
    attribute(Article("warm", "Ida Crane said it rained."))
    article = Article("a", text, outlet="Fell Echo")
    begun, used = time.perf_counter(), time.process_time()
    claims = attribute(article)
    size = sum(len(chunk_text(article, claim)) for claim in claims)
    spans = sum(b - a for a, b in (context_span(text, claim) for claim in claims))
    wall, processor = time.perf_counter() - begun, time.process_time() - used
    cited = sum(not claim.own_voice for claim in claims)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return (
        f"{shape:20s} {wall:7.1f} s, {processor:7.1f} s of processor, {len(claims):7d} claims ({cited} cited), "
        f"chunks {size / 1e6:6.1f} MB, contexts {spans / 1e6:6.1f} MB, memory {memory:5d} MB"
    )


def growth(unit: str, characters: int) -> tuple[float, float]:
    """Processor seconds for a unit repeated to so many characters, and to twice as many."""
    short, long = (_seconds((unit * (size // len(unit) + 1))[:size]) for size in (characters, 2 * characters))
    return short, long


def _seconds(text: str) -> float:
    article = Article("a", text, outlet="Fell Echo")
    used = time.process_time()
    for claim in attribute(article):
        chunk_text(article, claim)
        context_span(text, claim)
    return time.process_time() - used


def families(count: int, characters: int, seed: int) -> None:
    """Print the growth of every shape and of ``count`` generated sentences."""
    chance = random.Random(seed)
    parts = (BEFORE, WHO, (" ",), VERB, MARK, (" ", *GAP), SAID, (" ", ", ", ". ", *GAP))
    made = ("".join(chance.choice(p) for _ in range(chance.randint(1, 2)) for p in parts) for _ in range(count))
    found = []
    attribute(Article("warm", "Ida Crane said it rained."))
    for unit in (*filter(None, SHAPES.values()), *made):
        short, long = growth(unit, characters)
        found.append((long / max(short, 0.05), unit))
        print(f"{found[-1][0]:5.2f} {short:7.2f} s {long:7.2f} s  {unit!r}", flush=True)
    print("worst", *(f"{ratio:.2f} {unit!r}" for ratio, unit in sorted(found, reverse=True)[:5]), sep="\n  ")


def _samples() -> list[Article]:
    from importlib.resources import files

    from index.articles import load

    return [one for one in load(str(files("index.samples") / "articles.jsonl")) if isinstance(one, Article)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--forms", type=int, default=2_000)
    parser.add_argument("--characters", type=int, default=1_000_000)
    parser.add_argument("--only", choices=SHAPES)
    parser.add_argument("--families", type=int, metavar="N")
    parser.add_argument("--seed", type=int, default=7)
    args = parser.parse_args()
    if args.families is not None:
        families(args.families, args.characters, args.seed)
        return
    if args.only:
        print(cost(args.only, args.characters), flush=True)
        return
    failed = forms(args.forms)
    print(f"{failed.total()} of {args.forms} forms end in an exception", dict(failed), flush=True)
    for shape in SHAPES:
        command = (
            sys.executable,
            "-m",
            "tests.benchmarks.hostile",
            "--only",
            shape,
            "--characters",
            str(args.characters),
        )
        subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
