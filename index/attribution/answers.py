"""Bare answers: "Asked whether P, she said no" denies P, "Was P? “Nonsense,” he said" too; "yes" asserts it."""

from __future__ import annotations

import re

from index.schema import Relation, Span, Spans, Stance

_NO = re.compile(
    r"""\W*(?:(?:
        (?:no|never|nope|nonsense|rubbish|lies                                         # “Never”
          |not\ (?:at\ all|true|a\ chance|so|remotely|in\ the\ least))                 # “Not at all”
      | (?:certainly|absolutely|definitely|of\ course|most\ certainly)\ not            # “Of course not”
      | (?:absolute|complete|utter|total|pure|sheer)
        \ (?:nonsense|rubbish|fiction|fantasy|fabrication|lies)                        # “Utter nonsense”
      | (?:it|he|she|they|we|i)
        \ (?:is|are|was|were|has|have|had|did|do|does|will|would|can)(?:\ not|n['’]t)  # “It is not”
      )[\s,.!]*)+\W*""",
    re.I | re.X,
)
_YES = re.compile(
    r"\W*(?:yes|yeah|absolutely|of course|certainly|definitely|it is|they are|he did|she did|we did|i did)\W*", re.I
)
_ASKED = re.compile(r"\b(?:whether|if)\s+", re.I)
_QUESTION = re.compile(
    r"(?:^|(?<=[\s“\"]))(?:is|are|was|were|has|have|had|did|does|do|will|would|can|could|should)\s+(?=\S)", re.I
)
_TOPIC = re.compile(
    r"\W*(?:when |after being )?(?:asked|pressed|questioned|challenged|quizzed) (?:about|on|over) ([^,.;:?!\n]{3,80}),",
    re.I,
)
BACK = 400  # characters before an answer in which its question stands


def answered(text: str, relation: Relation, sentence: Span, before: Span | None) -> tuple[Spans, Stance] | None:
    """(what was asked, how the answer stands to it) where ``relation`` is a bare yes or no; None where it is none, or
    where no question is printed in its ``sentence`` or the one ``before``."""
    spoken = next((s for s in relation.content if _stance(text[slice(*s)]) is not None), None)
    if spoken is None:
        return None
    stance = _stance(text[slice(*spoken)])
    asked = _asked_in(text, sentence, spoken) or (before and _asked_in(text, before, spoken))
    if asked:
        said = [a for role in (relation.source, relation.cue) for a, _ in role if asked[0] < a < asked[1]]
        asked = (asked[0], len(text[: min(said, default=asked[1])].rstrip(" ,:")))
    return ((asked,), stance) if asked and stance is not None else None


_UNTRUE = re.compile(
    r"""\W*(?:(?:but|well|oh|look),?\ )?                                                     # Well, ...
      (?:(?:it|this|that|those|he|she|they)(?:\ (?:is|was|are|were)|['’]s|['’]re)            # ... that is ...
        (?:(?:\ not|n['’]t)\ (?:\w+ly\ )?(?:true|so|right|correct|the\ case|how\ it\ was)    # ... not true
          |\ (?:(?:\w+ly|just|a|an|pure|complete|utter)\ ){0,3}                              # ... just a ...
            (?:untrue|false|wrong|mistaken|nonsense|rubbish|lies?|lying|invention|myth|fiction))  # ... lie
      |(?:it|this|that)\ (?:never\ (?:happened|was)|did(?:\ not|n['’]t)\ happen)             # that never happened
      )\W*""",
    re.I | re.X,
)


def is_bare_answer(text: str, span: Span) -> bool:
    """Is it nothing but a yes or no: "Never.", "Of course"?"""
    return _stance(text[slice(*span)]) is not None


def denied_in_answer(text: str, sentence: Span) -> bool:
    """Is a whole sentence of an answer a plain no to what was put: "Not at all.", "That is nonsense.", "It did not"?"""
    words = text[slice(*sentence)]
    return _stance(words) is Stance.DENIES or _UNTRUE.fullmatch(words) is not None


def question(text: str, sentence: Span | None) -> Span | None:
    """What a sentence asks directly: "Was the gate shut?" -> "the gate shut"; None where it is no question."""
    return _asked_in(text, sentence, (sentence[1], sentence[1])) if sentence and _is_question(text, *sentence) else None


def asked_about(text: str, sentence: Span) -> Span | None:
    """What somebody is asked about at the head of a sentence: "Asked about the bribe, ..." -> "the bribe"."""
    found = _TOPIC.match(text, *sentence)
    return found.span(1) if found is not None else None


def _is_question(text: str, start: int, end: int) -> bool:
    return text[start:end].rstrip().rstrip('"”’').endswith("?")


def _stance(words: str) -> Stance | None:
    if _NO.fullmatch(words):
        return Stance.DENIES
    return Stance.ASSERTS if _YES.fullmatch(words) else None


def _asked_in(text: str, where: Span, answer: Span) -> Span | None:
    """What a sentence asks: after "whether" or "if", or as a question of its own."""
    start, end = max(where[0], answer[0] - BACK), where[1]
    found = _ASKED.search(text, start, end)
    if found is not None and not answer[0] <= found.start() < answer[1]:
        stop = re.search(r",\s+(?=(?:the|he|she|they|it)\b|[A-Z“\"])|[.;]|\s(?=[“\"])|$", text[found.end() : end])
        until = found.end() + stop.start() if stop else end
        if answer[0] > found.end():
            until = min(until, answer[0])
        return (found.end(), len(text[:until].rstrip(" ,.;\n")))
    if _is_question(text, start, end):
        found = _QUESTION.search(text, start, end)
        mark = text.rfind("?", start, end)
        if found is not None and found.end() < mark and not answer[0] <= found.start() < answer[1]:
            return (found.end(), mark)
    return None
