"""Painting text with our own line height, Dutch hyphenation, and an ellipsis that is always reported."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QTextLayout, QTextOption
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ef_desktop.ui.theme import font, theme, type_role
from ef_desktop.ui.widgets.draw import begin, line_of_text

SOFT_HYPHEN = "\u00ad"
_LONG_WORD = re.compile(r"[^\W\d_]{9,}")


@cache
def _hyphens():
    from pyphen import Pyphen

    return Pyphen(lang="nl_NL", left=3, right=3)


@lru_cache(maxsize=4096)
def hyphenate(text: str) -> str:
    """Return the text with soft hyphens in its long words; the text itself stays as it was when they are taken out."""
    return _LONG_WORD.sub(lambda found: _hyphens().inserted(found[0], SOFT_HYPHEN), text)


@dataclass(frozen=True)
class TextBlock:
    """Text that was broken into lines and can be drawn many times.

    Parameters:
        layouts: one laid out line each, at its own place.
        width: width of the widest line in logical pixels.
        height: number of lines times the line height.
        lines: number of lines.
        elided: True when the end of the text did not fit; the caller then shows the whole text elsewhere.
    """

    layouts: tuple[QTextLayout, ...]
    width: float
    height: float
    lines: int
    elided: bool

    def draw(self, painter: QPainter, x: float, y: float, color: QColor) -> None:
        """Draw the text with its upper left corner at a place."""
        painter.setPen(color)
        for layout in self.layouts:
            layout.draw(painter, QPointF(x, y))


def _option(align: Qt.AlignmentFlag) -> QTextOption:
    option = QTextOption(align)
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _lay(text: str, face: QFont, width: float, line_height: float, limit: int | None, align) -> tuple[QTextLayout, int]:
    layout = QTextLayout(text, face)
    layout.setTextOption(_option(align))
    layout.setCacheEnabled(True)
    natural = QFontMetricsF(face).height()
    count = 0
    layout.beginLayout()
    while limit is None or count < limit:
        line = layout.createLine()
        if not line.isValid():
            break
        line.setLineWidth(width)
        line.setPosition(QPointF(0, count * line_height + (line_height - natural) / 2))
        count += 1
    layout.endLayout()
    return layout, count


def layout_text(
    text: str,
    face: QFont,
    width: float,
    line_height: float,
    max_lines: int | None = None,
    *,
    hyphens: bool = True,
    align: Qt.AlignmentFlag = Qt.AlignmentFlag.AlignLeft,
) -> TextBlock:
    """Break text into lines.

    Parameters:
        text: plain text; line ends start a new line.
        face: the font.
        width: room in logical pixels.
        line_height: distance from line to line in logical pixels.
        max_lines: what is longer ends with an ellipsis; None keeps everything.
        hyphens: break long words with a hyphen, by the Dutch rules.
        align: left, centre or right within the width.

    Returns:
        the lines, ready to draw.
    """
    source = (hyphenate(text) if hyphens else text).replace("\r\n", "\n").replace("\n", "\u2028")
    layout, count = _lay(source, face, width, line_height, max_lines, align)
    if count:
        last = layout.lineAt(count - 1)
        end = last.textStart() + last.textLength()
    else:
        end = 0
    if end >= len(source):
        widest = max((layout.lineAt(number).naturalTextWidth() for number in range(count)), default=0.0)
        return TextBlock((layout,), widest, max(count, 1) * line_height, max(count, 1), False)
    rest = source[last.textStart() :].replace("\u2028", " ").replace(SOFT_HYPHEN, "")
    tail = QFontMetricsF(face).elidedText(rest, Qt.TextElideMode.ElideRight, width)
    ending, _lines = _lay(tail, face, width, line_height, 1, align)
    ending.setPosition(QPointF(0, (count - 1) * line_height))
    layouts = [ending]
    if count > 1:
        head, _lines = _lay(source[: last.textStart()], face, width, line_height, count - 1, align)
        layouts.insert(0, head)
    return TextBlock(tuple(layouts), width, count * line_height, count, True)


def layout_role(text: str, role: str, width: float, max_lines: int | None = None, **options) -> TextBlock:
    """Break text into lines with the font and line height of a role of the type scale, see ``layout_text``."""
    return layout_text(text, font(role), width, type_role(role).line, max_lines, **options)


class Label(QLabel):
    """Plain text in a role and tone of the design; never reads user text as markup.

    Parameters:
        text: already translated text, or text of the user.
        role: role of the type scale.
        tone: ink, ink2, ink3, primary, accent, accent_ink or on_primary.
        wrap: break long text into lines.
    """

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "body", tone: str = "ink", wrap: bool = False):
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setFont(font(role))
        self.setProperty("tone", tone)
        self.setWordWrap(wrap)
        self.setText(text)

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        if self.property("tone") != tone:
            self.setProperty("tone", tone)
            self.style().unpolish(self)
            self.style().polish(self)


class ElidedLabel(QWidget):
    """One line of text that may get too little room: it then ends with an ellipsis and tells the rest in its tooltip."""

    def __init__(self, text: str = "", parent: QWidget | None = None, *, role: str = "body", tone: str = "ink"):
        super().__init__(parent)
        self._role = role
        self._tone = tone
        self._text = ""
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.set_text(text)

    def text(self) -> str:
        """Return the whole text."""
        return self._text

    def set_text(self, text: str) -> None:
        """Show another text."""
        self._text = text
        self.setAccessibleName(text)
        self.updateGeometry()
        self._tell()
        self.update()

    def set_tone(self, tone: str) -> None:
        """Change the colour."""
        self._tone = tone
        self.update()

    def is_elided(self) -> bool:
        """Tell whether the end of the text is not shown."""
        return QFontMetricsF(font(self._role)).horizontalAdvance(self._text) > self.width() + 0.5

    def sizeHint(self) -> QSize:
        width = QFontMetricsF(font(self._role)).horizontalAdvance(self._text)
        return QSize(round(width + 1.5), type_role(self._role).line)

    def minimumSizeHint(self) -> QSize:
        return QSize(min(self.sizeHint().width(), 48), type_role(self._role).line)

    def resizeEvent(self, event) -> None:
        self._tell()

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            line_of_text(painter, QRectF(self.rect()), self._text, font(self._role), getattr(theme().color, self._tone))

    def _tell(self) -> None:
        self.setToolTip(self._text if self.is_elided() else "")
