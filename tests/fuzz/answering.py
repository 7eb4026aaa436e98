"""What everything after the loaders is fuzzed with: attribution, questions, a model's reply, Discord's payloads.

Each takes bytes, read as text; a NUL parts the fields where a target needs several. Nothing may be raised, no span may
lie outside its text, no sentence may be shown that is not composed of its evidence, no payload may break a limit.
"""

from __future__ import annotations

import itertools
import re
from datetime import date

from bot.answer.choice import read
from bot.answer.composition import statements
from bot.answer.phrasing import sentence
from bot.answer.verification import verified
from bot.discord import rendering
from bot.discord.labels import ENGLISH
from bot.discord.rendering import Cited, Said, Section, Shown
from bot.question.parser import LONGEST_QUESTION, parse
from index.attribution import attribute
from index.schema import Article, Claim, Evidence, Stance, StoredClaim
from index.text.view import view
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims as sample_claims
from tests.discord.test_rendering import faults

TODAY = date(2026, 3, 2)
CLAIMS = sample_claims()
SPACE = FakeSpace(CLAIMS)
EVIDENCE = tuple(Evidence(n, stored, 1.0) for n, stored in enumerate(CLAIMS[:6], start=1))
COMPOSED = {one.n: sentence(one.stored).removesuffix(".") for one in EVIDENCE}


def _fields(data: bytes) -> list[str]:
    return data.decode("utf-8", "replace").split("\0")


def attribution(data: bytes) -> None:
    text = " ".join(_fields(data))
    visible = view(text).text  # names are printed as a reader sees them, without control characters
    for claim in attribute(Article("a", text, outlet="The Tarn Courier")):
        for spans in (claim.source, claim.cue, claim.content):
            assert all(0 <= a < b <= len(text) for a, b in spans)
            assert all(b <= c for (_, b), (c, _) in itertools.pairwise(spans))
        assert all(link.strip() for link in claim.chain)
        assert all(link in visible or link == "The Tarn Courier" for link in claim.chain)


def question(data: bytes) -> None:
    query = parse(" ".join(_fields(data)), SPACE, TODAY)
    assert len(query.text) <= LONGEST_QUESTION
    assert len(query.topic) <= LONGEST_QUESTION


def reply(data: bytes) -> None:
    text = data.decode("utf-8", "replace")
    chosen, notes = verified(EVIDENCE, read(text, {one.n for one in EVIDENCE}))
    for statement in statements(parse("Who says it?", SPACE, TODAY), chosen):
        assert statement.citations
        assert set(statement.citations) <= {one.n for one in EVIDENCE}
        assert statement.text.startswith(COMPOSED[statement.citations[0]])
    assert all(note and "\n" not in note for note in notes)


def payload(data: bytes) -> None:
    fields = [one or "x" for one in _fields(data)]
    name, quote, title, outlet, url = (fields * 5)[:5]
    cited = []
    for n, stance in enumerate(Stance, start=1):
        article = Article(f"a{n}", quote, title, outlet, None, "2026-05-04", url)
        claim = Claim((), (), ((0, len(quote)),), (outlet, name), name, stance, n % 2 == 0)
        cited.append(Cited(n, StoredClaim(f"a{n}#1", article, claim, quote, quote)))
    said = tuple(Said(f"{text} [{n}]", (n,)) for n, text in enumerate(fields[:6], start=1))
    shown = Shown(title, (Section(name, said),), tuple(cited), notes=tuple(fields[:3]))
    pages = [*rendering.answer_pages(shown, ENGLISH), *rendering.evidence_pages(cited, ENGLISH)]
    pages += [rendering.quote_page(one, ENGLISH) for one in cited]
    for page in pages:
        assert faults(page) == []
        shown_text = "\n".join(block.text for block in page.blocks) + page.footer
        assert "@everyone" not in shown_text
        assert "@here" not in shown_text
        assert not re.search(r"(?<!\\)<[@#][!&]?\d", shown_text)
        assert not re.search("[\u202a-\u202e]", shown_text)


_ARTICLE = (
    "Mayor Ida Holm said on Monday that the tram would run again. “We have tested every cable,” she told the Tarn "
    "Courier.\n\nThe union, citing two unnamed officials, denied that the bridge is safe. The ministry declined to "
    "comment. According to Tom Varga, the council had “never seen” the report.\n\nLIND: It is safe."
    "\n\nVARGA: It is not.\n"
)
SEEDS: dict[str, tuple[bytes, ...]] = {
    "attribution": (_ARTICLE.encode(), _ARTICLE.replace(". ", ".\n").encode()),
    "question": (
        b"Who claims that the bridge was safe for 3,000 cars a day?", b"What did Uma Fjell say about the bridge?",
        b"Did anyone deny it since 3 March 2025?", b"Which sources does The Ledger cite for the cracks?",
        b"How many independent sources say so?", b"Who disagrees with Uma Fjell about the bridge?",
    ),
    "reply": tuple(
        f'{{"nothing_answers": false, "pieces": [{{"n": {n}, "role": "answers", "group": 1}}]}} [{n}] 【9】'.encode()
        for n, _ in enumerate(CLAIMS[:6], start=1)
    ),
    "payload": (
        "Ida Holm\0“It is safe,” she said.\0Tram runs\0Tarn Courier\0https://c.example/a".encode(),
        b"@everyone\0[x](https://e.example) <@123> <@&5> ||a|| discord.gg/x\0# T\0> O\0javascript:alert(1)",
        "\0".join(("n" * 500, "word 1,000 " * 700, "t" * 900, "o", "https://c.example/" + "u" * 2100)).encode(),
    ),
}  # fmt: skip
DICTIONARY = tuple(
    piece.encode()
    for piece in (
        " said that ", " according to ", "“", "”", "\"", "\n\n", "NAME: ", ", citing ", " denied ", " declined to ",
        "…", "@everyone", "@here", "<@1>", "<@&1>", "[1]", "[99]", "[١]", "](", "||", "```", "\u202e", "\u200b", "\0",
        "~~",
        "since ", "2025-02-30", "9999-99-99", "٣", "²", "who ", "which ", "İ", "ß", "\U0001f600", "e\u0301" * 5,
        "9" * 30, "a" * 300, "( " * 60, "that " * 60,
    )
)  # fmt: skip
TARGETS = {"attribution": attribution, "question": question, "reply": reply, "payload": payload}
