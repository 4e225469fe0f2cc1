"""The fields of the intake: several answers, answers with suggestions, and a list that is typed."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain import intake
from ef_desktop.domain.intake import IntakeField, Option
from ef_desktop.i18n import _
from ef_desktop.ui.forms import ComboField, TextArea, TextField
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.choices import CheckBox

#: Longest answer in characters for so many columns.
_COLUMNS = ((12, 4), (22, 3), (1000, 2))
#: Between two columns, in logical pixels.
_BESIDE = 18


class ChoicesField(QWidget):
    """Several answers to tick; the value is their ids, separated by commas.

    Parameters:
        field: the question with its options.
    """

    changed = Signal(str)
    committed = Signal(str)

    def __init__(self, field: IntakeField, parent: QWidget | None = None):
        super().__init__(parent)
        self._field = field
        self.boxes = {option.id: CheckBox(option.label) for option in field.options}
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(_BESIDE)
        grid.setVerticalSpacing(0)
        longest = max((len(option.label) for option in field.options), default=0)
        self._most = next(count for length, count in _COLUMNS if longest <= length)
        self._columns = 0
        for id, box in self.boxes.items():
            box.clicked.connect(lambda on, id=id: self._click(id, on))
        self._arrange(self._most)
        if self.boxes:
            self.setFocusProxy(next(iter(self.boxes.values())))

    def value(self) -> str:
        """Return the ids of the ticked answers."""
        return intake.joined([id for id, box in self.boxes.items() if box.isChecked()])

    def set_value(self, value: str | None) -> None:
        """Tick answers without emitting signals."""
        ticked = set(intake.parts(value))
        for id, box in self.boxes.items():
            box.setChecked(id in ticked)

    def minimumSizeHint(self) -> QSize:
        return QSize(self._widest(), super().minimumSizeHint().height())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        room = self.width() + _BESIDE
        self._arrange(max(1, min(self._most, room // (self._widest() + _BESIDE))))

    def _widest(self) -> int:
        return max((box.sizeHint().width() for box in self.boxes.values()), default=0)

    def _arrange(self, columns: int) -> None:
        """Put the answers in so many columns; in a small window there are fewer."""
        if columns == self._columns:
            return
        for place, box in enumerate(self.boxes.values()):
            self._grid.addWidget(box, place // columns, place % columns)
        for column in range(self._most):
            self._grid.setColumnStretch(column, int(column < columns))
        self._columns = columns

    def _click(self, id: str, on: bool) -> None:
        before = [other for other, box in self.boxes.items() if box.isChecked() and other != id]
        self.set_value(intake.joined(intake.chosen(self._field, before, id, on)))
        self.changed.emit(self.value())
        self.committed.emit(self.value())


class SuggestField(TextField):
    """One line with suggestions while typing; anything else may be typed too.

    Parameters:
        suggestions: answers to offer; they are found by any part of them.
    """

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None, *, placeholder: str = ""):
        super().__init__(placeholder=placeholder, parent=parent)
        self._offered = QStringListModel(list(suggestions), self)
        completer = QCompleter(self._offered, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(8)
        self.setCompleter(completer)

    def set_suggestions(self, suggestions: Sequence[str]) -> None:
        """Offer other answers."""
        if self._offered.stringList() != list(suggestions):
            self._offered.setStringList(list(suggestions))

    def keyPressEvent(self, event) -> None:
        # An empty line offers everything on Down, as a list does.
        if event.key() == Qt.Key.Key_Down and not self.completer().popup().isVisible():
            self.completer().setCompletionPrefix("" if not self.text() else self.text())
            self.completer().complete()
            return
        super().keyPressEvent(event)


class PersonField(SuggestField):
    """A name; its value changes only when the field is left or Enter is pressed, since half a name would be another person."""

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None):
        self._given = ""
        super().__init__(suggestions, parent)

    def value(self) -> str:
        """Return the name that was given last."""
        return self._given

    def set_value(self, value: str | None) -> None:
        """Show a name without emitting signals."""
        super().set_value(value)
        self._given = self.text().strip()

    def _commit(self) -> None:
        if self.text().strip() != self._given:
            self._given = self.text().strip()
            self.committed.emit(self._given)


class ListField(QWidget):
    """A list that is typed: Enter or a comma adds an answer, Backspace in the empty line takes the last one off."""

    changed = Signal(str)
    committed = Signal(str)

    def __init__(self, suggestions: Sequence[str] = (), parent: QWidget | None = None):
        super().__init__(parent)
        self._values: tuple[str, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(6)
        column.addLayout(self._rows)
        self.line = SuggestField(suggestions, placeholder=_("Type one and press Enter"))
        self.line.installEventFilter(self)
        self.line.textEdited.connect(self._on_comma)
        self.line.completer().activated[str].connect(lambda _text: self._add())
        self.line.committed.connect(lambda _text: self._add())
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def value(self) -> str:
        """Return the answers, separated by commas; what stands in the line counts as one."""
        return intake.joined((*self._values, *intake.parts(self.line.value())))

    def set_value(self, value: str | None) -> None:
        """Show answers without emitting signals."""
        self._values = intake.parts(value)
        self.line.set_value("")
        self._show()

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.line.setAccessibleName(name)

    def eventFilter(self, watched, event) -> bool:
        if event.type() == event.Type.KeyPress:
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.line.value():
                self._add()
                return True
            if event.key() == Qt.Key.Key_Backspace and not self.line.text() and self._values:
                self._take_off(self._values[-1])
                return True
        return super().eventFilter(watched, event)

    def _on_comma(self, text: str) -> None:
        if "," in text:
            self._add()
        else:
            self.changed.emit(self.value())

    def _add(self) -> None:
        values = intake.parts(self.value())
        self.line.set_value("")
        self._tell(values)

    def _take_off(self, value: str) -> None:
        self._tell(tuple(other for other in self._values if other != value))
        self.line.setFocus()

    def _tell(self, values: tuple[str, ...]) -> None:
        if values == self._values:
            return
        self._values = values
        self._show()
        self.changed.emit(self.value())
        self.committed.emit(self.value())

    def _show(self) -> None:
        while item := self._rows.takeAt(0):
            row = item.widget()
            row.hide()
            row.deleteLater()
        for start in range(0, len(self._values), 3):
            row = QWidget()
            line = QHBoxLayout(row)
            line.setContentsMargins(0, 0, 0, 0)
            line.setSpacing(6)
            for value in self._values[start : start + 3]:
                shown = value if len(value) <= 40 else value[:39] + "…"
                button = SecondaryButton(shown, small=True, trailing_icon="x", name=_("Take off {name}").format(name=value))
                button.setToolTip(value)
                button.clicked.connect(lambda _on, value=value: self._take_off(value))
                # The line takes and drops answers by keyboard; the tab key goes on to the next question.
                button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
                line.addWidget(button)
            line.addStretch(1)
            self._rows.addWidget(row)
            row.show()


def make_field(field: IntakeField) -> QWidget:
    """Return an empty field for a question; options of people and roles are offered later."""
    if field.kind == intake.TEXTS:
        return TextArea(rows=(2, 10))
    if field.kind in (intake.CHOICE, intake.LINKED):
        return ComboField([("", _("Not chosen yet")), *((option.id, option.label) for option in field.options)])
    if field.kind == intake.CHOICES:
        return ChoicesField(field)
    if field.kind == intake.LIST:
        return ListField(field.suggestions)
    if field.kind == intake.PERSON:
        return PersonField()
    if field.kind == intake.SUGGESTED:
        return SuggestField(field.suggestions)
    if field.kind == intake.ROLE:
        return ComboField([(None, _("Not chosen yet"))])
    return TextField(advised=field.advised)


def shown_fields(fields: Sequence[IntakeField], label: str) -> IntakeField:
    """Return a question whose answers are the fields that the group may see."""
    options = tuple(Option(field.name, field.label) for field in fields if field.on_wall and field.name)
    return IntakeField(id="shown", name="", label=label, kind=intake.CHOICES, options=options)
