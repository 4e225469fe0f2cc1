"""Merging two copies of a work file: the union of their journals, and the tables played anew from it.

Set-based SQL over whole tables. Nothing here depends on who merges with whom, in which order or how often; it writes no
operations of its own. See ``design/sharing.md``.
"""

import sqlite3
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from ef_desktop.db import replay
from ef_desktop.db.base import DELETE, INSERT, KEEP
from ef_desktop.db.clashes import Conflict, heads
from ef_desktop.db.erasure import apply_erasures
from ef_desktop.db.fields import (
    Register,
    TableInfo,
    by_base,
    by_cid,
    having,
    table_name,
    tables,
)
from ef_desktop.db.hlc import LATEST_MS, to_milliseconds
from ef_desktop.db.leaving_out import LEFT_OUT, refill

#: Steps of a colleague are history here, never something to undo.
THEIRS = "theirs"

class Unmergeable(Exception):
    """The journal of a copy cannot be trusted: the same moment of the same writer means two things, or lies beyond 2100."""


@dataclass(frozen=True)
class Change:
    """A field that gets another value by a merge, as journalled, with who wrote it and when."""

    row: bytes
    cid: int
    old: Any
    new: Any
    actor: int
    hlc: int


@dataclass
class Merge:
    """What a merge did, or would do.

    Attributes:
        ops: operations that were not known here.
        erasures: erasures that were not known here.
        added, removed, revived, erased: rows that are there, gone, back or erased afterwards, as (table, id).
        changed: fields with another value.
        conflicts: fields with more than one head among the rows that the merge touched.
        before, after: last moment known of every writer that had something new, before (0 for none) and after.
        touched: all rows that differ afterwards, as (table, id).
    """

    ops: int = 0
    erasures: int = 0
    added: list[tuple[str, bytes]] = field(default_factory=list)
    removed: list[tuple[str, bytes]] = field(default_factory=list)
    revived: list[tuple[str, bytes]] = field(default_factory=list)
    erased: list[tuple[str, bytes]] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    before: dict[int, int] = field(default_factory=dict)
    after: dict[int, int] = field(default_factory=dict)
    touched: set[tuple[str, bytes]] = field(default_factory=set)


def merge(connection: sqlite3.Connection, alias: str = "theirs") -> Merge:
    """Bring the journal of an attached copy into this one and play the touched rows anew, inside an open transaction.

    Parameters:
        connection: prepared, unwatched (see ``connect``), in a transaction.
        alias: name under which the copy is attached; its schema, integrity and family have been checked.

    Raises:
        Unmergeable: the journal of the copy contradicts this one; the caller rolls back.
    """
    result = Merge()
    clear(connection)
    _collect(connection, alias, result)
    left_out = connection.execute("SELECT 1 FROM main.sync_op WHERE era = ? LIMIT 1", (LEFT_OUT,)).fetchone()
    if result.ops or result.erasures or left_out:
        if left_out:
            result.touched |= refill(connection, alias)
        remember(connection)
        _take_in(connection, alias)
        replayed(connection, result)
        _blobs(connection, alias)
    clear(connection)
    return result


_TEMPORARY = "vector other_vector incoming hole affected redacted winner killed seen alive former refilled change".split()


def clear(connection: sqlite3.Connection) -> None:
    """Remove the temporary tables of a merge."""
    for name in _TEMPORARY:
        connection.execute(f"DROP TABLE IF EXISTS temp.{name}")


def vector(schema: str) -> str:
    """Return the SQL that selects every writer of a journal and its last moment, from one writer to the next.

    Parameters:
        schema: ``main``, or the name under which a copy is attached.
    """
    following = f"(SELECT min(actor) FROM {schema}.sync_op WHERE actor > w.actor)"
    return (
        f"WITH RECURSIVE w (actor) AS (SELECT min(actor) FROM {schema}.sync_op UNION ALL"
        f" SELECT {following} FROM w WHERE w.actor IS NOT NULL)"
        f" SELECT actor, (SELECT max(hlc) FROM {schema}.sync_op o WHERE o.actor = w.actor) AS hlc FROM w WHERE actor IS NOT NULL"
    )


def _collect(connection: sqlite3.Connection, alias: str, result: Merge) -> None:
    """Make ``temp.incoming``, the operations that are not known here, and ``temp.affected``, the rows to play anew.

    A writer is one opening of the file by one process, so that what two copies have of it is a beginning of the same.
    """
    execute = connection.execute
    execute(f"CREATE TEMP TABLE vector AS {vector('main')}")
    execute(f"CREATE TEMP TABLE other_vector AS {vector(alias)}")
    _refuse_contradiction(connection, alias)
    execute(
        "CREATE TEMP TABLE incoming AS SELECT o.* FROM temp.other_vector t LEFT JOIN temp.vector m USING (actor)"
        f" CROSS JOIN {alias}.sync_op o ON o.actor = t.actor AND o.hlc > ifnull(m.hlc, -1) WHERE t.hlc > ifnull(m.hlc, -1)"
    )
    _close_holes(connection, alias)
    result.ops = execute("SELECT count(*) FROM temp.incoming").fetchone()[0]
    for actor, before, after in execute(
        "SELECT actor, ifnull(m.hlc, 0), t.hlc FROM temp.other_vector t LEFT JOIN temp.vector m USING (actor)"
        " WHERE t.hlc > ifnull(m.hlc, -1)"
    ):
        result.before[actor], result.after[actor] = before, after
    result.erasures = execute(
        f"SELECT count(*) FROM (SELECT row, cid, actor, hlc FROM {alias}.sync_erase EXCEPT SELECT row, cid, actor, hlc FROM main.sync_erase)"
    ).fetchone()[0]
    execute("CREATE TEMP TABLE affected (row BLOB PRIMARY KEY)")
    execute("INSERT OR IGNORE INTO affected SELECT row FROM incoming")
    for schema in ("main", alias):
        execute(f"INSERT OR IGNORE INTO affected SELECT row FROM {schema}.sync_erase")


def _refuse_contradiction(connection: sqlite3.Connection, alias: str) -> None:
    """Refuse a copy of which the journal cannot belong to this one, and make ``temp.hole``, the writers to compare one by one.

    What two copies have of a writer, up to the last moment that both know, is the same; less of it is taken only where a
    mark of ``leave_gaps`` says so, and then what both have must be the same operation in both.
    """
    execute = connection.execute
    late = execute("SELECT max(hlc) FROM temp.other_vector").fetchone()[0]
    if late is not None and to_milliseconds(late) >= LATEST_MS:
        raise Unmergeable
    moments = "(SELECT count(*), ifnull(sum(o.hlc & 4294967295), 0) FROM {}.sync_op o WHERE o.actor = m.actor AND o.hlc <= min(m.hlc, t.hlc))"
    both = "temp.vector m JOIN temp.other_vector t USING (actor)"
    execute(f"CREATE TEMP TABLE hole AS SELECT actor FROM {both} WHERE {moments.format('main')} <> {moments.format(alias)}")
    marked = " OR ".join(f"actor IN (SELECT actor FROM {schema}.sync_actor WHERE opened_hlc < 0)" for schema in ("main", alias))
    # CROSS: in this order, from the few writers on; the planner would begin with all operations.
    same = (
        f"CROSS JOIN main.sync_op o ON {{}} CROSS JOIN {alias}.sync_op p ON p.actor = o.actor AND p.hlc = o.hlc"
        " WHERE o.row <> p.row OR o.cid <> p.cid"
    )
    for query in (
        f"SELECT 1 FROM temp.hole WHERE NOT ({marked})",
        f"SELECT 1 FROM {both} {same.format('o.actor = m.actor AND o.hlc = min(m.hlc, t.hlc)')}",
        f"SELECT 1 FROM temp.hole h {same.format('o.actor = h.actor')}",
    ):
        if execute(query + " LIMIT 1").fetchone():
            raise Unmergeable


def leave_gaps(connection: sqlite3.Connection, writers: str) -> None:
    """Write down that operations of writers are missing here, or may be: a copy may bring them. The mark travels along.

    Parameters:
        connection: in a transaction.
        writers: SQL that selects them.
    """
    connection.execute(f"UPDATE main.sync_actor SET opened_hlc = -max(abs(opened_hlc), 1) WHERE actor IN ({writers})")


def _close_holes(connection: sqlite3.Connection, alias: str) -> None:
    """Take along what is missing here between operations that are here."""
    execute = connection.execute
    if not execute("SELECT 1 FROM hole LIMIT 1").fetchone():
        return
    execute(
        f"INSERT INTO incoming SELECT o.* FROM temp.hole h JOIN temp.vector m USING (actor) CROSS JOIN {alias}.sync_op o"
        " ON o.actor = h.actor AND o.hlc <= m.hlc"
        " WHERE NOT EXISTS (SELECT 1 FROM main.sync_op p WHERE p.actor = o.actor AND p.hlc = o.hlc)"
    )
    # What it overwrote was not here at the repair.
    execute(
        "UPDATE main.sync_op AS p SET (ph, pa) = (SELECT o.ph, o.pa FROM"
        f" {alias}.sync_op o WHERE o.actor = p.actor AND o.hlc = p.hlc)"
        " WHERE p.ph IS NULL AND EXISTS (SELECT 1 FROM temp.incoming i WHERE i.row = p.row)"
        f" AND EXISTS (SELECT 1 FROM {alias}.sync_op o WHERE o.actor = p.actor AND o.hlc = p.hlc AND o.ph IS NOT NULL)"
    )


def _take_in(connection: sqlite3.Connection, alias: str) -> None:
    execute = connection.execute
    execute("INSERT INTO main.sync_op SELECT * FROM temp.incoming")
    execute(
        f"INSERT INTO main.sync_actor SELECT * FROM {alias}.sync_actor WHERE true"
        " ON CONFLICT (actor) DO UPDATE SET opened_hlc = min(opened_hlc, excluded.opened_hlc)"
    )
    execute(
        "INSERT INTO main.sync_step (actor, first_hlc, last_hlc, label, at, kind, undone, target_actor, target_hlc)"
        f" SELECT actor, first_hlc, last_hlc, label, at, CASE kind WHEN 'do' THEN '{THEIRS}' ELSE kind END, undone,"
        f" target_actor, target_hlc FROM {alias}.sync_step WHERE actor IN (SELECT actor FROM temp.incoming)"
        # A step grows while somebody types on, also after a copy was made.
        " ON CONFLICT (actor, first_hlc) DO UPDATE SET last_hlc = max(last_hlc, excluded.last_hlc), at = max(at, excluded.at)"
    )
    execute(f"INSERT OR IGNORE INTO main.sync_erase SELECT * FROM {alias}.sync_erase")
    inserts = execute(f"SELECT DISTINCT cid FROM temp.incoming WHERE cid % 100 = {INSERT}").fetchall()
    for table in (by_base()[cid - INSERT] for (cid,) in inserts):
        columns = ", ".join(["id", "dead", *(f.sql for f in table.fields)])
        execute(
            f"INSERT OR IGNORE INTO main.{table.sql} ({columns}) SELECT {columns} FROM {alias}.{table.sql}"
            f" WHERE id IN (SELECT row FROM temp.incoming WHERE cid = {table.base + INSERT})"
            " AND id NOT IN (SELECT row FROM main.sync_erase WHERE cid = 0)"
        )


def _blobs(connection: sqlite3.Connection, alias: str) -> None:
    connection.execute(
        f"INSERT OR IGNORE INTO main.blob SELECT * FROM {alias}.blob"
        " WHERE sha256 IN (SELECT sha256 FROM main.attachment WHERE id IN (SELECT row FROM temp.affected))"
    )


def remember(connection: sqlite3.Connection) -> None:
    """Make ``temp.former``: the rows that may live or die by what follows, as they are now."""
    connection.execute("CREATE TEMP TABLE former (id BLOB PRIMARY KEY, name TEXT, dead INTEGER)")
    for table in tables():
        connection.execute(
            f"INSERT INTO former SELECT id, '{table.name}', dead FROM main.{table.sql}"
            " WHERE dead OR id IN (SELECT row FROM temp.affected)"
        )


def replayed(connection: sqlite3.Connection, result: Merge) -> None:
    """Play the rows of ``temp.affected`` anew from the journal and write down in ``result`` what changed by it."""
    _values(connection, result)
    if connection.execute("SELECT 1 FROM main.sync_erase LIMIT 1").fetchone():
        apply_erasures(connection)
    _liveness(connection)
    result.conflicts = heads(connection, "SELECT row FROM temp.affected")
    _differences(connection, result)


def _values(connection: sqlite3.Connection, result: Merge) -> None:
    execute = connection.execute
    for statement in replay.REDACTED:
        execute(statement)
    # Their operations may have lost their values already, while the row is still here.
    execute("DELETE FROM temp.affected WHERE row IN (SELECT row FROM main.sync_erase WHERE cid = 0)")
    execute(replay.winner("temp.affected a CROSS JOIN main.sync_op o ON o.row = a.row"))
    execute("CREATE INDEX temp.winner_cid ON winner (cid, row)")
    # Columns without a type keep values as they are.
    execute("CREATE TEMP TABLE change (row, cid, old, new, actor, hlc)")
    execute("CREATE INDEX temp.change_cid ON change (cid, row)")
    for (cid,) in execute("SELECT DISTINCT cid FROM temp.winner").fetchall():
        _set(connection, by_base()[cid // 100 * 100], by_cid()[cid])
    result.changed = [Change(*found) for found in execute("SELECT row, cid, old, new, actor, hlc FROM change")]


def _set(connection: sqlite3.Connection, table: TableInfo, register: Register) -> None:
    execute, cid = connection.execute, register.cid
    current = register.value("t")
    differs = f"FROM temp.winner w JOIN main.{table.sql} t ON t.id = w.row WHERE w.cid = {cid} AND {current} IS NOT w.new"
    found = execute(f"INSERT INTO change SELECT w.row, w.cid, {current}, w.new, w.actor, w.hlc {differs}").rowcount
    if found:
        columns = ", ".join(f.sql for f in register.fields)
        values = ", ".join(_parts(register))
        execute(
            f"UPDATE main.{table.sql} SET ({columns}) = (SELECT {values} FROM temp.change c WHERE c.cid = {cid} AND c.row = id)"
            f" WHERE id IN (SELECT row FROM temp.change WHERE cid = {cid})"
        )


def _parts(register: Register) -> list[str]:
    """Return the SQL of each column of a register from its journalled value ``c.new``."""
    if len(register.fields) == 1:
        return ["c.new"]
    parts = [f"json_extract(c.new, '$[{number}]')" for number in range(len(register.fields))]
    return [f"bytes_of({part})" if f.kind == "blob" else part for f, part in zip(register.fields, parts, strict=True)]


def _liveness(connection: sqlite3.Connection) -> None:
    execute = connection.execute
    for statement in replay.LIVING:
        execute(statement)
    removed = {cid - DELETE for (cid,) in execute("SELECT DISTINCT cid FROM killed")} | {table.base for table in _with_dead(execute)}
    # Not the other way round: a damaged journal may tell of a table that is not there.
    for table in (table for table in tables() if table.base in removed):
        execute(
            f"UPDATE main.{table.sql} SET dead = NOT dead WHERE (id IN (SELECT row FROM killed) OR dead)"
            " AND dead <> (id IN (SELECT row FROM killed) AND id NOT IN (SELECT row FROM alive))"
        )
    # What lives keeps what it belongs to; and that in turn.
    removed = {table.name for table in _with_dead(execute)}
    while sum(
        execute(
            f"UPDATE main.{link.target} SET dead = 0 WHERE dead AND EXISTS"
            f" (SELECT 1 FROM main.{table.sql} k WHERE k.{link.sql} = {link.target}.id AND NOT k.dead)"
        ).rowcount
        for table in tables()
        for link in table.links
        if link.policy == KEEP and link.target in removed
    ):
        pass


def _with_dead(execute: Callable[[str], Iterable[tuple[int]]]) -> list[TableInfo]:
    return [tables()[at] for at in having(execute, [(table, "dead") for table in tables()])]


def _differences(connection: sqlite3.Connection, result: Merge) -> None:
    ask = connection.execute
    # A row that is not among the former ones was brought by the merge.
    met = {name for (name,) in ask("SELECT DISTINCT name FROM temp.former")}
    met |= {table_name(cid) for (cid,) in ask("SELECT DISTINCT cid FROM temp.incoming")}
    for table in tables():
        name = table.name
        if name not in met:
            continue
        old = "(SELECT f.dead FROM temp.former f WHERE f.id = t.id)"
        where = "id IN (SELECT row FROM temp.affected UNION SELECT id FROM temp.former)"
        for row, was, now in ask(f"SELECT id, {old}, dead FROM main.{table.sql} t WHERE {where}"):
            if was is None and not now:
                result.added.append((name, row))
            elif was == 0 and now:
                result.removed.append((name, row))
            elif was == 1 and not now:
                result.revived.append((name, row))
        for (row,) in ask(
            f"SELECT id FROM temp.former WHERE name = ? AND NOT dead AND id NOT IN (SELECT id FROM main.{table.sql})", (name,)
        ):
            result.erased.append((name, row))
    result.touched |= {*result.added, *result.removed, *result.revived, *result.erased}
    result.touched |= {(table_name(change.cid), change.row) for change in result.changed}
