"""The page of the work form by keyboard: a whole round of twelve, and the keys that a round of twenty-four takes."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from ef_desktop.domain.timer import FINISHED
from tests.gui.room_views import cards_of, press, type_text
from tests.gui.work_typing import Typist
from tests.gui.workform_desk import (
    CONTROL,
    choose_all,
    page_opener,
    picture,
    recorded,
    work,
)

KEYS_IN_TEN_MINUTES = 10 * 60 * 3


@pytest.fixture
def open_page(app_window, qtbot):
    """Opens the page of the work form for so many people, at its first step, with the keyboard."""
    return page_opener(app_window, qtbot)


def test_a_whole_round_of_twelve_by_keyboard(open_page):
    page, typist = open_page(12), Typist()
    assert page.parts.current() == "names"
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "choices"
    for number in range(12):
        choose_all(page, typist, number)
        assert recorded(page).counted == number + 1
    data = recorded(page)
    assert (data.choices, data.growths, data.roles_chosen) == (36, 12, 12)
    assert page.section().title.text() == "Iedereen heeft gekozen"
    # Only totals: the screen itself names nobody either.
    assert [row.name for row in page.section().people.rows()] == [f"Persoon {number}" for number in range(1, 13)]
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "circles"
    typist.press(Qt.Key.Key_Return)
    assert [len(circle.names) for circle in page.lead.view.circles] == [4, 4, 4]
    typist.press(Qt.Key.Key_F12)
    assert page.lead.view.turn.number == 2
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "gifts"
    for number in range(12):
        typist.pick(data.talents[number], data.talents)
    assert recorded(page).gifts == 12
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "notes"
    typist.write("Ik zie meer dan ik dacht")
    typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "picture"
    typist.write("Veel hart")
    typist.press(Qt.Key.Key_F10)
    assert page.lead.view.observations == ("Veel hart",)
    assert page.parts.current() == "needs"
    options = (*data.roles, *data.talents)
    for option in (*data.roles[:3], *data.talents[:5]):
        left = [one for one in options if one not in data.roles or len([n for n in picture(page).needs if n.kind == "role"]) < 3]
        typist.pick(option, left)
    assert [need.name for need in picture(page).needs] == [option.name for option in (*data.roles[:3], *data.talents[:5])]
    typist.press(Qt.Key.Key_F10)
    assert page.parts.current() == "roles"
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Down, CONTROL)
    typist.press(Qt.Key.Key_Return, CONTROL)
    takers = work(page).picture.takers(page.lead.view.row.id)
    assert {(taker.role, taker.wanted, taker.due_on) for taker in takers} == {
        (data.roles[0].name, False, date(2026, 3, 26)),
        (data.roles[1].name, True, date(2026, 3, 26)),
    }
    typist.press(Qt.Key.Key_F10)
    typist.write("We durfden meer")
    typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_F10)
    assert page.head.next.label() == "Klaar" and page.section().agreed.hasFocus()
    typist.write("Noor belt de buurt")
    typist.press(Qt.Key.Key_Return, CONTROL)
    typist.press(Qt.Key.Key_F10)
    assert page.lead.phase() == FINISHED
    cards = {card.text: card.private for card in cards_of(page.ctx.workspace, page.meeting_id)}
    assert cards["Ik zie meer dan ik dacht"] and not cards["We durfden meer"] and not cards["Noor belt de buurt"]


def test_a_name_that_is_chosen_stays_with_the_whole_reason_why_it_is_not_kept(open_page):
    page, typist = open_page(6), Typist()
    typist.press(Qt.Key.Key_8, CONTROL)
    section = page.section()
    name = recorded(page).people[0].name
    typist.write(name)
    typist.press(Qt.Key.Key_Return)
    assert (section.line.edit.text(), picture(page).roles[0].taken) == (name, 0)
    assert "Jullie bewaren alleen totalen." in section.line.words.text() and section.line.words.wordWrap()
    typist.write("x")
    assert section.line.words.text() == "Leeg: iemand pakt de rol, zonder naam."
    typist.press(Qt.Key.Key_Backspace)
    typist.write(name)
    typist.press(Qt.Key.Key_Return)
    typist.press(Qt.Key.Key_Return)
    (taker,) = work(page).picture.takers(page.lead.view.row.id)
    assert (taker.name, section.line.edit.text()) == ("", "")


@pytest.mark.parametrize(
    ("people", "block", "parts"),
    [
        (6, "rollen_talenten_kort", "names choices gifts notes picture roles notes"),
        (24, "rollen_talenten", "names choices circles gifts notes picture needs roles notes notes"),
    ],
)
def test_every_step_of_both_scripts_opens_its_part_and_ctrl_z_goes_back(open_page, people, block, parts):
    page, typist, seen = open_page(people, block=block), Typist(), []
    titles = [step.title for step in page.lead.view.steps]
    for title in titles:
        assert page.lead.step().title == title
        seen.append(page.parts.current())
        page.head.next.setFocus()
        typist.press(Qt.Key.Key_F10)
    assert seen == parts.split()
    assert page.lead.phase() == FINISHED and not page.head.next.isVisible()
    for title in reversed(titles):
        page.ctx.undo()
        assert page.lead.step().title == title


def test_a_round_of_twenty_four_takes_less_than_ten_minutes_of_typing(open_page):
    page, typist = open_page(24), Typist()
    typist.press(Qt.Key.Key_F10)
    for number in range(24):
        choose_all(page, typist, number)
    data = recorded(page)
    assert (data.choices, data.growths, data.roles_chosen) == (72, 24, 24)
    typist.press(Qt.Key.Key_4, CONTROL)
    for number in range(72):
        typist.pick(data.talents[number % 24], data.talents)
    assert recorded(page).gifts == 72
    typist.press(Qt.Key.Key_6, CONTROL)
    typist.write("Wij zijn sterk in luisteren en zwak in begrenzen")
    typist.press(Qt.Key.Key_7, CONTROL)
    for option in (*data.talents[:5], *data.roles[:3]):
        typist.write(option.name)
        typist.press(Qt.Key.Key_Return)
    assert len(picture(page).needs) == 8
    typist.press(Qt.Key.Key_8, CONTROL)
    for _role in range(3):
        typist.press(Qt.Key.Key_Return)
        typist.press(Qt.Key.Key_Down, CONTROL)
    assert len(work(page).picture.takers(page.lead.view.row.id)) == 3
    assert typist.keys < KEYS_IN_TEN_MINUTES, typist.keys


def test_six_tables_tell_their_totals(open_page):
    page, typist = open_page(24), Typist()
    typist.press(Qt.Key.Key_5, CONTROL)
    data = recorded(page)
    for _table in range(6):
        for talent in data.talents[:12]:
            typist.write(talent.name[:6] + " 1")
            typist.press(Qt.Key.Key_Return)
        typist.press(Qt.Key.Key_Down, CONTROL)
    assert recorded(page).choices == 72
    assert typist.keys < KEYS_IN_TEN_MINUTES
    assert page.section().title.text() == "Tafel 7"
    typist.press(Qt.Key.Key_Up, CONTROL)
    assert page.section().grid.counts()[data.talents[0].id] == 1
    typist.write(data.talents[0].name[:6])
    typist.press(Qt.Key.Key_Return)
    assert page.section().grid.counts()[data.talents[0].id] == 2
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert page.section().grid.counts()[data.talents[0].id] == 1


def test_people_move_between_groups_by_a_number(open_page):
    page, typist = open_page(12), Typist()
    typist.press(Qt.Key.Key_2, CONTROL)
    typist.press(Qt.Key.Key_Return)
    first = page.lead.view.circles[0].person_ids[0]
    typist.write("2")
    assert first in page.lead.view.circles[1].person_ids
    assert page.section().grid.person() == first
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert page.lead.view.circles[0].person_ids[0] == first
    typist.press(Qt.Key.Key_Right)
    assert page.section().grid.person() == page.lead.view.circles[1].person_ids[0]


@pytest.mark.parametrize("height", [600, 688])
def test_six_groups_of_four_stand_in_their_boxes_in_a_low_window(open_page, app_window, height):
    page, typist = open_page(24), Typist()
    app_window.resize(1366, height)
    typist.press(Qt.Key.Key_2, CONTROL)
    typist.press(Qt.Key.Key_Return)
    QApplication.processEvents()
    grid = page.section().grid
    places = dict(grid._rects())
    assert len(places) == 24
    for (column, _row), rect in places.items():
        assert grid._column(column).contains(rect) and rect.height() >= 20


def test_a_need_from_outside_and_taking_out(open_page):
    page, typist = open_page(12), Typist()
    typist.press(Qt.Key.Key_7, CONTROL)
    section = page.section()
    assert section.none.isVisible()
    for name in (recorded(page).roles[1].name, recorded(page).talents[2].name):
        typist.write(name)
        typist.press(Qt.Key.Key_Return)
    section._rows[picture(page).needs[0].id].outside.setFocus()
    type_text("De opbouwwerker")
    press(Qt.Key.Key_Return)
    assert picture(page).needs[0].outside == "De opbouwwerker"
    section.line.edit.setFocus()
    typist.press(Qt.Key.Key_Backspace)
    assert [need.kind for need in picture(page).needs] == ["role"]
    typist.press(Qt.Key.Key_Z, CONTROL)
    assert len(picture(page).needs) == 2


def test_a_proposal_comes_with_its_reason_and_appoints_nobody(open_page):
    page, typist = open_page(6, names=True), Typist()
    round_id, data = page.lead.view.row.id, recorded(page)
    person = data.people[0]
    work(page).names.agree(round_id, person.id, True)
    typical = work(page).sets.view().roles[0].talents[0]
    work(page).recording.choose(round_id, [typical], person_id=person.id)
    typist.press(Qt.Key.Key_8, CONTROL)
    buttons = page.section().proposals.buttons()
    assert len(buttons) == 1 and "koos zelf" in buttons[0].accessibleName()
    assert work(page).picture.takers(round_id) == ()
    buttons[0].setFocus()
    typist.press(Qt.Key.Key_Space)
    typist.press(Qt.Key.Key_Return)
    (taker,) = work(page).picture.takers(round_id)
    assert taker.name == person.name.split()[0]
    page.section().release(taker.id)
    assert work(page).picture.takers(round_id) == ()


def test_the_picture_counts_growth_on_demand_and_grows_over_meetings(open_page):
    page, typist = open_page(6), Typist()
    round_id, data = page.lead.view.row.id, recorded(page)
    work(page).recording.choose(round_id, [data.talents[0].id], data.talents[1].id)
    typist.press(Qt.Key.Key_6, CONTROL)
    section = page.section()
    assert section.title.text() == "1 van 24 talenten is in huis"
    assert f"{data.talents[1].name}: ontbreekt" in section.face.accessibleName()
    section.with_growth.setFocus()
    typist.press(Qt.Key.Key_Space)
    assert section.title.text() == "2 van 24 talenten zijn in huis"
    page = open_page(6, day=19)
    work(page).recording.choose(page.lead.view.row.id, [data.talents[2].id, data.talents[0].id])
    typist.press(Qt.Key.Key_6, CONTROL)
    assert len(page.section().grown.text().split("\n")) == 2
    assert "1 nieuw" in page.section().grown.text().split("\n")[1]


def test_a_step_begins_from_the_strip(open_page):
    page, typist = open_page(12), Typist()
    page.strip.setFocus()
    typist.press(Qt.Key.Key_Right)
    typist.press(Qt.Key.Key_Right)
    assert page.strip.accessibleName() == "Kort verhaal, 8 min, komt nog"
    typist.press(Qt.Key.Key_Return)
    assert page.lead.view.index == 2
    assert page.parts.current() == "circles"


def test_a_page_without_people_or_a_round_says_what_to_do(open_page, ctx):
    page = open_page(0)
    for number, words in ((1, "Er worden geen namen bewaard"), (2, "Voorstel voor de groepjes")):
        press(getattr(Qt.Key, f"Key_{number}"), CONTROL)
        section = page.section()
        assert words in ((section.people_title if number == 1 else section.title).text())
    for number in range(3, 10):
        press(getattr(Qt.Key, f"Key_{number}"), CONTROL)
        assert page.section().isVisible()
    work(page).remove(page.lead.view.row.id)
    assert page.none.isVisible() and not page.body.isVisible()


def test_in_a_small_window_the_entry_keeps_its_room(open_page, app_window, qtbot):
    page = open_page(12, names=True)
    assert page.card.isVisible() and page.strip.isVisible()
    app_window.resize(1000, 600)
    qtbot.waitUntil(lambda: page.section().low)
    assert not page.card.isVisible() and not page.strip.isVisible()
    for number in (3, 4, 8):
        press(getattr(Qt.Key, f"Key_{number}"), CONTROL)
        QApplication.processEvents()
        section = page.section()
        under = section.line.mapTo(section, section.line.rect().bottomLeft()).y()
        assert section.done.mapTo(section, section.done.rect().topLeft()).y() > under
        assert section.done.mapTo(page, section.done.rect().bottomLeft()).y() < page.height()
    app_window.resize(1366, 768)
    qtbot.waitUntil(lambda: page.card.isVisible() and page.strip.isVisible())


def test_a_work_form_that_is_done_shows_the_way_back_to_leading(open_page, app_window, qtbot):
    page = open_page(3)
    assert ("F10", "volgende stap") in page.key_hints() and not page.head.leave.isVisible()
    while page.lead.phase() != FINISHED:
        press(Qt.Key.Key_F10)
    assert not any(key == "F10" for key, _words in page.key_hints())
    assert ("Alt R", "terug naar begeleiden") in page.key_hints()
    shown = [label.text() for label in app_window._status.hints.findChildren(QLabel)]
    assert "terug naar begeleiden" in shown and "volgende stap" not in shown
    assert page.head.leave.isVisible() and not page.head.next.isVisible()
    qtbot.mouseClick(page.head.leave, Qt.MouseButton.LeftButton)
    assert app_window.page_id == "cockpit"
    assert app_window.page.meeting_id == page.meeting_id


def test_the_words_beside_a_bar_and_the_sentence_say_the_same(open_page):
    page, typist = open_page(6), Typist()
    round_id, (talent, *_others) = page.lead.view.row.id, recorded(page).talents
    for count, words in ((1, "1 · weinig"), (2, "2 · genoeg"), (3, "3 · veel")):
        work(page).recording.choose(round_id, [talent.id])
        typist.press(Qt.Key.Key_6, CONTROL)
        section = page.section()
        shown = next(one for one in section.face._view.talents if one.id == talent.id)
        assert section.face._words(shown) == words
        assert (f"We hebben veel van: {talent.name}." in section.sentences.text()) == (count == 3)
