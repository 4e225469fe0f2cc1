"""A form keeps what is typed within a second, also while someone types on without a pause."""

import pytest
from PySide6.QtCore import QObject, Qt, QTimer
from PySide6.QtTest import QTest

from ef_desktop.ui.forms import TextArea
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.pages.people import PeoplePage

Key = Qt.Key


class Typist(QObject):
    """Types a letter every 60 ms, without a pause, until it is told to stop."""

    PACE = 60

    def __init__(self, field):
        super().__init__()
        self.letters = 0
        self._timer = QTimer(self, interval=self.PACE)
        self._timer.timeout.connect(lambda: self._press(field))
        self._timer.start()

    def _press(self, field) -> None:
        self.letters += 1
        QTest.keyClick(field, Key.Key_A)

    def stop(self) -> None:
        """Take the hands off the keyboard."""
        self._timer.stop()


@pytest.fixture
def page(ctx, qtbot):
    """The page with Noor in the form."""
    ctx.workspace.people.add("Noor")
    page = PeoplePage(ctx)
    page.resize(1150, 656)
    qtbot.addWidget(page)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow)
    page.enter()
    return page


def noor(ctx):
    """The only person, as the work file has it."""
    return ctx.workspace.people.rows()[0]


def test_steady_typing_reaches_the_disk_within_a_second(page, ctx, qtbot):
    field = page.form.function
    field.setFocus()
    typist = Typist(field)
    qtbot.waitUntil(lambda: noor(ctx).function != "", timeout=5000)
    # Told by the letters: a machine that is busy types them as late as it keeps them.
    first = len(noor(ctx).function)
    qtbot.waitUntil(lambda: len(noor(ctx).function) > 20, timeout=5000)
    typist.stop()
    assert first * Typist.PACE < 1100
    assert field.text() == "a" * typist.letters and field.hasFocus()
    page.form.department.setFocus()
    assert noor(ctx).function == "a" * typist.letters


@pytest.mark.usefixtures("hasty")
def test_a_name_that_is_emptied_to_type_another_is_not_refused_halfway(page, ctx, qtbot):
    refused = []
    ctx.toastAsked.connect(refused.append)
    field = page.form.name
    field.setFocus()
    field.selectAll()
    QTest.keyClick(field, Key.Key_Delete)
    # Another field, changed a moment later and kept by the same clock, tells that the name had its turn.
    page.form.phone.setText("015")
    qtbot.waitUntil(lambda: noor(ctx).phone == "015", timeout=5000)
    assert field.text() == "" and noor(ctx).name == "Noor" and refused == []
    QTest.keyClicks(field, "Esra")
    page.form.function.setFocus()
    assert noor(ctx).name == "Esra" and refused == []


@pytest.mark.usefixtures("hasty")
def test_who_types_on_keeps_empty_lines_and_the_place_of_the_cursor(dressed, qtbot):
    field = TextArea()
    qtbot.addWidget(field)
    field.show()
    field.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    disk = {"text": ""}

    def save(name, value):
        # As the agenda keeps its steps: without empty lines. The page then shows what was kept.
        disk[name] = "\n".join(line for line in value.split("\n") if line.strip())
        saver.load(disk, other=False)

    saver = AutoSave(save)
    saver.bind("text", field)
    saver.load(disk)
    for key in (Key.Key_A, Key.Key_Return, Key.Key_Return, Key.Key_B):
        QTest.keyClick(field, key)
    qtbot.waitUntil(lambda: disk["text"] == "a\nb", timeout=5000)
    # Something else changes, and the page reads again.
    saver.load(disk, other=False)
    QTest.keyClick(field, Key.Key_C)
    assert field.toPlainText() == "a\n\nbc"
    saver.flush()
    # Undo: now the work file says something else, and the field shows it.
    saver.load({"text": "a"}, other=False)
    assert field.toPlainText() == "a"


@pytest.mark.usefixtures("hasty")
def test_what_was_typed_in_one_go_is_one_step_back(page, ctx, qtbot):
    field = page.form.function
    field.setFocus()
    for words in ("aa", "bb", "cc"):
        QTest.keyClicks(field, words)
        qtbot.waitUntil(lambda words=words: noor(ctx).function.endswith(words), timeout=5000)
    page.form.department.setFocus()
    assert noor(ctx).function == "aabbcc"
    field.setFocus()
    QTest.keyClicks(field, "dd")
    page.form.department.setFocus()
    # Typed after the field was left: a step of its own.
    ctx.undo()
    assert noor(ctx).function == "aabbcc"
    ctx.undo()
    assert noor(ctx).function == ""
    ctx.workspace.undo.redo()
    assert noor(ctx).function == "aabbcc"
