"""The seventeen Global Goals as one grid, and a sentence for each goal that is chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import _
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.text import layout_text

_HEIGHT, _GAP, _TILE = 56, 9, 38


class GoalGrid(QWidget):
    """Tiles with number and name. The arrows move, Space and a click choose.

    Signals:
        toggled: number of a goal.
    """

    toggled = Signal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._goals: tuple[GoalView, ...] = ()
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("own_focus", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_goals(self, goals: tuple[GoalView, ...]) -> None:
        """Show the goals."""
        self._goals = goals
        self._name()
        self.updateGeometry()
        self.update()

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
        if goal.chosen:
            box(painter, spot, 8, color.primary_tint, color.primary, 2)
        else:
            box(painter, spot, 8, color.surface, color.line, 1)
        if focused:
            box(painter, spot.adjusted(-3, -3, 3, 3), 10, None, color.focus, 2.5)
        tile = QRectF(spot.left() + 8, spot.center().y() - _TILE / 2, _TILE, _TILE)
        box(painter, tile, 4, QColor(goal.color))
        line_of_text(painter, tile, str(goal.number), make_font(19, 700), QColor(goal.text_color), Qt.AlignmentFlag.AlignHCenter)
        left = tile.right() + 8
        role = "small_strong" if goal.chosen else "small"
        text = layout_text(goal.name, font(role), spot.right() - 6 - left, 17, 3)
        text.draw(painter, left, spot.center().y() - text.height / 2, color.ink)
        if goal.chosen:
            mark = QRectF(spot.right() - 10, spot.top() - 8, 20, 20)
            box(painter, mark, 10, color.primary, color.surface, 1.5)
            paint_icon(painter, "check", mark.adjusted(4, 4, -4, -4), color.on_primary, 3)

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
            goal = self._goals[self._current]
            state = _("chosen") if goal.chosen else _("not chosen")
            goals = _("Global Goals")
            self.setAccessibleName(f"{goals}: {goal.number}. {goal.name}, {state}")

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos().toPointF())
            if place >= 0:
                QToolTip.showText(event.globalPos(), self._goals[place].name, self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)


class GoalSentences(QWidget):
    """A line for every chosen goal: number, one sentence, and which one is the main goal.

    Parameters:
        save: called with number, sentence and whether it is the main goal; returns False where it could not be kept.
    """

    def __init__(self, save: Callable[[int, str, bool], object], parent: QWidget | None = None):
        super().__init__(parent)
        self._save = save
        self._numbers: tuple[int, ...] = ()
        self._mains: dict[int, SecondaryButton] = {}
        self._fields: dict[int, TextField] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.saver = AutoSave(self._keep, self)

    def show_goals(self, goals: tuple[GoalView, ...], other: bool) -> None:
        """Show the chosen ones among the goals; ``other`` when they are of another case."""
        chosen = [goal for goal in goals if goal.chosen]
        numbers = tuple(goal.number for goal in chosen)
        if numbers != self._numbers:
            self.saver.flush()
            self._build(chosen)
        for goal in chosen:
            self._mains[goal.number].setChecked(goal.main)
        self.saver.load({str(goal.number): goal.sentence for goal in chosen}, other=other)
        self.setVisible(bool(chosen))

    def _build(self, chosen: list[GoalView]) -> None:
        self._numbers = tuple(goal.number for goal in chosen)
        self._mains, self._fields = {}, {}
        self.saver.deleteLater()
        self.saver = AutoSave(self._keep, self)
        while item := self._column.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for goal in chosen:
            row = self._row(goal)
            self._column.addWidget(row)
            row.show()

    def _row(self, goal: GoalView) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(GoalTile(goal))
        field = TextField(goal.sentence, placeholder=_("In one sentence: how does the case add to this goal?"))
        field.setAccessibleName(_("Sentence with goal {number}, {name}").format(number=goal.number, name=goal.name))
        line.addWidget(field, 1)
        main = SecondaryButton(_("Main goal"), icon="target", small=True)
        main.setCheckable(True)
        main.clicked.connect(lambda _on, number=goal.number: self._make_main(number))
        self._mains[goal.number] = main
        line.addWidget(main)
        self.saver.bind(str(goal.number), field)
        self._fields[goal.number] = field
        return row

    def _make_main(self, number: int) -> None:
        self._save(number, self._fields[number].value(), True)

    def _keep(self, name: str, value: object) -> object:
        number = int(name)
        return self._save(number, value, self._mains[number].isChecked())


class GoalTile(QWidget):
    """The number of a goal on its colour."""

    def __init__(self, goal: GoalView, parent: QWidget | None = None):
        super().__init__(parent)
        self._goal = goal
        self.setFixedSize(_TILE, _TILE)
        self.setToolTip(goal.name)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            area = QRectF(self.rect())
            box(painter, area, 4, QColor(self._goal.color))
            ink = QColor(self._goal.text_color)
            line_of_text(painter, area, str(self._goal.number), make_font(19, 700), ink, Qt.AlignmentFlag.AlignHCenter)
