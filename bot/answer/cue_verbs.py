"""The verb of an attributed sentence where the stance alone says too little: praise is no blame, and who refuses to do
something does not vow to do it. Read from the article's cue. Pure."""

from __future__ import annotations

import re

from index.attribution.lexicon.verbs import VERBS, inflect
from index.attribution.stance import NAMING
from index.schema import Stance, StoredClaim

_AROUND = re.compile(r"(?:ha[sd]|have|having|been|is|are|was|were|who|which|and|also|later|again|too|once|\w+ly)", re.I)
_PREPOSITION = re.compile(r"(?:of|for|against|at|over|about|on|to|with|by)", re.I)
_AGAINST = re.compile(r"\bagainst\b|\bnot to$", re.I)
_REFUSES = re.compile(r"\brefus\w+", re.I)
_ACCUSES = re.compile(r"\baccus(?:e|es|ed|ing)\b", re.I)
_REQUEST = re.compile(r"\W*(?:(?:an?|the|any|its|our|\w+['’]s|\w+ed|several|multiple) )*requests?\b", re.I)
_SILENCE = re.compile(
    r"\W*(?:that )?(?:it|he|she|they|we|I)(?: (?:would|could|will|can|did|do|does)(?: ?not|n['’]t)| never| cannot)"
    r" (?:be )?(?:comment|discuss|talk|speculat)",
    re.I,
)


def special_verb(stored: StoredClaim) -> tuple[str, str] | None:
    """(verb of a singular subject, what joins it to the quotation), None where the stance's own verb will do."""
    stance = stored.claim.stance
    if stance is Stance.JUDGES:
        return _judging(stored)
    if stance is Stance.VOWS and refuses(stored):
        return "refuses", ""
    if stance is Stance.URGES and _AGAINST.search(_cue(stored)):
        return "urges against", ""
    if stance is Stance.WITHHOLDS:
        if _REQUEST.match(stored.quote):
            return "does not answer", ""
        if _SILENCE.match(stored.quote):
            return "gives no comment", ":"
        if stored.quote.startswith("to "):
            return "declines", ""
    if stance is Stance.ASSERTS and _ACCUSES.search(_cue(stored)):
        return "makes the accusation", ":"
    return None


def refuses(stored: StoredClaim) -> bool:
    """True where the source refuses to act: its stance is that of a vow, its verb is not."""
    return stored.claim.stance is Stance.VOWS and bool(_REFUSES.search(_cue(stored)))


def plural(verb: str) -> str:
    """``verb`` with a plural subject: "does not answer" -> "do not answer"."""
    first, _, rest = verb.partition(" ")
    base = {"does": "do"}.get(first) or next((r.lemma for r in VERBS.get(first, ()) if r.kind == "s"), "")
    base = base or first.removesuffix("s")
    return f"{base} {rest}" if rest else base


def _cue(stored: StoredClaim) -> str:
    return " ".join(" ".join(stored.article.text[a:b].split()) for a, b in stored.claim.cue)


def _judging(stored: StoredClaim) -> tuple[str, str] | None:
    """ "criticises", where the cue is that verb and little else and the words judged follow it."""
    cue, content = stored.claim.cue, stored.claim.content
    if len(cue) != 1 or not content or content[0][0] < cue[0][1]:
        return None
    words = _cue(stored).split()
    while words and _AROUND.fullmatch(words[0]):
        words = words[1:]
    between = " ".join(stored.article.text[cue[0][1] : content[0][0]].split())
    rest = [*words[1:], *between.split()]
    reading = next((r for r in VERBS.get(words[0].lower(), ()) if _judges(r.lemma, r.stance)), None) if words else None
    if reading is None or (rest and rest != ["that"] and not (len(rest) == 1 and _PREPOSITION.fullmatch(rest[0]))):
        return None
    verb = next(form for form, kind in inflect(reading.lemma) if kind == "s")
    return (f"{verb} {rest[0].lower()}" if rest and rest != ["that"] else verb), ""


def _judges(lemma: str, stance: Stance) -> bool:
    return "-" not in lemma and (stance is Stance.JUDGES or lemma in NAMING or lemma == "hope")
