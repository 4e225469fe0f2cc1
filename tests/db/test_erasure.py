"""What was erased is gone: from tables, journal, index, undo and backups, and no older copy brings it back."""

from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import text

from ef_desktop.db import backup, connect
from ef_desktop.db.erasure import Redaction, Request, apply_erasures
from ef_desktop.db.ledger import keys
from ef_desktop.db.store import Store
from ef_desktop.db.tables import (
    Attachment,
    Attendance,
    CaseFile,
    CommunicationItem,
    Consent,
    Outcome,
    Person,
    Portrait,
)
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.ids import member_id, new_id

TOKEN = "Quirijntje"
TEXT = 1603


def person_everywhere(world) -> dict[str, bytes]:
    """Put a person in the work file in every way in which rows depend on one, and return the ids."""
    world.clock.advance(60)
    ids = {name: new_id(world.clock.milliseconds()) for name in ("person", "other", "portrait", "picture", "line", "case")}
    store = world.store
    with store.unit("Add person") as session:
        session.add(Person(id=ids["person"], name=f"{TOKEN} de Boer", email=f"{TOKEN}@voorbeeld.nl"))
    with store.unit("Add person") as session:
        session.add(Person(id=ids["other"], name="Samir"))
    with store.unit("Change person") as session:
        session.get(Person, ids["person"]).name = f"{TOKEN} Boersma"
    ids["attendance"] = member_id("attendance", world.meeting, ids["person"])
    ids["consent"] = member_id("consent", ids["person"], "wall")
    with store.unit("Everything") as session:
        session.add(Attendance(id=ids["attendance"], meeting_id=world.meeting, person_id=ids["person"], note=f"{TOKEN} komt later"))
        session.add(Portrait(id=ids["portrait"], person_id=ids["person"], body=f"Verhaal van {TOKEN}"))
        session.flush()
        session.add(Consent(id=ids["consent"], person_id=ids["person"], portrait_id=ids["portrait"], channel="wall", granted=True))
        session.add(Attachment(id=ids["picture"], portrait_id=ids["portrait"], name=f"{TOKEN}.jpg", sha256="aa"))
        session.execute(text("INSERT INTO blob VALUES ('aa', :bytes)"), {"bytes": TOKEN.encode() * 400})
        session.add(CommunicationItem(id=ids["line"], portrait_id=ids["portrait"], goal="Bereik"))
        session.add(CaseFile(id=ids["case"], title="Buurttuin", brought_by_id=ids["person"]))
    ids["card"] = world.card(f"{TOKEN} belt de wijk", owner_id=ids["person"])
    return ids


def files(*folders: Path) -> list[Path]:
    return [path for folder in folders for path in folder.rglob("*") if path.is_file()]


def traces(*folders: Path) -> list[Path]:
    """Return the files in which the name still stands, in any spelling of bytes."""
    wanted = (TOKEN.lower().encode(), TOKEN.lower().encode("utf-16-le"))
    return [path for path in files(*folders) if any(word in path.read_bytes().lower() for word in wanted)]


def everything(ids: dict[str, bytes]) -> Request:
    return Request((ids["person"],), (Redaction(ids["card"], TEXT, {"text": "Iemand belt de wijk"}),))


def test_a_person_goes_everywhere(world, path, data_dir):
    ids = person_everywhere(world)
    old = world.store.make_backup()
    assert traces(path.parent) and traces(old.parent)
    world.changes.clear()
    cleaned = world.store.erase(everything(ids), "Erase person")
    assert cleaned.finished and cleaned.rewritten == 1 and not cleaned.removed
    assert traces(path.parent, data_dir) == []
    assert world.store.check() == ()
    for table in ("person", "attendance", "consent", "portrait", "attachment"):
        assert world.sql(f"SELECT 1 FROM {table} WHERE id = :row", row=ids.get("picture" if table == "attachment" else table)) == []
    assert world.sql("SELECT owner_id, text FROM outcome WHERE id = :row", row=ids["card"]) == [(None, "Iemand belt de wijk")]
    assert world.sql("SELECT brought_by_id FROM case_file") == [(None,)]
    assert world.sql("SELECT portrait_id, goal FROM communication_item") == [(None, "Bereik")]
    assert world.sql("SELECT name FROM person") == [("Samir",)]
    assert world.sql("SELECT 1 FROM blob") == []
    assert {("person", ids["person"]), ("outcome", ids["card"]), ("case_file", ids["case"])} <= world.changes[-1].rows
    # The headers stay.
    assert len(world.ops(ids["person"])) == 2
    assert backup.newest_good(path).path == old


def test_no_undo_or_redo_brings_it_back(world, path):
    ids = person_everywhere(world)
    with world.store.unit("Edit outcome") as session:
        session.get(Outcome, ids["card"]).text = f"{TOKEN} belt later"
    with world.store.unit("Edit other") as session:
        session.get(Person, ids["other"]).name = "Samira"
    with world.store.unit("Change person") as session:
        session.get(Person, ids["person"]).name = f"{TOKEN} Visser"
    world.store.undo()
    world.store.erase(everything(ids), "Erase person")
    # What was taken back was about this person alone: there is nothing to do again.
    assert world.store.undo_labels() == ("Edit other", None)
    told = []
    while label := world.store.undo_labels()[0]:
        told.append(label)
        assert world.store.undo()
        assert traces(path.parent) == []
        assert world.store.check() == ()
    # The steps that were about this person alone are gone; of 'Everything' the case and the plan were left.
    assert told == ["Edit other", "Add outcome", "Everything", "Add person"]
    while world.store.undo_labels()[1]:
        assert world.store.redo()
        assert traces(path.parent) == []
        assert world.store.check() == ()
    assert world.sql("SELECT name FROM person WHERE NOT dead") == [("Samira",)]
    assert world.sql("SELECT text FROM outcome WHERE NOT dead") == [("Iemand belt de wijk",)]


def test_text_written_after_a_redaction_can_be_undone_to_what_it_left(world):
    ids = person_everywhere(world)
    world.store.erase(everything(ids), "Erase person")
    with world.store.unit("Edit outcome") as session:
        session.get(Outcome, ids["card"]).text = "Heel anders"
    world.store.undo()
    assert world.sql("SELECT text FROM outcome WHERE id = :row", row=ids["card"]) == [("Iemand belt de wijk",)]
    world.store.erase(Request((), (Redaction(ids["card"], TEXT, {"text": ""}),)), "Erase person")
    with world.store.unit("Edit outcome") as session:
        session.get(Outcome, ids["card"]).text = "Nieuw"
    world.store.undo()
    assert world.sql("SELECT text FROM outcome WHERE id = :row", row=ids["card"]) == [("",)]
    assert world.store.check() == ()


def test_a_removed_card_is_redacted_too_and_stays_removed(world, path):
    ids = person_everywhere(world)
    with world.store.unit("Remove outcome") as session:
        session.get(Outcome, ids["card"]).dead = 1
    world.store.erase(everything(ids), "Erase person")
    assert world.sql("SELECT dead, text FROM outcome") == [(1, "Iemand belt de wijk")]
    assert world.store.check() == ()
    world.store.undo()
    assert world.sql("SELECT dead, text, owner_id FROM outcome") == [(0, "Iemand belt de wijk", None)]
    assert traces(path.parent) == []


def test_the_name_of_a_writer_goes_from_the_journal(path, manual_clock, world):
    world.store.close()
    store = Store.open(path, clock=manual_clock, facilitator=TOKEN, machine=f"laptop-{TOKEN}")
    with store.unit("Edit") as session:
        session.add(Person(id=new_id(1), name="Samir"))
    with store.connection() as connection:
        writer = connection.execute("SELECT actor FROM sync_actor WHERE person = ?", (TOKEN,)).fetchone()[0]
    store.erase(Request(writers=(writer,)), "Erase person")
    assert traces(path.parent) == []
    assert store.check() == ()
    store.close()


def test_a_copy_from_before_stays_erased_when_it_is_opened_restored_or_looked_at(world, path, data_dir, manual_clock):
    ids = person_everywhere(world)
    away = world.store.snapshot(path.parent.parent / "stick" / "kopie.efdb")
    world.store.erase(everything(ids), "Erase person")
    assert traces(away.parent) == [away]

    looked = Store.open(away, clock=manual_clock, read_only=True)
    with looked.connection() as connection:
        assert connection.execute("SELECT name FROM person").fetchall() == [("Samir",)]
    # The copy that is looked at, not the file itself.
    assert traces(data_dir) == [] and traces(away.parent) == [away]
    looked.close()

    world.store.close()
    backup.restore(away, path, manual_clock)
    assert traces(path.parent) == []
    world.store = Store.open(path, clock=manual_clock)
    assert world.store.check() == ()
    assert world.sql("SELECT name FROM person") == [("Samir",)]

    opened = Store.open(away, clock=manual_clock)
    opened.make_backup()
    opened.close()
    assert traces(away.parent, data_dir) == []


def test_backups_of_the_file_under_its_former_name_are_cleaned_too(world, path, data_dir, manual_clock):
    ids = person_everywhere(world)
    world.store.make_backup()
    world.store.close()
    moved = path.with_name("ander.efdb")
    path.rename(moved)
    world.store = Store.open(moved, clock=manual_clock)
    world.store.erase(everything(ids), "Erase person")
    assert traces(moved.parent, data_dir) == []
    assert backup.backups(path)


def test_a_backup_that_cannot_be_read_is_removed_and_one_of_another_file_stays(world, path, data_dir, manual_clock):
    ids = person_everywhere(world)
    made = world.store.make_backup()
    broken = made.with_name(made.name.replace("-manual", "-start"))
    content = made.read_bytes()
    broken.write_bytes(content[: len(content) // 2 // 4096 * 4096 + 100])
    other = Store.create(path.with_name("tuin.efdb"), clock=manual_clock)
    with other.unit("Add") as session:
        session.add(Person(id=new_id(5), name="Bo"))
    stays = other.make_backup()
    before = stays.read_bytes()
    cleaned = world.store.erase(everything(ids), "Erase person")
    assert (cleaned.rewritten, cleaned.removed, cleaned.finished) == (1, 1, True)
    assert not broken.exists() and made.exists() and stays.read_bytes() == before
    assert traces(path.parent, data_dir) == []
    other.close()


def test_what_a_cut_off_erasure_left_is_finished_at_the_next_opening(world, path, data_dir, manual_clock, monkeypatch):
    ids = person_everywhere(world)
    made = world.store.make_backup()

    def cut(_work_file):
        raise KeyboardInterrupt

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr("ef_desktop.db.cleaning.finish", cut)
        world.store.erase(everything(ids), "Erase person")
    assert made in traces(data_dir)
    world.store.close()
    (made.parent / (made.name + ".part")).write_bytes(TOKEN.encode())
    world.store = Store.open(path, clock=manual_clock)
    assert traces(path.parent, data_dir) == []


def test_a_lost_or_broken_ledger_is_filled_again_from_the_work_file(world, path, data_dir, manual_clock):
    ids = person_everywhere(world)
    away = world.store.snapshot(path.parent.parent / "stick" / "kopie.efdb")
    world.store.erase(everything(ids), "Erase person")
    (entry,) = (data_dir / "erasures").iterdir()
    whole = entry.read_text("utf-8")
    assert TOKEN not in whole
    for content in (None, "", "{}", "[1]", '{"erasures": 3}', "\x00"):
        entry.unlink() if content is None else entry.write_text(content, "utf-8")
        world.store.close()
        world.store = Store.open(path, clock=manual_clock)
        assert entry.read_text("utf-8") == whole
    Store.open(away, clock=manual_clock).close()
    assert traces(away.parent) == []


def test_without_a_ledger_nothing_is_erased(world, data_dir):
    ids = person_everywhere(world)
    (data_dir / "erasures").write_text("no folder", "utf-8")
    with pytest.raises(StorageError, match="Er is niets gewijzigd"):
        world.store.erase(everything(ids), "Erase person")
    assert len(world.sql("SELECT 1 FROM person")) == 2
    assert world.store.check() == ()


def test_doing_it_again_changes_nothing_and_the_order_does_not_matter(world, path, manual_clock):
    ids = person_everywhere(world)
    away = world.store.snapshot(path.parent.parent / "stick" / "kopie.efdb")
    world.store.erase(Request((ids["person"],)), "Erase person")
    world.store.erase(everything(ids), "Erase person")
    with world.store.connection() as connection:
        wanted = keys(connection)
    dumps = []
    for order in (sorted(wanted), sorted(wanted, reverse=True)):
        with closing(connect.connect(away)) as connection:
            connect.prepare(connection, int, int)
            connection.execute("BEGIN")
            for key in order:
                apply_erasures(connection, [key])
            once = list(connection.iterdump())
            apply_erasures(connection)
            assert list(connection.iterdump()) == once
            dumps.append(once)
            connection.execute("ROLLBACK")
    assert dumps[0] == dumps[1]


def test_the_check_finds_what_an_erasure_left_behind(world):
    ids = person_everywhere(world)
    world.store.erase(everything(ids), "Erase person")
    with world.store.unit("Bad") as session:
        session.execute(
            text("UPDATE sync_op SET new = 'over' WHERE row = :row AND cid = 801"), {"row": ids["person"]}
        )
        session.execute(text("UPDATE sync_op SET new = 'over' WHERE row = :row AND era = 0 AND cid = 1603"), {"row": ids["card"]})
    assert {finding.code for finding in world.store.check()} == {"erased"}


def test_what_a_colleague_erased_is_gone_here_too_at_once(world, path, data_dir, manual_clock, monkeypatch):
    ids = person_everywhere(world)
    theirs = world.store.snapshot(path.parent.parent / "collega" / "kopie.efdb")
    made = world.store.make_backup()
    with monkeypatch.context() as patched:
        # The colleague has a laptop and a ledger of her own.
        patched.setenv("EF_DATA_DIR", str(path.parent.parent / "laptop"))
        colleague = Store.open(theirs, clock=manual_clock)
        manual_clock.advance(60)
        colleague.erase(everything(ids), "Erase person")
        shared = colleague.snapshot(path.parent.parent / "stick" / "gedeeld.efdb")
        colleague.close()
    with world.store.unit("Edit outcome") as session:
        session.get(Outcome, ids["card"]).text = f"{TOKEN} belt nog eens"
    assert made in traces(data_dir)
    world.store.merge(shared)
    assert traces(path.parent, data_dir) == []
    assert world.store.check() == ()
    # A copy of hers from before the erasure brings nothing back.
    world.store.merge(theirs)
    assert traces(path.parent, data_dir) == []
    assert world.store.check() == ()


def test_the_name_of_a_writer_goes_from_the_list_of_merges(world, path, manual_clock):
    theirs = path.parent.parent / "collega" / "kopie.efdb"
    world.store.snapshot(theirs)
    colleague = Store.open(theirs, clock=manual_clock, facilitator=TOKEN)
    with colleague.unit("Add person") as session:
        session.add(Person(id=new_id(1), name="Samir"))
    with colleague.connection() as connection:
        writer = connection.execute("SELECT actor FROM sync_actor WHERE person = ?", (TOKEN,)).fetchone()[0]
    colleague.close()
    world.store.merge(theirs, name=f"Leerroute van {TOKEN}.efdb")
    world.store.erase(Request(writers=(writer,)), "Erase person")
    assert [merge.source for merge in world.store.merges()] == [""]
    assert traces(path.parent) == []


def test_an_erasure_inside_a_merge_leaves_the_journal_alone(world, path):
    ids = person_everywhere(world)
    world.store.erase(everything(ids), "Erase person")
    with closing(connect.connect(path)) as connection:
        connect.prepare(connection, int, int)
        connection.execute("BEGIN")
        with connect.unwatched(connection):
            apply_erasures(connection)
            assert not connection.watched
        assert connection.watched
        connection.execute("ROLLBACK")
