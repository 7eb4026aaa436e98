"""Feeds of articles and their items."""

from __future__ import annotations

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    from index.tables import feed_items, feeds

    for table in (feeds, feed_items):
        table.create(op.get_bind(), checkfirst=True)
