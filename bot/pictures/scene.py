"""What a picture shows, as plain words and numbers: the seam between claims and the ways of drawing them. Pure.

Every text here is on one line with hidden characters written out; whatever draws it escapes it for its own format.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from bot.answer import phrasing, source_label
from bot.answer.quotation import inner
from bot.pictures.visible import line
from bot.propositions.ranking import strongest
from bot.propositions.records import Position, Proposition, Turn
from index.schema import Stance, StoredClaim
from index.store.chunks import GAP

MOST_PROPOSITIONS = 12
MOST_POSITIONS = 8
MOST_POINTS = 40
"""So much an eye can take: propositions of a map, positions of a proposition, points of a timeline."""
WORDS_MOST, NAME_MOST, OUTLET_MOST, SENTENCE_MOST = 150, 60, 40, 420
COLOURS = 10
"""Outlets beyond so many share the last colour; each has its name beside it."""

VERBS: dict[Stance, str] = {
    Stance.ASSERTS: "asserts",
    Stance.DENIES: "denies",
    Stance.WITHHOLDS: "leaves open",
    Stance.URGES: "urges",
    Stance.VOWS: "vows",
    Stance.JUDGES: "judges",
}
ORDER = tuple(VERBS)
_LOOSE, _MARKS = " ,;:", '“”„‟"«»'


@dataclass(frozen=True, slots=True)
class Outlet:
    """A name, the number of its colour, and the day it reported."""

    name: str
    colour: int
    day: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Somebody's position, to be drawn: ``n`` is its number in the list below the picture.

    ``via``: through whom it came, outermost first. ``turn``: number of the earlier mark from which the speaker turned,
    0 where there is none. ``claim``: the id of the claim that is shown for it; ``reports``: how many carry it.
    """

    n: int
    stance: Stance
    name: str
    anonymous: bool
    via: tuple[str, ...]
    outlets: tuple[Outlet, ...]
    sentence: str
    claim: str
    words: str
    reports: int = 1
    turn: int = 0


@dataclass(frozen=True, slots=True)
class Row:
    """One wording and the marks that stand to it."""

    words: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """One proposition. ``left_out``: positions that are not drawn."""

    rows: tuple[Row, ...]
    state: str
    left_out: int


@dataclass(frozen=True, slots=True)
class Map:
    """The strongest propositions. ``left_out``: those that are not drawn."""

    title: str
    blocks: tuple[Block, ...]
    left_out: int
    outlets: tuple[Outlet, ...]

    @property
    def marks(self) -> list[Mark]:
        """All marks, by number."""
        return [mark for block in self.blocks for row in block.rows for mark in row.marks]


@dataclass(frozen=True, slots=True)
class Timeline:
    """What one speaker said when, oldest first, undated last. ``left_out``: the oldest points that are not drawn."""

    title: str
    points: tuple[Mark, ...]
    left_out: int
    outlets: tuple[Outlet, ...]


@dataclass
class Colours:
    """A number for each outlet, in the order in which they are first asked for."""

    known: dict[str, int] = field(default_factory=dict)

    def of(self, stored: StoredClaim) -> Outlet:
        """The outlet of a claim."""
        name = line(source_label.outlet(stored), OUTLET_MOST)
        number = self.known.setdefault(name, len(self.known))
        return Outlet(name, min(number, COLOURS - 1), (stored.article.published or "")[:10])

    def legend(self) -> tuple[Outlet, ...]:
        """All of them."""
        return tuple(Outlet(name, min(number, COLOURS - 1), "") for name, number in self.known.items())


def map_of(title: str, propositions: Iterable[Proposition], most: int = MOST_PROPOSITIONS) -> Map:
    """The map of propositions, the strongest first."""
    ordered = strongest(propositions)
    colours, numbers = Colours(), _Numbers()
    blocks = tuple(_block(one, colours, numbers) for one in ordered[:most])
    return Map(line(title, WORDS_MOST), blocks, max(0, len(ordered) - most), colours.legend())


def timeline_of(
    title: str, propositions: Iterable[Proposition], chosen: Iterable[str], most: int = MOST_POINTS
) -> Timeline:
    """The points of the claims whose ids are ``chosen``: each position once, with all outlets that report it."""
    wanted = set(chosen)
    colours, numbers = Colours(), _Numbers()
    found: list[tuple[Position, Sequence[Turn]]] = []
    for one in propositions:
        for wording in one.wordings:
            for position in wording.positions:
                if any(report.id in wanted for report in position.reports):
                    found.append((position, one.turns))
    found.sort(key=lambda point: _day(point[0].lead))
    dropped = max(0, len(found) - most)
    numbered = [(numbers.next(position), position, turns) for position, turns in found[dropped:]]
    points = tuple(_mark(n, position, turns, colours, numbers) for n, position, turns in numbered)
    return Timeline(line(title, WORDS_MOST), points, dropped, colours.legend())


def _day(stored: StoredClaim) -> tuple[str, str]:
    return (stored.article.published or "9999", stored.id)


class _Numbers:
    """Numbers of marks, and which claim has which."""

    def __init__(self) -> None:
        self.of: dict[str, int] = {}
        self.last = 0

    def next(self, position: Position) -> int:
        self.last += 1
        for report in position.reports:
            self.of[report.id] = self.last
        return self.last


def _block(one: Proposition, colours: Colours, numbers: _Numbers) -> Block:
    room = MOST_POSITIONS
    shown = []
    for wording in one.wordings:
        ordered = sorted(wording.positions, key=lambda p: (ORDER.index(p.stance), _day(p.lead)))[:room]
        room -= len(ordered)
        if ordered:
            shown.append((wording, [(numbers.next(position), position) for position in ordered]))
    rows = [
        Row(quoted(wording.lead), tuple(_mark(n, position, one.turns, colours, numbers) for n, position in numbered))
        for wording, numbered in shown
    ]
    state = "disputed" if one.contested else "left open" if one.open else ""
    return Block(tuple(rows), state, len(one.positions) - sum(len(row.marks) for row in rows))


def quoted(stored: StoredClaim, longest: int = WORDS_MOST) -> str:
    """The claim's words on one line between quotation marks."""
    bare = line(stored.quote).strip(_LOOSE)
    if bare[:1] and bare[0] in _MARKS:  # a direct quotation: its own marks go, those of each part
        bare = GAP.join(part.strip(_LOOSE + _MARKS) for part in bare.split(GAP))
    bare = line(inner(bare), longest)
    return f"“{bare}”" if bare else "“…”"


def _mark(n: int, position: Position, turns: Sequence[Turn], colours: Colours, numbers: _Numbers) -> Mark:
    lead = position.lead
    own = {report.id for report in position.reports}
    turned = next((numbers.of.get(turn.before.id, 0) for turn in reversed(turns) if turn.after.id in own), 0)
    outlets = {outlet.name: outlet for outlet in map(colours.of, position.reports)}
    return Mark(
        n=n,
        stance=position.stance,
        name=line(source_label.display(lead), NAME_MOST),
        anonymous=lead.claim.anonymous,
        via=tuple(dict.fromkeys(line(name, NAME_MOST) for name in source_label.relays(lead))),
        outlets=tuple(outlets.values()),
        sentence=line(phrasing.sentence(lead), SENTENCE_MOST),
        claim=lead.id,
        words=quoted(lead),
        reports=len(position.reports),
        turn=turned,
    )


def alt_text(scene: Map | Timeline, longest: int = 1000) -> str:
    """What the picture shows, in words, for who cannot see it."""
    if isinstance(scene, Timeline):
        lines = [f"Timeline: {scene.title}."] + [
            f"{mark.outlets[0].day or 'no date'}, {mark.outlets[0].name}: {VERBS[mark.stance]} {mark.words}."
            for mark in scene.points
        ]
    else:
        lines = [f"Map: {scene.title}."]
        for block in scene.blocks:
            for row in block.rows:
                who = "; ".join(f"{mark.name} {VERBS[mark.stance]}" for mark in row.marks)
                lines.append(f"{row.words}: {who}.")
    shown = " ".join(lines)
    return line(shown, longest)
