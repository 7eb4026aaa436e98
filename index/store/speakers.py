"""The catalogue of speakers of a space: one entry for all forms of a name, kept up as claims come and go.

A claim points to the name it was printed with; a name points to its speaker. Which names are one speaker is decided
by ``names.cluster`` over all names that share a last name (or an organisation's initials), each time one of them
changes, so that the catalogue does not depend on the order in which articles came in.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import Any, Protocol

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from index.schema import Claim, Speaker
from index.store.tables import names
from index.text.folding import fold
from index.text.names import Counted, Name, cased_words, cluster, display, matches, parse, telling

Printed = tuple[str, bool]
"""A name as printed (leading article away), and whether it is an anonymous description."""

_IN = 500  # values in one IN list


def printed(claim: Claim) -> Printed | None:
    """The name a claim is entered under; None where the article speaks itself or the speaker is not resolved."""
    if claim.own_voice or not claim.speaker or not claim.speaker.strip():
        return None
    return display(claim.speaker), claim.anonymous


def count(connection: Connection, space_id: int, more: Mapping[Printed, int]) -> dict[Printed, int]:
    """Add to (or, negative, take from) the claims of each name; gives the names' rows. Regroups what is touched."""
    known = _rows(connection, space_id, {text for text, _ in more})
    touched = {parse(text).shelf for text, _ in more}
    new = [
        {
            "space_id": space_id, "text": text, "folded": fold(text), "anonymous": anonymous,
            "last": parse(text).last, "shelf": parse(text).shelf, "claims": n, "speaker_id": 0,
        }
        for (text, anonymous), n in more.items()
        if (text, anonymous) not in known
    ]  # fmt: skip
    old = [{"row": known[key], "more": n} for key, n in more.items() if key in known]
    if new:
        connection.execute(sa.insert(names), new)
    if old:
        grown = sa.update(names).where(names.c.id == sa.bindparam("row"))
        connection.execute(grown.values(claims=names.c.claims + sa.bindparam("more")), old)
    _regroup(connection, space_id, touched)
    return _rows(connection, space_id, {text for text, _ in more})


def sweep(connection: Connection, space_id: int) -> None:
    """Delete names that no claim carries any more."""
    gone = sa.delete(names).where(names.c.space_id == space_id, names.c.claims <= 0).returning(names.c.shelf)
    _regroup(connection, space_id, {str(shelf) for (shelf,) in connection.execute(gone)})


def _rows(connection: Connection, space_id: int, texts: Collection[str]) -> dict[Printed, int]:
    found: dict[Printed, int] = {}
    for part in _parts(texts):
        wanted = sa.select(names.c.text, names.c.anonymous, names.c.id)
        wanted = wanted.where(names.c.space_id == space_id, names.c.text.in_(part))
        found |= {(text, bool(anonymous)): row for text, anonymous, row in connection.execute(wanted)}
    return found


def _regroup(connection: Connection, space_id: int, shelves: Collection[str]) -> None:
    by_shelf: dict[str, list[Any]] = defaultdict(list)
    for part in _parts(shelves):
        for row in connection.execute(sa.select(names).where(names.c.space_id == space_id, names.c.shelf.in_(part))):
            by_shelf[row.shelf].append(row)
    changed = []
    for rows in by_shelf.values():
        before = {row.id: row.speaker_id for row in rows}
        for group in cluster(Counted(row.id, row.text, row.claims, row.anonymous) for row in rows):
            speaker = min(name.id for name in group)
            changed += [{"row": name.id, "speaker": speaker} for name in group if before[name.id] != speaker]
    if changed:
        moved = sa.update(names).where(names.c.id == sa.bindparam("row")).values(speaker_id=sa.bindparam("speaker"))
        connection.execute(moved, changed)


def speakers(connection: Connection, space_id: int, match: str = "", limit: int | None = None) -> list[Speaker]:
    """The speakers of a space, most claims first; ``match`` keeps those with a name that contains it."""
    total = sa.func.sum(names.c.claims)
    found = sa.select(names.c.speaker_id).where(names.c.space_id == space_id)
    if match.strip():
        contains = names.c.folded.contains(fold(match.strip()), autoescape=True)
        with_name = sa.select(names.c.speaker_id).where(names.c.space_id == space_id, contains)
        found = found.where(names.c.speaker_id.in_(with_name))
    found = found.group_by(names.c.speaker_id).order_by(total.desc(), names.c.speaker_id).limit(limit)
    return by_id(connection, space_id, [row for (row,) in connection.execute(found)])


def by_id(connection: Connection, space_id: int, speaker_ids: Sequence[int]) -> list[Speaker]:
    """The speakers of these ids, in that order; ids that are not there are left out."""
    groups: dict[int, list[Counted]] = defaultdict(list)
    for part in _parts(speaker_ids):
        wanted = sa.select(names).where(names.c.space_id == space_id, names.c.speaker_id.in_(part))
        for row in connection.execute(wanted):
            groups[row.speaker_id].append(Counted(row.id, row.text, row.claims, row.anonymous))
    made = {speaker: _speaker(speaker, group) for speaker, group in groups.items()}
    return [made[speaker] for speaker in dict.fromkeys(speaker_ids) if speaker in made]


def _speaker(speaker_id: int, group: list[Counted]) -> Speaker:
    ordered = sorted(group, key=lambda name: (parse(name.text).bare, *telling(name)))
    aliases = tuple(name.text for name in ordered[1:])
    return Speaker(speaker_id, ordered[0].text, aliases, ordered[0].anonymous, sum(name.count for name in group))


def matching(connection: Connection, space_id: int, wanted: str) -> list[Speaker]:
    """The speakers someone who types ``wanted`` can mean, most claims first."""
    name = parse(wanted)
    lasts = {name.last, name.key, name.shelf, *name.tokens[-1:]}
    near = sa.or_(names.c.last.in_(lasts), names.c.shelf.in_(lasts), names.c.folded == fold(wanted.strip()))
    rows = connection.execute(sa.select(names).where(names.c.space_id == space_id, near)).all()
    exact = [
        row.speaker_id for row in rows if fold(row.text) == fold(wanted.strip()) or parse(row.text).key == name.key
    ]
    found = exact or [row.speaker_id for row in rows if not row.anonymous and matches(wanted, row.text)]
    return sorted(by_id(connection, space_id, found), key=lambda speaker: -speaker.claims)


class Lookup(Protocol):
    """See ``read_cache.Kept.other``."""

    def __call__(
        self, name: str, wanted: Collection[Any], read: Callable[[list[Any]], Mapping[Any, Any]]
    ) -> dict[Any, Any]:
        """What is known under ``name`` of what is wanted, else as ``read`` gives it."""


def _uncached(name: str, wanted: Collection[Any], read: Callable[[list[Any]], Mapping[Any, Any]]) -> dict[Any, Any]:
    return dict(read(list(wanted)))


def named_in(connection: Connection, space_id: int, text: str, known: Lookup = _uncached) -> list[Speaker]:
    """The speakers that free text names, in text order. ``known`` looks up what has been read before.

    The longest form counts ("Hillary Clinton" is not also "Clinton"). A last name alone stands for the speaker that
    holds it as an alias, else for all who bear it. In a text with capitals a single word has to have one.
    """
    cased = cased_words(text)
    found = [word for word, _ in cased]
    if not found:
        return []
    by_word = known("names", dict.fromkeys(found), lambda words: _named_by(connection, space_id, words))
    rows = list({row.id: row for near in by_word.values() for row in near}.values())
    capitals = any(c.isupper() for c in text[1:])
    taken = [False] * len(found)
    hits: list[tuple[int, int]] = []  # position, speaker
    rows.sort(key=lambda row: (-row.claims, row.speaker_id, row.id))
    named = [(parse(row.text), row) for row in rows]
    for name, row in sorted(named, key=lambda pair: (-len(pair[0].tokens), -pair[1].claims)):
        if row.anonymous and len(name.tokens) < 2:
            continue
        for at in _places(name, found):
            covered = range(at, at + len(name.tokens))
            if len(covered) == 1 and capitals and not cased[at][1]:
                continue
            if not any(taken[i] for i in covered) or (at, row.speaker_id) in hits:
                hits.append((at, row.speaker_id))
                for i in covered:
                    taken[i] = True
    for at, (word, capital) in enumerate(cased):
        if not taken[at] and (capital or not capitals):
            hits += [
                (at, row.speaker_id) for name, row in named if name.person and name.last == word and not row.anonymous
            ]
    ordered = list(dict.fromkeys(speaker for _, speaker in sorted(hits, key=lambda hit: hit[0])))
    there = known("speakers", ordered, lambda ids: {one.id: one for one in by_id(connection, space_id, ids)})
    return [there[speaker] for speaker in ordered if speaker in there]


def _named_by(connection: Connection, space_id: int, words: Sequence[str]) -> dict[str, list[Any]]:
    """For each of the words the names that it ends or that lie on its shelf."""
    found: dict[str, list[Any]] = {word: [] for word in words}
    for part in _parts(words):
        near = sa.or_(names.c.last.in_(part), names.c.shelf.in_(part))
        for row in connection.execute(sa.select(names).where(names.c.space_id == space_id, near)):
            for word in {row.last, row.shelf} & found.keys():
                found[word].append(row)
    return found


def _places(name: Name, found: Sequence[str]) -> list[int]:
    n = len(name.tokens)
    return [i for i in range(len(found) - n + 1) if n and tuple(found[i : i + n]) == name.tokens]


def counted(claims: Iterable[Claim]) -> Counter[Printed]:
    """How many of the claims each name has."""
    return Counter(key for claim in claims if (key := printed(claim)) is not None)


def _parts(values: Collection[Any]) -> Iterable[list[Any]]:
    ordered = sorted(values) if isinstance(values, (set, frozenset)) else list(values)
    return (ordered[at : at + _IN] for at in range(0, len(ordered), _IN))
