"""The first tables: spaces, articles, names, claims, embeddings, changes."""

from __future__ import annotations

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    from index.tables import metadata

    metadata.create_all(op.get_bind())
