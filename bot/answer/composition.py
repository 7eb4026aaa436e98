"""Chosen evidence -> the statements that are shown. Every sentence is `phrasing`'s; only fixed words are added here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from bot.answer import phrasing, repetition, source_label
from bot.answer.predicate import Form, headline_of, printed
from bot.answer.quotation import plain
from bot.answer.repetition import Made
from bot.question.parser import Kind, Query
from bot.retrieval.features import start_of
from bot.retrieval.matching import taken_over
from bot.retrieval.running import goes_on, whole
from index.schema import Evidence, Role, Statement, StoredClaim
from index.store.chunks import sentence_span
from index.text.counting import counted

NEAR = 3
"""Statements back to which a reader remembers what was quoted."""
HEADS: dict[Role, str] = {
    Role.SAME_CLAIM: "The same elsewhere:",
    Role.OTHER_SIDE: "The other side:",
    Role.LEAVES_OPEN: "Left open:",
}
"""Words over the statements of a role; those that answer need none."""
_ORDER = (Role.ANSWERS, Role.SAME_CLAIM, Role.OTHER_SIDE, Role.LEAVES_OPEN)


def statements(query: Query, chosen: Sequence[Evidence]) -> list[Statement]:
    """One statement for each thing that somebody says, what answers first; reports of one statement are one."""
    units = _units(query, _without_headlines(chosen))
    if query.kind is Kind.CHANGED:
        units.sort(key=lambda unit: _told_at(unit[0].stored))
    else:
        units.sort(key=lambda unit: _ORDER.index(unit[0].role))
    made: list[Made] = []
    for unit in units:
        told, lead = [one.text for one, _ in made], unit[0].stored
        numbers = tuple(e.n for e in unit)
        said = Statement(_text(query, unit, told[-NEAR:]), numbers, unit[0].role)
        same = next((i for i, (one, of) in enumerate(made) if repetition.is_again(one, of, said, lead)), None)
        if same is None:
            made.append((said, lead))
        else:  # it may take the place of that one, so that it needs to be clear without it
            text = _text(query, unit, told[max(0, same - NEAR) : same])
            made[same] = repetition.as_one(*made[same], replace(said, text=text), lead)
    evidence = {e.n: e for e in chosen}
    if query.kind is Kind.INDEPENDENCE:
        return _counted([one for one, _ in made], evidence)
    if query.kind in (Kind.CHANGED, Kind.ORIGIN):  # with a date or a count of reports, each for itself
        return [one for one, _ in made]
    return repetition.told_once(_in_one_go(repetition.folded(made), evidence))


_OF_ANOTHER = re.compile(r"\b(?:of|for|from|to|by|with|and)\b")
"""What makes the words before a name more than a title: "a lawyer for | Ida Holm"."""
NEARLY = 0.5
"""How much of the probability of the one to answer the other must have to be told before it."""
TOGETHER = 900
"""Code points of what one speaker says in a row that is one statement."""


def _in_one_go(made: Sequence[Made], evidence: dict[int, Evidence]) -> list[Statement]:
    """Statements, those in which a speaker goes on from one to the next as one; none that would only go on, and behind
    the first none that cannot be understood."""
    rest = list(made)
    joined: list[Statement] = []
    while rest:
        row = [rest.pop(0)]
        row = [*_popped(rest, [_leads_to(one, row[0], evidence) for one in rest]), *row]
        while found := _popped(rest, [_goes_on(row, one, evidence) for one in rest]):
            row += found
        told = [one.text for one in joined]
        texts = [_known(row[0][0].text, row[0][1], told)]
        for before, one in pairwise(row):
            text = _following(one, evidence, named=repetition.as_printed(before[0].text, before[1])) or ""
            texts.append(_known(text, one[1], [*told, *texts]))
        best_first = sorted(row, key=made.index)
        numbers = tuple(dict.fromkeys(n for one, _ in best_first for n in one.citations))
        if not (joined and len(row) == 1 and phrasing.is_unclear(row[0][1])):
            joined.append(Statement(" ".join(texts), numbers, row[0][0].role))
    own = [one for one in joined if not all(evidence[n].follows for n in one.citations)]
    return own or joined


def _known(text: str, stored: StoredClaim, told: Sequence[str]) -> str:
    """A statement whose source goes by the bare name where a statement before it has told who that is."""
    name = source_label.display(stored)
    label = source_label.capitalised((source_label.subject(stored) or name).rstrip(","))
    begin, found, behind = label.partition(name)
    described = (behind.startswith(", ") and not begin) or (begin and not behind and not _OF_ANOTHER.search(begin))
    if not found or not described or " " not in name or not text.startswith(label):
        return text
    known = any(label in one or name in one.partition("“")[0] for one in told)
    return name + text.removeprefix(label).removeprefix(",") if known else text


def _leads_to(one: Made, other: Made, evidence: dict[int, Evidence]) -> bool:
    """True where a statement is printed before the other that its speaker goes on with, though that answers better: it
    makes that clear, begins its sentence, or answers nearly as well."""
    if not _goes_on([one], other, evidence):
        return False
    text = other[1].article.text
    began = sentence_span(text, one[1].claim) == sentence_span(text, other[1].claim)
    first, then = (max(evidence[n].probability for n in each[0].citations) for each in (one, other))
    clear = f"({phrasing.BEFORE}: " not in one[0].text and not repetition.as_printed(one[0].text, one[1])
    return began or f"({phrasing.BEFORE}: " in other[0].text or (clear and first >= NEARLY * then)


def _popped(rest: list[Made], wanted: Sequence[bool]) -> list[Made]:
    """The first of ``rest`` that is wanted, taken out of it; none or one."""
    return [rest.pop(wanted.index(True))] if True in wanted else []


def _spoken(one: Made, evidence: dict[int, Evidence]) -> StoredClaim:
    """The claim that a statement prints, with all of its quotation."""
    return next((whole(evidence[n]) for n in one[0].citations if evidence[n].stored is one[1]), one[1])


def _following(one: Made, evidence: dict[int, Evidence], *, named: bool) -> str | None:
    """A statement as it goes on from the one before; None where it says more than its claim, or cannot."""
    said = _spoken(one, evidence)
    if repetition.plainly(one[0].text).rstrip(".") != repetition.plainly(phrasing.sentence(said)).rstrip("."):
        return None
    return phrasing.following(said, named=named)


def _goes_on(row: Sequence[Made], one: Made, evidence: dict[int, Evidence]) -> bool:
    """True where the speaker of ``row`` goes on with ``one`` where it ends."""
    size = sum(len(each.text) for each, _ in row) + len(one[0].text)
    return (
        row[-1][0].role is one[0].role
        and size <= TOGETHER
        and goes_on(_spoken(row[-1], evidence), _spoken(one, evidence))
        and _following(one, evidence, named=False) is not None
    )


def _told_at(stored: StoredClaim) -> tuple[str, str, int]:
    """When a claim was told: the day of its article, and its place in it."""
    return stored.article.published or "9999", stored.article.id, start_of(stored)


def _without_headlines(chosen: Sequence[Evidence]) -> list[Evidence]:
    """``chosen`` without claims of a headline whose article says it again, in whole sentences, among them."""
    bodies = {(e.stored.article.id, e.role) for e in chosen if not headline_of(e.stored)}
    return [e for e in chosen if not headline_of(e.stored) or (e.stored.article.id, e.role) not in bodies]


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


def _units(query: Query, chosen: Sequence[Evidence]) -> list[list[Evidence]]:
    """Evidence that makes one statement: reports of one statement of one source, joint speakers of one claim."""
    units: list[list[Evidence]] = []
    for one in chosen:
        for unit in units:
            lead = unit[0]
            same = _reported(lead, one) or _joint(lead, one)
            same = same or (query.kind in (Kind.INDEPENDENCE, Kind.ORIGIN) and taken_over(lead.stored, one.stored))
            if lead.role in (one.role, Role.ANSWERS) and same:
                unit.append(one)
                break
        else:
            units.append([one])
    return [sorted(unit, key=_roundabout) for unit in units]


def _roundabout(one: Evidence) -> bool:
    """True for a report that is only shown as the article's whole sentence, where another says it more plainly."""
    return printed(one.stored).form in (Form.SENTENCE, Form.HEADLINE)


def _reported(one: Evidence, other: Evidence) -> bool:
    return other.stored.id in {r.id for r in one.reports} or one.stored.id in {r.id for r in other.reports}


def _joint(one: Evidence, other: Evidence) -> bool:
    """True for two speakers whom one printed source joins: "Ruiz and Berg said"."""
    a, b = one.stored.claim, other.stored.claim
    same = one.stored.article.id == other.stored.article.id
    return same and bool(a.cue) and (a.source, a.cue, a.content) == (b.source, b.cue, b.content)


def _text(query: Query, unit: Sequence[Evidence], told: Sequence[str]) -> str:
    lead = whole(unit[0])
    said = phrasing.sentence(lead, told, in_context=query.kind is Kind.CHANGED)
    articles = {e.stored.article.id: e.stored for e in unit}
    if query.kind is Kind.CHANGED:
        return f"{_when(lead, said)}{said}"
    if len(articles) > 1 and query.kind is not Kind.INDEPENDENCE:
        body = said.removesuffix(".")
        return f"{body} – one source, {len(articles)} reports{_outlets(articles.values())}."
    return said


def _counted(made: Sequence[Statement], evidence: dict[int, Evidence]) -> list[Statement]:
    """The statements, before those that answer a question for independent sources which source of how many it is, and
    how often it is reported."""
    groups = [evidence[one.citations[0]].group for one in made]
    answering = [i for i, one in enumerate(made) if one.role is Role.ANSWERS and groups[i] == groups[0]]
    shown = list(made)
    for nth, i in enumerate(answering, 1):
        reports = {evidence[n].stored.article.id: evidence[n].stored for n in made[i].citations}
        which = f"Source {nth} of {len(answering)}" if len(answering) > 1 else "1 source"
        count = f"{which}, {counted(len(reports), 'report')}{_outlets(reports.values())}"
        shown[i] = replace(made[i], text=f"{count}: {made[i].text}")
    return shown


def _outlets(reports: Iterable[StoredClaim]) -> str:
    named = dict.fromkeys(source_label.outlet(r) for r in reports if r.article.outlet)
    return f" ({', '.join(named)})" if named else ""


def names_outlet(outlet: str, said: str) -> bool:
    """True for a sentence that begins with the outlet: "As The Mail writes: ", "The Mail, in a headline: "."""
    return (
        f" {outlet} writes" in said or f"writes in {outlet}" in said or said.lower().startswith(f"{outlet.lower()}, ")
    )


def _when(stored: StoredClaim, said: str) -> str:
    """Date and outlet before a sentence, the outlet only where the sentence does not name it."""
    date = plain(stored.article.published or "")[:10]
    outlet = source_label.outlet(stored) if stored.article.outlet else ""
    parts = [part for part in (date, "" if names_outlet(outlet, said) else outlet) if part]
    return f"{', '.join(parts)}: " if parts else ""
