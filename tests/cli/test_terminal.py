"""What a person at a terminal types: half an id, a misspelt name, an option in the wrong place; and odd terminals."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.cli.conftest import PROGRAM, ROOT, Runner, process, write

HARBOUR = "Mayor Ana Ferro said that the quay was unsafe. Port chief Bo Lind denied it.\n"
BRIDGE = "Engineer Cato Brun said that the bridge was sound. Mayor Ana Ferro said that it would open in May.\n"


@pytest.fixture(scope="session")
def two_added(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with two articles, made once."""
    folder = tmp_path_factory.mktemp("two")
    file = write(
        folder / "two.jsonl",
        {"id": "quay-2026-1", "title": "Quay is unsafe", "outlet": "The Quay Courier", "text": HARBOUR},
        {"id": "bridge-2026-1", "title": "Bridge is sound", "outlet": "Lunden Post", "text": BRIDGE},
    )
    assert process("--data-dir", folder / "data", "add", file).returncode == 0
    return folder / "data"


@pytest.fixture
def two(two_added: Path, tmp_path: Path) -> Path:
    """The same as the data folder of this test."""
    return Path(shutil.copytree(two_added, tmp_path / "data"))


@pytest.mark.parametrize("named", ["quay-2026-1", "quay-", "Quay is unsafe", "quay IS unsafe", "is unsafe"])
def test_an_article_is_shown_by_id_beginning_or_title(run: Runner, two: Path, named: str) -> None:
    assert run("show", named, "--json").json()[0]["id"] == "quay-2026-1"


def test_what_may_be_several_or_none_is_told(run: Runner, two: Path) -> None:
    assert "may be any of 2 articles: " in run("show", " is ").complaint
    assert "did you mean Bridge is sound" in run("show", "Brigde is sound").complaint
    assert "did you mean" not in run("show", "zzzzzz").complaint


def test_claims_and_answers_of_one_article(run: Runner, two: Path) -> None:
    assert {c["article"] for c in run("claims", "--article", "bridge", "--json").json()} == {"bridge-2026-1"}
    (whole,) = run("ask", "What does Ana Ferro say?", "--json").json()
    assert {c["article"] for c in whole["citations"]} == {"quay-2026-1", "bridge-2026-1"}
    (part,) = run("ask", "What does Ana Ferro say?", "--article", "Bridge is sound", "--json").json()
    assert {c["article"] for c in part["citations"]} == {"bridge-2026-1"}
    assert "no article" in run("ask", "What does Ana Ferro say?", "--article", "nothing").complaint


def test_an_answer_that_one_article_does_not_hold_is_a_no(run: Runner, two: Path) -> None:
    (answer,) = run("ask", "Who says that the quay was unsafe?", "--article", "bridge", "--json").json()
    assert not any(c["article"] != "bridge-2026-1" for c in answer["citations"])


@pytest.mark.parametrize("outlet", ["The Quay Courier", "quay courier", "courier", "THE COURIER"])
def test_an_outlet_is_found_by_its_words(run: Runner, two: Path, outlet: str) -> None:
    assert {c["article"] for c in run("claims", "--outlet", outlet, "--json").json()} == {"quay-2026-1"}


def test_a_name_that_is_not_known_brings_near_ones(run: Runner, two: Path) -> None:
    assert "did you mean Ana Ferro" in run("claims", "--by", "Anna Ferrro").err
    assert "did you mean Lunden Post" in run("claims", "--outlet", "Lundne Post").err
    assert "did you mean" not in run("claims", "--by", "Xy Qwert").err
    assert run("claims", "--by", "Ana Ferro", "--stance", "urges").err.strip() == "no such claims"


def test_a_page_is_extracted_with_its_text_and_quotes(run: Runner, tmp_path: Path) -> None:
    page = tmp_path / "a.html"
    page.write_text(f"<html><body><article><h1>Quay</h1><p>{HARBOUR}</p><p>{BRIDGE}</p></article></body></html>")
    (line,) = run("extract", page).json()
    assert HARBOUR.strip() in line["text"]
    assert line["claims"]
    for claim in line["claims"]:
        assert claim["quote"] == " … ".join(line["text"][start:end] for start, end in claim["content"])


def test_a_question_comes_from_standard_input(run: Runner, two: Path, tmp_path: Path) -> None:
    done = process("--data-dir", tmp_path / "data", "ask", "-", "--json", stdin=b"Who says that the quay was unsafe?\n")
    assert done.returncode == 0, done.stderr
    assert "Ana Ferro" in json.loads(done.stdout)["answer"]


def test_a_batch_keeps_the_type_of_each_id(run: Runner, two: Path, tmp_path: Path) -> None:
    ids = [7, "7", 1.5, None, ["a"], {"n": 1}, True]
    batch = write(tmp_path / "q.jsonl", *({"id": id, "question": "Who says that the quay was unsafe?"} for id in ids))
    answers = run("ask", "--batch", batch).json()
    assert [answer["id"] for answer in answers] == ids
    assert [type(answer["id"]) for answer in answers] == [type(id) for id in ids]


@pytest.mark.parametrize("option", [["--space", "x"], ["--data-dir", "x"], ["--debug"], ["--space=x"]])
def test_a_global_option_behind_the_command_is_told_its_place(run: Runner, option: list[str]) -> None:
    done = run("claims", *option)
    assert done.code == 2
    assert f"hint: {option[0].partition('=')[0]} goes before the command: whoclaims --" in done.err


@pytest.mark.parametrize(
    "wrong",
    [["claims", "--since", "soon"], ["claims", "--until", "2026"], ["ask"], ["ask", "  "], ["ask", "x", "--top", "0"],
     ["show"], ["no-such-command"], ["articles", "--limit", "many"]],
)  # fmt: skip
def test_wrong_use_exits_with_2(run: Runner, wrong: list[str]) -> None:
    done = run(*wrong)
    assert done.code == 2
    assert "Traceback" not in done.err
    assert done.out == ""


def test_the_shell_completes(monkeypatch: pytest.MonkeyPatch) -> None:
    given = {**os.environ, "_WHOCLAIMS_COMPLETE": "complete_bash", "COMP_WORDS": "whoclaims arti", "COMP_CWORD": "1"}
    done = subprocess.run(PROGRAM, env=given, cwd=ROOT, capture_output=True, text=True, timeout=60, check=False)
    assert "articles" in done.stdout.split()


@pytest.mark.parametrize(
    "data",
    [
        "WHOCLAIMS_SPACE=north\n".encode("utf-16"),
        b"\xef\xbb\xbfWHOCLAIMS_SPACE=north\r\nWHOCLAIMS_LOG_LEVEL=debug\r\n",
        b"WHOCLAIMS_SPACE=north\nWHOCLAIMS_LOG_LEVEL=Warning\n",
    ],
)
def test_settings_are_read_as_editors_write_them(run: Runner, tmp_path: Path, data: bytes) -> None:
    (tmp_path / ".env").write_bytes(data)
    (tmp_path / ".env").chmod(0o600)
    assert run("stats", "--json").json()[0]["space"] == "north"


def test_settings_in_another_encoding_are_one_line(run: Runner, tmp_path: Path) -> None:
    (tmp_path / ".env").write_bytes(b"WHOCLAIMS_SPACE=caf\xe9\n")
    (tmp_path / ".env").chmod(0o600)
    assert ".env cannot be read" in run("stats").complaint


def test_closed_streams_end_nothing_with_a_traceback(run: Runner, two: Path, tmp_path: Path) -> None:
    command = " ".join((*PROGRAM, "--data-dir", str(tmp_path / "data"), "articles"))
    for closed in (">&-", "2>&-", "<&- >&- 2>&-"):
        done = subprocess.run(f"{command} {closed}", shell=True, cwd=ROOT, capture_output=True, timeout=60, check=False)
        assert done.returncode == 0, (closed, done)
        assert b"Traceback" not in done.stderr


def _on_a_screen(columns: int, *arguments: str, **environment: str) -> str:
    """What a terminal of so many columns gets."""
    import pty
    import termios

    main, screen = pty.openpty()
    termios.tcsetwinsize(screen, (24, columns))
    given = {**os.environ, "TERM": "xterm", **environment}
    child = subprocess.Popen([*PROGRAM, *arguments], stdout=screen, stderr=screen, cwd=ROOT, env=given)
    os.close(screen)
    shown = b""
    while True:
        try:
            part = os.read(main, 65536)
        except OSError:  # the child has closed it
            break
        if not part:
            break
        shown += part
    os.close(main)
    assert child.wait(60) == 0
    return shown.decode().replace("\r\n", "\n")


def test_ids_are_whole_on_a_narrow_screen(run: Runner, two: Path, tmp_path: Path) -> None:
    narrow = [(20, ["articles"]), (20, ["claims"]), (20, ["show", "quay-"]), (40, ["articles"]), (71, ["claims"])]
    for columns, command in narrow:
        shown = _on_a_screen(columns, "--data-dir", str(tmp_path / "data"), *command)
        assert "quay-2026-1" in shown, (columns, command)
        assert "…\n" not in shown, (columns, command)


def test_no_color_is_heeded_and_what_takes_long_is_told_on_the_screen(run: Runner, two: Path, tmp_path: Path) -> None:
    asked = ("--data-dir", str(tmp_path / "data"), "ask", "Who says that the quay was unsafe?")
    coloured = _on_a_screen(80, *asked)
    plain = _on_a_screen(80, *asked, NO_COLOR="1")
    assert "\x1b[3" in coloured
    assert "\x1b[3" not in plain
    assert "looking for" in plain


def test_a_page_of_this_machine_is_read_where_the_user_says_so(run: Runner, tmp_path: Path) -> None:
    import functools
    import threading
    from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

    class Quiet(SimpleHTTPRequestHandler):
        def log_message(self, *args: object) -> None: ...

    folder = tmp_path / "www"
    folder.mkdir()
    (folder / "x.html").write_text(
        f"<html><body><article><h1>Quay</h1><p>{HARBOUR}</p><p>{BRIDGE}</p></article></body>"
    )
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        address = f"http://localhost:{server.server_port}/x.html"
        assert "port" in run("add", address).complaint
        (added,) = run("add", address, "--allow-private", "--json").json()
        assert (added["status"], added["source"]) == ("added", address)
    finally:
        server.shutdown()
        server.server_close()


def test_a_long_article_tells_how_far_it_is(run: Runner, tmp_path: Path) -> None:
    # long for the reading, with few sentences to embed
    long = "\n\n".join(f"Part {n} of the quay, {'of the pier and of the dam, ' * 24}is long." for n in range(80))
    (tmp_path / "long.txt").write_text(long)
    shown = _on_a_screen(100, "--data-dir", str(tmp_path / "data"), "add", str(tmp_path / "long.txt"))
    assert "% of an article)" in shown
