"""The life of a case: what was set by the facilitator, what follows from the meetings, and the next sensible step.

Set by hand are proposed, intake, admitted, closed and not now. That a case is planned, or was discussed, follows from the
meetings it stands on; that it was followed up follows from what was noted of the initiator. The furthest of these counts.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

PROPOSED, INTAKE, ADMITTED, PLANNED, DISCUSSED, FOLLOWED_UP, CLOSED, NOT_NOW = STAGES = (
    "proposed", "intake", "admitted", "planned", "discussed", "followed_up", "closed", "not_now",
)  # fmt: skip

#: The stages in the order in which a case goes through them; 'not now' stands beside it.
LINE = STAGES[:-1]

#: What a facilitator sets; the other stages follow from what happened. Older files may hold those too.
BY_HAND = (PROPOSED, INTAKE, ADMITTED, CLOSED)

#: States of a step on the line.
DONE, NOW, SKIPPED, AHEAD = "done", "now", "skipped", "ahead"

_NOTE = re.compile(r"(\d{4}-\d{2}-\d{2})(?: (.*))?", re.DOTALL)


@dataclass(frozen=True)
class Noticed:
    """What the initiator noticed: a day, None where that was not kept, and words."""

    on: date | None
    text: str


@cache
def stage(status: str, *, on_agenda: bool, ran: bool, followed: bool) -> str:
    """Return the stage of a case.

    Parameters:
        status: what was set; "" is proposed.
        on_agenda: it stands on the agenda of a meeting that is still to come or runs.
        ran: it stands on the agenda of a meeting that was held.
        followed: it is noted what the initiator noticed.
    """
    if status in (CLOSED, NOT_NOW):
        return status
    reached = [status if status in LINE else PROPOSED]
    reached += [name for name, so in ((PLANNED, on_agenda), (DISCUSSED, ran), (FOLLOWED_UP, followed)) if so]
    return max(reached, key=LINE.index)


def ran(closed: bool, begun: bool, held_on: date | None, today: date) -> bool:
    """Return whether a meeting was held: closed, or begun on an earlier day and never closed."""
    return closed or (begun and held_on is not None and held_on < today)


def line(now: str, reached: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return the steps of the line with the state of each.

    Parameters:
        now: the stage; 'not now' leaves every step ahead that was not reached.
        reached: the stages that were really gone through, beside the present one and the first.
    """
    passed = {PROPOSED, *reached}
    place = LINE.index(now) if now in LINE else -1
    steps = []
    for number, name in enumerate(LINE):
        if name == now:
            state = NOW
        elif name in passed:
            state = DONE
        else:
            state = SKIPPED if number < place else AHEAD
        steps.append((name, state))
    return tuple(steps)


def next_step(now: str, *, may_enter: bool) -> str:
    """Return what is sensible now: intake, criteria, admit, plan, meeting, notice, close, reopen or again.

    Parameters:
        now: the stage.
        may_enter: the criteria allow it, or there is a complete reason for an exception.
    """
    if now == INTAKE:
        return "admit" if may_enter else "criteria"
    return {
        PROPOSED: "intake",
        ADMITTED: "plan",
        PLANNED: "meeting",
        DISCUSSED: "notice",
        FOLLOWED_UP: "close",
        CLOSED: "reopen",
        NOT_NOW: "again",
    }[now]


def noticed(text: str) -> tuple[Noticed, ...]:
    """Return the notes in a stored text, in order: each begins on a line with its day; what has no day comes first.

    Written by ``write_noticed``; a text of before, without days, is one note.
    """
    found: list[Noticed] = []
    for row in text.split("\n"):
        begins = _NOTE.fullmatch(row)
        day = _day(begins[1]) if begins else None
        if begins and day is not None:
            found.append(Noticed(day, begins[2] or ""))
        elif found:
            found[-1] = Noticed(found[-1].on, f"{found[-1].text}\n{row}".strip("\n"))
        elif row.strip():
            found.append(Noticed(None, row))
    return tuple(note for note in found if note.text.strip())


def write_noticed(notes: Iterable[Noticed]) -> str:
    """Return notes as stored text, by day, those without a day first.

    A line of a note that looks like the beginning of another is moved in by a space, so that it stays where it is.
    """
    ordered = sorted(notes, key=lambda note: (note.on is not None, note.on or date.min))
    return "\n".join(_written(note) for note in ordered if note.text.strip())


def _written(note: Noticed) -> str:
    first, *more = note.text.strip().split("\n")
    more = [f" {row}" if _NOTE.fullmatch(row) else row for row in more]
    if note.on is None:
        return "\n".join([f" {first}" if _NOTE.fullmatch(first) else first, *more])
    return "\n".join([f"{note.on.isoformat()} {first}", *more])


def _day(value: str) -> date | None:
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
