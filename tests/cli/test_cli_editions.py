"""Publishing an edition and recognising it, from the command line."""

import json
from datetime import date

import pytest

from ef_desktop.cli import main
from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.sample import create_sample
from tests.conftest import MOMENT


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "voorbeeld.efdb"
    create_sample(path, clock=ManualClock(MOMENT), today=date(2026, 3, 12))
    return path


def test_an_edition_is_published_and_recognised(file, tmp_path, capsys):
    book = tmp_path / "logboek.pdf"
    assert main(["publish", str(file), "-o", str(book), "--note", "Voor de raad", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["edition"], made["note"], len(made["sha256"])) == (1, "Voor de raad", 64)
    assert main(["edition", str(file), str(book)]) == 0
    assert "uitgave 1" in capsys.readouterr().out
    other = tmp_path / "ander.pdf"
    other.write_bytes(book.read_bytes()[:-1])
    assert main(["edition", str(file), str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"edition": None}
    assert main(["edition", str(file), str(tmp_path / "weg.pdf")]) == 1
    assert "weg.pdf" in capsys.readouterr().err
