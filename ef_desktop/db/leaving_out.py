"""A copy 'zonder gevoelige gegevens': private notes, contact data and private cards stay at home.

The operations keep their headers and lose their values; the mark in ``era`` says so. Where such a copy meets a whole one,
the values come back (``merging``), and it never takes anything away from a whole one.
"""

import sqlite3

from ef_desktop.db.base import INSERT
from ef_desktop.db.fields import Register, TableInfo, literal, table_name, tables

#: ``sync_op.era`` of an operation whose values were left out.
LEFT_OUT = -1

#: The fields that stay at home.
SENSITIVE = {
    "agenda_item": ("notes",),
    "attendance": ("note",),
    "discussion_step": ("note",),
    "meeting": ("notes",),
    "person": ("email", "phone", "notes"),
    "talent_award": ("example",),
}

#: The fields of cards that are not for others.
_PRIVATE = {"outcome": ("text", "wall_text", "answer", "to_whom")}


def leave_out(connection: sqlite3.Connection) -> None:
    """Take the sensitive values out of the tables and the journal of a copy.

    Parameters:
        connection: a connection to the copy with the capture of changes off, in a transaction. Afterwards the copy needs a
            VACUUM, and a new index of words.
    """
    for table in tables():
        for register in table.registers:
            names = {field.name for field in register.fields}
            if names & set(SENSITIVE.get(table.name, ())):
                _strip(connection, table, register, f"SELECT id FROM {table.sql}")
            elif names & set(_PRIVATE.get(table.name, ())):
                _strip(connection, table, register, f"SELECT id FROM {table.sql} WHERE private")


def _strip(connection: sqlite3.Connection, table: TableInfo, register: Register, rows: str) -> None:
    given = " OR ".join(f"{field.sql} IS NOT {literal(field.default)}" for field in register.fields)
    usual = ", ".join(f"{field.sql} = {literal(field.default)}" for field in register.fields)
    # The insert of such a row has no operation for its first values: it carries the mark itself.
    connection.execute(
        f"UPDATE sync_op SET era = {LEFT_OUT} WHERE cid = {table.base + INSERT}"
        f" AND row IN ({rows}) AND row IN (SELECT id FROM {table.sql} WHERE {given})"
    )
    connection.execute(f"UPDATE {table.sql} SET {usual} WHERE id IN ({rows}) AND ({given})")
    connection.execute(
        f"UPDATE sync_op SET old = NULL, new = NULL, era = {LEFT_OUT} WHERE cid = {register.cid} AND row IN ({rows})"
    )


def refill(connection: sqlite3.Connection, alias: str) -> set[tuple[str, bytes]]:
    """Bring back from an attached copy what was left out of this one, and add the rows to ``temp.affected``.

    Returns:
        The rows to which something came back, as (table, id).

    Parameters:
        connection: a connection with the capture of changes off, in the transaction of a merge.
        alias: name under which the other copy is attached.
    """
    execute = connection.execute
    execute(
        "CREATE TEMP TABLE refilled AS SELECT o.actor, o.hlc, o.row, o.cid, p.old, p.new, p.era FROM main.sync_op o"
        f" JOIN {alias}.sync_op p ON p.actor = o.actor AND p.hlc = o.hlc WHERE o.era = {LEFT_OUT} AND p.era <> {LEFT_OUT}"
    )
    execute("INSERT OR IGNORE INTO temp.affected SELECT row FROM temp.refilled")
    execute(
        "UPDATE main.sync_op SET old = r.old, new = r.new, era = r.era FROM temp.refilled r"
        " WHERE r.actor = sync_op.actor AND r.hlc = sync_op.hlc"
    )
    for table in tables():
        names = (*SENSITIVE.get(table.name, ()), *_PRIVATE.get(table.name, ()))
        for register in table.registers:
            if not {field.name for field in register.fields} & set(names):
                continue
            columns = ", ".join(field.sql for field in register.fields)
            # A field without operations still has its first value there; all others are played anew.
            execute(
                f"UPDATE main.{table.sql} SET ({columns}) = (SELECT {columns} FROM {alias}.{table.sql} b WHERE b.id = {table.sql}.id)"
                f" WHERE id IN (SELECT row FROM temp.refilled WHERE cid = {table.base + INSERT})"
                f" AND id IN (SELECT id FROM {alias}.{table.sql})"
                f" AND NOT EXISTS (SELECT 1 FROM main.sync_op o WHERE o.row = {table.sql}.id AND o.cid = {register.cid}"
                f" AND o.era <> {LEFT_OUT})"
            )
    return {(table_name(cid), row) for row, cid in execute("SELECT row, cid FROM temp.refilled")}
