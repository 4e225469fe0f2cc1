"""Frozen read models of the board beyond the plain cards: groups, details, dots, and actions over all meetings."""

from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.views import CardView

AGREEMENT, PROMISE = "afspraak", "belofte"

#: Kinds that have a status and a day.
COMMITMENTS = (AGREEMENT, PROMISE)

#: One with this status asks for nothing more.
SETTLED = ("done", "lapsed")


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
        missing: what it still asks for, in words; advice, never an obstacle.
    """

    card: CardView
    look_back_on: date | None
    answer: str
    answered_on: date | None
    revealed: bool
    carried_from: str
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


@dataclass(frozen=True)
class NewCard:
    """A card that is to be captured.

    Attributes:
        kind: id of the kind.
        text: what was said.
        private: True for the facilitator only.
        case_id, owner_id, talent_id: ids, or None.
        day: by when, or when to look back on a promise; or None.
        goal: number of a Global Goal, or None.
    """

    kind: str
    text: str
    private: bool = False
    case_id: bytes | None = None
    owner_id: bytes | None = None
    day: date | None = None
    goal: int | None = None
    talent_id: bytes | None = None


@dataclass(frozen=True)
class CardFilter:
    """Which cards of a board are shown to the facilitator; None and False ask for nothing.

    Attributes:
        kind, case_id, owner_id, goal, item_id, talent_id: only cards with this.
        still_open: only agreements and promises that are not settled.
        voted: only cards with votes.
    """

    kind: str | None = None
    case_id: bytes | None = None
    owner_id: bytes | None = None
    goal: int | None = None
    item_id: bytes | None = None
    talent_id: bytes | None = None
    still_open: bool = False
    voted: bool = False

    def __bool__(self) -> bool:
        return self != CardFilter()

    def fits(self, card: CardView) -> bool:
        """Tell whether a card is to be shown."""
        for name in ("kind", "case_id", "owner_id", "goal", "item_id", "talent_id"):
            wanted = getattr(self, name)
            if wanted is not None and getattr(card, name) != wanted:
                return False
        if self.still_open and (card.kind not in COMMITMENTS or card.status in SETTLED):
            return False
        return not self.voted or card.votes > 0


@dataclass(frozen=True)
class Hits:
    """Cards that a search found.

    Attributes:
        cards: the best ones, at most so many as were asked for.
        total: how many there are.
    """

    cards: tuple[CardView, ...]
    total: int
