"""``ask``, ``claims``, ``speakers``, ``chat``, ``demo`` on the sample articles."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from index import samples
from tests.cli.conftest import Runner, process, write

ANSWER = ["id", "question", "answer", "abstained", "statements", "citations", "model", "notes"]
CITATION = "n article title outlet author published url speaker chain stance anonymous spans quote".split()


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    given = [json.loads(line) for line in samples.ARTICLES.read_text(encoding="utf-8").splitlines()]
    return {one["id"]: one["text"] for one in given}


def test_an_answer_cites_the_exact_words(run: Runner, filled: Path, texts: dict[str, str]) -> None:
    done = run("ask", samples.QUESTIONS[0], "--json", "--top", "3", data_dir=filled)
    assert done.code == 0
    (answer,) = done.json()
    assert set(ANSWER) <= answer.keys()
    assert answer["question"] == samples.QUESTIONS[0]
    assert answer["model"] == "offline"
    assert not answer["abstained"]
    assert 1 <= len(answer["citations"]) <= 3
    for n, citation in enumerate(answer["citations"], 1):
        assert list(citation)[: len(CITATION)] == CITATION
        assert citation["n"] == n
        text = texts[citation["article"]]
        assert citation["quote"] == " … ".join(text[start:end] for start, end in citation["spans"])
    known = {citation["n"] for citation in answer["citations"]}
    assert answer["statements"]
    for statement in answer["statements"]:
        assert statement["citations"]
        assert set(statement["citations"]) <= known


def test_an_answer_reads_well_on_a_terminal(run: Runner, filled: Path) -> None:
    (answer,) = run("ask", samples.QUESTIONS[0], "--json", data_dir=filled).json()
    shown = run("ask", samples.QUESTIONS[0], data_dir=filled).out
    assert answer["statements"][0]["text"].removesuffix(".") in shown
    for citation in answer["citations"]:
        assert re.search(rf"^(?:\[\d+\])*\[{citation['n']}\]", shown, re.M)
        assert citation["article"] in shown
    assert "\x1b" not in shown


def test_batch_answers_in_order(run: Runner, filled: Path, tmp_path: Path) -> None:
    file = write(tmp_path / "q.jsonl", *({"id": f"q{n}", "question": q} for n, q in enumerate(samples.QUESTIONS)))
    done = run("ask", "--batch", file, data_dir=filled)
    assert done.code == 0
    assert [(line["id"], line["question"]) for line in done.json()] == [
        (f"q{n}", q) for n, q in enumerate(samples.QUESTIONS)
    ]


def test_a_bad_line_of_a_batch_loses_none_of_the_others(run: Runner, filled: Path, tmp_path: Path) -> None:
    lines: tuple[object, ...] = (
        {"id": "a", "question": samples.QUESTIONS[0]},
        "{",
        {"id": "c"},
        {"id": "d", "question": " "},
        "[" * 100_000,
    )
    file = write(tmp_path / "q.jsonl", *lines, "", {"id": "e", "question": samples.QUESTIONS[1]})
    done = run("ask", "--batch", file, data_dir=filled)
    assert done.code == 1
    first, broken, without, blank, deep, last = done.json()
    assert (first["id"], last["id"]) == ("a", "e")
    assert not first["abstained"]
    for number, line in ((2, broken), (3, without), (4, blank), (5, deep)):
        assert line["error"].startswith(f"{file}, line {number}: ")
        assert line["citations"] == []
    assert done.err.count("error: ") == 4


def test_a_space_without_articles_abstains_and_says_why(run: Runner) -> None:
    done = run("ask", "Who said so?", "--json")
    assert done.code == 0
    (answer,) = done.json()
    assert answer["abstained"]
    assert answer["citations"] == []
    assert "holds no articles yet" in done.err


@pytest.mark.parametrize("question", ["?", "who " * 5000], ids=["1 character", "20,000 characters"])
def test_questions_of_any_length_are_answered(run: Runner, filled: Path, question: str) -> None:
    done = run("ask", question, "--json", data_dir=filled)
    assert done.code == 0
    assert done.json()[0]["question"] == question


def test_claims_are_filtered(run: Runner, filled: Path) -> None:
    def claims(*options: str) -> list[dict[str, object]]:
        return run("claims", "--json", *options, data_dir=filled).json()

    everything = claims()
    assert everything
    assert not any(claim["own_voice"] for claim in everything)
    assert len(claims("--own-voice")) > len(everything)
    assert {claim["stance"] for claim in claims("--stance", "denies")} == {"denies"}
    assert {claim["outlet"] for claim in claims("--outlet", "Meridian Wire")} == {"Meridian Wire"}
    assert len(claims("--limit", "2")) == 2
    late = claims("--since", "2026-02-15")
    assert late
    assert all(str(claim["published"]) >= "2026-02-15" for claim in late)
    early = claims("--until", "2026-02-10")
    assert early
    assert all(str(claim["published"]).startswith("2026-02-10") for claim in early)
    reddick = claims("--by", "Reddick")
    assert reddick
    assert {claim["speaker"] for claim in reddick} == {"Colm Reddick"}
    assert "Lower Finch" in str(claims("--about", "the weir at Lower Finch", "--limit", "3"))


def test_claims_and_speakers_are_listed_for_people(run: Runner, filled: Path) -> None:
    shown = run("claims", "--by", "Reddick", data_dir=filled).out
    assert "Colm Reddick asserts" in shown
    assert run("claims", "--by", "Nobody Atall", data_dir=filled).err == "nobody called 'Nobody Atall' is cited here\n"
    assert "Colm Reddick" in run("speakers", data_dir=filled).out
    (reddick,) = run("speakers", "--match", "Reddick", "--json", data_dir=filled).json()
    assert reddick["name"] == "Colm Reddick"
    assert list(reddick) == ["name", "aliases", "anonymous", "claims"]


def test_a_wrong_date_is_named(run: Runner, filled: Path) -> None:
    done = run("claims", "--since", "yesterday", data_dir=filled)
    assert done.code == 2
    assert "'yesterday' is not a date" in done.err


def test_chat_answers_line_by_line(filled: Path) -> None:
    lines = "\n".join(samples.QUESTIONS[:2]) + "\n"
    done = process("--data-dir", filled, "chat", stdin=lines.encode())
    assert done.returncode == 0, done.stderr
    assert done.stdout.decode().count("\n[1]") >= 2
    assert done.stderr == b""


def test_demo_needs_nothing_and_leaves_nothing(tmp_path: Path) -> None:
    done = process("--data-dir", tmp_path / "data", "demo", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    out = done.stdout.decode()
    assert out.count("$ whoclaims ask") >= 3
    assert out.count("\n[1]") >= 3
    assert list(tmp_path.iterdir()) == []


def test_a_changed_account_is_told_with_its_days(run: Runner, filled: Path) -> None:
    (answer,) = run("ask", "How has Colm Reddick's account of the memo changed?", "--json", data_dir=filled).json()
    assert "2026-02-11, Meridian Wire: " in answer["answer"]
    assert answer["notes"] == []
