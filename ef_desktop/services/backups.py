"""Backups of the work file: made by themselves, kept in a rotation, listed for who needs one."""

import sqlite3
from contextlib import closing
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import backup
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import CorruptFileError, StorageError, WorkFileError
from ef_desktop.domain.views import BackupView
from ef_desktop.i18n import _
from ef_desktop.logs import logger
from ef_desktop.services import exports
from ef_desktop.services.checking import check_file
from ef_desktop.services.core import Core

#: What a backup is known by.
_COUNTED = ("meeting", "outcome")


class Backups:
    """The backups of the open work file."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[BackupView, ...]:
        """Return the backups, the newest first."""
        return tuple(
            BackupView(str(entry.path), entry.made_at.astimezone(), entry.bytes)
            for entry in backup.backups(self._core.store.path)
        )

    def contents(self) -> dict[str, tuple[int, int]]:
        """Return how many meetings and outcomes each backup holds, by its place; one that cannot be read is left out."""
        found = {}
        for entry in backup.backups(self._core.store.path):
            try:
                # As a file that nobody changes: counting leaves no trace beside it and takes no lock.
                with closing(sqlite3.connect(f"{entry.path.absolute().as_uri()}?mode=ro&immutable=1", uri=True)) as connection:
                    counts = (connection.execute(f"SELECT count(*) FROM {table} WHERE NOT dead").fetchone()[0] for table in _COUNTED)
                    found[str(entry.path)] = tuple(counts)
            except sqlite3.Error:
                logger.warning("a backup could not be read")
        return found

    def check(self) -> tuple[str, ...]:
        """Return sentences about what is not right in the work file as it is on the disk; none when it is whole.

        Raises:
            WorkFileError: the file cannot be read at all.
        """
        return check_file(self._core.store.path, self._core.clock)

    def make(self) -> Path:
        """Make a backup now and return its place.

        Raises:
            StorageError: it could not be written.
        """
        return self._core.store.make_backup()

    def make_when_needed(self) -> Path | None:
        """Make the backup of the start when the file changed since the last one; None when there was no need.

        A backup that fails is no reason not to open a good file: it is written in the log and tried at the next start.

        Raises:
            CorruptFileError: the work file itself is damaged.
        """
        try:
            return self._core.store.backup_at_start()
        except CorruptFileError:
            raise
        except WorkFileError:
            logger.warning("the backup of the start could not be made")
            return None

    def save_as(self, path: Path) -> None:
        """Write a whole, checked copy of the work file to a place of one's own choice.

        Raises:
            StorageError: it could not be written there, or it is the place of the work file itself.
        """
        if same_file(path, self._core.store.path):
            raise StorageError(_("This is the work file itself. Choose another name for the copy."), "other")
        self._core.store.snapshot(path)
        exports.note(self._core, path, "copy")


def same_file(one: Path, other: Path) -> bool:
    """Return whether two places are the same file, also through links and other spellings."""
    try:
        return one.samefile(other)
    except OSError:
        return one.resolve() == other.resolve()


def refuse_work_file(path: Path) -> None:
    """Raise StorageError when a work file stands at a place where something else is about to be written."""
    try:
        with path.open("rb") as file:
            head = file.read(16)
    except OSError:
        return
    if path.suffix == paths.FILE_SUFFIX or head.startswith(b"SQLite format 3"):
        raise StorageError(
            _("‘{name}’ is a work file. It stays as it is. Choose another name.").format(name=path.name), "other"
        )


def restore_last_good(path: Path, clock: Clock) -> Path:
    """Put the newest good backup in the place of a work file and return that place; the broken file stays beside it.

    Parameters:
        path: the work file, which must not be open.
        clock: source of time.

    Raises:
        WorkFileError: there is no good backup, or it cannot be put there.
    """
    newest = backup.newest_good(path)
    if newest is None:
        raise WorkFileError(_("There is no backup of this file on this laptop. Ask a colleague for a copy."), "other")
    backup.restore(newest.path, path, clock)
    return path
