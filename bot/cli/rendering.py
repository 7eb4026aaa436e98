"""Records -> what a terminal shows. Pure: nothing here writes anywhere.

Articles are untrusted: no control or direction character of theirs reaches a terminal (``printable``), and nothing
of theirs is read as rich markup (everything is a ``Text``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from index.schema import Added, Answer, Article, Evidence, Span, Speaker, Stance, Status, StoredClaim
from index.text.counting import counted

if TYPE_CHECKING:
    from rich.table import Table
    from rich.text import Text

    from bot.cli.checks import Check

STANCE_STYLE: dict[Stance, str] = {
    Stance.ASSERTS: "green",
    Stance.DENIES: "red",
    Stance.WITHHOLDS: "yellow",
    Stance.URGES: "blue",
    Stance.VOWS: "cyan",
    Stance.JUDGES: "magenta",
}
STATUS_STYLE: dict[Status, str] = {
    Status.ADDED: "green",
    Status.UPDATED: "yellow",
    Status.UNCHANGED: "dim",
    Status.FAILED: "red",
}
_KEPT_CONTROLS = "\n\t"


def printable(text: str) -> str:
    """``text`` without control and direction characters; line breaks and tabs stay."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf", "Cs"))


def one_line(text: str, longest: int | None = None) -> str:
    """``text`` printable on one line; cut at a word, with an ellipsis, where longer than ``longest`` code points."""
    words = " ".join(printable(text).split())
    if longest is None or len(words) <= longest:
        return words
    return words[:longest].rsplit(" ", 1)[0] + " …"


def answer_text(answer: Answer) -> Text:
    """The answer, then where each of its citations stands."""
    from rich.text import Text

    from bot.answer.composition import with_heads

    if answer.statements:
        shown = Text("\n".join(printable(each) for each in with_heads(answer.statements)))
    else:
        shown = Text(printable(answer.answer), style="italic")
    cited: dict[str, list[Evidence]] = {}
    for evidence in answer.citations:
        cited.setdefault(evidence.stored.article.id, []).append(evidence)
    for at, found in enumerate(cited.values()):
        shown.append("\n" if at else "\n\n")
        shown.append_text(_citation_text(found))
    return shown


def claim_text(stored: StoredClaim, number: int | None = None) -> Text:
    """Two lines for a claim: who and how they stand to it, with the words; then where it stands."""
    from rich.text import Text

    shown = Text()
    if number is not None:
        shown.append(f"[{number}] ", style="bold")
    shown.append_text(_who(stored))
    shown.append(": ")
    shown.append(_quoted(stored.quote))
    shown.append("\n    " + _where(stored.article), style="dim")
    return shown


def added_text(added: Added) -> Text:
    """One line for an article that was handed in: what became of it, what it is called, where it was read."""
    from rich.text import Text

    shown = Text()
    shown.append(f"{added.status:<9} ", style=STATUS_STYLE[added.status])
    name = added.title or added.source or added.id
    shown.append(one_line(name, 80 if added.title else None))
    about = [added.outlet] if added.outlet else []
    if added.status is not Status.FAILED:
        about.append(added.note or counted(added.claims, "claim"))
    about += [part for part in (added.source, added.id) if part and part != name]
    shown.append("  " + one_line(" · ".join(about)), style="dim")
    return shown


ARTICLE_COLUMNS = ("published", "outlet", "title", "id")


def article_row(article: Article) -> tuple[str, str, str, str]:
    """Date, outlet, title and id of an article; its first words, where it has no title."""
    name = one_line(article.title or article.text, 100)
    return (article.published or "")[:10], article.outlet or "-", name, article.id


def speakers_table(speakers: Sequence[Speaker]) -> Table:
    """Claims, name and other names of each speaker."""
    rows = []
    for s in speakers:
        others = ", ".join(alias for alias in s.aliases if alias != s.name)
        rows.append((str(s.claims), s.name + (" (anonymous)" if s.anonymous else ""), one_line(others, 120)))
    return table(("claims", "speaker", "also printed as"), rows)


def check_text(check: Check) -> Text:
    """One line of ``doctor``."""
    from rich.text import Text

    shown = Text(f"{check.health:<4} ", style={"ok": "green", "off": "dim", "bad": "bold red"}[check.health])
    shown.append(f"{check.what:<16} ", style="bold")
    shown.append(one_line(check.words))
    return shown


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Table:
    """A table of words."""
    made = _table(*head)
    for row in rows:
        made.add_row(*_cells(*row))
    return made


def pairs_table(pairs: Iterable[tuple[str, str]]) -> Table:
    """Two columns without a head: names and values."""
    return table((), pairs)


def article_text(article: Article, claims: Sequence[StoredClaim]) -> Text:
    """The article with each claim's words between ``‹n`` and ``n›``, then the list of the claims by number."""
    from rich.text import Text

    shown = Text(one_line(article.title or article.id) + "\n", style="bold")
    about = [article.outlet, article.author, article.published, article.url, article.id]
    shown.append(one_line(" · ".join(part for part in about if part)) + "\n\n", style="dim")
    cited = [stored for stored in claims if not stored.claim.own_voice]
    shown.append_text(_marked(article.text, cited))
    shown.append("\n")
    for number, stored in enumerate(cited, 1):
        shown.append(f"\n{number}  ", style="bold")
        shown.append_text(_who(stored))
    return shown


def _marked(text: str, claims: Sequence[StoredClaim]) -> Text:
    """The text with styles and marks laid over it; claims may lie inside one another."""
    from rich.text import Text

    styles: list[tuple[Span, str]] = []
    opens: dict[int, str] = {}
    closes: dict[int, str] = {}
    for number, stored in enumerate(claims, 1):
        claim = stored.claim
        styles += [(span, "bold") for span in claim.source] + [(span, "italic") for span in claim.cue]
        styles = [(span, style) for span, style in styles if span[0] < span[1]]  # older imports may hold empty ones
        for start, end in claim.content:
            if start == end:
                continue
            styles.append(((start, end), STANCE_STYLE[claim.stance]))
            opens[start] = opens.get(start, "") + f"‹{number} "
            closes[end] = f" {number}›" + closes.get(end, "")
    edges = sorted({0, len(text), *opens, *closes, *(at for span, _ in styles for at in span)})
    shown = Text()
    running: dict[str, int] = {}
    starting: dict[int, list[str]] = {}
    ending: dict[int, list[str]] = {}
    for (start, end), style in styles:
        starting.setdefault(start, []).append(style)
        ending.setdefault(end, []).append(style)
    for edge, following in zip(edges, [*edges[1:], len(text)], strict=True):
        shown.append(closes.get(edge, ""), style="dim")
        shown.append(opens.get(edge, ""), style="dim")
        for style in ending.get(edge, ()):
            running[style] -= 1
        for style in starting.get(edge, ()):
            running[style] = running.get(style, 0) + 1
        shown.append(printable(text[edge:following]), style=" ".join(s for s, n in running.items() if n > 0))
    return shown


def _citation_text(found: Sequence[Evidence]) -> Text:
    """Where the numbers of one article lead: outlet, title, date and id; the exact words stand above."""
    from rich.text import Text

    shown = Text("".join(f"[{one.n}]" for one in found) + " ", style="bold")
    shown.append(_where(found[0].stored.article), style="dim")
    return shown


def _who(stored: StoredClaim) -> Text:
    """``Ana Ferro (via The Ledger) denies``; the outlet, where the article says it itself."""
    from rich.text import Text

    claim = stored.claim
    shown = Text()
    if claim.own_voice:
        shown.append(one_line(claim.speaker or "the article"), style="bold")
        shown.append(" in its own voice", style="dim")
        return shown
    name = claim.speaker or claim.chain[-1]
    shown.append(one_line(name), style="bold")
    if claim.anonymous:
        shown.append(" (anonymous)", style="dim")
    if len(claim.chain) > 1:
        shown.append(" via " + one_line(", ".join(claim.chain[:-1])), style="dim")
    shown.append(f" {claim.stance}", style=STANCE_STYLE[claim.stance])
    return shown


def _quoted(quote: str) -> str:
    from index.text.layout import mended

    words = one_line(mended(quote))
    return words if words[:1] in "“\"‘'«" else f"“{words}”"


def _where(article: Article) -> str:
    parts = [article.outlet, article.title and one_line(article.title, 80)]
    parts += [(article.published or "")[:10], article.id]
    return one_line(" · ".join(part for part in parts if part))


def _table(*columns: str) -> Table:
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD if columns else None, show_header=bool(columns), pad_edge=False)
    for column in columns:
        table.add_column(column, overflow="fold", justify="right" if column == "claims" else "left")
    return table


def _cells(*values: str) -> list[Text]:
    from rich.text import Text

    return [Text(one_line(value)) for value in values]
