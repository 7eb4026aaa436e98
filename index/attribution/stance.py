"""How the original source stands to the content of a claim, read from cue, content and what stands between them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from index.attribution.lexicon.tokens import NEGATIONS, Words
from index.attribution.lexicon.verbs import NOUNS, VERBS, forms
from index.schema import Spans, Stance

SPEECH = (
    r"say|comment|confirm|discuss|elaborate|answer|identify|name|specify|disclose|reveal|provide|give|be drawn|"
    r"speculate|verify|"
    r"respond|rule|address|corroborate|establish|determine|reproduce|tell|reply|be specific|detail|explain|share|"
    r"release|"
    r"describe|clarify|go into|get into|predict|authenticate|check|speak|talk|make (?:any )?comment|offer|"
    r"acknowledge|deny|"
    r"take questions|weigh in|engage|put a|commit|state|replicate|vouch|substantiate|ascertain|be interviewed|exclude"
)
WITHHOLDS = re.compile(
    rf"\b(?:declin\w+|refus\w+|unwilling|unable|not able|fail(?:s|ed)?|would not|wouldn['’]t|will not|won['’]t|"
    rf"could not|couldn['’]t|"
    rf"cannot|can['’]t|yet|stopp?(?:ed|ing|s) short of|avoid(?:s|ed)?|reluctant|not ready|not prepared)"
    rf"(?: \w+ly| even| be| been| so far| immediately| possibly| yet)* ?(?:to |from )?(?:\w+ly |even |"
    rf"be )?(?:{SPEECH})\w*"
    r"|\bno comment\b|\bconfirm\w* (?:n?or) den\w+|\bstopp?(?:ed|s|ing) short of\b|\bbe drawn\b"
    r"|\b(?:not|never|n['’]t|nor|neither)\b (?:\w+ )?(?:\w+ly )?(?:comment|respon[ds]|repl[yi]|confirm|verif|return|"
    r"elaborat|"
    r"answer|discuss|corroborat|authenticat|reproduc|replicat|substantiat)\w*"
    r"|\b(?:kept|keeps|keeping|remain\w*|stayed) (?:silent|quiet|mum|tight-lipped)\b|\bsilen(?:t|ce)\b|"
    r"\bnever (?:discuss|comment|confirm)\w*"
    r"|\bdeclin\w+\b(?! to [a-z]+ (?:his|her|its|their|the|an?)\b)|\bnot available\b|\bunavailable\b|"
    r"\bno immediate (?:comment|response|reply)\b"
    r"|\b(?:not|n['’]t) (?:deny|denied|dispute|disputed|ruled? out|dismiss\w*)\b|\bduck\w*|\bsidestep\w*|\bdodg\w+|"
    r"\bevad\w+"
    r"|\bwithh(?:e|o)ld\w*|\bnon-committal\b|\bcould(?:n['’]t| not) say\b|\bwouldn?(?:['’]t| not) say\b|"
    r"\bpossibly say\b",
    re.I,
)
DENIES = re.compile(
    rf"\b(?:{forms('deny')}|denials?)\b|\brubbish\w*|\bwalk\w* back\b|\brow\w* back\b|\bcold water\b|"
    r"\bnot guilty\b|\bopposite view\b"
    r"|\b(?:is|was|are|were) (?:not true|untrue|false|wrong|lying|nonsense|a lie|mistaken|no truth)\b|\bno such\b|"
    r"\bno trace of\b"
    r"|\bno evidence (?:of|for|that)\b|\btook (?:it|this|that) back\b|\bsaid the opposite\b|\bagreed on nothing\b|"
    r"\bno truth\b"
    r"|\btakes? issue with\b|\bshot down\b|\bknock(?:s|ed)? down\b|\bpush(?:es|ed|ing)? back (?:on|against|at)\b|"
    r"\bruled? out\b|\bruling out\b|\brules out\b",
    re.I,
)
BELITTLE = re.compile(
    r"\b(?:a lie|lies?|lying|false|fake|a fake|fiction(?:al)?|nonsense|rubbish|fantasy|fabricat\w+|untrue|baseless|"
    r"unfounded|groundless|"
    r"invent(?:ed|ion)|a myth|a hoax|a smear|malarkey|hogwash|poppycock|absurd|ridiculous|ludicrous|preposterous|"
    r"fairy[ -]tale|tale|without merit|meritless|not true|wrong|garbage|bogus|untruth|slander|libel|a joke|bad joke|"
    r"hot air)\b",
    re.I,
)
KNOWING = re.compile(
    r"\b(?:say|said|tell|know|known|reveal\w*|disclose\w*|explain\w*|specif\w+|determin\w+|establish\w*|decid\w+|see)\b"
)
CALL = re.compile(
    r"\b(?:call(?:s|ed|ing)?(?! for| on)|describ(?:e|es|ed|ing)|label\w*|dub\w*|brand(?:s|ed|ing)|dismiss\w*|"
    r"reject\w*|denounc\w*|characteri[sz]\w*|portray\w*|term(?:s|ed))\b",
    re.I,
)
CLAIM_NOUN = (
    r"(?:claim|allegation|accusation|charge|report|story|rumou?r|account|suggestion|assertion|idea|notion|criticism|"
    r"finding|figure|version|theory|line|speculation|complaint|remark|statement|comment|prediction|estimate|article|"
    r"verdict|view)s?"
)
STRUCK_BACK = re.compile(r"\bh[iu]ts? back\b|\bhitting back\b|\bbristl\w+|\bscoff\w*|\bfought back\b", re.I)
CLAIMED_THAT = re.compile(rf"\b{CLAIM_NOUN} (?:that|of)\W*$", re.I)
ANAPHOR = re.compile(
    rf"^\W*(?:it|this|that|them|these|those|so|any such thing|all of (?:it|this)|both|either|(?:the|that|this|those|"
    rf"these|such|any such|any|all|"
    rf"his|her|their|its|either|both|each|\w+['’]s) (?:\w+ ){{0,2}}{CLAIM_NOUN})\b",
    re.I,
)
EVALUATION = re.compile(
    r"\b(?:too|so|very|deeply|utterly|truly|really)\b|\b(?:harsh|disgrace(?:ful)?|shame(?:ful)?|outrage(?:ous)?|"
    r"great|terrible|horrible|awful|"
    r"wonderful|brilliant|excellent|fantastic|magnificent|disgust\w+|appalling|cruel|brave|heroic|hero|heroes|"
    r"unfair|unjust|"
    r"unacceptable|irresponsible|reckless|cowardly|coward|barbaric|heinous|deplorable\w*|despicable|pathetic|stupid|"
    r"idiot\w*|"
    r"disaster|catastroph\w+|tragedy|tragic|victory|triumph|welcome|good|bad|best|worst|beautiful|ugly|weak|sad|"
    r"historic|"
    r"insult\w*|mistake|scandal\w*|farce|mockery|betrayal|poor|crooked|corrupt|racist|bigot\w*|unfit|dangerous|phony|"
    r"hypocri\w+|clown|liar|monstrous|silly|unhelpful|regrettable|disappoint\w+|overdue|extreme|hateful|offensive)\b",
    re.I,
)
OWN_VOW = re.compile(
    r"^[\"“‘'\s]*(?:(?:and|but|so|then|believe me|look|yes|no|if [^,]{3,60}),? )?(?:I|[Ww]e)(?: will(?! (?:be|have|see|"
    r"know|probably|never know|need|"
    r"find out|learn|remember)\b)| won['’]t| will not|['’]ll(?! (?:be|see|know|find out)\b)| shall| am going to|"
    r"['’]m going to|"
    r" are going to|['’]re going to| promise| pledge| vow| swear| intend| plan to|['’]m not (?:moving|leaving|going))\b"
)
OWN_SILENCE = re.compile(
    r"^[\"“‘'\s]*(?:no comment|(?:it|he|she|they)(?: would| could| will| can| did| do| does)(?: ?not|n['’]t) (?:be )?"
    r"(?:comment|speculat)|(?:I|we)(?: do not| don['’]t| never| can['’]t| cannot| won['’]t| will not|"
    r"['’]m not going to| am not going to)"
    r" (?:comment|discuss|talk about|speculate|say|confirm|get into|go into)|when I know|ask (?:him|her|them|my))",
    re.I,
)
OWN_DENIAL = re.compile(
    r"^[\"“‘'\s]*(?:(?:absolute|complete|utter|total|pure) (?:nonsense|rubbish|lies?|fiction|fabrication|fantasy)|"
    r"nonsense|rubbish|not true|"
    r"(?:that|this|it)(?:['’]s| is| was) (?:not true|a lie|false|nonsense|untrue|wrong|just wrong|simply not true)|"
    r"no|never|of course not|"
    r"not a word of (?:it|that)|lies)[.,!\"”’'\s]*$",
    re.I,
)
IMPERATIVE = frozenset(
    """
    give take leave stay go come stop keep let look listen lock open close shut bring send buy get make do don't
    never pray vote call ask tell show help join watch read write put pay pull push turn remember forget wait hurry
    avoid use drink eat wear wash boil evacuate return hand free end start begin hold say please beware
    """.split()
)
FEELING = re.compile(
    r"\b(?:proud|delighted|disappointed|sorry|saddened|dismayed|appalled|outraged|angry|furious|happy|unhappy|"
    r"pleased|thrilled|shocked|"
    r"horrified|disgusted|grateful|thankful|relieved|concerned|worried|afraid|critical|scathing|full of praise|"
    r"heartbroken|"
    r"hit out|lash\w* out|took aim|put (?:it |this |that )?down to|pa(?:y|ys|id) tribute|uneasy|wary|scornful|"
    r"dismissive|fond|"
    r"hailing|point(?:s|ed) the finger|poked fun|made fun|took issue|railed|took exception)\b",
    re.I,
)
WANT = re.compile(r"\b(?:wants?|wanted|wanting|would like|wish(?:es|ed)?|needs?|expects?|expected)\b", re.I)
ASK = re.compile(
    r"\b(?:asks?|asked|asking|inquired?|enquired?|wonders?|wondered|quer(?:y|ies|ied)|demand\w*|questioned)\b", re.I
)
PLANNING = re.compile(
    r"\b(?:plan(?:s|ned|ning)?|intend\w*|aim(?:s|ed|ing)?|prepar(?:ed|es|ing)|ready|willing|determined|set|going|"
    r"about|decid(?:ed|es)|"
    r"agree[sd]?|offer(?:s|ed|ing)?|hop(?:e|es|ed|ing)|seek(?:s|ing)?|sought|consider(?:s|ed|ing)?|committed|"
    r"undert\w+|resolved|"
    r"threat\w*|promis\w+|pledg\w+|vow\w*|swor\w+|sworn|swear\w*|guarantee\w*|prepared|bent|eager|keen|due|will|would|"
    r"wants?|wanted|would like|wish(?:es|ed)?)\b",
    re.I,
)

DISAGREES = re.compile(
    r"\bbeg(?:s|ged)? to (?:differ|disagree)|\b(?:is|was|are|were) ?n(?:o|['’])t (?:having it|persuaded|convinced|"
    r"so sure|buying)|"
    r"\b(?:laugh|shrug|wav|brush)\w* (?:\w+ ){0,3}?(?:off|away|aside)\b|\bplay\w* (?:\w+ )?down\b|"
    r"\bdistanc\w+ \w+ from\b|"
    r"\b(?:did|does|do)(?: not|n['’]t) share\b|\b(?:sees?|saw) (?:it|that|things) (?:otherwise|differently)\b|"
    r"\b(?:different|another|rosier|opposite|dimmer|contrary) (?:story|view|version|account|"
    r"opinion|tale)\b|"
    r"\bnothing of the (?:kind|sort)\b|\bhard to believe\b|\bpour\w* (?:scorn|cold water)\b|\b(?:too (?:gloomy|rosy|"
    r"high|low|simple))\b|"
    r"\bnot (?:his|her|its|their|my) (?:impression|recollection|understanding|view)\b|\buntrue\b|\btook exception\b|"
    r"\bbegs? to\b|"
    r"\b(?:he|she|it|they|we|I) (?:had |has |have )?(?:did|was|is|were|are|had|has|have|does|do|could|would|will|never)"
    r"(?: not|n['’]t| never)?\s*$|\bfinds? (?:it|that|this) (?:hard|difficult)|\bno (?:truth|basis|foundation)\b|"
    r"\bcast doubt\b|"
    r"\bplant\b$",
    re.I,
)
# "said it would appeal": the speaker's own act to come, of verbs that one can resolve on
OWN_ACT = re.compile(
    r"^(?:that )?(?:it|he|she|they|we|I)(?: (?:will|would|shall)(?: (?:not|never|only|also|soon|now|instead))?|"
    r"['’]ll|['’]d|"
    r" (?:wo|would)n['’]t| (?:is|was|are|were) (?:going|minded|determined|ready|prepared) to) (?!be\b|have\b|need\b|"
    r"cost\b|take (?:\w+ ){0,3}(?:years|months|weeks|days)|see\b|know\b|like\b|love\b|seem\b|become\b|happen\b|mean\b|"
    r"expect\b|lose\b|win\b|die\b|feel\b|want\b|suffer\b|remain\b|depend\b|rise\b|fall\b|grow\b|not\b|rather\b|"
    r"prefer\b|miss\b|struggle\b|welcome\b|consider\b|probably\b|likely\b|never have\b|cause\b|create\b|lead to\b|"
    r"allow\b|help\b|make it\b|hurt\b|mark\b|bring\b|include\b|require\b|affect\b)\w+"
)
SAYING = frozenset(
    """
    say tell add write shout announce declare post tweet warn insist repeat read reply cry yell snap mutter growl
    bark whisper answer respond confirm assure note state testify argue scream continue begin retort joke quip
    inform email text
    """.split()
)
NAMING = frozenset("call label dub brand describe term portray depict characterize characterise regard view".split())


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
    return learned if read is Stance.ASSERTS and learned is not Stance.VOWS and chances[likely] >= SURE else read


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
    if DENIES.search(said) or DISAGREES.search(said):
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
    head = _head(low)
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
    if infinitive and PLANNING.search(said):
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


def _head(low: tuple[str, ...]) -> tuple[str, Stance] | None:
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
