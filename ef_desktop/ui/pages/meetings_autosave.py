"""Forms without a Keep button: a field is kept when it is left, and within a second while someone types on."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.changes import editing
from ef_desktop.ui.widgets.choices import CheckBox

#: Milliseconds from the first letter that is not kept yet; with the writing itself it stays within a second.
LONGEST_UNSAVED = 900


class AutoSave(QObject):
    """Keeps the fields of one form. What is typed in a field until it is left is one step to undo, however often it is kept.

    Parameters:
        save: called with the name and the new value of a field; returns False where it could not be kept.
    """

    def __init__(self, save: Callable[[str, object], object], parent: QObject | None = None):
        super().__init__(parent)
        self._save = save
        self._fields: dict[str, QWidget] = {}
        self._saved: dict[str, object] = {}
        self._loaded: dict[str, object] = {}
        self._typing = ""
        # One for each field that is being typed in, until it is left.
        self._sessions: dict[str, object] = {}
        self._timer = QTimer(self, singleShot=True, interval=LONGEST_UNSAVED)
        self._timer.timeout.connect(self._keep_typing)

    def bind(self, name: str, field: QWidget) -> None:
        """Follow a field with ``value()``, ``set_value()``, ``changed`` and ``committed``."""
        self._fields[name] = field
        self._saved[name] = field.value()
        field.changed.connect(lambda *_value: self._wait())
        field.committed.connect(lambda *_value, name=name: self._left(name))

    def load(self, values: Mapping[str, object], *, other: bool = True) -> None:
        """Show values.

        Parameters:
            values: by name; names that are not bound are left alone.
            other: True when they are of another row; otherwise a field in which something unsaved stands keeps it.
        """
        for name, field in self._fields.items():
            if name not in values or (not other and self._dirty(name)):
                continue
            # The work file keeps words without, say, empty lines at the end. Under the hands of the one who types, the
            # text stays as it is typed, until the work file tells something else than it did.
            known = not other and name in self._loaded and self._loaded[name] == values[name]
            self._loaded[name] = values[name]
            if not known and name != self._typing and field.value() != values[name]:
                field.set_value(values[name])
            self._saved[name] = field.value()

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self._timer.stop()
        for name in self._fields:
            self._left(name)

    def _left(self, name: str) -> None:
        self._keep(name)
        self._sessions.pop(name, None)

    def _wait(self) -> None:
        # Not again at every letter: who types on without a pause would never be kept.
        if not self._timer.isActive():
            self._timer.start()

    def _keep_typing(self) -> None:
        for name, field in self._fields.items():
            # An emptied field is kept when it is left: something else is about to be typed, and a title may not be empty.
            if field.value() == "" and field.hasFocus():
                continue
            self._typing = name if field.hasFocus() else ""
            self._keep(name)
        self._typing = ""

    def _dirty(self, name: str) -> bool:
        return self._fields[name].value() != self._saved[name]

    def _keep(self, name: str) -> None:
        if not self._dirty(name):
            return
        before, self._saved[name] = self._saved[name], self._fields[name].value()
        with editing(self._sessions.setdefault(name, object())):
            kept = self._save(name, self._saved[name])
        if kept is False:
            # What could not be kept goes back to what is in the work file; the message says why.
            self._saved[name] = before
            self._fields[name].set_value(before)


class TickField(CheckBox):
    """A tick box with the signals of a field."""

    changed = Signal(object)
    committed = Signal(object)

    def __init__(self, text: str, parent: QWidget | None = None):
        super().__init__(text, parent)
        self.clicked.connect(self._tell)

    def value(self) -> bool:
        """Return whether it is on."""
        return self.isChecked()

    def set_value(self, value: bool) -> None:
        """Put it on or off without emitting signals."""
        self.setChecked(bool(value))

    def _tell(self) -> None:
        self.changed.emit(self.value())
        self.committed.emit(self.value())
