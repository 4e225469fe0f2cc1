"""Makes cards from outcome rows."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import AgendaItem, Block, CaseFile, Outcome, OutcomeGroup, Person, Vote
from ef_desktop.domain.views import CardView
from ef_desktop.services.reading import WALL_CHANNEL, moment, named_in, spoken

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
    sums: dict[bytes, int] = {}
    wanted = sorted(outcome_ids)
    for start in range(0, len(wanted), _CHUNK):
        rows = session.execute(
            select(Vote.outcome_id, func.sum(Vote.amount))
            .where(Vote.outcome_id.in_(wanted[start : start + _CHUNK]))
            .group_by(Vote.outcome_id)
        )
        sums.update({row[0]: int(row[1]) for row in rows})
    return sums


def card_views(session: Session, outcomes: Sequence[Outcome]) -> list[CardView]:
    """Return the cards of outcome rows, in their order."""
    cases = _by_id(session, (CaseFile.id, CaseFile.title), {o.case_id for o in outcomes if o.case_id})
    people = _by_id(session, (Person.id, Person.name), {o.owner_id for o in outcomes if o.owner_id})
    groups = _by_id(session, (OutcomeGroup.id, OutcomeGroup.title), {o.group_id for o in outcomes if o.group_id})
    items = _by_id(
        session, (AgendaItem.id, AgendaItem.title, AgendaItem.block_id), {o.item_id for o in outcomes if o.item_id}
    )
    titles = session.execute(select(Block.id, Block.title_nl, Block.title_en)) if items else ()
    blocks = {block.id: spoken(block, "title") for block in titles}
    votes = votes_of(session, {o.id for o in outcomes})
    on_wall = named_in(session, WALL_CHANNEL) if people else frozenset()

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
            text=o.text,
            wall_text=o.wall_text,
            case_id=o.case_id if o.case_id in cases else None,
            case_title=cases[o.case_id][0] if o.case_id in cases else "",
            item_id=o.item_id if o.item_id in items else None,
            item_title=item_title(o.item_id),
            owner_id=o.owner_id if o.owner_id in people else None,
            owner=people[o.owner_id][0] if o.owner_id in people else "",
            owner_on_wall=o.owner_id in on_wall,
            due_on=o.due_on,
            status=(o.status or "open") if o.kind == "afspraak" else o.status,
            to_whom=o.to_whom,
            private=o.private,
            votes=votes.get(o.id, 0),
            group_id=o.group_id if o.group_id in groups else None,
            group_title=groups[o.group_id][0] if o.group_id in groups else "",
            top=o.top,
            captured_at=moment(o.captured_at),
        )
        for o in outcomes
    ]
