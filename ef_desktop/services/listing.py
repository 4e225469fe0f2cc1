"""Makes read models of lists from plain records. Imports no SQLAlchemy: the first window uses it before that is loaded."""

import json
from datetime import date, datetime

from ef_desktop.db import lists
from ef_desktop.domain.overviews import AgreementRow, Attention, MeetingRow, OverviewView, ProgrammeView
from ef_desktop.domain.retention import reminder_due
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import _, ngettext

#: Setting of the programme: the day on which somebody looked last at what may go.
LOOKED = "retention.looked_on"

_REFERENCES = (
    "SELECT c.id FROM outcome c JOIN outcome o ON o.id = c.carried_from AND o.dead = 0"
    " WHERE c.carried_from IS NOT NULL AND c.dead = 0"
)


def meeting_rows(execute: lists.Execute) -> tuple[MeetingRow, ...]:
    """Return all meetings of the programme in order, numbered from 1."""
    return tuple(_meeting_row(number, record) for number, record in enumerate(lists.meetings(execute), 1))


def meeting_row(execute: lists.Execute, meeting_id: bytes) -> MeetingRow:
    """Return one meeting that is alive, as it stands in the list of all."""
    return _meeting_row(lists.meeting_number(execute, meeting_id), lists.meetings(execute, meeting_id)[0])


def _meeting_row(number: int, record: lists.MeetingRecord) -> MeetingRow:
    state = "closed" if record.closed_at is not None else "running" if record.events else "planned"
    progress, note = _progress(record, state)
    return MeetingRow(
        id=record.id,
        number=number,
        title=record.title,
        held_on=record.held_on,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        place=record.location,
        state=state,
        item_count=record.items,
        planned_minutes=record.minutes,
        outcome_count=record.outcomes,
        attending=record.attending,
        invited=record.invited,
        progress=progress,
        note=note,
    )


def _progress(record: lists.MeetingRecord, state: str) -> tuple[int, str]:
    if state == "closed":
        return 4, _("Finished")
    if state == "running":
        return (3, _("Still to close")) if record.outcomes else (2, _("Busy"))
    if not record.items:
        return 0, _("Still empty")
    if not record.closing:
        return 0, _("Agenda begun")
    return 1, _("Agenda ready")


def next_meeting(rows: tuple[MeetingRow, ...], today: date) -> bytes | None:
    """Return the meeting to look at: one that runs, else the first to come, else one without a date."""
    running = [row for row in rows if row.state == "running"]
    coming = [row for row in rows if row.state == "planned" and row.held_on and row.held_on >= today]
    undated = [row for row in rows if row.state == "planned" and row.held_on is None]
    for candidates in (running, coming, undated):
        if candidates:
            return candidates[0].id
    return None


def agreement_rows(execute: lists.Execute, open_only: bool) -> tuple[AgreementRow, ...]:
    """Return agreements with the first name of their owner, the first due first.

    A card that only looks back on an agreement of an earlier meeting is not another agreement.
    """
    references = {row_id for (row_id,) in execute(_REFERENCES, ())}
    return tuple(
        AgreementRow(
            id=record.id,
            meeting_id=record.meeting_id,
            text=record.text,
            owner=first_name(record.owner),
            due_on=record.due_on,
            status=record.status or "open",
        )
        for record in lists.agreements(execute, open_only)
        if record.id not in references
    )


def programme_view(execute: lists.Execute) -> ProgrammeView | None:
    """Return the programme, or None in a file that has none."""
    found = lists.programme(execute)
    if found is None:
        return None
    row_id, name, municipality, facilitator, starts_on, ends_on, sample = found
    return ProgrammeView(row_id, name, municipality, facilitator, starts_on, ends_on, sample)


def overview(execute: lists.Execute, now: datetime) -> OverviewView | None:
    """Return the page Leerroute; None in a file without a programme.

    Parameters:
        execute: way in for plain SQL.
        now: present moment in local time.
    """
    programme = programme_view(execute)
    if programme is None:
        return None
    rows = meeting_rows(execute)
    agreements = agreement_rows(execute, open_only=True)
    people, cases, incomplete = lists.counts(execute)
    return OverviewView(
        programme=programme,
        meetings=rows,
        next_id=next_meeting(rows, now.date()),
        people_count=people,
        case_count=cases,
        agreements=agreements,
        attention=_attention(rows, agreements, incomplete, now.date()) + _clean_up(execute, programme, now.date()),
    )


def _clean_up(execute: lists.Execute, programme: ProgrammeView, today: date) -> tuple[Attention, ...]:
    """Remind, once a year, of what may go."""
    found = execute("SELECT value FROM setting WHERE key = ? AND dead = 0", (LOOKED,))
    looked_on = date.fromisoformat(json.loads(found[0][0])) if found else None
    if programme.sample or not reminder_due(today, looked_on, programme.starts_on, programme.ends_on):
        return ()
    title, detail = _("The yearly clean-up"), _("Look at what does not need to be kept any longer.")
    return (Attention("shield-check", title, detail, "cleanup"),)


def _attention(
    rows: tuple[MeetingRow, ...], agreements: tuple[AgreementRow, ...], incomplete: int, today: date
) -> tuple[Attention, ...]:
    found = []
    for row in rows:
        if row.state == "running" and row.held_on and row.held_on < today:
            title = _("Close meeting {number}").format(number=row.number)
            found.append(Attention("flag-check", title, row.title, "wrapup", row.id))
        elif row.state == "planned" and row.held_on and row.held_on < today:
            title = _("Meeting {number} was not held").format(number=row.number)
            found.append(Attention("calendar", title, _("Choose another date or remove it."), "prepare", row.id))
    late = [row for row in agreements if row.due_on and row.due_on < today]
    if late:
        title = ngettext("{count} agreement is past its date", "{count} agreements are past their date", len(late))
        found.append(Attention("clock", title.format(count=len(late)), late[0].text, "board", late[0].meeting_id))
    loose = [row for row in agreements if not row.owner or not row.due_on]
    if loose:
        title = ngettext("{count} agreement has no name or date", "{count} agreements have no name or date", len(loose))
        found.append(Attention("user", title.format(count=len(loose)), loose[0].text, "board", loose[0].meeting_id))
    if incomplete:
        title = ngettext("{count} case misses a criterion", "{count} cases miss a criterion", incomplete)
        found.append(Attention("folder-question", title.format(count=incomplete), _("Look at the four criteria."), "cases"))
    return tuple(found[:6])
