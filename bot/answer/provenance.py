"""Where and when a claim stands: the statements for questions about a claim itself. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from bot.answer import phrasing, source_label
from bot.answer.composition import names_outlet
from bot.answer.quotation import inner, plain
from index.schema import Article, Evidence, Statement


def statements(found: Sequence[Evidence]) -> list[Statement]:
    """One statement for each claim, after the outlet, the title and the day of its article."""
    told = ((e, phrasing.sentence(e.stored)) for e in found)
    return [Statement(f"{_where(e, said)}: {said}", (e.n,), e.role) for e, said in told]


def _where(evidence: Evidence, said: str) -> str:
    """Outlet, title and day; the outlet only where ``said`` does not begin with it."""
    article = evidence.stored.article
    outlet = source_label.outlet(evidence.stored) if article.outlet else ""
    parts = ["" if outlet and names_outlet(outlet, said) else outlet, _title(article), _day(article)]
    return ", ".join(part for part in parts if part) or plain(article.id)


def _title(article: Article) -> str:
    return f"'{inner(plain(article.title))}'" if article.title else ""


def _day(article: Article) -> str:
    return plain(article.published)[:10] if article.published else "undated"
