"""Pieces of the page Delen: a sentence with its buttons, a count, a value to choose, and four words."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QTextCharFormat, QTextLayout, QTextOption
from PySide6.QtWidgets import QAbstractButton, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.i18n import format_number
from ef_desktop.ui.theme import font, paint_icon, theme, type_role
from ef_desktop.ui.widgets.buttons import Button
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label

_PAD = 14
_MARK = 20
_LEFT = _PAD + _MARK + 12


class Notice(Panel):
    """What happened, as sentences on the page, with what can be done about it.

    It can have the focus, so that who listens hears it.
    """

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(18, 14, 18, 14), spacing=14, horizontal=True)
        self._icon = IconMark("info-circle", size=24)
        self.body.addWidget(self._icon, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.title = Label("", role="body_strong", wrap=True)
        self.text = Label("", tone="ink2", wrap=True)
        words.addWidget(self.title)
        words.addWidget(self.text)
        self.body.addLayout(words, 1)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(8)
        self.body.addLayout(self._buttons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_radius", theme().tokens.radius.panel)

    def tell(self, title: str, text: str = "", *buttons: Button, trouble: bool = False) -> None:
        """Show a sentence.

        Parameters:
            title: what happened.
            text: what that means.
            buttons: what can be done; they replace the former ones.
            trouble: True when it did not work.
        """
        while self._buttons.count():
            former = self._buttons.takeAt(0).widget()
            former.hide()
            former.deleteLater()
        for before, button in zip((self, *buttons), buttons, strict=False):
            self._buttons.addWidget(button)
            # They were made after all that is below them.
            self.setTabOrder(before, button)
        self._icon.set_icon("alert-triangle" if trouble else "circle-check", "accent" if trouble else "primary")
        self.set_variant("missing" if trouble else "active")
        self.title.setText(title)
        self.text.setText(text)
        self.text.setVisible(bool(text))
        self.setAccessibleName(f"{title} {text}".strip())
        self.show()


class CountTile(QWidget):
    """A number with what it counts.

    Parameters:
        count: the number.
        words: what it counts.
        icon: before the words.
        warn: True asks attention.
    """

    def __init__(self, count: int, words: str, icon: str, *, warn: bool = False, parent: QWidget | None = None):
        super().__init__(parent)
        self._count, self._words, self._icon, self._warn = format_number(count), words, icon, warn
        self.setFixedSize(max(104, round(text_width(words, font("small"))) + 52), 62)
        self.setAccessibleName(f"{self._count} {words}")

    def paintEvent(self, event) -> None:
        color = theme().color
        ink = color.accent_ink if self._warn else color.ink
        small = color.accent_ink if self._warn else color.ink2
        with begin(self) as painter:
            edge, width = (color.accent, 2) if self._warn else (color.line, 1)
            box(painter, QRectF(self.rect()), theme().tokens.radius.card, color.surface, edge, width)
            line_of_text(painter, QRectF(14, 6, self.width() - 20, 28), self._count, font("h1"), ink)
            paint_icon(painter, self._icon, QRectF(14, 38, 14, 14), small)
            line_of_text(painter, QRectF(34, 34, self.width() - 40, 22), self._words, font("small"), small)


class SideButton(QAbstractButton):
    """A value to choose; what differs from the other one is bold with a line below it.

    Parameters:
        text: the value.
        spans: parts that differ, as first position and the one after the last.
        name: accessible name: whose value it is.
    """

    def __init__(self, text: str, spans: tuple[tuple[int, int], ...], name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._text, self._spans = text.replace("\n", "\u2028"), spans
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAccessibleName(name)
        self.setAccessibleDescription(text)
        self.setProperty("focus_radius", theme().tokens.radius.card)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def text_shown(self) -> str:
        """Return the value."""
        return self._text.replace("\u2028", "\n")

    def sizeHint(self) -> QSize:
        return QSize(240, self.heightForWidth(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.heightForWidth(max(self.width(), 160)))

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return max(52, self._lay(width)[1] + 2 * _PAD)

    def keyPressEvent(self, event) -> None:
        # Up and Down would move the focus among unrelated buttons; Enter goes on to the next choice.
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Up, Qt.Key.Key_Down):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        self.setChecked(True)

    def _lay(self, width: int) -> tuple[QTextLayout, int]:
        role = type_role("body")
        layout = QTextLayout(self._text, font("body"))
        option = QTextOption()
        option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        layout.setTextOption(option)
        bold = QTextCharFormat()
        bold.setFontWeight(600)
        ranges = []
        for first, last in self._spans:
            part = QTextLayout.FormatRange()
            part.start, part.length, part.format = first, last - first, bold
            ranges.append(part)
        layout.setFormats(ranges)
        layout.beginLayout()
        top = 0
        while True:
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(max(40, width - _LEFT - _PAD))
            line.setPosition(QPointF(0, top))
            top += role.line + 2
        layout.endLayout()
        return layout, max(top, role.line)

    def paintEvent(self, event) -> None:
        color = theme().color
        on = self.isChecked()
        layout, height = self._lay(self.width())
        with begin(self) as painter:
            fill = color.primary_tint if on else color.hover if self.underMouse() else color.surface
            edge, width = (color.primary, 3) if on else (color.line_strong, 1)
            box(painter, QRectF(self.rect()), theme().tokens.radius.card, fill, edge, width)
            top = max(_PAD, (self.height() - height) / 2)
            mark = QRectF(_PAD, top + 1, _MARK, _MARK)
            box(painter, mark, _MARK / 2, color.surface, color.primary if on else color.line_strong, 6 if on else 1.5)
            painter.setPen(color.ink)
            layout.draw(painter, QPointF(_LEFT, top))
            for number in range(layout.lineCount()):
                line = layout.lineAt(number)
                begin_at, end_at = line.textStart(), line.textStart() + line.textLength()
                for first, last in self._spans:
                    first, last = max(first, begin_at), min(last, end_at)
                    if first < last:
                        left, right = (line.cursorToX(place)[0] for place in (first, last))
                        under = top + line.y() + line.ascent() + 5
                        painter.fillRect(QRectF(_LEFT + left, under, right - left, 2), color.primary)


class FourWords(QWidget):
    """Four words that two colleagues read to each other."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._words: tuple[str, ...] = ()
        self.setFixedHeight(64)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setProperty("focus_radius", theme().tokens.radius.card)

    def words(self) -> tuple[str, ...]:
        """Return the words."""
        return self._words

    def show_words(self, words: tuple[str, ...], name: str) -> None:
        """Show other words.

        Parameters:
            words: four.
            name: what they are, for who listens.
        """
        self._words = words
        self.setAccessibleName(f"{name}: {', '.join(words)}")
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            box(painter, QRectF(self.rect()), theme().tokens.radius.card, color.primary_tint)
            width = self.width() / 2
            for number, word in enumerate(self._words):
                spot = QRectF(16 + width * (number % 2), 4 + 28 * (number // 2), width - 20, 28)
                line_of_text(painter, spot, word, font("h2"), color.primary)
