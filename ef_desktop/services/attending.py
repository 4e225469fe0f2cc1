"""Who is at a meeting: invited, there, late or absent, checked in by a few letters."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Attendance, Meeting, Person
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.matching import best
from ef_desktop.domain.roomviews import AttendanceView, CheckIn
from ef_desktop.domain.views import AttendeeView, PersonRow
from ef_desktop.i18n import N_, _
from ef_desktop.services import reading
from ef_desktop.services.core import Core, get, required
from ef_desktop.services.people_reading import withdrawn_ids

#: Note of somebody who comes, or came, later.
LATE = "late"


class Attending:
    """Changes who is at meetings; ``Meetings`` passes its calls on to here."""

    def __init__(self, core: Core) -> None:
        self._core = core

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
                attend(session, meeting_id, person_id, status, role)

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
                attend(session, meeting_id, person_id, status, "facilitator")

    def attendance(self, meeting_id: bytes) -> tuple[AttendanceView, ...]:
        """Return who is on the list, facilitators first, with who comes later."""
        with self._core.store.read() as session:
            get(session, Meeting, meeting_id)
            query = select(Attendance.person_id).where(Attendance.meeting_id == meeting_id, Attendance.note == LATE)
            late = set(session.scalars(query))
            return tuple(AttendanceView(view, view.person.id in late) for view in reading.attendees(session, meeting_id))

    def check_in(self, meeting_id: bytes, text: str, *, origin: object = None) -> CheckIn:
        """Mark the one person present whom a few letters mean.

        Looked for among the invited who are not there yet, then among all invited, then among all people: the first
        group with a fit counts. Where more people fit equally well nobody is marked and they are returned to choose from.

        Parameters:
            text: a few letters of a name, or initials; capitals and accents do not matter.
        """
        with self._core.store.read() as session:
            get(session, Meeting, meeting_id)
            views = reading.attendees(session, meeting_id)
            people = {view.person.id: view.person for view in views}
            waiting = [view.person for view in views if view.status != "present"]
            known = {person.id: person for person in reading.person_rows(session)}
            gone = withdrawn_ids(session)
        # Who signed off is found on the list of this meeting only.
        for group in (waiting, people.values(), [person for person in known.values() if person.id not in gone]):
            found = best(text, [(person.id, person.name) for person in group])
            if len(found) > 1:
                return CheckIn(None, tuple(known[person_id] for person_id in found))
            if found:
                return self._check_in(meeting_id, views, known[found[0]], origin)
        return CheckIn(None)

    def _check_in(
        self, meeting_id: bytes, views: tuple[AttendeeView, ...], person: PersonRow, origin: object
    ) -> CheckIn:
        known = next((view for view in views if view.person.id == person.id), None)
        if known is not None and known.status == "present":
            return CheckIn(person, already=True)
        with self._core.store.unit(N_("Check in"), origin) as session:
            attend(session, meeting_id, person.id, "present", known.role if known is not None else "participant")
        return CheckIn(person)

    def walk_in(self, meeting_id: bytes, name: str, *, outside: bool = False, origin: object = None) -> bytes:
        """Add a person who was not invited and mark this person present, in one undo step; return the id.

        Raises:
            InvalidValueError: the name is empty.
        """
        cleaned = required(name, _("A person needs a name. A first name is enough."))
        with self._core.store.unit(N_("Add walk-in"), origin) as session:
            get(session, Meeting, meeting_id)
            person = Person(id=self._core.new_id(), name=cleaned, outside=outside)
            session.add(person)
            session.flush()
            attend(session, meeting_id, person.id, "present", "guest" if outside else "participant")
            return person.id

    def late(self, meeting_id: bytes, person_id: bytes, *, origin: object = None) -> None:
        """Note that a person comes later; the note stays when the person is checked in."""
        self._note(meeting_id, person_id, None, LATE, origin)

    def absent(self, meeting_id: bytes, person_id: bytes, *, origin: object = None) -> None:
        """Note that a person does not come."""
        self._note(meeting_id, person_id, "absent", "", origin)

    def _note(self, meeting_id: bytes, person_id: bytes, status: str | None, note: str, origin: object) -> None:
        with self._core.store.unit(N_("Change attendance"), origin) as session:
            get(session, Meeting, meeting_id)
            get(session, Person, person_id)
            row = session.get(Attendance, member_id("attendance", meeting_id, person_id))
            alive = row is not None and not row.dead
            role = row.role if alive else "participant"
            # Who was said to be absent is expected again; who is there already came late.
            status = status or ("present" if alive and row.status == "present" else "expected")
            attend(session, meeting_id, person_id, status, role).note = note


def attend(session: Session, meeting_id: bytes, person_id: bytes, status: str, role: str) -> Attendance:
    """Put a person on the list of a meeting, or change how it stands there."""
    return undelete_or_add(
        session,
        Attendance,
        member_id("attendance", meeting_id, person_id),
        meeting_id=meeting_id,
        person_id=person_id,
        status=status,
        role=role,
    )
