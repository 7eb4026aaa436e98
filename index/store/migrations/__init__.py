"""Brings a database to the tables of this version: one linear history, the same on SQLite and PostgreSQL.

Alembic is only imported where something is to be done, because it costs a third of a second.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Engine

from index.errors import StoreError
from index.store.tables import HEAD

_LOCK = 0x77686F63  # of pg_advisory_xact_lock: two processes never migrate at once


def upgrade(engine: Engine, to: str = HEAD) -> None:
    """Apply what is missing, in one transaction. Raises StoreError where a newer version made the database.

    ``to``: an earlier revision, for a database as an older version would make it.
    """
    with engine.connect() as connection, connection.begin():
        if _revision(connection) == to:
            return
    with engine.connect() as plain:
        connection = plain.execution_options(whoclaims_write=True)
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(sa.text("SELECT pg_advisory_xact_lock(:key)"), {"key": _LOCK})
            if _revision(connection) != to:  # another process may have been first
                _apply(connection, to)


def current(engine: Engine) -> bool:
    """True where the database has the tables of this version."""
    with engine.connect() as connection, connection.begin():
        return _revision(connection) == HEAD


def _revision(connection: Connection) -> str | None:
    if not sa.inspect(connection).has_table("alembic_version"):
        return None
    found = connection.execute(sa.text("SELECT version_num FROM alembic_version")).scalar()
    return str(found) if found is not None else None


def _apply(connection: Connection, to: str) -> None:
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext
    from alembic.script import ScriptDirectory
    from alembic.script.revision import ResolutionError
    from alembic.util import CommandError

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    scripts = ScriptDirectory.from_config(config)

    def steps(revision: Any, _context: object) -> Any:
        return scripts._upgrade_revs(to, revision)

    with EnvironmentContext(config, scripts, fn=steps, destination_rev=to) as environment:
        environment.configure(connection=connection, transactional_ddl=False)
        try:
            environment.run_migrations()
        except (CommandError, ResolutionError) as error:
            raise StoreError("the database was made by a newer version of whoclaims: upgrade it") from error
