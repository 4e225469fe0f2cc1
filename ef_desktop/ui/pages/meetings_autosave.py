"""Forms without a Keep button: a field is kept when it is left, and a moment after the last letter."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.ui.widgets.choices import CheckBox

PAUSE = 1500


class AutoSave(QObject):
    """Keeps the fields of one form.

    Parameters:
        save: called with the name and the new value of a field; returns False where it could not be kept.
        pause: milliseconds after the last letter.
    """

    def __init__(self, save: Callable[[str, object], object], parent: QObject | None = None, *, pause: int = PAUSE):
        super().__init__(parent)
        self._save = save
        self._fields: dict[str, QWidget] = {}
        self._saved: dict[str, object] = {}
        self._timer = QTimer(self, singleShot=True, interval=pause)
        self._timer.timeout.connect(self.flush)

    def bind(self, name: str, field: QWidget) -> None:
        """Follow a field with ``value()``, ``set_value()``, ``changed`` and ``committed``."""
        self._fields[name] = field
        self._saved[name] = field.value()
        field.changed.connect(lambda *_value: self._timer.start())
        field.committed.connect(lambda *_value, name=name: self._keep(name))

    def load(self, values: Mapping[str, object], *, other: bool = True) -> None:
        """Show values.

        Parameters:
            values: by name; names that are not bound are left alone.
            other: True when they are of another row; otherwise a field in which something unsaved stands keeps it.
        """
        for name, field in self._fields.items():
            if name not in values or (not other and self._dirty(name)):
                continue
            if field.value() != values[name]:
                field.set_value(values[name])
            self._saved[name] = field.value()

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self._timer.stop()
        for name in self._fields:
            self._keep(name)

    def _dirty(self, name: str) -> bool:
        return self._fields[name].value() != self._saved[name]

    def _keep(self, name: str) -> None:
        if not self._dirty(name):
            return
        before, self._saved[name] = self._saved[name], self._fields[name].value()
        if self._save(name, self._saved[name]) is False:
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
