"""What the wall shows of the work form 'Rollen en talenten': one frame per kind of step, already filtered.

A name stands in a frame only beside a role that its person took, and only when that person said yes, in this round and to
being named on the wall; or in the list of a group, where nothing is told about it. No frame has a name beside a talent.
"""

from dataclasses import dataclass

from ef_desktop.domain.frames import Frame


@dataclass(frozen=True)
class WorkClock:
    """The clock of a step or a turn for the room.

    Attributes:
        remaining_seconds: never negative; None when nothing runs.
        fraction: part that is left, 0 to 1.
        note: words instead of the number once the time is up, or "".
    """

    remaining_seconds: int | None = None
    fraction: float = 0.0
    note: str = ""
    paused: bool = False


@dataclass(frozen=True)
class WorkFrame(Frame):
    """Base of the frames of the work form.

    Attributes:
        title: title of the step.
        case_title: title of the case, or "" where it is none or may not be named.
        number, count: place of the step among those that are held.
        clock: of the step.
    """

    title: str
    case_title: str
    number: int
    count: int
    clock: WorkClock


@dataclass(frozen=True)
class WorkTextFrame(WorkFrame):
    """Sentences, large: the aim with the agreements (scene ``rules``), questions (``questions``) or a sentence to finish
    (``sentence``).

    Attributes:
        scene: one of these three.
        lines: the sentences.
        rules: the agreements of the work form; empty but for ``rules``.
    """

    scene: str
    lines: tuple[str, ...]
    rules: tuple[str, ...] = ()


@dataclass(frozen=True)
class WallCluster:
    """A cluster with the names of its talents."""

    id: str
    name: str
    talents: tuple[str, ...]


@dataclass(frozen=True)
class WorkCardsFrame(WorkFrame):
    """All talents by cluster and all roles, with what to choose."""

    lines: tuple[str, ...]
    clusters: tuple[WallCluster, ...]
    roles: tuple[str, ...]


@dataclass(frozen=True)
class WallCircle:
    """A group on the wall: its number, the first names that may be shown, and how many others there are."""

    number: int
    names: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class WorkTurnFrame(WorkFrame):
    """A turn: the question or the sentence to finish, the clock of the turn, and the groups.

    Attributes:
        turn: number from 1; 0 before the first and after the last.
        turns: how many there are.
        turn_clock: its clock.
    """

    lines: tuple[str, ...]
    turn: int
    turns: int
    turn_clock: WorkClock
    circles: tuple[WallCircle, ...]


@dataclass(frozen=True)
class WallBar:
    """A talent as a bar: chosen oneself, given, and the total that is its length. No names."""

    name: str
    own: int
    given: int
    total: int


@dataclass(frozen=True)
class WallBars:
    """The bars of a cluster."""

    id: str
    name: str
    bars: tuple[WallBar, ...]


@dataclass(frozen=True)
class WallRoleCount:
    """A role in the team picture: how many would like to take it, in words too; state is present, thin or missing."""

    key: str
    name: str
    count: int
    state: str
    words: str


@dataclass(frozen=True)
class WorkPictureFrame(WorkFrame):
    """The team picture: bars by cluster, roles as a ring, in numbers only.

    Attributes:
        lines: question of the step.
        filled: how many of the roles somebody would like to take, in words.
        largest: the longest bar, at least 1.
    """

    lines: tuple[str, ...]
    clusters: tuple[WallBars, ...]
    roles: tuple[WallRoleCount, ...]
    filled: str
    largest: int


@dataclass(frozen=True)
class WallNeed:
    """What the case needs: kind is role or talent; state is present, thin or missing, in words too."""

    kind: str
    name: str
    state: str
    words: str
    in_house: int


@dataclass(frozen=True)
class WorkNeedsFrame(WorkFrame):
    """'Nodig' beside 'In huis'.

    Attributes:
        needs: what the case needs, roles first.
        house: name and total of the talents that are most in the house.
    """

    lines: tuple[str, ...]
    needs: tuple[WallNeed, ...]
    house: tuple[tuple[str, int], ...]


@dataclass(frozen=True)
class WallRole:
    """A role on the wall.

    Attributes:
        names: first names of who took it and may be named.
        words: in place of names: how many took it, 'gezocht', or that nobody has it yet.
        state: taken, wanted or open.
        key: of the role in the content, for its icon.
    """

    name: str
    question: str
    names: tuple[str, ...]
    words: str
    state: str
    key: str = ""


@dataclass(frozen=True)
class WorkRolesFrame(WorkFrame):
    """The roles that this case needs, with a name or 'gezocht'; ``filled`` says how many are taken, in words."""

    case_sentence: str
    roles: tuple[WallRole, ...]
    filled: str
