"""The rundown of a meeting: its blocks, their order and length, and what earlier meetings taught about them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import AgendaItem, Block, CaseFile, Meeting, MeetingCase, TimerEvent
from ef_desktop.domain import timer
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.experience import suggest
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import between
from ef_desktop.domain.planning import DAY
from ef_desktop.domain.roomviews import Experience, Held
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.services import clocks
from ef_desktop.services.agreed_ends import agree_end
from ef_desktop.services.core import Core, assign, get, line, lines, required, same

#: Longest block that a plan takes, in minutes: a whole day.
LONGEST_BLOCK = 24 * 60

#: What was learnt from so many meetings; the ones before them were led otherwise.
_LAST = 12

_ITEM_FIELDS = {
    "title": line,
    "minutes": same,
    "purpose": line,
    "instruction": lines,
    "materials": lines,
    "notes": lines,
    "leader": line,
    "case_id": same,
    "scene": line,
    "fixed_start": same,
}


class Rundown:
    """Changes the blocks of meetings; ``Meetings`` passes its calls on to here."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def add_block(
        self, meeting_id: bytes, block_id: bytes, index: int | None = None, *, origin: object = None
    ) -> bytes:
        """Put a block of the library into the rundown and return the id of the new item.

        Parameters:
            index: place in the rundown from 0; left out it comes before a closing 'opbrengsten' block, else at the end.
        """
        with self._core.store.unit(N_("Add block"), origin) as session:
            get(session, Meeting, meeting_id)
            block = get(session, Block, block_id)
            order = self._order(session, meeting_id)
            if index is None:
                index = len(order) if block.closes else _before_closing(session, order)
            item = AgendaItem(
                id=self._core.new_id(),
                meeting_id=meeting_id,
                block_id=block_id,
                minutes=block.minutes,
                place=_place(order, index),
            )
            session.add(item)
            return item.id

    def add_text_item(
        self, meeting_id: bytes, title: str, minutes: int, index: int | None = None, *, origin: object = None
    ) -> bytes:
        """Put an item of the facilitator's own into the rundown and return its id."""
        with self._core.store.unit(N_("Add block"), origin) as session:
            get(session, Meeting, meeting_id)
            order = self._order(session, meeting_id)
            if index is None:
                index = _before_closing(session, order)
            item = AgendaItem(
                id=self._core.new_id(),
                meeting_id=meeting_id,
                title=required(title, _("A block needs a title. Type one.")),
                minutes=_minutes(minutes),
                place=_place(order, index),
            )
            session.add(item)
            return item.id

    def move_item(self, item_id: bytes, index: int, *, origin: object = None) -> None:
        """Put an item at another place in its rundown (index from 0, counted without the item itself)."""
        with self._core.store.unit(N_("Move block"), origin) as session:
            item = get(session, AgendaItem, item_id)
            order = [other for other in self._order(session, item.meeting_id) if other.id != item_id]
            place = _place(order, index)
            if place != item.place and not _already_there(order, item, index):
                item.place = place

    def set_minutes(self, item_id: bytes, minutes: int, *, origin: object = None) -> None:
        """Change the planned length of an item, 0 to 1440 minutes."""
        with self._core.store.unit(N_("Change minutes"), origin) as session:
            assign(get(session, AgendaItem, item_id), {"minutes": _minutes(minutes)}, _ITEM_FIELDS)

    def update_item(self, item_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change fields of an item: title, minutes, purpose, instruction, materials, notes, leader, case_id, scene, and
        fixed_start: the agreed beginning in minutes since midnight, or None.

        A text of None gives the text of the block back.

        Raises:
            InvalidValueError: an empty title of an own item, or numbers out of bounds.
        """
        if not 0 <= (fields.get("fixed_start") or 0) < DAY:
            raise InvalidValueError(_("This time does not exist. Choose a time between 00:00 and 23:59."))
        if "minutes" in fields:
            fields["minutes"] = _minutes(fields["minutes"])
        with self._core.store.unit(N_("Change block"), origin) as session:
            item = get(session, AgendaItem, item_id)
            if fields.get("title") is not None and not line(fields["title"]):
                if item.block_id is None:
                    raise InvalidValueError(_("A block needs a title. Type one."))
                fields["title"] = None
            assign(item, fields, _ITEM_FIELDS)
            if fields.get("case_id") is not None:
                link_case(session, item.meeting_id, fields["case_id"])

    def agree_end(self, item_id: bytes, minute: int | None, *, origin: object = None) -> None:
        """Say at which time of day a block must be over, in minutes since midnight; None lets it go.

        Raises:
            InvalidValueError: this time does not exist.
        """
        if not 0 <= (minute or 0) < DAY:
            raise InvalidValueError(_("This time does not exist. Choose a time between 00:00 and 23:59."))
        with self._core.store.unit(N_("Change block"), origin) as session:
            get(session, AgendaItem, item_id)
            agree_end(session, item_id, minute)

    def remove_items(self, item_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take items out of the rundown. Undo brings them back."""
        with self._core.store.unit(N_("Remove block"), origin) as session:
            for item_id in item_ids:
                get(session, AgendaItem, item_id).dead = 1

    def experience(self, block_id: bytes) -> Experience:
        """Return how long a block was planned and really took at the last dozen meetings, and what to plan next time."""
        with self._core.store.read() as session:
            query = (
                select(Meeting)
                .where(Meeting.id.in_(select(AgendaItem.meeting_id).where(AgendaItem.block_id == block_id)))
                .where(Meeting.id.in_(select(TimerEvent.meeting_id)))
                .order_by(Meeting.held_on.desc(), Meeting.starts_at.desc(), Meeting.id.desc())
                .limit(_LAST)
            )
            held = tuple(row for meeting in session.scalars(query) for row in self._held(session, meeting, block_id))
        suggested = suggest([row.real for row in held])
        return Experience(held, suggested, _experience_words(held, suggested))

    def _held(self, session: Session, meeting: Meeting, block_id: bytes) -> list[Held]:
        own = {item.id for item in self._order(session, meeting.id) if item.block_id == block_id}
        plan, start, events = clocks.load(session, meeting, self._core.local_now())
        state = timer.compute(plan, start, events, self._core.clock.now())
        return [
            Held(meeting.id, meeting.title, meeting.held_on, item.planned_seconds // 60, max(1, round(item.spent_seconds / 60)))
            for item in state.items
            if item.id in own and item.state == "done" and item.spent_seconds
        ]

    def _order(self, session: Session, meeting_id: bytes) -> list[AgendaItem]:
        return list(
            session.scalars(
                select(AgendaItem)
                .where(AgendaItem.meeting_id == meeting_id)
                .order_by(AgendaItem.place, AgendaItem.id)
            )
        )


def link_case(session: Session, meeting_id: bytes, case_id: bytes) -> None:
    """Put a case on the agenda of a meeting, after those that are on it."""
    get(session, CaseFile, case_id)
    row_id = member_id("meeting_case", meeting_id, case_id)
    places = dict(
        session.execute(select(MeetingCase.id, MeetingCase.place).where(MeetingCase.meeting_id == meeting_id)).all()
    )
    if row_id not in places:
        place = between(max(places.values(), default=None), None)
        undelete_or_add(
            session, MeetingCase, row_id, meeting_id=meeting_id, case_id=case_id, place=place
        )


def _place(order: Sequence[AgendaItem], index: int) -> str:
    index = max(0, min(index, len(order)))
    before = order[index - 1].place if index else None
    after = order[index].place if index < len(order) else None
    if before is not None and after is not None and before >= after:
        # Two devices put a block at the same spot: equal keys. The new one goes after both.
        after = next((item.place for item in order[index:] if item.place > before), None)
    return between(before, after)


def _already_there(order: Sequence[AgendaItem], item: AgendaItem, index: int) -> bool:
    index = max(0, min(index, len(order)))
    after_left = index == 0 or order[index - 1].place < item.place
    before_right = index == len(order) or item.place < order[index].place
    return after_left and before_right


def _before_closing(session: Session, order: Sequence[AgendaItem]) -> int:
    closing = set(session.scalars(select(Block.id).where(Block.closes.is_(True))))
    return next((index for index, item in enumerate(order) if item.block_id in closing), len(order))


def _minutes(minutes: int) -> int:
    if not 0 <= minutes <= LONGEST_BLOCK:
        raise InvalidValueError(_("A block takes between 0 and 1440 minutes. Choose another number."))
    return minutes


def _experience_words(held: Sequence[Held], suggested: int | None) -> str:
    if suggested is None:
        return ""
    planned = ngettext("{count} minute", "{count} minutes", held[0].planned).format(count=held[0].planned)
    real = ngettext("{count} minute", "{count} minutes", held[0].real).format(count=held[0].real)
    if len(held) == 1:
        return _("Held once: planned {planned}, it took {real}.").format(planned=planned, real=real)
    sentence = _("Held {count} times. The last time: planned {planned}, it took {real}. Plan {suggested} minutes.")
    return sentence.format(count=len(held), planned=planned, real=real, suggested=suggested)
