"""Publishing an edition and recognising it, from the command line."""

import json

from ef_desktop.cli import main


def test_an_edition_is_published_and_recognised(sample, tmp_path, capsys):
    book = tmp_path / "logboek.pdf"
    assert main(["publish", str(sample), "-o", str(book), "--note", "Voor de raad", "--json"]) == 0
    made = json.loads(capsys.readouterr().out)
    assert (made["edition"], made["note"], len(made["sha256"])) == (1, "Voor de raad", 64)
    assert main(["edition", str(sample), str(book)]) == 0
    assert "uitgave 1" in capsys.readouterr().out
    other = tmp_path / "ander.pdf"
    other.write_bytes(book.read_bytes()[:-1])
    assert main(["edition", str(sample), str(other), "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"edition": None}
    assert main(["edition", str(sample), str(tmp_path / "weg.pdf")]) == 1
    assert "weg.pdf" in capsys.readouterr().err
