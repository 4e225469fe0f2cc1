"""Fields for words and choices. All have ``value()``, ``set_value()``, ``changed`` and ``committed``."""

from PySide6.QtCore import QEvent, QRectF, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionComboBox,
    QStylePainter,
    QToolTip,
    QWidget,
)

from ef_desktop.i18n import _
from ef_desktop.ui.forms.clean import clean_text
from ef_desktop.ui.forms.frame import dress_field, paint_frame
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, line_of_text, text_width

#: Qt cuts what is typed or pasted in one line at 32,767 characters, unless it is told a longer length.
UNLIMITED = 10_000_000
#: What Qt keeps free before the words of a combo box and after them, in logical pixels.
_COMBO_MARGIN = 4


class TextField(QLineEdit):
    """One line of text.

    Parameters:
        value: text to start with.
        placeholder: example of what to write; never the only label.
        advised: length in characters up to which it fits well on the screen, or 0. Longer is told and kept, never cut.
        dense: 36 instead of 40 pixels high.
        role: role of the type scale.

    ``changed`` tells every edit, ``committed`` that the field was left or Enter was pressed with another text.
    """

    changed = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        value: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        advised: int = 0,
        dense: bool = False,
        role: str = "body",
    ):
        super().__init__(parent)
        self._advised = advised
        self._advice = ""
        self.setMaxLength(UNLIMITED)
        self.setPlaceholderText(placeholder)
        dress_field(self, dense=dense, role=role)
        self.set_value(value)
        self.textChanged.connect(self._clean)
        self.editingFinished.connect(self._commit)

    def value(self) -> str:
        """Return the text without spaces around it."""
        return self.text().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text without emitting signals."""
        blocked = self.blockSignals(True)
        self.setText(clean_text(value or ""))
        self.setCursorPosition(0)
        self._advise()
        self.blockSignals(blocked)
        self._committed = self.value()

    def paintEvent(self, event) -> None:
        paint_frame(self)
        super().paintEvent(event)
        if self._advice:
            area = QRectF(self.rect()).adjusted(0, 0, -12, 0)
            with begin(self) as painter:
                line_of_text(painter, area, self._advice, font("small"), theme().color.ink2, Qt.AlignmentFlag.AlignRight)

    def _advise(self) -> None:
        length = len(self.value())
        words = _("Long: {count} characters").format(count=length) if 0 < self._advised < length else ""
        if words == self._advice:
            return
        self._advice = words
        # The words stand in the field itself: nothing on the page moves while someone types.
        margins = self.textMargins()
        margins.setRight(round(text_width(words, font("small"))) + 14 if words else 0)
        self.setTextMargins(margins)
        tip = _("Everything is kept. Up to {count} characters fits better on the screen.").format(count=self._advised)
        self.setToolTip(tip if words else "")

    def _clean(self, text: str) -> None:
        cleaned = clean_text(text)
        if cleaned != text:
            place = len(clean_text(text[: self.cursorPosition()]))
            self.setText(cleaned)
            self.setCursorPosition(place)
            return
        self._advise()
        self.changed.emit(self.value())

    def _commit(self) -> None:
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit(self._committed)


class TextArea(QPlainTextEdit):
    """Several lines of text; grows with what is in it. Tab goes to the next field.

    Parameters:
        value: text to start with.
        placeholder: example of what to write.
        rows: least and most lines that are shown before it scrolls.
    """

    changed = Signal(str)
    committed = Signal(str)

    def __init__(
        self,
        value: str = "",
        parent: QWidget | None = None,
        *,
        placeholder: str = "",
        rows: tuple[int, int] = (3, 10),
    ):
        super().__init__(parent)
        self._rows = rows
        self._growing = False
        self.setPlaceholderText(placeholder)
        self.setTabChangesFocus(True)
        dress_field(self, fixed=False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_value(value)
        self.textChanged.connect(self._edited)

    def value(self) -> str:
        """Return the text without white space around it."""
        return self.toPlainText().strip()

    def set_value(self, value: str | None) -> None:
        """Show a text without emitting signals."""
        blocked = self.blockSignals(True)
        self.setPlainText(clean_text(value or "", multiline=True))
        self.blockSignals(blocked)
        self._committed = self.value()
        self._grow()

    def insertFromMimeData(self, source) -> None:
        self.textCursor().insertText(clean_text(source.text(), multiline=True))
        self.ensureCursorVisible()

    def focusOutEvent(self, event) -> None:
        super().focusOutEvent(event)
        if event.reason() != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def commit(self) -> None:
        """Emit ``committed`` when the text is another one than before."""
        if self.value() != self._committed:
            self._committed = self.value()
            self.committed.emit(self._committed)

    def event(self, event) -> bool:
        # The paint event of the frame; that of the text goes to the viewport.
        if event.type() == QEvent.Type.Paint:
            paint_frame(self)
        return super().event(event)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if event.size().width() != event.oldSize().width():
            self._grow()

    def _edited(self) -> None:
        text = self.toPlainText()
        cleaned = clean_text(text, multiline=True)
        if cleaned != text:
            place = len(clean_text(text[: self.textCursor().position()], multiline=True))
            self.setPlainText(cleaned)
            cursor = self.textCursor()
            cursor.setPosition(min(place, len(cleaned)), QTextCursor.MoveMode.MoveAnchor)
            self.setTextCursor(cursor)
            return
        self._grow()
        self.changed.emit(self.value())

    def _grow(self) -> None:
        # Asked again when the scroll bar goes or comes by it: half way, which would leave the least height above the greatest.
        if self._growing:
            return
        self._growing = True
        for _time in range(2):
            width = self.viewport().width()
            self.setFixedHeight(self._height())
            if self.viewport().width() == width:
                break
        self._growing = False

    def _height(self) -> int:
        least, most = self._rows
        line = self.fontMetrics().lineSpacing()
        needed, block = 0.0, self.document().firstBlock()
        while block.isValid() and needed < most * line:
            # Lines with emoji or another script may be higher than the others.
            needed += self.blockBoundingRect(block).height()
            block = block.next()
        around = 2 * self.document().documentMargin() + 14
        return round(min(max(needed, least * line), most * line) + around)


class ComboField(QComboBox):
    """One of a list.

    Parameters:
        options: (id, translated words) or (id, words, icon); the id may be None for nothing chosen.
        value: id that is chosen; the first when it is not in the list.
    """

    changed = Signal(object)
    committed = Signal(object)

    def __init__(self, options: list[tuple] | None = None, value=None, parent: QWidget | None = None, *, dense: bool = False):
        super().__init__(parent)
        dress_field(self, dense=dense)
        self.setItemDelegate(QStyledItemDelegate(self))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setMaxVisibleItems(12)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self._ids: list = []
        self._icons: list[str] = []
        self.set_options(options or [], value)
        self.currentIndexChanged.connect(self._chosen)

    def set_options(self, options: list[tuple], value=None) -> None:
        """Offer other choices without emitting signals."""
        blocked = self.blockSignals(True)
        self.clear()
        self._ids = [option[0] for option in options]
        self._icons = [option[2] if len(option) > 2 else "" for option in options]
        for option in options:
            self.addItem(option[1])
        self.blockSignals(blocked)
        self.set_value(value)

    def value(self):
        """Return the id of what is chosen, or None."""
        return self._ids[self.currentIndex()] if 0 <= self.currentIndex() < len(self._ids) else None

    def set_value(self, value) -> None:
        """Choose without emitting signals; the first when the id is not there."""
        blocked = self.blockSignals(True)
        self.setCurrentIndex(self._ids.index(value) if value in self._ids else 0)
        self.blockSignals(blocked)
        self.update()

    def wheelEvent(self, event) -> None:
        event.ignore()

    def shown_text(self) -> str:
        """Return the chosen words as they are painted: with an ellipsis where they do not fit."""
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        room = self.style().subControlRect(QStyle.ComplexControl.CC_ComboBox, option, QStyle.SubControl.SC_ComboBoxEditField, self)
        return self.fontMetrics().elidedText(self.currentText(), Qt.TextElideMode.ElideRight, room.width() - _COMBO_MARGIN)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip and not self.toolTip() and self.shown_text() != self.currentText():
            QToolTip.showText(event.globalPos(), self.currentText(), self)
            return True
        return super().event(event)

    def paintEvent(self, event) -> None:
        paint_frame(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        # A style with a style sheet cuts the words in the middle of a letter.
        option.currentText = self.shown_text()
        painter = QStylePainter(self)
        painter.drawComplexControl(QStyle.ComplexControl.CC_ComboBox, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        painter.end()
        color = theme().color
        with begin(self) as painter:
            ink = color.ink2 if self.isEnabled() else color.ink3
            paint_icon(painter, "chevron-down", QRectF(self.width() - 30, self.height() / 2 - 9, 18, 18), ink)

    def changeEvent(self, event) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.updateGeometry()

    def _chosen(self) -> None:
        self.changed.emit(self.value())
        self.committed.emit(self.value())
