"""Whether a source could be looked up by name, office or organisation, or stays anonymous."""

from __future__ import annotations

import re

from index.attribution.lexicon.nouns import BODIES, DOCUMENTS, HEAD_ENDS, INDEFINITE, OFFICES, PEOPLE

NAMELESS = re.compile(
    r"""\b(?:
      unnamed|anonymous(?:ly)?|unidentified|undisclosed|sources?|insiders?           # an unnamed source
    | condition\ of\ anonymity | not\ (?:be|to\ be)\ named                           # asked not to be named
    | not\ be\ identified|not\ be\ used|would\ not\ give\ (?:his|her|their)\ names?  # would not give her name
    | not\ authori[sz]ed\ to | declined\ to\ be\ (?:named|identified)                # not authorised to speak
    | familiar\ with|briefed\ on|close\ to\ the|with\ (?:direct\ )?knowledge\ of     # familiar with the talks
    | people\ in\ the\ know | feared\ for\ (?:his|her|their)                         # feared for his job
    | fear\ of\ (?:reprisals?|retribution)                                           # for fear of reprisals
    )\b""",
    re.I | re.X,
)
DEFINITE = frozenset("the this that these his her its their our my".split())
PARTS = frozenset("another others some many several".split())
# Offices that so many hold that "a judge" could be anybody
MANY_HOLD = frozenset("manager captain coach head lawyer editor owner judge".split())
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
    if not low or introduced_anonymous:
        return introduced_anonymous
    head = head_of(low)
    if NAMELESS.search(phrase) and head not in DOCUMENTS:
        return True
    if _can_be_looked_up(words, head):
        return False
    first = re.match(r"\W*([\w'’]+)", phrase)
    opening = first.group(1).lower() if first else low[0]
    if len(low) == 1 and opening in PARTS:
        return True
    indefinite = opening in INDEFINITE or low[0] in INDEFINITE
    if head in OFFICES and not (indefinite and head in MANY_HOLD):
        return False
    return _many_unnamed(head, indefinite, opening in DEFINITE) if _is_plural(head) else indefinite and _somebody(head)


def _can_be_looked_up(words: list[str], head: str) -> bool:
    """True for a document, a body, its spokesman, and what ends in a name."""
    if head in DOCUMENTS or head in BODIES or head in ("spokesman", "spokeswoman", "spokesperson"):
        return True
    return len(words) > 1 and words[-1][0].isupper() and head not in PEOPLE and head == words[-1].lower()


def _is_plural(head: str) -> bool:
    return head.endswith("s") or head in ("people", "men", "women", "children", "police", "others", "everyone", "those")


def _somebody(head: str) -> bool:
    """ "a nurse", "one teammate": a person, not the holder of an office."""
    return head in PEOPLE or head.endswith(("er", "or", "ist", "man", "woman", "ant", "ee", "ian", "mate", "one"))


def _many_unnamed(head: str, indefinite: bool, definite: bool) -> bool:
    """ "two officials", "villagers": people in the plural that nobody counts."""
    agents = head.endswith(("ers", "ors", "ists", "ians", "ants", "men", "women", "mates", "ees", "folk"))
    return (indefinite or not definite) and (head in PEOPLE or (agents and head not in OFFICES))


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
