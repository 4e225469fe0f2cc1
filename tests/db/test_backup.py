"""Backups are whole, come by themselves, and go back without overwriting anything."""

from datetime import timedelta

import pytest

from ef_desktop import paths
from ef_desktop.db import backup, connect
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Outcome
from ef_desktop.domain import rotation
from ef_desktop.domain.errors import CorruptFileError, ForeignFileError, LockedFileError, StorageError
from tests.db.dump import dump


def damage(path):
    content = bytearray(path.read_bytes())
    content[8192:20480] = b"\x77" * 12288
    path.write_bytes(content)


def test_a_snapshot_is_a_whole_work_file_of_the_same_family(world, tmp_path):
    world.card("in de kopie")
    expected = dump(world.store)
    target = world.store.snapshot(tmp_path / "nieuwe map" / "kopie.efdb")
    assert sorted(target.parent.iterdir()) == [target]
    copy = Store.open(target, clock=world.clock)
    assert dump(copy) == expected and copy.check() == ()
    assert copy.undo_labels() == ("Add outcome", None)
    with copy.connection() as connection, world.store.connection() as original:
        query = "SELECT family FROM sync_file"
        assert connection.execute(query).fetchone() == original.execute(query).fetchone()
    copy.close()


def test_a_snapshot_while_another_thread_reads(world, tmp_path):
    world.card()
    with world.store.read() as session:
        assert session.query(Outcome).count() == 1
        world.store.snapshot(tmp_path / "kopie.efdb")


def test_a_snapshot_that_fails_leaves_nothing_behind(world, tmp_path):
    with pytest.raises(StorageError, match="kopie"):
        world.store.snapshot(world.store.path / "kan niet.efdb")
    there = tmp_path / "map.efdb"
    there.mkdir()
    with pytest.raises(StorageError):
        world.store.snapshot(there)
    assert not there.with_name("map.efdb.part").exists()


def test_what_an_earlier_copy_left_behind_goes_along(world, tmp_path):
    target = tmp_path / "map" / "kopie.efdb"
    target.parent.mkdir()
    for end in ("", "-journal", "-wal", "-shm"):
        target.with_name(f"kopie.efdb.part{end}").write_bytes(b"half")
    world.store.snapshot(target)
    assert sorted(target.parent.iterdir()) == [target]


def test_a_damaged_copy_of_a_whole_file_is_no_damaged_file(world, tmp_path, monkeypatch):
    def damaged(path):
        raise connect.damaged()

    monkeypatch.setattr(backup, "verify", damaged)
    with pytest.raises(StorageError):
        world.store.snapshot(tmp_path / "kopie.efdb")


def test_the_backup_of_the_start_is_made_when_something_changed(world, path):
    first = world.store.backup_at_start()
    assert first is not None and world.store.backup_at_start() is None
    world.clock.advance(60)
    world.card()
    world.clock.advance(60)
    second = world.store.backup_at_start()
    assert world.store.backup_at_start() is None
    found = backup.backups(path)
    assert [entry.path for entry in found] == [second, first]
    assert [entry.reason for entry in found] == [backup.START, backup.START]
    assert found[0].made_at == world.clock.now() and found[0].bytes == second.stat().st_size
    assert second.parent == paths.backup_dir(path)


def test_an_empty_file_needs_no_backup(tmp_path, manual_clock):
    store = Store.create(tmp_path / "leeg.efdb", clock=manual_clock)
    assert store.backup_at_start() is None
    store.close()


def test_backups_rotate_but_those_asked_for_stay(world, path):
    asked = world.store.make_backup()
    for _time in range(12):
        world.clock.advance(86400 * 1.5)
        world.card()
        world.store.backup_at_start()
    found = backup.backups(path)
    automatic = [entry for entry in found if entry.reason == backup.START]
    kept = rotation.keep([world.clock.now() - timedelta(days=1.5 * number) for number in range(12)], world.clock.now())
    assert {entry.made_at for entry in automatic} == kept and len(kept) < 12
    assert asked in {entry.path for entry in found}
    assert automatic[0].made_at == world.clock.now()


def test_a_strange_file_among_the_backups_is_left_alone(world, path):
    strange = paths.backup_dir(path) / "mijn eigen kopie.efdb"
    strange.write_text("x")
    world.store.make_backup()
    world.clock.advance(timedelta(days=4000).total_seconds())
    backup.rotate(path, world.clock)
    assert strange.exists() and len(backup.backups(path)) == 1


def test_back_to_the_newest_good_backup(world, path):
    world.card("goed")
    expected = dump(world.store)
    good = world.store.make_backup()
    world.clock.advance(60)
    world.card("later")
    bad = world.store.make_backup()
    damage(bad)
    world.store.close()
    damage(path)
    broken = path.read_bytes()
    with pytest.raises(CorruptFileError):
        Store.open(path, clock=world.clock)
    found = backup.newest_good(path)
    assert found.path == good
    aside = backup.restore(found.path, path, world.clock)
    assert aside.parent == path.parent and aside.read_bytes() == broken
    assert "vervangen 2026-03-12 09.31.00" in aside.name
    world.store = Store.open(path, clock=world.clock)
    assert dump(world.store) == expected
    world.card("gaat door")
    assert world.store.check() == ()
    assert good.exists()


def test_what_was_set_aside_is_never_overwritten(world, path):
    copy = world.store.make_backup()
    world.store.close()
    kept = [backup.restore(copy, path, world.clock) for _time in range(3)]
    assert len({*kept}) == 3 and all(file.exists() for file in kept)
    world.store = Store.open(path, clock=world.clock)


def test_a_backup_comes_back_where_there_is_no_file(world, path, tmp_path):
    copy = world.store.make_backup()
    world.store.close()
    target = tmp_path / "ergens anders.efdb"
    assert backup.restore(copy, target, world.clock) is None
    Store.open(target, clock=world.clock).close()


def test_no_restoring_over_an_open_file_or_from_a_bad_one(world, path, tmp_path):
    copy = world.store.make_backup()
    before = path.read_bytes()
    with pytest.raises(LockedFileError):
        backup.restore(copy, path, world.clock)
    strange = tmp_path / "vreemd.efdb"
    strange.write_bytes(b"niets" * 100)
    world.store.close()
    with pytest.raises(ForeignFileError):
        backup.restore(strange, path, world.clock)
    damage(copy)
    with pytest.raises(CorruptFileError):
        backup.restore(copy, path, world.clock)
    assert path.read_bytes() == before
    assert backup.newest_good(path) is None
    assert not list(path.parent.glob("*.part"))
    world.store = Store.open(path, clock=world.clock)
