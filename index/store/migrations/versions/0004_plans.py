"""What a large space needs to be searched fast: an index for counting, and SQLite's query plans held fast.

Without statistics SQLite takes ``space_id = ?`` to leave about ten rows, and reads a whole space where it could look a
few rows up by key. The figures below are those of a space of a million claims; written by hand, as SQLite's
documentation suggests for plans that must not change ("The query planner", section "Query planner stability").
PostgreSQL keeps statistics of its own.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

# table, index, rows and how many of them share the first column, the first two, ...
STATISTICS = (
    ("claims", "claims_article", "1000000 45"),
    ("claims", "claims_space_name", "1000000 1000000 50"),
    ("claims", "claims_space_stance", "1000000 1000000 150000"),
    ("claims", "claims_space_own_voice", "1000000 1000000 500000"),
    ("embeddings", "embeddings_space", "1000000 1000000 1"),
    ("articles", "articles_space_claims", "22000 22000 400"),
    ("articles", "articles_space_key", "22000 22000 1"),
    ("articles", "articles_space_outlet", "22000 22000 900"),
    ("articles", "articles_space_published", "22000 22000 9"),
    ("articles", "articles_space_url", "22000 22000 1"),
    ("names", "names_space_last", "22000 22000 5"),
    ("names", "names_space_shelf", "22000 22000 5"),
    ("names", "names_space_speaker", "22000 22000 2"),
    ("names", "names_space_text", "22000 22000 1 1"),
    ("changes", "changes_pkey", "22000 22000 1"),
)


def upgrade() -> None:
    op.create_index("articles_space_claims", "articles", ["space_id", "claims"])
    connection = op.get_bind()
    if connection.dialect.name != "sqlite":
        return
    # SQLite names the indexes of keys and constraints itself.
    own = {
        (table, tuple(row[2] for row in connection.exec_driver_sql(f"PRAGMA index_info({index})"))): index
        for table in ("articles", "names", "changes")
        for (_, index, _, origin, _) in connection.exec_driver_sql(f"PRAGMA index_list({table})").all()
        if origin != "c"
    }
    by_name = {
        "articles_space_key": own["articles", ("space_id", "key")],
        "names_space_text": own["names", ("space_id", "text", "anonymous")],
        "changes_pkey": own["changes", ("space_id", "revision")],
    }
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # makes the table of statistics
    connection.execute(sa.text("DELETE FROM sqlite_stat1"))
    insert = sa.text("INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (:table, :index, :stat)")
    rows = [{"table": t, "index": by_name.get(i, i), "stat": stat} for t, i, stat in STATISTICS]
    connection.execute(insert, rows)
    connection.exec_driver_sql("ANALYZE sqlite_schema")  # reads it
