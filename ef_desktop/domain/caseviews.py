"""Frozen read models of cases: the list, the life of one, what the programme touches, and the sheet for a meeting."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import NamedTuple

from ef_desktop.domain.caselife import Noticed
from ef_desktop.domain.views import CaseRow


class CaseEntry(NamedTuple):
    """A case in the list: a light record, because there may be thousands.

    Attributes:
        stage: where it is in its life, see ``domain.caselife``.
        anonymous: True when it must not be traced to the initiator.
        met: the criteria that are met, as bits: 1 for c1, 2 for c2, 4 for c3, 8 for c4.
        goals: the Global Goals it touches, as bits: ``1 << number``; ``main`` is the number of the main one, or 0.
        excepted: True when there is a complete exception: a reason, who decided, and the date.
    """

    id: bytes
    title: str
    question: str
    district: str
    stage: str
    anonymous: bool
    met: int
    goals: int
    main: int
    excepted: bool

    @property
    def criteria_met(self) -> int:
        """How many of the four criteria are met."""
        return self.met.bit_count()


@dataclass(frozen=True)
class LifeStep:
    """A step on the line of a case: its stage, its state (done, now, skipped, ahead) and a few translated words, or ""."""

    stage: str
    state: str
    detail: str = ""


@dataclass(frozen=True)
class CaseMeeting:
    """A meeting that has the case on its agenda; state is planned, running or closed."""

    id: bytes
    number: int
    title: str
    held_on: date | None
    state: str
    outcomes: int


@dataclass(frozen=True)
class CaseOutcome:
    """An outcome of the case, of any meeting. ``owner`` is a first name, or ""."""

    id: bytes
    meeting_id: bytes
    meeting: str
    kind: str
    text: str
    owner: str
    due_on: date | None
    status: str
    private: bool


@dataclass(frozen=True)
class CaseRole:
    """A role or talent that was given, is wanted, or that the group said the case needs.

    Attributes:
        kind: taken, wanted or needed.
        name: of the role or talent.
        who: first name of who takes it, or "".
        meeting: title of the meeting where that was said.
    """

    kind: str
    name: str
    who: str
    meeting: str


@dataclass(frozen=True)
class CaseRelated:
    """A related case. ``example`` is True when this case can serve as an example for that one, False the other way round."""

    id: bytes
    title: str
    example: bool
    note: str


@dataclass(frozen=True)
class CaseStory:
    """The life of one case, and where it occurs.

    Attributes:
        row: the case with its verdict.
        stage: where it is now.
        steps: the line.
        next: the next sensible step, see ``domain.caselife.next_step``.
        may_enter: the criteria allow it, or there is a complete reason.
    """

    row: CaseRow
    stage: str
    steps: tuple[LifeStep, ...]
    next: str
    may_enter: bool
    meetings: tuple[CaseMeeting, ...]
    outcomes: tuple[CaseOutcome, ...]
    roles: tuple[CaseRole, ...]
    related: tuple[CaseRelated, ...]
    noticed: tuple[Noticed, ...]

    @property
    def id(self) -> bytes:
        """Id of the case."""
        return self.row.id


@dataclass(frozen=True)
class Occurrence:
    """Where a case occurs, in numbers. ``kept`` is True when it is on an agenda or has outcomes: then it is closed, not removed."""

    id: bytes
    title: str
    meetings: int
    outcomes: int
    related: int
    rounds: int

    @property
    def kept(self) -> bool:
        """True when something else would lose its case."""
        return bool(self.meetings or self.outcomes or self.rounds)


@dataclass(frozen=True)
class RemovedCase:
    """A case that was removed and can be put back."""

    id: bytes
    title: str
    removed_at: datetime | None


@dataclass(frozen=True)
class GoalCoverage:
    """How many cases touch a Global Goal, and how many have it as their main one; ``accent`` marks a goal of the municipality."""

    number: int
    name: str
    color: str
    text_color: str
    cases: int
    main: int
    accent: bool


@dataclass(frozen=True)
class CriterionCoverage:
    """What was found of a criterion over all cases, in numbers; ``open`` also counts what is met but not explained yet."""

    id: str
    meets: int
    partly: int
    fails: int
    open: int


@dataclass(frozen=True)
class Coverage:
    """What the cases of the programme touch."""

    cases: int
    goals: tuple[GoalCoverage, ...]
    criteria: tuple[CriterionCoverage, ...]


@dataclass(frozen=True)
class SheetField:
    """A field on the sheet: its label and its text, both ready to print. A lower ``weight`` is left out later."""

    label: str
    text: str
    weight: int


@dataclass(frozen=True)
class SheetGoal:
    """A Global Goal on the sheet."""

    number: int
    name: str
    color: str
    text_color: str
    main: bool
    sentence: str


@dataclass(frozen=True)
class SheetCriterion:
    """A criterion on the sheet: the programme's words, what was found in words, and why."""

    number: int
    text: str
    state: str
    met: bool
    motivation: str


@dataclass(frozen=True)
class CaseSheet:
    """A case on one page of paper, decided and frozen: what may not be read is already left out.

    Attributes:
        title: of the case, or what stands instead of it.
        line: kind of initiator, phase, district.
        anonymous: True when it must not be traced to the initiator; the sheet says so.
        verdict: in words.
        fields: the intake, in order.
        language: ``nl`` or ``en``.
        edition: moment of making, local time.
    """

    title: str
    line: str
    anonymous: bool
    verdict: str
    fields: tuple[SheetField, ...]
    goals: tuple[SheetGoal, ...]
    criteria: tuple[SheetCriterion, ...]
    programme_name: str
    municipality: str
    language: str
    edition: datetime
