"""Putting the clock and the agenda right while the meeting runs: each in at most two actions, each one undo away."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from ef_desktop.domain.timer import RUNNING, WAITING
from ef_desktop.ui.pages.cockpit_agenda import InsertSheet, RundownSheet
from ef_desktop.ui.pages.cockpit_time import BeganSheet, ProposalSheet
from ef_desktop.ui.widgets.toast import Toast
from tests.gui.hard_text import long_text, paste, words_of
from tests.gui.room_views import go, make_meeting, press, type_text

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, made, qtbot):
    """The cockpit on a meeting that runs, with the keyboard."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    return page


def clock_of(cockpit):
    return cockpit.ctx.workspace.room.timer(cockpit.meeting_id)


def late(cockpit, manual_clock, minutes=18):
    manual_clock.advance(minutes * 60)
    cockpit.tick()


def test_a_proposal_is_taken_in_two_actions_and_undone_in_one(cockpit, manual_clock):
    assert cockpit.head.fix.isHidden()
    late(cockpit, manual_clock)
    # Eight minutes late with five to spare: three to win back.
    assert cockpit.head.fix.isVisible()
    assert cockpit.head.fix.label() == "Haal 3 min in"
    before = clock_of(cockpit)
    press(Qt.Key.Key_T, ALT)
    (sheet,) = cockpit.window().findChildren(ProposalSheet)
    assert sheet.lines.count() == 3
    press(Qt.Key.Key_Return)
    after = clock_of(cockpit)
    assert (before.expected_end - after.expected_end).total_seconds() == 180
    assert cockpit.head.fix.isHidden()
    assert cockpit.bar.line.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert clock_of(cockpit).expected_end == before.expected_end
    assert cockpit.head.fix.isVisible()


def test_a_title_longer_than_the_window_put_in_between_is_kept_whole(cockpit):
    window = cockpit.window()
    cockpit.agenda.ask_insert()
    (sheet,) = window.findChildren(InsertSheet)
    paste(sheet.field, long_text(1)[:2000])
    press(Qt.Key.Key_Return)
    QApplication.processEvents()
    titles = [item.title for item in cockpit.ctx.workspace.meetings.plan(cockpit.meeting_id).items]
    assert words_of(titles[1]) == words_of(long_text(1)[:2000])
    assert window.minimumSizeHint().width() <= window.width()
    assert all(window.rect().contains(QRect(toast.mapTo(window, QPoint()), toast.size())) for toast in window.findChildren(Toast))


def test_the_proposal_by_mouse_takes_two_clicks(cockpit, manual_clock):
    late(cockpit, manual_clock)
    before = clock_of(cockpit).expected_end
    QTest.mouseClick(cockpit.head.fix, Qt.MouseButton.LeftButton)
    (sheet,) = cockpit.window().findChildren(ProposalSheet)
    QTest.mouseClick(sheet.take, Qt.MouseButton.LeftButton)
    assert clock_of(cockpit).expected_end < before


def test_a_proposal_for_one_block_says_on_the_button_what_it_does(cockpit, manual_clock):
    for _number in range(2):
        press(Qt.Key.Key_F9)
    # The third of four blocks runs: only the last one can become shorter.
    late(cockpit, manual_clock, 38)
    assert cockpit.head.fix.accessibleName() == "Onderdeel 4 3 min korter"


def test_much_too_late_is_told_in_hours_and_offers_what_can_be_won(cockpit, manual_clock):
    late(cockpit, manual_clock, 8 * 60)
    view = cockpit.time.proposal
    won = view.proposal.over - view.proposal.unsolved - view.proposal.move_end
    assert 0 < won < 90 and cockpit.head.fix.accessibleName() == f"Haal {won} min in"
    assert " uur " in view.title and " uur " in cockpit.now.face().caption


def test_escape_leaves_the_plan_as_it_is(cockpit, manual_clock):
    late(cockpit, manual_clock)
    before = clock_of(cockpit)
    press(Qt.Key.Key_T, ALT)
    press(Qt.Key.Key_Escape)
    assert clock_of(cockpit) == before
    assert cockpit.bar.line.hasFocus()


def test_nothing_to_win_back_is_told(cockpit):
    press(Qt.Key.Key_T, ALT)
    assert cockpit.window().findChildren(ProposalSheet) == []
    assert cockpit.context_text() == "Er is nu geen tijd in te halen."


@pytest.mark.parametrize("minutes", [1, 3, 5])
def test_it_began_earlier_takes_two_keys(cockpit, manual_clock, minutes):
    manual_clock.advance(8 * 60)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_B, ALT)
    type_text(str(minutes))
    QApplication.processEvents()
    state = clock_of(cockpit)
    assert (state.index, state.elapsed_seconds) == (1, minutes * 60)
    assert state.items[0].spent_seconds == (8 - minutes) * 60
    assert cockpit.bar.line.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert clock_of(cockpit).elapsed_seconds == 0
    assert clock_of(cockpit).items[0].spent_seconds == 8 * 60


def test_any_number_of_minutes_ago(cockpit, manual_clock):
    manual_clock.advance(20 * 60)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_B, ALT)
    (sheet,) = cockpit.window().findChildren(BeganSheet)
    sheet.stepper.setFocus()
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert clock_of(cockpit).elapsed_seconds == 11 * 60


def test_longer_ago_than_can_be_is_told_and_changes_nothing(cockpit, manual_clock):
    manual_clock.advance(2 * 60)
    press(Qt.Key.Key_F9)
    cockpit.time.began(5)
    assert clock_of(cockpit).elapsed_seconds == 0
    assert cockpit.window().toasts.visible_toasts()[-1].kind == "failure"


def test_a_meeting_that_began_before_anybody_pressed_start(app_window, made, qtbot):
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    assert clock_of(page).phase == WAITING
    press(Qt.Key.Key_B, ALT)
    type_text("3")
    state = clock_of(page)
    assert (state.phase, state.elapsed_seconds) == (RUNNING, 180)


def test_skip_the_next_block_and_hold_it_after_all(cockpit):
    press(Qt.Key.Key_O, ALT)
    rows = cockpit.next.rows.rows()
    assert [row.skipped for row in rows] == [True, False, False]
    assert cockpit.now.face().following == "Onderdeel 3"
    cockpit.next.rows.setFocus()
    press(Qt.Key.Key_Delete)
    assert not any(row.skipped for row in cockpit.next.rows.rows())
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_F9)
    assert cockpit.now.face().title == "Onderdeel 3"
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.now.face().title == "Onderdeel 1"
    assert not any(row.skipped for row in cockpit.next.rows.rows())


def test_a_row_offers_what_can_be_done(cockpit):
    QTest.mouseClick(cockpit.next.rows, Qt.MouseButton.LeftButton, pos=QPoint(80, int(cockpit.next.rows.rect_of(0).center().y())))
    menu = cockpit.findChildren(QMenu)[-1]
    assert [action.text() for action in menu.actions() if action.text()] == ["Overslaan", "Nu hiernaartoe", "Blok tussenvoegen…"]
    menu.actions()[1].trigger()
    menu.close()
    assert cockpit.now.face().title == "Onderdeel 2"


def test_put_a_block_of_the_library_in_between(cockpit):
    before = [item.title for item in cockpit.view().items]
    press(Qt.Key.Key_I, ALT)
    type_text("pauz")
    press(Qt.Key.Key_Return)
    after = [item.title for item in cockpit.view().items]
    assert after == [before[0], "Pauze", *before[1:]]
    assert clock_of(cockpit).index == 0
    press(Qt.Key.Key_Z, CONTROL)
    assert [item.title for item in cockpit.view().items] == before


def test_put_a_block_of_ones_own_in_between(cockpit):
    press(Qt.Key.Key_I, ALT)
    type_text("Rondje buurt")
    press(Qt.Key.Key_Return)
    assert [item.title for item in cockpit.view().items][:2] == ["Onderdeel 1", "Rondje buurt"]
    assert cockpit.next.rows.rows()[0].length == "10 min"


@pytest.mark.parametrize("size", [(1280, 640), (1366, 688), (1440, 820)])
def test_the_head_holds_the_proposal_at_every_size(cockpit, manual_clock, size):
    cockpit.window().resize(*size)
    late(cockpit, manual_clock)
    QApplication.processEvents()
    rects = [part.geometry() for part in (cockpit.head.title, cockpit.head.late, cockpit.head.fix, cockpit.head.clock, cockpit.head.finish)]
    assert all(cockpit.head.rect().contains(rect) for rect in rects)
    for number, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[number + 1 :])
    assert cockpit.head.fix.width() >= cockpit.head.fix.sizeHint().width()


def test_the_whole_rundown_tells_planned_and_real_and_goes_anywhere(cockpit, manual_clock):
    manual_clock.advance(12 * 60)
    press(Qt.Key.Key_F9)
    manual_clock.advance(3 * 60)
    press(Qt.Key.Key_D, ALT)
    (sheet,) = cockpit.window().findChildren(RundownSheet)
    told = [row.detail for row in sheet.list.rows()]
    assert told[0] == "09:30, 10 min · begon 09:30, duurde 12 min"
    assert told[1] == "09:40, 10 min · begon 09:42, nu 3 min"
    assert told[2] == "09:50, 10 min · verwacht 09:52"
    assert sheet.list.current().title == "Onderdeel 2"
    press(Qt.Key.Key_Up)
    press(Qt.Key.Key_Return)
    assert cockpit.now.face().title == "Onderdeel 1"
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.now.face().title == "Onderdeel 2"
