"""The page with the own sets: adding, renaming, hiding, ordering, files and paper."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.pages.sets_form import MeaningDialog
from ef_desktop.ui.pages.sets_paper import write_paper
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.services.workform_house import House


@pytest.fixture
def page(app_window):
    app_window.show_page("sets")
    return app_window.page


def names(page) -> list[str]:
    return [page.list.model().index(row, 0).data(Qt.ItemDataRole.UserRole).name for row in range(page.list.model().rowCount())]


def choose(page, name: str) -> None:
    page.list.setCurrentIndex(page.list.model().index(names(page).index(name), 0))


def dialog(page, kind):
    return next(found for found in page.window().findChildren(kind) if found.isVisible())


def retype(qtbot, field, text: str) -> None:
    field.setFocus()
    field.selectAll()
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def test_a_talent_is_added_in_the_cluster_of_the_chosen_one(page, qtbot):
    choose(page, "Aanpakken")
    page.new.setFocus()
    qtbot.keyClicks(page.new, "Lachen")
    qtbot.keyClick(page.new, Qt.Key.Key_Return)
    added = page.list.current()
    assert (added.name, added.cluster, added.own, page.new.value()) == ("Lachen", "handen", True, "")
    assert page.count.text() == "25 in de set"
    page.ctx.undo()
    assert "Lachen" not in names(page)


def test_a_name_that_is_taken_is_refused_and_stays_in_the_field(page):
    page.new.setText("Luisteren")
    page.add()
    assert page.new.value() == "Luisteren" and len(names(page)) == 24


def test_words_are_kept_when_the_field_is_left(page, qtbot):
    choose(page, "Luisteren")
    view = page.list.current()
    area = page.form.words["description"]
    area.setFocus()
    area.selectAll()
    qtbot.keyClicks(area, "Hoort wat niet gezegd wordt")
    page.new.setFocus()
    assert page._sets.view().talents[0].description == "Hoort wat niet gezegd wordt"
    assert page.list.current().id == view.id


@pytest.mark.usefixtures("hasty")
def test_words_are_kept_while_they_are_typed_in_one_step_to_undo(app_window, qtbot):
    app_window.show_page("sets")
    page = app_window.page
    choose(page, "Luisteren")
    before = page.list.current().description

    def kept():
        return page.ctx.workspace.workform.sets.view().talents[0].description

    area = page.form.words["description"]
    area.setFocus()
    area.selectAll()
    qtbot.keyClicks(area, "Hoort wat")
    qtbot.waitUntil(lambda: kept() == "Hoort wat", timeout=5000)
    qtbot.keyClicks(area, " niet gezegd wordt")
    qtbot.waitUntil(lambda: kept() == "Hoort wat niet gezegd wordt", timeout=5000)
    assert area.hasFocus() and area.value() == "Hoort wat niet gezegd wordt"
    page.ctx.undo()
    assert kept() == before
    # What is typed still belongs to the one that it was typed for, also when another one is chosen under it.
    qtbot.keyClicks(area, "x")
    typed = area.value()
    choose(page, "Aanpakken")
    assert kept() == typed and page.form.words["description"].value() == page.list.current().description != typed


def test_roles_have_fields_of_their_own(page, qtbot):
    page.kind.set_current("roles")
    page.kind.changed.emit("roles")
    assert len(names(page)) == 8
    page.new.setText("Vertolker")
    page.add()
    assert (page.list.current().name, page.form.cluster.isVisible()) == ("Vertolker", False)
    area = page.form.words["question"]
    area.setFocus()
    qtbot.keyClicks(area, "Wat zegt de regel in gewone taal?")
    page.new.setFocus()
    assert page.list.current().question == "Wat zegt de regel in gewone taal?"


def test_the_talents_of_a_role_are_added_and_taken_out_by_letters(page, qtbot):
    page.kind.set_current("roles")
    page._show()
    choose(page, "Aanjager")
    before = page.list.current().talents
    field = page.form.talents
    field.line.edit.setFocus()
    qtbot.keyClicks(field.line.edit, "geduld")
    qtbot.keyClick(field.line.edit, Qt.Key.Key_Return)
    known = {talent.name: talent.id for talent in page.ctx.workspace.workform.sets.view().talents}
    assert page.list.current().talents == (*before, known["Geduld hebben"])
    qtbot.keyClicks(field.line.edit, "geduld")
    qtbot.keyClick(field.line.edit, Qt.Key.Key_Return)
    assert page.list.current().talents == before
    qtbot.keyClick(field.line.edit, Qt.Key.Key_Backspace)
    assert page.list.current().talents == before[:-1]
    QApplication.processEvents()
    buttons = [button for button in field.findChildren(QuietButton) if button.isVisible()]
    assert len(buttons) == len(before) - 1
    qtbot.mouseClick(buttons[0], Qt.MouseButton.LeftButton)
    assert page.list.current().talents == before[1:-1]
    page.ctx.undo()
    assert page.list.current().talents == before[:-1]


def test_a_name_that_was_never_recorded_changes_at_once(page, qtbot):
    choose(page, "Luisteren")
    before = page.list.current().id
    retype(qtbot, page.form.name, "Aandachtig luisteren")
    assert (page.list.current().id, page.list.current().name) == (before, "Aandachtig luisteren")


@pytest.mark.parametrize("typo", [True, False])
def test_a_recorded_name_asks_what_the_new_one_means(ctx, page, qtbot, typo):
    house = House(ctx.workspace)
    house.choose("Noor", ["Luisteren", "Inleven", "Regelen"])
    choose(page, "Luisteren")
    before = page.list.current().id
    retype(qtbot, page.form.name, "Horen")
    asked = dialog(page, MeaningDialog)
    (asked.typo if typo else asked.other).click()
    assert page.list.current().name == "Horen"
    assert (page.list.current().id == before) is typo
    recorded = {talent.name for talent in house.picture().talents if talent.own}
    assert recorded == {"Horen" if typo else "Luisteren", "Inleven", "Regelen"}


def test_cancelling_puts_the_name_back(ctx, page, qtbot):
    House(ctx.workspace).choose("Noor", ["Luisteren", "Inleven", "Regelen"])
    choose(page, "Luisteren")
    retype(qtbot, page.form.name, "Horen")
    dialog(page, MeaningDialog).reject()
    assert page.form.name.value() == "Luisteren" and "Luisteren" in names(page)


def test_keys_move_and_take_out_and_the_switch_brings_back(page, qtbot):
    choose(page, "Inleven")
    page.list.setFocus()
    qtbot.keyClick(page.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:2] == ["Inleven", "Luisteren"] and page.list.current().name == "Inleven"
    qtbot.keyClick(page.list, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert names(page)[:2] == ["Luisteren", "Inleven"]
    qtbot.keyClick(page.list, Qt.Key.Key_Delete)
    assert "Inleven" not in names(page) and page.count.text() == "23 in de set"
    page.hidden.setChecked(True)
    choose(page, "Inleven")
    assert page.out.text() == "Terug in de set"
    page.out.click()
    page.hidden.setChecked(False)
    assert names(page)[:2] == ["Luisteren", "Inleven"]


def test_moving_past_a_hidden_one_moves_past_what_is_seen(page):
    choose(page, "Inleven")
    page.hide_or_show()
    choose(page, "Vertrouwen wekken")
    page.move(-1)
    assert names(page)[:2] == ["Vertrouwen wekken", "Luisteren"]


def test_a_set_goes_to_a_file_and_comes_back(page, tmp_path):
    path = tmp_path / "set.rollen.json"
    page.new.setText("Lachen")
    page.add()
    page.write(path)
    page.ctx.undo()
    assert "Lachen" not in names(page)
    page.bring_in(path)
    dialog(page, MessageDialog).accept()
    assert "Lachen" in names(page)
    page.ctx.undo()
    assert "Lachen" not in names(page)


def test_a_wrong_file_changes_nothing(page, tmp_path):
    path = tmp_path / "x.json"
    path.write_text("{}", "utf-8")
    page.bring_in(path)
    assert not [found for found in page.window().findChildren(MessageDialog) if found.isVisible()]
    assert len(names(page)) == 24


@pytest.mark.parametrize("what", ["cards", "sheet"])
def test_paper_is_saved(ctx, page, qtbot, tmp_path, what):
    path = tmp_path / "papier.pdf"
    write_paper(ctx, what, path)
    qtbot.waitUntil(path.exists, timeout=30000)
    assert path.read_bytes().startswith(b"%PDF")


def test_the_page_is_reached_from_settings_and_everything_has_a_name(ctx, app_window):
    app_window.show_page("settings")
    app_window.page.sets.open.click()
    page = app_window.page
    assert page.page_id == "sets"
    assert all(field.accessibleName() for field in (page.list, page.new, page.kind, page.form.name, *page.form.words.values()))
    for action in ("go.sets", "sets.cards", "sets.sheet", "sets.export", "sets.bring"):
        assert ctx.actions.qaction(action) is not None
    QApplication.processEvents()
