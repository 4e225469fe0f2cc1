"""The page Deelnemers: adding names quickly, changing, what may be shown, removing."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.people import PeoplePage
from tests.gui.planning_views import NASTY

Key = Qt.Key


@pytest.fixture
def page(ctx, qtbot):
    """The page on an empty list, shown."""
    page = PeoplePage(ctx)
    page.resize(1150, 656)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    page.default_focus().setFocus()
    return page


def names(page) -> list[str]:
    """Names in the list."""
    model = page.list.rows()
    return [model.index(row).data() for row in range(model.rowCount())]


def row(ctx, name: str):
    """A person by name, as the work file has it."""
    return next(row for row in ctx.workspace.people.rows() if row.name == name)


def test_names_are_added_one_after_another(page):
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert page.quick.hasFocus()
    for name in ("Samir", "Noor", "Esra"):
        QTest.keyClicks(QApplication.focusWidget(), name)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert names(page) == ["Esra", "Noor", "Samir"]
    assert page.form.name.value() == "Esra"
    assert page.quick.hasFocus()


def test_a_field_is_kept_when_left_and_is_one_undo_step(page, ctx):
    ctx.workspace.people.add("Noor")
    page.form.function.setFocus()
    QTest.keyClicks(page.form.function, "projectleider")
    page.form.department.setFocus()
    assert row(ctx, "Noor").function == "projectleider"
    assert page.list.rows().index(0).data(Qt.ItemDataRole.UserRole).detail == "projectleider"
    ctx.undo()
    assert row(ctx, "Noor").function == ""
    assert page.form.function.value() == ""


def test_nobody_may_be_named_until_asked(page, ctx):
    ctx.workspace.people.add("Noor")
    assert (page.form.on_wall.value(), page.form.in_logbook.value()) == (False, False)
    page.form.on_wall.click()
    assert (row(ctx, "Noor").on_wall, row(ctx, "Noor").in_logbook) == (True, False)
    ctx.undo()
    assert not page.form.on_wall.value()


def test_an_empty_name_is_refused_and_comes_back(page, ctx, qtbot):
    ctx.workspace.people.add("Noor")
    page.form.name.setFocus()
    page.form.name.clear()
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        page.form.phone.setFocus()
    assert asked.args[0].failure
    assert page.form.name.value() == "Noor"
    assert names(page) == ["Noor"]


def test_another_person_never_gets_what_was_typed_for_the_first(page, ctx):
    first = ctx.workspace.people.add("Anna")
    second = ctx.workspace.people.add("Bas")
    page.list.choose(first)
    page.form.email.setFocus()
    QTest.keyClicks(page.form.email, "anna@delft.example")
    page.list.choose(second)
    assert row(ctx, "Anna").email == "anna@delft.example"
    assert row(ctx, "Bas").email == ""
    assert page.form.email.value() == ""


def test_removing_can_be_undone(page, ctx, qtbot):
    for name in ("Anna", "Bas", "Cor"):
        ctx.workspace.people.add(name)
    page.list.choose(row(ctx, "Bas").id)
    with qtbot.waitSignal(ctx.toastAsked):
        QTest.keyClick(page.list, Key.Key_Delete)
    assert names(page) == ["Anna", "Cor"]
    assert page.form.name.value() == "Cor"
    ctx.undo()
    assert names(page) == ["Anna", "Bas", "Cor"]


def test_search(page, ctx):
    ctx.workspace.people.add("Anna", department="Vergunningen")
    ctx.workspace.people.add("Bas")
    page.search.setText("vergun")
    QTest.keyClick(page.search, Key.Key_Return)
    assert names(page) == ["Anna"]
    page.search.setText("zzz")
    QTest.keyClick(page.search, Key.Key_Return)
    assert not page.form.isVisible()


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(page, ctx, text):
    ctx.workspace.people.add(text, function=text, organisation=text, department=text, email=text)
    page.grab()
    assert page.minimumSizeHint().width() <= 1150
    assert page.size().width() == 1150
