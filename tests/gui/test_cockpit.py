"""Leading a meeting: the clock, the keys, the notes, who is there; nothing scrolls and little is painted."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING, WAITING
from ef_desktop.ui.pages import cockpit_words as words
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.room_views import PaintedArea, cards_of, go, make_meeting, press, type_text

SHIFT, CONTROL, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, made, qtbot):
    """The cockpit on a meeting that has not started yet, with the keyboard."""
    return go(app_window, qtbot, "cockpit", meeting_id=made)


def clock_of(cockpit):
    return cockpit.ctx.workspace.room.timer(cockpit.meeting_id)


def test_a_whole_meeting_by_keyboard(cockpit, manual_clock):
    assert clock_of(cockpit).phase == WAITING
    press(Qt.Key.Key_F5)
    assert clock_of(cockpit).phase == RUNNING
    type_text("Bel eerst, mail later")
    press(Qt.Key.Key_Return)
    manual_clock.advance(8 * 60)
    press(Qt.Key.Key_F9)
    assert clock_of(cockpit).index == 1
    press(Qt.Key.Key_F3)
    assert clock_of(cockpit).phase == PAUSED
    press(Qt.Key.Key_F3)
    press(Qt.Key.Key_F4)
    press(Qt.Key.Key_F4, CONTROL)
    press(Qt.Key.Key_F4, SHIFT)
    assert clock_of(cockpit).total_seconds == 15 * 60
    type_text("Drie loketten voor één vraag")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_F9, SHIFT)
    assert clock_of(cockpit).index == 0
    for _number in range(3):
        press(Qt.Key.Key_F9)
    assert clock_of(cockpit).index == 3
    press(Qt.Key.Key_F9)
    assert cockpit.window().page_id == "wrapup"
    first, second = cards_of(cockpit.ctx.workspace, cockpit.meeting_id)
    assert (first.kind, first.item_title, first.case_title) == ("werkt", "Onderdeel 1", "")
    assert (second.kind, second.item_title, second.case_title) == ("werkt_niet", "Onderdeel 2", "Stadstuin Voorhof")
    press(Qt.Key.Key_Return, CONTROL)
    (question,) = cockpit.window().findChildren(MessageDialog)
    press(Qt.Key.Key_Return, widget=question)
    assert clock_of(cockpit).phase == FINISHED
    assert cockpit.ctx.workspace.meetings.rows()[0].state == "closed"


def test_undo_of_next_puts_the_clock_back(cockpit, manual_clock):
    press(Qt.Key.Key_F5)
    manual_clock.advance(90)
    before = clock_of(cockpit).remaining_seconds
    press(Qt.Key.Key_F9)
    assert cockpit.now.face().title == "Onderdeel 2"
    press(Qt.Key.Key_Z, CONTROL)
    assert clock_of(cockpit).remaining_seconds == before
    assert cockpit.now.face().title == "Onderdeel 1"
    assert cockpit.now.face().digits == "8:30"


def test_letters_always_go_into_the_bar(cockpit):
    cockpit.people.strip.setFocus()
    type_text("b.")
    assert cockpit.bar.line.text() == "b."
    assert cockpit.bar.line.hasFocus()


def test_escape_goes_back_to_the_text_and_stops_nothing(cockpit):
    press(Qt.Key.Key_F5)
    cockpit.to_notes()
    press(Qt.Key.Key_Escape)
    assert cockpit.bar.line.hasFocus()
    assert clock_of(cockpit).phase == RUNNING


def test_notes_are_saved_while_typing(cockpit, qtbot):
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_N, ALT)
    type_text("Ilse vertelt eerst")
    item = clock_of(cockpit).current
    plan = cockpit.ctx.workspace.meetings.plan
    qtbot.waitUntil(lambda: next(i for i in plan(cockpit.meeting_id).items if i.id == item).notes == "Ilse vertelt eerst", timeout=5000)
    assert cockpit.notes.edit.hasFocus()


def test_notes_of_a_block_stay_with_that_block(cockpit):
    press(Qt.Key.Key_F5)
    first = clock_of(cockpit).current
    cockpit.to_notes()
    type_text("alleen hier")
    press(Qt.Key.Key_F9)
    notes = {item.id: item.notes for item in cockpit.ctx.workspace.meetings.plan(cockpit.meeting_id).items}
    assert notes[first] == "alleen hier"
    assert cockpit.notes.edit.toPlainText() == ""


def test_check_in_on_the_strip_by_keyboard(cockpit):
    cockpit.people.strip.setFocus()
    for _number in range(3):
        press(Qt.Key.Key_Space)
        press(Qt.Key.Key_Right)
    people = cockpit.ctx.workspace.meetings.plan(cockpit.meeting_id).attendees
    assert [who.status for who in people] == ["present"] * 3
    press(Qt.Key.Key_Space)
    assert cockpit.people.count.text() == "2 van 3 aanwezig"


@pytest.mark.parametrize("size", [(1280, 640), (1366, 688), (1440, 820), (1920, 1040)])
def test_everything_fits_without_scrolling(cockpit, size):
    cockpit.window().resize(*size)
    QApplication.processEvents()
    press(Qt.Key.Key_F5)
    parts = (cockpit.head, cockpit.timeline, cockpit.now, cockpit.steps, cockpit.notes, cockpit.wall, cockpit.next, cockpit.people, cockpit.bar)
    rects = []
    for part in parts:
        rect = part.rect().translated(part.mapTo(cockpit, part.rect().topLeft()))
        assert cockpit.rect().contains(rect), part
        assert part.height() >= part.minimumSizeHint().height() or part in (cockpit.steps, cockpit.notes), part
        rects.append(rect)
    for number, rect in enumerate(rects):
        assert not any(rect.intersects(other) for other in rects[number + 1 :]), parts[number]
    assert cockpit.steps.height() >= 120


@pytest.mark.parametrize("size", [(1280, 640), (1280, 720), (1366, 688)])
def test_no_word_on_the_buttons_of_the_clock_is_cut(cockpit, size):
    cockpit.window().resize(*size)
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F9)
    for key in (Qt.Key.Key_F3, Qt.Key.Key_F3, Qt.Key.Key_F9, Qt.Key.Key_F9):
        press(key)
        QApplication.processEvents()
        shown = [button for button in cockpit.now.findChildren(Button) if button.isVisible()]
        assert len(shown) >= 5
        assert [button.label() for button in shown if button.width() < button.sizeHint().width()] == []


def test_a_second_paints_only_the_digits(cockpit, manual_clock):
    press(Qt.Key.Key_F5)
    manual_clock.advance(61)
    cockpit.tick()
    QApplication.processEvents()
    painted = PaintedArea(cockpit.now)
    manual_clock.advance(1)
    cockpit.tick()
    QApplication.processEvents()
    digits = cockpit.now.digits_rect().toAlignedRect()
    assert painted.rects
    beside = [rect for rect in painted.rects if not digits.contains(rect)]
    assert len(beside) < len(painted.rects)
    # The bar under the digits moves by a pixel now and then.
    assert all(rect.height() <= 16 for rect in beside)


def test_the_tick_is_cheap(cockpit, qtbot):
    from time import thread_time

    press(Qt.Key.Key_F5)
    begun = thread_time()
    for _number in range(40):
        cockpit.show_timer(clock_of(cockpit))
    assert (thread_time() - begun) / 40 < 0.02


def test_plan_against_real_is_told_in_words(cockpit, manual_clock):
    press(Qt.Key.Key_F5)
    assert words.drift_words(clock_of(cockpit)) == "loopt op schema"
    manual_clock.advance(14 * 60)
    cockpit.tick()
    assert cockpit.head.late.text() == "4 min achter op plan"
    assert cockpit.now.face().caption == "4 minuten uitgelopen"
    assert cockpit.now.face().digits == "+4:00"
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9)
    assert cockpit.head.drift.text() == "6 min voor op plan"
    assert [words.drift_words(replace(clock_of(cockpit), behind_seconds=60 * far)) for far in (89, 150, -120, -60 * 24 * 3)] == [
        "89 min achter op plan", "2 uur 30 min achter op plan", "2 uur voor op plan", "3 dagen voor op plan",
    ]  # fmt: skip
    assert cockpit.head.late.isHidden()


def test_the_steps_go_on_by_key_and_are_remembered_per_block(cockpit):
    press(Qt.Key.Key_F5)
    cockpit.steps.steps.setFocus()
    press(Qt.Key.Key_Down)
    assert cockpit.steps.note.text() == "stap 2 van 3"
    press(Qt.Key.Key_F9)
    assert cockpit.steps.note.text() == "stap 1 van 3"
    press(Qt.Key.Key_F9, SHIFT)
    assert cockpit.steps.note.text() == "stap 2 van 3"


def test_an_empty_agenda_starts_nothing_and_says_so(app_window, ctx, qtbot):
    meeting = ctx.workspace.meetings.create("Leeg")
    go(app_window, qtbot, "cockpit", meeting_id=meeting)
    press(Qt.Key.Key_F5)
    assert ctx.workspace.room.timer(meeting).phase == WAITING
    assert app_window.toasts.visible_toasts()


def test_the_states_of_the_card(cockpit, manual_clock):
    now = cockpit.now
    assert now.face().state == "waiting"
    assert now._start.isVisible() and not now._next.isVisible()
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F4, CONTROL)
    assert now.face().state == "running"
    manual_clock.advance(11 * 60)
    cockpit.tick()
    assert (now.face().state, now.face().heading) == ("last", "Laatste 5 minuten · 1 van 4")
    press(Qt.Key.Key_F3)
    assert (now.face().state, now.face().caption) == ("paused", "minuten te gaan, gepauzeerd")
    assert now._resume.isVisible() and not now._pause.isVisible()
    press(Qt.Key.Key_F3)
    manual_clock.advance(6 * 60)
    cockpit.tick()
    assert now.face().state == "over" and now._next.urgent
    cockpit.ctx.workspace.room.finish(cockpit.meeting_id)
    assert now.face().state == "finished"
    assert cockpit.head.drift.text() == "Afgerond"
    assert now._finish.isVisible() and now._reopen.isVisible()


def test_the_wall_by_key_while_typing(cockpit):
    wall = cockpit.ctx.wall
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_4, CONTROL)
    assert wall.scene == "board"
    press(Qt.Key.Key_F6)
    assert "Shift F5" in cockpit.context_text()
    wall.show_wall()
    cockpit.window().activateWindow()
    cockpit.to_capture()
    QApplication.processEvents()
    press(Qt.Key.Key_F6)
    assert (wall.state, cockpit.wall.freeze.label()) == ("frozen", "Weer live")
    press(Qt.Key.Key_F6)
    press(Qt.Key.Key_F7)
    assert wall.state == "black"
    press(Qt.Key.Key_F7)
    scene = wall.scene
    press(Qt.Key.Key_PageDown)
    assert wall.scene != scene
    press(Qt.Key.Key_PageUp)
    assert wall.scene == scene
    assert cockpit.bar.line.text() == ""
    wall.hide_wall()


def test_all_keys_are_on_the_sheet(cockpit):
    from ef_desktop.ui.dialogs.keys import key_rows

    rows = dict(row for _title, group in key_rows(cockpit.ctx.actions, "cockpit") for row in group)
    assert {"F3", "F4", "F6", "F7", "F9", "Ctrl+1", "Ctrl+6", "Return", "Shift+Return"} <= set(rows)
