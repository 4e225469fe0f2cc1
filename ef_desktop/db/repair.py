"""Makes a new work file of what can be read of a damaged one, and of its backups. The damaged file is only read.

Every table is read from both ends, and between them row by row by the keys of its index. What the journal then lacks of the
tables is written as new steps; what the tables lack comes from a backup, played on by the journal, or is told as lost.
"""

import hashlib
import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path

from ef_desktop.db import check, connect, merging, migrate, opening, replay
from ef_desktop.db.base import DELETE, INSERT, UNDELETE
from ef_desktop.db.fields import tables
from ef_desktop.db.looking import Look
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import Clock
from ef_desktop.domain.errors import CorruptFileError, StorageError, WorkFileError
from ef_desktop.i18n import _
from ef_desktop.logs import logger

#: Not rows of people: made again, or the schema itself.
_SHADOWS = ("sqlite_", "alembic_", "outcome_fts", "fts_doc")
#: By which columns a row of the journal is known, and the index that has them too.
_KEYS = {
    "sync_op": (("actor", "hlc"), "sync_op_row"),
    "sync_step": (("actor", "first_hlc"), "sync_step_line"),
    "sync_erase": (("row", "cid", "actor", "hlc"), ""),
}


@dataclass
class Salvage:
    """What became of a damaged file.

    Attributes:
        known: rows that were there, by table, also those that could not be read; operations as ``sync_op``.
        kept: rows in the new file, likewise.
        filled: rows that came from a backup.
        left: what is still not right in the new file; none as a rule.
    """

    known: Counter = field(default_factory=Counter)
    kept: Counter = field(default_factory=Counter)
    filled: int = 0
    left: tuple[check.Finding, ...] = ()

    @property
    def lost(self) -> Counter:
        """Rows that are not in the new file, by table."""
        return self.known - self.kept


def repair(source: Path, target: Path, clock: Clock, backups: Iterable[Path] = ()) -> Salvage:
    """Write a new work file with everything that can be read.

    Parameters:
        source: the damaged file; it is not touched.
        target: place of the new file; there must be none.
        clock: source of time.
        backups: good copies of the same programme, the newest first; the first that fits fills in what is missing.

    Raises:
        StorageError: there is a file at the target, or it cannot be written there.
        CorruptFileError: too little can be read to make a work file of.
        WorkFileError: the source is no work file; see ``opening.check_header``.
    """
    if target.exists():
        raise StorageError(_("There is already a file with this name. Choose another name."), "other")
    schema = opening.check_header(source)
    partial = target.with_name(target.name + ".part")
    look = Look(source, raw=True)
    salvage = Salvage()
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        opening.discard(partial)
        _copy_over(look.file, partial, schema, salvage)
        with closing(connect.connect(partial)) as connection:
            if schema < migrate.SCHEMA:
                migrate.upgrade(connection)
            connect.prepare(connection, _nobody, _nobody)
            _make_readable(connection)
        with closing(Store.open(partial, clock=clock, machine="")) as store:
            salvage.filled = _fill(store, backups)
        with closing(connect.connect(partial)) as connection:
            connect.prepare(connection, _nobody, _nobody)
            _drop_what_hangs(connection)
            _count(connection, salvage)
        with closing(Store.open(partial, clock=clock, machine="")) as store:
            _write_down(store)
            salvage.left = store.check()
        opening.settle(partial, target)
    except (OSError, sqlite3.Error) as error:
        raise connect.explain(error) or _unreadable() from error
    finally:
        opening.discard(partial)
        look.release()
    return salvage


# Reading


def _copy_over(file: Path, partial: Path, schema: int, salvage: Salvage) -> None:
    """Write what can be read into a new file of the same schema."""
    memory = sqlite3.connect(":memory:", isolation_level=None)
    migrate.upgrade(memory, schema)
    partial.write_bytes(memory.serialize())
    memory.close()
    with closing(connect.connect(file)) as old, closing(connect.connect(partial)) as new:
        # A structure that makes no sense must not stop the reading of its parts, nor do anything.
        old.execute("PRAGMA writable_schema=ON")
        old.execute("PRAGMA trusted_schema=OFF")
        connect.prepare(new, _nobody, _nobody)
        new.execute("PRAGMA foreign_keys=OFF")
        new.execute("BEGIN")
        with connect.unwatched(new):
            names = [name for (name,) in new.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            for name in names:
                if not name.startswith(_SHADOWS):
                    _copy_table(old, new, name, salvage)
        if new.execute("SELECT count(*) FROM sync_file").fetchone()[0] != 1:
            raise _unreadable()
        new.execute("COMMIT")


def _copy_table(old: sqlite3.Connection, new: sqlite3.Connection, name: str, salvage: Salvage) -> None:
    columns = [row[1] for row in new.execute(f'PRAGMA table_info("{name}")')]
    keys, index = _KEYS.get(name, (("rowid",), f"sqlite_autoindex_{name}_1"))
    listed = ", ".join(f'"{column}"' for column in columns)
    marks = ", ".join("?" * len(columns))
    for row in _rows(old, name, listed, keys, index):
        salvage.known[name] += 1
        # What was read, but makes no sense, is lost as well.
        with suppress(sqlite3.Error, TypeError):
            if row is not None and (name != "blob" or hashlib.sha256(row[1]).hexdigest() == row[0]):
                new.execute(f'INSERT INTO "{name}" ({listed}) VALUES ({marks})', row)


def _rows(connection: sqlite3.Connection, name: str, listed: str, keys: Sequence[str], index: str) -> Iterator[tuple | None]:
    """Yield the rows of a table, and None for each that is known by its key only."""
    key, width = ", ".join(keys), len(keys)
    seen: set[tuple] = set()
    for way in ("ASC", "DESC"):
        order = ", ".join(f"{column} {way}" for column in keys)
        try:
            for row in connection.execute(f'SELECT {key}, {listed} FROM "{name}" ORDER BY {order}'):
                if row[:width] in seen:
                    break
                seen.add(row[:width])
                yield row[width:]
        except sqlite3.DatabaseError:
            continue
        if way == "ASC":
            return
    where = " AND ".join(f"{column} = ?" for column in keys)
    for other in _keys(connection, name, key, index) - seen:
        try:
            found = connection.execute(f'SELECT {listed} FROM "{name}" WHERE {where}', other).fetchone()
        except sqlite3.DatabaseError:
            found = None
        yield found


def _keys(connection: sqlite3.Connection, name: str, key: str, index: str) -> set[tuple]:
    """Return the keys of a table as its index has them, as far as that can be read."""
    found: set[tuple] = set()
    for way in ("ASC", "DESC") if index else ():
        try:
            columns = connection.execute(f'PRAGMA index_info("{index}")').fetchall()
            order = ", ".join(f'"{column}" {way}' for _place, _number, column in columns) or "1"
            found.update(connection.execute(f'SELECT {key} FROM "{name}" INDEXED BY "{index}" ORDER BY {order}'))
        except sqlite3.DatabaseError:
            continue
    return found


# Putting together


def _make_readable(connection: connect.WatchedConnection) -> None:
    """Take out of the journal what stands for rows that are not here, so that a copy can bring it again with the row."""
    with connect.unwatched(connection):
        connection.execute("BEGIN IMMEDIATE")
        for table in tables():
            connection.execute(
                f"DELETE FROM sync_op WHERE cid = {table.base + INSERT} AND row NOT IN (SELECT id FROM {table.sql})"
                " AND row NOT IN (SELECT row FROM sync_erase WHERE cid = 0)"
            )
        _name_writers(connection)
        connection.execute("COMMIT")


def _name_writers(connection: sqlite3.Connection) -> None:
    connection.execute(
        "INSERT OR IGNORE INTO sync_actor SELECT actor, '', '', min(hlc) FROM sync_op"
        " WHERE actor NOT IN (SELECT actor FROM sync_actor) GROUP BY actor"
    )
    # Nobody can tell which operations could not be read.
    merging.leave_gaps(connection, "SELECT actor FROM sync_op")


def _fill(store: Store, backups: Iterable[Path]) -> int:
    """Merge the first backup that fits; return how many rows came with it."""
    with store.connection() as connection:
        (last,) = connection.execute("SELECT ifnull(max(number), 0) FROM sync_merge").fetchone()
    for path in backups:
        try:
            filled = len(store.merge(path).added)
        except WorkFileError:
            logger.warning("a backup does not fit the file that is repaired")
            continue
        with store.unit("") as session:
            # It is no merge that anybody would take back.
            session.connection().connection.dbapi_connection.execute("DELETE FROM sync_merge WHERE number > ?", (last,))
        return filled
    return 0


def _drop_what_hangs(connection: connect.WatchedConnection) -> None:
    """Take out rows that belong to something that is not here, and all that the journal holds of rows that are not here."""
    execute = connection.execute
    execute("PRAGMA foreign_keys=OFF")
    with connect.unwatched(connection):
        execute("BEGIN IMMEDIATE")
        while sum(
            execute(f"DELETE FROM {table.sql} WHERE {link.sql} NOT IN (SELECT id FROM {link.target})").rowcount
            for table in tables()
            for link in table.links
            if link.required
        ):
            pass
        for table in tables():
            # What was removed anyway needs no beginning of its own.
            execute(
                f"DELETE FROM {table.sql} WHERE dead AND id NOT IN (SELECT row FROM sync_op WHERE cid = {table.base + INSERT})"
            )
            execute(
                f"DELETE FROM sync_op WHERE cid BETWEEN {table.base} AND {table.base + DELETE} AND row NOT IN (SELECT id FROM {table.sql})"
                " AND row NOT IN (SELECT row FROM sync_erase WHERE cid = 0)"
            )
        known = ", ".join(str(cid) for table in tables() for cid in _numbers(table))
        execute(f"DELETE FROM sync_op WHERE cid NOT IN ({known})")
        execute(
            "UPDATE sync_op AS o SET ph = NULL, pa = NULL WHERE ph IS NOT NULL"
            " AND NOT EXISTS (SELECT 1 FROM sync_op p WHERE p.actor = o.pa AND p.hlc = o.ph AND p.row = o.row)"
        )
        _name_writers(connection)
        _cover_with_steps(connection)
        execute("COMMIT")


def _numbers(table) -> list[int]:
    return [table.base + number for number in (INSERT, UNDELETE, DELETE)] + [register.cid for register in table.registers]


def _cover_with_steps(connection: sqlite3.Connection) -> None:
    execute = connection.execute
    execute(
        "DELETE FROM sync_step WHERE (actor, first_hlc) IN (SELECT actor, first_hlc FROM (SELECT actor, first_hlc, last_hlc,"
        " lag(last_hlc, 1, 0) OVER (PARTITION BY actor ORDER BY first_hlc) AS former FROM sync_step)"
        " WHERE first_hlc <= former OR last_hlc < first_hlc)"
    )
    execute(
        "INSERT OR IGNORE INTO sync_step (actor, first_hlc, last_hlc, label, at, kind)"
        " SELECT actor, hlc, hlc, '', hlc >> 16, 'seed' FROM sync_op o WHERE ifnull((SELECT last_hlc FROM sync_step s"
        " WHERE s.actor = o.actor AND s.first_hlc <= o.hlc ORDER BY s.first_hlc DESC LIMIT 1), 0) < o.hlc"
    )


def _write_down(store: Store) -> None:
    """Bring journal and tables together, with steps of the repair itself: what stands in the tables holds."""
    with store.unit("") as session:
        connection = session.connection().connection.dbapi_connection
        execute = connection.execute
        for table in tables():
            for link in table.links:
                execute(
                    f"UPDATE {table.sql} SET {link.sql} = NULL WHERE NOT dead AND {link.sql} IS NOT NULL"
                    f" AND {link.sql} NOT IN (SELECT id FROM {link.target})"
                )
            execute(
                f"INSERT INTO sync_op (actor, hlc, row, cid) SELECT sync_actor(), sync_tick(), id, {table.base + INSERT}"
                f" FROM {table.sql} WHERE id NOT IN (SELECT row FROM sync_op WHERE cid = {table.base + INSERT})"
            )
        for statement in (*replay.REDACTED, replay.winner("main.sync_op o"), *replay.LIVING):
            execute(statement)
        for table in tables():
            for register in table.registers:
                execute(
                    "INSERT INTO sync_op (actor, hlc, row, cid, ph, pa, new, era)"
                    f" SELECT sync_actor(), sync_tick(), t.id, {register.cid}, w.hlc, w.actor, {register.value('t')},"
                    f" (SELECT count(*) FROM sync_erase e WHERE e.row = t.id AND e.cid = {register.cid})"
                    f" FROM {table.sql} t LEFT JOIN temp.winner w ON w.row = t.id AND w.cid = {register.cid}"
                    f" WHERE {_differs(table, register)}"
                )
            with connect.unwatched(connection):
                execute(
                    f"UPDATE {table.sql} AS t SET dead = NOT dead"
                    " WHERE dead <> (id IN (SELECT row FROM killed) AND id NOT IN (SELECT row FROM alive))"
                    f" AND (dead OR NOT ({replay.kept(table, 't')}))"
                )
        for name in ("redacted", "winner", "killed", "seen", "alive"):
            execute(f"DROP TABLE temp.{name}")


def _differs(table, register) -> str:
    """Return the SQL that is true of a row ``t`` whose value the journal, ``w``, does not have."""
    differs = f"(w.row IS NOT NULL AND {register.value('t')} IS NOT w.new)"
    if table.member:
        given = " OR ".join(f"t.{f.sql} IS NOT {check.literal(f.default)}" for f in register.fields)
        differs += f" OR (w.row IS NULL AND ({given}))"
    return differs


def _count(connection: sqlite3.Connection, salvage: Salvage) -> None:
    for name in salvage.known:
        (salvage.kept[name],) = connection.execute(f'SELECT count(*) FROM "{name}"').fetchone()


def _unreadable() -> CorruptFileError:
    message = _("Too little of this file can be read to make a new one of it. It stays as it is; open the last good backup to go on.")
    return CorruptFileError(message, "backup")


def _nobody() -> int:
    raise RuntimeError("a repair writes its steps under a name of its own")
