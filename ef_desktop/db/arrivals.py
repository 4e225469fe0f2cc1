"""Copies of a work file in a folder: known by their contents, not by their names."""

import os
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from ef_desktop.db import connect, ledger, merging, opening
from ef_desktop.domain.errors import WorkFileError

#: How the name of a closed copy ends.
CLOSED_SUFFIX = ".age"

#: More files than this are not looked into: a folder of copies is small.
_MOST = 200


@dataclass(frozen=True)
class Arrival:
    """A copy that holds something new.

    Attributes:
        path: its place.
        modified: moment of the file in seconds since 1970, UTC.
        new: number of operations that are not known yet; None for one that is closed with a passphrase.
    """

    path: Path
    modified: float
    new: int | None


def look(folder: Path, own: Path, family: bytes, vector: Mapping[int, int]) -> list[Arrival]:
    """Return the copies in a folder that hold something new, and those that are closed: nobody can tell of what they hold.

    A file that is not finished, or of which only a placeholder is there, is passed over: it is found at the next look.

    Parameters:
        folder: where to look, not deeper.
        own: the work file itself.
        family: what copies of the same programme share.
        vector: last moment known of every writer.
    """
    found = []
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.stat().st_mtime, reverse=True)
    except OSError:
        return found
    for entry in entries[:_MOST]:
        path = Path(entry.path)
        try:
            if not entry.is_file() or path.resolve() == own.resolve() or entry.name.startswith("."):
                continue
            new = None if path.suffix == CLOSED_SUFFIX and opening.is_closed(path) else _new(path, family, vector)
            if new is None or new:
                found.append(Arrival(path, entry.stat().st_mtime, new))
        except (OSError, WorkFileError, sqlite3.Error):
            continue
    return found


def _new(path: Path, family: bytes, vector: Mapping[int, int]) -> int:
    opening.check_header(path)
    if any(path.with_name(path.name + end).exists() for end in opening.SIDE_FILES):
        # Somebody writes in it, or was cut off.
        return 0
    # As a file that nobody changes: looking must leave no trace beside it, and take no lock.
    with closing(sqlite3.connect(f"{connect.address(path.absolute())}?mode=ro&immutable=1", uri=True)) as connection:
        if ledger.family(connection) != family:
            return 0
        return sum(
            connection.execute("SELECT count(*) FROM sync_op WHERE actor = ? AND hlc > ?", (actor, vector.get(actor, -1))).fetchone()[0]
            for actor, last in connection.execute(merging.vector("main")).fetchall()
            if last > vector.get(actor, -1)
        )
