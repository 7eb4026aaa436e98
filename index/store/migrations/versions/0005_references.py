"""Who is meant by the pronouns inside a claim, and how sure the reading is of it."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("claims", sa.Column("references", sa.Text))
    op.add_column("claims", sa.Column("confidence", sa.Float))
