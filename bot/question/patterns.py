"""The turns of phrase by which a question shows what it asks for: regular expressions over English, nothing else."""

from __future__ import annotations

import re

from bot.question.tokens import words
from index.attribution.lexicon.verbs import SILENCE, forms

_FINITE = "base s past pp"
_SAYING = (
    "say claim think believe argue state assert report write tweet tell warn predict suggest insist complain add note "
    "explain stress maintain allege announce reveal find answer respond declare ask call promise propose describe "
    "recall mention want give sing"
)
SAY = rf"(?:{forms(_SAYING, 'base s past')}|saying|do)"
AUX = r"(?:does|did|do|has|have|had|is|was|are|were|will|would|can|could)"
DENYING = "deny dispute reject dismiss refute contradict contest rebut disavow disagree"
URGING = "urge demand"
VOWING = "promise pledge vow threaten"
JUDGING = "praise condemn blame criticise criticize welcome fear mock"
"""Verbs by which a question asks for a stance: some of those to which the lexicon gives it."""
DENY = re.compile(
    rf"""\b(?:
      {forms(DENYING)} | denials?                                              # who disputes it
    | (?:{forms("brush", _FINITE)})\s(?:aside|off)                             # who brushed it aside
    | (?:{forms("distance", _FINITE)})\s(?:himself|herself|itself|themselves)  # who distanced herself from it
    | (?:{forms("object", _FINITE)})\sto                                       # who objects to it
    )\b""",
    re.I | re.X,
)
NOT = r"(?:not|never|n['’]?t)"
WITHHOLD = re.compile(
    rf"""\b(?:
      {forms("decline")} | {forms("withhold", _FINITE)}                               # who declined an interview
    | (?:{forms("refuse")})\sto\s(?:{forms(SILENCE, "base")})                         # who refused to say
    | (?:wo|would|will|did|does|do|could|has|have|is|was|are)\s*{NOT}\s+(?:\w+ly\s)?  # who wouldn't comment
      (?:{forms(SILENCE, "base")}|{forms("confirm verify comment respond", "pp")})    # who has not confirmed it
    | (?:comment|confirm\w*)\s(?:on|that|whether|it)                                  # did she comment on it
    | no\scomment | has\sanyone\sconfirmed                                            # has anyone confirmed
    )\b""",
    re.I | re.X,
)
CONFIRM = re.compile(r"\bconfirm(?:s|ed|ing|ation)?\b", re.I)
URGE = re.compile(
    rf"""\b(?:
      {forms(URGING, _FINITE)} | wants?        # who wants a ban
    | (?:{forms("call")})\s(?:for|on)          # who calls for a ban
    | (?:{forms("ask", _FINITE)})\s(?:for|to)  # who asked for it
    )\b""",
    re.I | re.X,
)
VOW = re.compile(rf"\b(?:{forms(VOWING, _FINITE)}|plans? to)\b", re.I)
JUDGE = re.compile(rf"\b(?:{forms(JUDGING, _FINITE)})\b", re.I)
ANONYMOUS = re.compile(r"\b(?:unnamed|anonymous(?:ly)?|unidentified|not named|without being named|insiders?)\b", re.I)
EDITORIAL = re.compile(
    r"""\b(?:
      in\ (?:its|their|his|her)\ own\ (?:voice|words?|name)  # in its own voice
    | without\ (?:quoting|citing|attributing|naming)         # without quoting anyone
    | itself\ (?:say|state|claim|assert|write)s?             # does the Echo itself say
    | own\ voice | editorial(?:ly|ise|ize)?                  # editorially
    | quoting\ (?:anyone|nobody|no\ one)                     # quoting nobody
    )\b""",
    re.I | re.X,
)
ORIGIN = re.compile(
    r"""\b(?:
      come(?:s)?\ from | came\ from               # where does it come from
    | original(?:ly)?\ sources?                   # the original source of it
    | origin(?:s|ates?|ated)?\ (?:of|from|with)?  # the origin of the claim
    | who\ first\ (?:said|claimed|reported)       # who first reported it
    | trac(?:e|ed)\ back | go(?:es)?\ back\ to    # be traced back to whom
    | behind\ the\ (?:claim|report|story)\ that   # who is behind the claim that
    )\b""",
    re.I | re.X,
)
INDEPENDENCE = re.compile(
    rf"""\b(?:
      how\ many\ (?:\w+\ )?(?:sources|outlets|papers|reports|newspapers        # how many outlets report it
        |(?:people|witnesses)(?=                                               # how many people (not: died) ...
          \ (?:have\ |has\ |do\ |did\ |are\ |were\ )?(?:\w+ly\ )?              # ... have ...
          (?:{SAY}|confirm\w*|saying|claiming|den(?:y|ies|ied)|disput\w+)\b))  # ... said that it is safe
    | independent(?:ly)?\ (?:sources?|confirm\w*|reports?)                     # independently confirmed
    | more\ than\ one\ source | same\ source                                   # from more than one source
    | single\ source | only\ one\ source                                       # from a single source
    )\b""",
    re.I | re.X,
)
FIGURES = re.compile(
    r"""^\W*(?:(?:so|and|according\sto\swhom,?)\s)?(?:
      how\s(?:many|much|high|large|big|deep|tall|heavy|fast|far)\b  # how many died
    | what(?:\s(?:is|was|are|were)|['’]s)?\s(?:the\s)?(?:\w+\s)?    # what is the death ...
        (?:number|figures?|toll|total|percentage|share|count)\b     # ... toll
    )""",
    re.I | re.X,
)
ACCORDING_TO_WHOM = re.compile(
    r"""[\s,;(–-]*\b(?:and\s)?(?:
      according\sto\s(?:whom|who|which\s\w+)                                  # according to whom
    | (?:by|on)\swhose\s(?:count|figures?|account|numbers?)                   # by whose count
    | says\swho | who\s(?:says|said)\s(?:so|it|that|what|which) | from\swhom  # and who says so
    | do\s(?:the\s)?(?:sources|people|they)\s(?:say|claim|give)               # do the sources give
    )\b""",
    re.I | re.X,
)
FIGURE_OF = re.compile(rf"^.*?\b{AUX}\s+(?!the\s+sources|sources|people|they)\S+.*?\s{SAY}\b", re.I)
"""How many somebody named says: their words are asked for."""
CHANGED = re.compile(
    r"""\b(?:
      chang(?:e|es|ed|ing)\b.{0,40}\b                                                  # changed what he said of his ...
        (?:account|story|stories|position|mind|version|tune|statement|line|view|figure|explanation)  # ... account
    | (?:account|story|position|version|stance|statement|line|view)s?\b.{0,60}\b       # her story of the fire ...
        (?:chang|shift|evolv|differ\ over\ time|contradict)\w*                         # ... has shifted
    | (?:go|goes|gone|went)\ back\ on | backtrack(?:s|ed)?                             # went back on it
    | over\ time | timeline | flip-?flop\w*                                            # over time
    | contradict(?:s|ed)?\ (?:him|her|it|them)self                                     # contradicted himself
    )\b""",
    re.I | re.X,
)
CONFLICT = re.compile(
    r"""\b(?:
      agree | disagree | differ | contradict\ each\ other | at\ odds  # do they agree
    | (?:tell|give)\ the\ same\ (?:story|account) | same\ story       # do they tell the same story
    | both\ sides | each\ say | say\ each | versus | vs\.?            # what do both sides say
    | conflict(?:ing)?\ (?:over|about|accounts)                       # conflicting accounts
    | is\ it\ true | (?:is|was|are|were)\ it\ true                    # is it true that
    )\b""",
    re.I | re.X,
)
OUTLET = re.compile(
    r"""\b(?:which|what|whose)\s+(?:[\w'’-]+\ ){0,3}?(?:                                    # which local ...
      newspaper|paper|outlet|news\ (?:agency|service|site|organi[sz]ation)|agency|magazine  # ... newspaper
    | website|site|blog|broadcaster|network|channel|poll|survey|study|report|document       # ... survey
    | analysis|filing|memo|letter|book|radio|wire|tabloid|journal|source|data               # ... letter
    )\b""",
    re.I | re.X,
)
EDITORIAL_LEAD = re.compile(
    r"""^(?:does|do|did|has|which|what)\s+(?:any\ |a\ |the\ )?  # does any ...
      (?:newspaper|paper|outlet|article|site|magazine)\w*       # ... newspaper
      \s*(?:itself\s+)?(?:say|state|claim|assert|write)?s?      # ... itself says
    """,
    re.I | re.X,
)
YES_NO = re.compile(r"^(?:is|was|are|were|did|does|do|has|have|can|could|will|would)\b", re.I)
ANYONE = r"(?:anyone|anybody|someone|somebody|any\ \w+|who)"

WHO_FRAME = re.compile(
    rf"""^\W*(?:according\ to\ )?(?P<wh>
      who(?:m)?(?:\ else)?                                              # who else
    | which\ (?P<role>(?:(?!\b{SAY}\b|\b{AUX}\b)[\w'’.&-]+\ ){{1,5}}?)  # which city engineer
    | {AUX}\ {ANYONE}                                                   # does anybody
    | (?P<whose>whose)                                                  # whose
    )(?:['’]s\b)?\s*
    (?P<frame>(?:{AUX}\s+)?(?:also\ |ever\ |publicly\ |once\ )?         # has ever ...
      {SAY}(?:\ that\b|\ about\b|\ as\b)?\s+)?                          # ... said that
    """,
    re.I | re.X,
)
WHAT_FRAME = re.compile(
    rf"""^\W*(?:(?:what|how|why|when|where)(?:\ (?:reason|answer|explanation|else|exactly))?)\s+{AUX}  # what else did
      \s+(?P<subject>.+?)\s+(?P<say>{SAY})\b(?P<rest>.*)$                                # ... Orla Venn say of the toll
    """,
    re.I | re.S | re.X,
)
DID_SAY_FRAME = re.compile(
    rf"""^\W*(?:{AUX})\s+(?P<subject>(?!{ANYONE}\b)(?:\S+\s){{0,3}}?\S+)\s+            # did the duke ...
    (?:\w+ly\s|ever\s|also\s|really\s|not\s)?                                        # ... ever ...
    (?:{forms(_SAYING + " admit acknowledge confirm apologise apologize", "base pp")}   # ... admit
      | (?:{forms("comment respond react speak", "base pp")})(?=\s(?:on|to|about)\b|\W*$)  # ... comment on
      | (?:{forms(DENYING, _FINITE)}) | (?:{forms(URGING, _FINITE)})                    # ... deny
      | (?:{forms(VOWING, _FINITE)}) | (?:{forms(JUDGING, _FINITE)})
    )\b(?P<rest>.*)$                                                                   # ... the ferry fire
    """,
    re.I | re.S | re.X,
)
"""Asked of one person whether they said a thing: their words are asked for."""
POSSESSIVE_FRAME = re.compile(
    r"""^\W*what(?:\ (?:is|was|are|were)|['’]?s)\s+(?P<subject>.+?)['’]s?\s+                    # what's the mayor's ...
      (?P<noun>warning|position|view|answer|reaction|response|account|explanation|claim|comment  # ... view
        |opinion|stance|statement|argument|promise|demand|message)s?\b(?P<rest>.*)$             # ... stance on tolls
    """,
    re.I | re.S | re.X,
)
ON_FRAME = re.compile(r"^(?P<subject>[^:,?]{2,60}?) on (?P<topic>[^:?]+)[:,]\s*(?P<rest>what .*)$", re.I | re.S)
CHANGED_FRAME = re.compile(
    r"""^\W*(?:how\ )?(?:has|have|did|does)\s+(?P<subject>.+?)(?:                              # how has Orla Venn ...
      ['’]s?\s+(?:account|story|position|version|stance|statement)\b                           # ...'s account ...
        .{0,4}?(?:of|on|about)?(?P<poss>.*?)(?:changed|change|shift(?:ed)?|evolved?)           # ... of the fire changed
    | \s+(?:ever\ )?(?:changed?|shift(?:ed)?|go(?:ne)?\ back\ on|backtrack(?:ed)?\ on)         # ... gone back on ...
    )(?:\s+(?:his|her|its|their|the)?\s*                                                       # ... her ...
      (?:account|story|position|mind|version|tune|statement|line|view|figure|explanation)s?)?  # ... statement ...
      (?P<rest>.*)$                                                                            # ... on the toll
    """,
    re.I | re.S | re.X,
)
AGREE_FRAME = re.compile(
    r"""\b(?:do|does|did)\s+(?P<subject>.+?)\s+(?:both\ )?                            # do Venn and Tosk both ...
      (?:agree|disagree|differ|tell\ the\ same\ story|say\ the\ same)\b(?P<rest>.*)$  # ... agree on the toll
    | \bhow\ (?:do|does|did)\s+(?P<subject2>.+?)\s+differ\b(?P<rest2>.*)$             # how do the two accounts differ
    | ^.*\b(?:dispute|disagreement|difference|row|argument|quarrel|conflict)s?\s+between\s+  # what's the row between
      (?P<subject3>\S.*?\sand\s\S.*?)(?:\s(?:about|on|over)\b(?P<rest3>.*)|\W*)$         # ... Venn and Tosk on it
    """,
    re.I | re.S | re.X,
)
VERSUS_FRAME = re.compile(r"^(?P<subject>[^:?]+?\b(?:vs\.?|versus)\s[^:?]+?):(?P<rest>.*)$", re.I | re.S)
LEAD = re.compile(
    r"""^(?:\W|\b(?:
      that|whether|wether|if|about|on|of|over|regarding|as\ to|to|for|it            # that
    | the\ (?:claim|story|statement|report|idea|fact|news|finding)(?:\ that|\ of)?  # the claim that
    )\b)+""",
    re.I | re.X,
)
STRIP_FRAMES = re.compile(
    r"""\b(?:
      where\ (?:does|did|do) | who\ is | what\ is | who\ was                                    # where does
    | the\ original\ source\ (?:for|of) | original\ source                                      # the original source of
    | come(?:s)?\ from | came\ from                                                             # come from
    | how\ many\ (?:\w+\ )?(?:sources|people|outlets|papers|reports)(?:\ say|\ claim|\ report)?  # how many papers say
    | is\ it\ true(?:\ that)? | was\ it\ true(?:\ that)?                                        # is it true that
    | in\ (?:its|their)\ own\ (?:words?|voice|name)                                             # in its own words
    | without\ quoting\ anyone | do\ they\ agree | who\ says\ it\ does                          # do they agree
    )\b""",
    re.I | re.X,
)

INSTITUTION = re.compile(
    r"""\b(?:
      polls?|surveys?|study|studies|reports?|data|analysis|newspapers?|magazine|site|website  # a survey
    | blog|news|network|agency|times|post|journal|tribune|observer|herald|gazette|chronicle   # the Tarn Herald
    | guardian|telegraph|reuters|associated\ press|afp|ap|bbc|cnn|msnbc|fox|abc|nbc|cbs|npr   # Reuters
    | service|institute|office|bureau|records?|documents?|filings?|fact[- ]?check\w*          # court records
    | caller|press|review|standard|independent|mail|globe|radio|television|tv                 # state television
    )\b""",
    re.I | re.X,
)

REQUEST = re.compile(
    r"""^\W*(?:(?:
      please | hi | hello | hey | ok(?:ay)? | so | and | now | just        # so, please
    | (?:can|could|would|will)\syou                                        # could you
    | i(?:\swould|['’]d)?\s(?:want|need|like)(?:\sto\s(?:know|see|have))?  # I'd like to see
    | let\sme\s(?:see|know|have)                                           # let me see
    | (?:bring|catch|give|show|tell|walk|brief|list|name|print|write|get)  # list ...
        (?:\s(?:me|us))?(?:\s(?:up|through)\b)?                            # catch me up on ...
    )\b[\s,]*)+""",
    re.I | re.X,
)
"""How somebody leads up to what is wanted."""
MATTER = re.compile(
    r"""\b(?:about|on|regarding|concerning|over|surrounding|around|with|at|to|of|through|for|against)  # about the dam
    (?:\s(?:all\s)?(?:of\s)?(?:what|that))?\s+                                               # of what ...
    (?!(?:me|us|you|it|this|that|them|comment|know|say|see|be|speed|date|do)\b\W*$           # but not "tell it to me"
       |(?:comment|say|me|us|speed|and)\b)                                                   # nor "declined to comment"
    """,
    re.I | re.X,
)
"""Behind it stands what an overview is about."""
FRAME_STEMS = words(
    """
    summary summaries summarise summarize sum overview recap gist digest rundown briefing brief outline tldr tl dr
    point points main key central important essential essentials takeaway takeaways quick short full complete list
    everything anything something nothing everybody everyone somebody someone anyone anybody nobody people person
    persons article articles story stories piece text report reports page paper papers here there claim claims
    statement statements allegation allegations accusation accusations assertion promise promises demand demands
    warning warnings threat threats prediction predictions denial denials position positions side sides view views
    opinion opinions argument arguments quote quotes quoted cite cited interview interviewed hear heard voice voices
    source sources speaker speakers expert experts witness witnesses politician politicians organisation
    organisations unnamed anonymous contact contacted comment comments commented answer mention mentions speak
    speaks spoke talk talks talked appear appears new news latest recent lately update updates happen happened
    happens happening go going actually really exactly so far known know stand stands stay stays different version
    versions account accounts reaction reactions react reacted debate dispute disputed disagree contested discuss
    row fuss pros cons explain compare group count name names many much else please pls plz thanks thx show made make
    makes give given gave gets get use used weigh weighed part take took reporter journalist journalists content contain
    contains look likes needed want wants add added asked ask refuse refused decline declined matter say thing
    things today issue issues said criticise criticised criticises blame blames blamed accuse accuses accused
    praise praised deny
    denied
    """
).stem_set
"""Words of the frame of an overview: they say how it should look, not what it is about."""
