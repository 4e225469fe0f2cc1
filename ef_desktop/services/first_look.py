"""The page Leerroute read with the standard library only, so that the first window need not wait for SQLAlchemy."""

import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from ef_desktop.db import ledger, lists
from ef_desktop.domain.overviews import OverviewView
from ef_desktop.services import listing


def overview(path: Path, now: datetime) -> OverviewView | None:
    """Return the page Leerroute of a work file, or None where it cannot be read this way.

    Parameters:
        path: the work file; it is opened read-only and closed again.
        now: present moment in local time.
    """
    return _read(path, lambda connection: _overview(connection, now))


def is_sample(path: Path) -> bool:
    """Tell whether a work file is the sample; one that cannot be read this way is not."""
    view = _read(path, lambda connection: listing.programme_view(_execute(connection)))
    return view is not None and view.sample


def _overview(connection: sqlite3.Connection, now: datetime) -> OverviewView | None:
    if ledger.load(ledger.family(connection)).keys - ledger.keys(connection):
        # An older copy with people in it who were erased since: the full opening takes them out first.
        return None
    return listing.overview(_execute(connection), now)


def _execute(connection: sqlite3.Connection) -> lists.Execute:
    return lambda sql, parameters: connection.execute(sql, parameters).fetchall()


def _read(path: Path, call: Callable[[sqlite3.Connection], Any]) -> Any:
    """Return what a call finds in a work file, or None where it cannot be read this way."""
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)
    except sqlite3.Error:
        return None
    try:
        return call(connection)
    except sqlite3.Error:
        # A damaged, foreign or older file: the full opening, a moment later, says what is the matter.
        return None
    finally:
        connection.close()
