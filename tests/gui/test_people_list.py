"""The list of the page Deelnemers by keyboard: finding, filters, orders, several at once, removing, and what is dropped or pasted there."""

from datetime import date

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.peopleviews import AGREED, LOGBOOK, PROPOSED, WALL
from ef_desktop.ui.dialogs.people_import import ImportPeopleDialog
from ef_desktop.ui.pages.people_deeds import MANY
from tests.gui.people_desk import details, names, open_people

Key = Qt.Key
Mod = Qt.KeyboardModifier


@pytest.fixture
def page(ctx, qtbot):
    return open_people(ctx, qtbot)


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


def dropped(path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    return data


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
