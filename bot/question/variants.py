"""The wordings of a question that are searched for: whole, its topic, without its names, its names alone. Pure."""

from __future__ import annotations

import re

from bot.question.parser import Query
from bot.question.tokens import stem, words

_NAME = re.compile(r"(?<![.?!:] )(?<!^)\b[A-Z][\w'’-]*|\b\d[\d.,%]*\b")


def wordings(query: Query) -> list[str]:
    """The question, its topic, its topic without names, and its names alone."""
    names = [w for w in query.text.split() if words(w).stem_set & {stem(n) for n in names_asked("- " + query.text)}]
    return [query.text, query.topic, without_names(query.topic), " ".join(names) or query.subject or query.text]


def without_names(topic: str) -> str:
    """What is left of a topic when names and figures are taken out; the topic itself where nothing is."""
    names = {stem(w) for w in names_asked("- " + topic)}
    kept = [w for w in topic.split() if not names & words(w).stem_set]
    return " ".join(kept) if len(words(" ".join(kept)).tokens) > 1 else topic


def names_asked(text: str) -> list[str]:
    """Words of a question that look like names or figures: capitalised within a sentence, or with a digit."""
    return list(dict.fromkeys(t for m in _NAME.findall(text) for t in words(m).tokens))
