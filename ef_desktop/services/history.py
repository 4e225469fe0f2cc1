"""The history of a row in words."""

from datetime import date
from typing import Any

from sqlalchemy import select

from ef_desktop.content import outcome_kinds
from ef_desktop.db.history import Op
from ef_desktop.db.tables import CaseFile, Goal, Meeting, Outcome, Person, Talent
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import HistoryEntry
from ef_desktop.i18n import N_, _, format_date
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.core import Core
from ef_desktop.services.reading import spoken

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
    "to_whom": N_("For whom changed"),
    "answer": N_("Answer changed"),
    "criterion": N_("Criterion changed"),
}
_STATUS = {"open": N_("open"), "busy": N_("busy"), "done": N_("done"), "lapsed": N_("lapsed")}
#: Texts of a card of which an older one can be put back.
_WORDS = ("text", "wall_text")
#: Fields that say nothing to a reader.
_SILENT = {"place", "seed", "captured_at", "carried_from", "amount"}


def entries(core: Core, row_id: bytes) -> tuple[HistoryEntry, ...]:
    """Return what happened to a row, the newest first; changes of one moment that read alike are told once.

    A card that is here to look back on begins with the life of its original. Of a card that stays nameless nobody is named.
    """
    card, source, meeting = _origin(core, row_id)
    operations = [(operation, False) for operation in core.store.history(source)] if source is not None else []
    operations += [(operation, source is not None) for operation in core.store.history(row_id)]
    operations.sort(key=lambda pair: pair[0].at)
    nameless = card in NAMELESS
    names = _names(core, [operation for operation, _carried in operations], people=not nameless)
    found: list[tuple[int, HistoryEntry]] = []
    for operation, carried in operations:
        if carried and operation.kind == "insert":
            text = _("Taken along to ‘{meeting}’").format(meeting=meeting)
        else:
            text = _sentence(operation, names)
        if not text:
            continue
        who = "" if nameless else operation.who
        entry = HistoryEntry(operation.at.astimezone(), who, text, *_older(operation))
        if found and found[-1][0] == operation.step_id and _same(found[-1][1], entry):
            # What was typed on in one step: what stood there before is of its beginning.
            continue
        found.append((operation.step_id, entry))
    return tuple(entry for _step, entry in reversed(found))


def _same(one: HistoryEntry, other: HistoryEntry) -> bool:
    return (one.who, one.text, one.field) == (other.who, other.text, other.field)


def _origin(core: Core, row_id: bytes) -> tuple[str, bytes | None, str]:
    """Return of a card its kind, the original that it looks back on, and the title of its meeting."""
    with core.store.read() as session:
        card = session.get(Outcome, row_id)
        if card is None:
            return "", None, ""
        meeting = session.get(Meeting, card.meeting_id)
        source = session.get(Outcome, card.carried_from) if card.carried_from is not None else None
        return card.kind, source.id if source is not None else None, meeting.title if meeting is not None else ""


def _older(operation: Op) -> tuple[str, str]:
    """Return field and older value of a text that can be put back, or nothing twice."""
    words = operation.table == "outcome" and operation.kind == "set" and operation.field in _WORDS and operation.old
    return (operation.field, operation.old) if words else ("", "")


def _names(core: Core, operations: list[Op], *, people: bool) -> dict[bytes, str]:
    ids = {value for op in operations for value in (op.old, op.new) if isinstance(value, bytes)}
    with core.store.read() as session:
        names = dict(session.execute(select(Person.id, Person.name).where(Person.id.in_(ids if people else ()))).all())
        cases = session.execute(select(CaseFile.id, CaseFile.title, CaseFile.initiator_knows).where(CaseFile.id.in_(ids)))
        names.update({case_id: shown_title(case_id, title, knows) for case_id, title, knows in cases})
        for goal in session.scalars(select(Goal).where(Goal.id.in_(ids))):
            names[goal.id] = f"{goal.number}. {spoken(goal, 'name')}"
        names.update({row.id: spoken(row, "name") for row in session.scalars(select(Talent).where(Talent.id.in_(ids)))})
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
    if not new:
        return _("Owner taken off")
    # Without a name: the kind stays nameless, or the person was erased.
    return _("{name} chosen as owner").format(name=names[new]) if new in names else _("Owner chosen")


def _case(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Linked to case ‘{title}’").format(title=names.get(new, "?")) if new else _("Case taken off")


def _due(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Ready on {date}").format(date=format_date(new)) if isinstance(new, date) else _("Date taken off")


def _status(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Status: {status}").format(status=_(_STATUS[new])) if new in _STATUS else ""


def _private(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Only for you") if new else _("The room sees it")


def _revealed(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Revealed to the room") if new else _("Hidden from the room")


def _goal(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Linked to goal {name}").format(name=names.get(new, "?")) if new else _("Goal taken off")


def _talent(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Linked to talent ‘{name}’").format(name=names.get(new, "?")) if new else _("Talent taken off")


def _look_back(old: Any, new: Any, names: dict[bytes, str]) -> str:
    return _("Looking back on {date}").format(date=format_date(new)) if isinstance(new, date) else _("Date taken off")


_SENTENCES = {
    "kind": _kind,
    "owner_id": _owner,
    "case_id": _case,
    "due_on": _due,
    "status": _status,
    "private": _private,
    "revealed": _revealed,
    "goal_id": _goal,
    "talent_id": _talent,
    "look_back_on": _look_back,
}
