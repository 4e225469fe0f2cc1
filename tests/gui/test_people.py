"""The page Deelnemers by keyboard: adding people, changing what is known of one, consent, participation, attendance, erasing."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.db.tables import Consent
from ef_desktop.domain.peopleviews import AGREED, LOGBOOK, PROPOSED, WALL, WITHDRAWN
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.dialogs.erase import EraseDialog
from ef_desktop.ui.pages.people import PeoplePage
from ef_desktop.ui.pages.people_form import CONSENT, PART
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.people_desk import details, names, open_people, row
from tests.gui.planning_views import NASTY

Key = Qt.Key


@pytest.fixture
def page(ctx, qtbot):
    return open_people(ctx, qtbot)


def test_names_are_added_one_after_another(page):
    assert page.first.hasFocus()
    for name in ("Samir", "Noor", "Esra"):
        QTest.keyClicks(QApplication.focusWidget(), name)
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Return)
    assert names(page) == ["Esra", "Noor", "Samir"]
    assert page.form.name.value() == "Esra"
    assert page.quick.hasFocus()


def test_a_field_is_kept_when_left_and_is_one_undo_step(page, ctx):
    ctx.workspace.people.add("Noor")
    page.form.function.setFocus()
    QTest.keyClicks(page.form.function, "projectleider")
    page.form.department.setFocus()
    assert row(ctx, "Noor").function == "projectleider"
    assert page.list.rows().index(0).data(Qt.ItemDataRole.UserRole).detail == "projectleider"
    ctx.undo()
    assert row(ctx, "Noor").function == ""
    assert page.form.function.value() == ""


def test_notes_are_kept(page, ctx):
    ctx.workspace.people.add("Noor")
    page.form.notes.setFocus()
    QTest.keyClicks(page.form.notes, "Belt liever")
    page.form.name.setFocus()
    assert details(ctx, "Noor").notes == "Belt liever"


def test_nobody_may_be_named_until_asked_and_taking_back_is_one_key(page, ctx):
    ctx.workspace.people.add("Noor")
    page.form.show_part(CONSENT)
    rows = page.form.consent.rows
    assert [entry.choice.current() for entry in rows.values()] == ["", "", ""]
    logbook = rows[LOGBOOK]
    logbook.choice.setFocus()
    QTest.keyClick(logbook.choice, Key.Key_End)
    given = details(ctx, "Noor").consents[1]
    assert (given.form, given.asked_by, given.given_on) == ("full", "Noor", date(2026, 3, 12))
    named = ctx.workspace.people.named()
    assert row(ctx, "Noor").id in named[LOGBOOK] and not named[WALL]
    logbook.asked_by.setFocus()
    logbook.asked_by.selectAll()
    QTest.keyClicks(logbook.asked_by, "Esra")
    logbook.choice.setFocus()
    assert details(ctx, "Noor").consents[1].asked_by == "Esra"
    QTest.keyClick(logbook.choice, Key.Key_Home)
    taken = details(ctx, "Noor").consents[1]
    assert (taken.form, taken.withdrawn_on) == ("", date(2026, 3, 12))
    assert "12 maart 2026" in logbook._told.text()
    ctx.undo()
    assert logbook.choice.current() == "full"


def test_a_yes_that_is_over_says_so(page, ctx):
    noor = ctx.workspace.people.add("Noor", on_wall=True)
    page.form.show_part(CONSENT)
    row = page.form.consent.rows[WALL]
    for end, form, said in ((date(2026, 3, 12), "first", "geldt tot en met 12 maart 2026"), (date(2026, 3, 11), "", "gold tot en met 11 maart 2026")):
        with ctx.workspace._store.unit("Test") as session:
            session.query(Consent).filter(Consent.person_id == noor).one().valid_until = end
        assert row.choice.current() == form and said in row._told.text()


def test_the_wall_knows_no_full_names(page, ctx):
    ctx.workspace.people.add("Noor")
    wall = page.form.consent.rows[WALL]
    page.form.show_part(CONSENT)
    wall.choice.setFocus()
    QTest.keyClick(wall.choice, Key.Key_End)
    assert details(ctx, "Noor").consents[0].form == "first"


def test_participation_with_who_agreed(page, ctx):
    ctx.workspace.people.add("Noor")
    page.form.show_part(PART)
    state = page.form.state
    assert state.choice.current() == PROPOSED
    assert not state.agreed_by.isVisible()
    state.choice.setFocus()
    QTest.keyClick(state.choice, Key.Key_Right)
    assert state.agreed_by.isVisible()
    QTest.keyClicks(state.agreed_by, "Team organisatieontwikkeling")
    QTest.keyClick(state.agreed_by, Key.Key_Return)
    known = details(ctx, "Noor")
    assert (known.state, known.agreed_by, known.agreed_on) == (AGREED, "Team organisatieontwikkeling", date(2026, 3, 12))
    QTest.keyClick(state.choice, Key.Key_End)
    assert details(ctx, "Noor").state == WITHDRAWN


def test_attendance_is_set_on_the_persons_page(page, ctx):
    meeting = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 4, 2))
    ctx.workspace.people.add("Noor")
    page.form.show_part(PART)
    part = page.form.meetings
    part.choice.setFocus()
    told = {"expected": "Op de lijst van 1 bijeenkomst", "present": "1 bijeenkomst", "absent": "Op de lijst van 1 bijeenkomst"}
    for key, status in ((Key.Key_Right, "expected"), (Key.Key_Right, "present"), (Key.Key_End, "absent")):
        QTest.keyClick(part.choice, key)
        assert details(ctx, "Noor").meetings[0].status == status
        assert page.form._line.text() == f"{told[status]} · Voorgesteld"
    QTest.keyClick(part.choice, Key.Key_Home)
    assert ctx.workspace.meetings.attendance(meeting) == ()


def test_tab_reaches_what_stands_above_the_name(page, three):
    page.list.setFocus()
    told = []
    for _stop in range(4):
        QTest.keyClick(QApplication.focusWidget(), Key.Key_Tab)
        told.append(QApplication.focusWidget())
    assert told[0] is page.form.erase and told[2:] == [page.form.parts, page.form.name]


def test_enter_goes_to_a_case_of_the_person(page, ctx, qtbot):
    noor = ctx.workspace.people.add("Noor")
    case = ctx.workspace.cases.add("Stadstuin", brought_by_id=noor)
    page.form.show_part(PART)
    page.form.own.list.setFocus()
    with qtbot.waitSignal(ctx.navigationAsked) as asked:
        QTest.keyClick(page.form.own.list, Key.Key_Return)
    assert asked.args == ["cases", {"case_id": case}]


def test_an_empty_name_is_refused_and_comes_back(page, ctx, qtbot):
    ctx.workspace.people.add("Noor")
    page.form.name.setFocus()
    page.form.name.clear()
    with qtbot.waitSignal(ctx.toastAsked) as asked:
        page.form.phone.setFocus()
    assert asked.args[0].failure
    assert page.form.name.value() == "Noor"
    assert names(page) == ["Noor"]


def test_another_person_never_gets_what_was_typed_for_the_first(page, ctx):
    first = ctx.workspace.people.add("Anna")
    second = ctx.workspace.people.add("Bas")
    page.list.choose(first)
    page.form.email.setFocus()
    QTest.keyClicks(page.form.email, "anna@delft.example")
    page.list.choose(second)
    assert row(ctx, "Anna").email == "anna@delft.example"
    assert row(ctx, "Bas").email == ""
    assert page.form.email.value() == ""


def test_in_a_file_that_is_only_looked_at_nothing_seems_to_change(closed_ctx, work_file, qtbot):
    own = Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings)
    noor = own.people.add("Noor")
    own.meetings.create("Houding en gedrag")
    own.close()
    closed_ctx.use(Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, read_only=True))
    page = PeoplePage(closed_ctx)
    qtbot.addWidget(page)
    page.show()
    page.enter(person_id=noor)
    controls = (page.form.state.choice, page.form.meetings.choice, page.form.consent.rows[WALL].choice)
    for control in controls:
        before = control.current()
        with qtbot.waitSignal(closed_ctx.toastAsked) as told:
            QTest.keyClick(control, Key.Key_End)
        assert told.args[0].failure
        assert control.current() == before


def test_a_yes_of_the_work_form_is_shown_and_taken_back(page, ctx, three):
    work = ctx.workspace.workform
    meeting = ctx.workspace.meetings.create("Houding en gedrag")
    kept = work.begin(meeting)
    page.list.choose(three[0])
    page.form.show_part(CONSENT)
    assert not page.form.consent.rounds.isVisible()
    work.names.keep(kept)
    work.names.agree(kept, three[0], True)
    work.recording.choose(kept, [work.recording.view(kept).talents[0].id], person_id=three[0])
    assert [(entry.meeting, entry.round_id) for entry in details(ctx, "Anna").rounds] == [("Houding en gedrag", kept)]
    assert page.form.consent.rounds.isVisible()
    button = page.form.consent.rounds.buttons[0]
    assert button.accessibleName() == "Het ja bij Houding en gedrag terugnemen"
    button.setFocus()
    QTest.keyClick(button, Key.Key_Space)
    dialog = next(widget for widget in QApplication.topLevelWidgets() if isinstance(widget, MessageDialog) and widget.isVisible())
    dialog.accept()
    assert details(ctx, "Anna").rounds == ()
    assert work.names.agreed(kept) == frozenset()
    assert not page.form.consent.rounds.isVisible()


def test_erasing_opens_for_the_person_that_is_shown(page, ctx, three):
    page.list.choose(three[1])
    QTest.mouseClick(page.form.erase, Qt.MouseButton.LeftButton)
    dialog = page.findChild(EraseDialog)
    assert dialog.isVisible() and dialog._person_id == three[1]
    ctx.stop_work()
    dialog.reject()
    assert names(page) == ["Anna", "Bas", "Cor"]


@pytest.mark.parametrize("text", NASTY)
def test_awkward_texts_keep_the_page_within_the_window(page, ctx, text):
    person = ctx.workspace.people.add(text, function=text, organisation=text, department=text, email=text)
    ctx.workspace.cases.add(text, brought_by_id=person)
    ctx.workspace.meetings.create(text)
    for part in (PART, CONSENT):
        page.form.show_part(part)
        page.grab()
    assert page.minimumSizeHint().width() <= 1150
    assert page.size().width() == 1150
