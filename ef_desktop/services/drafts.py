"""What is being typed and not saved yet, as it is kept on this device: its texts, for whoever has to take a name out."""

import json
import os
from pathlib import Path

from ef_desktop import paths
from ef_desktop.logs import logger

_TEXTS = ("text", "owner")


def drafts_file() -> Path:
    """Return the file in which the capture bar keeps what is not saved yet."""
    return paths.data_dir() / "drafts.json"


def texts() -> dict[str, str]:
    """Return the texts that are not empty, by a key that names meeting and field."""
    return {
        f"{meeting}.{field}": draft[field]
        for meeting, draft in _read().items()
        for field in _TEXTS
        if isinstance(draft.get(field), str) and draft[field]
    }


def replace(key: str, text: str) -> None:
    """Put another text in the place of one.

    Parameters:
        key: from ``texts``.
        text: the new one.
    """
    meeting, _dot, field = key.partition(".")
    stored = _read()
    stored[meeting][field] = text
    partial = drafts_file().with_suffix(f".{os.getpid()}.tmp")
    try:
        partial.write_text(json.dumps(stored, ensure_ascii=False), "utf-8")
        os.replace(partial, drafts_file())
    except OSError:
        logger.warning("drafts could not be written")


def _read() -> dict[str, dict]:
    try:
        stored = json.loads(drafts_file().read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {meeting: draft for meeting, draft in stored.items() if isinstance(draft, dict)}
