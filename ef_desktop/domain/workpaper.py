"""What the work form has on paper, decided and frozen: cards to cut out, and a sheet for a participant. Never a name."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CardSide:
    """A card in one language.

    Attributes:
        language: ``nl`` or ``en``.
        kind: what it is, such as 'Talent · Hart' or 'Rol'.
        name: its name.
        text: what it is.
        parts: pairs of a label and a text, such as 'Te veel?'.
    """

    language: str
    kind: str
    name: str
    text: str
    parts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class PaperCard:
    """A card to cut out.

    Attributes:
        first: in the language of the screen; ``second``: in the other one, smaller; None where it says the same.
        colour: ``#RRGGBB``, dark enough for white on it.
        icon: name of a shipped outline icon.
    """

    first: CardSide
    second: CardSide | None
    colour: str
    icon: str


@dataclass(frozen=True, slots=True)
class PaperDeck:
    """The cards with a page on how they are used.

    Attributes:
        how: sentences on that page; ``rules``: what is agreed; ``materials``: what else is needed.
    """

    language: str
    title: str
    programme_name: str
    author: str
    how: tuple[str, ...]
    rules: tuple[str, ...]
    materials: tuple[str, ...]
    cards: tuple[PaperCard, ...]


@dataclass(frozen=True, slots=True)
class SheetPart:
    """A step on the sheet of a participant.

    Attributes:
        title: its heading.
        text: what to do.
        lines: what stands before each line to write on; "" is a bare line.
    """

    title: str
    text: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PaperSheet:
    """The sheet of a participant; ``clusters``: name of each cluster with its talents; ``roles``: names of the roles."""

    language: str
    title: str
    programme_name: str
    author: str
    intro: str
    parts: tuple[SheetPart, ...]
    clusters: tuple[tuple[str, tuple[str, ...]], ...]
    roles: tuple[str, ...]
