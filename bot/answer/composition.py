"""Chosen evidence -> the statements that are shown. Every sentence is `phrasing`'s; only fixed words are added here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from bot.answer import phrasing, source_label
from bot.answer.quotation import plain
from bot.question.parser import Kind, Query
from bot.retrieval.running import whole
from index.schema import Evidence, Role, Statement, StoredClaim
from index.text.counting import counted

SHORTEST = 25
"""Code points from which on a quotation that stands within another is the same."""
_QUOTED = re.compile("“([^”]*)”")
HEADS: dict[Role, str] = {
    Role.SAME_CLAIM: "The same elsewhere:",
    Role.OTHER_SIDE: "The other side:",
    Role.LEAVES_OPEN: "Left open:",
}
"""Words over the statements of a role; those that answer need none."""
_ORDER = (Role.ANSWERS, Role.SAME_CLAIM, Role.OTHER_SIDE, Role.LEAVES_OPEN)


def statements(query: Query, chosen: Sequence[Evidence]) -> list[Statement]:
    """One statement for each thing that somebody says, what answers first; reports of one statement are one."""
    units = _units(_without_headlines(chosen))
    if query.kind is Kind.CHANGED:
        units.sort(key=lambda unit: unit[0].stored.article.published or "9999")
    else:
        units.sort(key=lambda unit: _ORDER.index(unit[0].role))
    made: list[tuple[Statement, StoredClaim]] = []
    for at, unit in enumerate(units):
        text, lead = _text(query, unit, first=at == 0), unit[0].stored
        numbers = tuple(e.n for e in unit)
        same = next((i for i, (one, of) in enumerate(made) if _again(one.text, of, text, lead)), None)
        if same is None:
            made.append((Statement(text, numbers, unit[0].role), lead))
            continue
        one, of = made[same]
        longer = text if _begins(one.text, text) else one.text
        made[same] = Statement(longer, (*one.citations, *numbers), one.role), of
    return [one for one, _ in made]


def _again(text: str, of: StoredClaim, other: str, by: StoredClaim) -> bool:
    """True where of two sentences one says nothing new: its words begin the other's; or, of one speaker's in one
    article with one stance, they stand in the other's quotation."""
    if _begins(text, other) or _begins(other, text):
        return True
    alike = (of.article.id, of.claim.speaker, of.claim.stance) == (by.article.id, by.claim.speaker, by.claim.stance)
    return alike and (_inside(text, other) or _inside(other, text))


def _begins(short: str, long: str) -> bool:
    return long.startswith(short.rstrip(".”"))


def _inside(short: str, long: str) -> bool:
    quoted = _QUOTED.search(short)
    return quoted is not None and len(quoted[1]) >= SHORTEST and any(quoted[1] in q for q in _QUOTED.findall(long))


def _without_headlines(chosen: Sequence[Evidence]) -> list[Evidence]:
    """``chosen`` without claims of a headline whose article says it again, in whole sentences, among them."""
    bodies = {(e.stored.article.id, e.role) for e in chosen if not _in_headline(e.stored)}
    return [e for e in chosen if not _in_headline(e.stored) or (e.stored.article.id, e.role) not in bodies]


def _in_headline(stored: StoredClaim) -> bool:
    """True for a claim that stands in the text's first line, where that line is no sentence."""
    text, claim = stored.article.text, stored.claim
    first = text.lstrip().split("\n", 1)[0]
    begin = len(text) - len(text.lstrip())
    spans = (*claim.cue, *claim.content)
    return not first.rstrip().endswith((".", "!", "?", "”", '"')) and all(b <= begin + len(first) for _, b in spans)


def marked(statement: Statement) -> str:
    """A statement with the numbers of its citations, for a rendering in text."""
    numbers = "".join(f"[{n}]" for n in statement.citations)
    body = statement.text
    if not numbers:
        return body
    return f"{body[:-1]} {numbers}." if body.endswith(".") else f"{body} {numbers}"


def with_heads(made: Sequence[Statement]) -> list[str]:
    """The lines of an answer: marked statements, a head where a statement or the change of role has one."""
    lines: list[str] = []
    role = Role.ANSWERS
    for one in made:
        if one.head:
            lines.append(f"{one.head}:")
        elif one.role is not role and one.role in HEADS and lines:
            lines.append(HEADS[one.role])
        role = one.role
        lines.append(marked(one))
    return lines


def _units(chosen: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence that makes one statement: reports of one statement of one source, joint speakers of one claim."""
    units: list[list[Evidence]] = []
    for one in chosen:
        for unit in units:
            if unit[0].role in (one.role, Role.ANSWERS) and (_reported(unit[0], one) or _joint(unit[0], one)):
                unit.append(one)
                break
        else:
            units.append([one])
    return units


def _reported(one: Evidence, other: Evidence) -> bool:
    return other.stored.id in {r.id for r in one.reports} or one.stored.id in {r.id for r in other.reports}


def _joint(one: Evidence, other: Evidence) -> bool:
    """True for two speakers whom one printed source joins: "Ruiz and Berg said"."""
    a, b = one.stored.claim, other.stored.claim
    same = one.stored.article.id == other.stored.article.id
    return same and bool(a.cue) and (a.source, a.cue, a.content) == (b.source, b.cue, b.content)


def _text(query: Query, unit: Sequence[Evidence], *, first: bool) -> str:
    lead = whole(unit[0])
    said = phrasing.sentence(lead)
    articles = {e.stored.article.id: e.stored for e in unit}
    if query.kind is Kind.INDEPENDENCE and first:
        count = len(articles)
        return f"1 source, {counted(count, 'report')}{_outlets(articles.values())}: {said}"
    if query.kind is Kind.CHANGED:
        return f"{_when(lead, said)}{said}"
    if len(articles) > 1:
        body = said.removesuffix(".")
        return f"{body} – one source, {len(articles)} reports{_outlets(articles.values())}."
    return said


def _outlets(reports: Iterable[StoredClaim]) -> str:
    named = dict.fromkeys(source_label.outlet(r) for r in reports if r.article.outlet)
    return f" ({', '.join(named)})" if named else ""


def _when(stored: StoredClaim, said: str) -> str:
    """Date and outlet before a sentence, the outlet only where the sentence does not name it."""
    date = plain(stored.article.published or "")[:10]
    outlet = source_label.outlet(stored) if stored.article.outlet else ""
    parts = [part for part in (date, "" if f" {outlet} writes" in said else outlet) if part]
    return f"{', '.join(parts)}: " if parts else ""
