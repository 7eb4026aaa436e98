"""Claim -> words. One place that says how an attribution reads, for the offline model, the check, terminal, Discord.

Every sentence keeps three things apart: who the claim belongs to (the chain's end), through whom it came (relays),
and the article's own words, which always stand in quotation marks. Words of an article are never made live: control
characters and line breaks become blanks.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from bot.answer import cue_verbs
from bot.question.patterns import INSTITUTION
from index.attribution.quotes import quotes
from index.schema import Evidence, Stance, StoredClaim

LONGEST_QUOTE = 400
"""Code points of a quote in a sentence; a longer one is cut at a word and ends in an ellipsis."""

OWN_VOICE = "nobody is cited for it"

STANCE_WORDS: dict[Stance, str] = {
    Stance.ASSERTS: "says",
    Stance.DENIES: "denies",
    Stance.WITHHOLDS: "does not confirm",
    Stance.URGES: "urges",
    Stance.VOWS: "vows",
    Stance.JUDGES: "gives the judgement",
}
_STANCE_PLURAL: dict[Stance, str] = {
    Stance.ASSERTS: "say",
    Stance.DENIES: "deny",
    Stance.WITHHOLDS: "do not confirm",
    Stance.URGES: "urge",
    Stance.VOWS: "vow",
    Stance.JUDGES: "give the judgement",
}

_QUOTES = '"“”„‟«»'
_PRONOUNS = frozenset(
    "he she they it i we you him her them his their its who which that this these those himself herself".split()
)
_DETERMINERS = frozenset(
    "a an the this that these those his her its their our my your one another some any each every no both at".split()
)
_PLURAL = re.compile(
    r"^(?:some|many|most|several|both|two|three|four|five|six|seven|eight|nine|ten|dozens?|hundreds|(?!(?:19|20)\d\d\b)\d+|other|"
    r"few|these|those|all)\b"
    r"|^(?:[\w’'-]+ ){0,3}?(?:officials|sources|people|aides|advisers|analysts|experts|critics|members|"
    r"lawmakers|diplomats|riders|"
    r"witnesses|residents|officers|police|insiders|republicans|democrats|supporters|voters|scientists|"
    r"researchers|engineers|"
    r"governments|civilians|defenders|lawyers|economists|leaders|reports|relatives|friends|hosts|journalists|"
    r"media|workers)\b(?!['’])"
    # "Police Chief Ann Rice", "a police officer": the word only describes one
    r"(?! (?:(?-i:[A-Z])|(?:officer|chief|inspector|commissioner|constable|sergeant|spokes\w+|source|force|"
    r"department|statement|union|association|group|company|outlet|agency)\b))",
    re.I,
)


def plain(text: str) -> str:
    """``text`` on one line, without control and bidirectional formatting characters."""
    if text.isprintable():  # nearly every one: none of these characters is in it
        return " ".join(text.split())
    kept = (
        " " if ch.isspace() else ch
        for ch in text
        if ch.isspace() or unicodedata.category(ch) not in ("Cc", "Cf", "Cs", "Co", "Cn")
    )
    return " ".join("".join(kept).split())


def quote_words(stored: StoredClaim, longest: int = LONGEST_QUOTE) -> str:
    """The claim's words in quotation marks, verbatim but for their outermost marks and closing comma."""
    bare = re.sub(r"^that\s+(?=\S)", "", plain(stored.quote).strip())
    if bare[:1] and bare[0] in _QUOTES and not re.search(f"[{_QUOTES}]", bare[1:-1].rstrip(_QUOTES)):
        bare = bare[1:]
        bare = bare.rstrip(_QUOTES) if bare[-1:] and bare[-1] in _QUOTES else bare
    bare = bare.rstrip(" ,;:") if bare.rstrip(" ,;:") else bare
    if len(bare) > longest:
        bare = bare[:longest].rsplit(" ", 1)[0].rstrip(" ,;:") + " …"
    bare = re.sub(r"[“”„‟«»\"]", "'", bare)
    return f"“{bare}”"


def outlet_words(stored: StoredClaim) -> str:
    """The outlet's name, or words that point at the article where the outlet is unknown."""
    article = stored.article
    if article.outlet:
        return plain(article.outlet)
    return f"The article “{plain(article.title)}”" if article.title else "The article"


def speaker_words(stored: StoredClaim) -> str:
    """The original source as a reader should see it: the printed mention where it says more, else the resolved name."""
    claim = stored.claim
    if claim.own_voice:
        return outlet_words(stored)
    mention = _mention(stored, claim.chain[-1])
    speaker = _mention(stored, claim.speaker or "")
    if speaker.lower() in _FIRST_PERSON:
        return _first_person(stored)
    if not speaker:
        return _as_printed(stored, mention) if mention.lower() not in _PRONOUNS else "an unnamed source"
    if mention and speaker.lower() in mention.lower() and len(mention.split()) <= 8:
        return _as_printed(stored, mention)
    return _with_article(speaker, claim.anonymous)


_FIRST_PERSON = frozenset(("i", "we", "me", "us"))
_TURN = re.compile(r"^[ \t]*[A-Z][\w.’' -]{0,40}:", re.M)


def _first_person(stored: StoredClaim) -> str:
    """Who says "I": the author, where the article is written by one and the word is nobody's quoted or recorded one."""
    article, at = stored.article, min((a for a, _ in stored.claim.source), default=-1)
    if at < 0 or _TURN.search(article.text) or any(a <= at < b for a, b in quotes(article.text)):
        return "a speaker in the first person"
    return plain(article.author or "") or "the author"


def _as_printed(stored: StoredClaim, mention: str) -> str:
    """A mention with the article that the attribution prints before it, else with one that fits."""
    for start, end in stored.claim.source:
        found = re.match(rf"(the|an?)\s+{re.escape(mention)}(?!\w)", plain(stored.article.text[start:end]), re.I)
        if found and not _plural(mention, stored.claim.anonymous):
            return f"{found[1].lower()} {mention}"
    return _with_article(mention, stored.claim.anonymous)


_AFTER_HEAD = re.compile(
    r"\s(?:of|within|in|at|from|on|for|to|by|who|with|familiar|close|near|inside|briefed|involved|analyzed|analysed)\s|,"
)


_ONE_BODY = re.compile(
    r"\b(?:department|ministry|committee|council|board|union|association|court|bank|company)\b", re.I
)


def _plural(mention: str, anonymous: bool = False) -> bool:
    """True where the mention's head looks like several: a known plural word, "A and B", or a last word in -s.

    An anonymous mention is a description: a capital there only begins a sentence ("Ministers").
    """
    head = _AFTER_HEAD.split(mention)[0]
    last = head.split()[-1] if head.split() else ""
    if _ONE_BODY.fullmatch(last):
        return False
    if _PLURAL.match(mention):
        return True
    if re.search(r"\b[A-Z]\w+ and [A-Z]", mention):  # "Ruiz and Berg", but one paper, one ministry
        return not (INSTITUTION.search(mention) or _ONE_BODY.search(mention))
    described = last[:1].islower() or (anonymous and last == head)
    return described and last.endswith("s") and not last.endswith(("ss", "us", "is", "'s", "’s"))


def _with_article(mention: str, anonymous: bool) -> str:
    """Mentions are stored without their article: "senior official" -> "a senior official", "bank" -> "the bank"."""
    first = mention.split(" ", 1)[0]
    if not first[:1].islower() or first in _DETERMINERS or first.endswith(("'s", "’s")) or _plural(mention, anonymous):
        return mention
    if not anonymous:
        return f"the {mention}"
    return f"an {mention}" if first[0] in "aeiou" else f"a {mention}"


def _mention(stored: StoredClaim, mention: str) -> str:
    """A mention on one line, its quotation marks made single, with the "The" of a name that the article prints so."""
    bare = re.sub(f"[{_QUOTES}]", "'", plain(mention))
    return f"The {bare}" if bare[:1].isupper() and _printed_with_the(stored.article.text, bare) else bare


@lru_cache(maxsize=4096)
def _printed_with_the(text: str, name: str) -> bool:
    return f"The {name}" in text and bool(re.search(rf"\bThe {re.escape(name)}(?=,|['’]s\b)", text))


def relay_words(stored: StoredClaim) -> tuple[str, ...]:
    """The relays, outermost first, as printed."""
    return tuple(_relay(stored, link) for link in stored.claim.chain[:-1])


def _relay(stored: StoredClaim, link: str) -> str:
    mention = _mention(stored, link)
    printed = _as_printed(stored, mention)
    return printed if printed != _with_article(mention, stored.claim.anonymous) else mention


def source_words(stored: StoredClaim, *, subject: bool = True) -> str:
    """The whole chain: ``The Telegraph, citing unnamed sources within the Russian military``.

    ``subject``: the words stand at the start of a sentence and are capitalised.
    """
    speaker = speaker_words(stored)
    relays = relay_words(stored)
    words = speaker
    if relays:
        words = relays[0] + "".join(f", citing {link}" for link in (*relays[1:], speaker))
    return words[:1].upper() + words[1:] if subject else words


def verb_words(stored: StoredClaim) -> str:
    """The verb that carries the stance, agreeing with its subject as far as its words show."""
    plural = _plural(speaker_words(stored), stored.claim.anonymous)
    special = cue_verbs.special_verb(stored)
    if special is not None:
        return cue_verbs.plural(special[0]) if plural else special[0]
    return (_STANCE_PLURAL if plural else STANCE_WORDS)[stored.claim.stance]


def _relayed_verb(stored: StoredClaim) -> str:
    """After a relay the verb is the relay's; what the original source does is said in words of its own."""
    stance = stored.claim.stance
    verb = "reports the refusal" if cue_verbs.refuses(stored) else _relayed_stance(stance)
    return cue_verbs.plural(verb) if _plural(relay_words(stored)[0]) else verb


def _relayed_stance(stance: Stance) -> str:
    return {
        Stance.ASSERTS: "claims that",
        Stance.DENIES: "reports the denial of",
        Stance.WITHHOLDS: "reports no confirmation of",
        Stance.URGES: "reports the call",
        Stance.VOWS: "reports the vow",
        Stance.JUDGES: "reports the judgement",
    }[stance]


def verb_phrase(stored: StoredClaim) -> str:
    """What stands between the source and the quoted words: ``says that``, ``denies``, ``urges:``."""
    if stored.claim.own_voice:
        return "says in its own voice"
    if relay_words(stored):
        return _relayed_verb(stored)
    return verb_words(stored) + _joint(stored)


def sentence(stored: StoredClaim) -> str:
    """One attributed sentence for the claim, without its number and full stop."""
    return compose(source_words(stored), verb_phrase(stored), quote_words(stored), own_voice=stored.claim.own_voice)


def compose(who: str, verb: str, quote: str, *, own_voice: bool, relayed: bool | None = None) -> str:
    """Put the parts of an attributed sentence together; a source with a relay needs a comma before the verb."""
    if own_voice:
        return f"{who} {verb} {quote}; {OWN_VOICE}"
    comma = "," if (", citing " in who if relayed is None else relayed) else ""
    return f"{who}{comma} {verb} {quote}"


def _joint(stored: StoredClaim) -> str:
    """``that`` where the article's words are a clause, a colon where they are not."""
    special = cue_verbs.special_verb(stored)
    if special is not None:
        return special[1]
    stance = stored.claim.stance
    if stance in (Stance.DENIES, Stance.WITHHOLDS):
        return ""
    if stance is Stance.ASSERTS and _says_that(stored):
        return " that"
    return ":"


def _says_that(stored: StoredClaim) -> bool:
    if re.match(r"that\s+\S", stored.quote):
        return True
    start = stored.claim.content[0][0] if stored.claim.content else 0
    return bool(re.search(r"\bthat\s+$", stored.article.text[max(0, start - 8) : start]))


def marks(numbers: tuple[int, ...]) -> str:
    """``[1][3]``."""
    return "".join(f"[{n}]" for n in numbers)


def statement_text(stored: StoredClaim, n: int) -> str:
    """The attributed sentence with its number: ``Ormand denies “having mined the strait” [2].``"""
    return f"{sentence(stored)} [{n}]."


def evidence_line(evidence: Evidence) -> str:
    """One line for a list of sources: number, speaker and chain, outlet, date."""
    stored = evidence.stored
    where = ", ".join(
        plain(x)
        for x in (stored.article.outlet or stored.article.title or stored.article.id, stored.article.published)
        if x
    )
    return f"[{evidence.n}] {source_words(stored)} ({where})"
