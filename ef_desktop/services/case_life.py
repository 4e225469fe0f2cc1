"""The life of a case: where it is, where it occurs, what goes on from it; relations, and removing with care."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.db.base import DELETE
from ef_desktop.db.hlc import to_milliseconds
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import (
    CaseFile,
    CaseNeed,
    CaseRelation,
    Meeting,
    Outcome,
    Person,
    Role,
    RoleAssignment,
    Talent,
    WorkFormRound,
)
from ef_desktop.domain import caselife, criteria
from ef_desktop.domain.caselife import Noticed
from ef_desktop.domain.caseviews import (
    CaseMeeting,
    CaseOutcome,
    CaseRelated,
    CaseRole,
    CaseStory,
    LifeStep,
    Occurrence,
    RemovedCase,
)
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.views import CaseRow
from ef_desktop.domain.words import first_name
from ef_desktop.domain.workform import TAKEN
from ef_desktop.i18n import N_, _, format_date
from ef_desktop.services import joined, listing
from ef_desktop.services.cards import card_views
from ef_desktop.services.case_list import agendas
from ef_desktop.services.core import Core, assign, executor, get, line, lines
from ef_desktop.services.reading import case_rows, spoken
from ef_desktop.services.workform_rows import WANTED, named

#: Tables whose rows go with a case when it is removed, and come back with it.
_ALONG = (("case_criterion", "case_id"), ("case_goal", "case_id"), ("case_relation", "case_id"), ("case_relation", "other_id"))

_MEETINGS = (
    "SELECT meeting_id FROM meeting_case WHERE dead = 0 AND case_id = ?"
    " UNION SELECT meeting_id FROM agenda_item WHERE dead = 0 AND case_id = ?"
)


class CaseLife:
    """What happens to cases, from proposal to closing."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def story(self, case_id: bytes) -> CaseStory:
        """Return the life of a case, with everything that belongs to it."""
        with self._core.store.read() as session:
            case = get(session, CaseFile, case_id)
            row = case_rows(session, [case_id])[0]
            may_enter = row.verdict in (criteria.FITS, criteria.WITH_REASON)
            meetings = self._meetings(session, case_id)
            notes = caselife.noticed(case.follow_up)
            coming, past = agendas(executor(session), self._today(), [case_id]).get(case_id, (False, False))
            now = caselife.stage(case.status, on_agenda=coming, ran=past, followed=bool(notes))
            reached = {
                caselife.INTAKE: may_enter or case.status not in ("", caselife.PROPOSED),
                caselife.ADMITTED: may_enter or case.status in caselife.LINE[2:6],
                caselife.PLANNED: coming or past,
                caselife.DISCUSSED: past,
                caselife.FOLLOWED_UP: bool(notes),
            }
            details = _details(meetings, notes)
            steps = caselife.line(now, [name for name, so in reached.items() if so])
            return CaseStory(
                row=row,
                stage=now,
                steps=tuple(LifeStep(name, state, details.get(name, "")) for name, state in steps),
                next=caselife.next_step(now, may_enter=may_enter),
                may_enter=may_enter,
                meetings=meetings,
                outcomes=self._outcomes(session, case_id, {meeting.id: meeting.title for meeting in meetings}),
                roles=_roles(session, case_id),
                related=_related(session, case_id),
                noticed=notes,
            )

    def _today(self) -> date:
        return self._core.local_now().date()

    def _meetings(self, session: Session, case_id: bytes) -> tuple[CaseMeeting, ...]:
        execute = executor(session)
        wanted = {row[0] for row in execute(_MEETINGS, (case_id, case_id))}
        if not wanted:
            return ()
        counts = dict(
            execute("SELECT meeting_id, count(*) FROM outcome WHERE dead = 0 AND case_id = ? GROUP BY meeting_id", (case_id,))
        )
        return tuple(
            CaseMeeting(row.id, row.number, row.title, row.held_on, row.state, counts.get(row.id, 0))
            for row in (listing.meeting_row(execute, meeting) for meeting in self._alive(session, wanted))
        )

    def _alive(self, session: Session, wanted: set[bytes]) -> list[bytes]:
        query = select(Meeting.id).where(Meeting.id.in_(sorted(wanted)))
        # Without a date last, as in the programme.
        return list(session.scalars(query.order_by(Meeting.held_on.is_(None), Meeting.held_on, Meeting.id)))

    def _outcomes(self, session: Session, case_id: bytes, titles: dict[bytes, str]) -> tuple[CaseOutcome, ...]:
        query = select(Outcome).where(Outcome.case_id == case_id, Outcome.carried_from.is_(None))
        cards = card_views(session, list(session.scalars(query.order_by(Outcome.captured_at, Outcome.id))))
        others = {card.meeting_id for card in cards} - set(titles)
        if others:
            titles = {**titles, **dict(session.execute(select(Meeting.id, Meeting.title).where(Meeting.id.in_(sorted(others)))).all())}
        return tuple(
            CaseOutcome(
                id=card.id,
                meeting_id=card.meeting_id,
                meeting=titles[card.meeting_id],
                kind=card.kind,
                text=card.text,
                owner=first_name(card.owner),
                due_on=card.due_on,
                status=card.status,
                private=card.private,
            )
            for card in cards
            if card.meeting_id in titles
        )

    # Stages

    def set_stage(self, case_ids: Sequence[bytes], stage: str, *, origin: object = None) -> None:
        """Set where cases are: proposed, intake, admitted or closed. What follows from meetings stays as it is.

        Raises:
            InvalidValueError: a stage that follows by itself; or admitting a case whose criteria do not allow it.
        """
        if stage not in caselife.BY_HAND:
            raise InvalidValueError(_("This step follows by itself from the meetings. Plan the case in a meeting."))
        with self._core.store.unit(N_("Change step of case"), origin) as session:
            if stage == caselife.ADMITTED:
                _must_enter(case_rows(session, list(case_ids)))
            for case_id in case_ids:
                case = get(session, CaseFile, case_id)
                if case.status != stage:
                    case.status = stage

    def reopen(self, case_id: bytes, *, origin: object = None) -> None:
        """Open a closed case again, as admitted where the criteria allow it; or take up one that was kept for later."""
        with self._core.store.unit(N_("Open case again"), origin) as session:
            case = get(session, CaseFile, case_id)
            before = case.status
            if before not in (caselife.CLOSED, caselife.NOT_NOW):
                return
            assign(case, {"status": caselife.INTAKE, "not_now_reason": ""}, {"status": line, "not_now_reason": line})
            session.flush()
            if before == caselife.CLOSED and case_rows(session, [case_id])[0].verdict in (criteria.FITS, criteria.WITH_REASON):
                case.status = caselife.ADMITTED

    def add_noticed(self, case_id: bytes, text: str, day: date | None = None, *, origin: object = None) -> None:
        """Write down what the initiator noticed.

        Parameters:
            text: in the initiator's words; empty is refused.
            day: when that was told; None is not known.
        """
        with self._core.store.unit(N_("Note what the initiator noticed"), origin) as session:
            case = get(session, CaseFile, case_id)
            notes = caselife.noticed(case.follow_up)
            case.follow_up = caselife.write_noticed([*notes, Noticed(day, _words(text))])

    def change_noticed(
        self, case_id: bytes, index: int, text: str, day: date | None = None, *, origin: object = None
    ) -> None:
        """Change a note by its place, from 0; an empty text takes it away."""
        with self._core.store.unit(N_("Note what the initiator noticed"), origin) as session:
            case = get(session, CaseFile, case_id)
            notes = list(caselife.noticed(case.follow_up))
            if not 0 <= index < len(notes):
                raise InvalidValueError(_("This note is no longer there. Undo brings it back."))
            notes[index] = Noticed(day, lines(text))
            written = caselife.write_noticed(notes)
            if written != case.follow_up:
                case.follow_up = written

    # Relations

    def relate(
        self, case_id: bytes, other_id: bytes, note: str = "", *, example: bool = True, origin: object = None
    ) -> None:
        """Say that a case can serve as an example for another; ``example`` False turns it round."""
        if case_id == other_id:
            raise InvalidValueError(_("A case is no example for itself. Choose another case."))
        first, second = (case_id, other_id) if example else (other_id, case_id)
        with self._core.store.unit(N_("Relate cases"), origin) as session:
            get(session, CaseFile, first)
            get(session, CaseFile, second)
            row_id = member_id("case_relation", first, second)
            undelete_or_add(session, CaseRelation, row_id, case_id=first, other_id=second, note=line(note))

    def unrelate(self, case_id: bytes, other_id: bytes, *, example: bool = True, origin: object = None) -> None:
        """Take a relation away; ``example`` as in ``relate``."""
        first, second = (case_id, other_id) if example else (other_id, case_id)
        with self._core.store.unit(N_("Take relation away"), origin) as session:
            row = session.get(CaseRelation, member_id("case_relation", first, second))
            if row is not None and not row.dead:
                row.dead = 1

    # Removing

    def occurrences(self, case_ids: Sequence[bytes]) -> tuple[Occurrence, ...]:
        """Return where cases occur, in the order asked: what is said before one is removed."""
        with self._core.store.read() as session:
            return tuple(_occurrence(session, get(session, CaseFile, case_id)) for case_id in case_ids)

    def remove(self, case_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Remove cases that occur nowhere. Undo brings them back, and so does ``restore``, later.

        Raises:
            InvalidValueError: one is on the agenda of a meeting or has outcomes; nothing was removed.
        """
        with self._core.store.unit(N_("Remove case"), origin) as session:
            for case_id in case_ids:
                case = get(session, CaseFile, case_id)
                if _occurrence(session, case).kept:
                    message = _("‘{title}’ is on an agenda or has outcomes, and stays. Close it instead: then it is out of the way.")
                    raise InvalidValueError(message.format(title=case.title[:80]))
                case.dead = 1

    def removed(self) -> tuple[RemovedCase, ...]:
        """Return the cases that were removed, the last one first; what went into another case is there, in that one."""
        sql = (
            "SELECT c.id, c.title, (SELECT max(hlc) FROM sync_op o WHERE o.row = c.id AND o.cid = ?)"
            " FROM case_file c WHERE c.dead = 1 AND c.title <> ''"
        )
        with self._core.store.read() as session:
            gone = joined.went_into(session)
            rows = [row for row in executor(session)(sql, (CaseFile.base_number + DELETE,)) if row[0] not in gone]
        rows.sort(key=lambda row: (-(row[2] or 0), row[1].casefold(), row[0]))
        return tuple(RemovedCase(case, title, _moment(hlc)) for case, title, hlc in rows)

    def restore(self, case_id: bytes, *, origin: object = None) -> None:
        """Put a removed case back, with the criteria, goals and relations that went with it."""
        with self._core.store.unit(N_("Put case back"), origin) as session:
            raw = session.connection()
            when = _removed_in(executor(session), case_id)
            raw.exec_driver_sql("UPDATE case_file SET dead = 0 WHERE id = ? AND dead = 1", (case_id,))
            if when is None:
                return
            for table, link in _ALONG:
                other = "other_id" if link == "case_id" else "case_id"
                alive = f" AND {other} IN (SELECT id FROM case_file WHERE dead = 0)" if table == "case_relation" else ""
                raw.exec_driver_sql(
                    f"UPDATE {table} SET dead = 0 WHERE {link} = ? AND dead = 1{alive} AND id IN"
                    " (SELECT row FROM sync_op WHERE actor = ? AND hlc BETWEEN ? AND ?)",
                    (case_id, *when),
                )


def _words(text: str) -> str:
    cleaned = lines(text)
    if not cleaned.strip():
        raise InvalidValueError(_("Write down what the initiator noticed. One sentence is enough."))
    return cleaned


def _must_enter(rows: Sequence[CaseRow]) -> None:
    waiting = [row for row in rows if row.verdict not in (criteria.FITS, criteria.WITH_REASON)]
    if waiting:
        message = _("‘{title}’ cannot be admitted yet: look at the four criteria, or write down why you make an exception.")
        raise InvalidValueError(message.format(title=waiting[0].title[:80]))


def _details(meetings: tuple[CaseMeeting, ...], notes: tuple[Noticed, ...]) -> dict[str, str]:
    """Return a few words with the steps that follow from the meetings and from what was noted."""
    held = [meeting for meeting in meetings if meeting.state == "closed"]
    coming = [meeting for meeting in meetings if meeting.state != "closed"]
    days = [note.on for note in notes if note.on is not None]
    found = {}
    if coming:
        found[caselife.PLANNED] = _place(coming[0])
    if held:
        found[caselife.DISCUSSED] = _place(held[-1])
    if days:
        found[caselife.FOLLOWED_UP] = format_date(days[-1], "short")
    return found


def _place(meeting: CaseMeeting) -> str:
    return format_date(meeting.held_on, "short") if meeting.held_on else _("no date yet")


def _moment(hlc: int | None) -> datetime | None:
    return None if hlc is None else datetime.fromtimestamp(to_milliseconds(hlc) / 1000, UTC)


def _removed_in(execute, case_id: bytes) -> tuple[int, int, int] | None:
    """Return actor, first and last moment of the step in which a case was removed."""
    rows = execute(
        "SELECT s.actor, s.first_hlc, s.last_hlc FROM sync_op o JOIN sync_step s ON s.actor = o.actor"
        " AND o.hlc BETWEEN s.first_hlc AND s.last_hlc WHERE o.row = ? AND o.cid = ? ORDER BY o.hlc DESC LIMIT 1",
        (case_id, CaseFile.base_number + DELETE),
    )
    return rows[0] if rows else None


def _occurrence(session: Session, case: CaseFile) -> Occurrence:
    execute, key = executor(session), case.id
    return Occurrence(
        id=key,
        title=case.title,
        meetings=len(execute(f"SELECT id FROM meeting WHERE dead = 0 AND id IN ({_MEETINGS})", (key, key))),
        outcomes=execute("SELECT count(*) FROM outcome WHERE dead = 0 AND case_id = ?", (key,))[0][0],
        related=execute("SELECT count(*) FROM case_relation WHERE dead = 0 AND (case_id = ? OR other_id = ?)", (key, key))[0][0],
        rounds=execute("SELECT count(*) FROM workform_round WHERE dead = 0 AND case_id = ?", (key,))[0][0],
    )


def _related(session: Session, case_id: bytes) -> tuple[CaseRelated, ...]:
    rows = session.scalars(
        select(CaseRelation).where(or_(CaseRelation.case_id == case_id, CaseRelation.other_id == case_id))
    ).all()
    ids = {row.other_id if row.case_id == case_id else row.case_id for row in rows}
    titles = dict(session.execute(select(CaseFile.id, CaseFile.title).where(CaseFile.id.in_(sorted(ids)))).all())
    found = [
        CaseRelated(other, titles[other], row.case_id == case_id, row.note)
        for row in rows
        if (other := row.other_id if row.case_id == case_id else row.case_id) in titles
    ]
    found.sort(key=lambda view: (not view.example, view.title.casefold(), view.id))
    return tuple(found)


def _roles(session: Session, case_id: bytes) -> tuple[CaseRole, ...]:
    """Return who takes which role, what is wanted, and what the case needs beside these."""
    taken = _taken(session, case_id)
    names = {role.name for role in taken}
    return (*taken, *(need for need in _needed(session, case_id) if need.name not in names))


def _taken(session: Session, case_id: bytes) -> tuple[CaseRole, ...]:
    """Return who takes which role for a case, those that are wanted last. What people only would like to take is left out."""
    rows = session.execute(
        select(RoleAssignment, WorkFormRound, Role, Person.name, Meeting.title)
        .join(WorkFormRound, WorkFormRound.id == RoleAssignment.round_id)
        .join(Meeting, Meeting.id == WorkFormRound.meeting_id)
        .join(Role, Role.id == RoleAssignment.role_id)
        .outerjoin(Person, Person.id == RoleAssignment.person_id)
        .where(WorkFormRound.case_id == case_id, RoleAssignment.part.in_((TAKEN, WANTED)))
        .order_by(Role.place, RoleAssignment.id)
    ).all()
    agreed = {row.id: named(session, row) for row in {row for _assigned, row, *_more in rows}}
    found = [
        CaseRole(assigned.part, spoken(role, "name"), first_name(name) if assigned.person_id in agreed[row.id] else "", meeting)
        for assigned, row, role, name, meeting in rows
    ]
    return tuple(sorted(found, key=lambda view: view.kind == "wanted"))


def _needed(session: Session, case_id: bytes) -> tuple[CaseRole, ...]:
    """Return the roles and talents that the group said a case needs."""
    rows = session.execute(
        select(CaseNeed, Role, Talent, Meeting.title)
        .join(WorkFormRound, WorkFormRound.id == CaseNeed.round_id)
        .join(Meeting, Meeting.id == WorkFormRound.meeting_id)
        .outerjoin(Role, Role.id == CaseNeed.role_id)
        .outerjoin(Talent, Talent.id == CaseNeed.talent_id)
        .where(WorkFormRound.case_id == case_id)
        .order_by(CaseNeed.weight.desc(), CaseNeed.id)
    ).all()
    things = [(role or talent, meeting) for _row, role, talent, meeting in rows if role or talent]
    return tuple(CaseRole("needed", spoken(thing, "name"), "", meeting) for thing, meeting in things)
