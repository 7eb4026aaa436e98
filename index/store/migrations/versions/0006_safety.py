"""Who added an article, and when a guild that was left was first found to be due for deletion."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("articles", sa.Column("added_by", sa.BigInteger(), nullable=True))
    op.create_index("articles_space_added_by", "articles", ["space_id", "added_by", "claims"])
    op.add_column("guilds", sa.Column("due_since", sa.Float(), nullable=True))
