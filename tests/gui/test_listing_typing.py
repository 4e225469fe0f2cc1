"""The pages Deelnemers and Casussen as README tells: come to the page, type, Enter, and again; wherever the keyboard is there."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.dialogs.people_import import ImportPeopleDialog
from tests.gui.people_desk import names
from tests.gui.room_views import go, press, type_text

Key, Ctrl, Alt = Qt.Key, Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier

PAGES = ("people", "cases")


def add(ctx, page_id: str, text: str) -> bytes:
    """Put a person or a case in the work file."""
    return getattr(ctx.workspace, page_id).add(text)


def rows(ctx, page_id: str) -> set[str]:
    """Names of the people, or titles of the cases, in the work file."""
    if page_id == "people":
        return {row.name for row in ctx.workspace.people.rows()}
    return {row.title for row in ctx.workspace.cases.rows()}


def type_rows(*texts: str) -> None:
    """Type each and press Enter, where the keyboard is."""
    for text in texts:
        type_text(text)
        press(Key.Key_Return)


@pytest.mark.parametrize("page_id", PAGES)
@pytest.mark.parametrize("before", [(), ("Jan-Willem van der Meulen", "Samira")])
def test_who_comes_to_the_page_types_and_presses_enter_again_and_again(app_window, ctx, qtbot, page_id, before):
    for name in before:
        add(ctx, page_id, name)
    page = go(app_window, qtbot, page_id)
    type_rows("Ans", "Wout", "Fatima van den Berg", "李小龙")
    assert rows(ctx, page_id) == {*before, "Ans", "Wout", "Fatima van den Berg", "李小龙"}
    assert page.quick.hasFocus() and page.quick.text() == ""
    app_window.show_page("overview")
    go(app_window, qtbot, page_id)
    type_rows("Ook later")
    assert "Ook later" in rows(ctx, page_id)


@pytest.mark.parametrize("page_id", PAGES)
def test_typing_in_the_list_changes_no_one_who_is_there(app_window, ctx, qtbot, page_id):
    known = add(ctx, page_id, "Jan-Willem van der Meulen")
    argument = "person_id" if page_id == "people" else "case_id"
    page = go(app_window, qtbot, page_id, **{argument: known})
    assert page.list.hasFocus() and page.list.current_id() == known
    type_rows("Ans", "Wout")
    assert rows(ctx, page_id) == {"Jan-Willem van der Meulen", "Ans", "Wout"}


def test_who_comes_for_one_person_keeps_the_keyboard_there(app_window, ctx, qtbot, three):
    page = go(app_window, qtbot, "people", person_id=three[1])
    press(Key.Key_Return)
    assert page.form.name.hasFocus() and page.form.name.value() == "Bas"
    app_window.show_page("overview")
    app_window.go_back()
    assert page.list.hasFocus() and page.list.current_id() == three[1]
    app_window.show_page("people")
    assert page.quick.hasFocus()


def test_the_arrows_go_into_the_list_and_back(app_window, ctx, qtbot, three):
    page = go(app_window, qtbot, "people")
    press(Key.Key_Down)
    assert page.list.hasFocus() and page.list.current_id() == three[0]
    press(Key.Key_Down)
    press(Key.Key_Up)
    assert page.list.hasFocus() and page.list.current_id() == three[0]
    press(Key.Key_Up)
    assert page.quick.hasFocus()


def test_the_empty_page_has_the_field_and_takes_what_is_typed_along(app_window, ctx, qtbot):
    page = go(app_window, qtbot, "people")
    assert page.empty.isVisible() and page.first.hasFocus()
    type_text("Samira El")
    # Somebody else comes in meanwhile, as with an import.
    ctx.workspace.people.add("Bas")
    assert page.quick.hasFocus() and page.quick.text() == "Samira El"
    type_rows(" Hachmi")
    assert names(page) == ["Bas", "Samira El Hachmi"]


def test_when_the_last_one_goes_the_keyboard_is_in_the_empty_page(app_window, ctx, qtbot):
    bas = ctx.workspace.people.add("Bas")
    page = go(app_window, qtbot, "people", person_id=bas)
    press(Key.Key_Delete)
    assert page.empty.isVisible() and page.first.hasFocus()
    type_rows("Cor")
    assert names(page) == ["Cor"]


def test_after_a_name_undo_takes_the_person_back(app_window, ctx, qtbot, three):
    page = go(app_window, qtbot, "people")
    type_rows("Ans")
    press(Key.Key_Z, Ctrl)
    assert names(page) == ["Anna", "Bas", "Cor"] and page.quick.text() == ""


def test_a_new_name_is_seen_whatever_is_searched(app_window, ctx, qtbot, three):
    page = go(app_window, qtbot, "people")
    page.search.setText("bas")
    page.search.searched.emit("bas")
    assert names(page) == ["Bas"]
    page.quick.setFocus()
    type_rows("Ans")
    assert names(page) == ["Anna", "Ans", "Bas", "Cor"] and page.form.name.value() == "Ans"


def test_pasted_rows_are_brought_in_and_a_pasted_name_is_a_name(app_window, ctx, qtbot, three):
    page = go(app_window, qtbot, "people")
    clipboard = QApplication.clipboard()
    clipboard.setText("Ans de Boer\n")
    press(Key.Key_V, Ctrl)
    assert page.quick.text().strip() == "Ans de Boer"
    page.quick.setText("")
    clipboard.setText("Naam\tFunctie\nWout\tplanner")
    press(Key.Key_V, Ctrl)
    (dialog,) = app_window.findChildren(ImportPeopleDialog)
    assert page.quick.text() == ""
    ctx.stop_work()
    dialog.reject()


def test_a_title_that_is_typed_at_the_coverage_is_a_new_case(app_window, ctx, qtbot):
    add(ctx, "cases", "Stadstuin Voorhof")
    page = go(app_window, qtbot, "cases")
    page.show_view("coverage")
    app_window.show_page("overview")
    go(app_window, qtbot, "cases")
    assert page.coverage.isVisible()
    type_rows("Zwemsteiger aan de Schie", "Nog een")
    assert rows(ctx, "cases") == {"Stadstuin Voorhof", "Zwemsteiger aan de Schie", "Nog een"}
