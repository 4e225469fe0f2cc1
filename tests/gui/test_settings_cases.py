"""Instellingen: the programme, how the criteria count together and which goals get an accent, by keyboard, with undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.pages.settings import SettingsPage


@pytest.fixture
def page(ctx, qtbot):
    """The page, shown."""
    page = SettingsPage(ctx)
    page.resize(1150, 900)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    return page


def test_the_rule_of_the_criteria_is_chosen_and_undone(page, ctx):
    assert page.cases.rules["alle"].isChecked()
    page.cases.rules["alle"].setFocus()
    QTest.keyClick(page.cases.rules["alle"], Qt.Key.Key_Down)
    page.cases.rules["eerste_en_een"].click()
    assert ctx.workspace.cases.rule() == "eerste_en_een"
    ctx.undo()
    assert ctx.workspace.cases.rule() == "alle"
    assert page.cases.rules["alle"].isChecked()


def test_accent_goals_are_chosen_by_keyboard(page, ctx):
    page.cases.goals.setFocus()
    QTest.keyClick(page.cases.goals, Qt.Key.Key_Right)
    QTest.keyClick(page.cases.goals, Qt.Key.Key_Space)
    assert [goal.number for goal in ctx.workspace.cases.accents() if goal.chosen] == [2]
    ctx.undo()
    assert not any(goal.chosen for goal in ctx.workspace.cases.accents())


@pytest.mark.usefixtures("hasty")
def test_name_and_municipality_are_kept_while_they_are_typed(ctx, qtbot, request):
    page = request.getfixturevalue("page")
    before = ctx.workspace.programme.view()
    for field, name in ((page.name, "name"), (page.municipality, "municipality")):
        field.setFocus()
        field.selectAll()
        qtbot.keyClicks(field, "Delft ")
        qtbot.waitUntil(lambda name=name: getattr(ctx.workspace.programme.view(), name) == "Delft", timeout=5000)
        qtbot.keyClicks(field, "Zuid")
        qtbot.waitUntil(lambda name=name: getattr(ctx.workspace.programme.view(), name) == "Delft Zuid", timeout=5000)
        assert field.text() == "Delft Zuid" and field.hasFocus()
    page.language.setFocus()
    ctx.undo()
    ctx.undo()
    assert ctx.workspace.programme.view() == before
    assert (page.name.value(), page.municipality.value()) == (before.name, before.municipality)


def test_a_name_that_is_emptied_goes_back_when_it_is_left(page, ctx):
    before = page.name.value()
    page.name.setFocus()
    page.name.selectAll()
    QTest.keyClick(page.name, Qt.Key.Key_Delete)
    page.municipality.setFocus()
    assert page.name.value() == before == ctx.workspace.programme.view().name
