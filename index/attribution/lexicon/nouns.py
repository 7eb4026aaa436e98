"""Word lists of the roles, bodies, documents and firms of news prose, compiled by hand."""

from __future__ import annotations

from index.attribution.lexicon.tokens import DAYS

INNER_TITLES = frozenset(
    """
    gov governor sen senator rep representative president ceo cfo chairman chairwoman mayor secretary minister coach
    judge justice attorney sheriff professor prof dr mr mrs ms spokesman spokeswoman spokesperson director
    congressman congresswoman gen general col commander commissioner manager editor candidate nominee leader
    ambassador councilman councilwoman chancellor strategist pollster economist analyst democrat republican crooked
    """.split()
)

SYNONYMS = {
    "gov": "governor",
    "sen": "senator",
    "rep": "congressman",
    "ceo": "chief executive boss",
    "dr": "doctor",
    "prof": "professor",
    "gen": "general",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "cfo": "finance chief",
    "lt": "lieutenant",
    "adm": "admiral",
    "rev": "reverend",
    "atty": "attorney",
    "representative": "congressman",
    "congressman": "representative",
    "democrat": "democratic",
    "republican": "gop",
    "gop": "republican",
    "candidate": "hopeful contender",
    "spokesperson": "spokesman spokeswoman",
}

NOT_NAMES = (
    frozenset(
        """
    the a an this that these those his her its their our my your i we you he she it they who what when where why how
    and but or nor if in on at for from with by to of as after before since until while although though because
    despite during about over under into against between there here so yet then now not no yes one two three four
    five six seven eight nine ten some many most all both each every another other such even only just still also
    meanwhile however instead asked speaking according earlier later last next first second more than is are was
    were be been being has have had do does did will would could can may might must should shall let's it's that's
    i'm we're he's she's they're don't can't won't didn't isn't correction update photo yesterday today tomorrow
    tonight mondays once mine yours ours theirs hers nobody none everyone everybody nothing something anything
    someone few several thousands
    hundreds dozens among amid without within across around near outside inside behind beyond through via per
    whether either neither nor never always often perhaps maybe indeed thus hence moreover furthermore besides
    nevertheless nonetheless well oh ah please thank thanks sorry whoever whatever give take make get go come look
    see think know say says said told asked ask tell read citing quoting absolute shares residents neighbours
    witnesses families critics experts officials police prosecutors parents analysts investigators supporters
    opponents questions records figures satellite
    """.split()
    )
    | DAYS
)

COUNTRIES = frozenset(
    """
    america britain england scotland wales ireland france germany italy spain portugal russia ukraine china japan
    india iran iraq israel syria turkey egypt brazil mexico canada australia poland hungary greece europe asia
    africa london paris berlin moscow beijing washington brussels rome madrid texas florida ohio california iowa
    nevada virginia pennsylvania michigan wisconsin colorado arizona georgia york hampshire carolina chicago boston
    detroit cleveland philadelphia miami vegas angeles francisco houston dallas atlanta denver seattle kabul baghdad
    aleppo damascus nairobi lagos cairo delhi tokyo sydney dublin edinburgh belfast cardiff manchester liverpool
    birmingham leeds american british russian chinese french german mexican muslim muslims christian christians
    jewish democratic republican islamic african european asian latino hispanic white black internet twitter
    facebook instagram youtube telegram english spanish easter christmas november god constitution
    """.split()
)

FIRM_WORDS = frozenset(
    """
    company firm bank lender grocer retailer carmaker chipmaker drugmaker airline chain maker manufacturer developer
    operator supplier brewer insurer publisher startup start-up group business conglomerate giant producer utility
    club team charity union agency ngo think-tank newspaper magazine miner refiner toymaker lobby ministry regulator
    """.split()
)

ROLE_WORDS = frozenset(
    """
    manager engineer boss chief founder owner leader director head chairman chairwoman president minister mayor
    coach trainer captain skipper striker midfielder defender goalkeeper goaltender player rider sprinter boxer
    golfer driver pilot nurse doctor surgeon midwife paediatrician physician teacher professor lecturer scientist
    researcher biologist chemist physicist astronomer historian archaeologist archivist curator economist analyst
    banker broker trader lawyer barrister solicitor attorney prosecutor judge magistrate coroner detective officer
    constable superintendent commissioner spokesman spokeswoman spokesperson secretary treasurer councillor senator
    congressman congresswoman lawmaker deputy candidate nominee activist campaigner protester organiser elder priest
    bishop vicar pastor rabbi imam author novelist poet writer journalist reporter editor columnist correspondent
    singer actor actress comedian musician soprano tenor drummer guitarist composer conductor painter sculptor
    photographer designer architect developer farmer rancher grazier fisherman sailor commander soldier general
    admiral veteran refugee resident neighbour neighbor shopkeeper baker butcher landlady landlord housewife widow
    mother father sister brother son daughter wife husband aunt uncle friend colleague rival ranger firefighter
    paramedic medic volunteer worker steward representative delegate envoy ambassador diplomat consul executive
    entrepreneur billionaire tycoon investor clerk porter guard warden governor supporter strategist adviser advisor
    aide operative pollster consultant host anchor moderator commentator expert specialist meteorologist
    seismologist geologist glaciologist epidemiologist virologist psychologist sociologist treasurer member winner
    champion skier swimmer runner cyclist jockey umpire referee defendant plaintiff victim survivor witness
    actor-director filmmaker lady supremo partner co-founder co-owner head-teacher headteacher graduate student
    """.split()
)

PEOPLE_ENDINGS = ("ers", "ors", "ists", "ians", "ants", "ives", "ents", "ees", "folk", "men", "women", "mates")

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
    sociologists psychologists epidemiologists virologists geologists physicists chemists whistleblower
    whistleblowers pupil pupils schoolboy schoolgirl boy girl islander islanders kidnappers relatives visitors
    visitor peloton majority rescuers deserters deserter orderly cousin waiters agent attendee attendees participant
    participants applicant stranger hiker hikers tourist tourists vendor vendors everyone everybody somebody someone
    anyone those who they opponents opponent detractors skeptics sceptics
    """.split()
)

HEAD_ENDS = frozenset(
    """
    of at for in from with on by to who whose which that working familiar close briefed involved speaking led near
    inside within based obtained released seen and left unsealed published living under behind about against out
    heard
    """.split()
)

# More nouns for those who speak.
SPEAKERS = frozenset(
    """
    envoy abbot vicar boy girl husband wife brother-in-law diocese employer postman drummer playwright pilot
    quartermaster anaesthetist accused sergeant corporal professor postdoc cellmate negotiators mediators rebels
    separatists militants hosts kremlin vatican pentagon government rulers consortium side sides lawyers spokesman
    spokeswoman aides ministers regulators bankers insurers owners organisers trustees supervisors inspectors one
    two another others dean premier abbess chef curator rabbi landlord tenant heir widow husband chancellor queen
    king prince princess pope duke
    """.split()
)

# Verbs by which somebody speaks inside a report; deeds, perceptions and feelings there belong to what is reported.
NESTED = frozenset(
    """
    say tell admit claim promise vow pledge threaten warn allege assert insist announce declare state write report
    confirm concede acknowledge predict estimate argue maintain believe think suspect fear advise urge order ask
    demand instruct recall testify swear assure complain boast suggest put explain add note reveal disclose propose
    inform remark hint quote forbid rule conclude calculate deny request beg invite call-on accuse
    decline refuse object find doubt agree mutter shout whisper recommend confess confide blame condemn criticise
    criticize
    """.split()
)
