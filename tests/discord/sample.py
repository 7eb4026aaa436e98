"""Invented articles that contradict one another, for the scenarios."""

from __future__ import annotations

from index.schema import Article, Claim, Stance

BRIDGE = Article(
    "bridge-1",
    "The old harbour bridge in Lunden is safe for lorries, the city engineer Maria Lind said on Monday. "
    "“We have tested every cable,” she said.\n\n"
    "The dockers' union denied that the bridge is safe. Its chairman Tom Varga said "
    "the union had not seen the tests.\n\n"
    "The transport ministry declined to confirm that the bridge is safe.\n",
    "Engineer calls harbour bridge safe",
    "Lunden Courier",
    "Ada Brook",
    "2026-05-04",
    "https://courier.example/bridge(1)?a=b&c=d",
)
BRIDGE_TWO = Article(
    "bridge-2",
    "Unnamed officials at the transport ministry told the Coast Herald that two cables of the harbour "
    "bridge are rusted.\n\n"
    "Maria Lind denied that any cable of the bridge is rusted.\n",
    "Officials speak of rust on the bridge",
    "Coast Herald",
    None,
    "2026-05-06",
    "https://herald.example/rust",
)
ARTICLES = [BRIDGE, BRIDGE_TWO]
Written = tuple[str, list[str], str, Stance, bool]  # content, chain, speaker, stance, anonymous
CLAIMS: dict[str, list[Written]] = {
    "bridge-1": [
        (
            "The old harbour bridge in Lunden is safe for lorries",
            ["the city engineer Maria Lind"],
            "Maria Lind",
            Stance.ASSERTS,
            False,
        ),
        ("“We have tested every cable,”", ["she"], "Maria Lind", Stance.ASSERTS, False),
        ("the bridge is safe", ["The dockers' union"], "dockers' union", Stance.DENIES, False),
        ("the union had not seen the tests", ["Tom Varga"], "Tom Varga", Stance.ASSERTS, False),
        ("the bridge is safe", ["The transport ministry"], "transport ministry", Stance.WITHHOLDS, False),
    ],
    "bridge-2": [
        (
            "two cables of the harbour bridge are rusted",
            ["Coast Herald", "Unnamed officials at the transport ministry"],
            "Unnamed officials at the transport ministry",
            Stance.ASSERTS,
            True,
        ),
        ("any cable of the bridge is rusted", ["Maria Lind"], "Maria Lind", Stance.DENIES, False),
    ],
}


def attribute(article: Article) -> list[Claim]:
    """The claims written down above, where the text still holds them; other articles go through the real engine."""
    if article.id not in CLAIMS:
        from index.attribution import attribute as engine

        return engine(article)
    found = []
    for content, chain, speaker, stance, anonymous in CLAIMS[article.id]:
        at = article.text.find(content)
        if at >= 0:
            found.append(Claim((), (), ((at, at + len(content)),), tuple(chain), speaker, stance, anonymous))
    return found
