"""Undo and redo from the journal: a step is taken back by new operations that restore what was before it."""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ef_desktop.db.base import DELETE, INSERT, UNDELETE
from ef_desktop.db.fields import TableInfo, by_base, by_cid
from ef_desktop.domain.changes import editing_session

#: Values of ``sync_step.undone``: in force, taken back, and taken back for good because something else was done since.
IN_FORCE, UNDONE, GONE = 0, 1, 2

_COLUMNS = "actor, first_hlc, last_hlc, label, at, kind, target_actor, target_hlc"


@dataclass(frozen=True)
class Step:
    """One action of the user in the journal.

    Attributes:
        actor: who.
        first, last: moments of its first and last operation.
        label: English msgid, or "".
        at: wall clock in milliseconds since 1970, UTC.
        kind: ``do``, ``undo``, ``redo``, or ``seed`` for what cannot be undone.
        target_actor, target_hlc: the step that was taken back or done again.
    """

    actor: int
    first: int
    last: int
    label: str
    at: int
    kind: str
    target_actor: int | None = None
    target_hlc: int | None = None


#: Longest pause in milliseconds between two savings of a text that is typed in one go.
_ONE_GO = 60_000


@dataclass
class Typed:
    """What a step changed, to see whether the next one goes on typing the same.

    Attributes:
        session: editing session, see ``changes.editing``; None where nobody types.
        at: wall clock in milliseconds since 1970, UTC.
        fields: rows and registers that it changed.
    """

    session: object | None
    at: int
    fields: set[tuple[bytes, int]]

    @classmethod
    def now(cls, at: int, kind: str) -> "Typed":
        """Begin with a step of a kind that is written at a moment."""
        return cls(editing_session() if kind == "do" else None, at, set())

    def add(self, row: bytes, cid: int) -> None:
        """Tell what the step changed."""
        self.fields.add((row, cid))

    def goes_on(self, former: "Typed | None") -> bool:
        """Tell whether the step types on where the former one was."""
        same = former is not None and self.session is not None and self.session is former.session
        # A text that stands in two languages is two registers; one that was not there yet came with its whole row.
        return same and bool(self.fields) and self.fields <= former.fields and self.at - former.at <= _ONE_GO


def write_step(connection: sqlite3.Connection, step: Step) -> None:
    """Write down a step in the open transaction and bring the line of undo and redo up to date."""
    connection.execute(
        f"INSERT INTO sync_step ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (step.actor, step.first, step.last, step.label, step.at, step.kind, step.target_actor, step.target_hlc),
    )
    if step.kind == "do":
        connection.execute(f"UPDATE sync_step SET undone = {GONE} WHERE kind = 'do' AND undone = {UNDONE}")
    elif step.kind in ("undo", "redo"):
        connection.execute(
            "UPDATE sync_step SET undone = ? WHERE actor = ? AND first_hlc = ?",
            (UNDONE if step.kind == "undo" else IN_FORCE, step.target_actor, step.target_hlc),
        )


def join_step(connection: sqlite3.Connection, step: Step) -> bool:
    """Let the last step of all go on with this one; tells whether it could: same actor and label, and nothing since.

    The operations stay as they were written; only the step that holds them is longer.
    """
    joined = connection.execute(
        "UPDATE sync_step SET last_hlc = ?, at = ? WHERE actor = ? AND label = ? AND kind = 'do' AND undone = ?"
        " AND first_hlc = (SELECT max(first_hlc) FROM sync_step)",
        (step.last, step.at, step.actor, step.label, IN_FORCE),
    )
    return joined.rowcount == 1


def next_undo(connection: sqlite3.Connection) -> Step | None:
    """Return the step that undo takes back: the last one in force."""
    return _one(connection, f"WHERE kind = 'do' AND undone = {IN_FORCE} ORDER BY first_hlc DESC, actor DESC")


def next_redo(connection: sqlite3.Connection) -> Step | None:
    """Return the step that redo brings back: the first of those taken back."""
    return _one(connection, f"WHERE kind = 'do' AND undone = {UNDONE} ORDER BY first_hlc, actor")


def revert_done(connection: sqlite3.Connection, step: Step) -> None:
    """Restore what was before a step."""
    _revert(connection, step)


def revert_undone(connection: sqlite3.Connection, step: Step) -> None:
    """Restore what was before a step was taken back."""
    undone = _one(
        connection,
        "WHERE target_actor = ? AND target_hlc = ? AND kind = 'undo' ORDER BY first_hlc DESC",
        (step.actor, step.first),
    )
    if undone is not None:
        _revert(connection, undone)


def drop(connection: sqlite3.Connection, step: Step) -> None:
    """Take a step out of the line: nothing of it is left, and it must not stand in the way of those behind it."""
    connection.execute(f"UPDATE sync_step SET undone = {GONE} WHERE actor = ? AND first_hlc = ?", (step.actor, step.first))


def _one(connection: sqlite3.Connection, rest: str, values: tuple = ()) -> Step | None:
    found = connection.execute(f"SELECT {_COLUMNS} FROM sync_step {rest} LIMIT 1", values).fetchone()
    return None if found is None else Step(*found)


#: The first operation of the step on each field of each row, with what it overwrote. Where something was erased since,
#: there is nothing to restore; where that was done before the step, there is the default.
_FIRST_OPS = """
SELECT o.row, o.cid, CASE WHEN p.cid = o.cid THEN p.new ELSE o.old END
FROM sync_op o LEFT JOIN sync_op p ON p.actor = o.pa AND p.hlc = o.ph
WHERE o.actor = ? AND o.hlc BETWEEN ? AND ?
  AND NOT EXISTS (SELECT 1 FROM sync_erase e WHERE e.row = o.row AND e.cid = 0)
  AND o.era >= (SELECT count(*) FROM sync_erase e WHERE e.row = o.row AND e.cid = o.cid)
ORDER BY o.hlc
"""


def _revert(connection: sqlite3.Connection, step: Step) -> None:
    inserted: dict[bytes, TableInfo] = {}
    alive: dict[bytes, tuple[TableInfo, bool]] = {}
    values: dict[int, dict[bytes, object]] = {}
    for row, cid, value in connection.execute(_FIRST_OPS, (step.actor, step.first, step.last)):
        table, number = by_base()[cid // 100 * 100], cid % 100
        if number == INSERT:
            inserted.setdefault(row, table)
        elif row in inserted:
            continue
        elif number in (UNDELETE, DELETE):
            alive.setdefault(row, (table, number == DELETE))
        else:
            values.setdefault(cid, {}).setdefault(row, value)
    for row, table in inserted.items():
        alive[row] = (table, False)
    # A dead row is not edited: one that has to stay dead lives for a moment.
    for row, table in _dead_now(connection, step).items():
        if any(row in rows for rows in values.values()) and not alive.setdefault(row, (table, False))[1]:
            connection.execute(f"UPDATE {table.sql} SET dead = 0 WHERE id = ?", (row,))
    set_dead(connection, alive, True)
    for cid, rows in values.items():
        set_values(connection, cid, rows)
    set_dead(connection, alive, False)


def _dead_now(connection: sqlite3.Connection, step: Step) -> dict[bytes, TableInfo]:
    span = (step.actor, step.first, step.last)
    bases = connection.execute(
        "SELECT DISTINCT cid / 100 * 100 FROM sync_op WHERE actor = ? AND hlc BETWEEN ? AND ?", span
    ).fetchall()
    found = {}
    for (base,) in bases:
        table = by_base()[base]
        for (row,) in connection.execute(
            f"SELECT DISTINCT t.id FROM sync_op o JOIN {table.sql} t ON t.id = o.row"
            f" WHERE o.actor = ? AND o.hlc BETWEEN ? AND ? AND o.cid BETWEEN {base} AND {base + DELETE} AND t.dead",
            span,
        ):
            found[row] = table
    return found


def set_dead(connection: sqlite3.Connection, alive: Mapping[bytes, tuple[TableInfo, bool]], wanted: bool) -> None:
    """Bring rows to life, or remove them.

    Parameters:
        alive: table of each row, and whether it lives.
        wanted: True brings to life those that live, False removes those that do not.
    """
    by_table: dict[TableInfo, list[tuple[bytes]]] = {}
    for row, (table, lives) in alive.items():
        if lives == wanted:
            by_table.setdefault(table, []).append((row,))
    for table, rows in by_table.items():
        connection.executemany(f"UPDATE {table.sql} SET dead = {int(not wanted)} WHERE id = ?", rows)


def set_values(connection: sqlite3.Connection, cid: int, rows: Mapping[bytes, object]) -> None:
    """Give a field of rows its journalled value.

    Parameters:
        cid: number of the field.
        rows: value by row.
    """
    register, table = by_cid()[cid], by_base()[cid // 100 * 100]
    columns = ", ".join(f"{field.sql} = ?" for field in register.fields)
    connection.executemany(
        f"UPDATE {table.sql} SET {columns} WHERE id = ?",
        ((*unpack(cid, value), row) for row, value in rows.items()),
    )


def unpack(cid: int, value: object) -> Iterable[object]:
    """Return the values of the columns of a register from its journalled value; of one that was erased, the defaults."""
    fields = by_cid()[cid].fields
    if value is None:
        return tuple(field.default for field in fields)
    if len(fields) == 1:
        return (value,)
    return tuple(
        bytes.fromhex(part) if field.kind == "blob" and part is not None else part
        for field, part in zip(fields, json.loads(value), strict=True)
    )
