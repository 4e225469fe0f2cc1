"""Joining two rows of a list by keyboard: choosing the two, choosing what stays, undo; and the line that tells of doubles."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.two_into_one import BOTH, FIRST, SECOND
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.dialogs.two_into_one import TwoIntoOneDialog

Key = Qt.Key
Mod = Qt.KeyboardModifier


@pytest.fixture
def noors(ctx):
    """Noor twice, the older one first, and Samir."""
    people = ctx.workspace.people
    first = people.add("Noor", email="noor@delft.nl", function="Wijkregisseur", notes="Belt liever")
    ctx.clock.advance(60)
    second = people.add("Noor Visser", phone="06 12345678", function="Projectleider", notes="Komt later")
    people.add("Samir")
    ctx.workspace.meetings.set_attendance(ctx.workspace.meetings.create("Een"), second, "present")
    return first, second


@pytest.fixture
def namesakes(ctx):
    """Two people with one name."""
    return [ctx.workspace.people.add(name) for name in ("Bas de Wit", "Wit, Bas de")]


@pytest.fixture
def gardens(ctx):
    """The garden twice, the older one first."""
    first = ctx.workspace.cases.add("Stadstuin", question="Hoe gaat de tuin open?")
    ctx.clock.advance(60)
    return first, ctx.workspace.cases.add("Stadstuin!", question="Wie houdt de tuin bij?")


def go_to(window, qtbot, name):
    """Open a page, with the keyboard on its list."""
    window.ctx.navigate(name)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow, timeout=10_000)
    page = window.page
    page.list.setFocus()
    return page


def choose_two(page):
    """Choose the first two rows."""
    QTest.keyClick(page.list, Key.Key_Home)
    QTest.keyClick(page.list, Key.Key_Down, Mod.ShiftModifier)


def dialog_of(window, qtbot):
    """The dialog that is open, with the keyboard in it."""
    qtbot.waitUntil(lambda: isinstance(QApplication.activeWindow(), TwoIntoOneDialog), timeout=10_000)
    return QApplication.activeWindow()


def test_two_people_are_joined_by_keyboard_and_undo_brings_them_back(app_window, qtbot, noors):
    ctx, people = app_window.ctx, app_window.ctx.workspace.people
    page = go_to(app_window, qtbot, "people")
    action = ctx.actions.qaction("people.join")
    assert not action.isEnabled()
    assert "kies er eerst twee" in action.text()
    assert "people.join" not in [entry.id for entry in ctx.actions.for_palette()]
    choose_two(page)
    assert action.isEnabled()
    assert action.text() == "Voeg deze twee samen…"
    assert "people.join" in [entry.id for entry in ctx.actions.in_menu("edit")]
    assert "people.join" in [entry.id for entry in ctx.actions.for_palette()]
    assert page.two.button.isVisible()

    action.trigger()
    dialog = dialog_of(app_window, qtbot)
    assert dialog.choices() == {"name": SECOND, "function": FIRST, "notes": BOTH}
    # The keyboard stands on what is on; the arrows choose within a field, Tab goes to the next.
    assert QApplication.focusWidget() is dialog.rows[0].buttons[SECOND]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is dialog.rows[1].buttons[FIRST]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Right)
    assert dialog.choices()["function"] == SECOND
    assert [button.isChecked() for button in dialog.rows[1].buttons.values()] == [False, True]
    QTest.mouseClick(dialog.rows[1].buttons[SECOND], Qt.MouseButton.LeftButton)
    assert dialog.choices()["function"] == SECOND
    told = []
    ctx.toastAsked.connect(told.append)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)

    now = people.details(noors[0])
    assert (now.row.name, now.row.function, now.row.email, now.row.phone) == ("Noor Visser", "Projectleider", "noor@delft.nl", "06 12345678")
    assert [row.name for row in people.rows()] == ["Noor Visser", "Samir"]
    assert now.row.meetings == 1
    assert (told[0].text, told[0].undo) == ("Samengevoegd: Noor Visser", True)
    assert page.list.current_id() == noors[0]
    ctx.toastAsked.disconnect(told.append)
    ctx.undo()
    assert [row.name for row in people.rows()] == ["Noor", "Noor Visser", "Samir"]


def test_escape_changes_nothing(app_window, qtbot, noors):
    page = go_to(app_window, qtbot, "people")
    choose_two(page)
    page.two.button.click()
    dialog_of(app_window, qtbot)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Escape)
    qtbot.waitUntil(lambda: not app_window.findChildren(TwoIntoOneDialog), timeout=10_000)
    assert len(app_window.ctx.workspace.people.rows()) == 3


def test_two_cases_are_joined_by_keyboard(app_window, qtbot, gardens):
    cases = app_window.ctx.workspace.cases
    page = go_to(app_window, qtbot, "cases")
    choose_two(page)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
    assert QApplication.focusWidget() is page.two.button
    QTest.keyClick(page.two.button, Key.Key_Return)
    dialog = dialog_of(app_window, qtbot)
    assert [row.question.name for row in dialog.rows] == ["title", "question"]
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Left)
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert [row.id for row in cases.rows()] == [gardens[0]]
    assert cases.fields(gardens[0])["title"] == "Stadstuin"
    assert cases.fields(gardens[0])["question"] == "Hoe gaat de tuin open?\nWie houdt de tuin bij?"
    assert page.story.id == gardens[0]


@pytest.mark.parametrize(("name", "told"), [("cases", "Stadstuin"), ("people", "Wit")])
def test_who_may_stand_there_twice_is_told_and_can_be_kept_apart(app_window, qtbot, gardens, namesakes, name, told):
    page = go_to(app_window, qtbot, name)
    qtbot.waitUntil(page.two.hint.isVisible, timeout=10_000)
    assert page.two.hint.label.text().startswith("Staat er misschien twee keer in: ")
    assert told in page.two.hint.label.text()
    QTest.keyClick(page.two.hint.button, Key.Key_Space)
    dialog = dialog_of(app_window, qtbot)
    QTest.keyClick(dialog.apart, Key.Key_Space)
    qtbot.waitUntil(lambda: not page.two.hint.isVisible(), timeout=10_000)
    assert page.list.rows().rowCount() == 2
    app_window.ctx.undo()
    qtbot.waitUntil(page.two.hint.isVisible, timeout=10_000)


def test_what_cannot_be_joined_says_why(app_window, qtbot, noors):
    workspace = app_window.ctx.workspace
    meeting = workspace.meetings.rows()[0].id
    workspace.meetings.set_attendance(meeting, noors[0], "present")
    round_id = workspace.workform.begin(meeting)
    workspace.workform.names.keep(round_id)
    for row_id in noors:
        workspace.workform.names.agree(round_id, row_id, True)
    workspace.workform.names.agree(round_id, noors[0], False)
    page = go_to(app_window, qtbot, "people")
    page.two.open(noors)
    dialog = dialog_of(app_window, qtbot)
    assert not dialog.go.isEnabled()
    assert dialog.rows == []
    assert QApplication.focusWidget() is dialog.cancel
    dialog.cancel.click()


def test_without_two_the_menu_of_a_row_says_what_to_do(app_window, qtbot, noors):
    page = go_to(app_window, qtbot, "people")
    QTest.keyClick(page.list, Key.Key_Home)
    with qtbot.waitSignal(app_window.ctx.toastAsked, timeout=10_000) as told:
        page.two.join()
    assert "Kies er eerst twee" in told.args[0].text


def test_who_only_looks_is_told(closed_ctx, work_file, qtbot):
    from ef_desktop.ui.pages.people import PeoplePage

    made = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    pair = tuple(made.people.add(name) for name in ("Noor", "Noor"))
    made.close()
    closed_ctx.use(Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, read_only=True))
    page = PeoplePage(closed_ctx)
    qtbot.addWidget(page)
    with qtbot.waitSignal(closed_ctx.toastAsked, timeout=10_000) as told:
        page.two.open(pair)
    assert "bekijkt" in told.args[0].text
