"""Rows that make no sense without another row go with it when it is removed."""

import sqlite3

from ef_desktop.db.base import DELETE, KEEP
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
