"""Small drawing helpers that several components share."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from ef_desktop.ui.theme import load_tokens


def begin(widget) -> QPainter:
    """Return an antialiased painter on a widget; use it as ``with begin(self) as painter``."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    return painter


def edge_pen(color: QColor, width: float, dashed: bool = False) -> QPen:
    """Return a pen for the edge of a control; dashes have the length of the tokens, in logical pixels."""
    pen = QPen(color, width)
    pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
    if dashed:
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        pen.setDashPattern([step / width for step in load_tokens().border.dash])
    return pen


def box(
    painter: QPainter,
    rect: QRectF,
    radius: float,
    fill: QColor | None = None,
    edge: QColor | None = None,
    width: float = 1.0,
    dashed: bool = False,
) -> None:
    """Draw a rounded box whose edge lies wholly inside the rectangle."""
    inset = width / 2 if edge is not None else 0
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    painter.setPen(edge_pen(edge, width, dashed) if edge is not None else Qt.PenStyle.NoPen)
    painter.drawRoundedRect(rect.adjusted(inset, inset, -inset, -inset), radius - inset, radius - inset)


def text_width(text: str, font: QFont) -> float:
    """Return the width of one line of text in logical pixels."""
    return QFontMetricsF(font).horizontalAdvance(text)


def line_of_text(
    painter: QPainter,
    rect: QRectF,
    text: str,
    font: QFont,
    color: QColor,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> None:
    """Draw one line of text, centred on the height of the rectangle by its capitals, shortened with an ellipsis."""
    metrics = QFontMetricsF(font)
    shown = text
    if metrics.horizontalAdvance(text) > rect.width() + 0.5:
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    width = metrics.horizontalAdvance(shown)
    left = rect.left()
    if align & Qt.AlignmentFlag.AlignHCenter:
        left = rect.center().x() - width / 2
    elif align & Qt.AlignmentFlag.AlignRight:
        left = rect.right() - width
    painter.setFont(font)
    painter.setPen(color)
    painter.drawText(QPointF(left, rect.center().y() + metrics.capHeight() / 2), shown)
