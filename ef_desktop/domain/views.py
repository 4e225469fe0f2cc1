"""Frozen read models: exactly what a page shows. No page can reach past them into the work file."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.timer import TimerState


@dataclass(frozen=True)
class BlockView:
    """A building block of the library, in the language of the screen."""

    id: bytes
    key: str
    title: str
    minutes: int
    min_minutes: int
    max_minutes: int
    base_package: bool
    purpose: str
    instruction: tuple[str, ...]
    materials: tuple[str, ...]
    wall: str
    icon: str
    scene: str
    counts: bool
    is_break: bool
    own: bool = False


@dataclass(frozen=True)
class TemplateView:
    """A sample meeting to start from."""

    id: bytes
    key: str
    title: str
    starts_at: int
    minutes: int
    group: str
    goal: str
    items: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class AgendaItemView:
    """A block in the rundown of a meeting.

    Attributes:
        starts_at: minutes since midnight by the plan, or None when the meeting has no start.
        scene: what the wall shows by itself: welcome, agenda, board, rules, ...
        real_seconds: time really spent, or None when it was not held (yet).
    """

    id: bytes
    meeting_id: bytes
    block_id: bytes | None
    block_key: str
    title: str
    minutes: int
    starts_at: int | None
    purpose: str
    instruction: tuple[str, ...]
    materials: tuple[str, ...]
    notes: str
    scene: str
    icon: str
    case_id: bytes | None
    case_title: str
    leader: str
    counts: bool
    is_break: bool
    closes: bool
    real_seconds: int | None = None


@dataclass(frozen=True)
class Advice:
    """One remark on a plan.

    Attributes:
        code: too_long, no_outcomes, outcomes_not_last, no_break, empty, below_minimum, spare, no_date, past.
        level: ``warning`` or ``info``.
        text: translated sentence.
    """

    code: str
    level: str
    text: str


@dataclass(frozen=True)
class PersonRow:
    """A person in a list."""

    id: bytes
    name: str
    initials: str
    organisation: str
    department: str
    outside: bool
    function: str
    email: str
    phone: str
    facilitator: bool
    meetings: int = 0


@dataclass(frozen=True)
class AttendeeView:
    """A person at a meeting: status is expected, present or absent; role is participant, facilitator or guest."""

    person: PersonRow
    status: str
    role: str


@dataclass(frozen=True)
class CaseRow:
    """A case in a list.

    Attributes:
        title: as the facilitator gave it, also of an anonymous case: for the facilitator only.
        shown: the title as others may read it.
        status: proposed, intake, admitted, planned, discussed, followed_up, closed or not_now.
        criteria_met: 0 to 4.
        verdict: past, aanvullen, met_reden or niet_nu.
        anonymous: True unless the initiator knows that the case is discussed; not asked yet counts as no.
    """

    id: bytes
    title: str
    question: str
    district: str
    status: str
    criteria_met: int
    verdict: str
    goals: tuple[int, ...]
    anonymous: bool
    brought_by: str
    outcomes: int = 0
    shown: str = ""


@dataclass(frozen=True)
class CriterionView:
    """One of the four criteria for a case: the programme's words, and state and motivation of this case.

    Attributes:
        gap: why it does not count yet, as in ``domain.criteria.Gap``, or "".
        starts: the given beginning of the sentence in every language.
    """

    id: str
    text: str
    question: str
    sentence_start: str
    state: str
    motivation: str
    gap: str = ""
    starts: tuple[str, ...] = ()


@dataclass(frozen=True)
class GoalView:
    """A Global Goal, and whether a case touches it.

    Attributes:
        accent: True when the programme pays special attention to it.
        words: other names and words by which it is found.
    """

    number: int
    name: str
    color: str
    text_color: str
    chosen: bool
    main: bool
    sentence: str
    accent: bool = False
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class MeetingPlan:
    """A meeting with its rundown: the page Voorbereiden."""

    row: MeetingRow
    goal: str
    notes: str
    summary: str
    items: tuple[AgendaItemView, ...]
    planned_minutes: int
    available_minutes: int | None
    ends_at: int | None
    over_minutes: int
    advice: tuple[Advice, ...]
    attendees: tuple[AttendeeView, ...]
    cases: tuple[CaseRow, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True)
class KindView:
    """A kind of outcome in the language of the screen."""

    id: str
    name: str
    description: str
    sentence_start: str
    on_board: bool = True


@dataclass(frozen=True)
class CardView:
    """A card: one outcome.

    Attributes:
        wall_text: short text for the wall, or "".
        private: True keeps it off the wall, out of the logbook and out of every export for others.
        top: 1 to 3 when it is one of the most important, else None.
        status: open, busy, done or lapsed for an agreement or a promise, else "".
        revealed: False while it is kept from the room until it is revealed.
        carried: True when it is here to look back on an agreement of an earlier meeting.
        goal: number of a Global Goal, or None.
        talent_id, talent: id and name of a talent, or None and "".
        owner_id, owner: None and "" with kinds that stay nameless, whatever the work file holds.
    """

    id: bytes
    meeting_id: bytes
    kind: str
    text: str
    wall_text: str
    case_id: bytes | None
    case_title: str
    item_id: bytes | None
    item_title: str
    owner_id: bytes | None
    owner: str
    due_on: date | None
    status: str
    to_whom: str
    private: bool
    votes: int
    group_id: bytes | None
    group_title: str
    top: int | None
    captured_at: datetime
    revealed: bool = True
    carried: bool = False
    goal: int | None = None
    talent_id: bytes | None = None
    talent: str = ""


@dataclass(frozen=True)
class Column:
    """The cards of one kind, in order."""

    kind: KindView
    cards: tuple[CardView, ...]


@dataclass(frozen=True)
class BoardView:
    """The board of one meeting."""

    meeting: MeetingRow
    columns: tuple[Column, ...]
    total: int
    private: int

    def keeping(self, former: "BoardView") -> "BoardView":
        """Return this board, where a column that is as it was is the very same one: then nobody lays out its cards anew.

        A column with groups is taken anew: where these stand is not in it.
        """

        def kept(column: Column, old: Column) -> bool:
            return column == old and all(card.group_id is None for card in column.cards)

        pairs = zip(self.columns, former.columns, strict=True)
        return replace(self, columns=tuple(old if kept(column, old) else column for column, old in pairs))


@dataclass(frozen=True)
class RoomView:
    """The meeting while it runs: the page Begeleiden."""

    plan: MeetingPlan
    timer: TimerState
    items: tuple[AgendaItemView, ...]
    current: AgendaItemView | None
    following: AgendaItemView | None
    words: str
    kinds: tuple[KindView, ...]
    outcome_count: int
    last_card: CardView | None


@dataclass(frozen=True)
class HistoryEntry:
    """One change of a row: when, by whom, and what, translated.

    Attributes:
        field: ``text`` or ``wall_text`` of an outcome where that was changed, else "".
        before: what stood there before; only with a field.
    """

    at: datetime
    who: str
    text: str
    field: str = ""
    before: str = ""


@dataclass(frozen=True)
class BackupView:
    """An automatic backup."""

    path: str
    made_at: datetime
    bytes: int
