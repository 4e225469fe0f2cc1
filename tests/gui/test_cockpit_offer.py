"""The line that offers what fits the moment: agreements at the block that looks back, rules at the block that makes it safe."""

from datetime import date

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.cockpit_minutes import StepMinutesSheet
from ef_desktop.ui.pages.cockpit_rules import RulesSheet
from tests.gui.room_views import cards_of, go, press, type_text

ALT, CONTROL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def meeting(ctx) -> bytes:
    """The second meeting, with blocks to look back, to make it safe, and for a case; the first one left two agreements open."""
    workspace = ctx.workspace
    first = workspace.meetings.create("Start", held_on=date(2026, 2, 12), starts_at=570)
    for text in ("Noor belt de wijk", "Samir vraagt het na"):
        workspace.outcomes.add(first, "afspraak", text)
    made = workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570)
    blocks = {block.key: block.id for block in workspace.library.blocks()}
    for key in ("terugblik", "afspraken", "casus"):
        workspace.meetings.add_block(made, blocks[key], index=99)
    return made


@pytest.fixture
def cockpit(app_window, qtbot, meeting):
    return go(app_window, qtbot, "cockpit", meeting_id=meeting)


def test_open_agreements_are_offered_where_the_meeting_looks_back(cockpit, meeting):
    assert cockpit.offer.isHidden()
    press(Qt.Key.Key_F5)
    assert not cockpit.offer.isHidden() and "2 afspraken" in cockpit.offer.words.text()
    press(Qt.Key.Key_G, ALT)
    assert {card.text for card in cards_of(cockpit.ctx.workspace, meeting)} == {"Noor belt de wijk", "Samir vraagt het na"}
    assert cockpit.offer.isHidden() and cockpit.bar.line.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert cards_of(cockpit.ctx.workspace, meeting) == [] and not cockpit.offer.isHidden()


def test_not_now_is_for_this_block_only(cockpit):
    press(Qt.Key.Key_F5)
    cockpit.offer.not_now.click()
    assert cockpit.offer.isHidden()
    press(Qt.Key.Key_F9)
    assert not cockpit.offer.isHidden() and "afspreken" in cockpit.offer.words.text()
    press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    assert cockpit.offer.isHidden()


def test_rules_of_the_group_are_typed_and_on_the_wall(cockpit, meeting):
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_G, ALT)
    (sheet,) = cockpit.window().findChildren(RulesSheet)
    type_text("Telefoon uit")
    sheet.agreed.setChecked(True)
    press(Qt.Key.Key_Return, CONTROL, sheet.rules)
    assert sheet.isHidden() and cockpit.offer.isHidden()
    wall = cockpit.ctx.wall
    assert wall.scene == "rules"
    assert any("Telefoon uit" in word for page in range(wall.pages) for word, _size in wall._staging.stage(page).words())
    press(Qt.Key.Key_Z, CONTROL)
    assert cockpit.ctx.workspace.meetings.rules(meeting).extra == () and not cockpit.offer.isHidden()


def test_nothing_typed_is_no_step(cockpit, meeting):
    press(Qt.Key.Key_F5)
    before = cockpit.ctx.workspace.undo.state()
    cockpit.offers.ask_rules()
    (sheet,) = cockpit.window().findChildren(RulesSheet)
    press(Qt.Key.Key_Escape, widget=sheet)
    assert cockpit.ctx.workspace.undo.state() == before


@pytest.mark.parametrize("size", [(1280, 640), (1366, 688), (1920, 1040)])
def test_it_fits_without_scrolling(cockpit, size):
    cockpit.window().resize(*size)
    press(Qt.Key.Key_F5)
    QApplication.processEvents()
    rects = []
    for part in (cockpit.now, cockpit.offer, cockpit.steps, cockpit.notes, cockpit.wall, cockpit.next, cockpit.people, cockpit.bar):
        rect = part.rect().translated(part.mapTo(cockpit, part.rect().topLeft()))
        assert cockpit.rect().contains(rect) and not any(rect.intersects(other) for other in rects), part
        rects.append(rect)
    assert cockpit.steps.height() >= 70


def test_the_minutes_of_the_steps_by_key(cockpit, meeting):
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_M, ALT)
    (sheet,) = cockpit.window().findChildren(StepMinutesSheet)
    first = next(iter(sheet.steppers.values()))
    before = first.value()
    press(Qt.Key.Key_Plus, widget=QApplication.focusWidget())
    assert first.value() == before + 1
    press(Qt.Key.Key_Escape, widget=sheet)
    discussion = cockpit.ctx.workspace.room.discussion
    assert discussion.view(cockpit.block().id).steps[0].minutes == before + 1
    press(Qt.Key.Key_Z, CONTROL)
    assert discussion.view(cockpit.block().id).steps[0].minutes == before


def test_the_black_key_of_a_clicker_while_the_field_is_empty(cockpit):
    wall, line = cockpit.ctx.wall, cockpit.bar.line
    send = lambda text: QApplication.sendEvent(line, QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Period, Qt.KeyboardModifier.NoModifier, text))
    send(".")
    assert line.text() == "."
    line.clear()
    wall.show_wall()
    send(".")
    assert (line.text(), wall.state) == ("", "black")
    send(".")
    assert wall.state == "live"
    type_text("a") if line.hasFocus() else line.setText("a")
    send(".")
    assert (line.text(), wall.state) == ("a.", "live")
    line.clear()
    wall.hide_wall()


@pytest.mark.parametrize("size", [(1280, 640), (1366, 688), (1920, 1040)])
def test_the_line_of_the_video_takes_its_room_from_the_picture(app_window, ctx, qtbot, size):
    made = ctx.workspace.meetings.create("Start", held_on=date(2026, 3, 12), starts_at=570)
    blocks = {block.key: block.id for block in ctx.workspace.library.blocks()}
    ctx.workspace.meetings.add_block(made, blocks["video"])
    cockpit = go(app_window, qtbot, "cockpit", meeting_id=made)
    app_window.resize(*size)
    press(Qt.Key.Key_F5)
    QApplication.processEvents()
    panel = cockpit.wall
    assert "geen bestand" in panel._media.problem.text()
    rects = [part.geometry() for part in (panel.preview, *panel.scenes.values(), panel._media)]
    assert all(panel.rect().contains(rect) for rect in rects)
    assert not any(rect.intersects(other) for place, rect in enumerate(rects) for other in rects[place + 1 :])
    assert panel.preview.width() >= 180
