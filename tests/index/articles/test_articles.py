"""Loading articles: every kind of source, and every kind of bad input with one clear line."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import BinaryIO

import pytest

from index.articles import LoadFailure, Overrides, load
from index.articles.identity import derived_id, place_id
from index.articles.records import MAX_BYTES
from index.errors import LoadError
from index.samples import ARTICLES
from index.schema import Article
from index.web import sandbox
from tests.index.articles.pages import STORY, a_failure, an_article, page, story

PAGE = (
    "<!doctype html><html><head><title>Dam fails</title><meta name='author' content='Jo Blogg'>"
    "<meta property='og:site_name' content='The Tarn Courier'>"
    "<meta property='article:published_time' content='2026-02-01'></head>"
    "<body><nav><a href='/'>Home</a></nav><article><h1>Dam fails</h1>{}</article></body></html>"
).format("".join(f"<p>Inspector {n} said that the dam – safe in spring – had cracked by autumn.</p>" for n in range(6)))


def one(source: object, overrides: Overrides | None = None, stdin: BinaryIO | None = None) -> Article:
    (item,) = load(str(source), overrides, stdin=stdin)
    return an_article(item)


def failure(source: object, overrides: Overrides | None = None, stdin: BinaryIO | None = None) -> str:
    (item,) = load(str(source), overrides, stdin=stdin)
    error = a_failure(item)
    assert "\n" not in error
    assert "Traceback" not in error
    return error


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def pdf(text: str) -> bytes:
    """A small PDF with one line of text."""
    from pypdf import PdfWriter
    from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

    writer = PdfWriter()
    page = writer.add_blank_page(400, 400)
    font = DictionaryObject(
        {NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1"),
         NameObject("/BaseFont"): NameObject("/Helvetica")}
    )  # fmt: skip
    page[NameObject("/Resources")] = DictionaryObject(
        {NameObject("/Font"): DictionaryObject({NameObject("/F1"): writer._add_object(font)})}
    )
    content = DecodedStreamObject()
    content.set_data(f"BT /F1 12 Tf 40 300 Td ({text}) Tj ET".encode())
    page[NameObject("/Contents")] = writer._add_object(content)
    writer.add_metadata({"/Title": "Minutes", "/Author": "Clerk"})
    stream = io.BytesIO()
    writer.write(stream)
    return stream.getvalue()


# -- what is read


@pytest.mark.parametrize("name", ["a.txt", "a.md", "no-suffix", "a.TXT"])
def test_text_is_kept_exactly(tmp_path: Path, name: str) -> None:
    text = "  Title\r\n\r\n\tTabbed “quote”\u2028 and a trailing space \r\nend\n\n"
    article = one(write(tmp_path / name, text))
    assert isinstance(article, Article)
    assert article.text == text
    assert article.id == place_id(str(tmp_path / name))
    assert article.title == "Title"
    assert article.outlet is article.published is article.url is None


def test_overrides_are_applied_and_the_url_makes_the_id(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", "She said so.")
    given = Overrides("T", "O", "A", "2026-03-04", "https://o.example/a#top")
    article = one(path, given)
    assert (article.title, article.outlet, article.author) == ("T", "O", "A")
    assert (article.published, article.url) == ("2026-03-04", "https://o.example/a")
    write(path, "She said otherwise.")
    assert one(path, given).id == article.id == derived_id("https://O.example/a", "")


def test_html_gives_text_and_metadata(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.html", PAGE))
    assert isinstance(article, Article), article
    assert (article.title, article.author, article.outlet) == ("Dam fails", "Jo Blogg", "The Tarn Courier")
    assert article.published == "2026-02-01"
    assert "Inspector 5 said that the dam – safe in spring – had cracked" in article.text
    assert "Home" not in article.text


def test_html_in_a_declared_encoding(tmp_path: Path) -> None:
    page = PAGE.replace("<head>", "<head><meta charset='windows-1252'>").encode("cp1252")
    article = one(write(tmp_path / "a.html", page))
    assert isinstance(article, Article), article
    assert "dam – safe" in article.text


def test_pdf_gives_text_and_metadata(tmp_path: Path) -> None:
    article = one(write(tmp_path / "a.pdf", pdf("The mayor denied the report.")))
    assert isinstance(article, Article), article
    assert article.text.strip() == "The mayor denied the report."
    assert (article.title, article.author) == ("Minutes", "Clerk")


def test_jsonl_keeps_ids_and_ignores_unknown_fields(tmp_path: Path) -> None:
    line = {"id": "x-1", "title": "T", "text": "He said\r\nno.", "published": "2026-03-04T09:30:00Z", "mood": [1]}
    lines = json.dumps(line) + "\n\n" + '{"text": "No id."}'
    first, second = map(an_article, load(str(write(tmp_path / "a.jsonl", lines))))
    assert (first.id, first.text, first.published) == ("x-1", "He said\r\nno.", "2026-03-04T09:30:00Z")
    assert second.id == derived_id(None, "No id.")


@pytest.mark.parametrize(
    ("data", "expected"),
    [(b"She said so.", "She said so."), (b'{"text": "In JSON."}\n', "In JSON."), (b"\xef\xbb\xbfMarked.", "Marked.")],
)
def test_standard_input_is_told_apart_by_content(data: bytes, expected: str) -> None:
    assert one("-", stdin=io.BytesIO(data)).text == expected


def test_html_and_pdf_on_standard_input() -> None:
    assert "Inspector 3" in one("-", stdin=io.BytesIO(PAGE.encode())).text
    assert "report" in one("-", stdin=io.BytesIO(pdf("A report."))).text


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    text = "The café’s owner, Zoë Šimek, said: “We don’t know – yet.” " * 5
    assert one(write(tmp_path / "a.txt", text.encode(encoding))).text == text


def test_a_folder_is_read_in_order_and_loses_nothing(tmp_path: Path) -> None:
    write(tmp_path / "b.txt", "Second.")
    write(tmp_path / "a.md", "First.")
    write(tmp_path / "c.txt", b"\x00\x01\x02")
    (tmp_path / "sub").mkdir()
    write(tmp_path / "sub" / "d.jsonl", '{"text": "Third."}\n{"text": 4}\n{"text": "Fourth."}\n')
    write(tmp_path / ".hidden.txt", "no")
    write(tmp_path / "image.png", b"\x89PNG")
    items = list(load(str(tmp_path)))
    assert [i.text for i in items if isinstance(i, Article)] == ["First.", "Second.", "Third.", "Fourth."]
    assert [i.source for i in items if isinstance(i, LoadFailure)] == [
        str(tmp_path / "c.txt"), f"{tmp_path}/sub/d.jsonl, line 2"
    ]  # fmt: skip


def test_the_samples_load() -> None:
    items = list(load(str(ARTICLES)))
    assert len(items) == 6
    assert all(isinstance(item, Article) and item.outlet and item.published for item in items)


# -- bad input


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("name", ["a.txt", "a.html", "a.pdf", "x"])
def test_empty(tmp_path: Path, name: str, data: bytes) -> None:
    error = failure(write(tmp_path / name, data))
    assert name in error
    assert "empty" in error or "no text" in error or "PDF" in error or "no article" in error


def test_empty_jsonl(tmp_path: Path) -> None:
    assert failure(write(tmp_path / "a.jsonl", b"")).endswith("a.jsonl: empty")


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, os.urandom(5000), b"text \x00 text"])
def test_binary(tmp_path: Path, data: bytes) -> None:
    assert failure(write(tmp_path / "a.txt", data)).endswith("a.txt: binary data, not text")


def test_a_nul_far_inside_is_found(tmp_path: Path) -> None:
    assert "NUL character at 20000" in failure(write(tmp_path / "a.txt", b"x" * 20_000 + b"\0"))


def test_50_mb(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as stream:
        stream.truncate(50_000_000)
    assert failure(path).endswith("a.txt: 50 MB; one article may have 20 MB")


def test_a_line_of_50_mb_loses_no_other(tmp_path: Path) -> None:
    long = b'{"text": "' + b"a" * (MAX_BYTES + 10) + b'"}\n'
    items = list(load(str(write(tmp_path / "a.jsonl", b'{"text": "One."}\n' + long + b'{"text": "Three."}\n'))))
    assert [type(item) for item in items] == [Article, LoadFailure, Article]
    assert a_failure(items[1]).endswith("a.jsonl, line 2: more than 20 MB")


def test_too_long_a_text_where_it_may_not_come_in_parts(tmp_path: Path) -> None:
    (item,) = load(str(write(tmp_path / "a.txt", "a" * 2_000_001)), in_parts=False)
    assert "2,000,001 characters" in a_failure(item)


def test_one_damaged_character_is_shown_as_such_and_told(tmp_path: Path) -> None:
    data = "Zoë said “no” – twice.".encode() + b" \xe2\x80 and more"
    article = one(write(tmp_path / "a.txt", data))
    assert article.text == "Zoë said “no” – twice. \ufffd and more"
    assert article.origin.notes == ("1 damaged character (UTF-8, the first at byte 30): shown as \ufffd",)
    assert one(write(tmp_path / "b.txt", b"The mayor said no. Caf\xc3")).text == "The mayor said no. Caf\ufffd"
    assert one(write(tmp_path / "c.txt", b"\xff\xfea\x00b")).text == "a\ufffd"


def test_a_text_that_is_mostly_damaged_is_refused(tmp_path: Path) -> None:
    data = "“no” – ".encode() * 3 + b"\xe2\x80 " * 6 + b"and"
    assert "too much of it to read" in failure(write(tmp_path / "a.txt", data))


@pytest.mark.parametrize(
    ("label", "encoding", "words"),
    [
        ("iso-8859-1", "cp1252", "“We looked twice,” said Tomas Greel."),
        ("us-ascii", "cp1252", "Zoë Šimek’s word"),
        ("gb2312", "gb18030", "The mayor 镕 said that the fund was empty."),
        ("shift_jis", "shift_jis", "Mayor 山田 said that the fund was empty."),
        ("iso-8859-2", "iso8859_2", "Łubor Żarkosz said no."),
        ("x-sjis", "shift_jis", "Mayor 山田 said no."),
        ("no-such-label", "cp1252", "“We looked twice,” said Tomas Greel."),
    ],
)
def test_labels_mean_what_browsers_take_them_for(tmp_path: Path, label: str, encoding: str, words: str) -> None:
    text = page(
        f"<article><h1>Quay</h1>{STORY.replace('“', '').replace('”', '')}<p>{words}</p></article>", charset=label
    )
    article = one(write(tmp_path / "a.html", text.replace("’", "’").encode(encoding)))
    assert isinstance(article, Article), article
    assert words in article.text


def test_a_guess_is_told_and_signs_within_words_are_no_letters(tmp_path: Path) -> None:
    text = "Starosta Łubor Żarkosz řekl, že most je v pořádku. Předsedkyně rady zaprzeczyła.\n"
    article = one(write(tmp_path / "a.txt", text.encode("iso8859_2")))
    assert article.text == text
    assert article.origin.notes == ("the encoding is not declared and not UTF-8: read as iso-8859-2, which is a guess",)
    (note,) = one(write(tmp_path / "b.txt", "Zoë Šimek – mayor – said: “No.”".encode("cp1252"))).origin.notes
    assert "windows-1252" in note


def test_garbled_marks_of_a_page_are_mended_and_told(tmp_path: Path) -> None:
    text = story().replace("“", "â€œ").replace("”", "â€\ufffd").replace("port's", "portâ€™s")
    article = one(write(tmp_path / "a.html", text.replace("Edda", "ZoÃ©")))
    assert "“We looked at each of them twice,” said Tomas Greel, the port’s engineer" in article.text
    assert "Zoé Lorne" in article.text
    assert article.origin.notes == ("4 garbled characters mended (UTF-8 read as Windows-1252)",)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (b'{"text": "broken', "not JSON at column 17"),
        (b"[1, 2]", "not a JSON object"),
        (b'{"title": "T"}', "no field text"),
        (b'{"text": null}', "no field text"),
        (b'{"text": 5}', "field text must be a string, not a number"),
        (b'{"text": "x", "id": 7}', "field id must be a string, not a number"),
        (b'{"text": "x", "author": ["A", "B"]}', "field author must be a string, not a list"),
        (b'{"text": "x", "outlet": {"a": 1}}', "field outlet must be a string, not an object"),
        (b'{"text": "x", "title": true}', "field title must be a string, not true or false"),
        (b'{"text": "x", "published": "yesterday"}', "published: 'yesterday' is no ISO date"),
        (b'{"text": "x", "published": "2026-02-30"}', "is no ISO date"),
        (b'{"text": "x", "url": "javascript:alert(1)"}', "must be an http or https address"),
        (b'{"text": "x", "url": "http://[oops"}', "must be an http or https address"),
        (b'{"text": "x", "id": "a\\nb"}', "must be printable"),
        (b'{"text": "  "}', "no text"),
        (b'{"text": "a\\u0000b"}', "NUL character at 1"),
        (b'{"text": "a\\ud800b"}', "half a surrogate pair at 1"),
        (b'{"text": "x", "title": "\\udfff"}', "title holds half a surrogate pair"),
        (b'{"text": "caf\xe9"}', "not UTF-8 at byte 13"),
        (b'{"text": "x", "n": ' + b"9" * 5000 + b"}", "a number too long"),
        (b"[" * 100_000, "nested too deep"),
    ],
)
def test_a_broken_line_in_the_middle_names_itself_and_loses_no_other(tmp_path: Path, line: bytes, said: str) -> None:
    path = write(tmp_path / "a.jsonl", b'{"text": "One."}\n' + line + b'\n{"text": "Three."}\n')
    first, broken, third = load(str(path))
    assert (an_article(first).text, an_article(third).text) == ("One.", "Three.")
    assert a_failure(broken).startswith(f"{path}, line 2: ")
    assert said in a_failure(broken)


def test_a_duplicate_id_in_one_file(tmp_path: Path) -> None:
    lines = '{"id": "a", "text": "One."}\n{"id": "b", "text": "Two."}\n{"id": "a", "text": "Three."}\n'
    *good, bad = load(str(write(tmp_path / "a.jsonl", lines)))
    assert [an_article(item).id for item in good] == ["a", "b"]
    assert a_failure(bad).endswith("a.jsonl, line 3: id 'a' stands already on line 1")


@pytest.mark.parametrize(
    "page",
    [
        "<html><body><nav><a href='/'>Home</a> <a href='/c'>Contact</a></nav></body></html>",
        "<!doctype html><html><head><title>Only a title</title></head><body></body></html>",
        "<html><script>var a = 'Many words here. And here.';</script></html>",
    ],
)
def test_html_with_no_article(tmp_path: Path, page: str) -> None:
    assert failure(write(tmp_path / "a.html", page)).endswith("a.html: no article found in this page")


def test_encrypted_pdf(tmp_path: Path) -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(io.BytesIO(pdf("Secret."))))
    writer.encrypt("password", algorithm="RC4-128")
    writer.write(tmp_path / "a.pdf")
    assert "a.pdf: encrypted PDF" in failure(tmp_path / "a.pdf")


FAR = b"%PDF-1.4\nstartxref\n" + b"9" * 40 + b"\n%%EOF"  # an offset that no integer of C holds


@pytest.mark.parametrize("data", [b"%PDF-1.7\n", b"%PDF-1.4 junk" * 100, FAR, pdf("Cut.")[:-300]])
def test_broken_pdf(tmp_path: Path, data: bytes) -> None:
    assert "a.pdf: " in failure(write(tmp_path / "a.pdf", data))


def test_pdf_without_text(tmp_path: Path) -> None:
    assert failure(write(tmp_path / "a.pdf", pdf(""))).endswith("PDF without text (scanned pages?)")


def test_a_text_in_a_pdf_by_name_only(tmp_path: Path) -> None:
    assert "a.pdf: broken PDF" in failure(write(tmp_path / "a.pdf", "Just words."))


@pytest.mark.parametrize("source", ["missing.txt", "missing-folder/", "bad\0name.txt", "x" * 5000])
def test_no_such_file(source: str) -> None:
    assert failure(source)


def test_a_pipe_or_a_device_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", "The dam had cracked.")
    os.mkfifo(tmp_path / "b.txt")
    (tmp_path / "c.jsonl").symlink_to("/dev/zero")
    article, *failures = load(str(tmp_path))
    assert isinstance(article, Article)
    assert [a_failure(item) for item in failures] == [f"{tmp_path / name}: not a file" for name in ("b.txt", "c.jsonl")]


def test_a_folder_without_articles(tmp_path: Path) -> None:
    assert "file in this folder" in failure(tmp_path)


def test_a_folder_cannot_share_one_url(tmp_path: Path) -> None:
    assert "many articles" in failure(tmp_path, overrides=Overrides(url="https://a.example/"))


def test_a_folder_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # Permission bits do not bind the superuser, so the refusal of the system is put in its place.
    closed = tmp_path / "closed"
    closed.mkdir()
    write(tmp_path / "z.txt", "Still read.")
    real = os.scandir

    def refuse(path: Path) -> AbstractContextManager[Iterator[os.DirEntry[str]]]:
        if str(path) == str(closed):
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    monkeypatch.setattr(os, "scandir", refuse)
    article, refused = load(str(tmp_path))
    assert an_article(article).text == "Still read."
    assert a_failure(refused) == f"{closed}: no permission to read this"


def test_other_schemes() -> None:
    assert "only http and https" in failure("ftp://a.example/b")


# -- the child process


def test_a_parser_that_hangs_is_stopped_and_the_next_file_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    box = sandbox.Sandbox(seconds=0.3)
    monkeypatch.setattr(sandbox, "PATIENCE", 100)
    # Sixty thousand paragraphs: far beyond the limit.
    more = "<p>Inspector x said that y was z by then.</p>" * 60_000 + "</article>"
    with pytest.raises(LoadError, match=r"a\.html: reading it took more than 0\.3 s"):
        box.call("html", PAGE.replace("</article>", more).encode(), "a.html")
    assert "Inspector" in str(sandbox.parse("html", PAGE.encode(), "b.html")["text"])
    box.close()


def test_a_child_that_never_answers_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    box = sandbox.Sandbox(seconds=0.2)
    monkeypatch.setattr(sandbox, "PATIENCE", 1)
    child = box._start()
    os.kill(child.pid, 19)  # stopped: it uses no processor time, so only the parent's clock can tell
    with pytest.raises(LoadError, match=r"a\.pdf: reading it took more than"):
        box.call("pdf", b"%PDF-1.4", "a.pdf")
    assert child.poll() is not None


def test_a_child_that_dies_is_replaced() -> None:
    box = sandbox.Sandbox()
    child = box._start()
    child.kill()
    child.wait()
    assert "report" in str(box.call("pdf", pdf("A report."), "a.pdf")["text"])
    box.close()


def test_memory_is_limited() -> None:
    box = sandbox.Sandbox(memory=300_000_000)
    with pytest.raises(LoadError, match=r"a\.pdf: "):
        box.call("pdf", b"%PDF-1.4\n" + b"0" * 250_000_000, "a.pdf")
    box.close()


def test_the_child_gets_no_secrets(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENAI_API_KEY", "planted-secret")
    box = sandbox.Sandbox()
    child = box._start()
    assert b"planted-secret" not in Path(f"/proc/{child.pid}/environ").read_bytes()
    box.close()
