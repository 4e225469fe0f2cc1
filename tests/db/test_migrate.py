"""A file of any released schema opens today; a migration is whole or did not happen."""

import gzip
import json
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy.exc import OperationalError

from ef_desktop.db import backup, connect, ddl, fulltext, migrate
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Meeting, Outcome

SAMPLES = Path(__file__).with_name("samples")

NOW = migrate.SCHEMA
NEXT = '''
from alembic import op

revision = "{later}"
down_revision = "{now}"
branch_labels = None
depends_on = None


def upgrade():
    connection = op.get_bind()
    connection.exec_driver_sql("ALTER TABLE setting ADD COLUMN note TEXT NOT NULL DEFAULT ''")
    connection.exec_driver_sql("CREATE INDEX setting_note ON setting (note)")
    {more}
'''


def test_the_tables_of_today_are_what_the_revisions_make():
    today, made = sqlite3.connect(":memory:", isolation_level=None), sqlite3.connect(":memory:")
    for statement in ddl.statements() + fulltext.statements():
        today.execute(statement)
    made.deserialize(migrate.empty_file())
    text = "SELECT type, name, sql FROM sqlite_schema WHERE tbl_name <> 'alembic_version' ORDER BY type, name"
    assert made.execute(text).fetchall() == today.execute(text).fetchall(), "run python -m ef_desktop.db.freeze, or write a revision"
    today.close()
    assert migrate.fingerprint(made) == migrate.known_fingerprints()[migrate.SCHEMA]
    assert made.execute("PRAGMA application_id").fetchone() == (connect.APPLICATION_ID,)
    assert made.execute("PRAGMA user_version").fetchone() == (migrate.SCHEMA,)
    made.close()


def test_revisions_are_frozen_text():
    for file in (migrate.FOLDER / "versions").glob("*.py"):
        text = file.read_text("utf-8")
        assert "tables" not in text.split('"""')[2] and "ddl" not in text, file


@pytest.mark.parametrize("schema", sorted(migrate.known_fingerprints()))
def test_a_sample_of_every_schema_opens(tmp_path, manual_clock, schema):
    path = tmp_path / "oud.efdb"
    with gzip.open(SAMPLES / f"{schema:04d}.efdb.gz") as packed, path.open("wb") as file:
        shutil.copyfileobj(packed, file)
    store = Store.open(path, clock=manual_clock)
    assert store.check() == ()
    with store.read() as session:
        assert session.query(Meeting).one().title == "Kennismaken"
        assert [card.text for card in session.query(Outcome)] == ["Fietsenmaker zoekt ruimte"]
    assert [store.undo().label, store.undo().label] == ["Edit outcome", "Add outcome"]
    assert store.check() == ()
    store.close()


@pytest.fixture
def newer_program(tmp_path, monkeypatch):
    """A later version of the program, with one revision more; call it with what else that revision does."""

    def program(more: str = "pass") -> Path:
        folder = tmp_path / "migrations"
        shutil.copytree(migrate.FOLDER, folder)
        text = NEXT.format(more=more, now=f"{NOW:04d}", later=f"{NOW + 1:04d}")
        (folder / "versions" / "r_next.py").write_text(text, "utf-8")
        made = sqlite3.connect(":memory:", isolation_level=None)
        if more == "pass":
            migrate.upgrade(made, NOW + 1, folder)
        marks = dict(migrate.known_fingerprints()) | {NOW + 1: migrate.fingerprint(made)}
        made.close()
        (folder / "fingerprints.json").write_text(json.dumps(marks), "utf-8")
        monkeypatch.setattr(migrate, "FOLDER", folder)
        monkeypatch.setattr(migrate, "SCHEMA", NOW + 1)
        migrate.known_fingerprints.cache_clear()
        return folder

    yield program
    migrate.known_fingerprints.cache_clear()


def test_an_older_file_is_backed_up_and_upgraded(world, path, newer_program):
    card = world.card("blijft")
    world.store.close()
    newer_program()
    world.store = Store.open(path, clock=world.clock)
    assert world.sql("SELECT note FROM setting") == []
    assert world.sql("SELECT schema FROM sync_file") == [(NOW + 1,)]
    assert world.sql("SELECT text FROM outcome WHERE id = :id", id=card) == [("blijft",)]
    (copy,) = backup.backups(path)
    assert copy.reason == backup.MIGRATION
    older = sqlite3.connect(copy.path)
    assert older.execute("PRAGMA user_version").fetchone() == (NOW,)
    older.close()
    world.card()
    assert world.store.check() == ()
    with world.store.connection() as connection:
        assert connection.execute("PRAGMA foreign_keys").fetchone() == (1,)


def test_only_looking_upgrades_the_copy(world, path, newer_program):
    world.card()
    world.store.close()
    before = path.read_bytes()
    newer_program()
    store = Store.open(path, clock=world.clock, read_only=True)
    with store.read() as session:
        assert session.query(Outcome).count() == 1
    store.close()
    assert path.read_bytes() == before and backup.backups(path) == ()


def test_a_migration_that_fails_did_not_happen(world, path, newer_program):
    world.card()
    world.store.close()
    before = path.read_bytes()
    newer_program('connection.exec_driver_sql("SELECT * FROM bestaat_niet")')
    with pytest.raises(OperationalError):
        Store.open(path, clock=world.clock)
    tool = sqlite3.connect(path)
    assert tool.execute("PRAGMA user_version").fetchone() == (NOW,)
    assert migrate.fingerprint(tool) == migrate.known_fingerprints()[NOW]
    tool.close()
    assert len(path.read_bytes()) == len(before)
