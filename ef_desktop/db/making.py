"""How a new work file comes to be: under another name, until it is finished."""

import secrets
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from ef_desktop.db import connect, locks, migrate, opening
from ef_desktop.domain.errors import LockedFileError, StorageError
from ef_desktop.i18n import _


def make(path: Path, fill: Callable[[Path], None]) -> None:
    """Make a work file of a new family; afterwards there is a whole file at the place, or none.

    Parameters:
        path: place of the new file; its folder is made when it is missing.
        fill: puts in the empty file, which it is given, what a new one begins with; whatever it raises leaves no file.

    Raises:
        StorageError: there is a file already, or the place cannot be written to.
        LockedFileError: another process is making this file.
    """
    partial = path.with_name(path.name + ".new")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists():
            raise StorageError(_("There is already a file with this name. Choose another name."), "other")
        held = _lock(path)
    except OSError as error:
        raise _not_made() from error
    try:
        # What a program that was ended left behind.
        opening.discard(partial)
        _make_empty(partial)
        fill(partial)
        opening.settle(partial, path)
    except (OSError, sqlite3.Error) as error:
        raise connect.explain(error) or _not_made() from error
    finally:
        opening.discard(partial)
        held.release()


def _lock(path: Path) -> locks.Lock:
    try:
        return locks.lock(path.resolve())
    except LockedFileError:
        raise
    except StorageError as error:
        raise _not_made() from error


def _make_empty(path: Path) -> None:
    path.write_bytes(migrate.empty_file())
    with closing(connect.connect(path)) as connection:
        connection.execute("INSERT INTO sync_file VALUES (?, ?)", (secrets.token_bytes(16), migrate.SCHEMA))


def _not_made() -> StorageError:
    return StorageError(_("The work file cannot be made here. Choose a folder that you may write to."), "other")
