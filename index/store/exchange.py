"""Export, import and backup: all of a library, or a space, in a file.

An export is JSONL, a line an article with its claims as they are stored; importing it gives the same articles, claims
and speakers, whatever attribution engine is installed. Embeddings are not exported: they are computed again. A backup
is a copy of the SQLite database, taken while others read and write.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index.articles.records import MAX_FIELD, Overrides, Raw, check_characters, make_article
from index.errors import LoadError, StoreError, UnknownArticle, WhoclaimsError
from index.schema import DETAILS, Added, Article, Claim, Reference, Spans, Stance, Status
from index.store.database import FILE_NAME
from index.store.library import LOCK_FILE, Library
from index.store.tables import library as library_table
from index.text import sanitize

MAX_LINE = 60_000_000
"""Code points of a line to import: more than an article of the greatest length has with all its claims."""
_FIELDS = ("id", *DETAILS, "text")


def export(library: Library, space: str | None = None) -> Iterator[str]:
    """JSONL lines (without line ends) of one space, or of all: by space, then by article id."""
    for name in [space] if space is not None else library.spaces():
        view = library.space(name)
        for key in sorted(article.id for article in view.articles()):
            try:
                known, stored_claims = view.whole(key)
            except UnknownArticle:  # removed meanwhile
                continue
            claims = sorted(stored_claims, key=lambda stored: int(stored.id.rpartition("#")[2]))
            article = asdict(known)
            line = {
                "space": name,
                "article": {field: article[field] for field in _FIELDS if article[field] is not None},
                "claims": [_claim_out(stored.claim) for stored in claims],
            }
            yield sanitize.dumps(line)


def import_lines(library: Library, lines: Iterable[str], space: str | None = None) -> Iterator[tuple[str, Added]]:
    """Store what ``export`` gave, into its own spaces or all into ``space``; (space, outcome) for each line, in order.

    A line that cannot be used, or is beyond what a loader takes (``articles.records``), is a failed outcome that names
    its number; the others are stored.
    """
    batch: list[tuple[Article, list[Claim]]] = []
    into = ""
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            name, article, claims = _read(line, f"line {number}")
            library.space(name if space is None else space)
        except (
            WhoclaimsError,
            ValueError,
            TypeError,
            KeyError,
            AttributeError,
            OverflowError,
            RecursionError,
        ) as error:
            yield from _store(library, into, batch)
            batch = []
            said = " ".join(str(error).split())[:200]
            if not isinstance(error, LoadError):
                said = f"line {number}: no exported article: {said}"
            yield into, Added(f"line {number}", None, None, Status.FAILED, error=said)
            continue
        name = space if space is not None else name
        if name != into or len(batch) >= 64 or any(article.id == other.id for other, _ in batch):
            yield from _store(library, into, batch)
            batch = []
        into = name
        batch.append((article, claims))
    yield from _store(library, into, batch)


def _store(library: Library, space: str, batch: list[tuple[Article, list[Claim]]]) -> Iterator[tuple[str, Added]]:
    if not batch:
        return
    known = {article.id: claims for article, claims in batch}
    for added in library.space(space).add_many((article for article, _ in batch), attribute=lambda a: known[a.id]):
        yield space, added


def backup(library: Library, target: Path, progress: Callable[[int, int], None] | None = None) -> int:
    """Copy the SQLite database to ``target`` (replaced as a whole, mode 0600) while it is in use; gives its bytes.

    To restore, put the copy in the place of the data folder's database: the vector index mends itself.
    Raises StoreError where it cannot be written, or where the database is a server's (its own tools do that).
    """
    if not library.database.sqlite:
        raise StoreError("the database is PostgreSQL: back it up with pg_dump")
    ours = (FILE_NAME, FILE_NAME + "-wal", FILE_NAME + "-shm", LOCK_FILE)
    if target.resolve() in {(library.data_dir / name).resolve() for name in ours}:
        raise StoreError(f"the backup {target} would replace the database itself or its lock; name another file")
    if target.is_dir():
        raise StoreError(f"the backup {target} cannot be written: it is a folder")
    part = target.with_name(target.name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_RDWR, 0o600))
        told = (lambda _status, left, total: progress(total - left, total)) if progress is not None else None
        with library.database.read() as connection:
            connection.execute(sa.select(sa.func.count()).select_from(library_table))  # one state is copied: without
            # it SQLite would begin anew with each change of another process
            source: Any = connection.connection.driver_connection
            copy = sqlite3.connect(part)
            try:
                source.backup(copy, pages=4096, progress=told)
            finally:
                copy.close()
        part.replace(target)
        return target.stat().st_size
    except (OSError, sqlite3.Error) as error:
        part.unlink(missing_ok=True)
        raise StoreError(f"the backup {target} cannot be written: {error}") from error


def _claim_out(claim: Claim) -> dict[str, Any]:
    made = asdict(claim)
    references = [[r.start, r.end, r.name] for r in claim.references]
    return {**made, "stance": str(claim.stance), "chain": list(claim.chain), "references": references}


def _read(line: str, where: str) -> tuple[str, Article, list[Claim]]:
    if len(line) > MAX_LINE:
        raise LoadError(f"{where}: more than {MAX_LINE // 1_000_000} MB")
    read = json.loads(line)
    given = {field: read["article"].get(field) for field in _FIELDS}
    for field, value in given.items():
        if not isinstance(value, str) and (value is not None or field in ("id", "text")):
            raise ValueError(f"{field} is no text")
    if not given["id"].strip():
        raise ValueError("id is empty")
    article = make_article(Raw(**given), Overrides(), where, restored=True)
    claims = [_claim_in(claim, len(article.text), where) for claim in read["claims"]]
    if not isinstance(read["space"], str):
        raise ValueError("space is no text")
    return read["space"], article, claims


def _claim_in(read: dict[str, Any], length: int, where: str) -> Claim:
    def spans(role: str) -> Spans:
        made, last = [], 0
        for start, end in read[role]:
            if type(start) is not int or type(end) is not int:
                raise ValueError(f"a span of {role} is no pair of numbers")
            if not 0 <= start < end <= length:
                raise ValueError(f"a span of {role} is empty or lies outside the text")
            if start < last:
                raise ValueError(f"the spans of {role} overlap or are out of order")
            made.append((start, end))
            last = end
        return tuple(made)

    def words(value: Any, role: str) -> str:
        if not isinstance(value, str):
            raise ValueError(f"{role} is no text")
        if len(value) > MAX_FIELD:
            raise LoadError(f"{where}: {role} has {len(value):,} characters; it may have {MAX_FIELD:,}")
        check_characters(value, role, where)
        return value

    def references(value: Any) -> tuple[Reference, ...]:
        made = []
        for start, end, name in value:
            if not 0 <= int(start) < int(end) <= length:
                raise ValueError("a span of references lies outside the text")
            made.append(Reference(int(start), int(end), " ".join(words(name, "references").split())))
        return tuple(made)

    if not isinstance(read["chain"], list):
        raise ValueError("chain is no list")
    if not isinstance(read["anonymous"], bool):
        raise ValueError("anonymous is neither true nor false")
    confidence = float(read.get("confidence", 1.0))
    if not 0 <= confidence <= 1:
        raise ValueError("confidence is no probability")
    return Claim(
        spans("source"),
        spans("cue"),
        spans("content"),
        tuple(words(link, "chain") for link in read["chain"]),
        words(read["speaker"], "speaker") if read["speaker"] is not None else None,
        Stance(read["stance"]),
        bool(read["anonymous"]),
        references(read.get("references", [])),
        confidence,
    )
