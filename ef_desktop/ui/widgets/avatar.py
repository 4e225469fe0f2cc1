"""People as initials in a circle."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from ef_desktop.domain.words import initials
from ef_desktop.ui.theme import make_font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text


def paint_avatar(painter: QPainter, rect: QRectF, letters: str, present: bool = True) -> None:
    """Draw initials in a circle; dashed when the person is not there."""
    color = theme().color
    if present:
        box(painter, rect, rect.width() / 2, color.primary_tint)
    else:
        box(painter, rect, rect.width() / 2, None, color.line_strong, theme().tokens.border.control, True)
    face = make_font(max(14, round(rect.width() / 2)), 700)
    line_of_text(painter, rect, letters, face, color.primary if present else color.ink3, Qt.AlignmentFlag.AlignHCenter)


class Avatar(QWidget):
    """The initials of a person.

    Parameters:
        name: whole name; also the accessible name and tooltip.
        present: False draws a dashed circle.
        size: in logical pixels.
        letters: initials, when they must differ from what the name gives.
    """

    def __init__(self, name: str, parent: QWidget | None = None, *, present: bool = True, size: int | None = None, letters: str = ""):
        super().__init__(parent)
        self._name = name
        self._present = present
        self._size = size or theme().tokens.size.avatar
        self._letters = letters or initials(name)
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_present(self, present: bool) -> None:
        """Show whether the person is there."""
        self._present = present
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(self._size, self._size)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            paint_avatar(painter, QRectF(self.rect()), self._letters, self._present)
