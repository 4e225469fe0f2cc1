"""Rows that make no sense without another row go with it when it is removed."""

import sqlite3
from collections.abc import Callable

from ef_desktop.db import replay
from ef_desktop.db.base import DELETE, KEEP, UNDELETE
from ef_desktop.db.fields import by_base, tables


def take_along(connection: sqlite3.Connection, actor: int, before: int) -> None:
    """Kill the live rows that keep a row which was removed in the open transaction, and theirs in turn.

    A live child keeps its parent when files are merged: without this a removed meeting would come back.

    Parameters:
        connection: the connection of the transaction.
        actor: who writes.
        before: moment of the journal at which the transaction began.
    """
    query = (
        f"SELECT hlc, row, cid FROM sync_op WHERE actor = ? AND hlc > ? AND cid % 100 = {DELETE} ORDER BY hlc"
    )
    while removed := connection.execute(query, (actor, before)).fetchall():
        before = removed[-1][0]
        by_parent: dict[str, list[tuple[bytes]]] = {}
        for _hlc, row, cid in removed:
            by_parent.setdefault(by_base()[cid - DELETE].name, []).append((row,))
        for table in tables():
            for link in table.links:
                if link.policy == KEEP and link.target in by_parent:
                    connection.executemany(
                        f"UPDATE {table.sql} SET dead = 1 WHERE {link.sql} = ? AND dead = 0", by_parent[link.target]
                    )


def keep_parents(
    connection: sqlite3.Connection, actor: int, tick: Callable[[], int], before: int
) -> tuple[int, int] | None:
    """Bring to life by an operation what only lived because something belonged to it that was removed in the open transaction.

    A row that a colleague removed lives on while something alive belongs to it. When the last of these is removed here, it
    must not vanish by itself.

    Parameters:
        connection, actor, before: as for ``take_along``.
        tick: returns the next moment of the journal.

    Returns:
        The first and the last moment of what was written, or None.
    """
    removed = connection.execute(
        f"SELECT row, cid FROM sync_op WHERE actor = ? AND hlc > ? AND cid % 100 = {DELETE}", (actor, before)
    ).fetchall()
    written = []
    for row, cid in removed:
        table = by_base()[cid - DELETE]
        for link in table.links:
            if link.policy != KEEP:
                continue
            base = next(other.base for other in tables() if other.name == link.target)
            for (parent,) in connection.execute(
                f"SELECT p.id FROM {table.sql} t JOIN {link.target} p ON p.id = t.{link.sql} WHERE t.id = ? AND NOT p.dead"
                f" AND EXISTS (SELECT 1 FROM sync_op d WHERE d.row = p.id AND d.cid = ?) AND NOT {replay.lives('p.id', base)}",
                (row, base + DELETE),
            ).fetchall():
                written.append(tick())
                connection.execute(
                    "INSERT INTO sync_op (actor, hlc, row, cid) VALUES (?, ?, ?, ?)", (actor, written[-1], parent, base + UNDELETE)
                )
    return (written[0], written[-1]) if written else None
