"""The judge: what it reads of a claim, and that it tells a claim that answers from its neighbours."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from bot.retrieval.judge import QUESTION_TOKENS, TOKENS, Judge, attitude, judge, pieces, question_pieces, reading
from index.errors import StoreError
from index.schema import Article, Stance
from tests.bot.fake_space import claim

ARTICLE = Article(
    "weir",
    "The weir at Ashgrove failed on Monday. Engineer Lotte Brand said the gates had rusted through. "
    "Mayor Ilse Kuhn denied that the town had known. Shops reopened on Tuesday, baker Pit Hansen said.",
    outlet="Ashgrove Post",
)
RUSTED = claim(ARTICLE, "the gates had rusted through", ["Engineer Lotte Brand"], "Lotte Brand", number=0)
KNOWN = claim(ARTICLE, "the town had known", ["Mayor Ilse Kuhn"], "Ilse Kuhn", Stance.DENIES, number=1)
SHOPS = claim(ARTICLE, "Shops reopened on Tuesday", ["baker Pit Hansen"], "Pit Hansen", number=2)


def test_it_reads_who_says_it_the_sentence_and_what_stands_before() -> None:
    text, content = reading(RUSTED)
    assert text.startswith("Lotte Brand: Engineer Lotte Brand said the gates had rusted through.")
    assert text.endswith("weir at Ashgrove failed on Monday. ")
    assert [text[a:b] for a, b in content] == ["the gates had rusted through"]


def test_the_content_s_word_pieces_are_marked() -> None:
    ids, said = pieces(RUSTED)
    assert len(ids) == len(said) <= TOKENS
    assert sum(said) == 6  # the gates had rust ##ed through


def test_long_questions_and_claims_are_cut() -> None:
    long = Article("long", "Ada Rook said " + "the well was dry and " * 80 + "deep.", outlet="A")
    whole = claim(long, long.text[len("Ada Rook said ") : -1], ["Ada Rook"], "Ada Rook")
    assert len(pieces(whole).ids) == TOKENS
    assert len(question_pieces("who says " + "the well was dry " * 80)) == QUESTION_TOKENS


def test_a_claim_s_stance_and_voice_are_told() -> None:
    assert attitude(KNOWN) == [0.0, 1.0, 0.0, 0.0, 0.0, 0.0, 0.0, 0.0]
    own = claim(ARTICLE, "The weir at Ashgrove failed on Monday", number=3)
    assert attitude(own)[6] == 1.0


def test_the_claim_that_answers_is_judged_likelier_than_its_neighbours() -> None:
    answers, belongs = judge().verdicts("Who says that the gates were rusty?", [SHOPS, KNOWN, RUSTED])
    assert int(answers.argmax()) == 2
    assert int(belongs.argmax()) == 2
    answers, _ = judge().verdicts("Who says the shops are open again?", [SHOPS, KNOWN, RUSTED])
    assert int(answers.argmax()) == 0


def test_nothing_is_judged_of_nothing() -> None:
    answers, belongs = judge().verdicts("who?", [])
    assert answers.shape == belongs.shape == (0,)


def test_a_lone_surrogate_stops_nothing() -> None:
    answers, _ = judge().verdicts("who says \ud800?", [RUSTED])
    assert np.isfinite(answers).all()


def test_a_missing_model_is_told_in_a_line(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match=r"^judge: cannot load .*gone\.onnx"):
        Judge(tmp_path / "gone.onnx").verdicts("who?", [RUSTED])


def test_threads_share_one_judge() -> None:
    asked = ["who says the gates rusted?", "who denies it?", "who says shops reopened?"] * 4
    one = [judge().verdicts(q, [RUSTED, KNOWN]).answers for q in asked]
    with ThreadPoolExecutor(4) as pool:
        many = list(pool.map(lambda q: judge().verdicts(q, [RUSTED, KNOWN]).answers, asked))
    assert all(np.allclose(a, b) for a, b in zip(one, many, strict=True))
