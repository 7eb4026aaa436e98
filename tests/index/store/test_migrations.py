"""The migrations make the tables that the code knows, on both engines, also when two processes start at once."""

from __future__ import annotations

import ast
import threading
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory

from index.errors import StoreError
from index.store import migrations, tables
from tests.index.conftest import Open


def test_head_is_the_newest_and_the_history_is_one_line() -> None:
    config = Config()
    config.set_main_option("script_location", str(next(iter(migrations.__path__))))
    assert ScriptDirectory.from_config(config).get_heads() == [tables.HEAD]


def test_migrations_are_frozen() -> None:
    """A migration that imports the code's tables would make today's tables at yesterday's step."""
    scripts = sorted((Path(next(iter(migrations.__path__))) / "versions").glob("*.py"))
    assert len(scripts) >= 3
    for script in scripts:
        imported = {
            name
            for node in ast.walk(ast.parse(script.read_text("utf-8")))
            if isinstance(node, (ast.Import, ast.ImportFrom))
            for name in ([node.module] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])
        }
        assert not [name for name in imported if name and name.split(".")[0] in ("index", "bot")], script.name


def test_migrated_tables_are_those_of_the_code(open_library: Open) -> None:
    database = open_library().database

    def ours(_object: object, name: str | None, kind: str, _reflected: bool, _other: object) -> bool:
        return not (kind == "table" and name == "words")  # PostgreSQL's word index is in raw SQL

    with database.read() as connection:
        context = MigrationContext.configure(connection, opts={"include_object": ours, "compare_type": True})
        mine = {table.name for table in tables.metadata.sorted_tables}
        found = [
            change for change in compare_metadata(context, tables.metadata)
            if not (isinstance(change, tuple) and change[0] == "remove_table" and change[1].name not in mine)
        ]  # fmt: skip
    assert found == []


def test_two_processes_may_migrate_at_once(open_library: Open) -> None:
    faults: list[BaseException] = []

    def start() -> None:
        try:
            open_library()
        except BaseException as error:
            faults.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []


def test_a_database_of_a_newer_version_is_refused(open_library: Open) -> None:
    library = open_library()
    with library.database.write() as connection:
        connection.execute(sa.text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(StoreError, match="newer version"):
        open_library()
