"""Two records of the same person or the same case become one: which value is proposed per field, and what is never chosen.

Filled beats empty; where both are filled and differ, somebody chooses. Not chosen is what protects people: a no or a taken
back yes goes before a yes, who signed off stays so, an anonymous case stays anonymous.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from ef_desktop.domain import caselife
from ef_desktop.domain.intake import joined, parts
from ef_desktop.domain.matching import folded
from ef_desktop.domain.peopleviews import (
    AGREED,
    FIRST_NAME,
    PROPOSED,
    STATES,
    WITHDRAWN,
)
from ef_desktop.domain.privacy import is_anonymous

#: Whose value: of the record that stays, of the one that goes into it, or of both together.
FIRST, SECOND, BOTH = "first", "second", "both"

#: Kinds of field: one value; lines of text; a list with commas; yes or no; where a case is.
LINE, TEXT, LIST, FLAG, STAGE = "line", "text", "list", "flag", "stage"

Values = tuple[Any, ...]

_WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Field:
    """A field, or fields that mean something together; ``name`` is that of the first of its columns."""

    columns: tuple[str, ...]
    kind: str = LINE

    @property
    def name(self) -> str:
        """What the field is called among the choices."""
        return self.columns[0]


#: What is asked about two people, in the order of the form; how each takes part and what is allowed follow by rule.
PERSON_FIELDS = (
    Field(("name",)),
    Field(("outside",), FLAG),
    Field(("function",)),
    Field(("organisation",)),
    Field(("department",)),
    Field(("email",)),
    Field(("phone",)),
    Field(("facilitator",), FLAG),
    Field(("agreed_by", "agreed_on")),
    Field(("notes",), TEXT),
)

#: What is asked about two cases, in the order of the intake; what may be shared and what was noticed follow by rule.
CASE_FIELDS = (
    Field(("title",)),
    Field(("question",), TEXT),
    Field(("initiator_kind",)),
    Field(("initiator_name",)),
    Field(("initiator_knows",)),
    Field(("brought_by_id",)),
    Field(("district",)),
    Field(("departments",), LIST),
    Field(("partners",), LIST),
    Field(("state_of_affairs",), TEXT),
    Field(("phase",)),
    Field(("stuck_on",), TEXT),
    Field(("learning_question",)),
    Field(("initiator_aim",), TEXT),
    Field(("own_role_id",)),
    Field(("social_change",), TEXT),
    Field(("municipal_role",), LIST),
    Field(("maex", "maex_link", "maex_on")),
    Field(("example_for",), TEXT),
    Field(("status", "not_now_reason"), STAGE),
    Field(("exception_reason", "exception_by", "exception_on")),
)


@dataclass(frozen=True)
class Proposal:
    """What becomes of a field.

    Attributes:
        choice: FIRST, SECOND or BOTH.
        options: what can be chosen; empty where nobody needs to choose.
    """

    choice: str
    options: tuple[str, ...] = ()


def propose(kind: str, first: Values, second: Values) -> Proposal:
    """Return what is proposed for a field of the two records.

    Parameters:
        kind: of the field.
        first, second: the values of its columns.
    """
    if first == second:
        return Proposal(FIRST)
    if kind == FLAG:
        return Proposal(FIRST if first[0] else SECOND, (FIRST, SECOND))
    if _is_empty(kind, second):
        return Proposal(FIRST)
    if _is_empty(kind, first):
        return Proposal(SECOND)
    if kind in (TEXT, LIST):
        return Proposal(_fuller(kind, first[0], second[0]) or BOTH, (FIRST, SECOND, BOTH))
    if kind == STAGE:
        return Proposal(FIRST if _far(first[0]) >= _far(second[0]) else SECOND, (FIRST, SECOND))
    return Proposal(_fuller(kind, first[0], second[0]) or FIRST, (FIRST, SECOND))


def chosen(kind: str, choice: str, first: Values, second: Values) -> Values:
    """Return the values of the columns of a field after a choice."""
    if choice == BOTH and kind == TEXT:
        return (f"{first[0]}\n{second[0]}",)
    if choice == BOTH and kind == LIST:
        return (joined((*parts(first[0]), *parts(second[0]))),)
    return second if choice == SECOND else first


def _is_empty(kind: str, values: Values) -> bool:
    if kind == STAGE:
        return values[0] in ("", caselife.PROPOSED) and not values[1]
    return not any(values)


def _fuller(kind: str, first: Any, second: Any) -> str | None:
    """Return whose value holds all of the other one; None where neither does, or where they are no texts."""
    if not isinstance(first, str) or not isinstance(second, str):
        return None
    if kind == LIST:
        one, other = set(parts(first)), set(parts(second))
        return FIRST if other <= one else SECOND if one <= other else None
    one, other = folded(first), folded(second)
    return FIRST if other in one else SECOND if one in other else None


def _far(stage: str) -> int:
    return caselife.LINE.index(stage) if stage in caselife.LINE else 0


# What is not chosen


def state(first: str, second: str) -> str:
    """Return how somebody takes part who stood there twice: who signed off stays so; agreed goes before proposed."""
    order = (WITHDRAWN, AGREED, PROPOSED)
    return min((value if value in STATES else PROPOSED for value in (first, second)), key=order.index)


@dataclass(frozen=True)
class Word:
    """What somebody says about being named in one channel.

    Attributes:
        granted: yes or no; a yes with ``withdrawn_on`` was taken back.
        form: ``first`` or ``full``.
        rest: whatever else was kept with it.
    """

    granted: bool
    form: str = FIRST_NAME
    given_on: date | None = None
    withdrawn_on: date | None = None
    valid_until: date | None = None
    rest: tuple[object, ...] = ()

    @property
    def holds(self) -> bool:
        """True for a yes that was not taken back."""
        return self.granted and self.withdrawn_on is None


def stricter(first: Word | None, second: Word | None) -> Word | None:
    """Return what holds of two words of the same person, whoever comes first: a no before a yes, the first name before the
    whole name, the yes that ends first; of what weighs the same the last that was said. Nothing said is no word.
    """
    said = [word for word in (first, second) if word is not None]
    return min(said, key=_strictness) if said else None


def _strictness(word: Word) -> tuple[object, ...]:
    said_on = word.withdrawn_on or word.given_on or date.min
    return (word.holds, word.form != FIRST_NAME, word.valid_until or date.max, -said_on.toordinal(), repr(word))


def knows(first: str, second: str) -> str | None:
    """Return whether the initiator of a case knows of it, where one of two cases is anonymous: then it stays so. Else None."""
    unknown = [value for value in (first, second) if is_anonymous(value)]
    # A no that was said goes before nobody having asked.
    return max(unknown) if unknown else None


def sensitive(first: str, second: str, exclusive: str) -> str:
    """Return everything that is sensitive about a case; ``exclusive`` is the answer that nothing is."""
    found = {*parts(first), *parts(second)}
    return joined([part for part in (*parts(first), *parts(second)) if len(found) == 1 or part != exclusive])


def share_in(first: str, second: str, exclusive: str) -> str:
    """Return where a case may go: where both allow it, or what one says where the other says nothing.

    Parameters:
        exclusive: the answer that it stays in the group.
    """
    one, other = parts(first), parts(second)
    if not one or not other:
        return joined(one or other)
    return joined([part for part in one if part in other]) or exclusive


def noticed(first: str, second: str) -> str:
    """Return what the initiator noticed, of both, by day, each note once."""
    return caselife.write_noticed(dict.fromkeys((*caselife.noticed(first), *caselife.noticed(second))))


def attendance(first: tuple[str, str, str], second: tuple[str, str, str]) -> tuple[str, str, str]:
    """Return status, role and note of somebody who stood twice on the list of a meeting.

    Who was there was there; who said not to come does not. The heavier role counts.
    """
    return (
        _first_of(("present", "absent", "expected"), first[0], second[0]),
        _first_of(("facilitator", "guest", "participant"), first[1], second[1]),
        max(first[2], second[2]),
    )


def _first_of(order: tuple[str, ...], first: str, second: str) -> str:
    return min((first, second), key=lambda value: (order.index(value) if value in order else len(order), value))


# Who may stand there twice


def doubles(
    rows: Iterable[tuple[bytes, str, str]], key: Callable[[str], str], apart: frozenset[frozenset[bytes]] = frozenset()
) -> tuple[tuple[bytes, bytes], ...]:
    """Return pairs of records that may be the same, each record with the next of its group, in the order given.

    Parameters:
        rows: id, name and another mark such as an e-mail address, or "".
        key: returns a name as it is compared; "" is compared with nothing.
        apart: pairs of which somebody said that they are two.
    """
    found: dict[tuple[bytes, bytes], None] = {}
    by_name: dict[str, bytes] = {}
    by_mark: dict[str, bytes] = {}
    for row_id, name, mark in rows:
        for word, last in ((key(name), by_name), (mark.strip().casefold(), by_mark)):
            if not word:
                continue
            before = last.get(word)
            if before is not None and frozenset((before, row_id)) not in apart:
                found[before, row_id] = None
            last[word] = row_id
    return tuple(found)


def name_key(name: str) -> str:
    """Return a name as it is compared with others: without capitals, accents and commas, whatever comes first."""
    plain = name.casefold() if name.isascii() else folded(name)
    # There may be thousands, and most have no comma.
    return " ".join(sorted((plain.replace(",", " ") if "," in plain else plain).split()))


def title_key(title: str) -> str:
    """Return a title as it is compared with others: only its letters and figures, without capitals and accents."""
    plain = title.casefold() if title.isascii() else folded(title)
    return " ".join(_WORD.findall(plain))


# What is told before


@dataclass(frozen=True)
class Side:
    """One of the two records.

    Attributes:
        id: of the record.
        title: name or title.
        detail: what tells it from the other, such as function and department.
        added_on: day on which it was made.
        holds: translated: what belongs to it, such as '3 meetings'.
    """

    id: bytes
    title: str
    detail: str
    added_on: date
    holds: tuple[str, ...]


@dataclass(frozen=True)
class Question:
    """A field in which the two differ, in words.

    Attributes:
        name: of the field.
        label: translated.
        first, second: the values, translated.
        options: FIRST, SECOND and perhaps BOTH.
        choice: what is proposed.
    """

    name: str
    label: str
    first: str
    second: str
    options: tuple[str, ...]
    choice: str


@dataclass(frozen=True)
class JoinPreview:
    """What joining two records would do.

    Attributes:
        first: the one that stays; ``second`` goes into it.
        questions: what there is to choose.
        filled: translated labels of what comes from the second because the first has nothing there.
        told: translated sentences: what follows by rule.
        problem: translated: why it cannot be done, or "".
    """

    first: Side
    second: Side
    questions: tuple[Question, ...]
    filled: tuple[str, ...]
    told: tuple[str, ...]
    problem: str = ""
