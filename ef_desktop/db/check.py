"""Is the file whole, and do the tables hold what the journal says? Everything in SQL over whole tables."""

import sqlite3
from dataclasses import dataclass

from ef_desktop.db import replay
from ef_desktop.db.base import DELETE, INSERT, KEEP, UNDELETE
from ef_desktop.db.fields import Register, TableInfo, literal, tables


@dataclass(frozen=True)
class Finding:
    """Something that is not right.

    Attributes:
        code: ``damaged``, ``link``, ``value``, ``default``, ``liveness``, ``parent``, ``no_insert``, ``no_row``,
            ``erased``, ``unknown``, ``step``, ``actor`` or ``predecessor``.
        where: table, or table and field.
        count: number of rows.
        example: id of one of them as hex, or what SQLite said.
    """

    code: str
    where: str
    count: int
    example: str = ""


_TEMPORARY = ("redacted", "winner", "killed", "seen", "alive")


def check(connection: sqlite3.Connection) -> tuple[Finding, ...]:
    """Return what is not right in a work file; an empty tuple when all is well.

    Parameters:
        connection: a plain connection outside a transaction; it may be read-only.
    """
    try:
        answers = [answer for (answer,) in connection.execute("PRAGMA integrity_check(20)")]
    except sqlite3.DatabaseError as error:
        answers = [str(error)]
    if answers != ["ok"]:
        return tuple(Finding("damaged", "", 1, answer) for answer in answers)
    connection.execute("BEGIN")
    try:
        links = connection.execute("PRAGMA foreign_key_check").fetchall()
        found = [Finding("link", f"{table} -> {parent}", 1) for table, _rowid, parent, _number in links]
        _replay(connection)
        # Most tables of most files are empty, and have always been.
        written = {base for (base,) in connection.execute("SELECT DISTINCT cid / 100 * 100 FROM main.sync_op")}
        won, redacted = (
            {cid for (cid,) in connection.execute(f"SELECT DISTINCT cid FROM temp.{name}")} for name in ("winner", "redacted")
        )
        for table in tables():
            if table.base in written or connection.execute(f"SELECT EXISTS (SELECT 1 FROM main.{table.sql})").fetchone()[0]:
                found.extend(_check_table(connection, table, won, redacted))
        found.extend(_check_journal(connection))
        # Dropped, not rolled back: after that SQLite would read the whole schema again.
        for name in _TEMPORARY:
            connection.execute(f"DROP TABLE temp.{name}")
        connection.execute("COMMIT")
        return tuple(found)
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _ask(connection: sqlite3.Connection, code: str, where: str, query: str) -> list[Finding]:
    """Return a finding when the query, which selects rows or operations as ``id``, finds any."""
    count, example = connection.execute(f"SELECT count(*), min(id) FROM ({query})").fetchone()
    if not count:
        return []
    return [Finding(code, where, count, example.hex() if isinstance(example, bytes) else str(example))]


def _replay(connection: sqlite3.Connection) -> None:
    for statement in (*replay.REDACTED, replay.winner("main.sync_op o"), *replay.LIVING):
        connection.execute(statement)
    connection.execute("CREATE INDEX temp.winner_cid ON winner (cid, row)")


def _check_table(connection: sqlite3.Connection, table: TableInfo, won: set[int], redacted: set[int]) -> list[Finding]:
    found = []
    for register in table.registers:
        if register.cid in won:
            found.extend(_check_winners(connection, table, register))
        # A row that is no member was inserted with values that the journal does not hold, unless they were erased since.
        if table.member or register.cid in redacted:
            found.extend(_check_defaults(connection, table, register))
    found += _ask(
        connection,
        "liveness",
        table.name,
        f"SELECT id FROM main.{table.sql} t WHERE dead <> (id IN (SELECT row FROM killed) AND id NOT IN (SELECT row FROM alive))"
        f" AND (dead OR NOT ({replay.kept(table, 't')}))",
    )
    for link in table.links:
        if link.policy == KEEP:
            found += _ask(
                connection,
                "parent",
                f"{table.name}.{link.name}",
                f"SELECT t.id FROM main.{link.target} p JOIN main.{table.sql} t ON t.{link.sql} = p.id WHERE p.dead AND NOT t.dead",
            )
    found += _ask(
        connection,
        "erased",
        table.name,
        f"SELECT id FROM main.{table.sql} WHERE id IN (SELECT row FROM main.sync_erase WHERE cid = 0)",
    )
    base = table.base + INSERT
    found += _ask(
        connection,
        "no_insert",
        table.name,
        f"SELECT id FROM main.{table.sql} t WHERE NOT EXISTS (SELECT 1 FROM main.sync_op WHERE row = t.id AND cid = {base})",
    )
    found += _ask(
        connection,
        "no_row",
        table.name,
        f"SELECT row AS id FROM main.sync_op o WHERE cid = {base} AND NOT EXISTS (SELECT 1 FROM main.{table.sql} WHERE id = o.row)"
        " AND NOT EXISTS (SELECT 1 FROM main.sync_erase WHERE row = o.row AND cid = 0)",
    )
    return found


def _check_winners(connection: sqlite3.Connection, table: TableInfo, register: Register) -> list[Finding]:
    return _ask(
        connection,
        "value",
        _name(table, register),
        f"SELECT t.id FROM winner w JOIN main.{table.sql} t ON t.id = w.row"
        f" WHERE w.cid = {register.cid} AND {register.value('t')} IS NOT w.new",
    )


def _check_defaults(connection: sqlite3.Connection, table: TableInfo, register: Register) -> list[Finding]:
    source = "" if table.member else f" JOIN redacted r ON r.row = t.id AND r.cid = {register.cid}"
    given = " OR ".join(f"t.{field.sql} IS NOT {literal(field.default)}" for field in register.fields)
    return _ask(
        connection,
        "default",
        _name(table, register),
        f"SELECT t.id FROM main.{table.sql} t{source} WHERE ({given})"
        f" AND NOT EXISTS (SELECT 1 FROM winner w WHERE w.cid = {register.cid} AND w.row = t.id)",
    )


def _name(table: TableInfo, register: Register) -> str:
    return f"{table.name}.{'+'.join(field.name for field in register.fields)}"


def _check_journal(connection: sqlite3.Connection) -> list[Finding]:
    numbers = {table.base + number for table in tables() for number in (INSERT, UNDELETE, DELETE)}
    numbers |= {register.cid for table in tables() for register in table.registers}
    known = ", ".join(map(str, sorted(numbers)))
    queries = (
        (
            "erased",
            f"SELECT row AS id FROM main.sync_op o WHERE cid % 100 NOT IN ({INSERT}, {UNDELETE}, {DELETE})"
            " AND (old IS NOT NULL OR new IS NOT NULL) AND (EXISTS (SELECT 1 FROM main.sync_erase WHERE row = o.row AND cid = 0)"
            " OR era < (SELECT n FROM redacted r WHERE r.row = o.row AND r.cid = o.cid))",
        ),
        ("unknown", f"SELECT row AS id FROM main.sync_op WHERE cid NOT IN ({known})"),
        ("actor", "SELECT DISTINCT actor AS id FROM main.sync_op WHERE actor NOT IN (SELECT actor FROM main.sync_actor)"),
        (
            "step",
            "SELECT row AS id FROM main.sync_op o WHERE ifnull((SELECT last_hlc FROM main.sync_step s WHERE s.actor = o.actor"
            " AND s.first_hlc <= o.hlc ORDER BY s.first_hlc DESC LIMIT 1), 0) < o.hlc",
        ),
        (
            "step",
            "SELECT first_hlc AS id FROM (SELECT first_hlc, last_hlc,"
            " lag(last_hlc, 1, 0) OVER (PARTITION BY actor ORDER BY first_hlc) AS former FROM main.sync_step)"
            " WHERE first_hlc <= former OR last_hlc < first_hlc",
        ),
        (
            "predecessor",
            "SELECT row AS id FROM main.sync_op o WHERE ph IS NOT NULL AND NOT EXISTS"
            " (SELECT 1 FROM main.sync_op p WHERE p.actor = o.pa AND p.hlc = o.ph AND p.row = o.row)",
        ),
    )
    return [finding for code, query in queries for finding in _ask(connection, code, "journal", query)]
