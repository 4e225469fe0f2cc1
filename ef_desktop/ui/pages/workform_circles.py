"""The groups in which turns are taken: a mixed proposal with its reason; a number moves somebody."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.domain.workviews import CircleView
from ef_desktop.i18n import _
from ef_desktop.ui.pages.workform_section import Section
from ef_desktop.ui.theme import font, theme
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label, layout_text

_ROW, _HEAD, _GAP = 32, 34, 12
#: Lowest row in which a name can be read; and how many groups stand side by side where rows would be lower than that.
_LEAST, _MOST_ACROSS = 22, 8


class CircleGrid(QWidget):
    """The groups as columns. The arrows choose a person; a number moves that person: ``moved(person id, group number)``.

    ``taken`` tells Enter.
    """

    moved = Signal(object, int)
    taken = Signal()

    def __init__(self):
        super().__init__()
        self._circles: tuple[CircleView, ...] = ()
        self._at = (0, 0)
        self._turn = 0
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setProperty("focus_radius", theme().tokens.radius.control)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._renew()

    def set_circles(self, circles: Sequence[CircleView], turn: int) -> None:
        """Show groups; whoever has the turn (number from 1, 0 for nobody) is marked."""
        before = self.person()
        self._circles, self._turn = tuple(circles), turn
        spots = {id: (column, row) for column, one in enumerate(self._circles) for row, id in enumerate(one.person_ids)}
        column = min(self._at[0], max(len(self._circles) - 1, 0))
        self._at = spots.get(before, (column, self._row_in(column, self._at[1])))
        self._renew()

    def person(self) -> bytes | None:
        """Return the id of the person that is lit."""
        column, row = self._at
        return self._circles[column].person_ids[row] if column < len(self._circles) and row < len(self._circles[column].person_ids) else None

    def sizeHint(self) -> QSize:
        return QSize(500, 300)

    def keyPressEvent(self, event) -> None:
        column, row = self._at
        moves = {Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Down: (0, 1), Qt.Key.Key_Up: (0, -1)}
        if event.key() in moves and self._circles:
            by = moves[event.key()]
            column = min(max(column + by[0], 0), len(self._circles) - 1)
            self._at = (column, self._row_in(column, row + by[1]))
            self._renew()
        elif event.text() in tuple("123456789") and self.person() is not None:
            self.moved.emit(self.person(), int(event.text()))
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.taken.emit()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event) -> None:
        for place, rect in self._rects():
            if rect.contains(event.position()):
                self._at = place
                self._renew()

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            for column, circle in enumerate(self._circles):
                rect = self._column(column)
                box(painter, rect, theme().tokens.radius.card, color.surface, color.line_strong, theme().tokens.border.hair)
                head = QRectF(rect.left() + 12, rect.top() + 4, rect.width() - 24, _HEAD)
                line_of_text(painter, head, _("Group {number}").format(number=circle.number), font("h3"), color.primary)
                top = rect.top() + _HEAD + 4 + len(circle.names) * self._row_height() + 4
                reason = layout_text(circle.reason, font("small"), rect.width() - 24, 18, max(int((rect.bottom() - top - 4) // 18), 1))
                if circle.reason and top + reason.height <= rect.bottom():
                    reason.draw(painter, rect.left() + 12, top, color.ink2)
            for (column, row), rect in self._rects():
                on, turn = (column, row) == self._at and self.hasFocus(), self._turn == row + 1
                if on or turn:
                    box(painter, rect.adjusted(4, 1, -4, -1), 6, color.primary_tint if turn else None, color.focus if on else None, 2)
                name = self._circles[column].names[row]
                line_of_text(painter, rect.adjusted(12, 0, -8, 0), f"{row + 1}  {name}", font("body_strong" if turn else "body"), color.ink)

    def focusInEvent(self, event) -> None:
        self.update()
        super().focusInEvent(event)

    def focusOutEvent(self, event) -> None:
        self.update()
        super().focusOutEvent(event)

    def _row_in(self, column: int, row: int) -> int:
        return min(max(row, 0), max(len(self._circles[column].names) - 1, 0)) if column < len(self._circles) else 0

    def _across(self) -> int:
        """Return how many groups stand side by side: four, or more where the names would not fit under one another."""
        count = max(len(self._circles), 1)
        fits = (across for across in range(4, _MOST_ACROSS) if self._row_height(across) >= _LEAST)
        return min(count, next(fits, _MOST_ACROSS))

    def _row_height(self, across: int = 0) -> float:
        count = max(len(self._circles), 1)
        lines = -(-count // min(count, across or self._across()))
        height = (self.height() - (lines - 1) * _GAP) / lines
        most = max((len(circle.names) for circle in self._circles), default=1)
        return min(float(_ROW), (height - _HEAD - 4) / max(most, 1))

    def _column(self, column: int) -> QRectF:
        across = self._across()
        lines = -(-max(len(self._circles), 1) // across)
        width = (self.width() - (across - 1) * _GAP) / across
        height = (self.height() - (lines - 1) * _GAP) / lines
        return QRectF(column % across * (width + _GAP), column // across * (height + _GAP), width, height)

    def _rects(self) -> list[tuple[tuple[int, int], QRectF]]:
        found, height = [], self._row_height()
        for column, circle in enumerate(self._circles):
            rect = self._column(column)
            for row in range(len(circle.names)):
                found.append(((column, row), QRectF(rect.left(), rect.top() + _HEAD + row * height, rect.width(), height)))
        return found

    def _renew(self) -> None:
        column, row = self._at
        words = _("No groups yet")
        if self.person() is not None:
            words = _("{name}, group {number}").format(name=self._circles[column].names[row], number=self._circles[column].number)
        self.setAccessibleName(words)
        self.update()


class CirclesSection(Section):
    """The part 'Groups'."""

    section_id = "circles"

    def __init__(self, page):
        super().__init__(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        panel = Panel(padding=(16, 12, 16, 12), spacing=10)
        column.addWidget(panel)
        self.title, self.words = Label(role="h2"), Label(role="small", tone="ink2", wrap=True)
        self.grid = CircleGrid()
        self.grid.moved.connect(self.move)
        self.grid.taken.connect(self.take_shown)
        self.take = PrimaryButton(_("Take this proposal"), key=_("Enter"))
        self.take.clicked.connect(self.take_proposal)
        self.mix = SecondaryButton(_("Back to the proposal"), icon="wand")
        self.mix.clicked.connect(self.take_proposal)
        self.hints = KeyHintRow([("1|9", _("moves to this group")), ("F12", _("pass or next"))])
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.hints)
        foot.addStretch(1)
        foot.addWidget(self.mix)
        foot.addWidget(self.take)
        panel.body.addWidget(self.title)
        panel.body.addWidget(self.words)
        panel.body.addWidget(self.grid, 1)
        panel.body.addLayout(foot)

    def default_focus(self) -> QWidget:
        return self.grid

    def show_round(self) -> None:
        chosen = self.view.circles
        shown = chosen or self.work.circles.proposal(self.round)
        self.title.setText(_("Groups") if chosen else _("Proposal for the groups"))
        words = _("Everybody with the same number has the turn at the same time.")
        if not shown:
            words = _("Nobody is on the list of this meeting yet. Check people in first.")
        elif not chosen:
            words = _("Mixed by the program: people from inside and outside, and from several departments. Nothing is kept until you take it.")
        self.words.setText(words)
        self.take.setVisible(not chosen)
        self.take.setEnabled(bool(shown))
        self.mix.setVisible(bool(chosen))
        self.hints.setVisible(bool(chosen) and not self.low)
        self.grid.set_circles(shown, self.view.turn.number if self.view.turn is not None else 0)

    def take_shown(self) -> None:
        """Keep the proposal that is shown; groups that are kept already stay as they are."""
        if not self.view.circles and self.take.isEnabled():
            self.take_proposal()

    def take_proposal(self) -> None:
        """Keep the mixed groups."""
        groups = [circle.person_ids for circle in self.work.circles.proposal(self.round)]
        self.ctx.run(lambda: self.work.circles.choose(self.round, groups))
        self.page.say(_("These are the groups. Ctrl Z goes back."))
        self.grid.setFocus()

    def move(self, person: bytes, number: int) -> None:
        """Put somebody into another group, of the ones that are kept."""
        if self.view.circles:
            self.ctx.run(lambda: self.work.circles.move(self.round, person, number))
