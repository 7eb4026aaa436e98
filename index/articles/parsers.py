"""HTML and PDF to their article: run by the sandbox's child process, on hostile bytes.

Each takes the bytes and returns plain fields for ``records.Raw``; a LoadError's message is told without the
name of the source, which the caller puts before it.
"""

from __future__ import annotations

import contextlib
import io
import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from index.errors import LoadError

if TYPE_CHECKING:
    from pypdf import DocumentInformation, PdfReader

MAX_PAGES = 500
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def warm(task: str) -> None:
    """Import the parser's library, outside the limits of a file."""
    if task == "html":
        import trafilatura  # noqa: F401
    elif task == "pdf":
        import pypdf  # noqa: F401


def html(page: bytes, url: str | None = None) -> dict[str, str | None]:
    """Text, title, author, date and outlet of a page in UTF-8. ``note`` says what was done to the text, if anything.

    Raises LoadError where there is no article.
    """
    from index.articles.pages import author, date, outlet, refusals, set_off, title
    from index.articles.pages import page as pages
    from index.articles.pages import tree as trees
    from index.articles.pages.garbled import mended
    from index.articles.pages.json_ld import described

    whole, note = mended(page.decode("utf-8"))
    tree = trees.parsed(whole)
    tag = next((trees.words(one) for one in tree.iter("title")), "")
    trees.clean(tree)
    headings = pages.headings(tree)
    said = described(tree, headings[0] if headings else tag)
    about = pages.Page(tree, said, pages.metas(tree), tag, headings, pages.address(tree, url))
    refusals.refuse(tree, said, " ".join((tag, *headings)))
    links = refusals.links(tree)
    refusals.refuse_front(links, said, about.address)
    sold = refusals.without_sales(tree)
    set_off.mark(tree)
    found = _extracted(tree, url)
    text = _story(found, said.body)
    refusals.refuse_stub(text, sold, said, links)
    # A menu or an error page also yields some words; an article has at least one sentence of its own.
    if len(_LETTERS.findall(text)) < 12 or not re.search(r"[.!?…]", text):
        raise LoadError("no article found in this page")
    publisher = outlet.outlet(about, found.get("sitename"))
    fields = {
        "title": title.title(about, publisher, found.get("title")),
        "author": author.author(about, publisher, found.get("author")),
        "published": date.published(about),
        "outlet": publisher,
        "url": url or about.address,
        "note": note,
    }
    return {"text": text, **{name: _clean(value) for name, value in fields.items()}}


def _extracted(tree: Any, url: str | None) -> dict[str, Any]:
    """What trafilatura finds in a cleaned tree."""
    import trafilatura
    from lxml.html import tostring

    # As text: on a tree that it has not parsed itself it finds nothing in some pages.
    page = tostring(tree, encoding="unicode", doctype="<!doctype html>")
    document = trafilatura.bare_extraction(
        page, url=url, include_comments=False, include_tables=False, with_metadata=True,
        date_extraction_params={"extensive_search": False, "original_date": True},
    )  # fmt: skip
    if document is None:
        return {}
    return document if isinstance(document, dict) else document.as_dict()


def _story(found: dict[str, Any], said: str | None) -> str:
    """The text that a reader sees; where that is next to nothing, the one in the page's own description."""
    text = str(found.get("text") or "")
    if said and len(_LETTERS.findall(text)) < 40 < len(said) and len(said) > 2 * len(text):
        return said
    return text


def pdf(data: bytes) -> dict[str, str | None]:
    """The text of all pages and the document's own title and author. Raises LoadError.

    The day on which the file was made is not the day of the story, and is left out.
    """
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise LoadError("encrypted PDF: it opens only with a password")
        if len(reader.pages) > MAX_PAGES:
            raise LoadError(f"{len(reader.pages):,} pages; an article may have {MAX_PAGES}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
    except (LoadError, MemoryError):
        raise
    except Exception as error:  # on broken files pypdf raises whatever Python does: OverflowError, KeyError, ...
        raise LoadError(f"broken PDF: {type(error).__name__}: {' '.join(str(error).split())[:120]}") from None
    # Fonts without a character map yield NULs and halves of pairs: no reader sees these.
    text = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if not text.strip():
        raise LoadError("PDF without text (scanned pages?)")
    return {"text": text, **_about(reader)}


def _about(reader: PdfReader) -> dict[str, str | None]:
    """Title and author of a PDF, each for itself: one that cannot be read is left out, and the article stays."""

    def read(take: Callable[[DocumentInformation], object]) -> object:
        with contextlib.suppress(Exception):  # pypdf raises whatever Python does, here too
            return take(reader.metadata) if reader.metadata is not None else None
        return None

    return {"title": _headline(read(lambda about: about.title)), "author": _clean(read(lambda about: about.author))}


def _headline(title: object) -> str | None:
    """A PDF's title, unless it is a file's name or what a program calls every file."""
    name = re.sub(r"^(Microsoft (Word|PowerPoint|Excel)|OpenOffice Writer) - ", "", _clean(title) or "")
    made = re.fullmatch(
        r"(untitled|document|title|slide|layout|print|blank)\W*\d*|\S+\.(docx?|indd|odt|pdf|qxp|rtf|txt|pptx?|tmp)",
        name,
        re.I,
    )
    return None if made else name or None


def _clean(value: object) -> str | None:
    # Metadata of a page is decoration: what cannot be kept is left out rather than losing the article.
    if not isinstance(value, str):
        return None
    value = " ".join(value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    return value[:500] or None
