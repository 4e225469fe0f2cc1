"""The cards that everybody in the room may see: the one place where cards are filtered for the wall."""

from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import CaseFile, Person
from ef_desktop.domain.frames import CaseFrame, WallCard
from ef_desktop.domain.privacy import NAMELESS, is_anonymous
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import format_date, language
from ef_desktop.services import reading
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.core import executor
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.wall_names import Typed

_IN_GROUP = "outcome_group g ON g.id = o.group_id AND g.kind = o.kind AND g.dead = 0"

#: What the wall shows of a card, then the same of its original. Only cards that are not private, and revealed.
_SHOWN = f"""
SELECT o.id, o.kind, o.captured_at, o.case_id, o.text, o.wall_text, o.due_on, o.owner_id,
    s.id, s.text, s.wall_text, s.due_on, s.owner_id, s.private, s.revealed
FROM outcome o LEFT JOIN outcome s ON s.id = o.carried_from AND s.dead = 0 LEFT JOIN {_IN_GROUP}
WHERE o.dead = 0 AND o.private = 0 AND o.revealed = 1
"""

#: As on the board of the facilitator: a group stands at its own place among the loose cards.
_AS_ON_BOARD = "coalesce(g.place, o.place), coalesce(g.id, o.id), o.place, o.id"

_GROUPED = f"SELECT o.id, o.case_id, g.id, g.title FROM outcome o JOIN {_IN_GROUP} WHERE o.meeting_id = ? AND o.dead = 0"

#: So long a card stands out after it was captured, in milliseconds.
FRESH = 10_000


def cards(
    session: Session, typed: Typed, now: datetime, meeting_id: bytes | None, *conditions: str, order: str = "o.place, o.id"
) -> list[tuple[str, WallCard]]:
    """Return the cards of a meeting, or of all, that the room may see, in order, each with its kind.

    A card that is here to look back on shows what its original holds, and is as private and as hidden as that. Only what the room
    sees is read: this is asked at every captured card.

    Parameters:
        session: to read with.
        typed: covers names in what was typed, see ``WallNames``.
        now: the moment, with its time zone; a card stands out for a while after it was captured.
        meeting_id: None for all meetings.
        conditions, order: SQL about an outcome ``o``, or its original ``s``.
    """
    wanted, values = list(conditions), []
    if meeting_id is not None:
        wanted.append("o.meeting_id = ?")
        values.append(meeting_id)
    query = " AND ".join((_SHOWN, *wanted)) + f" ORDER BY {order}"
    found = []
    for id, kind, captured_at, case_id, *own, of_source, text, wall_text, due_on, owner_id, private, revealed in executor(session)(query, values):
        if not private and revealed != 0:
            found.append((id, kind, captured_at, case_id, own if of_source is None else [text, wall_text, due_on, owner_id]))
    names = _names(session, {held[3] for _id, kind, _at, _case, held in found if kind not in NAMELESS}, now.astimezone().date())
    cover = Cover(session, {case_id for _id, _kind, _at, case_id, _held in found})
    at = round(now.timestamp() * 1000)
    return [
        (kind, _wall_card(id, kind, 0 <= at - captured_at < FRESH, typed(kind, cover.text(held[1] or held[0], case_id)), *held[2:], names))
        for id, kind, captured_at, case_id, held in found
    ]


def columns(session: Session, typed: Typed, now: datetime, meeting_id: bytes) -> dict[str, list[WallCard]]:
    """Return the cards of a meeting that the room may see by kind, in the order of the board, with the titles of groups."""
    rows = executor(session)(_GROUPED, (meeting_id,))
    group_of = {card_id: group_id for card_id, _case, group_id, _title in rows}
    title_of = {group_id: title for _card, _case, group_id, title in rows}
    cases: dict[bytes, list[bytes | None]] = {}
    for _card, case_id, group_id, _title in rows:
        cases.setdefault(group_id, []).append(case_id)
    # Without groups there are no titles to cover; the cards cover their own words.
    cover = Cover(session, [case_id for of_group in cases.values() for case_id in of_group]) if rows else None
    found: dict[str, list[WallCard]] = {}
    told: set[bytes] = set()
    for kind, card in cards(session, typed, now, meeting_id, order=_AS_ON_BOARD):
        group_id = group_of.get(card.id)
        if group_id is not None:
            title = "" if group_id in told else typed(kind, cover.text(title_of[group_id], *cases[group_id]))
            told.add(group_id)
            card = replace(card, grouped=True, group=title)
        found.setdefault(kind, []).append(card)
    return found


def _names(session: Session, ids: set[bytes | None], today: date) -> dict[bytes, str]:
    """Return the first names of those of these people who may be named on the wall today."""
    if not ids - {None}:
        return {}
    allowed = ids & name_forms(session, reading.WALL_CHANNEL, today).keys()
    rows = session.execute(select(Person.id, Person.name).where(Person.id.in_(allowed)))
    return {id: first_name(name) for id, name in rows if name}


def _wall_card(
    id: bytes,
    kind: str,
    fresh: bool,
    text: str,
    due_on: str | None,
    owner_id: bytes | None,
    names: dict[bytes, str],
) -> WallCard:
    parts = [names[owner_id]] if owner_id in names and kind not in NAMELESS else []
    if due_on is not None and kind == "afspraak":
        parts.append(format_date(date.fromisoformat(due_on), "short"))
    return WallCard(id, text, " · ".join(parts), fresh)


def wall_case(session: Session, case: CaseFile) -> CaseFrame:
    """Return what the room may see of a case: nothing of an anonymous one, and not what the facilitator keeps off."""
    if is_anonymous(case.initiator_knows):
        return CaseFrame(language(), "", "")
    off = reading.kept_off_wall(session, case.id)
    cover = Cover(session)
    return CaseFrame(
        language(),
        "" if "title" in off else cover.text(case.title),
        "" if "question" in off else cover.text(case.question),
    )
