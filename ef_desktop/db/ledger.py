"""What was erased, remembered on this device apart from the work files, so that no older copy brings it back.

It holds ids only. Per family of work files there is one small file in the data folder of the user.
"""

import json
import os
import sqlite3
from collections.abc import Iterable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path

from ef_desktop import paths
from ef_desktop.db import connect, migrate, opening
from ef_desktop.db.erasure import Key, apply_erasures, keys
from ef_desktop.logs import logger

_SCHEMA = "ef.erasures/1"


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
        partial = target.with_suffix(f".{os.getpid()}.tmp")
        content = {
            "schema": _SCHEMA,
            "pending": self.pending,
            "erasures": [[key.row.hex(), key.cid, key.actor, key.hlc] for key in sorted(self.keys)],
        }
        with partial.open("w", encoding="utf-8") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(partial, target)


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


def family(connection: sqlite3.Connection) -> bytes:
    """Return what all copies of a work file share."""
    return connection.execute("SELECT family FROM sync_file").fetchone()[0]


def bring_in(connection: sqlite3.Connection, missing: Iterable[Key]) -> None:
    """Erase in a file of today's schema what it does not know yet, in a transaction of its own.

    Parameters:
        connection: a plain connection, outside a transaction.
        missing: the erasures.
    """
    connect.prepare(connection, _nobody, _nobody)
    connection.execute("BEGIN IMMEDIATE")
    try:
        apply_erasures(connection, missing)
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def scrub(path: Path) -> None:
    """Erase in a copy, before it takes the place of a work file, what this device knows to be erased.

    Raises:
        WorkFileError: it is no good work file, or cannot be written.
    """
    connection, schema = opening.inspect(path)
    with closing(connection):
        try:
            missing = load(family(connection)).keys - keys(connection)
            if missing:
                if schema < migrate.SCHEMA:
                    migrate.upgrade(connection)
                bring_in(connection, missing)
                connection.execute("VACUUM")
        except sqlite3.Error as error:
            raise connect.explain(error) or error from error


def _nobody() -> int:
    raise RuntimeError("an erasure writes no operations")


def _file(family: bytes) -> Path:
    return paths.data_dir() / "erasures" / f"{family.hex()}.json"
