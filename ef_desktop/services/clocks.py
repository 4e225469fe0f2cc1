"""Reads what the clock of a meeting is computed from: the plan, the planned start and the events."""

from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import AgendaItem, Meeting, TimerEvent
from ef_desktop.domain.planning import fixed_minute
from ef_desktop.domain.timer import EVENT_KINDS, PlanItem
from ef_desktop.domain.timer import TimerEvent as ClockEvent
from ef_desktop.services import reading
from ef_desktop.services.agreed_ends import agreed_ends
from ef_desktop.services.core import Core
from ef_desktop.services.setting_rows import read_setting, write_setting

#: A meeting without a date that begins at most so many minutes from its planned start keeps its planned times.
_GUESSED = 60

Clock = tuple[list[PlanItem], datetime, list[ClockEvent]]


def load(session: Session, meeting: Meeting, local_now: datetime) -> Clock:
    """Return plan, planned start and events; a meeting without a start begins when it was begun, else now."""
    items, _minimums = reading.agenda(session, meeting.id, meeting.starts_at)
    fixed = reading.fixed_starts(session, meeting.id)
    events = [
        ClockEvent(reading.moment(row.at), row.kind, row.item_id, row.seconds)
        for row in events_of(session, meeting.id)
        if row.kind in EVENT_KINDS
    ]
    ends = agreed_ends(session, [item.id for item in items])
    plan = [
        PlanItem(item.id, item.minutes, item.counts, _fixed(meeting, fixed.get(item.id)), _fixed(meeting, ends.get(item.id)))
        for item in items
    ]
    start = time_of(meeting, meeting.starts_at)
    return plan, start or (events[0].at if events else local_now), events


def events_of(session: Session, meeting_id: bytes) -> list[TimerEvent]:
    """Return what happened to the clocks of a meeting, in order."""
    query = select(TimerEvent).where(TimerEvent.meeting_id == meeting_id).order_by(TimerEvent.at, TimerEvent.id)
    return list(session.scalars(query))


def add_event(
    session: Session, core: Core, meeting_id: bytes, kind: str, item_id: bytes | None = None, seconds: int = 0
) -> None:
    """Write down that something happened to a clock of a meeting now."""
    last = session.scalars(
        select(TimerEvent.at).where(TimerEvent.meeting_id == meeting_id).order_by(TimerEvent.at.desc()).limit(1)
    ).first()
    # Events keep their order even when the clock of the laptop was put back in between.
    at = max(core.clock.milliseconds(), (last or 0) + 1)
    session.add(
        TimerEvent(id=core.new_id(), meeting_id=meeting_id, at=at, kind=kind, item_id=item_id, seconds=seconds)
    )


def give_day(session: Session, meeting: Meeting, begun: datetime) -> None:
    """Give a meeting without a date the day on which it was begun, as part of the unit of the session.

    Its planned times were no more than a guess: where it begins at quite another hour, they move along. Not when a time was
    agreed with somebody.

    Parameters:
        begun: local time.
    """
    if meeting.held_on is not None:
        return
    meeting.held_on = begun.date()
    moved = begun.hour * 60 + begun.minute - (meeting.starts_at or 0)
    if meeting.starts_at is None or abs(moved) <= _GUESSED:
        return
    items = session.scalars(select(AgendaItem.id).where(AgendaItem.meeting_id == meeting.id)).all()
    if reading.fixed_starts(session, meeting.id) or agreed_ends(session, [meeting.id, *items]):
        return
    meeting.starts_at += moved
    if meeting.ends_at is not None:
        meeting.ends_at += moved


def _fixed(meeting: Meeting, agreed: int | None) -> datetime | None:
    """Return an agreed time of day as a moment of the meeting."""
    if agreed is None or meeting.starts_at is None:
        return None
    return time_of(meeting, fixed_minute(agreed, meeting.starts_at))


def time_of(meeting: Meeting, minutes: int | None) -> datetime | None:
    """Return a time of day of the meeting in minutes since midnight as a moment; None without date or time."""
    if minutes is None or meeting.held_on is None:
        return None
    days, minute = divmod(minutes, 24 * 60)
    day = meeting.held_on + timedelta(days=days)
    # astimezone() of a naive local time takes the offset of that day, so summer time is right.
    return datetime(day.year, day.month, day.day, minute // 60, minute % 60).astimezone()


def drift_shown(session: Session, meeting_id: bytes) -> bool:
    """Tell whether the room sees how the meeting stands against its plan; it does not unless the facilitator says so."""
    return read_setting(session, _drift_key(meeting_id), False)


def show_drift(session: Session, meeting_id: bytes, shown: bool) -> None:
    """Let the room see it, or no longer, as part of the unit of the session."""
    if drift_shown(session, meeting_id) != shown:
        write_setting(session, _drift_key(meeting_id), shown)


def _drift_key(meeting_id: bytes) -> str:
    return f"drift_on_wall.{meeting_id.hex()}"
