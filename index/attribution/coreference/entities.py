"""The persons and organisations that an article names: every mention of a name, gathered under its fullest form."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from index.attribution.coreference.gender import of_words
from index.attribution.coreference.joined_names import JoinedNames, without_marks
from index.attribution.lexicon.nouns import (
    COUNTRIES,
    FIRM_WORDS,
    INNER_TITLES,
    NOT_NAMES,
    PEOPLE,
    PEOPLE_ENDINGS,
    ROLE_WORDS,
    SYNONYMS,
)
from index.attribution.lexicon.outlets import is_medium
from index.attribution.lexicon.tokens import AUXILIARIES, Words
from index.attribution.lexicon.verbs import finite_saying
from index.schema import Spans
from index.text.first_names import of_first_name
from index.text.folding import fold, without_possessive
from index.text.name_words import ABBREVIATED, BEFORE_TITLES, HONORIFICS, ORGANISATION, PARTICLES, TITLES
from index.text.names import given_alike

CANDIDATES = 40  # bearers of one word that are looked at for a mention: bounds the work on hostile text
PREVAILS = 2  # times as often
LONGEST = 40  # words of one name, for the same reason
# What may stand before a role without article: a mark that opens a phrase, or one of a few words
ROLE_AFTER_MARK = frozenset((",", ".", '"', "“", "”", ";", ":", "-", "—", "–", "("))
ROLE_AFTER_WORD = frozenset("and but by that said says former for from to of".split())
# Two bodies may share these first words without being one
MONTHS_THAT_ARE_NAMES = frozenset(("may", "june", "april", "august"))
SHARED_FIRST_WORDS = frozenset("new national united american university department bank".split())
# What a town has, and is not called by its name: "Marlow" is neither the Marlow Police nor the Marlow Gazette
OF_A_PLACE = frozenset(
    """
    police fire brigade council court department hospital clinic airport port authority commission committee board
    chamber assembly parliament government ministry office bureau administration army navy guard school church museum
    times post tribune gazette herald courier mail echo journal chronicle observer star sun mirror express telegraph
    examiner ledger sentinel dispatch press record standard review weekly argus bulletin inquirer enquirer daily mercury
    advertiser
    """.split()
)
_TITLES = TITLES | BEFORE_TITLES
BY_FIRST_NAME = frozenset(("sir", "dame", "father", "sister", "brother", "prince", "princess", "king", "queen"))
_STOPPED = ABBREVIATED | {"jr", "sr"}  # a full stop behind them ends no name
ROLE_ENDINGS = ("er", "or", "ist", "ian", "man", "woman", "ant", "ee", "eur", "ess", "ic", "ive", "ent", "mate", "ard")
ROLE = re.compile(r"[a-z][\w-]+")


@dataclass
class Entity:
    """One bearer of names in one article. ``heads`` are the words that describe it ("engineer", "nominee")."""

    name: str
    tokens: tuple[str, ...]
    kind: str  # person, organisation, unknown
    gender: str | None = None
    first: int = 0
    heads: set[str] = field(default_factory=set)
    at: list[int] = field(default_factory=list)
    full: list[int] = field(default_factory=list)  # where it is named in more than one word, in order
    short: int = -1  # where it was last named in one word

    @property
    def last(self) -> str:
        return self.tokens[-1]


@dataclass(frozen=True)
class Mention:
    """One printed name: offsets without title, its tokens (folded, no possessive), and the titles before it."""

    start: int
    end: int
    tokens: tuple[str, ...]
    titles: tuple[str, ...]
    role: tuple[str, ...]
    article: bool
    possessive: bool


def bare(word: str) -> str:
    """A printed word of a name as names are compared: folded, without possessive and last full stop."""
    return without_possessive(fold(word)).rstrip("'.")


HYPHENED = re.compile(r"(?:al|el|ad|an|ar|as|ash|at|az)[-‑][A-ZÀ-Þ]")  # "Nuru | al-Masri"
ORDINAL = re.compile(r"\d+(?:st|nd|rd|th) ")
KIN = frozenset("wife husband mother father sister brother son daughter widow widower uncle aunt niece nephew".split())


class Cast:
    """All named entities of a text. Built once an article, in time linear in its length."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.words = Words.of(text)
        self._joined = JoinedNames(self.words)
        self.mentions = self._find()
        self.entities: list[Entity] = []
        self._by_token: dict[str, list[Entity]] = defaultdict(list)
        self._of_mention: dict[int, Entity] = {}
        self._gather()
        self.starts = [m.start for m in self.mentions]

    # -- finding ------------------------------------------------------------------------------------------------
    def _find(self) -> list[Mention]:
        words = self.words
        low, raw = words.low, words.raw
        n = len(words)
        lower_forms = Counter(low[i] for i in range(n) if raw[i][0].islower())
        self._capital_inside = Counter(
            low[i] for i in range(1, n) if raw[i][0].isupper() and (raw[i - 1][0].islower() or raw[i - 1] == ",")
        )
        out: list[Mention] = []
        i = 0
        while i < n:
            if not raw[i][0].isupper() or self._common(i, lower_forms):
                i += 1
                continue
            j = i + 1
            while j < min(n, i + LONGEST) and (step := self._goes_on_by(i, j)):
                j += step
            mention = self._mention(i, j)
            if mention is not None:
                out.append(mention)
            i = max(j, i + 1)
        return out

    def _goes_on_by(self, i: int, j: int) -> int:
        """How many words the name that began at word i takes in at word j; 0 where it ends before j."""
        raw, low = self.words.raw, self.words.low
        ended = raw[j - 1].lower().replace("’", "'").endswith("'s")
        if ended or "\n" in self.text[self.words.ends[j - 1] : self.words.starts[j]]:
            return 0
        if raw[j][0].isupper() and low[j] not in NOT_NAMES - MONTHS_THAT_ARE_NAMES - ORGANISATION:
            return 1
        if HYPHENED.match(raw[j]):
            return 1
        if raw[j] == "." and (len(raw[j - 1]) == 1 or low[j - 1] in _STOPPED):
            return 2 if j + 1 < len(raw) and raw[j + 1][0].isupper() else 0
        if low[j] in PARTICLES and raw[j][0].islower() and self._goes_on(j, 2):
            return 1
        if low[j] in ("of", "for", "&") and self._links(i, j):
            return 2 if raw[j + 1][0].isupper() else 3
        return self._joined.goes_on_by(i, j)

    def _goes_on(self, j: int, most: int) -> bool:
        raw, low = self.words.raw, self.words.low
        for k in range(j + 1, min(j + 1 + most, len(raw))):
            if raw[k][0].isupper():
                return low[k] not in NOT_NAMES
            if low[k] not in PARTICLES:
                return False
        return False

    def _links(self, i: int, j: int) -> bool:
        """ "Bank of England", "Department of the Interior", "Kolb & Reiter"."""
        raw, low = self.words.raw, self.words.low
        if j + 1 >= len(raw):
            return False
        nxt = j + 1 if raw[j + 1][0].isupper() else (j + 2 if low[j + 1] in ("the",) and j + 2 < len(raw) else -1)
        if nxt < 0 or not raw[nxt][0].isupper() or low[nxt] in NOT_NAMES:
            return False
        if low[j] == "&":
            return True
        return any(bare(raw[k]) in ORGANISATION for k in range(i, j))

    def _common(self, i: int, lower_forms: Counter[str]) -> bool:
        """True for a capitalised word that is no name: a function word, or a common word that opens a sentence."""
        low, raw = self.words.low, self.words.raw
        if low[i] in NOT_NAMES and not (len(raw[i]) > 1 and raw[i].isupper() and low[i] not in ("the", "it", "i")):
            return True
        if not raw[i][0].isalpha():
            return True
        opens = (
            i == 0
            or raw[i - 1] in (".", "!", "?", '"', "“", "‘", "”", ":", "'", "...")
            or (self.text[self.words.ends[i - 1] : self.words.starts[i]].count("\n") > 0)
        )
        following = raw[i + 1] if i + 1 < len(raw) else "."
        if not opens or following[0].isupper():
            return False
        return bool(lower_forms[low[i]]) or (
            low[i].endswith(PEOPLE_ENDINGS) and not self._capital_inside[low[i]] and not is_medium(raw[i])
        )

    def _mention(self, i: int, j: int) -> Mention | None:
        """The name in the words i..j-1, without the titles and roles before it; None where nothing of it is a name."""
        words = self.words
        raw = words.raw
        first, titles = self._after_titles(i, j)
        first, prefix = self._after_inner_title(first, j)
        last_is_title = first == j - 1 and bare(raw[first]) in _TITLES
        of_a_place = " ".join(raw[j : j + 1]) == "of"  # "the Bishop of Tarrow" is nobody called Bishop
        if last_is_title and (
            of_a_place or bare(raw[first]) not in ("king", "bishop", "chance", "master", "state", "head")
        ):
            return None
        tokens = tuple(bare(word) for word in without_marks(raw[first:j]))
        if not tokens or not any(t.isalpha() or "-" in t or "'" in t or "." in t for t in tokens):
            return None
        end, possessive = self._without_possessive(j)
        role, article = self._role_before(i)
        first -= self._numbered(first, j)
        return Mention(words.starts[first], end, tokens, titles, (*prefix, *role), article and not role, possessive)

    def _numbered(self, first: int, j: int) -> int:
        """How many words are the number of the body that the words first..j-1 name: "the 6 th | Circuit Court"."""
        raw, words = self.words.raw, self.words
        number = words.text[words.starts[max(0, first - 2)] : words.starts[first]]
        body = j - first > 1 and any(bare(raw[k]) in ORGANISATION for k in range(first, j))
        return 2 if body and ORDINAL.fullmatch(number) else 0

    def _after_titles(self, i: int, j: int) -> tuple[int, tuple[str, ...]]:
        """(where the name begins, the titles before it) for the words i..j-1: "Gov. | Mike Pence"."""
        raw = self.words.raw
        first = i
        titles: list[str] = []
        while first < j - 1 and (_is_title(raw[first]) or raw[first] == "." or _is_role(raw, first, j)):
            if raw[first] != ".":
                titles.append(bare(raw[first]))
            first += 1
        if first > i and (raw[first] == "and" or any(bare(raw[k]) in ORGANISATION for k in range(first, j))):
            return i, ()  # "Foreign Office", "State Department", "National Guard"
        return first, tuple(titles)

    def _after_inner_title(self, first: int, j: int) -> tuple[int, tuple[str, ...]]:
        """(where the name begins, the words before it): "Indiana Gov. | Mike Pence", "Nordbank CEO | Ina Holt"."""
        raw = self.words.raw
        k = next((k for k in range(j - 2, first, -1) if self._is_inner_title(first, k, j)), None)
        if k is None:
            return first, ()
        after = k + 2 if raw[k + 1] == "." else k + 1
        if after >= j:
            return first, ()
        return after, tuple(bare(raw[m]) for m in range(first, after) if raw[m] != ".")

    def _is_inner_title(self, first: int, k: int, j: int) -> bool:
        raw = self.words.raw
        of_body = any(
            bare(raw[m]) in ORGANISATION for m in range(first, k)
        )  # "Marlow Police Superintendent | Ida Holm"
        titled = bare(raw[k]) in (INNER_TITLES | _TITLES if of_body else INNER_TITLES) or _is_role(raw, k, j)
        if not titled or j - k > 5:
            return False
        return not any(bare(raw[m]) in ORGANISATION for m in range(k + 1, j))

    def _without_possessive(self, j: int) -> tuple[int, bool]:
        """(offset of the end of the name whose last word is j-1, whether it is a possessive)."""
        last = self.words.raw[j - 1].lower().replace("’", "'")
        end = self.words.ends[j - 1]
        if last.endswith("'s"):
            return end - 2, True
        return (end - 1, True) if last.endswith("s'") else (end, False)

    def _role_before(self, i: int) -> tuple[tuple[str, ...], bool]:
        """(the words of a role right before word i, whether an article stands before them): "its | chief engineer"."""
        words = self.words
        raw, low = words.raw, words.low
        role: list[str] = []
        k = i - 1
        while k >= 0 and i - k <= 5 and self._may_be_role(k):
            role.append(low[k])
            k -= 1
        article = k >= 0 and low[k] in ("the", "a", "an", "its", "his", "her", "their")
        if role and not _names_role(role[0]):
            role = []
        if role and not article and k >= 0 and raw[k] not in ROLE_AFTER_MARK and low[k] not in ROLE_AFTER_WORD:
            role = role[:1] if role[0] in ROLE_WORDS | FIRM_WORDS else []
        return tuple(reversed(role)), article

    def _may_be_role(self, k: int) -> bool:
        words = self.words
        joined = not words.text[words.ends[k] : words.starts[k + 1]].strip()
        return joined and ROLE.fullmatch(words.raw[k]) is not None and words.low[k] not in NOT_NAMES

    # -- gathering ----------------------------------------------------------------------------------------------
    def _gather(self) -> None:
        order = sorted(range(len(self.mentions)), key=lambda k: (-min(len(self.mentions[k].tokens), 2), k))
        for k in order:
            mention = self.mentions[k]
            entity = self._known(mention)
            if entity is None:
                entity = self._new(mention)
            self._note(entity, mention, k)
        for entity in self.entities:
            entity.at.sort()
            entity.first = entity.at[0]

    def _known(self, mention: Mention) -> Entity | None:
        tokens = mention.tokens
        best: Entity | None = None
        namesakes = [e for e in self._by_token.get(tokens[-1], ())[-CANDIDATES:] if _compatible(e, mention)]
        for entity in _prevailing(namesakes) if len(tokens) == 1 else namesakes:
            if best is None or _nearness(entity, mention) > _nearness(best, mention):
                best = entity
        if best is None and len(tokens) == 1:
            for entity in self._by_token.get(tokens[0], ())[-CANDIDATES:]:
                if _compatible(entity, mention) and (
                    best is None or _nearness(entity, mention) > _nearness(best, mention)
                ):
                    best = entity
        return best

    def _new(self, mention: Mention) -> Entity:
        tokens = mention.tokens
        name = self.text[mention.start : mention.end]
        kind = "unknown"
        if (
            set(tokens) & ORGANISATION
            or (len(tokens) == 1 and name.isupper() and len(name) > 1)
            or "&" in tokens
            or "and" in tokens
            or "of" in tokens
        ):
            kind = "organisation"
        elif of_first_name(tokens[0]) and len(tokens) > 1:
            kind = "person"
        elif set(tokens) & COUNTRIES:
            kind = "place"
        elif mention.titles or (mention.role and mention.role[-1] in ROLE_WORDS):
            kind = "person" if len(tokens) <= 4 else "unknown"
        elif mention.article:
            kind = "organisation"
        entity = Entity(" ".join(name.split()), tokens, kind)
        if kind in ("person", "unknown"):
            entity.gender = of_words([*mention.titles]) or of_first_name(tokens[0])
        self.entities.append(entity)
        for token in set(tokens):
            self._by_token[token].append(entity)
        return entity

    def _note(self, entity: Entity, mention: Mention, k: int) -> None:
        self._of_mention[k] = entity
        entity.at.append(mention.start)
        if len(mention.tokens) > 1 and not self._of_kin(mention):
            entity.full.append(mention.start)
        else:
            entity.short = mention.start
        if len(mention.tokens) > len(entity.tokens) and entity.kind != "organisation":
            entity.name = " ".join(self.text[mention.start : mention.end].split())
            entity.tokens = mention.tokens
        if mention.titles and entity.kind == "unknown":
            entity.kind = "person"
        if len(mention.tokens) == 1 and len(entity.tokens) > 1 and entity.kind == "unknown":
            # "Fontaine" for Althea Fontaine, but "Halvard" for Halvard Cycles
            entity.kind = "person" if mention.tokens[0] == entity.last else "organisation"
        for word in (*mention.titles, *mention.role, *self._apposition(mention)):
            entity.heads.add(word)
            entity.heads.update(SYNONYMS.get(word, "").split())
        if entity.kind == "person" and not mention.titles and set(mention.role[-1:]) & FIRM_WORDS:
            entity.kind = "organisation"  # "the newspaper Al Barid"
        if entity.kind == "unknown" and entity.heads & ROLE_WORDS:
            entity.kind = "person"
        elif entity.kind == "unknown" and entity.heads & FIRM_WORDS:
            entity.kind = "organisation"
        gender = of_words([*mention.titles, *mention.role])
        if gender and entity.kind != "organisation":
            entity.gender = entity.gender or gender

    def _of_kin(self, mention: Mention) -> bool:
        """ "his wife, Ida Crane": she is named for the one of whom the article speaks, who then is "Crane"."""
        before = self.words.at_or_after(mention.start) - len(mention.role) - 1
        return before >= 0 and bool(KIN & set(mention.role[-1:])) and self.words.low[before] in ("his", "her")

    def _apposition(self, mention: Mention) -> list[str]:
        """Words that describe a name beside it: "X, the chief of Y," and "the chief of Y, X," and "X is the chief"."""
        words = self.words
        low, raw = words.low, words.raw
        k = words.at_or_after(mention.end)
        if k < len(words) and low[k] == "'s":
            return []
        out: list[str] = []
        if k + 1 < len(words) and low[k] in (",", "is", "was", "became", "(", "–", "—"):
            at = k + 1
            if (
                low[at] in ("the", "a", "an", "his", "her", "its", "their", "now")
                or raw[at].endswith(("'s", "’s"))
                or (low[k] == "," and low[at] in ROLE_WORDS)
            ):
                out.extend(_head_words(low, raw, at, 9))
        b = words.at_or_after(mention.start) - len(mention.titles) - len(mention.role)
        if b >= 2 and low[b - 1] == ",":
            at = b - 2
            while at > 0 and b - at < 12 and low[at] not in (",", ".", ";", ":", '"', "”", "“"):
                if low[at] in ("the", "a", "an", "his", "her", "its", "their") or raw[at].endswith(("'s", "’s")):
                    out.extend(_head_words(low, raw, at, b - 1 - at))
                    break
                at -= 1
        return out

    # -- asking -------------------------------------------------------------------------------------------------
    def entity_of(self, k: int) -> Entity:
        return self._of_mention[k]

    def inside(self, start: int, end: int) -> list[int]:
        """Indices of the mentions that lie in [start, end)."""
        lo = bisect_left(self.starts, start)
        hi = bisect_left(self.starts, end)
        return [k for k in range(lo, hi) if self.mentions[k].end <= end]

    def spans(self, start: int, end: int) -> Spans:
        """The spans of the mentions that lie in [start, end)."""
        return tuple((self.mentions[k].start, self.mentions[k].end) for k in self.inside(start, end))

    def before(self, offset: int) -> int:
        """Number of mentions that begin before ``offset``."""
        return bisect_left(self.starts, offset)


def _is_title(word: str) -> bool:
    """ "Mayor", "Vice-chancellor", "Ex-minister"."""
    return not _TITLES.isdisjoint((bare(word), bare(word).rpartition("-")[2]))


def _is_role(raw: tuple[str, ...], k: int, end: int) -> bool:
    """True for a role word before a full name: "Geologist Martin Feld", "Chief Executive Carla Dunmore"."""
    word = bare(raw[k])
    role = word in ROLE_WORDS or (word.endswith(ROLE_ENDINGS) and of_first_name(word) is None)
    return role and k + 2 < end and of_first_name(bare(raw[k + 1])) is not None


def _names_role(word: str) -> bool:
    """Can a word before a name be what its bearer is ("producer Nils Brandt"), and no verb ("met Nils Brandt")?"""
    return word in ROLE_WORDS | _TITLES | PEOPLE | FIRM_WORDS or word.endswith(ROLE_ENDINGS)


def _head_words(low: tuple[str, ...], raw: tuple[str, ...], at: int, most: int) -> list[str]:
    """The words of a description that begins at ``at``, up to its first preposition, comma or clause."""
    out: list[str] = []
    for k in range(at, min(at + most, len(low))):
        if low[k] in (
            ",",
            ".",
            ";",
            ":",
            "of",
            "for",
            "at",
            "in",
            "from",
            "with",
            "on",
            "who",
            "whose",
            "which",
            "that",
            "and",
            "to",
        ):
            break
        if low[k] in AUXILIARIES or (k > at + 1 and finite_saying(low[k])):
            return []  # a clause of its own, no description
        if low[k] not in ("the", "a", "an", "his", "her", "its", "their", "now") and not low[k].endswith("'s"):
            out.append(low[k])
    return out


def _compatible(entity: Entity, mention: Mention) -> bool:
    """True where the printed name can be a form of the entity's name."""
    a, b = entity.tokens, mention.tokens
    if a == b:
        return True
    if _other_sex(entity, mention) or _numbered(a) != _numbered(b):
        return False
    if entity.kind == "organisation":
        return _form_of_body(a, mention)
    if len(b) == 1:
        return b[0] == a[-1] or (
            b[0] == a[0]
            and BY_FIRST_NAME.issuperset(mention.titles[-1:])
            and len(a) > 1
            and entity.kind in ("person", "unknown")
        )
    if set(b) & ORGANISATION:
        return False
    if len(a) == 1:
        return a[0] == b[-1] and entity.kind != "place"
    if a[-1] != b[-1]:
        return False
    return a[0] == b[0] or (min(len(a[0]), len(b[0])) <= 2 and a[0][0] == b[0][0]) or given_alike(a[0], b[0])


def _prevailing(namesakes: list[Entity]) -> list[Entity]:
    """Of several who share a last name the one who is named in full far more often than each other one, else all."""
    ordered = sorted(namesakes, key=lambda entity: -len(entity.full))
    if len(ordered) > 1 and len(ordered[0].full) >= PREVAILS * len(ordered[1].full):
        return ordered[:1]
    return namesakes


def _numbered(tokens: tuple[str, ...]) -> str | None:
    """The number in a name that tells one of a series from another: "Norvex II", "Apollo 8"; of persons none counts."""
    last = tokens[-1]
    is_number = last.isdigit() or re.fullmatch(r"[ivx]{2,4}", last) is not None
    return last if is_number and len(tokens) > 1 and of_first_name(tokens[0]) is None else None


def _other_sex(entity: Entity, mention: Mention) -> bool:
    """ "Mrs Quint" is not Walter Quint."""
    honorific = next(
        (t for t in mention.titles if t in ("mr", "mrs", "ms", "sir", "lord", "lady", "dame", "miss")), None
    )
    if honorific is None or honorific == "miss" or not entity.gender:
        return False
    return of_words([honorific]) not in (None, entity.gender)


def _form_of_body(a: tuple[str, ...], mention: Mention) -> bool:
    """ "Halvard" for "Halvard Cycles", and the other way about."""
    b = mention.tokens
    if mention.titles and mention.titles[0] in HONORIFICS:
        return False
    if len(b) < len(a):
        place = len(b) == 1 and bool(set(a[1:]) & OF_A_PLACE)
        return a[: len(b)] == b and b[0] not in SHARED_FIRST_WORDS and not place
    return len(a) == 1 and b[0] == a[0] and bool(set(b) & ORGANISATION)


def _nearness(entity: Entity, mention: Mention) -> tuple[int, float]:
    """How well an entity suits a mention: exact names first, then the one named last before it, else the next after."""
    exact = int(entity.tokens == mention.tokens)
    known = bisect_right(entity.full, mention.start)
    last = max(entity.full[known - 1] if known else -1, entity.short if entity.short <= mention.start else -1)
    if last >= 0:
        return (exact, float(last - mention.start))
    return (exact, -1e9 - (entity.full[0] - mention.start if entity.full else 0))
