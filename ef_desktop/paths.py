"""Where things are: the shipped resources, and the user's own folders."""

import os
from contextlib import suppress
from functools import cache
from pathlib import Path

APP_NAME = "ExcellentFaciliteren"
FILE_SUFFIX = ".efdb"


@cache
def _resources() -> Path:
    inside = Path(__file__).parent / "resources"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of a shipped file or folder, for instance ``resource("content", "goals.json")``."""
    return _resources().joinpath(*parts)


def _made(folder: Path) -> Path:
    # Where it cannot be made, whoever writes in it meets that, and says what it means.
    with suppress(OSError):
        folder.mkdir(parents=True, exist_ok=True)
    return folder


def data_dir() -> Path:
    """Return the user's local data folder, made when it is missing and that can be done: work files, backups, logs.

    The environment variable EF_DATA_DIR comes first, so that tests and try-outs stay apart.
    """
    if named := os.environ.get("EF_DATA_DIR"):
        folder = Path(named)
    else:
        import platformdirs

        folder = Path(platformdirs.user_data_dir(APP_NAME, appauthor=False, roaming=False))
    return _made(folder)


def cache_dir() -> Path:
    """Return the user's cache folder, made when it is missing: everything in it can be made again."""
    if named := os.environ.get("EF_DATA_DIR"):
        folder = Path(named) / "cache"
    else:
        import platformdirs

        folder = Path(platformdirs.user_cache_dir(APP_NAME, appauthor=False))
    return _made(folder)


def default_work_file() -> Path:
    """Return the work file that is opened when none is named."""
    return data_dir() / ("leerroute" + FILE_SUFFIX)


def backup_dir(work_file: Path) -> Path:
    """Return the folder of the backups of a work file, on the local disk, made when it is missing.

    Files of the same name in different folders keep their backups apart.
    """
    import hashlib

    mark = hashlib.sha256(str(work_file.resolve()).encode()).hexdigest()[:8]
    folder = data_dir() / "backups" / f"{work_file.stem}-{mark}"
    return _made(folder)
