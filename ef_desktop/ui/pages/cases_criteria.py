"""The four criteria of a case: the words of the programme, what was found, and why; and the verdict that follows."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain import criteria
from ef_desktop.domain.views import CaseRow, CriterionView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.cases_starts import StartedArea
from ef_desktop.ui.pages.cases_words import criterion_words, missing_sentences, state_words, verdict_detail, verdict_words
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import make_font, theme
from ef_desktop.ui.widgets.draw import begin, box, line_of_text
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import ElidedLabel, Label

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


#: Keys that choose what was found, while the keyboard is in the row of answers.
_KEYS = {
    Qt.Key.Key_1: criteria.MEETS,
    Qt.Key.Key_2: criteria.PARTLY,
    Qt.Key.Key_3: criteria.NOT,
    Qt.Key.Key_4: criteria.OPEN,
    Qt.Key.Key_J: criteria.MEETS,
    Qt.Key.Key_N: criteria.NOT,
}


class CriterionRow(QWidget):
    """One criterion: its words, four answers, and the motivation of which the sentence is begun already.

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
        self._evidence = ElidedLabel("", role="small", tone="ink3")
        column.addWidget(self._evidence)
        self.states = SegmentedControl([(state, state_words(state)) for state in criteria.STATES], name=criterion_words(criterion))
        self.states.set_current(criteria.OPEN)
        self.states.changed.connect(self._choose)
        column.addWidget(self.states, 0, Qt.AlignmentFlag.AlignLeft)
        self.motivation = StartedArea()
        self.motivation.setAccessibleName(_("Why? {criterion}").format(criterion=criterion_words(criterion)))
        self.motivation.changed.connect(self._count)
        column.addWidget(self.motivation)
        self._short = Label("", role="small", tone="accent_ink", wrap=True)
        column.addWidget(self._short)
        line.addLayout(column, 1)
        self.saver = AutoSave(lambda _name, value: self.changed.emit(self.criterion, self._state, value), self)
        self.saver.bind("motivation", self.motivation)

    def show_criterion(self, view: CriterionView, other: bool, *, evidence: str = "", start: str = "") -> None:
        """Show what was found.

        Parameters:
            view: the criterion of this case.
            other: True when it is of another case than before.
            evidence: what the intake says about it, or "".
            start: the beginning of the sentence, where it is another than that of the content.
        """
        if other:
            self.saver.flush()
        self._gap = view.gap
        self._state = view.state
        self._number.set_state(view.state if view.gap != criteria.WITHOUT_GOAL else criteria.PARTLY)
        self._question.setText(view.question)
        self._evidence.set_text(evidence)
        self._evidence.setVisible(bool(evidence))
        self.states.set_current(view.state)
        self.motivation.set_start(start or view.sentence_start, view.starts)
        self.saver.load({"motivation": view.motivation}, other=other)
        self._count()

    def let_meet(self, possible: bool) -> None:
        """Let 'Voldoet' be chosen, or not as long as something must come first."""
        self._blocked = not possible
        self.states.set_enabled(criteria.MEETS, possible)
        self._count()

    def keyPressEvent(self, event) -> None:
        state = _KEYS.get(event.key())
        if state is None or not self.states.hasFocus() or event.modifiers() != Qt.KeyboardModifier.NoModifier:
            super().keyPressEvent(event)
        elif state != self._state and not (self._blocked and state == criteria.MEETS):
            self.states.set_current(state)
            self._choose(state)

    _blocked = False
    _gap = ""

    def _choose(self, state: str) -> None:
        self._state = state
        self.changed.emit(self.criterion, state, self.motivation.value())

    def _count(self) -> None:
        missing = criteria.MOTIVATION_MINIMUM - self.motivation.own_length()
        if self._state != criteria.OPEN and missing > 0:
            words = ngettext("Explain it: {count} letter more", "Explain it: {count} letters more", missing)
            told = words.format(count=missing)
        elif self._blocked or self._gap == criteria.WITHOUT_GOAL:
            told = _("First choose a Global Goal below and write a sentence with it.")
        else:
            told = ""
        self._short.setText(told)
        self._short.setVisible(bool(told))


class _Bars(QWidget):
    """Four short bars, one per criterion: filled when it counts, dashed when it does not yet."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._counts: tuple[bool, ...] = ()
        self.setFixedHeight(8)

    def show_counts(self, counts: tuple[bool, ...]) -> None:
        """Show which criteria count."""
        self._counts = counts
        self.update()

    def paintEvent(self, event) -> None:
        color = theme().color
        width = (self.width() - 6 * (len(self._counts) - 1)) / max(1, len(self._counts))
        with begin(self) as painter:
            for place, counts in enumerate(self._counts):
                area = QRectF(place * (width + 6), 0, width, 8)
                if counts:
                    box(painter, area, 3, color.primary)
                else:
                    box(painter, area, 3, color.surface, color.accent, 1.5, dashed=True)


class Verdict(Panel):
    """The verdict on a case, large, with what still misses."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=(16, 12, 16, 14), spacing=12, horizontal=True)
        self._mark = IconMark("shield-check", size=24, tone="primary")
        self.body.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        words = QVBoxLayout()
        words.setSpacing(4)
        self._title = Label("", role="title")
        self._detail = Label("", tone="ink", wrap=True)
        self._missing = Label("", role="small", tone="ink2", wrap=True)
        self._bars = _Bars()
        for widget in (self._title, self._detail, self._missing, self._bars):
            words.addWidget(widget)
        self.body.addLayout(words, 1)

    def show_case(self, row: CaseRow, views: tuple[CriterionView, ...], rule: str, reason: str = "") -> None:
        """Show the verdict on a case.

        Parameters:
            views: the four criteria.
            rule: how they count together.
            reason: why it is an exception or not now.
        """
        good = row.verdict in (criteria.FITS, criteria.WITH_REASON)
        incomplete = row.verdict == criteria.INCOMPLETE
        self.set_variant("active" if good else "missing" if incomplete else "plain")
        tone = "primary" if good else "accent_ink" if incomplete else "ink2"
        self._mark.set_icon("shield-check" if good else "alert-triangle" if incomplete else "clock", tone)
        self._title.setText(verdict_words(row.verdict))
        self._title.set_tone(tone)
        self._detail.setText(verdict_detail(row.verdict, row.criteria_met, rule))
        told = reason if row.verdict in (criteria.WITH_REASON, criteria.NOT_NOW) else " ".join(missing_sentences(views, row.verdict))
        self._missing.setText(told)
        self._missing.setVisible(bool(told))
        self._bars.show_counts(tuple(not view.gap for view in views))
