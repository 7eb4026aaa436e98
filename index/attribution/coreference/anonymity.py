"""Whether a source could be looked up by name, office or organisation, or stays anonymous."""

from __future__ import annotations

import re

from index.attribution.lexicon.nouns import BODIES, DOCUMENTS, HEAD_ENDS, INDEFINITE, OFFICES, PEOPLE

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
