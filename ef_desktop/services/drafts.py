"""What is being typed and not saved yet, as it is kept on this device: its texts, for whoever has to take a name out."""

import json
from pathlib import Path

from ef_desktop import paths
from ef_desktop.files import replace_whole
from ef_desktop.logs import logger

_TEXTS = ("text", "owner")


def drafts_file() -> Path:
    """Return the file in which the capture bar keeps what is not saved yet."""
    return paths.data_dir() / "drafts.json"


def work_form_file() -> Path:
    """Return the file in which the page of the work form keeps what is not saved yet."""
    return paths.data_dir() / "workform_drafts.json"


def texts() -> dict[str, str]:
    """Return the texts that are not empty, by a key that names file, place and field."""
    return {
        f"{file.stem}.{place}.{field}": draft[field]
        for file in _files()
        for place, draft in _read(file).items()
        for field in _TEXTS
        if isinstance(draft.get(field), str) and draft[field]
    }


def replace(key: str, text: str) -> None:
    """Put another text in the place of one.

    Parameters:
        key: from ``texts``.
        text: the new one.
    """
    name, place, field = key.split(".")
    file = next(file for file in _files() if file.stem == name)
    stored = _read(file)
    stored[place][field] = text
    try:
        replace_whole(file, json.dumps(stored, ensure_ascii=False).encode())
    except OSError:
        logger.warning("drafts could not be written")


def _files() -> tuple[Path, Path]:
    return drafts_file(), work_form_file()


def _read(file: Path) -> dict[str, dict]:
    try:
        stored = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    if not isinstance(stored, dict):
        return {}
    return {place: draft for place, draft in stored.items() if isinstance(draft, dict)}
