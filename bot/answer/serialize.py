"""Records -> the JSON that the command line prints with ``--json``. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from index.schema import DETAILS, Added, Article, Claim, Relation, Spans, Speaker, StoredClaim


def spans_json(spans: Spans) -> list[list[int]]:
    """Spans as pairs."""
    return [list(span) for span in spans]


def added_json(added: Added) -> dict[str, Any]:
    """A line of ``add --json``."""
    return {
        "id": added.id,
        "title": added.title,
        "outlet": added.outlet,
        "status": str(added.status),
        "claims": added.claims,
        "chunks": added.chunks,
        "error": added.error,
        "source": added.source,
        "note": "; ".join(note for note in (added.note, *added.notes) if note) or None,
    }


def relation_json(relation: Relation) -> dict[str, Any]:
    """An attribution of ``extract``."""
    return {role: spans_json(getattr(relation, role)) for role in ("source", "cue", "content")}


def extracted_json(claim: Claim, text: str | None = None) -> dict[str, Any]:
    """A claim of ``extract``, with its ``quote`` where the ``text`` is given."""
    made: dict[str, Any] = {
        "source": spans_json(claim.source),
        "cue": spans_json(claim.cue),
        "content": spans_json(claim.content),
        "chain": list(claim.chain),
        "speaker": claim.speaker,
        "stance": str(claim.stance),
        "anonymous": claim.anonymous,
        "confidence": round(claim.confidence, 4),
        "references": [{"start": r.start, "end": r.end, "name": r.name} for r in claim.references],
    }
    if text is None:
        return made
    from index.store.chunks import quote  # with it comes the database, which --help need not load

    return {**made, "quote": quote(text, claim.content)}


def _printed_in(article: Article) -> dict[str, Any]:
    """What every line tells of an article."""
    return {name: getattr(article, name) for name in DETAILS}


def article_json(article: Article) -> dict[str, Any]:
    """A line of ``articles --json``; ``characters`` is the length of the text in code points."""
    return {"id": article.id, **_printed_in(article), "characters": len(article.text)}


def _said_by(stored: StoredClaim) -> dict[str, Any]:
    """Who claims it, in which article: what a claim and a citation share."""
    article, claim = stored.article, stored.claim
    return {
        "article": article.id,
        **_printed_in(article),
        "speaker": claim.speaker,
        "chain": list(claim.chain),
        "stance": str(claim.stance),
        "anonymous": claim.anonymous,
    }


def _words_of(stored: StoredClaim) -> dict[str, Any]:
    return {"spans": spans_json(stored.claim.content), "quote": stored.quote}


def claim_json(stored: StoredClaim) -> dict[str, Any]:
    """A line of ``claims --json``; the names are those of a citation of ``ask --json``."""
    return {"id": stored.id, **_said_by(stored), "own_voice": stored.claim.own_voice, **_words_of(stored)}


def citation_json(n: int, stored: StoredClaim) -> dict[str, Any]:
    """A citation of ``ask --json``: the claim shown under the number ``n``."""
    return {"n": n, **_said_by(stored), **_words_of(stored)}


def speaker_json(speaker: Speaker) -> dict[str, Any]:
    """A line of ``speakers --json``."""
    return {
        "name": speaker.name,
        "aliases": list(speaker.aliases),
        "anonymous": speaker.anonymous,
        "claims": speaker.claims,
    }


def shown_json(article: Article, claims: Iterable[StoredClaim]) -> dict[str, Any]:
    """``show --json``: the article with its text and claims."""
    return {**article_json(article), "text": article.text, "claims": [extracted_json(c.claim) for c in claims]}
