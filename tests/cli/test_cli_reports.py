"""The interim report and the page of a meeting on the command line."""

import json

import pikepdf
import pytest

from ef_desktop.cli import main
from tests.report.reading import plain, read


def test_a_report_over_a_period(made, tmp_path, capsys):
    target = tmp_path / "verslag.pdf"
    assert main(["report", str(made), "-o", str(target), "--from", "2026-01-01", "--to", "2026-02-15"]) == 0
    said = capsys.readouterr().out
    assert "van 1 januari 2026 tot en met 15 februari 2026" in said
    assert "namen staan hier niet" in said
    text = plain(read(target).everything())
    assert "3 bijeenkomsten" in text
    assert "Afspraken die nog open staan" in text


def test_for_a_en_o_fonds_as_json(made, tmp_path, capsys):
    target = tmp_path / "verslag.pdf"
    assert main(["report", str(made), "-o", str(target), "--audience", "aeno", "--to", "2026-03-12", "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["audience"] == "aeno"
    assert answer["to"] == "2026-03-12"
    assert len(answer["chapters"]) == 10
    assert "Voor deze lezers weggelaten" in answer["left_out"][0]
    assert answer["bytes"] == target.stat().st_size


def test_a_period_that_cannot_be_is_said(made, tmp_path, capsys):
    target = tmp_path / "verslag.pdf"
    assert main(["report", str(made), "-o", str(target), "--from", "2026-03-01", "--to", "2026-02-01"]) == 1
    assert "eindigt voordat ze begint" in capsys.readouterr().err
    assert main(["report", str(made), "-o", str(target), "--from", "gisteren"]) == 2
    assert main(["report", str(made), "-o", str(target), "--audience", "krant"]) == 2
    assert main(["report", str(made), "-o", str(tmp_path / "weg" / "verslag.pdf")]) == 1
    assert not target.exists()


@pytest.mark.parametrize(("first", "last", "expected"), [("2000-01-01", None, "2000-01-01"), ("2099-01-01", None, "2099-01-01"), (None, "2000-01-01", "2000-01-01")])
def test_one_day_is_enough(made, tmp_path, capsys, first, last, expected):
    words = [*(["--from", first] if first else []), *(["--to", last] if last else [])]
    assert main(["report", str(made), "-o", str(tmp_path / "verslag.pdf"), "--json", *words]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["from"] <= answer["to"]
    assert expected in (answer["from"], answer["to"])


def test_a_page_by_number_and_by_id(made, tmp_path, capsys):
    target = tmp_path / "pagina.pdf"
    assert main(["page", str(made), "1", "-o", str(target), "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    assert answer["not_on_it"]["outcomes"] > 0
    with pikepdf.open(target) as pdf:
        assert len(pdf.pages) == 1
    assert main(["page", str(made), answer["meeting"].upper(), "-o", str(target)]) == 0
    assert "Het past er niet allemaal op" in capsys.readouterr().out


def test_what_is_not_there_is_said(made, tmp_path, capsys):
    assert main(["page", str(made), "99", "-o", str(tmp_path / "pagina.pdf")]) == 1
    assert "Er is geen bijeenkomst ‘99’" in capsys.readouterr().err
    assert main(["page", str(made), "1"]) == 2
