"""Break right answers in every way that the check must catch. Shared by the test and by the long run over real data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.answer import phrasing
from bot.answer.verification import check
from bot.answer.violations import quotations
from index.schema import Draft, Evidence, Stance, Statement

STRANGER = "Wolfram Quistgaard"


@dataclass(frozen=True)
class Mutant:
    """A broken statement, the property it breaks, and the evidence it stands among."""

    kind: str
    statement: Statement
    evidence: tuple[Evidence, ...]


def right(evidence: Sequence[Evidence]) -> list[Statement]:
    """The unbroken statements."""
    return [Statement(phrasing.statement_text(e.stored, e.n), (e.n,)) for e in evidence]


def mutants(evidence: Sequence[Evidence]) -> Iterator[Mutant]:
    """Every mutant of every statement about ``evidence``."""
    for e, statement in zip(evidence, right(evidence), strict=True):
        for kind, text, numbers in _broken(e, statement.text, evidence):
            if text != statement.text or numbers != statement.citations:
                yield Mutant(kind, Statement(text, numbers), tuple(evidence))


def _broken(e: Evidence, text: str, evidence: Sequence[Evidence]) -> Iterator[tuple[str, str, tuple[int, ...]]]:
    claim, n = e.stored.claim, e.n
    body = re.sub(r" \[\d+\]", "", text)
    yield "no citation", body, ()
    yield "citation of nothing retrieved", text.replace(f"[{n}]", "[97]"), (97,)
    yield "one citation too many", text.replace(f"[{n}]", f"[{n}][97]"), (n, 97)
    source = phrasing.source_words(e.stored)
    speaker = phrasing.speaker_words(e.stored)
    if not claim.own_voice:
        kind = "anonymous source named" if claim.anonymous else "another speaker"
        yield kind, text.replace(source, STRANGER, 1), (n,)
        yield "no speaker", text.replace(source, "Somebody", 1), (n,)
    else:
        yield "source invented for own voice", text.replace(source, STRANGER, 1), (n,)
    if len(claim.chain) > 1:
        relay = phrasing.relay_words(e.stored)[0]
        yield "relay as the source", text.replace(source, relay, 1), (n,)
        swapped = f"{speaker[:1].upper()}{speaker[1:]}, citing {relay}"
        yield "relay and source swapped", text.replace(source, swapped, 1), (n,)
    verb = phrasing.verb_phrase(e.stored)
    flips = {
        Stance.DENIES: ("says that", "does not confirm"),
        Stance.WITHHOLDS: ("says that", "denies"),
    }.get(claim.stance, ("denies", "does not confirm"))
    for flip in flips:
        yield f"stance turned to {flip}", text.replace(f" {verb} ", f" {flip} ", 1), (n,)
    for quoted in quotations(text)[:1]:
        words = quoted.split()
        if len(words) > 1:
            middle = len(words) // 2
            changed = " ".join([*words[:middle], "scarcely", *words[middle + 1 :]])
            yield "a quoted word changed", text.replace(quoted, changed), (n,)
        yield "a quotation invented", text.replace(quoted, "and pigs will fly over the town hall"), (n,)
        figures = re.findall(r"\d+", quoted)
        if figures:
            yield "a quoted number changed", text.replace(quoted, quoted.replace(figures[0], "8" + figures[0])), (n,)
    yield "a number added", body.rstrip(".") + f", for the 83rd time [{n}].", (n,)
    yield "a date added", body.rstrip(".") + f", on 14 November 1987 [{n}].", (n,)
    yield "a name added", body.rstrip(".") + f", speaking in Quistgaardhavn [{n}].", (n,)
    others = [o for o in evidence if o.n != n and not _interchangeable(o, e)]
    if others:
        yield "cited to other evidence", text.replace(f"[{n}]", f"[{others[0].n}]"), (others[0].n,)


def _interchangeable(a: Evidence, b: Evidence) -> bool:
    """True where a statement about one is just as true of the other."""
    return phrasing.sentence(a.stored) == phrasing.sentence(b.stored)


def caught(mutant: Mutant) -> bool:
    """True where all that comes out of the check is unbroken and stands with what it cites, and a note tells."""
    statements, notes = check(mutant.evidence, Draft((mutant.statement,)))
    fine = {(s.text, s.citations) for s in right(mutant.evidence)}
    return bool(notes) and all((s.text, s.citations) in fine for s in statements)


def untouched(evidence: Sequence[Evidence]) -> list[bool]:
    """For each unbroken statement, whether the check leaves it as it is."""
    return [check(evidence, Draft((s,))) == ((s,), ()) for s in right(evidence)]
