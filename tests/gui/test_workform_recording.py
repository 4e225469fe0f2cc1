"""Recording in the work form: who was counted, undo, passing, and names only after a yes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.workform_sheets import CountedSheets
from tests.gui.room_views import press
from tests.gui.work_typing import Typist
from tests.gui.workform_desk import (
    CONTROL,
    choose_all,
    page_opener,
    recorded,
    reopen,
    say_yes,
    work,
)


@pytest.fixture
def open_page(app_window, qtbot):
    """Opens the page of the work form for so many people, at its first step, with the keyboard."""
    return page_opener(app_window, qtbot)


def test_undo_takes_the_last_person_back(open_page):
    page, typist = open_page(12), Typist()
    typist.press(Qt.Key.Key_F10)
    for number in range(3):
        choose_all(page, typist, number)
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert recorded(page).choices == 6
    assert page.section().title.text() == "Persoon 3 van 12"
    typist.press(Qt.Key.Key_Y, CONTROL)
    assert page.section().title.text() == "Persoon 4 van 12"


def test_how_many_were_recorded_is_known_after_closing_the_page(open_page):
    page, typist = open_page(6), Typist()
    typist.press(Qt.Key.Key_F10)
    for number in range(2):
        choose_all(page, typist, number)
    # The fifth Enter went on by itself: Ctrl Enter after it counts nobody.
    typist.press(Qt.Key.Key_Return, CONTROL)
    assert page.section().title.text() == "Persoon 3 van 6"
    assert page.section().note.text() == "Nog niets gekozen. Nog een keer Ctrl Enter: deze persoon past."
    typist.press(Qt.Key.Key_Return, CONTROL)
    reopen(page)
    assert page.section().title.text() == "Persoon 4 van 6"
    assert page.section().words.text() == "3 van 6 mensen vastgelegd · 6 van 18 talenten gekozen"
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert page.section().title.text() == "Persoon 3 van 6"


def test_after_closing_the_page_nobody_knows_who_was_only_counted_until_all_were(open_page):
    page, typist = open_page(4, names=True), Typist()
    work(page).names.agree(page.lead.view.row.id, recorded(page).people[0].id, True)
    typist.press(Qt.Key.Key_F10)
    for number in range(2):
        choose_all(page, typist, number)
    assert [row.done for row in page.section().people.rows()] == [True, True, False, False]
    reopen(page)
    assert [row.done for row in page.section().people.rows()] == [True, False, False, False]
    assert page.section().words.text().startswith("1 met naam, 1 alleen geteld")
    for place in (2, 3):
        page.section().go_to(place)
        choose_all(page, typist, place)
    assert [row.done for row in page.section().people.rows()] == [True] * 4
    assert page.section().title.text() == "Iedereen heeft gekozen"


def test_passing_and_taking_back_a_choice(open_page):
    page, typist = open_page(12), Typist()
    typist.press(Qt.Key.Key_F10)
    data = recorded(page)
    typist.pick(data.talents[0], data.talents)
    typist.pick(data.talents[0], data.talents)
    assert page.context_text() == f"{data.talents[0].name} is al gekozen. Kies een ander talent."
    typist.press(Qt.Key.Key_Backspace)
    for _slot in range(5):
        typist.press(Qt.Key.Key_Return)
    assert recorded(page).choices == 0
    assert page.section().title.text() == "Persoon 2 van 12"
    typist.pick(data.talents[1], data.talents)
    typist.press(Qt.Key.Key_Return, CONTROL)
    assert recorded(page).choices == 1
    assert page.section().title.text() == "Persoon 3 van 12"
    typist.write("qqq")
    typist.press(Qt.Key.Key_Return)
    assert page.section().line.list.accessibleName() == "Niets begint met deze letters."


def test_the_short_script_asks_no_growth(open_page):
    page, typist = open_page(6, block="rollen_talenten_kort"), Typist()
    typist.press(Qt.Key.Key_F10)
    choose_all(page, typist, 0, growth=False)
    data = recorded(page)
    assert (data.choices, data.growths, data.roles_chosen) == (3, 0, 1)


def test_names_are_asked_per_person_and_go_after_a_question(open_page):
    page, typist = open_page(12), Typist()
    section = page.section()
    assert QApplication.focusWidget() is section.totals
    section.names.setFocus()
    typist.press(Qt.Key.Key_Space)
    assert recorded(page).names
    section.people.setFocus()
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Down)
    typist.press(Qt.Key.Key_Space)
    yes = [person.name for person in recorded(page).people if person.agreed]
    assert yes == [recorded(page).people[0].name, recorded(page).people[2].name]
    typist.press(Qt.Key.Key_F10)
    for number in range(2):
        choose_all(page, typist, number)
    first, second = recorded(page).people[:2]
    assert len(first.own) == 3 and first.role is not None
    assert not second.recorded
    assert [row.done for row in page.section().people.rows()[:3]] == [True, True, False]
    assert page.section().person().name == recorded(page).people[2].name
    typist.press(Qt.Key.Key_1, CONTROL)
    section.totals.setFocus()
    typist.press(Qt.Key.Key_Space)
    assert recorded(page).names
    say_yes(page, "Namen weghalen")
    assert not recorded(page).names
    assert not any(person.recorded for person in recorded(page).people)
    assert recorded(page).choices == 6
    assert page.section().people.rows() == ()


def test_one_yes_is_taken_back_after_a_question(open_page):
    page, typist = open_page(3, names=True), Typist()
    page.section().people.setFocus()
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Space)
    assert recorded(page).people[0].agreed
    say_yes(page, "Naam weghalen")
    assert not recorded(page).people[0].agreed


def test_a_talent_by_name_with_giver_and_example(open_page):
    page, typist = open_page(6, names=True), Typist()
    for person in recorded(page).people[:2]:
        work(page).names.agree(page.lead.view.row.id, person.id, True)
    typist.press(Qt.Key.Key_4, CONTROL)
    data = recorded(page)
    getter, giver = data.people[:2]
    typist.pick(data.talents[3], data.talents)
    typist.write(giver.name[:2])
    typist.press(Qt.Key.Key_Return)
    typist.write("Je vroeg door")
    typist.press(Qt.Key.Key_Return)
    (gift,) = work(page).recording.gifts(page.lead.view.row.id, getter.id)
    assert (gift.talent, gift.giver, gift.example) == (data.talents[3].name, giver.name.split()[0], "Je vroeg door")
    typist.press(Qt.Key.Key_Down, CONTROL)
    typist.press(Qt.Key.Key_Down, CONTROL)
    typist.pick(data.talents[4], data.talents)
    assert recorded(page).gifts == 2
    assert recorded(page).people[2].given == ()
    typist.press(Qt.Key.Key_Up, CONTROL)
    typist.press(Qt.Key.Key_Up, CONTROL)
    page.section().take_back(gift.id)
    assert recorded(page).gifts == 1


def test_counted_sheets_know_what_undo_left():
    sheets = CountedSheets()
    sheets.look(4)
    for number in range(1, 4):
        sheets.saved(4 + number, bytes([number]))
    assert sheets.people() == {b"\x01", b"\x02", b"\x03"}
    sheets.look(6)
    assert sheets.people() == {b"\x01", b"\x02"}
    sheets.look(7)
    assert sheets.people() == {b"\x01", b"\x02", b"\x03"}
    sheets.look(6)
    sheets.saved(7, b"\x04")
    assert sheets.people() == {b"\x01", b"\x02", b"\x04"}


def test_whoever_said_yes_and_passes_is_done_without_anything_written_down(open_page):
    page, typist = open_page(6, names=True), Typist()
    person = recorded(page).people[0]
    work(page).names.agree(page.lead.view.row.id, person.id, True)
    typist.press(Qt.Key.Key_3, CONTROL)
    assert page.section().person().id == person.id
    typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_Return, CONTROL)
    first, *_others = page.section().people.rows()
    assert (first.done, first.detail) == (True, "gepast")
    assert page.section().person().id != person.id and not recorded(page).people[0].recorded
    for number in range(1, 6):
        choose_all(page, typist, number)
    assert page.section().title.text() == "Iedereen heeft gekozen"


def test_a_part_that_is_clicked_has_the_keyboard(open_page, qtbot):
    page, typist = open_page(3), Typist()
    assert page.parts.current() == "names"
    where = page.parts.segment_rect("choices").center().toPoint()
    qtbot.mouseClick(page.parts, Qt.MouseButton.LeftButton, pos=where)
    choose_all(page, typist, 0)
    assert recorded(page).counted == 1
    page.section().done.setFocus()
    # Once more on the part that is there: back to where one types.
    qtbot.mouseClick(page.parts, Qt.MouseButton.LeftButton, pos=where)
    choose_all(page, typist, 1)
    assert recorded(page).counted == 2


def test_by_keyboard_one_goes_past_the_parts(open_page):
    page = open_page(3)
    page.parts.setFocus()
    press(Qt.Key.Key_Home)
    first = list(page.sections)[1:3]
    for name in first:
        press(Qt.Key.Key_Right)
        assert page.parts.hasFocus() and page.parts.current() == name
