"""A copy of the work file under way to a colleague: whole, checked, under a name of its own, closed with a passphrase or not.

The passphrase form is that of age (https://age-encryption.org/v1), so that other tools can open it too.
"""

import filecmp
import os
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import backup, connect, leaving_out, opening
from ef_desktop.domain.errors import Cancelled, ForeignFileError, StorageError
from ef_desktop.i18n import _

CLOSED_SUFFIX = ".age"


def is_closed(path: Path) -> bool:
    """Tell whether a file is closed with a passphrase."""
    try:
        with path.open("rb") as file:
            return file.read(len(opening.CLOSED_MARK)) == opening.CLOSED_MARK
    except OSError:
        return False


def send(
    snapshot: Callable[[Path], Path],
    target: Path,
    *,
    passphrase: str = "",
    without_sensitive: bool = False,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Write a parcel; it gets its name when it is finished, and never takes the place of another file.

    Parameters:
        snapshot: writes a whole, checked copy of the work file to the path that it is given.
        target: place and name.
        passphrase: closes it; "" leaves it open.
        without_sensitive: True keeps private notes, contact data and private cards at home.
        cancelled: asked between the steps.

    Returns:
        The place of the parcel: ``target``, or with a number behind its name when that was taken.

    Raises:
        StorageError: it cannot be written there.
        Cancelled: nothing was written.
    """
    with _private_folder() as folder:
        copy = snapshot(folder / target.name)
        if without_sensitive:
            _leave_out(copy)
            backup.verify(copy)
        _stop_when(cancelled)
        if passphrase:
            from pyrage import passphrase as age

            closed = copy.with_name("gesloten")
            closed.write_bytes(age.encrypt(copy.read_bytes(), passphrase))
            copy = closed
        _stop_when(cancelled)
        try:
            return _place(copy, target)
        except OSError as error:
            message = _("The copy cannot be written here. Choose a folder that you may write to, with enough room.")
            raise StorageError(message, "other") from error


@contextmanager
def received(source: Path, passphrase: str = "") -> Iterator[Path]:
    """Give the work file in a parcel: the file itself, or an opened private copy of a closed one.

    Raises:
        ForeignFileError: there is no passphrase or it does not fit, or the parcel is damaged.
        StorageError: it cannot be read.
    """
    if not is_closed(source):
        yield source
        return
    if not passphrase:
        raise opening.closed()
    from pyrage import DecryptError
    from pyrage import passphrase as age

    with _private_folder() as folder:
        try:
            content = age.decrypt(source.read_bytes(), passphrase)
        except DecryptError as error:
            message = _("This file does not open with these words. Check them with your colleague; nothing was changed.")
            raise ForeignFileError(message) from error
        except OSError as error:
            raise StorageError(_("This work file cannot be read. Check whether you may open it."), "other") from error
        opened = folder / source.name.removesuffix(CLOSED_SUFFIX)
        opened.write_bytes(content)
        yield opened


def _leave_out(copy: Path) -> None:
    with closing(connect.connect(copy)) as connection:
        connect.prepare(connection, _nobody, _nobody)
        connection.execute("BEGIN IMMEDIATE")
        with connect.unwatched(connection):
            leaving_out.leave_out(connection)
        connection.execute("INSERT INTO outcome_fts (outcome_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
    opening.tidy(copy)


def _place(copy: Path, target: Path) -> Path:
    target.parent.mkdir(parents=True, exist_ok=True)
    partial = target.with_name(f".{secrets.token_hex(4)}.part")
    try:
        shutil.copyfile(copy, partial)
        with partial.open("rb+") as file:
            os.fsync(file.fileno())
        if not filecmp.cmp(partial, copy, shallow=False):
            raise OSError("what was written is not what is there")
        number, place = 1, target
        while place.exists():
            number += 1
            place = target.with_name(f"{target.stem} ({number}){target.suffix}")
        os.rename(partial, place)
        return place
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def _private_folder() -> Iterator[Path]:
    folder = paths.data_dir() / "parcels" / secrets.token_hex(8)
    try:
        folder.mkdir(mode=0o700, parents=True)
        yield folder
    except sqlite3.Error as error:
        raise connect.explain(error) or error from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _stop_when(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _nobody() -> int:
    raise RuntimeError("leaving out writes no operations")
