"""Fields with more than one value: found in the journal, listed, and decided by operations over all of them.

A head is an operation on a field that no other names as the one it overwrote. See ``design/sharing.md``, 'Rules'.
"""

import json
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ef_desktop.db import replay
from ef_desktop.db.fields import by_cid
from ef_desktop.db.undo import set_values

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


def heads(connection: sqlite3.Connection, rows: str) -> list[Conflict]:
    """Return the fields with more than one head of different values.

    Parameters:
        rows: SQL that selects the rows to look at as ``row``.
    """
    found: dict[tuple[bytes, int], list[Head]] = {}
    for row, cid, actor, hlc, new in connection.execute(
        f"SELECT o.row, o.cid, o.actor, o.hlc, o.new FROM ({rows}) a CROSS JOIN main.sync_op o ON o.row = a.row"
        " LEFT JOIN (SELECT row, cid, count(*) AS n FROM main.sync_erase WHERE cid > 0 GROUP BY row, cid) r"
        " ON r.row = o.row AND r.cid = o.cid"
        f" WHERE o.cid % 100 NOT IN {replay.NO_VALUE} AND o.era >= ifnull(r.n, 0) AND NOT EXISTS"
        " (SELECT 1 FROM main.sync_op s WHERE s.row = o.row AND s.cid = o.cid AND s.ph = o.hlc AND s.pa = o.actor)"
        f" AND NOT EXISTS (SELECT 1 FROM main.sync_erase e WHERE e.row = o.row AND e.cid = 0) ORDER BY o.row, o.cid, {replay.order()}"
    ):
        found.setdefault((row, cid), []).append(Head(actor, hlc, new))
    return [
        Conflict(row, cid, tuple(several))
        for (row, cid), several in found.items()
        if len({_meaning(cid, head.value) for head in several}) > 1
    ]


def _meaning(cid: int, value: Any) -> Any:
    """Return what differs to a reader: a place in a list is settled by its rule, nobody needs to choose one."""
    fields = by_cid()[cid].fields
    if all(f.name != "place" for f in fields):
        return value
    if len(fields) == 1:
        return None
    parts = json.loads(value)
    return tuple(part for f, part in zip(fields, parts, strict=True) if f.name != "place")


def heads_of(connection: sqlite3.Connection, row: bytes) -> list[Conflict]:
    """Return the fields of one row with more than one head of different values."""
    return heads(connection, f"SELECT x'{row.hex()}' AS row")


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
    set_values(connection, cid, {row: value})
    supersede(connection, actor, tick, row, cid, value)


def supersede(
    connection: sqlite3.Connection, actor: int, tick: Callable[[], int], row: bytes, cid: int, value: Any
) -> None:
    """Write operations over the heads of a field that have another value than it got; see ``settle``."""
    for conflict in heads_of(connection, row):
        if conflict.cid != cid:
            continue
        for head in conflict.heads:
            if head.value != value:
                connection.execute(
                    "INSERT INTO sync_op (actor, hlc, row, cid, ph, pa, new, era)"
                    " SELECT ?, ?, ?, ?, ?, ?, ?, (SELECT count(*) FROM sync_erase WHERE row = ? AND cid = ?)",
                    (actor, tick(), row, cid, head.hlc, head.actor, value, row, cid),
                )


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
    if not undecided:
        return undecided
    written = connection.execute("SELECT row, cid, new FROM sync_op WHERE actor = ? AND hlc > ? ORDER BY hlc", (actor, before))
    latest = {(row, cid): new for row, cid, new in written.fetchall()}
    for row, cid in undecided & latest.keys():
        supersede(connection, actor, tick, row, cid, latest[row, cid])
    return undecided - latest.keys()
