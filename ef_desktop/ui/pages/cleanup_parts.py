"""The parts of the page Opruimen: what is over its term, one kind a row, and the terms themselves."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from ef_desktop.domain.retention import ANONYMISE, LEAST, MOST, REMEMBER, Proposal, Term
from ef_desktop.i18n import _, format_date, format_list, format_number, ngettext
from ef_desktop.ui.theme import font, load_tokens
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.text import ElidedLabel, Label

#: So many are named in a row.
_NAMED = 4
_START_WIDTH = 224


class ProposalRow(QWidget):
    """What is over one term: how much, since when, why, and a tick to let it go.

    Parameters:
        proposal: what is proposed.
        enabled: False where nothing can be changed.

    Signals:
        chosen: the tick was set or taken off.
    """

    chosen = Signal()

    def __init__(self, proposal: Proposal, enabled: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self.proposal = proposal
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        words = QVBoxLayout()
        words.setSpacing(2)
        self.tick: CheckBox | None = None
        if proposal.deed == REMEMBER:
            head = QHBoxLayout()
            head.setSpacing(8)
            head.addWidget(IconMark("info-circle", tone="primary"))
            head.addWidget(Label(proposal.term.title, role="body_strong"), 1)
            words.addLayout(head)
        else:
            self.tick = CheckBox(proposal.term.title)
            self.tick.setEnabled(enabled)
            self.tick.setAccessibleDescription(_deed_words(proposal))
            self.tick.toggled.connect(lambda _on: self.chosen.emit())
            words.addWidget(self.tick)
        inner = QVBoxLayout()
        inner.setContentsMargins(28, 0, 0, 0)
        inner.setSpacing(2)
        since = _("{deed} Over the term since {date}.").format(deed=_deed_words(proposal), date=format_date(proposal.since))
        inner.addWidget(Label(since if proposal.deed != REMEMBER else _deed_words(proposal), wrap=True))
        if proposal.deed != REMEMBER:
            inner.addWidget(ElidedLabel(_named(proposal), role="small", tone="ink2"))
        inner.addWidget(Label(proposal.term.why, role="small", tone="ink2", wrap=True))
        words.addLayout(inner)
        line.addLayout(words, 1)
        count = ngettext("{count} line", "{count} lines", len(proposal.items))
        line.addWidget(Chip(count.format(count=format_number(len(proposal.items)))), 0, Qt.AlignmentFlag.AlignTop)

    def is_chosen(self) -> bool:
        """Tell whether it may go."""
        return self.tick is not None and self.tick.isChecked()


class TermRow(QWidget):
    """One term: what it is for, the months, and the way back to the proposal.

    Parameters:
        term: as it is now.
        enabled: False where nothing can be changed.

    Signals:
        changed: id and months.
        reset_asked: id.
    """

    changed = Signal(str, int)
    reset_asked = Signal(str)

    def __init__(self, term: Term, enabled: bool, parent: QWidget | None = None):
        super().__init__(parent)
        self._term = term
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head = QHBoxLayout()
        head.setSpacing(8)
        title = Label(term.title, role="body_strong", wrap=True)
        head.addWidget(title, 1)
        self.months: MonthsField | None = None
        if term.months is not None:
            self.months = MonthsField(term.months, term.title)
            self.months.setEnabled(enabled)
            self.months.committed.connect(lambda months: self.changed.emit(term.id, months))
            head.addWidget(self.months)
            start = Label(_start_words(term.start), tone="ink2")
            # One under the other, whatever the words.
            start.setFixedWidth(_START_WIDTH)
            head.addWidget(start)
        column.addLayout(head)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        proposal = _("Proposal: {term}.").format(term=term.usual)
        foot.addWidget(Label(f"{term.why} {proposal}", role="small", tone="ink2", wrap=True), 1)
        if term.changed:
            back = QuietButton(_("Back to the proposal"), icon="arrow-back-up", small=True)
            back.setEnabled(enabled)
            back.setAccessibleDescription(term.title)
            back.clicked.connect(lambda: self.reset_asked.emit(term.id))
            foot.addWidget(back, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)


class MonthsField(QSpinBox):
    """A number of months.

    Parameters:
        value: to start with.
        name: what the term is for.
    """

    committed = Signal(int)

    def __init__(self, value: int, name: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.setRange(LEAST, MOST)
        self.setValue(value)
        self.setButtonSymbols(QSpinBox.ButtonSymbols.NoButtons)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(_("Months for: {term}").format(term=name))
        # Qt gives the padding of the style sheet to every spin box but this one.
        self.lineEdit().setTextMargins(8, 0, 8, 0)
        self.setFont(font("body"))
        self.setFixedSize(72, load_tokens().size.input)
        self.setProperty("focus_radius", load_tokens().radius.control)
        self._kept = value
        self.editingFinished.connect(self._commit)

    def wheelEvent(self, event) -> None:
        event.ignore()

    def _commit(self) -> None:
        if self.value() != self._kept:
            self._kept = self.value()
            self.committed.emit(self._kept)


def separated(panel: Panel, rows: list[QWidget]) -> None:
    """Put rows in a panel with a thin line between them."""
    for number, row in enumerate(rows):
        if number:
            panel.body.addWidget(Separator())
        panel.body.addWidget(row)


def _deed_words(proposal: Proposal) -> str:
    if proposal.deed == REMEMBER:
        return _("Keep it elsewhere. Here nothing happens.")
    return _("Is made anonymous.") if proposal.deed == ANONYMISE else _("Is erased.")


def _named(proposal: Proposal) -> str:
    names = list(dict.fromkeys(" ".join(item.words.split())[:60] for item in proposal.items))
    shown = names[:_NAMED]
    if len(names) > _NAMED:
        shown.append(_("{count} more").format(count=format_number(len(names) - _NAMED)))
    return format_list(shown)


def _start_words(start: str) -> str:
    return {
        "end": _("months after the end"),
        "report": _("months after the final report"),
        "made": _("months after it was made"),
        "use": _("months after its last use"),
    }[start]


def looked_words(looked_on: date | None) -> str:
    """Return when somebody looked last."""
    if looked_on is None:
        return _("Nobody looked yet.")
    return _("Last looked at on {date}.").format(date=format_date(looked_on))
