"""The words that names of people and organisations are made of: titles, particles, endings, kinds of organisation.

Compiled by hand, lower case. Whoever takes a printed name apart, in an article, a question or a byline, reads these.
"""

from __future__ import annotations

HONORIFICS = frozenset("mr mrs ms miss mx dr prof sir dame lord lady sen rep gov gen lt maj col capt sgt rev".split())
"""Titles that only a person bears, whatever follows."""
ABBREVIATED = frozenset(
    """
    mr mrs ms mx dr prof rev fr hon gov sen rep reps sens gen lt col maj capt cpl cmdr adm sgt pvt pfc brig supt det
    insp pres messrs mme mlle atty amb sec treas st
    """.split()
)
"""Titles that are printed with a full stop, behind which the name goes on."""
TITLES = (
    HONORIFICS
    | ABBREVIATED
    | frozenset(
        """
    professor senator representative congressman congresswoman governor president vice-president chancellor secretary
    ambassador judge justice general lieutenant colonel major captain sergeant cpl corporal commander commodore admiral
    adm marshal officer detective inspector superintendent constable sheriff mayor councillor councilor councilman
    councilwoman alderman commissioner chairman chairwoman chair chairperson ceo cfo king queen prince princess duke
    duchess pope cardinal archbishop bishop father reverend pastor rabbi imam sheikh ayatollah sultan emir coach former
    ex then acting interim late minister nurse midwife engineer attorney chief deputy assistant master premier consul
    envoy baroness baron count countess brigadier spokesman spokeswoman spokesperson director manager speaker dom
    brother sister saint st madame monsieur herr frau señor señora senor senora republican democratic democrat gop
    lawyer economist analyst nominee candidate hon trainer referee skipper grazier farmer landlady landlord historian
    author novelist actor actress singer journalist reporter editor correspondent columnist pollster strategist
    billionaire businessman mogul doña dona principal head vicar canon sen-elect rancher wicketkeeper umpire
    prosecutor barrister solicitor magistrate undersecretary treasurer parliamentarian leader det insp supt cllr mp
    ex-president then-president vice-chair professor-emeritus executive
    """.split()
    )
)
"""Words before a person's name that are no part of it."""
BEFORE_TITLES = frozenset(
    """
    vice prime first foreign defence defense finance interior health culture education state house senate opposition
    party presidential district national security homeland press campaign communications managing financial operating
    technical medical scientific
    """.split()
)
"""Words that open a title and are one only with it: "Foreign Secretary Ana Ruiz", but not "Health Canada"."""
SUFFIXES = frozenset("jr sr ii iii iv md phd esq mp kc qc obe cbe jd dds".split())
PARTICLES = frozenset(
    "de da di do dos das del della du van von der den ter af la le el al bin ibn ben abu st y e".split()
)
"""Words in lower case within a person's name."""

MEDIA = frozenset(
    """
    news times post herald gazette journal daily weekly tribune telegraph guardian chronicle mercury observer courier
    press magazine radio tv television channel wire mail echo standard ledger review sentinel globe examiner inquirer
    enquirer argus advertiser bulletin dispatch monitor mirror express broadcasting
    """.split()
)
"""Words that names of newspapers, agencies and broadcasters end in or hold."""
ORGANISATION = MEDIA | frozenset(
    """
    administration agency alliance army assembly association authority bank board brigade bureau cabinet campaign center
    centre chamber church city clinic club coalition college commission committee communities company congress
    consortium corporation corp corps council court department directorate division embassy enterprises federation
    foundation force forces foods front fund government group guard hospital house inc industries initiative institute
    institution international kremlin laboratory league limited llc ltd ministry mission movement museum navy network
    observatory office organisation organization panel parliament partners party pentagon police programme project
    regulator republic school secretariat senate service services society state states street studies team tribunal
    trust union university watch plc sa ag gmbh guild confederation airlines airways motors energy systems technologies
    software records pictures entertainment capital holdings stadium united sun democrats republicans conservatives
    airport port fc bbc cnn
    """.split()
)
"""Words by which a name is that of a body and of no person."""
SURNAMES_TOO = frozenset("church courier ledger port sun".split())
"""Of these, those that people are called by as well: told apart by the first name before it."""
