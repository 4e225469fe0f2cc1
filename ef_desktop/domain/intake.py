"""The intake of a case: its fields as the content has them, what is filled in, and what still misses."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Kinds of field.
TEXT, TEXTS, CHOICE, CHOICES, SUGGESTED, LIST, PERSON, ROLE, GOALS, LINKED = (
    "text",
    "textarea",
    "choice",
    "multichoice",
    "choice_or_free",
    "multichoice_or_free",
    "person",
    "role",
    "goals",
    "choice_with_link_date_goals",
)


@dataclass(frozen=True)
class Option:
    """One answer to choose: its id and the words in the language of the screen."""

    id: str
    label: str


@dataclass(frozen=True)
class IntakeField:
    """One question of the intake, in the language of the screen.

    Attributes:
        id: as in the content, for instance ``titel``.
        name: of the stored field, for instance ``title``; "" for the goals, which are kept apart.
        kind: what sort of answer it takes.
        required: whether the intake is only complete with it.
        visibility: ``deelbaar`` (may be shared) or ``intern`` (stays with the facilitators).
        on_wall: whether the group may ever see it.
        advised: number of characters up to which it fits well, or 0.
        exclusive: id of the answer that goes with no other, such as 'niets', or "".
        suggestions: answers to offer where an own one may be typed as well.
    """

    id: str
    name: str
    label: str
    kind: str
    help: str = ""
    required: bool = False
    visibility: str = "intern"
    on_wall: bool = False
    advised: int = 0
    options: tuple[Option, ...] = ()
    exclusive: str = ""
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A part of the intake that can be jumped to; ``short`` is its title in one word."""

    id: str
    title: str
    short: str
    icon: str
    fields: tuple[IntakeField, ...]


@dataclass(frozen=True)
class Completion:
    """How far the intake is.

    Attributes:
        done, total: number of required fields that are filled in, and of all required ones.
        missing: the required fields that are not, in order.
    """

    done: int
    total: int
    missing: tuple[IntakeField, ...]


def parts(value: str | None) -> tuple[str, ...]:
    """Return the answers of a field that holds several, as they are kept: separated by commas."""
    return tuple(part.strip() for part in (value or "").split(",") if part.strip())


def joined(values: Sequence[str]) -> str:
    """Return several answers as they are kept, each once. A comma inside an answer becomes a blank."""
    clean = (" ".join(value.replace(",", " ").split()) for value in values)
    return ",".join(dict.fromkeys(value for value in clean if value))


def chosen(field: IntakeField, current: Sequence[str], option: str, on: bool) -> tuple[str, ...]:
    """Return the answers after one was ticked or unticked. An answer such as 'niets' goes with no other.

    Parameters:
        field: the question.
        current: ids that are ticked.
        option: id that changes.
        on: whether it is ticked now.
    """
    ticked = set(current) - {option}
    if on:
        ticked = {option} if option == field.exclusive else (ticked - {field.exclusive}) | {option}
    return tuple(entry.id for entry in field.options if entry.id in ticked)


def completion(sections: Sequence[Section], values: Mapping[str, object], goals_with_sentence: int) -> Completion:
    """Return how far the intake is.

    Parameters:
        sections: the parts of the intake.
        values: the stored fields by name; what is not in it is empty.
        goals_with_sentence: number of Global Goals that carry a sentence.
    """
    required = [field for section in sections for field in section.fields if field.required]
    missing = tuple(field for field in required if not _filled(field, values, goals_with_sentence))
    return Completion(len(required) - len(missing), len(required), missing)


def _filled(field: IntakeField, values: Mapping[str, object], goals_with_sentence: int) -> bool:
    if field.kind == GOALS:
        return goals_with_sentence > 0
    value = values.get(field.name)
    if field.kind in (CHOICES, LIST):
        return bool(parts(value))
    return bool(value.strip()) if isinstance(value, str) else value is not None
