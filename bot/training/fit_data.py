"""The data that the embedding, the second stage and the gate are fitted on, from our own questions.

    python -m bot.training.fit_data FOLDER [--train TRAIN.jsonl]

index/training/questions.jsonl holds questions about our own annotated passages and about the training articles
of PolNeAR (TRAIN.jsonl, which is not part of the repository; without it those questions are left out). Each says what
it is for: ``embedding`` or ``ranking``; a question of the one is never about an article of the other, because the
second stage has to learn what the embedding is worth on what it was not trained on. Written are, for "own" and for
"train", FOLDER/NAME/library (extracted claims), FOLDER/NAME/articles.jsonl and FOLDER/NAME/{embedding,ranking}.jsonl;
FOLDER/own/more.jsonl, the questions of bot/training/questions.jsonl, which are for ranking too; and
FOLDER/own/bare.jsonl, questions of few words made of our own passages.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import sys
from pathlib import Path
from typing import Any

from bot.question.tokens import stem, words
from bot.retrieval.similarity import vocabulary
from bot.training.gold import read
from index.schema import Article
from index.store.library import Library
from index.training.passages import compile_passage

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "index" / "training" / "corpus"
QUESTIONS = ROOT / "index" / "training" / "questions.jsonl"

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")

Raw = dict[str, Any]


def own() -> list[Raw]:
    """Our own passages with the spans of their claims as attributions C1, C2, ..."""
    found = []
    for name in ("short", "mixed", "articles"):
        for line in read(CORPUS / f"{name}.jsonl"):
            p = compile_passage(line)
            spans = [{"id": f"C{n}", "content": sorted(roles.get("c", []))} for n, roles in p.spans.items()]
            found.append({"id": p.id, "outlet": p.outlet, "text": p.text, "attributions": spans})
    return found


def asked(line: Raw) -> Raw:
    """A question in the form that the scorers read."""
    article = line["article"]
    answers = [{"article": article, "attribution": name} for name in line.get("attributions", [])]
    answers += [{"article": article, "spans": [span]} for span in line.get("spans", [])]
    return {key: line[key] for key in ("id", "type", "question")} | {"answers": answers, "about": article}


def bare(articles: list[Raw], count: int = 360, seed: int = 5) -> list[Raw]:
    """Questions of few words, as people type them into a search box: one or two words of a claim, or a stretch of it
    word by word; and words that no article has. What a claim must have to answer is the words themselves."""
    rng = random.Random(seed)
    every = [(a, x) for a in articles for x in a["attributions"] if x["content"]]
    said = [" ".join(a["text"][s:e] for s, e in x["content"]) for a, x in every]
    having: dict[str, set[int]] = {}
    for i, text in enumerate(said):
        for token in words(text).stem_set:
            having.setdefault(token, set()).add(i)
    inside = {t for a in articles for t in words(a["text"]).stem_set}
    absent = [w for w in vocabulary() if len(w) > 4 and stem(w) not in inside]
    found: list[Raw] = []
    for number in range(count):
        at = rng.randrange(len(said))
        tokens = [t for t in dict.fromkeys(words(said[at]).tokens) if len(t) > 2 and 0 < len(having[stem(t)]) < 6]
        plain = _WORD.findall(said[at])
        asked_words: list[str] = []
        hit: set[int] = set()
        if number % 6 == 5:
            asked_words = rng.sample(absent, rng.choice((1, 1, 2)))
        elif number % 3 == 0 and len(plain) > 4:
            start = rng.randrange(len(plain) - 3)
            asked_words = ["who said", *plain[start : start + rng.randint(3, 6)]]
            hit = {at}
        elif tokens:
            asked_words = rng.sample(tokens, min(len(tokens), rng.choice((1, 1, 2))))
            hit = set.intersection(*(having[stem(t)] for t in asked_words))
        if asked_words:
            answers = [{"article": every[i][0]["id"], "attribution": every[i][1]["id"]} for i in sorted(hit)]
            line = {"id": f"bare-{number}", "type": "bare", "question": " ".join(asked_words), "answers": answers}
            found.append({**line, "about": every[at][0]["id"]})
    return found


def write(path: Path, lines: list[Raw]) -> None:
    """One JSON object a line."""
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), encoding="utf8")


def article(line: Raw) -> Article:
    """The article that a line of JSON holds; its fields as ``whoclaims add`` takes them."""
    title, outlet, author, published, url = map(line.get, ("title", "outlet", "author", "published", "url"))
    return Article(line["id"], line["text"], title, outlet, author, published, url)


def build(folder: Path, articles: list[Raw], questions: list[Raw]) -> None:
    """The articles, their library, and the questions about them."""
    folder.mkdir(parents=True, exist_ok=True)
    write(folder / "articles.jsonl", articles)
    ids = {a["id"] for a in articles}
    for use in ("embedding", "ranking"):
        write(folder / f"{use}.jsonl", [asked(q) for q in questions if q["use"] == use and q["article"] in ids])
    shutil.rmtree(folder / "library", ignore_errors=True)
    with Library.open(data_dir=folder / "library") as library:
        for added in library.space().add_many(map(article, articles)):
            if added.error:
                print(added.id, added.error, file=sys.stderr)
        library.settle(3600)
        print(folder.name, library.space().stats())


def main() -> None:
    """Write both."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--train", type=Path)
    options = parser.parse_args()
    questions = read(QUESTIONS)
    build(options.folder / "own", own(), questions)
    shutil.copy(Path(__file__).parent / "questions.jsonl", options.folder / "own" / "more.jsonl")
    write(options.folder / "own" / "bare.jsonl", bare(own()))
    if options.train:
        build(options.folder / "train", read(options.train), questions)


if __name__ == "__main__":
    main()
