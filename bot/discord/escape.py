"""Foreign text (articles, questions, model output) -> text that Discord shows as it stands.

Nothing of such text may be live: no markdown, mention, invite, link, timestamp, command mention or custom emoji, and no
direction override that turns the words around it. What a reader sees stays the same characters in the same order.
"""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, urlsplit

from index.text.view import unwrapped

ZERO_WIDTH = "\u200b"
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
# embeddings, overrides, isolates, marks: they reorder what stands around them
_DIRECTION = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_UNSEEN = re.compile("[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\u200b]")
_MARKS = re.compile(r"([\\`*_~|\[\]()<>#!])")
_LINE_START = re.compile(r"(?m)^(\s*)([-+]|\d+(?=[.)]))(?=[\s.)])")
_MENTION = re.compile(r"@(?=everyone|here|&|!|\d)", re.IGNORECASE)
# Discord finds a scheme or an invite behind any letter, digit or underscore: no word boundary is asked for.
_LINK = re.compile(r":(?=//)")
_INVITE = re.compile(r"(discord(?:app)?)\.(?=gg\b|com\b|me\b|li\b|io\b|new\b|gift\b)", re.IGNORECASE)
LINK_MOST = 1500


def clean(text: str) -> str:
    """``text`` without control, direction and zero-width characters; line ends are ``\\n``, tabs spaces."""
    text = (
        text.replace("\r\n", "\n")
        .replace("\r", "\n")
        .replace("\t", " ")
        .replace("\u2028", "\n")
        .replace("\u2029", "\n")
    )
    return _DIRECTION.sub("", _UNSEEN.sub("", text))


def plain(text: str) -> str:
    """``text`` escaped on one line, or several where it has several."""
    text = _MARKS.sub(r"\\\1", clean(text))
    text = _LINE_START.sub(_defused_start, text)
    text = _MENTION.sub("@" + ZERO_WIDTH, text)
    text = _INVITE.sub(r"\1" + ZERO_WIDTH + ".", text)
    text = _LINK.sub(ZERO_WIDTH + ":", text)
    return isolated(text)


def _defused_start(match: re.Match[str]) -> str:
    space, mark = match.groups()
    # a backslash stops a bullet; before a digit it would show, so there the break goes after the number
    return f"{space}\\{mark}" if mark in "-+" else f"{space}{mark}{ZERO_WIDTH}"


def line(text: str) -> str:
    """``text`` escaped, its white space folded to single blanks: for names, titles and quotes inside a sentence."""
    return plain(" ".join(clean(text).split()))


def isolated(text: str) -> str:
    """``text`` held apart where it runs from right to left, so that it does not reorder what stands beside it."""
    if any(unicodedata.bidirectional(one) in ("R", "AL", "AN") for one in text):
        return f"{ISOLATE}{text}{END_ISOLATE}"
    return text


def block_quote(text: str) -> str:
    """``text`` escaped as a block quote, the line ends of a layout and blank lines folded."""
    lines = [one.strip() for one in plain(unwrapped(text)).split("\n")]
    return "\n".join("> " + one for one in lines if one)


def shortened(text: str, most: int) -> str:
    """``text`` (not yet escaped) of at most ``most`` code points, cut between words, never inside a number."""
    text = " ".join(clean(text).split())
    if len(text) <= most:
        return text
    head = text[: most - 1]
    at = head.rfind(" ")
    return (head[:at] if at > most // 2 else head).rstrip(" ,;:") + "…"


def link(label: str, url: str | None) -> str:
    """A masked link of the bot's own making, or "" where ``url`` is not one that may be shown: whole or not at all."""
    if not url or len(url) > LINK_MOST or _UNSEEN.search(url) or _DIRECTION.search(url):
        return ""
    try:
        parts = urlsplit(url.strip())
        host = parts.hostname or ""
    except ValueError:
        return ""
    if parts.scheme.lower() not in ("http", "https") or not host or parts.username or parts.password:
        return ""
    safe = _MENTION.sub("%40", quote(url.strip(), safe="/:?#@!$&*+,;=%~-._'"))  # a mention counts in an address as well
    return f"[{label}](<{safe}>)" if len(safe) <= LINK_MOST else ""
