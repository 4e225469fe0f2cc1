"""What happened to a card: when, what and by whom, with a button that puts an older text back."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from ef_desktop.domain.views import CardView, HistoryEntry
from ef_desktop.i18n import _, format_date, format_time
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.text import Label

_FIRST, _SHOWN = 12, 80


class HistoryList(QWidget):
    """The newest changes first; the older ones when they are asked for.

    Parameters:
        today: of its changes only the time is shown.

    ``putBackAsked(HistoryEntry)``: an older text is wanted back.
    """

    putBackAsked = Signal(object)

    def __init__(self, today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self._today = today
        self._all = False
        self._card: CardView | None = None
        self._entries: tuple[HistoryEntry, ...] = ()
        self.grid = QGridLayout(self)
        self.grid.setContentsMargins(0, 0, 0, 0)
        self.grid.setHorizontalSpacing(8)
        self.grid.setVerticalSpacing(4)
        self.grid.setColumnMinimumWidth(0, 46)
        self.grid.setColumnStretch(1, 1)

    def show_entries(self, entries: Sequence[HistoryEntry], card: CardView) -> None:
        """Show what happened to a card, the newest first."""
        if self._card is None or self._card.id != card.id:
            self._all = False
        self._card, self._entries = card, tuple(entries)
        self._fill()

    def _fill(self) -> None:
        while item := self.grid.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        shown = self._entries if self._all else self._entries[:_FIRST]
        several = len({entry.who for entry in self._entries if entry.who}) > 1
        for row, entry in enumerate(shown):
            self._add(row, entry, several)
        if len(shown) < len(self._entries):
            more = QuietButton(_("Show all changes ({count})").format(count=len(self._entries)), small=True)
            more.clicked.connect(self._show_all)
            self.grid.addWidget(more, len(shown), 1, Qt.AlignmentFlag.AlignLeft)

    def _add(self, row: int, entry: HistoryEntry, several: bool) -> None:
        when = format_time(entry.at) if entry.at.date() == self._today else format_date(entry.at.date(), "short")
        self.grid.addWidget(Label(when, role="small", tone="ink2"), row, 0, Qt.AlignmentFlag.AlignTop)
        # Where one person did everything, the name would be said over and over.
        text = f"{entry.text} · {entry.who}" if several and entry.who else entry.text
        words = Label(text, role="small", tone="ink2", wrap=True)
        moment = format_date(entry.at.date()) + " " + format_time(entry.at)
        words.setToolTip(_("{who}, {when}").format(who=entry.who, when=moment) if entry.who else moment)
        self.grid.addWidget(words, row, 1)
        if entry.field and entry.before != getattr(self._card, entry.field):
            name = _("Put back: {text}").format(text=_shortened(entry.before))
            back = QuietButton("", icon="arrow-back-up", small=True, name=name)
            back.setToolTip(name)
            # A click leaves the keyboard where it is, so that the list is not made anew under the mouse.
            back.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            back.clicked.connect(lambda _on=False, entry=entry: self.putBackAsked.emit(entry))
            self.grid.addWidget(back, row, 2, Qt.AlignmentFlag.AlignTop)

    def _show_all(self) -> None:
        self._all = True
        self._fill()


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _SHOWN else line[:_SHOWN].rstrip() + "…"
