"""Saving a file that others read: it appears, or is replaced, only when it is whole."""

import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO, TypeVar

from ef_desktop.domain.errors import StorageError
from ef_desktop.i18n import _
from ef_desktop.services.backups import refuse_work_file

Drawn = TypeVar("Drawn")

#: Name of what is not finished, and seconds after which one belongs to a program that was ended meanwhile.
_BEGIN, _END, _LEFT_BEHIND = ".opslaan-", ".part", 3600


def save_whole(path: Path, content: bytes) -> None:
    """Write a file by way of another name in the same folder.

    Parameters:
        path: where; a file of that name is replaced.
        content: all of it.

    Raises:
        StorageError: it cannot be written there, or a work file stands there; what was there is untouched.
    """
    _save(path, lambda file: file.write(content), lambda _partial: None)


def save_checked_pdf(path: Path, draw: Callable[[BinaryIO], Drawn]) -> Drawn:
    """Save a PDF: the file appears, or is replaced, only when it is whole and passed its own check.

    Parameters:
        path: where; a file of that name is replaced.
        draw: writes the PDF into the open file it is given.

    Returns:
        What ``draw`` returned.

    Raises:
        StorageError: it cannot be written there, or a work file stands there; what was there is untouched.
    """
    return _save(path, draw, _check)


def _check(partial: Path) -> None:
    from ef_desktop.report.selfcheck import check_pdf

    problems = check_pdf(partial)
    if problems:
        raise RuntimeError(f"the PDF failed its own check: {problems[:3]}")


def _save(path: Path, write: Callable[[BinaryIO], Drawn], check: Callable[[Path], None]) -> Drawn:
    refuse_work_file(path)
    partial: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=_BEGIN, suffix=_END, dir=path.parent)
        partial = Path(name)
        _clean_up(partial)
        with os.fdopen(handle, "wb") as file:
            written = write(file)
            file.flush()
            os.fsync(file.fileno())
        check(partial)
        # A temporary file is for its owner only; the finished one gets the usual rights.
        mask = os.umask(0)
        os.umask(mask)
        partial.chmod(0o666 & ~mask)
        os.replace(partial, path)
    except OSError as error:
        message = _(
            "‘{name}’ cannot be saved. The file may be open in another program, or the disk full or gone. Close the file or"
            " choose another place. Nothing was lost."
        )
        raise StorageError(message.format(name=path.name)) from error
    finally:
        if partial is not None:
            partial.unlink(missing_ok=True)
    return written


def _clean_up(partial: Path) -> None:
    """Remove what a program left in the folder that was ended while it saved: there may be names in it."""
    now = partial.stat().st_mtime
    for other in partial.parent.glob(f"{_BEGIN}*{_END}"):
        with suppress(OSError):
            if now - other.stat().st_mtime > _LEFT_BEHIND:
                other.unlink()


def safe_name(*parts: str) -> str:
    """Return texts as one file name that every system takes, without its ending."""
    words = "-".join(parts)
    kept = "".join(character if character.isalnum() else "-" for character in words)
    return "-".join(part for part in kept.split("-") if part)[:90]
