"""From the printed source phrase to the short mention of the chain: titles stay, appositives and clauses go."""

from __future__ import annotations

import re
from itertools import pairwise

from index.attribution.lexicon.nouns import DOCUMENTS, ROLE_WORDS
from index.schema import Span

ARTICLE = re.compile(r"(?:the|an?)\s+", re.I)
POSSESSIVE = re.compile(r"(?:['’]s|(?<=s)['’])$")
RELATIVE = re.compile(
    r"""\s*[,(–—-]?\s+(?:who|whose|whom|speaking|citing|quoting|asked|reached|contacted|pressed|holding  # , who had ...
        |pointing|writing|standing|sitting|appearing|addressing|which)\b                           # writing in the Echo
    | \s*[,(–—]\s*(?:where|when|himself|herself|itself|themselves|now|then|once|formerly           # , now a farmer
        |aged|the\ same|in\ an?\b|on\ (?:condition|the)\b|at\ the)\b                               # , aged 41
    """,
    re.X,
)
PARTICLE = frozenset(
    """
    de da di do dos das del della van von der den ter la le el al bin ibn ben abu st y e of the and for &
    """.split()
)
ROLE_PREPOSITION = re.compile(r"(?<=[\w.])\s+(?:in|at|from|with|for|on|of)\s+(?=\w)")
ORGANISATION = re.compile(
    r"""\b(?:
      University|Ministry|Bank|Institute|Department|Office|Council|Court|Committee|Commission  # Bank of Orlen
    | Federation|House|Board|Union|Association|League|Society|College|School|Museum|Church     # Board of Trade
    | Agency|Centre|Center|Academy|Party|Front|Bureau|Chamber|Authority|Corporation|Fund       # Chamber of Commerce
    | Foundation|Republic|Kingdom|Duchess|Duke|Prince|Princess|Bishop|Archbishop|Mayor         # Bishop of Tarn
    | Minister|Secretary|Head|Chief|Chair|Leader|Director|State|States|Attorney|Bar|Group      # Secretary of State
    | Club|Press|Voice|Journal|Times|Guild|Confederation|Executive|Service                     # Guild of Ushers
    )\b""",
    re.X,
)
_CAPITAL = r"[A-Z][\w’'-]*"
_TOPIC = rf"{_CAPITAL}(?:\ {_CAPITAL})*"
# Names with a comma of their own
LISTED = re.compile(
    rf"""(?:the\ )?(?:
      {_CAPITAL}(?:,\ {_CAPITAL})+\ &\ {_TOPIC}(?<!['’]s)(?!['’\w])            # Dunne, Okoro & Partners
    | (?:{_CAPITAL}\ )*                                                       # the Lower House
      (?:Department|Ministry|Office|Directorate|Committee|Council|Commission  # Department for Roads, Ports and Canals
      |Institute|School|Faculty)
      \ (?:of|for)\ {_TOPIC}(?:,\ {_CAPITAL}(?:\ {_CAPITAL})?)+,?\ and\ {_TOPIC}
    )""",
    re.X,
)
_SEPARATOR = re.compile(r",(?!\d)\s*|\s*[()\[\]]\s*|\s+[–—-]\s+|—|;\s*")
PARTICIPLES = frozenset(
    """
    taken seen sent written drawn shot shown given held filed passed leaked published released obtained signed dated
    posted made recorded prepared circulated submitted reviewed unsealed handed
    """.split()
)
PLACED = re.compile(r"\b(?:of|in|at|from|by|for|near|outside)\b")
SELF = re.compile(r"\s+(?:himself|herself|itself|themselves)$")
WORD = re.compile(r"[^\W_]+(?:[-'’.&][^\W_]+)*\.?|&")


def is_name(words: list[str]) -> bool:
    """True where every word is capitalised, a name's particle or a number in a name."""
    return (
        bool(words)
        and words[0][0].isupper()
        and all(w[0].isupper() or w.lower() in PARTICLE or w[0].isdigit() for w in words)
    )


def ends_in_name(words: list[str]) -> bool:
    """True for "project manager Ines Vahl", "Reuters", "the Northern Front"; False for "Ormand's defence ministry"."""
    if not words or not words[-1][0].isupper():
        return False
    return len(words) > 1 or words[0].lower() not in ("the", "a", "an")


def core(text: str, span: Span) -> Span:
    """The mention inside the source phrase at ``span``: verbatim, without article, possessive and additions."""
    start, end = _strip(text, *span)
    end = _before_clause(text, start, end)
    segments = _segments(text, start, end)
    if not segments:
        return (start, end)
    first = WORD.findall(text[slice(*segments[0])])
    bearer_follows = len(segments) > 1 and (not ends_in_name(first) or _described(first))
    named = bearer_follows and _names_bearer(WORD.findall(text[slice(*segments[1])]), _described(first))
    start, end = _strip(text, *segments[1 if named else 0])
    end = _before_participle(text, start, _cut_place(text, start, end))
    for ending in (SELF, POSSESSIVE):
        found = ending.search(text[start:end])
        end = start + found.start() if found is not None else end
    article = ARTICLE.match(text, start, end)
    return (article.end() if article is not None and article.end() < end else start, end)


def _before_participle(text: str, start: int, end: int) -> int:
    """Where a document's mention ends before what was done with it: "photographs | taken at noon"; by whom stays."""
    for noun, verb in pairwise(WORD.finditer(text, start, end)):
        done = noun.group().lower() in DOCUMENTS and verb.group().lower() in PARTICIPLES
        if done and not text.startswith(" by ", verb.end()):
            return noun.end()
    return end


def _before_clause(text: str, start: int, end: int) -> int:
    """Where the phrase ends before a relative clause or another addition that is no part of a name."""
    cut = RELATIVE.search(text, start, end)
    while cut is not None and cut.start() == start:
        cut = RELATIVE.search(text, cut.end(), end)
    return cut.start() if cut is not None and not _restrictive(text, start, cut, end) else end


def _names_bearer(words: list[str], placed: bool) -> bool:
    """True where the words after the comma name who was described before it: "the mayor, | Ida Crane". After a
    description with a place ("the mayor of Skarnes") one word may be a place as well."""
    while words and words[0].lower() in ("the", "a", "an"):
        words = words[1:]
    if is_name(words) and not placed:
        return True
    full = len(words) > 1 and words[-1][0].isupper() and words[-2][0].isupper()
    title = len(words) > 1 and ends_in_name(words) and words[-2].lower() in ROLE_WORDS
    return (full or title) and len(words) <= 9 and not PLACED.search(" ".join(words[:-1]))


def _described(words: list[str]) -> bool:
    """ "the mayor of Skarnes": a description that only ends in a name; its bearer may follow after a comma."""
    low = [w.lower() for w in words]
    while low and low[0] in ("the", "a", "an", "his", "her", "its", "their", "one"):
        low, words = low[1:], words[1:]
    before = next(
        (k for k, w in enumerate(low) if w in ("of", "in", "at", "for", "from", "to", "with", "on", "by")), None
    )
    if len(words) == 1 and low[0].endswith("ing"):
        return True
    return before is not None and before > 0 and words[before - 1][0].islower()


def _restrictive(text: str, start: int, cut: re.Match[str], end: int) -> bool:
    """ "examiner who has since resigned": a clause without comma belongs to a nominal, not to a name; "who goes by the
    name “Biscuit”" only tells a name."""
    if cut.group().lstrip()[0] in ",(–—" or re.search(r"[“\"‘]", text[cut.end() : end]):
        return False
    words = WORD.findall(text[start : cut.start()])
    return bool(words) and not ends_in_name(words)


def _strip(text: str, start: int, end: int) -> Span:
    while start < end and (text[start].isspace() or text[start] in ",;:.-–—(\"“”'‘"):
        start += 1
    while end > start and (text[end - 1].isspace() or text[end - 1] in ',;:-–—)"“”'):
        end -= 1
    if (
        end - start > 2
        and text[end - 1] == "."
        and not re.search(r"(?:\b[A-Z]|\.[A-Z]|\b(?:Jr|Sr|Inc|Ltd|Co|Corp))\.$", text[start:end])
    ):
        end -= 1
    return start, end


def _segments(text: str, start: int, end: int) -> list[Span]:
    out: list[Span] = []
    at = start
    listed = LISTED.match(text, start, end)
    for match in _SEPARATOR.finditer(text, listed.end() if listed is not None else start, end):
        a, b = _strip(text, at, match.start())
        if b > a:
            out.append((a, b))
        at = match.end()
    a, b = _strip(text, at, end)
    if b > a:
        out.append((a, b))
    if len(out) > 1 and re.fullmatch(r"(?:Jr|Sr|II|III|Inc|Ltd|LLC)\.?", text[out[1][0] : out[1][1]]):
        out[0:2] = [(out[0][0], out[1][1])]
    return out


def _cut_place(text: str, start: int, end: int) -> int:
    """ "archivist Stellan Moberg in a new biography" -> up to the name: a full personal name needs no place."""
    for match in ROLE_PREPOSITION.finditer(text, start, end):
        words = WORD.findall(text[start : match.start()])
        full_name = len(words) >= 2 and words[-1][0].isupper() and words[-2][0].isupper()
        if full_name and not ORGANISATION.search(text[start : match.start()]):
            return match.start()
        return end
    return end
