"""Searching words in a PDF: page by page between two moments of the window, from the page that is looked at."""

from PySide6.QtCore import QElapsedTimer, QObject, QRectF, QTimer, Signal
from PySide6.QtPdf import QPdfDocument, QPdfSearchModel

#: Milliseconds of searching before the window has its turn again.
_SLICE = 12


class PdfSearch(QObject):
    """Where words stand in a PDF. Upper and lower case are the same.

    Signals:
        changed: more was found, another hit is the current one, or all pages were seen.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self._document: QPdfDocument | None = None
        self._model: QPdfSearchModel | None = None
        self._text = ""
        self._hits: dict[int, list[list[QRectF]]] = {}
        self._todo: list[int] = []
        self._current: tuple[int, int] | None = None
        self._wanted: tuple[int, int] | None = None
        self._timer = QTimer(self, interval=0)
        self._timer.timeout.connect(self._go_on)

    @property
    def text(self) -> str:
        """What is searched, "" for nothing."""
        return self._text

    @property
    def finished(self) -> bool:
        """True when every page was seen."""
        return not self._todo

    @property
    def count(self) -> int:
        """How often it was found so far."""
        return sum(map(len, self._hits.values()))

    @property
    def current(self) -> tuple[int, int] | None:
        """Page and number on that page of the hit that is looked at, or None."""
        return self._current

    @property
    def place(self) -> int:
        """Return which of the hits is looked at, from 1; 0 for none."""
        if self._current is None:
            return 0
        page, number = self._current
        return sum(len(hits) for other, hits in self._hits.items() if other < page) + number + 1

    def hits(self, page: int) -> list[list[QRectF]]:
        """Return the hits on a page: of each the rectangles of its words, in points from the upper left corner."""
        return self._hits.get(page, [])

    def set_document(self, document: QPdfDocument | None, page: int = 0) -> None:
        """Search another document for the same words, from a page; the hit that was looked at stays it where it is still there."""
        self._document = document
        self._begin(page, self._current)

    def search(self, text: str, page: int = 0) -> None:
        """Search other words, from a page; an empty text searches nothing."""
        if text != self._text:
            self._text = text
            self._begin(page, None)

    def step(self, by: int, page: int) -> None:
        """Go to the next (1) or the previous (-1) hit; the first time from a page. Round at the ends."""
        places = [(found, number) for found in sorted(self._hits) for number in range(len(self._hits[found]))]
        if not places:
            return
        if self._current in places:
            self._current = places[(places.index(self._current) + by) % len(places)]
        elif by > 0:
            self._current = next((place for place in places if place[0] >= page), places[0])
        else:
            self._current = next((place for place in reversed(places) if place[0] <= page), places[-1])
        self.changed.emit()

    def _begin(self, page: int, current: tuple[int, int] | None) -> None:
        self._hits, self._current, self._wanted, self._todo = {}, None, current, []
        self._timer.stop()
        if self._model is not None:
            self._model.deleteLater()
            self._model = None
        if self._document is not None and self._text:
            # A model of its own for every search: the former one goes on seeing pages by itself.
            self._model = QPdfSearchModel(self)
            self._model.setDocument(self._document)
            self._model.setSearchString(self._text)
            pages = range(self._document.pageCount())
            self._todo = [*pages[page:], *pages[:page]]
            self._timer.start()
        self.changed.emit()

    def _go_on(self) -> None:
        clock = QElapsedTimer()
        clock.start()
        before = self.count
        while self._todo and clock.elapsed() < _SLICE:
            page = self._todo.pop(0)
            found = [link.rectangles() for link in self._model.resultsOnPage(page)]
            if found:
                self._hits[page] = found
        if self._wanted is not None and self._wanted[0] not in self._todo:
            if self._wanted[1] < len(self.hits(self._wanted[0])):
                self._current = self._wanted
            self._wanted = None
        if self._current is None and self._wanted is None and self._hits:
            self._current = (next(iter(self._hits)), 0)
        if not self._todo:
            self._timer.stop()
        if self.count != before or not self._todo:
            self.changed.emit()
