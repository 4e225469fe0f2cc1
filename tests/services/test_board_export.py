"""The board taken along: who may read what is the rule of the logbook, and no cell is a formula."""

import csv
import zipfile
from datetime import date

import pytest

from ef_desktop.content import kind_ids
from ef_desktop.domain.errors import NotFoundError, StorageError
from ef_desktop.services.sheets import plain_cell


@pytest.fixture
def meeting(workspace):
    meeting = workspace.meetings.create("Eerste | *dag*", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.room.start(meeting)
    named = workspace.people.add("Noor Visser", in_logbook=True, on_wall=True)
    silent = workspace.people.add("Samir Bakker", on_wall=True)
    for kind in kind_ids():
        for owner, who in ((named, "ja"), (silent, "nee")):
            for private in (False, True):
                text = f"{kind} {who} {'geheim' if private else 'open'}"
                workspace.outcomes.add(meeting, kind, text, owner_id=owner, private=private, due_on=date(2026, 4, 1))
    return meeting


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, delimiter=";"))


def test_the_same_cards_and_names_as_the_logbook(workspace, meeting, tmp_path):
    workspace.outcomes.export.csv(meeting, tmp_path / "bord.csv")
    found = [(row[1], row[2]) for row in rows(tmp_path / "bord.csv")[1:]]
    book = workspace.logbook.book().meetings[0].outcomes
    assert sorted(found) == sorted((outcome.text, outcome.owner or "") for outcome in book)
    assert len(found) == 2 * len(kind_ids()) and {name for _text, name in found} == {"Noor", ""}


def test_nothing_of_others_in_any_form(workspace, meeting, tmp_path):
    export = workspace.outcomes.export
    export.csv(meeting, tmp_path / "bord.csv")
    export.xlsx(meeting, tmp_path / "bord.xlsx")
    with zipfile.ZipFile(tmp_path / "bord.xlsx") as book:
        cells = b"".join(book.read(name) for name in book.namelist()).decode("utf-8")
    for content in ((tmp_path / "bord.csv").read_text("utf-8-sig"), cells, export.markdown(meeting)):
        assert "inzicht ja open" in content or "inzicht ja open" in content.replace("\\", "")
        assert "geheim" not in content and "Samir" not in content and "Visser" not in content


def test_for_myself_is_everything(workspace, meeting, tmp_path):
    workspace.outcomes.export.csv(meeting, tmp_path / "bord.csv", for_myself=True)
    found = rows(tmp_path / "bord.csv")[1:]
    assert len(found) == 4 * len(kind_ids()) and {row[2] for row in found} == {"Noor Visser", "Samir Bakker", ""}
    assert {row[0] for row in found if not row[2]} == {"Werkt niet", "Signaal"}


@pytest.mark.parametrize("text", ["=1+1", "+31 6", "-5 graden", "@SUM(A1)", "=cmd|' /C calc'!A0"])
def test_no_cell_is_a_formula(workspace, tmp_path, text):
    meeting = workspace.meetings.create("Proef")
    workspace.outcomes.add(meeting, "inzicht", text)
    workspace.outcomes.export.csv(meeting, tmp_path / "bord.csv")
    workspace.outcomes.export.xlsx(meeting, tmp_path / "bord.xlsx")
    assert rows(tmp_path / "bord.csv")[1][1] == f"'{text}"
    with zipfile.ZipFile(tmp_path / "bord.xlsx") as book:
        assert b"<f>" not in book.read("xl/worksheets/sheet1.xml")
    assert plain_cell("\tx") == "'\tx" and plain_cell("a=1") == "a=1"


def test_semicolons_lines_and_a_mark_for_spreadsheets(workspace, tmp_path):
    meeting = workspace.meetings.create("Proef")
    workspace.outcomes.add(meeting, "inzicht", 'een; "twee"\ndrie é')
    path = tmp_path / "bord.csv"
    workspace.outcomes.export.csv(meeting, path)
    assert path.read_bytes().startswith(b"\xef\xbb\xbfSoort;")
    assert rows(path)[1][1] == 'een; "twee"\ndrie é'


def test_markdown_in_words(workspace, tmp_path):
    meeting = workspace.meetings.create("Eerste *dag*")
    noor = workspace.people.add("Noor Visser", in_logbook=True)
    card = workspace.outcomes.add(meeting, "afspraak", "Bel de [wijk]\nen mail", owner_id=noor, due_on=date(2026, 4, 1))
    workspace.outcomes.vote(card, 2)
    assert workspace.outcomes.export.markdown(meeting) == (
        "# Eerste \\*dag\\*\n\n## Afspraak\n\n- Bel de \\[wijk\\]\n  en mail (Noor · 1 april 2026 · open · 2 stemmen)\n"
    )


def test_a_place_that_cannot_be_written_to_is_said_and_leaves_nothing(workspace, tmp_path):
    meeting = workspace.meetings.create("Proef")
    with pytest.raises(StorageError, match="bord.csv"):
        workspace.outcomes.export.csv(meeting, tmp_path / "weg" / "bord.csv")
    with pytest.raises(NotFoundError):
        workspace.outcomes.export.csv(b"0" * 16, tmp_path / "bord.csv")
    assert list(tmp_path.glob("*bord*")) == []
