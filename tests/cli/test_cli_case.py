"""The sheet of a case on the command line."""

import json

import pikepdf

from ef_desktop.cli import main


def test_a_sheet_is_made_by_a_part_of_the_title(sample, tmp_path, capsys):
    target = tmp_path / "blad.pdf"
    assert main(["case", str(sample), "viaduct", str(target)]) == 0
    assert "casusblad" in capsys.readouterr().out
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
        assert "viaduct" in str(pdf.docinfo.Title)


def test_an_anonymous_sheet_has_a_code_for_a_title(sample, tmp_path, capsys):
    target = tmp_path / "blad.pdf"
    assert main(["case", str(sample), "viaduct", str(target), "--anonymous", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["anonymous"] is True
    assert len(answer["case"]) == 32
    assert main(["case", str(sample), answer["case"], str(target), "--anonymous"]) == 0
    with pikepdf.open(target) as pdf:
        assert str(pdf.docinfo.Title).startswith("Anonieme casus")


def test_what_is_not_found_or_not_written_is_said(sample, tmp_path, capsys):
    assert main(["case", str(sample), "bestaat niet", str(tmp_path / "blad.pdf")]) == 1
    assert "Geen casus past" in capsys.readouterr().err
    assert main(["case", str(sample), "viaduct", str(tmp_path / "weg" / "blad.pdf")]) == 1
    assert "is niet bewaard" in capsys.readouterr().err
    assert main(["case", str(sample), "viaduct"]) == 2
