"""What a content puts forward: what a bare refusal points back to, what stands inside "there is no truth in ..."."""

from __future__ import annotations

import re

from index.attribution.lexicon.tokens import Words
from index.attribution.quotes import QUOTE_MARKS, quotes
from index.attribution.stance import ANAPHOR, CLAIM_NOUN, EVALUATION, NAMING, UNTRUE, cue_verb
from index.attribution.stance import stance as stance_of
from index.schema import Relation, Span, Spans, Stance

LONGEST_ANAPHOR = 60

_SPEAKER = r"(?:it|he|she|they|we|I|(?:the\ |his\ |her\ |its\ |their\ )?[\w’'-]+)"
_NOUN = rf"(?:\w+\ )?{CLAIM_NOUN}"
_UNTRUE = re.compile(
    rf"""there\ (?:is|was|were|are|had\ been|has\ been)\ (?:\w+ly\ )?no\ (?:\w+\ )?         # there is absolutely no ...
      (?:truth|basis|foundation|substance)(?:\ whatsoever|\ at\ all)?                       # ... truth at all ...
      \ (?:in|to|for)\ (?:the\ |any\ |this\ |these\ |those\ )?{_NOUN}\ that[ ]              # ... in the report that
    | it\ (?:is|was)\ (?:\w+ly\ )?(?:not\ true|untrue|not\ the\ case|incorrect|a\ lie|false  # it is untrue ...
        |nonsense)                                                                          # it is nonsense ...
      (?:\ to\ (?:say|suggest|claim))?\ that[ ]                                             # ... to say that
    """,
    re.I | re.X,
)
_OPEN = r"(?:whether|if|when|how|why|what|who|where|which)\b"
_UNKNOWN = re.compile(
    rf"""(?:
      it\ (?:is|was|would\ be|remain(?:s|ed))\ (?:still\ |far\ |much\ |simply\ )?(?:          # it remains far ...
        (?:too\ (?:early|soon)|premature|impossible|not\ (?:yet\ )?possible)                  # ... too early ...
          (?:\ for\ \w+)?(?:\ at\ this\ stage)?\ to                                           # ... at this stage to ...
          \ (?:say|tell|know|judge|determine|speculate|assess|conclude)                       # ... say
      | (?:unclear|not\ (?:yet\ )?(?:clear|known)))                                           # it is not yet clear
    | {_SPEAKER}\ (?:(?:did|do|does)(?:\ not|n['’]t)\ (?:yet\ )?know|(?:had|has|have)\ no\ idea  # she had no idea
      | (?:could|can)(?:\ ?not|n['’]t)\ (?:yet\ )?(?:say|tell))                               # she could not yet say
    )\ (?=(?P<open>{_OPEN}))""",
    re.I | re.X,
)
_UNFOUND = re.compile(
    rf"""{_SPEAKER}\ (?:(?:could|can)(?:\ ?not|n['’]t)                                    # she could not ...
      | (?:was|were)\ (?:unable|not\ able)\ to                                            # the firm was unable to ...
      | ha(?:s|ve|d)\ not\ been\ able\ to)                                                # it has not been able to ...
      \ (?:yet\ |independently\ )?                                                        # ... independently ...
      (?:identify|determine|verify|confirm|establish|corroborate)\ (?:that\ |whether\ )?  # ... verify whether
    """,
    re.I | re.X,
)
_CALLED = re.compile(
    rf"(?:(?:the|any|all|these|those|such|his|her|its|their|\w[\w’']*['’]s) )?{_NOUN} that |(?:whether|if) ", re.I
)
_ITSELF_UNTRUE = re.compile(
    r"\W*(?:it|this|that) (?:is|was) (?:\w+ly )?(?:untrue|false|not true|a lie|wrong|nonsense)\W*$", re.I
)
_SILENT = re.compile(
    rf"""(?:that\ )?{_SPEAKER}\ (?:would|could|will|can|did|do|does)(?:\ ?not|n['’]t)  # that it would not ...
      \ (?:be\ )?comment(?:ing)?\b                                                     # ... be commenting
      (?!\ (?:on|about)\ (?!the\ (?:matter|case|claims?|reports?)\b))                  # ... on the matter
    """,
    re.I | re.X,
)


_BEFORE = {
    Stance.DENIES: re.compile(r"\b(?:having|being)\s+$", re.I),
    Stance.WITHHOLDS: re.compile(r"\b(?:when|how|why|what|who|where|which)\s+$", re.I),
}


_FALSE_CLAIM = re.compile(
    rf"""\s*(?:that\ )?(?:
      (?:(?:the|any|all|such|these|those|this|his|her|its|their|\w+['’]s)\ )?   # the ...
        (?:\w+\ )?{CLAIM_NOUN}\ (?:that|of)                                      # ... claim that
      | (?:claim|allegation|accusation|suggestion|rumou?r|report)s               # claims ...
        (?=\ (?:he|she|it|they|the|his|her|its)\b)                               # ... he
    )\ (?P<inner>.+?)\ {UNTRUE}\W*\Z                                            # ... was false
    """,
    re.I | re.X | re.S,
)


def _called_false(text: str, cue: Spans, content: Spans) -> Span | None:
    """P of "said | claims that P were false", whatever of it is the content."""
    start, end = content[0]
    if not cue or len(content) > 1 or not 0 <= start - cue[-1][1] < LONGEST_ANAPHOR or text[start] in QUOTE_MARKS:
        return None
    found = _FALSE_CLAIM.match(text, cue[-1][1], end)
    return found.span("inner") if found is not None else None


def stated(text: str, cue: Spans, content: Spans, stance: Stance) -> tuple[Spans, Stance]:
    """The proposition inside a ``content`` that itself denies, leaves open or only names it, and the stance to that.

    "there is no truth in the report that P" and "claims that P were false" deny P, "it is too early to say whether P"
    withholds it, and who denies "any suggestion that P" denies P. Who denies "having done it", or will not say "when it
    was done", has that word in the content. Everything else comes back as it is.
    """
    if not content:
        return content, stance
    start, end = content[0]
    if (before := _BEFORE.get(stance)) is not None and cue:
        lead = before.search(text, max(0, start - 10), start)
        if lead is not None and lead.start() >= cue[-1][1]:
            return ((lead.start(), end), *content[1:]), stance
    inner, taken = None, stance
    untrue = stance is Stance.ASSERTS and len(content) > 1 and _ITSELF_UNTRUE.match(text[start:end])
    if untrue and text[: content[1][0]].rstrip().endswith(" that"):  # "it is not true, | she says, that | P"
        return content[1:], Stance.DENIES
    if stance is Stance.ASSERTS and (false := _called_false(text, cue, content)) is not None:
        return (false,), Stance.DENIES
    if stance is Stance.ASSERTS:
        if found := _UNTRUE.match(text, start, end):
            inner, taken = found.end(), Stance.DENIES
        elif found := _UNKNOWN.match(text, start, end):
            either = found["open"].lower() in ("whether", "if")
            inner, taken = found.end() + (len(found["open"]) + 1 if either else 0), Stance.WITHHOLDS
        elif found := _UNFOUND.match(text, start, end):
            inner, taken = found.end(), Stance.WITHHOLDS
    elif stance in (Stance.DENIES, Stance.WITHHOLDS) and (found := _CALLED.match(text, start, end)):
        inner = found.end()
    if inner is None or end - inner < 3:
        return content, stance
    return ((inner, end), *content[1:]), taken


_GOES_ON = re.compile(r"[.!?…][\"”’']?\s|\n")
_NEXT_SENTENCE = re.compile(r"(?<=[.!?…])[\"”’']?\s+(?=[\"“‘']?[A-Z])")


def split(text: str, relation: Relation) -> list[Relation]:
    """``relation``, or one for each proposition it reports: a quotation that is taken up again in a new sentence after
    its source is a claim of its own, and so is each sentence of it, and each clause after "and that"."""
    groups: list[list[Span]] = []
    for part in relation.content:
        quoted = text[part[0]] in QUOTE_MARKS
        begun = bool(groups) and text[groups[0][0][0]] in QUOTE_MARKS
        if quoted and begun and not _GOES_ON.search(text, groups[-1][-1][1] - 1, part[0]):
            first, *rest = _sentences(text, part)
            groups[-1].append(first)
            groups += [[sentence] for sentence in rest]
        elif groups and quoted and _GOES_ON.search(text, groups[-1][-1][1] - 1, part[0]):
            groups += [[sentence] for sentence in _sentences(text, part)]
        elif groups:
            groups[-1].append(part)
        else:
            groups.append([part])
    if len(groups) < 2:
        return _coordinated(text, relation)
    return [Relation(relation.source, relation.cue, tuple(group)) for group in groups]


def denied_and_said(text: str, relation: Relation) -> tuple[Relation, Relation | None]:
    """ "denied it: “I never took a penny.”": the denial of what it points to, and the words that come with it, which
    are the speaker's own and nothing that he denies; None where they are what is denied ("denied “any wrongdoing”")."""
    cue, source = relation.cue, relation.source
    said = tuple(part for part in relation.content if _uttered(text, part))
    if not cue or not said or _SAYING_SO.search(text, *cue[-1]):
        return relation, None
    if stance_of(text, cue, (), source) is not Stance.DENIES:
        return relation, None
    rest = tuple(part for part in relation.content if part not in said)
    return Relation(source, cue, rest), Relation(source, (), said)


_UTTERED = re.compile(r"[\"“‘']+[A-Z](?:(?!\n\n).)*[.,!?…][\"”’']+\Z", re.S)
_BEFORE_SPEECH = re.compile(r"(?:\A|[:,.!?—–\n\"”’'])\s*\Z")
_SAYING_SO = re.compile(r"\b(?:said|says|saying|told|tells|replied|answered|wrote)\b", re.I)  # "said it was untrue"


def _uttered(text: str, part: Span) -> bool:
    """Is it a whole sentence that somebody speaks, and no words quoted in the article's own sentence?"""
    apart = _BEFORE_SPEECH.search(text, max(0, part[0] - 4), part[0])
    return apart is not None and _UTTERED.match(text, *part) is not None


def _sentences(text: str, part: Span) -> list[Span]:
    cuts = [m.span() for m in _NEXT_SENTENCE.finditer(text, *part)]
    bounds = [part[0], *(offset for cut in cuts for offset in cut), part[1]]
    return list(zip(bounds[::2], bounds[1::2], strict=True))


_NOTHING = re.compile(
    r"""\W*(?:(?:
      it|this|that|these|those|so|what|who|which|whom|he|she|they|him|her|them|one     # that it
    | everything|something|much|nothing|anything|more|less|why|how|when|where|whether  # something more
    )\b\W*)*""",
    re.I | re.X,
)


def puts_forward(text: str, content: Spans, stance: Stance) -> bool:
    """False where what is said, wanted or promised is only pronouns and question words; "them" can be judged. Who asks
    whether something is so wants to know it, and urges nothing; a threat to somebody is no vow."""
    if stance not in (Stance.ASSERTS, Stance.URGES, Stance.VOWS):
        return True
    if stance is Stance.URGES and content and _asked(text, content[0][0]):
        return False
    if stance is Stance.VOWS and content and _TO_WHOM.match(text, *content[0]):
        return False
    if len(content) == 1 and _RELATIVE.match(text, *content[0]) and text[: content[0][0]].rstrip().endswith(","):
        return False  # "told the bishop, | who did nothing"
    return not all(_NOTHING.fullmatch(text, a, b) for a, b in content)


_RELATIVE = re.compile(r"(?:who|which|whose|whom)\b")
_TO_WHOM = re.compile(r"to (?:the|an?|his|her|its|their|this|these|[A-Z]\w*)\b")  # "a threat | to the press"
_WHETHER = re.compile(r"\b(?:if|whether)\b", re.I)


def _asked(text: str, start: int) -> bool:
    """True for "whether P", with the word in the content or before it."""
    before = text[max(0, start - len("whether ")) : start].split()[-1:]
    return _WHETHER.match(text, start) is not None or any(_WHETHER.fullmatch(word) for word in before)


_TOPIC_VERBS = frozenset("believe describe discuss recount detail outline address mention".split())
_TOPIC = re.compile(
    r"""(?!that\ (?:is|was|has|had|will|would|may|might|can|could)\b)                # no "that is likely"
    (?:the|this|that|these|those|his|her|their|its)\ [\w’'-]+(?:\ [\w’'-]+)?[.,]?  # the whole scene
    """,
    re.I | re.X,
)
_NICKNAME = re.compile(r"(?:(?:it|them|him|her|this|that) )?[“\"‘]the [\w’'-]+(?: [\w’'-]+)?[.,]?[”\"’][.,]?", re.I)


def only_named(text: str, cue: Spans, content: Spans) -> bool:
    """True where a thing is only mentioned or given a nickname, and nothing said of it: "described | the scene", "call
    | it “the spine”"."""
    verb = cue_verb(Words.of(" ".join(text[a:b] for a, b in cue)).low)
    if verb is None or len(content) != 1:
        return False
    if verb[0] in NAMING:
        nickname = _NICKNAME.fullmatch(text, *content[0])
        if nickname is not None and not EVALUATION.search(nickname.group()):
            return True
    return verb[0] in _TOPIC_VERBS and _TOPIC.fullmatch(text, *content[0]) is not None


_AND_THAT = re.compile(r",? and that (?=[\w“\"‘'])")


def _coordinated(text: str, relation: Relation) -> list[Relation]:
    """``relation``, or one for each of the clauses it reports: "said that the gate was shut and that it was late"."""
    if len(relation.content) != 1:
        return [relation]
    start, end = relation.content[0]
    if text[start] in QUOTE_MARKS:
        return [relation]
    joined = [m.span() for m in _AND_THAT.finditer(text, start, end)]
    quoted = quotes(text, start, end) if joined else []
    cuts = [cut for cut in joined if not any(a < cut[0] < b for a, b in quoted)]
    bounds = [start, *(offset for cut in cuts for offset in cut), end]
    spans = zip(bounds[::2], bounds[1::2], strict=True)
    return [Relation(relation.source, relation.cue, (span,)) for span in spans]


_ELLIPTIC = re.compile(
    r"""\W*(?:that\ )?(?:it|he|she|they|we|i|none|nobody|neither|there|those|this|that)         # that it ...
      \ (?:is|are|was|were|has|have|had|did|do|does|will|would|can|could)(?:\ ?not|n['’]t)?\W*  # ... did not
    """,
    re.I | re.X,
)


def denied_in_short(text: str, content: Spans) -> bool:
    """True where the content denies what was said before in a few words: "none has", "it did not"."""
    said = " ".join(text[a:b] for a, b in content)
    return (
        _ELLIPTIC.fullmatch(said) is not None and re.search(r"\b(?:not|none|nobody|neither)\b|n['’]t", said) is not None
    )


_CLAUSES = re.compile(r"[,;:]\s*")
_ASIDE = re.compile(r"(?:which|who|whose|where|because|although|though|while|as|if)\b", re.I)
_NEGATED = re.compile(r"\b(?:not|never|no|none|nobody|nothing|neither)\b|n['’]t\b", re.I)


_MODAL = re.compile(r"\b(?:will|would|shall|should|can|could|may|might|must|to)\b|['’](?:ll|d)\b", re.I)


def may_mean(text: str, content: Spans, earlier: Spans) -> bool:
    """False where "it will" can be nothing that the ``earlier`` claim says: that it was, or has been."""
    if len(content) != 1 or not _ELLIPTIC.fullmatch(text, *content[0]) or not _MODAL.search(text, *content[0]):
        return True
    return any(_MODAL.search(text, a, b) for a, b in earlier)


def by_polarity(text: str, content: Spans, earlier: Spans, stance: Stance) -> Stance:
    """The stance of who says "it was" or "it was not" to the ``earlier`` claim that this means: "it was" denies "the
    water was never tested", and "it was not" says the same."""
    if len(content) != 1 or not earlier or not _ELLIPTIC.fullmatch(text, *content[0]):
        return stance
    clauses = _CLAUSES.split(text[earlier[0][0] : earlier[0][1]])
    if not any(_NEGATED.search(clause) for clause in clauses if not _ASIDE.match(clause)):
        return stance
    return Stance.ASSERTS if _NEGATED.search(text, *content[0]) else Stance.DENIES


def is_anaphoric(text: str, content: Spans, stance: Stance) -> bool:
    """True where the content is empty or only points back ("it", "the charge", "either account", "it would not
    comment")."""
    if not content:
        return True
    if len(content) > 1:
        return False
    if _ELLIPTIC.fullmatch(text, *content[0]):
        return True
    if stance not in (Stance.DENIES, Stance.WITHHOLDS):
        return False
    if stance is Stance.WITHHOLDS and _SILENT.match(text, *content[0]):
        return True
    words = text[content[0][0] : content[0][1]].strip(' .,"“”')
    if stance is Stance.DENIES and _ITSELF_UNTRUE.match(words):
        return True
    found = ANAPHOR.match(words)
    return found is not None and len(words) - found.end() < 4 and len(words) < LONGEST_ANAPHOR
