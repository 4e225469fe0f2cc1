"""The edge of a field, painted by us: a style sheet rounds an edge of one and a half pixels to two."""

from PySide6.QtCore import QRectF
from PySide6.QtWidgets import QWidget

from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.draw import begin, box


def dress_field(field: QWidget, *, dense: bool = False, role: str = "body", fixed: bool = True) -> None:
    """Give a field its font, height and edge; call once, from its constructor."""
    size = theme().tokens.size
    field.setFont(font(role))
    if fixed:
        field.setFixedHeight(size.input_dense if dense else size.input)
    field.setProperty("focus_radius", theme().tokens.radius.control)
    field.setProperty("painted", "true")
    field.setProperty("invalid", False)


def paint_frame(field: QWidget) -> None:
    """Draw the ground and edge of a field; call first in its paint event."""
    color = theme().color
    border = theme().tokens.border
    wrong = bool(field.property("invalid"))
    fill = color.surface if field.isEnabled() else color.sunk
    edge = color.accent if wrong else color.line_strong if field.isEnabled() else color.line
    with begin(field) as painter:
        box(painter, QRectF(field.rect()), theme().tokens.radius.control, fill, edge, border.selected if wrong else border.control)


def set_invalid(field: QWidget, invalid: bool) -> None:
    """Draw the accent edge around a field, or take it away."""
    field.setProperty("invalid", invalid)
    field.update()
