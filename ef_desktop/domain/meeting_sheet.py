"""One page about a meeting, to hand out at the door: what may stand on it, decided and frozen."""

from dataclasses import dataclass
from datetime import date, datetime

from ef_desktop.domain.book import BookKind


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A part of the rundown: its title, and its start in minutes since midnight, None in a meeting without a start."""

    title: str
    starts_at: int | None = None


@dataclass(frozen=True, slots=True)
class SheetOutcome:
    """An outcome: id of its kind, what was said, and the votes it got."""

    kind: str
    text: str
    votes: int = 0


@dataclass(frozen=True, slots=True)
class SheetAgreement:
    """An agreement or a promise: what, who where that name may be read on paper, and by when."""

    text: str
    owner: str = ""
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class SheetNext:
    """The meeting that follows; ``starts_at`` in minutes since midnight."""

    title: str
    held_on: date | None
    starts_at: int | None
    place: str


@dataclass(frozen=True, slots=True)
class MeetingSheet:
    """Everything that may stand on the page of a meeting.

    Attributes:
        number: of the meeting in the programme.
        starts_at, ends_at: minutes since midnight, or None.
        held: False where the meeting is still to come.
        kinds: the kinds of outcome in the order in which they are shown.
        top: the most important outcomes, in order.
        outcomes: the others, in the order of the board, without agreements and promises.
        agreements: agreements and promises, those in the top as well.
        withheld: how many cards are not here because they are private, not shown to the group yet, or without a yes of their speaker.
        nameless: how many agreements have an owner who may not be named on paper.
        edition: the moment of making, with time zone.
    """

    number: int
    title: str
    held_on: date | None
    starts_at: int | None
    ends_at: int | None
    place: str
    held: bool
    kinds: tuple[BookKind, ...]
    parts: tuple[SheetPart, ...]
    top: tuple[SheetOutcome, ...]
    outcomes: tuple[SheetOutcome, ...]
    agreements: tuple[SheetAgreement, ...]
    following: SheetNext | None
    withheld: int
    nameless: int
    programme_name: str
    municipality: str
    language: str
    edition: datetime


@dataclass(frozen=True, slots=True)
class SheetRest:
    """How much of a meeting did not fit on its page."""

    parts: int = 0
    outcomes: int = 0
    agreements: int = 0

    @property
    def total(self) -> int:
        """Everything together."""
        return self.parts + self.outcomes + self.agreements
