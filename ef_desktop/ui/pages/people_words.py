"""The words of people: how participation stands, where they may be named, how they were at a meeting."""

from ef_desktop.domain.peopleviews import (
    AGREED,
    FIRST_NAME,
    FULL_NAME,
    LOGBOOK,
    NOT_NAMED,
    PROPOSED,
    REPORT,
    WALL,
    WITHDRAWN,
    PersonDetails,
)
from ef_desktop.i18n import N_, _, ngettext

_STATES = {PROPOSED: N_("Put forward"), AGREED: N_("Agreed"), WITHDRAWN: N_("Signed off")}
_CHANNELS = {WALL: N_("On the wall"), LOGBOOK: N_("In the logbook"), REPORT: N_("In reports")}
_FORMS = {NOT_NAMED: N_("No"), FIRST_NAME: N_("First name"), FULL_NAME: N_("Full name")}
_ATTENDANCE = {"": N_("Not on it"), "expected": N_("Expected"), "present": N_("Present"), "absent": N_("Absent")}

#: Icon and tone of a chip per way of attending.
ATTENDANCE_TONES = {"": "neutral", "expected": "neutral", "present": "blue", "absent": "warn"}
ATTENDANCES = tuple(_ATTENDANCE)


def held_words(known: PersonDetails) -> str:
    """Return at how many meetings somebody was; of who was at none yet, on how many lists they are."""
    held = known.row.meetings
    if held:
        return ngettext("{count} meeting", "{count} meetings", held).format(count=held)
    listed = sum(bool(meeting.status) for meeting in known.meetings)
    if not listed:
        return _("No meeting yet")
    return ngettext("On the list of {count} meeting", "On the list of {count} meetings", listed).format(count=listed)


def state_words(state: str) -> str:
    """Return how the talk with the team organisatieontwikkeling stands."""
    return _(_STATES[state])


def channel_words(channel: str) -> str:
    """Return where somebody is named."""
    return _(_CHANNELS[channel])


def form_words(form: str) -> str:
    """Return in which form somebody may be named; "No" for not."""
    return _(_FORMS[form])


def attendance_words(status: str) -> str:
    """Return how somebody is at a meeting."""
    return _(_ATTENDANCE[status])
