"""Answers and claims -> pages. Pure: records in, records out; nothing here knows of a connection.

Numbers in the text are those of the list below it, on the same page. A quote is shown whole or attached whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer.source_label import display, relays
from bot.discord.escape import block_quote, clean, isolated, line, link, plain, shortened
from bot.discord.labels import MARKS, Labels
from bot.discord.pages import TEXT_MOST, Block, Page, Press, fill, label
from index.schema import Article, Stance, StoredClaim

NAME_MOST, TITLE_MOST, HEADING_MOST, NOTE_MOST = 120, 200, 300, 300
PAGE_MOST = 3900  # of Discord's 4,000 characters a message; the rest tells which page it is
QUOTE_MOST = 2600  # longer ones, escaped, are attached
QUOTE = "❝"  # on buttons, before the number: a word there would take a third of a phone's width
STATEMENTS_A_PAGE = 6
OTHERS_SHOWN = 5  # further quotations of one statement that have a button: Discord takes five a row
REPORTS_SHOWN = 4  # places of one statement that are told under it
ACCENTS = {
    Stance.ASSERTS: 0x4F7CAC,
    Stance.DENIES: 0xB5443A,
    Stance.WITHHOLDS: 0x80848E,
    Stance.URGES: 0xC98A2B,
    Stance.VOWS: 0x4B8B5A,
    Stance.JUDGES: 0x7D5BA6,
}
# what a long statement may not be cut inside: a quotation, a number with what belongs to it, a word
_NUMBER = r"\S*\d\S*(?:\s+\S*\d\S*){0,4}(?:\s+\S+(?:\s+\d{4}\b)?)?"
_ATOM = re.compile(r"“[^”]*”\S*|\"[^\"\n]*\"\S*|" + _NUMBER + r"|\S+")


@dataclass(frozen=True, slots=True)
class Cited:
    """A number of an answer and what it stands for; ``stored`` None where the claim has gone from the archive."""

    n: int
    stored: StoredClaim | None
    reports: tuple[StoredClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class Said:
    """One statement of an answer, and the numbers it rests on."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A part of an answer under a heading (None: no heading)."""

    title: str | None
    statements: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """An answer as the rendering needs it."""

    title: str
    sections: tuple[Section, ...]
    citations: tuple[Cited, ...]
    abstained: bool = False
    notes: tuple[str, ...] = ()
    own: str = ""  # words of ours in place of an answer, markdown as it is


def who(stored: StoredClaim, words: Labels) -> str:
    """The original source as shown, escaped: the outlet where the article speaks in its own voice."""
    if stored.claim.own_voice and not (stored.claim.speaker or stored.article.outlet):
        return words.unknown_outlet
    name = display(stored)
    return line(shortened(name[:1].upper() + name[1:], NAME_MOST))


def stance(stored: StoredClaim, words: Labels) -> str:
    """Mark and word of the stance."""
    return f"{MARKS[stored.claim.stance]} {words.stances[stored.claim.stance]}"


def chain(stored: StoredClaim, words: Labels) -> str:
    """From the outlet through every relay to the source by name, escaped; an outlet's own words are told as such."""
    claim = stored.claim
    outlet = line(shortened(stored.article.outlet or words.unknown_outlet, NAME_MOST))
    if not claim.chain:
        agency = claim.speaker is not None and claim.speaker != stored.article.outlet
        return f"{outlet} → {who(stored, words)}" if agency else f"{outlet} ({words.own_voice})"
    links = [line(shortened(one, NAME_MOST)) for one in (*relays(stored), display(stored))]
    if stored.article.outlet and links[0].casefold() == outlet.casefold():
        outlet, links = links[0], links[1:]
    if claim.anonymous and links:
        links[-1] += f" ({words.anonymous})"
    return " → ".join([outlet, *links])


def where(article: Article, words: Labels, *, outlet: bool = True) -> str:
    """Outlet, date and link of an article, escaped."""
    named = line(shortened(article.outlet, NAME_MOST)) if article.outlet else words.unknown_outlet
    date = line(article.published[:10]) if article.published else words.no_date
    return " · ".join(part for part in (named if outlet else "", date, link(words.open, article.url)) if part)


def provenance(stored: StoredClaim, words: Labels) -> str:
    """One line of where a claim comes from: the chain where it says more than outlet and speaker, date and link."""
    links = stored.claim.chain
    if len(links) == 1 and line(links[0]).casefold() in who(stored, words).casefold() and not stored.claim.anonymous:
        return where(stored.article, words)
    return f"{chain(stored, words)} · {where(stored.article, words, outlet=False)}"


def numbers(citations: Sequence[int]) -> str:
    """ " [1] [3]", escaped so that they are no links."""
    return "".join(f" **\\[{n}\\]**" for n in citations)


def answer_pages(shown: Shown, words: Labels) -> list[Page]:
    """All pages of an answer: a block a statement, with where it stands and the button of its quotation."""
    heading = Block(f"### {line(shortened(shown.title, HEADING_MOST))}")
    notes = "\n".join(f"-# {line(shortened(note, NOTE_MOST))}" for note in shown.notes[:4])
    if shown.abstained or not any(section.statements for section in shown.sections):
        text = "\n".join(plain(said.text) for section in shown.sections for said in section.statements)
        body = fill([(Block(shown.own),)] if shown.own else [(Block(one),) for one in pieces(text or words.nothing)])
        body = [replace(page, blocks=(heading, *page.blocks)) for page in body]
        body[-1] = replace(body[-1], rows=(_next_steps(words),))
        return _noted(body, notes)
    cited = {one.n: one for one in shown.citations}
    room = min(TEXT_MOST, PAGE_MOST - len(heading.text) - len(words.attached) - len("-# \n"))
    units = [unit for section in shown.sections for unit in _section(section, cited, words)]
    body = fill(units, text=room, components=3 * STATEMENTS_A_PAGE + 8)
    pages = _noted([Page((heading, *_pressed_once(page)), _acts(page, words)) for page in body], notes)
    statements = [said.text for section in shown.sections for said in section.statements]
    if any(elided(plain(text)) for text in statements):
        file = ("answer.txt", "\n\n".join(clean(text) for text in statements).encode())
        pages[0] = replace(pages[0], footer=f"-# {words.attached}\n{pages[0].footer}".strip(), file=file)
    return pages


def _pressed_once(page: Page) -> Iterator[Block]:
    """The blocks of a page, each button at the first that has it: Discord takes no button twice."""
    seen: set[Press] = set()
    for block in page.blocks:
        once = None if block.press in seen else block.press
        seen |= {once} if once is not None else set()
        more = tuple(press for press in block.more if press not in seen)
        seen |= set(more)
        yield replace(block, press=once, more=more)


def _next_steps(words: Labels) -> tuple[Press, ...]:
    """What a member can do where nothing was found."""
    return (Press(words.what_is_here, "l", 0, "primary"), Press(words.add_article, "a"))


def _section(section: Section, cited: dict[int, Cited], words: Labels) -> Iterator[tuple[Block, ...]]:
    """The blocks of each statement; a section's title stands over its first."""
    title = f"**{line(shortened(section.title, TITLE_MOST))}**" if section.title else ""
    for said in section.statements:
        known = [cited[n] for n in dict.fromkeys(said.citations) if n in cited]
        blocks = list(_statement(said, known, words))
        yield ((Block(title), *blocks) if title else tuple(blocks))
        title = ""


def _statement(said: Said, known: Sequence[Cited], words: Labels) -> Iterator[Block]:
    """The sentence under its mark, and in small letters where it stands; its first quotation is behind the button, the
    others behind those below."""
    first = known[0] if known else None
    mark = f"{MARKS[first.stored.claim.stance]} " if first is not None and first.stored is not None else ""
    *parts, last = pieces(f"{mark}{plain(said.text)}{numbers([one.n for one in known])}")
    yield from (Block(part) for part in parts)
    small = list(dict.fromkeys(f"-# {_source_line(one, words)}" for one in known[:REPORTS_SHOWN]))
    press = Press(f"{QUOTE} {first.n}", "q", first.n) if first is not None else None
    more = tuple(Press(f"{QUOTE} {one.n}", "q", one.n) for one in known[1 : 1 + OTHERS_SHOWN])
    text = "\n".join((last, *small))
    if len(text) <= TEXT_MOST:
        yield Block(text, press, more=more)
        return
    yield Block(last, press, more=more)  # addresses of great length stand by themselves, so that none is cut
    yield from (Block(each) for each in small)


def _source_line(one: Cited, words: Labels) -> str:
    """Outlet, date, relays and link of a citation."""
    if one.stored is None:
        return words.gone
    via = ", ".join(line(shortened(name, NAME_MOST)) for name in relays(one.stored))
    outlet = line(one.stored.article.outlet or "").casefold()
    told = where(one.stored.article, words)
    return f"{told} · {words.via} {via}" if via and via.casefold() != outlet else told


def _noted(pages: list[Page], notes: str) -> list[Page]:
    """The pages with the notes at their end, below the last one or, where that is full, on one of their own."""
    *others, last = pages
    if last.size + len(notes) > PAGE_MOST - 100:  # what is said of an attachment, and which page it is
        return [*pages, Page((Block(notes),))]
    return [*others, replace(last, footer=notes)]


def _acts(page: Page, words: Labels) -> tuple[tuple[Press, ...], ...]:
    first = next((b.press.arg for b in page.blocks if b.press is not None and b.press.verb == "q"), None)
    return ((Press(words.evidence, "e"), Press(words.other_side, "o", first)),) if first is not None else ()


def also(one: Cited, words: Labels) -> str:
    """Which other outlets report the same statement, escaped; "" where none does."""
    own = one.stored.article.outlet if one.stored else None
    outlets = dict.fromkeys(report.article.outlet for report in one.reports if report.article.outlet)
    named = [line(shortened(outlet, 60)) for outlet in outlets if outlet != own]
    return words.also.format(outlets=", ".join(named[:6])) if named else ""


def quote_page(one: Cited, words: Labels, *, acts: bool = True) -> Page:
    """The exact words behind a number, with all that is known about them."""
    if one.stored is None:
        return Page((Block(f"**\\[{one.n}\\]** {words.gone}"),))
    stored = one.stored
    block, attached = quote_block(one, words)
    rows: list[Press] = [Press(words.other_side, "o", one.n)]
    if stored.claim.speaker:
        rows.append(Press(label(f"{words.more_of} {stored.claim.speaker}"), "m", one.n))
    file = (f"quote-{one.n}.txt", clean(stored.quote).encode()) if attached else None
    return Page((block,), (tuple(rows),) if acts else (), accent=ACCENTS[stored.claim.stance], file=file)


def quote_block(one: Cited, words: Labels, *, rule: bool = False) -> tuple[Block, bool]:
    """The quote with its heading and provenance, and whether the quote itself has to be attached."""
    if one.stored is None:
        return Block(f"**\\[{one.n}\\]** {words.gone}", rule=rule), False
    stored = one.stored
    quote = block_quote(stored.quote)
    attached = len(quote) > QUOTE_MOST
    title = line(shortened(stored.article.title, TITLE_MOST)) if stored.article.title else ""
    lines = [
        f"**\\[{one.n}\\] {who(stored, words)}** {stance(stored, words)}",
        f"*{words.attached}*" if attached else quote,
        f"-# {chain(stored, words)}",
        *([f"-# {title}"] if title else []),
        f"-# {where(stored.article, words, outlet=False)}",
    ]
    if others := also(one, words):
        lines.append(f"-# {others}")
    return Block("\n".join(lines), rule=rule), attached


def evidence_pages(citations: Sequence[Cited], words: Labels) -> list[Page]:
    """Every quote of an answer, in the order of its numbers; those too long point at their own button."""
    units: list[tuple[Block, ...]] = []
    for at, one in enumerate(sorted(citations, key=lambda each: each.n)):
        block, attached = quote_block(one, words, rule=at > 0)
        press = Press(f"{QUOTE} {one.n}", "q", one.n) if attached else None
        units.append((replace(block, press=press),))
    return fill(units) or [Page((Block(words.nothing),))]


def claim_entry(n: int, stored: StoredClaim, words: Labels) -> Block:
    """A claim in a list: its words whole where they are short, else behind the button."""
    quote = block_quote(stored.quote)
    head = f"**{n}.** **{who(stored, words)}** {stance(stored, words)}"
    shown = quote if len(quote) <= 500 else f"-# {words.quote}: {len(stored.quote)}"
    text = f"{head}\n{shown}\n-# {provenance(stored, words)}"
    return Block(text, Press(f"{QUOTE} {n}", "q", n), rule=n > 1)


def pieces(text: str, most: int = TEXT_MOST - 400) -> Iterator[str]:
    """``text`` (escaped) in parts of at most ``most``, cut between words, never inside a quotation or a number.

    A quotation longer than a part is left out as “…”; ``elided`` tells so, and the whole text is attached then.
    """
    if len(text) <= most:
        yield text
        return
    part = ""
    for atom in _atoms(text):
        if len(atom) > most:
            atom = " “…”"
        if part and len(part) + len(atom) > most:
            yield part.rstrip()
            part = ""
        part += atom if part else atom.lstrip()
    if part.strip():
        yield part.rstrip()


def elided(text: str, most: int = TEXT_MOST - 400) -> bool:
    """True where ``pieces`` leaves something of ``text`` out."""
    return len(text) > most and any(len(atom) > most for atom in _atoms(text))


def _atoms(text: str) -> Iterator[str]:
    at = 0
    for match in _ATOM.finditer(text):
        yield text[at : match.end()]
        at = match.end()
    if at < len(text):
        yield text[at:]


__all__ = [
    "Cited",
    "Said",
    "Section",
    "Shown",
    "answer_pages",
    "claim_entry",
    "evidence_pages",
    "isolated",
    "pieces",
    "quote_page",
]
