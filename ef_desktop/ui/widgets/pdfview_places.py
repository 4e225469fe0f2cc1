"""Where the pages of a PDF lie under each other, at any size."""

from bisect import bisect_right

from PySide6.QtCore import QRectF, QSize

WIDTH, PAGE, FREE = "width", "page", "free"

#: Least and largest size; 1 is as large as on paper, on a screen of 96 dots per inch.
SMALLEST, LARGEST = 0.1, 4.0

#: Pixels of paper, at size 1, in a point of the PDF.
PER_POINT = 96 / 72

#: Pixels around all pages, and between two.
MARGIN, GAP = 16, 14


class Places:
    """The places of pages in one long strip, in logical pixels.

    Parameters:
        sizes: width and height of every page, in points.
    """

    def __init__(self, sizes: list[tuple[float, float]]):
        self._sizes = [(width * PER_POINT, height * PER_POINT) for width, height in sizes]
        self._tops: list[float] = []
        self.height = self.width = 0.0
        self.zoom = 1.0
        self.set_zoom(1.0)

    def __len__(self) -> int:
        return len(self._sizes)

    def set_zoom(self, zoom: float) -> None:
        """Show the pages larger or smaller, within bounds."""
        self.zoom = min(max(zoom, SMALLEST), LARGEST)
        top, self._tops = float(MARGIN), []
        for _width, height in self._sizes:
            self._tops.append(top)
            top += height * self.zoom + GAP
        self.height = top - GAP + MARGIN if self._sizes else 0.0
        self.width = max((width for width, _height in self._sizes), default=0.0) * self.zoom + 2 * MARGIN

    def fitting(self, mode: str, room: QSize, page: int) -> float:
        """Return the size at which all pages are as wide as the room (``width``), or one is whole in it (``page``)."""
        if not self._sizes or mode == FREE:
            return self.zoom
        if mode == WIDTH:
            return (room.width() - 2 * MARGIN) / max(width for width, _height in self._sizes)
        width, height = self._sizes[page]
        return min((room.width() - 2 * MARGIN) / width, (room.height() - GAP) / height)

    def top(self, page: int) -> float:
        """Return the upper edge of a page."""
        return self._tops[page]

    def start(self, page: int) -> float:
        """Return what is at the upper edge of the view when a page is looked at."""
        return 0.0 if page == 0 else self._tops[page] - GAP / 2

    def at(self, y: float) -> int:
        """Return the page at a height; the nearest above where there is none."""
        return max(bisect_right(self._tops, y) - 1, 0)

    def between(self, top: float, bottom: float) -> range:
        """Return the pages that are wholly or partly between two heights."""
        first = self.at(top)
        return range(first, max(bisect_right(self._tops, bottom), first + 1)) if self._tops else range(0)

    def size(self, page: int) -> tuple[float, float]:
        """Return width and height of a page."""
        width, height = self._sizes[page]
        return width * self.zoom, height * self.zoom

    def rect(self, page: int, room: float) -> QRectF:
        """Return where a page lies; in the middle of the strip, or of the room where that is wider."""
        width, height = self.size(page)
        return QRectF((max(room, self.width) - width) / 2, self._tops[page], width, height)
