"""What the wall shows: frozen frames, already filtered. Everything in a frame may be seen by everybody in the room."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Frame:
    """Base of the frames of the wall."""

    language: str


@dataclass(frozen=True)
class BlankFrame(Frame):
    """A black wall."""


@dataclass(frozen=True)
class MediaFrame(Frame):
    """The own ``video`` or ``booklet`` of the facilitator; never its name or its place.

    Attributes:
        number: another one after another file was linked, so that both differ.
    """

    what: str
    number: int


@dataclass(frozen=True)
class ReadingFrame(Frame):
    """A test: can the back row read this? With ids and names of a few kinds of outcome."""

    kinds: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class NumberFrame(Frame):
    """The number of a screen, to tell screens apart, with its size such as '1920 x 1080'."""

    number: int
    words: str


@dataclass(frozen=True)
class WelcomeFrame(Frame):
    """Welcome with the rules of the room.

    Attributes:
        begins: when the meeting begins, as a part of a sentence, or "".
        date: in words, or "".
        place: where it is held, or "".
        icons: name of an icon per rule.
    """

    title: str
    begins: str
    date: str
    place: str
    rules: tuple[str, ...]
    icons: tuple[str, ...] = ()


@dataclass(frozen=True)
class AgendaLine:
    """A line of the agenda: state is done, now or todo; time is rounded to five minutes, or ""."""

    title: str
    time: str
    state: str


@dataclass(frozen=True)
class AgendaFrame(Frame):
    """The agenda with the clock of the current block.

    Attributes:
        remaining_seconds: time left in the block, never negative for the room; None when nothing runs.
        fraction: part of the block that is left, 0 to 1.
        until: expected end of the block in words, or "".
        note: sentence instead of the number, such as 'We ronden af', or "".
        drift: plan against real in words, where the facilitator wants the room to see it, else "".
    """

    title: str
    lines: tuple[AgendaLine, ...]
    end: str
    remaining_seconds: int | None
    fraction: float
    until: str
    note: str
    paused: bool
    drift: str = ""


@dataclass(frozen=True)
class WallCard:
    """A card on the wall: text and, where that is allowed, a second line such as 'Noor · 26 mrt'.

    Attributes:
        grouped: True on the board for a card in a group; ``group`` is the title of that group, on its first card only.
    """

    id: bytes
    text: str
    secondary: str
    fresh: bool
    grouped: bool = False
    group: str = ""


@dataclass(frozen=True)
class WallColumn:
    """A column on the wall."""

    kind: str
    name: str
    cards: tuple[WallCard, ...]


@dataclass(frozen=True)
class BoardFrame(Frame):
    """The board: empty columns are left out. Paging is up to the painter, which knows the sizes."""

    title: str
    columns: tuple[WallColumn, ...]


@dataclass(frozen=True)
class CardFrame(Frame):
    """One card large; the newest stands first, each following page has the one before it.

    Attributes:
        kinds: id of the kind of each card; ``names``: its name.
    """

    cards: tuple[WallCard, ...] = ()
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()


@dataclass(frozen=True)
class CaseFrame(Frame):
    """A case: its title and question, both "" where the initiator does not know that it is discussed."""

    title: str
    question: str


@dataclass(frozen=True)
class AgreementsFrame(Frame):
    """The agreements that are still open, of all meetings, the first due first."""

    cards: tuple[WallCard, ...] = ()


@dataclass(frozen=True)
class RulesFrame(Frame):
    """The rules of the room, large, with the name of an icon per rule."""

    rules: tuple[str, ...]
    icons: tuple[str, ...] = ()


@dataclass(frozen=True)
class BreakFrame(Frame):
    """A break with the time to be back.

    Attributes:
        back_at: when the meeting goes on, as a sentence, or "".
        remaining_seconds: time left, never negative; None when the break is not the current block.
        fraction: part of the break that is left, 0 to 1.
        note: words instead of the number once the time is up, or "".
    """

    title: str
    back_at: str
    remaining_seconds: int | None = None
    fraction: float = 0.0
    note: str = ""
    paused: bool = False


@dataclass(frozen=True)
class TopFrame(Frame):
    """The most important outcomes at the end, the first one first.

    Attributes:
        kinds: id of the kind of each card; ``names``: its name.
    """

    title: str
    cards: tuple[WallCard, ...] = ()
    kinds: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
