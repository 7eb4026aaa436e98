"""How the original source stands to the content of a claim, read from cue, content and what stands between them."""

from __future__ import annotations

import re

from index.attribution.lexicon import NOUNS, VERBS
from index.attribution.words import NEGATIONS, Words
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
    r"|\bno comment\b|\bneither confirm\w* (?:n?or) den\w+|\bstopp?(?:ed|s|ing) short of\b|\bbe drawn\b"
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
    r"\bden(?:y|ies|ied|ying|ial|ials)\b|\brubbish\w*|\bwalk\w* back\b|\brow\w* back\b|\bcold water\b|"
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
    r"^[\"“‘'\s]*(?:(?:and|but|so|then|believe me|look|yes|no|if [^,]{3,60}),? )?(?:I|we)(?: will(?! (?:be|have|see|"
    r"know|probably|never know|need|"
    r"find out|learn|remember)\b)| won['’]t| will not|['’]ll(?! (?:be|see|know|find out)\b)| shall| am going to|"
    r"['’]m going to|"
    r" are going to|['’]re going to| promise| pledge| vow| swear| intend| plan to|['’]m not (?:moving|leaving|going))\b"
)
OWN_SILENCE = re.compile(
    r"^[\"“‘'\s]*(?:no comment|(?:I|we)(?: do not| don['’]t| never| can['’]t| cannot| won['’]t| will not|"
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
ADDRESSING = re.compile(
    r"\b(?:told|tells?|telling|warn(?:s|ed|ing)?|remind(?:s|ed|ing)?|beg(?:s|ged|ging)?|invit\w+|instruct\w*|"
    r"order\w*|ask\w*|urg\w+|press(?:es|ed|ing)?|"
    r"encourag\w+|appeal\w*|call\w*|direct\w*|command\w*|shout\w*|signal\w*|expect\w*|want\w*|allow\w*|said|says|"
    r"wrote)\b",
    re.I,
)


def stance(text: str, cue: Spans, content: Spans, source: Spans = ()) -> Stance:
    """Stance of a source to ``content`` as ``cue`` (offsets into ``text``) puts it.

    Works on spans of any extractor: the cue may hold only the verb or the whole verb group with its addressee; words
    between cue and content are read too. Without a cue the content decides, else the stance is asserts.
    """
    said = " ".join(text[a:b] for a, b in cue)
    what = " … ".join(text[a:b] for a, b in content)
    between = _between(text, cue, content, source)
    found = _withholds(said, between, what) or _denies(said, between, what)
    return found or _acts(text, said, between, what) or Stance.ASSERTS


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


def _withholds(said: str, between: str, what: str) -> Stance | None:
    if WITHHOLDS.search(said) and not re.search(r"\brefus\w+\b", said):
        return Stance.WITHHOLDS
    refused = re.search(r"\brefus\w+", said)
    if refused:
        rest = said[refused.end() :] + between + " " + what[:40]
        silent = re.match(rf"\W*(?:to )?(?:even )?(?:{SPEECH}|be drawn)|\W*$", rest)
        return Stance.VOWS if silent is None and re.match(r"\W*to\b", rest) else Stance.WITHHOLDS
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


def _denies(said: str, between: str, what: str) -> Stance | None:
    if DENIES.search(said):
        return Stance.DENIES
    if CALL.search(said):
        judged = said + " " + between + " " + (what if len(what) < 60 else "")
        if BELITTLE.search(said) or (
            BELITTLE.search(judged) and (ANAPHOR.match(between) or re.search(r"\bdismiss|\breject", said))
        ):
            return Stance.DENIES
    if OWN_DENIAL.match(what):
        return Stance.DENIES
    return None


def _acts(text: str, said: str, between: str, what: str) -> Stance | None:
    words = Words.of(said)
    low = words.low
    head = _head(low)
    opening = what.lstrip("\"“‘' ").split(" ", 1)[0].lower().replace("’", "'") if what else ""
    infinitive = opening == "to" or re.search(r"(?:^|\s)(?:not )?to$", between.strip()) or low[-1:] == ("to",)
    questioned = what.rstrip(" \"”’'").endswith("?")
    negated = bool(set(low) & NEGATIONS)
    if head is not None:
        lemma, given = head
        if given is Stance.DENIES:
            return Stance.WITHHOLDS if negated else Stance.DENIES
        if negated and lemma in ("believe", "think", "agree", "accept", "expect", "buy", "see"):
            return Stance.DENIES
        if lemma in ("question", "query", "wonder", "doubt"):
            return Stance.DENIES if lemma == "doubt" else Stance.URGES
        if lemma in (
            "call",
            "describe",
            "label",
            "dub",
            "portray",
            "depict",
            "characterize",
            "characterise",
            "term",
            "view",
            "see",
            "regard",
            "consider",
            "deem",
            "judge",
        ):
            return Stance.JUDGES if _evaluates(what, between) else Stance.ASSERTS
        if lemma in ("hope", "agree-to", "offer", "plan", "intend", "aim", "swear") and given is Stance.VOWS:
            if lemma == "hope" and not infinitive:
                return Stance.JUDGES
            if lemma == "swear" and not (infinitive or re.search(r"\b(?:will|would|never|not to)\b", what)):
                return Stance.ASSERTS
            return Stance.VOWS
        if lemma == "agree" and infinitive:
            return Stance.VOWS
        if lemma == "warn" and (infinitive or re.search(r"\bagainst\b", said + between)):
            return Stance.URGES
        if lemma in ("tell", "say", "write", "shout", "yell", "signal", "remind") and infinitive and opening == "to":
            return Stance.URGES
        if lemma in ("suggest", "propose", "recommend") and re.match(r"\w+ing\b", opening):
            return Stance.URGES
        if lemma == "expect" and infinitive and between.strip():
            return Stance.ASSERTS
        if given in (Stance.URGES, Stance.VOWS, Stance.JUDGES, Stance.WITHHOLDS):
            return given
        if lemma in (
            "say",
            "tell",
            "add",
            "write",
            "shout",
            "announce",
            "declare",
            "post",
            "tweet",
            "warn",
            "insist",
            "repeat",
            "read",
            "reply",
            "cry",
            "yell",
        ):
            quoted = _spoken(what)
            if quoted is not None:
                return quoted
            if questioned and lemma in ("shout", "cry", "yell"):
                return Stance.URGES
    if FEELING.search(said):
        return Stance.JUDGES
    if WANT.search(said):
        return Stance.VOWS if infinitive and not between.strip(" to") else Stance.URGES
    if ASK.search(said):
        return Stance.URGES
    if infinitive and PLANNING.search(said):
        return Stance.VOWS
    noun = next((NOUNS[w] for w in low if w in NOUNS), None)
    if head is None and noun is not None:
        return noun
    if head is None:
        return _spoken(what)
    return None


def _head(low: tuple[str, ...]) -> tuple[str, Stance] | None:
    """The verb that carries the cue: the last verb of speech or thought in it that is no auxiliary use."""
    best: tuple[str, Stance] | None = None
    for i, word in enumerate(low):
        for j in (i + 1,):
            phrasal = f"{word}-{low[j]}" if j < len(low) else ""
            if phrasal in VERBS:
                reading = VERBS[phrasal][0]
                return reading.lemma, reading.stance
        if word in VERBS:
            reading = VERBS[word][0]
            if best is None or best[0] in ("continue", "begin", "seem", "feel", "view"):
                best = (reading.lemma, reading.stance)
    return best


def _evaluates(what: str, between: str) -> bool:
    return bool(EVALUATION.search(what))


def _spoken(what: str) -> Stance | None:
    """Stance that the spoken words themselves take: a vow in the first person, an order, a refusal."""
    if OWN_VOW.match(what):
        return Stance.VOWS
    if OWN_SILENCE.match(what):
        return Stance.WITHHOLDS
    words = Words.of(what[:60]).low
    if words and words[0] in "\"“‘'":
        words = words[1:]
    if words and words[0] in IMPERATIVE and not (len(words) > 1 and words[1] in ("is", "was", "are", "were")):
        return Stance.URGES
    return None
