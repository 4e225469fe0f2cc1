"""Erases in a file what this device knows to be erased: one that is opened, a backup, a copy that takes its place."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

from ef_desktop.db import connect, ledger, migrate, opening
from ef_desktop.db.erasure import apply_erasures
from ef_desktop.db.ledger import Key


def bring_in(connection: sqlite3.Connection, missing: Iterable[Key]) -> None:
    """Erase in a file of today's schema what it does not know yet, in a transaction of its own.

    Parameters:
        connection: a plain connection, outside a transaction.
        missing: the erasures.
    """
    connect.prepare(connection, _nobody, _nobody)
    connection.execute("BEGIN IMMEDIATE")
    try:
        apply_erasures(connection, missing)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def scrub(path: Path) -> None:
    """Erase in a copy, before it takes the place of a work file, what this device knows to be erased.

    Raises:
        WorkFileError: it is no good work file, or cannot be written.
    """
    connection, schema = opening.inspect(path)
    with closing(connection):
        try:
            missing = ledger.load(ledger.family(connection)).keys - ledger.keys(connection)
            if missing:
                if schema < migrate.SCHEMA:
                    migrate.upgrade(connection)
                bring_in(connection, missing)
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise connect.explain(error) or error from error


def _nobody() -> int:
    raise RuntimeError("an erasure writes no operations")
