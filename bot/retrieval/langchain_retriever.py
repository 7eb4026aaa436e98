"""Retrieval as LangChain knows it: a question in, claims out as documents, for `asker` and for chains of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from langchain_core.callbacks import CallbackManagerForRetrieverRun
from langchain_core.documents import Document
from langchain_core.retrievers import BaseRetriever

from bot.question.parser import Query, parse
from bot.retrieval.evidence import evidence
from index.schema import Evidence

EVIDENCE = "evidence"
"""The key of a document's metadata under which the piece of evidence stands whole."""


class ClaimRetriever(BaseRetriever):
    """The claims of a space that answer a question, best first; none where nothing found answers.

    A document's ``page_content`` is the claim's words; its metadata name article, outlet, speaker, stance and spans
    (code points into the article's text). ``clock`` gives the day of asking.
    """

    space: Any
    top: int = 8
    clock: Callable[[], date] = date.today

    def _get_relevant_documents(
        self, query: str, *, run_manager: CallbackManagerForRetrieverRun, parsed: Query | None = None
    ) -> list[Document]:
        found = evidence(self.space, parsed or parse(query, self.space, self.clock()), self.top)
        return [_document(one) for one in found]


def _document(evidence: Evidence) -> Document:
    stored = evidence.stored
    claim, article = stored.claim, stored.article
    metadata = {
        "claim": stored.id, "article": article.id, "outlet": article.outlet, "url": article.url,
        "speaker": claim.speaker, "chain": list(claim.chain), "stance": str(claim.stance),
        "spans": [list(span) for span in claim.content], EVIDENCE: evidence,
    }  # fmt: skip
    return Document(id=stored.id, page_content=stored.quote, metadata=metadata)


def evidence_of(documents: list[Document]) -> list[Evidence]:
    """The pieces of evidence that a ``ClaimRetriever`` gave."""
    return [document.metadata[EVIDENCE] for document in documents]
