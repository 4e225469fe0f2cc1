"""Small files of the program's own on this laptop: each is replaced only when the new one is whole and on the disk."""

import os
from contextlib import suppress
from pathlib import Path


def replace_whole(target: Path, content: bytes) -> None:
    """Put content in the place of a file; what stood there stays until the new one is whole.

    Parameters:
        target: the file; its folder is there.
        content: all of it.

    Raises:
        OSError: it cannot be written there; nothing is left behind.
    """
    # Two programs of one user may write the same file.
    partial = target.with_name(f"{target.name}.{os.getpid()}.tmp")
    try:
        with partial.open("wb") as file:
            file.write(content)
            file.flush()
            # Without this a power loss could leave an empty file under the right name.
            os.fsync(file.fileno())
        os.replace(partial, target)
    except OSError:
        with suppress(OSError):
            partial.unlink(missing_ok=True)
        raise
