"""Frozen read models of what the first window shows. They stand apart because they are loaded before anything else is."""

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True)
class ProgrammeView:
    """The learning path of one municipality."""

    id: bytes
    name: str
    municipality: str = ""
    facilitator: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    sample: bool = False


@dataclass(frozen=True)
class MeetingRow:
    """A meeting in a list.

    Attributes:
        number: place in the programme, from 1, by date.
        starts_at, ends_at: minutes since midnight; ``ends_at`` is the agreed end and may pass 1440.
        state: ``planned``, ``running`` or ``closed``.
        progress: quarters done, 0 to 4: agenda made, held, outcomes captured, closed.
        note: the progress in words, translated.
    """

    id: bytes
    number: int
    title: str
    held_on: date | None
    starts_at: int | None
    ends_at: int | None
    place: str
    state: str
    item_count: int
    planned_minutes: int
    outcome_count: int
    attending: int
    invited: int
    progress: int
    note: str


@dataclass(frozen=True)
class AgreementRow:
    """An agreement that is still open, or was."""

    id: bytes
    meeting_id: bytes
    text: str
    owner: str
    due_on: date | None
    status: str


@dataclass(frozen=True)
class Attention:
    """Something that asks for attention, in words, with where to go.

    Attributes:
        icon: name of an icon.
        title, detail: translated.
        target: page name; ``row``: id to open there, or None.
    """

    icon: str
    title: str
    detail: str
    target: str
    row: bytes | None = None


@dataclass(frozen=True)
class OverviewView:
    """The page Leerroute."""

    programme: ProgrammeView
    meetings: tuple[MeetingRow, ...]
    next_id: bytes | None
    people_count: int
    case_count: int
    agreements: tuple[AgreementRow, ...]
    attention: tuple[Attention, ...]


@dataclass(frozen=True)
class SaveState:
    """Whether everything is on the disk: ``failed`` holds the sentence to show when it is not."""

    saved_at: datetime | None
    failed: str = ""


@dataclass(frozen=True)
class UndoState:
    """Labels of the next undo and redo, translated, or None where there is none.

    Attributes:
        merge: True where the next undo takes a whole merge back, which cannot be done again.
    """

    undo: str | None
    redo: str | None
    merge: bool = False


@dataclass(frozen=True)
class Found:
    """A hit of the command palette: kind is meeting, case or person."""

    kind: str
    id: bytes
    title: str
    detail: str
