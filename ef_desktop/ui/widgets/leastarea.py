"""A scroll area that gives what is in it the room there is, and scrolls only where that needs more at the least."""

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QWidget

#: The least height of the area, in logical pixels.
_LEAST = 120


class LeastArea(QScrollArea):
    """For a part of a page that fits any but the lowest windows. What gets the keyboard comes into view.

    A scroll area that makes its widget fit would give it all that wrapped text may want, and scroll where nothing is cut.

    Parameters:
        content: what scrolls.
    """

    def __init__(self, content: QWidget, parent: QWidget | None = None):
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(content)
        # The page is seen beside the panels in it.
        content.setAutoFillBackground(False)
        self.viewport().setAutoFillBackground(False)
        content.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow)

    def part(self) -> QWidget | None:
        """Return what needs the room."""
        return self.widget()

    def minimumSizeHint(self) -> QSize:
        return QSize(self.widget().minimumSizeHint().width(), _LEAST)

    def sizeHint(self) -> QSize:
        return self.widget().sizeHint()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self.fit()

    def eventFilter(self, watched, event) -> bool:
        if watched is self.widget() and event.type() == QEvent.Type.LayoutRequest:
            self.fit()
        return False

    def fit(self) -> None:
        """Give the part the room there is, and at least what it needs."""
        room = self.maximumViewportSize()
        width, least = room.width(), self._least(room.width())
        if least > room.height():
            width -= self.verticalScrollBar().sizeHint().width()
            least = self._least(width)
        self.widget().resize(width, max(room.height(), least))
        self._follow(None, QApplication.focusWidget())

    def _least(self, width: int) -> int:
        part = self.part()
        layout = part.layout() if part is not None else None
        if layout is None:
            return 0
        return layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else part.minimumSizeHint().height()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Of a list that is higher than the room its own rows come into view.
        if new is not None and self.widget().isAncestorOf(new) and new.height() < self.viewport().height() < self.widget().height():
            self.ensureWidgetVisible(new, 0, 24)
