"""The attendance list as a tagged PDF: checked, read back in order, over more pages, with awkward names."""

import io
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest

from ef_desktop.report.attendance import AttendanceSheet, SheetPerson, write_attendance
from ef_desktop.report.selfcheck import check_pdf

from . import reading

SHEET = AttendanceSheet(
    title="Houding en gedrag",
    programme="Leerroute Delft",
    held_on=date(2026, 4, 2),
    starts_at=810,
    ends_at=960,
    place="Stadskantoor",
    people=(SheetPerson("Noor Visser", "Gemeente Delft", "noor@delft.example"), SheetPerson("Samir", "")),
    with_contact=False,
    language="nl",
    edition=datetime(2026, 3, 12, 8, 30, tzinfo=UTC),
)


def made(sheet):
    """The list as bytes, checked."""
    out = io.BytesIO()
    write_attendance(sheet, out)
    assert check_pdf(io.BytesIO(out.getvalue())) == []
    return io.BytesIO(out.getvalue())


def test_it_reads_from_title_to_rows(sheet=SHEET):
    found = reading.read(made(sheet))
    assert found.texts("H1") == ["Houding en gedrag"]
    assert "donderdag 2 april 2026, 13:30 tot 16:00" in found.everything()
    assert [text for text in found.texts("TH") if not text.isdigit()] == ["Nr.", "Naam", "Organisatie", "Handtekening"]
    assert found.texts("TD") == ["Noor Visser", "Gemeente Delft", "Samir"]
    assert "noor@" not in found.everything()
    assert found.pages == 1


def test_there_is_room_for_who_walks_in():
    found = reading.read(made(SHEET))
    assert [text for text in found.texts("TH") if text.isdigit()] == [str(number) for number in range(1, 9)]


def test_contact_has_its_own_column():
    found = reading.read(made(replace(SHEET, with_contact=True)))
    assert "Contact" in found.texts("TH") and "noor@delft.example" in found.texts("TD")


def test_a_long_list_goes_on_with_its_head():
    many = tuple(SheetPerson(f"Mens {number}", "Gemeente Delft") for number in range(120))
    found = reading.read(made(replace(SHEET, people=many)))
    assert found.pages > 2
    assert sum(text.startswith("Mens") for text in found.texts("TD")) == 120
    assert found.texts("TH").count("Naam") == 1


@pytest.mark.parametrize("name", ["x" * 400, "Noor 😀", "نور", "<b>vet</b> & =1+1", "een twee " * 60])
def test_awkward_names(name):
    sheet = replace(SHEET, title=name, people=(SheetPerson(name, name, name),), with_contact=True, held_on=None, place=name)
    assert reading.read(made(sheet)).pages >= 1


def test_english():
    found = reading.read(made(replace(SHEET, language="en")))
    assert "Signature" in found.texts("TH")
