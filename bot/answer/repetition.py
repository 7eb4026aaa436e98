"""What a reader has been told already: statements that say nothing new, and sentences in brackets that another quotes.

Compared are the words that the sentences quote, without what was put into them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.answer import phrasing, source_label
from bot.answer.predicate import Form, printed
from bot.answer.quotation import inner, plain, unmarked
from index.schema import Role, Stance, Statement, StoredClaim

Made = tuple[Statement, StoredClaim]
"""A statement, and the claim that it prints."""
_BRACKET = re.compile(rf" \({re.escape(phrasing.BEFORE)}: “([^”]*)”\)")
_WHOLE = re.compile(r"As [^“”]* writes(?: of [^“”]*)?: “([^”]*)”\.?")
MOSTLY = 0.5
"""Share of a sentence's letters that a reader has seen from which on it is told again."""


def folded(made: Iterable[Made]) -> list[Made]:
    """Statements without those that say nothing beside an earlier one; their citations are that one's."""
    kept: list[Made] = []
    for said, lead in made:
        same = next((i for i, (one, of) in enumerate(kept) if is_again(one, of, said, lead)), None)
        if same is None:
            kept.append((said, lead))
        else:
            kept[same] = as_one(*kept[same], said, lead)
    return kept


def told_once(statements: Sequence[Statement]) -> list[Statement]:
    """Statements as they are shown, in order, each thing once: a sentence in brackets goes where a statement before it,
    or its own, quotes it; an article's whole sentence where most of it was quoted, and its citations are that one's."""
    shown: list[Statement] = []
    for one in statements:
        text = _without_told_brackets(one.text, [*_quoted(shown), *_quoted([one], _BRACKET)])
        sentence = _WHOLE.fullmatch(text)
        tellers = [i for i, s in enumerate(shown) if s.role is one.role and sentence and _tells(s, sentence[1])]
        if not tellers:
            shown.append(replace(one, text=text))
        else:
            numbers = tuple(dict.fromkeys((*shown[tellers[0]].citations, *one.citations)))
            shown[tellers[0]] = replace(shown[tellers[0]], citations=numbers)
    return shown


def _without_told_brackets(text: str, told: Sequence[str]) -> str:
    return _BRACKET.sub(lambda found: "" if _is_told(found[1], told) else found[0], text)


def _tells(statement: Statement, words: str) -> bool:
    return _is_told(words, _quoted([statement]))


def _quoted(statements: Iterable[Statement], without: re.Pattern[str] | None = None) -> list[str]:
    """The letters of what statements quote."""
    texts = [without.sub("", one.text) if without else one.text for one in statements]
    return [_letters(quoted) for text in texts for quoted in phrasing.QUOTED.findall(text)]


def _is_told(words: str, told: Iterable[str]) -> bool:
    """True where ``told`` holds most of the letters of ``words``, in stretches long enough to be remembered."""
    letters = _letters(words)
    seen = sum(len(one) for one in dict.fromkeys(told) if len(one) >= phrasing.QUOTED_LEAST and one in letters)
    return seen >= MOSTLY * len(letters) or any(letters in one for one in told)


def _letters(words: str) -> str:
    return "".join(ch for ch in words.lower() if ch.isalnum())


def is_again(one: Statement, of: StoredClaim, other: Statement, by: StoredClaim) -> bool:
    """True where of two sentences one says nothing new: its words begin the other's; or they stand in the other's
    quotation, of one speaker or one content in one article with one stance, or of a sentence that tells of both."""
    if _begins(one.text, other.text) or _begins(other.text, one.text):
        return True
    if one.role is other.role and (_tells_already(by, one.text, of) or _tells_already(of, other.text, by)):
        return True
    if _held(one, of, other, by) or _held(other, by, one, of):
        return True
    a, b = of.claim, by.claim
    if other.role is not Role.ANSWERS and _made_clear_by(one, other):
        return True
    alike = (of.article.id, a.stance) == (by.article.id, b.stance) and (
        a.speaker == b.speaker or a.content == b.content
    )
    return alike and (_inside(one.text, other.text) or _inside(other.text, one.text))


def _made_clear_by(one: Statement, other: Statement) -> bool:
    """True where what the other sentence quotes is printed behind the one already, as what that points back to."""
    _, _, before = one.text.partition(f" ({phrasing.BEFORE}: ")
    quoted = phrasing.QUOTED.search(plainly(other.text))
    return quoted is not None and len(quoted[1]) >= phrasing.QUOTED_LEAST and inner(quoted[1]).strip(" .,") in before


def as_one(one: Statement, of: StoredClaim, other: Statement, by: StoredClaim) -> tuple[Statement, StoredClaim]:
    """Of two sentences that say the same the one that says more, under both citations, its own first; and its claim."""
    if other.role is not Role.ANSWERS and _made_clear_by(one, other):
        return Statement(one.text, (*one.citations, *other.citations), one.role), of
    if _begins(one.text, other.text):
        return Statement(other.text, (*one.citations, *other.citations), one.role), of
    if _held(one, of, other, by) and not _tells_already(by, one.text, of):
        return Statement(other.text, (*one.citations, *other.citations), one.role), of
    fuller = not _tells_already(by, one.text, of) and _inside(one.text, other.text)
    if fuller or _tells_already(of, other.text, by):
        return Statement(other.text, (*other.citations, *one.citations), one.role), by
    return Statement(one.text, (*one.citations, *other.citations), one.role), of


def _held(part: Statement, of: StoredClaim, sentence: Statement, by: StoredClaim) -> bool:
    """True where what one sentence quotes stands in the other, which is its article's whole sentence."""
    return (
        of.article.id == by.article.id
        and as_printed(sentence.text, by)
        and not as_printed(part.text, of)
        and _inside(part.text, sentence.text)
    )


def as_printed(text: str, stored: StoredClaim) -> bool:
    said = phrasing.AS_PRINTED.format(outlet=source_label.outlet_within(stored))
    return text.startswith(source_label.capitalised(said))


def _tells_already(roundabout: StoredClaim, text: str, by: StoredClaim) -> bool:
    """True where a claim that is only shown as its article's whole sentence stands in what another sentence quotes of
    that article: "Low's claim that the dam was safe" in "The board rejected Low's claim that the dam was safe"."""
    if roundabout.article.id != by.article.id or printed(roundabout).form is not Form.SENTENCE:
        return False
    if roundabout.claim.stance in (Stance.DENIES, Stance.WITHHOLDS) and roundabout.claim.stance is not by.claim.stance:
        return False  # who denies it says something else
    words = inner(unmarked(plain(roundabout.quote))).strip(" .,")
    plainer = printed(by).form in (Form.PREDICATE, Form.QUOTATION)
    return plainer and len(words) >= phrasing.QUOTED_LEAST and words in plainly(text)


def _begins(short: str, long: str) -> bool:
    return plainly(long).startswith(plainly(short).rstrip(".”"))


def plainly(text: str) -> str:
    """A sentence without what is put in to make it clear: the sentence before it, more of a name than its last word."""
    bare = re.sub(r"[.,](?=['’])", "", text.split(f" ({phrasing.BEFORE}: ")[0])
    return re.sub(r"\[(?:[^\]]*\s)?([^\]\s]+)\]", r"\1", bare)


def _inside(short: str, long: str) -> bool:
    """True where the words that ``short`` quotes stand in what ``long`` quotes."""
    quoted = phrasing.QUOTED.search(plainly(short))
    return (
        quoted is not None
        and len(quoted[1]) >= phrasing.QUOTED_LEAST
        and any(quoted[1] in q for q in phrasing.QUOTED.findall(plainly(long)))
    )
