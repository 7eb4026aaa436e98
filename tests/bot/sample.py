"""Invented evidence for tests of choosing, wording and the answer forms."""

from __future__ import annotations

from bot.question.parser import Kind, Query
from index.schema import Article, Evidence, Stance, StoredClaim
from tests.bot.fake_space import claim

BRIDGE = Article(
    "bridge",
    "The Sund Herald, citing two unnamed inspectors at the roads agency, claims that the bridge had been closed 14 "
    "times since 2019.\n"
    "Transport minister Orla Venn denied having seen the inspection report.\n"
    "The mayor of Kell, Bram Tosk, said that the bridge was safe for 3,000 cars a day.\n"
    "“We will rebuild it by June,” Venn said.\n"
    "Roads agency director Ulf Paske would not confirm that two cables had snapped.\n"
    "The union of ferry crews urged the council to reopen the old ferry line.\n"
    "The bridge is the worst built thing in the province.",
    title="Kell bridge: who knew what",
    outlet="Kell Observer",
    published="2025-03-02",
)
LATER = Article(
    "later",
    "Orla Venn said that the rebuilding would take until 2027.\n"
    "The Sund Herald reported that Bram Tosk had said the bridge was safe for 3,000 cars a day.\n"
    "A senior engineer who asked not to be named said that one cable had been replaced in 2021.\n"
    "Two cables did snap, Ulf Paske said on Friday.",
    title="Bridge minister moves the date",
    outlet="Province Today",
    published="2025-04-11",
)


def claims() -> list[StoredClaim]:
    """Every stance, a relay, an anonymous source, own voice, a second report and a changed account."""
    inspectors = "two unnamed inspectors at the roads agency"
    return [
        claim(BRIDGE, "the bridge had been closed 14 times since 2019", ["The Sund Herald", inspectors], inspectors,
              anonymous=True, number=0, source="The Sund Herald", cue="citing"),
        claim(BRIDGE, "having seen the inspection report", ["Transport minister Orla Venn"], "Orla Venn",
              Stance.DENIES, number=1, source="Transport minister Orla Venn", cue="denied"),
        claim(BRIDGE, "the bridge was safe for 3,000 cars a day", ["mayor of Kell, Bram Tosk"], "Bram Tosk", number=2,
              source="The mayor of Kell, Bram Tosk,", cue="said"),
        claim(BRIDGE, "“We will rebuild it by June,”", ["Venn"], "Orla Venn", Stance.VOWS, number=3, source="Venn",
              cue="said"),
        claim(BRIDGE, "two cables had snapped", ["Roads agency director Ulf Paske"], "Ulf Paske", Stance.WITHHOLDS,
              number=4, source="Roads agency director Ulf Paske", cue="would not confirm"),
        claim(BRIDGE, "to reopen the old ferry line", ["union of ferry crews"], "union of ferry crews", Stance.URGES,
              number=5, source="The union of ferry crews", cue="urged"),
        claim(BRIDGE, "The bridge is the worst built thing in the province.", number=6),
        claim(LATER, "the rebuilding would take until 2027", ["Orla Venn"], "Orla Venn", number=0, source="Orla Venn",
              cue="said"),
        claim(LATER, "the bridge was safe for 3,000 cars a day", ["The Sund Herald", "Bram Tosk"], "Bram Tosk",
              number=1, source="The Sund Herald", cue="reported"),
        claim(LATER, "one cable had been replaced in 2021", ["senior engineer"], "senior engineer", anonymous=True,
              number=2, source="A senior engineer who asked not to be named", cue="said"),
        claim(LATER, "Two cables did snap", ["Ulf Paske"], "Ulf Paske", number=3, source="Ulf Paske", cue="said"),
    ]  # fmt: skip


def evidence() -> list[Evidence]:
    """The claims as numbered evidence, each its own statement."""
    return [Evidence(n, stored, 10.0 - n) for n, stored in enumerate(claims(), 1)]


def query(kind: Kind = Kind.WHO, text: str = "Who says the bridge is safe?") -> Query:
    """A parsed question of a kind."""
    return Query(text, "the bridge is safe", kind)
