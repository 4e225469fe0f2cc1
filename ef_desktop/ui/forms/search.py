"""The search field: a lens, words, and a cross that empties it."""

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms.fields import TextField
from ef_desktop.ui.theme import paint_icon, theme
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.draw import begin


class SearchField(TextField):
    """Words to search for. ``searched`` comes a moment after the last letter, or at once with Enter; Escape empties it.

    Parameters:
        placeholder: what can be searched; also the accessible name.
        delay: milliseconds after the last letter.
    """

    searched = Signal(str)

    #: Undo takes back the last step of the work, not a letter of what was searched.
    undo_is_for_work = True

    def __init__(self, placeholder: str, parent: QWidget | None = None, *, delay: int = 120, dense: bool = False):
        super().__init__("", parent, placeholder=placeholder, dense=dense)
        self.setAccessibleName(placeholder)
        self.setTextMargins(28, 0, 26, 0)
        self._clear = QuietButton(parent=self, icon="x", name=_("Clear"), small=True)
        self._clear.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._clear.clicked.connect(self.clear)
        self._clear.hide()
        self._timer = QTimer(self, singleShot=True, interval=delay)
        self._timer.timeout.connect(self._search)
        self.changed.connect(self._typed)
        self.returnPressed.connect(self._search)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._clear.setGeometry(self.width() - 36, (self.height() - 32) // 2, 32, 32)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
            self._search()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        super().paintEvent(event)
        with begin(self) as painter:
            paint_icon(painter, "search", QRectF(12, self.height() / 2 - 9, 18, 18), theme().color.ink2)

    def _typed(self) -> None:
        self._clear.setVisible(bool(self.text()))
        self._timer.start()

    def _search(self) -> None:
        self._timer.stop()
        self.searched.emit(self.value())
