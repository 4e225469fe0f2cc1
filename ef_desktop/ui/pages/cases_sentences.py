"""A sentence for each Global Goal of a case, and which one is the main goal."""

from collections.abc import Callable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.content import goal_sentence_starts
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import _, language
from ef_desktop.ui.pages.cases_goals import TILE
from ef_desktop.ui.pages.cases_starts import StartedLine
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import make_font
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.draw import begin, box, line_of_text


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
        self._fields: dict[int, StartedLine] = {}
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

    def focus_first_empty(self) -> bool:
        """Put the keyboard in the first sentence that misses; tells whether there was one."""
        empty = next((field for field in self._fields.values() if not field.value()), None)
        if empty is not None:
            empty.setFocus(Qt.FocusReason.OtherFocusReason)
        return empty is not None

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
        nl, en = goal_sentence_starts()
        field = StartedLine((nl, en), en if language() == "en" else nl, value=goal.sentence)
        field.setToolTip(_("In one sentence: how does the case add to this goal?"))
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
        self.setFixedSize(TILE, TILE)
        self.setToolTip(goal.name)

    def paintEvent(self, event) -> None:
        with begin(self) as painter:
            area = QRectF(self.rect())
            box(painter, area, 4, QColor(self._goal.color))
            ink = QColor(self._goal.text_color)
            line_of_text(painter, area, str(self._goal.number), make_font(19, 700), ink, Qt.AlignmentFlag.AlignHCenter)
