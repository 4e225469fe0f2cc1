"""Copies of work files that are only looked at: private, in the user's own folder, and gone after use."""

import secrets
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from filelock import Timeout

from ef_desktop import paths
from ef_desktop.db import connect, opening
from ef_desktop.db.locks import Lock
from ef_desktop.domain.errors import Cancelled, LockedFileError, StorageError, WorkFileError
from ef_desktop.i18n import _

#: Pages that are copied between two looks whether to stop: some megabytes.
_PAGES = 1000


class Look:
    """A copy of a work file as it was at one moment, also of a file in use by others.

    The lock beside the folder of the copy tells other processes that this one still looks at it.

    Parameters:
        path: the work file.
        raw: True copies byte by byte, also what SQLite cannot read.
        cancelled: asked while it is copied, from a slow stick perhaps.

    Attributes:
        file: the copy.

    Raises:
        MissingFileError, ForeignFileError, NewerFileError, CorruptFileError, LockedFileError, StorageError: as named.
        Cancelled: nothing is left of it.
    """

    def __init__(self, path: Path, *, raw: bool = False, cancelled: Callable[[], bool] = lambda: False) -> None:
        opening.check_header(path)
        folder = _folder() / secrets.token_hex(8)
        try:
            folder.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
            # Before the folder is there: one without a lock is swept.
            self._lock = Lock(_lock_of(folder))
        except OSError as error:
            raise _unreadable() from error
        self.file = folder / path.name
        try:
            folder.mkdir(mode=0o700)
            _copy(path, self.file, raw, cancelled)
        except (Cancelled, WorkFileError):
            self.release()
            raise
        except (OSError, sqlite3.DatabaseError) as error:
            self.release()
            raise connect.explain(error) or _unreadable() from error

    def release(self) -> None:
        """Remove the copy."""
        shutil.rmtree(self.file.parent, ignore_errors=True)
        self._lock.release()


def sweep() -> None:
    """Remove the copies of processes that were ended before they could do so themselves."""
    try:
        left = [entry for entry in _folder().iterdir() if entry.is_dir()]
    except OSError:
        return
    for folder in left:
        try:
            lock = Lock(_lock_of(folder))
        except (Timeout, OSError):
            continue
        shutil.rmtree(folder, ignore_errors=True)
        lock.release()


def _folder() -> Path:
    return paths.data_dir() / "looking"


def _lock_of(folder: Path) -> Path:
    return folder.with_name(folder.name + ".lock")


def _copy(path: Path, target: Path, raw: bool, cancelled: Callable[[], bool]) -> None:
    def look(status: int, _left: int, _total: int) -> None:
        if cancelled():
            raise Cancelled
        if status in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            # SQLite waited as long as anywhere; Python would go on asking without end.
            message = _("This work file cannot be read now: another program keeps it locked. Close that program and try again.")
            raise LockedFileError(message, "again")

    if raw or any(path.with_name(path.name + end).exists() for end in opening.SIDE_FILES):
        # Not finished: SQLite may only put it right in the copy.
        for end in ("", *opening.SIDE_FILES):
            source = path.with_name(path.name + end)
            if source.exists():
                shutil.copyfile(source, target.with_name(target.name + end))
    else:
        opening.refuse_incomplete(path)
        with closing(connect.connect(path, read_only=True)) as source, closing(sqlite3.connect(target)) as copy:
            source.backup(copy, pages=_PAGES, progress=look)


def _unreadable() -> StorageError:
    return StorageError(_("This work file cannot be read. Check whether you may open it."), "other")
