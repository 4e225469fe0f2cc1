"""The people of the programme, with as little about them as is needed."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Attendance, Consent, Meeting, Person
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.peopleviews import (
    AGREED,
    CHANNELS,
    FIRST_NAME,
    NAME_FORMS,
    NOT_NAMED,
    STATES,
    WITHDRAWN,
    PersonDetails,
    PersonLine,
)
from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import N_, _
from ef_desktop.services import people_reading
from ef_desktop.services.attending import attend
from ef_desktop.services.core import Core, assign, get, line, lines, required, same
from ef_desktop.services.reading import LOGBOOK_CHANNEL, WALL_CHANNEL, person_rows

_FIELDS = {
    "name": line,
    "organisation": line,
    "department": line,
    "outside": same,
    "function": line,
    "email": line,
    "phone": line,
    "facilitator": same,
    "notes": lines,
    "agreed_by": line,
    "agreed_on": same,
}
#: People that are read in one question to the database.
_AT_ONCE = 500

_CHANNELS = {"on_wall": WALL_CHANNEL, "in_logbook": LOGBOOK_CHANNEL}


class People:
    """Participants from inside and outside, and facilitators."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._list = people_reading.PeopleList(core)

    def forget(self, change: ChangeSet) -> None:
        """Take in what changed; the workspace tells."""
        self._list.forget(change)

    # Reading

    def lines(self) -> tuple[PersonLine, ...]:
        """Return all people by name, in short: for a list of thousands."""
        return self._list.lines()

    def rows(self) -> tuple[PersonRow, ...]:
        """Return all people by name."""
        with self._core.store.read() as session:
            return person_rows(session)

    def offered(self, also: Collection[bytes] = ()) -> tuple[PersonRow, ...]:
        """Return the people who can be invited or checked in, by name: without those who are signed off.

        Parameters:
            also: ids of who is returned all the same, such as who stands on a list already.
        """
        with self._core.store.read() as session:
            gone = people_reading.withdrawn_ids(session).difference(also)
            return tuple(row for row in person_rows(session) if row.id not in gone)

    def details(self, person_id: bytes) -> PersonDetails:
        """Return everything about one person.

        Raises:
            NotFoundError: the person was removed.
        """
        with self._core.store.read() as session:
            return people_reading.details(session, person_id, self._core.local_now().date())

    def attending(self, meeting_id: bytes) -> frozenset[bytes]:
        """Return the ids of who is on the list of a meeting and not absent."""
        with self._core.store.read() as session:
            return people_reading.attending(session, meeting_id)

    def named(self) -> dict[str, frozenset[bytes]]:
        """Return per channel the ids of who may be named there; nobody else may."""
        today = self._core.local_now().date()
        with self._core.store.read() as session:
            return {channel: frozenset(people_reading.name_forms(session, channel, today)) for channel in CHANNELS}

    # Changing

    def add(self, name: str, *, origin: object = None, **fields: Any) -> bytes:
        """Add a person and return the id. Other fields as in ``update``."""
        with self._core.store.unit(N_("Add person"), origin) as session:
            person = Person(id=self._core.new_id(), name=required(name, _("A person needs a name. A first name is enough.")))
            session.add(person)
            self._set(session, person, fields)
            return person.id

    def update(self, person_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change a person: name, organisation, department, outside, function, email, phone, facilitator, notes, agreed_by,
        agreed_on, and whether the first name may stand on the wall (``on_wall``) or in the logbook (``in_logbook``); both
        are no until said.
        """
        if "name" in fields:
            fields["name"] = required(fields["name"], _("A person needs a name. A first name is enough."))
        with self._core.store.unit(N_("Change person"), origin) as session:
            self._set(session, get(session, Person, person_id), fields)

    def set_state(
        self, person_ids: Sequence[bytes], participation: str, *, agreed_by: str = "", origin: object = None
    ) -> None:
        """Say how the talk with the team organisatieontwikkeling about these people stands.

        Parameters:
            participation: ``proposed``, ``agreed`` (today, where no day is known) or ``withdrawn``: then they are
                not expected any more at the meetings to come.
            agreed_by: who agreed; "" leaves what is known.
        """
        if participation not in STATES:
            raise ValueError(participation)
        today = self._core.local_now().date()
        who = line(agreed_by)
        with self._core.store.unit(N_("Change participation"), origin) as session:
            for person in _people(session, person_ids):
                known = people_reading.state_of(person)
                fields: dict[str, Any] = {"state": participation} if known != participation else {}
                if participation == AGREED and (who or person.agreed_on is None):
                    fields |= {"agreed_by": who or person.agreed_by, "agreed_on": person.agreed_on or today}
                assign(person, fields, {"state": same, "agreed_by": same, "agreed_on": same})
            if participation == WITHDRAWN:
                self._stay_away(session, person_ids, today)

    def _stay_away(self, session: Session, person_ids: Sequence[bytes], today: date) -> None:
        """Who signs off is not expected at the meetings to come; what is behind stays as it was."""
        query = (
            select(Attendance)
            .join(Meeting, Meeting.id == Attendance.meeting_id)
            .where(Attendance.status == "expected", Meeting.closed_at.is_(None))
            .where(or_(Meeting.held_on.is_(None), Meeting.held_on >= today))
        )
        wanted = set(person_ids)
        for row in session.scalars(query):
            if row.person_id in wanted:
                row.status = "absent"

    def invite(self, meeting_id: bytes, person_ids: Sequence[bytes], *, origin: object = None) -> int:
        """Put people on the list of a meeting; who is on it already, or signed off, is left as it is. Return how many."""
        with self._core.store.unit(N_("Invite people"), origin) as session:
            get(session, Meeting, meeting_id)
            here = set(session.scalars(select(Attendance.person_id).where(Attendance.meeting_id == meeting_id)))
            left = here | people_reading.withdrawn_ids(session)
            added = [person.id for person in _people(session, dict.fromkeys(person_ids)) if person.id not in left]
            # Written at once at the end, not one by one at each look for the next.
            with session.no_autoflush:
                for person_id in added:
                    attend(session, meeting_id, person_id, "expected", "participant")
            return len(added)

    def set_consent(
        self,
        person_id: bytes,
        channel: str,
        form: str,
        *,
        asked_by: str = "",
        given_on: date | None = None,
        origin: object = None,
    ) -> None:
        """Note whether a person may be named in a channel, and in which form. Taking a yes back is one call too.

        Parameters:
            channel: one of ``CHANNELS``.
            form: ``first``, ``full`` or "" for no.
            asked_by: who asked; not the manager.
            given_on: the day of the yes; today where it is left out.

        Raises:
            InvalidValueError: the day is in the future.
        """
        if channel not in CHANNELS or form not in NAME_FORMS[channel]:
            raise ValueError((channel, form))
        if given_on is not None and given_on > self._core.local_now().date():
            raise InvalidValueError(_("A yes cannot be given in the future. Choose today or an earlier day."))
        with self._core.store.unit(N_("Change consent"), origin) as session:
            self._consent(session, get(session, Person, person_id), channel, form, line(asked_by), given_on)

    def _set(self, session: Session, person: Person, fields: dict[str, Any]) -> None:
        assign(person, {name: value for name, value in fields.items() if name not in _CHANNELS}, _FIELDS)
        for name, channel in _CHANNELS.items():
            if name in fields:
                self._consent(session, person, channel, FIRST_NAME if fields[name] else NOT_NAMED, "", None)

    def _consent(
        self, session: Session, person: Person, channel: str, form: str, asked_by: str, given_on: date | None
    ) -> None:
        row_id = member_id("consent", person.id, channel)
        known = session.get(Consent, row_id)
        today = self._core.local_now().date()
        session.flush()
        if form:
            fields = {"granted": True, "given_on": given_on or today, "asked_by": asked_by, "name_form": form}
            # The end of a former yes is not the end of the one that is said now.
            goes_on = known is not None and person.id in people_reading.name_forms(session, channel, today)
            fields |= {"withdrawn_on": None} | ({} if goes_on else {"valid_until": None})
            undelete_or_add(session, Consent, row_id, person_id=person.id, channel=channel, what="name", **fields)
        elif known is not None and not known.dead and known.granted:
            # Who said yes, and to whom, stays readable beside the day on which it was taken back.
            known.granted, known.withdrawn_on = False, today

    def remove(self, person_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Take people off the list. Undo brings them back; erasing for good is another thing."""
        with self._core.store.unit(N_("Remove person"), origin) as session:
            for person_id in person_ids:
                get(session, Person, person_id).dead = 1


def _people(session: Session, person_ids: Iterable[bytes]) -> list[Person]:
    """Return people in the order of their ids, read some hundreds at a time.

    Raises:
        NotFoundError: one was removed.
    """
    ids = tuple(person_ids)
    found: dict[bytes, Person] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = select(Person).where(Person.id.in_(ids[start : start + _AT_ONCE]))
        found |= {person.id: person for person in session.scalars(query)}
    return [found.get(person_id) or get(session, Person, person_id) for person_id in ids]
