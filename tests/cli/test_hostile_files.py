"""Files, folders, imports and disks that are not as they should be: one line each, and nothing else suffers."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import rendering
from index.articles import load
from index.articles.parsers import pdf
from index.schema import Article, Claim, Stance, StoredClaim
from tests.cli.conftest import Runner

ROOT = Path(__file__).parents[2]
TEXT = "The mayor, Ida Holm, said on Monday that the tram would run again in May."
CONTENT = [TEXT.index("the tram"), len(TEXT) - 1]


def line(**claim: object) -> str:
    made = {"source": [[4, 9]], "cue": [[21, 25]], "content": [CONTENT], "chain": ["Ida Holm"], "speaker": "Ida Holm"}
    made |= {"stance": "asserts", "anonymous": False, **claim}
    return json.dumps({"space": "default", "article": {"id": "a", "text": TEXT}, "claims": [made]})


@pytest.mark.parametrize(
    ("claim", "told"),
    [
        ({"content": [[7, 7]]}, "a span of content is empty or lies outside the text"),
        ({"cue": [[25, 21]]}, "a span of cue is empty or lies outside the text"),
        ({"content": [[0, 5], [3, 9]]}, "the spans of content overlap or are out of order"),
        ({"content": [[10, 12], [3, 9]]}, "the spans of content overlap or are out of order"),
        ({"source": [[0.5, 3]]}, "a span of source is no pair of numbers"),
        ({"source": [["0", "3"]]}, "a span of source is no pair of numbers"),
        ({"source": [[False, True]]}, "a span of source is no pair of numbers"),
        ({"anonymous": "no"}, "anonymous is neither true nor false"),
    ],
)
def test_an_import_is_validated_whole_before_anything_of_a_line_is_stored(
    run: Runner, tmp_path: Path, claim: dict[str, object], told: str
) -> None:
    good = line().replace('"id": "a"', '"id": "b"')
    (tmp_path / "in.jsonl").write_text(line(**claim) + "\n" + good + "\n")
    done = run("import", tmp_path / "in.jsonl")
    assert done.code == 1
    assert f"line 1: no exported article: {told}" in done.err
    assert run("show", "a").code == 1
    assert "‹1 the tram" in run("show", "b").out


def test_a_library_that_holds_an_empty_span_is_shown() -> None:
    claim = Claim(((4, 4),), ((21, 21),), ((7, 7), (26, 30)), ("Ida Holm",), "Ida Holm", Stance.ASSERTS, False)
    article = Article("a", TEXT)
    shown = rendering.article_text(article, [StoredClaim("a#1", article, claim, "", "")])
    assert TEXT in shown.plain.replace("‹1 ", "").replace(" 1›", "")


@pytest.mark.parametrize("date", ["D:99999999999999", "D:20260231", "nonsense", "D:00000000000000", "D:2026-05-04"])
def test_a_date_of_a_pdf_that_is_none_is_left_out_and_the_text_stays(date: str) -> None:
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/F1"): font})
    page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
    content = DecodedStreamObject()
    content.set_data(b"BT /F1 12 Tf 40 300 Td (The mayor denied the report.) Tj ET")
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": "Minutes", "/CreationDate": date})
    stream = io.BytesIO()
    writer.write(stream)
    found = pdf(stream.getvalue())
    assert "denied the report" in (found["text"] or "")
    assert (found["title"], found.get("published")) == ("Minutes", None)


def test_a_link_out_of_a_folder_is_not_followed_without_the_flag(run: Runner, tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "password.txt").write_text("The password of Ida Holm is quite a secret one.")
    folder = tmp_path / "folder"
    (folder / "sub").mkdir(parents=True)
    (folder / "sub" / "real.txt").write_text(TEXT)
    (folder / "inner.txt").symlink_to("sub/real.txt")
    (folder / "outer.txt").symlink_to("../secret/password.txt")
    (folder / "outer").symlink_to("../secret")
    (folder / "circle").symlink_to(".")
    done = run("add", folder)
    assert done.code == 1
    assert "outer.txt: a link that leads out of the folder (--follow-links reads it)" in done.err
    assert "password" not in run("export").out
    assert sum(isinstance(one, Article) for one in load(str(folder))) == 2
    found = [one for one in load(str(folder), follow_links=True) if isinstance(one, Article)]
    assert sorted(one.text[:12] for one in found) == sorted([TEXT[:12]] * 2 + ["The password"] * 2)
    assert run("add", folder, "--follow-links").code == 0
    assert "password" in run("export").out
    link = tmp_path / "named"
    link.symlink_to(folder / "sub")
    assert run("add", link).code == 0  # a folder that is named is what the user means


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
@pytest.mark.parametrize("command", ["export", "articles", "--help", "demo"])
def test_a_full_disk_at_the_output_is_one_line_and_no_bug(tmp_path: Path, run: Runner, command: str) -> None:
    (tmp_path / "in.jsonl").write_text(line())
    assert run("import", tmp_path / "in.jsonl").code == 0
    arguments = [sys.executable, "-m", "bot.cli", "--data-dir", str(tmp_path / "data"), *command.split()]
    environment = {**os.environ, "WHOCLAIMS_MODEL": "offline", "PYTHONPATH": str(ROOT)}
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            arguments, stdout=full, stderr=subprocess.PIPE, text=True, cwd=tmp_path, env=environment, check=False
        )
    assert done.returncode == 1
    told = [one for one in done.stderr.splitlines() if one.startswith("error")]
    assert len(told) == 1, done.stderr
    assert "No space left on device" in told[0]
    assert "bug" not in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception" not in done.stderr


def test_a_library_that_cannot_be_written_is_read_and_exported(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "in.jsonl").write_text(line())
    assert run("import", tmp_path / "in.jsonl").code == 0
    exported = run("export").out
    before = {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()}
    real = os.access

    def refused(path: object, mode: int, **more: object) -> bool:
        inside = Path(str(path)).is_relative_to(tmp_path / "data")
        return not (inside and mode & os.W_OK) and real(path, mode, **more)  # type: ignore[arg-type]

    monkeypatch.setattr(os, "access", refused)
    assert run("export").out == exported
    assert "Ida Holm" in run("ask", "Who said that the tram would run again?").out
    assert "Ida Holm" in run("show", "a").out
    assert run("claims", "--about", "the tram").code == run("stats").code == run("speakers").code == 0
    assert "can only be read" in run("doctor").out
    assert run("backup", tmp_path / "copy").code == 0
    (tmp_path / "more.jsonl").write_text(line().replace('"id": "a"', '"id": "b"'))
    for command in (["import", tmp_path / "more.jsonl"], ["remove", "a"], ["reindex"]):
        done = run(*command)
        assert done.code == 1
        assert "it can only be read" in done.err, command
    assert {path: path.read_bytes() for path in (tmp_path / "data").rglob("*") if path.is_file()} == before
