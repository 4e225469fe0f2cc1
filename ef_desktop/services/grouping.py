"""Order and groups of cards in the columns of a board.

A group has one column and a place in it among the loose cards; its cards have their order within it. A card that goes to
another column leaves its group. A group without cards is removed.
"""

from collections.abc import Iterable, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import kind_ids
from ef_desktop.db.tables import Meeting, Outcome, OutcomeGroup
from ef_desktop.domain.board import BoardEntry
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ordering import between
from ef_desktop.i18n import N_, _
from ef_desktop.services.cards import card_views
from ef_desktop.services.core import Core, executor, get, line

_PLACES = "SELECT id, place FROM outcome WHERE meeting_id = ? AND kind = ? AND dead = 0 ORDER BY place, id"
_EMPTY = (
    "SELECT id FROM outcome_group g WHERE g.meeting_id = ? AND g.dead = 0 AND NOT EXISTS"
    " (SELECT 1 FROM outcome o WHERE o.group_id = g.id AND o.meeting_id = g.meeting_id AND o.dead = 0)"
)


def ordered(session: Session, meeting_id: bytes, kind: str | None = None) -> list[Outcome]:
    """Return the cards of a meeting, or of one column of it, in order."""
    query = select(Outcome).where(Outcome.meeting_id == meeting_id)
    if kind is not None:
        query = query.where(Outcome.kind == kind)
    return list(session.scalars(query.order_by(Outcome.place, Outcome.id)))


def gap(places: Sequence[str], index: int) -> tuple[str | None, str | None]:
    """Return the keys between which something comes that is put at a place in a list, in order."""
    index = max(0, min(index, len(places)))
    before = places[index - 1] if index else None
    after = places[index] if index < len(places) else None
    if before is not None and after is not None and before >= after:
        # Two devices put something at the same spot: equal keys. The new one goes after both.
        after = next((place for place in places[index:] if place > before), None)
    return before, after


def put(session: Session, cards: Sequence[Outcome], kind: str, index: int | None) -> None:
    """Put cards of one meeting, in the order given, at a place in a column, counted without the cards themselves.

    Raises:
        InvalidValueError: there is no such kind.
    """
    if kind not in kind_ids():
        raise InvalidValueError(_("This kind of outcome does not exist. Choose another kind."))
    if not cards:
        return
    moving = {card.id for card in cards}
    column = executor(session)(_PLACES, (cards[0].meeting_id, kind))
    places = [place for row_id, place in column if row_id not in moving]
    before, after = gap(places, len(places) if index is None else index)
    for card in cards:
        former = card.kind
        if kind != former:
            _to_kind(session, card, kind)
        elif len(cards) == 1 and (before is None or before < card.place) and (after is None or card.place < after):
            return
        card.place = between(before, after)
        before = card.place
    session.flush()
    remove_empty(session, cards[0].meeting_id)


def _to_kind(session: Session, card: Outcome, kind: str) -> None:
    if card.carried_from is not None:
        # In another column it is no longer the agreement that is looked back on, but a card of its own.
        source = session.get(Outcome, card.carried_from)
        if source is not None and not source.dead:
            for name in ("text", "wall_text", "owner_id", "due_on", "to_whom"):
                setattr(card, name, getattr(source, name))
            card.revealed = card.revealed and source.revealed
        card.carried_from = None
    card.kind = kind
    # A card has one group, and a group has one column.
    card.group_id = None
    if kind == "afspraak" and not card.status:
        card.status = "open"


def remove_empty(session: Session, meeting_id: bytes) -> None:
    """Remove the groups of a meeting that have no cards left."""
    for (group_id,) in executor(session)(_EMPTY, (meeting_id,)):
        get(session, OutcomeGroup, group_id).dead = 1


class Grouping:
    """Changes groups; ``Outcomes`` passes its calls on to here."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def entries(self, meeting_id: bytes, kind: str) -> tuple[BoardEntry, ...]:
        """Return a column as the room sees it: groups and loose cards in order."""
        with self._core.store.read() as session:
            get(session, Meeting, meeting_id)
            rows = ordered(session, meeting_id, kind)
            views = card_views(session, rows)
            groups = {group.id: group for group in self._groups(session, meeting_id, kind)}
            placed: list[tuple[str, bytes, BoardEntry]] = []
            inside: dict[bytes, list] = {}
            for row, view in zip(rows, views, strict=True):
                if row.group_id in groups:
                    inside.setdefault(row.group_id, []).append(view)
                else:
                    placed.append((row.place, row.id, BoardEntry(None, "", (view,))))
            for group_id, cards in inside.items():
                group = groups[group_id]
                placed.append((group.place, group.id, BoardEntry(group.id, group.title, tuple(cards))))
            return tuple(entry for _place, _id, entry in sorted(placed, key=lambda part: part[:2]))

    def _groups(self, session: Session, meeting_id: bytes, kind: str) -> list[OutcomeGroup]:
        query = select(OutcomeGroup).where(OutcomeGroup.meeting_id == meeting_id, OutcomeGroup.kind == kind)
        return list(session.scalars(query))

    def group(self, outcome_ids: Sequence[bytes], title: str = "", *, origin: object = None) -> bytes:
        """Put cards of one column under a title and return the id of the group.

        Where a card is in a group already, its whole group comes along: so a card joins a group and two groups merge.
        The first of the groups in the order given is kept, with its title unless another one is given.

        Raises:
            InvalidValueError: fewer than two cards, or cards of more than one column.
        """
        with self._core.store.unit(N_("Group cards"), origin) as session:
            chosen = [get(session, Outcome, outcome_id) for outcome_id in dict.fromkeys(outcome_ids)]
            if len({(card.meeting_id, card.kind) for card in chosen}) > 1:
                raise InvalidValueError(_("A group has one column. Move the cards to the same column first."))
            groups = self._groups_of(session, chosen)
            cards = self._with_groups(session, chosen, groups)
            if len(cards) < 2:
                raise InvalidValueError(_("Choose two cards or more for a group."))
            kept = groups[0] if groups else self._new_group(session, cards)
            if line(title):
                kept.title = line(title)
            for card in cards:
                if card.group_id != kept.id:
                    card.group_id = kept.id
            session.flush()
            remove_empty(session, kept.meeting_id)
            return kept.id

    def _groups_of(self, session: Session, cards: Iterable[Outcome]) -> list[OutcomeGroup]:
        found = (session.get(OutcomeGroup, row) for row in dict.fromkeys(card.group_id for card in cards) if row is not None)
        return [group for group in found if group is not None and not group.dead]

    def _with_groups(
        self, session: Session, chosen: list[Outcome], groups: list[OutcomeGroup]
    ) -> list[Outcome]:
        ids = {card.id for card in chosen}
        kept = {group.id for group in groups}
        if not chosen:
            return []
        column = ordered(session, chosen[0].meeting_id, chosen[0].kind)
        return [card for card in column if card.id in ids or card.group_id in kept]

    def _new_group(self, session: Session, cards: list[Outcome]) -> OutcomeGroup:
        # The group comes where its first card was.
        group = OutcomeGroup(
            id=self._core.new_id(), meeting_id=cards[0].meeting_id, kind=cards[0].kind, place=cards[0].place
        )
        session.add(group)
        session.flush()
        return group

    def ungroup(self, group_id: bytes, *, origin: object = None) -> None:
        """Take a group apart; its cards stay where the group was, in their order."""
        with self._core.store.unit(N_("Take group apart"), origin) as session:
            group = get(session, OutcomeGroup, group_id)
            self._loosen(session, group, [c for c in ordered(session, group.meeting_id, group.kind) if c.group_id == group_id])
            group.dead = 1

    def take_out(self, outcome_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take cards out of their groups; they come loose after the group."""
        with self._core.store.unit(N_("Take out of group"), origin) as session:
            for card in [get(session, Outcome, outcome_id) for outcome_id in outcome_ids]:
                for group in self._groups_of(session, [card]):
                    self._loosen(session, group, [card])
                    remove_empty(session, group.meeting_id)

    def _loosen(self, session: Session, group: OutcomeGroup, cards: Sequence[Outcome]) -> None:
        places = self._places(session, group, leave_out=None)
        before = group.place
        after = next((place for place, _id in places if place > before), None)
        for card in cards:
            card.group_id = None
            card.place = between(before, after)
            before = card.place
        session.flush()

    def _places(self, session: Session, group: OutcomeGroup, leave_out: bytes | None) -> list[tuple[str, bytes]]:
        """Return the places of groups and loose cards in the column of a group, in order."""
        groups = self._groups(session, group.meeting_id, group.kind)
        known = {other.id for other in groups}
        cards = ordered(session, group.meeting_id, group.kind)
        filled = {card.group_id for card in cards}
        found = [(other.place, other.id) for other in groups if other.id in filled and other.id != leave_out]
        found += [(card.place, card.id) for card in cards if card.group_id not in known]
        return sorted(found)

    def rename_group(self, group_id: bytes, title: str, *, origin: object = None) -> None:
        """Give a group another title; it may be empty."""
        with self._core.store.unit(N_("Rename group"), origin) as session:
            group = get(session, OutcomeGroup, group_id)
            if group.title != line(title):
                group.title = line(title)

    def move_group(self, group_id: bytes, index: int, *, origin: object = None) -> None:
        """Put a group at a place in its column, among groups and loose cards (index from 0, without the group itself)."""
        with self._core.store.unit(N_("Move group"), origin) as session:
            group = get(session, OutcomeGroup, group_id)
            places = [place for place, _id in self._places(session, group, leave_out=group_id)]
            before, after = gap(places, index)
            if not ((before is None or before < group.place) and (after is None or group.place < after)):
                group.place = between(before, after)
