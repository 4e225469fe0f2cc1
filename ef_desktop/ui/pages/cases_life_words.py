"""The words of the life of a case: its stages, its next step, what it occurs in."""

from ef_desktop.domain import caselife
from ef_desktop.domain.caseviews import CaseMeeting, CaseRole, LifeStep, Occurrence
from ef_desktop.i18n import _, format_date, format_list, ngettext

_LONGEST = 80


def short(title: str) -> str:
    """Return a title as it stands in a question or a message."""
    return title if len(title) <= _LONGEST else title[: _LONGEST - 1].rstrip() + "…"


def stage_words(stage: str) -> str:
    """Return the word for where a case is in its life."""
    return {
        caselife.PROPOSED: _("Proposed"),
        caselife.INTAKE: _("Intake"),
        caselife.ADMITTED: _("Admitted"),
        caselife.PLANNED: _("Planned"),
        caselife.DISCUSSED: _("Discussed"),
        caselife.FOLLOWED_UP: _("Followed up"),
        caselife.CLOSED: _("Finished"),
        caselife.NOT_NOW: _("Not now"),
    }[stage]


def step_words(step: LifeStep) -> str:
    """Return a step with its state, for a screen reader."""
    state = {
        caselife.DONE: _("done"),
        caselife.NOW: _("the case is here now"),
        caselife.SKIPPED: _("skipped"),
        caselife.AHEAD: _("still to come"),
    }[step.state]
    return ", ".join(part for part in (stage_words(step.stage), state, step.detail) if part)


def next_words(name: str) -> tuple[str, str, str]:
    """Return the button of the next sensible step, its icon, and why it is sensible."""
    return {
        "intake": (_("Begin the intake"), "pencil", _("Ask the initiator, and fill in what you hear.")),
        "criteria": (_("Look at the four criteria"), "list-check", _("Then you can admit the case.")),
        "admit": (_("Admit the case"), "shield-check", _("The four criteria say that it can.")),
        "plan": (_("Plan in a meeting…"), "calendar-plus", _("Choose the meeting that learns from it.")),
        "meeting": (_("Open the meeting"), "calendar", _("After the meeting the case counts as discussed.")),
        "notice": (_("What did the initiator notice?…"), "message-2-question", _("Ask it some weeks after the meeting.")),
        "close": (_("Close the case"), "flag-check", _("It stays to be read, out of the way.")),
        "reopen": (_("Open again"), "arrow-back-up", _("The case is finished.")),
        "again": (_("Take up again"), "arrow-back-up", _("The case is kept for later.")),
    }[name]


def meeting_detail(meeting: CaseMeeting) -> str:
    """Return when a meeting is, how it stands, and what it gave for the case."""
    day = format_date(meeting.held_on) if meeting.held_on else _("no date yet")
    state = {"planned": _("planned"), "running": _("runs"), "closed": _("held and closed")}[meeting.state]
    words = ngettext("{count} outcome", "{count} outcomes", meeting.outcomes).format(count=meeting.outcomes)
    return " · ".join(part for part in (day, state, words if meeting.outcomes else "") if part)


def role_detail(role: CaseRole) -> str:
    """Return who has a role, or that it is wanted or needed, and where that was said."""
    said = {"taken": role.who, "wanted": _("wanted"), "needed": _("the case needs this")}[role.kind]
    return " · ".join(part for part in (said, role.meeting) if part)


def occurs_words(places: Occurrence) -> str:
    """Return where a case occurs as part of a sentence, or ""."""
    counted = (
        (places.meetings, ngettext("{count} meeting", "{count} meetings", places.meetings)),
        (places.outcomes, ngettext("{count} outcome", "{count} outcomes", places.outcomes)),
        (places.rounds, ngettext("{count} round of roles and talents", "{count} rounds of roles and talents", places.rounds)),
        (places.related, ngettext("{count} relation with another case", "{count} relations with other cases", places.related)),
    )
    return format_list([words.format(count=count) for count, words in counted if count])
