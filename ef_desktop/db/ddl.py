"""The schema as SQL text: tables, indexes and the triggers that write the journal.

Triggers see every change, whether it comes from the ORM, from a bulk statement or from plain SQL. They call functions
that only this program defines, so that another tool fails instead of writing past the journal. See ``design/sharing.md``.
"""

from collections.abc import Callable

from ef_desktop.db.base import DELETE, INSERT, UNDELETE
from ef_desktop.db.fields import Field, Register, TableInfo, literal, tables

_SQL_TYPES = {"blob": "BLOB", "integer": "INTEGER", "flag": "INTEGER", "day": "TEXT", "text": "TEXT"}

#: The tables of the journal itself. ``old`` and ``new`` keep the type that they were given.
_JOURNAL = (
    "CREATE TABLE sync_file (family BLOB NOT NULL, schema INTEGER NOT NULL) STRICT",
    "CREATE TABLE sync_actor (actor INTEGER PRIMARY KEY, person TEXT NOT NULL, machine TEXT NOT NULL,"
    " opened_hlc INTEGER NOT NULL) STRICT",
    "CREATE TABLE sync_op (actor INTEGER NOT NULL, hlc INTEGER NOT NULL, row BLOB NOT NULL, cid INTEGER NOT NULL,"
    " ph INTEGER, pa INTEGER, old ANY, new ANY, era INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (actor, hlc)) STRICT, WITHOUT ROWID",
    "CREATE INDEX sync_op_row ON sync_op (row, cid, hlc)",
    "CREATE TABLE sync_step (actor INTEGER NOT NULL, first_hlc INTEGER NOT NULL, last_hlc INTEGER NOT NULL,"
    " label TEXT NOT NULL, at INTEGER NOT NULL, kind TEXT NOT NULL, undone INTEGER NOT NULL DEFAULT 0,"
    " target_actor INTEGER, target_hlc INTEGER, PRIMARY KEY (actor, first_hlc)) STRICT, WITHOUT ROWID",
    "CREATE INDEX sync_step_line ON sync_step (undone, first_hlc) WHERE kind = 'do'",
    "CREATE INDEX sync_step_target ON sync_step (target_actor, target_hlc) WHERE target_actor IS NOT NULL",
    "CREATE TABLE sync_erase (row BLOB NOT NULL, cid INTEGER NOT NULL, actor INTEGER NOT NULL, hlc INTEGER NOT NULL,"
    " PRIMARY KEY (row, cid, actor, hlc)) STRICT, WITHOUT ROWID",
    "CREATE TABLE sync_merge (number INTEGER PRIMARY KEY, at INTEGER NOT NULL, source TEXT NOT NULL, before TEXT NOT NULL,"
    " counts TEXT NOT NULL) STRICT",
    "CREATE TABLE blob (sha256 TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT",
)


#: How often the value of a register ``r`` on a row was redacted.
_ERA = "(SELECT count(*) FROM sync_erase WHERE row = new.id AND cid = r.cid)"


def statements() -> list[str]:
    """Return the statements that make an empty work file of today's schema, in a fixed order."""
    result = list(_JOURNAL)
    for table in tables():
        result.append(_create_table(table))
        result.extend(_create_index(table, field) for field in table.links)
    return result + triggers()


def _create_table(table: TableInfo) -> str:
    columns = [
        "id BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16)",
        "dead INTEGER NOT NULL DEFAULT 0 CHECK (dead IN (0, 1))",
    ]
    for field in table.fields:
        parts = [field.sql, _SQL_TYPES[field.kind]]
        if field.required:
            parts.append("NOT NULL")
        if field.default is not None:
            parts.append(f"DEFAULT {literal(field.default)}")
        if field.target:
            parts.append(f"REFERENCES {field.target} (id) DEFERRABLE INITIALLY DEFERRED")
        columns.append(" ".join(parts))
    return f"CREATE TABLE {table.sql} ({', '.join(columns)}) STRICT"


def _create_index(table: TableInfo, field: Field) -> str:
    # Most links are empty; leaving those out makes a commit touch fewer pages.
    where = "" if field.required else f" WHERE {field.sql} IS NOT NULL"
    return f"CREATE INDEX {table.name}_{field.name} ON {table.sql} ({field.sql}){where}"


def triggers() -> list[str]:
    """Return the statements that make the triggers, in a fixed order.

    One trigger for a whole table, and few words in it: every connection reads the text of all of them before its first
    statement, which takes longer than anything else at the opening of a file.
    """
    return [statement for table in tables() for statement in (_on_insert(table), _on_update(table), _on_dead(table), *_guards(table))]


def _on_insert(table: TableInfo) -> str:
    body = [
        "SELECT RAISE(ABORT, 'a new row is alive') WHERE new.dead",
        "INSERT INTO sync_op (actor, hlc, row, cid)"
        f" VALUES (sync_actor(), sync_tick(), new.id, {table.base + INSERT})",
    ]
    if table.member:
        body.append(
            "INSERT INTO sync_op (actor, hlc, row, cid, new, era)"
            f" SELECT sync_actor(), sync_tick(), new.id, r.cid, r.now, {_ERA}"
            f" FROM ({_registers(table, Register.empty)}) r WHERE r.was IS NOT r.now"
        )
    return f"CREATE TRIGGER {table.name}_insert AFTER INSERT ON {table.sql} WHEN sync_capture() BEGIN {'; '.join(body)}; END"


def _on_update(table: TableInfo) -> str:
    # The operation that is overwritten is the last one on the field; where there is none it is the insert, which holds
    # no values, so that the old value is kept here.
    return (
        f"CREATE TRIGGER {table.name}_update AFTER UPDATE OF {_columns(table)} ON {table.sql} WHEN sync_capture() BEGIN"
        " INSERT INTO sync_op (actor, hlc, row, cid, ph, pa, old, new, era)"
        " SELECT sync_actor(), sync_tick(), new.id, r.cid, p.hlc, p.actor,"
        f" CASE p.cid WHEN {table.base + INSERT} THEN r.was END, r.now, {_ERA}"
        f" FROM ({_registers(table, lambda register: register.value('old'))}) r LEFT JOIN sync_op p ON (p.actor, p.hlc) = (SELECT actor, hlc FROM sync_op"
        f" WHERE row = new.id AND cid IN ({table.base + INSERT}, r.cid)"
        " ORDER BY cid DESC, hlc DESC, actor DESC LIMIT 1) WHERE r.was IS NOT r.now; END"
    )


def _on_dead(table: TableInfo) -> str:
    seen = (
        "(SELECT json_group_object(CAST(actor AS TEXT), seen) FROM"
        " (SELECT actor, max(hlc) AS seen FROM sync_op WHERE row = new.id GROUP BY actor))"
    )
    return (
        f"CREATE TRIGGER {table.name}_dead AFTER UPDATE OF dead ON {table.sql} WHEN old.dead IS NOT new.dead AND sync_capture()"
        " BEGIN INSERT INTO sync_op (actor, hlc, row, cid, new) SELECT sync_actor(), sync_tick(), new.id,"
        f" CASE WHEN new.dead THEN {table.base + DELETE} ELSE {table.base + UNDELETE} END, CASE WHEN new.dead THEN {seen} END; END"
    )


def _guards(table: TableInfo) -> list[str]:
    old, new = (", ".join(f"{prefix}.{field.sql}" for field in table.fields) for prefix in ("old", "new"))
    return [
        f"CREATE TRIGGER {table.name}_delete BEFORE DELETE ON {table.sql} WHEN sync_capture() BEGIN"
        " SELECT RAISE(ABORT, 'rows are never deleted: set dead'); END",
        f"CREATE TRIGGER {table.name}_id BEFORE UPDATE OF id ON {table.sql} WHEN old.id IS NOT new.id BEGIN"
        " SELECT RAISE(ABORT, 'an id never changes'); END",
        # An edit that a delete has not seen brings the row back. The order of triggers within a statement is not laid
        # down, therefore a statement that kills a row changes nothing else, and a dead row is not edited.
        f"CREATE TRIGGER {table.name}_edit BEFORE UPDATE OF {_columns(table)} ON {table.sql}"
        f" WHEN new.dead AND ({old}) IS NOT ({new}) AND sync_capture() BEGIN"
        " SELECT RAISE(ABORT, 'a dead row is not edited: set dead by itself'); END",
    ]


def _registers(table: TableInfo, was: Callable[[Register], str]) -> str:
    """Return the SQL of the registers of a table with what they were and what they are: the columns cid, was and now."""
    first, *others = table.registers
    # The names have to stand with the first one: within a trigger those of VALUES differ.
    query = f"SELECT {first.cid} AS cid, {was(first)} AS was, {first.value('new')} AS now"
    values = ", ".join(f"({register.cid}, {was(register)}, {register.value('new')})" for register in others)
    return f"{query} UNION ALL VALUES {values}" if values else query


def _columns(table: TableInfo) -> str:
    return ", ".join(field.sql for field in table.fields)
