"""The plain quick-start pipeline that the benchmark measures against, as tutorials write it.

RecursiveCharacterTextSplitter 1000/200, langchain-chroma, Chroma's default embedding function. As a program it is the
cold counterpart of ``whoclaims ask``: ``python -m tests.benchmarks.plain FOLDER QUESTION``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from typing import Any

from chromadb.utils.embedding_functions import DefaultEmbeddingFunction
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

TOP = 5


class DefaultEmbeddings(Embeddings):
    """Chroma's default embedding function as LangChain wants it."""

    def __init__(self) -> None:
        self._function: Any = DefaultEmbeddingFunction()

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        return [row.tolist() for row in self._function(texts)]

    def embed_query(self, text: str) -> list[float]:
        return self.embed_documents([text])[0]


def store(folder: str) -> Chroma:
    return Chroma("plain", DefaultEmbeddings(), persist_directory=folder)


def index(folder: str, articles: Iterable[dict[str, Any]]) -> Chroma:
    splitter = RecursiveCharacterTextSplitter(chunk_size=1000, chunk_overlap=200)
    metadata = ("id", "title", "outlet", "published")
    texts, about = [], []
    for article in articles:
        texts.append(article["text"])
        about.append({key: article[key] for key in metadata if article.get(key)})
    made = store(folder)
    made.add_documents(splitter.create_documents(texts, about))
    return made


def ask(made: Chroma, question: str) -> str:
    return "\n\n".join(document.page_content for document in made.similarity_search(question, k=TOP))


if __name__ == "__main__":
    print(ask(store(sys.argv[1]), sys.argv[2]))
