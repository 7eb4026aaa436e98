"""How the original source stands to the content of a claim, read from cue, content and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from index.attribution.lexicon.tokens import NEGATIONS, Words
from index.attribution.lexicon.verbs import NOUNS, SILENCE, VERBS, forms
from index.attribution.quotes import QUOTE_MARKS
from index.schema import Spans, Stance

SPEECH = "|".join(SILENCE.split()) + (
    r"|elaborate|identify|specify|disclose|provide|give|be\ drawn|rule|address|corroborate|establish|determine|"
    r"reproduce|tell|reply|be\ specific|detail|explain|share|release|clarify|go\ into|get\ into|predict|authenticate|"
    r"check|speak|make\ (?:any\ )?comment|offer|acknowledge|deny|take\ questions|weigh\ in|engage|put\ a|commit|state|"
    r"replicate|vouch|substantiate|ascertain|be\ interviewed|exclude"
)
WITHHOLDS = re.compile(
    rf"""\b(?:declin\w+|refus\w+|unwilling|unable|not\ able|fail(?:s|ed)?|would\ not|wouldn['’]t|  # declined
        will\ not|won['’]t|could\ not|couldn['’]t|cannot|can['’]t|yet|stopp?(?:ed|ing|s)\ short\ of|  # has yet
        avoid(?:s|ed)?|reluctant|not\ ready|not\ prepared)                 # was reluctant
      (?:\ \w+ly|\ even|\ be|\ been|\ so\ far|\ immediately|\ possibly|\ yet)*  # ... even
      \ ?(?:to\ |from\ )?(?:\w+ly\ |even\ |be\ )?(?:{SPEECH})\w*           # ... to comment
    | \bno\ comment\b                                                      # had no comment
    | \bconfirm\w*\ (?:n?or)\ den\w+                                       # neither confirms nor denies
    | \bstopp?(?:ed|s|ing)\ short\ of\b                                    # stopped short of naming him
    | \bbe\ drawn\b                                                        # would not be drawn
    | \b(?:not|never|n['’]t|nor|neither)\b\ (?:\w+\ )?(?:\w+ly\ )?         # has not publicly ...
      (?:comment|respon[ds]|repl[yi]|confirm|verif|return|elaborat|answer|discuss|corroborat  # ... commented
        |authenticat|reproduc|replicat|substantiat)\w*                     # ... substantiated it
    | \b(?:kept|keeps|keeping|remain\w*|stayed)\ (?:silent|quiet|mum|tight-lipped)\b  # kept mum
    | \bsilen(?:t|ce)\b                                                    # met it with silence
    | \bnever\ (?:discuss|comment|confirm)\w*                              # never discusses it
    | \bdeclin\w+\b(?!\ to\ [a-z]+\ (?:his|her|its|their|the|an?)\b)       # declined; not "declined to sell its shares"
    | \bnot\ available\b | \bunavailable\b                                 # was unavailable
    | \bno\ immediate\ (?:comment|response|reply)\b                        # had no immediate comment
    | \b(?:not|n['’]t)\ (?:deny|denied|dispute|disputed|ruled?\ out|dismiss\w*)\b  # did not rule out
    | \bduck\w* | \bsidestep\w* | \bdodg\w+ | \bevad\w+                    # dodged the question
    | \bwithh(?:e|o)ld\w* | \bnon-committal\b                              # was non-committal
    | \bcould(?:n['’]t|\ not)\ say\b | \bwouldn?(?:['’]t|\ not)\ say\b | \bpossibly\ say\b  # could not say
    """,
    re.I | re.X,
)
DENIES = re.compile(
    rf"""\b(?:{forms("deny")}|denials?)\b                                    # denied
    | \brubbish\w* | \bwalk\w*\ back\b | \brow\w*\ back\b | \bcold\ water\b  # rubbished the claim
    | \bnot\ guilty\b | \bopposite\ view\b                                   # pleaded not guilty
    | \b(?:is|was|are|were)\ (?:not\ true|untrue|false|wrong|lying|nonsense  # said it was false
        |a\ lie|mistaken|no\ truth)\b                                        # called it, which is a lie
    | \bno\ such\b | \bno\ trace\ of\b                                       # there was no such meeting
    | \bno\ evidence\ (?:of|for|that)\b                                      # found no evidence of it
    | \btook\ (?:it|this|that)\ back\b | \bsaid\ the\ opposite\b             # took it back
    | \bagreed\ on\ nothing\b | \bno\ truth\b                                # saw no truth in it
    | \bt(?:akes?|ook|aking)\ issue\b   | \bshot\ down\b | \bknock(?:s|ed)?\ down\b    # shot down the idea
    | \bpush(?:es|ed|ing)?\ back\ (?:on|against|at)\b                        # pushed back on the claim
    | \bruled?\ out\b | \bruling\ out\b | \brules\ out\b                     # ruled out a strike
    """,
    re.I | re.X,
)
BELITTLE = re.compile(
    r"""\b(?:
      a\ lie|lies?|lying|false|fake|a\ fake|fiction(?:al)?|nonsense|rubbish  # called it a lie
    | fantasy|fabricat\w+|untrue|baseless|unfounded|groundless               # dismissed it as baseless
    | invent(?:ed|ion)|a\ myth|a\ hoax|a\ smear|malarkey|hogwash|poppycock   # an invention
    | absurd|ridiculous|ludicrous|preposterous|fairy[ -]tale|tale            # a fairy tale
    | without\ merit|meritless|not\ true|wrong|garbage|bogus|untruth         # without merit
    | slander|libel|a\ joke|bad\ joke|hot\ air                               # hot air
    )\b""",
    re.I | re.X,
)
# What "that was ..." calls what somebody said: "that was not the case", "it was a hoax"
UNTRUE = (
    r"(?:is|was|were|are)\ (?:\w+ly\ |all\ |just\ |quite\ )?"
    rf"(?:not\ (?:the\ case|so|correct|accurate)|incorrect|inaccurate|untrue|{BELITTLE.pattern})"
)
SAID_UNTRUE = re.compile(rf"\b{UNTRUE}\Z", re.I | re.X)
KNOWING = re.compile(
    r"\b(?:say|said|tell|know|known|reveal\w*|disclose\w*|explain\w*|specif\w+|determin\w+|establish\w*|decid\w+|see)\b"
)
CALL = re.compile(
    r"""\b(?:call(?:s|ed|ing)?(?!\ for|\ on)                    # called it; not "called for"
    | describ(?:e|es|ed|ing)|label\w*|dub\w*|brand(?:s|ed|ing)  # branded it
    | dismiss\w*|reject\w*|denounc\w*                           # dismissed it as
    | characteri[sz]\w*|portray\w*|term(?:s|ed)                 # termed it
    )\b""",
    re.I | re.X,
)
CLAIM_NOUN = (
    r"(?:claim|allegation|accusation|charge|report|story|rumou?r|account|suggestion|assertion|idea|notion|criticism|"
    r"finding|figure|version|theory|line|speculation|complaint|remark|statement|comment|prediction|estimate|article|"
    r"verdict|view)s?"
)
STRUCK_BACK = re.compile(r"\bh[iu]ts? back\b|\bhitting back\b|\bbristl\w+|\bscoff\w*|\bfought back\b", re.I)
CLAIMED_THAT = re.compile(rf"\b{CLAIM_NOUN} (?:that|of)\W*$", re.I)
ANAPHOR = re.compile(
    rf"""^\W*(?:it|this|that|them|these|those|so                                     # it
    | any\ such\ thing|all\ of\ (?:it|this)|both|either                              # any such thing
    | (?:the|that|this|those|these|such|any\ such|any|all                            # the latest ...
        |his|her|their|its|either|both|each|\w+['’]s)\ (?:\w+\ ){{0,2}}{CLAIM_NOUN}  # ... claim
    )\b""",
    re.I | re.X,
)
EVALUATION = re.compile(
    r"""\b(?:too|so|very|deeply|utterly|truly|really)\b                                         # too harsh
    | \b(?:harsh|disgrace(?:ful)?|shame(?:ful)?|outrage(?:ous)?|great|terrible|horrible|awful   # a disgrace
    | wonderful|brilliant|excellent|fantastic|magnificent|disgust\w+|appalling|cruel            # appalling
    | brave|heroic|hero|heroes|unfair|unjust|unacceptable|irresponsible|reckless                # reckless
    | cowardly|coward|barbaric|heinous|deplorable\w*|despicable|pathetic|stupid|idiot\w*        # cowardly
    | disaster|catastroph\w+|tragedy|tragic|victory|triumph|welcome|good|bad|best|worst         # a triumph
    | beautiful|ugly|weak|sad|historic|insult\w*|mistake|scandal\w*|farce|mockery|betrayal      # a farce
    | poor|crooked|corrupt|racist|bigot\w*|unfit|dangerous|phony|hypocri\w+|clown|liar          # unfit
    | monstrous|silly|unhelpful|regrettable|disappoint\w+|overdue|extreme|hateful|offensive)\b  # overdue
    """,
    re.I | re.X,
)
OWN_VOW = re.compile(
    r"""^["“‘'\s]*(?:(?:and|but|so|then|believe\ me|look|yes|no|if\ [^,]{3,60}),?\ )?          # “Believe me, ...
      (?:I|[Ww]e)(?:
        \ will(?!\ (?:be|have|see|know|probably|never\ know|need|find\ out|learn|remember)\b)  # I will rebuild it
      | \ won['’]t | \ will\ not                                                               # we won't leave
      | ['’]ll(?!\ (?:be|see|know|find\ out)\b)                                                # I'll rebuild it
      | \ shall | \ am\ going\ to | ['’]m\ going\ to | \ are\ going\ to | ['’]re\ going\ to    # we're going to sue
      | \ promise | \ pledge | \ vow | \ swear | \ intend | \ plan\ to                         # I promise you
      | ['’]m\ not\ (?:moving|leaving|going)                                                   # I'm not leaving
      )\b""",
    re.X,
)
OWN_SILENCE = re.compile(
    r"""^["“‘'\s]*(?:no\ comment                                                  # “No comment”
    | (?:it|he|she|they)(?:\ would|\ could|\ will|\ can|\ did|\ do|\ does)(?:\ ?not|n['’]t)
      \ (?:be\ )?(?:comment|speculat)                                             # it would not comment
    | (?:I|we)(?:\ do\ not|\ don['’]t|\ never|\ can['’]t|\ cannot|\ won['’]t|\ will\ not
        |['’]m\ not\ going\ to|\ am\ not\ going\ to)                              # “I won't ...
      \ (?:comment|discuss|talk\ about|speculate|say|confirm|get\ into|go\ into)  # ... get into that”
    | when\ I\ know | ask\ (?:him|her|them|my\ [\w-]+)(?=\W*(?:\Z|[.!]))           # “Ask my lawyer”
    )""",
    re.I | re.X,
)
OWN_DENIAL = re.compile(
    r"""^["“‘'\s]*(?:
      (?:absolute|complete|utter|total|pure)\ (?:nonsense|rubbish|lies?|fiction|fabrication|fantasy)  # “Pure fiction!”
    | nonsense | rubbish | not\ true                                                               # “Rubbish.”
    | (?:that|this|it)(?:['’]s|\ is|\ was)\ (?:not\ true|a\ lie|false|nonsense|untrue              # “That's a lie.”
        |wrong|just\ wrong|simply\ not\ true)
    | no | never | of\ course\ not                                                                 # “Of course not.”
    | not\ a\ word\ of\ (?:it|that) | lies                                                         # “Not a word of it.”
    )[.,!"”’'\s]*$""",
    re.I | re.X,
)
IMPERATIVE = frozenset(
    """
    give take leave stay go come stop keep let look listen lock open close shut bring send buy get make do don't
    never pray vote call ask tell show help join watch read write put pay pull push turn remember forget wait hurry
    avoid use drink eat wear wash boil evacuate return hand free end start begin hold say please beware
    """.split()
)
FEELING = re.compile(
    r"""\b(?:proud|delighted|disappointed|sorry|saddened|dismayed|appalled|outraged|angry|furious  # was furious
    | happy|unhappy|pleased|thrilled|shocked|horrified|disgusted|grateful|thankful|relieved        # felt relieved
    | concerned|worried|afraid|critical|scathing|full\ of\ praise|heartbroken                      # was scathing
    | hit\ out|lash\w*\ out|took\ aim|put\ (?:it\ |this\ |that\ )?down\ to|pa(?:y|ys|id)\ tribute  # hit out at
    | uneasy|wary|scornful|dismissive|fond|hailing|point(?:s|ed)\ the\ finger                      # is wary of
    | poked\ fun|made\ fun|took\ issue|railed|took\ exception                                      # poked fun at
    )\b""",
    re.I | re.X,
)
WANT = re.compile(r"\b(?:wants?|wanted|wanting|would like|wish(?:es|ed)?|needs?|expects?|expected)\b", re.I)
ASK = re.compile(
    r"\b(?:asks?|asked|asking|inquired?|enquired?|wonders?|wondered|quer(?:y|ies|ied)|demand\w*|questioned)\b", re.I
)
PLANNING = re.compile(
    r"""\b(?:plan(?:s|ned|ning)?|intend\w*|aim(?:s|ed|ing)?|prepar(?:ed|es|ing)|ready|willing     # is ready to
    | determined|set|going|about|decid(?:ed|es)|agree[sd]?|offer(?:s|ed|ing)?|hop(?:e|es|ed|ing)  # decided to
    | seek(?:s|ing)?|sought|consider(?:s|ed|ing)?|committed|undert\w+|resolved                    # sought to
    | threat\w*|promis\w+|pledg\w+|vow\w*|swor\w+|sworn|swear\w*|guarantee\w*                     # threatened to
    | prepared|bent|eager|keen|due|will|would|wants?|wanted|would\ like|wish(?:es|ed)?            # is keen to
    )\b""",
    re.I | re.X,
)

DISAGREES = re.compile(
    r"""\bbeg(?:s|ged)?\ to\ (?:differ|disagree)                                                  # begged to differ
    | \b(?:is|was|are|were)\ ?n(?:o|['’])t\ (?:having\ it|persuaded|convinced|so\ sure|buying)    # isn't buying it
    | \b(?:laugh|shrug|wav|brush)\w*\ (?:\w+\ ){0,3}?(?:off|away|aside)\b                         # waved it away
    | \bplay\w*\ (?:\w+\ )?down\b | \bdistanc\w+\ \w+\ from\b                                     # played it down
    | \b(?:did|does|do)(?:\ not|n['’]t)\ share\b                                                  # does not share it
    | \b(?:sees?|saw)\ (?:it|that|things)\ (?:otherwise|differently)\b                            # sees it differently
    | \b(?:different|another|rosier|opposite|dimmer|contrary)
      \ (?:story|view|version|account|opinion|tale)\b                                             # a rosier view
    | \bnothing\ of\ the\ (?:kind|sort)\b | \bhard\ to\ believe\b                                 # nothing of the kind
    | \bpour\w*\ (?:scorn|cold\ water)\b | \b(?:too\ (?:gloomy|rosy|high|low|simple))\b           # poured scorn on
    | \bnot\ (?:his|her|its|their|my)\ (?:impression|recollection|understanding|view)\b           # not her recollection
    | \buntrue\b | \btook\ exception\b | \bbegs?\ to\b                                            # took exception
    | \b(?:he|she|it|they|we|I)\ (?:had\ |has\ |have\ )?                                          # they ...
      (?:did|was|is|were|are|had|has|have|does|do|could|would|will|never)(?:\ not|n['’]t|\ never)?\s*$  # ... had not
    | \bfinds?\ (?:it|that|this)\ (?:hard|difficult) | \bno\ (?:truth|basis|foundation)\b         # finds it hard
    | \bcast\ doubt\b | \bplant\b$                                                                # cast doubt on
    """,
    re.I | re.X,
)
# "said it would appeal": the speaker's own act to come, of verbs that one can resolve on
OWN_ACT = re.compile(
    r"""^(?:that\ )?(?:it|he|she|they|we|I)(?:
        \ (?:will|would|shall)(?:\ (?:not|never|only|also|soon|now|instead))?          # it would also ...
      | ['’]ll | ['’]d | \ (?:wo|would)n['’]t                                          # she won't ...
      | \ (?:is|was|are|were)\ (?:going|minded|determined|ready|prepared)\ to          # they were ready to ...
      )\ (?!be\b|have\b|need\b|cost\b|take\ (?:\w+\ ){0,3}(?:years|months|weeks|days)  # not: it would cost more
        |see\b|know\b|like\b|love\b|seem\b|become\b|happen\b|mean\b|expect\b|lose\b    # not: it would seem
        |win\b|die\b|feel\b|want\b|suffer\b|remain\b|depend\b|rise\b|fall\b|grow\b     # not: they would win
        |not\b|rather\b|prefer\b|miss\b|struggle\b|welcome\b|consider\b|probably\b     # not: he would rather stay
        |likely\b|never\ have\b|cause\b|create\b|lead\ to\b|allow\b|help\b|make\ it\b  # not: it would cause delays
        |hurt\b|mark\b|bring\b|include\b|require\b|affect\b)                           # not: it would require a vote
      \w+                                                                              # ... appeal
    """,
    re.X,
)
SAYING = frozenset(
    """
    say tell add write shout announce declare post tweet warn insist repeat read reply cry yell snap mutter growl
    bark whisper answer respond confirm assure note state testify argue scream continue begin retort joke quip
    inform email text
    """.split()
)
NAMING = frozenset("call label dub brand describe term portray depict characterize characterise regard view".split())


@lru_cache(maxsize=512)  # each step from relation to claim asks for it, of four the same
def stance(text: str, cue: Spans, content: Spans, source: Spans = ()) -> Stance:
    """Stance of a source to ``content`` as ``cue`` (offsets into ``text``) puts it.

    Works on spans of any extractor: the cue may hold only the verb or the whole verb group with its addressee; the
    words between cue and content are read too, and those after the cue where the content stands elsewhere. Without a
    cue the content decides, else the stance is asserts.
    """
    said = " ".join(text[a:b] for a, b in cue)
    if source and _NEITHER.search(text[max(0, source[0][0] - 9) : source[0][1]]):
        said = "neither " + said
    what = " … ".join(text[a:b] for a, b in content)
    between = _between(text, cue, content, source)
    return (
        _withholds(said, between, what)
        or _denies(said, between, what, _tail(text, cue, content))
        or _acts(said, between, what)
        or Stance.ASSERTS
    )


def decided(text: str, cue: Spans, content: Spans, source: Spans, chances: Sequence[float]) -> Stance:
    """The stance by cue and content with the model's ``chances`` (in the order of ``Stance``; may be empty)."""
    read = stance(text, cue, content, source)
    if not chances:
        return read
    likely = max(range(len(chances)), key=lambda k: chances[k])
    learned = tuple(Stance)[likely]
    if learned is Stance.WITHHOLDS and _tells(text, content):
        return read  # what stands around misled it: "would not be interviewed, but wrote: “Ask them”"
    return learned if read is Stance.ASSERTS and learned is not Stance.VOWS and chances[likely] >= SURE else read


_HELD_BACK = re.compile(r"\b(?:not|no|never|nothing|comment|cannot)\b|n['’]t\b", re.I)


def _tells(text: str, content: Spans) -> bool:
    """True for a quotation in which nobody holds anything back."""
    return all(text[a] in QUOTE_MARKS and not _HELD_BACK.search(text, a, b) for a, b in content)


SURE = 0.8


_NEITHER = re.compile(r"^\W*(?:neither|nor|nobody|no one|none)\b|\b(?:neither|nor) ", re.I)


def _between(text: str, cue: Spans, content: Spans, source: Spans) -> str:
    """Words between the end of the cue and the content that follows it, if few: "told the guards | to leave"."""
    if not cue or not content:
        return ""
    end = cue[-1][1]
    start = min((a for a, _ in content if a >= end), default=end)
    gap = text[end:start]
    for a, b in source:
        if a >= end and b <= start:
            gap = text[end:a] + " " + text[b:start]
    return gap if len(gap) < 90 and "\n" not in gap else ""


def _tail(text: str, cue: Spans, content: Spans) -> str:
    """Words after the cue up to the end of the clause, where no content follows there: "called | that a lie"."""
    if not cue:
        return ""
    end = cue[-1][1]
    if any(a >= end for a, _ in content):  # "called | the report | a lie"
        if len(content) > 1 or content[0][0] - end > 2 or content[0][1] - content[0][0] > 60:
            return ""
        end = content[0][1]
    stretch = text[end : end + 80]
    return re.split(r"[.;!?\n]|, (?!\")", stretch, maxsplit=1)[0]


def _withholds(said: str, between: str, what: str) -> Stance | None:
    refused = re.search(r"\brefus\w+", said)
    if refused:
        rest = said[refused.end() :] + between + " " + what[:40]
        silent = re.match(rf"\W*(?:to )?(?:even )?(?:{SPEECH}|be drawn|adjudicate|estimate|judge|guess)|\W*$", rest)
        return Stance.VOWS if silent is None and re.match(r"\W*to\b", rest) else Stance.WITHHOLDS
    if re.search(r"\bdid not doubt\b|\bdidn['’]t doubt\b", said):
        return Stance.ASSERTS
    if WITHHOLDS.search(said):
        return Stance.WITHHOLDS
    negated = bool(set(Words.of(said).low) & NEGATIONS) or re.search(
        r"\b(?:would|could|do|does|did|has|have)n['’]t\b", said
    )
    asked = re.search(r"\b(?:whether|if|who|what|when|where|why|how|which)\b", between + " " + what[:12], re.I)
    held_back = asked or re.search(r"\b(?:would|will|could|can|has|have|had)\b|n['’]t", said)
    if negated and held_back and KNOWING.search(said):
        return Stance.WITHHOLDS
    if OWN_SILENCE.match(what) and re.search(r"\b(?:sa(?:id|ys?)|told|repl\w+|answer\w*|respond\w*)\b", said):
        return Stance.WITHHOLDS
    return None


def _denies(said: str, between: str, what: str, tail: str) -> Stance | None:
    if DENIES.search(said) or DISAGREES.search(said) or SAID_UNTRUE.search(said):
        return Stance.DENIES
    if CALL.search(said):
        named = said + " " + tail
        short = what if len(what) < 60 else ""
        back = ANAPHOR.match(between.strip()) or re.search(r"\bdismiss|\breject", said)
        if BELITTLE.search(named) or (back and BELITTLE.search(between + " " + short)):
            return Stance.DENIES
        if tail and ANAPHOR.match(tail.strip()) and not EVALUATION.search(tail):
            return Stance.DENIES
    if STRUCK_BACK.search(said) and CLAIMED_THAT.search(said + " " + between):
        return Stance.DENIES
    if OWN_DENIAL.match(what):
        return Stance.DENIES
    return None


def _acts(said: str, between: str, what: str) -> Stance | None:
    low = Words.of(said).low
    opening = what.lstrip("\"“‘' ").split(" ", 1)[0].lower().replace("’", "'") if what else ""
    infinitive = opening == "to" or bool(re.search(r"(?:^|\s)(?:not )?to$", between.strip())) or low[-1:] == ("to",)
    head = cue_verb(low)
    found = _verb(_Saying(*head, low, said, between, what, opening, infinitive)) if head is not None else None
    if found is not None:
        return found
    if FEELING.search(said) and not re.search(r"\bto (?:announce|say|report|confirm|present)\b", said):
        return Stance.JUDGES
    if head is not None and head[0] == "expect":
        return Stance.ASSERTS
    if WANT.search(said):
        return Stance.VOWS if infinitive and not between.strip(" to") else Stance.URGES
    if ASK.search(said):
        return Stance.URGES
    planned = PLANNING.search(said)
    if (
        infinitive
        and planned
        and (planned.group().lower() != "about" or not re.search(r"\w", between.replace("to", "")))
    ):
        return Stance.VOWS
    if head is None:
        noun = next((NOUNS[w] for w in low if w in NOUNS), None)
        return noun if noun is not None else _spoken(what, low)
    return None


@dataclass(frozen=True)
class _Saying:
    """The verb of a cue (its lemma and the stance that the lexicon gives it) with what stands around it."""

    lemma: str
    given: Stance
    low: tuple[str, ...]  # the cue's words
    said: str
    between: str
    what: str
    opening: str
    infinitive: bool

    @property
    def negated(self) -> bool:
        return bool(set(self.low) & NEGATIONS)

    @property
    def quoted(self) -> bool:
        return self.what[:1] in "\"“‘'" and len(self.what) > 1


def _verb(saying: _Saying) -> Stance | None:
    """What the cue's verb says, with its complement; None where it says no more than asserts."""
    for step in (_of_doubt, _of_naming, _of_resolve, _with_noun, _of_warning, _to_others, _of_proposing, _of_feeling):
        found = step(saying)
        if found is not None:
            return found
    if saying.given in (Stance.URGES, Stance.VOWS, Stance.JUDGES, Stance.WITHHOLDS):
        return saying.given
    return _in_words(saying)


def _of_doubt(saying: _Saying) -> Stance | None:
    """ "denied", "did not believe", "questioned whether"."""
    if saying.given is Stance.DENIES:
        return Stance.WITHHOLDS if saying.negated else Stance.DENIES
    if saying.negated and saying.lemma in ("believe", "think", "agree", "accept", "expect", "buy", "see"):
        return Stance.DENIES
    return Stance.URGES if saying.lemma in ("question", "query", "wonder") else None


def _of_naming(saying: _Saying) -> Stance | None:
    if saying.lemma not in NAMING:
        return None
    return Stance.JUDGES if _evaluates(saying.lemma, saying.said, saying.between, saying.what) else Stance.ASSERTS


def _of_resolve(saying: _Saying) -> Stance | None:
    """ "hopes to", "swore that it would", "agreed to"."""
    if saying.lemma == "hope":
        return Stance.VOWS if saying.infinitive else Stance.JUDGES
    if saying.lemma == "swear":
        to_come = re.search(r"\b(?:will|would|not to)\b|\bnever\b(?<!\bhas never)(?<!\bhad never)", saying.what)
        return Stance.VOWS if saying.infinitive or to_come else Stance.ASSERTS
    return Stance.VOWS if saying.lemma == "agree" and saying.infinitive else None


def _with_noun(saying: _Saying) -> Stance | None:
    """ "issued a denial", "voiced fears": the noun says it."""
    if saying.lemma not in ("offer", "give", "express", "repeat", "voice", "issue", "make", "renew"):
        return None
    return next((NOUNS[w] for w in saying.low if w in NOUNS and w != saying.lemma), None)


def _of_warning(saying: _Saying) -> Stance | None:
    """ "warned the crew to leave", "pleaded for calm": urges, where "warned that" asserts."""
    lemma, what, low = saying.lemma, saying.what, saying.low
    if lemma not in ("warn", "caution", "plead"):
        return None
    told_to = re.match(r"^[^,.;]{1,40}? (?:not )?to [a-z\"“‘]+", what) and not saying.between.strip().startswith("that")
    against = re.search(r"\bagainst\b|\bnot to\b", saying.said + saying.between + what[:40])
    if saying.infinitive or told_to or against:
        return Stance.URGES
    pleading = lemma == "plead" and (_spoken(what, low) is Stance.URGES or "with" in low or "for" in low)
    return Stance.URGES if pleading else None


def _to_others(saying: _Saying) -> Stance | None:
    """ "told them to leave"."""
    directing = ("tell", "say", "write", "shout", "yell", "signal", "remind")
    if saying.lemma in directing and saying.infinitive and "by" not in saying.low:
        return Stance.URGES
    if saying.lemma != "tell" or saying.between.strip():
        return None
    ordered = re.match(r"^(?:the |his |her |its |their )?[\w'’]+(?: \w+)? (?:not )?to \w+", saying.what)
    return Stance.URGES if ordered else None


def _of_proposing(saying: _Saying) -> Stance | None:
    """ "suggested moving the gate"."""
    proposing = saying.lemma in ("suggest", "propose", "recommend") and re.match(r"\w+ing\b", saying.opening)
    return Stance.URGES if proposing else None


def _of_feeling(saying: _Saying) -> Stance | None:
    """ "objected that", "fumed: “...”": what is said so is asserted."""
    if saying.lemma == "object" and not re.search(r"\bto\b", saying.said + saying.between[:4]):
        return Stance.ASSERTS
    speaking = saying.lemma in ("fume", "sneer", "scoff", "rage", "marvel", "complain")
    return Stance.ASSERTS if saying.given is Stance.JUDGES and saying.quoted and speaking else None


def _in_words(saying: _Saying) -> Stance | None:
    """What the words that are said take themselves: a vow, an order."""
    if saying.lemma not in SAYING:
        return _spoken(saying.what, saying.low) if saying.quoted else None
    if OWN_ACT.match(saying.what):
        return Stance.VOWS
    spoken = _spoken(saying.what, saying.low)
    if spoken is not None:
        return spoken
    asked = saying.lemma in ("shout", "cry", "yell") and saying.what.rstrip(" \"”’'").endswith("?")
    return Stance.URGES if asked else None


def cue_verb(low: tuple[str, ...]) -> tuple[str, Stance] | None:
    """The verb that carries the cue: the first verb of speech or thought in it that is no empty opening."""
    best: tuple[str, Stance] | None = None
    for i, word in enumerate(low):
        phrasal = f"{word}-{low[i + 1]}" if i + 1 < len(low) else ""
        if phrasal in VERBS:
            reading = VERBS[phrasal][0]
            return reading.lemma, reading.stance
        if word in VERBS and (best is None or best[0] in ("continue", "begin", "feel", "view", "open")):
            reading = VERBS[word][0]
            best = (reading.lemma, reading.stance)
    return best


def _evaluates(lemma: str, said: str, between: str, what: str) -> bool:
    """True where a naming verb judges: "called the sentence too harsh", "branded it “a farce”"."""
    named = what or between
    if EVALUATION.search(named):
        return True
    quoted = re.search(r"[\"“‘']\w", named)
    if lemma in ("call", "brand", "label", "dub", "term") and (quoted or between.strip()):
        return True
    return bool(quoted and lemma == "regard")


def _spoken(what: str, cue: tuple[str, ...]) -> Stance | None:
    """Stance that the spoken words themselves take: a vow in the first person, an order, a refusal, a question."""
    if OWN_VOW.match(what):
        return Stance.VOWS
    if OWN_SILENCE.match(what):
        return Stance.WITHHOLDS
    if THIRD_IMPERATIVE.match(what):
        return Stance.URGES
    words = Words.of(what[:60]).low
    while words and words[0] in "\"“‘'":
        words = words[1:]
    if (
        words
        and words[0] in IMPERATIVE
        and not (len(words) > 1 and words[1] in ("is", "was", "are", "were", ",", "it's"))
    ):
        return Stance.URGES
    return None


THIRD_IMPERATIVE = re.compile(r"^[\"“‘'\s]*(?:if [^,]{3,60}, )?(?:let (?:them|him|her|us)\b|please\b)", re.I)
