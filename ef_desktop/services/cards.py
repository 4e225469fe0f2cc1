"""Makes cards from outcome rows."""

from collections import namedtuple
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import (
    AgendaItem,
    Block,
    CaseFile,
    Goal,
    OutcomeGroup,
    Person,
    Talent,
)
from ef_desktop.domain.board import COMMITMENTS
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import CardView
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.core import executor, for_ids
from ef_desktop.services.reading import moment, spoken

#: At most this many ids go into one query (SQLite's own limit on variables is higher).
_CHUNK = 500


def _by_id(session: Session, columns: tuple, ids: set[bytes]) -> dict[bytes, tuple]:
    found: dict[bytes, tuple] = {}
    wanted = sorted(ids)
    for start in range(0, len(wanted), _CHUNK):
        for row in session.execute(select(*columns).where(columns[0].in_(wanted[start : start + _CHUNK]))):
            found[row[0]] = tuple(row[1:])
    return found


def votes_of(session: Session, outcome_ids: set[bytes]) -> dict[bytes, int]:
    """Return the sum of the votes per card."""
    sql = "SELECT outcome_id, sum(amount) FROM vote WHERE dead = 0 AND outcome_id IN ({ids}) GROUP BY outcome_id"
    return dict(for_ids(executor(session), sql, outcome_ids))


#: What cards are made of. Read without making an object per row: a board may have thousands, and each key asks for one.
_Read = namedtuple(
    "_Read",
    "id meeting_id kind group_id text wall_text case_id item_id owner_id status to_whom talent_id goal_id top captured_at carried_from"
    " due_on private revealed",
)
_READ = f"SELECT {', '.join(_Read._fields)} FROM outcome WHERE dead = 0"


def cards_by_id(session: Session, ids: Iterable[bytes]) -> dict[bytes, CardView]:
    """Return the cards with these ids that are there."""
    return {card.id: card for card in card_views(session, _rows(session, ids))}


def board_cards(session: Session, meeting_id: bytes) -> list[CardView]:
    """Return the cards of a meeting in order."""
    rows = executor(session)(f"{_READ} AND meeting_id = ? ORDER BY place, id", (meeting_id,))
    return card_views(session, [_read(row) for row in rows])


def _rows(session: Session, ids: Iterable[bytes]) -> list[_Read]:
    return [_read(row) for row in for_ids(executor(session), f"{_READ} AND id IN ({{ids}})", ids)]


def _read(row: tuple[Any, ...]) -> _Read:
    *others, due_on, private, revealed = row
    return _Read(*others, date.fromisoformat(due_on) if due_on else None, bool(private), bool(revealed))


def _originals(session: Session, outcomes: Sequence[Any]) -> list[Any]:
    found = {row.id: row for row in _rows(session, {o.carried_from for o in outcomes if o.carried_from is not None})}
    return [found.get(o.carried_from, o) for o in outcomes]


def card_views(session: Session, outcomes: Sequence[Any]) -> list[CardView]:
    """Return the cards of outcome rows, in their order; rows of the table or of ``_READ``.

    A card that is here to look back on shows what its original holds, and is hidden as long as that is; see ``carrying``.
    A kind that stays nameless has no owner here, and so none on any page, in any export and in any search.
    """
    sources = _originals(session, outcomes)
    owners = {o.id: None if o.kind in NAMELESS else s.owner_id for o, s in zip(outcomes, sources, strict=True)}
    cases = _by_id(session, (CaseFile.id, CaseFile.title, CaseFile.initiator_knows), {o.case_id for o in outcomes if o.case_id})
    people = _by_id(session, (Person.id, Person.name), {owner for owner in owners.values() if owner})
    groups = _by_id(session, (OutcomeGroup.id, OutcomeGroup.title), {o.group_id for o in outcomes if o.group_id})
    items = _by_id(
        session, (AgendaItem.id, AgendaItem.title, AgendaItem.block_id), {o.item_id for o in outcomes if o.item_id}
    )
    titles = session.execute(select(Block.id, Block.title_nl, Block.title_en)) if items else ()
    blocks = {block.id: spoken(block, "title") for block in titles}
    goals = _by_id(session, (Goal.id, Goal.number), {o.goal_id for o in outcomes if o.goal_id})
    named = {o.talent_id for o in outcomes if o.talent_id}
    talents = {row.id: spoken(row, "name") for row in session.scalars(select(Talent))} if named else {}
    votes = votes_of(session, {o.id for o in outcomes})

    def item_title(item_id: bytes | None) -> str:
        if item_id not in items:
            return ""
        title, block_id = items[item_id]
        return title if title is not None else blocks.get(block_id, "")

    return [
        CardView(
            id=o.id,
            meeting_id=o.meeting_id,
            kind=o.kind,
            text=s.text,
            wall_text=s.wall_text,
            case_id=o.case_id if o.case_id in cases else None,
            case_title=shown_title(o.case_id, *cases[o.case_id]) if o.case_id in cases else "",
            item_id=o.item_id if o.item_id in items else None,
            item_title=item_title(o.item_id),
            owner_id=owners[o.id] if owners[o.id] in people else None,
            owner=people[owners[o.id]][0] if owners[o.id] in people else "",
            due_on=s.due_on,
            status=(s.status or "open") if o.kind in COMMITMENTS else s.status,
            to_whom=s.to_whom,
            private=o.private or s.private,
            votes=votes.get(o.id, 0),
            group_id=o.group_id if o.group_id in groups else None,
            group_title=groups[o.group_id][0] if o.group_id in groups else "",
            top=o.top,
            captured_at=moment(o.captured_at),
            revealed=o.revealed and s.revealed,
            carried=s is not o,
            goal=goals[o.goal_id][0] if o.goal_id in goals else None,
            talent_id=o.talent_id if o.talent_id in talents else None,
            talent=talents.get(o.talent_id, ""),
        )
        for o, s in zip(outcomes, sources, strict=True)
    ]
