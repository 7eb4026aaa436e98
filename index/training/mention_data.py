"""Texts with their mentions resolved -> labels for units and mentions: our own articles, GUM and GAP."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from index.attribution.coreference.detection import Kind, Role
from index.attribution.coreference.entities import Cast
from index.attribution.extraction.tokenization import Units
from index.attribution.lexicon.nouns import HEAD_ENDS
from index.attribution.lexicon.tokens import AUXILIARIES
from index.attribution.lexicon.verbs import VERBS
from index.training.passages import Passage, compile_passage

MARK = re.compile(r"\{(\d+)\||\}")
KINDS = {"person": Kind.PERSON, "group": Kind.GROUP, "org": Kind.ORGANISATION, "place": Kind.PLACE}
KINDS |= {"organization": Kind.ORGANISATION, "document": Kind.DOCUMENT}
RELATIONS = {"nsubj": Role.SUBJECT, "csubj": Role.SUBJECT, "obj": Role.OBJECT, "iobj": Role.OBJECT, "obl": Role.OBLIQUE}
RELATIONS |= {"nmod": Role.MODIFIER, "nmod:poss": Role.OWNER, "appos": Role.APPOSITION, "conj": Role.CONJUNCT}
ENDS = HEAD_ENDS | frozenset(", ; : ( ) — – by with whom".split())
UNSAID = -1  # a begin that the annotation says nothing about


@dataclass(frozen=True)
class Gold:
    """One mention as annotated: its span, its head noun's span (None: to be found), its entity and kind."""

    start: int
    end: int
    head: tuple[int, int] | None
    cluster: str
    kind: Kind


@dataclass(frozen=True)
class Resolved:
    """A text with its mentions. ``whole``: every noun phrase is annotated, those of no speaker too, and ``roles`` tells
    how each token stands in its clause: (offset, role). ``asked``: where the only mentions begin that are resolved, if
    not all are; then these and the names are all that is annotated."""

    id: str
    text: str
    gold: list[Gold]
    whole: bool = False
    roles: tuple[tuple[int, Role], ...] = ()
    asked: frozenset[int] | None = None


@dataclass(frozen=True)
class Ambiguous:
    """One item of GAP: a pronoun and two names, each with whether it is meant."""

    id: str
    text: str
    pronoun: int
    names: tuple[tuple[int, int], tuple[int, int]]
    meant: tuple[bool, bool]


def own_articles(folder: Path) -> Iterator[Resolved]:
    """Our own articles. Raises ValueError where a mark is not closed or its entity is not listed."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            record = json.loads(line)
            text, gold = unmarked(record)
            yield Resolved(record["id"], text, gold)


def unmarked(record: dict[str, Any]) -> tuple[str, list[Gold]]:
    """``{3|she}`` in ``record["text"]`` -> (plain text, mentions)."""
    plain: list[str] = []
    opened: list[tuple[str, int]] = []
    gold = []
    at = length = 0
    for mark in MARK.finditer(record["text"]):
        plain.append(record["text"][at : mark.start()])
        length += mark.start() - at
        at = mark.end()
        if mark[1]:
            opened.append((mark[1], length))
            continue
        if not opened:
            raise ValueError(f"{record['id']}: a mention is closed that was never opened")
        cluster, start = opened.pop()
        entity = record["entities"].get(cluster)
        if entity is None:
            raise ValueError(f"{record['id']}: entity {cluster} is not listed")
        gold.append(Gold(start, length, None, cluster, KINDS[entity["kind"]]))
    if opened:
        raise ValueError(f"{record['id']}: a mention is not closed")
    return "".join(plain) + record["text"][at:], gold


def spoken(folder: Path) -> Iterator[Resolved]:
    """Our own passages whose claims name the speaker: the pronouns and descriptions that are sources of claims."""
    for path in sorted(folder.glob("*.jsonl")):
        for line in path.read_text(encoding="utf8").splitlines():
            passage = compile_passage(json.loads(line))
            cast = Cast(passage.text)
            number = {id_of(entity): k for k, entity in enumerate(cast.entities)}
            gold = [
                Gold(m.start, m.end, (m.end - 1, m.end), str(number[id_of(cast.entity_of(k))]), Kind.PERSON)
                for k, m in enumerate(cast.mentions)
            ]
            sources = dict(_sources(passage, cast))
            if sources:
                gold += [Gold(*span, None, str(number), Kind.PERSON) for span, number in sources.items()]
                yield Resolved(passage.id, passage.text, gold, asked=frozenset(a for a, _ in sources))


def _sources(passage: Passage, cast: Cast) -> Iterator[tuple[tuple[int, int], int]]:
    """(span, entity) of each source that is no name and whose speaker the passage names."""
    for claim in passage.claims:
        for span in passage.spans[claim["n"]].get("s", []):
            speaker = claim["speaker"] or ""
            bearer = next((k for k, e in enumerate(cast.entities) if e.name in speaker), None)
            if bearer is not None and speaker.endswith(cast.entities[bearer].name) and not cast.inside(*span):
                yield span, bearer


def gum(path: Path) -> Iterator[Resolved]:
    """The documents of GUM, heads taken from its trees."""
    with path.open(encoding="utf8") as lines:
        for line in lines:
            yield _gum_document(json.loads(line))


def _gum_document(record: dict[str, Any]) -> Resolved:
    tokens = record["tokens"]
    starts = [t[0] for t in tokens]
    gold = []
    for m in record["mentions"]:
        low, high = np.searchsorted(starts, [m["start"], m["end"]]).tolist()
        inside = range(low, max(high, low + 1))
        head = next((k for k in inside if tokens[k][3] not in inside), low)
        head = next((k for k in reversed(inside) if tokens[k][3] == head and tokens[k][4] == "flat"), head)
        joint = [k for k in inside if tokens[k][4] == "conj" and tokens[k][3] == head]
        kind = KINDS.get(m["type"], Kind.THING)
        if joint and kind == Kind.PERSON:
            head = next((k for k in inside if tokens[k][4] == "cc" and tokens[k][3] in joint), head)
            kind = Kind.GROUP
        elif kind == Kind.PERSON and _plural(record["text"], tokens[head]):
            kind = Kind.GROUP
        gold.append(Gold(m["start"], m["end"], tuple(tokens[head][:2]), str(m["cluster"]), kind))
    roles = tuple(
        (
            t[0],
            RELATIONS.get(
                t[4].split(":poss")[0] + ":poss" * (":poss" in t[4]), RELATIONS.get(t[4].split(":")[0], Role.OTHER)
            ),
        )
        for t in tokens
    )
    return Resolved(record["id"], record["text"], gold, whole=True, roles=roles)


def _plural(text: str, token: list[Any]) -> bool:
    word = text[token[0] : token[1]].lower()
    many = word in ("they", "them", "their", "we", "us", "our", "people", "those", "these", "both", "others")
    return many or (token[2] == "NOUN" and word != token[5].lower())


def gap(path: Path) -> Iterator[Ambiguous]:
    """The items of GAP."""
    with path.open(encoding="utf8", newline="") as lines:
        for row in csv.DictReader(lines, delimiter="\t", quoting=csv.QUOTE_NONE):
            a, b = int(row["A-offset"]), int(row["B-offset"])
            yield Ambiguous(
                row["ID"],
                row["Text"],
                int(row["Pronoun-offset"]),
                ((a, a + len(row["A"])), (b, b + len(row["B"]))),
                (row["A-coref"].upper() == "TRUE", row["B-coref"].upper() == "TRUE"),
            )


def head_unit(words: list[str], units: Units, gold: Gold) -> int:
    """The unit of a mention's head noun; for "X and Y" the unit "and". ``words`` are the units in lower case."""
    if gold.head is not None:
        return min(int(np.searchsorted(units.ends, gold.head[1] - 1, side="right")), len(units) - 1)
    low = int(np.searchsorted(units.ends, gold.start, side="right"))
    high = max(low + 1, int(np.searchsorted(units.starts, gold.end)))
    if gold.kind == Kind.GROUP and "and" in words[low:high] and not {",", "who", "of"} & set(words[low : low + 2]):
        return low + words[low:high].index("and")
    at = low + 1
    while at < high and words[at] not in ENDS:
        at += 1
    return at - 1


@dataclass(frozen=True)
class UnitLabels:
    """``allowed`` (units, kinds): the kinds that the annotation of a unit allows; ``begin``: whether a noun phrase
    begins there, ``role``: how it stands in its clause (``UNSAID`` where not annotated)."""

    allowed: np.ndarray
    begin: np.ndarray
    role: np.ndarray


def unit_labels(document: Resolved, words: list[str], units: Units) -> UnitLabels:
    """Labels of each unit of a document."""
    allowed = np.zeros((len(units), len(Kind)), dtype=bool)
    allowed[:, [Kind.NONE] if document.whole else [Kind.NONE, Kind.THING, Kind.PLACE]] = True
    begin = np.full(len(units), 0 if document.whole else UNSAID, dtype=np.int64)
    for gold in document.gold:
        low = int(np.searchsorted(units.ends, gold.start, side="right"))
        head = head_unit(words, units, gold)
        if not document.whole:
            begin[low + 1 : head + 1] = np.where(begin[low + 1 : head + 1] == 1, 1, 0)
        begin[low] = 1
        allowed[head] = False
        allowed[head, [Kind.THING, Kind.DOCUMENT] if gold.kind == Kind.THING else [gold.kind]] = True
    role = np.full(len(units), UNSAID, dtype=np.int64)
    for offset, one in document.roles:
        role[int(np.searchsorted(units.ends, offset, side="right"))] = one
    return UnitLabels(allowed, begin, role)


MASKED = 0.7  # share of the surnames that are replaced by a pronoun where they can be
NEAR = 700  # characters back within which the bearer must be named for a pronoun to be natural
BEFORE_SUBJECT = frozenset(', that but and as when while if because where whether " “ . ; : said says'.split())
BEFORE_OBJECT = frozenset("of in for from with by to about against at on told asked said behind".split())
FORMS = {"m": ("he", "him", "his"), "f": ("she", "her", "her")}


def masked(id: str, text: str, rng: random.Random) -> Resolved | None:
    """An article in which surnames were replaced by pronouns, so that it is known whom these mean; None where there is
    none to replace. Names that stand alone, of bearers of known gender who were named shortly before."""
    cast = Cast(text)
    number = {id_of(entity): k for k, entity in enumerate(cast.entities)}
    out: list[str] = []
    gold: list[Gold] = []
    asked: set[int] = set()
    at = length = 0
    last: dict[int, int] = {}
    for k, mention in enumerate(cast.mentions):
        entity = cast.entity_of(k)
        key = number[id_of(entity)]
        pronoun = _pronoun_for(text, cast, k, last.get(key, -NEAR)) if rng.random() < MASKED else None
        start, end = mention.start, mention.end + (2 if pronoun and mention.possessive else 0)
        shown = pronoun or text[start:end]
        out.append(text[at:start] + shown)
        length += start - at + len(shown)
        at = end
        gold.append(Gold(length - len(shown), length, (length - 1, length), str(key), Kind.PERSON))
        if pronoun:
            asked.add(length - len(shown))
        else:
            last[key] = start
    if not asked:
        return None
    return Resolved(id, "".join(out) + text[at:], gold, asked=frozenset(asked))


def id_of(entity: object) -> int:
    """What tells one entity of a cast from another."""
    return id(entity)


def _pronoun_for(text: str, cast: Cast, k: int, named: int) -> str | None:
    """The pronoun that can stand for a mention, None where none can."""
    mention, entity = cast.mentions[k], cast.entity_of(k)
    alone = len(mention.tokens) == 1 and not (mention.titles or mention.role or mention.article)
    if not alone or entity.kind != "person" or entity.gender is None or mention.start - named > NEAR:
        return None
    subject, object_, owner = FORMS[entity.gender]
    if mention.possessive:
        found: str | None = owner if text[mention.end : mention.end + 2] in ("'s", "’s") else None
    else:
        before = re.findall(r"\w+|[^\w\s]", text[max(0, mention.start - 20) : mention.start])[-1:]
        word = before[0].lower() if before else "."
        after = re.findall(r"[^\W_]+", text[mention.end : mention.end + 20])[:1]
        verb = bool(after) and (after[0] in AUXILIARIES or after[0] in VERBS)
        found = object_ if word in BEFORE_OBJECT and not verb else None
        found = subject if verb or (found is None and word in BEFORE_SUBJECT) else found
        opening = not before or text[max(0, mention.start - 2) : mention.start].strip() in (".", '"', "“", "")
        found = found.capitalize() if found and opening and word in (".", '"', "“") else found
    return found
