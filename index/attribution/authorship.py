"""In whose voice an article speaks where it cites nobody: its writer's, an agency's, a company's, or the outlet's.

Who says "I" outside every quotation is who wrote it, and then what he states is his; a letter is its signer's; a press
release speaks for whom it presents; copy of a news agency, by its dateline, its byline or its last line, is the
agency's. All else is the outlet's.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.attribution.coreference.entities import Cast
from index.attribution.extraction.span_index import Touched
from index.attribution.lexicon.outlets import NEWS_AGENCIES, is_agency, is_medium, same_outlet
from index.attribution.quotes import quotes
from index.schema import Article, Span, Spans
from index.text.leads import RELEASE, agency_of_dateline
from index.text.sentences import paragraphs

_NAME = (  # may stand in a verbose pattern
    r"[A-ZÀ-Þ][\w.’'-]{0,30}(?:\ (?:(?:van|von|de|der|den|la|le|bin|al|di|da|du|ter)\ ){0,2}"
    r"[A-ZÀ-Þ][\w.’'-]{0,30}){1,4}"
)
_BYLINE = re.compile(
    rf"""\W*(?:(?:[Ww]ords|[Ww]ritten|[Ss]tory|[Rr]eport|[Ii]nterview|[Tt]ext)\ )?[Bb][Yy]\   # Interview by ...
      (?P<names>{_NAME}(?:(?:,|\ and|\ &)\ {_NAME}){{0,4}})                                # ... Ina Holt and Udo Grell
      (?:(?:,|\ \||;|\ in|\ at|\ –|\ —)[^.!?]{{0,100}})?\s*\Z                              # ..., Tarn
    """,
    re.X,
)
_BETWEEN = re.compile(r"\s*(?:[;,|&]|\band\b)\s*")
_OFFICE = re.compile(r"\b(?:reporter|editor|correspondent|columnist|staff|desk|team|writer)s?\b", re.I)
_HEAD, _FOOT = 10, 5  # paragraphs in which bylines and signatures stand
_SALUTATION = re.compile(
    r"(?:(?:dear )?(?:sirs?|madam|editors?)\b|to the editor\b|dear [a-z ’']{2,40})[^.!?]{0,30}\Z", re.I
)
_VALEDICTION = re.compile(
    r"(?:yours?(?: (?:faithfully|sincerely|truly|etc\.?))?|sincerely"
    r"|(?:with )?(?:best|kind) (?:regards|wishes))[,.]?\s*",
    re.I,
)
_SIGNER = re.compile(rf"(?P<name>(?:(?:Dr|Mr|Mrs|Ms|Prof)\.? )?{_NAME})(?:,? [^.!?\n]{{0,80}}|,[^.!?\n]{{0,80}})?\s*\Z")
_I = re.compile(r"\bI(?:['’](?:m|ve|d|ll)\b|\s+(?=[a-z]))|\b[Mm]y\s+(?=[a-z])")
# "As told to Ida Holt", "The speech in full": who says "I" is nobody who wrote it
_TOLD_TO = re.compile(r"\bas told to\b", re.I)
_IN_FULL = re.compile(
    r"\b(?:in full|full (?:text|speech|remarks|statement)|transcript|speech|address) ?(?:\Z|[:of])", re.I
)
_PUT = re.compile(r"\A(?!.*\bI\b).*\byour?s?\b.*\?\Z", re.I)
_LEAST_PERSONAL, _PERSONAL_SHARE = 2, 0.15  # paragraphs of an article in the first person, of its unquoted ones
_CREDIT = re.compile(
    r"[(\[—–-]+\s*(?P<agency>[A-Z][\w .&-]{1,30}?)[)\]]*\.?\s*\Z|source: (?P<source>[\w .&-]{2,30})\Z", re.I
)
_ABOUT = re.compile(
    r"\W*About (?P<name>[A-ZÀ-Þ0-9][\w.’'&-]{0,30}(?: (?:of|and|the|[A-ZÀ-Þ&][\w.’'&-]{0,30})){0,5})\s*:?\s*\Z"
)
_RELEASE_END = re.compile(r"\W*(?:ends?\b|notes? (?:to|for) (?:the )?editors?\b:?)\W*\Z", re.I)
_CONTACT = re.compile(r"\W*(?:(?:press|media)\s+(?:contacts?|enquiries|inquiries|office)|contacts?)\s*(?::|\Z)", re.I)
_DISCLAIMS = re.compile(r"\bforward-looking statements\b|\bactual results (?:may|could|might) differ\b", re.I)
_REACHED = re.compile(r"\S@\S+\.\w+|\+?\d[\d ()/.-]{7,}\d")
_CREDITS = re.compile(
    r"""\W*(?:(?:additional\ )?reporting\ by|editing\ by                                             # Editing by ...
      |(?:last\ |first\ )?(?:updated|published)(?:\ at|\ on|:)?\ [^.!?]{0,40}\d[^.!?]{0,12}\Z          # Updated 14.10
      |\d{1,2}\s?(?:h|hrs?|hours?|m|mins?|minutes?)\ ago\W*\Z                                       # 2h ago
      |(?:\d{1,2}[.:]\d{2}\s*)?(?:GMT|BST|UTC|CES?T|[ECMP][SD]T)\W*\Z)                                 # 14.10 GMT
    """,
    re.I | re.X,
)
_LONGEST_LINE = 160


@dataclass(frozen=True)
class Voice:
    """Whose the unattributed sentences of a stretch are; ``personal``: a person or a body puts them forward as its own,
    so that they are cited as its claims; ``issuer``: it is the body that a press release speaks for."""

    span: Span
    name: str
    personal: bool
    issuer: bool = False


@dataclass(frozen=True)
class Authorship:
    """``writers`` are the people whom the article or its byline names as its writers; ``furniture`` are the lines that
    state nothing (bylines, contacts, credits)."""

    writers: tuple[str, ...]
    voices: tuple[Voice, ...]
    furniture: tuple[Span, ...]
    told: bool = False  # the words of somebody else, whom nothing names

    def at(self, offset: int) -> Voice | None:
        """The voice at an offset; None where it is the outlet's."""
        at = bisect_right(self.voices, offset, key=lambda one: one.span[0]) - 1
        return self.voices[at] if at >= 0 and offset < self.voices[at].span[1] else None

    @property
    def writer(self) -> str | None:
        """The one who wrote the article; None where nobody is known to have, or several."""
        only = len(self.writers) == 1 and not self.told and _is_person(self.writers[0], None)
        return self.writers[0] if only else None


UNSIGNED = Authorship((), (), ())


@dataclass(frozen=True)
class _Text:
    """A view, its paragraphs, and those of them that are as short as a line."""

    text: str
    spans: Sequence[Span]
    lines: Mapping[Span, str]

    def line(self, at: int) -> str:
        return self.lines.get(self.spans[at], "") if 0 <= at < len(self.spans) else ""


def writers(text: str, article: Article) -> tuple[str, ...]:
    """The people and agencies that an article or a byline in ``text`` names as its writers."""
    return _writers(article, _bylines(_read(text)))


def authorship(text: str, article: Article, cast: Cast, spoken: Spans = ()) -> Authorship:
    """Who wrote ``text``, the view of an article's text; spans are offsets into it, ``spoken`` those of conversations.
    Linear in the text."""
    read = _read(text)
    spans = read.spans
    bylines = _bylines(read)
    release = any(RELEASE.match(read.line(at)) for at in range(3))
    letters = list(_letters(read))
    named = _writers(article, bylines)
    furniture = {*bylines, *(s for s, line in read.lines.items() if _states_nothing(line, release))}
    furniture.update(s for s in spans if release and _DISCLAIMS.search(text, *s))
    furniture.update(spans[at] for letter in letters for at in letter.frame)
    furniture.update([spans[-1]] if spans and _credit(read) is not None else [])
    voices = [Voice(letter.span, letter.name, personal=True) for letter in letters]
    head = article.title or read.line(0)
    told = _IN_FULL.search(head) is not None or any(_TOLD_TO.search(read.lines.get(span, "")) for span in _ends(spans))
    whole = None if letters or told else _voice(read, article, cast, named, release, Touched(spans=spoken))
    voices += [whole] if whole is not None else []
    return Authorship(named, tuple(voices), tuple(sorted(furniture)), told)


def _ends(spans: Sequence[Span]) -> list[Span]:
    """The paragraphs at the head and at the foot of a text."""
    return list(dict.fromkeys([*spans[:_HEAD], *spans[-_FOOT:]]))


def of_himself(text: str, start: int, end: int) -> bool:
    """Does somebody say "I" in a sentence?"""
    return any(not _numbers(text, start, found.start()) for found in _I.finditer(text, start, end))


def _read(text: str) -> _Text:
    spans = paragraphs(text)
    return _Text(text, spans, {s: text[slice(*s)] for s in spans if s[1] - s[0] <= _LONGEST_LINE})


def _bylines(read: _Text) -> dict[Span, tuple[str, ...]]:
    return {span: named for span in _ends(read.spans) if (named := _byline(read.lines.get(span, "")))}


def _byline(line: str) -> tuple[str, ...]:
    found = _BYLINE.match(line)
    return tuple(filter(None, _BETWEEN.split(found["names"]))) if found is not None else ()


def _writers(article: Article, bylines: Mapping[Span, Iterable[str]]) -> tuple[str, ...]:
    said = re.sub(r"^by\s+", "", article.author or "", flags=re.I)
    given = [one for one in _BETWEEN.split(said) if one[:1].isupper() and not _OFFICE.search(one)]
    return tuple(dict.fromkeys(given or (one for line in bylines.values() for one in line)))


def _states_nothing(line: str, release: bool) -> bool:
    if _CREDITS.match(line) or (RELEASE.match(line) and len(line) < _LONGEST_LINE // 2):
        return True
    return release and bool(
        _RELEASE_END.match(line) or _CONTACT.match(line) or _ABOUT.match(line) or _REACHED.search(line)
    )


def _voice(
    read: _Text, article: Article, cast: Cast, named: tuple[str, ...], release: bool, spoken: Touched
) -> Voice | None:
    """The voice of an article that is no letter, None where it is its outlet's."""
    whole = (0, len(read.text))
    if release:
        issuer = _issuer(read, cast)
        return Voice(whole, issuer, personal=True, issuer=True) if issuer is not None else None
    agency = (
        agency_of_dateline(article.text)
        or _credit(read)
        or next((one for one in named if one.lower() in NEWS_AGENCIES), None)
    )
    if agency is not None and is_agency(agency) and not same_outlet(agency, article.outlet):
        return Voice(whole, agency, personal=False)
    writer = named[0] if len(named) == 1 and _is_person(named[0], article.outlet) else None
    return Voice(whole, writer, personal=True) if writer is not None and _is_personal(read, spoken) else None


def _is_person(writer: str, outlet: str | None) -> bool:
    return not (is_agency(writer) or is_medium(writer) or same_outlet(writer, outlet))


def _credit(read: _Text) -> str | None:
    """The agency that the last line names and nothing else: "(AP)"."""
    found = _CREDIT.match(read.line(len(read.spans) - 1))
    named = (found["agency"] or found["source"]) if found is not None else None
    return named if named is not None and named.lower() in NEWS_AGENCIES else None


def _issuer(read: _Text, cast: Cast) -> str | None:
    """For whom a press release speaks: the one of "About ...", else the body that it names most often."""
    about = [found["name"] for line in read.lines.values() if (found := _ABOUT.match(line))]
    bodies = Counter(id(cast.entity_of(k)) for k in range(len(cast.mentions)))
    named = [entity for entity in cast.entities if entity.kind not in ("person", "place")]
    if about:
        return about[0]
    best = max(named, key=lambda entity: bodies[id(entity)], default=None)
    return best.name if best is not None and bodies[id(best)] > 1 else None


def _is_personal(read: _Text, spoken: Touched) -> bool:
    """Does who wrote it speak of himself, outside quotations, in several paragraphs and a good share of them?"""
    personal = plain = 0
    for at, (start, end) in enumerate(read.spans):
        if (start, end) in spoken:
            continue
        if _PUT.search(read.line(at)) and at + 1 < len(read.spans) and _I.search(read.text, *read.spans[at + 1]):
            return False  # somebody is asked, and answers
        quoted = quotes(read.text, start, end)
        inside = Touched(spans=quoted)
        said = (found.start() for found in _I.finditer(read.text, start, end))
        personal += any((at, at + 1) not in inside and not _numbers(read.text, start, at) for at in said)
        plain += not quoted or quoted[0][0] > start
    return personal >= _LEAST_PERSONAL and personal >= _PERSONAL_SHARE * plain


def _numbers(text: str, start: int, at: int) -> bool:
    """Is it the numeral of a name: "World War I was"?"""
    low = max(start, at - 40)
    before = re.search(r"(?P<lead>[^.!?:\s]\s)(?P<word>[A-ZÀ-Þ]\w+) \Z", text[low:at])
    return before is not None


@dataclass(frozen=True)
class _Letter:
    span: Span
    name: str
    frame: tuple[int, ...]  # the paragraphs that greet and sign


def _letters(read: _Text) -> Iterator[_Letter]:
    """The letters to an editor in a text: from a salutation to a signature, or to one behind "Yours"."""
    begun = 0
    greeted = False
    for at in range(len(read.spans)):
        line = read.line(at)
        if _SALUTATION.match(line) and not (greeted and at - begun < 2):
            begun, greeted = at, True
            continue
        ended = _VALEDICTION.match(line)
        if ended is None:
            continue
        inline = line[ended.end() :]
        signer = _SIGNER.match(inline or read.line(at + 1))
        if signer is None:
            continue
        last = at + 1 if inline else at + 2
        while (
            last < len(read.spans)
            and read.spans[last][1] - read.spans[last][0] <= 60
            and not _SALUTATION.match(read.line(last))
            and not re.search(r"[.!?]\Z", read.line(last))
        ):
            last += 1
        yield _Letter(
            (read.spans[begun][0], read.spans[at][0]),
            signer["name"],
            (begun, *range(at, last)) if greeted else tuple(range(at, last)),
        )
        begun, greeted = last, False
    if greeted and begun + 2 < len(read.spans) and (signer := _SIGNER.match(read.line(len(read.spans) - 1))):
        last = len(read.spans)
        yield _Letter((read.spans[begun][0], read.spans[last - 1][0]), signer["name"], (begun, last - 1))
