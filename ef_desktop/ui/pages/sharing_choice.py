"""One row of a merge at the right: what happens to it, and where both sides changed it, the values to choose from."""

from collections.abc import MutableMapping
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QButtonGroup, QGridLayout, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.sharing import BOTH, CLASH, NEWEST, Clash, Entry, Key
from ef_desktop.i18n import _, format_list
from ef_desktop.ui.forms import TextArea
from ef_desktop.ui.pages.sharing_parts import SideButton
from ef_desktop.ui.pages.sharing_words import STATES, differing, moment_words, rule_words, side_words, state_words, what_words
from ef_desktop.ui.widgets.badge import CategoryBadge
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Separator
from ef_desktop.ui.widgets.text import Label

#: What was chosen: the mark of a side, BOTH, or a text of one's own.
Choices = MutableMapping[Key, tuple[int, int] | str]

#: So many fields of a row are shown, each with so many letters.
_REVISIONS, _LONGEST = 8, 600
_LABEL = 100


class ClashRow(QWidget):
    """A field that both sides changed: its values beside each other, and for a text also both or a text of one's own.

    Parameters:
        clash: the field.
        choices: what was chosen so far; changed here.
        now: local.
        rule: what holds when nobody chooses.

    Signals:
        decided: something was chosen.
    """

    decided = Signal()

    def __init__(self, clash: Clash, choices: Choices, now: datetime, rule: str, parent: QWidget | None = None):
        super().__init__(parent)
        self.clash = clash
        self._choices = choices
        self.sides: list[SideButton] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(Label(clash.label[:1].upper() + clash.label[1:], role="label", tone="ink2"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(6)
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)
        for number, side in enumerate(clash.sides):
            others = [other.words for other in clash.sides if other is not side]
            whose = side_words(side)
            when = _("changed {moment}").format(moment=moment_words(side.at, now))
            head = QHBoxLayout()
            head.setSpacing(6)
            head.addWidget(Label(whose, role="body_strong"))
            head.addWidget(Label(when, role="small", tone="ink2"), 1)
            button = SideButton(side.words, differing(side.words, others[0]), f"{clash.label}, {whose}, {when}")
            button.clicked.connect(lambda _on=False, mark=side.mark: self.choose(mark))
            self.sides.append(button)
            row, place = 2 * (number // 2), number % 2
            grid.addLayout(head, row, place)
            grid.addWidget(button, row + 1, place, Qt.AlignmentFlag.AlignTop)
            grid.setColumnStretch(place, 1)
        column.addLayout(grid)
        if clash.text:
            column.addLayout(self._more())
            self.own = TextArea(clash.sides[0].words, rows=(2, 8))
            self.own.setAccessibleName(_("Your own text: {field}").format(field=clash.label))
            self.own.changed.connect(self._typed)
            column.addWidget(self.own)
            self.own.hide()
        self.rule = Label(rule_words(clash, rule), role="small", tone="ink2", wrap=True)
        column.addWidget(self.rule)
        self.show_choice()

    def choose(self, choice: tuple[int, int] | str) -> None:
        """Choose a value."""
        self._choices[self.clash.key] = choice
        self.show_choice()
        self.decided.emit()

    def choose_side(self, number: int) -> None:
        """Choose a side by its number from 0, where there is one."""
        if number < len(self.clash.sides):
            self.choose(self.clash.sides[number].mark)

    def is_open(self) -> bool:
        """Tell whether nobody chose here yet."""
        return self.clash.key not in self._choices

    def show_choice(self) -> None:
        """Show what is chosen now."""
        chosen = self._choices.get(self.clash.key)
        for side, button in zip(self.clash.sides, self.sides, strict=True):
            button.setChecked(chosen == side.mark)
        if self.clash.text:
            own = isinstance(chosen, str) and chosen != BOTH
            self.both.setChecked(chosen == BOTH)
            self.write.setChecked(own)
            if own and self.own.value() != chosen:
                self.own.set_value(chosen)
            self.own.setVisible(own or self._writing)
        self.rule.setVisible(chosen is None)

    def _more(self) -> QHBoxLayout:
        self._writing = False
        row = QHBoxLayout()
        row.setSpacing(8)
        self.both = SecondaryButton(_("Keep both"), icon="copy", small=True)
        self.write = SecondaryButton(_("Write it yourself"), icon="pencil", small=True)
        for button in (self.both, self.write):
            button.setCheckable(True)
            row.addWidget(button)
        row.addStretch(1)
        self.both.clicked.connect(lambda: self.choose(BOTH))
        self.write.clicked.connect(self._begin)
        return row

    def _begin(self) -> None:
        self.write.setChecked(True)
        self.own.show()
        self.own.setFocus(Qt.FocusReason.OtherFocusReason)
        self.own.selectAll()
        self._typed()

    def _typed(self) -> None:
        text = self.own.value()
        self._writing = not text
        if text:
            self.choose(text)
        elif self._choices.pop(self.clash.key, None) is not None:
            # Without words there is no text of one's own: nothing is chosen.
            self.show_choice()
            self.decided.emit()


class ChoicePane(QWidget):
    """The row that is current in the list.

    Signals:
        decided: something was chosen in it.
    """

    decided = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.rows: list[ClashRow] = []
        self._rule = NEWEST
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        self._area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area)

    def show_entry(self, entry: Entry | None, choices: Choices, now: datetime) -> None:
        """Show a row.

        Parameters:
            entry: the row, or None.
            choices: what was chosen so far; changed here.
            now: local.
        """
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(14)
        self.rows = []
        if entry is None:
            words = _("Only small things change that are not listed, such as an order, or what was left out before.")
            column.addWidget(Label(words, tone="ink2", wrap=True))
        else:
            self._head(column, entry)
            for number, clash in enumerate(entry.clashes):
                if number:
                    column.addWidget(Separator())
                row = ClashRow(clash, choices, now, self._rule)
                row.decided.connect(self.decided)
                self.rows.append(row)
                column.addWidget(row)
            if not entry.clashes:
                self._facts(column, entry)
        column.addStretch(1)
        former = self._area.takeWidget()
        self._area.setWidget(inner)
        if former is not None:
            former.hide()
            former.deleteLater()

    def set_rule(self, rule: str) -> None:
        """Tell what holds for what is not chosen: MINE, THEIRS or NEWEST."""
        self._rule = rule
        for row in self.rows:
            row.rule.setText(rule_words(row.clash, rule))

    def current(self) -> ClashRow | None:
        """Return the field that a figure chooses in: that of the focus, else the first in which nobody chose, else the first."""
        focused = next((row for row in self.rows if row.isAncestorOf(self.focusWidget() or self)), None)
        if focused is not None and self.focusWidget().hasFocus():
            return focused
        return next((row for row in self.rows if row.is_open()), self.rows[0] if self.rows else None)

    def _head(self, column: QVBoxLayout, entry: Entry) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        if entry.kind:
            head.addWidget(CategoryBadge(entry.kind), 0, Qt.AlignmentFlag.AlignTop)
        else:
            head.addWidget(IconMark(STATES[entry.state][1], size=22, tone="primary"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(Label(entry.title, role="h2", wrap=True), 1)
        words = _("You both changed something. Choose what stays.") if entry.state == CLASH else state_words(entry.state)
        head.addWidget(Label(words, role="small", tone="ink2"), 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(head)

    def _facts(self, column: QVBoxLayout, entry: Entry) -> None:
        column.addWidget(Label(what_words(entry.state), wrap=True))
        column.addWidget(Separator())
        shown = {revision.label for revision in entry.revisions[:_REVISIONS]}
        notes = [words for words in entry.notes if words not in shown]
        facts = [(_("Where"), entry.where), (_("What changes"), format_list(notes) if notes else "")]
        for name, words in facts:
            if words:
                column.addLayout(_fact(name, Label(words, tone="ink2", wrap=True)))
        for revision in entry.revisions[:_REVISIONS]:
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(Label(_short(revision.after), wrap=True))
            words.addWidget(Label(_("it was: {words}").format(words=_short(revision.before)), role="small", tone="ink2", wrap=True))
            column.addLayout(_fact(revision.label, words))


def _fact(name: str, what: QWidget | QVBoxLayout) -> QHBoxLayout:
    line = QHBoxLayout()
    line.setSpacing(0)
    label = Label(name[:1].upper() + name[1:], role="label", tone="ink2", wrap=True)
    label.setFixedWidth(_LABEL + 40)
    line.addWidget(label, 0, Qt.AlignmentFlag.AlignTop)
    if isinstance(what, QWidget):
        line.addWidget(what, 1)
    else:
        line.addLayout(what, 1)
    return line


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else words[: _LONGEST - 1] + "…"
