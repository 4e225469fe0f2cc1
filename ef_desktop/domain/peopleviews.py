"""Frozen read models of people: the list, and everything about one person."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from ef_desktop.domain.views import PersonRow
from ef_desktop.domain.words import first_name, initials

#: How the talk with the team organisatieontwikkeling about a participant stands; whoever was not talked about is proposed.
PROPOSED, AGREED, WITHDRAWN = "proposed", "agreed", "withdrawn"
STATES = (PROPOSED, AGREED, WITHDRAWN)

#: Where a person may be named: on the wall, in the logbook, in reports.
WALL, LOGBOOK, REPORT = "sessie", "logboek", "rapportage"
CHANNELS = (WALL, LOGBOOK, REPORT)

#: In which form: not at all, by first name, by full name.
NOT_NAMED, FIRST_NAME, FULL_NAME = "", "first", "full"
NAME_FORMS = {WALL: (NOT_NAMED, FIRST_NAME), LOGBOOK: (NOT_NAMED, FIRST_NAME, FULL_NAME), REPORT: (NOT_NAMED, FIRST_NAME, FULL_NAME)}


def name_as(name: str, form: str) -> str:
    """Return a name in the form that its bearer allows: ``full`` or ``first``; "" for a no."""
    if form == FULL_NAME:
        return name
    return first_name(name) if form == FIRST_NAME else ""


class PersonLine(NamedTuple):
    """A person in the list of all; of thousands, so as little as the list needs."""

    id: bytes
    name: str
    organisation: str
    department: str
    function: str
    outside: int
    facilitator: int
    state: str

    @property
    def initials(self) -> str:
        """At most two letters."""
        return initials(self.name)

    @property
    def place(self) -> str:
        """The department, or the organisation of who has none."""
        return self.department or self.organisation


@dataclass(frozen=True)
class ConsentView:
    """What a person says about being named in one channel.

    Attributes:
        form: ``first`` or ``full``, or "" for no.
        given_on: day of the yes; asked_by: who asked.
        withdrawn_on: day on which a yes was taken back; None where there never was one.
        valid_until: last day of a yes that ends by itself; with ``form`` "" it is over.
    """

    channel: str
    form: str = NOT_NAMED
    given_on: date | None = None
    asked_by: str = ""
    withdrawn_on: date | None = None
    valid_until: date | None = None


@dataclass(frozen=True)
class RoundConsent:
    """A yes to being named with talents and roles in a round of the work form; ``given_on`` is the day of the yes."""

    round_id: bytes
    meeting: str
    given_on: date | None


@dataclass(frozen=True)
class PersonMeeting:
    """A meeting on the page of a person; status is expected, present, absent, or "" for who is not on its list."""

    id: bytes
    number: int
    title: str
    held_on: date | None
    status: str
    role: str


@dataclass(frozen=True)
class PersonCase:
    """A case that a person brought in."""

    id: bytes
    title: str


@dataclass(frozen=True)
class PersonAgreement:
    """A card that a person owns: an agreement or a promise, status open, busy, done or lapsed."""

    id: bytes
    meeting_id: bytes
    text: str
    due_on: date | None
    status: str


@dataclass(frozen=True)
class PersonDetails:
    """Everything about one person.

    Attributes:
        state: proposed, agreed or withdrawn; ``agreed_by`` and ``agreed_on`` tell who agreed and when.
        notes: private.
        consents: one for each of ``CHANNELS``.
        rounds: the rounds of the work form in which the person may be named.
        meetings: all meetings of the programme, in order.
    """

    row: PersonRow
    state: str
    agreed_by: str
    agreed_on: date | None
    notes: str
    consents: tuple[ConsentView, ...]
    meetings: tuple[PersonMeeting, ...]
    cases: tuple[PersonCase, ...]
    agreements: tuple[PersonAgreement, ...]
    rounds: tuple[RoundConsent, ...]
