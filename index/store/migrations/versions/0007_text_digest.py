"""A hash of each article's text, by which the same text is known again whatever it came with."""

from __future__ import annotations

import hashlib

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_AT_ONCE = 200


def upgrade() -> None:
    op.add_column("articles", sa.Column("text_digest", sa.String(), nullable=True))
    articles = sa.table(
        "articles", sa.column("id", sa.BigInteger), sa.column("text", sa.Text), sa.column("text_digest", sa.String)
    )
    connection, last = op.get_bind(), 0
    while found := connection.execute(
        sa.select(articles.c.id, articles.c.text).where(articles.c.id > last).order_by(articles.c.id).limit(_AT_ONCE)
    ).all():
        for row, text in found:
            digest = hashlib.sha256(text.encode("utf-8", "replace")).hexdigest()
            connection.execute(sa.update(articles).where(articles.c.id == row).values(text_digest=digest))
        last = found[-1][0]
    op.create_index("articles_space_text", "articles", ["space_id", "text_digest"])
