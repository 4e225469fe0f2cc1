"""Moves cards and groups over the board: among the groups and loose cards of a column, or within a group."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_ids
from ef_desktop.db.tables import Outcome, OutcomeGroup
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ordering import between
from ef_desktop.i18n import N_, _
from ef_desktop.services.core import Core, get
from ef_desktop.services.grouping import gap, ordered, put, remove_empty


class Placing:
    """Where cards and groups are. Every call is one undo step."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def move(
        self,
        outcome_ids: Sequence[bytes],
        kind: str,
        index: int,
        *,
        group_id: bytes | None = None,
        origin: object = None,
    ) -> None:
        """Put cards after each other at a place.

        Parameters:
            outcome_ids: cards of one meeting, in the order they shall have.
            kind: column they go to.
            index: from 0, counted without the cards themselves: among groups and loose cards, where they come loose; or
                within the group.
            group_id: group of that column that they join or stay in, or None.

        Raises:
            InvalidValueError: there is no such kind, or the group is in another column.
        """
        with self._core.store.unit(N_("Move outcomes"), origin) as session:
            cards = [get(session, Outcome, row) for row in dict.fromkeys(outcome_ids)]
            if not cards:
                return
            moving = {card.id for card in cards}
            if group_id is not None:
                group = get(session, OutcomeGroup, group_id)
                if group.kind != kind:
                    raise InvalidValueError(_("This group is in another column. Choose a place in its own column."))
                places = [card.place for card in ordered(session, group.meeting_id, kind) if card.group_id == group_id and card.id not in moving]
            else:
                places = _entry_places(session, cards[0].meeting_id, kind, moving)
            before, after = gap(places, index)
            for card in cards:
                if card.kind != kind:
                    put(session, [card], kind, None)
                if card.group_id != group_id:
                    card.group_id = group_id
                card.place = between(before, after)
                before = card.place
            session.flush()
            remove_empty(session, cards[0].meeting_id)

    def move_group(self, group_id: bytes, kind: str, index: int, *, origin: object = None) -> None:
        """Put a group with its cards at a place in a column, among groups and loose cards (from 0, without the group).

        Raises:
            InvalidValueError: there is no such kind.
        """
        if kind not in kind_ids():
            raise InvalidValueError(_("This kind of outcome does not exist. Choose another kind."))
        with self._core.store.unit(N_("Move group"), origin) as session:
            group = get(session, OutcomeGroup, group_id)
            cards = [card for card in ordered(session, group.meeting_id, group.kind) if card.group_id == group_id]
            places = _entry_places(session, group.meeting_id, kind, {card.id for card in cards})
            before, after = gap(places, index)
            if kind != group.kind:
                group.kind = kind
                for card in cards:
                    put(session, [card], kind, None)
                    # By itself a card leaves its group when it goes to another column; here all of them go.
                    card.group_id = group_id
                    session.flush()
                if group.dead:
                    group.dead = 0
            group.place = between(before, after)


def _entry_places(session: Session, meeting_id: bytes, kind: str, leave_out: set[bytes]) -> list[str]:
    """Return the places of the groups and loose cards of a column in order; a group that would be empty does not count."""
    cards = [card for card in ordered(session, meeting_id, kind) if card.id not in leave_out]
    query = select(OutcomeGroup).where(OutcomeGroup.meeting_id == meeting_id, OutcomeGroup.kind == kind)
    groups = {group.id: group for group in session.scalars(query)}
    filled = {card.group_id for card in cards}
    found = [(group.place, group.id) for group in groups.values() if group.id in filled]
    found += [(card.place, card.id) for card in cards if card.group_id not in groups]
    return [place for place, _id in sorted(found)]
