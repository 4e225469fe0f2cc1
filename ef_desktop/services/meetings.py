"""Planning meetings: their rundown, people and cases."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import (
    AgendaItem,
    Attendance,
    Block,
    CaseFile,
    Meeting,
    MeetingCase,
    Person,
    Programme,
    Template,
    TemplateItem,
)
from ef_desktop.domain import planning
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import between, spread
from ef_desktop.domain.views import Advice, MeetingPlan, MeetingRow
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.services import listing, reading
from ef_desktop.services.core import Core, assign, executor, get, line, lines, required, same

#: Longest block that a plan takes, in minutes: a whole day.
LONGEST_BLOCK = 24 * 60

_MEETING_FIELDS = {
    "title": line,
    "held_on": same,
    "starts_at": same,
    "ends_at": same,
    "location": line,
    "goal": line,
    "notes": lines,
    "summary": lines,
    "kinds": same,
}
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
}


class Meetings:
    """What a facilitator does with meetings before and after they are held."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[MeetingRow, ...]:
        """Return all meetings in order."""
        with self._core.store.read() as session:
            return listing.meeting_rows(executor(session))

    def plan(self, meeting_id: bytes) -> MeetingPlan:
        """Return a meeting with its rundown, people, cases and what deserves a remark."""
        with self._core.store.read() as session:
            meeting = get(session, Meeting, meeting_id)
            row = listing.meeting_row(executor(session), meeting_id)
            items, minimums = reading.agenda(session, meeting_id, meeting.starts_at)
            blocks = reading.planned_blocks(items, minimums)
            total = planning.total_minutes(blocks)
            available = None
            if meeting.starts_at is not None and meeting.ends_at is not None:
                available = meeting.ends_at - meeting.starts_at
            remarks = planning.remarks(blocks, available, meeting.held_on is not None)
            return MeetingPlan(
                row=row,
                goal=meeting.goal,
                notes=meeting.notes,
                summary=meeting.summary,
                items=items,
                planned_minutes=total,
                available_minutes=available,
                ends_at=None if meeting.starts_at is None else meeting.starts_at + total,
                over_minutes=0 if available is None else total - available,
                advice=tuple(Advice(r.code, "warning" if r.warning else "info", _sentence(r)) for r in remarks),
                attendees=reading.attendees(session, meeting_id),
                cases=reading.case_rows(session, reading.meeting_case_ids(session, meeting_id)),
                kinds=reading.kinds_of(meeting.kinds),
            )

    def create(
        self,
        title: str,
        *,
        template: bytes | None = None,
        held_on: date | None = None,
        starts_at: int | None = None,
        ends_at: int | None = None,
        place: str = "",
        facilitators: Iterable[bytes] = (),
        origin: object = None,
    ) -> bytes:
        """Make a meeting, empty or from a template, and return its id.

        Parameters:
            title: what it is called; without one the template's title is used.
            template: id of a template, or None.
            held_on: the date, or None when it is not known yet.
            starts_at, ends_at: minutes since midnight; left out they come from the template.
            place: where it is held.
            facilitators: ids of the people who lead it.
        """
        with self._core.store.unit(N_("Add meeting"), origin) as session:
            programme_id = session.scalars(select(Programme.id)).first()
            source = get(session, Template, template) if template is not None else None
            name = line(title) or (reading.spoken(source, "title") if source is not None else "")
            meeting = Meeting(
                id=self._core.new_id(),
                programme_id=programme_id,
                title=required(name, _("A meeting needs a title. Type one.")),
                held_on=held_on,
                starts_at=starts_at if starts_at is not None or source is None else source.starts_at,
                ends_at=ends_at,
                location=line(place),
                template_id=template,
            )
            session.add(meeting)
            if source is not None:
                total = self._fill(session, meeting.id, source)
                meeting.goal = reading.spoken(source, "goal")
                if meeting.ends_at is None and meeting.starts_at is not None:
                    meeting.ends_at = meeting.starts_at + total
            _check_times(meeting)
            session.flush()
            for person_id in facilitators:
                self._attend(session, meeting.id, person_id, "expected", "facilitator")
            return meeting.id

    def _fill(self, session: Session, meeting_id: bytes, source: Template) -> int:
        rows = session.execute(
            select(TemplateItem.minutes, Block.id, Block.counts)
            .join(Block, Block.id == TemplateItem.block_id)
            .where(TemplateItem.template_id == source.id)
            .order_by(TemplateItem.place)
        ).all()
        for (minutes, block_id, _counts), place in zip(rows, spread(len(rows)), strict=True):
            session.add(
                AgendaItem(
                    id=self._core.new_id(), meeting_id=meeting_id, block_id=block_id, minutes=minutes, place=place
                )
            )
        return sum(minutes for minutes, _block, counts in rows if counts)

    def update(self, meeting_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change fields of a meeting: title, held_on, starts_at, ends_at, place, goal, notes, summary, kinds.

        Raises:
            InvalidValueError: an empty title, or an end before the start.
        """
        if "place" in fields:
            fields["location"] = fields.pop("place")
        if "kinds" in fields:
            fields["kinds"] = ",".join(fields["kinds"])
        if "title" in fields:
            fields["title"] = required(fields["title"], _("A meeting needs a title. Type one."))
        with self._core.store.unit(N_("Change meeting"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            assign(meeting, fields, _MEETING_FIELDS)
            _check_times(meeting)

    def remove(self, meeting_id: bytes, *, origin: object = None) -> None:
        """Remove a meeting with everything in it. Undo brings it back."""
        with self._core.store.unit(N_("Remove meeting"), origin) as session:
            get(session, Meeting, meeting_id).dead = 1

    def duplicate(self, meeting_id: bytes, *, origin: object = None) -> bytes:
        """Make a meeting with the same rundown, without date, people, clock or outcomes; return its id."""
        with self._core.store.unit(N_("Duplicate meeting"), origin) as session:
            source = get(session, Meeting, meeting_id)
            copy = Meeting(
                id=self._core.new_id(),
                programme_id=source.programme_id,
                title=_("{title} (copy)").format(title=source.title),
                starts_at=source.starts_at,
                ends_at=source.ends_at,
                location=source.location,
                goal=source.goal,
                kinds=source.kinds,
                template_id=source.template_id,
            )
            session.add(copy)
            names = ("block_id", "place", "title", "minutes", "purpose", "instruction", "materials", "scene", "leader")
            for item in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)):
                values = {name: getattr(item, name) for name in names}
                session.add(AgendaItem(id=self._core.new_id(), meeting_id=copy.id, **values))
            return copy.id

    # The rundown

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
        """Change fields of an item: title, minutes, purpose, instruction, materials, notes, leader, case_id, scene.

        A text of None gives the text of the block back.
        """
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
                self._link_case(session, item.meeting_id, fields["case_id"])

    def remove_items(self, item_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take items out of the rundown. Undo brings them back."""
        with self._core.store.unit(N_("Remove block"), origin) as session:
            for item_id in item_ids:
                get(session, AgendaItem, item_id).dead = 1

    # People and cases

    def set_attendance(
        self,
        meeting_id: bytes,
        person_id: bytes,
        status: str | None,
        role: str = "participant",
        *,
        origin: object = None,
    ) -> None:
        """Invite a person or note who is there: expected, present or absent; None takes the person off the list."""
        with self._core.store.unit(N_("Change attendance"), origin) as session:
            get(session, Meeting, meeting_id)
            get(session, Person, person_id)
            if status is None:
                row = session.get(Attendance, member_id("attendance", meeting_id, person_id))
                if row is not None:
                    row.dead = 1
            else:
                self._attend(session, meeting_id, person_id, status, role)

    def set_facilitators(self, meeting_id: bytes, person_ids: Iterable[bytes], *, origin: object = None) -> None:
        """Say who lead the meeting; others who led it become participants."""
        wanted = list(person_ids)
        with self._core.store.unit(N_("Change facilitators"), origin) as session:
            get(session, Meeting, meeting_id)
            for row in session.scalars(
                select(Attendance).where(Attendance.meeting_id == meeting_id, Attendance.role == "facilitator")
            ):
                if row.person_id not in wanted:
                    row.role = "participant"
            session.flush()
            for person_id in wanted:
                row = session.get(Attendance, member_id("attendance", meeting_id, person_id))
                status = row.status if row is not None and not row.dead else "expected"
                self._attend(session, meeting_id, person_id, status, "facilitator")

    def _attend(self, session: Session, meeting_id: bytes, person_id: bytes, status: str, role: str) -> None:
        undelete_or_add(
            session,
            Attendance,
            member_id("attendance", meeting_id, person_id),
            meeting_id=meeting_id,
            person_id=person_id,
            status=status,
            role=role,
        )

    def add_case(self, meeting_id: bytes, case_id: bytes, *, origin: object = None) -> None:
        """Put a case on the agenda of a meeting."""
        with self._core.store.unit(N_("Add case to meeting"), origin) as session:
            get(session, Meeting, meeting_id)
            self._link_case(session, meeting_id, case_id)

    def _link_case(self, session: Session, meeting_id: bytes, case_id: bytes) -> None:
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

    def remove_case(self, meeting_id: bytes, case_id: bytes, *, origin: object = None) -> None:
        """Take a case off the agenda of a meeting. The case itself stays."""
        with self._core.store.unit(N_("Remove case from meeting"), origin) as session:
            row = session.get(MeetingCase, member_id("meeting_case", meeting_id, case_id))
            if row is not None:
                row.dead = 1
            for item in session.scalars(
                select(AgendaItem).where(AgendaItem.meeting_id == meeting_id, AgendaItem.case_id == case_id)
            ):
                item.case_id = None

    def _order(self, session: Session, meeting_id: bytes) -> list[AgendaItem]:
        return list(
            session.scalars(
                select(AgendaItem)
                .where(AgendaItem.meeting_id == meeting_id)
                .order_by(AgendaItem.place, AgendaItem.id)
            )
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


def _check_times(meeting: Meeting) -> None:
    if meeting.starts_at is not None and meeting.ends_at is not None and meeting.ends_at <= meeting.starts_at:
        raise InvalidValueError(_("The end is before the start. Choose a later end."))


def _sentence(remark: planning.Remark) -> str:
    minutes = ngettext("{count} minute", "{count} minutes", remark.minutes).format(count=remark.minutes)
    return {
        "no_date": lambda: _("This meeting has no date yet."),
        "empty": lambda: _("The agenda is still empty. Add blocks from the base package."),
        "too_long": lambda: _("The agenda is {minutes} too long. Make something shorter or take a block out.").format(
            minutes=minutes
        ),
        "no_outcomes": lambda: _("No block closes with the outcomes. Every meeting closes with them: add that block."),
        "outcomes_not_last": lambda: _("A lot follows after the outcomes. Move that block towards the end."),
        "no_break": lambda: _("There is no break for {minutes}. Add one.").format(minutes=minutes),
        "below_minimum": lambda: _("‘{title}’ is short: {minutes} is the least.").format(
            title=remark.title, minutes=minutes
        ),
        "spare": lambda: _("It fits, with {minutes} to spare.").format(minutes=minutes)
        if remark.minutes
        else _("It fits exactly."),
    }[remark.code]()
