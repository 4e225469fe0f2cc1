"""What a work file holds, in a form that can be compared."""

from ef_desktop.db.fields import tables
from ef_desktop.db.store import Store


def dump(store: Store) -> dict[str, list[tuple]]:
    """Return the live rows of every table that has any, by table, in the order of their ids."""
    found = {}
    with store.connection() as connection:
        for table in tables():
            columns = ", ".join(field.sql for field in table.fields)
            rows = connection.execute(f"SELECT id, {columns} FROM {table.sql} WHERE NOT dead ORDER BY id").fetchall()
            if rows:
                found[table.name] = rows
    return found
