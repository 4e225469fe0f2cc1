"""The stick is pulled while a copy is shared to it, or the laptop has no room: case 23.

Left out on Windows by ``conftest``: that lets no folder with open files go.
"""

import errno
import multiprocessing
import os
from contextlib import closing
from pathlib import Path

import pytest

from ef_desktop.db import backup, opening, parcel
from ef_desktop.db.store import Store
from ef_desktop.domain.clock import SystemClock
from ef_desktop.domain.errors import StorageError


@pytest.fixture
def stick(tmp_path):
    folder = tmp_path / "stick" / "voor Joke"
    folder.mkdir(parents=True)
    return folder


def pulled(stick: Path) -> OSError:
    """Pull the stick and return what the system says of it."""
    stick.parent.rename(stick.parent.with_name("in de tas"))
    return OSError(errno.EIO, "Input/output error")


def on_the_stick(stick: Path, monkeypatch, name: str, deed) -> None:
    """Do something else where the system is asked for something on the stick, as far as it is still there."""
    real = getattr(os, name)

    def call(what, *others):
        there = {(at.stat().st_dev, at.stat().st_ino) for at in stick.iterdir()} if stick.is_dir() else set()
        found = os.stat(what)
        if (found.st_dev, found.st_ino) in there:
            deed(what)
        return real(what, *others)

    monkeypatch.setattr(os, name, call)


def before_it_begins(stick, monkeypatch):
    pulled(stick)
    # Another file has the name of the folder: nothing can be made below it.
    stick.parent.write_bytes(b"")


def after_the_snapshot(stick, monkeypatch):
    def gone(_part):
        pulled(stick)

    return gone


def half_way(stick, monkeypatch):
    def fail(_file):
        raise pulled(stick)

    on_the_stick(stick, monkeypatch, "fsync", fail)


def a_stick_that_lies(stick, monkeypatch):
    def spoil(file):
        os.pwrite(file, b"onzin", 5000)

    on_the_stick(stick, monkeypatch, "fsync", spoil)


def a_full_stick(stick, monkeypatch):
    def full(_file):
        raise OSError(errno.ENOSPC, "No space left on device")

    on_the_stick(stick, monkeypatch, "fsync", full)


def at_the_name(stick, monkeypatch):
    def fail(_file):
        raise pulled(stick)

    on_the_stick(stick, monkeypatch, "rename", fail)


GONE, ELSEWHERE = "De kopie is niet af", "De kopie kan hier niet worden bewaard"


@pytest.mark.parametrize(
    ("moment", "told"),
    [
        (before_it_begins, ELSEWHERE),
        (after_the_snapshot, GONE),
        (half_way, GONE),
        (a_stick_that_lies, ELSEWHERE),
        (a_full_stick, ELSEWHERE),
        (at_the_name, GONE),
    ],
)
def test_a_stick_that_is_pulled_while_sharing(copies, stick, monkeypatch, moment, told):
    a, _b, _c = copies
    with closing(a.open()) as store, monkeypatch.context() as patch:
        before = store.vector()
        harm = moment(stick, patch)

        def snapshot(target, cancelled):
            made = store.snapshot(target, cancelled)
            if harm is not None:
                harm(made)
            return made

        with pytest.raises(StorageError) as caught:
            parcel.send(snapshot, stick / "kopie.efdb")
        assert str(caught.value).startswith(told)
        # Nothing under the final name, wherever the stick is now, and nothing made in its place.
        assert not list(stick.parent.parent.rglob("kopie*")) and stick.is_dir() == (moment in (a_stick_that_lies, a_full_stick))
        assert not list((a.home / "parcels").glob("*")) and store.vector() == before and store.check() == ()
        patch.undo()
        # It is brought back, with what was left half on it.
        if stick.parent.is_file():
            stick.parent.unlink()
        bag = stick.parent.with_name("in de tas")
        if bag.exists():
            bag.rename(stick.parent)
        made = parcel.send(store.snapshot, stick / "kopie.efdb")
        # The half copy, with all that is in it, does not stay behind there.
        assert os.listdir(stick) == ["kopie.efdb"] == [made.name]
        backup.verify(made)


def test_two_programs_that_share_at_once_leave_each_other_alone(copies, stick):
    a, b, _c = copies
    with closing(a.open()) as one, closing(b.open()) as other:
        made = []

        def meanwhile(_part):
            if not made:
                made.append(parcel.send(other.snapshot, stick / "twee.efdb"))

        made.append(parcel.send(one.snapshot, stick / "een.efdb", progress=meanwhile))
    assert sorted(os.listdir(stick)) == ["een.efdb", "twee.efdb"] == sorted(path.name for path in made)
    for path in made:
        backup.verify(path)


def share_and_end(home: Path, work: Path, stick: Path) -> None:
    """Be ended where the copy is whole and not yet on the stick."""
    os.environ["EF_DATA_DIR"] = str(home)

    def snapshot(target, cancelled):
        store.snapshot(target, cancelled)
        os._exit(9)

    with closing(Store.open(work, clock=SystemClock())) as store:
        parcel.send(snapshot, stick / "kopie.efdb")


def test_what_a_program_left_that_was_ended_goes_and_what_another_uses_stays(copies, stick, tmp_path):
    a, _b, _c = copies
    process = multiprocessing.get_context("spawn").Process(target=share_and_end, args=(a.home, a.path, stick))
    process.start()
    process.join()
    (left,) = (a.home / "parcels").glob("*/*")
    assert process.exitcode == 9 and left.read_bytes().startswith(b"SQLite")
    with closing(a.open()) as store:

        def snapshot(target, cancelled):
            # By now it is gone; and who opens a work file meanwhile takes nothing away.
            assert not left.parent.exists()
            parcel.clean_up()
            return store.snapshot(target, cancelled)

        parcel.send(snapshot, stick / "kopie.efdb")
    assert os.listdir(stick) == ["kopie.efdb"] and not list((a.home / "parcels").iterdir())


@pytest.mark.parametrize("closed", [False, True])
def test_a_laptop_without_room_says_so(copies, stick, tmp_path, closed):
    """The copy is made in the data folder first, and a closed one is opened there."""
    a, _b, _c = copies
    letter = tmp_path / "van joke.efdb.age"
    letter.write_bytes(opening.CLOSED_MARKS[0])
    with closing(a.open()) as store:
        (a.home / "parcels").write_bytes(b"")
        with pytest.raises(StorageError) as caught:
            if closed:
                with parcel.received(letter, "een wachtzin"):
                    pytest.fail("there is no room for it")
            else:
                parcel.send(store.snapshot, stick / "kopie.efdb")
    assert str(caught.value).startswith("De gegevensmap van deze laptop is vol") and not list(stick.iterdir())
