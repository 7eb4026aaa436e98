"""What the bot asks of the library and the asker: blocking calls, each on one space, run in a thread by the caller.

Replies are stored as references to claims (id and a digest of the words), not as copies: an article that is removed is
gone from earlier answers too, and a claim id that came to stand for other words is not shown in their place.
"""

from __future__ import annotations

import hashlib
import secrets
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from bot.discord import pages, rendering
from bot.discord.error_replies import Stale
from bot.discord.escape import line, shortened
from bot.discord.labels import Labels
from bot.discord.pages import Block, Page
from bot.discord.rendering import Cited, Said, Section, Shown
from bot.propositions.kept import Propositions
from index.feeds import polling
from index.schema import Answer, Article, Evidence, Role, Speaker, Stance, StoredClaim
from index.store import guilds
from index.store.guilds import Reply

if TYPE_CHECKING:
    from bot.answer.asker import Asker, Turn
    from index.store.library import Library, Space

Json = dict[str, Any]
LIST_MOST, LIST_PAGE = 200, 12
NEGATIVE = (Stance.DENIES, Stance.WITHHOLDS)


def digest(quote: str) -> str:
    """Twelve hex digits that tell one claim's words from another's."""
    return hashlib.sha256(quote.encode()).hexdigest()[:12]


class Archive:
    """The library, the asker and the bot's own tables, behind what commands and buttons need."""

    def __init__(self, library: Library, asker: Asker) -> None:
        self.library, self.asker = library, asker
        self.database = library.database
        self.propositions = Propositions()

    def space(self, name: str, *, began: int | None = None, by: int | None = None) -> Space:
        """The space of that name; ``began`` and ``by`` as ``Library.space`` has them."""
        return self.library.space(name, began=began, by=by)

    # -- asking

    def ask(self, name: str, question: str, history: Sequence[Turn] = ()) -> tuple[Json, Answer]:
        """The body of an answer and the answer itself."""
        answer = self.asker.ask(self.space(name), question, history=history)
        parts = Parts(question)
        parts.add(None, answer)
        body = parts.body()
        return ({**body, "empty": True} if answer.abstained and self.is_empty(name) else body), answer

    def is_empty(self, name: str) -> bool:
        """True where no article lies in the space yet."""
        return not self.space(name).stats().get("articles")

    def who(self, name: str, claim: str, words: Labels) -> Json:
        """Who asserts a claim, who denies it, who will not confirm it: a body with a section for each.

        Only what answers "who claims it" counts as asserting it: an assertion found while asking for denials may say
        the opposite, and stands with the others.
        """
        asked = [f"Who claims that {claim}?", f"Who denies that {claim}?", f"Who refused to confirm that {claim}?"]
        answers = [self.asker.ask(self.space(name), question) for question in asked]
        parts = Parts(claim)
        parts.add(words.asserted, answers[0], lambda one: one.stored.claim.stance not in NEGATIVE)
        for stance, title in ((Stance.DENIES, words.denied), (Stance.WITHHOLDS, words.withheld)):
            for answer in answers:
                parts.add(title, answer, lambda one, want=stance: one.stored.claim.stance is want)
        for answer in answers:
            parts.add(words.otherwise, answer)
        return parts.body()

    def compare(self, name: str, topic: str, first: str | None, second: str | None) -> Json:
        """What two speakers, or all sides, say about a topic."""
        space, parts = self.space(name), Parts(topic if not first else f"{topic}: {first} / {second or '…'}")
        for speaker in (first, second):
            if speaker:
                parts.add(speaker, self.asker.ask(space, f"What does {speaker} say about {topic}?"))
        if not (first and second):
            asked = (
                f"Who disagrees with {first} about {topic}?"
                if first
                else f"Who agrees and who disagrees about {topic}?"
            )
            parts.add("…" if first else None, self.asker.ask(space, asked))
        return parts.body()

    def other_side(self, name: str, reply: Reply, n: int, words: Labels) -> Json | None:
        """The opposite stance to citation ``n`` of a reply, by other speakers; None where nobody takes it."""
        stored = self._one(name, reply, n).stored
        if stored is None:
            return None
        quote = shortened(stored.quote, 300)
        negative = stored.claim.stance in NEGATIVE
        answer = self.asker.ask(self.space(name), f"Who {'claims' if negative else 'denies or disputes'} that {quote}?")
        parts = Parts(f"{words.other_side}: {shortened(stored.quote, 200)}")

        def opposite(one: Evidence) -> bool:
            claim = one.stored.claim
            other = one.stored.id != stored.id and (claim.speaker is None or claim.speaker != stored.claim.speaker)
            return other and (claim.stance in NEGATIVE) is not negative

        parts.add(None, answer, opposite)
        return parts.body() if parts.sections else None

    # -- lists

    def claims(self, name: str, title: str, **filters: Any) -> Json:
        """A list of claims that fit the filters of ``Space.claims``."""
        found = self.space(name).claims(**filters, limit=LIST_MOST + 1)
        return self.listed(title, found)

    def listed(self, title: str, found: Sequence[StoredClaim], head: str = "") -> Json:
        """The body of a list of claims; beyond the most, the title says so."""
        refs = [{"n": n, **_ref(one)} for n, one in enumerate(found[:LIST_MOST], start=1)]
        return {"title": title, "head": head, "citations": refs, "more": len(found) > LIST_MOST}

    def more_of(self, name: str, reply: Reply, n: int) -> Json | None:
        """Everything that the speaker of citation ``n`` says; None where the claim is gone or has no speaker."""
        stored = self._one(name, reply, n).stored
        if stored is None or not stored.claim.speaker:
            return None
        return self.claims(name, stored.claim.speaker, by=stored.claim.speaker)

    def article(self, name: str, article_id: str, words: Labels) -> Json:
        """An article's claims under its title. Raises UnknownArticle."""
        space = self.space(name)
        article, claims = space.whole(article_id)
        cited = [one for one in claims if not one.claim.own_voice]
        head = f"-# {rendering.where(article, words)}\n-# {line(article.id)} · {len(article.text.split())} words"
        return self.listed(article.title or article.id, cited, head)

    # -- coming and going

    def forget(self, name: str) -> None:
        """Delete a space with all that belongs to it."""
        self.library.drop_space(name)
        self.propositions.forget(name)

    def reconcile(self, present: set[str], mine: Callable[[str], bool], now: float) -> None:
        """Mark the guilds of this shard that are gone, and unmark those that are there."""
        for name in filter(mine, {*self.library.spaces(), *polling.followed(self.database)}):
            if name not in present:
                guilds.mark_left(self.database, name, now)
        for name in present:
            if guilds.left_at(self.database, name) is not None:
                guilds.mark_left(self.database, name, None)

    def due(self, before: float, now: float) -> guilds.Due:
        """The spaces of guilds that were left before that time; see ``guilds.due``."""
        return guilds.due(self.database, before, now)

    # -- storing and showing

    def keep(self, name: str, kind: str, body: Json, user: int, began: int | None) -> Reply:
        """Store a reply; it is durable when this returns. Raises SpaceDeleted where ``began`` is over."""
        reply = Reply(secrets.token_hex(8), kind, body, user, time.time())
        guilds.save_reply(self.database, name, reply, began=began)
        return reply

    def reply(self, name: str, key: str) -> Reply:
        """A stored reply of that space. Raises Stale where there is none."""
        found = guilds.reply(self.database, name, key)
        if found is None:
            raise Stale
        return found

    def pages(self, name: str, reply: Reply, words: Labels) -> list[Page]:
        """All pages of a stored reply, with their buttons but those that turn pages."""
        if reply.kind == "answer":
            return self._answer(name, reply, words)
        if reply.kind == "claims":
            return self._claims(name, reply, words)
        raise Stale

    def page(self, name: str, reply: Reply, at: int, words: Labels) -> Page:
        """Page ``at`` of a stored reply."""
        if reply.kind == "articles":
            return self._live(self._articles(name, reply.body, at, words), at, words.articles, words)
        if reply.kind == "speakers":
            return self._live(self._speakers(name, reply.body, at, words), at, words.speakers, words)
        every = self.pages(name, reply, words)
        return pages.turning(every, at, "p", words.previous, words.next, f"-# {words.page}")

    def evidence(self, name: str, reply: Reply, at: int, words: Labels) -> Page:
        """Page ``at`` of all the quotes behind a reply."""
        every = rendering.evidence_pages(self._cited(name, reply), words)
        return pages.turning(every, at, "f", words.previous, words.next, f"-# {words.page}")

    def quote(self, name: str, reply: Reply, n: int, words: Labels) -> Page:
        """The exact words behind number ``n`` of a reply."""
        return rendering.quote_page(self._one(name, reply, n), words)

    def _one(self, name: str, reply: Reply, n: int) -> Cited:
        found = [ref for ref in reply.body.get("citations", []) if ref["n"] == n]
        if not found:
            raise Stale
        return self._resolve(name, found)[0]

    def _cited(self, name: str, reply: Reply) -> list[Cited]:
        return self._resolve(name, reply.body.get("citations", []))

    def _resolve(self, name: str, refs: Sequence[Json]) -> list[Cited]:
        wanted = [one for ref in refs for one in (ref, *ref.get("reports", []))]
        stored = {one.id: one for one in self.space(name).claims_by_id([one["id"] for one in wanted])}

        def same(ref: Json) -> StoredClaim | None:
            one = stored.get(ref["id"])
            return one if one is not None and digest(one.quote) == ref["digest"] else None

        def reports(ref: Json) -> Iterable[StoredClaim]:
            return (one for one in map(same, ref.get("reports", [])) if one is not None)

        return [Cited(ref["n"], same(ref), tuple(reports(ref))) for ref in refs]

    def _answer(self, name: str, reply: Reply, words: Labels) -> list[Page]:
        body = reply.body
        sections = tuple(
            Section(
                _title(one["title"], words), tuple(Said(text, tuple(numbers)) for text, numbers in one["statements"])
            )
            for one in body["sections"]
        )
        shown = Shown(
            body["title"],
            sections,
            tuple(self._cited(name, reply)),
            body["abstained"],
            tuple(body["notes"]),
            words.empty if body.get("empty") else "",
        )
        every = rendering.answer_pages(shown, words)
        ask = pages.Press(words.yes, "y", 0, "success"), pages.Press(words.no, "n", 0, "danger")
        last = every[-1]
        if not shown.abstained:
            every[-1] = replace(last, rows=(*last.rows, ask), asks=f"-# {words.right}")
        return every

    def _claims(self, name: str, reply: Reply, words: Labels) -> list[Page]:
        body, cited = reply.body, self._cited(name, reply)
        count = f"{LIST_MOST}+" if body["more"] else str(len(cited))
        head = f"### {line(shortened(body['title'], rendering.HEADING_MOST))}\n-# {words.claims}: {count}"
        heading = Block("\n".join(part for part in (head, body.get("head", "")) if part))
        if not cited:
            return [Page((heading, Block(words.nothing)))]
        units = []
        for one in cited:
            gone = Block(f"**{one.n}.** {words.gone}", rule=one.n > 1)
            units.append((gone if one.stored is None else rendering.claim_entry(one.n, one.stored, words),))
        return [replace(page, blocks=(heading, *page.blocks)) for page in pages.fill(units)]

    def _articles(self, name: str, body: Json, at: int, words: Labels) -> list[str]:
        found: list[Article] = self.space(name).articles(
            match=body["match"], limit=LIST_PAGE + 1, offset=at * LIST_PAGE
        )
        return [
            f"**{line(shortened(one.title or one.id, 150))}**\n-# {rendering.where(one, words)}\n-# `{_code(one.id)}`"
            for one in found
        ]

    def _speakers(self, name: str, body: Json, at: int, words: Labels) -> list[str]:
        # the catalogue gives the most quoted first; LIST_PAGE at a time of the first LIST_MOST
        upto = min((at + 1) * LIST_PAGE + 1, LIST_MOST)
        found: list[Speaker] = self.space(name).speakers(match=body["match"], limit=upto)[at * LIST_PAGE :]
        lines = []
        for one in found:
            other = [line(shortened(alias, 60)) for alias in one.aliases if alias != one.name][:3]
            mark = f" ({words.anonymous})" if one.anonymous else ""
            aliases = f" · {', '.join(other)}" if other else ""
            lines.append(f"**{line(shortened(one.name, 150))}**{mark}\n-# {words.claims}: {one.claims}{aliases}")
        return lines

    def _live(self, lines: list[str], at: int, title: str, words: Labels) -> Page:
        body = "\n".join(lines[:LIST_PAGE]) or words.nothing
        presses = [pages.Press(words.previous, "p", at - 1)] if at else []
        presses += [pages.Press(words.next, "p", at + 1, "primary")] if len(lines) > LIST_PAGE else []
        return Page((Block(f"### {title}"), Block(body)), (tuple(presses),))


def _code(text: str) -> str:
    """An id between backticks: nothing in it may close them."""
    return shortened(text, 120).replace("`", "'")


def _ref(stored: StoredClaim) -> Json:
    return {"id": stored.id, "digest": digest(stored.quote)}


def _title(stored: str | None, words: Labels) -> str | None:
    """The heading of a section as it is shown; a role's in the reader's language."""
    heads = {"same_claim": words.same_claim, "other_side": words.other_side_title, "leaves_open": words.left_open}
    return heads.get(stored.removeprefix("role:"), stored) if stored and stored.startswith("role:") else stored


def _head(role: Role) -> str | None:
    """The key under which statements of a role are stored; ``_answer`` shows the label of the reader's language."""
    return None if role is Role.ANSWERS else f"role:{role}"


class Parts:
    """Puts several answers together under one numbering: a claim has one number, however often it is cited."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.sections: dict[str | None, list[tuple[str, list[int]]]] = {}
        self.said: set[str] = set()
        self.numbers: dict[str, int] = {}
        self.refs: list[Json] = []
        self.notes: list[str] = []
        self.abstentions: list[str] = []

    def add(self, title: str | None, answer: Answer, wanted: Any = lambda one: True) -> None:
        """Take the statements of ``answer`` whose first citation is ``wanted``; each statement is taken once."""
        by_n = {one.n: one for one in answer.citations}
        self.notes += [note for note in answer.notes if note not in self.notes]
        if answer.abstained:
            self.abstentions.append(answer.answer)
            return
        group = ""
        for statement in answer.statements:
            group = statement.head or group  # it stands over the first of a group alone
            cited = [by_n[n] for n in statement.citations if n in by_n]
            mark = "|".join(one.stored.id for one in cited) or statement.text
            if mark in self.said or not cited or not wanted(cited[0]):
                continue
            self.said.add(mark)
            numbers = [self.number(one) for one in cited]
            head = title if title is not None else group or _head(statement.role)
            self.sections.setdefault(head, []).append((statement.text, list(dict.fromkeys(numbers))))

    def number(self, one: Evidence) -> int:
        """The number of a citation in the whole reply."""
        if one.stored.id not in self.numbers:
            self.numbers[one.stored.id] = len(self.numbers) + 1
            reports = [_ref(report) for report in one.reports]
            self.refs.append({"n": self.numbers[one.stored.id], **_ref(one.stored), "reports": reports})
        return self.numbers[one.stored.id]

    def body(self) -> Json:
        """The body to store. Without a statement it abstains, in the words of the first answer that did."""
        sections = [{"title": title, "statements": said} for title, said in self.sections.items()]
        if not sections and self.abstentions:
            sections = [{"title": None, "statements": [(self.abstentions[0], [])]}]
        abstained = not self.sections
        refs = [] if abstained else self.refs
        return {
            "title": self.title,
            "sections": sections,
            "citations": refs,
            "abstained": abstained,
            "notes": self.notes,
        }
