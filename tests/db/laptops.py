"""Copies of one work file as colleagues have them, each with a clock and a data folder of its own; and small deeds in them."""

import os
import shutil
from contextlib import closing
from pathlib import Path

from ef_desktop.db import check, connect, migrate
from ef_desktop.db.fields import tables
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Outcome


class Copy:
    """A copy of the first file; every use is an opening of its own."""

    def __init__(self, folder: Path, source: Path, clock):
        folder.mkdir()
        self.path, self.clock, self.home = folder / "werk.efdb", clock, folder / "data"
        shutil.copyfile(source, self.path)

    def open(self) -> Store:
        os.environ["EF_DATA_DIR"] = str(self.home)
        return Store.open(self.path, clock=self.clock, facilitator=self.path.parent.name)

    def do(self, change) -> None:
        """Make a change in one step."""
        self.clock.advance(1)
        with closing(self.open()) as store, store.unit("Step") as session:
            change(session)

    def take(self, *others: "Copy"):
        """Merge others and return the last merge."""
        with closing(self.open()) as store:
            for other in others:
                result = store.merge(other.path)
        return result

    def ask(self, query: str, *values):
        with closing(connect.connect(self.path, read_only=True)) as connection:
            return connection.execute(query, values).fetchall()

    def everything(self) -> dict[str, list]:
        """The tables and the journal, as far as they are the same for all.

        Whether a step is one's own, and whether it was undone here, is the business of each; so is a mark of gaps.
        """
        names = [table.sql for table in tables()] + ["sync_op", "sync_erase"]
        shared = {name: f"SELECT * FROM {name}" for name in names} | {
            "sync_step": "SELECT actor, first_hlc, last_hlc, label, at, replace(kind, 'theirs', 'do'), target_actor, target_hlc FROM sync_step",
            "sync_actor": "SELECT actor, person, machine, abs(opened_hlc) FROM sync_actor",
        }
        with closing(connect.connect(self.path, read_only=True)) as connection:
            return {name: sorted(connection.execute(query).fetchall(), key=repr) for name, query in shared.items()}

    def whole(self) -> None:
        """Playing the journal anew gives the tables."""
        with closing(connect.connect(self.path, read_only=True)) as connection:
            assert check.check(connection) == ()


def set_text(card, words):
    return lambda session: setattr(session.get(Outcome, card), "text", words)


def kill(model, row):
    return lambda session: setattr(session.get(model, row), "dead", 1)


def meet(*copies):
    """Let one hear all and all hear that one, and see that they hold the same."""
    first, *others = copies
    first.take(*others)
    for other in others:
        other.take(first)
    found = first.everything()
    for other in copies[1:]:
        assert other.everything() == found
    for one in copies:
        one.whole()


def to_the_first_schema(path: Path) -> None:
    """Give a file the schema that the first version of the program made."""
    with closing(connect.connect(path)) as connection:
        connection.execute("BEGIN")
        for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            connection.execute(f"DROP TRIGGER {name}")
        for statement in migrate.split((migrate.FOLDER / "0001.sql").read_text("utf-8")):
            if statement.startswith("CREATE TRIGGER"):
                connection.execute(statement)
        connection.execute("DROP TABLE outcome_fts")
        connection.execute("DROP VIEW fts_source")
        connection.execute("DROP TABLE fts_doc")
        connection.execute("UPDATE alembic_version SET version_num = '0001'")
        connection.execute("UPDATE sync_file SET schema = 1")
        connection.execute("PRAGMA user_version=1")
        connection.execute("COMMIT")
        assert migrate.fingerprint(connection) == migrate.known_fingerprints()[1]
