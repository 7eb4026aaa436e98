"""The data that the second stage and the gate are fitted on: our own annotated articles and questions about them.

    python -m tests.benchmarks.fit_data FOLDER

writes FOLDER/articles.jsonl (plain text with the spans of the annotated claims) and the library FOLDER/marked, which
holds the annotated claims in place of extracted ones, and FOLDER/extracted, which holds what the engine finds. The
questions are tests/benchmarks/questions.jsonl: 240, of which 35 ask for what no article says.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from index.attribution.engine import own_voice
from index.library import Library
from index.schema import Article, Claim, Relation, Stance
from index.training.passages import compile_passage

ROOT = Path(__file__).parents[2]
CORPUS = ROOT / "index" / "training" / "corpus" / "articles.jsonl"


def main() -> None:
    """Write the articles and build both libraries."""
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    passages = [compile_passage(json.loads(line)) for line in CORPUS.read_text("utf8").splitlines() if line.strip()]
    by_id = {p.id: p for p in passages}

    def annotated(article: Article) -> list[Claim]:
        passage = by_id[article.id]
        found, relations = [], []
        for c in passage.claims:
            spans = tuple(sorted(passage.spans[c["n"]].get("c", [])))
            if spans:
                found.append(Claim((), (), spans, tuple(c["chain"]), c["speaker"], Stance(c["stance"]), c["anonymous"]))
                relations.append(Relation((), (), spans))
        return found + own_voice(article.text, relations, article.outlet)

    articles = [Article(p.id, p.text, None, p.outlet, None, None, None) for p in passages]
    with (folder / "articles.jsonl").open("w", encoding="utf8") as out:
        for p in passages:
            spans = [{"id": f"C{n}", "content": sorted(roles.get("c", []))} for n, roles in p.spans.items()]
            line = {"id": p.id, "outlet": p.outlet, "text": p.text, "attributions": spans}
            out.write(json.dumps(line, ensure_ascii=False) + "\n")
    for name, attribute in (("marked", annotated), ("extracted", None)):
        library = Library.open(data_dir=folder / name, attribute=attribute)
        for added in library.space().add_many(articles):
            if added.error:
                print(added.id, added.error, file=sys.stderr)
        print(name, library.space().stats())
        library.close()


if __name__ == "__main__":
    main()
