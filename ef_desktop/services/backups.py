"""Backups of the work file: made by themselves, kept in a rotation, listed for who needs one."""

from pathlib import Path

from ef_desktop.db import backup
from ef_desktop.domain.views import BackupView
from ef_desktop.services.core import Core


class Backups:
    """The automatic backups of the open work file."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[BackupView, ...]:
        """Return the backups, the newest first."""
        return tuple(
            BackupView(str(entry.path), entry.made_at.astimezone(), entry.size)
            for entry in backup.backups(self._core.store.path)
        )

    def make(self) -> Path:
        """Make a backup now and return its place.

        Raises:
            StorageError: it could not be written.
        """
        return backup.make(self._core.store)

    def make_when_needed(self) -> Path | None:
        """Make a backup when the file changed since the last one; None when there was no need."""
        return backup.make_when_changed(self._core.store)
