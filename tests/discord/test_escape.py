"""Foreign text shows as it stands, and nothing of it is live."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.discord.escape import block_quote, clean, line, link, plain, shortened

NASTY = [
    "@everyone", "@here", "<@12345678901234567>", "<@!1>", "<@&1>", "<#1>", "</ask:1>", "<:x:1>", "<a:x:1>",
    "<t:1:R>", "**bold**", "__under__", "*i*", "~~s~~", "||spoiler||", "`code`", "```py\nx\n```", "# big", "> quote",
    "- list", "1. list", "[masked](https://evil.example)", "https://evil.example/x", "discord.gg/abc", "a\\*b",
    "https://discord.com/invite/abc", "<https://evil.example>", "\u202edesrever\u202c", "\u2066isolate\u2069",
    "\u200e\u200f", "\x00\x07", "-# small", "_https://evil.example", "9http://evil.example", "xdiscord.gg/abc",
    "a" * 22 + "https://evil.example", "\u00e9https://evil.example", "*discordapp.com/invite/abc",
]  # fmt: skip
text = st.lists(st.one_of(st.sampled_from(NASTY), st.text(max_size=20)), max_size=8).map(" ".join)


def shown(escaped: str) -> str:
    """What a reader sees: backslashes before marks, zero-width spaces and isolates are not drawn."""
    escaped = re.sub(r"\\([\\`*_~|\[\]()<>#!+-])", r"\1", escaped)
    return re.sub("[\u200b\u2068\u2069]", "", escaped)


def live(escaped: str) -> list[str]:
    """What Discord would act on."""
    bare = re.sub(r"\\[\\`*_~|\[\]()<>#!+-]", "\u0001", escaped)
    found = re.findall(r"@everyone|@here|<@|<#|</|<:|<a:|<t:|https?://|discord(?:app)?\.(?:gg|com)/", bare, re.I)
    found += re.findall(r"[*_~|`\[\]<>]", bare)
    found += re.findall(r"(?m)^\s*(?:[-+] |#|>|\d+[.)] )", bare)
    return found + re.findall("[\u202a-\u202e\u2066\u2067\u200e\u200f\x00-\x08]", escaped)


@given(text)
def test_nothing_is_live_and_nothing_is_lost(words: str) -> None:
    assert live(plain(words)) == []
    assert shown(plain(words)) == clean(words)


@given(text)
def test_a_line_is_one_line_and_a_quote_is_quoted_throughout(words: str) -> None:
    assert "\n" not in line(words)
    assert live(line(words)) == []
    quoted = block_quote(words)
    assert all(one.startswith("> ") for one in quoted.split("\n") if one)


@given(text, st.integers(2, 80))
def test_shortened_keeps_the_limit_and_cuts_between_words(words: str, most: int) -> None:
    short = shortened(words, most)
    assert len(short) <= most
    folded = " ".join(clean(words).split())
    assert short == folded or folded.startswith(short[:-1])


@pytest.mark.parametrize(
    "url",
    [
        None, "", "javascript:alert(1)", "ftp://x.example/a", "https://", "https://user:pass@x.example/", "not a url",
        "https://x.example/" + "a" * 1600, "https://x.example/\u202egpj.exe", "http://[bad",
    ],
)  # fmt: skip
def test_a_link_that_may_not_be_shown_is_left_out_whole(url: str | None) -> None:
    assert link("open", url) == ""


@pytest.mark.parametrize(
    "url", ["https://x.example/a_(b)?c=[d]&e=<f>", "https://x.example/ä ö", "https://x.example/)](https://evil.example"]
)
def test_a_link_cannot_be_broken_out_of(url: str) -> None:
    made = link("open", url)
    assert re.fullmatch(r"\[open\]\(<https://x\.example/[^\s<>()\[\]]*>\)", made)


def test_an_address_mentions_nobody() -> None:
    assert link("open", "https://x.example/@everyone/a") == "[open](<https://x.example/%40everyone/a>)"
    assert link("open", "https://x.example/?to=@123") == "[open](<https://x.example/?to=%40123>)"
    assert link("open", "https://x.example/@writer") == "[open](<https://x.example/@writer>)"


def test_text_from_right_to_left_is_held_apart() -> None:
    assert plain("שלום") == "\u2068שלום\u2069"
    assert plain("hello") == "hello"
