"""The part of the form about the Global Goals: search, tiles, and the sentences of those that are chosen."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.intake import IntakeField
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.pages.cases_goals import GoalGrid
from ef_desktop.ui.pages.cases_sentences import GoalSentences
from ef_desktop.ui.widgets.text import Label


class GoalPart(QWidget):
    """The goals of a case.

    Parameters:
        question: of the intake.

    Attributes:
        kept: called with number, sentence and whether it is the main goal; to be set by the form.

    Signals:
        toggled: number of a goal that is chosen or taken off.
    """

    toggled = Signal(int)

    def __init__(self, question: IntakeField, parent: QWidget | None = None):
        super().__init__(parent)
        self.kept: Callable[[int, str, bool], object] = lambda *_said: None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(question.help, role="small", tone="ink2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(12)
        self.search = SearchField(_("Search a goal: a number or a word such as water"), dense=True)
        self.search.setMaximumWidth(380)
        self.search.searched.connect(self._search)
        self.search.installEventFilter(self)
        self._count = Label("", role="small", tone="ink2")
        line.addWidget(self.search, 3)
        line.addStretch(1)
        line.addWidget(self._count)
        column.addLayout(line)
        self.grid = GoalGrid()
        self.grid.toggled.connect(self.toggled)
        column.addWidget(self.grid)
        self.sentences = GoalSentences(lambda *said: self.kept(*said))
        column.addWidget(self.sentences)

    def show_goals(self, goals: tuple[GoalView, ...], other: bool) -> None:
        """Show the goals; ``other`` when they are of another case than before."""
        if other:
            self.search.clear()
        self.grid.show_goals(goals)
        self.sentences.show_goals(goals, other)
        self._tell()

    def start(self) -> None:
        """Put the keyboard where the goals still miss something: the first sentence, else the tiles."""
        if not self.sentences.focus_first_empty():
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.sentences.saver.flush()

    def eventFilter(self, watched, event) -> bool:
        if event.type() == QEvent.Type.KeyPress and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down):
            self._search(self.search.value())
            self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _search(self, query: str) -> None:
        found = self.grid.search(query)
        self._count.setText(ngettext("{count} goal found", "{count} goals found", found).format(count=found))
        if not query.strip():
            self._tell()

    def _tell(self) -> None:
        chosen = sum(goal.chosen for goal in self.grid.goals())
        self._count.setText(_("{count} of at most 5 chosen").format(count=chosen))
