"""Counting in the work form without names.

Every opening of a work file counts in rows of its own, marked with what is drawn for that opening. So two laptops that count
the same round apart never write to the same number, and at a merge what they counted adds up. The same goes for how many
people were recorded: a number in a round, and nothing of who.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.db.tables import RoleAssignment, Setting, TalentAward
from ef_desktop.domain.workform import CHOICES, GROWTH, OWN, PREFERRED
from ef_desktop.services import workform_rows
from ef_desktop.services.core import Core

#: The most that can be counted for one talent or role.
MOST = 999

_SHEETS = "sheets."
_Counted = type[TalentAward] | type[RoleAssignment]


@dataclass(frozen=True)
class Place:
    """What is counted where.

    Attributes:
        model: of talents or of roles; ``id``: of the talent or role.
        round_id: the round.
        part: own, growth, given or preferred.
        table: number from 1, or 0 for the whole group.
    """

    model: _Counted
    id: bytes
    round_id: bytes
    part: str
    table: int = 0


@dataclass(frozen=True)
class Counter:
    """Who counts: this opening of the work file, and no other."""

    core: Core
    mark: str


def counter(core: Core) -> Counter:
    """Return a counter for this opening of the work file."""
    return Counter(core, core.new_id()[-6:].hex())


def add(session: Session, by: Counter, place: Place, amount: int = 1) -> None:
    """Count so many more."""
    kept = workform_rows.part_at(place.part, place.table, by.mark)
    row = next((row for row in _rows(session, place) if row.part == kept), None)
    if row is not None:
        row.amount = min(MOST, row.amount + amount)
        return
    values = {_column(place.model): place.id, "part": kept, "amount": amount}
    session.add(place.model(id=by.core.new_id(), round_id=place.round_id, **values))
    session.flush()


def let_be(session: Session, by: Counter, place: Place, amount: int) -> None:
    """Let what was counted be this number: what is less goes off the own row first."""
    rows = _rows(session, place)
    more = amount - sum(row.amount for row in rows)
    if more > 0:
        add(session, by, place, more)
    own = workform_rows.part_at(place.part, place.table, by.mark)
    for row in sorted(rows, key=lambda row: row.part != own):
        off = min(row.amount, max(0, -more))
        more += off
        if off and off == row.amount:
            row.dead = 1
        elif off:
            row.amount -= off


def add_sheet(session: Session, by: Counter, round_id: bytes) -> None:
    """Count one more person who was recorded without a name."""
    key = _SHEETS + by.mark
    known = workform_rows.read_setting(session, round_id, key, 0)
    workform_rows.write_setting(session, round_id, key, known + 1)


def sheets(
    session: Session, round_id: bytes, awards: Sequence[TalentAward], assigned: Iterable[RoleAssignment]
) -> int:
    """Return how many people were recorded without a name.

    Parameters:
        awards, assigned: everything that was recorded in the round.

    Of people whose name was taken out afterwards only the counts are known; they are taken for as many as these at least are.
    """
    prefix = workform_rows.setting_key(round_id, _SHEETS)
    counted = sum(json.loads(value) for value in session.scalars(select(Setting.value).where(Setting.key.startswith(prefix, autoescape=True))))
    loose = dict.fromkeys((OWN, GROWTH, PREFERRED), 0)
    for row in (*awards, *assigned):
        if row.person_id is None and row.part in loose:
            loose[row.part] += row.amount
    return counted + max(-(-loose[OWN] // CHOICES), loose[GROWTH], loose[PREFERRED])


def _column(model: _Counted) -> str:
    return "talent_id" if model is TalentAward else "role_id"


def _rows(session: Session, place: Place) -> list[TalentAward | RoleAssignment]:
    """Return the rows that count the same: of every opening, and those that lost their name."""
    model = place.model
    query = select(model).where(
        model.round_id == place.round_id, getattr(model, _column(model)) == place.id, model.person_id.is_(None)
    )
    wanted = (place.part, place.table)
    return [row for row in session.scalars(query.order_by(model.id)) if workform_rows.split_part(row.part) == wanted]
