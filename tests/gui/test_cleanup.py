"""The page Opruimen: it proposes, the facilitator ticks, asks and erases; the terms are edited there."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.dialog import MessageDialog
from ef_desktop.ui.widgets.text import ElidedLabel, Label


@pytest.fixture
def page(ctx, app_window, manual_clock):
    w = ctx.workspace
    w.programme.update(starts_on=date(2025, 9, 1), ends_on=date(2026, 3, 31))
    row = w.people.add("Quirijntje Bos", email="q@voorbeeld.nl")
    meeting = w.meetings.create("Start", held_on=None)
    w.meetings.set_attendance(meeting, row, "present")
    gone = w.people.add("Samir Weg")
    w.people.remove([gone])
    manual_clock.advance(timedelta(days=220).total_seconds())
    app_window.show_page("cleanup")
    return app_window.page


def words(page) -> str:
    return "\n".join(label.text() for kind in (Label, ElidedLabel) for label in page.findChildren(kind))


def test_it_tells_what_is_over_its_term_and_why(page):
    told = words(page)
    assert "Over de termijn" in told and "Contactgegevens van Quirijntje Bos" in told and "Samir Weg" in told
    assert "Wordt gewist. Over de termijn sinds 1 oktober 2026." in told
    assert "Er heeft nog niemand gekeken." in told
    assert [row.proposal.term.id for row in page.rows] == ["contact", "archive"]
    assert not page.rows[0].is_chosen() and page.rows[1].tick is None and not page.go.isEnabled()
    assert page.default_focus() is page.rows[0].tick


def test_nothing_goes_without_a_tick_and_an_answer(page, ctx, app_window, qtbot):
    QTest.keyClick(page.rows[0].tick, Qt.Key.Key_Space)
    assert page.go.isEnabled() and page.state.text() == "2 gekozen"
    QTest.keyClick(page.go, Qt.Key.Key_Space)
    question = app_window.findChild(MessageDialog)
    qtbot.waitUntil(question.isVisible, timeout=5_000)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    assert [row.email for row in ctx.workspace.people.rows()] == ["q@voorbeeld.nl"]
    with qtbot.waitSignal(ctx.toastAsked, timeout=30_000) as told:
        page._clean(["contact"])
    assert "Het is weg uit het werkbestand" in told.args[0].text
    assert [(row.name, row.email, row.meetings) for row in ctx.workspace.people.rows()] == [("Quirijntje Bos", "", 0)]
    assert [row.proposal.term.id for row in page.rows] == ["archive"]
    assert "Voor het laatst bekeken op 18 oktober 2026." in words(page)


def test_a_term_is_changed_and_goes_back(page, ctx):
    field = page.terms[0].months
    field.setFocus()
    field.setValue(24)
    QTest.keyClick(field, Qt.Key.Key_Return)
    assert ctx.workspace.retention.view().terms[0].months == 24
    assert [row.proposal.term.id for row in page.rows] == ["archive"]
    back = page.terms[0].findChild(QuietButton)
    assert back.label() == "Terug naar het voorstel"
    QTest.keyClick(back, Qt.Key.Key_Space)
    assert page.terms[0].months.value() == 6 and page.terms[0].findChild(QuietButton) is None
    ctx.undo()
    assert page.terms[0].months.value() == 24


def test_it_can_be_reached_and_reminds(page, ctx, app_window):
    app_window.show_page("overview")
    assert "Jaarlijks opruimen" in {entry.title for entry in ctx.workspace.programme.overview().attention}
    app_window.show_page("settings")
    assert app_window.page.file.keep_words.text() == "Het is tijd om jaarlijks op te ruimen."
    app_window.page.file.clean_up.click()
    assert app_window.page_id == "cleanup"
    app_window.show_page("overview")
    ctx.actions.trigger("go.cleanup")
    assert app_window.page_id == "cleanup"
    QTest.keyClick(app_window.page.looked, Qt.Key.Key_Space)
    assert not ctx.workspace.retention.reminder()
    app_window.show_page("overview")
    assert not [entry for entry in ctx.overview().attention if entry.target == "cleanup"]
    app_window.show_page("settings")
    assert app_window.page.file.keep_words.text().startswith("Termijnen voor")
