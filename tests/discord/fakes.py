"""A small library in memory with a real database for the bot's own tables, until the real one is used."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from index.errors import UnknownArticle
from index.schema import Added, Article, Status, StoredClaim
from index.tables import metadata
from tests.bot.fake_space import FakeSpace, claim


class FakeDatabase:
    def __init__(self, path: Path) -> None:
        self.engine = sa.create_engine(f"sqlite:///{path}", connect_args={"check_same_thread": False, "timeout": 30})
        metadata.create_all(self.engine)
        self.lock = threading.Lock()

    @contextlib.contextmanager
    def read(self) -> Iterator[Any]:
        with self.engine.connect() as connection:
            yield connection

    @contextlib.contextmanager
    def write(self) -> Iterator[Any]:
        with self.lock, self.engine.begin() as connection:
            yield connection


class Space(FakeSpace):
    def __init__(self, name: str) -> None:
        super().__init__([])
        self.name = name
        self._articles: dict[str, Article] = {}

    def add(self, article: Article) -> Added:
        self._articles[article.id] = article
        self._claims = [c for c in self._claims if c.article.id != article.id]
        from tests.discord.sample import CLAIMS

        mine = [claim(article, *given, number=n) for n, given in enumerate(CLAIMS.get(article.id, []), 1)]
        self._claims += mine
        return Added(article.id, article.title, article.outlet, Status.ADDED, len(mine), len(mine))

    def remove(self, article_id: str) -> None:
        self.article(article_id)
        del self._articles[article_id]
        self._claims = [c for c in self._claims if c.article.id != article_id]

    def article(self, article_id: str) -> Article:
        if article_id not in self._articles:
            raise UnknownArticle(f"no article {article_id!r} in {self.name}")
        return self._articles[article_id]

    def articles(self, *, match: str = "", limit: int | None = None, offset: int = 0) -> list[Article]:
        found = [a for a in self._articles.values() if match.lower() in (a.title or a.id).lower()]
        return found[offset : None if limit is None else offset + limit]

    def article_claims(self, article_id: str) -> list[StoredClaim]:
        self.article(article_id)
        return [c for c in self._claims if c.article.id == article_id]

    def claims(self, *, by: Any = None, about: Any = None, stance: Any = None, since: Any = None, limit: int) -> Any:
        found = [
            c for c in self._claims if c.claim.chain and (by is None or by.lower() in (c.claim.speaker or "").lower())
        ]
        found = [c for c in found if about is None or about.lower() in c.quote.lower()]
        found = [c for c in found if stance is None or c.claim.stance is stance]
        return found[:limit]

    def speakers(self, *, match: str = "", limit: int | None = None) -> Any:
        return [s for s in self._speakers() if match.lower() in s.name.lower()][:limit]

    def outlets(self, *, match: str = "", limit: int | None = None) -> list[str]:
        return [o for o in super().outlets() if match.lower() in o.lower()][:limit]

    def keep_only(self, speaker: str) -> None:
        self._claims = [c for c in self._claims if c.claim.speaker == speaker]

    def swap(self, one: str, other: str) -> None:
        names = {one: other, other: one}
        self._claims = [replace(c, id=names.get(c.id, c.id)) for c in self._claims]

    def claims_by_id(self, ids: Sequence[str]) -> list[StoredClaim]:
        return super().claims_by_id(ids)


class FakeLibrary:
    def __init__(self, path: Path) -> None:
        self.database = FakeDatabase(path / "fake.sqlite3")
        self._spaces: dict[str, Space] = {}

    def space(self, name: str = "default") -> Space:
        return self._spaces.setdefault(name, Space(name))

    def spaces(self) -> list[str]:
        return list(self._spaces)

    def drop_space(self, name: str) -> None:
        del self._spaces[name]

    def close(self) -> None:
        self.database.engine.dispose()
