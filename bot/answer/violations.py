"""What can be wrong with a statement about the evidence it cites. Pure; every finding is half a sentence for the notes.

Quoted words are looked at as quotations; everything else in a statement are the model's own words, and there no
source, stance, number, date or name may stand that the evidence does not have.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from bot.answer import cue_verbs, phrasing
from bot.question.tokens import STOP, fold
from bot.retrieval.matching import same_source
from index.schema import Evidence, Stance, StoredClaim

_QUOTED = re.compile(r"[“„«]([^“”„«»]*)[”»]|\"([^\"]*)\"")
_SINGLE = re.compile(r"(?<!\w)['‘‚‹](.*)['’‘›](?!\w)", re.S)
_UNPAIRED = re.compile('[“”„‟«»"‘‚‹›「」『』〝〞＂]')
_LINK = re.compile(r"://|\bwww\.", re.I)
_ELLIPSIS = re.compile(r"\s*(?:…|\.\.\.+)\s*")
_WORD = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+(?:['’][^\W_]+)?")
_DENIES = re.compile(
    r"\b(?:den(?:y|ies|ied|ying|ials?)|disput\w+|reject\w*|dismiss\w*|refut\w+|contradict\w*|rebut\w*|disavow\w*|"
    r"(?:is|are|was|were|calls? it) (?:false|untrue|not true)|"
    r"(?:did|does|do|has|have|had|is|are|was|were)(?: not|n['’]t) "
    r"(?!confirm|say|comment|respond|answer|publicly|disclose|reveal)\w+)\b",
    re.I,
)
_WITHHOLDS = re.compile(
    r"\b(?:declin\w+|refus\w+|withh[eo]ld\w*|no confirmation|no comment|unconfirmed|not (?:publicly |yet )?confirm\w*|"
    r"(?:not|n['’]t|never) (?:\w+ly )?(?:confirm|say|comment|respond|answer|disclose|reveal|verify|verified|confirmed)|"
    r"could not (?:\w+ly )?(?:verify|determine|confirm))\b",
    re.I,
)
_CITING = re.compile(r"\b(?:citing|quoting|according to|attributed to|referring to)\s+([^,;:“\"]+)", re.I)
_COUNT = re.compile(r"\b(\d+|one|two|three|four|five|six|seven|eight|nine|ten) (source|report)s?\b", re.I)
_NUMBERS = {
    w: str(i)
    for i, w in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen twenty".split()
    )
}
_OWN_WORDS = frozenset(
    "i the a an in on at by for from with as and or but both neither nobody no one its it this that according citing "
    "other another others meanwhile however while also asked article articles".split()
)


def quotations(text: str) -> list[str]:
    """The stretches in quotation marks."""
    return [a or b for a, b in _QUOTED.findall(text) if (a or b).strip()]


def own_words(text: str) -> str:
    """``text`` with every quotation replaced by an ellipsis."""
    return _QUOTED.sub(" … ", text)


@lru_cache(maxsize=4096)
def _plain(text: str) -> str:
    return re.sub(r"[“”„‟«»\"'‘’`]+", "'", phrasing.plain(text)).casefold()


def _bag(text: str) -> set[str]:
    tokens = {re.sub(r"['’]s?$", "", t) for t in _WORD.findall(fold(text))}
    return tokens | {_NUMBERS[t] for t in tokens if t in _NUMBERS}


def known_text(stored: StoredClaim) -> str:
    """Everything that a statement about a claim may take words from."""
    article, claim = stored.article, stored.claim
    # The day alone: a time glued to it ("2026-02-11T08:30") would hide its number.
    day = (article.published or "")[:10]
    parts = (stored.quote, stored.context, article.title, article.outlet, article.author, article.published, day)
    return " ".join(x for x in (*parts, claim.speaker, *claim.chain, phrasing.source_words(stored)) if x)


def first(text: str, cited: Sequence[Evidence]) -> str | None:
    """The first fault of ``text`` (without its numbers) as words for a note, or None."""
    stored = [e.stored for e in cited]
    mine = own_words(text)
    for fault in (_source, _chain, _stance, _counts):
        found = fault(mine, stored)
        if found:
            return found
    return _quotes(text, stored) or _singly_quoted(mine, stored) or _swapped(text, stored) or _names(mine, stored)


def _named(mine: set[str], name: str) -> bool:
    wanted = [t for t in _WORD.findall(fold(name)) if t not in STOP] or _WORD.findall(fold(name))
    wanted = [re.sub(r"['’]s?$", "", t) for t in wanted]
    if not wanted:
        return True
    share = sum(t in mine for t in wanted) / len(wanted)
    return share == 1 or (share >= 0.5 and any(t in mine for t in wanted[-1:]))


def _names_source(bag: set[str], stored: StoredClaim) -> bool:
    names = {phrasing.speaker_words(stored), stored.claim.speaker or phrasing.speaker_words(stored)}
    if stored.claim.own_voice:
        names = {phrasing.outlet_words(stored)} if stored.article.outlet else {"article"}
    return any(_named(bag, n) for n in names)


def _source(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    bag = _bag(mine)
    for s in stored:
        if _names_source(bag, s):
            continue
        # one source in several reports is named once, in the words of one of them
        if any(o is not s and same_source(o, s) and _named(bag, phrasing.speaker_words(o)) for o in stored):
            continue
        return "does not name its source"
    return None


def _chain(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    for s in stored:
        if s.claim.own_voice and re.search(r"\bciting (?!anyone|nobody|no one)", mine):
            return "cites a source for what the article says in its own voice"
        last = _CITING.findall(mine)[-1:]
        if last and not any(_ends_with(last[0], o) for o in stored if o is s or same_source(o, s)):
            return "takes the relay for the source"
    return None


def _ends_with(last: str, stored: StoredClaim) -> bool:
    """True where ``last``, what stands after the last "citing", is the original source of a claim."""
    bag = _bag(last)
    return _named(bag, phrasing.speaker_words(stored)) or bool(
        stored.claim.chain and _named(bag, stored.claim.chain[-1])
    )


def _stance(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    stances = {s.claim.stance for s in stored}
    known = " ".join(s.quote for s in stored)
    mine = _without_names(mine, stored)  # their words are no stance ("Holocaust denial museum says")
    withholds = list(_WITHHOLDS.finditer(mine))
    denies = [m for m in _DENIES.finditer(mine) if not any(w.start() <= m.start() < w.end() for w in withholds)]
    if Stance.DENIES in stances and not denies:
        return "does not say that its source denies"
    if Stance.WITHHOLDS in stances and not withholds:
        return "does not say that its source would not confirm"
    if Stance.DENIES not in stances and any(_is_own(m, mine, known) for m in denies):
        return "makes a denial of what is none"
    silent = Stance.WITHHOLDS in stances or any(cue_verbs.refuses(s) for s in stored)
    if not silent and any(_is_own(m, mine, known) for m in withholds):
        return "makes a refusal to confirm of what is none"
    return None


def _without_names(mine: str, stored: Sequence[StoredClaim]) -> str:
    for s in stored:
        for name in (phrasing.source_words(s), phrasing.outlet_words(s)):
            mine = _anywhere(name).sub(" ", mine)
    return mine


def _is_own(match: re.Match[str], mine: str, known: str) -> bool:
    """True where a word of denial or silence is the statement's own verb, not taken over from what is claimed."""
    if re.match(r"\s*(?:that|having|to|the|:|,)?\s*…", mine[match.end() :]):
        return True
    return not re.search(rf"\b{re.escape(match[0])}\b", known, re.I)


def _counts(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    """Numbers of sources and of reports must be those of what is cited."""
    for number, what in _COUNT.findall(mine):
        n = int(_NUMBERS.get(number.lower(), number))
        if what.lower() == "report" and n != len(stored) and number not in _bag(" ".join(map(known_text, stored))):
            return "counts the reports wrongly"
        if what.lower() == "source" and n > len(stored) and number not in _bag(" ".join(map(known_text, stored))):
            return "counts the sources wrongly"
    return None


def _stands_in(part: str, text: str) -> bool:
    """True where ``part`` stands in ``text`` with no letter or digit joined to either end."""
    at = text.find(part)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(part) : at + len(part) + 1]
        if not any(c.isalnum() or c == "_" for c in before + after):
            return True
        at = text.find(part, at + 1)
    return False


@lru_cache(maxsize=4096)
def _anywhere(words: str) -> re.Pattern[str]:
    return re.compile(re.escape(words), re.I)


def _holds(stored: StoredClaim, quoted: str) -> bool:
    """True where the claim's words hold ``quoted`` as it stands; an ellipsis leaves out only what the claim leaves out.

    "I did … kill him" is not what "I did not kill him" says.
    """
    bare = _ELLIPSIS.sub(" … ", _plain(quoted)).strip(" ,;:.!?…")
    return not bare or _stands_in(bare, _ELLIPSIS.sub(" … ", _plain(stored.quote)))


def _quotes(text: str, stored: Sequence[StoredClaim]) -> str | None:
    if all(any(_holds(s, quoted) for s in stored) for quoted in quotations(text)):
        return None
    return "quotes words that the evidence does not have"


def _singly_quoted(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    """Quotation marks of other kinds are no way around the check; nor is a link to elsewhere."""
    bare = _without_names(mine, stored)
    have = _plain(" ".join(map(known_text, stored)))
    parts = (_plain(part).strip(" ,;:.!?") for part in _SINGLE.findall(bare))
    if any(part and not _stands_in(part, have) for part in parts):
        return "quotes words that the evidence does not have"
    if _UNPAIRED.search(_SINGLE.sub(" ", bare)):
        return "has a quotation mark without its other half"
    return "has a link" if _LINK.search(mine) else None


def _swapped(text: str, stored: Sequence[StoredClaim]) -> str | None:
    """Of several sources, each must have said what is quoted after its name, and in that stance."""
    if all(same_source(stored[0], s) for s in stored[1:]):
        return None
    at = 0
    for match in _QUOTED.finditer(text):
        before, at = text[at : match.start()], match.end()
        bag = _bag(before)
        named = [s for s in stored if _names_source(bag, s)]
        own = [s for s in stored if _holds(s, match[1] or match[2] or "") and any(same_source(s, o) for o in named)]
        if named and not own:
            return "gives the words of one source to another"
        if own and all(_stance(f"{before} …", [s]) for s in own):
            return _stance(f"{before} …", own[:1])
    return None


def _names(mine: str, stored: Sequence[StoredClaim]) -> str | None:
    known = _bag(" ".join(known_text(s) for s in stored))
    mine = _COUNT.sub(" ", mine)
    for match in _WORD.finditer(mine):
        word = match[0]
        plain = re.sub(r"['’]s?$", "", fold(word))
        if any(c.isdigit() for c in word) or plain in _NUMBERS.keys() - {"one"}:
            if plain not in known and _NUMBERS.get(plain) not in known:
                return f"has a number or date that the evidence does not have ({word})"
        elif word[0].isupper() and plain not in known and plain not in _OWN_WORDS:
            before = mine[: match.start()].rstrip()
            if before and before[-1] not in ".?!":
                return f"has a name that the evidence does not have ({word})"
    return None
