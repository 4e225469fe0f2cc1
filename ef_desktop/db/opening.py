"""What is looked at before anything of a work file runs: header, version, schema text, lock, integrity."""

import os
import sqlite3
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ef_desktop.db import connect, migrate
from ef_desktop.domain.errors import (
    ClosedFileError,
    CorruptFileError,
    ForeignFileError,
    IncompleteFileError,
    MissingFileError,
    NewerFileError,
    ReplacedFileError,
    StorageError,
)
from ef_desktop.i18n import _

#: Files up to this many bytes are checked as a whole before they open; larger ones by ``Store.check_later``.
QUICK_CHECK_BYTES = 4_000_000

#: How a file begins that is closed with a passphrase; the second as text, which other tools can make of it for a letter.
CLOSED_MARKS = (b"age-encryption.org/v1\n", b"-----BEGIN AGE ENCRYPTED FILE-----")
_HEADER_BYTES = 100
SIDE_FILES = ("-journal", "-wal", "-shm")

#: By the actors, so that no table is read from end to end.
_LAST_MOMENT = """
SELECT max(
    ifnull((SELECT max((SELECT max(hlc) FROM sync_op WHERE sync_op.actor = sync_actor.actor)) FROM sync_actor), 0),
    ifnull((SELECT max(hlc) FROM sync_erase), 0)
)
"""


@dataclass(frozen=True)
class Stamp:
    """What a file looked like, to notice that something else replaced or changed it."""

    device: int
    number: int
    size: int
    modified: int


def stamp(path: Path) -> Stamp | None:
    """Return the stamp of a file, or None where there is none. The file is not opened: closing it would drop locks."""
    try:
        found = os.stat(path)
    except OSError:
        return None
    if os.name == "nt":
        # Windows brings size and time of an open file up to date only now and then.
        return Stamp(found.st_dev, found.st_ino, 0, 0)
    return Stamp(found.st_dev, found.st_ino, found.st_size, found.st_mtime_ns)


def stamp_again(path: Path, before: Stamp | None) -> Stamp | None:
    """Return the stamp after a transaction of our own; the former one when another file has taken the place."""
    now = stamp(path)
    return now if is_same(now, before) else before


def is_same(one: Stamp | None, other: Stamp | None) -> bool:
    """Return whether two stamps are of the same file, changed or not."""
    return one is not None and other is not None and (one.device, one.number) == (other.device, other.number)


def replaced(path: Path) -> ReplacedFileError:
    """Return the error for a work file whose place was taken by another one, or cannot be reached any more."""
    # Asked of the system itself: a drive that was pulled may answer with an error.
    if not os.path.isdir(path.parent):
        message = _(
            "The work file cannot be reached any more: the drive, the stick or the connection is gone. What was saved is still in it."
            " Nothing more is written to it until you open it again."
        )
        return ReplacedFileError(message, "again")
    message = _(
        "The work file was replaced, moved or changed by another program. Nothing more is written to it;"
        " save a copy of your own work."
    )
    return ReplacedFileError(message, "other")


def settle(partial: Path, target: Path) -> None:
    """Give a finished file its name, after it has reached the disk.

    Raises:
        OSError: it could not be written or named.
    """
    with partial.open("rb+") as file:
        os.fsync(file.fileno())
    os.replace(partial, target)
    if os.name != "nt":
        folder = os.open(target.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def discard(path: Path) -> None:
    """Remove an unfinished file and what belongs to it, as far as it is there and may be removed."""
    for end in (*SIDE_FILES, ""):
        with suppress(OSError):
            path.with_name(path.name + end).unlink(missing_ok=True)


def leaves_journal(path: Path) -> bool:
    """Tell whether an empty journal lies beside a file: its last connection leaves it there, see ``tidy``."""
    try:
        return path.with_name(path.name + "-journal").stat().st_size == 0
    except OSError:
        return False


def tidy(connection: sqlite3.Connection) -> None:
    """Remove the empty journal of a file, which the connection leaves behind when it is closed.

    SQLite does it itself, under its own lock: the journal of somebody who is writing stays.

    Parameters:
        connection: prepared for a work file, see ``connect.prepare``; outside a transaction, and not used afterwards.
    """
    # When it cannot be removed it does no harm, and is used again at the next opening.
    with suppress(sqlite3.Error):
        connection.execute("PRAGMA journal_mode=DELETE")


def check_header(path: Path) -> int:
    """Return the number of the schema of a file after a look at its first bytes; nothing of it is run.

    Raises:
        MissingFileError, ForeignFileError, NewerFileError, CorruptFileError, StorageError: as named.
    """
    try:
        with path.open("rb") as file:
            header = file.read(_HEADER_BYTES)
    except (FileNotFoundError, NotADirectoryError) as error:
        message = _("There is no work file at this place: {path}.").format(path=path)
        raise MissingFileError(message, "other") from error
    except IsADirectoryError as error:
        raise _foreign() from error
    except OSError as error:
        raise StorageError(_("This work file cannot be read. Check whether you may open it."), "other") from error
    if not header:
        raise CorruptFileError(_("There is nothing in this file. If it was your own work file, open the last good backup; if a colleague sent it, ask for it once more."), "backup")
    if header.startswith(CLOSED_MARKS):
        raise closed()
    if len(header) < _HEADER_BYTES or not header.startswith(b"SQLite format 3\0"):
        raise _foreign()
    if int.from_bytes(header[68:72], "big") != connect.APPLICATION_ID:
        raise _foreign()
    schema = int.from_bytes(header[60:64], "big")
    if schema > migrate.SCHEMA:
        message = _("This work file was made by a newer version of the program. Update the program; the file stays as it is.")
        raise NewerFileError(message, "other")
    if schema not in migrate.known_fingerprints():
        raise _foreign()
    return schema


def is_closed(path: Path) -> bool:
    """Tell whether a file is closed with a passphrase.

    Raises:
        OSError: it cannot be read.
    """
    with path.open("rb") as file:
        return file.read(_HEADER_BYTES).startswith(CLOSED_MARKS)


def check_schema(connection: sqlite3.Connection, schema: int) -> None:
    """Compare the schema text of a file with the known one: a strange trigger could do anything.

    Raises:
        ForeignFileError: it differs.
    """
    if migrate.fingerprint(connection) != migrate.known_fingerprints()[schema]:
        message = _("The structure of this work file was changed by something else. It is not opened, and stays as it is.")
        raise ForeignFileError(message, "backup")


def last_moment(connection: sqlite3.Connection) -> int:
    """Return the latest moment of the journal, 0 for an empty one."""
    return connection.execute(_LAST_MOMENT).fetchone()[0]


def quick_check(connection: sqlite3.Connection) -> None:
    """Read the whole file.

    Raises:
        CorruptFileError: something in it is damaged.
    """
    try:
        answer = connection.execute("PRAGMA quick_check(1)").fetchone()[0]
    except sqlite3.DatabaseError as error:
        raise connect.damaged() from error
    if answer != "ok":
        raise connect.damaged()


def is_small(path: Path) -> bool:
    """Tell whether a file is so small that its opening reads all of it."""
    return path.stat().st_size <= QUICK_CHECK_BYTES


def inspect(path: Path) -> tuple[sqlite3.Connection, int]:
    """Look a work file over before it is used and return a connection to it and the number of its schema.

    A transaction that was cut off is rolled back, and a left-over write-ahead log is taken in, by SQLite itself.

    Raises:
        MissingFileError, ForeignFileError, NewerFileError, CorruptFileError, StorageError, LockedFileError: as named.
    """
    schema = check_header(path)
    connection = None
    try:
        if not _unfinished(path):
            refuse_incomplete(path)
        connection = connect.connect(path)
        check_schema(connection, schema)
        refuse_incomplete(path)
        if is_small(path):
            quick_check(connection)
    except BaseException as error:
        if connection is not None:
            connection.close()
        # A structure that is no text any more cannot even be told of by SQLite.
        if isinstance(error, (sqlite3.DatabaseError, UnicodeDecodeError)):
            raise connect.explain(error) or connect.damaged() from error
        raise
    return connection, schema


def _unfinished(path: Path) -> bool:
    """Tell whether SQLite has something to put right first: a file with such a part beside it may be longer or shorter."""
    for end in SIDE_FILES:
        with suppress(OSError):
            if path.with_name(path.name + end).stat().st_size:
                return True
    return False


def refuse_incomplete(path: Path) -> None:
    """Refuse a file of which the end is missing; what is missing would be read as zeros.

    Raises:
        IncompleteFileError: so it is.
    """
    size = path.stat().st_size
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    page_size = int.from_bytes(header[16:18], "big")
    page_size = 65536 if page_size == 1 else max(page_size, 1)
    # The number of pages counts when both counters of changes are the same.
    pages = int.from_bytes(header[28:32], "big") if header[24:28] == header[92:96] else 0
    if size % page_size or size < pages * page_size:
        message = _(
            "A part of this file is missing. Maybe it is still being copied or fetched: wait a moment and try again. Else ask for it once more, or take a backup."
        )
        raise IncompleteFileError(message, "again")


def closed() -> ClosedFileError:
    """Return what to say of a copy that is closed with a passphrase, where no passphrase was given."""
    message = _("This is a copy that is closed with a passphrase. Only the words of your colleague open it. It stays as it is.")
    return ClosedFileError(message, "other")


def _foreign() -> ForeignFileError:
    return ForeignFileError(_("This is no work file of Excellent Faciliteren. It stays as it is."), "other")
