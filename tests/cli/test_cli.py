"""The command line: what it does, what it answers, and its exit codes."""

import json
import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtGui import QImage

from ef_desktop import __version__
from ef_desktop.cli import main
from ef_desktop.ui.pages import PAGES
from tests.services.damage import make_large_and_damaged


def answer(capsys) -> dict:
    return json.loads(capsys.readouterr().out)


def test_sample_tells_what_it_made(tmp_path, capsys):
    path = tmp_path / "voorbeeld.efdb"
    assert main(["sample", str(path), "--meetings", "8", "--outcomes", "250", "--seed", "3", "--json"]) == 0
    assert answer(capsys) == {"file": str(path), "meetings": 8, "outcomes": 250, "seed": 3}


def test_sample_writes_over_nothing(sample, capsys):
    before = sample.read_bytes()
    assert main(["sample", str(sample)]) == 1
    assert "bestand" in capsys.readouterr().err
    assert sample.read_bytes() == before


def test_logbook(sample, tmp_path, capsys):
    target = tmp_path / "logboek.pdf"
    assert main(["logbook", str(sample), "-o", str(target), "--json"]) == 0
    assert answer(capsys) == {"file": str(target), "bytes": target.stat().st_size}
    with pikepdf.open(target) as pdf:
        assert str(pdf.Root.Lang).startswith("nl")


def test_check_finds_nothing_in_a_whole_file_and_something_in_a_changed_one(sample, capsys):
    assert main(["check", str(sample), "--json"]) == 0
    assert answer(capsys)["whole"] is True
    connection = sqlite3.connect(sample)
    # Somebody writes past the journal: the triggers are switched off by hand.
    connection.create_function("sync_capture", 0, lambda: 0)
    connection.create_function("sync_tick", 0, lambda: 0)
    connection.create_function("sync_actor", 0, lambda: 0)
    connection.execute("UPDATE meeting SET closed_at = closed_at + 1 WHERE closed_at IS NOT NULL")
    connection.commit()
    connection.close()
    assert main(["check", str(sample), "--json"]) == 1
    found = answer(capsys)
    assert found["whole"] is False and found["findings"]


def test_backup_is_whole(sample, tmp_path, capsys):
    target = tmp_path / "kopie.efdb"
    assert main(["backup", str(sample), str(target)]) == 0
    capsys.readouterr()
    assert main(["check", str(target)]) == 0


@pytest.mark.parametrize(
    ("content", "word"), [(b"", "werkbestand"), (b"Beste collega", "werkbestand"), (None, "bestand")]
)
@pytest.mark.parametrize("command", [["check"], ["logbook", "-o", "uit.pdf"], ["backup"]])
def test_a_wrong_file_gives_a_sentence_and_is_left_alone(tmp_path, capsys, monkeypatch, command, content, word):
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "brief.efdb"
    if content is not None:
        path.write_bytes(content)
    rest = ["kopie.efdb"] if command == ["backup"] else command[1:]
    assert main([command[0], str(path), *rest]) == 1
    said = "".join(capsys.readouterr())
    assert word in said and "Traceback" not in said
    assert (path.read_bytes() if content is not None else None) == content
    assert not (tmp_path / "uit.pdf").exists() and not (tmp_path / "kopie.efdb").exists()


def test_a_logbook_never_takes_the_place_of_a_work_file(sample, capsys):
    before = sample.read_bytes()
    assert main(["logbook", str(sample), "-o", str(sample)]) == 1
    assert "werkbestand" in capsys.readouterr().err
    assert sample.read_bytes() == before


def test_a_backup_takes_the_place_of_nothing(sample, tmp_path, capsys):
    letter = tmp_path / "brief.txt"
    letter.write_text("Beste collega")
    for target in (sample, letter):
        before = target.read_bytes()
        assert main(["backup", str(sample), str(target)]) == 1
        assert "naam" in capsys.readouterr().err
        assert target.read_bytes() == before


def test_check_answers_a_program_about_a_broken_file_too(tmp_path, capsys):
    path = tmp_path / "brief.efdb"
    path.write_text("Beste collega")
    assert main(["check", str(path), "--json"]) == 1
    found = answer(capsys)
    assert found["whole"] is False and "werkbestand" in found["findings"][0]


@pytest.mark.parametrize("size", ["0x0", "99999x99999", "groot", "1440"])
def test_a_size_that_cannot_be_is_refused(sample, tmp_path, capsys, size):
    assert main(["screens", str(sample), "-o", str(tmp_path / "uit"), "--size", size]) == 2
    assert "1440x900" in capsys.readouterr().err


def test_help_speaks_dutch(capsys):
    for words in (["--help"], ["sample", "--help"], ["onzin"]):
        main(words)
        said = "".join(capsys.readouterr())
        assert not [word for word in ("usage", "options", "arguments", "invalid", "show ") if word in said]


def test_without_a_screen_the_window_says_so(sample):
    environment = {
        name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM")
    }
    command = [sys.executable, "-m", "ef_desktop", "open", str(sample)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
    if sys.platform.startswith("linux"):
        assert done.returncode == 1 and "beeldscherm" in done.stderr


@pytest.mark.parametrize("words", [["onzin"], ["sample"], ["sample", "x.efdb", "--outcomes", "999999"], ["logbook", "x"]])
def test_what_is_not_understood_is_exit_code_2(words, capsys):
    assert main(words) == 2
    assert capsys.readouterr().err


def test_version_and_language(capsys):
    assert main(["--version"]) == 0
    assert __version__ in capsys.readouterr().out
    assert main(["check", "nergens.efdb", "--language", "en"]) == 1
    assert "file" in capsys.readouterr().out.lower()


def test_screens_in_a_process_of_its_own(sample, tmp_path):
    environment = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    folder = tmp_path / "schermen"
    command = [sys.executable, "-m", "ef_desktop", "screens", str(sample), "-o", str(folder), "--size", "1366x768", "--json"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr
    # Nothing of the copy that was shown stays behind: no backup, no draft.
    data = Path(environment["EF_DATA_DIR"])
    assert not [path for path in data.rglob("*") if path.suffix == ".efdb" or "draft" in path.name]
    names = json.loads(done.stdout)["pictures"]
    # That every scene of the wall is there is told by tests/gui/test_screens.py.
    walls = {"wall-welcome", "wall-rules", "wall-agenda", "wall-discussion", "wall-reading", "wall-work-cards", "wall-work-sentence"}
    assert {*PAGES, "cockpit-before", "interim"} | walls <= {Path(name).stem.partition("-")[2] for name in names}
    for name in names:
        picture = QImage(str(folder / name))
        size = (1920, 1080) if "wall" in name else (1366, 768)
        assert (picture.width(), picture.height()) == size
        colours = {picture.pixel(x, y) for x in range(0, size[0], 40) for y in range(0, size[1], 40)}
        assert len(colours) > 2, name


def test_pictures_that_cannot_be_saved_give_a_sentence(sample, tmp_path, capsys, qapp):
    blocked = tmp_path / "bestand"
    blocked.write_text("geen map")
    assert main(["screens", str(sample), "-o", str(blocked)]) == 1
    assert str(blocked) in capsys.readouterr().err


@pytest.mark.parametrize("command", ["logbook", "backup", "check"])
def test_damage_in_a_large_file_is_said_at_once(work_file, manual_clock, settings, tmp_path, capsys, command):
    make_large_and_damaged(work_file, manual_clock, settings)
    target = tmp_path / "uit"
    rest = {"logbook": ["-o", str(target)], "backup": [str(target)], "check": []}[command]
    assert main([command, str(work_file), *rest]) == 1
    said = capsys.readouterr()
    assert "beschadigd" in said.out + said.err and "Traceback" not in said.err
    assert not target.exists()


def test_nothing_is_left_beside_the_file(tmp_path, capsys):
    folder = tmp_path / "map"
    folder.mkdir()
    for words in (["sample", "v.efdb"], ["check", "v.efdb"], ["backup", "v.efdb", "kopie.efdb"], ["logbook", "v.efdb", "-o", "l.pdf"]):
        place = [str(folder / word) if "." in word else word for word in words]
        assert main(place) == 0
    assert sorted(file.name for file in folder.iterdir()) == ["kopie.efdb", "l.pdf", "v.efdb"]
    assert list((tmp_path / "data" / "looking").iterdir()) == []


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["logbook", "v.efdb"], "Dit ontbreekt: -o/--output."),
        (["sample", "v.efdb", "--meetings", "9999999"], "Wat bij ‘--meetings’ staat, past niet."),
        (["sample", "v.efdb", "--today", "31-12-2026"], "Wat bij ‘--today’ staat, past niet."),
        (["check", "v.efdb", "--fast"], "Dit is hier niet bekend: --fast."),
    ],
)
def test_a_wrong_command_says_what_is_wrong(words, told, capsys):
    assert main(words) == 2
    printed = capsys.readouterr().err
    assert told in printed
    assert "ef-desktop --help" in printed


def test_import_people_brings_in_all_or_nothing(sample, tmp_path, capsys):
    source = tmp_path / "deelnemers.csv"
    source.write_bytes("Lijst;;\nNaam;E-mail;BSN\nZoë Bakker;zoe@tuin.nl;1\n;06;2\n".encode("cp1252"))
    before = sample.read_bytes()
    assert main(["import-people", str(sample), str(source), "--json"]) == 1
    told = answer(capsys)
    assert ([line["line"] for line in told["told"]], told["imported"], told["not_taken"]) == ([1, 4], False, ["BSN"])
    assert main(["import-people", str(sample), str(source)]) == 1
    assert "Er is niets overgenomen." in capsys.readouterr().out
    assert main(["import-people", str(sample), str(tmp_path / "weg.csv")]) == 1
    assert "Er is niets overgenomen." in capsys.readouterr().err
    source.write_bytes("Lijst;\nNaam;E-mail\nZoë Bakker;zoe@tuin.nl\n".encode("cp1252"))
    assert main(["import-people", str(sample), str(source), "--dry-run", "--json"]) == 0
    assert answer(capsys) == {"new": 1, "fill": 0, "update": 0, "skip": 0, "told": [{"line": 1, "reason": "Deze regel staat boven de koppen."}], "doubts": [], "not_taken": [], "imported": False}
    assert main(["import-people", str(sample), str(source), "--dry-run"]) == 0
    assert "Er is niets gewijzigd." in capsys.readouterr().out
    assert sample.read_bytes() == before
    source.write_bytes("Naam;E-mail\nZoë Bakker;fout-adres\n".encode("cp1252"))
    assert main(["import-people", str(sample), str(source), "--dry-run"]) == 0
    assert "‘fout-adres’ is geen e-mailadres" in capsys.readouterr().out
    source.write_bytes("Lijst;\nNaam;E-mail\nZoë Bakker;zoe@tuin.nl\n".encode("cp1252"))
    assert main(["import-people", str(sample), str(source)]) == 0
    assert "1 nieuw" in capsys.readouterr().out
    assert main(["import-people", str(sample), str(source), "--json"]) == 0
    assert (answer(capsys)["skip"], main(["check", str(sample)])) == (1, 0)
