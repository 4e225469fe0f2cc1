"""The bar under the window: whether everything is saved, where you are, and which keys help."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.keyhint import KeyHintRow

#: The least width of words that may get too little room, in logical pixels.
_LEAST = 60


class StatusItem(QWidget):
    """An icon and a few words.

    Parameters:
        text: already translated.
        icon: name of a Tabler icon.
        tone: ``normal``, ``good`` (blue icon), ``frozen`` (blue icon, dashed pill), ``failed`` (accent, bold).
        pill: draw an edge around it, for use outside the bar.
        yields: it may get too little room: it then ends with an ellipsis and tells the rest in its tooltip.
    """

    def __init__(
        self,
        text: str = "",
        icon: str = "",
        parent: QWidget | None = None,
        *,
        tone: str = "normal",
        pill: bool = False,
        yields: bool = False,
    ):
        super().__init__(parent)
        self._pill = pill
        self._yields = yields
        self.setSizePolicy(QSizePolicy.Policy.Maximum if yields else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.show_state(text, icon, tone)

    def text(self) -> str:
        """Return the words."""
        return self._text

    def tone(self) -> str:
        """Return how it is drawn."""
        return self._tone

    def show_state(self, text: str, icon: str = "", tone: str = "normal") -> None:
        """Show other words, another icon and tone."""
        self._text, self._icon, self._tone = text, icon, tone
        self.setAccessibleName(text)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        around = 24 if self._pill else 0
        width = text_width(self._text, self._font()) + (26 if self._icon else 0) + around
        return QSize(round(width + 1.5), theme().tokens.size.pill if self._pill else theme().tokens.size.status_bar - 2)

    def minimumSizeHint(self) -> QSize:
        whole = self.sizeHint()
        return QSize(min(whole.width(), _LEAST), whole.height()) if self._yields else whole

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        if self._yields:
            self.setToolTip(self._text if self.width() < self.sizeHint().width() else "")

    def paintEvent(self, event) -> None:
        color = theme().color
        border = theme().tokens.border
        failed = self._tone == "failed"
        ink = color.accent_ink if failed else color.ink2
        mark = color.accent_ink if failed else color.primary if self._tone in ("good", "frozen") else color.ink2
        rect = QRectF(self.rect())
        with begin(self) as painter:
            left = 0.0
            if self._pill:
                edge = color.accent if failed else color.primary if self._tone == "frozen" else color.line
                width = border.selected if failed or self._tone == "frozen" else border.hair
                box(painter, rect, theme().tokens.radius.control, color.surface, edge, width, self._tone == "frozen")
                left = 12.0
            if self._icon:
                paint_icon(painter, self._icon, QRectF(left, rect.center().y() - 9, 18, 18), mark)
                left += 26
            line_of_text(painter, QRectF(left, 0, rect.width() - left, rect.height()), self._text, self._font(), ink)

    def _font(self):
        if self._tone == "failed":
            return font("small_strong")
        return font("sub" if self._pill else "small")


class SaveStatus(StatusItem):
    """Whether everything is saved: calm when it is, plain when it is not."""

    def __init__(self, parent: QWidget | None = None, *, pill: bool = False):
        super().__init__(parent=parent, pill=pill)
        self.set_saved("")

    def set_saved(self, clock_text: str, step: str = "") -> None:
        """Show that everything is saved since a time such as 14:37, and which step was just taken back; what is empty is not shown."""
        text = _("Everything saved · {time}").format(time=clock_text) if clock_text else _("Everything saved")
        if step:
            text += " · " + step
        self.show_state(text, "circle-check", "good")
        self.setToolTip("")
        self.setAccessibleDescription("")

    def set_saving(self) -> None:
        """Show that saving goes on."""
        self.show_state(_("Saving"), "loader-2")

    def set_failed(self, reason: str) -> None:
        """Show that saving does not work; the reason, as sentences, is read where one points, and by who listens."""
        self.show_state(_("Saving does not work"), "alert-triangle", "failed")
        self.setToolTip(reason)
        self.setAccessibleDescription(reason)


class StatusBar(QWidget):
    """The bar under the window, 32 pixels high: ``save``, context at the left, keys at the right."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setFixedHeight(theme().tokens.size.status_bar)
        line = QHBoxLayout(self)
        line.setContentsMargins(16, 1, 16, 0)
        line.setSpacing(18)
        self.save = SaveStatus()
        line.addWidget(self.save)
        self._context = QHBoxLayout()
        self._context.setSpacing(18)
        line.addLayout(self._context)
        line.addStretch(1)
        self.hints = KeyHintRow()
        line.addWidget(self.hints, 0, Qt.AlignmentFlag.AlignVCenter)

    def set_context(self, *widgets: QWidget) -> None:
        """Put widgets, such as ``StatusItem``, beside the save state; earlier ones are removed."""
        while item := self._context.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for widget in widgets:
            self._context.addWidget(widget)

    def set_hints(self, hints: list[tuple[str, str]]) -> None:
        """Show keys with what they do, see ``KeyHintRow``."""
        self.hints.set_hints(hints)

    def room(self) -> QRect:
        """Return the part between the save state and the keys; a context that stands there may be covered for a while."""
        # By the hints of size: the layout takes up new words and keys only later.
        left = 34 + self.save.sizeHint().width()
        right = self.width() - 34 - self.hints.sizeHint().width()
        return QRect(left, 2, max(right - left, 0), self.height() - 3)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            painter.fillRect(self.rect(), color.surface)
            painter.fillRect(QRectF(0, 0, self.width(), 1), color.line)
