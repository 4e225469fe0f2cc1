"""One line that offers what fits the moment: the wall back after a crash, agreements to look back on, the group's own rules."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.domain.timer import PAUSED, RUNNING
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.pages.cockpit_rules import RulesSheet
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: Keys of the blocks of the base package that look back, and that make the room safe.
_LOOKING_BACK, _RULES = "terugblik", "afspraken"


@dataclass(frozen=True)
class Offer:
    """Something to do now.

    Attributes:
        id: what it is; one that was put away does not come back for the same block.
        icon, words, button: how it is shown.
        call: does it.
    """

    id: str
    icon: str
    words: str
    button: str
    call: Callable[[], object]


class OfferStrip(Panel):
    """The line. ``taken`` and ``closed`` tell what was pressed."""

    taken = Signal()
    closed = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="active", padding=(14, 4, 6, 4), spacing=10, horizontal=True)
        self._mark = IconMark("history", tone="primary")
        self.words = ElidedLabel()
        self.take = SecondaryButton("", small=True)
        self.not_now = QuietButton("", icon="x", small=True, name=_("Not now"))
        self.body.addWidget(self._mark)
        self.body.addWidget(self.words, 1)
        for button in (self.take, self.not_now):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            self.body.addWidget(button)
        self.take.clicked.connect(self.taken)
        self.not_now.clicked.connect(self.closed)
        self.hide()

    def set_density(self, density: int) -> None:
        """Choose the room: 0 roomy, 1 compact, 2 tight."""
        around = 4 if density == 0 else 2
        self.body.setContentsMargins(14, around, 6, around)

    def show_offer(self, offer: Offer | None, key: str) -> None:
        """Show an offer, or nothing.

        Parameters:
            key: that takes it, for the button.
        """
        if offer is not None:
            self._mark.set_icon(offer.icon)
            self.words.set_text(offer.words)
            self.take.setText(offer.button)
            self.take.set_key(key)
        self.setVisible(offer is not None)


class Offers:
    """Decides what is offered.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page
        self._offer: Offer | None = None
        self._away: set[tuple] = set()
        page.offer.taken.connect(self.take)
        page.offer.closed.connect(self.put_away)

    def actions(self, add: Callable[..., Action]) -> list[Action]:
        """Return the actions of this module; ``add`` makes one of the cockpit."""
        return [
            add("offer", N_("Do what the line offers"), self.take, "Alt+G", 1, icon="check", enabled=lambda: self._offer is not None),
            add("rules", N_("Ground rules of this group…"), self.ask_rules, "", 1, icon="heart-handshake"),
        ]

    def look(self) -> None:
        """Look again what fits the moment."""
        page = self._page
        found = next((offer for offer in self._found() if self._mark(offer) not in self._away), None)
        if (found and (found.id, found.words)) != (self._offer and (self._offer.id, self._offer.words)):
            page.offer.show_offer(found, page.ctx.actions.key_of("cockpit.offer"))
        before, self._offer = self._offer, found
        if (found is None) != (before is None):
            page.ctx.actions.refresh()

    def take(self) -> None:
        """Do what is offered."""
        if self._offer is not None:
            # Before: a sheet that opens takes it.
            self._page.bar.line.setFocus()
            self._offer.call()
            self.look()

    def put_away(self) -> None:
        """Offer it no more for this block."""
        if self._offer is not None:
            self._away.add(self._mark(self._offer))
            self._page.bar.line.setFocus()
            self.look()

    def ask_rules(self) -> None:
        """Let the rules of this group be typed."""
        if not self._page.window().findChildren(RulesSheet):
            RulesSheet(self._page.ctx, self._page.window(), self._page.meeting_id).open()

    def _mark(self, offer: Offer) -> tuple:
        block = self._page.block()
        return offer.id, self._page.meeting_id, block.id if block is not None else None

    def _found(self):
        page, wall = self._page, self._page.ctx.wall
        if wall.lost is not None:
            words, button = _("The program stopped. Nothing is lost, the clock ran on."), _("Back to what the room saw")
            if wall.lost.frozen:
                words, button = _("The wall stood still; it comes back black."), _("Show it black")
            yield Offer("lost", "device-projector", words, button, wall.show_wall)
        block = page.block()
        if block is None or page.ctx.workspace is None or page.phase() not in (RUNNING, PAUSED):
            return
        if block.block_key == _LOOKING_BACK and (count := self._left_open()):
            words = ngettext("{count} agreement from before is still open.", "{count} agreements from before are still open.", count)
            yield Offer("carry", "history", words.format(count=count), _("Put them on the board"), self._carry)
        if block.block_key == _RULES and not page.ctx.workspace.meetings.rules(page.meeting_id).confirmed:
            words = _("Does the group want to add a rule of its own?")
            yield Offer("rules", "heart-handshake", words, _("Add, and agree"), self.ask_rules)

    def _left_open(self) -> int:
        """Return how many agreements of earlier meetings are open and not looked back on here yet."""
        workspace, id = self._page.ctx.workspace, self._page.meeting_id
        rows = [row.id for row in workspace.meetings.rows()]
        earlier = set(rows[: rows.index(id)])
        here = {row.id for row in workspace.outcomes.actions(meeting_id=id)}
        return sum(row.meeting_id in earlier and row.id not in here for row in workspace.outcomes.agreements())

    def _carry(self) -> None:
        page = self._page
        ids = page.ctx.run(lambda: page.ctx.workspace.outcomes.carry_over(page.meeting_id))
        if ids:
            words = ngettext("{count} agreement put here to look back on", "{count} agreements put here to look back on", len(ids))
            page.ctx.toast(words.format(count=len(ids)), undo=True)
