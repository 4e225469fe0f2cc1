"""Frozen read models of the work form 'Rollen en talenten', for the facilitator's screen. What the room sees is in ``workframes``."""

from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workform import Turn


@dataclass(frozen=True)
class ClusterView:
    """A cluster of talents: hart, hoofd, handen, lef."""

    id: str
    name: str
    description: str


@dataclass(frozen=True)
class TalentView:
    """A talent in the language of the screen.

    Attributes:
        names: the name in both languages, for completing.
        too_much: what it looks like when there is too much of it.
        recorded: whether it was recorded in a round, so that a rename makes a new one.
    """

    id: bytes
    key: str
    cluster: str
    name: str
    description: str
    too_much: str
    names: tuple[str, ...]
    own: bool
    hidden: bool
    recorded: bool


@dataclass(frozen=True)
class RoleView:
    """A role in the language of the screen; ``talents`` are the ids of the talents that belong to it."""

    id: bytes
    key: str
    name: str
    description: str
    question: str
    when: str
    pitfall: str
    talents: tuple[bytes, ...]
    names: tuple[str, ...]
    own: bool
    hidden: bool
    recorded: bool


@dataclass(frozen=True)
class WorkSet:
    """The roles and talents of the programme, in order, also the hidden ones where they were asked for."""

    clusters: tuple[ClusterView, ...]
    talents: tuple[TalentView, ...]
    roles: tuple[RoleView, ...]


@dataclass(frozen=True)
class SetPreview:
    """What bringing in a set from a file does.

    Attributes:
        title: name of the programme that it comes from.
        talents, roles: how many are in it.
        added, changed, hidden: what it does to the present set; ``words`` says it in a line.
    """

    title: str
    talents: int
    roles: int
    added: int
    changed: int
    hidden: int
    words: str


@dataclass(frozen=True)
class WorkStepView:
    """A step as the facilitator reads it.

    Attributes:
        minutes: for the group of this round.
        say: what the facilitator says.
        facilitator: what the facilitator minds.
        wall: what is on the wall, in words.
        grouping: how people sit, in words.
        note: what differs in the short script, or "".
        records: what is recorded: own, growth, role, given, mirror, totals, needs, outside, taken, outcome, storage.
        recorded: that in words, or "".
        scene: rules, cards, turn, questions, picture, needs, roles or sentence.
        state: todo, current, done, skipped or later.
        turns, turn_seconds: turns of the step; 0 where there are none.
    """

    id: str
    title: str
    minutes: int
    say: str
    facilitator: str
    wall: str
    grouping: str
    note: str
    records: tuple[str, ...]
    recorded: str
    scene: str
    skippable: bool
    state: str
    spent_seconds: int
    turns: int
    turn_seconds: int


@dataclass(frozen=True)
class CircleView:
    """A group in which turns are taken: number from 1, its people, and why they are together.

    Attributes:
        names: for the facilitator: first names, and the whole name where two of the meeting share one.
        first_names: first names only, for the wall.
    """

    number: int
    person_ids: tuple[bytes, ...]
    names: tuple[str, ...]
    first_names: tuple[str, ...]
    reason: str


@dataclass(frozen=True)
class RoundRow:
    """A round in a list; ``sentence`` tells it in a line."""

    id: bytes
    meeting_id: bytes
    meeting_title: str
    held_on: date | None
    item_id: bytes | None
    case_id: bytes | None
    case_title: str
    variant: str
    people: int
    names: bool
    sentence: str


@dataclass(frozen=True)
class RoundView:
    """A round of the work form, with its clock at this moment.

    Attributes:
        phase: waiting, running, paused or finished.
        index: place of the current step, or -1.
        remaining_seconds: of the current step; below 0 when it runs over.
        turn: the turn that goes on, or None.
        circles: the groups, empty until they are chosen.
        total_minutes: all steps that are not skipped; block_minutes: the block, or None.
        advice: about the size of the group and about the time, in words.
        observations: what the group saw in the team picture, at most three.
        rules: what is agreed about roles, talents and names.
    """

    row: RoundRow
    steps: tuple[WorkStepView, ...]
    phase: str
    index: int
    remaining_seconds: int
    turn: Turn | None
    circles: tuple[CircleView, ...]
    total_minutes: int
    block_minutes: int | None
    advice: tuple[str, ...]
    observations: tuple[str, ...]
    rules: tuple[str, ...]


@dataclass(frozen=True)
class PersonChoice:
    """A person in the list of who records.

    Attributes:
        agreed: whether the person said yes to being named with talents, in this round.
        own, growth, role, given: what is kept by name; empty where nothing is.
        recorded: whether something is kept by name.
    """

    id: bytes
    name: str
    initials: str
    agreed: bool
    own: tuple[bytes, ...]
    growth: bytes | None
    role: bytes | None
    given: tuple[bytes, ...]
    recorded: bool


@dataclass(frozen=True)
class GiftView:
    """A talent that somebody got by name: its name, who gave it ("" unless that person said yes too), and the example."""

    id: bytes
    talent_id: bytes
    talent: str
    giver: str
    example: str


@dataclass(frozen=True)
class RecordingView:
    """What recording needs: the people, what can be chosen, and how far it is.

    Attributes:
        names: whether names are kept for whoever says yes; False keeps totals only.
        talents, roles: what can be typed.
        choices: own talents recorded, of how many there can be.
        growths, gifts, roles_chosen: how many were recorded.
        counted: how many people were recorded without a name; who they are is kept nowhere.
        words: how far it is, in words.
    """

    names: bool
    people: tuple[PersonChoice, ...]
    talents: tuple[Option, ...]
    roles: tuple[Option, ...]
    choices: int
    expected: int
    growths: int
    gifts: int
    roles_chosen: int
    counted: int
    words: str


@dataclass(frozen=True)
class TableTotals:
    """The totals of one table (number from 1; 0 is the whole group): amount per talent and part, and per role."""

    table: int
    talents: dict[tuple[bytes, str], int]
    roles: dict[bytes, int]


@dataclass(frozen=True)
class PictureTalent:
    """A talent in the team picture; ``words`` says the state as the screen does: 'genoeg', 'weinig', 'ontbreekt'."""

    id: bytes
    name: str
    cluster: str
    own: int
    growth: int
    given: int
    total: int
    state: str
    words: str


@dataclass(frozen=True)
class PictureRole:
    """A role in the team picture.

    Attributes:
        key: of the role in the content, for its icon.
        names: first names of who took it, only of people who said yes.
        unnamed: how many took it without a name.
        wanted: whether it is looked for.
    """

    id: bytes
    key: str
    name: str
    question: str
    preferred: int
    taken: int
    names: tuple[str, ...]
    unnamed: int
    wanted: bool
    state: str
    words: str


@dataclass(frozen=True)
class NeedView:
    """What a case needs against what is there.

    Attributes:
        id: of the need, for ``set_outside``; ``item_id``: of the role or talent.
        kind: role or talent.
        outside: who from outside the room could bring it, as was noted.
        words: how it stands, in words.
    """

    id: bytes
    kind: str
    item_id: bytes
    name: str
    state: str
    words: str
    in_house: int
    growth: int
    outside: str


@dataclass(frozen=True)
class PictureView:
    """The team picture of a round.

    Attributes:
        clusters: the four, in order.
        talents: visible ones in the order of the set, and hidden ones that were recorded.
        needs: what the case needs; empty until it was chosen.
        plenty, unused: names of talents there is plenty of, and that nothing calls upon.
        sentences: the picture in words.
    """

    round_id: bytes
    with_growth: bool
    people: int
    clusters: tuple[ClusterView, ...]
    talents: tuple[PictureTalent, ...]
    roles: tuple[PictureRole, ...]
    needs: tuple[NeedView, ...]
    plenty: tuple[str, ...]
    unused: tuple[str, ...]
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class TakerView:
    """A role that somebody took, or that is looked for.

    Attributes:
        id: of the taking, for ``release``.
        person_id, name: who, only after a yes in this round; else None and "".
        outcome_id, due_on: the agreement that belongs to it, None when it was removed.
    """

    id: bytes
    role_id: bytes
    role: str
    wanted: bool
    person_id: bytes | None
    name: str
    outcome_id: bytes | None
    due_on: date | None


@dataclass(frozen=True)
class Proposal:
    """A person who could take a role, and why, in a sentence. Never more than a proposal."""

    person_id: bytes
    name: str
    reason: str


@dataclass(frozen=True)
class GrowthRow:
    """How the picture grew with a round: talents seen in all, and those seen for the first time."""

    round: RoundRow
    seen: int
    new: tuple[str, ...]
    words: str
