"""Planning a meeting: by keyboard, by dragging, with undo, from every template, with awkward texts."""

from datetime import date, time

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.dialogs.meeting_form import MeetingForm, new_meeting
from ef_desktop.ui.pages.prepare import PreparePage
from ef_desktop.ui.pages.prepare_library import block_mime
from ef_desktop.ui.pages.prepare_pick import CHOICE_ROLE, PickDialog
from ef_desktop.ui.pages.prepare_rundown_view import item_mime
from tests.gui.planning_views import NASTY

Key, Mod = Qt.Key, Qt.KeyboardModifier


def press(key, modifiers=Mod.NoModifier) -> None:
    """Press a key where the keyboard is."""
    assert QApplication.focusWidget() is not None
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)
    # A view keeps what was typed in its editor in the next turn of the event loop.
    QApplication.processEvents()


def type_in(text: str) -> None:
    """Type letters where the keyboard is."""
    QTest.keyClicks(QApplication.focusWidget(), text)


def titles(page: PreparePage) -> list[str]:
    """Titles in the rundown, as the page shows them."""
    rows = page.rundown.rundown().sketch.rows
    return [row.title for row in rows]


def block(ctx, key: str):
    """A block of the library by its key."""
    return next(block for block in ctx.workspace.library.blocks() if block.key == key)


@pytest.fixture
def make_page(ctx, qtbot):
    """Show the page on a meeting with some blocks of the library; returns the page."""

    def make(*keys: str, **fields) -> PreparePage:
        usual = dict(held_on=date(2026, 3, 19), starts_at=810, ends_at=960)
        meeting = ctx.workspace.meetings.create("Rollen en talenten", **(usual | fields))
        for key in keys:
            ctx.workspace.meetings.add_block(meeting, block(ctx, key).id)
        page = PreparePage(ctx)
        page.resize(1302, 700)
        qtbot.addWidget(page)
        page.show()
        page.activateWindow()
        qtbot.waitUntil(page.isActiveWindow)
        page.enter(meeting_id=meeting)
        page.default_focus().setFocus()
        return page

    return make


def test_a_meeting_is_planned_by_keyboard_alone(app_window, ctx, qtbot):
    app_window.activateWindow()
    qtbot.waitUntil(app_window.isActiveWindow)
    ctx.navigate("overview")
    press(Key.Key_Return)
    dialog = app_window.findChild(MeetingForm)
    qtbot.waitUntil(lambda: dialog.name.hasFocus())
    type_in("Casus op straat")
    # Date and times take a Tab for each of their parts.
    for _step in range(9):
        if not dialog.place.hasFocus():
            press(Key.Key_Tab)
    type_in("Buurthuis De Wending")
    dialog.templates.cards[-1].setFocus()
    press(Key.Key_Space)
    dialog.name.setFocus()
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: app_window.page_id == "prepare")
    page = app_window.page
    # Without a window manager nobody gives the window the keyboard back when the dialog closes.
    app_window.activateWindow()
    qtbot.waitUntil(lambda: page.search.hasFocus())
    type_in("coach")
    press(Key.Key_Return)
    type_in("opbreng")
    press(Key.Key_Return)
    type_in("Rondje door de wijk")
    press(Key.Key_Return)
    assert titles(page) == ["Coaching in drietallen", "Rondje door de wijk", "De opbrengsten"]
    press(Key.Key_Escape)
    assert page.rundown.hasFocus()
    press(Key.Key_Up, Mod.AltModifier)
    press(Key.Key_Plus)
    press(Key.Key_Plus, Mod.ControlModifier)
    plan = ctx.workspace.meetings.plan(page.planner.meeting_id)
    assert [(item.title, item.minutes) for item in plan.items][:2] == [("Rondje door de wijk", 21), ("Coaching in drietallen", 15)]
    assert (plan.row.title, plan.row.place) == ("Casus op straat", "Buurthuis De Wending")


def test_letters_in_the_rundown_search_the_library(make_page):
    page = make_page("opening", "opbrengsten")
    assert page.rundown.hasFocus()
    type_in("v")
    assert page.search.hasFocus()
    type_in("ideo")
    press(Key.Key_Return)
    assert titles(page)[1] == "Video ‘Samen maken we het mogelijk’"
    assert page.rundown.current_item().block_key == "video"


def test_digits_and_f2_edit_in_place(make_page, ctx):
    page = make_page("opening", "casus", "opbrengsten")
    press(Key.Key_Down)
    type_in("3")
    type_in("5")
    press(Key.Key_Return)
    press(Key.Key_F2)
    type_in("Speelstraat")
    press(Key.Key_Return)
    item = ctx.workspace.meetings.plan(page.planner.meeting_id).items[1]
    assert (item.title, item.minutes) == ("Speelstraat", 35)


@pytest.mark.parametrize("typed", ["999", "721", "0", "1x", ""])
def test_minutes_that_a_block_cannot_have_are_refused_beside_the_field(make_page, typed):
    page = make_page("opening", "casus", "opbrengsten")
    before, told = page.rundown.current_item().minutes, []
    page.ctx.toastAsked.connect(lambda toast: told.append(toast.text))
    page.rundown.edit_minutes()
    field = page.rundown.indexWidget(page.rundown.currentIndex())
    press(Key.Key_Backspace)
    type_in(typed)
    press(Key.Key_Return)
    assert field.hasFocus() and field.told.isVisible() and told == []
    assert field.told.words.text() == "Typ een aantal minuten van 1 tot en met 720."
    assert field.told.geometry().right() < field.geometry().left() and field.selectedText() == typed
    # Left all the same: it is as it was, and that is told.
    press(Key.Key_Tab)
    assert page.rundown._model.item_at(0).minutes == before and not field.told.isVisible()
    assert told == ([f"‘{typed}’ is niet bewaard. Typ een aantal minuten van 1 tot en met 720."] if typed else [])


def test_minutes_that_were_refused_are_mended_in_the_same_field(make_page):
    page = make_page("opening", "casus")
    type_in("9")
    type_in("99")
    press(Key.Key_Return)
    type_in("45")
    field = page.rundown.indexWidget(page.rundown.currentIndex())
    assert not field.told.isVisible()
    press(Key.Key_Return)
    assert page.rundown.current_item().minutes == 45
    type_in("0")
    press(Key.Key_Return)
    press(Key.Key_Escape)
    assert page.rundown.current_item().minutes == 45 and page.rundown.hasFocus()


def test_steps_of_five_land_on_fives(make_page):
    page = make_page("opening")
    assert page.rundown.current_item().minutes == 8
    press(Key.Key_Plus)
    assert page.rundown.current_item().minutes == 10
    for _step in range(4):
        press(Key.Key_Minus)
    assert page.rundown.current_item().minutes == 1


def test_delete_takes_out_and_undo_brings_back(make_page, ctx, qtbot):
    page = make_page("opening", "casus", "opbrengsten")
    press(Key.Key_Down)
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        press(Key.Key_Delete)
    assert asked.args[0].undo
    assert titles(page) == ["Welkom en doel", "De opbrengsten"]
    assert page.rundown.current_item().block_key == "opbrengsten"
    ctx.undo()
    assert titles(page) == ["Welkom en doel", "Casus bespreken", "De opbrengsten"]


def test_every_change_is_one_undo_step(make_page, ctx):
    page = make_page("opening", "casus", "opbrengsten")
    start = [(item.title, item.minutes) for item in page.rundown._plan.items]
    press(Key.Key_Plus)
    press(Key.Key_Down, Mod.AltModifier)
    press(Key.Key_Delete)
    for _step in range(3):
        ctx.undo()
    assert [(item.title, item.minutes) for item in page.rundown._plan.items] == start


def drag(page: PreparePage, data: QMimeData, y: float, drop: bool) -> None:
    """Carry something over the rundown and let it go, or take it away again."""
    view, spot = page.rundown, QPointF(200, y)
    action, left = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
    view.dragEnterEvent(QDragEnterEvent(spot.toPoint(), action, data, left, Mod.NoModifier))
    view.dragMoveEvent(QDragMoveEvent(spot.toPoint(), action, data, left, Mod.NoModifier))
    if drop:
        view.dropEvent(QDropEvent(spot, action, data, left, Mod.NoModifier))


def middle(page: PreparePage, row: int) -> float:
    """Height of the middle of a row in the viewport."""
    return page.rundown.visualRect(page.rundown.rundown().index(row)).center().y()


def test_a_block_is_dropped_at_its_place(make_page, ctx):
    page = make_page("opening", "casus", "opbrengsten")
    drag(page, block_mime(block(ctx, "pauze").id), middle(page, 1) + 4, drop=True)
    assert titles(page) == ["Welkom en doel", "Casus bespreken", "Pauze", "De opbrengsten"]
    assert page.rundown.current_item().block_key == "pauze"


def test_a_drag_shows_the_place_the_time_and_the_sum(make_page, ctx):
    page = make_page("opening", "casus", "opbrengsten")
    drag(page, block_mime(block(ctx, "pauze").id), middle(page, 1) - 4, drop=False)
    sketch = page.rundown.rundown().sketch
    assert [row.title for row in sketch.rows] == ["Welkom en doel", "Pauze", "Casus bespreken", "De opbrengsten"]
    assert (sketch.rows[1].starts_at, sketch.rows[2].starts_at) == (818, 833)
    assert page.fit._lead.text() == "Als je Pauze toevoegt"
    assert page.fit._number.text() == str(8 + 50 + 12 + 15)
    page.rundown.dragLeaveEvent(None)
    assert page.fit._number.text() == str(8 + 50 + 12)


@pytest.mark.parametrize(("target", "order"), [(0, "c o r"), (1, "o c r"), (2, "o r c")])
def test_an_item_is_dragged_to_another_place(make_page, target, order):
    page = make_page("opening", "casus", "opbrengsten")
    moved = page.rundown._plan.items[1]
    height = {0: 2, 1: middle(page, 1), 2: middle(page, 2) + 6}[target]
    drag(page, item_mime(moved.id), height, drop=True)
    letters = {"Welkom en doel": "o", "Casus bespreken": "c", "De opbrengsten": "r"}
    assert " ".join(letters[title] for title in titles(page)) == order


def test_a_block_can_be_dropped_on_an_empty_rundown(make_page, ctx):
    page = make_page()
    assert page.empty.isVisible()
    drag(page, block_mime(block(ctx, "opbrengsten").id), 80, drop=True)
    assert titles(page) == ["De opbrengsten"]
    assert not page.empty.isVisible()


def test_advice_tells_what_is_wrong(make_page, ctx):
    page = make_page("casus", "rollen_talenten", "casus")
    codes = {remark.code for remark in page._plan.advice}
    assert {"too_long", "no_outcomes"} <= codes
    assert page.fit._words.text() == "25 min te lang, geen buffer"
    shown = [widget.text() for widget in page.fit.findChildren(type(page.fit._words)) if widget.isVisible()]
    assert any("opbrengsten" in text for text in shown)
    ctx.workspace.meetings.add_block(page.planner.meeting_id, block(ctx, "opbrengsten").id)
    assert "no_outcomes" not in {remark.code for remark in page._plan.advice}


def test_a_meeting_from_every_template_fits(ctx, app_window, qtbot):
    for number, template in enumerate(ctx.workspace.library.templates()):
        dialog = new_meeting(ctx, app_window)
        dialog.name.setText(f"Bijeenkomst {number}")
        dialog.templates.cards[number].setChecked(True)
        dialog.accept()
        plan = ctx.workspace.meetings.plan(dialog.meeting_id)
        assert [(item.title, item.minutes) for item in plan.items] == list(template.items)
        assert plan.planned_minutes == plan.available_minutes == template.minutes
        assert not [remark for remark in plan.advice if remark.level == "warning"]
        assert app_window.page_id == "prepare"


def test_the_form_tells_what_is_missing(ctx, app_window):
    dialog = new_meeting(ctx, app_window)
    dialog.start.setTime(time(14, 0))
    dialog.end.setTime(time(13, 0))
    dialog.accept()
    assert dialog._name_row.error()
    assert dialog._end_row.error()
    assert ctx.workspace.meetings.rows() == ()
    dialog.reject()


def test_new_facilitators_are_added_by_name(ctx, app_window):
    known = ctx.workspace.people.add("Agnes", facilitator=True)
    dialog = new_meeting(ctx, app_window)
    dialog.name.setText("Start")
    dialog.facilitators.usual.click()
    dialog.facilitators.other.setText("Agnes, Jacob")
    dialog.accept()
    leading = {view.person.name: view for view in ctx.workspace.meetings.plan(dialog.meeting_id).attendees}
    assert set(leading) == {"Agnes", "Jacob"}
    assert leading["Agnes"].person.id == known
    assert all(view.role == "facilitator" for view in leading.values())


def test_who_made_the_programme_leads_a_new_meeting_in_one_step(ctx, app_window):
    assert ctx.workspace.programme.view().facilitator == "Noor" and ctx.workspace.people.rows() == ()
    dialog = new_meeting(ctx, app_window)
    assert (dialog.facilitators.usual.label(), dialog.facilitators.usual.isChecked()) == ("Noor", True)
    dialog.name.setText("Start")
    # Only offered: nobody is on the list of people yet.
    assert ctx.workspace.people.rows() == ()
    dialog.accept()
    (leader,) = ctx.workspace.meetings.plan(dialog.meeting_id).attendees
    assert (leader.person.name, leader.role, leader.person.facilitator) == ("Noor", "facilitator", True)
    # Not named in the logbook before she says yes there.
    ctx.workspace.room.finish(dialog.meeting_id)
    assert ctx.workspace.logbook.contents().book.facilitators == ()
    ctx.workspace.people.update(leader.person.id, in_logbook=True)
    assert ctx.workspace.logbook.contents().book.facilitators == ("Noor",)
    # The next time she is who is on the list, also with her whole name.
    ctx.workspace.people.update(leader.person.id, name="Noor Visser")
    again = new_meeting(ctx, app_window)
    assert again.facilitators.usual is None and again.facilitators.chosen() == [leader.person.id]
    again.reject()
    for _step in range(4):
        ctx.undo()
    assert ctx.workspace.people.rows() == () and ctx.workspace.meetings.rows() == ()


def test_who_signed_off_is_not_put_on_the_list_again(ctx, app_window):
    gone = ctx.workspace.people.add("Noor", facilitator=True)
    ctx.workspace.people.set_state([gone], "withdrawn")
    dialog = new_meeting(ctx, app_window)
    assert dialog.facilitators.usual is None and dialog.facilitators.chosen() == []
    assert dialog.facilitators.other.placeholderText() == "Namen, met komma's ertussen"
    dialog.reject()


def test_details_are_kept_when_a_field_is_left(make_page, ctx):
    page = make_page("opening", "casus", "opbrengsten")
    press(Key.Key_Return)
    assert page.details.isVisible()
    page.details.notes.setFocus()
    type_in("Let op de tijd")
    page.details.leader.setFocus()
    item = ctx.workspace.meetings.plan(page.planner.meeting_id).items[0]
    assert item.notes == "Let op de tijd"
    page.details.instruction.setPlainText("Heet welkom\n\nNoem het doel")
    page.details.instruction.commit()
    assert ctx.workspace.meetings.plan(page.planner.meeting_id).items[0].instruction == ("Heet welkom", "Noem het doel")
    ctx.undo()
    ctx.undo()
    assert page.details.notes.value() == ""
    press(Key.Key_Escape)
    assert not page.details.isVisible()
    assert page.rundown.hasFocus()


def test_what_is_typed_is_kept_when_the_page_is_left(make_page, ctx):
    page = make_page("opening")
    page.show_details(True)
    page.details.notes.setPlainText("Bijna vergeten")
    page.hide()
    assert ctx.workspace.meetings.plan(page.planner.meeting_id).items[0].notes == "Bijna vergeten"


def test_people_are_invited_and_noted_as_absent(make_page, ctx):
    names = ["Noor", "Samir", "Joke"]
    for name in names:
        ctx.workspace.people.add(name)
    page = make_page("opening")
    dialog: PickDialog = page.planner.pick_people(page, lambda: page._plan.attendees)
    dialog.list.setFocus()
    for row in range(3):
        dialog.list.setCurrentIndex(dialog.list.model().index(row, 0))
        QTest.keyClick(dialog.list, Key.Key_Space)
    QTest.keyClick(dialog.list, Key.Key_N)
    assert dialog.list.currentIndex().data(CHOICE_ROLE).state == "away"
    QTest.keyClick(dialog.list, Key.Key_Return)
    assert dialog.isHidden()
    absent = dialog_name = [view.person.name for view in page._plan.attendees if view.status == "absent"]
    assert len(page._plan.attendees) == 3
    assert len(absent) == 1
    assert page.people._words.text() == f"{dialog_name[0]} is er niet."


def test_cases_are_put_on_the_agenda(make_page, ctx):
    case = ctx.workspace.cases.add("Stadstuin Voorhof")
    page = make_page("casus")
    dialog = page.planner.pick_cases(page, lambda: frozenset(row.id for row in page._plan.cases))
    QTest.keyClicks(dialog.search, "tuin")
    QTest.keyClick(dialog.search, Key.Key_Return)
    assert [row.id for row in page._plan.cases] == [case]
    QTest.keyClick(dialog.search, Key.Key_Return)
    assert page._plan.cases == ()
    dialog.accept()


def test_the_title_is_changed_in_place(make_page, ctx):
    page = make_page("opening")
    page.head.edit_title()
    type_in("Houding en gedrag")
    press(Key.Key_Return)
    assert page.head.title_label.text() == "1. Houding en gedrag"
    page.head.edit_title()
    type_in("Toch niet")
    press(Key.Key_Escape)
    assert page.head.title_label.text() == "1. Houding en gedrag"


def test_a_removed_meeting_leads_back_to_the_list(make_page, ctx, qtbot):
    page = make_page("opening")
    with qtbot.waitSignal(ctx.navigationAsked) as asked:
        ctx.workspace.meetings.remove(page.planner.meeting_id)
    assert asked.args[0] == "meetings"


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(make_page, ctx, text):
    page = make_page("opening", "casus")
    meetings, meeting = ctx.workspace.meetings, page.planner.meeting_id
    case = ctx.workspace.cases.add(text)
    person = ctx.workspace.people.add(text)
    first = page._plan.items[0].id
    meetings.update(meeting, title=text, place=text)
    meetings.update_item(first, title=text, leader=text, notes=text, case_id=case, instruction=(text,))
    meetings.set_attendance(meeting, person, "absent")
    page.show_details(True)
    page.grab()
    assert page.minimumSizeHint().width() <= 1302
    assert page.minimumSizeHint().height() <= 700
    assert page.size().width() == 1302
