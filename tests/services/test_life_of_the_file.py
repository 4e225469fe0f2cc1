"""A work file from its making to its closing: whole or not there, robust at opening, nothing left behind."""

import multiprocessing
import os
import sqlite3
from contextlib import closing
from datetime import timedelta
from multiprocessing.connection import Connection
from pathlib import Path

import pytest

from ef_desktop import paths
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import ManualClock, SystemClock
from ef_desktop.domain.errors import Cancelled, CorruptFileError, StorageError, WorkFileError
from ef_desktop.services import workspace as services
from ef_desktop.services.sample import create_sample
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.services.damage import make_large_and_damaged


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def create(path, clock, settings) -> Workspace:
    return Workspace.create(path, clock=clock, settings=settings, programme_name="Delft", facilitator="Noor")


def test_a_new_file_is_whole_or_not_there(tmp_path, manual_clock, settings, monkeypatch):
    folder = tmp_path / "werk"
    path = folder / "nieuw.efdb"
    seen = []

    def cut_off(store, *_rest):
        seen.append((store.path.name, path.exists()))
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(services, "prepare", cut_off)
        with pytest.raises(KeyboardInterrupt):
            create(path, manual_clock, settings)
    assert seen == [("nieuw.efdb.new", False)] and names(folder) == []
    # What a killed program leaves of it is no hindrance.
    (folder / "nieuw.efdb.new").write_bytes(b"half")
    (folder / "nieuw.efdb.new-journal").write_bytes(b"half")
    made = create(path, manual_clock, settings)
    assert made.programme.view().name == "Delft" and made.library.blocks()
    made.close()
    assert names(folder) == ["nieuw.efdb"]


def test_an_opened_copy_that_an_ended_program_left_goes_at_the_next_opening(tmp_path, manual_clock, settings):
    create(tmp_path / "werk.efdb", manual_clock, settings).close()
    left = paths.data_dir() / "parcels" / "0a1b"
    left.mkdir(parents=True)
    (left / "van joke.efdb").write_text("Noor vertelde iets van thuis")
    for look_only in (True, False):
        Workspace.open(tmp_path / "werk.efdb", clock=manual_clock, settings=settings, read_only=look_only).close()
        assert left.exists() is look_only


def test_a_file_without_a_programme_is_completed(tmp_path, manual_clock, settings):
    path = tmp_path / "half.efdb"
    Store.create(path, clock=manual_clock).close()
    with pytest.raises(StorageError, match="nog leeg"):
        Workspace.open(path, clock=manual_clock, settings=settings, read_only=True)
    opened = Workspace.open(path, clock=manual_clock, settings=settings)
    assert opened.programme.view().facilitator == "Noor" and opened.programme.overview() is not None
    assert opened.library.blocks() and opened.cases.rows() == () and opened.undo.state().undo is None
    programme = opened.programme.view().id
    opened.close()
    again = Workspace.open(path, clock=manual_clock, settings=settings)
    assert again.programme.view().id == programme
    again.close()


def test_a_cancelled_sample_leaves_nothing(tmp_path, manual_clock):
    folder = tmp_path / "werk"
    steps = []
    with pytest.raises(Cancelled):
        create_sample(
            folder / "v.efdb", clock=manual_clock, progress=lambda *step: steps.append(step), cancelled=lambda: bool(steps)
        )
    assert len(steps) == 1 and names(folder) == []


def test_closing_leaves_the_file_alone_in_its_folder(tmp_path, manual_clock, settings):
    folder = tmp_path / "werk"
    made = create(folder / "a.efdb", manual_clock, settings)
    made.people.add("Ilse")
    assert names(folder) == ["a.efdb", "a.efdb-journal", "a.efdb.lease", "a.efdb.lock"]
    made.close()
    assert names(folder) == ["a.efdb"]


def test_the_journal_of_another_program_stays(work_file, manual_clock, settings):
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    opened.people.add("Ilse")
    with closing(sqlite3.connect(work_file, isolation_level=None)) as tool:
        tool.execute("PRAGMA journal_mode=TRUNCATE")
        tool.execute("BEGIN IMMEDIATE")
        opened.close()
        journal = work_file.with_name(work_file.name + "-journal")
        assert journal.exists()
        tool.execute("ROLLBACK")


def test_a_backup_of_a_file_that_is_gone_is_a_sentence(workspace, work_file):
    os.replace(work_file, work_file.with_name("weg.efdb"))
    with pytest.raises(WorkFileError) as caught:
        workspace.backups.make()
    assert str(caught.value).endswith(".")
    assert workspace.backups.make_when_needed() is None
    os.replace(work_file.with_name("weg.efdb"), work_file)


def test_damage_in_a_large_file_is_said(tmp_path, work_file, manual_clock, settings):
    make_large_and_damaged(work_file, manual_clock, settings)
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    assert not opened.read_whole
    with pytest.raises(CorruptFileError):
        opened.check()
    opened.close()
    # With something new since the last backup, that backup finds it, and the file is let go of.
    for backup in (tmp_path / "data" / "backups").rglob("*.efdb"):
        backup.unlink()
    for _time in range(2):
        with pytest.raises(CorruptFileError):
            Workspace.open(work_file, clock=manual_clock, settings=settings)


def test_what_was_left_to_look_at_is_swept(work_file, manual_clock, settings, data_dir):
    folder = data_dir / "looking"
    processes = multiprocessing.get_context("spawn")
    # Both ways: the other one waits at its own end of the pipe until it is killed.
    report, sender = processes.Pipe()
    other = processes.Process(target=look, args=(work_file, sender), daemon=True)
    other.start()
    assert report.recv_bytes() == b"open"
    (copy,) = [entry for entry in folder.iterdir() if entry.is_dir()]
    if os.name != "nt":
        assert copy.stat().st_mode & 0o77 == 0 and folder.stat().st_mode & 0o77 == 0
    with closing(Workspace.open(work_file, clock=manual_clock, settings=settings)):
        assert (copy / work_file.name).exists()
    other.kill()
    other.join()
    assert copy.exists()
    with closing(Workspace.open(work_file, clock=manual_clock, settings=settings)):
        assert names(folder) == []


def look(path: Path, report: Connection) -> None:
    """Only look at a work file until the end."""
    opened = Workspace.open(path, clock=SystemClock(), settings=DeviceSettings(), read_only=True)
    report.send_bytes(b"open")
    report.poll(None)
    opened.close()


@pytest.mark.parametrize(("days", "word"), [(-0.01, "achter"), (0, ""), (200, ""), (800, "twee jaar")])
def test_a_clock_that_cannot_be_right_is_told(work_file, manual_clock, settings, days, word):
    moved = ManualClock(manual_clock.at + timedelta(days=days))
    with closing(Workspace.open(work_file, clock=moved, settings=settings)) as opened:
        warning = opened.clock_warning()
    assert word in warning and bool(warning) == bool(word)


def test_the_sample_warns_of_no_clock(tmp_path, manual_clock, settings):
    create_sample(tmp_path / "v.efdb", clock=manual_clock)
    with closing(Workspace.open(tmp_path / "v.efdb", clock=manual_clock, settings=settings)) as opened:
        assert opened.clock_warning() == ""


def test_no_text_of_a_card_in_an_error(work_file, manual_clock):
    from sqlalchemy import text
    from sqlalchemy.exc import DBAPIError

    store = Store.open(work_file, clock=manual_clock)
    with pytest.raises(DBAPIError) as caught, store.unit("Add") as session:
        session.execute(text("INSERT INTO outcome (id, text) VALUES (:id, :text)"), {"id": None, "text": "iets vertrouwelijks"})
    store.close()
    assert "vertrouwelijks" not in str(caught.value) and "INSERT INTO outcome" in str(caught.value)


def test_ten_kills(work_file, manual_clock, settings):
    fork = "forkserver" in multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if fork else "spawn")
    if fork:
        processes.set_forkserver_preload(["tests.services.test_life_of_the_file"])
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    meeting = opened.meetings.create("Start")
    opened.close()
    reported: set[bytes] = set()
    for kill in range(10):
        report, sender = processes.Pipe(duplex=False)
        writer = processes.Process(target=add_outcomes, args=(work_file, meeting, sender), daemon=True)
        writer.start()
        sender.close()
        reported.update(report.recv_bytes() for _card in range(1 + kill % 4))
        writer.kill()
        writer.join()
        with pytest.raises((EOFError, OSError)):
            while True:
                reported.add(report.recv_bytes())
        opened = Workspace.open(work_file, clock=SystemClock(), settings=settings)
        saved = {card.id for column in opened.outcomes.board(meeting).columns for card in column.cards}
        opened.close()
        assert reported <= saved and len(saved - reported) <= kill + 1


def add_outcomes(path: Path, meeting: bytes, report: Connection) -> None:
    """Add outcomes for ever and report each as soon as it is added."""
    opened = Workspace.open(path, clock=SystemClock(), settings=DeviceSettings())
    while True:
        report.send_bytes(opened.outcomes.add(meeting, "inzicht", "Een inzicht"))
