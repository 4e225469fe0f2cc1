"""The history of a row, read from the journal."""

import sqlite3
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from ef_desktop.db.base import DELETE, INSERT, UNDELETE
from ef_desktop.db.fields import Field, by_cid, table_name
from ef_desktop.db.lists import Execute
from ef_desktop.db.undo import unpack

_KINDS = {INSERT: "insert", UNDELETE: "undelete", DELETE: "delete"}

_OPS = """
SELECT o.hlc, o.cid, CASE WHEN p.cid = o.cid THEN p.new ELSE o.old END, o.new, o.ph, a.person, s.label, s.at, s.kind,
       s.first_hlc
FROM sync_op o
LEFT JOIN sync_op p ON p.actor = o.pa AND p.hlc = o.ph
LEFT JOIN sync_actor a ON a.actor = o.actor
LEFT JOIN sync_step s ON s.actor = o.actor
    AND s.first_hlc = (SELECT max(first_hlc) FROM sync_step WHERE actor = o.actor AND first_hlc <= o.hlc)
WHERE o.row = ?
ORDER BY o.hlc, o.actor
"""


@dataclass(frozen=True)
class Op:
    """One change of a row.

    Attributes:
        at: moment, UTC.
        who: name of the facilitator, or "".
        table: name of the table.
        kind: ``insert``, ``set``, ``delete`` or ``undelete``.
        field: name of the field, "" unless the kind is ``set``.
        old, new: values as the ORM gives them.
        label: English msgid of the step.
        step: ``do``, ``undo``, ``redo`` or ``seed``.
        step_id: the same for all changes of one step.
    """

    at: datetime
    who: str
    table: str
    kind: str
    field: str
    old: Any
    new: Any
    label: str
    step: str
    step_id: int = 0


def history_of(connection: sqlite3.Connection, row_id: bytes) -> list[Op]:
    """Return what happened to a row, oldest first; fields that are journalled together become one entry each."""
    entries = []
    for hlc, cid, old, new, predecessor, person, label, at, step, step_id in connection.execute(_OPS, (row_id,)):
        moment = datetime.fromtimestamp((at if at is not None else hlc >> 16) / 1000, UTC)
        common = (moment, person or "", table_name(cid))
        if (kind := _KINDS.get(cid % 100)) is not None:
            entries.append(Op(*common, kind, "", None, None, label or "", step or "", step_id or 0))
            continue
        fields = by_cid()[cid].fields
        # The first value of a member row overwrites the defaults.
        olds = unpack(cid, old) if predecessor is not None else [field.default for field in fields]
        for field, before, after in zip(fields, olds, unpack(cid, new), strict=True):
            if before != after:
                values = (_value(field, before), _value(field, after))
                entries.append(Op(*common, "set", field.name, *values, label or "", step or "", step_id or 0))
    return entries


def values_of(execute: Execute, row_id: bytes, cid: int) -> set[tuple[Any, ...]]:
    """Return what the journal keeps of a field: every value of its columns that was there or came there.

    Parameters:
        cid: number of the field.
    """
    kept = execute("SELECT old, new FROM sync_op WHERE row = ? AND cid = ?", (row_id, cid))
    return {tuple(unpack(cid, value)) for both in kept for value in both if value is not None}


def _value(field: Field, value: Any) -> Any:
    if value is None:
        return None
    if field.kind == "day":
        return date.fromisoformat(value)
    return bool(value) if field.kind == "flag" else value
