"""Erasing on the command line: told first, done with --yes, and nothing is left."""

import json
from pathlib import Path

import pytest

from ef_desktop.cli import main
from ef_desktop.services.workspace import Workspace
from tests.db.test_erasure import TOKEN, traces


@pytest.fixture
def file(work_file, manual_clock, settings) -> Path:
    w = Workspace.open(work_file, clock=manual_clock, settings=settings)
    w.people.add(f"{TOKEN} Bos", organisation="Wijkteam")
    w.people.add("Samir Bos")
    meeting = w.meetings.create("Start", held_on=None)
    w.meetings.update(meeting, notes=f"Bel {TOKEN}.", goal="Langs bij Bos")
    w.close()
    return work_file


def test_without_yes_it_only_tells(file, capsys):
    before = file.read_bytes()
    assert main(["erase", str(file), f"{TOKEN} Bos"]) == 0
    told = capsys.readouterr().out
    assert "Er is niets gewijzigd" in told and "Uit 1 tekst gaat de naam weg" in told and "Blijft staan, kijk zelf" in told
    assert file.read_bytes() == before


def test_with_yes_nothing_is_left(file, data_dir, capsys):
    assert main(["erase", str(file), f"{TOKEN} Bos", "--yes", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["erased"] and answer["finished"] and [text["replaced"] for text in answer["texts"]] == [False, True]
    assert traces(file.parent, data_dir) == []
    assert main(["check", str(file)]) == 0
    assert main(["erase", str(file), f"{TOKEN} Bos", "--yes"]) == 1
    assert "Er is niets gewijzigd" in capsys.readouterr().err


def test_all_texts(file, capsys):
    assert main(["erase", str(file), f"{TOKEN} Bos", "--yes", "--all-texts", "--json"]) == 0
    assert all(text["replaced"] for text in json.loads(capsys.readouterr().out)["texts"])


def test_two_of_the_same_name_are_told_apart(file, manual_clock, settings, capsys):
    w = Workspace.open(file, clock=manual_clock, settings=settings)
    other = w.people.add(f"{TOKEN} Bos", organisation="Buurthuis")
    w.close()
    assert main(["erase", str(file), f"{TOKEN} bos", "--yes"]) == 1
    told = capsys.readouterr().err
    assert other.hex() in told and "Buurthuis" in told and "Wijkteam" in told
    assert main(["erase", str(file), other.hex(), "--yes"]) == 0
    w = Workspace.open(file, clock=manual_clock, settings=settings)
    assert sorted((row.name, row.organisation) for row in w.people.rows()) == [(f"{TOKEN} Bos", "Wijkteam"), ("Samir Bos", "")]
    w.close()
