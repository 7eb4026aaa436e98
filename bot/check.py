"""(evidence, draft) -> statements that keep to the evidence, and notes on what was repaired or dropped. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from bot import citation
from index.schema import Draft, Evidence, Statement

_MARK = re.compile(r"\[(\d{1,3})\]")


def renumber_marks(text: str, new: Mapping[int, int]) -> str:
    """Replace ``[n]`` by ``[new[n]]``; marks of numbers without a new one are removed."""
    return _MARK.sub(lambda m: f"[{new[int(m[1])]}]" if int(m[1]) in new else "", text)


def check(evidence: Sequence[Evidence], draft: Draft) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """Keep the statements of ``draft`` that cite retrieved evidence and name its speaker; repair or drop the others."""
    by_number = {e.n: e for e in evidence}
    kept: list[Statement] = []
    notes: list[str] = []
    for i, statement in enumerate(draft.statements, 1):
        numbers = tuple(dict.fromkeys(n for n in statement.citations if n in by_number))
        if not numbers:
            notes.append(f"statement {i} was dropped: it cites nothing that was retrieved")
            continue
        names = [citation.speaker_words(by_number[n].stored) for n in numbers]
        if all(name.lower() in statement.text.lower() for name in names):
            kept.append(Statement(statement.text, numbers))
            continue
        notes.append(f"statement {i} was written anew from its evidence: it does not name its source")
        kept.extend(Statement(citation.statement_text(by_number[n].stored, n), (n,)) for n in numbers)
    return tuple(kept), tuple(notes)
