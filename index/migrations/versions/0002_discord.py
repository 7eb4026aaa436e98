"""The Discord bot's tables: settings of guilds, replies given, feedback."""

from __future__ import annotations

from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    from index.tables import feedback, guilds, replies

    for table in (guilds, replies, feedback):
        table.create(op.get_bind(), checkfirst=True)
