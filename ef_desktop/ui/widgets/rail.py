"""The rail at the left: the pages of the program, with words or only icons."""

from dataclasses import dataclass

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.tile import paint_logo

#: Room above the first page in a low window, and the least height of a page in the rail, in logical pixels.
_LOW_TOP, _LEAST_ITEM = 58, 28


@dataclass(frozen=True)
class RailPage:
    """One page in the rail: its id, icon and translated words; ``footer`` puts it below the line at the bottom."""

    id: str
    icon: str
    label: str
    footer: bool = False


class RailItem(QAbstractButton):
    """One page in the rail."""

    def __init__(self, page: RailPage, parent: QWidget | None = None):
        super().__init__(parent)
        self.page = page
        self._count = 0
        self._compact = False
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(page.label)
        self.setProperty("focus_radius", theme().tokens.radius.control)

    def set_compact(self, compact: bool) -> None:
        """Show only the icon; the words then are the tooltip."""
        self._compact = compact
        self.setToolTip(self.page.label if compact else "")
        self.update()

    def set_count(self, count: int) -> None:
        """Show how many things wait there; zero shows nothing."""
        self._count = count
        self.setAccessibleName(f"{self.page.label}, {count}" if count else self.page.label)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(44, theme().tokens.size.nav_item)

    def keyPressEvent(self, event) -> None:
        # Left to the rail: Qt would move within the exclusive group and open every page on the way.
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.ignore()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        color = theme().color
        rect = QRectF(self.rect())
        on = self.isChecked()
        with begin(self) as painter:
            if on or self.underMouse():
                box(painter, rect, theme().tokens.radius.control, color.primary_tint if on else color.hover)
            ink = color.primary if on else color.ink2
            left = rect.center().x() - 10 if self._compact else 10.0
            paint_icon(painter, self.page.icon, QRectF(left, rect.center().y() - 10, 20, 20), ink)
            if self._compact:
                if self._count:
                    box(painter, QRectF(left + 15, rect.center().y() - 13, 8, 8), 4, color.accent)
                return
            count = str(self._count) if self._count else ""
            tail = text_width(count, font("label")) + 8 if count else 0
            face = font("body_strong" if on else "body")
            line_of_text(painter, QRectF(42, 0, rect.width() - 50 - tail, rect.height()), self.page.label, face, ink)
            if count:
                spot = QRectF(rect.right() - 10 - tail, 0, tail, rect.height())
                line_of_text(painter, spot, count, font("label"), color.ink3, Qt.AlignmentFlag.AlignRight)


class AppRail(QWidget):
    """The pages of the program. Up and Down move between them, Enter and Space open one.

    Parameters:
        pages: in the order of the screen.
        current: id of the page that is open.
    """

    activated = Signal(str)

    def __init__(self, pages: list[RailPage], current: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        self._compact = False
        self._items: dict[str, RailItem] = {}
        self.setAccessibleName(_("Pages"))
        self._column = QVBoxLayout(self)
        self._column.setSpacing(2)
        for page in (page for page in pages if not page.footer):
            self._add(page)
        self._column.addStretch(1)
        self._line = QWidget()
        self._line.setFixedHeight(13)
        self._column.addWidget(self._line)
        for page in (page for page in pages if page.footer):
            self._add(page)
        self.set_compact(False)
        if current:
            self.set_current(current)

    def current(self) -> str:
        """Return the id of the page that is open, or an empty text."""
        return next((id for id, item in self._items.items() if item.isChecked()), "")

    def set_current(self, id: str) -> None:
        """Mark a page as open without emitting ``activated``."""
        self._items[id].setChecked(True)
        self.update()

    def set_count(self, id: str, count: int) -> None:
        """Show how many things wait on a page."""
        self._items[id].set_count(count)

    def item(self, id: str) -> RailItem:
        """Return the button of a page."""
        return self._items[id]

    def is_compact(self) -> bool:
        """Tell whether only the icons are shown."""
        return self._compact

    def set_compact(self, compact: bool) -> None:
        """Show only icons, 64 wide, or icons with words, 216 wide."""
        self._compact = compact
        wide, narrow = theme().tokens.size.rail
        self.setFixedWidth(narrow if compact else wide)
        self._fit()
        for item in self._items.values():
            item.set_compact(compact)
        self.update()

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Give every page its place, also in a low window."""
        side, top = 10 if self._compact else 12, 72
        usual = theme().tokens.size.nav_item
        spare = self.height() - top - 12 - self._line.height() - self._column.spacing() * (len(self._items) + 1)
        low = spare < usual * len(self._items)
        self._column.setContentsMargins(side, _LOW_TOP if low else top, side + 1, 12)
        height = max(_LEAST_ITEM, (spare + top - _LOW_TOP) // max(1, len(self._items))) if low else usual
        for item in self._items.values():
            item.setFixedHeight(min(height, usual))

    def keyPressEvent(self, event) -> None:
        items = list(self._items.values())
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(event.key())
        focused = next((number for number, item in enumerate(items) if item.hasFocus()), None)
        if step is not None and focused is not None:
            items[(focused + step) % len(items)].setFocus(Qt.FocusReason.TabFocusReason)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and focused is not None:
            items[focused].click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            painter.fillRect(self.rect(), color.surface)
            painter.fillRect(QRectF(self.width() - 1, 0, 1, self.height()), color.line)
            paint_logo(painter, QRectF(14 if self._compact else 16, 16, 36, 36))
            if not self._compact:
                for number, word in enumerate(("Excellent", "Faciliteren")):
                    spot = QRectF(62, 16 + 18 * number, self.width() - 70, 18)
                    line_of_text(painter, spot, word, font("brand"), color.primary)
            middle = self._line.geometry().center().y()
            painter.fillRect(QRectF(20, middle, self.width() - 41, 1), color.line)
            item = self._items.get(self.current())
            if item is not None:
                spot = QRectF(item.geometry())
                painter.setClipRect(QRectF(0, 0, 4, self.height()))
                box(painter, QRectF(-4, spot.top() + 8, 8, spot.height() - 16), 3, color.primary)

    def _add(self, page: RailPage) -> None:
        item = RailItem(page)
        item.clicked.connect(lambda: self._open(page.id))
        self._items[page.id] = item
        self._column.addWidget(item)

    def _open(self, id: str) -> None:
        self.update()
        self.activated.emit(id)
