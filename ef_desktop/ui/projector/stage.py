"""The stage: a canvas of 1920 x 1080 on which pieces stand, and the painting of it at any size.

Window, thumbnail and picture all paint the same stage, so that they cannot differ.
"""

from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

from PySide6.QtCore import QPointF, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap

from ef_desktop.ui.projector.letters import smallest

WIDTH, HEIGHT = 1920, 1080
CANVAS = QRectF(0, 0, WIDTH, HEIGHT)

#: Memory for pictures of pieces, in bytes: some sixty cards at four times the usual number of pixels.
_ROOM = 96 * 1024 * 1024


@dataclass(frozen=True)
class Piece:
    """Something on the stage.

    Attributes:
        rect: its place on the canvas; it draws nowhere else.
        key: everything that decides its look, but not its place: pieces with the same key look the same.
        draw: draws it with its upper left corner at the origin.
        words: its texts, each with the letter size in pixels of the canvas.
    """

    rect: QRectF
    key: Hashable
    draw: Callable[[QPainter], None]
    words: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Stage:
    """One page of a scene, ready to be painted; ``smallest`` is the size of its smallest letters."""

    ground: str
    pieces: tuple[Piece, ...] = ()
    smallest: int = field(default_factory=smallest)

    def same(self, other: "Stage") -> bool:
        """Tell whether both look exactly the same."""
        return (self.ground, self.smallest) == (other.ground, other.smallest) and self.places() == other.places()

    def places(self) -> list[tuple]:
        """Return what stands where."""
        return [(piece.key, piece.rect.getRect()) for piece in self.pieces]

    def changed_since(self, before: "Stage | None") -> list[QRectF]:
        """Return the parts of the canvas to paint again when this comes after ``before``."""
        if before is None or (before.ground, before.smallest) != (self.ground, self.smallest):
            return [CANVAS]
        old, new = before.places(), self.places()
        gone, come = set(old).difference(new), set(new).difference(old)
        return [QRectF(*place) for _key, place in gone | come]

    def words(self) -> tuple[tuple[str, int], ...]:
        """Return every text on the stage with its letter size in pixels of the canvas."""
        return tuple(word for piece in self.pieces for word in piece.words)


@dataclass(frozen=True)
class Staging:
    """A frame laid out on one or more pages.

    Attributes:
        count: number of pages, at least one.
        make: returns the stage of a page from 0.
        page_of: first page of a card, by its id.
    """

    count: int
    make: Callable[[int], Stage]
    page_of: Mapping[bytes, int] = field(default_factory=dict)

    def stage(self, page: int = 0) -> Stage:
        """Return a page; a number beyond the last gives the last."""
        return self.make(max(0, min(page, self.count - 1)))


BLACK = Stage("#000000")


def fitted(size: QSizeF) -> QRectF:
    """Return the largest place of the canvas' shape in the middle of a surface."""
    scale = min(size.width() / WIDTH, size.height() / HEIGHT)
    width, height = WIDTH * scale, HEIGHT * scale
    return QRectF((size.width() - width) / 2, (size.height() - height) / 2, width, height)


class StagePainter:
    """Paints stages. The picture of each piece is kept, so that only what is new has to be drawn."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Hashable, QPixmap] = OrderedDict()
        self._bytes = 0

    def paint(self, painter: QPainter, stage: Stage, target: QRectF, clip: QRectF) -> None:
        """Paint a stage.

        Parameters:
            painter: on a device whose pixel ratio is right.
            target: place of the canvas in logical pixels of the device.
            clip: what has to be painted, in the same pixels.
        """
        painter.fillRect(clip.intersected(target), QColor(stage.ground))
        scale = target.width() / WIDTH
        ratio = painter.device().devicePixelRatioF()
        for piece in stage.pieces:
            place = QRectF(
                target.topLeft() + piece.rect.topLeft() * scale, piece.rect.size() * scale
            )
            if not place.intersects(clip):
                continue
            left, top = floor(place.left() * ratio + 0.001), floor(place.top() * ratio + 0.001)
            corner = QPointF(place.left() * ratio - left, place.top() * ratio - top)
            size = QSize(
                ceil(corner.x() + place.width() * ratio - 0.001), ceil(corner.y() + place.height() * ratio - 0.001)
            )
            picture = self._picture(piece, stage.smallest, size, corner, scale * ratio)
            picture.setDevicePixelRatio(ratio)
            painter.drawPixmap(QPointF(left / ratio, top / ratio), picture)

    def _picture(self, piece: Piece, smallest: int, size: QSize, corner: QPointF, scale: float) -> QPixmap:
        key = (piece.key, smallest, size.toTuple(), round(corner.x(), 2), round(corner.y(), 2), round(scale, 4))
        known = self._kept.get(key)
        if known is not None:
            self._kept.move_to_end(key)
            return known
        picture = QPixmap(size)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
            painter.translate(corner)
            painter.scale(scale, scale)
            piece.draw(painter)
        self._kept[key] = picture
        self._bytes += _weight(picture)
        while self._bytes > _ROOM and len(self._kept) > 1:
            self._bytes -= _weight(self._kept.popitem(last=False)[1])
        return picture


def _weight(picture: QPixmap) -> int:
    return picture.width() * picture.height() * 4


def picture_of(stage: Stage, size: QSize, ratio: float = 1.0, painter: StagePainter | None = None) -> QImage:
    """Return a stage as a picture, with black beside it where the shape differs.

    Parameters:
        size: in logical pixels.
        ratio: device pixels per logical pixel.
        painter: one that keeps what it drew, for the next time.
    """
    image = QImage((QSizeF(size) * ratio).toSize(), QImage.Format.Format_RGB32)
    image.setDevicePixelRatio(ratio)
    image.fill(QColor(BLACK.ground))
    with QPainter(image) as brush:
        surface = QRectF(0, 0, size.width(), size.height())
        (painter or StagePainter()).paint(brush, stage, fitted(surface.size()), surface)
    return image
