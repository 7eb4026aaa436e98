"""The cue words of English news: each verb with the stance it gives, and how it inflects.

Compiled by hand. ``VERBS`` maps every inflected form to its readings; a verb's stance is what it gives to a plain
complement, before negation, auxiliaries and content are composed with it (``stance.py``).
"""

from __future__ import annotations

from dataclasses import dataclass

from index.schema import Stance

# Verbs that introduce a proposition, spoken, thought or shown.
ASSERT = """
say tell add note explain argue claim insist maintain report write state announce confirm declare reveal disclose
acknowledge concede admit recall remember testify allege assert contend believe think suspect estimate predict
forecast expect warn suggest indicate show find conclude observe remark reply respond answer tweet retweet post
complain boast joke stress emphasize emphasise reiterate repeat affirm charge hint imply recount calculate reckon
rule hold learn understand know feel hear read quip muse sigh shout yell whisper mutter murmur cry scream exclaim
explain describe detail mention accuse cite quote caution signal speculate theorize theorise attest certify verify
assure inform notify brief remind counter retort shoot-back fire-back continue begin recite profess proclaim opine
ponder guess assume imagine figure surmise infer deduce judge deem consider view see regard label term dub call
portray depict characterize characterise document demonstrate prove establish determine diagnose discover detect
identify record list outline relate narrate vouch confess confide project anticipate foresee prophesy envisage
interpret attribute ascribe link compare liken elaborate clarify specify underline underscore highlight point-out
agree accept grant volunteer venture interject interrupt chime-in pipe-up blog email text fret-that gush enthuse
conjecture posit postulate propose-that submit maintain snap fume bark growl corroborate echo confide intimate
let-slip spell-out put estimate value tally lay-out set-out depose plead chant sing rate rank poll back-up
hypothesise hypothesize
"""
DENY = """
deny dismiss reject dispute refute contradict rebut rubbish disown retract withdraw doubt disavow repudiate debunk
discredit contest disagree pooh-pooh demur gainsay quash scotch exclude recant rescind disclaim challenge discount
trash belittle rule-out walk-back take-back row-back back-pedal deride
"""
# What somebody will not do who keeps silent: "would not say", "declined to comment"
SILENCE = "say comment confirm discuss answer talk describe name verify reveal speculate respond"
WITHHOLD = "decline refuse withhold demur-at dodge sidestep deflect duck evade equivocate"
URGE = """
demand urge order ask call-for call-on advise recommend instruct direct appeal plead-for implore beg invite request
press exhort encourage command petition lobby push counsel summon bid entreat beseech enjoin require dare insist-on
inquire enquire question wonder query seek prod
"""
VOW = """
promise vow pledge threaten plan intend swear undertake commit guarantee hope aim offer resolve
"""
JUDGE = """
praise condemn blame fear welcome hail slam criticise criticize laud deplore denounce lament mourn regret thank
congratulate applaud decry mock ridicule attack blast lambast lambaste rebuke chide scold commend salute celebrate
worry resent admire scorn savage castigate chastise berate excoriate pan bemoan bewail rail rage fume approve
disapprove endorse extol eulogise eulogize cheer honour honor pillory vilify disparage scoff sneer rue dread
compliment fault upbraid skewer pummel hammer assail knock rap marvel grieve apologise apologize adore oppose
support back defend like love hate despise loathe enjoy detest
"""

IRREGULAR = {
    # lemma: past, participle
    "say": ("said", "said"),
    "tell": ("told", "told"),
    "write": ("wrote", "written"),
    "think": ("thought", "thought"),
    "find": ("found", "found"),
    "show": ("showed", "shown"),
    "see": ("saw", "seen"),
    "know": ("knew", "known"),
    "hold": ("held", "held"),
    "understand": ("understood", "understood"),
    "feel": ("felt", "felt"),
    "hear": ("heard", "heard"),
    "read": ("read", "read"),
    "swear": ("swore", "sworn"),
    "put": ("put", "put"),
    "begin": ("began", "begun"),
    "foresee": ("foresaw", "foreseen"),
    "take": ("took", "taken"),
    "forecast": ("forecast", "forecast"),
    "withdraw": ("withdrew", "withdrawn"),
    "withhold": ("withheld", "withheld"),
    "seek": ("sought", "sought"),
    "beseech": ("besought", "besought"),
    "bid": ("bade", "bidden"),
    "prove": ("proved", "proven"),
    "plead": ("pleaded", "pleaded"),
    "set": ("set", "set"),
    "let": ("let", "let"),
    "lay": ("laid", "laid"),
    "sing": ("sang", "sung"),
    "shoot": ("shot", "shot"),
    "undertake": ("undertook", "undertaken"),
    "spell": ("spelt", "spelt"),
    "give": ("gave", "given"),
}
DOUBLED = frozenset(
    """
    admit commit submit quip plan slam snap sob slap flip stun pour-scorn dub beg regret refer rap pan knot bet
    rebut dismit scrap blog chat transmit tap prod recap
    """.split()
)


@dataclass(frozen=True)
class Reading:
    """One reading of an inflected form: ``kind`` is base, s, past, pp or ing."""

    lemma: str
    kind: str
    stance: Stance


def inflect(lemma: str) -> list[tuple[str, str]]:
    """(form, kind) of a regular or listed verb; only the first word of a phrasal verb bends."""
    verb, _, rest = lemma.partition("-")
    if lemma in ("pooh-pooh", "back-pedal"):
        verb, rest = lemma, ""
    y = verb.endswith("y") and verb[-2:-1] not in "aeiou"
    s = verb[:-1] + "ies" if y else verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "")
    if s == verb:
        s = verb + "s"
    stem = verb + verb[-1] if verb in DOUBLED else verb
    if verb in IRREGULAR:
        past, participle = IRREGULAR[verb]
    elif y:
        past = participle = verb[:-1] + "ied"
    else:
        past = participle = verb + "d" if verb.endswith("e") else stem + "ed"
    ing = (verb[:-1] if verb.endswith("e") and not verb.endswith(("ee", "oe")) else stem) + "ing"
    tail = "-" + rest if rest else ""
    return [
        (verb + tail, "base"),
        (s + tail, "s"),
        (past + tail, "past"),
        (participle + tail, "pp"),
        (ing + tail, "ing"),
    ]


def forms(lemmas: str, kinds: str = "base s past pp ing") -> str:
    """The inflected forms of some verbs as alternatives of a regular expression, the longest first."""
    wanted = kinds.split()
    found = {form for lemma in lemmas.split() for form, kind in inflect(lemma) if kind in wanted}
    return "|".join(sorted(found, key=lambda form: (-len(form), form)))


def _compile() -> dict[str, tuple[Reading, ...]]:
    forms: dict[str, dict[tuple[str, str], Reading]] = {}
    for words, stance in (
        (ASSERT, Stance.ASSERTS),
        (DENY, Stance.DENIES),
        (WITHHOLD, Stance.WITHHOLDS),
        (URGE, Stance.URGES),
        (VOW, Stance.VOWS),
        (JUDGE, Stance.JUDGES),
    ):
        for lemma in words.split():
            for form, kind in inflect(lemma):
                forms.setdefault(form, {}).setdefault((lemma, kind), Reading(lemma, kind, stance))
    forms["pleaded"] = forms["plead"] = {("plead", "past"): Reading("plead", "past", Stance.ASSERTS)}
    return {form: tuple(readings.values()) for form, readings in forms.items()}


VERBS: dict[str, tuple[Reading, ...]] = _compile()

# Nouns that stand for a speech act: "the claim by X that C", "X's demand for C", "rejected the charge".
NOUNS: dict[str, Stance] = {
    noun: stance
    for words, stance in (
        (
            "claim claims allegation allegations assertion assertions accusation accusations charge charges report "
            "reports belief view views opinion contention argument arguments warning warnings statement statements "
            "prediction predictions forecast forecasts estimate estimates suspicion suspicions conclusion finding "
            "findings announcement insistence assurance assurances admission acknowledgement acknowledgment "
            "confession complaint complaints confirmation revelation suggestion suggestions testimony evidence account "
            "theory boast hint conviction verdict ruling explanation description assessment declaration remark remarks "
            "comment comments rumour rumours rumor rumors story stories version word words contentions concession",
            Stance.ASSERTS,
        ),
        ("denial denials rejection dismissal rebuttal retraction withdrawal doubt doubts", Stance.DENIES),
        ("refusal silence", Stance.WITHHOLDS),
        (
            "demand demands call calls plea pleas request requests appeal appeals order orders advice recommendation "
            "recommendations question questions proposal proposals instruction instructions petition",
            Stance.URGES,
        ),
        ("promise promises vow vows pledge pledges threat threats oath offer", Stance.VOWS),
        (
            "praise criticism condemnation fear fears anger outrage concern concerns regret thanks contempt scorn",
            Stance.JUDGES,
        ),
    )
    for noun in words.split()
}

# Verbs that a bare clause (without "that") can follow.
BARE = frozenset(
    """
    say tell add note explain argue claim insist maintain report write state announce confirm declare reveal
    disclose acknowledge concede admit recall remember testify allege assert contend believe think suspect estimate
    predict forecast expect warn suggest indicate show find conclude observe reply tweet post complain boast joke
    stress repeat affirm hint reckon rule hold learn understand know feel hear swear promise vow pledge fear hope
    doubt deny guess assume imagine calculate agree demand assure inform maintain worry figure
    """.split()
)
# Verbs whose direct object is the content: "denied the charge", "condemned the attack".
OBJECT = frozenset(lemma for words in (DENY, JUDGE) for lemma in words.split()) | frozenset(
    """
    demand request order recommend describe confirm announce predict forecast estimate propose reveal suggest show
    promise threaten report expect call-for propose-that allege seek
    """.split()
)
# Verbs that put nothing forward with a noun alone: "told them everything", "reported the accident", "agreed terms".
CLAUSE_ONLY = frozenset(
    """
    say tell add note explain argue insist maintain report write state testify contend believe think inform remark
    repeat reply answer hint agree notify assure warn remind
    """.split()
)
# Verbs of how somebody speaks, which need not say anything: "shouted when he saw it".
UTTERING = frozenset("shout cry whisper mutter murmur growl bark scream yell complain boast object agree joke".split())
# Verbs that an infinitive follows: "vowed to", "asked her to".
INFINITIVE = frozenset(
    """
    promise vow pledge threaten plan intend swear agree undertake hope aim offer resolve ask demand urge order
    advise instruct direct beg invite request encourage press call-on appeal implore tell decline refuse claim
    recommend command warn expect
    """.split()
)


def finite_saying(word: str) -> bool:
    """A verb of saying that has a subject: "said", "insists"; "claims" and "reports" may be nouns."""
    kinds = {reading.kind for reading in VERBS.get(word, ())}
    return "past" in kinds or ("s" in kinds and word not in NOUNS)
