"""Nothing that is typed or pasted is cut: every text field of every page and form keeps it whole, and stays in its place."""

from dataclasses import fields, is_dataclass
from functools import partial

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractSpinBox, QApplication, QComboBox, QLineEdit, QPlainTextEdit, QScrollArea, QWidget

from ef_desktop.domain.words import clean
from ef_desktop.ui.dialogs.meeting_form import MeetingForm
from ef_desktop.ui.forms import SearchField, TextArea, TextField
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.pages import PAGES
from ef_desktop.ui.pages.cases_fields import ListField
from ef_desktop.ui.pages.prepare_rundown import TITLE
from ef_desktop.ui.start import StartPage
from tests.gui.hard_text import long_text, paste, words_of

Key = Qt.Key


def strings(value, seen=None):
    """Yield every text in a read model."""
    if isinstance(value, str):
        yield value
    elif is_dataclass(value):
        for field in fields(value):
            yield from strings(getattr(value, field.name))
    elif isinstance(value, dict):
        for part in value.values():
            yield from strings(part)
    elif isinstance(value, (tuple, list)):
        for part in value:
            yield from strings(part)


class Kept:
    """Finds a text in all that the work file and the settings of this laptop hold; looks first where it found the last one."""

    def __init__(self, ctx):
        self._ctx = ctx
        self._last = None

    def has(self, words: str) -> bool:
        """Tell whether a text is kept, whole; white space does not count."""
        places = self._places()
        for place in sorted(places, key=lambda place: place != self._last):
            if words in {" ".join(text.split()) for text in strings(places[place]())}:
                self._last = place
                return True
        return False

    def _places(self) -> dict:
        w = self._ctx.workspace
        places = {"programme": w.programme.view, "sets": lambda: w.workform.sets.view(hidden=True), "settings": lambda: self._ctx.settings.facilitator}
        places |= {row.id: partial(w.people.details, row.id) for row in w.people.rows()}
        for row in w.cases.rows():
            places[row.id] = lambda id=row.id: (w.cases.fields(id), w.cases.criteria(id), w.cases.goals(id))
        for row in w.meetings.rows():
            places[row.id] = lambda id=row.id: (w.meetings.plan(id), w.outcomes.board(id))
        return places


def text_fields(root: QWidget) -> list[QWidget]:
    """Return the fields for words that are shown, but not those that only search."""
    found = [*root.findChildren(QLineEdit), *root.findChildren(QPlainTextEdit)]
    return [
        field
        for field in found
        if field.isVisible()
        and field.isEnabled()
        and not field.isReadOnly()
        and not isinstance(field, SearchField)
        and not isinstance(field.parent(), (QAbstractSpinBox, QComboBox))
    ]


def stands_outside(window: QWidget) -> list[str]:
    """Return the visible widgets that stick out of the window; what scrolls is cut by its area."""

    def scrolls(widget) -> bool:
        while (widget := widget.parentWidget()) is not None and widget is not window:
            if isinstance(widget, QScrollArea):
                return True
        return False

    room = window.rect()
    return [
        f"{type(widget).__name__} {widget.objectName()}"
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and not widget.isWindow()
        and not scrolls(widget)
        and not room.contains(widget.rect().translated(widget.mapTo(window, QPoint(0, 0))))
    ]


@pytest.fixture
def sample_window(sample_ctx, qtbot):
    made = MainWindow(sample_ctx)
    made.resize(1366, 768)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    made.activateWindow()
    qtbot.waitUntil(made.isActiveWindow)
    return made


def show(window, page_id: str) -> QWidget:
    """Open a page on something of the sample, with its forms open."""
    workspace = window.ctx.workspace
    rows = workspace.meetings.rows()
    place = {"prepare": 4, "cockpit": 4, "wrapup": 3, "board": 3}.get(page_id)
    window.show_page(page_id, **({"meeting_id": rows[place].id} if place is not None else {}))
    page = window.page
    if page_id == "prepare":
        page.show_details(True)
    if page_id == "cases":
        case = next(row for row in workspace.cases.rows() if any(goal.chosen for goal in workspace.cases.goals(row.id)))
        page.list.choose(case.id)
    QApplication.processEvents()
    return page


#: What is written here at least; a page that shows fewer fields for words than it has would make the test empty.
EXPECTED = {"prepare": 5, "people": 6, "cases": 10, "settings": 3, "wrapup": 1, "cockpit": 1}


@pytest.mark.parametrize("page_id", list(PAGES))
def test_ten_thousand_characters_are_kept_whole_in_every_field_of_every_page(sample_window, qtbot, page_id):
    window, ctx = sample_window, sample_window.ctx
    page = show(window, page_id)
    kept = Kept(ctx)
    written = 0
    for number, field in enumerate(text_fields(page)):
        if not field.isVisible():
            continue
        # In a list a comma stands between two answers; without one it is one answer.
        text = long_text(number).replace(",", " " if isinstance(field.parent(), ListField) else ",")
        assert len(text) == 10_000
        paste(field, text)
        if isinstance(field, QLineEdit):
            QTest.keyClick(field, Key.Key_Return)
        else:
            field.clearFocus()
        written += 1
        wanted = words_of(text)
        qtbot.waitUntil(lambda wanted=wanted: kept.has(wanted))
        assert window.width() == 1366 and window.minimumSizeHint().width() <= 1366, field.accessibleName()
    assert stands_outside(window) == []
    assert written >= EXPECTED.get(page_id, 0)


def test_a_longer_title_is_shown_whole_so_that_one_key_does_not_cut_it(sample_window, qtbot):
    ctx = sample_window.ctx
    meeting = ctx.workspace.meetings.rows()[4].id
    title, block = clean(long_text(1)), clean(long_text(2))
    ctx.workspace.meetings.update(meeting, title=title)
    item = ctx.workspace.meetings.plan(meeting).items[0].id
    ctx.workspace.meetings.update_item(item, title=block)
    page = show(sample_window, "prepare")
    # The title of the meeting, in the head.
    page.head.edit_title()
    QTest.keyClick(page.head.title_field, Key.Key_End)
    QTest.keyClick(page.head.title_field, Key.Key_Backspace)
    QTest.keyClick(page.head.title_field, Key.Key_Return)
    assert ctx.workspace.meetings.plan(meeting).row.title == title[:-1].strip()
    # The title of a block, in the rundown.
    view = page.rundown
    view.setFocus()
    view.setCurrentIndex(view.model().index(0, 0))
    view.itemDelegate().editing = TITLE
    view.edit(view.currentIndex())
    editor = next(field for field in view.findChildren(QLineEdit) if field.isVisible())
    assert editor.text() == block
    QTest.keyClick(editor, Key.Key_End)
    QTest.keyClick(editor, Key.Key_Backspace)
    QTest.keyClick(editor, Key.Key_Return)
    qtbot.waitUntil(lambda: ctx.workspace.meetings.plan(meeting).items[0].title == block[:-1].strip())
    # And in the form of the block.
    assert page.details.title_field.value() == block[:-1].strip()


def test_the_form_of_a_meeting_keeps_long_names_and_places(ctx, qtbot):
    form = MeetingForm(ctx, None)
    qtbot.addWidget(form)
    form.open()
    width = form.width()
    # A comma stands between two names here; without one it is one name.
    texts = [long_text(number).replace(",", " ") for number in range(3)]
    for field, text in zip((form.name, form.place, form.facilitators.other), texts, strict=True):
        paste(field, text)
    QApplication.processEvents()
    assert form.width() == width
    form.accept()
    row = ctx.workspace.meetings.rows()[0]
    assert (row.title, row.place) == (clean(texts[0]), clean(texts[1]))
    assert clean(texts[2]) in {person.name for person in ctx.workspace.people.rows()}


def test_the_first_start_takes_a_name_of_any_length(dressed, qtbot):
    page = StartPage()
    qtbot.addWidget(page)
    page.resize(1366, 768)
    page.show()
    texts = [long_text(1), long_text(2)]
    paste(page.name, texts[0])
    paste(page.facilitator, texts[1])
    with qtbot.waitSignal(page.begun) as told:
        page.begin.click()
    assert told.args == [clean(text) for text in texts]


@pytest.mark.parametrize("length", [10_001, 40_000])
def test_a_field_keeps_what_is_longer_still(dressed, qtbot, length):
    for make in (TextField, TextArea):
        field = make("é" * length)
        qtbot.addWidget(field)
        field.show()
        assert field.value() == "é" * length
        paste(field, "ü" * length)
        assert field.value() == "ü" * length


def test_a_long_text_is_told_calmly_in_the_field_itself(dressed, qtbot):
    field = TextField("Kort", advised=20)
    qtbot.addWidget(field)
    field.resize(400, 40)
    field.show()
    size = field.size()
    assert field.toolTip() == "" and field.textMargins().right() == 0
    QTest.keyClicks(field, "x" * 30)
    assert "20 tekens past beter" in field.toolTip()
    assert field.textMargins().right() > 40 and field.size() == size
    field.set_value("Kort")
    assert field.toolTip() == "" and field.textMargins().right() == 0
    field.set_value("y" * 21)
    assert "20 tekens past beter" in field.toolTip() and field.textMargins().right() > 40
