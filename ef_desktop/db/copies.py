"""Copies of a work file that come from elsewhere: looked over before use, and the list of those that were merged."""

import json
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ef_desktop.db import check, clashes, connect, ledger, migrate, opening
from ef_desktop.db.looking import Look
from ef_desktop.domain.errors import Cancelled, CorruptFileError, OtherProgrammeError
from ef_desktop.i18n import _


@dataclass(frozen=True)
class Merged:
    """A merge that was done in this file.

    Attributes:
        number: counts up.
        at: moment, UTC.
        source: name of the file that was merged.
        before, after: as in ``merging.Merge``.
        conflicts: fields that had more than one value, as (row, number of the field).
        ended: True when it was taken back or rejected.
        hlc: moment of the journal at which it was done.
    """

    number: int
    at: datetime
    source: str
    before: Mapping[int, int]
    after: Mapping[int, int]
    conflicts: frozenset[tuple[bytes, int]]
    ended: bool
    hlc: int


def undecided(connection: sqlite3.Connection) -> frozenset[tuple[bytes, int]]:
    """Return the fields with more than one value between which nobody chose, as (row, number of the field)."""
    asked = {field for done in merges(connection) for field in done.conflicts}
    found = {
        (conflict.row, conflict.cid)
        for row in {row for row, _cid in asked}
        for conflict in clashes.heads_of(connection, row)
        if (conflict.row, conflict.cid) in asked
    }
    return frozenset(found | {field for field in asked - found if clashes.reopened(connection, *field) is not None})


def in_force(connection: sqlite3.Connection) -> Merged | None:
    """Return the last merge that was neither taken back nor rejected, or None."""
    return next((done for done in merges(connection) if not done.ended), None)


def lengthen(connection: sqlite3.Connection, actor: int, before: int) -> None:
    """Let the last merge in force also hold what a writer wrote after a moment, unless that is not all of it.

    Parameters:
        connection: outside a transaction.
        actor: number of the writer.
        before: moment of the journal.
    """
    last = in_force(connection)
    (after,) = connection.execute("SELECT max(hlc) FROM sync_op WHERE actor = ? AND hlc > ?", (actor, before)).fetchone()
    if last is None or after is None:
        return
    # Something may have been typed between the merge and this.
    known = last.after.get(actor, before)
    between = "SELECT 1 FROM sync_op WHERE actor = ? AND hlc > ? AND hlc <= ?"
    if connection.execute(between, (actor, known, before)).fetchone() is None:
        first = last.before.get(actor, before)
        for name, hlc in (("before", first), ("after", after)):
            path = f'$.{name}."{actor}"'
            connection.execute("UPDATE sync_merge SET before = json_set(before, ?, ?) WHERE number = ?", (path, hlc, last.number))


def merges(connection: sqlite3.Connection) -> tuple[Merged, ...]:
    """Return the merges that were done in a file, the last one first."""
    found = []
    for number, at, source, before, counts in connection.execute(
        "SELECT number, at, source, before, counts FROM sync_merge ORDER BY number DESC"
    ):
        vectors, told = json.loads(before), json.loads(counts)
        found.append(
            Merged(
                number,
                datetime.fromtimestamp(at / 1000, UTC),
                source,
                {int(actor): hlc for actor, hlc in vectors["before"].items()},
                {int(actor): hlc for actor, hlc in vectors["after"].items()},
                frozenset((bytes.fromhex(row), cid) for row, cid in told["conflicts"]),
                told["ended"],
                vectors["hlc"],
            )
        )
    return tuple(found)


@contextmanager
def arrived(source: Path, family: bytes, cancelled: Callable[[], bool] = lambda: False) -> Iterator[Path]:
    """Give a private copy of a colleague's file that was looked over from end to end and has the schema of this program.

    Parameters:
        source: the file; it is not touched.
        family: what copies of the same programme share.
        cancelled: asked all the time that it is looked over.

    Raises:
        MissingFileError, ForeignFileError, NewerFileError, CorruptFileError, LockedFileError, StorageError: as named.
        Cancelled: nothing is left of the private copy.
    """
    with _of_a_copy():
        look = Look(source, cancelled=cancelled)
    try:
        with _of_a_copy():
            _look_over(look.file, family, cancelled)
        yield look.file
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        raise connect.explain(error) or untrue() from error
    finally:
        look.release()


def _look_over(copy: Path, family: bytes, cancelled: Callable[[], bool]) -> None:
    connection, schema = opening.inspect(copy)
    with closing(connection):
        if ledger.family(connection) != family:
            message = _("This file belongs to another learning path. It cannot be merged with yours; both stay as they are.")
            raise OtherProgrammeError(message)
        if schema < migrate.SCHEMA:
            migrate.upgrade(connection)
            opening.check_schema(connection, migrate.SCHEMA)
        with connect.stoppable(connection, cancelled):
            found = check.check(connection)
        if cancelled():
            raise Cancelled
        if found:
            raise untrue()


@contextmanager
def _of_a_copy() -> Iterator[None]:
    """Say of damage that it is in the copy: a backup of one's own work file is no way out of that."""
    try:
        yield
    except (CorruptFileError, sqlite3.DatabaseError, UnicodeDecodeError) as error:
        told = error if isinstance(error, CorruptFileError) else connect.explain(error) or untrue()
        if told.way_out == "backup":
            message = _("This copy is damaged or empty. Ask your colleague for another one; your own work file stays as it is.")
            told = CorruptFileError(message)
        if told is error:
            raise
        raise told from error


def untrue() -> CorruptFileError:
    """Return the error for a copy whose contents and history do not agree."""
    message = _("The contents of this copy do not agree with its own history. It is not merged; your work file stays as it is.")
    return CorruptFileError(message, "")
