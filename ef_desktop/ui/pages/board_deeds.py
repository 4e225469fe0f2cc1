"""What a facilitator does on the board: each request of the board and the details is one call of a service."""

from PySide6.QtCore import QObject, Qt

from ef_desktop.domain.board import COMMITMENTS
from ef_desktop.domain.views import CardView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.pages.board_order import next_status, ranked
from ef_desktop.ui.widgets.capture_bar import Capture
from ef_desktop.ui.widgets.card_details import STATUSES
from ef_desktop.ui.widgets.outcome_board_model import Spot

#: So many cards are the most important ones.
_TOP = 3


class BoardDeeds(QObject):
    """Does what the widgets of the board ask.

    Parameters:
        page: the page of the board.
    """

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._ctx = page.ctx
        board, details = page.board, page.details
        board.kindAsked.connect(self._set_kind)
        board.moveAsked.connect(self._move)
        board.groupMoveAsked.connect(self._move_group)
        board.groupAsked.connect(self._group)
        board.renameAsked.connect(self._rename)
        board.ungroupAsked.connect(self._ungroup)
        board.privacyAsked.connect(self._toggle_private)
        board.hideAsked.connect(self.toggle_hidden)
        board.statusAsked.connect(self._step_status)
        board.voteAsked.connect(self._vote)
        board.removeAsked.connect(self.remove)
        board.topAsked.connect(self._toggle_top)
        board.refused.connect(self._ctx.toast)
        details.edited.connect(self._edited)
        board.edited.connect(self._edited)
        details.voted.connect(lambda id, total: self._run(lambda: self._outcomes.vote(id, total)))
        details.topAsked.connect(self._set_top)
        details.hiddenAsked.connect(lambda id, hidden: self._run(lambda: self._outcomes.set_revealed([id], not hidden)))
        details.removeAsked.connect(lambda: self.remove([card.id for card in board.cards()]))

    @property
    def _outcomes(self):
        return self._ctx.workspace.outcomes

    def _run(self, call):
        return self._ctx.run(call)

    def _cards(self, ids: list[bytes]) -> list[CardView]:
        return [card for card in self._page.all_cards() if card.id in ids]

    # Several at once

    def _set_kind(self, ids: list[bytes], kind: str) -> None:
        self._page.filtering.keep(ids)
        if len(ids) == 1:
            self._run(lambda: self._outcomes.edit(ids[0], kind=kind))
        else:
            self._run(lambda: self._outcomes.move_many(ids, kind))
        self._keep(ids)

    def _toggle_private(self, ids: list[bytes]) -> None:
        # Several of both: all become private, which shows nobody more than before.
        private = not all(card.private for card in self._cards(ids))
        self._run(lambda: self._outcomes.set_private(ids, private))

    def toggle_hidden(self, ids: list[bytes]) -> None:
        """Hide cards from the room, or reveal them when all are hidden already."""
        reveal = not any(card.revealed for card in self._cards(ids))
        self._run(lambda: self._outcomes.set_revealed(ids, reveal))

    def reveal_all(self) -> None:
        """Show the room every card of this board that is still hidden."""
        hidden = [card.id for card in self._page.all_cards() if not card.revealed]
        if hidden:
            self._run(lambda: self._outcomes.set_revealed(hidden, True))
            words = ngettext("{count} card is shown to the room now", "{count} cards are shown to the room now", len(hidden))
            self._ctx.toast(words.format(count=len(hidden)), undo=True)

    def _step_status(self, ids: list[bytes]) -> None:
        agreed = [card for card in self._cards(ids) if card.kind in COMMITMENTS]
        if not agreed:
            self._ctx.toast(_("Only an agreement or a promise has a status."))
            return
        self._page.filtering.keep(ids)
        status = next_status(agreed[0].status)
        self._run(lambda: self._outcomes.set_status_many([card.id for card in agreed], status))
        self._ctx.toast(_("Status: {status}").format(status=_(dict(STATUSES)[status])), undo=True)

    def _vote(self, ids: list[bytes], by: int) -> None:
        self._page.filtering.keep(ids)
        self._run(lambda: self._outcomes.vote_by(ids, by))

    def remove(self, ids: list[bytes]) -> None:
        """Take cards away."""
        self._run(lambda: self._outcomes.remove(ids))
        self._ctx.toast(ngettext("{count} card taken away", "{count} cards taken away", len(ids)).format(count=len(ids)), undo=True)

    # Places and groups

    def _move(self, ids: list[bytes], kind: str, spot: Spot) -> None:
        there = self._page.filtering.spot(kind, spot, ids)
        self._page.filtering.keep(ids)
        self._run(lambda: self._ctx.workspace.placing.move(ids, kind, there.index, group_id=there.group_id))
        self._keep(ids)

    def _move_group(self, group_id: bytes, kind: str, place: int) -> None:
        moving = [card.id for card in self._page.all_cards() if card.group_id == group_id]
        there = self._page.filtering.spot(kind, Spot(place), moving)
        self._page.filtering.keep(moving)
        self._run(lambda: self._ctx.workspace.placing.move_group(group_id, kind, there.index))
        self._page.board.choose(group_id)

    def _group(self, ids: list[bytes], title: str) -> None:
        group = self._run(lambda: self._outcomes.group(ids, title))
        if group is not None:
            self._page.board.choose(group)

    def _rename(self, group_id: bytes, title: str) -> None:
        self._run(lambda: self._outcomes.rename_group(group_id, title))

    def _ungroup(self, group_id: bytes | None, ids: list[bytes] | None) -> None:
        if group_id is not None:
            ids = [card.id for card in self._page.all_cards() if card.group_id == group_id]
            self._run(lambda: self._outcomes.ungroup(group_id))
        else:
            self._run(lambda: self._outcomes.take_out(ids))
        self._keep(ids)

    def _keep(self, ids: list[bytes]) -> None:
        """Leave the keyboard on the cards that went elsewhere."""
        board = self._page.board
        if len(ids) == 1:
            board.choose(ids[0])
            return
        for column in board.columns:
            column.view.choose(set(ids))
            rows = column.view.selectedIndexes()
            if rows:
                if not column.view.currentIndex().isValid() or column.view.currentIndex() not in rows:
                    column.view.go_to(rows[0].row(), select=False)
                column.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # One card

    def _toggle_top(self, ids: list[bytes]) -> None:
        top = ranked(self._page.all_cards())
        if all(id in top for id in ids):
            wanted = [id for id in top if id not in ids]
        else:
            wanted = top + [id for id in ids if id not in top]
        if len(wanted) > _TOP:
            self._ctx.toast(_("The top 3 is full. Take one out first."))
        else:
            self._run(lambda: self._outcomes.set_top(self._page.meeting_id, wanted))

    def _set_top(self, id: bytes, place: int) -> None:
        rest = [other for other in ranked(self._page.all_cards()) if other != id]
        if place:
            rest.insert(place - 1, id)
        self._run(lambda: self._outcomes.set_top(self._page.meeting_id, rest[:_TOP]))

    def _edited(self, id: bytes, fields: dict) -> None:
        self._page.filtering.keep([id])
        self._page.ctx.keep((id, *fields), lambda: self._outcomes.edit(id, **fields))
        if "kind" in fields:
            self._page.board.choose(id, focus=False)

    # New cards

    def capture(self, capture: Capture) -> bool:
        """Save what was typed into the bar; tells whether that went well."""
        saved = self._run(lambda: self._outcomes.add_cards(self._page.meeting_id, capture.cards))
        if saved is None:
            return False
        if self._page.filtering.on:
            self._page.filtering.keep(saved)
            self._page.show_again()
        return True
