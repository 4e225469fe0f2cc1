"""Frozen read models of the board beyond the plain cards: groups, details, dots, and actions over all meetings."""

from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.views import CardView


@dataclass(frozen=True)
class BoardEntry:
    """One thing in a column: a group with its cards, or a loose card.

    Attributes:
        group_id: id of the group, or None for a loose card.
        title: title of the group, or "".
        cards: the cards in order; exactly one for a loose card.
    """

    group_id: bytes | None
    title: str
    cards: tuple[CardView, ...]

    @property
    def votes(self) -> int:
        """Votes of all cards together."""
        return sum(card.votes for card in self.cards)


@dataclass(frozen=True)
class CardDetail:
    """What a card holds beside what the board shows.

    Attributes:
        revealed: False while it is kept from the room until it is revealed.
        carried_from: title of the meeting in which it was made, when it is here to look back on; else "".
        goal: number of a Global Goal, or None.
        missing: what it still asks for, in words; advice, never an obstacle.
    """

    card: CardView
    look_back_on: date | None
    answer: str
    answered_on: date | None
    revealed: bool
    carried_from: str
    goal: int | None
    criterion: str
    missing: tuple[str, ...]


@dataclass(frozen=True)
class Budget:
    """The dots of a vote: people times dots against what was given.

    Attributes:
        words: how it stands, translated.
        over: True when more was given than there can be; a warning, never an obstacle.
    """

    people: int
    dots: int
    given: int
    words: str
    over: bool

    @property
    def allowed(self) -> int:
        """Dots that there can be."""
        return self.people * self.dots


@dataclass(frozen=True)
class ActionRow:
    """An agreement or promise in the list over all meetings.

    Attributes:
        due_on: when it is to be done, or looked back on.
        late: True when that day has passed and it is still open.
        missing: what it still asks for, in words.
    """

    id: bytes
    meeting_id: bytes
    meeting_title: str
    kind: str
    text: str
    owner_id: bytes | None
    owner: str
    due_on: date | None
    status: str
    private: bool
    late: bool
    missing: tuple[str, ...]
