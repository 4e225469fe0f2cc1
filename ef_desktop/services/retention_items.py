"""What there is of each kind that has a term, also in removed rows and in earlier versions."""

from collections.abc import Callable
from datetime import UTC, date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    Attachment,
    Attendance,
    CaseFile,
    Consent,
    MeasurementCount,
    Meeting,
    OpenAnswer,
    Person,
    Portrait,
    ReportEdition,
    RoleAssignment,
    TalentAward,
)
from ef_desktop.domain.privacy import case_code
from ef_desktop.domain.retention import Dates, Item
from ef_desktop.i18n import _, format_date

EMAIL, PHONE = 806, 807
PERSON_OF_TALENT, GIVER, EXAMPLE, PERSON_OF_ROLE = 2303, 2304, 2306, 2403
CASE_TITLE, INITIATOR, KNOWS, MAEX = 1001, 1004, 1005, 1018

_ALL = {"include_dead": True}


def _written(session: Session, *numbers: int) -> set[bytes]:
    """Return the rows of which a field has a value somewhere in the journal."""
    marks = ", ".join(map(str, numbers))
    rows = session.connection().exec_driver_sql(
        f"SELECT DISTINCT row FROM sync_op WHERE cid IN ({marks}) AND (ifnull(old, '') <> '' OR ifnull(new, '') <> '')"
    )
    return {row for (row,) in rows}


def contact(session: Session, _dates: Dates) -> list[Item]:
    """People with an address or a number, and attendance."""
    written = _written(session, EMAIL, PHONE)
    people = session.execute(select(Person.id, Person.name, Person.email, Person.phone).execution_options(**_ALL)).all()
    names = {row_id: name for row_id, name, _email, _phone in people}
    words, at = _("Contact details of {name}"), _("{name} at {meeting}")
    found = [
        Item(row_id, words.format(name=name)) for row_id, name, email, phone in people if email or phone or row_id in written
    ]
    meetings = dict(session.execute(select(Meeting.id, Meeting.title).execution_options(**_ALL)).all())
    rows = session.execute(select(Attendance.id, Attendance.person_id, Attendance.meeting_id).execution_options(**_ALL))
    found += [Item(row_id, at.format(name=names[person], meeting=meetings[meeting])) for row_id, person, meeting in rows]
    return found


def talents(session: Session, _dates: Dates) -> list[Item]:
    """Talents and roles that have a name."""
    names = dict(session.execute(select(Person.id, Person.name).execution_options(**_ALL)).all())
    written = _written(session, PERSON_OF_TALENT, GIVER, EXAMPLE, PERSON_OF_ROLE)
    found = []
    for award in session.scalars(select(TalentAward).execution_options(**_ALL)):
        if award.person_id or award.giver_id or award.example or award.id in written:
            who = names.get(award.person_id) or names.get(award.giver_id) or ""
            found.append(Item(award.id, _("A talent of {name}").format(name=who) if who else _("A talent")))
    for role in session.scalars(select(RoleAssignment).execution_options(**_ALL)):
        if role.person_id or role.id in written:
            who = names.get(role.person_id) or ""
            found.append(Item(role.id, _("A role of {name}").format(name=who) if who else _("A role")))
    return found


def counts(session: Session, _dates: Dates) -> list[Item]:
    """Counts of measurements."""
    return [Item(row, _("A count")) for row in session.scalars(select(MeasurementCount.id).execution_options(**_ALL))]


def answers(session: Session, _dates: Dates) -> list[Item]:
    """Open answers."""
    return [Item(row.id, row.answer) for row in session.scalars(select(OpenAnswer).execution_options(**_ALL))]


def anonymous_title(case_id: bytes) -> str:
    """Return what a case is called when nothing may lead to its initiator."""
    return _("Anonymous case {code}").format(code=case_code(case_id))


def cases(session: Session, _dates: Dates) -> list[Item]:
    """Cases with a title of their own or the name of an initiative."""
    return [
        Item(case.id, case.title)
        for case in session.scalars(select(CaseFile).execution_options(**_ALL))
        # Whatever the language it was made anonymous in.
        if not case.title.endswith(f" {case_code(case.id)}") or case.initiator_name or case.maex_link or case.initiator_knows
    ]


def media(session: Session, _dates: Dates) -> list[Item]:
    """Pictures, films and sounds."""
    made = dict(session.execute(select(Portrait.id, Portrait.made_on).execution_options(**_ALL)).all())
    withdrawn: dict[bytes, date] = {}
    for consent in session.scalars(select(Consent)):
        if consent.portrait_id and not consent.granted and consent.withdrawn_on:
            withdrawn[consent.portrait_id] = max(consent.withdrawn_on, withdrawn.get(consent.portrait_id, date.min))
    found = []
    for row in session.scalars(select(Attachment).execution_options(**_ALL)):
        if row.media_type.partition("/")[0] in ("image", "video", "audio"):
            gone = withdrawn.get(row.portrait_id)
            day = gone or made.get(row.portrait_id) or _made_on(row.id)
            found.append(Item(row.id, row.name or _("A picture"), day, at_once=gone is not None))
    return found


def _made_on(row: bytes) -> date:
    """Return the day on which a row was made: its id begins with the milliseconds."""
    return datetime.fromtimestamp(int.from_bytes(row[:6], "big") / 1000, UTC).date()


def consents(session: Session, dates: Dates) -> list[Item]:
    """Consents that are not used any more."""
    names = dict(session.execute(select(Person.id, Person.name).execution_options(**_ALL)).all())
    portraits = set(session.scalars(select(Portrait.id)))
    found = []
    for consent in session.scalars(select(Consent).execution_options(**_ALL)):
        ends = [day for day in (consent.withdrawn_on, consent.valid_until) if day is not None]
        if consent.portrait_id is None and dates.end is not None:
            # Being named lasts no longer than the learning path.
            ends.append(dates.end)
        elif consent.portrait_id is not None and consent.portrait_id not in portraits and consent.given_on is not None:
            ends.append(consent.removed_on or consent.given_on)
        if ends:
            found.append(Item(consent.id, _("Consent of {name}").format(name=names[consent.person_id]), min(ends)))
    return found


def archive(session: Session, _dates: Dates) -> list[Item]:
    """The logbook, and what was published."""
    found = [Item(b"", _("The logbook"))]
    for row in session.scalars(select(ReportEdition).order_by(ReportEdition.published_on)):
        day = format_date(row.published_on) if row.published_on else ""
        found.append(Item(row.id, " · ".join(part for part in (row.file_name or _("Report"), day) if part)))
    return found


#: Per term, what finds its items.
FINDERS: dict[str, Callable[[Session, Dates], list[Item]]] = {
    "contact": contact,
    "talents": talents,
    "counts": counts,
    "answers": answers,
    "cases": cases,
    "media": media,
    "consent": consents,
    "archive": archive,
}
