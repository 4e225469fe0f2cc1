"""The route: every meeting of the programme as one painted list, with a line that runs from stop to stop."""

from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QAbstractItemView, QListView, QSizePolicy, QStyle, QStyledItemDelegate, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, format_date, format_number, ngettext
from ef_desktop.ui.pages.meetings_words import place_line
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.bars import paint_dots
from ef_desktop.ui.widgets.draw import begin, box, line_of_text

ROW_ROLE = Qt.ItemDataRole.UserRole
NEXT_ROLE = Qt.ItemDataRole.UserRole + 1

_STOP = 32
_QUARTERS = 4
_DOTS_WIDTH = 73


@dataclass(frozen=True)
class RouteLayout:
    """Where the columns of the list are: shared by the header, the painting and the size of a row, in logical pixels.

    Attributes:
        wide: True from a window of 1440 pixels on.
        tall: True from a height of 720 pixels on.
        small: True in a window so narrow that the number of outcomes has to go.
    """

    wide: bool = True
    tall: bool = True
    small: bool = False

    @property
    def padding(self) -> int:
        """Room at the left and right of a row."""
        return 20 if self.wide else 16

    @property
    def row_height(self) -> int:
        """Height of a row."""
        return 49 if self.tall else 40

    def columns(self, area: QRectF) -> tuple[QRectF, ...]:
        """Return the rectangles of stop, title, date, progress and, except in a small window, outcomes in a row."""
        date, progress, outcomes, gap = (58, 210, 84, 12) if self.wide else (56, 206, 80, 10)
        inner = area.adjusted(self.padding, 0, -self.padding, 0)
        last = () if self.small else (outcomes,)
        others = (date, progress, *last)
        title = max(80.0, inner.width() - _STOP - sum(others) - (1 + len(others)) * gap)
        result, left = [], inner.left()
        for width in (_STOP, title, *others):
            result.append(QRectF(left, inner.top(), width, inner.height()))
            left += width + gap
        return tuple(result)


class RouteModel(QAbstractListModel):
    """The meetings, in the order of the programme."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self._rows: tuple[MeetingRow, ...] = ()
        self._next: bytes | None = None

    def set_rows(self, rows: tuple[MeetingRow, ...], next_id: bytes | None = None) -> None:
        """Show other meetings; ``next_id`` is the one that stands out."""
        same = tuple(row.id for row in rows) == tuple(row.id for row in self._rows)
        if not same:
            self.beginResetModel()
        self._rows, self._next = rows, next_id
        if not same:
            self.endResetModel()
        elif rows:
            self.dataChanged.emit(self.index(0), self.index(len(rows) - 1))

    def row_of(self, meeting_id: bytes) -> int:
        """Return the place of a meeting in the list, or -1."""
        return next((place for place, row in enumerate(self._rows) if row.id == meeting_id), -1)

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index, role=Qt.ItemDataRole.DisplayRole):
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.title
        if role == ROW_ROLE:
            return row
        if role == NEXT_ROLE:
            return row.id == self._next
        if role == Qt.ItemDataRole.ToolTipRole:
            return " · ".join(part for part in (row.title, place_line(row)) if part)[:400]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            outcomes = ngettext("{count} outcome", "{count} outcomes", row.outcome_count).format(count=row.outcome_count)
            day = format_date(row.held_on) if row.held_on else _("No date yet")
            return f"{row.number}. {row.title}, {day}, {row.note}, {outcomes}"
        return None


class RouteDelegate(QStyledItemDelegate):
    """Draws one meeting of the route."""

    def __init__(self, parent=None):
        super().__init__(parent)
        self.layout = RouteLayout()

    def sizeHint(self, option, index) -> QSize:
        return QSize(200, self.layout.row_height)

    def paint(self, painter: QPainter, option, index) -> None:
        row: MeetingRow = index.data(ROW_ROLE)
        upcoming = index.data(NEXT_ROLE)
        done = row.state == "closed"
        color = theme().color
        area = QRectF(option.rect)
        stop, title, date, progress, *last = self.layout.columns(area)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = bool(option.state & QStyle.StateFlag.State_HasFocus)
        if upcoming:
            painter.fillRect(area, color.primary_tint)
        elif option.state & QStyle.StateFlag.State_MouseOver or focused:
            painter.fillRect(area, color.hover)
        self._paint_line(painter, index, stop)
        self._paint_stop(painter, row, stop, done, upcoming)
        strong = done or upcoming
        ink = color.ink if strong else color.ink2
        line_of_text(painter, title, row.title, font("body_strong" if strong else "body"), ink)
        sub = font("sub")
        line_of_text(painter, date, format_date(row.held_on, "short") if row.held_on else "", sub, color.ink2)
        paint_dots(painter, progress, _QUARTERS, row.progress)
        line_of_text(painter, progress.adjusted(_DOTS_WIDTH + 10, 0, 0, 0), row.note, sub, color.ink2)
        if row.outcome_count and last:
            amount = format_number(row.outcome_count)
            line_of_text(painter, last[0], amount, sub, color.ink2, Qt.AlignmentFlag.AlignRight)
        if focused:
            box(painter, area.adjusted(3, 2, -3, -2), theme().tokens.radius.control, None, color.focus, 2)
        painter.restore()

    def _paint_line(self, painter: QPainter, index: QModelIndex, stop: QRectF) -> None:
        color = theme().color
        middle = stop.center()
        above, below = middle.y() - _STOP / 2, middle.y() + _STOP / 2
        if index.row() > 0:
            before: MeetingRow = index.siblingAtRow(index.row() - 1).data(ROW_ROLE)
            painter.setPen(QPen(color.primary if before.state == "closed" else color.line_strong, 2))
            painter.drawLine(middle.x(), stop.top(), middle.x(), above)
        if index.row() < index.model().rowCount() - 1:
            row: MeetingRow = index.data(ROW_ROLE)
            painter.setPen(QPen(color.primary if row.state == "closed" else color.line_strong, 2))
            painter.drawLine(middle.x(), below, middle.x(), stop.bottom())

    def _paint_stop(self, painter: QPainter, row: MeetingRow, stop: QRectF, done: bool, upcoming: bool) -> None:
        color, radius = theme().color, theme().tokens.radius.tile
        spot = QRectF(stop.left(), stop.center().y() - _STOP / 2, _STOP, _STOP)
        if done:
            box(painter, spot, radius, color.primary)
            paint_icon(painter, "check", spot.adjusted(7, 7, -7, -7), color.on_primary, 2.5)
            return
        if upcoming:
            box(painter, spot, radius, color.surface, color.primary, 2.5)
        else:
            box(painter, spot, radius, color.surface, color.line_strong, 1.5)
        size = 16 if row.number < 100 else 13 if row.number < 1000 else 10
        ink = color.primary if upcoming else color.ink2
        line_of_text(painter, spot, str(row.number), make_font(size, 700 if upcoming else 600), ink, Qt.AlignmentFlag.AlignHCenter)


class RouteHeader(QWidget):
    """Title of the list and the names of its columns."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.layout_of_rows = RouteLayout()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, 50 if self.layout_of_rows.tall else 40)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            stop, title, date, progress, *last = self.layout_of_rows.columns(QRectF(self.rect()))
            line_of_text(painter, stop.united(title), _("Meetings"), font("h2"), color.ink)
            label = font("label")
            line_of_text(painter, date, _("Date"), label, color.ink2)
            line_of_text(painter, progress, _("Progress"), label, color.ink2)
            for outcomes in last:
                line_of_text(painter, outcomes, _("Outcomes"), label, color.ink2, Qt.AlignmentFlag.AlignRight)


class RouteView(QListView):
    """The list itself: Up and Down choose, Enter or a click opens."""

    opened = Signal(bytes)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.setModel(RouteModel(self))
        self._delegate = RouteDelegate(self)
        self.setItemDelegate(self._delegate)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setAccessibleName(_("Meetings"))
        self.clicked.connect(self._open)

    def set_layout(self, layout: RouteLayout) -> None:
        """Use other columns and row heights."""
        self._delegate.layout = layout
        # This repaints too. Asking Qt for a viewport that it made itself has PySide set up every kind of widget there is:
        # some 20 ms before the first picture.
        self.scheduleDelayedItemsLayout()

    def show_rows(self, rows: tuple[MeetingRow, ...], next_id: bytes | None) -> None:
        """Show the meetings and bring the next one into sight when the list is new."""
        model: RouteModel = self.model()
        fresh = model.rowCount() == 0
        model.set_rows(rows, next_id)
        if fresh and next_id is not None:
            place = model.row_of(next_id)
            self.setCurrentIndex(model.index(place))
            self.scrollTo(model.index(place), QAbstractItemView.ScrollHint.PositionAtCenter)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.currentIndex().isValid():
            self._open(self.currentIndex())
            return
        super().keyPressEvent(event)

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.data(ROW_ROLE).id)
