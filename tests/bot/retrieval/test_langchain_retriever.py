"""The retriever gives what the search gives, as LangChain's documents."""

from __future__ import annotations

from datetime import date

from langchain_core.runnables import RunnableLambda

from bot.question.parser import parse
from bot.retrieval.langchain_retriever import ClaimRetriever, evidence_of
from bot.retrieval.search import retrieve
from tests.bot.fake_space import FakeSpace
from tests.bot.sample import claims

QUESTION = "Who says that the bridge was safe for 3,000 cars a day?"


def test_documents_are_the_claims_with_their_place_and_source() -> None:
    space = FakeSpace(claims())
    documents = ClaimRetriever(space=space, top=3).invoke(QUESTION)
    found = retrieve(space, parse(QUESTION, space, date(2026, 3, 2)), 3)
    assert evidence_of(documents) == found != []
    for document, evidence in zip(documents, found, strict=True):
        article = evidence.stored.article
        parts = [article.text[a:b] for a, b in document.metadata["spans"]]
        assert document.page_content == " … ".join(parts)
        assert document.metadata["article"] == article.id
        assert document.metadata["speaker"] == evidence.stored.claim.speaker


def test_it_stands_in_a_chain_and_finds_nothing_where_nothing_answers() -> None:
    chain = ClaimRetriever(space=FakeSpace(claims()), top=3) | RunnableLambda(len)
    assert chain.invoke(QUESTION) > 0
    assert chain.invoke("What does Zebulon say about xylophones?") == 0
