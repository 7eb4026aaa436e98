"""``map``, ``timeline``, ``report``."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from bot.pictures import files
from index.errors import InputError
from tests.cli.conftest import Runner, write

TEXT = "The quay is closed.\n\nMayor Ana Ferro said that the quay was unsafe.\n"


@pytest.mark.parametrize(
    ("name", "begins"), [("a.svg", b"<svg"), ("a.PNG", b"\x89PNG"), ("a.html", b"<!doctype html>")]
)
def test_a_map_is_written_in_the_form_of_its_name(
    run: Runner, filled: Path, tmp_path: Path, name: str, begins: bytes
) -> None:
    done = run("map", "Kestrel Dam", "-o", tmp_path / name, data_dir=filled)
    assert done.code == 0, done.err
    assert (tmp_path / name).read_bytes().startswith(begins)
    assert "propositions" in done.out
    assert "not drawn" in done.out


def test_maps_of_an_article_and_of_a_speaker(run: Runner, filled: Path, tmp_path: Path) -> None:
    for given in (("--article", "kestrel-2"), ("--by", "Colm Reddick")):
        file = tmp_path / f"{given[1]}.html"
        assert run("map", *given, "-o", file, data_dir=filled).code == 0
        assert "Colm Reddick" in file.read_text(encoding="utf-8")


def test_a_timeline_and_a_report_are_written(run: Runner, filled: Path, tmp_path: Path) -> None:
    done = run("timeline", "--by", "Colm Reddick", "-o", tmp_path / "t.svg", data_dir=filled)
    assert (done.code, "point" in done.out) == (0, True)
    done = run("report", "-o", tmp_path / "r.html", data_dir=filled)
    assert "claims of 6 articles" in done.out
    done = run("report", "Kestrel Dam", "-o", tmp_path / "k.html", data_dir=filled)
    assert "of 4 articles" in done.out


def test_one_claim_is_a_picture(run: Runner, tmp_path: Path) -> None:
    run("add", write(tmp_path / "a.jsonl", {"id": "one", "text": TEXT, "published": "2026-01-01"}))
    assert run("map", "the quay", "-o", tmp_path / "m.png").out == f"{tmp_path / 'm.png'}: 1 proposition\n"
    assert run("timeline", "--by", "Ana Ferro", "-o", tmp_path / "t.png").out == f"{tmp_path / 't.png'}: 1 point\n"
    assert run("report", "-o", tmp_path / "r.html").out == f"{tmp_path / 'r.html'}: 1 claim of 1 article\n"


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["map", "airport runway", "-o", "m.svg"], "nobody in these articles speaks of 'airport runway'"),
        (["map", "-o", "m.svg"], "map takes one of TOPIC, --article ID and --by NAME"),
        (["map", "dam", "--by", "Ana", "-o", "m.svg"], "map takes one of TOPIC, --article ID and --by NAME"),
        (["map", "--article", "no-such", "-o", "m.svg"], "no article 'no-such' in space default"),
        (["map", "Kestrel Dam", "-o", "m.gif"], "m.gif: a map is written as .svg, .png or .html"),
        (["map", "Kestrel Dam", "-o", "m"], "m: a map is written as .svg, .png or .html"),
        (["report", "-o", "r.svg"], "r.svg: a report is written as .html"),
        (
            ["timeline", "--by", "Nobody Known", "-o", "t.svg"],
            "nobody called 'Nobody Known' is cited in these articles",
        ),
        (["map", "Kestrel Dam", "-o", "none/m.svg"], "none/m.svg cannot be written: No such file or directory"),
    ],
)
def test_what_is_wrong_is_one_line_and_leaves_no_file(
    run: Runner, filled: Path, tmp_path: Path, arguments: list[str], complaint: str
) -> None:
    assert run(*arguments, data_dir=filled).complaint == complaint
    assert [one.name for one in tmp_path.iterdir() if one.is_file()] == []


def test_a_speaker_without_dates_has_no_timeline(run: Runner, tmp_path: Path) -> None:
    run("add", write(tmp_path / "a.jsonl", {"id": "one", "text": TEXT}))
    done = run("timeline", "--by", "Ana Ferro", "-o", tmp_path / "t.svg")
    assert done.complaint == "no article that cites Ana Ferro has a date: a timeline needs dates"
    assert not (tmp_path / "t.svg").exists()


def test_a_failed_write_leaves_what_was_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "m.svg"
    file.write_bytes(b"old")

    def refused(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "replace", refused)
    with pytest.raises(InputError, match=r"m\.svg cannot be written: Permission denied"):
        files.write(file, b"new")
    assert file.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["m.svg"]
