"""What a page sets off as a whole, kept in its text by the marks of Markdown where it tells who speaks.

A page's text has neither bold type nor headings. In an interview they tell the questions from the answers, and a block
after "She said:" is a quotation without quotation marks. Only there are marks put in; any other page's text stays bare.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from lxml.html import HtmlElement

from index.articles.pages.tree import words

_STRONG, _SLANTED = ("strong", "b"), ("em", "i")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_ASKS = re.compile(r"\?[\"'”’)]*\Z|\b(?:you|your|yours)\b", re.I)
_SPEAKS = re.compile(r"\b(?:I|me|my|we|our)\b|\bI['’]", re.A)
_LONGEST = 500
_LEAST = 2


def mark(tree: HtmlElement) -> None:
    """Put marks around the questions of an interview, and before the blocks that an introduction leads to."""
    parts = [one for one in tree.iter("p", *_HEADINGS) if words(one)]
    texts = [words(one) for one in parts]
    for kinds, sign in ((_STRONG, "**"), (_HEADINGS, "## "), (_SLANTED, "*")):
        asked = [at for at, one in enumerate(parts) if len(texts[at]) <= _LONGEST and _is_set(one, kinds)]
        if _converses(texts, asked):
            for at in asked:
                _around(parts[at], sign)
            break
    _mark_openings(parts)
    for at, part in enumerate(parts):
        quoted = part.getparent() is not None and part.getparent().tag == "blockquote"
        if quoted and at and texts[at - 1].endswith(":") and not re.search(r"[\"“«„‘]", texts[at]):
            _around(part, "> ")


def _mark_openings(parts: Sequence[HtmlElement]) -> None:
    """The questions in bold with which paragraphs open: "<b>Why now?</b> Because it is time." """
    opened = [
        (part[0], words(part)[len(words(part[0])) :])
        for part in parts
        if part.tag == "p" and len(part) and part[0].tag in _STRONG and not (part.text or "").strip()
    ]
    opened = [(bold, rest) for bold, rest in opened if rest.strip() and re.search(r"[?.!]\Z", words(bold))]
    if _converses([text for bold, rest in opened for text in (words(bold), rest)], range(0, 2 * len(opened), 2)):
        for bold, _ in opened:
            bold.text = f"**{bold.text or ''}"
            bold.tail = f"** {(bold.tail or '').lstrip()}"


def _is_set(part: HtmlElement, kinds: tuple[str, ...]) -> bool:
    """Is all of a paragraph set so, or is it a heading?"""
    if part.tag in _HEADINGS:
        return part.tag in kinds
    return any(child.tag in kinds and words(child) == words(part) for child in part)


def _converses(texts: Sequence[str], asked: Sequence[int]) -> bool:
    """Are most of them questions or spoken to somebody, and do most paragraphs after them speak of themselves?"""
    there = set(asked)
    followed = [at for at in asked if at + 1 < len(texts) and at + 1 not in there]
    put = sum(1 for at in followed if _ASKS.search(texts[at]))
    personal = sum(1 for at in followed if _SPEAKS.search(texts[at + 1]))
    return len(followed) >= _LEAST and 2 * put >= len(followed) and 2 * personal >= len(followed)


def _around(part: HtmlElement, sign: str) -> None:
    """Put ``sign`` before the words of a paragraph, and after them where it is one that closes."""
    part.text = f"{sign}{(part.text or '').lstrip()}"
    if not sign.endswith(" "):
        last = part[-1] if len(part) else None
        if last is not None:
            last.tail = f"{(last.tail or '').rstrip()}{sign}"
        else:
            part.text += sign
