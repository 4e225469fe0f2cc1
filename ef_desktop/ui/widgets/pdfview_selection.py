"""Selecting text in a PDF with the mouse or as a whole, and taking it along."""

from PySide6.QtCore import QObject, QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QKeyEvent, QKeySequence, QPainter, QPolygonF
from PySide6.QtPdf import QPdfDocument, QPdfSelection
from PySide6.QtWidgets import QMenu, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme.theme import look

#: A place in the document: the page, and the point on it in points from the upper left corner; None is the edge of its text.
Spot = tuple[int, QPointF | None]

#: Points that the mouse may move before text is selected, and how dark the mark over it is.
_STILL, _SHADE = 4, 60


class PdfSelection(QObject):
    """The selected text.

    Signals:
        changed: other text is selected.
    """

    changed = Signal()

    def __init__(self, parent: QWidget):
        super().__init__(parent)
        self._document: QPdfDocument | None = None
        self._begin: Spot | None = None
        self._end: Spot | None = None
        self._areas: dict[int, list[QPolygonF]] = {}

    def set_document(self, document: QPdfDocument | None) -> None:
        """Select in another document; nothing is selected there."""
        self._document = document
        self._set(None, None)

    def press(self, spot: Spot | None) -> None:
        """Let a selection begin at a place; what was selected is not any more."""
        self._set(spot, None)

    def drag(self, spot: Spot | None) -> None:
        """Select from where it began up to a place."""
        if self._begin is None or spot is None:
            return
        # Whoever clicks on a link may move a little.
        if self._end is None and spot[0] == self._begin[0] and (spot[1] - self._begin[1]).manhattanLength() < _STILL:
            return
        self._set(self._begin, spot)

    @property
    def empty(self) -> bool:
        """True when no text is selected."""
        return not self._pages()

    def select_all(self) -> None:
        """Select the text of all pages."""
        if self._document is not None:
            self._set((0, None), (self._document.pageCount() - 1, None))

    def text(self) -> str:
        """Return the selected text, a line for each line; "" for nothing."""
        pages = (found.text() for page in self._pages() if (found := self._found(page)) is not None)
        lines = [line.rstrip() for text in pages for line in text.splitlines()]
        return "\n".join(lines).strip("\n")

    def areas(self, page: int) -> list[QPolygonF]:
        """Return where the selected text of a page lies, in points from its upper left corner."""
        if page not in self._areas:
            found = self._found(page) if page in self._pages() else None
            self._areas[page] = [] if found is None else found.bounds()
        return self._areas[page]

    def copy(self) -> None:
        """Put the selected text on the clipboard; what is there stays when nothing is selected."""
        if text := self.text():
            QGuiApplication.clipboard().setText(text)

    def key(self, event: QKeyEvent) -> bool:
        """Do what the keys to copy and to select all ask; tells whether it was one of them."""
        for keys, deed in ((QKeySequence.StandardKey.Copy, self.copy), (QKeySequence.StandardKey.SelectAll, self.select_all)):
            if event.matches(keys):
                deed()
                return True
        return False

    def paint(self, painter: QPainter, page: int, corner: QPointF, scale: float) -> None:
        """Mark what is selected of a page.

        Parameters:
            corner: the upper left corner of the page in the view; ``scale``: pixels in a point of the page.
        """
        # In the light colour: the paper is always white.
        shade = QColor(look("light").color.primary)
        shade.setAlpha(_SHADE)
        for area in self.areas(page):
            line = area.boundingRect()
            painter.fillRect(QRectF(corner + line.topLeft() * scale, line.size() * scale), shade)

    def menu(self) -> QMenu:
        """Return a menu of what can be done."""
        menu = QMenu(self.parent())
        menu.addAction(_("Copy"), self.copy).setEnabled(not self.empty)
        menu.addAction(_("Select all"), self.select_all).setEnabled(self._document is not None)
        return menu

    def offer(self, place: QPoint) -> None:
        """Show that menu at a place of the screen."""
        menu = self.menu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.popup(place)

    # Inside

    def _set(self, begin: Spot | None, end: Spot | None) -> None:
        self._begin, self._end, self._areas = begin, end, {}
        self.changed.emit()

    def _pages(self) -> range:
        if self._document is None or self._begin is None or self._end is None:
            return range(0)
        first, last = sorted((self._begin[0], self._end[0]))
        return range(first, last + 1)

    def _found(self, page: int) -> QPdfSelection | None:
        """Return what is selected of a page, None where that is nothing."""
        whole = self._document.getAllText(page)
        first, last = sorted((self._begin, self._end), key=lambda spot: spot[0])
        start = self._near(whole, first[1]) if page == first[0] else None
        end = self._near(whole, last[1]) if page == last[0] else None
        if start is None and end is None:
            return whole if whole.isValid() else None
        if start is not None and end is not None:
            # The letter under the second point comes along, that under the first may not.
            start, end = sorted((start, end), key=lambda point: (point.y(), point.x()))
            found = self._document.getSelection(page, start, end)
            return found if found.isValid() else None
        # A letter and a half: one letter alone is no selection to the library.
        edge = start if end is None else end
        here = self._document.getSelection(page, edge - QPointF(4, 0), edge + QPointF(4, 0))
        if not here.isValid():
            return whole
        length = whole.endIndex() - here.startIndex() if end is None else here.endIndex()
        return self._document.getSelectionAtIndex(page, here.startIndex() if end is None else 0, length)

    @staticmethod
    def _near(whole: QPdfSelection, point: QPointF | None) -> QPointF | None:
        """Return the place in the text of a page that is nearest to a point: beside letters nothing can be selected."""
        lines = [polygon.boundingRect() for polygon in whole.bounds()]
        if point is None or not lines:
            return None

        def away(line) -> tuple[float, float]:
            return max(line.top() - point.y(), 0, point.y() - line.bottom()), max(line.left() - point.x(), 0, point.x() - line.right())

        line = min(lines, key=away)
        return QPointF(min(max(point.x(), line.left() + 1), line.right() - 1), line.center().y())
