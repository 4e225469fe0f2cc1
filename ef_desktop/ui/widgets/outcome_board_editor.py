"""The field for the words of a card, right where the card is."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.views import CardView
from ef_desktop.i18n import _
from ef_desktop.ui.forms.fields import TextArea
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import make_font

_LINES = (2, 8)


class CardEditor(TextArea):
    """Changes what the card shows: its short text where it has one, else its text.

    What is typed is saved within a second and when the field is left: by Enter, Esc, or going elsewhere. Shift+Enter begins a
    new line.

    ``edited(dict)``: fields of the outcome service.
    """

    edited = Signal(dict)

    def __init__(self, view: QWidget, card: CardView, area: QRect):
        self._field = "wall_text" if card.wall_text else "text"
        super().__init__(getattr(card, self._field), view.viewport(), rows=_LINES)
        self._view = view
        self._over = False
        self.setAccessibleName(_("Short for the screen") if card.wall_text else _("Text"))
        self.setFont(make_font(16))
        self.setFixedWidth(area.width())
        self.set_value(getattr(card, self._field))
        self.move(area.left(), max(min(area.top(), view.viewport().height() - self.height()), 0))
        self._saver = AutoSave(self._save, self)
        self._saver.bind(self._field, self)
        self.selectAll()

    def keyPressEvent(self, event) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if (enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier) or event.key() == Qt.Key.Key_Escape:
            self._finish()
        elif enter:
            self.insertPlainText("\n")
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self._finish()

    def _save(self, name: str, value: object) -> bool:
        # A card has words: an emptied one keeps those that it had.
        if not value and name == "text":
            return False
        self.edited.emit({name: value})
        return True

    def _finish(self) -> None:
        if self._over:
            return
        self._over = True
        self._saver.flush()
        had = self.hasFocus()
        self.hide()
        self.deleteLater()
        if had:
            self._view.setFocus(Qt.FocusReason.OtherFocusReason)
