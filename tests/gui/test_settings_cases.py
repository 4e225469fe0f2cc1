"""Instellingen: how the criteria count together and which goals get an accent, by keyboard, with undo."""

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
