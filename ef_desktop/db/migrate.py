"""Brings a work file to the schema of this program, step by step.

Alembic is imported only when there is something to do: it costs more than opening the file.
"""

import hashlib
import json
import sqlite3
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from ef_desktop.db.connect import APPLICATION_ID

#: Number of the schema of this program: the number of the newest revision.
SCHEMA = 3

FOLDER = Path(__file__).parent / "migrations"

_SCHEMA_TEXT = "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name"


def fingerprint(connection: sqlite3.Connection) -> str:
    """Return a fingerprint of the schema text of a file. No trigger of the file is run."""
    return hashlib.sha256("".join(map(repr, connection.execute(_SCHEMA_TEXT))).encode()).hexdigest()


@cache
def known_fingerprints() -> dict[int, str]:
    """Return the fingerprint of every released schema, by its number."""
    stored = json.loads((FOLDER / "fingerprints.json").read_text("utf-8"))
    return {int(number): mark for number, mark in stored.items()}


def split(script: str) -> Iterable[str]:
    """Yield the statements of a frozen SQL file, one per line."""
    return (line.removesuffix(";") for line in script.splitlines() if line)


def upgrade(connection: sqlite3.Connection, schema: int = SCHEMA, folder: Path = FOLDER) -> None:
    """Run the missing revisions in one transaction: afterwards the file has the new schema or is as it was.

    Parameters:
        connection: a plain connection, outside a transaction.
        schema: number to upgrade to.
        folder: the Alembic script folder.
    """
    from alembic.migration import MigrationContext
    from alembic.operations import Operations
    from alembic.script import ScriptDirectory
    from sqlalchemy import create_engine, event
    from sqlalchemy.pool import StaticPool

    engine = create_engine("sqlite://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True)
    scripts = ScriptDirectory(str(folder))

    def revisions(current, _context):
        return scripts._upgrade_revs(f"{schema:04d}", current)

    @event.listens_for(engine, "begin")
    def begin(bound):
        bound.exec_driver_sql("BEGIN IMMEDIATE")

    # Rebuilding a table drops it for a moment; the links are checked as a whole afterwards.
    connection.execute("PRAGMA foreign_keys=OFF")
    with engine.connect() as bound, bound.begin():
        context = MigrationContext.configure(bound, opts={"fn": revisions})
        with Operations.context(context):
            context.run_migrations()
        if connection.execute("PRAGMA foreign_key_check").fetchone():
            raise sqlite3.IntegrityError("a link points to nothing after the migration")
        connection.execute("UPDATE sync_file SET schema = ?", (schema,))
        connection.execute(f"PRAGMA application_id={APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version={schema}")
    connection.execute("PRAGMA foreign_keys=ON")


@cache
def empty_file() -> bytes:
    """Return the bytes of an empty work file, made by running every revision from the oldest on."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    upgrade(connection)
    content = connection.serialize()
    connection.close()
    return content
