"""The four criteria of a case: the words of the programme, what was found, and why."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain import criteria
from ef_desktop.domain.views import CaseRow, CriterionView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms import TextArea
from ef_desktop.ui.pages.cases_words import criterion_words, state_words, verdict_detail, verdict_words
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import make_font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import Label

_BOX = 36


class NumberBox(QWidget):
    """The number of a criterion: filled when it is met, dashed when it is missing."""

    def __init__(self, number: int, parent: QWidget | None = None):
        super().__init__(parent)
        self._number = number
        self._state = criteria.OPEN
        self.setFixedSize(_BOX, _BOX)

    def set_state(self, state: str) -> None:
        """Show what was found."""
        self._state = state
        self.update()

    def paintEvent(self, event) -> None:
        color, radius = theme().color, theme().tokens.radius.tile
        area = QRectF(self.rect())
        with begin(self) as painter:
            if self._state == criteria.MEETS:
                box(painter, area, radius, color.primary)
                ink = color.on_primary
            elif self._state == criteria.OPEN:
                box(painter, area, radius, color.surface, color.line_strong, 1.5)
                ink = color.ink2
            else:
                box(painter, area, radius, color.surface, color.accent, 2, dashed=True)
                ink = color.accent
            line_of_text(painter, area, str(self._number), make_font(18, 700), ink, Qt.AlignmentFlag.AlignHCenter)


class CriterionRow(QWidget):
    """One criterion.

    Signals:
        changed: id of the criterion, state and motivation.
    """

    changed = Signal(str, str, str)

    def __init__(self, criterion: str, number: int, parent: QWidget | None = None):
        super().__init__(parent)
        self.criterion = criterion
        self._state = criteria.OPEN
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 12, 0, 12)
        line.setSpacing(14)
        self._number = NumberBox(number)
        line.addWidget(self._number, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.setSpacing(6)
        column.addWidget(Label(criterion_words(criterion), role="body_strong", wrap=True))
        self._question = Label("", role="small", tone="ink2", wrap=True)
        column.addWidget(self._question)
        self.states = SegmentedControl([(state, state_words(state)) for state in criteria.STATES], name=criterion_words(criterion))
        self.states.set_current(criteria.OPEN)
        self.states.changed.connect(self._choose)
        column.addWidget(self.states, 0, Qt.AlignmentFlag.AlignLeft)
        self.motivation = TextArea(rows=(1, 6))
        self.motivation.setAccessibleName(_("Why? {criterion}").format(criterion=criterion_words(criterion)))
        self.motivation.changed.connect(self._count)
        column.addWidget(self.motivation)
        self._short = Label("", role="small", tone="accent_ink")
        column.addWidget(self._short)
        line.addLayout(column, 1)
        self.saver = AutoSave(lambda _name, value: self.changed.emit(self.criterion, self._state, value), self)
        self.saver.bind("motivation", self.motivation)

    def show_criterion(self, view: CriterionView, other: bool) -> None:
        """Show what was found; ``other`` when it is of another case."""
        if other:
            self.saver.flush()
        self._state = view.state
        self._number.set_state(view.state)
        self._question.setText(view.question)
        self.states.set_current(view.state)
        self.motivation.setPlaceholderText(view.sentence_start)
        self.saver.load({"motivation": view.motivation}, other=other)
        self._count()

    def _choose(self, state: str) -> None:
        self._state = state
        self.changed.emit(self.criterion, state, self.motivation.value())

    def _count(self) -> None:
        missing = criteria.MOTIVATION_MINIMUM - len(self.motivation.value())
        needed = self._state != criteria.OPEN and missing > 0
        words = ngettext("Explain it: {count} letter more", "Explain it: {count} letters more", max(missing, 1))
        self._short.setText(words.format(count=missing) if needed else "")
        self._short.setVisible(needed)


class Verdict(Panel):
    """The verdict on a case, large."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 12), spacing=12, horizontal=True)
        self._mark = IconMark("shield-check", size=24, tone="primary")
        self.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(2)
        self._title = Label("", role="title")
        self._detail = Label("", tone="ink", wrap=True)
        words.addWidget(self._title)
        words.addWidget(self._detail)
        self.body.addLayout(words, 1)

    def show_case(self, row: CaseRow) -> None:
        """Show the verdict on a case."""
        good = row.verdict in (criteria.FITS, criteria.WITH_REASON)
        self.set_variant("active" if good else "missing" if row.verdict == criteria.INCOMPLETE else "plain")
        tone = "primary" if good else "accent_ink" if row.verdict == criteria.INCOMPLETE else "ink2"
        self._mark.set_icon("shield-check" if good else "alert-triangle" if row.verdict == criteria.INCOMPLETE else "clock", tone)
        self._title.setText(verdict_words(row.verdict))
        self._title.set_tone(tone)
        self._detail.setText(verdict_detail(row.verdict, row.criteria_met))
