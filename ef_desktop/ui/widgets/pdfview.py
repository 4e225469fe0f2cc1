"""A PDF inside the program: its pages under each other, drawn beside the window, at any size, with what was searched marked."""

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QModelIndex, QPointF, QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtPdf import QPdfBookmarkModel, QPdfDocument, QPdfLinkModel
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from ef_desktop.i18n import _, format_number
from ef_desktop.ui.theme import theme
from ef_desktop.ui.theme.theme import look
from ef_desktop.ui.widgets.draw import edge_pen
from ef_desktop.ui.widgets.pdfview_images import PageImages
from ef_desktop.ui.widgets.pdfview_places import FREE, LARGEST, MARGIN, PAGE, PER_POINT, SMALLEST, WIDTH, Places
from ef_desktop.ui.widgets.pdfview_search import PdfSearch
from ef_desktop.ui.widgets.pdfview_selection import PdfSelection

#: The sizes that plus and minus go through.
ZOOMS = (0.1, 0.25, 0.33, 0.5, 0.67, 0.75, 0.9, 1.0, 1.1, 1.25, 1.5, 1.75, 2.0, 2.5, 3.0, 4.0)

#: Pixels that an arrow scrolls, and pixels by which the mark of a hit is wider than its letters; twice that higher.
_LINE, _AROUND = 48, 2
#: Longest side of a drawn page in pixels; what is larger is drawn so and stretched.
_LONGEST = 4_600
#: Characters of a page that are told to a screen reader.
_TOLD = 4_000


class PdfView(QAbstractScrollArea):
    """The pages of a PDF, to be read.

    Keys: arrows, Page Up and Page Down, Home and End, Ctrl with plus, minus and 0; those to select all and to copy.

    Attributes:
        search: finds words; what it finds is marked on the pages.
        selection: the text that was selected.

    Signals:
        pageChanged: another page is looked at, or there is another number of pages.
        zoomChanged: the pages have another size.
        drawn: everything in sight is drawn.
    """

    pageChanged = Signal()
    zoomChanged = Signal()
    drawn = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._document: QPdfDocument | None = None
        self._data: QBuffer | None = None
        self._places = Places([])
        self._mode = WIDTH
        self._page = 0
        self._going = False
        self._images = PageImages(self)
        self._images.drawn.connect(self.viewport().update)
        self._links, self._marks = QPdfLinkModel(self), QPdfBookmarkModel(self)
        self.search = PdfSearch(self)
        self.search.changed.connect(self._found)
        self.selection = PdfSelection(self)
        self.selection.changed.connect(self.viewport().update)
        self._seen: tuple[str, tuple[int, int]] | None = None
        self._told = QTimer(self, singleShot=True, interval=200)
        self._told.timeout.connect(self._tell)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(True)
        self.verticalScrollBar().setSingleStep(_LINE)
        self.horizontalScrollBar().setSingleStep(_LINE)
        self.setProperty("focus_radius", theme().tokens.radius.chip)
        self._tell()

    # What is shown

    @property
    def document(self) -> QPdfDocument | None:
        """The PDF, or None."""
        return self._document

    def show_bytes(self, data: bytes) -> bool:
        """Show a PDF, at the place in it that was looked at before.

        Parameters:
            data: the whole file. It is kept in memory: no file has to stay on the disk for it.

        Returns:
            whether it could be read; if not, what was shown stays.
        """
        document, buffer = QPdfDocument(self), QBuffer(self)
        buffer.setData(QByteArray(data))
        buffer.open(QIODevice.OpenModeFlag.ReadOnly)
        document.load(buffer)
        if document.status() != QPdfDocument.Status.Ready or not document.pageCount():
            document.deleteLater()
            buffer.deleteLater()
            return False
        place = self._place()
        self._let_go()
        self._document, self._data = document, buffer
        self._images.set_document(document)
        self._links.setDocument(document)
        self._marks.setDocument(document)
        sizes = [document.pagePointSize(page).toTuple() for page in range(document.pageCount())]
        zoom, self._places = self._places.zoom, Places(sizes)
        self._places.set_zoom(zoom)
        self._page = min(place[0], len(sizes) - 1)
        self._lay_out(place)
        self.search.set_document(document, self._page)
        self.selection.set_document(document)
        self.pageChanged.emit()
        self._told.start()
        return True

    def clear(self) -> None:
        """Show nothing."""
        self._let_go()
        self._document = self._data = None
        self._places, self._page = Places([]), 0
        self._images.set_document(None)
        self.search.set_document(None)
        self.selection.set_document(None)
        self._lay_out((0, 0.0, 0.5))
        self.pageChanged.emit()
        self._tell()

    @property
    def page_count(self) -> int:
        """How many pages there are."""
        return len(self._places)

    @property
    def page(self) -> int:
        """The page that is looked at, from 0."""
        return self._page

    def go_to(self, page: int, down: float = 0.0) -> None:
        """Look at a page.

        Parameters:
            page: from 0; the first or the last when there is no such page.
            down: how far down it, in points.
        """
        if not self._places:
            return
        page = min(max(page, 0), len(self._places) - 1)
        self._going = True
        self.verticalScrollBar().setValue(round(self._places.start(page) + down * PER_POINT * self._places.zoom))
        self._going = False
        self._set_page(page)
        self.viewport().update()

    def go_to_title(self, title: str) -> bool:
        """Look at the first bookmark of this title; tells whether there is one."""
        if self._document is not None:
            for row in range(self._marks.rowCount(QModelIndex())):
                index = self._marks.index(row, 0, QModelIndex())
                if self._marks.data(index, QPdfBookmarkModel.Role.Title.value) == title:
                    self.go_to(self._marks.data(index, QPdfBookmarkModel.Role.Page.value))
                    return True
        return False

    # Size

    @property
    def zoom(self) -> float:
        """How large the pages are; 1 is as on paper."""
        return self._places.zoom

    @property
    def fit(self) -> str:
        """Whether the pages follow the width of the view, its whole size, or neither: ``width``, ``page``, ``free``."""
        return self._mode

    def set_fit(self, mode: str) -> None:
        """Let the pages follow the width of the view (``width``) or fit in it whole (``page``)."""
        self._mode = mode
        self._lay_out(self._place())
        if mode == PAGE:
            self.go_to(self._page)

    def set_zoom(self, zoom: float) -> None:
        """Show the pages at a size of their own; 1 is as on paper."""
        self._mode = FREE
        self._lay_out(self._place(), zoom)

    def step_zoom(self, by: int) -> None:
        """Take the next larger (1) or smaller (-1) size."""
        if by > 0:
            self.set_zoom(next((zoom for zoom in ZOOMS if zoom > self.zoom * 1.01), LARGEST))
        else:
            self.set_zoom(next((zoom for zoom in reversed(ZOOMS) if zoom < self.zoom * 0.99), SMALLEST))

    # Inside: places

    def _place(self) -> tuple[int, float, float]:
        """Return the page at the upper edge, how far down it that is in paper pixels, and the middle from left as a share."""
        bar = self.horizontalScrollBar()
        span = bar.maximum() + self.viewport().width()
        middle = (bar.value() + self.viewport().width() / 2) / span if span else 0.5
        if not self._places:
            return 0, 0.0, 0.5
        top = self.verticalScrollBar().value()
        page = self._places.at(top + MARGIN)
        return page, (top - self._places.top(page)) / self.zoom, middle

    def _lay_out(self, place: tuple[int, float, float], zoom: float | None = None) -> None:
        """Give every page its place, and come back to one: see ``_place``."""
        room, before, places = self.viewport().size(), self.zoom, self._places
        places.set_zoom(places.fitting(self._mode, room, self._page) if zoom is None else zoom)
        self._going = True
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setPageStep(max(room.height() - _LINE, _LINE))
        down.setRange(0, max(0, round(places.height - room.height())))
        across.setPageStep(room.width())
        across.setRange(0, max(0, round(places.width - room.width())))
        across.setValue(round(place[2] * (across.maximum() + room.width()) - room.width() / 2))
        if places:
            down.setValue(round(places.top(min(place[0], len(places) - 1)) + place[1] * self.zoom))
        self._going = False
        self._find_page()
        self.viewport().update()
        if self.zoom != before:
            self.zoomChanged.emit()

    def _rect(self, page: int) -> QRectF:
        """Return where a page lies in the viewport."""
        rect = self._places.rect(page, self.viewport().width())
        return rect.translated(-self.horizontalScrollBar().value(), -self.verticalScrollBar().value())

    def _in_sight(self) -> range:
        top = self.verticalScrollBar().value()
        return self._places.between(top, top + self.viewport().height())

    def _find_page(self) -> None:
        """The page of which most is in sight is the one that is looked at."""
        view = QRectF(self.viewport().rect())
        seen = self._in_sight()
        if seen and not self._going:
            self._set_page(max(seen, key=lambda page: (round(self._rect(page).intersected(view).height()), -page)))

    def _set_page(self, page: int) -> None:
        if page != self._page:
            self._page = page
            self.pageChanged.emit()
            self._told.start()

    # Inside: drawing

    def _let_go(self) -> None:
        for thing in (self._document, self._data):
            if thing is not None:
                thing.deleteLater()

    def _pixels(self, page: int) -> QSize:
        width, height = (side * self.devicePixelRatioF() for side in self._places.size(page))
        share = min(1.0, _LONGEST / max(width, height))
        return QSize(max(round(width * share), 1), max(round(height * share), 1))

    def paintEvent(self, event) -> None:
        color = theme().color
        with QPainter(self.viewport()) as painter:
            painter.fillRect(self.viewport().rect(), color.sunk)
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            waiting = False
            self._images.near = self._in_sight()
            for page in self._in_sight():
                rect = self._rect(page)
                # Paper is white, also in a dark room: this is what comes out of the printer.
                painter.fillRect(rect, Qt.GlobalColor.white)
                waiting = self._images.ask(page, self._pixels(page)) or waiting
                image = self._images.image(page)
                if image is not None:
                    painter.drawImage(rect, image)
                self._mark(painter, page, rect)
                painter.setPen(edge_pen(color.line, 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRect(rect)
        if self._places and not waiting:
            ahead = self._in_sight().stop
            if ahead < len(self._places):
                self._images.ask(ahead, self._pixels(ahead))
            self.drawn.emit()

    def _mark(self, painter: QPainter, page: int, rect: QRectF) -> None:
        # In the light colours: the paper is always white.
        color, scale = look("light").color, PER_POINT * self.zoom
        self.selection.paint(painter, page, rect.topLeft(), scale)
        for number, words in enumerate(self.search.hits(page)):
            now = self.search.current == (page, number)
            shade = QColor(color.accent if now else color.focus)
            shade.setAlpha(80)
            for word in words:
                spot = QRectF(rect.left() + word.left() * scale, rect.top() + word.top() * scale, word.width() * scale, word.height() * scale)
                spot.adjust(-_AROUND, -2 * _AROUND, _AROUND, 2 * _AROUND)
                painter.fillRect(spot, shade)
                if now:
                    painter.setPen(edge_pen(color.accent, 2))
                    painter.setBrush(Qt.BrushStyle.NoBrush)
                    painter.drawRect(spot)

    def _found(self) -> None:
        current = self.search.current
        if current is not None and (self.search.text, current) != self._seen:
            self._seen = self.search.text, current
            page, number = current
            word = self.search.hits(page)[number][0]
            spot = self._rect(page)
            top = spot.top() + word.top() * PER_POINT * self.zoom
            if not _LINE / 2 < top < self.viewport().height() - _LINE:
                self.go_to(page, max(word.top() - 40, 1))
            self._set_page(page)
        self.viewport().update()

    def _tell(self) -> None:
        """Tell a screen reader which page this is, and what stands on it."""
        name, text = _("Preview"), ""
        if self._document is not None:
            numbers = {"page": format_number(self._page + 1), "count": format_number(len(self._places))}
            name = _("Preview, page {page} of {count}").format(**numbers)
            text = self._document.getAllText(self._page).text()
        self.setAccessibleName(name)
        self.setAccessibleDescription(text[:_TOLD])

    # Qt

    def resizeEvent(self, event) -> None:
        self._lay_out(self._place())

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self._find_page()
        self.viewport().update()

    def wheelEvent(self, event) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.step_zoom(1 if event.angleDelta().y() > 0 else -1)
            event.accept()
        else:
            super().wheelEvent(event)

    def keyPressEvent(self, event) -> None:
        key, keys = event.key(), Qt.Key
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if key in (keys.Key_PageDown, keys.Key_PageUp) or (key == keys.Key_Space and not control):
            back = key == keys.Key_PageUp or bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            self._turn(-1 if back else 1)
        elif key == keys.Key_Home:
            self.go_to(0)
        elif key == keys.Key_End:
            self.go_to(len(self._places) - 1)
        elif control and key in (keys.Key_Plus, keys.Key_Equal):
            self.step_zoom(1)
        elif control and key == keys.Key_Minus:
            self.step_zoom(-1)
        elif control and key == keys.Key_0:
            self.set_fit(WIDTH)
        elif not self.selection.key(event):
            super().keyPressEvent(event)

    def _turn(self, by: int) -> None:
        if self._mode == PAGE:
            self.go_to(self._page + by)
        else:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + by * bar.pageStep())

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.selection.press(self._spot_at(event.position()))

    def mouseMoveEvent(self, event) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.selection.drag(self._spot_at(event.position()))
        over = self._link_at(event.position()) is not None
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def mouseReleaseEvent(self, event) -> None:
        link = self._link_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and link is not None and self.selection.empty:
            self.go_to(link.page(), link.location().y())

    def contextMenuEvent(self, event) -> None:
        self.selection.offer(event.globalPos())

    def _spot_at(self, point: QPointF) -> tuple[int, QPointF] | None:
        """Return the page at a point of the viewport, or the nearest one, and where on it the point is."""
        pages = self._in_sight()
        if not pages:
            return None
        page = next((page for page in pages if point.y() < self._rect(page).bottom()), pages[-1])
        return page, (point - self._rect(page).topLeft()) / (PER_POINT * self.zoom)

    def _link_at(self, point: QPointF):
        """Return the link to another page at a point of the viewport, or None."""
        spot = self._spot_at(point)
        if spot is None or not self._rect(spot[0]).contains(point):
            return None
        self._links.setPage(spot[0])
        found = self._links.linkAt(spot[1])
        return found if found.isValid() and found.url().isEmpty() else None
