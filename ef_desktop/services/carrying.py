"""Agreements over the meetings: what is asked of them, the list of actions, and looking back at the next meeting.

One rule holds for an agreement that is carried over: the original is the agreement, the card in the later meeting is a
reference to it. Text, owner, date, status and answer are read from the original and changed in the original, wherever they
are changed; 'not on the wall' and 'not revealed yet' hold for all of them. Only the place on the board, group, dots and top
three are of the reference itself. When the original is removed the reference goes on alone with what it held.
"""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, aliased

from ef_desktop.db.tables import Meeting, Outcome, Person
from ef_desktop.domain.board import AGREEMENT, PROMISE, SETTLED, ActionRow
from ef_desktop.domain.ordering import between
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import N_, _
from ef_desktop.services import listing
from ef_desktop.services.core import Core, executor, get
from ef_desktop.services.grouping import ordered

#: What a reference reads from and writes to its original.
SHARED = frozenset(
    {"text", "wall_text", "owner_id", "due_on", "status", "look_back_on", "to_whom", "answer", "answered_on"}
)


def missing(kind: str, owner_id: bytes | None, due_on: date | None, look_back_on: date | None) -> tuple[str, ...]:
    """Return in words what a card still asks for: owner and date of an agreement, the day to look back on a promise."""
    words = []
    if kind == AGREEMENT and owner_id is None:
        words.append(_("Who does this?"))
    if kind == AGREEMENT and due_on is None:
        words.append(_("When is it done?"))
    if kind == PROMISE and look_back_on is None:
        words.append(_("When do you look back on it?"))
    return tuple(words)


def original(session: Session, card: Outcome) -> Outcome:
    """Return the original of a reference that is still there, else the card itself."""
    source = session.get(Outcome, card.carried_from) if card.carried_from is not None else None
    return card if source is None or source.dead else source


def family(session: Session, card: Outcome) -> list[Outcome]:
    """Return the original of a card and every reference to it."""
    root = original(session, card)
    return [root, *session.scalars(select(Outcome).where(Outcome.carried_from == root.id))]


def _no_references():
    """Leave out references to an original that is still there: they would be listed twice."""
    source = aliased(Outcome)
    return ~select(source.id).where(source.id == Outcome.carried_from, source.dead == 0).exists()


class Carrying:
    """Actions over all meetings; ``Outcomes`` passes its calls on to here."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def actions(
        self,
        *,
        statuses: Sequence[str] = (),
        owner_id: bytes | None = None,
        meeting_id: bytes | None = None,
        kinds: Sequence[str] = (AGREEMENT,),
    ) -> tuple[ActionRow, ...]:
        """Return agreements (and promises) of all meetings, the first due first, those without a date last.

        Parameters:
            statuses: of these only; none is all. A promise without a status counts as open.
            owner_id: of this person only.
            meeting_id: of this meeting only, with what it looks back on.
            kinds: ``afspraak``, ``belofte`` or both.
        """
        today = self._core.local_now().date()
        with self._core.store.read() as session:
            query = select(Outcome, Meeting.title).join(Meeting, Meeting.id == Outcome.meeting_id)
            query = query.where(Outcome.kind.in_(kinds), _no_references())
            if meeting_id is not None:
                here = select(Outcome.carried_from).where(
                    Outcome.meeting_id == meeting_id, Outcome.carried_from.is_not(None)
                )
                query = query.where(or_(Outcome.meeting_id == meeting_id, Outcome.id.in_(here)))
            if owner_id is not None:
                query = query.where(Outcome.owner_id == owner_id)
            names = dict(session.execute(select(Person.id, Person.name)).all())
            rows = [_action(card, title, names, today) for card, title in session.execute(query)]
        rows = [row for row in rows if not statuses or row.status in statuses]
        return tuple(sorted(rows, key=lambda row: (row.due_on is None, row.due_on or date.max, row.id)))

    def carry_over(self, meeting_id: bytes, *, origin: object = None) -> tuple[bytes, ...]:
        """Put a reference to every open agreement of earlier meetings on the board of a meeting, to look back on at its
        opening, the first due first; return the ids of the new cards. What is there already is not put there again."""
        with self._core.store.unit(N_("Carry agreements over"), origin) as session:
            get(session, Meeting, meeting_id)
            rows = [row.id for row in listing.meeting_rows(executor(session))]
            earlier = rows[: rows.index(meeting_id)]
            query = select(Outcome).where(
                Outcome.meeting_id.in_(earlier),
                Outcome.kind == AGREEMENT,
                Outcome.status.not_in(SETTLED),
                _no_references(),
            )
            column = ordered(session, meeting_id, AGREEMENT)
            here = {card.carried_from for card in column}
            place = column[-1].place if column else None
            found = [card for card in session.scalars(query) if card.id not in here]
            ids = []
            for card in sorted(found, key=lambda card: (card.due_on is None, card.due_on or date.max, card.id)):
                place = between(place, None)
                ids.append(self._refer(session, meeting_id, card, place))
            return tuple(ids)

    def _refer(self, session: Session, meeting_id: bytes, source: Outcome, place: str) -> bytes:
        names = ("kind", "text", "wall_text", "case_id", "owner_id", "due_on", "status", "private", "to_whom")
        # Kept from the room there, kept from the room here.
        names += ("revealed", "goal_id", "talent_id", "criterion")
        card = Outcome(
            id=self._core.new_id(),
            meeting_id=meeting_id,
            place=place,
            carried_from=source.id,
            captured_at=self._core.clock.milliseconds(),
            **{name: getattr(source, name) for name in names},
        )
        session.add(card)
        return card.id


def _action(card: Outcome, title: str, names: dict[bytes, str], today: date) -> ActionRow:
    due_on = card.due_on if card.kind == AGREEMENT else card.look_back_on
    status = card.status or "open"
    owner_id = card.owner_id if card.owner_id in names else None
    return ActionRow(
        id=card.id,
        meeting_id=card.meeting_id,
        meeting_title=title,
        kind=card.kind,
        text=card.text,
        owner_id=owner_id,
        owner=first_name(names.get(card.owner_id, "")),
        due_on=due_on,
        status=status,
        private=card.private,
        late=due_on is not None and due_on < today and status not in SETTLED,
        missing=missing(card.kind, owner_id, card.due_on, card.look_back_on),
    )
