"""Makes work files that are too large to be read whole at the opening."""

import sqlite3
from contextlib import closing

from ef_desktop.services.workspace import Workspace

SIZE = 4_500_000


def make_large(path, clock, settings) -> None:
    """Give a work file more than 4.5 MB; there is a backup of it from before."""
    opened = Workspace.open(path, clock=clock, settings=settings)
    opened.people.add("Ilse")
    opened.backups.make()
    opened.close()
    with closing(sqlite3.connect(path, isolation_level=None)) as tool:
        tool.execute("INSERT INTO blob VALUES ('vulling', zeroblob(?))", (SIZE,))
    assert path.stat().st_size > SIZE


def make_large_and_damaged(path, clock, settings) -> None:
    """Give a work file more than 4.5 MB and a page of the votes that cannot be read; there is a good backup of it."""
    make_large(path, clock, settings)
    with closing(sqlite3.connect(path, isolation_level=None)) as tool:
        page_size = tool.execute("PRAGMA page_size").fetchone()[0]
        (page,) = tool.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'vote'").fetchone()
    content = bytearray(path.read_bytes())
    content[(page - 1) * page_size : page * page_size] = b"\x99" * page_size
    path.write_bytes(content)
