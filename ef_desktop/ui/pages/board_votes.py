"""Counting dots by a show of hands: choose a card, type a number, go on. The budget warns and never blocks."""

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_MOST = 999


class VoteStrip(Panel):
    """The strip under the board while votes are counted."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="active", padding=(16, 6, 8, 6), spacing=12, horizontal=True)
        row: QHBoxLayout = self.body
        row.addWidget(IconMark("thumb-up", tone="primary"))
        row.addWidget(Label(_("Count votes"), role="h3"))
        self.words = ElidedLabel(role="body", tone="ink2")
        row.addWidget(self.words, 1)
        row.addWidget(Label(_("Dots each"), role="label", tone="ink2"))
        self.dots = MinuteStepper(3, minimum=1, maximum=20, step=1, name=_("Dots each"))
        row.addWidget(self.dots)
        row.addWidget(KeyHintRow([("0–9", _("votes")), ("V", _("ready"))]))
        self.stop = QuietButton("", icon="x", small=True, name=_("Stop counting (V)"))
        row.addWidget(self.stop)


class BoardVotes(QObject):
    """Takes the number keys of the board while the strip is shown.

    Digits typed after each other make one number; another card, or another key, begins a new one.

    Parameters:
        page: the page of the board.
    """

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._ctx = page.ctx
        self._strip: VoteStrip = page.votes
        self._typed = ""
        self._card: bytes | None = None
        self._strip.stop.clicked.connect(page.toggle_votes)
        self._strip.dots.changed.connect(lambda _dots: self.show())
        page.board.votesAsked.connect(page.toggle_votes)
        page.board.chosen.connect(lambda _cards: self._begin())
        page.board.set_digits(self._digit)

    @property
    def counting(self) -> bool:
        """True while votes are counted."""
        return not self._strip.isHidden()

    def toggle(self) -> None:
        """Begin or end counting."""
        if self._page.meeting_id is None:
            return
        self._typed = ""
        inside = self._strip.isAncestorOf(QApplication.focusWidget()) if QApplication.focusWidget() else False
        self._strip.setVisible(not self.counting)
        self.show()
        view = self._page.board.first_view()
        if view is not None and (inside or self.counting):
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def show(self) -> None:
        """Tell how the dots stand."""
        if not self.counting:
            return
        dots = self._strip.dots.value()
        budget = self._ctx.workspace.outcomes.budget(self._page.meeting_id, dots)
        self._strip.words.set_text(budget.words)
        self._strip.words.set_tone("accent_ink" if budget.over else "ink2")

    def _begin(self) -> None:
        card = self._page.board.current()
        if card is None or card.id != self._card:
            self._typed, self._card = "", card.id if card is not None else None

    def _digit(self, event: QEvent) -> bool:
        """Take a digit, Backspace or Enter; tells whether it was for counting."""
        card = self._page.board.current()
        if not self.counting or card is None:
            return False
        self._begin()
        key = event.key()
        if Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
            typed = (self._typed + str(key - Qt.Key.Key_0)).lstrip("0") or "0"
            if int(typed) > _MOST:
                return True
            self._typed = typed
        elif key == Qt.Key.Key_Backspace:
            self._typed = self._typed[:-1]
        else:
            self._typed = ""
            return False
        total = int(self._typed or 0)
        # Of several chosen cards each gets the number, in one step.
        chosen = [other.id for other in self._page.board.cards() if other.votes != total]
        if chosen:
            self._page.filtering.keep(chosen)
            self._ctx.run(lambda: self._ctx.workspace.outcomes.vote_many(chosen, total))
        return True
