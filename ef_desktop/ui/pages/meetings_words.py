"""When a meeting is, in words: relative first, the clock second. Plain functions of the moment they are given."""

from datetime import date, datetime

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, format_date, format_minutes_of_day, format_time, ngettext

MAX_DAYS, MAX_WEEKS = 13, 69


def days_words(days: int) -> str:
    """Return how far away a day is: today, tomorrow, in 5 days, 2 weeks ago.

    Parameters:
        days: whole days from today; negative is past.
    """
    size = abs(days)
    if days == 0:
        return _("Today")
    if size == 1:
        return _("Tomorrow") if days > 0 else _("Yesterday")
    if size <= MAX_DAYS:
        count = size
        words = (
            ngettext("In {count} day", "In {count} days", count)
            if days > 0
            else ngettext("{count} day ago", "{count} days ago", count)
        )
    elif size <= MAX_WEEKS:
        count = round(size / 7)
        words = (
            ngettext("In {count} week", "In {count} weeks", count)
            if days > 0
            else ngettext("{count} week ago", "{count} weeks ago", count)
        )
    else:
        count = round(size / 30.4)
        words = (
            ngettext("In {count} month", "In {count} months", count)
            if days > 0
            else ngettext("{count} month ago", "{count} months ago", count)
        )
    return words.format(count=count)


def when_words(row: MeetingRow, now: datetime) -> str:
    """Return when a meeting is, such as 'Today · in 4 hours'.

    Parameters:
        row: the meeting.
        now: the present moment in local time.
    """
    if row.held_on is None:
        return _("No date yet")
    days = (row.held_on - now.date()).days
    if days != 0:
        return days_words(days)
    detail = _today_words(row, now.hour * 60 + now.minute)
    today = _("Today")
    return f"{today} · {detail}" if detail else today


def _today_words(row: MeetingRow, minute: int) -> str:
    if row.state == "running":
        return _("running now")
    if row.state == "closed":
        return _("closed")
    if row.starts_at is None:
        return ""
    wait = row.starts_at - minute
    if wait > 0:
        hours = round(wait / 60)
        if wait < 60:
            return ngettext("in {count} minute", "in {count} minutes", wait).format(count=wait)
        return ngettext("in {count} hour", "in {count} hours", hours).format(count=hours)
    if row.ends_at is None or minute < row.ends_at:
        return _("has begun")
    return _("is over")


def time_words(starts_at: int | None, ends_at: int | None) -> str:
    """Return '13:30 until 16:00', '13:30', or '' from minutes since midnight."""
    if starts_at is None:
        return ""
    start = format_minutes_of_day(starts_at)
    if ends_at is None:
        return start
    return _("{start} until {end}").format(start=start, end=format_minutes_of_day(ends_at))


def day_words(held_on: date | None, today: date) -> str:
    """Return 'Today', 'Tomorrow', 'Yesterday', or the date with its weekday; 'No date yet' where there is none."""
    if held_on is None:
        return _("No date yet")
    days = (held_on - today).days
    if abs(days) <= 1:
        return days_words(days)
    words = format_date(held_on, "weekday")
    text = words if held_on.year == today.year else f"{words} {held_on.year}"
    return text[:1].upper() + text[1:]


def head_line(row: MeetingRow, today: date, running_since: datetime | None = None) -> str:
    """Return the line under the title of a meeting: 'Today, 13:30 to 16:00 · hall 2'.

    Parameters:
        row: the meeting.
        today: the present day.
        running_since: the local moment at which it began, as long as it goes on; else None.
    """
    moment = day_words(row.held_on, today)
    hours = time_words(row.starts_at, row.ends_at)
    parts = [f"{moment}, {hours}" if hours else moment]
    if running_since is not None:
        began = format_time(running_since)
        if running_since.date() != today:
            began = f"{format_date(running_since.date(), 'short')}, {began}"
        parts.insert(0, _("Running since {moment}").format(moment=began))
    if row.place:
        parts.append(row.place)
    return " · ".join(parts)


def place_line(row: MeetingRow) -> str:
    """Return '13:30 to 16:00 · City office', with what is known of the two."""
    return " · ".join(part for part in (time_words(row.starts_at, row.ends_at), row.place) if part)


def due_words(due_on: date | None, today: date) -> tuple[str, bool]:
    """Return when something is due, in words, and whether that day has passed."""
    if due_on is None:
        return "", False
    days = (due_on - today).days
    if days < 0:
        return ngettext("{count} day late", "{count} days late", -days).format(count=-days), True
    if days == 0:
        return _("today"), False
    if days == 1:
        return _("tomorrow"), False
    return format_date(due_on, "short"), False


def minutes_words(minutes: int) -> str:
    """Return a length such as '45 min'."""
    return _("{count} min").format(count=minutes)


def numbered_title(row: MeetingRow) -> str:
    """Return the title with its number in the programme: '4. Attitude and behaviour'."""
    return f"{row.number}. {row.title}"
