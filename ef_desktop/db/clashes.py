"""Fields with more than one value: found in the journal, listed, and decided by operations over all of them.

A head is an operation on a field that no other names as the one it overwrote, and the last one of its writer. See ``design/sharing.md``, 'Rules'.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ef_desktop.db import replay
from ef_desktop.db.fields import by_base, by_cid
from ef_desktop.db.undo import IN_FORCE, set_values

#: Instead of a value: nobody chose, the field stays listed.
OPEN = object()


@dataclass(frozen=True)
class Head:
    """A value of a field that no later one has seen.

    Attributes:
        actor, hlc: who and when.
        value: as journalled.
    """

    actor: int
    hlc: int
    value: Any


@dataclass(frozen=True)
class Conflict:
    """A field of a row with more than one head of different values; the first head is the one that holds for now."""

    row: bytes
    cid: int
    heads: tuple[Head, ...]


def heads(connection: sqlite3.Connection, rows: str, but: tuple[int, int] = (0, 0)) -> list[Conflict]:
    """Return the fields with more than one head of different values.

    Parameters:
        rows: SQL that selects the rows to look at as ``row``.
        but: a writer and a moment: what that writer wrote since counts as not written.
    """
    return [
        Conflict(row, cid, several)
        for (row, cid), several in _heads(connection, rows, but).items()
        if len({_meaning(cid, head.value) for head in several}) > 1
    ]


def _heads(connection: sqlite3.Connection, rows: str, but: tuple[int, int]) -> dict[tuple[bytes, int], tuple[Head, ...]]:
    """Return the heads of each field, also where there is one only, or where they say the same; see ``heads``."""
    writer, moment = but
    new = f"(s.actor = {writer} AND s.hlc > {moment})"
    found: dict[tuple[bytes, int], list[Head]] = {}
    for row, cid, actor, hlc, value in connection.execute(
        f"SELECT o.row, o.cid, o.actor, o.hlc, o.new FROM ({rows}) a CROSS JOIN main.sync_op o ON o.row = a.row"
        " LEFT JOIN (SELECT row, cid, count(*) AS n FROM main.sync_erase WHERE cid > 0 GROUP BY row, cid) r"
        " ON r.row = o.row AND r.cid = o.cid"
        f" WHERE o.cid % 100 NOT IN {replay.NO_VALUE} AND o.era >= ifnull(r.n, 0) AND NOT {new.replace('s.', 'o.')} AND NOT EXISTS"
        f" (SELECT 1 FROM main.sync_op s WHERE s.row = o.row AND s.cid = o.cid AND s.ph = o.hlc AND s.pa = o.actor AND NOT {new})"
        # A choice is written over each of the versions; whoever goes on from it names one of these operations only.
        " AND NOT EXISTS (SELECT 1 FROM main.sync_op s WHERE s.row = o.row AND s.cid = o.cid AND s.actor = o.actor AND s.hlc > o.hlc"
        f" AND NOT {new})"
        f" AND NOT EXISTS (SELECT 1 FROM main.sync_erase e WHERE e.row = o.row AND e.cid = 0) ORDER BY o.row, o.cid, {replay.order()}"
    ):
        found.setdefault((row, cid), []).append(Head(actor, hlc, value))
    return {field: tuple(several) for field, several in found.items()}


def _meaning(cid: int, value: Any) -> Any:
    """Return what differs to a reader: a place in a list is settled by its rule, nobody needs to choose one."""
    fields = by_cid()[cid].fields
    if all(f.name != "place" for f in fields):
        return value
    if len(fields) == 1:
        return None
    parts = json.loads(value)
    return tuple(part for f, part in zip(fields, parts, strict=True) if f.name != "place")


def heads_of(connection: sqlite3.Connection, row: bytes, but: tuple[int, int] = (0, 0)) -> list[Conflict]:
    """Return the fields of one row with more than one head of different values; see ``heads``."""
    return heads(connection, f"SELECT x'{row.hex()}' AS row", but)


def lives(connection: sqlite3.Connection, row: bytes, cid: int) -> bool:
    """Tell whether a row is alive.

    Parameters:
        row: id.
        cid: number of a field of it.
    """
    table = by_base()[cid // 100 * 100].sql
    return connection.execute(f"SELECT 1 FROM {table} WHERE id = ? AND NOT dead", (row,)).fetchone() is not None


def settle(
    connection: sqlite3.Connection, actor: int, tick: Callable[[], int], row: bytes, cid: int, value: Any
) -> None:
    """Give a field with more than one head its value, by operations over all of them.

    Parameters:
        connection: prepared and watched, in a transaction.
        actor: who writes.
        tick: returns the next moment of the journal.
        row: id of a row that is alive.
        cid: number of the field.
        value: as journalled.
    """
    newest = _newest(connection, row, cid)
    (before,) = connection.execute("SELECT ifnull(max(hlc), 0) FROM sync_op WHERE actor = ?", (actor,)).fetchone()
    set_values(connection, cid, {row: value})
    if newest is not None and _newest(connection, row, cid) == newest:
        # Choosing what holds already is a choice too: it is written first, so that undo finds what was there.
        _write_over(connection, actor, tick, row, cid, *newest, value)
    supersede(connection, actor, tick, row, cid, value, before)


def supersede(
    connection: sqlite3.Connection, actor: int, tick: Callable[[], int], row: bytes, cid: int, value: Any, before: int
) -> None:
    """Write operations over the heads that a field had at a moment, where none is written yet; see ``settle``.

    Parameters:
        before: moment after which this writer wrote what is decided now.
    """
    # The trigger wrote over the latest one, also where that is no head because a redaction came over it.
    for head in _heads(connection, f"SELECT x'{row.hex()}' AS row", (actor, before)).get((row, cid), ()):
        named = connection.execute(
            "SELECT 1 FROM sync_op WHERE row = ? AND cid = ? AND actor = ? AND hlc > ? AND pa = ? AND ph = ?",
            (row, cid, actor, before, head.actor, head.hlc),
        ).fetchone()
        if not named:
            _write_over(connection, actor, tick, row, cid, head.actor, head.hlc, value)


def _write_over(connection, actor: int, tick: Callable[[], int], row: bytes, cid: int, pa: int, ph: int, value: Any) -> None:
    connection.execute(
        "INSERT INTO sync_op (actor, hlc, row, cid, ph, pa, new, era)"
        " SELECT ?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM sync_erase WHERE row = ? AND cid = ?)",
        (actor, tick(), row, cid, ph, pa, value, row, cid),
    )


def _newest(connection: sqlite3.Connection, row: bytes, cid: int) -> tuple[int, int] | None:
    return connection.execute(
        "SELECT actor, hlc FROM sync_op WHERE row = ? AND cid = ? ORDER BY hlc DESC, actor DESC LIMIT 1", (row, cid)
    ).fetchone()


def reopened(connection: sqlite3.Connection, row: bytes, cid: int) -> Conflict | None:
    """Return the question about a field of which the choice was undone last, or None.

    Undo gives a field one head again. The versions are those that the choice was written over, through all choices that
    were undone before it.
    """
    newest = _newest(connection, row, cid)
    erased = connection.execute("SELECT 1 FROM sync_erase WHERE row = ? AND cid IN (0, ?)", (row, cid)).fetchone()
    if newest is None or erased or _taken_back(connection, *newest) is None:
        return None
    todo, seen, found = [newest], {newest}, set()
    while todo:
        version = todo.pop()
        step = _taken_back(connection, *version)
        if step is None:
            found.add(version)
            continue
        for former in connection.execute(
            "SELECT p.actor, p.hlc FROM sync_step s JOIN sync_op o ON o.actor = s.actor AND o.hlc BETWEEN s.first_hlc AND s.last_hlc"
            " JOIN sync_op p ON p.actor = o.pa AND p.hlc = o.ph AND p.cid = o.cid WHERE s.actor = ? AND s.first_hlc = ? AND o.row = ? AND o.cid = ?",
            (*step, row, cid),
        ):
            if former not in seen:
                seen.add(former)
                todo.append(former)
    heads = tuple(
        Head(actor, hlc, connection.execute("SELECT new FROM sync_op WHERE actor = ? AND hlc = ?", (actor, hlc)).fetchone()[0])
        for actor, hlc in sorted(found, key=lambda version: (version[1], version[0]), reverse=True)
    )
    return Conflict(row, cid, heads) if len({_meaning(cid, head.value) for head in heads}) > 1 else None


def _taken_back(connection: sqlite3.Connection, actor: int, hlc: int) -> tuple[int, int] | None:
    """Return the step that was undone where an operation belongs to it, or to the undo; else None."""
    kind, undone, first, *target = connection.execute(
        "SELECT kind, undone, first_hlc, target_actor, target_hlc FROM sync_step WHERE actor = ? AND first_hlc <= ?"
        " ORDER BY first_hlc DESC LIMIT 1",
        (actor, hlc),
    ).fetchone() or ("", IN_FORCE, 0)
    if kind == "undo":
        return tuple(target)
    # An undo that had nothing to change wrote nothing: then the choice itself is the newest.
    return (actor, first) if kind == "do" and undone != IN_FORCE else None


def decided(
    connection: sqlite3.Connection,
    actor: int,
    tick: Callable[[], int],
    before: int,
    undecided: frozenset[tuple[bytes, int]],
) -> frozenset[tuple[bytes, int]]:
    """Let what was typed since a moment decide between the versions that stood there, and return what is still open.

    Parameters:
        connection: prepared and watched, in a transaction.
        actor: who writes.
        tick: returns the next moment of the journal.
        before: moment at which the transaction began.
        undecided: fields with more than one head, as (row, number of the field).
    """
    # A withdrawal holds until somebody wrote over it: also when two said the same, and nobody had to choose.
    refusals = ", ".join(map(str, sorted(replay.refusals())))
    which = "" if undecided else f"AND cid IN ({refusals})"
    written = connection.execute(f"SELECT row, cid, new FROM sync_op WHERE actor = ? AND hlc > ? {which} ORDER BY hlc", (actor, before))
    latest = {(row, cid): new for row, cid, new in written.fetchall()}
    asked = [field for field in latest if field in undecided or field[1] in replay.refusals()]
    # What was removed in the same go keeps its versions: anything written on it after that would bring it back.
    settled = [field for field in asked if lives(connection, *field)]
    for row, cid in settled:
        supersede(connection, actor, tick, row, cid, latest[row, cid], before)
    return undecided.difference(settled)
