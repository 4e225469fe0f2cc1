"""How much there is of a talent or a role, as a shape: full is enough, half is little, a dashed edge is missing."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter

from ef_desktop.domain.teampicture import MISSING, PRESENT, THIN
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.draw import box


def state_tone(state: str) -> str:
    """Return the tone of the words of a state."""
    return {PRESENT: "primary", THIN: "ink2", MISSING: "accent_ink"}[state]


def paint_state(painter: QPainter, rect: QRectF, state: str) -> None:
    """Draw the shape of a state in a square."""
    color = theme().color
    if state == PRESENT:
        box(painter, rect, 4, color.primary, color.primary, 1.5)
    elif state == THIN:
        box(painter, rect, 4, color.surface, color.primary, 1.5)
        painter.fillRect(QRectF(rect.left() + 3, rect.center().y(), rect.width() - 6, rect.height() / 2 - 3), color.primary)
    else:
        box(painter, rect, 4, QColor(color.surface), color.accent, 1.5, True)
