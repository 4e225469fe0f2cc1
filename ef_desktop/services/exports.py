"""Remembers on this device which files were made out of a work file, for whoever has to find them back.

It keeps place and moment only. After a person was erased the user gets the list: the program cannot reach those files.
"""

import json
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import connect, ledger, opening
from ef_desktop.domain.erasing import CopyElsewhere
from ef_desktop.domain.errors import WorkFileError
from ef_desktop.files import replace_whole
from ef_desktop.i18n import N_, _
from ef_desktop.logs import logger
from ef_desktop.services.core import Core

#: So many are kept, the newest ones.
_MOST = 400

_KINDS = {
    "logbook": N_("Logbook"),
    "copy": N_("Copy of the work file"),
    "board": N_("Outcomes"),
    "shared": N_("Copy for a colleague"),
    "people": N_("List of participants"),
    "case": N_("Page of a case"),
    "invitation": N_("Invitation"),
    "meeting": N_("Page of a meeting"),
    "interim": N_("Interim report"),
    "archive": N_("Archive"),
}
_OTHER = N_("File")


def note(core: Core, path: Path, kind: str) -> None:
    """Remember that a file was made. That this fails is no reason to call the file not made.

    Parameters:
        core: of the open work file.
        path: where it was saved.
        kind: logbook, interim, archive, copy, shared, board, people, case, meeting, workform or invitation.
    """
    with core.store.connection() as connection:
        family = ledger.family(connection).hex()
    place = str(path.absolute())
    entry = {"family": family, "path": place, "kind": kind, "at": core.clock.milliseconds()}
    kept = [other for other in _read() if (other["family"], other["path"]) != (family, place)]
    try:
        replace_whole(_file(), json.dumps([*kept, entry][-_MOST:], ensure_ascii=False).encode())
    except OSError:
        logger.warning("the list of exported files could not be written")


def made(core: Core) -> tuple[CopyElsewhere, ...]:
    """Return the files that were made out of this work file on this device, the newest first, and copies beside it."""
    with core.store.connection() as connection:
        family = ledger.family(connection)
    noted = {entry["path"]: entry for entry in _read() if entry["family"] == family.hex()}
    found = [
        CopyElsewhere(path, datetime.fromtimestamp(entry["at"] / 1000).astimezone(), _words(entry["kind"]))
        for path, entry in sorted(noted.items(), key=lambda item: item[1]["at"], reverse=True)
    ]
    return (*found, *_beside(core, family, frozenset(noted)))


def places(core: Core, kind: str) -> frozenset[str]:
    """Return where the files of a kind were saved that were made out of this work file on this device."""
    with core.store.connection() as connection:
        family = ledger.family(connection).hex()
    return frozenset(entry["path"] for entry in _read() if entry["family"] == family and entry["kind"] == kind)


def last(core: Core, kind: str) -> datetime | None:
    """Return when a file of a kind was last made out of this work file on this device, local, or None."""
    with core.store.connection() as connection:
        family = ledger.family(connection).hex()
    moments = [entry["at"] for entry in _read() if entry["family"] == family and entry["kind"] == kind]
    return datetime.fromtimestamp(max(moments) / 1000).astimezone() if moments else None


def _beside(core: Core, family: bytes, noted: frozenset[str]) -> tuple[CopyElsewhere, ...]:
    """Return the copies of the work file in its own folder, such as one that was set aside for a backup."""
    own = core.store.path.resolve()
    found = []
    for path in sorted(own.parent.glob(f"*{paths.FILE_SUFFIX}")):
        if path.resolve() != own and str(path.absolute()) not in noted and _is_copy(path, family):
            found.append(CopyElsewhere(str(path), None, _words("copy")))
    return tuple(found)


def _is_copy(path: Path, family: bytes) -> bool:
    try:
        opening.check_header(path)
        with closing(connect.connect(path, read_only=True)) as connection:
            return ledger.family(connection) == family
    except (WorkFileError, OSError, sqlite3.Error):
        return False


def _words(kind: str) -> str:
    return _(_KINDS.get(kind, _OTHER))


def _read() -> list[dict]:
    try:
        stored = json.loads(_file().read_text("utf-8"))
        return [
            entry
            for entry in stored
            if all(isinstance(entry[name], str) for name in ("family", "path", "kind")) and isinstance(entry["at"], int)
        ]
    except FileNotFoundError:
        return []
    except (OSError, ValueError, TypeError, KeyError):
        logger.warning("the list of exported files could not be read")
        return []


def _file() -> Path:
    return paths.data_dir() / "exports.json"
