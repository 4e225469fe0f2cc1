"""Taking a merge back: as if it had not been (nothing travels), or by operations of one's own that travel.

See ``design/sharing.md``, 'Undo of a merge in two named forms'. Neither undoes an erasure.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping

from ef_desktop.db import merging, replay
from ef_desktop.db.base import DELETE, INSERT, NULL, UNDELETE
from ef_desktop.db.fields import Register, TableInfo, by_base, by_cid, literal, tables
from ef_desktop.db.undo import set_dead, set_values

#: A step of which the merge brought something, and the last operation of it that is left.
_WITH_INCOMING = (
    "EXISTS (SELECT 1 FROM temp.incoming i WHERE i.actor = sync_step.actor"
    " AND i.hlc BETWEEN sync_step.first_hlc AND sync_step.last_hlc)"
)
_REST = (
    "(SELECT max(o.hlc) FROM main.sync_op o WHERE o.actor = sync_step.actor"
    " AND o.hlc BETWEEN sync_step.first_hlc AND sync_step.last_hlc)"
)


class BuiltUpon(Exception):
    """Later work stands on what the merge brought.

    Attributes:
        count: number of rows.
    """

    def __init__(self, count: int) -> None:
        super().__init__(count)
        self.count = count


def take_back(connection: sqlite3.Connection, before: Mapping[int, int], after: Mapping[int, int]) -> merging.Merge:
    """Let go of the operations that a merge brought, and play their rows anew, inside an open transaction.

    A later merge with the same copy brings them again.

    Parameters:
        connection: prepared, unwatched (see ``connect``), in a transaction.
        before, after: as in ``merging.Merge``.

    Raises:
        BuiltUpon: later work stands on it; the caller rolls back.
    """
    execute = connection.execute
    merging.clear(connection)
    _collect(connection, before, after)
    _refuse_when_built_upon(connection)
    merging.remember(connection)
    result = merging.Merge(ops=execute("SELECT count(*) FROM temp.incoming").fetchone()[0])
    _first_values(connection)
    execute("DELETE FROM main.sync_op WHERE (actor, hlc) IN (SELECT actor, hlc FROM temp.incoming)")
    merging.leave_gaps(
        connection,
        # Whoever writes here now goes on after the choices that were made with the merge.
        "SELECT i.actor FROM temp.incoming i WHERE i.actor = sync_actor()"
        " OR EXISTS (SELECT 1 FROM main.sync_op o WHERE o.actor = i.actor AND o.hlc > i.hlc)",
    )
    execute(f"DELETE FROM main.sync_step WHERE {_WITH_INCOMING} AND {_REST} IS NULL")
    # Typed on after the copy was made: what was known of the step before stays.
    execute(f"UPDATE main.sync_step SET last_hlc = {_REST} WHERE {_WITH_INCOMING}")
    execute("DELETE FROM main.sync_actor WHERE opened_hlc > 0 AND actor NOT IN (SELECT actor FROM main.sync_op)")
    for table in tables():
        gone = _brought(table.base)
        for other in tables():
            for link in other.links:
                if link.target == table.name and link.policy == NULL:
                    execute(f"UPDATE main.{other.sql} SET {link.sql} = NULL WHERE {link.sql} IN ({gone})")
    for table in tables():
        execute(f"DELETE FROM main.{table.sql} WHERE id IN ({_brought(table.base)})")
    merging.replayed(connection, result)
    # Nobody erased these rows: they are with the colleague still.
    result.removed += result.erased
    result.erased = []
    merging.clear(connection)
    return result


def reject(connection: sqlite3.Connection, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    """Write operations of one's own that undo what a merge brought; they travel to the others. Later work is kept.

    Parameters:
        connection: prepared and watched, in the transaction of a step.
        before, after: as in ``merging.Merge``.
    """
    execute = connection.execute
    merging.clear(connection)
    _collect(connection, before, after)
    for statement in replay.REDACTED:
        execute(statement)
    execute(replay.winner(f"(SELECT p.* FROM temp.affected a CROSS JOIN main.sync_op p ON p.row = a.row WHERE {_OWN}) o"))
    values: dict[int, dict[bytes, object]] = {}
    for row, cid, new in execute("SELECT row, cid, new FROM temp.winner"):
        values.setdefault(cid, {})[row] = new
    _first_change(connection)
    for row, cid, new in execute("SELECT row, cid, new FROM temp.change").fetchall():
        values.setdefault(cid, {}).setdefault(row, new)
    for register in _with_usual_values():
        (usual,) = execute(f"SELECT {register.empty()}").fetchone()
        for (row,) in execute("SELECT DISTINCT row FROM temp.incoming WHERE cid = ?", (register.cid,)).fetchall():
            values.setdefault(register.cid, {}).setdefault(row, usual)
    alive = _former_lives(connection)
    _live_by_themselves(connection, alive)
    set_dead(connection, alive, True)
    for cid, rows in values.items():
        living = _living(connection, by_base()[cid // 100 * 100], rows)
        set_values(connection, cid, living)
    _let_go(connection, alive)
    _let_go_of_parents(connection)
    _keep_parents(connection)
    merging.clear(connection)


#: An operation ``p`` that did not come by the merge.
_OWN = "(p.actor, p.hlc) NOT IN (SELECT actor, hlc FROM temp.incoming)"


def _live_by_themselves(connection: sqlite3.Connection, alive: Mapping[bytes, tuple[TableInfo, bool]]) -> None:
    """Say that rows live which the merge removed, and which live on because something keeps them that may go."""
    for row, (table, lives) in alive.items():
        if lives:
            connection.execute(
                "INSERT INTO main.sync_op (actor, hlc, row, cid)"
                f" SELECT sync_actor(), sync_tick(), r.id, {table.base + UNDELETE} FROM main.{table.sql} r"
                f" WHERE r.id = ? AND NOT r.dead AND NOT {replay.lives('r.id', table.base)}",
                (row,),
            )


def _let_go(connection: sqlite3.Connection, alive: Mapping[bytes, tuple[TableInfo, bool]]) -> None:
    """Remove what the merge brought or brought to life, unless something alive belongs to it; what keeps a row goes first."""
    left = [(row, table) for row, (table, lives) in alive.items() if not lives]
    while left:
        still = [
            (row, table)
            for row, table in left
            if not connection.execute(
                f"UPDATE main.{table.sql} AS r SET dead = 1 WHERE id = ? AND NOT dead AND NOT ({replay.kept(table, 'r')})", (row,)
            ).rowcount
        ]
        if len(still) == len(left):
            return
        left = still


def _keep_parents(connection: sqlite3.Connection) -> None:
    """Bring to life what something belongs to that lives again."""
    while sum(
        connection.execute(f"UPDATE main.{table.sql} AS r SET dead = 0 WHERE dead AND ({replay.kept(table, 'r')})").rowcount
        for table in tables()
    ):
        pass


def _let_go_of_parents(connection: sqlite3.Connection) -> None:
    """Remove rows that only lived because something that the merge brought belonged to them."""
    for statement in replay.LIVING:
        connection.execute(statement)
    while sum(
        connection.execute(
            f"UPDATE main.{table.sql} SET dead = 1 WHERE NOT dead AND id IN (SELECT row FROM temp.killed WHERE row NOT IN"
            f" (SELECT row FROM temp.alive)) AND NOT ({replay.kept(table, table.sql)})"
        ).rowcount
        for table in tables()
    ):
        pass


def _living(connection: sqlite3.Connection, table: TableInfo, rows: Mapping[bytes, object]) -> dict[bytes, object]:
    alive = {row for (row,) in connection.execute(f"SELECT id FROM main.{table.sql} WHERE NOT dead")}
    return {row: value for row, value in rows.items() if row in alive}


def _former_lives(connection: sqlite3.Connection) -> dict[bytes, tuple[TableInfo, bool]]:
    """Return the rows whose life the merge decided, with whether they live without it."""
    found: dict[bytes, tuple[TableInfo, bool]] = {}
    for table in tables():
        touched = f"SELECT row FROM temp.incoming WHERE cid BETWEEN {table.base} AND {table.base + DELETE}"
        for (row,) in connection.execute(f"SELECT id FROM main.{table.sql} WHERE id IN ({touched})"):
            own = connection.execute(
                f"SELECT p.actor, p.hlc, p.cid % 100, p.new FROM main.sync_op p WHERE p.row = ? AND {_OWN}", (row,)
            ).fetchall()
            seen: dict[int, int] = {}
            for _actor, _hlc, number, new in own:
                if number == DELETE:
                    for actor, hlc in json.loads(new).items():
                        seen[int(actor)] = max(seen.get(int(actor), -1), hlc)
            removed = any(number == DELETE for _a, _h, number, _n in own)
            unseen = any(number != DELETE and hlc > seen.get(actor, -1) for actor, hlc, number, _n in own)
            found[row] = (table, bool(own) and (not removed or unseen))
    return found


def _collect(connection: sqlite3.Connection, before: Mapping[int, int], after: Mapping[int, int]) -> None:
    execute = connection.execute
    execute("CREATE TEMP TABLE incoming AS SELECT * FROM main.sync_op WHERE 0")
    for actor, last in after.items():
        execute(
            "INSERT INTO incoming SELECT * FROM main.sync_op WHERE actor = ? AND hlc > ? AND hlc <= ?",
            (actor, before.get(actor, 0), last),
        )
    execute("CREATE TEMP TABLE affected (row BLOB PRIMARY KEY)")
    execute("INSERT OR IGNORE INTO affected SELECT row FROM incoming")


def _brought(base: int) -> str:
    """Return the SQL that selects the rows of a table that are there by the merge only."""
    return (
        f"SELECT i.row FROM temp.incoming i WHERE i.cid = {base + INSERT} AND NOT EXISTS (SELECT 1 FROM main.sync_op o"
        f" WHERE o.row = i.row AND o.cid = {base + INSERT} AND (o.actor, o.hlc) NOT IN (SELECT actor, hlc FROM temp.incoming))"
    )


def _refuse_when_built_upon(connection: sqlite3.Connection) -> None:
    queries = [
        "SELECT o.row FROM main.sync_op o JOIN temp.incoming i ON i.actor = o.pa AND i.hlc = o.ph"
        " WHERE (o.actor, o.hlc) NOT IN (SELECT actor, hlc FROM temp.incoming)"
    ]
    for table in tables():
        gone = _brought(table.base)
        queries.append(
            f"SELECT o.row FROM main.sync_op o WHERE o.row IN ({gone}) AND (o.actor, o.hlc) NOT IN (SELECT actor, hlc FROM temp.incoming)"
        )
        queries.extend(
            f"SELECT id FROM main.{other.sql} WHERE NOT dead AND {link.sql} IN ({gone}) AND id NOT IN (SELECT row FROM temp.incoming)"
            for other in tables()
            for link in other.links
            if link.target == table.name
        )
    found = {row for query in queries for (row,) in connection.execute(query)}
    if found:
        raise BuiltUpon(len(found))


def _first_values(connection: sqlite3.Connection) -> None:
    """Put back the value of the insert where only the merge wrote another one: an insert logs none of its own."""
    execute = connection.execute
    _first_change(connection)
    for register in _with_usual_values():
        table = by_base()[register.cid // 100 * 100].sql
        usual = ", ".join(f"{f.sql} = {literal(f.default)}" for f in register.fields)
        execute(f"UPDATE main.{table} SET {usual} WHERE id IN (SELECT row FROM temp.incoming WHERE cid = {register.cid})")
    for cid in by_cid():
        if not by_base()[cid // 100 * 100].member:
            set_values(connection, cid, dict(execute(f"SELECT row, new FROM temp.change WHERE cid = {cid}").fetchall()))
    execute("DROP TABLE temp.change")


def _with_usual_values() -> Iterator[Register]:
    """Yield what a member may hold without an operation: what is not usual is written down with its insert."""
    for table in tables():
        if table.member:
            yield from (register for register in table.registers if not any(f.required and f.default is None for f in register.fields))


def _first_change(connection: sqlite3.Connection) -> None:
    """Make ``temp.change``: the values of inserts that the merge overwrote."""
    connection.execute(
        "CREATE TEMP TABLE change AS SELECT i.row, i.cid, i.old AS new FROM temp.incoming i"
        " JOIN main.sync_op p ON p.actor = i.pa AND p.hlc = i.ph"
        f" WHERE p.cid % 100 = {INSERT} AND i.cid % 100 NOT IN {replay.NO_VALUE} AND {_OWN}"
    )
