"""Puts meetings in a calendar file. Apart, because the library for it is loaded only when it is used."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vCalAddress, vText
from sqlalchemy.orm import Session

from ef_desktop import __version__
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.views import AttendeeView, MeetingPlan
from ef_desktop.domain.words import is_mail_address
from ef_desktop.i18n import _, format_minutes_of_day, language
from ef_desktop.services import people_reading
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.core import Core, line

_ZONE_NAME = "Europe/Amsterdam"
_ZONE = ZoneInfo(_ZONE_NAME)
_DOMAIN = "excellent-faciliteren"

#: Minutes of a meeting of which neither the end nor the rundown is known.
_USUAL = 60

#: A change of one of these makes an invitation newer than the one that was sent.
_TOLD = frozenset({"title", "held_on", "starts_at", "ends_at", "location", "goal"})


@dataclass(frozen=True)
class _Guest:
    """Somebody with an address."""

    name: str
    email: str
    leads: bool


def make_calendar(core: Core, session: Session, plans: Sequence[MeetingPlan], programme: str, with_people: bool) -> Calendar:
    """Return a calendar with these meetings, which all have a date.

    Parameters:
        programme: name of the learning path.
        with_people: see ``Invitations.write``.

    Raises:
        InvalidValueError: no facilitator has an address to answer to.
    """
    calendar = Calendar()
    calendar.add("prodid", f"-//Excellent Faciliteren//{__version__}//{language().upper()}")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    if not with_people:
        calendar.add("method", "PUBLISH")
    elif len(plans) == 1:
        # A request may hold one meeting only; a series with people is a plain calendar.
        calendar.add("method", "REQUEST")
    calendar.add_component(_time_zone())
    for plan in plans:
        calendar.add_component(_event(core, session, plan, programme, with_people))
    return calendar


def _event(core: Core, session: Session, plan: MeetingPlan, programme: str, with_people: bool) -> Event:
    row = plan.row
    cover = Cover(session, [*(case.id for case in plan.cases), *(item.case_id for item in plan.items)])
    cases = tuple(case.id for case in plan.cases)
    event = Event()
    event.add("uid", f"{row.id.hex()}@{_DOMAIN}")
    event.add("dtstamp", core.clock.now().astimezone(UTC).replace(microsecond=0))
    told = [op for op in core.store.history(row.id) if op.field in _TOLD]
    if told:
        event.add("last-modified", told[-1].at.replace(microsecond=0))
    # Every change that is told makes the invitation newer, undoing included: the number only grows.
    event.add("sequence", len(told))
    event.add("summary", cover.text(f"{row.title} · {programme}", *cases))
    start, end = _span(plan)
    event.add("dtstart", start)
    event.add("dtend", end)
    if row.place:
        event.add("location", cover.text(row.place, *cases))
    description = cover.text(_description(plan), *cases)
    if description:
        event.add("description", description)
    event.add("status", "CONFIRMED")
    event.add("transp", "OPAQUE")
    if with_people:
        _add_people(event, _guests(session, plan.attendees))
    return event


def _guests(session: Session, attendees: Sequence[AttendeeView]) -> list[_Guest]:
    gone = people_reading.withdrawn_ids(session)
    return [
        _Guest(view.person.name, line(view.person.email), view.role == "facilitator")
        for view in attendees
        if view.status != "absent" and view.person.id not in gone and is_mail_address(line(view.person.email))
    ]


def _add_people(event: Event, guests: Sequence[_Guest]) -> None:
    leading = next((guest for guest in guests if guest.leads), None)
    if leading is None:
        raise InvalidValueError(
            _("An invitation with people needs somebody to answer to. Give a facilitator of the meeting an e-mail address first.")
        )
    event.add("organizer", _address(leading))
    for guest in guests:
        person = _address(guest)
        person.params["role"] = vText("CHAIR" if guest.leads else "REQ-PARTICIPANT")
        person.params["partstat"] = vText("ACCEPTED" if guest is leading else "NEEDS-ACTION")
        person.params["rsvp"] = vText("FALSE" if guest is leading else "TRUE")
        event.add("attendee", person, encode=False)


def _address(guest: _Guest) -> vCalAddress:
    address = vCalAddress(f"mailto:{guest.email}")
    # A quotation mark cannot stand in a parameter of this format.
    address.params["cn"] = vText(guest.name.replace('"', "'"))
    return address


def _span(plan: MeetingPlan) -> tuple[date | datetime, date | datetime]:
    """Return begin and end in the time of Delft, or the whole day where no time is agreed; the end may be past midnight."""
    row = plan.row
    if row.starts_at is None:
        return row.held_on, row.held_on + timedelta(days=1)
    end = row.ends_at
    if end is None or end <= row.starts_at:
        end = row.starts_at + (plan.planned_minutes or _USUAL)
    midnight = datetime.combine(row.held_on, time())
    return tuple((midnight + timedelta(minutes=minutes)).replace(tzinfo=_ZONE) for minutes in (row.starts_at, end))


def _description(plan: MeetingPlan) -> str:
    """Return the goal and the rundown. Notes, instructions and names stay with the facilitator."""
    lines = []
    for item in plan.items:
        words = _("{title} ({count} min)").format(title=item.title, count=item.minutes)
        lines.append(f"{format_minutes_of_day(item.starts_at)} {words}" if item.starts_at is not None else words)
    agenda = "\n".join([_("Agenda:"), *lines]) if lines else ""
    return "\n\n".join(part for part in (plan.goal.strip(), agenda) if part)


def _time_zone() -> Timezone:
    """Return the rules of the time of Delft, as they hold in the whole European Union since 1996."""
    zone = Timezone()
    zone.add("tzid", _ZONE_NAME)
    winter, summer = timedelta(hours=1), timedelta(hours=2)
    for kind, name, month, begins, before, after in (
        (TimezoneDaylight, "CEST", 3, datetime(1996, 3, 31, 2), winter, summer),
        (TimezoneStandard, "CET", 10, datetime(1996, 10, 27, 3), summer, winter),
    ):
        part = kind()
        part.add("tzname", name)
        part.add("dtstart", begins)
        part.add("tzoffsetfrom", before)
        part.add("tzoffsetto", after)
        part.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1su"})
        zone.add_component(part)
    return zone
