"""The cards that everybody in the room may see: the one place where cards are filtered for the wall."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import and_, func, select
from sqlalchemy.orm import Session, aliased

from ef_desktop.db.tables import CaseFile, Outcome, OutcomeGroup, Person
from ef_desktop.domain.frames import CaseFrame, WallCard
from ef_desktop.domain.privacy import NAMELESS, is_anonymous
from ef_desktop.domain.words import first_name
from ef_desktop.i18n import format_date, language
from ef_desktop.services import reading
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.people_reading import name_forms

_SOURCE = aliased(Outcome)
_IN_GROUP = and_(OutcomeGroup.id == Outcome.group_id, OutcomeGroup.kind == Outcome.kind)

#: What the wall shows of a card, then the same of its original. Only cards that are not private, and revealed.
_SHOWN = (
    select(Outcome.id, Outcome.kind, Outcome.captured_at, Outcome.case_id, Outcome.text, Outcome.wall_text, Outcome.due_on, Outcome.owner_id)
    .add_columns(_SOURCE.id, _SOURCE.text, _SOURCE.wall_text, _SOURCE.due_on, _SOURCE.owner_id, _SOURCE.private, _SOURCE.revealed)
    .outerjoin(_SOURCE, _SOURCE.id == Outcome.carried_from)
    .outerjoin(OutcomeGroup, _IN_GROUP)
    .where(Outcome.private.is_(False), Outcome.revealed.is_(True))
)

#: As on the board of the facilitator: a group stands at its own place among the loose cards.
_AS_ON_BOARD = (
    func.coalesce(OutcomeGroup.place, Outcome.place), func.coalesce(OutcomeGroup.id, Outcome.id), Outcome.place, Outcome.id,
)  # fmt: skip

#: So long a card stands out after it was captured.
FRESH = timedelta(seconds=10)


def cards(
    session: Session, now: datetime, meeting_id: bytes | None, *conditions, order: tuple = (Outcome.place, Outcome.id)
) -> list[tuple[str, WallCard]]:
    """Return the cards of a meeting, or of all, that the room may see, in order, each with its kind.

    A card that is here to look back on shows what its original holds, and is as private and as hidden as that. Only what the room
    sees is read: this is asked at every captured card.

    Parameters:
        session: to read with.
        now: the moment, with its time zone; a card stands out for a while after it was captured.
        meeting_id: None for all meetings.
        conditions, order: as of a query of outcomes.
    """
    query = _SHOWN.where(*conditions).order_by(*order)
    if meeting_id is not None:
        query = query.where(Outcome.meeting_id == meeting_id)
    found = []
    for id, kind, captured_at, case_id, *own, of_source, text, wall_text, due_on, owner_id, private, revealed in session.execute(query):
        if not private and revealed is not False:
            found.append((id, kind, captured_at, case_id, own if of_source is None else [text, wall_text, due_on, owner_id]))
    names = _names(session, {held[3] for _id, kind, _at, _case, held in found if kind not in NAMELESS}, now.astimezone().date())
    cover = Cover(session, {case_id for _id, _kind, _at, case_id, _held in found})
    return [
        (kind, _wall_card(id, kind, now - reading.moment(captured_at), cover.text(held[1] or held[0], case_id), *held[2:], names))
        for id, kind, captured_at, case_id, held in found
    ]


def columns(session: Session, now: datetime, meeting_id: bytes) -> dict[str, list[WallCard]]:
    """Return the cards of a meeting that the room may see by kind, in the order of the board, with the titles of groups."""
    query = select(Outcome.id, Outcome.case_id, OutcomeGroup.id, OutcomeGroup.title).join(OutcomeGroup, _IN_GROUP)
    rows = session.execute(query.where(Outcome.meeting_id == meeting_id)).all()
    group_of = {card_id: group_id for card_id, _case, group_id, _title in rows}
    title_of = {group_id: title for _card, _case, group_id, title in rows}
    cases: dict[bytes, list[bytes | None]] = {}
    for _card, case_id, group_id, _title in rows:
        cases.setdefault(group_id, []).append(case_id)
    # Without groups there are no titles to cover; the cards cover their own words.
    cover = Cover(session, [case_id for of_group in cases.values() for case_id in of_group]) if rows else None
    found: dict[str, list[WallCard]] = {}
    told: set[bytes] = set()
    for kind, card in cards(session, now, meeting_id, order=_AS_ON_BOARD):
        group_id = group_of.get(card.id)
        if group_id is not None:
            title = "" if group_id in told else cover.text(title_of[group_id], *cases[group_id])
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
    age: timedelta,
    text: str,
    due_on: date | None,
    owner_id: bytes | None,
    names: dict[bytes, str],
) -> WallCard:
    parts = [names[owner_id]] if owner_id in names and kind not in NAMELESS else []
    if due_on is not None and kind == "afspraak":
        parts.append(format_date(due_on, "short"))
    return WallCard(id, text, " · ".join(parts), timedelta(0) <= age < FRESH)


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
