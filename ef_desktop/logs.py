"""The log file: what went wrong, without what people said."""

import logging
import os
from contextlib import suppress
from pathlib import Path

from ef_desktop import paths

logger = logging.getLogger("ef_desktop")

#: A log of more bytes than this makes way at the next start; the one before it is kept.
_MOST_BYTES = 500_000


def log_file() -> Path:
    """Return the path of the log file."""
    return paths.data_dir() / "logs" / "ef-desktop.log"


class _LogFile(logging.FileHandler):
    """A log that cannot be written, on a full disk for instance, is no reason to disturb anybody."""

    def emit(self, record: logging.LogRecord) -> None:
        with suppress(OSError):
            super().emit(record)

    def handleError(self, record: logging.LogRecord) -> None:
        pass


def start_logging() -> None:
    """Write warnings and errors to a small file. Texts of cards and names of people never go into it."""
    if logger.handlers:
        return
    try:
        target = log_file()
        target.parent.mkdir(parents=True, exist_ok=True)
        _make_room(target)
        # Python's own rotating handler imports half of its network library, at every start.
        handler: logging.Handler = _LogFile(target, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)


def _make_room(target: Path) -> None:
    with suppress(FileNotFoundError):
        if target.stat().st_size > _MOST_BYTES:
            os.replace(target, target.with_suffix(".1.log"))
