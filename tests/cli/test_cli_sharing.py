"""Sharing on the command line."""

import io
import json
import shutil
from contextlib import closing

import pytest

from ef_desktop.cli import main
from ef_desktop.domain.clock import SystemClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import PASSPHRASE


@pytest.fixture(scope="module")
def made(template_file, tmp_path_factory):
    """Two copies of a work file in which the same card has another text, closed; and the id of the card."""
    folder = tmp_path_factory.mktemp("made")
    mine, theirs = folder / "leerroute.efdb", folder / "joke.efdb"
    shutil.copyfile(template_file, mine)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(folder / "data"))
        with closing(opened(mine, "Noor")) as workspace:
            card = workspace.outcomes.add(workspace.meetings.create("Start"), "afspraak", "Begin")
        shutil.copyfile(mine, theirs)
        for path, name, text in ((mine, "Noor", "Van Noor"), (theirs, "Joke", "Van Joke")):
            with closing(opened(path, name)) as workspace:
                workspace.outcomes.edit(card, text=text)
    return mine, theirs, card


@pytest.fixture
def copies(made, tmp_path):
    """The same, of which a test may change anything."""
    *files, card = made
    return *(shutil.copyfile(path, tmp_path / path.name) for path in files), card


def opened(path, name):
    return Workspace.open(path, clock=SystemClock(), settings=DeviceSettings(facilitator=name))


def card_text(path, card):
    workspace = opened(path, "Noor")
    try:
        return workspace.outcomes.card(card).text
    finally:
        workspace.close()


def answer(capsys):
    return json.loads(capsys.readouterr().out)


def test_a_dry_run_tells_and_changes_nothing(copies, capsys):
    mine, theirs, card = copies
    assert main(["merge", str(mine), str(theirs), "--dry-run", "--json"]) == 0
    told = answer(capsys)
    assert not told["merged"] and told["copies"][0]["clash"] == 1
    assert card_text(mine, card) == "Van Noor"


@pytest.mark.parametrize(("prefer", "text"), [("mine", "Van Noor"), ("theirs", "Van Joke"), ("newest", "Van Joke")])
def test_a_rule_decides(copies, capsys, prefer, text):
    mine, theirs, card = copies
    assert main(["merge", str(mine), str(theirs), "--prefer", prefer, "--json"]) == 0
    told = answer(capsys)
    assert (told["undecided"], told["decided"]) == ((1, 0) if prefer == "newest" else (0, 1))
    assert card_text(mine, card) == text
    # What stayed open is nothing that comes with the same copy again.
    assert main(["merge", str(mine), str(theirs), "--prefer", prefer, "--json"]) == 0
    assert set(answer(capsys)["copies"][0].values()) == {str(theirs), 0}


def test_a_closed_copy_opens_with_its_words_only(work_file, closed_copy, capsys, monkeypatch):
    for command in (["merge", str(work_file), str(closed_copy)], ["check", str(closed_copy)]):
        assert main(command) == 1
        told = "".join(capsys.readouterr())
        assert "met een wachtzin" in told and ("‘merge --passphrase-stdin’" in told) == (command[0] == "merge")
    monkeypatch.setattr("sys.stdin", io.StringIO(PASSPHRASE + "\n"))
    assert main(["merge", str(work_file), str(closed_copy), "--passphrase-stdin", "--json"]) == 0
    assert answer(capsys)["copies"][0]["new"] == 1


def test_sharing_writes_over_nothing(copies, tmp_path, capsys):
    mine, _theirs, _card = copies
    taken = tmp_path / "kopie.efdb"
    taken.write_bytes(b"van een ander")
    assert main(["share", str(mine), str(taken), "--without-sensitive", "--json"]) == 0
    assert answer(capsys)["file"].endswith("kopie (2).efdb") and taken.read_bytes() == b"van een ander"


@pytest.mark.parametrize(
    ("name", "words", "given"), [("kopie", "", "kopie.efdb"), ("kopie.efdb", "vier losse woorden", "kopie.efdb.age")]
)
def test_the_name_of_a_copy_tells_what_it_is(copies, tmp_path, capsys, monkeypatch, quick_words, name, words, given):
    mine, _theirs, _card = copies
    monkeypatch.setattr("sys.stdin", io.StringIO(words))
    asked = ["--passphrase-stdin"] if words else []
    assert main(["share", str(mine), str(tmp_path / name), "--json", *asked]) == 0
    assert answer(capsys)["file"].endswith(given) and (tmp_path / given).exists()


def test_the_history_of_a_row(copies, capsys):
    mine, theirs, card = copies
    for who in (["Noor", "Noor"], ["Joke", "Noor", "Noor"]):
        assert main(["history", str(mine), card.hex(), "--json"]) == 0
        assert [entry["who"] for entry in answer(capsys)["history"]] == who
        # What did not hold is in it too.
        assert main(["merge", str(mine), str(theirs), "--prefer", "newest", "--json"]) == 0
        capsys.readouterr()
    assert main(["history", str(mine), "0" * 32]) == 1
    assert main(["history", str(mine), "geen id"]) == 1
    assert "32" in capsys.readouterr().err
