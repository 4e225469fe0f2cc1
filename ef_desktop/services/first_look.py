"""The page Leerroute read with the standard library only, so that the first window need not wait for SQLAlchemy."""

import sqlite3
from datetime import datetime
from pathlib import Path

from ef_desktop.db import ledger
from ef_desktop.domain.overviews import OverviewView
from ef_desktop.services import listing


def overview(path: Path, now: datetime) -> OverviewView | None:
    """Return the page Leerroute of a work file, or None where it cannot be read this way.

    Parameters:
        path: the work file; it is opened read-only and closed again.
        now: present moment in local time.
    """
    if not path.is_file():
        return None
    try:
        connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=0.2)
    except sqlite3.Error:
        return None
    try:
        if ledger.load(ledger.family(connection)).keys - ledger.keys(connection):
            # An older copy with people in it who were erased since: the full opening takes them out first.
            return None
        return listing.overview(lambda sql, parameters: connection.execute(sql, parameters).fetchall(), now)
    except sqlite3.Error:
        # A damaged, foreign or older file: the full opening, a moment later, says what is the matter.
        return None
    finally:
        connection.close()
