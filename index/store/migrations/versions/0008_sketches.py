"""What a search within a filter keeps in memory of each claim, made of the embeddings that are there (sketches.py)."""

from __future__ import annotations

import itertools
import math
from collections.abc import Iterator
from typing import Any

import numpy as np
import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"

# See 0004. Two of these indexes came later and had none: SQLite took the space of an article to leave ten rows, and
# read all articles of a space where eleven were asked for by key.
STATISTICS = (
    ("articles", "articles_space_text", "22000 22000 1"),
    ("articles", "articles_space_added_by", "22000 22000 5500 50"),
    ("sketches", "sketches_space", "22000 22000 1"),
)

_AT_ONCE = 200  # articles
_STANCES = {"asserts": 0, "denies": 1, "withholds": 2, "urges": 3, "vows": 4, "judges": 5}
_ANONYMOUS, _OWN_VOICE = 64, 128
_MEDIAN = 0.6745  # of the size of a component, in standard deviations


def upgrade() -> None:
    connection = op.get_bind()
    key = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    made = op.create_table(
        "sketches",
        sa.Column("article_id", key, sa.ForeignKey("articles.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("space_id", key, sa.ForeignKey("spaces.id", ondelete="CASCADE"), nullable=False),
        sa.Column("signs", sa.LargeBinary(), nullable=False),
        sa.Column("sizes", sa.LargeBinary(), nullable=False),
        sa.Column("kinds", sa.LargeBinary(), nullable=False),
    )
    op.create_index("sketches_space", "sketches", ["space_id", "article_id"])
    if connection.dialect.name == "sqlite":
        insert = sa.text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :stat)")
        connection.execute(insert, [{"table": t, "index": i, "stat": stat} for t, i, stat in STATISTICS])
        connection.exec_driver_sql("ANALYZE sqlite_schema")
    articles = sa.table("articles", sa.column("id", sa.BigInteger))
    last = 0
    while found := connection.execute(
        sa.select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id).limit(_AT_ONCE)
    ).all():
        values = list(_sketched(connection, last, found[-1][0]))
        if values:
            connection.execute(sa.insert(made), values)
        last = found[-1][0]


def _sketched(connection: sa.Connection, after: int, to: int) -> Iterator[dict[str, Any]]:
    """A row for each article with claims among those in rows ``after`` + 1 to ``to``."""
    read = sa.text(
        "SELECT c.article_id, c.space_id, c.stance, c.anonymous, c.own_voice, e.vector FROM claims c"
        " JOIN embeddings e ON e.claim_id = c.id WHERE c.id > :after AND c.id < :to ORDER BY c.id"
    )
    rows = connection.execute(read, {"after": (after + 1) << 20, "to": (to + 1) << 20})
    for (article, space), of in itertools.groupby(rows, key=lambda row: (row[0], row[1])):
        claims = list(of)
        matrix = np.frombuffer(b"".join(row[5] for row in claims), dtype="<f4").reshape(len(claims), -1)
        large = np.abs(matrix) > _MEDIAN / math.sqrt(matrix.shape[1])
        kinds = [_STANCES[row[2]] + _ANONYMOUS * bool(row[3]) + _OWN_VOICE * bool(row[4]) for row in claims]
        yield {
            "article_id": article, "space_id": space,
            "signs": _packed(matrix > 0), "sizes": _packed(large), "kinds": bytes(kinds),
        }  # fmt: skip


def _packed(bits: np.ndarray[Any, Any]) -> bytes:
    packed = np.packbits(bits, axis=1)
    return np.pad(packed, ((0, 0), (0, -packed.shape[1] % 8))).tobytes()
