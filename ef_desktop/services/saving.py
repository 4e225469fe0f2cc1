"""Saving a file that others read: it appears, or is replaced, only when it is whole."""

import os
import tempfile
from pathlib import Path

from ef_desktop.domain.errors import StorageError
from ef_desktop.i18n import _
from ef_desktop.services.backups import refuse_work_file


def save_whole(path: Path, content: bytes) -> None:
    """Write a file by way of another name in the same folder.

    Parameters:
        path: where; a file of that name is replaced.
        content: all of it.

    Raises:
        StorageError: it cannot be written there, or a work file stands there; what was there is untouched.
    """
    refuse_work_file(path)
    partial: Path | None = None
    try:
        handle, name = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
        partial = Path(name)
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
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


def safe_name(*parts: str) -> str:
    """Return texts as one file name that every system takes, without its ending."""
    words = "-".join(parts)
    kept = "".join(character if character.isalnum() else "-" for character in words)
    return "-".join(part for part in kept.split("-") if part)[:90]
