"""``add``, ``articles``, ``show``, ``remove``, ``extract``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from index import samples
from index.attribution.extraction import relations
from index.attribution.extraction.extractor import Found
from tests.cli.conftest import Runner, process, write

TEXT = "The harbour is closed.\n\nMayor Ana Ferro said that the quay was unsafe. Port officials denied it.\n"
KEYS = ["id", "title", "outlet", "status", "claims", "chunks", "error", "source", "note"]


def test_add_tells_the_fate_of_an_article(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT, encoding="utf-8")
    first = run("add", file, "--title", "Harbour closed", "--outlet", "The Quay", "--json")
    assert first.code == 0
    (added,) = first.json()
    assert list(added) == KEYS
    assert (added["title"], added["outlet"], added["status"], added["error"]) == (
        "Harbour closed",
        "The Quay",
        "added",
        None,
    )
    assert added["claims"] >= 1
    assert added["chunks"] >= added["claims"]
    (again,) = run("add", file, "--title", "Harbour closed", "--outlet", "The Quay", "--json").json()
    assert (again["status"], again["id"]) == ("unchanged", added["id"])


def test_changed_text_under_an_id_leaves_nothing_of_the_old(run: Runner, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "q-1", "text": TEXT})
    assert run("add", file, "--json").json()[0]["status"] == "added"
    write(file, {"id": "q-1", "text": TEXT.replace("unsafe", "sound")})
    assert run("add", file, "--json").json()[0]["status"] == "updated"
    quotes = " ".join(claim["quote"] for claim in run("claims", "--own-voice", "--json").json())
    assert "sound" in quotes
    assert "unsafe" not in quotes
    assert len(run("articles", "--json").json()) == 1


def test_a_bad_article_loses_none_of_the_others(run: Runner, tmp_path: Path) -> None:
    file = write(
        tmp_path / "a.jsonl", {"id": "one", "text": TEXT}, '{"id": "two", ', {"id": "three", "text": TEXT + "."}
    )
    done = run("add", tmp_path / "missing.txt", file, "--json")
    assert done.code == 1
    assert [line["status"] for line in done.json()] == ["failed", "added", "failed", "added"]
    assert f"{file}, line 2" in done.json()[2]["error"]
    assert "missing.txt" in done.json()[0]["error"]
    assert {line["id"] for line in run("articles", "--json").json()} == {"one", "three"}
    assert [line for line in done.err.splitlines() if line.startswith("error: ")] == [
        "error: " + line["error"] for line in done.json() if line["error"]
    ]


def test_standard_input_and_folders_are_read(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    (folder / "b.md").write_text("# Quay\n\n" + TEXT, encoding="utf-8")
    assert [line["status"] for line in run("add", folder, "--json").json()] == ["added", "added"]
    done = process("--data-dir", tmp_path / "data", "add", "-", stdin=b"The tide said Ana Ferro is late.\n")
    assert done.returncode == 0, done.stderr
    assert len(run("articles", "--json").json()) == 3


def test_spaces_are_apart(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT, encoding="utf-8")
    run("--space", "north", "add", file)
    assert run("articles", "--json").json() == []
    assert len(run("--space", "north", "articles", "--json").json()) == 1


def test_articles_are_listed(run: Runner, filled: Path) -> None:
    rows = run("articles", "--json", data_dir=filled).json()
    given = [json.loads(line) for line in samples.ARTICLES.read_text(encoding="utf-8").splitlines()]
    assert {row["id"] for row in rows} == {one["id"] for one in given}
    by_id = {one["id"]: one for one in given}
    for row in rows:
        one = by_id[row["id"]]
        assert row["characters"] == len(one["text"])
        assert row["title"] == one["title"]
    shown = run("articles", data_dir=filled).out
    assert all(one["title"] in shown for one in given)
    assert len(run("articles", "--match", given[0]["id"], "--json", data_dir=filled).json()) == 1


def test_show_marks_the_claims_and_loses_no_text(run: Runner, filled: Path) -> None:
    given = json.loads(samples.ARTICLES.read_text(encoding="utf-8").splitlines()[0])
    (whole,) = run("show", given["id"], "--json", data_dir=filled).json()
    assert whole["text"] == given["text"]
    cited = [claim for claim in whole["claims"] if claim["chain"]]
    assert cited
    shown = run("show", given["id"], data_dir=filled).out
    start, end = cited[0]["content"][0]
    assert "‹1 " in shown
    assert given["title"] in shown
    stripped = shown
    for number in range(1, len(cited) + 1):
        stripped = stripped.replace(f"‹{number} ", "").replace(f" {number}›", "")
    assert given["text"][start:end] in stripped
    assert given["text"].strip() in stripped


def test_removed_articles_are_gone(run: Runner, copied: Path) -> None:
    ids = [row["id"] for row in run("articles", "--json", data_dir=copied).json()]
    done = run("remove", ids[0], "no-such", data_dir=copied)
    assert "no-such" in done.complaint
    assert ids[0] in done.out
    assert ids[0] not in {row["id"] for row in run("articles", "--json", data_dir=copied).json()}
    assert ids[0] not in {row["article"] for row in run("claims", "--own-voice", "--json", data_dir=copied).json()}


GERMAN = "Der Bürgermeister sagte am Montag, die Brücke werde im Frühjahr wieder geöffnet; das bestritt die Firma."


def test_another_language_is_told_at_once(run: Runner, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "de", "text": GERMAN}, {"id": "en", "text": TEXT})
    note = "not English but German: nothing read"
    german, english = run("extract", file).json()
    assert german == {"id": "de", "claims": [], "attributions": [], "note": note}
    assert "note" not in english
    shown = run("add", file)
    assert note in shown.out.splitlines()[0]
    assert "claims" not in shown.out.splitlines()[0]
    german, english = run("add", file, "--json").json()  # unchanged now, and told again
    assert (german["note"], english["note"]) == (note, None)


def test_a_fault_in_one_article_loses_no_other(run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = relations.relations

    def faulty(text: str) -> list[Found]:
        if "bad" in text:
            raise IndexError("tuple index out of range")
        return whole(text)

    file = write(tmp_path / "a.jsonl", {"id": "bad", "text": "This is the bad one."}, {"id": "ok", "text": TEXT})
    monkeypatch.setattr(relations, "relations", faulty)
    done = run("extract", file)
    bad, good = done.json()
    assert (done.code, bad["error"]) == (1, "article bad: IndexError: tuple index out of range")
    assert good["claims"]
    assert "Traceback" not in done.err


def test_extract_gives_a_line_a_line_and_stores_nothing(run: Runner, tmp_path: Path) -> None:
    file = write(tmp_path / "a.jsonl", {"id": "one", "text": TEXT}, "not json", {"id": "two", "text": "No claim here."})
    done = run("extract", file)
    assert done.code == 1
    one, bad, two = done.json()
    assert (one["id"], two) == ("one", {"id": "two", "claims": [], "attributions": []})
    assert bad["claims"] == []
    assert f"{file}, line 2" in bad["error"]
    assert not (tmp_path / "data").exists()
    (claim, *_) = one["claims"]
    assert {role: claim[role] for role in ("source", "cue", "content")} == one["attributions"][0]
    assert list(claim) == [
        "source",
        "cue",
        "content",
        "chain",
        "speaker",
        "stance",
        "anonymous",
        "confidence",
        "references",
    ]
    assert "".join(TEXT[s:e] for s, e in claim["content"]) == "the quay was unsafe"
    assert claim["speaker"] == "Ana Ferro"


def test_foreign_text_cannot_drive_the_terminal(run: Runner, tmp_path: Path) -> None:
    text = 'Mayor Ana Ferro said that "the \x1b]0;owned\x07\x1b[31mquay\u202e is [bold]unsafe[/bold] \U0001f525".'
    file = write(tmp_path / "a.jsonl", {"id": "one", "title": "A \x1b[2J title", "text": text})
    done = run("add", file)
    shown = done.out + done.err
    for command in (["show", "one"], ["claims"], ["articles"], ["ask", "What does Ana Ferro say about the quay?"]):
        done = run(*command)
        shown += done.out + done.err
    assert "unsafe" in shown
    assert "[bold]" in shown
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)


def test_unchanged_tells_the_claims_it_has_and_all_tell_where_they_were_read(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "harbour.txt"
    file.write_text(TEXT, encoding="utf-8")
    (first,) = run("add", file, "--json").json()
    (again,) = run("add", file, "--json").json()
    assert (again["status"], again["claims"], again["source"]) == ("unchanged", first["claims"], str(file))
    assert first["claims"] > 0
    assert str(file) in run("add", file).out


def test_twenty_texts_of_a_folder_can_be_told_apart(run: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "notes"
    folder.mkdir()
    for n in range(20):
        (folder / f"{n:02}.txt").write_text(f"Quay {n} is unsafe\n\n4 May 2026\n\n{TEXT}{n}\n", encoding="utf-8")
    done = run("add", folder)
    for n in range(20):
        assert any(f"Quay {n} is unsafe" in line and f"{n:02}.txt" in line for line in done.out.splitlines())
    listed = run("articles", "--json").json()
    assert {(one["title"], one["published"]) for one in listed} == {
        (f"Quay {n} is unsafe", "2026-05-04") for n in range(20)
    }
    (folder / "bare.txt").write_text("Ana Ferro said that it rains. She left.", encoding="utf-8")
    assert "bare.txt" in run("add", folder / "bare.txt").out


def test_a_guessed_encoding_is_told(run: Runner, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("Mayor José Núñez said that the café was shut.\n".encode("cp1252"))
    done = run("add", file, "--json")
    assert "which is a guess" in done.json()[0]["note"]
    assert f"note: {file}: the encoding is not declared" in done.err
