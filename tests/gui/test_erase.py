"""The sheet that erases a person: by keyboard, text by text, and the list of what the program cannot reach."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.erasing import ADAPT, LEAVE, REPLACE
from ef_desktop.ui.dialogs.erase import EraseDialog, open_erase
from ef_desktop.ui.widgets.dialog import MessageDialog
from ef_desktop.ui.widgets.text import Label


@pytest.fixture
def person(ctx, tmp_path) -> bytes:
    w = ctx.workspace
    row = w.people.add("Quirijntje de Boer", on_wall=True)
    meeting = w.meetings.create("Start", held_on=None)
    w.meetings.set_attendance(meeting, row, "present")
    w.meetings.update(meeting, notes="Quirijntje belt <b>later</b>.", summary="Dank aan Quirijntje de Boer.")
    w.backups.save_as(tmp_path / "weg" / "kopie.efdb")
    return row


@pytest.fixture
def sheet(ctx, app_window, person, qtbot) -> EraseDialog:
    dialog = open_erase(ctx, app_window, person)
    qtbot.waitUntil(lambda: dialog.rows != [], timeout=10_000)
    yield dialog


def row(sheet, start):
    return next(entry for entry in sheet.rows if entry.hit.place.startswith(start))


def words(sheet) -> str:
    return "\n".join(label.text() for label in sheet.findChildren(Label))


def answer(sheet, qtbot, name):
    """Answer the question by its button."""
    question = sheet.findChild(MessageDialog)
    qtbot.waitUntil(question.isVisible, timeout=5_000)
    button = next(button for button in question.findChildren(type(sheet.go)) if button.label() == name)
    QTest.keyClick(button, Qt.Key.Key_Space)


def test_it_tells_where_the_name_stands_and_waits_for_every_decision(sheet, ctx):
    told = words(sheet)
    assert "Wat aan Quirijntje de Boer is gekoppeld" in told and "Bij 1 bijeenkomst" in told and "2 teksten met deze naam" in told
    # The whole name is proposed for; a first name alone is for the user to decide.
    assert row(sheet, "Samenvatting").decision().choice == REPLACE
    notes = row(sheet, "Aantekeningen")
    assert notes.decision() is None and not sheet.go.isEnabled()
    # What people wrote is no markup.
    assert "&lt;b&gt;later" in notes.words.text()
    QTest.keyClick(notes.choice, Qt.Key.Key_Right)
    assert notes.decision().choice == REPLACE and sheet.go.isEnabled()
    assert notes.choice.accessibleName().endswith("Vervang")
    QTest.keyClick(notes.choice, Qt.Key.Key_Right)
    assert notes.decision().choice == ADAPT and notes.field.isVisibleTo(sheet) and notes.field.value() == "Iemand belt <b>later</b>."


def test_it_is_asked_once_more_and_then_gone(sheet, ctx, app_window, qtbot):
    sheet.decide_all(REPLACE)
    QTest.keyClick(sheet.go, Qt.Key.Key_Space)
    answer(sheet, qtbot, "Annuleren")
    assert [person.name for person in ctx.workspace.people.rows()] == ["Quirijntje de Boer"]
    qtbot.waitUntil(lambda: not [d for d in sheet.findChildren(MessageDialog) if d.isVisible()], timeout=5_000)
    notes = row(sheet, "Aantekeningen")
    notes.decide(ADAPT)
    notes.field.set_value("Belt later.")
    with qtbot.waitSignal(sheet.erased, timeout=30_000):
        sheet._erase()
    assert ctx.workspace.people.rows() == ()
    plan = ctx.workspace.meetings.plan(ctx.workspace.meetings.rows()[0].id)
    assert plan.summary == "Dank aan iemand." and plan.notes == "Belt later."
    told = words(sheet)
    assert "Quirijntje de Boer is gewist." in told and "Waar het programma niet bij kan" in told and "Kopie van het werkbestand" in told
    copy = next(button for button in sheet.findChildren(type(sheet.go)) if button.label() == "Kopieer de lijst")
    copy.click()
    assert QApplication.clipboard().text().endswith("kopie.efdb")


def test_leaving_changes_nothing(sheet, ctx, qtbot):
    sheet.decide_all(LEAVE)
    QTest.keyClick(sheet, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not sheet.isVisible(), timeout=5_000)
    assert [person.name for person in ctx.workspace.people.rows()] == ["Quirijntje de Boer"]


def test_a_copy_that_is_only_looked_at_cannot_be_erased_from(ctx, app_window, person, work_file):
    from ef_desktop.services.workspace import Workspace

    path = ctx.workspace.path
    ctx.release()
    ctx.use(Workspace.open(path, clock=ctx.clock, settings=ctx.settings, read_only=True))
    assert open_erase(ctx, app_window, person) is None


def test_from_the_list_of_people_and_back(ctx, app_window, person, qtbot):
    app_window.show_page("people")
    page = app_window.page
    qtbot.waitUntil(lambda: page.form.person_id == person, timeout=5_000)
    page.form.erase_asked.emit(person)
    dialog = app_window.findChild(EraseDialog)
    qtbot.waitUntil(lambda: dialog.rows != [], timeout=10_000)
    dialog.decide_all(REPLACE)
    with qtbot.waitSignal(dialog.erased, timeout=30_000):
        dialog._erase()
    assert ctx.workspace.people.rows() == ()
    assert page.read() == ()
    close = next(button for button in dialog.findChildren(type(dialog.go).__mro__[1]) if button.label() == "Sluiten")
    close.click()
    qtbot.waitUntil(lambda: not dialog.isVisible(), timeout=5_000)
    app_window.show_page("overview")
    app_window.show_page("people")
    # Nothing that can be undone is about this person.
    while ctx.workspace.undo.undo():
        assert ctx.workspace.people.rows() == ()
