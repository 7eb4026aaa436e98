"""Whether a source could be looked up by name, office or organisation, or stays anonymous."""

from __future__ import annotations

import re

NAMELESS = re.compile(
    r"\b(?:unnamed|anonymous(?:ly)?|unidentified|undisclosed|sources?|insiders?|condition of anonymity|not (?:be|"
    r"to be) named|"
    r"not be identified|not be used|would not give (?:his|her|their) names?|not authori[sz]ed to|"
    r"declined to be (?:named|identified)|"
    r"familiar with|briefed on|close to the|with (?:direct )?knowledge of|people in the know|feared for (?:his|her|"
    r"their)|"
    r"fear of (?:reprisals?|retribution))\b",
    re.I,
)
DOCUMENTS = frozenset(
    """
    report study survey poll filing filings document documents statement letter email emails e-mail e-mails memo
    minutes log logs notice message text tweet post indictment complaint lawsuit suit ruling order judgment verdict
    affidavit cable dispatch biography book article editorial column blog newsletter newspaper magazine website site
    video ad advert advertisement commercial clip recording transcript footage photograph photographs photos images
    image data figures statistics numbers records record audit analysis review paper census map chart budget bill
    law forecast model test tests results inventory diary deposition petition invoice invoices receipts leaflet
    poster sign label bulletin communique note notes agenda draft plan contract file files account evidence
    inscription programme campaign broadcast documentary polls studies surveys reports ads images letters messages
    posts tweets papers books
    """.split()
)
BODIES = frozenset(
    """
    council government ministry police army navy company firm bank party committee commission court jury agency
    union federation association league club team office department embassy authority board group organisation
    organization university college school hospital church museum institute laboratory lab charity society
    parliament senate house congress cabinet administration campaign force command regime junta utility operator
    regulator watchdog bureau service institution foundation network channel broadcaster station radio television
    paper newspaper outlet publisher coalition alliance opposition state city county town village district region
    nation country republic kingdom emirate garrison fleet brigade militia front movement lobby trust fund exchange
    airline carmaker chipmaker retailer lender grocer chain maker developer consortium panel tribunal inquiry staff
    crew management leadership hall house palace vatican treasury prosecution defence defense
    """.split()
)
OFFICES = frozenset(
    """
    spokesman spokeswoman spokesperson spokespeople spokesmen president minister mayor governor ambassador chairman
    chairwoman chair chief director secretary king queen pope bishop archbishop commander premier chancellor
    treasurer ombudsman coroner superintendent headteacher principal dean rector editor publisher founder owner
    manager captain coach head prosecutors prosecutor attorney attorneys lawyer lawyers organisers organizers
    defendant plaintiff judge regulators regulator police authorities investigators inspectors republicans democrats
    conservatives liberals socialists greens lawmakers
    """.split()
)
INDEFINITE = frozenset(
    """
    a an one two three four five six seven eight nine ten some several many few both another other others most
    dozens hundreds scores half multiple various certain numerous no any 1 2 3
    """.split()
)
PEOPLE = frozenset(
    """
    people person man woman men women boy girl boys girls child children resident residents neighbour neighbours
    neighbor neighbors witness witnesses official officials aide aides adviser advisers advisor advisors diplomat
    diplomats banker bankers analyst analysts expert experts critic critics supporter supporters voter voters worker
    workers employee employees nurse nurses doctor doctors soldier soldiers officer officers teacher teachers
    student students parent parents mother father relative relatives friend friends colleague colleagues villager
    villagers local locals survivor survivors refugee refugees player players fan fans juror jurors guard guards
    driver drivers trader traders shipper shippers fisherman fishermen farmer farmers foreman engineer engineers
    scientist scientists researcher researchers specialist specialists economist economists historian historians
    member members delegate delegates activist activists protester protesters user users customer customers
    passenger passengers investor investors executive executives staffer staffers operative operatives insider
    insiders tipster caller passer-by bystander onlooker observers observer veteran veterans pilot pilots sailor
    sailors seaman clerk waiter waitress receptionist cleaner priest pilgrim pilgrims tenant tenants pensioner
    pensioners commuter commuters shopper shoppers scholar scholars academics physician physicians surgeon lawmakers
    lawmaker senator senators congressman politician politicians strategist strategists consultant consultants donor
    donors candidate spectators shopkeeper shopkeepers landlord moderator team-mate teammate sister paramedic
    paramedics firefighter firefighters promoter rival general medic commanders leader leaders examiner broker
    brokers dealer dealers glaciologists astronomers biologists climatologists meteorologists archaeologists
    sociologists psychologists epidemiologists virologists geologists physicists chemists whistleblower whistleblowers pupil pupils schoolboy schoolgirl boy girl islander islanders kidnappers
    relatives visitors visitor peloton majority rescuers deserters deserter orderly cousin waiters agent attendee attendees
    participant participants applicant stranger hiker hikers tourist tourists vendor vendors everyone everybody
    somebody someone anyone those who they opponents opponent detractors skeptics sceptics
    """.split()
)
WORD = re.compile(r"[^\W_]+(?:[-'’.][^\W_]+)*")


def is_anonymous(mention: str, phrase: str, named: bool, introduced_anonymous: bool = False) -> bool:
    """True where the source stays anonymous.

    ``mention`` is the chain's last link, ``phrase`` the whole source phrase as printed (with its determiner, appositive
    and relative clause), ``named`` tells that the source resolves to a printed name, ``introduced_anonymous`` that it
    resolves to an earlier anonymous source ("she", "the nurse").
    """
    if named:
        return False
    words = WORD.findall(mention)
    low = [w.lower() for w in words]
    if not low:
        return introduced_anonymous
    if introduced_anonymous:
        return True
    head = head_of(low)
    if NAMELESS.search(phrase) and head not in DOCUMENTS:
        return True
    first = re.match(r"\W*([\w'’]+)", phrase)
    opening = first.group(1).lower() if first else low[0]
    if head in DOCUMENTS or head in BODIES or head in ("spokesman", "spokeswoman", "spokesperson"):
        return False
    if words[-1][0].isupper() and head not in PEOPLE and len(words) > 1 and head == low[-1]:
        return False
    indefinite = opening in INDEFINITE or low[0] in INDEFINITE
    plural = head.endswith("s") or head in (
        "people",
        "men",
        "women",
        "children",
        "police",
        "others",
        "everyone",
        "those",
    )
    definite = opening in ("the", "this", "that", "these", "his", "her", "its", "their", "our", "my")
    if opening in ("another", "others", "some", "many", "several") and len(low) == 1:
        return True
    if head in OFFICES and not (
        indefinite and head in ("manager", "captain", "coach", "head", "lawyer", "editor", "owner", "judge")
    ):
        return False
    if indefinite and plural and head.endswith(("ers", "ors", "ists", "ians", "ants")) and head not in OFFICES:
        return True
    if indefinite and (head in PEOPLE or not plural):
        return head in PEOPLE or head.endswith(("er", "or", "ist", "man", "woman", "ant", "ee", "ian", "mate", "one"))
    agents = head.endswith(("ers", "ors", "ists", "ians", "ants", "men", "women", "mates", "ees", "folk"))
    return plural and not definite and (head in PEOPLE or (agents and head not in OFFICES))


HEAD_ENDS = frozenset(
    """
    of at for in from with on by to who whose which that working familiar close briefed involved speaking led near
    inside within based obtained released seen and left unsealed published living under behind about against out
    heard
    """.split()
)


def head_of(low: list[str]) -> str:
    """The head noun of a mention: the last word before the first preposition, participle or relative pronoun."""
    end = next((i for i, w in enumerate(low) if i and w in HEAD_ENDS), len(low))
    head = low[end - 1]
    if head in ("one", "two", "three", "some", "several", "many", "most", "another", "both", "all") and end < len(low):
        rest = low[end:]
        while rest and rest[0] in HEAD_ENDS | {"the", "them", "these", "those", "his", "her", "its"}:
            rest = rest[1:]
        return head_of(rest) if rest else head
    return head
