"""(evidence, draft) -> statements that keep to the evidence, and notes on what was repaired or dropped.

A pure function, the same for whatever model wrote the draft. A statement with a fault is put right from the evidence
it cites where that can be done, else dropped; the notes say which and why.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot.answer import phrasing, violations
from index.schema import Draft, Evidence, Statement

_MARK = re.compile(r"(?<!\s)\s*\[(\d{1,4})\]")


def renumber_marks(text: str, new: Mapping[int, int]) -> str:
    """Replace ``[n]`` by ``[new[n]]``; marks of numbers without a new one are removed."""
    return _MARK.sub(lambda m: m[0].replace(m[1], str(new[int(m[1])])) if int(m[1]) in new else "", text)


def check(evidence: Sequence[Evidence], draft: Draft) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """The statements of ``draft`` that may be shown, numbers in the text equal to the citations, and the notes.

    Nothing is kept of a draft that abstained. Two statements that come to say the same are one.
    """
    if draft.abstained:
        return (), ("the model found no answer in the evidence",) if draft.statements else ()
    by_number = {e.n: e for e in evidence}
    kept: list[Statement] = []
    notes: list[str] = []
    for i, statement in enumerate(draft.statements, 1):
        checked, told = _checked(statement, by_number)
        if told:
            notes.append(f"statement {i} {told}")
        kept.extend(s for s in checked if s not in kept)
    return tuple(kept), tuple(notes)


def _checked(statement: Statement, by_number: Mapping[int, Evidence]) -> tuple[list[Statement], str]:
    printed = tuple(int(n) for n in _MARK.findall(statement.text))
    wanted = tuple(dict.fromkeys((*statement.citations, *printed)))
    numbers = tuple(n for n in wanted if n in by_number)
    body = _MARK.sub("", statement.text).strip()
    invented = sorted(set(wanted) - set(numbers))
    told = f"cited evidence that was not retrieved ({', '.join(map(str, invented))})" if invented else ""
    if not numbers:
        owner = _owner(body, by_number)
        if owner is None:
            return [], f"was dropped: it {told or 'cites nothing that was retrieved'}"
        return [_marked(body, (owner,))], f"{told or 'cited nothing'}; its evidence was found and is cited now"
    cited = [by_number[n] for n in numbers]
    fault = violations.first(body, cited)
    if fault is None:
        marked = _marked(body, numbers)
        same = printed == numbers or not printed
        return [marked if not same or not printed else Statement(statement.text, numbers)], told
    owner = _owner(body, by_number)
    if owner is not None:
        return [_marked(body, (owner,))], f"{fault} of what it cites; it is cited rightly now"
    anew = [Statement(phrasing.statement_text(e.stored, e.n), (e.n,)) for e in cited]
    return anew, f"{fault}; it was written anew from its evidence"


def _owner(body: str, by_number: Mapping[int, Evidence]) -> int | None:
    """The one piece of evidence that a statement without fault is about: it must quote it."""
    if not violations.quotations(body):
        return None
    fitting = [n for n, e in sorted(by_number.items()) if violations.first(body, [e]) is None]
    return fitting[0] if fitting else None


def _marked(body: str, numbers: tuple[int, ...]) -> Statement:
    bare = body.rstrip()
    end = bare[-1] if bare[-1:] in (".", "!", "?") else "."
    return Statement(f"{bare.rstrip('.!? ')} {phrasing.marks(numbers)}{end}", numbers)
