"""Invitation and attendance list by keyboard: from the list of meetings, the menu, and what cannot be done."""

from datetime import date

import openpyxl
import pytest
from icalendar import Calendar
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from ef_desktop.ui.dialogs.meeting_papers import (
    ALL,
    AttendanceDialog,
    InvitationDialog,
    PageDialog,
    open_attendance_list,
    open_invitation,
    open_page,
)
from ef_desktop.ui.widgets.buttons import QuietButton

Key = Qt.Key


@pytest.fixture
def two(ctx):
    """A meeting with a date and one without."""
    dated = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 4, 2), starts_at=810, ends_at=960)
    return dated, ctx.workspace.meetings.create("Ooit")


@pytest.fixture
def answer(monkeypatch):
    """What the window of the system that asks for a place answers; the last question is kept."""
    asked = {}

    def ask(parent, title, suggested, kinds):
        asked["suggested"] = suggested
        return asked.get("name", ""), ""

    monkeypatch.setattr(QFileDialog, "getSaveFileName", ask)
    return asked


def dialog_of(window, kind):
    """The dialog that is open on a window."""
    return next(dialog for dialog in window.findChildren(kind) if dialog.isVisible())


def test_the_menu_opens_it_for_the_meeting_that_is_chosen(app_window, ctx, two, answer, tmp_path, qtbot):
    app_window.show_page("meetings", meeting_id=two[0])
    ctx.actions.trigger("meeting.invite")
    dialog = dialog_of(app_window, InvitationDialog)
    assert dialog.meeting.value() == two[0]
    assert not dialog.people.isChecked()
    answer["name"] = str(tmp_path / "sessie")
    with qtbot.waitSignal(ctx.toastAsked) as told:
        QTest.keyClick(dialog.save, Key.Key_Return)
    assert told.args[0].text == "1 bijeenkomst staat in sessie.ics."
    assert answer["suggested"].endswith("Uitnodiging-2026-04-02-Houding-en-gedrag.ics")
    assert len(Calendar.from_ical((tmp_path / "sessie.ics").read_bytes()).events) == 1


def test_the_card_of_a_meeting_has_all_in_words(app_window, ctx, two):
    app_window.show_page("meetings", meeting_id=two[1])
    buttons = {button.accessibleName(): button for button in app_window.page.card.findChildren(QuietButton)}
    papers = (
        ("Uitnodiging", "Uitnodiging voor de agenda…", InvitationDialog),
        ("Aanwezigheidslijst", "Aanwezigheidslijst…", AttendanceDialog),
        ("Op één pagina", "Bijeenkomst op één pagina…", PageDialog),
    )
    for words, name, kind in papers:
        assert buttons[name].label() == words
        QTest.keyClick(buttons[name], Key.Key_Space)
        dialog = dialog_of(app_window, kind)
        assert dialog.meeting.value() == two[1]
        dialog.reject()


def test_all_meetings_tell_which_stay_out(app_window, ctx, two, answer, tmp_path):
    dialog = open_invitation(ctx, app_window, two[0])
    dialog.which.setFocus()
    QTest.keyClick(dialog.which, Key.Key_Right)
    assert dialog.which.current() == ALL
    assert "1 bijeenkomst heeft nog geen datum" in dialog._told.text()
    assert not dialog.meeting.isVisible()
    answer["name"] = str(tmp_path / "reeks.ics")
    QTest.keyClick(dialog.save, Key.Key_Return)
    assert (tmp_path / "reeks.ics").exists()


def test_without_a_date_it_says_so_and_stays_open(app_window, ctx, two, answer, tmp_path, qtbot):
    dialog = open_invitation(ctx, app_window, two[1])
    answer["name"] = str(tmp_path / "ooit.ics")
    with qtbot.waitSignal(ctx.toastAsked) as told:
        QTest.keyClick(dialog.save, Key.Key_Return)
    assert told.args[0].failure and "datum" in told.args[0].text
    assert dialog.isVisible() and not (tmp_path / "ooit.ics").exists()
    QTest.keyClick(dialog, Key.Key_Escape)
    qtbot.waitUntil(lambda: not app_window.findChildren(InvitationDialog))


def test_the_attendance_list_in_the_form_that_is_chosen(app_window, ctx, two, answer, tmp_path):
    ctx.workspace.people.invite(two[0], [ctx.workspace.people.add("Noor Visser", email="noor@delft.example")])
    dialog = open_attendance_list(ctx, app_window, two[0])
    assert not dialog.contact.isChecked()
    dialog.kind.setFocus()
    QTest.keyClick(dialog.kind, Key.Key_Right)
    answer["name"] = str(tmp_path / "lijst")
    QTest.keyClick(dialog.save, Key.Key_Return)
    cells = [cell.value for row in openpyxl.load_workbook(tmp_path / "lijst.xlsx").active.iter_rows() for cell in row]
    assert "Noor Visser" in cells and "noor@delft.example" not in cells


def test_cancelling_the_place_writes_nothing(app_window, ctx, two, answer, tmp_path):
    app_window.show_page("prepare", meeting_id=two[0])
    ctx.actions.trigger("meeting.attendance")
    dialog = dialog_of(app_window, AttendanceDialog)
    assert dialog.meeting.value() == two[0]
    QTest.keyClick(dialog.save, Key.Key_Return)
    assert dialog.isVisible()
    assert list(tmp_path.glob("*.pdf")) == []


def test_without_meetings_it_says_how_to_begin(app_window, ctx, qtbot):
    with qtbot.waitSignal(ctx.toastAsked) as told:
        assert open_invitation(ctx, app_window) is None
    assert "bijeenkomst" in told.args[0].text


def test_a_meeting_on_one_page_from_the_menu_and_from_looking_back(app_window, ctx, two, answer, tmp_path, qtbot):
    ctx.workspace.meetings.add_text_item(two[0], "Praten", 10)
    ctx.workspace.room.start(two[0])
    ctx.workspace.outcomes.add(two[0], "inzicht", "Stilte voelt als een nee")
    answer["name"] = str(tmp_path / "deur")
    app_window.show_page("wrapup", meeting_id=two[0])
    app_window.page.summary.setPlainText("Nog net getypt")
    QTest.keyClick(app_window.page.paper, Key.Key_Space)
    dialog = dialog_of(app_window, PageDialog)
    assert dialog.meeting.value() == two[0]
    assert ctx.workspace.meetings.plan(two[0]).summary == "Nog net getypt"
    with qtbot.waitSignal(ctx.toastAsked) as told:
        QTest.keyClick(dialog.save, Key.Key_Return)
    assert told.args[0].text == "De bijeenkomst staat op één pagina: deur.pdf"
    assert answer["suggested"].endswith("Op-één-pagina-2026-04-02-Houding-en-gedrag.pdf")
    assert (tmp_path / "deur.pdf").read_bytes().startswith(b"%PDF")
    ctx.actions.trigger("meeting.page")
    assert dialog_of(app_window, PageDialog).meeting.value() == two[0]


def test_a_page_that_does_not_fit_or_cannot_be_saved_says_so(app_window, ctx, two, tmp_path, qtbot):
    ctx.workspace.outcomes.add_lines(two[0], "inzicht", "\n".join(f"Inzicht {number}" for number in range(90)))
    dialog = open_page(ctx, app_window, two[0])
    with qtbot.waitSignal(ctx.toastAsked) as told:
        dialog.write(tmp_path / "weg" / "deur.pdf")
    assert told.args[0].failure
    assert dialog.isVisible()
    with qtbot.waitSignal(ctx.toastAsked) as told:
        dialog.write(tmp_path / "deur.pdf")
    assert told.args[0].text.endswith("de pagina zegt wat er niet op staat.")
