"""A rule-based extractor of attribution relations: the fallback where the trained model is not at hand.

Reporting clauses in both orders, quotations with their continuation, according to, passives, noun cues, headlines
and transcript lines. It finds the outermost attribution only, as the annotated corpora do.
"""

from __future__ import annotations

import re
from bisect import bisect_right

from index.attribution.clauses import STOP, Clause, clauses, noun_phrase_after, noun_phrase_before
from index.attribution.lexicon import NOUNS, VERBS
from index.attribution.quotes import quotes
from index.attribution.words import DETERMINERS, PREPOSITIONS, Words, is_capitalised
from index.schema import Relation, Span, Spans, Stance
from index.sentences import paragraphs, sentences

TRANSCRIPT = re.compile(
    r"([A-Z][A-Z.'’\- ]{1,40}|[A-Z][\w.'’\-]+(?: [A-Z][\w.'’\-]+){0,3})(?: \([^)]{1,30}\))?(:)\s+(?=\S)"
)
HEADLINE_DASH = re.compile(r"^(.{12,140}?) ([-–—]) ([a-zA-Z][^.:;\"“]{2,40})$")
ACCORDING = re.compile(r"\b(according to|in the (?:words|view|opinion|eyes) of|in (?:the )?view of)\b", re.I)
PARTICIPLES = frozenset(
    "adding saying warning insisting arguing stressing noting claiming explaining suggesting".split()
)
EDGE = " \t\n\r\u00a0,;:–—-"


def relations(text: str) -> list[Relation]:
    """The attribution relations of ``text`` in text order; every span lies inside it."""
    found: list[Relation] = []
    for start, end in paragraphs(text):
        marks = quotes(text, start, end)
        units = _units(text, start, end, marks)
        last: Relation | None = None
        for unit in units:
            inside = [q for q in marks if q[0] >= unit[0] and q[1] <= unit[1]]
            here = _unit(text, unit, inside)
            if not here and last is not None and len(inside) == 1 and _is_all(text, unit, inside[0]):
                here = [Relation(last.source, last.cue, (inside[0],))]
            found.extend(here)
            quoted = [r for r in here if r.content and text[r.content[0][0]] in "\"“‘'"]
            last = quoted[-1] if quoted else None
    return found


def _units(text: str, start: int, end: int, marks: list[Span]) -> list[Span]:
    """Sentences of a paragraph, joined where a quotation would be cut."""
    cuts: list[Span] = []
    opens = [q[0] for q in marks]
    for span in sentences(text[start:end]):
        begin, stop = span[0] + start, span[1] + start
        if cuts:
            k = bisect_right(opens, begin) - 1
            cut_quote = k >= 0 and marks[k][1] > begin > marks[k][0]
            if cut_quote or _cue_after_quote(text, cuts[-1], begin, marks):
                cuts[-1] = (cuts[-1][0], stop)
                continue
        cuts.append((begin, stop))
    return cuts


def _cue_after_quote(text: str, before: Span, begin: int, marks: list[Span]) -> bool:
    """True where a sentence ends in a question or cry and the next is its cue: '"Why?" Smith asked.'"""
    if text[before[1] - 1] not in "\"”’'" or text[before[1] - 2 : before[1] - 1] not in ("?", "!"):
        return False
    return bool(
        re.match(
            r"(?:[\w.'’]+ ){1,5}?(?:said|asked|cried|shouted|demanded|wrote|told|added)\b", text[begin : begin + 80]
        )
    )


def _is_all(text: str, unit: Span, quote: Span) -> bool:
    return quote[0] == unit[0] and not text[quote[1] : unit[1]].strip(" .")


def _trim(text: str, start: int, end: int) -> Span | None:
    """The stretch without blanks and separators at its edges and without a final full stop."""
    while start < end and text[start] in EDGE:
        start += 1
    while end > start and (text[end - 1] in EDGE or text[end - 1] == "."):
        end -= 1
    if end < len(text) and text[end] == "." and re.search(r"\b[A-Z]$|\.[A-Z]$", text[max(start, end - 3) : end]):
        end += 1
    return (start, end) if end > start else None


def _spans(*parts: Span | None) -> Spans:
    return tuple(sorted(p for p in parts if p))


def _unit(text: str, unit: Span, inside: list[Span]) -> list[Relation]:
    lo, hi = unit
    words = Words.of(text, lo, hi)
    if len(words) < 2 or len(words) > 400:
        return []
    line = _line(text, unit, inside)
    if line is not None:
        return [line]
    starts = [q[0] for q in inside]

    def opaque(i: int) -> bool:
        k = bisect_right(starts, words.starts[i]) - 1
        return k >= 0 and words.ends[i] <= inside[k][1]

    found: list[Relation] = []
    taken: list[Span] = []
    for match in ACCORDING.finditer(text, lo, hi):
        at = words.at_or_after(match.start())
        if at < len(words) and not opaque(at):
            relation = _according(text, words, match.span(), unit)
            if relation is not None:
                found.append(relation)
                taken.append((match.start(), relation.source[0][1]))
    accepted = _outermost(
        words, [c for c in clauses(words, 0, len(words), opaque) if not _within(words, c, taken)], inside
    )
    for k, clause in enumerate(accepted):
        limit = _limit(words, clause, accepted[k + 1] if k + 1 < len(accepted) else None)
        relation = _relation(text, words, unit, clause, limit, inside, accepted[k - 1] if k else None)
        if relation is not None:
            found.append(relation)
    found.extend(_participles(text, words, opaque, found))
    found.extend(_nouns(text, words, opaque, found))
    if not found and inside:
        found.extend(_colon(text, words, unit, inside))
    return sorted(found, key=lambda r: min(s for role in (r.source, r.cue, r.content) for s in role))


def _line(text: str, unit: Span, inside: list[Span]) -> Relation | None:
    """A transcript line ("NAME: text") or a headline ("Bank: rates to rise", "Schools shut - council")."""
    lo, hi = unit
    match = TRANSCRIPT.match(text, lo, hi)
    if match is not None and not any(q[0] <= match.start(2) < q[1] for q in inside):
        content = _trim(text, match.end(), hi)
        label = match.group(1)
        if content is not None and label.lower() not in (
            "correction",
            "update",
            "updated",
            "note",
            "editor's note",
            "photo",
        ):
            return Relation((match.span(1),), (match.span(2),), (content,))
    stop = hi - 1 if text[hi - 1] == "." else hi
    dash = HEADLINE_DASH.match(text[lo:stop])
    if dash is not None and len(dash.group(3).split()) <= 5 and not VERBS.keys() & set(dash.group(3).lower().split()):
        spans = [(a + lo, b + lo) for a, b in (dash.span(3), dash.span(2), dash.span(1))]
        return Relation((spans[0],), (spans[1],), (spans[2],))
    return None


def _within(words: Words, clause: Clause, taken: list[Span]) -> bool:
    at = words.starts[clause.cue[0]]
    return any(a <= at < b for a, b in taken)


def _according(text: str, words: Words, cue: Span, unit: Span) -> Relation | None:
    after = words.at_or_after(cue[1])
    if after >= len(words):
        return None
    source = noun_phrase_after(words, after, len(words))
    if source is None or words.low[source[0]] in ("size", "whether", "how", "need", "plan"):
        return None
    span = words.span(*source)
    if span[0] - unit[0] > 0 and cue[0] > unit[0]:
        head = text[unit[0] : cue[0]].rstrip()
        before = _trim(text, unit[0], cue[0])
        if not head.endswith((",", '"', "”", "–", "—", "(")) or before is None:
            return None
        comma = text.find(",", span[0], unit[1])
        rest = None
        if comma >= 0 and _is_fronted(text, before):
            return Relation((_cut(text, span, comma),), (cue,), _spans(_trim(text, comma + 1, unit[1])))
        if span[1] < unit[1] - 2:
            rest = _trim(text, span[1], unit[1])
        return Relation((span,), (cue,), _spans(before, rest if rest and rest[1] - rest[0] > 2 else None))
    comma = text.find(",", span[0], unit[1])
    if comma < 0:
        return None
    second = text.find(",", comma + 1, unit[1])
    if second >= 0 and re.match(r",\s(?:who|which|whose|an?|the)\b", text[comma : comma + 8]):
        comma = second
    content = _trim(text, comma + 1, unit[1])
    return None if content is None else Relation((_cut(text, span, comma),), (cue,), (content,))


def _cut(text: str, span: Span, end: int) -> Span:
    return (span[0], min(span[1], end)) if end > span[0] else span


def _is_fronted(text: str, before: Span) -> bool:
    return before[1] - before[0] < 12


def _outermost(words: Words, found: list[Clause], inside: list[Span]) -> list[Clause]:
    """Clauses that no other accepted clause reports: nested ones belong to its content."""
    kept: list[Clause] = []
    for clause in found:
        if kept:
            last = kept[-1]
            begin = clause.subject[0] if clause.subject else clause.cue[0]
            if clause.cue[0] < last.cue[1]:
                continue
            if (
                not last.inverted
                and last.content[1] > last.content[0]
                and begin >= last.content[0]
                and not _boundary(words, begin)
            ):
                continue
            if last.inverted and last.subject and clause.cue[0] < last.subject[1] and not _boundary(words, begin):
                continue
        kept.append(clause)
    return kept


def _boundary(words: Words, begin: int) -> bool:
    """True where a new main clause may begin at token ``begin``."""
    low = words.low
    if begin <= 0:
        return True
    before = low[begin - 1]
    if before in (";", "“", "”", '"'):
        return True
    if before in ("and", "but", "while", "though", "although", "whereas", "as"):
        return before in ("but", "while", "whereas") or (begin > 1 and low[begin - 2] in (",", ";"))
    return False


def _limit(words: Words, clause: Clause, following: Clause | None) -> int:
    """Token index where the content of ``clause`` must end because the next reporting clause begins."""
    if following is None or following.inverted:
        return clause.content[1]
    begin = following.subject[0] if following.subject else following.cue[0]
    begin = begin if begin > clause.cue[1] else following.cue[0]
    while begin > clause.cue[1] and words.low[begin - 1] in (
        "and",
        "but",
        "while",
        "though",
        ",",
        ";",
        "as",
        "whereas",
    ):
        begin -= 1
    return min(clause.content[1], begin) if begin > clause.cue[1] else clause.content[1]


def _relation(
    text: str, words: Words, unit: Span, clause: Clause, limit: int, inside: list[Span], previous: Clause | None
) -> Relation | None:
    cue = words.span(*clause.cue)
    source: Spans = (words.span(*clause.subject),) if clause.subject else ()
    low = words.low
    if clause.negated and not _negation_speaks(words, clause):
        return None
    begin, end = clause.content[0], limit
    left = min(cue[0], source[0][0] if source else cue[0])
    floor = words.ends[previous.cue[1] - 1] if previous else unit[0]
    before_quotes = [q for q in inside if q[1] <= left and q[0] >= floor and not text[q[1] : left].strip(EDGE)]
    right = max(cue[1], source[0][1] if source else cue[1])
    after_quotes = [q for q in inside if q[0] >= right and not text[right : q[0]].strip(EDGE)]
    fronted = text[left - 2 : left].strip() == "," and begin < end and low[begin] in PREPOSITIONS | {"when", "as"}
    if not (before_quotes or fronted) and not clause.inverted and begin < end and low[begin] not in (".",):
        first = words.starts[begin]
        quote = next((q for q in inside if q[0] <= first < q[1]), None)
        if quote is not None and (quote[1] >= unit[1] - 1 or text[quote[1] - 2] in ".,!?"):
            return Relation(source, (cue,), (quote,))
        content = _trim(text, first, words.ends[end - 1])
        return None if content is None else Relation(source, (cue,), (content,))
    if before_quotes and before_quotes[0][0] - floor < 3:
        return Relation(source, (cue,), _spans(before_quotes[0], after_quotes[0] if after_quotes else None))
    attached = text[left - 2 : left].strip() in (",", "-", "–", "—", '"', "”", "’", "'") or before_quotes
    if attached and clause.reading.stance is not Stance.JUDGES:
        content = _trim(text, floor, left)
        rest = _trim(text, right, unit[1]) if text[right : right + 1] == "," else None
        if rest is not None and (text[rest[0]].isupper() or len(text[rest[0] : rest[1]].split()) < 3):
            rest = None
        return None if content is None else Relation(source, (cue,), _spans(content, rest))
    if after_quotes:
        return Relation(source, (cue,), (after_quotes[0],))
    if clause.reading.stance in (Stance.WITHHOLDS, Stance.DENIES):
        return Relation(source, (cue,), ())
    return None


def _negation_speaks(words: Words, clause: Clause) -> bool:
    """True where a negated cue still takes a stance: has not confirmed, would not say whether, did not comment."""
    lemma = clause.reading.lemma
    group = words.low[clause.cue[0] : clause.cue[1]]
    nxt = words.low[clause.content[0] - 1 : clause.content[0] + 1]
    if lemma in ("say", "tell", "reveal", "disclose", "explain", "specify", "describe", "know"):
        return any(w in ("would", "wouldn't", "will", "won't", "could", "couldn't") for w in group) or any(
            w in ("whether", "if", "who", "what", "why", "how", "when", "where", "which") for w in nxt
        )
    return (
        lemma
        in """
    confirm verify deny comment establish determine respond reply answer rule-out believe think expect accept agree
    corroborate elaborate recall remember recommend support understand see plan intend
    """.split()
    )


def _participles(text: str, words: Words, opaque: object, found: list[Relation]) -> list[Relation]:
    """ ", adding that ..." after a relation of the same sentence: same source."""
    out: list[Relation] = []
    if not found or not callable(opaque):
        return out
    for i in range(1, len(words) - 2):
        if words.low[i] in PARTICIPLES and words.low[i - 1] == "," and not opaque(i):
            begin = i + 2 if words.low[i + 1] == "that" else i + 1
            before = [r for r in found if r.source and r.cue and r.cue[0][0] < words.starts[i]]
            content = _trim(text, words.starts[begin], words.ends[-1])
            if before and content is not None:
                out.append(Relation(before[-1].source, (words.span(i, i + 1),), (content,)))
    return out


def _nouns(text: str, words: Words, opaque: object, found: list[Relation]) -> list[Relation]:
    """Noun cues: "the claim by X that C", "warnings from X that C", "X's plea to C"."""
    low, raw = words.low, words.raw
    used = [s for r in found for s in (*r.cue, *r.content)]
    out: list[Relation] = []
    for i in range(1, len(words) - 3):
        if low[i] not in NOUNS or not callable(opaque) or opaque(i):
            continue
        if any(a <= words.starts[i] < b for a, b in used):
            continue
        source: Span | None = None
        at = i + 1
        if low[at] in ("by", "from") and (is_capitalised(raw[at + 1]) or low[at + 1] in DETERMINERS):
            end = next(
                (
                    k
                    for k in range(at + 2, len(words))
                    if low[k] in ("that", "to", "was", "is", "did") or low[k] in STOP
                ),
                None,
            )
            if end is None or low[end] not in ("that", "to"):
                continue
            source, at = words.span(at + 1, end), end
        elif raw[i - 1].lower().replace("’", "'").endswith(("'s", "s'")) or low[i - 1] in (
            "his",
            "her",
            "their",
            "its",
            "my",
        ):
            phrase = noun_phrase_before(words, i, 0)
            source = words.span(*phrase) if phrase else None
        if source is None or low[at] not in ("that", "to") or (low[at] == "to" and NOUNS[low[i]] is Stance.ASSERTS):
            continue
        begin = at + 1 if low[at] == "that" else at
        stop = next(
            (
                k
                for k in range(begin + 2, len(words))
                if low[k] in (",", ";", "did", "went", "was", "has", "were")
                and low[at] == "that"
                and low[k] != "was"
                and low[k] != "were"
                and low[k] != "has"
            ),
            len(words),
        )
        content = _trim(text, words.starts[begin], words.ends[stop - 1])
        if content is not None:
            out.append(Relation((source,), (words.span(i, i + 1),), (content,)))
    return out


def _colon(text: str, words: Words, unit: Span, inside: list[Span]) -> list[Relation]:
    """'The biologist Rafael Odum is more careful: "..."': a quotation after a colon belongs to the subject."""
    for quote in inside:
        head = text[unit[0] : quote[0]].rstrip()
        if head.endswith(":") and quote[1] >= unit[1] - 2:
            first = text[unit[0] : unit[0] + 1]
            match = re.match(r"(?:The |A |An )?[\w.'’-]+(?: [A-Z][\w.'’-]+)+|[A-Z][\w.'’-]+", head)
            if first.isupper() and match is not None:
                colon = unit[0] + len(head) - 1
                return [Relation(((unit[0], unit[0] + match.end()),), ((colon, colon + 1),), (quote,))]
    return []
