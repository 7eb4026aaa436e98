"""Invented reports with their claims marked by hand, and articles of strangers who mean no good."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from index.schema import Added, Article, Claim, Stance
from index.store.library import Library, Space

Said = tuple[tuple[str, ...], str, str]
"""The chain (the original source last; lower case: unnamed), the stance, the words."""

CUES = {"asserts": "said", "denies": "denied", "withholds": "would not confirm", "urges": "urged", "vows": "vowed"}


def article(key: str, outlet: str | None, published: str | None, said: Iterable[Said]) -> tuple[Article, list[Claim]]:
    """An article that says so in plain sentences, and its claims."""
    text, claims = "", []
    for chain, stance, words in said:
        start = len(text)
        text += chain[0] if len(chain) == 1 else f"{chain[0]} reported that {chain[-1]}"
        source = (start, len(text))
        text += " "
        cue = (len(text), len(text) + len(CUES[stance]))
        text += CUES[stance] + " "
        content = (len(text), len(text) + len(words))
        text += words + ".\n"
        anonymous = chain[-1][:1].islower()
        claims.append(Claim((source,), (cue,), (content,), chain, chain[-1], Stance(stance), anonymous))
    return Article(key, text.strip(), f"Title of {key}", outlet, None, published), claims


PIER = [
    article(
        "pier-1",
        "The Quay",
        "2026-02-01",
        [
            (("Ana Ferro",), "asserts", "the old pier of Lund Bay was never inspected"),
            (("Harbour Board",), "denies", "the old pier of Lund Bay was never inspected"),
            (("Bo Lind",), "asserts", "the harbour board has not taken any money from Nordkai for the pier"),
            (("a diver hired by the port",), "asserts", "two pillars of the pier are hollow"),
            (("Harbour Board",), "withholds", "two pillars of the pier are hollow"),
            (("Ana Ferro",), "urges", "the council to close the pier"),
        ],
    ),
    article(
        "pier-2",
        "Bay Radio",
        "2026-02-09",
        [
            (("The Quay", "a diver hired by the port"), "asserts", "two pillars of the pier are hollow"),
            (("Bo Lind",), "asserts", "the harbour board has taken money from Nordkai for the pier"),
            (("Ana Ferro",), "asserts", "nobody has ever inspected the old pier of Lund Bay"),
            (("Gerd Moll",), "vows", "to repaint the lighthouse by June"),
        ],
    ),
    article("pier-3", None, None, [(("Zeno Brack",), "asserts", "the ferry timetable will be printed on blue paper")]),
]


def stored(folder: Path, articles: Iterable[tuple[Article, list[Claim]]]) -> Library:
    """A library with these articles and claims in its default space."""
    library = Library.open(data_dir=folder)
    fill(library.space("default"), articles)
    return library


def fill(space: Space, articles: Iterable[tuple[Article, list[Claim]]]) -> None:
    """Store them with their claims as given."""
    known = list(articles)
    claims = {one.id: found for one, found in known}
    added: Iterator[Added] = space.add_many((one for one, _ in known), attribute=lambda one: claims[one.id])
    assert not [one.error for one in added if one.error]


PAYLOADS = (
    "<script>alert(1)</script>",
    "</script><script>window.owned=1</script>",
    "<img src=x onerror=window.owned=1>",
    "<svg/onload=window.owned=1>",
    '"><iframe src=https://evil.example/>',
    "</style><style>body{display:none}</style>",
    "<!-- <script>",
    "]]><!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>&a;",
    "{{ 7 * 7 }}{% for x in [] %}",
    '#eval("1") #image("/etc/passwd") #import "@preview/x:0.1.0"',
    "\u202eevil\u202c \u2066turned\u2069 \u200bgap \x07bell\x1b[31m",
    "\u2028\u2029\x00\ufeff\U000e0041",
    "' onmouseover='window.owned=1",
    "`${window.owned=1}` \\u003cscript\\u003e",
    "<base href=https://evil.example/><link rel=stylesheet href=https://evil.example/a.css>",
    "<meta http-equiv=refresh content='0;url=https://evil.example/'>",
    "عربي נסיון 漢字 😀👩‍👩‍👧 ﷽",
    "A" * 300,
    "<a href='javascript:window.owned=1'>x</a>",
    "</textarea></title></noscript></template><script>window.owned=1</script>",
)
URLS = (
    "javascript:window.owned=1",
    "data:text/html,<script>window.owned=1</script>",
    "https://news.example/a?b=<script>&c=\"'",
    "  java\nscript:window.owned=1",
    "file:///etc/passwd",
    "//evil.example/x",
    "https://",
    "http://[broken",
)


def hostile(count: int = 40) -> list[tuple[Article, list[Claim]]]:
    """Articles whose every word that can be is meant to be run."""
    found = []
    for n in range(count):
        bad = PAYLOADS[n % len(PAYLOADS)]
        key = f"bad-{n}{bad[:40] if n % 3 == 0 else ''}"
        one, claims = article(
            key,
            f"{bad} Gazette {n % 7}",
            f"2026-03-{1 + n % 28:02d}",
            [
                ((f"Mo {bad}",), "asserts", f"the dam number {n} holds {bad} well"),
                ((f"Li {n} {bad}", f"a source {bad}"), "denies", f"the dam number {n} holds {bad} well"),
            ],
        )
        found.append(
            (
                Article(
                    one.id, one.text, f"{bad} title", one.outlet, bad, one.published, URLS[n % len(URLS)], located=False
                ),
                claims,
            )
        )
    return found


def many(count: int) -> list[tuple[Article, list[Claim]]]:
    """Articles with ``count`` claims in all, ten each."""
    stances = ("asserts", "denies", "withholds", "urges", "vows")
    streets = "Elm Oak Birch Rowan Alder Hazel Cedar Maple Ash Pine".split()
    things = "bridge mill tower kiosk depot gate ramp tunnel shelter bench".split()
    found = []
    for n in range((count + 9) // 10):
        said = [
            (
                (f"Speaker{(n * 7 + k) % 97} Holm",),
                stances[(n + k) % 5],
                f"the {things[k]} of {streets[n % 10]} Street number {n} will cost {n * 13 + k} crowns",
            )
            for k in range(min(10, count - 10 * n))
        ]
        day = f"2026-{1 + n % 12:02d}-{1 + n % 28:02d}"
        found.append(article(f"many-{n}", f"Paper {n % 12}", day, said))
    return found
