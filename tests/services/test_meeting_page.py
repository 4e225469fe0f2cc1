"""What may stand on the page of a meeting: by the yes to the logbook, without private cards, and anonymous where that is needed."""

from datetime import date

import pikepdf
import pytest

from ef_desktop.domain.errors import NotFoundError, StorageError
from ef_desktop.services import exports
from tests.report.reading import plain, read


@pytest.fixture
def meeting(workspace):
    """A meeting with people, cards of every sort, and one after it."""
    w = workspace
    meeting = w.meetings.create("Aan tafel", held_on=date(2026, 3, 12), starts_at=540, place="Zaal")
    w.meetings.add_text_item(meeting, "Noor Visser vertelt", 10)
    w.meetings.create("De volgende", held_on=date(2026, 4, 2), starts_at=570)
    noor, samir = w.people.add("Noor Visser"), w.people.add("Samir Aziz", in_logbook=True)
    for who in (noor, samir):
        w.meetings.set_attendance(meeting, who, "present")
    w.outcomes.add(meeting, "afspraak", "Noor belt de school", owner_id=noor)
    w.outcomes.add(meeting, "afspraak", "Samir schrijft een brief", owner_id=samir, due_on=date(2026, 3, 20))
    w.outcomes.add(meeting, "inzicht", "Stilte voelt als een nee, zegt mevrouw Visser")
    w.outcomes.add(meeting, "inzicht", "Alleen voor mij", private=True)
    w.room.start(meeting)
    return meeting


def test_names_go_by_the_yes_to_the_logbook(workspace, meeting):
    sheet = workspace.meeting_pages.sheet(meeting)
    assert [(said.text, said.owner) for said in sheet.agreements] == [("[…] belt de school", ""), ("Samir schrijft een brief", "Samir")]
    assert sheet.nameless == 1
    assert sheet.outcomes[0].text == "Stilte voelt als een nee, zegt mevrouw […]"
    assert sheet.parts[0].title == "[…] vertelt"


def test_private_and_hidden_cards_are_counted_only(workspace, meeting):
    kept = workspace.outcomes.add(meeting, "inzicht", "Nog dicht")
    workspace.outcomes.set_revealed([kept], False)
    sheet = workspace.meeting_pages.sheet(meeting)
    assert sheet.withheld == 2
    assert "Alleen voor mij" not in str(sheet)
    assert "Nog dicht" not in str(sheet)


def test_the_words_of_an_anonymous_case_are_covered(workspace, meeting):
    case = workspace.cases.add("Skatebaan Voorhof", initiator_name="Stichting Wieltjes", district="Voorhof")
    workspace.meetings.add_case(meeting, case)
    workspace.outcomes.add(meeting, "inzicht", "Stichting Wieltjes wacht al een jaar in Voorhof", case_id=case)
    assert "[…] wacht al een jaar in […]" in [said.text for said in workspace.meeting_pages.sheet(meeting).outcomes]


def test_it_is_written_checked_and_remembered(workspace, meeting, tmp_path):
    path = tmp_path / "pagina.pdf"
    rest = workspace.meeting_pages.write(meeting, path)
    assert rest.total == 0
    said = read(path)
    assert said.pages == 1
    assert "De volgende keer" in plain(said.everything())
    with pikepdf.open(path) as pdf:
        assert str(pdf.docinfo.Title) == "Aan tafel"
        assert b"Noor" not in path.read_bytes()
    assert workspace.meeting_pages.suggested_name(meeting) == "Op-één-pagina-2026-03-12-Aan-tafel.pdf"
    assert [(made.path, made.what) for made in exports.made(workspace.meeting_pages._core)] == [(str(path), "Pagina van een bijeenkomst")]


def test_what_cannot_be_is_said(workspace, meeting, tmp_path):
    with pytest.raises(StorageError):
        workspace.meeting_pages.write(meeting, tmp_path / "weg" / "pagina.pdf")
    with pytest.raises(StorageError):
        workspace.meeting_pages.write(meeting, workspace.path)
    with pytest.raises(NotFoundError):
        workspace.meeting_pages.write(b"\x00" * 16, tmp_path / "pagina.pdf")
