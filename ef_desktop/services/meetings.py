"""Planning meetings: their rundown, people and cases."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    AgendaItem,
    Block,
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
from ef_desktop.domain.ordering import spread
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.roomviews import AttendanceView, CheckIn, Experience, RulesView
from ef_desktop.domain.views import Advice, MeetingPlan
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.services import listing, reading
from ef_desktop.services.agreed_ends import agree_end, agreed_ends
from ef_desktop.services.attending import Attending, attend
from ef_desktop.services.core import Core, assign, executor, get, line, lines, required, same
from ef_desktop.services.rundown import Rundown, link_case

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


class Meetings:
    """What a facilitator does with meetings before and after they are held."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._rundown = Rundown(core)
        self._attending = Attending(core)

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
            blocks = reading.planned_blocks(items, minimums, reading.fixed_starts(session, meeting_id))
            ends = agreed_ends(session, [item.id for item in items])
            blocks = [replace(block, fixed_end=ends.get(item.id)) for block, item in zip(blocks, items, strict=True)]
            total = planning.total_minutes(blocks)
            ends_at = None if meeting.starts_at is None else planning.planned_end(blocks, meeting.starts_at)
            available = None
            if meeting.starts_at is not None and meeting.ends_at is not None:
                available = meeting.ends_at - meeting.starts_at
            remarks = planning.remarks(blocks, available, meeting.held_on is not None, meeting.starts_at)
            return MeetingPlan(
                row=row,
                goal=meeting.goal,
                notes=meeting.notes,
                summary=meeting.summary,
                items=items,
                planned_minutes=total,
                available_minutes=available,
                ends_at=ends_at,
                over_minutes=0 if available is None else ends_at - meeting.ends_at,
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
        new_facilitators: Iterable[str] = (),
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
            new_facilitators: names of who lead it and are not on the list of people yet; they come on it in the same step.
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
            new = [self._new_facilitator(session, name) for name in new_facilitators]
            for person_id in (*facilitators, *new):
                attend(session, meeting.id, person_id, "expected", "facilitator")
            return meeting.id

    def _new_facilitator(self, session: Session, name: str) -> bytes:
        named = required(name, _("A person needs a name. A first name is enough."))
        person = Person(id=self._core.new_id(), name=named, facilitator=True)
        session.add(person)
        session.flush()
        return person.id

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
            names = (
                "block_id", "place", "title", "minutes", "purpose", "instruction", "materials", "scene", "leader", "fixed_start",
            )  # fmt: skip
            for item in session.scalars(select(AgendaItem).where(AgendaItem.meeting_id == meeting_id)):
                values = {name: getattr(item, name) for name in names}
                made = self._core.new_id()
                session.add(AgendaItem(id=made, meeting_id=copy.id, **values))
                agree_end(session, made, agreed_ends(session, [item.id]).get(item.id))
            return copy.id

    # The rundown

    def add_block(
        self, meeting_id: bytes, block_id: bytes, index: int | None = None, *, origin: object = None
    ) -> bytes:
        """Put a block of the library into the rundown and return the id of the new item; see ``Rundown.add_block``."""
        return self._rundown.add_block(meeting_id, block_id, index, origin=origin)

    def add_text_item(
        self, meeting_id: bytes, title: str, minutes: int, index: int | None = None, *, origin: object = None
    ) -> bytes:
        """Put an item of the facilitator's own into the rundown and return its id."""
        return self._rundown.add_text_item(meeting_id, title, minutes, index, origin=origin)

    def move_item(self, item_id: bytes, index: int, *, origin: object = None) -> None:
        """Put an item at another place in its rundown (index from 0, counted without the item itself)."""
        self._rundown.move_item(item_id, index, origin=origin)

    def set_minutes(self, item_id: bytes, minutes: int, *, origin: object = None) -> None:
        """Change the planned length of an item, 0 to 1440 minutes."""
        self._rundown.set_minutes(item_id, minutes, origin=origin)

    def update_item(self, item_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change fields of an item; see ``Rundown.update_item``."""
        self._rundown.update_item(item_id, origin=origin, **fields)

    def remove_items(self, item_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take items out of the rundown. Undo brings them back."""
        self._rundown.remove_items(item_ids, origin=origin)

    def fixed_starts(self, meeting_id: bytes) -> dict[bytes, int]:
        """Return the agreed beginnings of the items that have one, in minutes since midnight; set by ``update_item``."""
        with self._core.store.read() as session:
            return reading.fixed_starts(session, meeting_id)

    def agreed_ends(self, meeting_id: bytes) -> dict[bytes, int]:
        """Return when blocks must be over, in minutes since midnight per item; set by ``agree_end``."""
        with self._core.store.read() as session:
            ids = session.scalars(select(AgendaItem.id).where(AgendaItem.meeting_id == meeting_id)).all()
            return agreed_ends(session, ids)

    def agree_end(self, item_id: bytes, minute: int | None, *, origin: object = None) -> None:
        """Say at which time of day a block must be over; see ``Rundown.agree_end``."""
        self._rundown.agree_end(item_id, minute, origin=origin)

    def end_stays(self, meeting_id: bytes) -> bool:
        """Tell whether the end of the meeting may not move."""
        with self._core.store.read() as session:
            return meeting_id in agreed_ends(session, [meeting_id])

    def keep_end(self, meeting_id: bytes, kept: bool = True, *, origin: object = None) -> None:
        """Say that the end of the meeting may not move, or that it may."""
        with self._core.store.unit(N_("Change meeting"), origin) as session:
            get(session, Meeting, meeting_id)
            agree_end(session, meeting_id, 0 if kept else None)

    def experience(self, block_id: bytes) -> Experience:
        """Return how long a block was planned and really took at earlier meetings, and what to plan next time."""
        return self._rundown.experience(block_id)

    # People

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
        self._attending.set_attendance(meeting_id, person_id, status, role, origin=origin)

    def set_facilitators(self, meeting_id: bytes, person_ids: Iterable[bytes], *, origin: object = None) -> None:
        """Say who lead the meeting; others who led it become participants."""
        self._attending.set_facilitators(meeting_id, person_ids, origin=origin)

    def attendance(self, meeting_id: bytes) -> tuple[AttendanceView, ...]:
        """Return who is on the list, facilitators first, with who comes later."""
        return self._attending.attendance(meeting_id)

    def check_in(self, meeting_id: bytes, text: str, *, origin: object = None) -> CheckIn:
        """Mark the one person present whom a few letters mean; see ``Attending.check_in``."""
        return self._attending.check_in(meeting_id, text, origin=origin)

    def walk_in(self, meeting_id: bytes, name: str, *, outside: bool = False, origin: object = None) -> bytes:
        """Add a person who was not invited and mark this person present, in one undo step; return the id."""
        return self._attending.walk_in(meeting_id, name, outside=outside, origin=origin)

    def late(self, meeting_id: bytes, person_id: bytes, *, origin: object = None) -> None:
        """Note that a person comes later; checking in marks this person present all the same."""
        self._attending.late(meeting_id, person_id, origin=origin)

    def absent(self, meeting_id: bytes, person_id: bytes, *, origin: object = None) -> None:
        """Note that a person does not come."""
        self._attending.absent(meeting_id, person_id, origin=origin)

    # Rules of the room

    def rules(self, meeting_id: bytes) -> RulesView:
        """Return the rules of the room for a meeting: those of the programme and those that the group added."""
        with self._core.store.read() as session:
            meeting = get(session, Meeting, meeting_id)
            extra = reading.text_lines(meeting.extra_rules)
            return RulesView(reading.common_rules(session), extra, meeting.rules_confirmed)

    def set_extra_rules(self, meeting_id: bytes, rules: Sequence[str], *, origin: object = None) -> None:
        """Set the rules that this group added. What the group said yes to has changed: it is asked again."""
        with self._core.store.unit(N_("Change ground rules"), origin) as session:
            meeting = get(session, Meeting, meeting_id)
            text = "\n".join(rule for rule in map(line, rules) if rule)
            if text != meeting.extra_rules:
                meeting.extra_rules = text
                meeting.rules_confirmed = False

    def confirm_rules(self, meeting_id: bytes, confirmed: bool = True, *, origin: object = None) -> None:
        """Note that the group said yes to the rules, or take that back."""
        with self._core.store.unit(N_("Confirm ground rules"), origin) as session:
            assign(get(session, Meeting, meeting_id), {"rules_confirmed": confirmed}, {"rules_confirmed": same})

    def agree_rules(self, meeting_id: bytes, rules: Sequence[str], confirmed: bool, *, origin: object = None) -> None:
        """Set the rules that this group added and whether it said yes to all of them, in one undo step."""
        with self._core.store.unit(N_("Change ground rules"), origin):
            self.set_extra_rules(meeting_id, rules)
            self.confirm_rules(meeting_id, confirmed)

    # Cases

    def add_case(self, meeting_id: bytes, case_id: bytes, *, origin: object = None) -> None:
        """Put a case on the agenda of a meeting."""
        with self._core.store.unit(N_("Add case to meeting"), origin) as session:
            get(session, Meeting, meeting_id)
            link_case(session, meeting_id, case_id)

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
        "fixed_overlap": lambda: _("What comes before ‘{title}’ takes {minutes} too long for its agreed start.").format(
            title=remark.title, minutes=minutes
        ),
        "end_too_late": lambda: _("‘{title}’ ends {minutes} after its agreed end. Make something before it shorter.").format(
            title=remark.title, minutes=minutes
        ),
        "fixed_gap": lambda: _("Before ‘{title}’ there are {minutes} free.").format(title=remark.title, minutes=minutes),
        "spare": lambda: _("It fits, with {minutes} to spare.").format(minutes=minutes)
        if remark.minutes
        else _("It fits exactly."),
    }[remark.code]()
