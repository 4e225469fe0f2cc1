"""The field in which the minutes of a block are typed, in its row of the rundown."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import begin, box
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label

#: Longest block that is typed or stepped to, in minutes.
MAX_MINUTES = 720

#: Pixels between the words and the field, and the smaller space around them.
_GAP, _AROUND = 42, 8


class MinutesEdit(QLineEdit):
    """A number of minutes. What is none is told beside the field, which keeps what was typed."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFont(font("body_strong"))
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.setStyleSheet("padding: 0;")
        self.setAccessibleName(_("Minutes"))
        # Beside the field, so not in it.
        self.told = _Told(parent)
        self.destroyed.connect(self.told.deleteLater)
        self.textEdited.connect(lambda _text: self.told.hide())

    def minutes(self) -> int | None:
        """Return the number, or None where there is none that a block can have."""
        text = self.text().strip()
        number = int(text) if text.isascii() and text.isdigit() and len(text) <= 4 else 0
        return number if 1 <= number <= MAX_MINUTES else None

    def refuse(self) -> None:
        """Say beside the field what is possible; all of it is chosen, so that the next figure replaces it."""
        words = _("Type a number of minutes from 1 to {most}.").format(most=MAX_MINUTES)
        self.setAccessibleDescription(words)
        self.told.tell(words, self)
        self.selectAll()

    def hideEvent(self, event) -> None:
        self.told.hide()
        super().hideEvent(event)


class _Told(QWidget):
    """Words with a mark, left of a field."""

    def __init__(self, parent: QWidget | None):
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(_AROUND, 3, _AROUND, 3)
        row.setSpacing(6)
        row.addWidget(IconMark("alert-triangle", size=18, tone="accent"))
        self.words = Label("", role="small_strong", tone="accent_ink")
        row.addWidget(self.words)
        self.hide()

    def tell(self, words: str, field: QWidget) -> None:
        """Show words at the left of a field."""
        self.words.setText(words)
        self.adjustSize()
        place = field.geometry()
        self.move(max(0, place.left() - _GAP - self.width()), place.center().y() - self.height() // 2)
        self.show()
        self.raise_()

    def paintEvent(self, event) -> None:
        color, tokens = theme().color, theme().tokens
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), tokens.radius.control, color.surface, color.accent, tokens.border.control)
