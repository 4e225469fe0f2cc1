"""After an erasure: its traces leave the work file and the backups, also when the program was ended half way."""

import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import backup, connect, ledger, migrate, opening, scrubbing
from ef_desktop.db.ledger import keys
from ef_desktop.domain.errors import CorruptFileError, ForeignFileError, StorageError, WorkFileError
from ef_desktop.i18n import _
from ef_desktop.logs import logger

#: Ends of the names of unfinished copies in a folder of backups.
_HALF = (".part", ".erase")


@dataclass(frozen=True)
class Cleaned:
    """How the cleaning went.

    Attributes:
        rewritten: number of backups from which it was taken out.
        removed: number of backups that could not be read any more and were removed.
        finished: False when something has to wait for the next opening, because of a full disk for instance.
    """

    rewritten: int = 0
    removed: int = 0
    finished: bool = True


def settle(connection: sqlite3.Connection, work_file: Path | None) -> None:
    """Bring a file that is being opened to what this device knows to be erased, and finish what was cut off.

    Parameters:
        connection: a plain connection to a file of today's schema, outside a transaction.
        work_file: the file, or None for a copy that is only looked at.

    Raises:
        sqlite3.Error: the file cannot be written.
    """
    known = ledger.load(ledger.family(connection))
    here = keys(connection)
    if here == known.keys and not known.pending:
        return
    if missing := known.keys - here:
        scrubbing.bring_in(connection, missing)
    if work_file is not None:
        _finish(connection, known, work_file)


def announce(connection: sqlite3.Connection) -> None:
    """Write down that an erasure begins, so that whatever cuts it off, the next opening goes on with it.

    Raises:
        StorageError: it cannot be written; nothing may be erased then.
    """
    known = ledger.load(ledger.family(connection))
    try:
        replace(known, pending=True).save()
    except OSError as error:
        message = _("Erasing cannot begin: the data folder of this laptop cannot be written to. Nothing was changed.")
        raise StorageError(message, "other") from error


def finish(work_file: Path) -> Cleaned:
    """Take what was just erased out of the free pages of a work file and out of all backups; then fill in the ledger.

    Parameters:
        work_file: a file of which the erasure is committed.
    """
    with closing(connect.connect(work_file)) as connection:
        return _finish(connection, ledger.load(ledger.family(connection)), work_file)


def _finish(connection: sqlite3.Connection, known: ledger.Ledger, work_file: Path) -> Cleaned:
    cleaned = Cleaned(finished=False)
    try:
        known = replace(known, keys=known.keys | keys(connection), pending=True)
        known.save()
        connection.execute("VACUUM")
        cleaned = _clean_backups(known, work_file)
        replace(known, pending=not cleaned.finished).save()
    except (OSError, sqlite3.Error):
        logger.warning("an erasure is not finished yet; the next opening goes on with it")
    return cleaned


def _clean_backups(known: ledger.Ledger, work_file: Path) -> Cleaned:
    own = paths.backup_dir(work_file)
    rewritten = removed = waiting = 0
    for path in sorted(own.iterdir()):
        if path.suffix in _HALF:
            opening.discard(path)
    # A work file that was moved or renamed has left backups in other folders.
    for path in sorted(own.parent.glob(f"*/*{paths.FILE_SUFFIX}")):
        try:
            rewritten += _clean_backup(path, known)
        except (CorruptFileError, ForeignFileError):
            # What is in it cannot be seen; the work file itself is whole.
            if path.parent == own:
                path.unlink()
                removed += 1
        except (WorkFileError, OSError):
            waiting += 1
    if waiting:
        logger.warning("%d backups could not be rewritten yet", waiting)
    return Cleaned(rewritten, removed, finished=not waiting)


def _clean_backup(path: Path, known: ledger.Ledger) -> bool:
    """Rewrite a backup under its own name and tell whether that was needed; it is whole at every moment."""
    half = path.with_name(path.name + ".erase")
    try:
        schema = opening.check_header(path)
        with closing(connect.connect(path, read_only=True)) as connection:
            opening.check_schema(connection, schema)
            if ledger.family(connection) != known.family or keys(connection) >= known.keys:
                return False
        shutil.copyfile(path, half)
        connection, schema = opening.inspect(half)
        with closing(connection):
            if schema < migrate.SCHEMA:
                migrate.upgrade(connection)
            scrubbing.bring_in(connection, known.keys - keys(connection))
            backup.snapshot(connection, path)
    except sqlite3.Error as error:
        raise connect.explain(error) or connect.damaged() from error
    finally:
        opening.discard(half)
    return True
