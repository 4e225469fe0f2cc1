"""A copy of the work file under way to a colleague: whole, checked, under a name of its own, closed with a passphrase or not.

The passphrase form is that of age (https://age-encryption.org/v1), so that other tools can open it too.
"""

import filecmp
import hashlib
import os
import platform
import secrets
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path

from filelock import Timeout

from ef_desktop import paths
from ef_desktop.db import backup, connect, leaving_out, locks, opening
from ef_desktop.domain.errors import Cancelled, StorageError, WorkFileError, WrongWordsError
from ef_desktop.i18n import _

CLOSED_SUFFIX = ".age"

#: Bytes that are written to the stick between two looks whether to stop.
_BLOCK = 4_000_000

#: How often the library measures the speed of this laptop before it is believed that opening is too much work.
_MEASURED = 40


def is_closed(path: Path) -> bool:
    """Tell whether a file is closed with a passphrase."""
    try:
        return opening.is_closed(path)
    except OSError:
        return False


def send(
    snapshot: Callable[[Path, Callable[[], bool]], Path],
    target: Path,
    *,
    passphrase: str = "",
    without_sensitive: bool = False,
    progress: Callable[[float], None] = lambda part: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Path:
    """Write a parcel; it gets its name when it is finished, and never takes the place of another file.

    Parameters:
        snapshot: writes a whole, checked copy of the work file to the path that it is given, or stops; see ``Store.snapshot``.
        target: place and name.
        passphrase: closes it; "" leaves it open.
        without_sensitive: True keeps private notes, contact data and private cards at home.
        progress: told how much of it was written, as a fraction.
        cancelled: asked until it gets its name.

    Returns:
        The place of the parcel: ``target``, or with a number behind its name when that was taken.

    Raises:
        StorageError: it cannot be written there, or not any more.
        Cancelled: nothing was written.
    """
    try:
        # First of all: a folder that is gone later was on a stick that was pulled, and is not made anew.
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _not_placed() from error
    with _private_folder() as folder:
        copy = snapshot(folder / target.name, cancelled)
        if without_sensitive:
            _leave_out(copy)
            backup.verify(copy)
        _stop_when(cancelled)
        if passphrase:
            from pyrage import passphrase as age

            closed = copy.with_name("gesloten")
            _keep(closed, age.encrypt(copy.read_bytes(), passphrase))
            copy = closed
        _stop_when(cancelled)
        try:
            return _place(copy, target, progress, cancelled)
        except OSError as error:
            if os.path.isdir(target.parent):
                raise _not_placed() from error
            message = _(
                "The copy is not finished: the stick, the drive or the connection is gone. Your own work file is whole."
                " Bring it back and share again."
            )
            raise StorageError(message, "again") from error


@contextmanager
def received(source: Path, passphrase: str = "") -> Iterator[Path]:
    """Give the work file in a parcel: the file itself, or an opened private copy of a closed one.

    Raises:
        ClosedFileError: there is no passphrase.
        WrongWordsError: it does not fit, or the parcel is damaged.
        StorageError: it cannot be read, or opening it is too much work for this laptop.
    """
    if not is_closed(source):
        yield source
        return
    if not passphrase:
        raise opening.closed()
    with _private_folder() as folder:
        try:
            content = _opened(source.read_bytes(), passphrase)
        except OSError as error:
            raise StorageError(_("This work file cannot be read. Check whether you may open it."), "other") from error
        opened = folder / source.name.removesuffix(CLOSED_SUFFIX)
        _keep(opened, content)
        yield opened


def _opened(content: bytes, passphrase: str) -> bytes:
    """Open the content of a closed parcel.

    The library measures in a few milliseconds how fast this laptop is, and refuses what would take longer than it bears. Where something
    else had the laptop just then, it is far off and refuses what it would open at another moment: so it is asked again.
    """
    from pyrage import DecryptError
    from pyrage import passphrase as age

    for _time in range(_MEASURED):
        try:
            return age.decrypt(content, passphrase)
        except DecryptError as error:
            if "Excessive work" not in str(error):
                message = _("This file does not open with these words. Check them with your colleague; nothing was changed.")
                raise WrongWordsError(message) from error
    raise StorageError(_("This laptop is too busy to open this file. Close other programs and try again; nothing was changed."), "again")


def _leave_out(copy: Path) -> None:
    with closing(connect.connect(copy)) as connection:
        connect.prepare(connection, _nobody, _nobody)
        connection.execute("BEGIN IMMEDIATE")
        with connect.unwatched(connection):
            leaving_out.leave_out(connection)
        connection.execute("INSERT INTO outcome_fts (outcome_fts) VALUES ('rebuild')")
        connection.execute("COMMIT")
        connection.execute("VACUUM")
        opening.tidy(connection)


def _place(copy: Path, target: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> Path:
    with _unfinished(target) as partial:
        _write(copy, partial, progress, cancelled)
        if not filecmp.cmp(partial, copy, shallow=False):
            raise OSError("what was written is not what is there")
        number, place = 1, target
        while place.exists():
            number += 1
            place = target.with_name(f"{target.stem} ({number}){target.suffix}")
        _stop_when(cancelled)
        os.rename(partial, place)
        return place


@contextmanager
def _unfinished(target: Path) -> Iterator[Path]:
    """Give the place of what is not finished, the same at every sharing from this laptop.

    A stick that is pulled keeps such a half copy, with all that is in it; the next sharing to it takes it away. What another
    program on this laptop is writing meanwhile is left alone: then the name is one of its own.
    """
    home = paths.data_dir()
    name, lock = secrets.token_hex(4), None
    with suppress(WorkFileError):
        lock = locks.lock(home / "parcels")
        # With the folder of the user: on a drive that many use, laptops may be called the same.
        name = hashlib.sha256(f"{platform.node()} {home}".encode(errors="surrogateescape")).hexdigest()[:8]
    partial = target.with_name(f".{name}.part")
    try:
        partial.unlink(missing_ok=True)
        yield partial
    finally:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        if lock is not None:
            lock.release()


def _write(copy: Path, partial: Path, progress: Callable[[float], None], cancelled: Callable[[], bool]) -> None:
    size, written = copy.stat().st_size, 0
    with copy.open("rb") as source, partial.open("xb") as file:
        while block := source.read(_BLOCK):
            _stop_when(cancelled)
            file.write(block)
            file.flush()
            # As far as the stick itself, so that what is told is true.
            os.fsync(file.fileno())
            written += len(block)
            progress(written / size)


def _keep(path: Path, content: bytes) -> None:
    """Write a file in the private folder."""
    try:
        path.write_bytes(content)
    except OSError as error:
        raise _no_room() from error


def clean_up() -> None:
    """Remove the private folders of programs that were ended while they shared or looked at a copy: everything is in them."""
    for folder in _folders().glob("*/"):
        with suppress(Timeout, OSError):
            lock = _lock(folder)
            shutil.rmtree(folder, ignore_errors=True)
            lock.release()


@contextmanager
def _private_folder() -> Iterator[Path]:
    clean_up()
    folder, lock = _folders() / secrets.token_hex(8), None
    try:
        try:
            _folders().mkdir(mode=0o700, parents=True, exist_ok=True)
            # Before the folder is there: as long as it is held, the folder is in use.
            lock = _lock(folder)
            folder.mkdir(mode=0o700)
        except OSError as error:
            raise _no_room() from error
        yield folder
    except sqlite3.Error as error:
        raise connect.explain(error) or error from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)
        if lock is not None:
            lock.release()


def _folders() -> Path:
    return paths.data_dir() / "parcels"


def _lock(folder: Path) -> locks.Lock:
    return locks.Lock(folder.with_suffix(".lock"))


def _stop_when(cancelled: Callable[[], bool]) -> None:
    if cancelled():
        raise Cancelled


def _not_placed() -> StorageError:
    return StorageError(_("The copy cannot be written here. Choose a folder that you may write to, with enough room."), "other")


def _no_room() -> StorageError:
    message = _("The data folder of this laptop is full, or cannot be written to. Make room and try again; nothing was changed.")
    return StorageError(message, "again")


def _nobody() -> int:
    raise RuntimeError("leaving out writes no operations")
