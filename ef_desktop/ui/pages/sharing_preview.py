"""What a merge would do, before anything changes: the list, the row that is looked at, the choices, and the button that does it.

The same view shows the choices that were left open by an earlier merge.
"""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.sharing import BACK, CHANGED, CLASH, ERASED, GONE, MINE, NEW, NEWEST, THEIRS, Entry, MergePreview
from ef_desktop.i18n import N_, _, format_number, ngettext
from ef_desktop.ui.actions import key_text
from ef_desktop.ui.forms import ComboField
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.pages.sharing_choice import ChoicePane, Choices
from ef_desktop.ui.pages.sharing_list import EntryList
from ef_desktop.ui.pages.sharing_parts import CountTile
from ef_desktop.ui.pages.sharing_words import STATES, people_words, source_words, state_words
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel, Separator
from ef_desktop.ui.widgets.text import ElidedLabel, Label
from ef_desktop.ui.widgets.tile import Tile

_RULES = ((NEWEST, N_("typed last, and stays listed")), (MINE, N_("what I have")), (THEIRS, N_("what they have")))
#: Counted always, and only where there are any.
_ALWAYS, _SOMETIMES = (NEW, CHANGED, CLASH), (BACK, GONE, ERASED)


class PreviewView(QWidget):
    """The list at the left, one row at the right.

    Signals:
        stopped: back, nothing is done.
        confirmed: do it, with ``choices`` and ``rule``.
    """

    stopped = Signal()
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.choices: Choices = {}
        self._entries: tuple[Entry, ...] = ()
        self._told: MergePreview | None = None
        self._now: datetime | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(14)
        self.head = PageHead()
        self.stop = SecondaryButton(_("Stop"), key="Esc")
        self.stop.clicked.connect(self.stopped)
        self.go = PrimaryButton("", icon="git-merge", key=key_text("Ctrl+Return"))
        self.go.clicked.connect(self.confirmed)
        self.head.actions.addWidget(self.stop)
        self.head.actions.addWidget(self.go)
        column.addWidget(self.head)
        self._facts = Panel(padding=(18, 14, 18, 14), spacing=14, horizontal=True)
        column.addWidget(self._facts)
        halves = QHBoxLayout()
        halves.setSpacing(14)
        self._side = self._build_list()
        halves.addWidget(self._side)
        halves.addWidget(self._build_pane(), 1)
        column.addLayout(halves, 1)

    @property
    def told(self) -> MergePreview | None:
        """What a merge would do, or None when choices of an earlier one are shown."""
        return self._told

    def rule(self) -> str:
        """Return what holds for fields in which nobody chose."""
        return self.prefer.value()

    def open_count(self) -> int:
        """Return in how many fields nobody chose yet."""
        return sum(clash.key not in self.choices for entry in self._entries for clash in entry.clashes)

    def show_preview(self, told: MergePreview, now: datetime, *, own: bool = False) -> None:
        """Show what a merge would do; ``now`` is local, ``own`` True for work of one's own that another file took the place of."""
        self._told = told
        title = _("Put your own work back into this file") if own else _("Merge with the file of {people}").format(people=people_words(told.people))
        self.head.set_texts(title, _("Nothing changes yet. You look first."))
        self.promise.setText(_("A backup is made first. What was erased never comes back."))
        self._facts.show()
        self._show_facts(told, now, own)
        self._show(told.entries, now)

    def show_open(self, entries: Sequence[Entry], now: datetime, row: bytes | None = None) -> None:
        """Show the choices that were left open; ``now`` is local, ``row`` the one to begin with."""
        self._told = None
        self.head.set_texts(_("Choices that are open"), _("What was typed last holds for now. Choose what stays."))
        self.promise.setText(_("What you choose goes along with the next copy that you share."))
        self._facts.hide()
        self._show(tuple(entries), now)
        if row is not None:
            self.list.choose_row(row)

    def choose_side(self, number: int) -> None:
        """Choose a side in the field that is looked at, by its number from 0."""
        row = self.pane.current()
        if row is not None:
            row.choose_side(number)

    def go_on(self) -> None:
        """This is right: to the next open choice, or to the button when there is none."""
        if self.list.to_next_open():
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.go.isEnabled():
            self.go.setFocus(Qt.FocusReason.TabFocusReason)

    def default_focus(self) -> QWidget:
        """Return what gets the focus: the list, or the button when there is nothing in it."""
        return self.list if self._entries else self.go

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        self._side.setFixedWidth(340 if is_wide(self) else 310)
        super().resizeEvent(event)

    # Inside

    def _show(self, entries: tuple[Entry, ...], now: datetime) -> None:
        self._now, self._entries, self.choices = now, entries, {}
        self.prefer.set_value(NEWEST)
        self.pane.set_rule(NEWEST)
        clashing = any(entry.clashes for entry in entries)
        self._rest.setVisible(clashing and self._told is not None)
        self.next.setVisible(clashing)
        self.list.show_entries(entries, self.choices)
        if not entries:
            self.pane.show_entry(None, self.choices, now)
        self._tell()

    def _show_row(self, entry: Entry | None) -> None:
        if entry is not None and self._now is not None:
            self.pane.show_entry(entry, self.choices, self._now)

    def _decided(self) -> None:
        self.list.refresh()
        self._tell()

    def _tell(self) -> None:
        left = self.open_count()
        if self._told is None and not self.choices:
            self.go.setText(_("Keep"))
            self.go.setEnabled(False)
        elif self._told is None:
            self.go.setText(ngettext("Keep {count} choice", "Keep {count} choices", len(self.choices)).format(count=len(self.choices)))
            self.go.setEnabled(True)
        elif left:
            words = ngettext("Merge, {count} choice left", "Merge, {count} choices left", left)
            self.go.setText(words.format(count=format_number(left)))
            self.go.setEnabled(True)
        else:
            self.go.setText(_("Merge now"))
            self.go.setEnabled(True)

    def _show_facts(self, told: MergePreview, now: datetime, own: bool) -> None:
        facts = QWidget()
        line = QHBoxLayout(facts)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(10)
        line.addWidget(Tile("file-description", size=48))
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(ElidedLabel(_("Your own work") if own else told.source.name, role="body_strong"))
        words.addWidget(ElidedLabel(source_words(told, now, own), role="small", tone="ink2"))
        words.addStretch(1)
        line.addLayout(words, 1)
        for state in (*_ALWAYS, *(state for state in _SOMETIMES if told.count(state))):
            count = told.count(state)
            warn = state == CLASH and count > 0
            line.addWidget(CountTile(count, state_words(state).lower(), STATES[state][1], warn=warn))
        former = self._facts.body.takeAt(0)
        if former is not None:
            former.widget().hide()
            former.widget().deleteLater()
        self._facts.body.addWidget(facts)

    def _build_list(self) -> Panel:
        panel = Panel(padding=(1, 8, 1, 8), spacing=0)
        self.list = EntryList()
        self.list.chosen.connect(self._show_row)
        panel.body.addWidget(self.list, 1)
        self._rest = QWidget()
        line = QVBoxLayout(self._rest)
        line.setContentsMargins(16, 8, 16, 4)
        line.setSpacing(6)
        line.addWidget(Label(_("What I do not choose:"), role="small", tone="ink2"))
        self.prefer = ComboField([(rule, _(words)) for rule, words in _RULES], NEWEST)
        self.prefer.changed.connect(lambda rule: self.pane.set_rule(rule))
        self.prefer.setAccessibleName(_("What I do not choose:"))
        line.addWidget(self.prefer)
        panel.body.addWidget(self._rest)
        return panel

    def _build_pane(self) -> Panel:
        panel = Panel(padding=(1, 1, 1, 1), spacing=0)
        self.pane = ChoicePane()
        self.pane.decided.connect(self._decided)
        panel.body.addWidget(self.pane, 1)
        panel.body.addWidget(Separator())
        foot = QHBoxLayout()
        foot.setContentsMargins(20, 12, 20, 12)
        foot.setSpacing(10)
        foot.addWidget(IconMark("shield-check", tone="primary"))
        self.promise = Label("", role="small", tone="ink2", wrap=True)
        foot.addWidget(self.promise, 1)
        self.next = PrimaryButton(_("This is right"), key=key_text("Return"))
        self.next.clicked.connect(self.go_on)
        foot.addWidget(self.next)
        panel.body.addLayout(foot)
        return panel

