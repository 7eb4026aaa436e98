"""The records that flow through the project: plain, frozen, without behaviour that does I/O.

Every span is a half-open pair ``(start, end)`` of offsets in code points into ``Article.text``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

Span = tuple[int, int]
Spans = tuple[Span, ...]


class Stance(StrEnum):
    """How the original source stands to the content of a claim."""

    ASSERTS = "asserts"
    DENIES = "denies"
    WITHHOLDS = "withholds"
    URGES = "urges"
    VOWS = "vows"
    JUDGES = "judges"


class Role(StrEnum):
    """How a piece of evidence stands to what is asked."""

    ANSWERS = "answers"
    OTHER_SIDE = "other_side"
    SAME_CLAIM = "same_claim"
    LEAVES_OPEN = "leaves_open"


class Status(StrEnum):
    """What became of an article that was handed in."""

    ADDED = "added"
    UNCHANGED = "unchanged"
    UPDATED = "updated"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Origin:
    """How an article came in: not stored with it.

    ``source`` is the file (with the line) or the address that was read; ``notes`` what a reader should know of the
    reading, a line each; ``converted``: the text was made of a page or a document, so that nobody else has it.
    ``given`` names the fields that the user set. ``complete``: the record says all there is to say, and an empty field
    is empty; else what was known before and is not said this time stays. ``guessed``: the fields were read off the
    text. ``part``: the id of the text that it is a part of, its number, and how many there are.
    """

    source: str | None = None
    notes: tuple[str, ...] = ()
    converted: bool = False
    given: frozenset[str] = frozenset()
    complete: bool = True
    guessed: bool = False
    part: tuple[str, int, int] | None = None


DETAILS = ("title", "outlet", "author", "published", "url")
"""What is told of an article beside its text, by the names that files, exports and answers give it; each may miss."""


@dataclass(frozen=True, slots=True)
class Article:
    """One article, its text exactly as loaded. ``published`` is an ISO date or date-time.

    ``located``: it was fetched from ``url``, or somebody vouches for that address, so that it takes the place of what
    is stored as being there. False where only the article itself says so: anybody can write an address into a file.
    """

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    author: str | None = None
    published: str | None = None
    url: str | None = None
    located: bool = field(default=True, compare=False)
    origin: Origin = field(default=Origin(), compare=False)


@dataclass(frozen=True, slots=True)
class Relation:
    """One attribution relation as the article prints it: who (source), by what words (cue), what (content).

    Each role may be empty or have several parts; parts are in text order and do not overlap.
    """

    source: Spans
    cue: Spans
    content: Spans


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or description at ``start``..``end`` and the name that it stands for."""

    start: int
    end: int
    name: str


@dataclass(frozen=True, slots=True)
class Claim:
    """One claim of one article, kept at its original source.

    ``source`` and ``cue`` are the spans of the attribution that the article prints outermost.
    ``chain`` holds the mentions from the outermost relay to the original source, verbatim, without leading
    article; it is empty where the article speaks in its own voice, and then ``speaker`` is the outlet (or
    None where the outlet is unknown). ``speaker`` is the resolved original source.
    ``references`` resolves pronouns and descriptions within source, cue and content where the reading is sure of
    them, in text order. ``confidence`` is the reading's probability that the claim is read rightly.
    """

    source: Spans
    cue: Spans
    content: Spans
    chain: tuple[str, ...]
    speaker: str | None
    stance: Stance
    anonymous: bool
    references: tuple[Reference, ...] = ()
    confidence: float = 1.0

    @property
    def own_voice(self) -> bool:
        """True where nobody is cited: the article says it itself."""
        return not self.chain


@dataclass(frozen=True, slots=True)
class StoredClaim:
    """A claim as the catalogue holds it: its key, its article's metadata, and its words.

    ``id`` is unique within the space (``<article id>#<number>``). ``quote`` is the text at ``claim.content``,
    the parts joined by " … ". ``context`` is the paragraph-bounded stretch that holds source, cue and content.
    ``speaker_id`` is the catalogue's speaker (one id for "Trump" and "Donald Trump"), None where unresolved.
    """

    id: str
    article: Article
    claim: Claim
    quote: str
    context: str
    speaker_id: int | None = None


@dataclass(frozen=True, slots=True)
class Evidence:
    """A retrieved claim. ``n`` is its number (from 1) in the prompt and in the answer; ``score`` ranks it.

    ``reports`` holds other stored claims that report the same statement of the same original source. ``group`` is
    the number (from 1, in order of the first) of the proposition that it is about, shared by whoever puts it forward,
    disputes it or leaves it open. ``probability``: that it answers or belongs beside an answer. ``run`` holds the
    other sentences of the quotation that the claim is one sentence of, in text order. ``follows``: it is there only
    because its speaker goes on with it behind another piece.
    """

    n: int
    stored: StoredClaim
    score: float
    reports: tuple[StoredClaim, ...] = ()
    role: Role = Role.ANSWERS
    group: int = 1
    probability: float = 1.0
    run: tuple[StoredClaim, ...] = ()
    follows: bool = False


@dataclass(frozen=True, slots=True)
class Speaker:
    """One entry of the catalogue of speakers of a space."""

    id: int
    name: str
    aliases: tuple[str, ...]
    anonymous: bool
    claims: int


@dataclass(frozen=True, slots=True)
class Added:
    """The outcome for one article handed in; ``error`` is one clear line where ``status`` is failed, ``note`` one on
    why nothing was read in an article that is stored. ``source`` and ``notes``: see ``Origin``.
    """

    id: str
    title: str | None
    outlet: str | None
    status: Status
    claims: int = 0
    chunks: int = 0
    error: str | None = None
    note: str | None = None
    source: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer, the numbers of the evidence it rests on, and how it stands to the question.

    ``text`` holds no numbers: they are put beside it where it is rendered. ``head`` stands over it and those that
    follow, where an answer is grouped.
    """

    text: str
    citations: tuple[int, ...]
    role: Role = Role.ANSWERS
    head: str = ""


@dataclass(frozen=True, slots=True)
class Usage:
    """Tokens that a hosted model reported for one question."""

    input_tokens: int = 0
    output_tokens: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """A checked answer. ``citations`` are the evidence that the statements cite, best first, numbered as cited."""

    id: str | None
    question: str
    answer: str
    abstained: bool
    statements: tuple[Statement, ...]
    citations: tuple[Evidence, ...]
    model: str
    notes: tuple[str, ...] = ()
    usage: Usage | None = None


@dataclass(frozen=True)
class Filter:
    """Conditions on claims; an empty field does not narrow. Dates are ISO and inclusive ("2026-03" is all March)."""

    speaker_ids: tuple[int, ...] = ()
    outlets: tuple[str, ...] = ()
    stances: tuple[Stance, ...] = ()
    since: str | None = None
    until: str | None = None
    anonymous: bool | None = None
    own_voice: bool | None = None
    article_ids: tuple[str, ...] = ()

    @property
    def empty(self) -> bool:
        """True where nothing is narrowed."""
        return self == Filter()

    @property
    def of_articles(self) -> Filter:
        """What it asks of the article."""
        return Filter(outlets=self.outlets, since=self.since, until=self.until, article_ids=self.article_ids)
