"""The attendance list as PDF, XLSX and CSV: who is on it, what is left out, and that no cell is a formula."""

import csv
from datetime import date

import openpyxl
import pytest

from ef_desktop.domain.errors import InvalidValueError, StorageError


@pytest.fixture
def meeting(workspace):
    made = workspace.meetings.create("Houding en gedrag", held_on=date(2026, 4, 2), starts_at=810, ends_at=960)
    people = workspace.people
    for name, status, fields in (
        ("Noor Visser", "expected", {"organisation": "Gemeente Delft", "email": "noor@delft.example", "phone": "015"}),
        ("=HYPERLINK(1)", "present", {"organisation": "+31"}),
        ("Cor", "absent", {"department": "Ruimte"}),
    ):
        workspace.meetings.set_attendance(made, people.add(name, **fields), status)
    gone = people.add("Fien")
    people.set_state([gone], "withdrawn")
    workspace.meetings.set_attendance(made, gone, "expected")
    return made


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_csv_for_a_spreadsheet(workspace, meeting, tmp_path):
    path = tmp_path / "lijst.csv"
    assert workspace.attendance_list.write(path, meeting) == 4
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    assert b"\r\n" in path.read_bytes()
    rows = rows_of(path)
    assert rows[0] == ["Naam", "Organisatie", "Afdeling", "Rol", "Aanwezigheid"]
    assert ["'=HYPERLINK(1)", "'+31", "", "Deelnemer", "Aanwezig"] in rows
    assert "noor@delft.example" not in path.read_text("utf-8-sig")


def test_contact_only_when_asked_for(workspace, meeting, tmp_path):
    path = tmp_path / "lijst.csv"
    workspace.attendance_list.write(path, meeting, contact=True)
    rows = rows_of(path)
    assert rows[0][-2:] == ["E-mail", "Telefoon"]
    assert next(row for row in rows if row[0] == "Noor Visser")[-2:] == ["noor@delft.example", "015"]


def test_xlsx_holds_text_only(workspace, meeting, tmp_path):
    path = tmp_path / "lijst.xlsx"
    workspace.attendance_list.write(path, meeting)
    sheet = openpyxl.load_workbook(path).active
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert "'=HYPERLINK(1)" in {cell.value for cell in cells}


def test_another_form_or_place_is_refused_in_words(workspace, meeting, tmp_path):
    with pytest.raises(InvalidValueError, match="pdf"):
        workspace.attendance_list.write(tmp_path / "lijst.doc", meeting)
    with pytest.raises(StorageError):
        workspace.attendance_list.write(tmp_path / "weg" / "lijst.csv", meeting)
    assert list(tmp_path.glob("*lijst*")) == []


def test_the_same_list_gives_the_same_pdf(workspace, meeting, tmp_path):
    one, other = tmp_path / "een.pdf", tmp_path / "twee.pdf"
    assert workspace.attendance_list.write(one, meeting) == 2
    workspace.attendance_list.write(other, meeting)
    assert one.read_bytes() == other.read_bytes()


def test_the_name_of_the_file(workspace, meeting):
    assert workspace.attendance_list.suggested_name(meeting, ".csv") == "Aanwezigheid-2026-04-02-Houding-en-gedrag.csv"
