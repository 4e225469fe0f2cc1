"""What is done with an open work file as a whole: reading it through, and copies of it."""

import sqlite3
from abc import ABC, abstractmethod
from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from pathlib import Path

from ef_desktop.db import backup, check, connect, opening
from ef_desktop.db.check import Finding
from ef_desktop.domain.clock import Clock


class WholeFile(ABC):
    """The part of an open work file that needs no session.

    Attributes:
        path: the work file.
    """

    path: Path
    _file: Path
    _clock: Clock

    @abstractmethod
    def connection(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a plain connection for reading outside the ORM."""

    @abstractmethod
    def _pooled(self) -> AbstractContextManager[sqlite3.Connection]:
        """Give a connection of the pool, outside any transaction."""

    @property
    @abstractmethod
    def read_only(self) -> bool:
        """True for a copy that is only looked at."""

    def check_later(self) -> None:
        """Read the whole file, for a worker thread after the start of a large one.

        Raises:
            CorruptFileError: something in it is damaged.
        """
        with self.connection() as connection:
            opening.quick_check(connection)

    def check(self) -> tuple[Finding, ...]:
        """Return what is not right in the file or between the journal and the tables; see ``check.check``."""
        with closing(connect.connect(self._file, read_only=True)) as connection:
            return check.check(connection)

    def snapshot(self, target: Path, cancelled: Callable[[], bool] = lambda: False) -> Path:
        """Write a whole, checked copy of the work file; see ``backup.snapshot``.

        Also after ReplacedFileError: the copy is made through a connection that still has the former file.
        """
        if self.read_only:
            with closing(connect.connect(self._file, read_only=True)) as connection:
                return backup.snapshot(connection, Path(target), cancelled)
        with self._pooled() as connection:
            return backup.snapshot(connection, Path(target), cancelled)

    def make_backup(self, reason: str = backup.MANUAL) -> Path:
        """Make a backup because the user asks for it, or before a merge; see ``backup.make``."""
        return backup.make(self._file, self.path, self._clock, reason)

    def rescue(self) -> Path:
        """Keep what this program has in the file as a backup, after another file took its place or it was moved.

        Raises:
            StorageError, CorruptFileError: it cannot be read any more, or not written.
        """
        try:
            with self._pooled() as connection:
                return backup.make_from(connection, self.path, self._clock, backup.RESCUE)
        except sqlite3.Error as error:
            raise connect.explain(error) or connect.damaged() from error

    def backup_at_start(self) -> Path | None:
        """Make the automatic backup of the start, unless the newest one already holds everything.

        Raises:
            StorageError, CorruptFileError: see ``backup.make``.
        """
        try:
            with self._pooled() as connection:
                hlc = opening.last_moment(connection)
        except sqlite3.Error as error:
            raise connect.explain(error) or connect.damaged() from error
        if not hlc or backup.holds(self.path, hlc):
            return None
        return self.make_backup(backup.START)
