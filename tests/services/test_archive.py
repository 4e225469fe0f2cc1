"""The archive: whole or not there, checked by its checksums, and with nothing in it that the logbook may not have."""

import hashlib
import os
import re
from datetime import date

import pytest

from ef_desktop.domain.errors import Cancelled, StorageError
from ef_desktop.domain.frames import BoardFrame

PICTURE = b"\x89PNG board"


@pytest.fixture
def held(workspace):
    meeting = workspace.meetings.create("Eerste dag / zaal 2", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.room.start(meeting)
    noor = workspace.people.add("Noor Visser", in_logbook=True)
    samir = workspace.people.add("Samir Bakker", on_wall=True)
    first = workspace.outcomes.add(meeting, "afspraak", "Bel de school", owner_id=noor, due_on=date(2026, 4, 1))
    second = workspace.outcomes.add(meeting, "afspraak", "Bel de wijk", owner_id=samir)
    workspace.outcomes.group([first, second], "Bellen")
    workspace.outcomes.add(meeting, "inzicht", "Geheim", private=True)
    workspace.outcomes.add(meeting, "inzicht", "Verborgen", revealed=False)
    known = {"initiator_knows": "weet", "share_in": "groep,logboek"}
    for title, fields in (("Stadstuin", known), ("Stadstuin", known), ("Zwemsteiger", {"initiator_knows": "nee"}), ("Kiosk", {"initiator_knows": "weet"})):
        workspace.meetings.add_case(meeting, workspace.cases.add(title, **fields))
    workspace.meetings.create("Tweede dag", held_on=date(2026, 4, 12))
    return workspace


def files(folder):
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def test_everything_is_there_and_told_of(held, tmp_path):
    steps = []
    folder = held.archive.write(
        tmp_path / "archief", board_pictures=lambda frame: (PICTURE, PICTURE), progress=lambda done, total: steps.append((done, total))
    )
    assert files(folder) == [
        "Afspraken-Leerroute-Delft-2026-03-12.csv",
        "Afspraken-Leerroute-Delft-2026-03-12.xlsx",
        "LEESMIJ.txt",
        "Logboek-Excellent-Faciliteren-Leerroute-Delft-2026-03-12.docx",
        "Logboek-Excellent-Faciliteren-Leerroute-Delft-2026-03-12.md",
        "Logboek-Excellent-Faciliteren-Leerroute-Delft-2026-03-12.pdf",
        "Opbrengsten-Leerroute-Delft-2026-03-12.csv",
        "Opbrengsten-Leerroute-Delft-2026-03-12.xlsx",
        "SHA256SUMS.txt",
        "bijeenkomsten/01-Eerste-dag-zaal-2.pdf",
        "borden/01-Eerste-dag-zaal-2-1.png",
        "borden/01-Eerste-dag-zaal-2-2.png",
        "casussen/Stadstuin-2.pdf",
        "casussen/Stadstuin.pdf",
        "tussenrapportages/Tussenrapportage-aeno-2026-03-12-2026-03-12.pdf",
        "tussenrapportages/Tussenrapportage-gemeente-2026-03-12-2026-03-12.pdf",
    ]
    told = (folder / "LEESMIJ.txt").read_text("utf-8-sig")
    assert "Leerroute Delft" in told and "12 maart 2026 om 09:30 uur" in told
    assert "1 kaart staat hier niet, omdat de groep die niet te zien kreeg." in told
    assert "2 casussen hebben hier geen blad" in told and "zonder scherm" not in told
    for word in ("Zwemsteiger", "Kiosk", "Samir", "Geheim", "Verborgen"):
        assert word not in told
    assert [done for done, _total in steps] == sorted(done for done, _total in steps)
    assert steps[-1][0] == steps[-1][1]
    # Every picture that the Markdown shows lies beside it.
    (text,) = (path.read_text("utf-8") for path in folder.glob("*.md"))
    linked = re.findall(r"!\[[^]]*\]\(([^)]*)\)", text)
    assert linked == ["borden/01-Eerste-dag-zaal-2-1.png", "borden/01-Eerste-dag-zaal-2-2.png"]
    assert all((folder / name).read_bytes() == PICTURE for name in linked)
    # The checksums are those of the files.
    lines = (folder / "SHA256SUMS.txt").read_text("utf-8").splitlines()
    sums = {line[66:]: line[:64] for line in lines}
    assert all(line[64:66] == "  " for line in lines)
    assert sums == {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in files(folder) if name != "SHA256SUMS.txt"}


def test_a_folder_that_is_there_is_left_alone_and_equal_programmes_give_equal_archives(held, tmp_path):
    letter = tmp_path / "archief" / "brief.txt"
    letter.parent.mkdir()
    letter.write_text("van mij")
    one, two = (held.archive.write(tmp_path / "archief") for _time in range(2))
    assert [one.name, two.name] == ["archief-2", "archief-3"]
    assert (one / "SHA256SUMS.txt").read_bytes() == (two / "SHA256SUMS.txt").read_bytes()
    assert files(letter.parent) == ["brief.txt"]


def test_without_a_screen_there_are_no_pictures_and_it_says_so(held, tmp_path):
    folder = held.archive.write(tmp_path / "archief")
    assert not (folder / "borden").exists()
    told = (folder / "LEESMIJ.txt").read_text("utf-8-sig")
    assert "zonder scherm" in told and "borden/" not in told


def test_what_is_drawn_is_what_the_logbook_may_have(held, tmp_path):
    drawn = []

    def draw(frame):
        drawn.append(frame)
        return (PICTURE,)

    held.archive.write(tmp_path / "archief", board_pictures=draw)
    (frame,) = drawn
    assert isinstance(frame, BoardFrame) and frame.title == "Eerste dag / zaal 2"
    (column,) = frame.columns
    assert [(card.text, card.secondary, card.group) for card in column.cards] == [("Bel de school", "Noor · 1 apr", "Bellen"), ("Bel de wijk", "", "")]
    assert all(card.grouped for card in column.cards)
    assert not [word for word in ("Samir", "Geheim", "Verborgen") if word in repr(drawn)]


@pytest.mark.parametrize("stop_at", [0, 1, 60, 200])
def test_a_cancelled_archive_leaves_nothing(held, tmp_path, stop_at):
    asked = []

    def cancelled():
        asked.append(1)
        return len(asked) > stop_at

    before = sorted(path.name for path in tmp_path.iterdir())
    if stop_at < 200:
        with pytest.raises(Cancelled):
            held.archive.write(tmp_path / "archief", cancelled=cancelled)
        assert sorted(path.name for path in tmp_path.iterdir()) == before
    else:
        assert held.archive.write(tmp_path / "archief", cancelled=cancelled).is_dir()


def test_what_an_earlier_archive_left_behind_is_swept(workspace, manual_clock, tmp_path):
    moment = manual_clock.now().timestamp()
    for name, age in ((".excellent-faciliteren-oud.part", 90_000), (".excellent-faciliteren-nu.part", 60), (".iets-anders.part", 90_000)):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (moment - age, moment - age))
    workspace.archive.write(tmp_path / "archief")
    assert sorted(path.name for path in tmp_path.glob(".*.part")) == [".excellent-faciliteren-nu.part", ".iets-anders.part"]


def test_a_picture_that_fails_leaves_nothing(held, tmp_path):
    def draw(frame):
        raise OSError("disk full")

    before = sorted(path.name for path in tmp_path.iterdir())
    with pytest.raises(StorageError, match="archief"):
        held.archive.write(tmp_path / "archief", board_pictures=draw)
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_a_place_that_is_not_there_is_said(held, tmp_path):
    with pytest.raises(StorageError, match="weg"):
        held.archive.write(tmp_path / "weg" / "archief")


def test_whoever_erases_a_person_is_told_of_it(workspace, tmp_path):
    person = workspace.people.add("Noor Visser")
    folder = workspace.archive.write(tmp_path / "archief")
    copies = workspace.erasure.preview(person).copies
    assert [(copy.path, copy.what) for copy in copies if "archief" in copy.path] == [(str(folder), "Archief")]


def test_an_empty_programme_has_an_archive(workspace, tmp_path):
    folder = workspace.archive.write(tmp_path / workspace.archive.suggested_name())
    assert folder.name == "Archief-Leerroute-Delft-2026-03-12" and len(files(folder)) == 9
