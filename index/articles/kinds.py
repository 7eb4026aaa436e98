"""Which kinds of file are read, told by name and by content."""

from __future__ import annotations

import re

from index.errors import LoadError

BY_SUFFIX = {
    ".txt": "text", ".text": "text", ".md": "text", ".markdown": "text",
    ".html": "html", ".htm": "html", ".xhtml": "html",
    ".pdf": "pdf",
    ".jsonl": "jsonl", ".ndjson": "jsonl",
}  # fmt: skip
READ = "text (.txt, .md), web pages (.html), .pdf and .jsonl are read"

_HTML = re.compile(
    rb"\s*(<\?xml.{0,200}?\?>\s*)?(<!--.{0,500}?-->\s*)*<(!doctype\s+html|html|head|body)\b", re.I | re.S
)
_MAIL_FIELD = re.compile(rb"([A-Za-z][A-Za-z-]{1,40}):[ \t]?\S")
# A header that only machines write; "Date" and "Subject" also stand over texts that people write.
_MAIL = frozenset((b"mime-version", b"content-type", b"content-transfer-encoding", b"received", b"return-path",
                   b"message-id", b"dkim-signature", b"delivered-to", b"x-mailer"))  # fmt: skip
_NAMED = {
    ".rtf": "an RTF document", ".eml": "an e-mail with its headers", ".msg": "an e-mail with its headers",
    ".mbox": "an e-mail with its headers", ".mhtml": "a web archive", ".mht": "a web archive",
    ".webarchive": "a web archive", ".csv": "a table", ".tsv": "a table", ".xls": "a table", ".xlsx": "a table",
    ".ods": "a table", ".doc": "a word processor's document", ".docx": "a word processor's document",
    ".odt": "a word processor's document", ".pages": "a word processor's document", ".epub": "a book",
    ".json": "JSON", ".xml": "XML", ".rss": "a feed", ".atom": "a feed", ".tex": "TeX",
}  # fmt: skip


def sniff(data: bytes) -> str:
    """pdf, html, jsonl or text, by content."""
    if data[:1024].lstrip().startswith(b"%PDF-"):
        return "pdf"
    if _HTML.match(data[:4096].removeprefix(b"\xef\xbb\xbf")):
        return "html"
    first = data.lstrip(b"\xef\xbb\xbf \t\r\n").split(b"\n", 1)[0]
    if first.startswith(b"{") and b'"text"' in first:
        return "jsonl"
    return "text"


def refuse_others(data: bytes, suffix: str, where: str) -> None:
    """Raise LoadError for markup and tables that would pass for text. Nothing to say of what is read."""
    kind = _marked(data) or _NAMED.get(suffix.lower())
    if kind is not None and not (suffix.lower() == ".json" and sniff(data) == "jsonl"):
        raise LoadError(f"{where}: {kind}, not an article: {READ}")


def _marked(data: bytes) -> str | None:
    """The kind of a file that says itself what it is, whatever it is called."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    if head.startswith(b"{\\rtf"):
        return "an RTF document"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "a packed file or a word processor's document"
    if re.match(rb"\\documentclass|\\begin\{", head):
        return "TeX"
    if re.match(rb"(<\?xml[^>]*>\s*)?<(rss|feed|rdf:RDF)\b", head):
        return "a feed (whoclaims feed add follows one)"
    return _mail(head)


def _mail(head: bytes) -> str | None:
    """E-mail and web archives: header lines down to the first empty one, at least one of them a machine's."""
    if head.startswith(b"From ") and b"\n" in head:  # mbox
        head = head.split(b"\n", 1)[1]
    fields: set[bytes] = set()
    for line in re.split(rb"\r?\n", head)[:80]:
        if not line.strip():
            break
        if line[:1] in b" \t":
            continue
        found = _MAIL_FIELD.match(line)
        if found is None:
            return None
        fields.add(found[1].lower())
    if len(fields) < 2 or not fields & _MAIL:
        return None
    related = b"multipart/related" in head.lower() and b"text/html" in head.lower()
    return "a web archive" if related else "an e-mail with its headers"
