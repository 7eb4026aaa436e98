"""Follow-ups: a question that leans on those before it is completed from them. Pure functions over text and turns.

A model is not needed for this and not asked: the completed question is shown in the notes, so that a wrong guess is
seen. Each follow-up is completed from the question before it as that was completed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from bot.answer import source_label
from bot.answer.quotation import plain
from bot.question.parser import Kind, Query, stances
from bot.question.pasted import pasted
from bot.question.patterns import AUX, DENYING, SAY
from bot.question.tokens import words
from index.attribution.coreference.gender import of_words
from index.attribution.lexicon.nouns import PEOPLE, ROLE_WORDS
from index.attribution.lexicon.verbs import forms
from index.schema import Answer, Stance, StoredClaim
from index.text.first_names import of_first_name

LONGEST_TOPIC = 160
"""Code points of a claim's words that stand for it in a completed question."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One earlier question of the same person and channel, with its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Completed:
    """The question to ask. ``follows`` is the one it was completed from, None where it stands alone.

    ``about`` holds the ids of claims that it asks about themselves (where they stand, and since when), ``seen`` those
    that were shown and are not wanted again, ``reason_of`` the id of the claim whose reason it asks for, ``article``
    the id of the article last spoken of.
    """

    question: str
    follows: str | None = None
    about: tuple[str, ...] = ()
    seen: frozenset[str] = frozenset()
    reason_of: str | None = None
    article: str | None = None


@dataclass(frozen=True, slots=True)
class _Before:
    """What a follow-up leans on: the question before it as completed and as read, its answer, and what was shown."""

    question: str
    query: Query
    answer: Answer
    shown: frozenset[str]

    @property
    def claims(self) -> list[StoredClaim]:
        return [e.stored for e in self.answer.citations]

    def then(self, question: str, query: Query, answer: Answer) -> _Before:
        """What is leant on after a follow-up of this: where that found nothing, still what was shown before."""
        shown = self.shown | {e.stored.id for e in answer.citations}
        return _Before(question, query, answer if answer.citations else self.answer, shown)


Read = Callable[[str], Query]

_AND = re.compile(r"^\W*(?:and|but|so|ok(?:ay)?|then|well|hm+)\b[\s,]*", re.I)
_WHAT_ABOUT = re.compile(r"^\W*(?:what|how)\s+about\s+(?P<who>.+?)\W*$", re.I)
_MORE = re.compile(
    r"""^\W*(?:(?:show|give|tell)\s(?:me\s)?)?(?:some\s|the\s)?                          # show me the ...
    (?:more|next|rest|further|go\son|continue|next\spage|page\s(?P<n>\d{1,3}))          # more, page 2
    (?:\s(?:please|of\s(?:it|them)|claims|page))?\W*$""",
    re.I | re.X,
)
_IT = r"(?:that|it|this|these|you|they|she|he)"
_WHEN = re.compile(
    rf"""^\W*(?:
      when\s(?:was|is|did|were|has)\s{_IT}\b                                            # when was that
        (?:\s(?:was|said|say|says|written|published|reported|that|it|so|claimed|claim|this))*   # ... published
    | (?:(?:on\s)?(?:what|which)\s(?:date|day)|when|since\swhen)(?:\s(?:was|is)\s{_IT})?   # what date was that
    | how\s(?:old|recent)\sis\s{_IT}                                                    # how old is that
    )\W*$""",
    re.I | re.X,
)
_WHENCE = re.compile(
    rf"""^\W*(?:
      (?:in\s|from\s)?(?:which|what)\s(?:article|paper|outlet|newspaper|source|site|story|piece)s?   # which article
        (?:\s(?:is|was|does|did|are|were|has)\b.*?(?:from|in|it|that|this|so))?           # ... is that from
    | where\s(?:is|was|does|did|do|are)\s{_IT}\b                                        # where is that
        (?:\s(?:from|come\sfrom|say|stand|written|printed|published|get|read|find|see|have|said|it|that|this|so))*
    | (?:what(?:\sis|['’]s)\s(?:the|your)\s)?                                           # what's the source
        (?:source|link|url|citation|reference|evidence)s?(?:\s(?:for|of)\s{_IT})?         # source for that?
    | who\s(?:published|printed|reported|wrote)\s{_IT}                                   # who published that
    )\W*$""",
    re.I | re.X,
)
_ELSE = re.compile(
    rf"""^\W*(?:what|anything|something)\selse                                            # anything else?
    (?:\s(?:does|did|has|have|do|is|was)\s(?P<who>.+?)\s(?:\w+ly\s)?                    # what else did she say
       (?:{SAY}|{forms(DENYING, "base")})\b(?P<rest>.*?))?\W*$""",
    re.I | re.X,
)
_WHO_ELSE = re.compile(r"^\W*(?:(?:any(?:one|body)|who)\s+else|others?)\W*$", re.I)
_WHY = re.compile(
    rf"""^\W*(?:why|how\scome|for\swhat\sreason)                                        # why?
    (?:\s(?:not|so|is\sthat|was\sthat|{AUX}\s\w+\s(?:{SAY}|{forms(DENYING, "base")})  # why does she say
       (?:\s(?:that|so|it|this))?))?\W*$""",
    re.I | re.X,
)
_TRUE = re.compile(
    r"""^\W*(?:(?:is|was)\s(?:that|it|this)\s(?:really\s)?(?:true|so|right|correct)  # is that true?
    | really | true | is\sit | did\s(?:he|she|they|it)(?:\sreally)?                  # did she really?
    )\W*$""",
    re.I | re.X,
)
_PERSON = re.compile(r"\b(?:he|she|they|him|her|them)\b", re.I)
_THEIR = re.compile(r"\b(?:his|her|their)\b(?=\s+\w)", re.I)
_THING = re.compile(
    r"\b(?:it|this|that(?=\s*(?:\?|$|,|claim|story|statement))|so)\b(?:\s+(?:claim|story|statement))?", re.I
)
_NAME = re.compile(r"(?<!^)(?<![.?!] )\b[A-Z][\w'’-]+")
_QUESTION_WORD = re.compile(
    rf"^\W*(?:who|what|which|when|where|why|how|whose|whom|{AUX}|list|show|tell|give|is|are)\b", re.I
)
_PAGE = re.compile(r",? \(?page \d+\)?\W*$", re.I)


def complete(question: str, history: Sequence[Turn], read: Read) -> Completed:
    """What ``question`` asks, given the turns before it, oldest first; ``read`` parses a whole question.

    A question is taken as a follow-up where it begins with "and" or "what about", where a pronoun in it has nothing to
    stand for, where it asks only why, when, whence or for more, or where it holds no content word at all. Any other is
    given back unchanged.
    """
    asked = " ".join(question.split())
    article = history[-1].answer.citations[0].stored.article.id if history and history[-1].answer.citations else None
    if not history or not _leans(asked) or pasted(question):
        return Completed(question, article=article)
    before: _Before | None = None
    for turn in history:
        before = _after(turn, before, read)
    assert before is not None  # noqa: S101  (there is a turn)
    found = _completed(asked, before, read)
    if found is None:
        return Completed(question, article=article)
    whole = found.question[:1].upper() + found.question[1:]
    return replace(found, question=whole, follows=history[-1].question, article=article)


def _after(turn: Turn, before: _Before | None, read: Read) -> _Before:
    """What is leant on after ``turn``, which may have been a follow-up itself."""
    asked = " ".join(turn.question.split())
    leans = before is not None and _leans(asked) and not pasted(turn.question)
    found = _completed(asked, before, read) if before is not None and leans else None
    if found is None or before is None:
        return _Before(asked, read(asked), turn.answer, frozenset(e.stored.id for e in turn.answer.citations))
    if found.about:  # "when was that" changes nothing of what is spoken of
        return before.then(before.question, before.query, before.answer)
    return before.then(found.question, read(found.question), turn.answer)


def _leans(asked: str) -> bool:
    bare = _AND.sub("", asked)
    if bare != asked or any(
        form.match(bare) for form in (_WHAT_ABOUT, _MORE, _WHEN, _WHENCE, _ELSE, _WHO_ELSE, _WHY, _TRUE)
    ):
        return True
    return bool(_PERSON.search(bare) and not _named(bare)) or bool(_thing(bare)) or not words(bare).tokens


def _completed(asked: str, before: _Before, read: Read) -> Completed | None:
    bare = _AND.sub("", asked).strip()
    for form in (_about_claims, _more, _something_else, _reason, _truth, _other_matter):
        found = form(bare, before, read)
        if found is not None:
            return found
    whole = _filled(bare, before)
    if whole == bare and not words(bare).tokens:
        return None
    # who denies a claim is not who made it
    turned = Stance.DENIES in stances(bare) and Stance.DENIES not in before.query.stances
    return Completed(whole, seen=before.shown if turned else frozenset())


def _about_claims(bare: str, before: _Before, read: Read) -> Completed | None:
    """When was that? Which article is that from?"""
    when, whence = _WHEN.match(bare), _WHENCE.match(bare)
    if not (when or whence) or not before.claims:
        return None
    statement = before.answer.statements[0].citations if before.answer.statements else ()
    cited = [e.stored for e in before.answer.citations if e.n in statement] or before.claims
    said = f"{source_label.display(cited[0])} {_SAYS.get(cited[0].claim.stance, 'say')} “{_words_of(cited[0])}”"
    asked = f"When did {said}?" if when else f"In which article does {said}?"
    return Completed(asked, about=tuple(c.id for c in cited))


def _more(bare: str, before: _Before, read: Read) -> Completed | None:
    match = _MORE.match(bare)
    if not match:
        return None
    whole = _PAGE.sub("", before.question).rstrip(" ?.!")
    if before.query.kind is Kind.OVERVIEW:
        return Completed(f"{whole}, page {match['n'] or before.query.page + 1}")
    return Completed(f"{whole}?", seen=before.shown)


def _something_else(bare: str, before: _Before, read: Read) -> Completed | None:
    """What else did she say? Who else?"""
    if _WHO_ELSE.match(bare):
        whole = re.sub(r"^who\b(?! else\b)", "Who else", before.question.rstrip(" ?.!"), flags=re.I)
        return Completed(f"{whole}?", seen=before.shown)
    match = _ELSE.match(bare)
    if not match:
        return None
    who = match["who"] or ""
    speaker = _speaker(before, who) if not who or _PERSON.fullmatch(who.strip()) else who
    if not speaker:
        return None
    rest = _filled(match["rest"] or "", before).strip()
    return Completed(f"What else does {speaker} say{' ' + rest if rest else ''}?", seen=before.shown)


def _reason(bare: str, before: _Before, read: Read) -> Completed | None:
    if not _WHY.match(bare) or not before.claims:
        return None
    said = before.claims[0]
    verb = _SAYS.get(said.claim.stance, "say")
    return Completed(f"Why does {source_label.display(said)} {verb} “{_words_of(said)}”?", reason_of=said.id)


def _truth(bare: str, before: _Before, read: Read) -> Completed | None:
    return Completed(f"Is it true that {_proposition(before)}?") if _TRUE.match(bare) else None


def _other_matter(bare: str, before: _Before, read: Read) -> Completed | None:
    """What about Lena Osterberg? And the toll? And before March?"""
    match = _WHAT_ABOUT.match(bare)
    if match is None and (_QUESTION_WORD.match(bare) or len(bare.split()) > 8):
        return None
    other = (match["who"] if match else bare).strip(" ?.!,")
    if _PERSON.fullmatch(other):
        other = _speaker(before, other) or other
    query = read(_dated(other, before))
    if query.limits and not words(query.text).stem_set - words(" ".join(query.limits)).stem_set:
        return Completed(_limited(query, before))
    topic = _topic(before)
    if query.speakers or query.mentioned or _is_person(other) or (before.query.subject and other[:1].isupper()):
        return Completed(f"What does {other} say about {topic}?" if topic else f"What does {other} say?")
    if before.query.subject:
        return Completed(f"What does {before.query.subject} say about {other}?")
    if before.query.kind is Kind.DENIAL:
        return Completed(f"Who denies something about {other}?")
    return Completed(f"Who says what about {other}?")


_THEN = re.compile(r"^(since|before|after|until) (?:then|that|this)$", re.I)


def _dated(other: str, before: _Before) -> str:
    """ "since then" with the day of what was shown last."""
    days = [c.article.published[:10] for c in before.claims if c.article.published]
    return _THEN.sub(lambda match: f"{match[1]} {max(days)}", other) if days else other


def _limited(query: Query, before: _Before) -> str:
    """The question before with another limit: added to those it has, or in place of one of its kind."""
    old, new = before.query.within, query.within
    again = bool(old.outlets and new.outlets) or bool((old.since or old.until) and (new.since or new.until))
    whole = _PAGE.sub("", before.question).rstrip(" ?.!")
    if again and before.query.reported:
        whole = f"Who says what about {before.query.topic}" if before.query.topic else "Who says what"
    elif again:
        whole = before.query.text.rstrip(" ?.!")
    said = " ".join(query.limits)
    # a date at the end of a sentence would be one of what is claimed
    return f"{whole} ({said})?" if new.since or new.until else f"{whole} {said}?"


def _is_person(other: str) -> bool:
    """True for a description of somebody: "the mayor", "residents"."""
    last = re.findall(r"[^\W\d_]+", other.lower())[-1:]
    return bool(last) and (last[0] in ROLE_WORDS or last[0] in PEOPLE)


def _filled(bare: str, before: _Before) -> str:
    """``bare`` with its pronouns replaced by whom and what they stand for."""
    out, named = bare, _named(bare)
    person = _PERSON.search(bare)
    speaker = _speaker(before, person[0] if person else bare) if person or _THEIR.search(bare) else ""
    if speaker and not named:
        out = _THEIR.sub(_possessive(speaker), out)
        out = _PERSON.sub(lambda _: speaker, out, count=1)
    return _with_topic(out, before) if _thing(out) else out


def _named(text: str) -> list[str]:
    return [n for n in _NAME.findall(text) if n != "I"]


def _thing(text: str) -> re.Match[str] | None:
    """A pronoun for a claim: at the end, or right after a verb of saying, denying or confirming; never "it is true"."""
    for match in _THING.finditer(text):
        before, after = text[: match.start()].rstrip(), text[match.end() :].strip(" ?!.,")
        verb = re.search(rf"\b(?:{SAY}|{forms(DENYING)}|{forms('confirm')}|about|on|of|with|to)$", before, re.I)
        if verb and len(after.split()) <= 3:
            return match
    return None


_PREPOSITION = re.compile(r"\b(?:about|on|of|with|to)$", re.I)
_WH_CLAUSE = re.compile(rf"^(?:that|whether|who|what|why|how|{AUX})\b", re.I)


def _with_topic(text: str, before: _Before) -> str:
    match = _thing(text)
    topic = _topic(before)
    if match is None or not topic:
        return text
    lead, rest = text[: match.start()], text[match.end() :]
    if _PREPOSITION.search(lead.rstrip()) or _WH_CLAUSE.match(topic):
        return lead + topic + rest
    said = _proposition(before)
    joint = "that " if _is_clause(said, before) else ""
    return f"{lead}{joint}{said}{rest}"


def _proposition(before: _Before) -> str:
    """What can be denied or true: the clause that was asked about, else the words of what was shown first."""
    topic = _topic(before)
    asked = _is_clause(topic, before) or before.query.kind is Kind.DENIAL
    return topic if asked or not before.claims else f"“{_words_of(before.claims[0])}”"


def _is_clause(topic: str, before: _Before) -> bool:
    """True where what was spoken of can follow "that": it did, or it followed a verb of saying; no "having seen it"."""
    if topic.startswith("“"):
        return True
    at = before.query.text.lower().find(topic.lower())
    lead = before.query.text[:at].rstrip().lower() if at >= 0 else ""
    if lead.endswith(("that", "whether", "if", "true")):
        return True
    return not re.match(r"\w+ing\b", topic) and bool(re.search(rf"(?:^|\s){SAY}$", lead, re.I))


def _topic(before: _Before) -> str:
    """What was spoken of: the topic asked about, else the words of what was shown first."""
    topic = before.query.topic.rstrip(" ?.!")
    if before.query.kind is Kind.OVERVIEW and before.query.topic:
        return topic
    if words(topic).stem_set - words(before.query.subject).stem_set:
        return topic
    return f"“{_words_of(before.claims[0])}”" if before.claims else topic


def _words_of(stored: StoredClaim) -> str:
    said = re.sub(r"[“”\"«»]", "", plain(stored.quote)).strip(" ,;:.…")
    said = re.sub(r"^that ", "", said)
    return said if len(said) <= LONGEST_TOPIC else said[:LONGEST_TOPIC].rsplit(" ", 1)[0] + " …"


_SAYS = {Stance.DENIES: "deny", Stance.WITHHOLDS: "not confirm", Stance.URGES: "urge", Stance.VOWS: "promise"}
_GENDER = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f"}


def _speaker(before: _Before, pronoun: str) -> str:
    """Whom "she" means: whom the last question asked about, else the first cited speaker that the pronoun can mean."""
    found = _PERSON.search(pronoun) or _THEIR.search(pronoun)
    wanted = _GENDER.get(found[0].lower()) if found else None
    subject = before.query.subject
    asked = subject and not _PERSON.fullmatch(subject.strip()) and subject.lower() != "it"
    if asked and (not wanted or _gender(subject) in (None, wanted)):
        return subject
    names = [source_label.display(c) for c in before.claims if not c.claim.own_voice]
    known = [(name, _gender(name)) for name in dict.fromkeys(names)]
    exact = [name for name, sex in known if wanted and sex == wanted]
    possible = [name for name, sex in known if not wanted or sex in (None, wanted)]
    return (exact or possible or names or [""])[0]


def _gender(name: str) -> str | None:
    parts = re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", name)
    return of_words([p.lower() for p in parts]) or (of_first_name(parts[0]) if len(parts) > 1 else None)


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") else f"{name}'s"
