"""What the cases of the programme touch: the 17 goals as tiles with counts, the four criteria as bars with words."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractButton, QGridLayout, QScrollArea, QSizePolicy, QToolTip, QVBoxLayout, QWidget

from ef_desktop.content import criteria as criteria_content
from ef_desktop.domain.caseviews import Coverage, CriterionCoverage, GoalCoverage
from ef_desktop.i18n import _, content_text, format_list, format_number, ngettext
from ef_desktop.ui.theme import font, make_font, paint_icon, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text, text_width
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import Label, TextBlock, layout_text

_TILE, _HEIGHT, _GAP = 44, 80, 10
#: What stands beside the name of a goal, the height of a line of it, and the lines for which the height is enough.
_AROUND, _LINE, _LINES = _TILE + 28, 17, 3
_NARROWEST = 162
_BAR, _ROW = 14, 96


def count_words(goal: GoalCoverage) -> str:
    """Return how many cases touch a goal."""
    if not goal.cases:
        return _("No case yet")
    return ngettext("{count} case", "{count} cases", goal.cases).format(count=format_number(goal.cases))


def goal_words(goal: GoalCoverage) -> str:
    """Return a goal and what is counted of it, for a screen reader."""
    main = ngettext("main goal of {count} case", "main goal of {count} cases", goal.main)
    parts = [f"{goal.number}. {goal.name}", count_words(goal)]
    if goal.main:
        parts.append(main.format(count=format_number(goal.main)))
    if goal.accent:
        parts.append(_("accent goal of the programme"))
    return ", ".join(parts)


def _name(goal: GoalCoverage, room: float) -> TextBlock:
    return layout_text(goal.name, font("small_strong" if goal.cases else "small"), room, _LINE)


class GoalTiles(QWidget):
    """The goals as tiles: number, name and count; those that nothing touches are dashed. The arrows move, Enter chooses.

    Signals:
        chosen: number of a goal.
    """

    chosen = Signal(int)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._goals: tuple[GoalCoverage, ...] = ()
        self._current = 0
        self._over = -1
        self._measured: tuple = (-1, (), _HEIGHT)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMouseTracking(True)
        self.setProperty("own_focus", True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def show_goals(self, goals: tuple[GoalCoverage, ...]) -> None:
        """Show counts."""
        self._goals = goals
        self._name()
        self.updateGeometry()
        self.update()

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        rows = -(-max(1, len(self._goals)) // self._columns(width))
        return rows * (self._height(width) + _GAP) - _GAP + 4

    def sizeHint(self) -> QSize:
        return QSize(700, self.heightForWidth(self.width() or 700))

    def _columns(self, width: int) -> int:
        return max(2, min(6, (width + _GAP) // (_NARROWEST + _GAP)))

    def _tile_width(self, width: int) -> float:
        columns = self._columns(width)
        return (width - 4 - (columns - 1) * _GAP) / columns

    def _height(self, width: int) -> int:
        """Return the height of every tile: that of the longest name, so that none is cut off."""
        if self._measured[:2] != (width, self._goals):
            room = self._tile_width(width) - _AROUND
            lines = max((_name(goal, room).lines for goal in self._goals), default=0)
            self._measured = (width, self._goals, _HEIGHT + max(lines - _LINES, 0) * _LINE)
        return self._measured[2]

    def spots(self) -> list[QRectF]:
        """Return where the tiles are drawn."""
        columns, height = self._columns(self.width()), self._height(self.width())
        width = self._tile_width(self.width())
        return [
            QRectF(2 + (place % columns) * (width + _GAP), 2 + (place // columns) * (height + _GAP), width, height)
            for place in range(len(self._goals))
        ]

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            for place, (goal, spot) in enumerate(zip(self._goals, self.spots(), strict=True)):
                self._paint(painter, goal, spot, place)

    def _paint(self, painter, goal: GoalCoverage, spot: QRectF, place: int) -> None:
        color, tokens = theme().color, theme().tokens
        touched = goal.cases > 0
        fill = color.hover if place == self._over else color.surface
        box(painter, spot, tokens.radius.card, fill, color.line if touched else color.line_strong, 1, dashed=not touched)
        if place == self._current and self.hasFocus():
            box(painter, spot.adjusted(-1, -1, 1, 1), tokens.radius.card + 1, None, color.focus, 2)
        tile = QRectF(spot.left() + 10, spot.center().y() - _TILE / 2, _TILE, _TILE)
        box(painter, tile, 5, QColor(goal.color))
        centred = Qt.AlignmentFlag.AlignHCenter
        line_of_text(painter, tile, str(goal.number), make_font(21, 700), QColor(goal.text_color), centred)
        left = tile.right() + 10
        room = spot.right() - 8 - left
        name = _name(goal, room)
        ink = color.ink if touched else color.ink2
        top = spot.center().y() - (name.height + 20) / 2
        name.draw(painter, left, top, ink)
        below = QRectF(left, top + name.height + 1, room, 20)
        if goal.accent:
            paint_icon(painter, "target", QRectF(below.left(), below.top() + 2, 16, 16), color.primary, 2)
            below.setLeft(below.left() + 21)
        line_of_text(painter, below, count_words(goal), font("small_strong" if touched else "small"), color.primary if touched else color.ink2)

    def _at(self, point) -> int:
        return next((place for place, spot in enumerate(self.spots()) if spot.contains(point)), -1)

    def _choose(self, place: int) -> None:
        if 0 <= place < len(self._goals):
            self._current = place
            self._name()
            self.update()
            self.chosen.emit(self._goals[place].number)

    def mousePressEvent(self, event) -> None:
        self._choose(self._at(event.position()))

    def mouseMoveEvent(self, event) -> None:
        over = self._at(event.position())
        self.setCursor(Qt.CursorShape.PointingHandCursor if over >= 0 else Qt.CursorShape.ArrowCursor)
        if over != self._over:
            self._over = over
            self.update()

    def leaveEvent(self, event) -> None:
        self._over = -1
        self.update()

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
            goals = _("Global Goals")
            self.setAccessibleName(f"{goals}: {goal_words(self._goals[self._current])}")

    def event(self, event) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            place = self._at(event.pos().toPointF())
            if place >= 0:
                QToolTip.showText(event.globalPos(), goal_words(self._goals[place]), self)
            return True
        return super().event(event)


def found_words(found: CriterionCoverage) -> list[tuple[str, int, str]]:
    """Return of a criterion what was found, how often, and in words; what did not occur is left out."""
    words = (
        ("meets", found.meets, ngettext("{count} meets", "{count} meet", found.meets)),
        ("partly", found.partly, ngettext("{count} partly", "{count} partly", found.partly)),
        ("fails", found.fails, ngettext("{count} does not", "{count} do not", found.fails)),
        ("open", found.open, ngettext("{count} to look at or explain", "{count} to look at or explain", found.open)),
    )
    return [(name, count, text.format(count=format_number(count))) for name, count, text in words if count]


class CriterionBar(QAbstractButton):
    """One criterion: its words, a bar in parts, and the parts in words. Enter or a click shows the cases that miss it."""

    def __init__(self, number: int, text: str, parent: QWidget | None = None):
        super().__init__(parent)
        self._number = number
        self._words = text
        self._found: CriterionCoverage | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setProperty("focus_radius", theme().tokens.radius.chip)

    def show_found(self, found: CriterionCoverage) -> None:
        """Show counts."""
        self._found = found
        said = format_list([words for _name, _count, words in found_words(found)]) if found_words(found) else _("no cases yet")
        self.setAccessibleName(f"{self._number}. {self._words}: {said}")
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(320, _ROW)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, _ROW)

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event) -> None:
        if self._found is None:
            return
        color, area = theme().color, QRectF(self.rect())
        with begin(self) as painter:
            if self.underMouse() or self.isDown():
                box(painter, area, theme().tokens.radius.chip, color.hover)
            title = layout_text(f"{self._number}. {self._words}", font("body_strong"), area.width() - 12, 21, 2)
            bar = area.top() + 50
            title.draw(painter, area.left() + 6, bar - 6 - title.height, color.ink)
            self._paint_bar(painter, QRectF(area.left() + 6, bar, area.width() - 12, _BAR))
            self._paint_words(painter, QRectF(area.left() + 6, bar + 19, area.width() - 12, 20))

    def _look(self, name: str):
        """Fill, edge, and whether the edge is dashed: the parts are told apart without their colour."""
        color = theme().color
        return {
            "meets": (color.primary, color.primary, False),
            "partly": (color.primary_tint2, color.primary, False),
            "fails": (color.accent_tint, color.accent, False),
            "open": (color.surface, color.line_strong, True),
        }[name]

    def _paint_bar(self, painter, area: QRectF) -> None:
        parts = found_words(self._found)
        total = sum(count for _name, count, _words in parts)
        if not total:
            box(painter, area, 4, theme().color.surface, theme().color.line_strong, 1, dashed=True)
            return
        left = area.left()
        room = area.width() - 3 * (len(parts) - 1)
        for name, count, _words in parts:
            width = max(6.0, room * count / total)
            fill, edge, dashed = self._look(name)
            box(painter, QRectF(left, area.top(), min(width, area.right() - left), area.height()), 4, fill, edge, 1.25, dashed=dashed)
            left += width + 3

    def _paint_words(self, painter, area: QRectF) -> None:
        left, face = area.left(), font("small")
        for name, _count, words in found_words(self._found):
            fill, edge, dashed = self._look(name)
            box(painter, QRectF(left, area.center().y() - 5, 10, 10), 2, fill, edge, 1.25, dashed=dashed)
            width = text_width(words, face) + 2
            line_of_text(painter, QRectF(left + 15, area.top(), min(width, area.right() - left - 15), area.height()), words, face, theme().color.ink2)
            left += 15 + width + 16
            if left > area.right() - 40:
                break


class CoverageView(QWidget):
    """The view as a whole.

    Signals:
        goal_chosen: number of a goal.
        criterion_chosen: id of a criterion.
    """

    goal_chosen = Signal(int)
    criterion_chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        outer.addWidget(area)
        inner = QWidget()
        inner.setObjectName("page")
        inner.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.setSpacing(16)
        goals = Panel(spacing=10)
        goals.body.addWidget(SectionTitle(_("Which Global Goals do the cases touch?"), icon="target"))
        self.summary = Label("", tone="ink2", wrap=True)
        goals.body.addWidget(self.summary)
        self.tiles = GoalTiles()
        self.tiles.chosen.connect(self.goal_chosen)
        goals.body.addWidget(self.tiles)
        column.addWidget(goals)
        found = Panel(spacing=4)
        found.body.addWidget(SectionTitle(_("What was found of the four criteria?"), icon="list-check"))
        found.body.addWidget(Label(_("Choose a criterion to see the cases that still miss it."), tone="ink2", wrap=True))
        self.bars: dict[str, CriterionBar] = {}
        grid = QGridLayout()
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(2)
        for number, entry in enumerate(criteria_content(), 1):
            bar = CriterionBar(number, content_text(entry, "text"))
            bar.clicked.connect(lambda _on=False, id=entry["id"]: self.criterion_chosen.emit(id))
            self.bars[entry["id"]] = bar
            grid.addWidget(bar, (number - 1) // 2, (number - 1) % 2)
        found.body.addLayout(grid)
        column.addWidget(found)
        column.addStretch(1)
        area.setWidget(inner)

    def show_coverage(self, coverage: Coverage) -> None:
        """Show counts."""
        self.tiles.show_goals(coverage.goals)
        self.summary.setText(summary_words(coverage.goals))
        for found in coverage.criteria:
            self.bars[found.id].show_found(found)


def summary_words(goals: Sequence[GoalCoverage]) -> str:
    """Return in words how many goals are touched, and which accent goals are not."""
    touched = sum(goal.cases > 0 for goal in goals)
    words = ngettext("{count} of the 17 goals is touched.", "{count} of the 17 goals are touched.", touched).format(count=touched)
    accents = [goal for goal in goals if goal.accent]
    waiting = [goal.name for goal in accents if not goal.cases]
    if waiting:
        return words + " " + _("No case yet with the accent goals {goals}.").format(goals=format_list(waiting))
    if accents:
        return words + " " + _("All accent goals are touched.")
    return words
