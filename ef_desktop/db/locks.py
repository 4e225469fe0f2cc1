"""The lock that keeps other processes out of a work file."""

import os
from contextlib import suppress
from pathlib import Path

from filelock import FileLock, Timeout

from ef_desktop.domain.errors import LockedFileError, StorageError
from ef_desktop.i18n import _


class Lock:
    """A lock file that is held from here on. The system drops the lock when the process ends in any way.

    Parameters:
        path: the lock file.

    Raises:
        Timeout: another process, or another part of this one, holds it.
        OSError: the folder cannot be written to.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        # Not per thread: a work file is opened by a worker and closed by the window.
        self._lock = FileLock(path, timeout=0, thread_local=False)
        self._lock.acquire()
        self._mark = self._identity()

    def release(self) -> None:
        """Let go and leave no lock file behind. Twice does no harm."""
        if not self._lock.is_locked:
            return
        # While it is held: who gets hold of a lock file without a name knows by that to begin again. Windows removes no open
        # file; there the library does it afterwards.
        if os.name != "nt" and self._identity() == self._mark:
            with suppress(OSError):
                self._path.unlink()
        self._lock.release()

    def _identity(self) -> tuple[int, int] | None:
        try:
            found = os.stat(self._path)
        except OSError:
            return None
        return found.st_dev, found.st_ino


def lock(path: Path) -> Lock:
    """Return the lock that keeps other processes out of a work file, taken.

    Raises:
        LockedFileError: another window or program holds it.
        StorageError: the folder cannot be written to.
    """
    if path.exists() and not os.access(path, os.W_OK):
        raise StorageError(_("This work file is read-only. You can only look at it."), "read_only")
    try:
        return Lock(path.with_name(path.name + ".lock"))
    except Timeout as error:
        message = _("This work file is already open in another window. Go on there, or only look at it here.")
        raise LockedFileError(message, "read_only") from error
    except OSError as error:
        message = _("This folder cannot be written to. You can only look at the work file.")
        raise StorageError(message, "read_only") from error
