"""Backups of the work file: made by themselves, kept in a rotation, listed for who needs one."""

from pathlib import Path

from ef_desktop import paths
from ef_desktop.domain.errors import CorruptFileError, StorageError, WorkFileError
from ef_desktop.domain.views import BackupView
from ef_desktop.i18n import _
from ef_desktop.logs import logger
from ef_desktop.services import exports, recovery
from ef_desktop.services.checking import check_file
from ef_desktop.services.core import Core


class Backups:
    """The backups of the open work file."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[BackupView, ...]:
        """Return the backups, the newest first."""
        return recovery.backups_of(self._core.store.path)

    def contents(self) -> dict[str, tuple[int, int]]:
        """Return how many meetings and outcomes each backup holds, by its place; one that cannot be read is left out."""
        return recovery.contents_of(self.rows())

    def check(self) -> tuple[str, ...]:
        """Return sentences about what is not right in the work file as it is on the disk; none when it is whole.

        Raises:
            WorkFileError: the file cannot be read at all.
        """
        return check_file(self._core.store.path, self._core.clock)

    def check_backup(self, path: Path) -> tuple[str, ...]:
        """Return sentences about what is not right in a backup; none when it is whole."""
        return recovery.examine(path, self._core.clock).findings

    def make(self) -> Path:
        """Make a backup now and return its place.

        Raises:
            StorageError: it could not be written.
        """
        return self._core.store.make_backup()

    def rescue(self) -> Path:
        """Keep what is open here as a backup, after the file was replaced, moved or removed by something else.

        Raises:
            WorkFileError: that is not possible.
        """
        return self._core.store.rescue()

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
