"""Words that point out of what is printed: "this issue", "It also", "said as much", "the paper quoted him".

A reader who has only the sentence cannot know what they mean, so that the sentence before is printed too. Where the
words may as well point within the sentence, they are taken to. Pure functions over plain words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from index.attribution.lexicon.nouns import (
    BODIES,
    DOCUMENTS,
    FIRM_WORDS,
    OFFICES,
    PEOPLE,
    PEOPLE_ENDINGS,
    ROLE_WORDS,
)
from index.attribution.lexicon.outlets import MEDIA_NOUN, is_medium
from index.attribution.lexicon.tokens import (
    AUXILIARIES,
    CONJUNCTIONS,
    DAYS,
    DETERMINERS,
    PREPOSITIONS,
    SUBJECT_PRONOUNS,
)
from index.text.name_words import ORGANISATION

WITHIN = 60
"""Code points of a sentence behind which a bare "this" is taken to mean what the sentence itself has said."""
STEM = 5
"""Letters by which a noun is known again: "areas", "area"."""

_OF_WHAT = re.compile(r"(?:\s+[\w’'-]+){1,2}?\s+of\s+(?!(?:it|them|this|that|these|those|his|her|its|their)\b)[\w’'-]+")
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|''[^']*''|\[[^\]]*\]")
_DEMONSTRATIVE = re.compile(r"\b(this|these|those)\b((?:\s+[\w’'-]+){0,3})", re.I)
_POINTED_AT_BY_ALL = DAYS | frozenset(
    """
    time times moment season century decade quarter term election campaign cycle country nation city state town world
    days weeks months years mornings evenings nights point stage scale kind sort type size way
    spring summer fall autumn winter weekend holiday congress
    """.split()
)
_BARE_THAT = re.compile(
    r"""^(?:[\w’'-]+\s+){1,4}that\s+(?:was|is|would|had|has|could|will|might|did)\b  # said that was not her view
      | ^(?:[\w’'-]+\s+){1,6}(?<!so\s)that(?:\s+[a-z-]+)?\W*$                       # dismissed that account
      | \b(?:about|by|for|from|of|with)\s+that\W*$                                  # hard to blame anyone for that
    """,
    re.X,
)
_PROVERB = re.compile(
    r"""\b(?: as\ much(?=\s+(?:in|on|at|to|when|during|last|earlier)\b|\W*$)   # said as much on Monday
      | since\ then )\b""",
    re.X,
)
_BOTH = re.compile(
    r"(?<!\bthey )(?<!\bwe )(?<!\byou )\bboth\s+(?P<noun>[a-z]{3,}s|were|are|have|had)\b(?![^.;]*\sand\b)", re.I
)
_OWNER = re.compile(r"[A-Z][\w’'-]*[’']s?\s")
_ABOUT_IT = re.compile(r"\b(?:about|against|by|for|from|of|on|to|with)\s+it\W*$")
_THING = re.compile(r"\b(?:an?|the|this|that|his|her|its|their|no|any)\s+[a-z]{3,}")
_SHE = re.compile(r"\b(?:she|her|hers)\b")
_HE = re.compile(r"\b(?:he|him|his)\b")
_HE_AND_HIM = re.compile(
    rf"\bhe(?:\s+[\w’'-]+){{1,4}}\s+him\b|\bshe(?:\s+[\w’'-]+){{1,4}}\s+her(?=\W*$|\s+(?:{'|'.join(sorted(PREPOSITIONS))})\b)"
)
"""Two people of one kind, one of whom is somebody else: "he believed him"."""
_OTHERWISE = re.compile(
    r"^(?:[\w’'-]+\s+){1,3}(?:otherwise\W*$|differently\W*$|the same(?: (?:of|about|for|to)\b|\W*$))"
)
_BARE_VERB = re.compile(
    rf"(?P<before>(?:[\w’'-]+\s+){{1,6}})(?:{'|'.join(sorted(AUXILIARIES))})(?:\s+(?:not|never|so)|n[’']t)?\W*$"
)
"""A clause of which only the auxiliary is said: "said it was not", "said she would"."""
_SOME_OF = re.compile(r"\b(?:all|most|many|some|none|half|each|one|two|three)\s+of\s+them\b", re.I)
_OF_A_BODY = re.compile(r"[’']s?\s|\b(?:of|for|at|with)\s(?:the\b|[A-Z])")
_ASKING = frozenset("who whom whose what where how which that than as if whether when why whoever whatever one".split())
_ASKED = frozenset("who whom what which how where".split())
_TWO_OF_A_KIND = frozenset("sides parties men women ways houses chambers countries ends hands directions".split())
"""What "both" may say of what everybody knows."""
_FIRST = re.compile(
    r"""^\W*(?:(?:and|but|yet|so|or|then|now|still|also|meanwhile|however|instead),?\s+)?  # But they
    (?:(?:(?:all|most|some|much)\s+of|all|in|of|for|with|by|like)\s+)?   # All of this, in this poll
    (?: (he|she|it|they|him|his|her|its|their|both|since\sthen)\b                         # Both arguments
      | (this|that|these|those)(?=[’']s\b|,|\s+[a-z]+) )                                    # That’s why
    """,
    re.I | re.X,
)
_GOES_ON = re.compile(
    r"\W*(?:namely|that is|in other words|for example|for instance|as a result|instead|likewise),", re.I
)
_OF_WHICH = re.compile(r"\W*(?:all|both|most|some|none) of (?:which|whom)\b", re.I)
_EXPLETIVE = re.compile(
    r"""^\W*(?:\w+,?\s+)?it(?:[’']s|\s+(?:is|was|has\sbeen|seems|appears|remains
        |(?:would|will|might|may|could|can|should|must)\s(?:not\s|never\s)?be))\b          # It is time to
    [^.;!?]*\b(?:to|that|who|when|if|because|like|time)\b                                         # It was she who
    """,
    re.I | re.X,
)
_PRESENTED = re.compile(
    r"^\W*(?:\w+,?\s+)?(?:this|that) (?:is|was) (?:the|an?)\b[^.;!?]*\b(?:when|that|who|where)\b", re.I
)
_CALLED = re.compile(
    r"^\W*(?:it|this|that|these|those)(?:[’']s|\s(?:is|was|are|were))\s(?:an?|the)\s(?P<noun>(?:[a-z-]+\s?){1,4})", re.I
)
_SAYS_LITTLE = _POINTED_AT_BY_ALL | frozenset("moment place thing matter case stories".split())
_DEMONSTRATIVE_AT_FIRST = re.compile(r"^\W*(?:this|that|these|those)((?: [a-z-]+){1,2})", re.I)
_IT_AS_SUBJECT = re.compile(
    rf"^\w+(?:\s\w+){{0,2}}?\s(?:that\s)?(?:(it)(?=[’']s\b|\s(?:{'|'.join(sorted(AUXILIARIES))}|[a-z]+(?:s|ed|id))\b)|(they)\b)"
)
_PERSON = re.compile(r"\b(?:he|him|his|she|her|hers|himself|herself)\b", re.I)
_OBJECT = re.compile(
    rf"^\W*[\w’'-]+\s+(?:(?:ever|never|also|even)\s+)?(?:having\s+(?:\w+\s+)?\w+|\w+ing)\s+"
    rf"(?:him|them|her(?=\s+(?:{'|'.join(sorted(PREPOSITIONS))})\b|\W*$))\b"
)
_OWN_OBJECT = re.compile(
    rf"""^\W*(?:(?:{"|".join(sorted(AUXILIARIES))}|also|then|later)\s+){{0,2}}[\w’'-]+\s+(?:(?:on|with|for|at)\s+)?
    (?: (?:him|them)\b                                                      # called on him to resign
      | her(?=\s+(?:that|{"|".join(sorted(PREPOSITIONS))})\b|\W*$)          # told her that
      | it(?=\s+(?:an?|the|as|in|on|by)\b|\W*$)                            # called it a scandal, but:
        (?!\s+\w+\s+\w+\s+(?:to|that)\b) )                                 # called it a shame that
    """,
    re.X,
)
"""A verb with a pronoun for its object, which cannot be its own subject: "urged him to go", "called it a scandal"."""
_WRITER = re.compile(
    r"""(?<!War\ )(?<![\w’'.-])(?:I(?=[’']|\s+[a-z])|me|my|myself|we|us|our|ours|ourselves)(?![\w.-])  # no "I-Vt."
      | (?:^|[.!?]\s+)(?:We|My|Our)\b                                                               # no "Save Our Sea"
    """,
    re.X,
)
_MANY = frozenset(
    "many most some several both few dozens hundreds two three four five six seven eight nine ten".split()
)
_NAME = re.compile(r"(?<=\s)(?:[A-Z][\w’'-]+|\[[^\]]+\])")


def points_back(words: str, label: str = "") -> bool:
    """True where ``words`` behind the name ``label`` mean something by a pointing word that neither of them holds."""
    bare = _masked(words)
    return (
        _demonstrative(bare, label)
        or _BARE_THAT.search(bare) is not None
        or _PROVERB.search(bare) is not None
        or _some_of_what(bare)
        or bool(_pairs(bare, label))
        or leaves_open(words, label)
        or _nobodys_pronoun(bare, label)
        or _somebody_elses(bare)
        or _OWN_OBJECT.match(bare) is not None
    )


def in_first_person(words: str) -> bool:
    """True where ``words`` that nobody is quoted with hold an "I" or a "we": whoever wrote them is meant."""
    return _WRITER.search(words) is not None


def nouns_pointed_at(words: str, label: str) -> tuple[str, ...]:
    """What can be the noun of the first "this" or "those" that points out of a predicate behind ``label``, likeliest
    first, without its plural; nothing where it stands alone."""
    bare = _masked(words)
    return _likeliest_first(next((nouns for nouns in _out_of(bare, label) if nouns), []) or _pairs(bare, label))


def nouns_at_first(words: str) -> tuple[str, ...]:
    """The same of a sentence or quotation that begins with "this" or "those"."""
    called = _CALLED.match(words)  # "It was a splendid deal" is about a deal
    if called:
        return tuple(noun.removesuffix("s") for noun in _nouns(called["noun"].split())[-1:] if noun not in _SAYS_LITTLE)
    first = _DEMONSTRATIVE_AT_FIRST.match(words)
    return _likeliest_first(_nouns(first[1].split()) if first else [])


def _likeliest_first(nouns: list[str]) -> tuple[str, ...]:
    return tuple(noun.removesuffix("s") for noun in reversed(nouns) if len(noun) > 2)


def _half_said(words: str) -> bool:
    """True for "said it was not", whose rest stands elsewhere; not for "knew who she was"."""
    found = _BARE_VERB.search(words)
    if found is None:
        return False
    before = found["before"].lower().split()
    asked = _ASKING & set(before[1:]) or _ASKED & set(words[: found.start()].lower().split())
    return len(before) > 1 and not asked and words[: found.start()].count(",") == 0


def _two_people(words: str, label: str) -> bool:
    """True where one of two people who are spoken of is named neither in front nor in ``words``."""
    if _NAME.search(f" {words}") or _OWNER.search(label):
        return False
    if _HE_AND_HIM.search(words):
        return True
    told = {word.lower() for word in re.findall(r"[a-z]+", words)} & (PEOPLE | ROLE_WORDS)  # "a woman", "her father"
    return bool(not told and _SHE.search(words) and _HE.search(words))


def _pairs(words: str, label: str) -> list[str]:
    """The noun of "both statements" where nothing before it tells of two."""
    found = _BOTH.search(words)
    if found is None or found["noun"] in _TWO_OF_A_KIND or found["noun"][:STEM] in f"{label} {words[: found.start()]}":
        return []
    return [found["noun"]]


def pair(words: str) -> tuple[str, ...]:
    """The noun of "both statements" in the first sentence of a quotation, without its plural; nothing without one."""
    return tuple(noun.removesuffix("s") for noun in _pairs(re.split(r"[.!?]\s", words, maxsplit=1)[0], "")[:1])


def _some_of_what(words: str) -> bool:
    """True for "said most of them were old" where no word before it is one of several."""
    found = _SOME_OF.search(words)
    return found is not None and not re.search(r"[a-z]{3}s\b", words[words.find(" ") + 1 : found.start()])


def leaves_open(words: str, label: str) -> bool:
    """True for a predicate that says only half of what it means, or who or what is meant: "said it was not", "said he
    believed him", "had been against it"."""
    bare = _masked(words)
    if _half_said(bare) or _OTHERWISE.match(bare) or _two_people(bare, label):
        return True
    return _ABOUT_IT.search(bare) is not None and not _THING.search(bare)


def thing_is_subject(words: str, label: str = "") -> bool:
    """True where what is said begins with "it" or "they", which no person in front can be: "said it was old". Those of
    a body may speak for it."""
    found = _IT_AS_SUBJECT.match(words)
    if found is None or (found[1] and _EXPLETIVE.match(words[found.start(1) :])):
        return False
    return not (_OF_A_BODY.search(label) if found[1] else _of_several(label))


def _of_several(label: str) -> bool:
    """True for a label of more than one: "relatives at the lock", "Holm and Berg", "two of the crew"."""
    words = [word.lower() for word in re.findall(r"[\w’'-]+", label.split(",")[0])]
    people = PEOPLE | ROLE_WORDS
    plural = any((word in people and word.endswith(("s", "people", "men"))) or word[:-1] in people for word in words)
    return plural or "and" in words or words[:1] == ["two"] or several(label)


def hangs(words: str) -> bool:
    """True where a whole sentence cannot be understood without what stands before it."""
    if _GOES_ON.match(words):
        return True
    return begins_back(words) or _demonstrative(_masked(words), "") or _PROVERB.search(words) is not None


def begins_back(words: str) -> bool:
    """True where a whole sentence or quotation begins with a word that points to what was said before it."""
    found = _FIRST.match(words)
    if _OF_WHICH.match(words):
        return True
    if found is None or _PRESENTED.match(words):
        return False
    if found[2]:
        low = words[found.end() :].split()[:2]
        first = low[0].lower().strip("’'s,.;:") if low else ""
        clause = first in SUBJECT_PRONOUNS | DETERMINERS or (low and low[0][0].isupper())
        if found[2].lower() == "that" and clause:
            return False  # "That we do not want to go back": a clause of its own
        return not (found[2].lower() in ("this", "these") and first in _POINTED_AT_BY_ALL) and not (
            found[2].lower() == "those" and _described(first)
        )
    if found[1].lower() == "both" and re.search(r"^(?:\W+[\w’'-]+){1,5}\W+and\b", words[found.end() :]):
        return False
    return not (found[1].lower() == "it" and _EXPLETIVE.match(words))


def unnamed(label: str) -> str:
    """The noun of a label that is only a determiner and a person or a paper ("the woman", "this poll"), else ""."""
    parts = label.lower().split()
    if len(parts) != 2 or parts[0] not in ("the", "this", "that"):
        return ""
    noun = parts[1]
    person = noun in PEOPLE | (ROLE_WORDS - OFFICES) and not noun.endswith(("s", *PEOPLE_ENDINGS))
    return noun if parts[0] != "the" or person or noun in DOCUMENTS or MEDIA_NOUN.fullmatch(noun) else ""


def bare_label(label: str) -> bool:
    """True for a label of a determiner and a common noun, which names nobody: "the firm", "the laboratory"."""
    parts = label.split()
    return len(parts) == 2 and parts[0].lower() in ("the", "this") and parts[1].islower()


def described_only(label: str) -> bool:
    """True for a person who is only described, as somebody known: "the former first lady", "the Ormand congressman"."""
    words = re.findall(r"[\w.’'-]+", label)
    if len(words) < 3 or words[0].lower() != "the" or "," in label or "’" in label or "'" in label:
        return False
    head = words[-1].lower()
    office = bool(OFFICES & {word.lower() for word in words})
    return words[-1].islower() and head in PEOPLE | ROLE_WORDS and not office and not head.endswith("s")


def of_somebody(words: str) -> bool:
    """True for a sentence that begins with a person's pronoun."""
    return re.match(r"\W*(?:he|she|his|her)\b", words, re.I) is not None


def has_role(label: str) -> bool:
    """True for a label with the noun of a person or an office."""
    return bool({word.lower() for word in re.findall(r"[\w-]+", label)} & (PEOPLE | ROLE_WORDS))


def several(label: str) -> bool:
    """True for a label of several people without a name: "analysts", "a majority of voters", "54%"."""
    words = re.findall(r"[\w’'%-]+", label.split(",")[0])
    if not words or any(word[0].isupper() for word in words[1:]):
        return False
    first = next((at for at, word in enumerate(words) if at and word in PREPOSITIONS | {"who", "close"}), len(words))
    head, begin = words[first - 1].lower(), words[0].lower()
    if begin in _MANY or begin[0].isdigit() or head == "majority":
        return True
    plural = head.endswith("s") and not head.endswith("ss") and bool({head, head[:-1]} & (PEOPLE | ROLE_WORDS))
    return plural and (first == 1 or begin in DETERMINERS)


def is_person(label: str) -> bool:
    """False for the name of a body, a document or a medium, as far as its words tell."""
    if has_role(label):
        return True
    words = {word.lower() for word in re.findall(r"[\w-]+", label.split(",")[0])}
    return not (words & (DOCUMENTS | BODIES | ORGANISATION | FIRM_WORDS)) and not is_medium(label)


def _masked(words: str) -> str:
    """``words`` with digits for what stands in quotation marks."""
    return _QUOTED.sub(lambda found: "9" * len(found[0]) if found[0][0] != "[" else found[0], words)


def _demonstrative(words: str, label: str) -> bool:
    return any(True for _ in _out_of(words, label))


def _out_of(words: str, label: str) -> Iterator[list[str]]:
    """The nouns of each "this" or "those" that points out of ``words``, none where it stands alone."""
    for found in _DEMONSTRATIVE.finditer(words):
        word, nouns = found[1].lower(), _nouns(found[2].split())
        if word == "those" and words[found.end(1) :].lstrip()[:1] == "9":
            continue  # what is quoted behind it describes it
        if word == "those" and (not nouns or _described(found[2].split()[0].lower())):
            continue
        if nouns and _OF_WHAT.match(words, found.end(1)):  # "this current of despair" says what it is
            continue
        if not nouns:
            if found.start() < WITHIN:
                yield []
            continue
        if nouns[0] == "one" and found.start() >= WITHIN:
            continue  # "asked for another inquiry, this one into the lock"
        before = f"{label} {words[: found.start()]}".lower()
        if not any(noun in _POINTED_AT_BY_ALL or noun[:STEM] in before for noun in nouns):
            yield nouns


def _nouns(behind: list[str]) -> list[str]:
    """The words right behind a demonstrative that can be its noun; none where it stands alone."""
    nouns: list[str] = []
    for word in behind:
        low = re.sub(r"[’']s$", "", word.lower())
        if low in AUXILIARIES or low in PREPOSITIONS or low in CONJUNCTIONS:
            break
        if low not in DETERMINERS:
            nouns.append(low)
    return nouns


def _described(word: str) -> bool:
    """True for what tells behind "those" which ones: "those who", "those living", "those close to"."""
    return word in PREPOSITIONS | {"who", "whose", "whom", "that", "which", "close"} or word.endswith(("ing", "ed"))


def _somebody_elses(words: str) -> bool:
    """True for the object of a verb whose subject is the name in front: in "denied having met him" he is another."""
    found = _OBJECT.match(words)
    return found is not None and not _NAME.search(f" {words[: found.end()]}")


def _nobodys_pronoun(words: str, label: str) -> bool:
    """True for "him" or "her" where neither the name in front nor a name before the pronoun can be meant."""
    found = _PERSON.search(words)
    if found is None or _NAME.search(f" {words[: found.start()]}"):
        return False
    return not _OWNER.search(label) and (not is_person(label) or several(label))
