"""Copies of a work file that are whole: snapshots, automatic backups in their rotation, and the way back."""

import os
import re
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import connect, migrate, opening, scrubbing
from ef_desktop.db.lease import Lease
from ef_desktop.domain import rotation
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import StorageError, WorkFileError
from ef_desktop.i18n import _
from ef_desktop.logs import logger

#: Why a backup was made.
START, MIGRATION, MERGE, MANUAL, RESCUE = "start", "migration", "merge", "manual", "rescue"

_NAME = re.compile(r"(\d{8}T\d{6}Z)-([0-9a-f]{16})-([a-z]+)" + re.escape(paths.FILE_SUFFIX))
_TIME = "%Y%m%dT%H%M%SZ"


@dataclass(frozen=True)
class Backup:
    """A backup in the folder of a work file.

    Attributes:
        path: the file.
        made_at: moment, UTC.
        bytes: size.
        reason: START, MIGRATION, MERGE, MANUAL or RESCUE.
        hlc: latest moment of the journal in it; two backups with the same one hold the same.
    """

    path: Path
    made_at: datetime
    bytes: int
    reason: str
    hlc: int


def snapshot(connection: sqlite3.Connection, target: Path, cancelled: Callable[[], bool] = lambda: False) -> Path:
    """Write a whole, checked copy of a work file, also while it is written to; ``target`` appears only when it is good.

    Parameters:
        connection: a plain connection to the work file, outside a transaction.
        target: place of the copy; a file that is there is replaced.
        cancelled: asked while it is written.

    Raises:
        Cancelled: there is no copy.
        StorageError: it cannot be written there, or did not come back from the disk as it was written.
        CorruptFileError: the work file is damaged.
    """
    partial = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        opening.discard(partial)
        with connect.stoppable(connection, cancelled):
            connection.execute("VACUUM INTO ?", (str(partial),))
        _verify_copy(connection, partial)
        opening.settle(partial, target)
    except (OSError, sqlite3.Error) as error:
        raise connect.explain(error) or _not_written() from error
    finally:
        opening.discard(partial)
    return target


def _verify_copy(connection: sqlite3.Connection, partial: Path) -> None:
    try:
        verify(partial)
    except WorkFileError as error:
        # Damage in the work file itself goes along into the copy.
        opening.quick_check(connection)
        raise _not_written() from error


def verify(path: Path) -> None:
    """Read a copy from end to end.

    Raises:
        WorkFileError: it is no good work file; see ``opening.check_header`` and CorruptFileError.
    """
    schema = opening.check_header(path)
    try:
        with closing(connect.connect(path, read_only=True)) as connection:
            opening.check_schema(connection, schema)
            if connection.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
                raise connect.damaged()
    except sqlite3.DatabaseError as error:
        raise connect.explain(error) or connect.damaged() from error


def backups(work_file: Path) -> tuple[Backup, ...]:
    """Return the backups of a work file, newest first; none where their folder cannot be read."""
    found = []
    with suppress(OSError):
        for path in paths.backup_dir(work_file).iterdir():
            if match := _NAME.fullmatch(path.name):
                made_at = datetime.strptime(match[1], _TIME).replace(tzinfo=UTC)
                found.append(Backup(path, made_at, path.stat().st_size, match[3], int(match[2], 16)))
    return tuple(sorted(found, key=lambda backup: (backup.made_at, backup.hlc), reverse=True))


def make(source: Path, work_file: Path, clock: Clock, reason: str = MANUAL) -> Path:
    """Make a backup and remove those that the rotation does not keep.

    Parameters:
        source: the file to copy.
        work_file: the work file that the backup is for.
        clock: source of time.
        reason: START, MIGRATION, MERGE, MANUAL or RESCUE.

    Raises:
        StorageError, CorruptFileError: see ``snapshot``; also when the work file is gone.
    """
    with _reading(source) as connection:
        path = make_from(connection, work_file, clock, reason)
    rotate(work_file, clock)
    return path


def make_from(connection: sqlite3.Connection, work_file: Path, clock: Clock, reason: str) -> Path:
    """Make a backup of what a connection has open, which may have lost its place; see ``make``."""
    moment = clock.now().astimezone(UTC).strftime(_TIME)
    name = f"{moment}-{opening.last_moment(connection):016x}-{reason}{paths.FILE_SUFFIX}"
    return snapshot(connection, paths.backup_dir(work_file) / name)


def holds(work_file: Path, hlc: int) -> bool:
    """Tell whether a backup of a work file already holds everything up to a moment of its journal."""
    return any(backup.hlc == hlc for backup in backups(work_file))


@contextmanager
def _reading(source: Path) -> Iterator[sqlite3.Connection]:
    try:
        with closing(connect.connect(source, read_only=True)) as connection:
            yield connection
    except sqlite3.Error as error:
        raise connect.explain(error) or _not_written() from error


def migrate_after(connection: sqlite3.Connection, work_file: Path | None, clock: Clock) -> None:
    """Bring a file to the schema of this program, after a backup.

    Parameters:
        connection: a plain connection to the file.
        work_file: the file, or None for a copy that is only looked at, which needs no backup.
        clock: source of time.
    """
    if work_file is not None:
        make(work_file, work_file, clock, MIGRATION)
    migrate.upgrade(connection, migrate.SCHEMA, migrate.FOLDER)
    opening.check_schema(connection, migrate.SCHEMA)


def rotate(work_file: Path, clock: Clock) -> None:
    """Remove the automatic backups that the rotation does not keep. Backups that were asked for stay, and what was rescued."""
    automatic = [backup for backup in backups(work_file) if backup.reason not in (MANUAL, RESCUE)]
    kept = rotation.keep((backup.made_at for backup in automatic), clock.now())
    for backup in automatic:
        if backup.made_at not in kept:
            try:
                backup.path.unlink()
            except OSError:
                logger.warning("an old backup could not be removed")


def newest_good(work_file: Path) -> Backup | None:
    """Return the newest backup that is whole, or None where there is none."""
    for backup in backups(work_file):
        try:
            verify(backup.path)
        except WorkFileError:
            logger.warning("a backup is not whole and was passed over")
        else:
            return backup
    return None


def restore(backup: Path, work_file: Path, clock: Clock) -> Path | None:
    """Put a backup in the place of a work file. What was there is kept beside it, with its journal, under another name.

    Parameters:
        backup: a backup, or any whole copy.
        work_file: the place; its Store must be closed.
        clock: source of time.

    Returns:
        Where the former file is now, or None when there was none.

    Raises:
        LockedFileError: the work file is open.
        StorageError: it cannot be written.
        WorkFileError: the backup is not good.
    """
    partial = work_file.with_name(work_file.name + ".part")
    held = Lease(work_file.resolve(), clock)
    try:
        shutil.copyfile(backup, partial)
        scrubbing.scrub(partial)
        verify(partial)
        aside = _set_aside(work_file, clock) if work_file.exists() else None
        opening.settle(partial, work_file)
    except OSError as error:
        raise _not_written() from error
    finally:
        opening.discard(partial)
        held.release()
    return aside


def _set_aside(work_file: Path, clock: Clock) -> Path:
    moment = clock.now().astimezone().strftime("%Y-%m-%d %H.%M.%S")
    label = _("{name} (replaced {moment})").format(name=work_file.stem, moment=moment)
    number = 1
    aside = work_file.with_name(label + work_file.suffix)
    while aside.exists():
        number += 1
        aside = work_file.with_name(f"{label} {number}{work_file.suffix}")
    # The journal goes first: without the file it is harmless, the file without it is not.
    for end in (*opening.SIDE_FILES, ""):
        source = work_file.with_name(work_file.name + end)
        if source.exists():
            os.replace(source, aside.with_name(aside.name + end))
    return aside


def _not_written() -> StorageError:
    return StorageError(_("The copy cannot be written here. Choose a folder that you may write to, with enough room."), "other")
