"""Twenty people and a few who walk in, checked in by keyboard: letters and Enter."""

import pytest
from PySide6.QtCore import Qt

from ef_desktop.ui.pages.cockpit_checkin import CheckInSheet
from tests.gui.room_views import go, make_meeting, press, type_text

ALT, CONTROL, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
TWENTY = (
    "Noor Visser", "Samir Bakkali", "Esra Yildiz", "Joke Hendriks", "Ruud Kramer", "Daan Mulder", "Marleen Ligthart",
    "Winston Rozenblad", "Femke Bos", "Bram Dekker", "Ilse Tromp", "Karim Amrani", "Patricia Vos", "Yara Ouali",
    "Noah van Dijk", "Sanne de Wit", "Esther Maas", "Jan Hofman", "Jasper Hof", "René Şahin",
)  # fmt: skip


@pytest.fixture
def cockpit(app_window, ctx, qtbot):
    """The cockpit on a meeting with twenty people who are expected, with the keyboard."""
    return go(app_window, qtbot, "cockpit", meeting_id=make_meeting(ctx.workspace, people=TWENTY))


def statuses(cockpit):
    return {view.attendee.person.name: view.attendee.status for view in cockpit.ctx.workspace.meetings.attendance(cockpit.meeting_id)}


def sheet_of(cockpit):
    (sheet,) = cockpit.window().findChildren(CheckInSheet)
    return sheet


def check_in(sheet, name) -> int:
    """Type letters of a name until that person is lit, press Enter, and return the keys it took."""
    for keys, letter in enumerate(name.casefold(), 1):
        type_text(letter)
        row = sheet.list.current()
        if row is not None and row.title == name:
            press(Qt.Key.Key_Return)
            return keys + 1
    raise AssertionError(name)


def test_twenty_people_take_at_most_four_keys_each(cockpit):
    press(Qt.Key.Key_A, ALT)
    sheet = sheet_of(cockpit)
    counts = [check_in(sheet, name) for name in TWENTY]
    assert max(counts) <= 4, dict(zip(TWENTY, counts, strict=True))
    assert sum(counts) <= 60
    assert set(statuses(cockpit).values()) == {"present"}
    assert sheet.count.text() == "20 van 20 aanwezig"
    press(Qt.Key.Key_Escape)
    assert cockpit.people.count.text() == "20 van 20 aanwezig"
    assert cockpit.bar.line.hasFocus()


def test_who_is_not_known_walks_in_with_one_enter(cockpit):
    press(Qt.Key.Key_A, ALT)
    type_text("Piet Bakker")
    press(Qt.Key.Key_Return)
    type_text("Loes Prins")
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Return)
    people = {view.attendee.person.name: view.attendee for view in cockpit.ctx.workspace.meetings.attendance(cockpit.meeting_id)}
    assert (people["Piet Bakker"].status, people["Piet Bakker"].person.outside) == ("present", False)
    assert (people["Loes Prins"].status, people["Loes Prins"].person.outside) == ("present", True)
    press(Qt.Key.Key_Z, CONTROL)
    assert "Loes Prins" not in statuses(cockpit)
    assert "Piet Bakker" in statuses(cockpit)


def test_late_and_absent_by_key_and_in_the_counts(cockpit):
    press(Qt.Key.Key_A, ALT)
    sheet = sheet_of(cockpit)
    type_text("femke")
    press(Qt.Key.Key_Return, SHIFT)
    type_text("ruud")
    press(Qt.Key.Key_Return, CONTROL)
    type_text("noor")
    press(Qt.Key.Key_Return)
    assert sheet.count.text() == "1 van 20 aanwezig · 1 komt later · 1 komt niet"
    assert (statuses(cockpit)["Femke Bos"], statuses(cockpit)["Ruud Kramer"]) == ("expected", "absent")
    type_text("femke")
    press(Qt.Key.Key_Return)
    assert statuses(cockpit)["Femke Bos"] == "present"


def test_capitals_accents_and_initials_do_not_matter(cockpit):
    press(Qt.Key.Key_A, ALT)
    for letters in ("rene", "YARA", "wr"):
        type_text(letters)
        press(Qt.Key.Key_Return)
    present = {name for name, status in statuses(cockpit).items() if status == "present"}
    assert present == {"René Şahin", "Yara Ouali", "Winston Rozenblad"}


def test_somebody_who_is_known_but_not_invited(cockpit):
    cockpit.ctx.workspace.people.add("Zeynep Kaya")
    press(Qt.Key.Key_A, ALT)
    type_text("zey")
    assert sheet_of(cockpit).list.current().detail == "niet uitgenodigd"
    press(Qt.Key.Key_Return)
    assert statuses(cockpit)["Zeynep Kaya"] == "present"


def test_twice_is_told_and_changes_nothing(cockpit):
    press(Qt.Key.Key_A, ALT)
    for _number in range(2):
        type_text("noor v")
        press(Qt.Key.Key_Return)
    assert statuses(cockpit)["Noor Visser"] == "present"
    assert cockpit.context_text() == "Noor Visser was er al"
    assert len(statuses(cockpit)) == 20


def test_the_clock_and_its_keys_go_on_meanwhile(cockpit):
    press(Qt.Key.Key_F5)
    press(Qt.Key.Key_A, ALT)
    press(Qt.Key.Key_F9)
    assert cockpit.ctx.workspace.room.timer(cockpit.meeting_id).index == 1
    assert sheet_of(cockpit).isVisible()


def test_with_only_facilitators_it_does_not_say_that_nobody_is_invited(app_window, ctx, qtbot):
    meeting = ctx.workspace.meetings.create("Kick-off")
    cockpit = go(app_window, qtbot, "cockpit", meeting_id=meeting)
    assert cockpit.people.count.text() == "Nog niemand uitgenodigd"
    ctx.workspace.meetings.set_facilitators(meeting, [ctx.workspace.people.add(name) for name in ("Ans", "Bert")])
    assert cockpit.people.count.text() == "Nog alleen begeleiders"
