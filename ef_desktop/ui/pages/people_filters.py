"""By what people are left out of the list, and its orders."""

from collections.abc import Callable

from ef_desktop.domain.peopleviews import CHANNELS, PROPOSED, STATES, PersonLine
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.listing_filter import Filter, Order, Test, occurring
from ef_desktop.ui.pages.meetings_words import numbered_title
from ef_desktop.ui.pages.people_words import channel_words, state_words

_NOWHERE = "nowhere"
_LONGEST = 50


def people_filters(ctx: AppContext, lines: Callable[[], tuple[PersonLine, ...]]) -> tuple[Filter, ...]:
    """Return the filters of the list of people.

    Parameters:
        lines: returns everybody.
    """

    def at_meeting(meeting_id: bytes) -> Test:
        there = ctx.workspace.people.attending(meeting_id)
        return lambda row: row.id in there

    def not_named(where: str) -> Test:
        named = ctx.workspace.people.named()
        known = frozenset().union(*named.values()) if where == _NOWHERE else named[where]
        return lambda row: row.id not in known

    def houses() -> list[tuple[str, str]]:
        return occurring(name for row in lines() for name in {row.organisation, row.department})

    return (
        Filter(
            "outside",
            _("From inside or outside"),
            lambda: ((False, _("From the municipality")), (True, _("From outside"))),
            lambda outside: lambda row: bool(row.outside) is outside,
        ),
        Filter("house", _("Organisation or department"), houses, lambda name: lambda row: name in (row.organisation, row.department)),
        Filter("state", _("Participation"), lambda: [(state, state_words(state)) for state in STATES], _in_state),
        Filter("facilitator", _("Facilitators"), lambda: ((True, _("Facilitators only")),), lambda _on: lambda row: bool(row.facilitator)),
        Filter("meeting", _("At a meeting"), lambda: [(row.id, numbered_title(row)[:_LONGEST]) for row in ctx.workspace.meetings.rows()], at_meeting),
        Filter(
            "consent",
            _("Consent is missing"),
            lambda: ((_NOWHERE, _("Everywhere")), *((channel, channel_words(channel)) for channel in CHANNELS)),
            not_named,
        ),
    )


def _in_state(state: str) -> Test:
    if state == PROPOSED:
        others = frozenset(STATES) - {PROPOSED}
        return lambda row: row.state not in others
    return lambda row: row.state == state


def people_orders() -> tuple[Order, ...]:
    """Return the orders of the list of people."""
    return (
        Order("name", _("First name")),
        Order("last", _("Last name"), _last_name),
        Order("house", _("Organisation"), lambda row: (not row.organisation, row.organisation.casefold(), row.department.casefold())),
        # An id begins with the moment at which it was made.
        Order("new", _("Newest first"), lambda row: -int.from_bytes(row.id)),
    )


def _last_name(row: PersonLine) -> str:
    return row[1].rpartition(" ")[2].casefold()
