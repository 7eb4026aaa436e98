"""A survey -> the statements of an overview: who says what, counted, under the name of each source. Pure.

Every sentence is `phrasing`'s; only heads and counts are added here.
"""

from __future__ import annotations

from bot.answer import phrasing, source_label
from bot.answer.quotation import plain
from bot.question.parser import Query
from bot.retrieval.survey import Group, Survey
from index.schema import Evidence, Role, Statement
from index.text.counting import counted

_BY = {Role.OTHER_SIDE: "Disputed by ", Role.LEAVES_OPEN: "Left open by "}


def statements(survey: Survey) -> tuple[list[Statement], tuple[Evidence, ...]]:
    """The statements of a page with their heads, and the evidence that they cite, numbered from 1."""
    made: list[Statement] = []
    cited: list[Evidence] = []
    for group in survey.groups:
        head = _head(group)
        for stored in group.shown:
            cited.append(Evidence(len(cited) + 1, stored, 0.0, role=group.role, group=len(cited) + 1))
            made.append(Statement(phrasing.sentence(stored), (len(cited),), group.role, head))
            head = ""
    return made, tuple(cited)


def _head(group: Group) -> str:
    name = source_label.display(group.shown[0])
    before = _BY.get(group.role, "")
    return f"{before}{name if not before else _inside(name)} ({counted(group.total, 'claim')})"


def _inside(name: str) -> str:
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("A", "An", "The", "Some", "Two", "Several") and rest else name


def summed_up(query: Query, survey: Survey) -> list[str]:
    """Notes: how much there is, what is shown of it, and how to see the rest."""
    amount = (
        f"{counted(survey.claims, 'claim')} by {counted(survey.sources, 'source')} in "
        f"{counted(survey.articles, 'article')}"
    )
    about = f" about “{plain(query.topic)[:100]}”" if query.topic else ""
    notes = [f"{amount}{about}"]
    if survey.pages > 1:
        more = f"; add “page {survey.page + 1}” for the next" if survey.page < survey.pages else ""
        notes.append(f"page {survey.page} of {survey.pages}{more}")
    return notes
