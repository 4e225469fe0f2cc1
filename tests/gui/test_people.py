"""The page Deelnemers by keyboard: adding, finding, changing, consent, participation, several at once, removing."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.db.tables import Consent
from ef_desktop.domain.peopleviews import AGREED, LOGBOOK, PROPOSED, WALL, WITHDRAWN
from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.dialogs.erase import EraseDialog
from ef_desktop.ui.dialogs.people_import import ImportPeopleDialog
from ef_desktop.ui.pages.people import PeoplePage
from ef_desktop.ui.pages.people_deeds import MANY
from ef_desktop.ui.pages.people_form import CONSENT, PART
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.page_alone import shown_page
from tests.gui.planning_views import NASTY

Key = Qt.Key
Mod = Qt.KeyboardModifier


@pytest.fixture
def page(ctx, qtbot):
    """The page on an empty list, shown."""
    return shown_page(PeoplePage(ctx), qtbot)


@pytest.fixture
def three(ctx):
    """Anna, Bas and Cor."""
    return [ctx.workspace.people.add(name) for name in ("Anna", "Bas", "Cor")]


def names(page) -> list[str]:
    """Names in the list."""
    model = page.list.rows()
    return [model.index(row).data() for row in range(model.rowCount())]


def row(ctx, name: str):
    """A person by name, as the work file has it."""
    return next(row for row in ctx.workspace.people.rows() if row.name == name)


def details(ctx, name: str):
    """Everything about a person by name."""
    return ctx.workspace.people.details(row(ctx, name).id)


def test_names_are_added_one_after_another(page):
    QTest.keyClick(QApplication.focusWidget(), Key.Key_Space)
    assert page.quick.hasFocus()
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


def test_removing_can_be_undone(page, ctx, qtbot, three):
    page.list.choose(three[1])
    with qtbot.waitSignal(ctx.toastAsked):
        QTest.keyClick(page.list, Key.Key_Delete)
    assert names(page) == ["Anna", "Cor"]
    assert page.form.name.value() == "Cor"
    ctx.undo()
    assert names(page) == ["Anna", "Bas", "Cor"]


def test_search(page, ctx):
    ctx.workspace.people.add("José", department="Vergunningen")
    ctx.workspace.people.add("Bas")
    for words in ("vergun", "jose"):
        page.search.setText(words)
        QTest.keyClick(page.search, Key.Key_Return)
        assert names(page) == ["José"]
        assert page.strip.label.text() == "1 van 2"
    page.search.setText("zzz")
    QTest.keyClick(page.search, Key.Key_Return)
    assert not page.form.isVisible()


def test_filters_tell_what_is_left_out_and_escape_shows_all(page, ctx, three):
    ctx.workspace.people.update(three[0], outside=True, organisation="Tafel Zeven")
    ctx.workspace.people.set_state([three[1]], AGREED)
    ctx.workspace.people.set_consent(three[2], WALL, "first")
    meeting = ctx.workspace.meetings.create("Houding en gedrag")
    ctx.workspace.people.invite(meeting, three[:2])
    ctx.workspace.people.update(three[2], facilitator=True)
    for name, value, found in (
        ("outside", True, ["Anna"]),
        ("outside", False, ["Bas", "Cor"]),
        ("house", "Tafel Zeven", ["Anna"]),
        ("state", AGREED, ["Bas"]),
        ("state", PROPOSED, ["Anna", "Cor"]),
        ("facilitator", True, ["Cor"]),
        ("meeting", meeting, ["Anna", "Bas"]),
        ("consent", "nowhere", ["Anna", "Bas"]),
        ("consent", LOGBOOK, ["Anna", "Bas", "Cor"]),
    ):
        page.filters.choose(name, value)
        assert names(page) == found, (name, value)
        page.filters.clear()
    page.filters.choose("outside", False)
    page.filters.choose("state", PROPOSED)
    assert names(page) == ["Cor"]
    assert page.strip.label.text() == "1 van 3 · Van de gemeente · Voorgesteld"
    page.list.setFocus()
    QTest.keyClick(page.list, Key.Key_Escape)
    assert names(page) == ["Anna", "Bas", "Cor"]
    assert page.strip.isHidden()


def test_the_menu_of_filters_goes_by_keyboard(page, ctx, three):
    ctx.workspace.people.update(three[0], outside=True)
    menu = page.filters.fill_filters()
    first = menu.actions()[0].menu()
    assert [action.text() for action in first.actions() if action.text()] == ["Alle", "Van de gemeente", "Van buiten"]
    first.actions()[-1].trigger()
    assert names(page) == ["Anna"]
    assert page.filters.filter_button.text() == "Filter (1)"


def test_orders(page, ctx):
    for name in ("Anna Zwart", "Bas Aker", "Cor Mol"):
        ctx.workspace.people.add(name)
    page.filters.order_by("last")
    assert names(page) == ["Bas Aker", "Cor Mol", "Anna Zwart"]
    page.filters.order_by("name")
    assert names(page) == ["Anna Zwart", "Bas Aker", "Cor Mol"]


def test_several_at_once_is_one_step_to_undo(page, ctx, three):
    meeting = ctx.workspace.meetings.create("Houding en gedrag")
    page.list.setFocus()
    QTest.keyClick(page.list, Key.Key_Home)
    QTest.keyClick(page.list, Key.Key_Down, Mod.ShiftModifier)
    assert page.several.isVisible() and not page.form.isVisible()
    assert page.several._title.text() == "2 mensen gekozen"
    page.several.agreed_by.setFocus()
    QTest.keyClicks(page.several.agreed_by, "Team organisatieontwikkeling")
    QTest.keyClick(page.several.states[AGREED], Key.Key_Space)
    assert [details(ctx, name).state for name in ("Anna", "Bas", "Cor")] == [AGREED, AGREED, PROPOSED]
    assert page.several.isVisible()
    QTest.keyClick(page.several.invite, Key.Key_Space)
    assert ctx.workspace.people.attending(meeting) == set(three[:2])
    ctx.undo()
    assert ctx.workspace.people.attending(meeting) == frozenset()
    ctx.undo()
    assert details(ctx, "Anna").state == details(ctx, "Bas").state == PROPOSED
    QTest.keyClick(page.list, Key.Key_Delete)
    assert names(page) == ["Cor"]
    ctx.undo()
    assert names(page) == ["Anna", "Bas", "Cor"]


@pytest.fixture
def many(ctx):
    """More people than are handled while the window waits."""
    return [ctx.workspace.people.add(f"Naam {number:03}") for number in range(MANY + 1)]


def test_many_are_invited_beside_the_window(many, page, ctx, qtbot):
    meeting = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 20))
    page.list.selectAll()
    with qtbot.waitSignal(ctx.toastAsked, timeout=20_000) as asked:
        QTest.keyClick(page.several.invite, Key.Key_Space)
        assert ctx.working()
    assert asked.args[0].text == "201 mensen op de lijst gezet"
    assert len(ctx.workspace.people.attending(meeting)) == MANY + 1
    QTest.keyClick(page.several.states[AGREED], Key.Key_Space)
    qtbot.waitUntil(lambda: not ctx.working(), timeout=20_000)
    assert {line.state for line in ctx.workspace.people.lines()} == {AGREED}
    ctx.undo()
    ctx.undo()
    assert ctx.workspace.people.attending(meeting) == frozenset()


def test_undo_with_the_key_chooses_one_person(app_window, ctx, three, qtbot):
    app_window.show_page("people")
    app_window.activateWindow()
    qtbot.waitUntil(app_window.isActiveWindow)
    page = app_window.page
    page.list.setFocus()
    page.list.choose(three[0])
    QTest.keyClick(page.list, Key.Key_Delete)
    QTest.keyClick(page.list, Key.Key_Z, Mod.ControlModifier)
    assert names(page) == ["Anna", "Bas", "Cor"]
    assert len(page.list.picked_ids()) == 1
    page.list.choose(three[1])
    assert page.list.picked_ids() == (three[1],)
    assert page.form.isVisible() and page.form.person_id == three[1]


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


def dropped(path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


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


def test_only_a_file_of_people_can_be_dropped(page, tmp_path):
    for name, taken in (("mensen.csv", True), ("Mensen.XLSX", True), ("kaart.vcf", True), ("foto.png", False)):
        data = dropped(tmp_path / name)
        event = QDragEnterEvent(QPoint(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Mod.NoModifier)
        event.setAccepted(False)
        page.dragEnterEvent(event)
        assert event.isAccepted() is taken, name


def test_a_dropped_file_opens_the_import(page, tmp_path, qtbot):
    path = tmp_path / "mensen.csv"
    path.write_text("Naam;E-mail\nNoor Visser;noor@delft.example\n", "utf-8")
    data = dropped(path)
    page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Mod.NoModifier))
    assert page.findChild(ImportPeopleDialog).isVisible()
    page.ctx.stop_work()
    page.findChild(ImportPeopleDialog).reject()


def test_pasting_in_the_list_opens_the_import(app_window, ctx, three):
    app_window.show_page("people")
    page = app_window.page
    QApplication.clipboard().setText("Noor Visser <noor@delft.example>; Samir")
    page.list.setFocus()
    ctx.actions.trigger("people.paste")
    dialog = app_window.findChild(ImportPeopleDialog)
    assert dialog.isVisible()
    ctx.stop_work()
    dialog.reject()


def test_nothing_on_the_clipboard_is_told(app_window, ctx, qtbot, three):
    app_window.show_page("people")
    QApplication.clipboard().clear()
    with qtbot.waitSignal(ctx.toastAsked) as told:
        ctx.actions.trigger("people.paste")
    assert "klembord" in told.args[0].text
    assert app_window.findChild(ImportPeopleDialog) is None


def test_pasting_in_a_field_stays_pasting(app_window, ctx, three, qtbot):
    app_window.show_page("people")
    app_window.activateWindow()
    qtbot.waitUntil(app_window.isActiveWindow)
    field = app_window.page.form.function
    QApplication.clipboard().setText("projectleider")
    field.setFocus()
    QTest.keyClick(field, Key.Key_V, Mod.ControlModifier)
    assert field.text() == "projectleider"
    assert app_window.findChild(ImportPeopleDialog) is None


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
