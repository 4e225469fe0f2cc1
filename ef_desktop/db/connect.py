"""Connections to a work file: pragmas, the functions that the triggers call, and what SQLite's errors mean."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePath

from ef_desktop.domain.errors import Cancelled, CorruptFileError, LockedFileError, StorageError, WorkFileError
from ef_desktop.i18n import _

APPLICATION_ID = 0x45464442  # "EFDB"
BUSY_SECONDS = 5.0

#: How surely a commit is on the disk, also when the power goes. The tests, which lose no power, do not wait for it.
SYNCHRONOUS = "FULL"

#: Steps of SQLite between two looks whether to stop: less than a millisecond.
_STEPS = 20_000

_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)


class WatchedConnection(sqlite3.Connection):
    """A connection to a work file.

    Attributes:
        watched: True while the triggers write every change to the journal.
    """

    watched = True


def connect(path: Path, *, read_only: bool = False) -> WatchedConnection:
    """Return a plain connection that leaves transactions to the caller.

    Parameters:
        path: the file; it must exist.
        read_only: True refuses every change of the file.
    """
    mode = "ro" if read_only else "rw"
    connection = sqlite3.connect(
        f"{address(path.absolute())}?mode={mode}",
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_SECONDS,
        factory=WatchedConnection,
    )
    # First of all: afterwards it would make SQLite read the schema again.
    connection.execute("PRAGMA temp_store=MEMORY")
    return connection


def address(path: PurePath) -> str:
    """Return the URI of an absolute path as SQLite wants it: a server of Windows belongs to the path."""
    uri = path.as_uri()
    return uri if uri.startswith("file:///") else uri.replace("file://", "file:////", 1)


def prepare(connection: WatchedConnection, actor: Callable[[], int], tick: Callable[[], int]) -> None:
    """Set the pragmas of a work file and the functions of its triggers.

    Parameters:
        connection: a connection whose schema text has been compared.
        actor: returns the number of who writes.
        tick: returns the next moment of the journal.
    """
    for pragma in (
        "journal_mode=TRUNCATE",
        f"synchronous={SYNCHRONOUS}",
        "secure_delete=ON",
        "foreign_keys=ON",
        # Without this INSERT OR REPLACE would delete a row unseen by the triggers.
        "recursive_triggers=ON",
        "cache_size=-32000",
    ):
        connection.execute(f"PRAGMA {pragma}")
    connection.create_function("sync_actor", 0, actor)
    connection.create_function("sync_tick", 0, tick)
    connection.create_function("sync_capture", 0, lambda: connection.watched)
    # Ids in a value of several fields are written in hexadecimal (``Register.value``); SQLite reads that from 3.41 on only.
    connection.create_function("bytes_of", 1, lambda text: None if text is None else bytes.fromhex(text), deterministic=True)


@contextmanager
def unwatched(connection: WatchedConnection) -> Iterator[None]:
    """Let changes pass by the journal: for what follows from it, and for erasing.

    Parameters:
        connection: of ``connect``.
    """
    before, connection.watched = connection.watched, False
    try:
        yield
    finally:
        connection.watched = before


@contextmanager
def stoppable(connection: sqlite3.Connection, cancelled: Callable[[], bool]) -> Iterator[None]:
    """Let long work of SQLite be stopped while it is going on; an open transaction is for the caller to roll back.

    Parameters:
        connection: of ``connect``.
        cancelled: asked all the time; once it was True it stays so.

    Raises:
        Cancelled: it was stopped.
    """
    connection.set_progress_handler(cancelled, _STEPS)
    try:
        yield
    except sqlite3.Error as error:
        if cancelled():
            raise Cancelled from error
        raise
    finally:
        connection.set_progress_handler(None, 0)


def explain(error: BaseException) -> WorkFileError | None:
    """Return what an error of SQLite means for the user, or None when it is a mistake of the program.

    Parameters:
        error: the error, or one that SQLAlchemy wrapped around it.
    """
    original = getattr(error, "orig", None) or error
    code = getattr(original, "sqlite_errorcode", None)
    if not isinstance(original, sqlite3.Error) or code is None:
        return None
    code &= 0xFF
    if code in _DAMAGED:
        return damaged()
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return LockedFileError(_("Saving does not work. Another program is using the file. Close it and try again."))
    reasons = {
        sqlite3.SQLITE_FULL: _("Saving does not work. The disk is full. Make room and try again; what was saved before is safe."),
        sqlite3.SQLITE_IOERR: _("Saving does not work. The disk does not answer. What was saved before is safe; try again."),
        sqlite3.SQLITE_READONLY: _("Saving does not work. The file or its folder is read-only. What was saved before is safe."),
        sqlite3.SQLITE_CANTOPEN: _("The work file cannot be opened. Check whether the folder is there and may be written to."),
        sqlite3.SQLITE_PERM: _("The work file cannot be opened. Check whether the folder is there and may be written to."),
    }
    return StorageError(reasons[code], "other") if code in reasons else None


def damaged() -> CorruptFileError:
    """Return the error for a file with damaged contents."""
    return CorruptFileError(
        _("The work file is damaged. It stays as it is; open the last good backup to go on."), "backup"
    )
