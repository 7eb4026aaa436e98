"""The first tables: spaces, articles, names, claims, embeddings, changes; PostgreSQL's word index.

SQLite's word index is an FTS5 table a space, made with the space.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import TSVECTOR

revision = "0001"
down_revision = None

KEY = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "library",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )
    op.create_table(
        "spaces",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("revision", sa.BigInteger(), nullable=False),
        sa.Column("model", sa.String(), nullable=False),
        sa.Column("model_digest", sa.String(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.Column("indexed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("name"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "articles",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("space_id", KEY, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=True),
        sa.Column("outlet", sa.String(), nullable=True),
        sa.Column("author", sa.String(), nullable=True),
        sa.Column("published", sa.String().with_variant(sa.String(collation="C"), "postgresql"), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("space_id", "key", name="articles_space_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("articles_space_outlet", "articles", ["space_id", "outlet"], unique=False)
    op.create_index("articles_space_published", "articles", ["space_id", "published"], unique=False)
    op.create_index("articles_space_url", "articles", ["space_id", "url"], unique=False)
    op.create_table(
        "changes",
        sa.Column("space_id", KEY, nullable=False),
        sa.Column("revision", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("present", sa.Boolean(), nullable=False),
        sa.Column("token", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("space_id", "revision"),
    )
    op.create_table(
        "embeddings",
        sa.Column("claim_id", KEY, autoincrement=False, nullable=False),
        sa.Column("space_id", KEY, nullable=False),
        sa.Column("vector", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("embeddings_space", "embeddings", ["space_id", "claim_id"], unique=False)
    op.create_table(
        "names",
        sa.Column("id", KEY, autoincrement=True, nullable=False),
        sa.Column("space_id", KEY, nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("folded", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("last", sa.String(), nullable=False),
        sa.Column("shelf", sa.String(), nullable=False),
        sa.Column("claims", sa.Integer(), nullable=False),
        sa.Column("speaker_id", KEY, nullable=False),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("space_id", "text", "anonymous", name="names_space_text"),
        sqlite_autoincrement=True,
    )
    op.create_index("names_space_last", "names", ["space_id", "last"], unique=False)
    op.create_index("names_space_shelf", "names", ["space_id", "shelf"], unique=False)
    op.create_index("names_space_speaker", "names", ["space_id", "speaker_id"], unique=False)
    op.create_table(
        "claims",
        sa.Column("id", KEY, autoincrement=False, nullable=False),
        sa.Column("space_id", KEY, nullable=False),
        sa.Column("article_id", KEY, nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("cue", sa.String(), nullable=False),
        sa.Column("content", sa.String(), nullable=False),
        sa.Column("chain", sa.String(), nullable=False),
        sa.Column("speaker", sa.String(), nullable=True),
        sa.Column("name_id", KEY, nullable=True),
        sa.Column("stance", sa.String(), nullable=False),
        sa.Column("anonymous", sa.Boolean(), nullable=False),
        sa.Column("own_voice", sa.Boolean(), nullable=False),
        sa.Column("context_start", sa.Integer(), nullable=False),
        sa.Column("context_end", sa.Integer(), nullable=False),
        sa.Column("chunk", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(
            ["name_id"],
            ["names.id"],
        ),
        sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("claims_article", "claims", ["article_id"], unique=False)
    op.create_index("claims_space_name", "claims", ["space_id", "name_id"], unique=False)
    op.create_index("claims_space_own_voice", "claims", ["space_id", "own_voice"], unique=False)
    op.create_index("claims_space_stance", "claims", ["space_id", "stance"], unique=False)
    if op.get_bind().dialect.name == "postgresql":
        op.create_table(
            "words",
            sa.Column("claim_id", sa.BigInteger(), nullable=False, autoincrement=False),
            sa.Column("space_id", sa.BigInteger(), nullable=False),
            sa.Column("words", TSVECTOR(), nullable=False),
            sa.ForeignKeyConstraint(["space_id"], ["spaces.id"], ondelete="CASCADE"),
            sa.PrimaryKeyConstraint("claim_id"),
        )
        op.create_index("words_words", "words", ["words"], postgresql_using="gin")
        op.create_index("words_space", "words", ["space_id"])
