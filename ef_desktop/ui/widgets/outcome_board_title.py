"""The field for the title of a group, right where the group is."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms.fields import UNLIMITED
from ef_desktop.ui.theme import font


class TitleEditor(QLineEdit):
    """Asks for a title once. Enter, or going elsewhere with something typed, gives it; Esc leaves all as it was.

    ``given(str)``: the title.
    """

    given = Signal(str)

    def __init__(self, view: QWidget, title: str):
        super().__init__(title, view.viewport())
        self._view = view
        self._before = title
        self._over = False
        self.setMaxLength(UNLIMITED)
        self.setFont(font("body_strong"))
        self.setPlaceholderText(_("Title of the group"))
        self.setAccessibleName(_("Title of the group"))
        self.selectAll()

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish(True)
        elif event.key() == Qt.Key.Key_Escape:
            self._finish(False)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        self._finish(self.text().strip() not in ("", self._before))

    def _finish(self, give: bool) -> None:
        if self._over:
            return
        self._over = True
        had = self.hasFocus()
        self.hide()
        self.deleteLater()
        if had:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
        if give:
            self.given.emit(self.text().strip())
