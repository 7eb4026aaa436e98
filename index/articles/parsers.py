"""HTML and PDF to their article: run by the sandbox's child process, on hostile bytes.

Each takes the bytes and returns plain fields for ``records.Raw``; a LoadError's message is told without the
name of the source, which the caller puts before it.
"""

from __future__ import annotations

import io
import re
from typing import Any

from index.errors import LoadError

MAX_PAGES = 500
_LETTERS = re.compile(r"[^\W\d_]{2,}")


def warm(task: str) -> None:
    """Import the parser's library, outside the limits of a file."""
    if task == "html":
        import trafilatura  # noqa: F401
    elif task == "pdf":
        import pypdf  # noqa: F401


def html(page: bytes, url: str | None = None) -> dict[str, str | None]:
    """Text, title, author, date and site name of a page in UTF-8, as trafilatura finds them.

    Raises LoadError where there is no article.
    """
    import trafilatura

    document = trafilatura.bare_extraction(
        page.decode("utf-8"), url=url, include_comments=False, include_tables=False, with_metadata=True,
    )  # fmt: skip
    found: dict[str, Any] = {}
    if document is not None:
        found = document if isinstance(document, dict) else document.as_dict()
    text = str(found.get("text") or "")
    # A menu or an error page also yields some words; an article has at least one sentence of its own.
    if len(_LETTERS.findall(text)) < 12 or not re.search(r"[.!?…]", text):
        raise LoadError("no article found in this page")
    address = found.get("url")
    fields = {
        "text": text,
        "title": found.get("title"),
        "author": found.get("author"),
        "published": found.get("date"),
        "outlet": found.get("sitename"),
        "url": url or (address if str(address or "").startswith(("http://", "https://")) else None),
    }
    return {name: _clean(value) if name != "text" else value for name, value in fields.items()}


def pdf(data: bytes) -> dict[str, str | None]:
    """The text of all pages and the document's own title and author. Raises LoadError."""
    from pypdf import PasswordType, PdfReader

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
            raise LoadError("encrypted PDF: it opens only with a password")
        if len(reader.pages) > MAX_PAGES:
            raise LoadError(f"{len(reader.pages):,} pages; an article may have {MAX_PAGES}")
        text = "\n\n".join(page.extract_text() for page in reader.pages)
        about = reader.metadata
        title, author = (about.title, about.author) if about else (None, None)
        published = None
        if about and about.creation_date:
            published = about.creation_date.date().isoformat()
    except (LoadError, MemoryError):
        raise
    except Exception as error:  # on broken files pypdf raises whatever Python does: OverflowError, KeyError, ...
        raise LoadError(f"broken PDF: {type(error).__name__}: {' '.join(str(error).split())[:120]}") from None
    # Fonts without a character map yield NULs and halves of pairs: no reader sees these.
    text = text.replace("\0", "").encode("utf-8", "ignore").decode("utf-8")
    if not text.strip():
        raise LoadError("PDF without text (scanned pages?)")
    return {"text": text, "title": _clean(title), "author": _clean(author), "published": published}


def _clean(value: object) -> str | None:
    # Metadata of a page is decoration: what cannot be kept is left out rather than losing the article.
    if not isinstance(value, str):
        return None
    value = " ".join(value.replace("\0", "").encode("utf-8", "ignore").decode("utf-8").split())
    return value[:500] or None
