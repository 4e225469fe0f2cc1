"""The clock in words: never a sign alone, always what it means. Plain functions of a ``TimerState``."""

from datetime import datetime, timedelta

from ef_desktop.domain.timer import FINISHED, PAUSED, RUNNING, WAITING, ItemTime, TimerState
from ef_desktop.i18n import HOURS_FROM, _, format_length, format_time, ngettext

#: Seconds before the end of a block from which the card says that it is nearly over; a short block never says so.
LAST_STRETCH, SHORT_BLOCK = 300, 600


def clock(moment: datetime) -> str:
    """Return a moment as the time of day on this device, such as 14:05."""
    return format_time(moment.astimezone())


def short_minutes(minutes: int) -> str:
    """Return a length in minutes, such as '12 min'."""
    return _("{minutes} min").format(minutes=minutes)


def digits(seconds: int) -> str:
    """Return a length as m:ss; beyond a hundred minutes as h:mm:ss."""
    seconds = abs(seconds)
    minutes, rest = divmod(seconds, 60)
    if minutes < 100:
        return f"{minutes}:{rest:02d}"
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02d}:{rest:02d}"


def drift_words(state: TimerState) -> str:
    """Return plan against real in words: behind, ahead, or on schedule (less than a minute off)."""
    minutes = abs(state.behind_seconds) // 60
    if state.phase == FINISHED:
        return _("Finished")
    if minutes == 0:
        return _("running on schedule")
    if state.behind_seconds > 0:
        return _("{time} behind plan").format(time=format_length(minutes))
    return _("{time} ahead of plan").format(time=format_length(minutes))


def is_late(state: TimerState) -> bool:
    """Tell whether the meeting is at least a minute behind its plan."""
    return state.behind_seconds >= 60 and state.phase != FINISHED


def card_state(state: TimerState) -> str:
    """Return how the card of the current block looks: waiting, running, last, over, paused or finished."""
    if state.phase in (WAITING, FINISHED):
        return state.phase
    if state.remaining_seconds <= 0 and state.phase == RUNNING:
        return "over"
    if state.phase == PAUSED:
        return PAUSED
    return "last" if state.remaining_seconds <= LAST_STRETCH and state.total_seconds > SHORT_BLOCK else RUNNING


def heading(state: TimerState) -> str:
    """Return the small line above the title of the current block, with its place in the plan."""
    words = {
        WAITING: _("Not started yet"),
        FINISHED: _("Finished"),
        PAUSED: _("Paused"),
        RUNNING: _("In progress"),
        "last": _("Last 5 minutes"),
        "over": _("Over time"),
    }[card_state(state)]
    if state.index < 0:
        return words
    return _("{state} · {place} of {count}").format(state=words, place=state.index + 1, count=len(state.items))


def overrun_words(seconds: int) -> str:
    """Return how long a block runs over, in whole minutes."""
    minutes = seconds // 60
    if minutes == 0:
        return _("the time is up")
    if minutes >= HOURS_FROM:
        return _("{time} over").format(time=format_length(minutes))
    return ngettext("{count} minute over", "{count} minutes over", minutes).format(count=minutes)


def caption(state: TimerState, now: datetime) -> str:
    """Return the line under the large digits."""
    kind = card_state(state)
    if kind == WAITING:
        left = (first_start(state) - now).total_seconds()
        if 0 < left < 3600:
            return _("minutes until the start, at {time}").format(time=clock(first_start(state)))
        return _("planned start")
    if kind == FINISHED:
        return _("Finished")
    if kind == "over":
        return overrun_words(-state.remaining_seconds)
    if kind == PAUSED and state.remaining_seconds < 0:
        return _("{over}, paused").format(over=overrun_words(-state.remaining_seconds))
    if kind == PAUSED:
        return _("minutes to go, paused")
    return _("minutes to go, of {total}").format(total=round(state.total_seconds / 60))


def large(state: TimerState, now: datetime) -> str:
    """Return the large digits of the card."""
    kind = card_state(state)
    if kind == WAITING:
        left = (first_start(state) - now).total_seconds()
        return digits(int(left)) if 0 < left < 3600 else clock(first_start(state))
    if kind == FINISHED:
        return clock(state.finished_at)
    return ("+" if state.remaining_seconds < 0 else "") + digits(state.remaining_seconds)


def first_start(state: TimerState) -> datetime:
    """Return the planned start of the first block, or the planned end of an empty plan."""
    return state.items[0].planned_start if state.items else state.planned_end


def span_words(state: TimerState, now: datetime) -> str:
    """Return when the current block began and until when it runs."""
    if state.index < 0:
        return ""
    item = state.items[state.index]
    began, planned = clock(item.started_at), clock(item.planned_start)
    end = clock(ends_at(state, now))
    if state.remaining_seconds < 0:
        return _("Began {began}, should have ended at {end}").format(began=began, end=end)
    if began == planned:
        return _("Began {began}, runs until {end}").format(began=began, end=end)
    return _("Began {began} instead of {planned}, runs until {end}").format(began=began, planned=planned, end=end)


def ends_at(state: TimerState, now: datetime) -> datetime:
    """Return when the time of the current block is, or was, up."""
    return now + timedelta(seconds=state.remaining_seconds)


def real_words(time: ItemTime) -> str:
    """Return when a block was planned and for how long, and what came of it."""
    planned = _("{time}, {minutes} min").format(time=clock(time.planned_start), minutes=round(time.planned_seconds / 60))
    if time.state == "skipped":
        return _("{planned} · skipped").format(planned=planned)
    if time.started_at is None:
        return _("{planned} · expected {time}").format(planned=planned, time=clock(time.expected_start))
    spent = round(time.spent_seconds / 60)
    if time.state == "current":
        return _("{planned} · began {time}, {spent} min so far").format(planned=planned, time=clock(time.started_at), spent=spent)
    return _("{planned} · began {time}, took {spent} min").format(planned=planned, time=clock(time.started_at), spent=spent)
