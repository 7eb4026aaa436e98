"""Normal forms and matching of the names of people and organisations: pure functions over strings.

``parse`` takes a printed name apart (titles and role words away, given names, last name); ``same`` tells whether
two full names can be one bearer; ``cluster`` puts all names of a space that share a last name into groups, so that
"Trump", "Donald Trump" and "Mr. Trump" are one entry of the catalogue and "Hillary Clinton" and "Bill Clinton" two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.text.first_names import of_first_name
from index.text.folding import fold, without_possessive
from index.text.name_words import BEFORE_TITLES, HONORIFICS, ORGANISATION, PARTICLES, SUFFIXES, SURNAMES_TOO, TITLES

_LINKS = frozenset("of for and the on in to at against & with under from by".split())
# Nicknames by the name they stand for: ordinary English short forms, both directions through `_nick`.
_NICKNAMES: dict[str, str] = {
    nick: full
    for full, nicks in {
        "william": "bill billy will willy liam", "robert": "bob bobby rob robbie", "richard": "dick rick rich ricky",
        "joseph": "joe joey", "james": "jim jimmy jamie", "john": "jack johnny jon", "michael": "mike mick mickey",
        "thomas": "tom tommy", "edward": "ed eddie ted ned", "charles": "charlie chuck", "david": "dave davy",
        "daniel": "dan danny", "donald": "don donny", "anthony": "tony", "andrew": "andy drew",
        "benjamin": "ben benny", "christopher": "chris kit", "stephen": "steve", "steven": "steve",
        "timothy": "tim timmy", "gregory": "greg", "kenneth": "ken kenny", "lawrence": "larry", "matthew": "matt",
        "nicholas": "nick", "patrick": "pat paddy", "peter": "pete", "philip": "phil", "ronald": "ron ronnie",
        "samuel": "sam sammy", "theodore": "theo", "walter": "walt", "jeffrey": "jeff", "jerome": "jerry",
        "gerald": "gerry", "raymond": "ray", "frederick": "fred freddie", "harold": "hal", "henry": "harry hank",
        "alexander": "alex sasha", "elizabeth": "liz beth betty eliza lizzie", "margaret": "maggie meg peggy",
        "katherine": "kate kathy katie", "catherine": "cathy", "susan": "sue susie", "deborah": "deb debbie",
        "barbara": "barb", "jennifer": "jen jenny", "patricia": "patty tricia", "rebecca": "becky",
        "victoria": "vicky", "jacqueline": "jackie", "kimberly": "kim", "pamela": "pam", "joshua": "josh",
        "jonathan": "jonny", "zachary": "zach", "nathaniel": "nate", "vladimir": "volodya", "francis": "frank",
    }.items()
    for nick in nicks.split()
}  # fmt: skip
_WORD = re.compile(r"[^\W_]+(?:[.'’&-][^\W_]+)*\.?|&", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Name:
    """A printed name taken apart. ``key`` identifies it: equal keys are the same name.

    ``tokens`` are its significant words, folded; ``last`` is the last of them (a person's last name). All names that
    can be one bearer share a ``shelf``: the last name of a person, the initials of an organisation. ``person`` is
    False where the words show an organisation, or a description in lower case.
    """

    key: str
    tokens: tuple[str, ...]
    last: str
    person: bool
    titled: bool

    @property
    def shelf(self) -> str:
        """What all names that can be one bearer have in common."""
        return self.last if self.person else acronym(self) or self.key

    @property
    def bare(self) -> bool:
        """True for a last name alone ("Clinton", "Mr. Clinton")."""
        return self.person and len(self.tokens) == 1


@dataclass(frozen=True, slots=True)
class Counted:
    """A name of the catalogue and how many claims carry it; ``id`` is the caller's key."""

    id: int
    text: str
    count: int
    anonymous: bool = False


def words(text: str) -> list[str]:
    """The words of ``text``, folded, without possessive 's and full stops ("Trump's" -> "trump")."""
    return [w for raw in _WORD.findall(text) if (w := _bare_word(raw))]


def cased_words(text: str) -> list[tuple[str, bool]]:
    """The words of ``text`` as ``words`` gives them, each with whether it is printed with a capital."""
    return [(w, raw[:1] != raw[:1].lower()) for raw in _WORD.findall(text) if (w := _bare_word(raw))]


def _bare_word(raw: str) -> str:
    return without_possessive(fold(raw)).replace(".", "").strip("'")


@lru_cache(maxsize=65536)
def parse(text: str) -> Name:
    """Take a printed name apart; any string is accepted (an empty one gives an empty key)."""
    head = text.split(",")[0]
    raw = _WORD.findall(head) or _WORD.findall(text)
    kept = [(r, w) for r in raw if (w := _bare_word(r))]
    while kept and kept[0][1] in ("the", "a", "an"):
        kept = kept[1:]
    folded = [w for _, w in kept]
    if not folded:
        key = " ".join(fold(text).split())
        return Name(key, (), key, False, False)
    kept = _without_office(kept)
    if _is_organisation(kept):
        return Name(" ".join(folded), tuple(folded), folded[-1], False, False)
    kept, titled = _without_titles(kept)
    tokens = [w for _, w in kept]
    while len(tokens) > 1 and tokens[-1] in SUFFIXES:
        tokens.pop()
    return Name(" ".join(tokens), tuple(tokens), tokens[-1], True, titled)


def _without_office(kept: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """ "Secretary of State Ana Ruiz" -> "Ana Ruiz": an office with a name of two words behind it."""
    for i in range(1, len(kept) - 3):
        if kept[i][1] in ("of", "for") and kept[i - 1][1] in TITLES:
            rest = [pair for pair in kept[i + 1 :] if pair[1] not in ("the", "and")]
            named = rest[-2:]
            if len(rest) > 2 and all(r[:1].isupper() for r, _ in named) and named[-1][1] not in ORGANISATION:
                return named
    return kept


def _is_organisation(kept: Sequence[tuple[str, str]]) -> bool:
    raw, folded = kept[-1]
    if folded in ORGANISATION and not _is_surname(folded, [w for _, w in kept[:-1]]):
        return True
    if any(w in _LINKS for _, w in kept):
        return True
    if not raw[:1].isupper() and raw[:1].lower() != raw[:1].upper():
        return True  # "campaign", "officials": a description, not a name
    acronym = raw.isupper() and len(raw.replace(".", "")) > 1 and len(kept) == 1
    return acronym or any(c.isdigit() for c in folded)


def _is_surname(word: str, before: Sequence[str]) -> bool:
    """ "Mr. Church", "Heath Ledger": a word of bodies that a person bears, as the one word before it tells."""
    if len(before) != 1:
        return False
    if before[0] in HONORIFICS:
        return True
    return word in SURNAMES_TOO and (before[0] in TITLES or of_first_name(before[0]) is not None)


def _without_titles(kept: list[tuple[str, str]]) -> tuple[list[tuple[str, str]], bool]:
    """Cut leading titles and everything up to the last role word in lower case ("manager Ana Ruiz" -> "Ana Ruiz")."""
    start, opened = 0, 0
    for i, (raw, word) in enumerate(kept[:-1]):
        role = raw[:1].islower() and word not in PARTICLES
        title = word in TITLES and (i == opened or role)
        if role or title:
            start = opened = i + 1
        elif word in BEFORE_TITLES and i == opened:
            opened = i + 1  # part of the title that follows; of the name where none does ("Health Canada")
    return kept[start:], start > 0


def acronym(name: Name) -> str:
    """The initials of an organisation's name without its small words ("" for a person or one word)."""
    initials = [t[0] for t in name.tokens if t not in _LINKS]
    return "".join(initials) if not name.person and len(initials) > 2 else ""


def same(a: Name, b: Name) -> bool:
    """True where two names can be one bearer: equal, a shorter or longer form, initials, a short form, an acronym.

    Last names alone are not decided here, because that needs all bearers of the name (see ``cluster``).
    """
    if a.key == b.key:
        return True
    if not a.tokens or not b.tokens:
        return False
    if a.person and b.person:
        return a.last == b.last and not a.bare and not b.bare and _given_agree(a.tokens[:-1], b.tokens[:-1])
    if a.person != b.person:
        return False
    short, long = sorted((a, b), key=lambda n: len(n.tokens))
    return len(short.tokens) == 1 and len(short.key) > 2 and short.key == acronym(long)


def _given_agree(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """The first given names agree, and the middle names of one do not contradict those of the other."""
    if not _one_given(a[0], b[0]):
        return False
    short, long = sorted((a[1:], b[1:]), key=len)
    rest = iter(long)
    return all(any(_one_given(s, candidate) for candidate in rest) for s in short)


def _one_given(a: str, b: str) -> bool:
    if a == b or _nick(a) == _nick(b):
        return True
    short, long = sorted((a, b), key=len)
    return len(short) == 1 and long.startswith(short)


def given_alike(a: str, b: str) -> bool:
    """True where two folded given names can be one person's: equal, an initial, a short form ("bill", "william")."""
    return _one_given(a, b)


def _nick(given: str) -> str:
    return _NICKNAMES.get(given, given)


def cluster(names: Iterable[Counted], dominance: float = 3.0) -> list[list[Counted]]:
    """Group the names that share a last name: each group is one speaker, its most telling name first.

    Full names are put together while ``same`` holds, the commonest first. A bare last name joins the only bearer,
    or the one that is named at least ``dominance`` times as often as all the others together; else it stands
    alone, because which bearer is meant is not known. Anonymous descriptions only meet their equals. The result
    does not depend on the order of ``names``.
    """
    ordered = sorted(names, key=lambda n: (-n.count, -len(parse(n.text).tokens), fold(n.text), n.id))
    groups: list[list[Counted]] = []
    bare: list[Counted] = []
    for name in ordered:
        if not name.anonymous and parse(name.text).bare:
            bare.append(name)
            continue
        for group in groups:
            if group[0].anonymous == name.anonymous and _fits(group, name):
                group.append(name)
                break
        else:
            groups.append([name])
    groups = [sorted(group, key=telling) for group in groups]
    alone: list[list[Counted]] = []
    for name in bare:
        home = _bearer([g for g in groups if not g[0].anonymous], parse(name.text), dominance)
        if home is None:
            home = next((g for g in alone if parse(g[0].text).key == parse(name.text).key), None)
        if home is None:
            alone.append([name])
        else:
            home.append(name)
    return groups + alone


def _fits(group: Sequence[Counted], name: Counted) -> bool:
    if name.anonymous:
        return parse(group[0].text).key == parse(name.text).key
    return all(same(parse(member.text), parse(name.text)) for member in group)


def _bearer(groups: list[list[Counted]], bare: Name, dominance: float) -> list[Counted] | None:
    named = [
        (sum(n.count for n in g), g) for g in groups if parse(g[0].text).person and parse(g[0].text).last == bare.key
    ]
    if not named:
        return None
    named.sort(key=lambda pair: -pair[0])
    others = sum(count for count, _ in named[1:])
    return named[0][1] if not others or named[0][0] >= dominance * others else None


def telling(name: Counted) -> tuple[int, int, int, int]:
    """Sorts the name to show first: common full forms without a title, the longer the better but not the rarest."""
    parsed = parse(name.text)
    return (parsed.titled, -min(len(parsed.tokens), 2), -name.count, name.id)


def display(text: str) -> str:
    """A printed name as the catalogue shows it: leading article and possessive away, white space single."""
    shown = re.sub(r"^(?:the|a|an)\s+", "", " ".join(text.split()), flags=re.IGNORECASE)
    shown = re.sub(r"['’]s$", "", shown)
    return shown or text


def matches(wanted: str, printed: str) -> bool:
    """True where someone who types ``wanted`` can mean the bearer of ``printed`` ("clinton" for "Hillary Clinton")."""
    a, b = parse(wanted), parse(printed)
    if same(a, b):
        return True
    want, have = words(wanted), words(printed)
    want = [w for w in want if w not in TITLES and w not in ("the", "a", "an")] or want
    have = [w for w in have if w not in ("the", "a", "an")]
    return bool(want) and (want == have or (len(want) == 1 and b.person and b.last == want[0]))


def mentioned(name: Name, text_words: Sequence[str]) -> bool:
    """True where the words of ``name`` stand in ``text_words`` (from ``words``) one after another."""
    n = len(name.tokens)
    return n > 0 and any(tuple(text_words[i : i + n]) == name.tokens for i in range(len(text_words) - n + 1))
