"""Claim -> sentence, for the terminal, Discord and JSON alike: a resolved name, then the article's own words.

Every sentence is made of three things only: the name of a source, verbatim words of the article (in quotation marks,
or as the cue between name and quotation) and the fixed words of this module. No model writes any of it.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from bot.answer import antecedent, brackets, pointing, quotation, source_label
from bot.answer.predicate import Form, Printed, participial, printed
from bot.answer.quotation import DOUBLE, OPENING, inner, marks, plain, sentence_around
from bot.answer.quotation import printed as words_at
from index.attribution.lexicon.nouns import OFFICES, ROLE_WORDS
from index.attribution.lexicon.tokens import DAYS
from index.attribution.lexicon.verbs import forms
from index.attribution.quotes import quotes
from index.schema import Span, Spans, StoredClaim

OWN_WORDS = "in its own words"
BEFORE = "before it in the article"
AS_PRINTED = "as {outlet} writes"
IN_HEADLINE = "in a headline"
BRIEF = 20
"""Words of a sentence below which its quotation says little alone."""
_ON_A_DAY = re.compile(
    rf"""\W*(?:(?:but|and)\s)?(?:on|by|in|last|until|early|late|earlier|later)\b[^,;:]{{0,30}}?
    \b(?:{"|".join(sorted(DAYS))}|\d+)\b[^,;:]{{0,12}}?,?\s*""",
    re.I | re.X,
)
_JOINING = re.compile(
    r"""^(?: (?:But|And|Yet),?
       | So, | So(?=\ (?:he|she|it|they|we|you|the|an?|in|on|[A-Z]))               # but "So wide is the leak"
       | However, | However(?!(?:\ \S+){0,5},)                                     # but "However wide the leak,"
       | Still, | Meanwhile, | Moreover,
       | (?: Rather | Instead | Besides | Furthermore | Nevertheless | Nonetheless | Also | Beyond\ that | In\ addition
           | At\ the\ same\ time | For\ (?:example|instance|his\ part|her\ part) ),(?!(?:\ \S+){1,4},)
      )\ (?=\S)""",
    re.X,
)
_DATELINE = re.compile(r"^[A-Z]{3,}[\w .,()/]{0,40}\s(?:--|—|–)\s+(?=[A-Z“])")
_HEADING = re.compile(r"(?:[A-Z][A-Z’'&-]+ ){2,7}(?:[—–-]+ )?(?=[“'\"\[]?[A-Z][a-z’'])")
SHORTEST_HEADING = 12
"""Code points from which on a run of capitals is a heading and no name."""
_LABEL = re.compile(rf"^[{DOUBLE}{OPENING}']?\s*(?:(?:[A-Z][\w.’'-]*\s?){{1,4}}|Q\.?):\s+")
"""Who asks, before a question in a transcript."""
_SOMEBODY = re.compile(r"[A-Z][\w’'-]+\s[A-Z][\w’'-]+|(?<=[a-z,]\s)[A-Z][a-z’'-]{2,}")
QUOTED = re.compile("“([^”]*)”")
QUOTED_LEAST = 20
"""Code points from which on a quotation that stands within another is the same."""


def sentence(stored: StoredClaim, told: Collection[str] = (), *, in_context: bool = False) -> str:
    """One attributed sentence for the claim, without its number.

    ``told``: sentences that a reader has seen already; what one of them quotes is not printed again to make clear what
    this one points back to. ``in_context``: a quotation of a few words brings the sentence before it.
    """
    shape = printed(stored)
    who = source_label.subject(stored)
    if shape.form is Form.HEADLINE:
        return stopped(_headline(stored, shape))
    if who is None or shape.form is Form.SENTENCE or source_label.writes_himself(stored):
        return _whole(stored, shape, source_label.speaker(stored))
    if who.rsplit(" ", 1)[-1].lower() in ("who", "which", "that"):  # "a company that": the clause is no predicate
        return _whole(stored, shape, None)
    if shape.form is Form.PREDICATE and _known_by_another_name(stored, who):
        return _whole(stored, shape, None)
    who = _named_before(stored, who) or who
    if shape.form is Form.POINTING_BACK and (_dated(stored) or _named_nowhere(who, told)):
        return _whole(stored, shape, source_label.speaker(stored))
    # "added" before a quotation that stands alone leaves open to what: the words follow his name
    form = Form.TURN if shape.form is Form.QUOTATION and _ADDING.match(brackets.cue(stored, shape)) else shape.form
    said = stopped(_FORMS[form](stored, shape, source_label.capitalised(who)))
    if not _names_its_source(stored, said) or _leans_on_its_begin(stored, shape, who):
        return _whole(stored, shape, source_label.speaker(stored))
    before = (
        antecedent.made_clear(stored.article.text, shape.before)
        if shape.before
        else antecedent.meant(stored, shape, who)
    )
    if before is None and in_context and shape.form is Form.QUOTATION and len(said.split()) < BRIEF:
        before = antecedent.earlier_sentence(stored, stored.claim.content[0][0])
    return _with_what_is_meant(stored, before, said, told) if before else said


def _known_by_another_name(stored: StoredClaim, who: str) -> bool:
    """True for "the former first lady" behind a sentence that names somebody: a reader would take her for another."""
    source, text = stored.claim.source, stored.article.text
    if not source or text[slice(*source[0])].lower() != who.lower() or not pointing.described_only(who):
        return False
    before = antecedent.earlier_sentence(stored, source[0][0])
    return before is not None and _SOMEBODY.search(text, *before) is not None


def _named_before(stored: StoredClaim, who: str) -> str:
    """The name of "the paper", where the sentence that brings it in has it right behind: "the newspaper Sund Mail"."""
    noun = pointing.unnamed(who)
    if not noun or not stored.claim.source:
        return ""
    found = antecedent.introducing(stored, stored.claim.source[0][0], noun)
    text = stored.article.text
    name = re.search(rf"\b\w*{re.escape(noun)}\s((?:[A-Z][\w&’'-]*\s?)+)", text[slice(*found)]) if found else None
    return name[1].strip() if name else ""


def is_unclear(stored: StoredClaim) -> bool:
    """True for a claim whose words point to something that no sentence printed with them tells of."""
    shape, who = printed(stored), source_label.subject(stored)
    if who is None:
        return not stored.claim.own_voice and shape.form is not Form.HEADLINE and not _lead(stored, shape, None)[0]
    if shape.form is not Form.PREDICATE or source_label.writes_himself(stored):
        return False
    if not antecedent.points_back(stored, brackets.words(stored, shape.words), who) or _leans_on_its_begin(
        stored, shape, who
    ):
        return False
    return antecedent.meant(stored, shape, who) is None


def _named_nowhere(who: str, told: Collection[str]) -> bool:
    """True for "the firm" where no sentence that a reader has seen speaks of a firm."""
    noun = who.split()[-1]
    return pointing.bare_label(who) and not any(re.search(rf"\b{re.escape(noun)}\b", one) for one in told)


def _dated(stored: StoredClaim) -> bool:
    """True where a sentence begins with the day on which its source said no or nothing: "On Wednesday the firm ..."."""
    if not stored.claim.source:
        return False
    start, text = stored.claim.source[0][0], stored.article.text
    begin = text[sentence_around(text, start, start)[0] : start]
    return _ON_A_DAY.fullmatch(begin) is not None


def following(stored: StoredClaim, *, named: bool = False) -> str | None:
    """The sentence for a claim with which its speaker goes on right behind the sentence printed before: under a pronoun
    or a part of the name where the article has that, else by name; ``named``: never under a pronoun. None where it has
    no predicate or quotation of its own."""
    shape, who = printed(stored), source_label.subject(stored)
    if who is None or shape.form not in _GOING_ON or source_label.writes_himself(stored):
        return None
    if shape.form is Form.PREDICATE and _in_first_person(stored.article.text, shape.words):
        return None
    if shape.form is Form.TURN:  # whose it is stands before the sentence printed before
        return stopped(_quoted(stored, shape.words))
    source = inner(plain(" ".join(stored.article.text[a:b] for a, b in stored.claim.source)))
    name = source_label.display(stored)
    if source.lower() in _SUBJECTS:
        who = name if named else source
    elif name in who and not source_label.relays(stored) and who.lower() != f"the {name}".lower():
        who = source if source and source in name else name
    return stopped(_FORMS[shape.form](stored, shape, source_label.capitalised(who)))


def _leans_on_its_begin(stored: StoredClaim, shape: Printed, who: str) -> bool:
    """True for a predicate with a word that its sentence makes clear before it ("For Berg, voters have doubts about his
    plan"), or in which the writer speaks of himself ("told me")."""
    if shape.form is not Form.PREDICATE:
        return False
    text, source, start = stored.article.text, stored.claim.source, shape.words[0][0]
    if _in_first_person(text, shape.words):
        return True
    around = quotation.whole_quotations(text, sentence_around(text, source[0][0], shape.words[-1][1]))
    begin = f"{text[around[0] : source[0][0]]} {text[source[-1][1] : start]}"
    words = " … ".join(words_at(text, span, brackets.others(stored)) for span in shape.words)
    name = source_label.speaker(stored)
    if len(begin.split()) <= 1 or not antecedent.points_back(stored, words, who):
        return False
    if _ON_A_DAY.match(begin):
        return True
    alone = not antecedent.needs_lead(stored, (around,), name, brackets.named(stored, (around,), name))
    return alone and antecedent.lead(stored, (around,), name) is None


def _in_first_person(text: str, spans: Spans) -> bool:
    """True where the writer speaks of himself in ``spans``: outside quotations."""
    for start, end in spans:
        low, high = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        inside = quotes(text, low, high if high >= 0 else len(text))
        words = "".join("9" if any(a <= at < b for a, b in inside) else text[at] for at in range(start, end))
        if pointing.in_first_person(words):
            return True
    return False


def _with_what_is_meant(stored: StoredClaim, before: Span, said: str, told: Collection[str]) -> str:
    """``said`` with the sentence that its words point back to, unless a reader has seen that."""
    words = words_at(stored.article.text, before)
    words = marks(_LABEL.sub("", words) if printed(stored).form is Form.TURN else words)
    seen = [quoted for one in told for quoted in QUOTED.findall(one)]
    if any(len(q) >= QUOTED_LEAST and q in words for q in seen) or any(words[1:-1] in one for one in told):
        return said
    return stopped(f"{said.removesuffix('.')} ({BEFORE}: {words})")


def _names_its_source(stored: StoredClaim, said: str) -> bool:
    """True where the end of the chain is named: a relay that stands before the verb may leave it out."""
    chain, speaker = stored.claim.chain, stored.claim.speaker or ""
    if len(chain) < 2:
        return True
    low = said.lower()
    last = speaker.lower().split()[-1:] or [""]
    return inner(plain(chain[-1])).lower() in low or (bool(last[0]) and last[0] in low)


def stopped(words: str) -> str:
    """``words`` with a full stop, where the quotation that ends them has none of its own."""
    return words if words[-2:-1] in (".", "!", "?", "…") else f"{words}."


def _predicate(stored: StoredClaim, shape: Printed, who: str) -> str:
    start, end = shape.words[0]
    if not stored.claim.own_voice and sentence_around(stored.article.text, start, end)[0] == start:
        return _turn(stored, shape, who)  # a sentence that the speaker says: "That never happened!"
    between_commas = participial(stored.article.text, start, end)
    name = f"{who.rstrip(',')}," if between_commas else _apart(who)
    return f"{name} {marks(brackets.words(stored, shape.words, who))}"


def _quotation(stored: StoredClaim, shape: Printed, who: str) -> str:
    cue = brackets.cue(stored, shape)
    occasion = source_label.occasion(stored)
    if occasion and pointing.begins_back(quotation.unmarked(words_at(stored.article.text, shape.words[0]))):
        who = f"{who.rstrip(',')}, {occasion},"
    if not cue or cue.split()[-1] == "told":  # nobody told is printed
        return _turn(stored, shape, who)
    colon = "" if cue.endswith(" that") else ":"
    return f"{_apart(who)} {cue}{colon} {_quoted(stored, shape.words)}"


def _apart(who: str) -> str:
    """A name with an apposition closes it with a comma before its verb; a list does not."""
    who = re.sub(r",(['’])(?!\w)", r"\1,", who).replace(",,", ",")
    head, _, rest = who.rstrip(",").partition(",")
    named = re.search(r"[A-Z]", head[1:] + rest) or re.match(r"\s*(?:an?|the|his|her|its|their|including)\b", rest)
    if rest and (named or " and " not in rest):
        return f"{who.rstrip(',')},"
    return who.rstrip(",")


def _turn(stored: StoredClaim, shape: Printed, who: str) -> str:
    if source_label.is_author(stored):
        return f"{source_label.writes(stored)}: {marks(_opened(_quoted(stored, shape.words)[1:-1]))}"
    spelt = who.title() if who.isupper() and (" " in who or who.lower() in ROLE_WORDS | OFFICES) else who
    return f"{spelt.rstrip(',')}: {_quoted(stored, shape.words)}"


def _headline(stored: StoredClaim, shape: Printed) -> str:
    outlet = source_label.capitalised(source_label.outlet(stored))
    return f"{outlet}, {IN_HEADLINE}: {marks(brackets.named(stored, shape.words, source_label.speaker(stored)))}"


def _own_voice(stored: StoredClaim, shape: Printed, who: str) -> str:
    words = marks(_opened(brackets.words(stored, shape.words)))
    if _in_first_person(stored.article.text, shape.words) or source_label.contributed(stored):
        return f"{source_label.writes(stored)}: {words}"
    return f"{who}, {OWN_WORDS}: {words}"


_ADDING = re.compile(rf"(?:(?:later|also|then|\w+ly)\s)?(?:{forms('add continue', 'past s')})\b(?!\s+that\b)", re.I)
_GOING_ON = (Form.PREDICATE, Form.QUOTATION, Form.TURN)
_SUBJECTS = frozenset(("he", "she", "they", "it"))
_FORMS = {
    Form.PREDICATE: _predicate,
    Form.QUOTATION: _quotation,
    Form.TURN: _turn,
    Form.POINTING_BACK: _predicate,
    Form.OWN_VOICE: _own_voice,
}


def _whole(stored: StoredClaim, shape: Printed, who: str | None) -> str:
    """The whole sentence as the article's; with the one before it where it cannot be understood alone."""
    text = stored.article.text
    lead, spans = _lead(stored, shape, who)
    words = _unheaded(text, (*lead, *spans)[0][0], brackets.named(stored, (*lead, *spans), who))
    words = _opened(words)
    if source_label.writes_himself(stored) or _in_first_person(text, (*lead, *spans)):
        return stopped(f"{source_label.writes(stored)}: {marks(words)}")
    said = AS_PRINTED.format(outlet=source_label.outlet_within(stored))
    name = (who or "").rstrip(",")
    if not name or pointing.bare_label(name) or _tells_who(stored, words, name):
        return stopped(f"{source_label.capitalised(said)}: {marks(words)}")
    within = re.sub(r"^(?:The|An?) ", lambda the: the[0].lower(), name)
    return stopped(f"{source_label.capitalised(said)} of {within}: {marks(words)}")


def _lead(stored: StoredClaim, shape: Printed, who: str | None) -> tuple[Spans, Spans]:
    """(what has to be read before the whole sentence of a claim, that sentence)."""
    text = stored.article.text
    spans = shape.words or stored.claim.content
    if shape.form is not Form.SENTENCE:
        low = min(a for a, _ in (*stored.claim.source, *spans))
        spans = (quotation.whole_quotations(text, sentence_around(text, low, spans[-1][1])),)
    if shape.before and shape.before[1] <= spans[0][0]:
        return (antecedent.made_clear(text, shape.before),), spans
    earlier = antecedent.lead(stored, spans, who)
    return ((earlier,) if earlier else ()), spans


def _tells_who(stored: StoredClaim, words: str, name: str) -> bool:
    """True where the sentence names whose claim it is, by name or as the article puts it."""
    last = stored.claim.chain[-1] if stored.claim.chain else name
    return any(inner(plain(part)) in words for part in (name, name.split(",")[0].split()[-1], last))


def _opened(words: str) -> str:
    """A sentence without the word that only joins it to the one before."""
    bare = _JOINING.sub("", words) if not words.endswith("?") else words
    return f"[{bare[0].upper()}]{bare[1:]}" if bare[:1].islower() and bare != words else bare


def _unheaded(text: str, start: int, words: str) -> str:
    """A paragraph's first sentence without its dateline or a heading in capitals that runs into it: "THE DREDGING Low
    said"."""
    words = _DATELINE.sub("", words)
    found = _HEADING.match(words)
    if found is None or len(found[0]) < SHORTEST_HEADING or text[:start].rstrip(" ")[-1:] not in ("", "\n"):
        return words
    elsewhere = text[start + len(found[0]) :] + text[:start]
    names = [word for word in re.findall(r"\w{4,}", found[0]) if re.search(rf"(?<!\w){word}(?!\w)", elsewhere)]
    return words if names else words[found.end() :]


def _quoted(stored: StoredClaim, spans: Spans) -> str:
    """A direct quotation without its outer marks, its parts joined by an ellipsis."""
    parts = [
        quotation.unmarked(words_at(stored.article.text, span, brackets.in_quotation(stored, spans))) for span in spans
    ]
    return marks(" … ".join(part for part in parts if part))
