"""What is done with one person of a list: what was found, what would change, and the choice."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.domain.importing_matches import FILL, FREE, NEW, SKIP, UPDATE, choices
from ef_desktop.domain.importing_people import Candidate
from ef_desktop.i18n import _, format_number, ngettext
from ef_desktop.ui.dialogs.people_import_list import ACTIONS, Entry
from ef_desktop.ui.dialogs.people_import_words import action_words, change_words, reason_words
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import ElidedLabel

_HEIGHT = 142


class ChoicePanel(Panel):
    """The strip under the list. It keeps its height, so that nothing moves while going through the lines.

    Signals:
        chosen: an action for the line that is lit.
        chosen_for_all: the same action for all lines that were found in the same way.
    """

    chosen = Signal(str)
    chosen_for_all = Signal(str)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="sunk", padding=(16, 10, 16, 12), spacing=2)
        self.setFixedHeight(_HEIGHT)
        self.reason = ElidedLabel("", role="body_strong")
        self.changes = ElidedLabel("", role="small", tone="ink2")
        self.body.addWidget(self.reason)
        self.body.addWidget(self.changes)
        self.remarks = ElidedLabel("", role="small", tone="ink2")
        self.body.addWidget(self.remarks)
        self.body.addStretch(1)
        row = QHBoxLayout()
        row.setSpacing(12)
        words = {SKIP: _("Skip"), FILL: _("Fill in what is empty"), UPDATE: _("Update"), NEW: _("New")}
        segments = [(action, words[action]) for action in ACTIONS]
        self.choice = SegmentedControl(segments, NEW, name=_("What is done with this person"))
        self.choice.changed.connect(self.chosen)
        row.addWidget(self.choice)
        self.same = QuietButton("", small=True)
        self.same.clicked.connect(lambda: self.chosen_for_all.emit(self.choice.current()))
        row.addWidget(self.same)
        row.addStretch(1)
        self.body.addLayout(row)

    def show_entry(self, entry: Entry | None, candidates: Sequence[Candidate], alike: int) -> None:
        """Show another line.

        Parameters:
            entry: the line, or None where there is none.
            candidates: of the whole list.
            alike: how many other lines were found in the same way.
        """
        person = entry is not None and entry.told is None
        self.choice.setVisible(person)
        self.same.setVisible(person and alike > 0)
        self.remarks.set_text(" ".join(entry.candidate.remarks) if person else "")
        if entry is None:
            self.reason.set_text(_("There is nothing here."))
            self.changes.set_text("")
            return
        if entry.told is not None:
            number = format_number(entry.told.number)
            self.reason.set_text(_("Line {number} cannot come along.").format(number=number))
            self.changes.set_text(entry.told.reason)
            return
        self.reason.set_text(reason_words(entry.candidate, entry.match, candidates))
        self.changes.set_text(change_words(entry.candidate, entry.match, entry.action, candidates))
        possible = choices(entry.match)
        for action in ACTIONS:
            self.choice.set_enabled(action, action in possible)
        self.choice.set_label(NEW, action_words(NEW, entry.match))
        self.choice.set_current(entry.action)
        words = (
            ngettext("Also for {count} other new one", "Also for {count} other new ones", alike)
            if entry.match.kind == FREE
            else ngettext("Also for {count} other like this", "Also for {count} others like this", alike)
        )
        self.same.setText(words.format(count=format_number(alike)))
