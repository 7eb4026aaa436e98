"""What a message shows, as plain records: the seam between wording (pure) and discord.py's views.

Text is Discord markdown, already escaped. A page keeps within Discord's limits by construction: ``fill`` puts blocks on
pages one by one, and a block that has to stay whole (a quote, a link, a number) is never divided.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

TEXT_MOST = 3400  # of Discord's 4,000 characters a message; the rest is for heading, footer and notes
COMPONENTS_MOST = 26  # of Discord's 40; the rest is for heading, footer and rows of buttons
LABEL_MOST = 34  # a label that a phone shows whole


@dataclass(frozen=True, slots=True)
class Press:
    """A button: what it does (``verb``), on which part (``arg``) of the stored reply."""

    label: str
    verb: str
    arg: int = 0
    style: str = "secondary"


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, with a button beside it or without; ``more``: a row of buttons below it, five at most."""

    text: str
    press: Press | None = None
    rule: bool = False  # a thin line above
    more: tuple[Press, ...] = ()

    @property
    def components(self) -> int:
        """How many of Discord's components it takes."""
        return (3 if self.press else 1) + self.rule + (1 + len(self.more) if self.more else 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture above the text; ``alt`` says in words what it shows, 1,024 characters at most."""

    name: str
    content: bytes
    alt: str


@dataclass(frozen=True, slots=True)
class Page:
    """One message: blocks, footer, rows of buttons, the last of them under the words of ``asks``.

    ``file``: name and bytes of an attachment; ``accent``: colour of the edge.
    """

    blocks: tuple[Block, ...]
    rows: tuple[tuple[Press, ...], ...] = ()
    footer: str = ""
    asks: str = ""
    accent: int | None = None
    file: tuple[str, bytes] | None = None
    picture: Picture | None = None

    @property
    def size(self) -> int:
        """Characters of text."""
        return sum(len(block.text) for block in self.blocks) + len(self.footer) + len(self.asks)


def fill(units: Iterable[tuple[Block, ...]], *, text: int = TEXT_MOST, components: int = COMPONENTS_MOST) -> list[Page]:
    """Put units (blocks that belong together) on as few pages as hold them; a unit too large goes block by block."""
    pages: list[list[Block]] = [[]]
    for unit in units:
        if not _fits(pages[-1], unit, text, components) and pages[-1]:
            pages.append([])
        for block in unit:
            if not _fits(pages[-1], (block,), text, components) and pages[-1]:
                pages.append([])
            pages[-1].append(block)
    return [Page(tuple(blocks)) for blocks in pages if blocks]


def _fits(page: list[Block], unit: Iterable[Block], text: int, components: int) -> bool:
    blocks = [*page, *unit]
    fits = sum(len(one.text) for one in blocks) <= text
    return fits and sum(one.components for one in blocks) <= components


def one(text: str, *, accent: int | None = None) -> Page:
    """A page of one paragraph."""
    return Page((Block(text),), accent=accent)


def turning(pages: list[Page], at: int, verb: str, back: str, forth: str, note: str) -> Page:
    """Page ``at`` (from 0) of several, with the buttons that turn it; ``note`` has ``{page}`` and ``{pages}``."""
    at = min(max(at, 0), len(pages) - 1)
    page = pages[at]
    if len(pages) == 1:
        return page
    presses = [Press(back, verb, at - 1)] if at > 0 else []
    presses += [Press(forth, verb, at + 1, "primary")] if at < len(pages) - 1 else []
    footer = note.format(page=at + 1, pages=len(pages))
    return replace(page, rows=(tuple(presses), *page.rows), footer=f"{footer}\n{page.footer}".strip())


def label(text: str, most: int = LABEL_MOST) -> str:
    """A button's label: one line, shortened between words."""
    text = " ".join(text.split())
    if len(text) <= most:
        return text
    head = text[:most]  # one more than is kept: a word that ends just there stays whole
    return (head[: head.rfind(" ")] if " " in head else head[:-1]).rstrip(" ,") + "…"
