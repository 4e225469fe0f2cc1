"""The history of a row in words."""

from datetime import date
from typing import Any

from sqlalchemy import select

from ef_desktop.content import outcome_kinds
from ef_desktop.db.history import Op
from ef_desktop.db.tables import CaseFile, Person
from ef_desktop.domain.views import HistoryEntry
from ef_desktop.i18n import N_, _, format_date
from ef_desktop.services.core import Core

_FIELDS = {
    "text": N_("Text changed"),
    "wall_text": N_("Short text changed"),
    "title": N_("Title changed"),
    "question": N_("Question changed"),
    "name": N_("Name changed"),
    "minutes": N_("Minutes changed"),
    "summary": N_("Summary changed"),
    "top": N_("Top three changed"),
    "group_id": N_("Group changed"),
    "item_id": N_("Block changed"),
}
_STATUS = {"open": N_("open"), "busy": N_("busy"), "done": N_("done"), "lapsed": N_("lapsed")}
#: Texts of a card of which an older one can be put back.
_WORDS = ("text", "wall_text")
#: Fields that say nothing to a reader.
_SILENT = {"place", "seed", "captured_at", "revealed", "carried_from", "amount"}


def entries(core: Core, row_id: bytes) -> tuple[HistoryEntry, ...]:
    """Return what happened to a row, the newest first; changes of one moment that read alike are told once."""
    found: list[HistoryEntry] = []
    operations = core.store.history(row_id)
    names = _names(core, operations)
    for operation in operations:
        text = _sentence(operation, names)
        if not text:
            continue
        entry = HistoryEntry(operation.at.astimezone(), operation.who, text, *_older(operation))
        if not found or found[-1] != entry:
            found.append(entry)
    return tuple(reversed(found))


def _older(operation: Op) -> tuple[str, str]:
    """Return field and older value of a text that can be put back, or nothing twice."""
    words = operation.table == "outcome" and operation.kind == "set" and operation.field in _WORDS and operation.old
    return (operation.field, operation.old) if words else ("", "")


def _names(core: Core, operations: list[Op]) -> dict[bytes, str]:
    ids = {value for op in operations for value in (op.old, op.new) if isinstance(value, bytes)}
    with core.store.read() as session:
        names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids))).all())
        names.update(session.execute(select(CaseFile.id, CaseFile.title).where(CaseFile.id.in_(ids))).all())
    return names


def _sentence(operation: Op, names: dict[bytes, str]) -> str:
    if operation.kind == "insert":
        return _("Made")
    if operation.kind == "delete":
        return _("Removed")
    if operation.kind == "undelete":
        return _("Brought back")
    if operation.field in _SILENT:
        return ""
    special = _SENTENCES.get(operation.field)
    if special is not None:
        return special(operation.old, operation.new, names)
    return _(_FIELDS[operation.field]) if operation.field in _FIELDS else _("Changed")


def _kind(old: Any, new: Any, names: dict[bytes, str]) -> str:
    words = {kind.id: kind.name for kind in outcome_kinds()}
    return _("From {old} to {new}").format(old=words.get(old, old), new=words.get(new, new))


def _owner(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("{name} chosen as owner").format(name=names.get(new, "?")) if new else _("Owner taken off")


def _case(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Linked to case ‘{title}’").format(title=names.get(new, "?")) if new else _("Case taken off")


def _due(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Ready on {date}").format(date=format_date(new)) if isinstance(new, date) else _("Date taken off")


def _status(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Status: {status}").format(status=_(_STATUS[new])) if new in _STATUS else ""


def _private(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Only for you") if new else _("The room sees it")


_SENTENCES = {
    "kind": _kind,
    "owner_id": _owner,
    "case_id": _case,
    "due_on": _due,
    "status": _status,
    "private": _private,
}
