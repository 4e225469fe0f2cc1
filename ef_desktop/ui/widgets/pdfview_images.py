"""The drawn pages of a PDF: drawn in a thread of Qt, kept as long as there is room."""

from collections import OrderedDict
from collections.abc import Collection

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtGui import QImage
from PySide6.QtPdf import QPdfDocument, QPdfDocumentRenderOptions, QPdfPageRenderer

#: Bytes of drawn pages that are kept; what is in sight always is.
_KEPT = 160_000_000


class PageImages(QObject):
    """Pictures of pages.

    Attributes:
        near: pages in sight: these are never thrown away.

    Signals:
        drawn: another page was drawn.
    """

    drawn = Signal()

    def __init__(self, parent: QObject | None = None):
        super().__init__(parent)
        self.near: Collection[int] = ()
        self._renderer: QPdfPageRenderer | None = None
        self._images: OrderedDict[int, tuple[QSize, QImage]] = OrderedDict()
        self._old: set[int] = set()
        self._asked: dict[int, QSize] = {}

    def set_document(self, document: QPdfDocument | None) -> None:
        """Draw the pages of another PDF; those of the former stay until then, so that nothing flashes."""
        if self._renderer is not None:
            self._renderer.pageRendered.disconnect(self._rendered)
            self._renderer.setDocument(None)
            self._renderer.deleteLater()
            self._renderer = None
        self._asked = {}
        count = document.pageCount() if document is not None else 0
        self._images = OrderedDict((page, kept) for page, kept in self._images.items() if page < count)
        self._old = set(self._images)
        if document is not None:
            self._renderer = QPdfPageRenderer(self)
            self._renderer.setRenderMode(QPdfPageRenderer.RenderMode.MultiThreaded)
            self._renderer.setDocument(document)
            self._renderer.pageRendered.connect(self._rendered)

    def image(self, page: int) -> QImage | None:
        """Return the picture of a page, perhaps of another size or of the former PDF; None when it was never drawn."""
        return self._images[page][1] if page in self._images else None

    def ask(self, page: int, size: QSize) -> bool:
        """Have a page drawn when it is not there in this size; tells whether it is still to come."""
        if page in self._images and page not in self._old and self._images[page][0] == size:
            return False
        if self._asked.get(page) != size:
            self._asked[page] = size
            self._renderer.requestPage(page, size, QPdfDocumentRenderOptions())
        return True

    def _rendered(self, page: int, size: QSize, image: QImage, _options, _request: int) -> None:
        if self._asked.get(page) != size:
            return
        del self._asked[page]
        # What cannot be drawn stays white; asking again would not help.
        self._images[page] = (size, image)
        self._images.move_to_end(page)
        self._old.discard(page)
        held = sum(kept.sizeInBytes() for _size, kept in self._images.values())
        for other in [other for other in self._images if other not in self.near]:
            if held <= _KEPT:
                break
            held -= self._images.pop(other)[1].sizeInBytes()
        self.drawn.emit()
