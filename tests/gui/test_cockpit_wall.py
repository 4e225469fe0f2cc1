"""What the facilitator lets the room see, chosen in the cockpit and seen on the wall."""

from itertools import combinations

import pytest
from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.dialogs.keys import KeysSheet
from ef_desktop.ui.pages.cockpit_wall import MORE_SCENES, SCENES
from ef_desktop.ui.projector.stage import CANVAS
from tests.gui.room_views import cards_of, go, make_meeting, press, type_text

CONTROL, ALT, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, ctx, made, qtbot):
    """The cockpit of a running meeting that is five minutes late, with the wall shown."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    ctx.clock.advance(15 * 60)
    ctx.wall.show_wall()
    app_window.activateWindow()
    page.to_capture()
    qtbot.waitUntil(page.bar.line.hasFocus)
    yield page
    ctx.wall.hide_wall()


def on_wall(ctx) -> list[str]:
    """Return the texts of the stage that the window of the wall paints."""
    return [word for word, _size in ctx.wall.window.stage().words()]


def test_the_room_sees_plan_against_real_only_when_asked(cockpit, ctx):
    press(Qt.Key.Key_3, CONTROL)
    assert not any("achter op" in word for word in on_wall(ctx))
    press(Qt.Key.Key_V, ALT)
    assert "5 minuten achter op plan" in on_wall(ctx)
    assert all(CANVAS.contains(piece.rect) for piece in ctx.wall.window.stage().pieces)
    assert cockpit.head.seen.isChecked()
    assert cockpit.bar.line.hasFocus()
    press(Qt.Key.Key_Z, CONTROL)
    assert not any("achter op" in word for word in on_wall(ctx))
    assert not cockpit.head.seen.isChecked()


@pytest.mark.parametrize("size", [QSize(1366, 768), QSize(1920, 1080)])
def test_the_button_beside_it_does_the_same(cockpit, ctx, qtbot, size):
    cockpit.window().resize(size)
    press(Qt.Key.Key_3, CONTROL)
    qtbot.mouseClick(cockpit.head.seen, Qt.MouseButton.LeftButton)
    assert "5 minuten achter op plan" in on_wall(ctx)
    assert cockpit.head.rect().contains(cockpit.head.seen.geometry())
    qtbot.mouseClick(cockpit.head.seen, Qt.MouseButton.LeftButton)
    assert not any("achter op" in word for word in on_wall(ctx))


def test_a_group_and_its_title_are_on_the_wall_at_once(cockpit, ctx):
    ctx.wall.set_scene("board")
    ids = [ctx.workspace.outcomes.add(cockpit.meeting_id, "werkt", text) for text in ("Bel eerst", "Mail later")]
    group = ctx.workspace.outcomes.group(ids)
    ctx.workspace.outcomes.rename_group(group, "Contact")
    assert on_wall(ctx)[1:] == ["Contact", "Bel eerst", "Mail later"]
    press(Qt.Key.Key_Z, CONTROL)
    press(Qt.Key.Key_Z, CONTROL)
    assert on_wall(ctx)[1:] == ["Bel eerst", "Mail later"]


def test_the_keys_of_a_clicker_work_on_another_page(cockpit, ctx):
    window = cockpit.window()
    ctx.wall.set_scene("agenda")
    window.show_page("meetings")
    press(Qt.Key.Key_PageDown, widget=window)
    assert ctx.wall.scene == "board"
    press(Qt.Key.Key_PageUp, widget=window)
    assert ctx.wall.scene == "agenda"
    press(Qt.Key.Key_Period, widget=window)
    assert ctx.wall.state == "black"
    press(Qt.Key.Key_B, widget=window)
    assert ctx.wall.state == "live"
    press(Qt.Key.Key_F5, widget=window)
    assert ctx.wall.state == "live"
    # First it closes what the program told.
    for toast in window.toasts.visible_toasts():
        press(Qt.Key.Key_Escape, widget=window)
        assert not toast.isVisible()
    press(Qt.Key.Key_Escape, widget=window)
    assert ctx.wall.state == "none"
    (told,) = window.toasts.visible_toasts()
    assert told.isVisible()
    press(Qt.Key.Key_Escape, widget=window)
    assert window.toasts.visible_toasts() == []
    ctx.wall.show_wall()
    press(Qt.Key.Key_F5, Qt.KeyboardModifier.ShiftModifier, widget=window)
    assert ctx.wall.state == "none"
    press(Qt.Key.Key_B, widget=window)
    assert ctx.wall.state == "none"


def test_a_text_field_keeps_what_is_typed_in_it(cockpit, ctx):
    cockpit.to_notes()
    type_text("een. twee b")
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_Escape)
    assert cockpit.notes.edit.toPlainText() == "een. twee b"
    assert ctx.wall.state == "live"


def test_without_the_wall_the_keys_are_for_the_page(cockpit, ctx):
    ctx.wall.hide_wall()
    ctx.wall.set_scene("agenda")
    window = cockpit.window()
    window.show_page("meetings")
    press(Qt.Key.Key_PageDown, widget=window)
    press(Qt.Key.Key_Period, widget=window)
    assert (ctx.wall.scene, ctx.wall.state) == ("agenda", "none")


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1366, 768), QSize(1440, 900), QSize(1920, 1080)])
def test_with_many_people_the_picture_of_the_wall_gives_way_and_covers_nothing(cockpit, ctx, qtbot, size):
    for number in range(20):
        ctx.workspace.meetings.set_attendance(cockpit.meeting_id, ctx.workspace.people.add(f"Persoon {number}"), "present")
    cockpit.window().resize(size)
    panel = cockpit.wall
    qtbot.waitUntil(lambda: cockpit.people.strip.heightForWidth(cockpit.people.strip.width()) <= cockpit.people.strip.height())
    qtbot.waitUntil(lambda: not any(one.intersects(other) for one, other in combinations(parts_of(panel), 2)))
    assert all(panel.rect().contains(part) for part in parts_of(panel))
    shown = panel.preview.place()
    assert shown.height() >= 110
    assert shown.width() / shown.height() == pytest.approx(16 / 9, abs=0.03)


def parts_of(panel):
    """Return the places of the picture, the buttons beside it and the scenes under it."""
    return [part.geometry() for part in (panel.preview, panel.freeze, panel.blank, panel.switch, *panel.scenes.values())]


def test_a_question_mark_opens_the_sheet_of_keys(cockpit, ctx):
    window = cockpit.window()
    type_text("?")
    (sheet,) = window.findChildren(KeysSheet)
    press(Qt.Key.Key_Escape, widget=sheet)
    cockpit.to_capture()
    type_text("Waarom?")
    assert cockpit.bar.line.text() == "Waarom?"
    assert not [one for one in window.findChildren(KeysSheet) if one.isVisible()]
    window.show_page("meetings")
    press(Qt.Key.Key_Question, widget=window)
    assert len([one for one in window.findChildren(KeysSheet) if one.isVisible()]) == 1


def test_nothing_private_is_painted_in_any_scene(cockpit, ctx):
    workspace, meeting = ctx.workspace, cockpit.meeting_id
    items = workspace.meetings.plan(meeting).items
    workspace.meetings.update(meeting, notes="GEHEIM bijeenkomst", summary="GEHEIM samenvatting")
    for item in items:
        workspace.meetings.update_item(item.id, notes="GEHEIM notitie", instruction=("GEHEIM zo doe je het",))
    workspace.room.discussion.note(items[1].id, "vertellen", "GEHEIM bij de stap")
    for kind in ("werkt", "afspraak", "signaal"):
        for number in range(2):
            shut = workspace.outcomes.add(meeting, kind, f"GEHEIM {number}", private=True)
        workspace.outcomes.group([shut, workspace.outcomes.add(meeting, kind, "GEHEIM dicht", private=True)], "GEHEIM titel")
        hidden = workspace.outcomes.add(meeting, kind, "GEHEIM nog niet onthuld")
        workspace.outcomes.edit(hidden, revealed=False)
        workspace.outcomes.set_top(meeting, [shut, hidden])
    workspace.outcomes.add(meeting, "werkt", "Dit mag gezien worden")
    workspace.room.go_to(meeting, items[1].id)
    workspace.room.discussion.start(items[1].id)
    seen = []
    for scene, _words, _icon in (*SCENES, *MORE_SCENES):
        ctx.wall.set_scene(scene)
        assert ctx.wall.page == 0
        seen += on_wall(ctx)
        while ctx.wall.page_next():
            seen += on_wall(ctx)
    assert "Dit mag gezien worden" in seen
    assert not [word for word in seen if "GEHEIM" in word or "Visser" in word or "Bakkali" in word]


@pytest.mark.parametrize("size", [QSize(1280, 720), QSize(1366, 768), QSize(1920, 1080)])
def test_the_line_keeps_its_room_beside_the_hint_and_the_case(cockpit, ctx, qtbot, size):
    case = ctx.workspace.cases.add("Buurttuin op een leeg schoolplein", initiator_knows="weet")
    ctx.workspace.meetings.add_case(cockpit.meeting_id, case)
    ctx.workspace.meetings.update_item(cockpit.block().id, case_id=case)
    cockpit.window().resize(size)
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_F9, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: "Buurttuin" in cockpit.bar.case.text())
    line = cockpit.bar.line
    qtbot.waitUntil(lambda: line.width() >= line.fontMetrics().horizontalAdvance(line.placeholderText()))
    type_text("/we @noor")
    qtbot.waitUntil(lambda: line.width() >= 180)


def test_cockpit_and_wall_show_the_same_number_and_a_panel_stops_nothing(cockpit, ctx):
    press(Qt.Key.Key_F9)
    press(Qt.Key.Key_3, CONTROL)
    for seconds in (6 * 60 + 1, 59, 60, 119):
        ctx.clock.advance(seconds)
        press(Qt.Key.Key_F1)
        for sheet in cockpit.window().findChildren(KeysSheet):
            press(Qt.Key.Key_Escape, widget=sheet)
        cockpit.tick()
        ctx.wall.refresh()
        assert cockpit.now.face().digits in on_wall(ctx)
    assert cockpit.now.face().digits == "0:01"


def in_wall(qtbot, ctx) -> None:
    """Click on the window of the wall, as to drag it."""
    window = ctx.wall.window
    window.activateWindow()
    window.setFocus()
    qtbot.waitUntil(lambda: QApplication.focusWidget() is window)


def test_what_is_typed_in_the_window_of_the_wall_is_a_card(cockpit, ctx, qtbot):
    in_wall(qtbot, ctx)
    type_text("W")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is cockpit.window() and cockpit.bar.line.hasFocus())
    type_text("ij belden eerst. Beter.")
    press(Qt.Key.Key_Return)
    assert [card.text for card in cards_of(ctx.workspace, cockpit.meeting_id)] == ["Wij belden eerst. Beter."]
    assert ctx.wall.state == "live"


@pytest.mark.parametrize(("key", "held"), [(Qt.Key.Key_Escape, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F5, SHIFT)])
def test_the_keys_of_a_presenter_keep_their_meaning_there(cockpit, ctx, qtbot, key, held):
    in_wall(qtbot, ctx)
    ctx.wall.set_scene("agenda")
    press(Qt.Key.Key_B)
    assert ctx.wall.state == "black"
    press(Qt.Key.Key_Period)
    assert ctx.wall.state == "live"
    press(Qt.Key.Key_PageDown)
    assert ctx.wall.scene == "board"
    press(Qt.Key.Key_Left)
    assert ctx.wall.scene == "agenda"
    press(Qt.Key.Key_E, CONTROL)
    assert cockpit.bar.line.text() == "" and QApplication.focusWidget() is ctx.wall.window
    press(key, held)
    assert ctx.wall.state == "none"
    assert cockpit.bar.line.text() == ""


def test_where_nobody_leads_letters_in_the_window_of_the_wall_do_nothing(cockpit, ctx, qtbot):
    cockpit.window().show_page("meetings")
    in_wall(qtbot, ctx)
    type_text("Wout")
    assert QApplication.focusWidget() is ctx.wall.window
    cockpit.window().show_page("cockpit", meeting_id=cockpit.meeting_id)
    assert cockpit.bar.line.text() == ""


def test_a_sheet_over_the_cockpit_keeps_the_keyboard(cockpit, ctx, qtbot):
    cockpit.to_people()
    in_wall(qtbot, ctx)
    type_text("W")
    qtbot.waitUntil(lambda: QApplication.activeWindow() is cockpit.window())
    assert cockpit.bar.line.text() == "" and not cockpit.bar.line.hasFocus()
