"""The case discussion in the cockpit: its steps by key, their clock, a note with each, and undo."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.timer import FINISHED, RUNNING, WAITING
from tests.gui.room_views import go, press, type_text

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


def with_case(workspace):
    meeting = workspace.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570)
    block = next(view for view in workspace.library.blocks() if view.key == "casus")
    item = workspace.meetings.add_block(meeting, block.id)
    workspace.meetings.update_item(item, case_id=workspace.cases.add("Stadstuin Voorhof", initiator_knows="weet"), notes="Noor eerst")
    workspace.meetings.add_text_item(meeting, "Slot", 10)
    return meeting


CONTENT = with_case


@pytest.fixture
def cockpit(app_window, made, qtbot, manual_clock):
    """The cockpit at the case block of a meeting that runs, with the keyboard."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    manual_clock.advance(1)
    return page


def discussion(cockpit):
    return cockpit.ctx.workspace.room.discussion.view(cockpit.block().id)


def test_all_steps_by_one_key(cockpit, manual_clock):
    assert cockpit.discussion.isVisible() and not cockpit.steps.isVisible()
    assert discussion(cockpit).clock.phase == WAITING
    count = len(discussion(cockpit).steps)
    for place in range(count):
        press(Qt.Key.Key_F10)
        assert discussion(cockpit).clock.index == place
        assert cockpit.discussion.note.text() == f"stap {place + 1} van {count}"
        manual_clock.advance(60)
    assert cockpit.discussion.next.label() == "Klaar"
    press(Qt.Key.Key_F10)
    assert discussion(cockpit).clock.phase == FINISHED
    assert not cockpit.discussion.next.isVisible()
    assert cockpit.bar.line.text() == ""


def test_the_clock_of_a_step_and_undo(cockpit, manual_clock):
    press(Qt.Key.Key_F10)
    manual_clock.advance(90)
    cockpit.tick()
    assert cockpit.discussion.clock.text() == "4:30"
    press(Qt.Key.Key_F10)
    assert cockpit.discussion.title.text() == "Vragen naar feiten"
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.discussion.title.text() == "Vertellen"
    assert cockpit.discussion.clock.text() == "4:30"
    manual_clock.advance(5 * 60)
    cockpit.tick()
    assert cockpit.discussion.clock.text() == "+0:30"


def test_the_step_stands_still_while_the_meeting_is_paused(cockpit, manual_clock):
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_F3)
    manual_clock.advance(100)
    cockpit.tick()
    assert cockpit.discussion.clock.text() == "6:00"
    press(Qt.Key.Key_F3)
    assert discussion(cockpit).clock.phase == RUNNING


def test_back_and_skip_by_key(cockpit):
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_F10, CONTROL)
    assert discussion(cockpit).clock.index == 0
    press(Qt.Key.Key_S, ALT)
    assert discussion(cockpit).clock.index == 1
    assert cockpit.bar.line.text() == ""


def test_a_note_with_a_step_apart_from_the_notes_of_the_block(cockpit):
    press(Qt.Key.Key_F10)
    press(Qt.Key.Key_N, ALT)
    assert cockpit.notes.edit.toPlainText() == "Noor eerst"
    press(Qt.Key.Key_N, ALT)
    assert cockpit.notes.edit.toPlainText() == ""
    type_text("moment bij de balie")
    press(Qt.Key.Key_F10)
    steps = discussion(cockpit).steps
    assert steps[0].note == "moment bij de balie"
    assert cockpit.notes.edit.toPlainText() == ""
    press(Qt.Key.Key_N, ALT)
    assert cockpit.notes.edit.toPlainText() == "Noor eerst"
    assert cockpit.block().notes == "Noor eerst"


def test_another_way_of_working(cockpit):
    cockpit.case_steps.choose("open_tafel")
    assert "meedenken" not in [step.id for step in discussion(cockpit).steps]
    assert cockpit.discussion.variant.label() == "Open tafel"
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.discussion.variant.label() == "Casus bespreken in acht stappen"


def test_other_blocks_have_their_own_steps(cockpit):
    press(Qt.Key.Key_F9)
    assert cockpit.steps.isVisible() and not cockpit.discussion.isVisible()
    before = cockpit.ctx.workspace.undo.state()
    press(Qt.Key.Key_F10)
    assert cockpit.ctx.workspace.undo.state() == before


def test_the_room_sees_the_prompts_of_the_step(cockpit):
    wall = cockpit.ctx.wall
    frame = lambda: cockpit.ctx.workspace.projection.frame(cockpit.meeting_id, "case")
    press(Qt.Key.Key_F10)
    assert wall.scene == "case"
    first = frame()
    press(Qt.Key.Key_F10)
    assert frame() != first
    for _number in range(7):
        press(Qt.Key.Key_F10)
    assert discussion(cockpit).clock.phase == FINISHED
    assert wall.automatic


def test_a_scene_chosen_by_hand_stays(cockpit):
    cockpit.room.choose("board")
    press(Qt.Key.Key_F10)
    assert cockpit.ctx.wall.scene == "board"


@pytest.mark.parametrize("size", [(1280, 640), (1366, 688), (1440, 820)])
def test_it_fits_without_scrolling(cockpit, size):
    cockpit.window().resize(*size)
    press(Qt.Key.Key_F10)
    QApplication.processEvents()
    panel = cockpit.discussion
    for part in (panel.title, panel.clock, panel.face, panel.back, panel.skip, panel.next):
        assert panel.rect().contains(part.rect().translated(part.mapTo(panel, part.rect().topLeft()))), part
    assert panel.face.height() >= 80
