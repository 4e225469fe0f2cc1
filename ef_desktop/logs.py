"""The log file: what went wrong, without what people said."""

import logging
from logging.handlers import RotatingFileHandler
from pathlib import Path

from ef_desktop import paths

logger = logging.getLogger("ef_desktop")


def log_file() -> Path:
    """Return the path of the log file."""
    return paths.data_dir() / "logs" / "ef-desktop.log"


def start_logging() -> None:
    """Write warnings and errors to a small rotating file. Texts of cards and names of people never go into it."""
    if logger.handlers:
        return
    target = log_file()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(target, maxBytes=500_000, backupCount=2, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s %(message)s"))
    logger.addHandler(handler)
    logger.setLevel(logging.INFO)
