"""The tables of the database, the same on SQLite and PostgreSQL; `migrations/` brings a database to them.

``claims.id`` is made of the article's row and the claim's number (``claim_row``), so that the claims of an article
are one range of keys: the change log names an article, and the vector index is told which keys to drop, without
anything having to be looked up in rows that may be gone. Article rows are never used twice: a changed article gets a
new one, so that an entry of the vector index can be out of date but never stand for other words than its own.
"""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

HEAD: Final = "0008"
"""The newest revision in `migrations/versions/`; a test holds the two together."""

CLAIM_BITS: Final = 20
"""An article has at most 2**20 claims (a text of 50 MB has about half as many sentences)."""

metadata = sa.MetaData()

# ISO dates are compared as text: the database's own collation must not have a say in it.
_DATE = sa.String().with_variant(sa.String(collation="C"), "postgresql")
_KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")

library = sa.Table(
    "library",
    metadata,
    sa.Column("key", sa.String, primary_key=True),
    sa.Column("value", sa.String, nullable=False),
)

spaces = sa.Table(
    "spaces",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("name", sa.String, nullable=False, unique=True),
    sa.Column("revision", sa.BigInteger, nullable=False),
    sa.Column("model", sa.String, nullable=False),
    sa.Column("model_digest", sa.String, nullable=False),
    # Random, new with each change: tells this state from another one of the same revision (a backup that went on).
    sa.Column("token", sa.BigInteger, nullable=False),
    # True once a vector index has been built: one that is missing later has been lost.
    sa.Column("indexed", sa.Boolean, nullable=False),
    sqlite_autoincrement=True,
)

articles = sa.Table(
    "articles",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("url", sa.String),
    sa.Column("title", sa.String),
    sa.Column("outlet", sa.String),
    sa.Column("author", sa.String),
    sa.Column("published", _DATE),
    sa.Column("text", sa.Text, nullable=False),
    sa.Column("digest", sa.String, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("text_digest", sa.String),
    # Who of a Discord server added it, for the limits of a member; None for what came in another way.
    sa.Column("added_by", sa.BigInteger),
    sa.UniqueConstraint("space_id", "key", name="articles_space_key"),
    sa.Index("articles_space_url", "space_id", "url"),
    sa.Index("articles_space_text", "space_id", "text_digest"),
    sa.Index("articles_space_outlet", "space_id", "outlet"),
    sa.Index("articles_space_published", "space_id", "published"),
    sa.Index("articles_space_claims", "space_id", "claims"),
    sa.Index("articles_space_added_by", "space_id", "added_by", "claims"),
    sqlite_autoincrement=True,
)

names = sa.Table(
    "names",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    sa.Column("text", sa.String, nullable=False),
    sa.Column("folded", sa.String, nullable=False),
    sa.Column("anonymous", sa.Boolean, nullable=False),
    sa.Column("last", sa.String, nullable=False),
    sa.Column("shelf", sa.String, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    # The name that stands for the whole group: the speaker's id in the catalogue.
    sa.Column("speaker_id", _KEY, nullable=False),
    sa.UniqueConstraint("space_id", "text", "anonymous", name="names_space_text"),
    sa.Index("names_space_last", "space_id", "last"),
    sa.Index("names_space_shelf", "space_id", "shelf"),
    sa.Index("names_space_speaker", "space_id", "speaker_id"),
    sqlite_autoincrement=True,
)

claims = sa.Table(
    "claims",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=False),
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    sa.Column("article_id", _KEY, sa.ForeignKey("articles.id", ondelete="CASCADE"), nullable=False),
    sa.Column("source", sa.String, nullable=False),
    sa.Column("cue", sa.String, nullable=False),
    sa.Column("content", sa.String, nullable=False),
    sa.Column("chain", sa.String, nullable=False),
    sa.Column("speaker", sa.String),
    sa.Column("name_id", _KEY, sa.ForeignKey("names.id")),
    sa.Column("stance", sa.String, nullable=False),
    sa.Column("anonymous", sa.Boolean, nullable=False),
    sa.Column("own_voice", sa.Boolean, nullable=False),
    sa.Column("context_start", sa.Integer, nullable=False),
    sa.Column("context_end", sa.Integer, nullable=False),
    sa.Column("chunk", sa.Text, nullable=False),
    # "start-end name" a line; null where nothing is resolved within the claim
    sa.Column("references", sa.Text),
    sa.Column("confidence", sa.Float),
    sa.Index("claims_article", "article_id"),
    sa.Index("claims_space_name", "space_id", "name_id"),
    sa.Index("claims_space_stance", "space_id", "stance"),
    sa.Index("claims_space_own_voice", "space_id", "own_voice"),
)

embeddings = sa.Table(
    "embeddings",
    metadata,
    sa.Column("claim_id", _KEY, primary_key=True, autoincrement=False),
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    sa.Column("vector", sa.LargeBinary, nullable=False),  # float32, little-endian, unit length
    sa.Index("embeddings_space", "space_id", "claim_id"),
)

# What a search within a filter keeps in memory of each claim; see sketches.py. One row an article, its claims in order.
sketches = sa.Table(
    "sketches",
    metadata,
    sa.Column("article_id", _KEY, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
    sa.Column("signs", sa.LargeBinary, nullable=False),
    sa.Column("sizes", sa.LargeBinary, nullable=False),
    sa.Column("kinds", sa.LargeBinary, nullable=False),
    sa.Index("sketches_space", "space_id", "article_id"),
)

changes = sa.Table(
    "changes",
    metadata,
    sa.Column("space_id", _KEY, sa.ForeignKey("spaces.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("revision", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("article_id", _KEY, nullable=False),
    sa.Column("claims", sa.Integer, nullable=False),
    sa.Column("present", sa.Boolean, nullable=False),
    sa.Column("token", sa.BigInteger, nullable=False),
)


# What the Discord bot keeps; see guilds.py. ``space`` is the space's name: a guild has settings before it has articles.
guilds = sa.Table(
    "guilds",
    metadata,
    sa.Column("space", sa.String, primary_key=True),
    sa.Column("settings", sa.Text, nullable=False),
    sa.Column("left_at", sa.Float),
    # When it was first found to have been left for long enough; it is deleted at a look a day later.
    sa.Column("due_since", sa.Float),
    sa.Index("guilds_left_at", "left_at"),
)

replies = sa.Table(
    "replies",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("space", sa.String, nullable=False),
    sa.Column("key", sa.String, nullable=False),
    sa.Column("kind", sa.String, nullable=False),
    sa.Column("body", sa.Text, nullable=False),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.UniqueConstraint("space", "key", name="replies_space_key"),
    sqlite_autoincrement=True,
)

feedback = sa.Table(
    "feedback",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("space", sa.String, nullable=False),
    sa.Column("reply", sa.String, nullable=False),
    sa.Column("user_id", sa.BigInteger, nullable=False),
    sa.Column("right", sa.Boolean, nullable=False),
    sa.Column("comment", sa.Text, nullable=False),
    sa.Column("created", sa.Float, nullable=False),
    sa.UniqueConstraint("space", "reply", "user_id", name="feedback_space_reply_user"),
    sqlite_autoincrement=True,
)

# Feeds of articles; see feeds/polling.py. ``space`` is the space's name: feeds may stand before the first article.
feeds = sa.Table(
    "feeds",
    metadata,
    sa.Column("id", _KEY, primary_key=True, autoincrement=True),
    sa.Column("space", sa.String, nullable=False),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("title", sa.String),
    sa.Column("etag", sa.String),
    sa.Column("last_modified", sa.String),
    sa.Column("checked", sa.Float),
    sa.Column("error", sa.String),
    sa.UniqueConstraint("space", "url", name="feeds_space_url"),
    sqlite_autoincrement=True,
)

feed_items = sa.Table(
    "feed_items",
    metadata,
    sa.Column("feed_id", _KEY, sa.ForeignKey("feeds.id", ondelete="CASCADE"), primary_key=True),
    sa.Column("guid", sa.String, primary_key=True),
    sa.Column("url", sa.String, nullable=False),
    sa.Column("attempts", sa.Integer, nullable=False),
    sa.Column("done", sa.Boolean, nullable=False),
)


def claim_row(article_id: int, number: int) -> int:
    """The key of claim ``number`` (from 1) of the article in row ``article_id``."""
    return (article_id << CLAIM_BITS) + number


def article_row(claim_id: int) -> int:
    """The article's row that a claim's key belongs to."""
    return claim_id >> CLAIM_BITS


def claim_number(claim_id: int) -> int:
    """The number of a claim within its article, from 1."""
    return claim_id & ((1 << CLAIM_BITS) - 1)


def claim_rows(article_id: int, count: int) -> list[int]:
    """The keys of the ``count`` claims of an article, in text order."""
    return [claim_row(article_id, number) for number in range(1, count + 1)]
