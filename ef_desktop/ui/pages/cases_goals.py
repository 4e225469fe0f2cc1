"""The seventeen Global Goals as one grid that can be searched."""

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ef_desktop.domain.goalwords import finds
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import _
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.text import layout_text

_HEIGHT, _GAP, TILE = 56, 9, 34

#: How much of a tile that the search does not find is still seen.
_FAINT = 0.35


class GoalGrid(QWidget):
    """Tiles with number and name. The arrows move, Space and a click choose.

    Parameters:
        name: accessible name.

    Signals:
        toggled: number of a goal.
    """

    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None, *, name: str = ""):
        super().__init__(parent)
        self._called = name
        self._goals: tuple[GoalView, ...] = ()
        self._found: frozenset[int] | None = None
        self._query = ""
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("own_focus", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def goals(self) -> tuple[GoalView, ...]:
        """Return the goals as they are shown."""
        return self._goals

    def show_goals(self, goals: tuple[GoalView, ...]) -> None:
        """Show the goals."""
        self._goals = goals
        self._found = frozenset(goal.number for goal in goals if finds(self._query, goal)) if self._query else None
        self._name()
        self.updateGeometry()
        self.update()

    def search(self, query: str) -> int:
        """Dim what these words do not find, go to the first that they do, and return how many they find."""
        self._query = query.strip()
        self.show_goals(self._goals)
        if self._found is None:
            return len(self._goals)
        first = next((place for place, goal in enumerate(self._goals) if goal.number in self._found), None)
        if first is not None:
            self._current = first
            self._name()
        return len(self._found)

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-max(1, len(self._goals)) // self._columns(width))
        return rows * (_HEIGHT + _GAP) - _GAP + 16

    def sizeHint(self) -> QSize:
        return QSize(700, self.heightForWidth(self.width() or 700))

    def _columns(self, width: int) -> int:
        return max(2, min(5, (width + _GAP) // (142 + _GAP)))

    def _spots(self) -> list[QRectF]:
        columns = self._columns(self.width())
        # The ticks stand out of the tiles: room for them at the top and the right.
        width = (self.width() - 10 - (columns - 1) * _GAP) / columns
        return [
            QRectF((place % columns) * (width + _GAP), 8 + (place // columns) * (_HEIGHT + _GAP), width, _HEIGHT)
            for place in range(len(self._goals))
        ]

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            for place, (goal, spot) in enumerate(zip(self._goals, self._spots(), strict=True)):
                self._paint_goal(painter, goal, spot, place == self._current and self.hasFocus())

    def _paint_goal(self, painter, goal: GoalView, spot: QRectF, focused: bool) -> None:
        color = theme().color
        painter.setOpacity(1 if self._found is None or goal.number in self._found else _FAINT)
        if goal.chosen:
            box(painter, spot, 8, color.primary_tint, color.primary, 2)
        else:
            box(painter, spot, 8, color.surface, color.line, 1)
        if focused:
            box(painter, spot.adjusted(-3, -3, 3, 3), 10, None, color.focus, 2.5)
        tile = QRectF(spot.left() + 6, spot.center().y() - TILE / 2, TILE, TILE)
        box(painter, tile, 4, QColor(goal.color))
        line_of_text(painter, tile, str(goal.number), make_font(19, 700), QColor(goal.text_color), Qt.AlignmentFlag.AlignHCenter)
        left = tile.right() + 6
        text = layout_text(goal.name, font("small"), spot.right() - 2 - left, 17, 3)
        text.draw(painter, left, spot.center().y() - text.height / 2, color.ink)
        if goal.accent:
            mark = QRectF(tile.right() - 12, tile.bottom() - 11, 17, 17)
            box(painter, mark, 8.5, color.surface, color.accent, 1.5)
            paint_icon(painter, "award", mark.adjusted(2.5, 2.5, -2.5, -2.5), color.accent_ink, 2.25)
        if goal.chosen:
            mark = QRectF(spot.right() - 10, spot.top() - 8, 20, 20)
            box(painter, mark, 10, color.primary, color.surface, 1.5)
            sign = "target" if goal.main else "check"
            paint_icon(painter, sign, mark.adjusted(4, 4, -4, -4), color.on_primary, 3 if sign == "check" else 2.5)
        painter.setOpacity(1)

    def _at(self, point) -> int:
        return next((place for place, spot in enumerate(self._spots()) if spot.contains(point)), -1)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._goals):
            self._current = place
            self.toggled.emit(self._goals[place].number)

    def mousePressEvent(self, event) -> None:
        self._choose(self._at(event.position()))

    def mouseMoveEvent(self, event) -> None:
        over = self._at(event.position()) >= 0
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def keyPressEvent(self, event) -> None:
        columns = self._columns(self.width())
        steps = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -columns, Qt.Key.Key_Down: columns}
        if event.key() in steps:
            target = self._current + steps[event.key()]
            while 0 <= target < len(self._goals) and self._found and self._goals[target].number not in self._found:
                target += steps[event.key()]
            if 0 <= target < len(self._goals):
                self._current = target
                self._name()
                self.update()
        elif event.key() in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._choose(self._current)
        else:
            super().keyPressEvent(event)

    def _name(self) -> None:
        if self._goals:
            self.setAccessibleName(f"{self._called or _('Global Goals')}: {self._words(self._goals[self._current])}")

    def _words(self, goal: GoalView) -> str:
        told = [f"{goal.number}. {goal.name}", _("chosen") if goal.chosen else _("not chosen")]
        told += [_("main goal")] if goal.main else []
        told += [_("accent goal of the programme")] if goal.accent else []
        return ", ".join(told)

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos().toPointF())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self._words(self._goals[place]), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)
