"""Who a claim belongs to, as a reader needs it once: the resolved name with the role that the article prints."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.answer.quotation import inner, plain, possessive, printed
from index.attribution.lexicon.nouns import PEOPLE, ROLE_WORDS
from index.schema import Claim, Reference, Span, StoredClaim
from index.text import names

LONGEST = 110
"""Code points of a label that carries a role; a longer phrase is not printed whole."""
ROLE_MOST = 9
"""Words of an apposition that is printed beside a name."""

PRONOUNS = frozenset(
    "he she they it i we you him her them his hers their its who which that this these those himself herself me us my "
    "our one both".split()
)
FIRST_PERSON = frozenset("i we me us my our".split())
_OWNED = re.compile(r"\b(?:his|her|its|their)\b", re.I)
POSSESSIVES = frozenset("his her its their my our your".split())
_WITHOUT_NOUN = frozenset("some others many several few most both one another all none".split())
_RELATIVE = re.compile(r"(?<!\bof),?\s+(?:who|whom|whose|which|that)\b.*$", re.S)


def outlet(stored: StoredClaim) -> str:
    """The outlet's name, or words that point at the article where the outlet is unknown."""
    article = stored.article
    if article.outlet:
        return inner(plain(article.outlet))
    return f"The article '{inner(plain(article.title))}'" if article.title else "The article"


def speaker(stored: StoredClaim) -> str | None:
    """The original source in a reader's words, None where the article's words leave open who it is.

    The printed phrase where it holds the resolved name or where nobody is named; else the name, with the role that
    the article prints beside it.
    """
    claim = stored.claim
    if claim.own_voice:
        return outlet(stored)
    phrase = source_phrase(stored) if len(claim.chain) < 2 else ""
    return _label(stored, phrase or claim.chain[-1], claim.speaker)


def subject(stored: StoredClaim) -> str | None:
    """Who stands before the article's predicate: the relay where the article lets one speak, else the original source.

    None where that is a pronoun that nothing resolves.
    """
    claim = stored.claim
    if claim.own_voice:
        return outlet(stored)
    phrase = source_phrase(stored)
    if not phrase:
        return speaker(stored)
    if len(claim.chain) > 1 and _holds(phrase, claim.chain[0]) and not _holds(phrase, claim.chain[-1]):
        at = claim.source[0][0]
        meant = next((r.name for r in claim.references if r.start == at), None)
        return _label(stored, phrase, meant)
    return _label(stored, phrase, claim.speaker)


def display(stored: StoredClaim) -> str:
    """A short name for lists and buttons, never empty: the resolved one, without its role."""
    claim = stored.claim
    if claim.own_voice:
        return outlet(stored)
    named = inner(plain(claim.speaker or ""))
    if named and not claim.anonymous and named.lower() not in PRONOUNS:
        return capitalised(named)
    return capitalised(speaker(stored) or "an unnamed source")


def relays(stored: StoredClaim) -> tuple[str, ...]:
    """The relays by name, outermost first; a pronoun that nothing resolves is left out."""
    named = []
    for link in stored.claim.chain[:-1]:
        words = inner(plain(link))
        if words.lower() in PRONOUNS:
            words = next((r.name for r in stored.claim.references if _at(stored, r) == words.lower()), "")
        if words:
            named.append(words)
    return tuple(named)


def capitalised(words: str) -> str:
    """``words`` as they begin a sentence."""
    return words[:1].upper() + words[1:]


def source_phrase(stored: StoredClaim) -> str:
    """The printed source, on one line: appositions stay, relative clauses and loose punctuation go."""
    text = stored.article.text
    words = inner(plain(" ".join(printed(text, span, stored.claim.references) for span in stored.claim.source)))
    if not stored.claim.anonymous or len(words) > LONGEST:  # "a woman who gave only her first name" says who she is
        shorter = _RELATIVE.sub("", words)
        last = (stored.claim.speaker or "").split()[-1:]
        words = words if last and last[0] in words and last[0] not in shorter else shorter
    words = _without_owned(words).strip(" ,;:–—-―")
    first, _, rest = words.partition(" ")
    cue = {word for a, b in stored.claim.cue for word in text[a:b].lower().split()}
    return rest if rest and first.lower() in cue else words


def _without_owned(words: str) -> str:
    """A phrase without an apposition whose pronoun nothing resolves: "a spokeswoman for its navy"."""
    head, comma, rest = words.partition(",")
    return head if comma and _OWNED.search(rest) and not _OWNED.search(head) else words


def _at(stored: StoredClaim, reference: Reference) -> str:
    return stored.article.text[reference.start : reference.end].lower()


def _holds(phrase: str, mention: str) -> bool:
    return inner(plain(mention)).lower() in phrase.lower()


def _label(stored: StoredClaim, phrase: str, name: str | None) -> str | None:
    bare = inner(plain(phrase)).strip(" ,;:")
    low = bare.lower()
    resolved = inner(plain(name or ""))
    if resolved.lower() in PRONOUNS:
        resolved = ""
    if low in FIRST_PERSON:
        return resolved or inner(plain(stored.article.author or "")) or None
    if low.rsplit(" ", 1)[-1] in ("whom", "which"):
        return None  # "many of whom": the sentence before has to be read too
    if low in PRONOUNS and low not in _WITHOUT_NOUN:
        return _with_role(stored, resolved) if resolved else None
    if low in _WITHOUT_NOUN and resolved and resolved.lower() != low:
        return f"{bare} [{resolved}]"
    first = low.split(" ", 1)[0]
    if first in POSSESSIVES:
        return _owned(stored, bare, resolved)
    if _OWNED.search(re.split(r"\bwho\b", bare)[0]) and not stored.claim.own_voice:
        return _with_role(stored, resolved) if resolved and not _OWNED.search(resolved) else None
    if not resolved or stored.claim.anonymous or _same_words(bare, resolved):
        return bare if len(bare) <= LONGEST else (resolved or bare)
    if _contains(bare, resolved) and len(bare) <= LONGEST:
        return bare
    return _with_role(stored, resolved)


def _owned(stored: StoredClaim, bare: str, resolved: str) -> str | None:
    """ "her lawyer": whose it is stands in brackets where the reading knows, else the resolved name serves."""
    owner, _, rest = bare.partition(" ")
    at = stored.claim.source[0][0] if stored.claim.source else -1
    meant = next((r.name for r in stored.claim.references if r.start == at), None)
    if resolved and resolved.split(" ", 1)[0].lower() not in POSSESSIVES and not _same_words(rest, resolved):
        return _with_role(stored, resolved)
    return f"[{possessive(meant)}] {rest}" if meant and owner else None


def _same_words(one: str, other: str) -> bool:
    return one.lower().removeprefix("the ") == other.lower().removeprefix("the ")


def _contains(phrase: str, name: str) -> bool:
    """True where the printed phrase already names whom the name means, in full."""
    have = set(re.findall(r"\w+", phrase.lower()))
    return set(re.findall(r"\w+", name.lower())) <= have


def _with_role(stored: StoredClaim, name: str) -> str:
    """``Marc Odenkirch, Belchior's agent``: the name with the role that the article prints beside its first use."""
    role = role_of(stored.article.text, name)
    return role if role and len(role) <= LONGEST else name


@lru_cache(maxsize=4096)
def role_of(text: str, name: str) -> str:
    """The name with its title before it or the apposition behind it, as printed; "" where the article prints none."""
    if " " not in name and not name[:1].isupper():
        return ""
    for found in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
        before = re.search(r"(?:[\w’'-]+ ){1,5}$", text[max(0, found.start() - 60) : found.start()])
        if before and (title := _title(before[0].split())):
            return inner(plain(f"{title} {name}"))
        after = re.match(r",\s+((?:[^\s,;:.!?“”\"()]+ ?){1,12})(?=[,.;])", text[found.end() : found.end() + 120])
        if after and _is_role(after[1]):
            return inner(plain(f"{name}, {after[1].strip()},"))
    return ""


def _title(words: list[str]) -> str:
    """The words right before a name that are its title: "chief engineer", "Commodore"."""
    taken: list[str] = []
    for word in reversed(words):
        bare = word.lower().strip("’'s")
        if not taken and not (bare in PEOPLE or bare in ROLE_WORDS):
            return ""
        if bare in PRONOUNS or bare in ("the", "a", "an", "and", "or", "said", "says", "to", "of", "by", "for", "with"):
            break
        taken.insert(0, word)
        if len(taken) == 3:
            break
    return " ".join(taken)


def _is_role(apposition: str) -> bool:
    words = apposition.split()
    if not words or len(words) > ROLE_MOST or {w.lower() for w in words} & PRONOUNS:
        return False
    if words[0].lower() not in ("a", "an", "the") and not words[0].endswith(("’s", "'s")):
        return False
    return any(w.lower().strip(",") in PEOPLE or w.lower().strip(",") in ROLE_WORDS for w in words)


def is_speaker(claim: Claim, name: str) -> bool:
    """True where ``name`` means the claim's own speaker."""
    return bool(claim.speaker) and names.same(names.parse(claim.speaker or ""), names.parse(name))


def inside(span: Span, spans: tuple[Span, ...]) -> bool:
    """True where ``span`` lies within one of ``spans``."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)
