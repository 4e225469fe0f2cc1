"""Erasing for good: rows and texts go from the tables and from the journal, and never come back.

An erasure is a line in ``sync_erase`` that knows ids only. Everything else here follows from those lines and from the
journal, so that copies which have the same lines end up the same, in whatever order they met. See ``design/sharing.md``.
"""

import sqlite3
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ef_desktop.db.base import DELETE, ERASE, INSERT, KEEP, UNDELETE
from ef_desktop.db.connect import unwatched
from ef_desktop.db.fields import Field, by_base, by_cid, having, literal, tables
from ef_desktop.db.hlc import COUNTER_BITS
from ef_desktop.db.ledger import Key
from ef_desktop.db.lists import Execute
from ef_desktop.db.session import Identity
from ef_desktop.db.undo import GONE, Step, drop

#: Number of the field in an erasure of a whole row.
WHOLE = 0

_VALUES = f"cid % 100 NOT IN ({INSERT}, {UNDELETE}, {DELETE})"
#: The row of an erasure that takes the name off a writer: no id of a row begins with so many zeros.
_WRITER = bytes(8)
_ERASED = f"(SELECT row FROM sync_erase WHERE cid = {WHOLE})"
#: Number of the field that names the bytes of a picture or file.
_BLOB = 3306


@dataclass(frozen=True)
class Redaction:
    """A field that loses everything that was ever in it.

    Attributes:
        row: id; of a row that is not here too, for colleagues who have it.
        cid: number of the field.
        values: what stands in its columns afterwards, by name of the column; the others keep what they have now.
    """

    row: bytes
    cid: int
    values: Mapping[str, object]


@dataclass(frozen=True)
class Request:
    """What is to be erased.

    Attributes:
        rows: whole rows.
        redactions: single fields of rows that stay.
        writers: numbers of writers whose name and device are taken off the journal.
        follows: True when all of it follows from another erasure: whoever finds that out writes the same lines.
    """

    rows: tuple[bytes, ...] = ()
    redactions: tuple[Redaction, ...] = ()
    writers: tuple[int, ...] = ()
    follows: bool = False


def redactions(execute: Execute, cid: int) -> dict[bytes, int]:
    """Return how often a field was redacted by somebody, as far as this file knows, of each row where it was.

    Parameters:
        cid: number of the field.
    """
    return dict(execute("SELECT row, count(*) FROM sync_erase WHERE cid = ? AND actor <> 0 GROUP BY row", (cid,)))


def erase(
    connection: sqlite3.Connection, identity: Identity, tick: Callable[[], int], request: Request
) -> frozenset[tuple[str, bytes]]:
    """Erase in the open transaction and return the rows that it touched, as (table, id).

    Parameters:
        connection: prepared, in a transaction.
        identity: who erases.
        tick: returns the next moment of the journal.
        request: what goes.
    """
    connection.execute(
        "INSERT OR IGNORE INTO sync_actor VALUES (?, ?, ?, ?)", (identity.actor, identity.person, identity.machine, tick())
    )
    before = {(entry.row, entry.cid): _now(connection, entry) for entry in request.redactions}
    wanted = [(row, WHOLE) for row in request.rows] + list(before)
    wanted += [(_WRITER + writer.to_bytes(8, "big"), WHOLE) for writer in request.writers]
    if request.follows:
        known = "SELECT count(*) FROM sync_erase WHERE row = ? AND cid = ?"
        lines = [Key(*field, 0, connection.execute(known, field).fetchone()[0]) for field in wanted]
    else:
        lines = [Key(row, cid, identity.actor, tick()) for row, cid in wanted]
    touched = apply_erasures(connection, lines)
    for entry in request.redactions:
        _write(connection, entry, before[entry.row, entry.cid])
    return touched


def _now(connection: sqlite3.Connection, entry: Redaction) -> tuple[object, ...] | None:
    register, table = by_cid()[entry.cid], by_base()[entry.cid // 100 * 100]
    columns = ", ".join(field.sql for field in register.fields)
    return connection.execute(f"SELECT {columns} FROM {table.sql} WHERE id = ?", (entry.row,)).fetchone()


def _write(connection: sqlite3.Connection, entry: Redaction, before: tuple[object, ...] | None) -> None:
    """Write down what stands in a field now, as a new operation that knows of the redaction."""
    register, table = by_cid()[entry.cid], by_base()[entry.cid // 100 * 100]
    dead = connection.execute(f"SELECT dead FROM {table.sql} WHERE id = ?", (entry.row,)).fetchone()
    if dead is None:
        # It was never here, or went along with another row.
        return
    values = [entry.values.get(field.name, value) for field, value in zip(register.fields, before, strict=True)]
    # A dead row is not edited: it lives for a moment.
    if dead[0]:
        connection.execute(f"UPDATE {table.sql} SET dead = 0 WHERE id = ?", (entry.row,))
    columns = ", ".join(f"{field.sql} = ?" for field in register.fields)
    connection.execute(f"UPDATE {table.sql} SET {columns} WHERE id = ?", (*values, entry.row))
    if dead[0]:
        connection.execute(f"UPDATE {table.sql} SET dead = 1 WHERE id = ?", (entry.row,))


def apply_erasures(connection: sqlite3.Connection, more: Iterable[Key] = ()) -> frozenset[tuple[str, bytes]]:
    """Do in the open transaction what the erasures of a file ask for, and return the rows that it touched.

    Rows go, with those that cannot be without them; links to them are emptied; the values in their operations go and the
    headers stay; so do the values of redacted fields that did not know of the redaction. Steps in which nothing is left
    leave the line of undo. Doing it again changes nothing.

    Parameters:
        connection: prepared, in a transaction.
        more: erasures to add first, of the ledger of this device or of a copy that is being merged.
    """
    connection.executemany("INSERT OR IGNORE INTO sync_erase VALUES (?, ?, ?, ?)", list(more))
    with unwatched(connection):
        connection.execute("DROP TABLE IF EXISTS temp.stepped")
        connection.execute("CREATE TEMP TABLE stepped (actor INTEGER, hlc INTEGER)")
        _close(connection)
        touched = _empty_links(connection) | _remove_rows(connection) | _redact(connection)
        _unname(connection)
        connection.execute(
            "DELETE FROM blob WHERE sha256 NOT IN (SELECT sha256 FROM attachment)"
            f" AND sha256 NOT IN (SELECT new FROM sync_op WHERE cid = {_BLOB} AND new IS NOT NULL"
            f" UNION SELECT old FROM sync_op WHERE cid = {_BLOB} AND old IS NOT NULL)"
        )
        _end_steps(connection)
        connection.execute("DROP TABLE temp.stepped")
        # Also where no card changed: only an index made anew has forgotten the words of former texts.
        connection.execute("INSERT INTO outcome_fts (outcome_fts) VALUES ('rebuild')")
    return frozenset(touched)


def _close(connection: sqlite3.Connection) -> None:
    """Erase what cannot be without a row that is erased; such a line has no writer of its own."""
    found = True
    while found:
        found = False
        for table in tables():
            for link in table.links:
                if _goes_along(link):
                    found |= bool(
                        connection.execute(
                            f"INSERT INTO sync_erase SELECT id, {WHOLE}, 0, 0 FROM {table.sql}"
                            f" WHERE {link.sql} IN {_ERASED} AND id NOT IN {_ERASED}"
                        ).rowcount
                    )


def _goes_along(link: Field) -> bool:
    return link.policy == ERASE or (link.policy == KEEP and link.required)


def _empty_links(connection: sqlite3.Connection) -> set[tuple[str, bytes]]:
    """Empty the links to erased rows, in the tables and in the journal: an undo must not restore them."""
    touched = set()
    loose, single, several = [], [], []
    for table in tables():
        for register in table.registers:
            links = [(place, field) for place, field in enumerate(register.fields) if field.target]
            for place, link in links:
                if not _goes_along(link):
                    loose.append((table, link))
                if len(register.fields) == 1:
                    single.append(str(register.cid))
                else:
                    several.append((register.cid, place))
    for at in having(connection.execute, [(table, f"{link.sql} IN {_ERASED}") for table, link in loose]):
        table, link = loose[at]
        rows = connection.execute(
            f"UPDATE {table.sql} SET {link.sql} = NULL WHERE {link.sql} IN {_ERASED} RETURNING id"
        ).fetchall()
        touched.update((table.name, row) for (row,) in rows)
    for column in ("old", "new"):
        _journal(connection, f"{column} = NULL", f"cid IN ({', '.join(single)}) AND {column} IN {_ERASED}")
        for cid, place in several:
            erased = f"(SELECT hex(row) FROM sync_erase WHERE cid = {WHOLE})"
            _journal(
                connection,
                f"{column} = json_set({column}, '$[{place}]', NULL)",
                f"cid = {cid} AND json_extract({column}, '$[{place}]') IN {erased}",
            )
    return touched


def _remove_rows(connection: sqlite3.Connection) -> set[tuple[str, bytes]]:
    touched = set()
    for table in (tables()[at] for at in having(connection.execute, [(table, f"id IN {_ERASED}") for table in tables()])):
        rows = connection.execute(f"DELETE FROM {table.sql} WHERE id IN {_ERASED} RETURNING id").fetchall()
        touched.update((table.name, row) for (row,) in rows)
    connection.execute(f"INSERT INTO temp.stepped SELECT actor, hlc FROM sync_op WHERE row IN {_ERASED}")
    _journal(connection, "old = NULL, new = NULL", f"row IN {_ERASED} AND {_VALUES} AND (old IS NOT NULL OR new IS NOT NULL)")
    return touched


def _redact(connection: sqlite3.Connection) -> set[tuple[str, bytes]]:
    """Take out what was written in redacted fields without knowing of the redaction; an empty one gets its default."""
    connection.execute("DROP TABLE IF EXISTS temp.redactions")
    connection.execute(
        f"CREATE TEMP TABLE redactions AS SELECT row, cid, count(*) AS n FROM sync_erase e WHERE cid <> {WHOLE}"
        f" AND NOT EXISTS (SELECT 1 FROM sync_erase w WHERE w.row = e.row AND w.cid = {WHOLE}) GROUP BY row, cid"
    )
    _journal(
        connection,
        "old = NULL, new = NULL",
        "r.row = sync_op.row AND r.cid = sync_op.cid AND era < r.n AND (old IS NOT NULL OR new IS NOT NULL)",
        "FROM temp.redactions r",
    )
    touched = set()
    for (cid,) in connection.execute("SELECT DISTINCT cid FROM temp.redactions").fetchall():
        register, table = by_cid()[cid], by_base()[cid // 100 * 100]
        defaults = ", ".join(f"{field.sql} = {literal(field.default)}" for field in register.fields)
        other = " OR ".join(f"{field.sql} IS NOT {literal(field.default)}" for field in register.fields)
        rows = connection.execute(
            f"UPDATE {table.sql} SET {defaults} WHERE ({other}) AND id IN (SELECT row FROM temp.redactions r WHERE cid = {cid}"
            " AND NOT EXISTS (SELECT 1 FROM sync_op o WHERE o.row = r.row AND o.cid = r.cid AND o.era >= r.n)) RETURNING id"
        ).fetchall()
        touched.update((table.name, row) for (row,) in rows)
    connection.execute("DROP TABLE temp.redactions")
    return touched


def _journal(connection: sqlite3.Connection, change: str, where: str, source: str = "") -> None:
    """Take values out of operations and remember which they were."""
    taken = connection.execute(f"UPDATE sync_op SET {change} {source} WHERE {where} RETURNING actor, hlc").fetchall()
    connection.executemany("INSERT INTO temp.stepped VALUES (?, ?)", taken)


def _unname(connection: sqlite3.Connection) -> None:
    writers = connection.execute(
        f"SELECT DISTINCT row FROM sync_erase WHERE cid = {WHOLE} AND substr(row, 1, 8) = ?", (_WRITER,)
    ).fetchall()
    connection.executemany(
        "UPDATE sync_actor SET person = '', machine = '' WHERE actor = ?",
        [(int.from_bytes(row[8:], "big"),) for (row,) in writers],
    )
    # The name of a copy tells who made it.
    connection.execute(
        "UPDATE sync_merge SET source = '' WHERE source <> '' AND at <="
        f" (SELECT max(hlc) >> {COUNTER_BITS} FROM sync_erase WHERE cid = {WHOLE} AND substr(row, 1, 8) = ?)",
        (_WRITER,),
    )


def _end_steps(connection: sqlite3.Connection) -> None:
    """Take the steps out of the line of undo and redo of which nothing is left to take back."""
    steps = connection.execute(
        "SELECT DISTINCT s.actor, s.first_hlc, s.last_hlc, s.label, s.at, s.kind FROM temp.stepped t JOIN sync_step s ON s.actor = t.actor"
        " AND s.first_hlc = (SELECT max(first_hlc) FROM sync_step WHERE actor = t.actor AND first_hlc <= t.hlc)"
        f" WHERE s.kind = 'do' AND s.undone <> {GONE}"
    ).fetchall()
    for step in steps:
        if connection.execute(_LEFT, step[:3]).fetchone() is None:
            drop(connection, Step(*step))


#: An operation of a step that changes something when it is taken back.
_LEFT = f"""
SELECT 1 FROM sync_op o LEFT JOIN sync_op p ON p.actor = o.pa AND p.hlc = o.ph
WHERE o.actor = ? AND o.hlc BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM sync_erase e WHERE e.row = o.row AND e.cid = {WHOLE})
  AND o.era >= (SELECT count(*) FROM sync_erase e WHERE e.row = o.row AND e.cid = o.cid)
  AND (o.cid % 100 IN ({INSERT}, {UNDELETE}, {DELETE}) OR o.new IS NOT CASE WHEN p.cid = o.cid THEN p.new ELSE o.old END)
LIMIT 1
"""
