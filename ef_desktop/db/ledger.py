"""What was erased, remembered on this device apart from the work files, so that no older copy brings it back.

It holds ids only. Per family of work files there is one small file in the data folder of the user. Imports no SQLAlchemy:
the first window asks it before that is loaded.
"""

import json
import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from ef_desktop import paths
from ef_desktop.files import replace_whole
from ef_desktop.logs import logger

_SCHEMA = "ef.erasures/1"


class Key(NamedTuple):
    """One erasure: the row, the number of a field or 0 for the whole, and who erased it when; 0 for what follows from another."""

    row: bytes
    cid: int
    actor: int
    hlc: int


@dataclass
class Ledger:
    """The erasures of one family of work files that this device knows.

    Attributes:
        family: the 16 bytes that all copies of a work file share.
        keys: erasures of which the traces are gone from every copy that this device keeps.
        pending: True from the moment that something is erased until that is so; then it is finished at the next opening.
    """

    family: bytes
    keys: frozenset[Key] = field(default_factory=frozenset)
    pending: bool = False

    def save(self) -> None:
        """Write it to the disk.

        Raises:
            OSError: that is not possible.
        """
        target = _file(self.family)
        target.parent.mkdir(parents=True, exist_ok=True)
        content = {
            "schema": _SCHEMA,
            "pending": self.pending,
            "erasures": [[key.row.hex(), key.cid, key.actor, key.hlc] for key in sorted(self.keys)],
        }
        replace_whole(target, json.dumps(content).encode())


def load(family: bytes) -> Ledger:
    """Return the ledger of a family. One that cannot be read counts as empty: the work file knows its erasures too."""
    try:
        content = json.loads(_file(family).read_text("utf-8"))
        known = frozenset(Key(bytes.fromhex(row), int(cid), int(actor), int(hlc)) for row, cid, actor, hlc in content["erasures"])
        return Ledger(family, known, bool(content["pending"]))
    except FileNotFoundError:
        return Ledger(family)
    except (OSError, ValueError, TypeError, KeyError):
        logger.warning("the ledger of erasures could not be read")
        return Ledger(family, pending=True)


def keys(connection: sqlite3.Connection) -> frozenset[Key]:
    """Return the erasures that a file knows."""
    return frozenset(Key(*found) for found in connection.execute("SELECT row, cid, actor, hlc FROM sync_erase"))


def family(connection: sqlite3.Connection) -> bytes:
    """Return what all copies of a work file share."""
    return connection.execute("SELECT family FROM sync_file").fetchone()[0]


def _file(family: bytes) -> Path:
    return paths.data_dir() / "erasures" / f"{family.hex()}.json"
