"""Reads people for their page: the list of all, kept in memory and brought up to date row by row, and one person in full."""

import threading
from datetime import date
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import Attendance, CaseFile, Consent, Meeting, Outcome, Person
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.peopleviews import (
    CHANNELS,
    FIRST_NAME,
    FULL_NAME,
    NOT_NAMED,
    PROPOSED,
    STATES,
    WITHDRAWN,
    ConsentView,
    PersonAgreement,
    PersonCase,
    PersonDetails,
    PersonLine,
    PersonMeeting,
    RoundConsent,
)
from ef_desktop.services import listing, reading, workform_rows
from ef_desktop.services.core import Core, executor, get

_COLUMNS = "id, name, organisation, department, function, outside, facilitator, state"
_ALL = f"SELECT {_COLUMNS} FROM person WHERE dead = 0"

#: With more changes than this the whole list is read again.
_MOST = 500

#: Makes a line of a row, faster than ``_make``.
_line = partial(tuple.__new__, PersonLine)


class PeopleList:
    """The list of all people by name."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._lines: tuple[PersonLine, ...] | None = None
        self._stale: set[bytes] = set()

    def forget(self, change: ChangeSet) -> None:
        """Read again what changed, at the next asking."""
        with self._lock:
            self._stale |= change.ids("person")

    def lines(self) -> tuple[PersonLine, ...]:
        """Return everybody by name. An unchanged person is the same object as before."""
        with self._lock:
            stale, self._stale = self._stale, set()
            known = self._lines
        if known is not None and not stale:
            return known
        try:
            lines = self._read(known, stale)
        except BaseException:
            with self._lock:
                self._lines = None
            raise
        with self._lock:
            self._lines = lines
        return lines

    def _read(self, known: tuple[PersonLine, ...] | None, stale: set[bytes]) -> tuple[PersonLine, ...]:
        with self._core.store.read() as session:
            # Plain rows of the database: twenty thousand of them are asked for while somebody waits.
            raw = session.connection().connection.dbapi_connection
            if known is None or len(stale) > _MOST:
                lines = list(map(_line, raw.execute(_ALL)))
            else:
                marks = ",".join("?" * len(stale))
                changed = raw.execute(f"{_ALL} AND id IN ({marks})", tuple(stale))
                lines = [line for line in known if line.id not in stale]
                lines += map(_line, changed)
        lines.sort(key=_folded_name)
        return tuple(lines)


def _folded_name(line: PersonLine) -> str:
    return line[1].casefold()


def state_of(person: Person) -> str:
    """Return how the talk about a participant stands; what another version wrote counts as proposed."""
    return person.state if person.state in STATES else PROPOSED


def withdrawn_ids(session: Session) -> frozenset[bytes]:
    """Return the people who are signed off: they are not offered any more, what they did stays."""
    return frozenset(session.scalars(select(Person.id).where(Person.state == WITHDRAWN)))


def name_forms(session: Session, channel: str, today: date) -> dict[bytes, str]:
    """Return in which form people may be named in a channel, ``first`` or ``full``; who said no is left out.

    Parameters:
        today: a permission that ended before this day counts for nothing.
    """
    rows = session.execute(
        select(Consent.person_id, Consent.name_form).where(
            Consent.channel == channel,
            Consent.portrait_id.is_(None),
            reading.holds(today),
        )
    )
    return {person_id: FULL_NAME if form == FULL_NAME else FIRST_NAME for person_id, form in rows}


def details(session: Session, person_id: bytes, today: date) -> PersonDetails:
    """Return everything about one person; ``today`` is as for ``name_forms``."""
    person = get(session, Person, person_id)
    return PersonDetails(
        row=reading.person_rows(session, [person])[0],
        state=state_of(person),
        agreed_by=person.agreed_by,
        agreed_on=person.agreed_on,
        notes=person.notes,
        consents=_consents(session, person_id, today),
        meetings=_meetings(session, person_id),
        cases=_cases(session, person_id),
        agreements=_agreements(session, person_id),
        rounds=_rounds(session, person_id),
    )


def _consents(session: Session, person_id: bytes, today: date) -> tuple[ConsentView, ...]:
    query = select(Consent).where(Consent.person_id == person_id, Consent.portrait_id.is_(None))
    known = {row.channel: row for row in session.scalars(query)}
    forms = {channel: name_forms(session, channel, today).get(person_id, NOT_NAMED) for channel in known if channel in CHANNELS}
    return tuple(_consent(channel, known.get(channel), forms.get(channel, NOT_NAMED)) for channel in CHANNELS)


def _consent(channel: str, row: Consent | None, form: str) -> ConsentView:
    if row is None:
        return ConsentView(channel)
    if not row.granted or row.withdrawn_on is not None:
        return ConsentView(channel, NOT_NAMED, withdrawn_on=row.withdrawn_on)
    if not form:
        return ConsentView(channel, NOT_NAMED, valid_until=row.valid_until)
    return ConsentView(channel, form, row.given_on, row.asked_by, valid_until=row.valid_until)


def _rounds(session: Session, person_id: bytes) -> tuple[RoundConsent, ...]:
    query = select(Consent).where(
        Consent.person_id == person_id,
        Consent.channel == workform_rows.CHANNEL,
        Consent.granted.is_(True),
        Consent.withdrawn_on.is_(None),
    )
    given = {row.id: row for row in session.scalars(query)}
    rounds = workform_rows.round_rows(session) if given else []
    yeses = workform_rows.Yeses(session)
    known = [(row, given.get(yeses.id(row.id, person_id))) for row in rounds if row.names]
    return tuple(RoundConsent(row.id, session.get(Meeting, row.meeting_id).title, yes.given_on) for row, yes in known if yes)


def _meetings(session: Session, person_id: bytes) -> tuple[PersonMeeting, ...]:
    query = select(Attendance.meeting_id, Attendance.status, Attendance.role).where(Attendance.person_id == person_id)
    known = {meeting_id: (status, role) for meeting_id, status, role in session.execute(query)}
    return tuple(
        PersonMeeting(row.id, row.number, row.title, row.held_on, *known.get(row.id, ("", "participant")))
        for row in listing.meeting_rows(executor(session))
    )


def _cases(session: Session, person_id: bytes) -> tuple[PersonCase, ...]:
    query = select(CaseFile.id, CaseFile.title).where(CaseFile.brought_by_id == person_id).order_by(CaseFile.title, CaseFile.id)
    return tuple(PersonCase(row_id, title) for row_id, title in session.execute(query))


def _agreements(session: Session, person_id: bytes) -> tuple[PersonAgreement, ...]:
    # A card that only looks back on an agreement of an earlier meeting is not another agreement.
    query = (
        select(Outcome.id, Outcome.meeting_id, Outcome.text, Outcome.due_on, Outcome.status)
        .join(Meeting, Meeting.id == Outcome.meeting_id)
        .where(Outcome.owner_id == person_id, Outcome.carried_from.is_(None))
        .order_by(Outcome.status.in_(("done", "lapsed")), Outcome.due_on.is_(None), Outcome.due_on, Outcome.id)
    )
    return tuple(PersonAgreement(*row) for row in session.execute(query))


def attending(session: Session, meeting_id: bytes) -> frozenset[bytes]:
    """Return who is on the list of a meeting and not absent."""
    query = select(Attendance.person_id).where(Attendance.meeting_id == meeting_id, Attendance.status != "absent")
    return frozenset(session.scalars(query))
