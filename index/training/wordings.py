"""Sentences made from our own passages for what a claim is and what it is not, in many wordings.

Who looks into something, was told it, did not say it, or only talks about a subject claims nothing; who disproves or
attacks another's claim denies it, and the other claims it. The subjects and the propositions are those of the passages,
the wordings are lists: the heads learn from them what no list at run time would hold.
"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from index.training.passages import Passage

Span = tuple[int, int]

LOOKS_INTO = """
is investigating|are investigating|is looking into|are looking into|has opened an inquiry into|
have opened an inquiry into|is examining|are examining|is probing|are probing|is weighing|will look at|
is studying|are studying|is checking|are checking|has begun an examination of|is considering|
has launched a review of|is reviewing|will consider|is assessing|is testing|have been sifting through|
is following up|is verifying|is scrutinising|will decide on|is hearing evidence on|
has asked auditors to go through|is combing through|has ordered an investigation into|
is trying to get to the bottom of|has been appointed to review|are pursuing|has set up a panel to study|
has started looking at|will rule on|is still checking|was asked to assess|began to question
"""
ASKS_WHETHER = """
is investigating|are investigating|is examining|is trying to establish|are trying to find out|wants to know|
has been asked to find out|is considering|are considering|will decide|is to rule on|is checking|are studying|
is testing|hopes to determine|is weighing|has yet to decide|is looking at|are looking into|will examine|
has begun to examine|is assessing|are probing|is reviewing
"""
DISPROVES = """
has disproved|disproves|has refuted|refutes|debunked|has debunked|has demolished|exploded|has laid to rest|
put paid to|knocked down|has knocked down|gives the lie to|contradicts|contradicted|is at odds with|
cast doubt on|casts doubt on|undermines|has undermined|scotched|quashed|has dispelled|discredited|punctured|
overturned|rebutted|invalidates|has put to bed|leaves no room for|torpedoed|makes nonsense of|
flatly contradicts|shot down|ruled out
"""
BEARS_OUT = """
has confirmed|confirms|has borne out|bears out|lent weight to|backs up|vindicates|corroborated|supports|
substantiates|repeated|echoed|stands by|has endorsed
"""
ATTACKS = """
slammed|blasted|ridiculed|mocked|hit out at|poured scorn on|laughed off|scoffed at|tore into|rubbished|
dismissed|rejected|scorned|lambasted|derided|took issue with|brushed aside|attacked|savaged|lashed out at|
made light of|shrugged off|challenged|sneered at|jeered at|poked holes in|took exception to|disputes|
has disputed|contests|denied|waved away|bristled at|denounced|pooh-poohed
"""
AGAINST = """
opposes|oppose|is against|are against|objects to|is opposed to|has come out against|resists|campaigns against|
is fighting|has spoken out against|dislikes|will not hear of|is no friend of|has no time for|resents|backs|
back|supports|support|favours|favour|is in favour of|endorses|is behind|welcomes|has thrown its weight behind|
is all for|applauds|prefers|stands behind|is glad of|has lent its name to
"""
TALKS_ABOUT = """
spoke about|talked about|discussed|debated|touched on|dealt with|remained divided on|remain divided over|
argued over|exchanged views on|lectured on|wrote at length about|is at odds over|are split over|
raised the subject of|gave details of|held talks on|addressed|mused on|reminisced about|
answered questions about|preached on|was quizzed about|has been writing about|cannot agree about|
are divided on|issued a statement on|quarrelled over|chatted about
"""
ACTS = """
posted a picture of a suitcase|shared a photograph of her dog|signed the lease on Friday|
voted for the harbour bill|voted against the amendment|published its timetable for the winter|
released its quarterly figures|approved the budget by a single vote|named an unchanged side|
ordered more whelks|filed its accounts a week late|read the letter twice|recalled 61,000 cars|
raised its prices in May|tweeted a drawing of a snail|handed in the petition|
adopted the minutes of the last meeting|let the parade go ahead|suspended the captain for eight matches|
invited the press to lunch
"""
SAYS = """
said|says|showed|shows|show|found|recalled|remembers|remembered|confirmed|insisted|reported|wrote|noted|
warned|announced|believes|thinks|maintains|argued|admitted|conceded|told investors|told the council|stressed|
explained|claims|claimed
"""
PROMISES = """
promised to|has promised to|vowed to|has agreed to|has undertaken to|pledged to|threatened to|plans to|
has sworn to
"""
DEMANDS = """
demanded|has demanded|called for|is calling for|asked for|has asked for|wants|urged|recommended|appealed for
"""
COUNTS = """
put the toll at|puts the toll at|put the cost at|puts the number at|gave the figure as|counted|
estimates the loss at|had counted|reported|spoke of|speaks of|set the price at
"""
NUMBERS = """
nineteen|4,000|two dozen|eleven million crowns|72 per cent|"at least 400"|nine|three hundred|£1.8 million|
a third
"""
DEEDS = """
reopen the pool by June|lie down in front of the diggers|pay for the stove|sell the mill|repair the roof|
appeal|move to a smaller hall|stay away from the reef|plant four hundred trees|return the statue|sue|
cut the fares
"""
TOLD = """
was told|were told|was informed|were informed|was warned|were warned|had been assured|was advised|
were notified|has been told|had been promised|was led to believe|were given to understand|was reminded|
had been tipped off
"""
UNSAID = """
did not say|did not claim|has not said|never said|have never claimed|never suggested|has not suggested|
did not suggest|was careful not to say|took care not to say|has never maintained|did not allege|nowhere says|
does not say|had not promised|never announced|stopped well short of claiming
"""
WITHHELD = """
would not say|declined to say|refused to say|could not say|has yet to say|would not confirm|could not confirm|
declined to confirm|would neither confirm nor deny|has not confirmed|was unable to say|would not be drawn on
"""
CITED = """
ill health|weak demand|a shortage of drivers|poor visibility|the heat|family reasons|rising costs|
mounting debt|a lack of interest|bad weather|an operation in progress|security concerns|the price of diesel|
unusual traffic|old age
"""
NOUNS_OF_CLAIM = "claim|allegation|report|suggestion|story|assertion|contention|theory|idea|accusation|complaint|rumour"
THINGS = """
the new bridge|a wind farm off the cape|the night buses|the frost|the purpose of feathers|the June figures|
the missing pages|the price of ice|trade and fishing limits|the future of the lighthouse|
a later start to the school day|a ban on fur farms|the merger of the two yards|the ferry timetable|
the significance of the tablets|her childhood, her knees and her debts|the economy and the harvest|
the closure of the mill|a tax on windows|the second runway|the fate of the choir|the eel quota|a cap on rents|
the draft treaty|the early history of glass|the old quarter|the plan for the quay|a third term
"""


def _list(words: str) -> list[str]:
    return [one.strip() for one in words.replace("\n", "").split("|") if one.strip()]


@dataclass
class Made:
    """A sentence with its relations (as ``outer_relations`` gives them) and the cues in it that introduce no claim."""

    text: str = ""
    relations: list[dict[str, Any]] = field(default_factory=list)
    nothing: list[Span] = field(default_factory=list)

    def add(self, words: str) -> Span:
        """Append ``words``; where they stand."""
        self.text += words
        return len(self.text) - len(words), len(self.text)

    def told(self, source: Span, cue: Span, content: Span, stance: str) -> None:
        self.relations.append({"source": [source], "cue": [cue], "content": [content], "stance": stance})


def propositions(passages: Sequence[Passage]) -> tuple[list[str], list[str]]:
    """(who speaks, what is put forward as a clause) in the passages."""
    subjects, clauses = [], []
    for passage in passages:
        for claim in passage.claims:
            spans = passage.spans[claim["n"]]
            for start, end in spans.get("s", [])[:1]:
                words = passage.text[start:end].strip(" ,")
                if words[:1].isupper() and words.count(" ") <= 6 and "\n" not in words and len(words) > 4:
                    subjects.append(words)
            content = spans.get("c", [])
            if claim["stance"] == "asserts" and len(content) == 1:
                words = passage.text[slice(*content[0])].strip(" .")
                subject = re.match(r"(?:the|a|an|his|her|its|their|\w+s|he|she|it|they|[A-Z]\w+) ", words)
                if subject and words.count(" ") >= 4 and words[0] not in "\"“‘'" and "\n" not in words:
                    clauses.append(words)
    return sorted(set(subjects)), sorted(set(clauses))


class Maker:
    """Makes sentences of every kind from subjects and propositions."""

    def __init__(self, subjects: Sequence[str], clauses: Sequence[str], rng: random.Random) -> None:
        self.subjects, self.clauses, self.rng = subjects, clauses, rng
        self.kinds = (
            self.looked_into,
            self.asked_whether,
            self.disproved,
            self.borne_out,
            self.attacked,
            self.judged,
            self.talked_about,
            self.acted,
            self.was_told,
            self.unsaid,
            self.withheld,
            self.cited,
            self.said,
            self.promised,
            self.counted,
            self.claim_as_subject,
        )

    def one(self, number: int) -> Made:
        """A sentence; the kinds take turns."""
        return self.kinds[number % len(self.kinds)]()

    def pick(self, words: str) -> str:
        return self.rng.choice(_list(words))

    def begun(self) -> tuple[Made, Span]:
        """A new sentence with its subject, now and then after an opening."""
        made = Made()
        if self.rng.random() < 0.2:
            made.add(self.rng.choice(["On Monday ", "Last week ", "In the end ", "Meanwhile, "]))
        subject = made.add(self.rng.choice(self.subjects))
        made.add(" ")
        return made, subject

    def ended(self, made: Made) -> Made:
        made.add(self.rng.choice([".", ".", ".", " on Friday.", " last week.", ", and nobody was surprised."]))
        return made

    def owner(self, made: Made) -> tuple[Span | None, Span, Span]:
        """ "the mill's claim that P", "claims by the mill that P", "the claim that P": (owner, noun, proposition)."""
        noun, who = self.pick(NOUNS_OF_CLAIM), None
        form = self.rng.random()
        owner = self.rng.choice(self.subjects).strip(" .")
        owner = owner[0].lower() + owner[1:] if owner.split()[0] in ("The", "A", "An", "His", "Her", "Its") else owner
        if form < 0.45:
            who = made.add(owner)
            made.add("’s " if self.rng.random() < 0.3 else "'s ")
            named = made.add(noun)
        elif form < 0.6:
            named = made.add("an " + noun if noun[0] in "aei" else "a " + noun)
            made.add(" by ")
            who = made.add(owner)
        else:
            made.add(self.rng.choice(["the ", "the ", "a widespread ", "the old "]))
            named = made.add(noun)
        made.add(" that ")
        return who, named, made.add(self.rng.choice(self.clauses))

    def about_claim(self, verbs: str, stance: str | None) -> Made:
        made, subject = self.begun()
        cue = made.add(self.pick(verbs))
        made.add(" ")
        who, noun, content = self.owner(made)
        if stance is None:
            made.nothing.append(cue)
        else:
            made.told(subject, cue, content, stance)
        if who is not None:
            made.told(who, noun, content, "asserts")
        return self.ended(made)

    def looked_into(self) -> Made:
        return self.about_claim(LOOKS_INTO, None)

    def disproved(self) -> Made:
        return self.about_claim(DISPROVES, "denies")

    def borne_out(self) -> Made:
        return self.about_claim(BEARS_OUT, "asserts")

    def attacked(self) -> Made:
        return self.about_claim(ATTACKS, "denies")

    def said(self) -> Made:
        made, subject = self.begun()
        cue = made.add(self.pick(SAYS))
        made.add(self.rng.choice([" that ", " that ", " "]))
        made.told(subject, cue, made.add(self.rng.choice(self.clauses)), "asserts")
        return self.ended(made)

    def promised(self) -> Made:
        made, subject = self.begun()
        if self.rng.random() < 0.5:
            cue = made.add(self.pick(PROMISES).removesuffix(" to"))
            made.add(" ")
            made.told(subject, cue, made.add("to " + self.pick(DEEDS)), "vows")
        else:
            cue = made.add(self.pick(DEMANDS))
            made.add(" ")
            made.told(subject, cue, made.add(self.pick(THINGS)), "urges")
        return self.ended(made)

    def counted(self) -> Made:
        made, subject = self.begun()
        words = self.pick(COUNTS).split(" ", 1)
        cue = made.add(words[0])
        made.add(" ")
        made.told(subject, cue, made.add(" ".join([*words[1:], self.pick(NUMBERS)])), "asserts")
        return self.ended(made)

    def claim_as_subject(self) -> Made:
        """ "The claim by the mill that P did not survive the hearing": the owner's, whatever becomes of it."""
        made = Made()
        made.add(self.rng.choice(["The ", "The ", "A "]))
        cue = made.add(self.pick(NOUNS_OF_CLAIM))
        made.add(self.rng.choice([" by ", " by ", " from ", " made by "]))
        owner = made.add(self.rng.choice(self.subjects).strip(" ."))
        made.add(" that ")
        made.told(owner, cue, made.add(self.rng.choice(self.clauses)), "asserts")
        made.add(
            self.rng.choice(
                [" went unread for a month.", " is before the court.", " surprised nobody.", " proved wrong."]
            )
        )
        return made

    def asked_whether(self) -> Made:
        made, _ = self.begun()
        made.nothing.append(made.add(self.pick(ASKS_WHETHER)))
        made.add(self.rng.choice([" whether ", " whether ", " if "]))
        made.add(self.rng.choice(self.clauses))
        return self.ended(made)

    def judged(self) -> Made:
        made, subject = self.begun()
        cue = made.add(self.pick(AGAINST))
        made.add(" ")
        made.told(subject, cue, made.add(self.pick(THINGS)), "judges")
        return self.ended(made)

    def talked_about(self) -> Made:
        made, _ = self.begun()
        made.nothing.append(made.add(self.pick(TALKS_ABOUT)))
        made.add(" " + self.pick(THINGS))
        return self.ended(made)

    def acted(self) -> Made:
        made, _ = self.begun()
        act = self.pick(ACTS)
        start, _ = made.add(act)
        made.nothing.append((start, start + len(act.split()[0])))
        return self.ended(made)

    def was_told(self) -> Made:
        made, _ = self.begun()
        made.nothing.append(made.add(self.pick(TOLD)))
        made.add(" that " + self.rng.choice(self.clauses))
        return self.ended(made)

    def unsaid(self) -> Made:
        made, _ = self.begun()
        made.nothing.append(made.add(self.pick(UNSAID)))
        made.add(" that " + self.rng.choice(self.clauses))
        return self.ended(made)

    def withheld(self) -> Made:
        made, subject = self.begun()
        cue = made.add(self.pick(WITHHELD))
        made.add(" whether ")
        made.told(subject, cue, made.add(self.rng.choice(self.clauses)), "withholds")
        return self.ended(made)

    def cited(self) -> Made:
        made, subject = self.begun()
        cue = made.add(self.rng.choice(["said", "announced", "warned"]))
        made.add(" that ")
        content = made.add(self.rng.choice(self.clauses))
        made.add(", ")
        made.nothing.append(made.add(self.rng.choice(["citing", "pointing to", "invoking", "blaming"])))
        made.add(" " + self.pick(CITED) + ".")
        made.told(subject, cue, content, "asserts")
        return made
