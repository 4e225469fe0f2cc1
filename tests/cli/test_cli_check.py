"""``check`` on the command line: whole, not whole, and repaired into a new file."""

import json

import pytest

from ef_desktop.cli import main
from ef_desktop.services.workspace import Workspace

PAGE = 4096


@pytest.fixture
def filled(work_file, manual_clock, settings):
    opened = Workspace.open(work_file, clock=manual_clock, settings=settings)
    meeting = opened.meetings.create("Start")
    for number in range(40):
        opened.outcomes.add(meeting, "inzicht", f"Inzicht {number} " + "met veel woorden " * 20)
    opened.close()
    return work_file


@pytest.fixture
def damaged(filled):
    content = bytearray(filled.read_bytes())
    # Two leaves full of cards, after the last backup.
    leaves = [at for at in range(0, len(content), PAGE) if content[at] == 13 and content[at : at + PAGE].count(b"met veel woorden") > 100]
    for at in leaves[1:3]:
        content[at : at + PAGE] = b"\x99" * PAGE
    filled.write_bytes(content)
    return filled


def test_a_whole_file_is_whole_and_needs_no_repair(filled, tmp_path, capsys):
    assert main(["check", str(filled)]) == 0
    assert "Het bestand is heel" in capsys.readouterr().out
    assert main(["check", str(filled), "--repair", str(tmp_path / "nieuw.efdb")]) == 0
    assert not (tmp_path / "nieuw.efdb").exists()


def test_a_damaged_file_is_told_and_repaired(damaged, tmp_path, capsys):
    before, target = damaged.read_bytes(), tmp_path / "nieuw.efdb"
    assert main(["check", str(damaged)]) == 1
    assert "beschadigd" in capsys.readouterr().out
    assert main(["check", str(damaged), "--repair", str(target), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert not told["whole"] and told["repaired"]["whole"] and told["repaired"]["lost"] > 0
    assert damaged.read_bytes() == before
    assert main(["check", str(target)]) == 0
    capsys.readouterr()
    assert main(["check", str(damaged), "--repair", str(target)]) == 1
    assert "al een bestand" in capsys.readouterr().err


def test_what_is_lost_is_told_by_kind(damaged, tmp_path, capsys):
    assert main(["check", str(damaged), "--repair", str(tmp_path / "nieuw.efdb")]) == 1
    told = capsys.readouterr().out
    assert "Niet meer leesbaar:" in told and "opbrengsten:" in told and "nieuw.efdb" in told


def test_what_is_no_work_file_cannot_be_repaired(tmp_path, capsys):
    letter = tmp_path / "brief.efdb"
    letter.write_bytes(b"Beste collega" * 100)
    assert main(["check", str(letter), "--repair", str(tmp_path / "nieuw.efdb")]) == 1
    assert "geen werkbestand" in capsys.readouterr().out and not (tmp_path / "nieuw.efdb").exists()
    assert main(["check", str(tmp_path / "weg.efdb")]) == 1
    assert main(["check"]) == 2
