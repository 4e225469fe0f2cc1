"""The import of people by keyboard alone, with real files: read, look, choose, bring in, and take back."""

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ef_desktop.services.workspace import Workspace
from ef_desktop.ui.dialogs.people_import import open_import
from ef_desktop.ui.theme import theme
from tests.services.people_lists import CARDS, NAMES, csv_file, xlsx_file

Key, Modifier = Qt.Key, Qt.KeyboardModifier
PATIENCE = 20_000


@pytest.fixture
def sheet(ctx, app_window, qtbot):
    """The sheet of the import above the main window, with the keyboard."""
    dialog = open_import(ctx, app_window)
    qtbot.waitUntil(dialog.isActiveWindow, timeout=PATIENCE)
    yield dialog
    ctx.stop_work()
    if isValid(dialog):
        dialog.close()


@pytest.fixture
def copied():
    """Puts a file or a text on the clipboard, as the explorer of the system or another program does."""
    clipboard = QApplication.clipboard()

    def copy(what) -> None:
        data = QMimeData()
        if isinstance(what, str):
            data.setText(what)
        else:
            data.setUrls([QUrl.fromLocalFile(str(what))])
        clipboard.setMimeData(data)

    yield copy
    clipboard.clear()


def press(key, modifiers=Modifier.NoModifier) -> None:
    """Press a key where the keyboard is."""
    QTest.keyClick(QApplication.focusWidget(), key, modifiers)


def paste(sheet, qtbot) -> None:
    """Paste, and wait until the list is there or refused."""
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        press(Key.Key_V, Modifier.ControlModifier)


def written(tmp_path, name: str, data: bytes):
    path = tmp_path / name
    path.write_bytes(data)
    return path


def bring_in(sheet, qtbot) -> None:
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        press(Key.Key_Return, Modifier.ControlModifier)


def names(ctx) -> list[str]:
    return [row.name for row in ctx.workspace.people.rows()]


def rows(sheet) -> list[str]:
    model = sheet.list.entries
    return [model.index(row).data() for row in range(model.rowCount())]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("deelnemers.csv", csv_file(encoding="cp1252")),
        ("deelnemers.xlsx", xlsx_file()),
        ("deelnemers.vcf", CARDS.encode()),
    ],
)
def test_a_file_by_keyboard_alone_is_one_step_to_undo(sheet, ctx, qtbot, copied, tmp_path, name, data):
    copied(written(tmp_path, name, data))
    paste(sheet, qtbot)
    assert sheet.list.hasFocus()
    assert sorted(rows(sheet)) == NAMES
    assert sheet.go.label() == "Voeg 3 mensen toe"
    assert sheet.what.text().startswith(name)
    told = []
    ctx.toastAsked.connect(told.append)
    bring_in(sheet, qtbot)
    ctx.toastAsked.disconnect(told.append)
    assert (told[0].text, told[0].undo) == ("3 mensen toegevoegd.", True)
    assert names(ctx) == NAMES
    ctx.undo()
    assert names(ctx) == []
    assert ctx.workspace.undo.state().undo is None


def test_a_line_without_a_name_becomes_nobody_unless_its_address_tells_one(sheet, ctx, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", b"Naam;Functie;E-mail\nWout;;\n;leeg;x\n;adres;fenna.bos@delft.nl\n"))
    paste(sheet, qtbot)
    assert sheet.go.label() == "Voeg 2 mensen toe" and sheet.plan.text() == "2 nieuw · 1 kan niet mee"
    bring_in(sheet, qtbot)
    assert sorted(names(ctx)) == ["Fenna Bos", "Wout"]


def test_addresses_of_outlook_and_cells_of_excel(sheet, ctx, qtbot, copied):
    copied("Jansen, Noor <noor@x.nl>; Puk, Piet <p@x.nl>")
    paste(sheet, qtbot)
    assert rows(sheet) == ["Noor Jansen", "Piet Puk"]
    # Another list may be pasted over it.
    copied("Voornaam\tAchternaam\nEsra\tYıldız\n")
    paste(sheet, qtbot)
    assert rows(sheet) == ["Esra Yıldız"]
    bring_in(sheet, qtbot)
    assert names(ctx) == ["Esra Yıldız"]


def test_who_is_there_already_is_shown_and_chosen_per_line(sheet, ctx, qtbot, copied, tmp_path):
    noor = ctx.workspace.people.add("Noor Visser", email="noor@delft.nl", phone="999")
    ctx.workspace.people.add("Jan Vries", organisation="Gemeente Delft")
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    assert sheet.plan.text() == "2 nieuw · 1 aangevuld"
    assert sheet.go.label() == "Voeg 2 mensen toe en werk er 1 bij"
    assert sheet.choice.reason.text() == "Staat er al, met hetzelfde e-mailadres: Noor Visser."
    press(Key.Key_3)
    assert sheet.choice.choice.current() == "update"
    assert "Telefoon: 999 wordt 06 11111111" in sheet.choice.changes.text()
    press(Key.Key_Down)
    assert sheet.choice.reason.text() == "Lijkt op Jan Vries, Gemeente Delft. Is dit dezelfde persoon?"
    press(Key.Key_1)
    press(Key.Key_Down)
    # Of somebody new there is nothing to fill in.
    press(Key.Key_2)
    assert sheet.plan.text() == "1 nieuw · 1 bijgewerkt · 1 overgeslagen"
    bring_in(sheet, qtbot)
    people = {row.id: row for row in ctx.workspace.people.rows()}
    assert people[noor].phone == "06 11111111"
    assert sorted(row.name for row in people.values()) == ["Jan Vries", "Noor Visser", "Zoë Bakker"]


def test_one_choice_for_all_that_were_found_alike(sheet, ctx, qtbot, copied):
    copied("\n".join(f"Persoon {number}" for number in range(5)))
    paste(sheet, qtbot)
    press(Key.Key_1)
    assert sheet.choice.same.label() == "Ook voor 4 andere nieuwe"
    press(Key.Key_Tab)
    assert sheet.choice.choice.hasFocus()
    press(Key.Key_Tab)
    press(Key.Key_Space)
    assert sheet.plan.text() == "5 overgeslagen"
    assert not sheet.go.isEnabled()


def test_columns_are_chosen_by_keyboard_and_the_rest_is_named(sheet, ctx, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    assert sheet.columns.left_out.text() == "Niet overgenomen: BSN."
    phone = sheet.columns.fields[5]
    while not phone.hasFocus():
        press(Key.Key_Tab, Modifier.ShiftModifier)
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        press(Key.Key_Home)
    assert sheet.columns.left_out.text() == "Niet overgenomen: Telefoon en BSN."
    bring_in(sheet, qtbot)
    assert {row.phone for row in ctx.workspace.people.rows()} == {""}


def test_the_headings_can_be_put_off_and_on(sheet, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    while not sheet.columns.heading.hasFocus():
        press(Key.Key_Tab, Modifier.ShiftModifier)
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        press(Key.Key_Space)
    assert sheet.list.entries.rowCount() == 4
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        press(Key.Key_Space)
    assert sorted(rows(sheet)) == NAMES


def test_another_sheet_of_the_workbook(sheet, qtbot, copied, tmp_path):
    data = xlsx_file((("Nu", (("Naam",), ("Noor",))), ("Later", (("Naam",), ("Esra",)))))
    copied(written(tmp_path, "a.xlsx", data))
    paste(sheet, qtbot)
    sheet.sheet.setFocus()
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        press(Key.Key_Down)
    assert rows(sheet) == ["Esra"]


def test_a_wrong_file_says_where_and_why_and_brings_nothing(sheet, ctx, qtbot, copied, tmp_path):
    copied(written(tmp_path, "fout.csv", b'Naam;Functie\nNoor;x\n"Samir;y\n'))
    paste(sheet, qtbot)
    assert sheet.source.trouble_title.text() == "fout.csv is niet over te nemen"
    assert sheet.source.trouble.text().startswith("Regel 3: een aanhalingsteken")
    assert not sheet.go.isVisible()
    press(Key.Key_Return, Modifier.ControlModifier)
    assert names(ctx) == []
    # The next one is right: the trouble is gone.
    copied(written(tmp_path, "goed.csv", csv_file()))
    paste(sheet, qtbot)
    assert sorted(rows(sheet)) == NAMES


def test_lines_that_cannot_come_along_are_shown_with_their_reason(sheet, ctx, qtbot, copied):
    copied("Naam\tTel\nNoor\t1\n\t2\n")
    paste(sheet, qtbot)
    assert sheet.plan.text() == "1 nieuw · 1 kan niet mee"
    while not sheet.filter.hasFocus():
        press(Key.Key_Tab, Modifier.ShiftModifier)
    press(Key.Key_End)
    assert sheet.list.entries.rowCount() == 1
    assert (sheet.choice.reason.text(), sheet.choice.changes.text()) == ("Regel 3 kan niet mee.", "Er staat geen naam in.")
    bring_in(sheet, qtbot)
    assert names(ctx) == ["Noor"]


def test_escape_leaves_everything_as_it_was(sheet, ctx, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        press(Key.Key_Escape)
    assert names(ctx) == []


def test_stopping_while_it_writes_changes_nothing_and_keeps_the_choices(sheet, ctx, qtbot, copied):
    copied("\n".join(f"Persoon {number}" for number in range(4000)))
    paste(sheet, qtbot)
    press(Key.Key_1)
    with qtbot.waitSignal(sheet.work.stopped, timeout=PATIENCE):
        press(Key.Key_Return, Modifier.ControlModifier)
        press(Key.Key_Escape)
    assert sheet.isVisible()
    assert names(ctx) == []
    assert sheet.plan.text() == "3.999 nieuw · 1 overgeslagen"
    assert sheet.go.isEnabled()


def test_reading_can_be_stopped_and_something_else_chosen(sheet, ctx, qtbot, copied):
    copied("\n".join(f"Persoon {number}" for number in range(60_000)))
    with qtbot.waitSignal(sheet.work.stopped, timeout=PATIENCE):
        press(Key.Key_V, Modifier.ControlModifier)
        sheet.work.stop_button.click()
    assert not sheet.go.isVisible()
    assert sheet.source.choose.hasFocus()
    copied("Noor\nEsra")
    paste(sheet, qtbot)
    assert rows(sheet) == ["Noor", "Esra"]


def test_only_the_list_that_was_pasted_last_counts(sheet, qtbot, copied):
    copied("\n".join(f"Persoon {number}" for number in range(60_000)))
    press(Key.Key_V, Modifier.ControlModifier)
    copied("Noor\nEsra")
    paste(sheet, qtbot)
    assert rows(sheet) == ["Noor", "Esra"]


def test_closing_while_it_reads_leaves_nothing_behind(sheet, ctx, qtbot, copied):
    copied("\n".join(f"Persoon {number}" for number in range(60_000)))
    press(Key.Key_V, Modifier.ControlModifier)
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not ctx.working(), timeout=PATIENCE)
    assert names(ctx) == []


def test_a_file_may_be_dropped(sheet, qtbot, tmp_path):
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(written(tmp_path, "a.csv", csv_file())))])
    event = QDropEvent(QPointF(50, 50), Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Modifier.NoModifier)
    with qtbot.waitSignal(sheet.ready, timeout=PATIENCE):
        sheet.dropEvent(event)
    assert sorted(rows(sheet)) == NAMES


def test_it_opens_with_a_file_or_with_what_was_pasted(ctx, app_window, qtbot, tmp_path):
    for given in ({"path": written(tmp_path, "a.csv", csv_file())}, {"pasted": "Noor Visser\nJan de Vries\nZoë Bakker"}):
        dialog = open_import(ctx, app_window, **given)
        qtbot.waitUntil(lambda dialog=dialog: dialog.list.entries.rowCount() == 3, timeout=PATIENCE)
        dialog.close()


def test_where_nothing_can_be_changed_it_says_so(closed_ctx, work_file, dressed, qtbot):
    closed_ctx.use(Workspace.open(work_file, clock=closed_ctx.clock, settings=closed_ctx.settings, read_only=True))
    parent = QWidget()
    qtbot.addWidget(parent)
    with qtbot.waitSignal(closed_ctx.toastAsked, timeout=PATIENCE) as told:
        assert open_import(closed_ctx, parent) is None
    assert told.args[0].failure


def test_it_closes_with_the_work_file(sheet, ctx, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    with qtbot.waitSignal(sheet.finished, timeout=PATIENCE):
        ctx.release()


def test_everything_has_a_name_and_is_reached_by_tab(sheet, qtbot, copied, tmp_path):
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    reached = []
    for _step in range(40):
        widget = QApplication.focusWidget()
        if widget in reached:
            break
        reached.append(widget)
        assert widget.accessibleName(), widget
        press(Key.Key_Tab)
    expected = [sheet.columns.heading, *sheet.columns.fields, sheet.filter, sheet.list, sheet.choice.choice, sheet.cancel, sheet.go, sheet.other]
    assert set(expected) <= set(reached)


@pytest.mark.parametrize("mode", ["light", "dark"])
def test_nothing_is_cut_off_on_a_small_screen(sheet, qtbot, copied, tmp_path, mode):
    theme().choose(mode)
    copied(written(tmp_path, "a.csv", csv_file()))
    paste(sheet, qtbot)
    assert sheet.width() <= 1366 - 40 and sheet.height() <= 768 - 24
    wide = (sheet.go, sheet.cancel, sheet.filter, sheet.choice.choice)

    def fits() -> bool:
        return all(widget.width() >= widget.sizeHint().width() and widget.height() >= widget.sizeHint().height() for widget in wide)

    qtbot.waitUntil(fits, timeout=PATIENCE)
    assert sheet.list.height() > 5 * 52
