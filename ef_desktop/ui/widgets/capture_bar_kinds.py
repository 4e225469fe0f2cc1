"""The kinds of outcome in the capture bar: one is on and says its name, the others are their marks."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.views import KindView
from ef_desktop.i18n import _
from ef_desktop.ui.theme import make_font, paint_icon, pixmap, theme
from ef_desktop.ui.widgets.badge import paint_badge
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width

_BADGE, _MORE = 28, 32


class KindStrip(QWidget):
    """The kinds chosen for the meeting; the rest is behind the dots. It never takes the focus from the text."""

    changed = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._chosen: tuple[KindView, ...] = ()
        self._others: tuple[KindView, ...] = ()
        self._current = ""
        self._cell = (40, 48)
        self._hover: str | None = None
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        self._cell = (40, 48) if density == 0 else (36, 44)
        self.updateGeometry()
        self.update()

    def set_kinds(self, chosen: tuple[KindView, ...], others: tuple[KindView, ...]) -> None:
        """Offer kinds: those chosen for the meeting, and those one key further away."""
        self._chosen, self._others = chosen, others
        known = [kind.id for kind in chosen + others]
        if self._current not in known:
            self._current = known[0] if known else ""
        self._renew()

    def offers(self, chosen: tuple[KindView, ...], others: tuple[KindView, ...]) -> bool:
        """Tell whether exactly these kinds are offered, in this order."""
        return (chosen, others) == (self._chosen, self._others)

    def all_kinds(self) -> tuple[KindView, ...]:
        """Return every kind in the order of its number key."""
        return self._chosen + self._others

    def current(self) -> str:
        """Return the id of the kind that is on."""
        return self._current

    def kind(self) -> KindView | None:
        """Return the kind that is on."""
        return next((kind for kind in self.all_kinds() if kind.id == self._current), None)

    def choose(self, id: str) -> None:
        """Switch a kind on and tell it."""
        if id != self._current and any(kind.id == id for kind in self.all_kinds()):
            self._current = id
            self._renew()
            self.changed.emit(id)

    def choose_number(self, number: int) -> None:
        """Switch on the kind of a number key, from 1."""
        kinds = self.all_kinds()
        if 1 <= number <= len(kinds):
            self.choose(kinds[number - 1].id)

    def step(self, by: int) -> None:
        """Go to the next or the previous of the kinds shown, round and round."""
        shown = [kind.id for kind in self._shown()]
        if shown:
            self.choose(shown[(shown.index(self._current) + by) % len(shown)])

    def open_menu(self) -> None:
        """Show the other kinds, to be chosen with the arrow keys."""
        menu = QMenu(self)
        for number, kind in enumerate(self.all_kinds(), 1):
            if kind in self._others:
                menu.addAction(self._menu_action(menu, number, kind))
        menu.popup(self.mapToGlobal(QPoint(round(self._rects()[-1][1].left()), -menu.sizeHint().height() - 6)))
        menu.aboutToHide.connect(menu.deleteLater)

    def sizeHint(self) -> QSize:
        rects = self._rects()
        return QSize(round(rects[-1][1].right()) + 1 if rects else 0, self._cell[1])

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for id, rect in self._rects():
                if id == self._hover and id != self._current:
                    box(painter, rect, theme().tokens.radius.control, color.hover)
                if not id:
                    paint_icon(painter, "dots", QRectF(rect.center().x() - 10, rect.center().y() - 10, 20, 20), color.ink2)
                elif id == self._current:
                    self._paint_current(painter, rect)
                else:
                    paint_badge(painter, id, self._badge(rect.center().x(), rect.center().y()))

    def mousePressEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            id = self._at(event.position())
            if id == "":
                self.open_menu()
            elif id is not None:
                self.choose(id)

    def mouseMoveEvent(self, event) -> None:
        id = self._at(event.position())
        if id != self._hover:
            self._hover = id
            self.update()
            QToolTip.showText(event.globalPosition().toPoint(), self._tip(id), self)

    def leaveEvent(self, event) -> None:
        self._hover = None
        self.update()

    def _renew(self) -> None:
        kind = self.kind()
        self.setAccessibleName(_("Kind: {name}").format(name=kind.name) if kind else "")
        self.updateGeometry()
        self.update()

    def _shown(self) -> tuple[KindView, ...]:
        kind = self.kind()
        return self._chosen + ((kind,) if kind in self._others else ())

    def _rects(self) -> list[tuple[str, QRectF]]:
        result, left = [], 0.0
        for kind in self._shown():
            width = self._cell[0]
            if kind.id == self._current:
                width = 10 + _BADGE + 9 + text_width(kind.name, make_font(18, 700)) + 9 + 22 + 12
            result.append((kind.id, QRectF(left, 0, width, self._cell[1])))
            left += width + 2
        if self._others:
            result.append(("", QRectF(left, 0, _MORE, self._cell[1])))
        return result

    def _paint_current(self, painter, rect: QRectF) -> None:
        color, look, tokens = theme().color, theme().kind[self._current], theme().tokens
        box(painter, rect, tokens.radius.control, look.tint, look.solid, tokens.border.selected)
        middle = rect.center().y()
        paint_badge(painter, self._current, self._badge(rect.left() + 10 + _BADGE / 2, middle))
        left = rect.left() + 10 + _BADGE + 9
        mark = QRectF(rect.right() - 34, middle - 10, 22, 20)
        line_of_text(painter, QRectF(left, rect.top(), mark.left() - 7 - left, rect.height()), self.kind().name, make_font(18, 700), color.ink)
        box(painter, mark, 4, color.surface, color.line_strong, 1)
        paint_icon(painter, "selector", mark.adjusted(3, 2, -3, -2), color.ink2)

    def _badge(self, x: float, y: float) -> QRectF:
        return QRectF(x - _BADGE / 2, y - _BADGE / 2, _BADGE, _BADGE)

    def _at(self, point) -> str | None:
        return next((id for id, rect in self._rects() if rect.contains(point)), None)

    def _tip(self, id: str | None) -> str:
        if id == "":
            return _("More kinds (Alt and a number)")
        for number, kind in enumerate(self.all_kinds(), 1):
            if kind.id == id:
                return _("{name}: {description} (Alt {number})").format(name=kind.name, description=kind.description, number=number)
        return ""

    def _menu_action(self, menu: QMenu, number: int, kind: KindView) -> QAction:
        look = theme().kind[kind.id]
        action = QAction(pixmap(look.icon, 20, look.solid, self.devicePixelRatioF()), f"{kind.name}\tAlt+{number}", menu)
        action.triggered.connect(lambda: self.choose(kind.id))
        return action
