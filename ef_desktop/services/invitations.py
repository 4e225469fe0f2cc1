"""Invitations for the calendar: one meeting or all of them as a file that every calendar reads (iCalendar, RFC 5545)."""

from pathlib import Path
from typing import TYPE_CHECKING

from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.i18n import _
from ef_desktop.services import exports, listing
from ef_desktop.services.core import Core, executor
from ef_desktop.services.meetings import Meetings
from ef_desktop.services.saving import safe_name, save_whole

if TYPE_CHECKING:
    from icalendar import Calendar


class Invitations:
    """Makes invitations. A meeting keeps its identity, so a newer file takes the place of what was sent before."""

    def __init__(self, core: Core, meetings: Meetings) -> None:
        self._core = core
        self._meetings = meetings

    def suggested_name(self, meeting_id: bytes | None = None) -> str:
        """Return a file name for the invitation of one meeting, or of all."""
        with self._core.store.read() as session:
            programme = listing.programme_view(executor(session)).name
            if meeting_id is None:
                return safe_name(_("Invitations"), programme) + ".ics"
            row = self._meetings.plan(meeting_id).row
            day = [row.held_on.isoformat()] if row.held_on else []
            return safe_name(_("Invitation"), *day, row.title) + ".ics"

    def undated(self) -> int:
        """Return how many meetings have no date, and so no place in a calendar."""
        return sum(row.held_on is None for row in self._meetings.rows())

    def write(self, path: Path, meeting_id: bytes | None = None, *, with_people: bool = False) -> int:
        """Save the invitation for one meeting, or for all meetings with a date; return how many are in it.

        Parameters:
            path: where to save it.
            with_people: True names who is on the list, with the e-mail address; otherwise nobody is named.

        Raises:
            InvalidValueError: there is no date, or no facilitator with an address to answer to.
            StorageError: it could not be written there.
        """
        calendar = self.calendar(meeting_id, with_people=with_people)
        save_whole(path, calendar.to_ical())
        if with_people:
            exports.note(self._core, path, "invitation")
        return len(calendar.events)

    def calendar(self, meeting_id: bytes | None = None, *, with_people: bool = False) -> "Calendar":
        """Return the invitation; see ``write``."""
        from ef_desktop.services.invitation_calendar import make_calendar

        with self._core.store.read() as session:
            if meeting_id is not None:
                plans = [self._meetings.plan(meeting_id)]
            else:
                plans = [self._meetings.plan(row.id) for row in self._meetings.rows() if row.held_on is not None]
            if not plans or plans[0].row.held_on is None:
                raise InvalidValueError(_("Without a date there is nothing to put in a calendar. Choose a date for the meeting first."))
            programme = listing.programme_view(executor(session)).name
            return make_calendar(self._core, session, plans, programme, with_people)
