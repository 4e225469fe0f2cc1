"""Two programs and one work file: who works in it, taking over, and programs that were ended."""

import json
import multiprocessing
import os
import threading

import pytest

from ef_desktop.db import lease
from ef_desktop.db.lease import Lease
from ef_desktop.db.store import Store
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import LeasedFileError, LockedFileError, ReplacedFileError, TakenOverError
from tests.db.holder import work


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """The watch looks often."""
    monkeypatch.setattr(lease, "WATCH_SECONDS", 0.02)


@pytest.fixture
def closed(world, path):
    world.card("eerste")
    world.store.close()
    return path


@pytest.fixture
def joke(closed):
    """Another process that has the file open; messages go to and fro."""
    fork = "forkserver" in multiprocessing.get_all_start_methods()
    processes = multiprocessing.get_context("forkserver" if fork else "spawn")
    ours, theirs = processes.Pipe()
    process = processes.Process(target=work, args=(closed, theirs), daemon=True)
    process.start()
    theirs.close()
    ours.process = process
    assert ours.recv() == "open"
    yield ours
    process.kill()
    process.join()


def note_of(path):
    return path.with_name(path.name + lease.SUFFIX)


def cards(store) -> set[bytes]:
    with store.read() as session:
        return {card.id for card in session.query(Outcome)}


def write_note(path, clock: ManualClock, *, machine="laptop-joke", seconds=0) -> str:
    """Another laptop, of which the lock is not seen here, left a note so many seconds ago."""
    moment = clock.milliseconds() - seconds * 1000
    note = note_of(path)
    note.write_text(json.dumps({"token": "van-joke", "person": "Joke", "machine": machine, "since": moment - 3_600_000}), "utf-8")
    os.utime(note, ns=(moment * 1_000_000, moment * 1_000_000))
    return note.read_text("utf-8")


def test_a_note_tells_who_works_in_it_and_goes_with_them(closed, manual_clock):
    store = Store.open(closed, clock=manual_clock, facilitator="Noor", machine="laptop-noor")
    note = lease.read(note_of(closed))
    assert (note.person, note.machine) == ("Noor", "laptop-noor")
    assert note.since == note.seen == manual_clock.milliseconds()
    with pytest.raises(LeasedFileError, match="Noor heeft dit bestand al open in een ander venster op deze laptop") as caught:
        Store.open(closed, clock=manual_clock, machine="laptop-noor")
    assert caught.value.way_out == "take_over"
    store.close()
    assert sorted(found.name for found in closed.parent.iterdir()) == [closed.name]


def test_a_program_that_was_killed_is_asked_nothing(joke, closed, manual_clock):
    with pytest.raises(LockedFileError):
        Store.open(closed, clock=manual_clock)
    joke.process.kill()
    joke.process.join()
    assert note_of(closed).exists()
    store = Store.open(closed, clock=manual_clock, machine="laptop-joke")
    assert lease.read(note_of(closed)).token != "" and len(cards(store)) == 1
    store.close()


def test_taking_over_stops_the_other_and_loses_nothing(joke, closed, manual_clock):
    joke.send("add")
    saved = joke.recv()
    store = Store.open(closed, clock=manual_clock, facilitator="Noor", machine="laptop-noor", take_over=True)
    assert saved in cards(store)
    joke.send("add")
    told = joke.recv()
    assert told.startswith("Noor heeft dit bestand overgenomen, op de laptop laptop-noor.")
    with store.unit("Add") as session:
        session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    assert len(cards(store)) == 3 and store.check() == ()
    joke.send("stop")
    assert joke.recv() == "closed"
    assert lease.read(note_of(closed)).person == "Noor"
    store.close()
    assert sorted(found.name for found in closed.parent.iterdir()) == [closed.name]


def test_taking_over_within_one_program_is_told_without_a_write(closed, manual_clock):
    first = Store.open(closed, clock=manual_clock, facilitator="Noor")
    told, heard = [], threading.Event()
    first.on_trouble = lambda error: (told.append(error), heard.set())
    second = Store.open(closed, clock=manual_clock, facilitator="Joke", take_over=True)
    assert heard.wait(10) and isinstance(told[0], TakenOverError)
    assert first.read_only and not second.read_only and len(cards(first)) == 1
    for _attempt in range(2):
        with pytest.raises(TakenOverError), first.unit("Add") as session:
            session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    assert len(told) == 1 and len(cards(second)) == 1
    first.close()
    second.close()


def test_a_merge_is_not_committed_after_taking_over(closed, manual_clock):
    copy = closed.with_name("kopie.efdb")
    first = Store.open(closed, clock=manual_clock)
    first.snapshot(copy)
    other = Store.open(copy, clock=manual_clock)
    with other.unit("Add") as session:
        session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    other.close()
    second = Store.open(closed, clock=manual_clock, take_over=True)
    with pytest.raises(TakenOverError):
        first.merge(copy)
    with pytest.raises(LockedFileError):
        first.undo()
    assert len(cards(second)) == 1
    first.close()
    second.close()


def test_another_laptop_that_gives_signs_of_life_is_asked_about(closed, manual_clock):
    note = write_note(closed, manual_clock, seconds=30)
    with pytest.raises(LeasedFileError) as caught:
        Store.open(closed, clock=manual_clock)
    told = str(caught.value)
    assert "Joke werkt in dit bestand op de laptop laptop-joke" in told and "donderdag 12 maart, 09:29" in told
    assert caught.value.person == "Joke" and note_of(closed).read_text("utf-8") == note
    store = Store.open(closed, clock=manual_clock, facilitator="Noor", take_over=True)
    assert lease.read(note_of(closed)).person == "Noor"
    store.close()


def test_another_laptop_that_is_silent_is_not(closed, manual_clock):
    write_note(closed, manual_clock, seconds=600)
    store = Store.open(closed, clock=manual_clock)
    assert not store.read_only
    store.close()


@pytest.mark.parametrize("content", [b"", b"\xff\xfe", b"[]", b'{"token": 1}'])
def test_a_note_that_makes_no_sense_stops_nobody(closed, manual_clock, content):
    note_of(closed).write_bytes(content)
    store = Store.open(closed, clock=manual_clock)
    with store.unit("Add") as session:
        session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    note_of(closed).unlink()
    with store.unit("Edit") as session:
        session.get(Outcome, b"n" * 16).text = "nog steeds van ons"
    store.close()


def test_signs_of_life(closed, manual_clock):
    store = Store.open(closed, clock=manual_clock)
    manual_clock.advance(60)
    for _attempt in range(500):
        if lease.read(note_of(closed)).seen == manual_clock.milliseconds():
            break
        threading.Event().wait(0.02)
    assert lease.read(note_of(closed)).seen == manual_clock.milliseconds()
    with store.unit("Add") as session:
        session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    store.close()


def test_a_file_that_goes_away_is_noticed_without_a_write(closed, manual_clock):
    store = Store.open(closed, clock=manual_clock)
    told, heard = [], threading.Event()
    store.on_trouble = lambda error: (told.append(error), heard.set())
    closed.rename(closed.with_name("verplaatst.efdb"))
    assert heard.wait(10) and isinstance(told[0], ReplacedFileError)
    assert not note_of(closed.with_name("verplaatst.efdb")).exists()
    store.close()


def test_a_former_program_that_does_not_answer_is_not_waited_for(closed, manual_clock, monkeypatch):
    monkeypatch.setattr(lease, "PATIENCE", 0.3)
    silent = Lease(closed, manual_clock, "Joke")
    store = Store.open(closed, clock=manual_clock, take_over=True)
    with store.unit("Add") as session:
        session.add(Outcome(id=b"n" * 16, meeting_id=session.query(Outcome).first().meeting_id))
    with pytest.raises(TakenOverError):
        silent.check()
    silent.release()
    store.close()
    assert sorted(found.name for found in closed.parent.iterdir()) == [closed.name]


def test_who_was_erased_leaves_no_hole_in_the_words(closed, manual_clock):
    there = Lease(closed, manual_clock, "Joke", "LAPTOP-JOKE")
    there.forget_names()
    there._lock.release()
    with pytest.raises(LeasedFileError) as told:
        Lease(closed, manual_clock, "Noor", "LAPTOP-NOOR")
    assert str(told.value).startswith("Iemand werkt in dit bestand, sinds ") and "laptop" not in str(told.value)
    manual_clock.advance(1)
    taker = Lease(closed, manual_clock, "Noor", "LAPTOP-NOOR", take_over=True)
    taker.forget_names()
    with pytest.raises(TakenOverError) as told:
        there.check()
    assert str(told.value).startswith("Iemand heeft dit bestand overgenomen, in een ander venster.")
    taker.release()
    there.release()
