"""Frozen read models of the room: what the facilitator sees beside the clock and the rundown."""

from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.replan import Proposal
from ef_desktop.domain.views import AttendeeView, PersonRow


@dataclass(frozen=True)
class ProposalView:
    """A way out of an overrun, in words.

    Attributes:
        proposal: what is done when it is accepted.
        title: how much too late, and for what.
        lines: what would change, one sentence each.
        deadline: id of the block with an agreed time that it protects, or None for the end of the meeting.
        events: number of events that the clock knew; a proposal that is older than the clock is made again.
        new_end: agreed end that it leads to, in minutes since midnight, when it moves the end.
    """

    proposal: Proposal
    title: str
    lines: tuple[str, ...]
    deadline: bytes | None
    events: int
    new_end: int | None = None


@dataclass(frozen=True)
class AttendanceView:
    """A person on the list of a meeting, and whether this person comes or came later."""

    attendee: AttendeeView
    late: bool


@dataclass(frozen=True)
class CheckIn:
    """What a few letters brought.

    Attributes:
        person: who was marked present, or None.
        candidates: who it could be when more than one fits; nobody was marked then.
        already: True when the person had been marked present before.
    """

    person: PersonRow | None
    candidates: tuple[PersonRow, ...] = ()
    already: bool = False


@dataclass(frozen=True)
class RulesView:
    """The rules of the room for one meeting.

    Attributes:
        common: rules of the programme.
        extra: rules that this group added.
        confirmed: True when the group said yes to them.
    """

    common: tuple[str, ...]
    extra: tuple[str, ...]
    confirmed: bool


@dataclass(frozen=True)
class Held:
    """A time that a block was held: planned and real length in minutes."""

    meeting_id: bytes
    title: str
    held_on: date | None
    planned: int
    real: int


@dataclass(frozen=True)
class Experience:
    """What earlier meetings taught about the length of a block.

    Attributes:
        held: the times it was held, the last one first.
        suggested: minutes to plan for it, or None when it was never held.
        words: the experience in a sentence, or "".
    """

    held: tuple[Held, ...]
    suggested: int | None
    words: str
