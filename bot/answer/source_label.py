"""Who a claim belongs to, as a reader needs it once: the resolved name with the role that the article prints."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from bot.answer.predicate import ONE, described, headline, joined
from bot.answer.quotation import DOUBLE, inner, plain, possessive, printed, sentence_around
from index.attribution.lexicon.nouns import PEOPLE, ROLE_WORDS
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import AUXILIARIES, CONJUNCTIONS, DETERMINERS, PREPOSITIONS
from index.schema import Article, Claim, Reference, Span, StoredClaim
from index.text import names
from index.text.first_names import of_first_name
from index.text.name_words import ABBREVIATED, ORGANISATION

LONGEST = 110
"""Code points of a label that carries a role; a longer phrase is not printed whole."""
APPOSITION = 120
"""Code points before a name in which an apposition to it begins."""
HEADLINE_RUN = 3
"""Words of a headline beyond which a run of capitals is no name."""
ROLE_MOST = 9
"""Words of an apposition that is printed beside a name."""

PRONOUNS = frozenset(
    "he she they it i we you him her them his hers their its who which that this these those himself herself me us my "
    "our one both".split()
)
FIRST_PERSON = frozenset("i we me us my our".split())
_OWNED = re.compile(r"\b(?:his|her|its|their|him|them)\b", re.I)
_BEFORE_NAME = re.compile(r"(?:^|[.!?”\"]\s+|\n)((?:The|An?|[A-Z][\w-]*[’']s?)\s[^,.;:!?“”\"()]{3,80}),\s$")
_INDEFINITE = re.compile(r"(?:an?|one|some|two|three|several|many)\s", re.I)
_DATELINE = re.compile(r"^[A-Z]{3,}[\w .,()/]{0,40}\s(?:--|—|–)\s+")
_NAME_AT_FIRST = re.compile(r"(?:[A-Z][\w.’'-]*(?:\s|$))+")
_ANOTHER = re.compile(r"(?:another|the other|a second|a third|a fourth)\b", re.I)
_OF_A_BODY = re.compile(
    r"(?:the|this) (?:agency|company|firm|group|body|organi[sz]ation|paper)[’']s (?P<role>[^,]+), (?P<name>[^,]+)$",
    re.I,
)
_OWNER = re.compile(r"(?:[A-Z][\w.-]*\s)*?([A-Z][\w.-]*)[’']s?\s")
POSSESSIVES = frozenset("his her its their my our your".split())
_WITHOUT_NOUN = frozenset("some others many several few most both one another all none".split())
_NAME_WHOLE = re.compile(r"(?:[A-Z][\w.’'-]*[a-z.’'-]\w*|[A-Z]{2,})(?: [A-Z][\w.’'-]*){1,3}")
_OCCASION = re.compile(rf"\s*,\s+(\w+ing\s(?:of|to|about)\s[^,;:{DOUBLE}\n.]+)(?:[,.](?:[\s{DOUBLE}]|$)|\n|$)")
_LAST_NAME = re.compile(r"(?:(?:Mr|Mrs|Ms|Dr)\.? )?[A-Z][\w’'-]+")
_WHO = re.compile(r"[A-Z][\w.’'-]+(?:\s\([^)]*\))?,\s(?:[^,]*,\s)?(?P<told>who\s[^,]+)$")
_ANOTHER_AND = re.compile(rf"(?:(?:But|And|Yet)\s+)?(?:[Bb]oth\s+)?(?P<who>{ONE})(?<=\S)\s+and\s+$")
_RELATIVES = r"(?:who|whom|whose|which|that|where|when)"
_RELATIVE = re.compile(r"(?<!\bof),?\s+(?:who|whom|whose|which|that)\b.*$", re.S)


def outlet(stored: StoredClaim) -> str:
    """The outlet's name, or words that point at the article where the outlet is unknown."""
    article = stored.article
    if article.outlet:
        return inner(plain(article.outlet))
    return f"The article '{inner(plain(article.title))}'" if article.title else "The article"


def voice(stored: StoredClaim) -> str:
    """Who speaks where the article cites nobody: the agency whose copy it is, else the outlet."""
    named = stored.claim.speaker
    return inner(plain(named)) if named and named != stored.article.outlet else outlet(stored)


def outlet_within(stored: StoredClaim) -> str:
    """As ``outlet``, within a sentence."""
    named = outlet(stored)
    return named if stored.article.outlet else f"t{named[1:]}"


def author(stored: StoredClaim) -> str:
    """The article's author or authors as far as the byline names them: without "By" and what stands behind a name."""
    return " and ".join(_authors(stored.article.author or ""))


TAGLINE = 400
"""Code points of a last paragraph that tells who wrote an article."""


def writes(stored: StoredClaim) -> str:
    """Who wrote an article and where it stands, as they stand before its words; the outlet where no byline tells."""
    named = _authors(stored.article.author or "")
    if not named or any(is_medium(one) for one in named):
        return capitalised(f"as {outlet_within(stored)} writes")
    return f"{' and '.join(named)} {'write' if len(named) > 1 else 'writes'} in {outlet_within(stored)}"


def contributed(stored: StoredClaim) -> bool:
    """True where an article ends by telling who wrote it, as a guest's does: "Rudi Gall is a former mayor of Kell."."""
    last = stored.article.text.rstrip().rpartition("\n")[2].strip("*_ ()")
    return len(last) <= TAGLINE and any(
        last.startswith((f"{one} is ", f"{one}, "))
        for one in _authors(stored.article.author or "")
        if one and not is_medium(one)
    )


@lru_cache(maxsize=256)
def _authors(byline: str) -> tuple[str, ...]:
    bare = re.sub(r"^by\s+", "", inner(plain(byline)), flags=re.I)
    bare = re.split(r"[;|]|\bE-?mail\b|\S+@", bare, flags=re.I)[0]
    parts = [part.strip(" .,") for part in re.split(r",|\sand\s", bare)]
    alike = (p for p in parts[1:] if _NAME_WHOLE.fullmatch(p) and p.isupper() is parts[0].isupper())
    names_only = [one for one in (parts[0], *alike) if one]
    return tuple(one.title() if one.isupper() and " " in one else one for one in names_only)


def writes_himself(stored: StoredClaim) -> bool:
    """True where the source is the article's own "I" or "we", outside any quotation."""
    spans = stored.claim.source
    own = len(spans) == 1 and stored.article.text[slice(*spans[0])].lower() in FIRST_PERSON
    return (
        own and (stored.claim.speaker or "").lower() in FIRST_PERSON | {author(stored).lower()} and bool(author(stored))
    )


def is_author(stored: StoredClaim) -> bool:
    """True for what an article says itself, where the one who wrote it is taken for its speaker."""
    claim = stored.claim
    own = bool(claim.chain) and not claim.source and not claim.cue
    return own and (claim.speaker or "").lower() == author(stored).lower() != ""


def speaker(stored: StoredClaim) -> str | None:
    """The original source in a reader's words, None where the article's words leave open who it is.

    The printed phrase where it holds the resolved name or where nobody is named; else the name, with the role that
    the article prints beside it.
    """
    claim = stored.claim
    if claim.own_voice:
        return voice(stored)
    phrase = source_phrase(stored) if len(claim.chain) < 2 else ""
    return _label(stored, phrase or claim.chain[-1], claim.speaker)


def subject(stored: StoredClaim) -> str | None:
    """Who stands before the article's predicate: the relay where the article lets one speak, else the original source.

    None where that is a pronoun that nothing resolves.
    """
    claim = stored.claim
    if claim.own_voice:
        return voice(stored)
    phrase = source_phrase(stored)
    if not phrase:
        return speaker(stored)
    relay = claim.chain[0] if len(claim.chain) > 1 else ""
    source = inner(plain(" ".join(stored.article.text[a:b] for a, b in claim.source)))
    if relay and (_holds(source, relay) or _holds(relay, _bare_of(source))) and not _holds(source, claim.chain[-1]):
        at = claim.source[0][0]
        meant = next((r.name for r in claim.references if r.start == at), None)
        return _label(stored, source if source.lower() in PRONOUNS else phrase, meant)
    named = _label(stored, phrase, claim.speaker)
    if named and (joint := _joint(stored, named)):
        return joint
    behind = _relay_behind(stored, relay) if relay else ""
    return f"{named.rstrip(',')}, {behind}," if named and behind else named


def _joint(stored: StoredClaim, named: str) -> str:
    """The label of two who say one thing together, as the article joins them; "" for one alone."""
    claim, text = stored.claim, stored.article.text
    if len(claim.source) != 1 or not claim.cue or len(claim.chain) > 1:
        return ""
    start, end = claim.source[0]
    if other := joined(text, (start, end), claim.cue[0][0]):
        return f"{named.split(',')[0]} and {_told_once(stored, inner(plain(text[slice(*other)])))}"
    first = _ANOTHER_AND.match(text, sentence_around(text, start, start)[0], start)
    return f"{_told_once(stored, inner(plain(first['who'])))} and {named.split(',')[0]}" if first else ""


def occasion(stored: StoredClaim) -> str:
    """What a sentence says behind the source of a quotation of how it was meant: "speaking of the lock"."""
    claim, text = stored.claim, stored.article.text
    if not claim.source or not claim.content or claim.source[-1][1] < claim.content[0][1]:
        return ""
    end = max(b for _, b in (*claim.source, *claim.cue))
    found = _OCCASION.match(text, end)
    return inner(plain(found[1])) if found and len(found[1]) <= APPOSITION else ""


def _relay_behind(stored: StoredClaim, relay: str) -> str:
    """What stands between commas behind a source and names its relay: "quoted by the Fjord Mail"."""
    claim, text = stored.claim, stored.article.text
    start, end = claim.source[-1][1], min((a for a, _ in claim.cue), default=0)
    between = text[start:end] if start < end <= start + LONGEST else ""
    found = re.match(rf"\s*,\s+(\w+ed\s[^,;:{DOUBLE}\n]+),", between)
    return inner(plain(found[1])) if found and _holds(found[1], relay) else ""


def display(stored: StoredClaim) -> str:
    """A short name for lists and buttons, never empty: the resolved one, without its role."""
    claim = stored.claim
    if claim.own_voice:
        return voice(stored)
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
    known = [in_brackets(text, one) for one in stored.claim.references]
    words = inner(plain(" ".join(printed(text, span, known) for span in stored.claim.source)))
    nameless = not re.search(r"\s[A-Z]", _RELATIVE.sub("", words)) and _INDEFINITE.match(words)
    if (
        not (stored.claim.anonymous or nameless) or len(words) > LONGEST
    ):  # "a woman who gave only her first name" says who she is
        shorter = _RELATIVE.sub("", words)
        last = (stored.claim.speaker or "").split()[-1:]
        told = _tells_who(words) or (last and last[0] in words and last[0] not in shorter)
        words = words if told else shorter
    words = _without_owned(words).strip(" ,;:–—-―")
    words = _to_its_dash(words, stored.claim.speaker or "")
    words = _to_its_cue(stored, words)
    words = _DATELINE.sub("", re.sub(r"(?<=[a-z]{3})\.$", "", words))
    if re.search(r"[a-z]{3}[.!?] \S", words):
        words = (_NAME_AT_FIRST.match(words) or [words])[0].strip()
    first, _, rest = words.partition(" ")
    cue = {word for a, b in stored.claim.cue for word in text[a:b].lower().split()}
    return rest if rest and first.lower() in cue - DETERMINERS else words


def _to_its_dash(words: str, name: str) -> str:
    """A phrase without what one dash sets off, the other being cut off; not without whose name it is."""
    head, dash, rest = words.partition(" — ") if " — " in words else words.partition(" -- ")
    closed = re.search(r"\s(?:—|--)(?:\s|$)", rest) is not None
    return words if not dash or closed or (name and name in rest) else head


def _tells_who(words: str) -> bool:
    """True for a name with a short clause that tells who somebody is: "Ida Holm, who runs the lock"."""
    found = _WHO.search(words.strip(" ,;:"))
    return found is not None and len(words) <= LONGEST and not PRONOUNS & set(found["told"].lower().split()[1:])


def _to_its_cue(stored: StoredClaim, words: str) -> str:
    """A phrase that breaks off before the end of what describes it, up to the cue: "a report released last year"."""
    if not stored.claim.source:
        return words
    start, end = stored.claim.source[-1][1], min((a for a, _ in stored.claim.cue), default=0)
    more = plain(stored.article.text[start:end]) if 0 < end - start <= LONGEST else ""
    if not described(words, more):
        return words
    return f"{words} {more}" if more and re.fullmatch(r"[\w’' -]+", more) and len(more.split()) <= ROLE_MOST else words


def _without_owned(words: str) -> str:
    """A phrase without an apposition whose pronoun nothing resolves: "a spokeswoman for its navy"."""
    head, comma, rest = words.partition(",")
    return head if comma and _OWNED.search(rest) and not _OWNED.search(head) else words


def _at(stored: StoredClaim, reference: Reference) -> str:
    return stored.article.text[reference.start : reference.end].lower()


def _bare_of(phrase: str) -> str:
    """A phrase without its article."""
    return re.sub(r"^(?:the|an?)\s+", "", phrase, flags=re.I)


def _only_in_headline(article: Article, name: str) -> bool:
    """True for a long "name" that is a run of a headline's capitals and stands nowhere else."""
    line = headline(article) if len(name.split()) > HEADLINE_RUN else None
    return line is not None and name in article.text[: line[1]] and name not in article.text[line[1] :]


def _holds(phrase: str, mention: str) -> bool:
    return inner(plain(mention)).lower() in phrase.lower()


def _label(stored: StoredClaim, phrase: str, name: str | None) -> str | None:
    bare = inner(plain(phrase)).strip(" ,;:")
    low = bare.lower()
    owner, other = _OWNER.match(bare), _OWNER.match(name or "")
    if owner and other and owner[1] not in (name or ""):  # "Berg's office" is not "Holm's office"
        return bare
    resolved = _DATELINE.sub("", inner(plain(name or "")))
    if (
        resolved.lower().split(" ", 1)[0] in PRONOUNS
        or _OWNED.match(resolved)
        or _only_in_headline(stored.article, resolved)
    ):
        resolved = ""
    if low.split(" ", 1)[0] in ("who", "which", "whom", "whose") and " " in low:
        return _with_role(stored, resolved) if resolved else None
    if low in FIRST_PERSON:
        return resolved or author(stored) or None
    if low.rsplit(" ", 1)[-1] in ("whom", "which"):
        return None  # "many of whom": the sentence before has to be read too
    if low in PRONOUNS and low not in _WITHOUT_NOUN:
        return _with_role(stored, resolved, bare) if resolved else None
    if low in _WITHOUT_NOUN and resolved and resolved.lower() != low:
        return f"{bare} [{resolved}]"
    first = low.split(" ", 1)[0]
    if first in POSSESSIVES:
        return _owned(stored, bare, resolved)
    if _OWNED.search(re.split(r"\bwho\b", bare)[0]) and not stored.claim.own_voice:
        return _with_role(stored, resolved) if resolved and not _OWNED.search(resolved) else None
    if not resolved or stored.claim.anonymous or _same_words(bare, resolved):
        return _told_once(stored, bare if len(bare) <= LONGEST or _same_words(bare, resolved) else resolved or bare)
    if _contains(bare, resolved) and len(bare) <= LONGEST:
        return _told_apart(stored, bare, resolved)
    return _with_role(stored, resolved, bare)


def _told_once(stored: StoredClaim, bare: str) -> str:
    """A phrase; for a last name alone the full name that the article prints, with its role."""
    fuller = _fuller(stored.article.text, bare)
    return _with_role(stored, fuller) if fuller else bare


@lru_cache(maxsize=256)  # its keys hold whole texts
def _fuller(text: str, name: str) -> str:
    """The one full name in ``text`` that ends with the last name ``name``, by which the article brings its bearer in;
    "" where it has none or several."""
    if not _LAST_NAME.fullmatch(name):
        return ""
    last = name.split()[-1]
    if last.endswith("s") and re.search(rf"(?<!\w){re.escape(last[:-1])}(?!\w)", text):  # "Virginia Democrats"
        return ""
    known = re.compile(rf"(?:(?P<first>[A-Z][a-z]+)\s(?:[A-Z]\.\s)?)?(?<!\w){re.escape(last)}(?!\w)")
    line = text.lstrip().find("\n")
    places = list(known.finditer(text, max(line, 0)))
    full = {found[0] for found in places if found["first"] and of_first_name(found["first"])}
    return full.pop() if len(full) == 1 and places[0][0] in full else ""


def _told_apart(stored: StoredClaim, bare: str, resolved: str) -> str:
    """A phrase that names its bearer, without words that compare him with somebody or own him by a bare noun."""
    if of_body := _OF_A_BODY.match(bare):
        return f"{of_body['name']}, {of_body['role']},"
    return _with_role(stored, resolved) if _ANOTHER.match(bare) else bare


def _owned(stored: StoredClaim, bare: str, resolved: str) -> str | None:
    """ "her lawyer": whose it is stands in brackets where the reading knows, else the resolved name serves."""
    owner, _, rest = bare.partition(" ")
    at = stored.claim.source[0][0] if stored.claim.source else -1
    meant = next((in_brackets(stored.article.text, r).name for r in stored.claim.references if r.start == at), None)
    if resolved and resolved.split(" ", 1)[0].lower() not in POSSESSIVES and not _same_words(rest, resolved):
        return _with_role(stored, resolved)
    return f"[{possessive(meant)}] {rest}" if meant and owner else None


def _same_words(one: str, other: str) -> bool:
    return _bare_of(one).lower() == _bare_of(other).lower()


def _contains(phrase: str, name: str) -> bool:
    """True where the printed phrase already names whom the name means, in full."""
    have = set(re.findall(r"\w+", phrase.lower()))
    return set(re.findall(r"\w+", name.lower())) <= have


def _with_role(stored: StoredClaim, name: str, phrase: str = "") -> str:
    """``Marc Odenkirch, Belchior's agent``: the name with the role that the article prints beside its first use, or
    with the article of the ``phrase`` that stands for it."""
    name = _of_one(name)
    name = _fuller(stored.article.text, name) or name
    role = role_of(stored.article.text, name)
    if role and len(role) <= LONGEST:
        return role
    the = _determiner(stored.article.text, name, phrase)
    return f"{the}{_within(stored.article.text, name)}" if the else name


def _of_one(name: str) -> str:
    """A name without the title that it shares with another: "Senators Ruth Amdal"."""
    title, _, rest = name.partition(" ")
    shared = title[-1:] == "s" and title[:-1].lower() in _TITLES
    return rest if shared and _NAME_WHOLE.fullmatch(rest) else name


def _within(text: str, name: str) -> str:
    """A name as it stands within a sentence: that of a headline without its first capital ("Dockers' union")."""
    first, _, rest = name.partition(" ")
    if not rest or rest != rest.lower() or re.search(rf"[a-z,] {re.escape(name)}(?!\w)", text):  # "the Times article"
        return name
    small = re.sub(r"[’']s?$", "", first.lower())
    return f"{first.lower()} {rest}" if re.search(rf"(?<!\w){re.escape(small)}(?!\w)", text) else name


def in_brackets(text: str, reference: Reference) -> Reference:
    """A reference by its name as it stands within a sentence, or at its beginning: with its article."""
    the = _determiner(text, reference.name, text[reference.start : reference.end])
    name = f"{'the ' if the else ''}{reference.name}"  # known by then
    return replace(reference, name=capitalised(name) if text[reference.start].isupper() else name)


@lru_cache(maxsize=256)  # its keys hold whole texts
def _determiner(text: str, name: str, phrase: str) -> str:
    """ "the " before a name that the article prints with it: "the foundation" is "the Harbour Foundation"."""
    first, last = name.split()[0].lower(), name.split()[-1]
    words = phrase.lower().split()
    if first in DETERMINERS or of_first_name(name.split()[0]):
        return ""
    if name[0].islower():  # "spokesman for the board", "report by the county": as they are brought in
        brought_in = re.search(rf"(?<!\w)(an?|the) {re.escape(name)}(?!\w)", text, re.I)
        return f"{brought_in[1].lower()} " if brought_in else ""
    owner = re.search(r"(?<!\w)([A-Z][\w.-]*)[’']s?\s", name)  # "Monday's poll", "Ida Holm's campaign"
    owned = owner is not None and re.search(rf"(?<!\w){re.escape(owner[1].lower())}", text) is None
    if words[:1] in (["the"], ["this"]) and words[-1] == last and not owned:  # "the union" is "dockers' union"
        return "the "
    places = [m.start() for m in re.finditer(rf"(?<![\w’'-]){re.escape(name)}(?!\w)", text, re.I)]
    body = bool(set(name.lower().split()) & ORGANISATION)  # "the nonpartisan Water Board"
    article = re.compile(r"\bthe\s(?:[a-z-]+\s)?$" if body else r"\bthe\s$", re.I)
    with_it = sum(article.search(text, max(0, at - 24), at) is not None for at in places)
    return "the " if 2 * with_it > len(places) else ""


@lru_cache(maxsize=256)  # its keys hold whole texts
def role_of(text: str, name: str) -> str:
    """The name with its title before it or the apposition behind it, as printed; "" where the article prints none."""
    if " " not in name and not name[:1].isupper():
        return ""
    places = list(re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text))
    line = text.find("\n", len(text) - len(text.lstrip()))
    for found in sorted(places, key=lambda place: place.start() < line):  # a headline's capitals last
        before = re.search(r"(?:[\w’'-]+\.? ){1,5}$", text[max(0, found.start() - 60) : found.start()])
        if before and (title := _title(before[0].split())):
            return inner(plain(f"{title} {name}"))
        after = re.match(
            rf",\s+((?:(?!{_RELATIVES}\b)[^\s,;:.!?“”\"()]+ ?){{1,12}})(?=[,.;]|{_RELATIVES}\s)",
            text[found.end() : found.end() + 120],
        )
        if after and _is_role(after[1]):
            return inner(plain(f"{name}, {after[1].strip().removesuffix(' and')},"))
        if role := _role_above(text, found.start(), found.end()):
            return inner(plain(f"{name}, {role},"))
    return ""


def _role_above(text: str, start: int, end: int) -> str:
    """The apposition before a name, as it stands behind one: "Kell’s mayor, Ida Holm," -> "Kell’s mayor". Without an
    owner who is a bare noun that only the article makes clear."""
    above = _BEFORE_NAME.search(text, max(0, start - APPOSITION), start)
    if above is None or not text[end:].startswith((",", ".")):
        return ""
    role = re.sub(r"^(?:The|An?)\b", lambda word: word[0].lower(), above[1].strip())
    owned = _OF_A_BODY.match(f"{role}, {text[start:end]}")
    return owned["role"] if owned else role if _is_role(role) else ""


def _title(words: list[str]) -> str:
    """The words right before a name that are its title: "chief engineer", "Commodore"."""
    taken: list[str] = []
    for word in reversed(words):
        bare = re.sub(r"[’']s$", "", word.lower()).rstrip(".")
        relative = bare in RELATIVE and not word[0].isupper()
        if not taken and (relative or bare not in _TITLES or bare == "people" or bare.endswith(("s", "men"))):
            return ""
        if not bare or not bare[0].isalnum() or (word.endswith(".") and bare not in ABBREVIATED):
            break
        if _ends_title(word, bare, taken):
            break
        taken.insert(0, word)
        if len(taken) == 4:
            break
    return " ".join(taken)


def _ends_title(word: str, bare: str, taken: list[str]) -> bool:
    """True for a word before a title that is none of it: a small word, a verb, another's title, "asked Sen."."""
    small = word[0].islower() and bare not in _BEFORE_TITLES
    others = bool(taken) and bare.endswith("s") and bare[:-1] in ROLE_WORDS | PEOPLE  # "candidates Sen. Holm and ..."
    verb = small and (bare.endswith(("ing", "ed")) or (bool(taken) and taken[0].endswith(".")))
    return bare in _FUNCTION_WORDS or verb or others or (len(taken) == 3 and not word[0].isupper())


_FUNCTION_WORDS = (
    PRONOUNS
    | (DETERMINERS - frozenset("two three four five six seven eight nine ten".split()))
    | PREPOSITIONS
    | CONJUNCTIONS
    | AUXILIARIES
    | {"said", "says"}
)
_BEFORE_TITLES = frozenset(
    "former then acting outgoing incoming retired appointed elected disgraced ousted convicted".split()
)
"""What ends as a verb and belongs to a title."""
_TITLES = PEOPLE | ROLE_WORDS | (ABBREVIATED - frozenset("mr mrs ms st jr sr hon".split()))
RELATIVE = frozenset(
    "rival friend colleague wife husband mother father sister brother son daughter aunt uncle neighbour neighbor "
    "partner ally opponent critic supporter".split()
)
"""Nouns that say nothing without whose rival or wife somebody is."""


def _is_role(apposition: str) -> bool:
    words = apposition.split()
    if not words or len(words) > ROLE_MOST or {w.lower() for w in words} & PRONOUNS:
        return False
    if words[-1].lower() in ABBREVIATED:  # "an adviser to Mr."
        return False
    plain_role = words[0] in ROLE_WORDS  # "chief executive of the yard"
    if words[0].lower() not in ("a", "an", "the") and not words[0].endswith(("’s", "'s")) and not plain_role:
        return False
    return any(w.lower().strip(",") in PEOPLE or w.lower().strip(",") in ROLE_WORDS for w in words)


def is_speaker(claim: Claim, name: str) -> bool:
    """True where ``name`` means the claim's own speaker."""
    return bool(claim.speaker) and names.same(names.parse(claim.speaker or ""), names.parse(name))


def inside(span: Span, spans: tuple[Span, ...]) -> bool:
    """True where ``span`` lies within one of ``spans``."""
    return any(a <= span[0] and span[1] <= b for a, b in spans)
