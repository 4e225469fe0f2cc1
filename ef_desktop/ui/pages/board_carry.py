"""At the opening of a meeting: the agreements that are still open from earlier ones, to look back on."""

from PySide6.QtWidgets import QWidget

from ef_desktop.domain.views import BoardView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel


class CarryStrip(Panel):
    """A line above the board of a running meeting, until the agreements are put there or it is closed.

    Parameters:
        ctx: of the application.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent, variant="active", padding=(16, 4, 8, 4), spacing=12, horizontal=True)
        self._ctx = ctx
        self._closed: set[bytes] = set()
        self._meeting: bytes | None = None
        self.body.addWidget(IconMark("history", tone="primary"))
        self.words = ElidedLabel()
        self.body.addWidget(self.words, 1)
        self.put = SecondaryButton(_("Put them on the board"), small=True)
        self.body.addWidget(self.put)
        self.not_now = QuietButton("", icon="x", small=True, name=_("Not now"))
        self.not_now.clicked.connect(self._close)
        self.body.addWidget(self.not_now)
        self.hide()

    def show_for(self, view: BoardView | None) -> None:
        """Show the line where it is of use."""
        self._meeting = view.meeting.id if view is not None else None
        count = self._count(view) if view is not None and self._meeting not in self._closed else 0
        words = ngettext("{count} agreement from before is still open.", "{count} agreements from before are still open.", count)
        self.words.set_text(words.format(count=count))
        self.setVisible(count > 0)

    def _count(self, view: BoardView) -> int:
        if view.meeting.state != "running" or any(card.carried for column in view.columns for card in column.cards):
            return 0
        workspace = self._ctx.workspace
        earlier = {row.id for row in workspace.meetings.rows() if row.number < view.meeting.number}
        return sum(row.meeting_id in earlier for row in workspace.outcomes.agreements())

    def _close(self) -> None:
        self._closed.add(self._meeting)
        self.hide()
