"""The samples in the shapes that people have texts in: how many of their claims are still read alike?

    python -m tests.benchmarks.disguises [ARTICLES.jsonl] [--wrong]

Each article is read as it is, then wrapped at 60 to 80 columns, as a PDF that is loaded again, with soft hyphens in its
words, with other quotation marks, blanks and dashes. Printed for each shape: the claims of the plain reading that are
there again (speaker, stance, chain and words alike; white space, hyphens at line ends and kinds of marks apart), and
how many claims the plain reading has not. ``--wrong`` prints both.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
import textwrap
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from importlib.resources import files
from pathlib import Path

from index.articles import load
from index.attribution import attribute
from index.schema import Article

Key = tuple[str, str, tuple[str, ...], str]
COLUMNS = (60, 66, 72, 80)


def wrapped(text: str, width: int, hyphens: bool = False) -> str:
    """``text`` in lines of at most ``width`` characters, its paragraphs apart; with ``hyphens`` long words are cut."""
    return "\n".join(
        "\n".join(_hyphened(part, width)) if hyphens else textwrap.fill(part, width, break_on_hyphens=False)
        for part in text.split("\n")
    )


def _hyphened(paragraph: str, width: int) -> Iterator[str]:
    line = ""
    for word in paragraph.split():
        room = width - len(line) - 1
        if len(word) > room and room >= 4 and word.isalpha() and word.islower() and len(word) - room >= 2 < len(word):
            yield f"{line} {word[: room - 1]}-"
            line = word[room - 1 :]
        elif len(line) + 1 + len(word) > width and line:
            yield line
            line = word
        else:
            line = f"{line} {word}".strip()
    yield line


def pdf(text: str, align: str = "J", size: int = 11, gap: float = 3) -> bytes:
    """A PDF of ``text`` in Times, its paragraphs set to the width of the page."""
    from fpdf import FPDF
    from fpdf.enums import XPos, YPos

    made = FPDF()
    made.core_fonts_encoding = "cp1252"
    made.add_page()
    made.set_font("Times", size=size)
    for paragraph in text.split("\n"):
        if paragraph.strip():
            made.multi_cell(0, 5.5, paragraph, align=align, new_x=XPos.LMARGIN, new_y=YPos.NEXT)
            made.ln(gap)
    return bytes(made.output())


def through_pdf(article: Article, **how: object) -> Article:
    """The article with the text that the loader finds in its PDF."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "article.pdf"
        path.write_bytes(pdf(article.text, **how))  # type: ignore[arg-type]
        (loaded,) = load(str(path))
        assert isinstance(loaded, Article), loaded
        return replace(article, text=loaded.text)


def _marks(opening: str, closing: str) -> Callable[[str], str]:
    def change(text: str) -> str:
        text = re.sub(r"(?:(?<=\s)|^|(?<=[—(]))\"(?=\S)", opening, text, flags=re.M)
        return text.replace('"', closing)

    return change


def soft(text: str) -> str:
    """A soft hyphen after every third letter of the words."""
    return re.sub(r"(?<![\W\d_])([^\W\d_]{3})(?=[^\W\d_]{2})", "\\1\u00ad", text)


def zero_width(text: str) -> str:
    """A zero-width space after each blank, a zero-width joiner in each word, a byte order mark before all."""
    return "\ufeff" + re.sub(r"(?<=\w)(?=\w{3}\b)", "\u200d", text.replace(" ", " \u200b"))


def ligatures(text: str) -> str:
    """ff, fi, fl, ffi, ffl as one character each."""
    for letters, one in (("ffi", "ﬃ"), ("ffl", "ﬄ"), ("ff", "ﬀ"), ("fi", "ﬁ"), ("fl", "ﬂ")):
        text = text.replace(letters, one)
    return text


def changed(article: Article, change: Callable[[str], str]) -> Article:
    return replace(article, text=change(article.text))


SHAPES: dict[str, Callable[[str], str]] = {
    **{f"wrapped at {n}": partial(wrapped, width=n) for n in COLUMNS},
    "wrapped at 72, CRLF": lambda text: wrapped(text, 72).replace("\n", "\r\n"),
    "wrapped at 64, words cut": lambda text: wrapped(text, 64, hyphens=True),
    "wrapped at 72, quoted mail": lambda text: "\n".join("> " + line for line in wrapped(text, 72).split("\n")),
    "wrapped at 72, no empty lines": lambda text: wrapped(text, 72).replace("\n\n", "\n"),
    "soft hyphens": soft,
    "soft hyphens, wrapped at 72": lambda text: wrapped(soft(text), 72),
    "zero-width characters": zero_width,
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "ligatures": ligatures,
    "letters decomposed": lambda text: unicodedata.normalize("NFD", text),
    "quotes “ ”": _marks("“", "”"),
    "quotes « »": _marks("«", "»"),
    "quotes « » with blanks": _marks("«\u00a0", "\u00a0»"),
    "quotes » «": _marks("»", "«"),
    "quotes „ “": _marks("„", "“"),
    "quotes „ ”": _marks("„", "”"),
    "quotes ” ”": _marks("”", "”"),
    "quotes ‘ ’": _marks("‘", "’"),
    "quotes ' '": _marks("'", "'"),
    "quotes `` ''": _marks("``", "''"),
    "dashes --": lambda text: text.replace("—", "--"),
    "dashes –": lambda text: text.replace("—", "–"),
    "dashes ―": lambda text: text.replace("—", "―"),
    "dashes -": lambda text: text.replace("—", "-"),
    "quotes and dashes read as Windows-1252": lambda text: _marks("“", "”")(text).translate(
        {ord(mark): "".join(bytes([b]).decode("cp1252", "replace") for b in mark.encode()) for mark in "“”’—"}
    ),
}


def plain(words: str) -> str:
    """``words`` for comparison."""
    words = re.sub("\u00a0(?=»)|(?<=«)\u00a0", "", words)
    words = re.sub(r"â€\S?", "'", words)
    words = unicodedata.normalize("NFKC", re.sub("[\u00ad\u200b\u200d\ufeff]", "", words))
    words = re.sub("(?<=[a-z])-\\s*\n\\s*(?:> )?(?=[a-z])", "", words)
    words = re.sub("\n> ", "\n", words)
    words = re.sub(r"[\"“”«»„‘’']|``", "'", words)
    return " ".join(re.sub("[—–―-]+", "-", words).replace("'", "").split())


def keys(article: Article) -> Counter[Key]:
    """The cited claims of an article, comparable between its shapes."""
    return Counter(
        (
            plain(claim.speaker or ""), str(claim.stance), tuple(map(plain, claim.chain)),
            plain(" … ".join(article.text[a:b] for a, b in claim.content)),
        )
        for claim in attribute(article)
        if not claim.own_voice
    )  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("articles", nargs="?", default=str(files("index.samples") / "articles.jsonl"))
    parser.add_argument("--wrong", action="store_true")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    articles = [one for one in load(args.articles) if isinstance(one, Article)]
    whole = [keys(one) for one in articles]
    total = sum(map(Counter.total, whole))
    shapes: dict[str, Callable[[Article], Article]] = {
        name: partial(changed, change=change) for name, change in SHAPES.items()
    }
    shapes |= {
        "PDF, justified": through_pdf,
        "PDF, ragged": lambda one: through_pdf(one, align="L", size=12),
        "PDF, small type, no gaps": lambda one: through_pdf(one, align="J", size=9, gap=0),
    }
    for name, change in shapes.items():
        if args.only not in name:
            continue
        lost: Counter[Key] = Counter()
        new: Counter[Key] = Counter()
        for one, known in zip(articles, whole, strict=True):
            got = keys(change(one))
            lost += known - got
            new += got - known
        print(f"{name:40s} {total - lost.total():4d} of {total}, {new.total()} others", flush=True)
        for mark, side in (("-", lost), ("+", new)):
            for key in side if args.wrong else ():
                print(f"   {mark} {json.dumps(key, ensure_ascii=False)}", file=sys.stderr)


if __name__ == "__main__":
    main()
