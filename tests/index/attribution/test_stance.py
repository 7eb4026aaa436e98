"""Stance from cue, complement and content, on invented clauses with marked spans."""

import pytest

from index.attribution.stance import stance
from index.schema import Stance
from tests.index.attribution.marked import marked

CASES = {
    Stance.ASSERTS: [
        "<s>The harbour master</s> <q>said</q> <c>the buoy had drifted</c>.",
        "<c>The well is dry</c>, <q>according to</q> <s>the parish</s>.",
        "<s>Two teams</s> <q>found</q> that <c>the fungus spreads by boot</c>.",
        "<s>The union</s> <q>accused</q> the mill of <c>hiding the ledger</c>.",
        "<s>The bureau</s> <q>expects</q> <c>rain by Sunday</c>.",
        "<s>She</s> <q>did not doubt</q> that <c>the seal was broken</c>.",
        "<s>Neighbours</s> <q>described</q> <c>the tenant as a man who kept bees</c>.",
    ],
    Stance.DENIES: [
        "<s>The firm</s> <q>denied</q> <c>dumping the sand</c>.",
        "<s>The minister</s> <q>dismissed as false</q> <c>the claim that the bridge was mined</c>.",
        "<s>The club</s> <q>called</q> <c>the report</c> a lie.",
        "<s>The rector</s> <q>begged to differ</q> about <c>the date</c>.",
        "<s>The envoy</s> <q>ruled out</q> <c>a second summit</c>.",
        "<c>“Utter nonsense,”</c> <s>the owner</s> <q>replied</q>.",
        "<s>The dean</s> <q>does not believe</q> <c>the exam was leaked</c>.",
        "<s>The paper</s> <q>has retracted as false</q> <c>its story on the ferry</c>.",
    ],
    Stance.WITHHOLDS: [
        "<s>The army</s> <q>has not confirmed</q> <c>the loss of the depot</c>.",
        "<s>He</s> <q>would not say</q> whether <c>the boat was insured</c>.",
        "<s>A spokesman</s> <q>declined to comment on</q> <c>the sale</c>.",
        "<s>The clinic</s> <q>refused to discuss</q> <c>the case</c>.",
        "<s>The court</s> <q>stopped short of endorsing</q> <c>the finding</c>.",
        "<s>The agency</s> <q>could not independently verify</q> <c>the figures</c>.",
        "<s>The bank</s> <q>neither confirmed nor denied</q> <c>the talks</c>.",
        "<s>The crew</s> <q>did not deny</q> <c>opening the hatch</c>.",
        "<s>The palace</s> <q>never comments on</q> <c>private visits</c>.",
    ],
    Stance.URGES: [
        "<s>The mayor</s> <q>called on</q> <c>drivers to stay at home</c>.",
        "<s>The sergeant</s> <q>told</q> the crowd <c>to step back</c>.",
        "<s>Parents</s> <q>asked</q> <c>why the gate was locked</c>.",
        "<s>The vet</s> <q>warned</q> <c>owners not to feed the swans</c>.",
        "<s>The council</s> <q>wants</q> <c>the kiln closed</c>.",
        "<c>“Leave the ropes alone,”</c> <s>the coxswain</s> <q>said</q>.",
        "<s>The choir</s> <q>demanded</q> <c>an apology</c>.",
    ],
    Stance.VOWS: [
        "<s>The owner</s> <q>promised</q> <c>to repaint the hull</c>.",
        "<s>The pickets</s> <q>threatened</q> <c>to block the weir</c>.",
        "<c>“We will rebuild every house,”</c> <s>the governor</s> <q>said</q>.",
        "<s>The company</s> <q>said</q> <c>it would appeal</c>.",
        "<s>The sisters</s> <q>plan</q> <c>to sell the chapel</c>.",
        "<s>He</s> <q>refused</q> <c>to hand over the keys</c>.",
    ],
    Stance.JUDGES: [
        "<s>The bishop</s> <q>praised</q> <c>the bakers who stayed</c>.",
        "<s>Critics</s> <q>slammed</q> <c>the new timetable</c>.",
        "<s>His sister</s> <q>called</q> <c>the sentence too harsh</c>.",
        "<s>The guild</s> <q>fears</q> <c>a long winter</c>.",
        "<s>Traders</s> <q>blamed</q> <c>the toll</c>.",
        "<s>The coach</s> <q>was disappointed by</q> <c>the draw</c>.",
    ],
}


@pytest.mark.parametrize(("expected", "passage"), [(s, p) for s, ps in CASES.items() for p in ps])
def test_stance(expected: Stance, passage: str) -> None:
    text, (relation,) = marked(passage)
    assert stance(text, relation.cue, relation.content, relation.source) is expected


def test_stance_needs_no_cue() -> None:
    text, (relation,) = marked("<s>IDA</s>\n<c>“We will rebuild every house.”</c>")
    assert stance(text, (), relation.content) is Stance.VOWS
