"""A set of roles and talents as a file: JSON with a version, checked before anything is changed."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import read_content
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import Programme, Role, Talent
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.matching import folded
from ef_desktop.domain.ordering import spread
from ef_desktop.domain.words import clean
from ef_desktop.domain.workviews import SetPreview
from ef_desktop.i18n import _, ngettext
from ef_desktop.services import workform_rows
from ef_desktop.services.saving import save_whole

SCHEMA = "ef.role_talent_set/1"

#: A set is small; a larger file is something else.
_LARGEST_FILE, _MOST, _LONGEST_NAME, _LONGEST_KEY = 2_000_000, 500, 120, 100
_TALENT_TEXTS = ("name", "description", "too_much")
_ROLE_TEXTS = ("name", "description", "question", "when", "pitfall")


@dataclass(frozen=True)
class Brought:
    """A set from a file: per kind, in order, key to fields."""

    title: str
    talents: dict[str, dict[str, str]]
    roles: dict[str, dict[str, str]]


def write(session: Session, path: Path) -> None:
    """Write the visible set; the file appears, or is replaced, only when it is whole."""
    programme = session.scalars(select(Programme)).first()
    content = {
        "schema": SCHEMA,
        "title": programme.name if programme is not None else "",
        "talents": [_entry(row, _TALENT_TEXTS) | {"cluster": row.cluster} for row in workform_rows.talents(session)],
        "roles": [
            _entry(row, _ROLE_TEXTS) | {"talents": [key for key in row.talents.split(",") if key]}
            for row in workform_rows.roles(session)
        ],
    }
    save_whole(path, (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())


def _entry(row: Talent | Role, texts: tuple[str, ...]) -> dict[str, Any]:
    return {"key": row.key} | {f"{text}_{code}": getattr(row, f"{text}_{code}") for text in texts for code in ("nl", "en")}


def read(path: Path) -> Brought:
    """Return the set in a file.

    Raises:
        InvalidValueError: it cannot be read, is no set, is of a newer program, or something in it is wrong.
    """
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise InvalidValueError(_no_set(path))
        content = json.loads(path.read_text("utf-8-sig"))
    except OSError as error:
        raise InvalidValueError(_("The file ‘{name}’ cannot be read. Choose another file.").format(name=path.name)) from error
    except (ValueError, RecursionError) as error:
        raise InvalidValueError(_no_set(path)) from error
    schema = content.get("schema") if isinstance(content, dict) else None
    if not isinstance(schema, str) or not schema.startswith(SCHEMA.partition("/")[0] + "/"):
        raise InvalidValueError(_no_set(path))
    if schema != SCHEMA:
        raise InvalidValueError(_("This set was made by a newer version of the program. Nothing was changed."))
    talents = _entries(content, "talents", _TALENT_TEXTS)
    clusters = {entry["id"] for entry in read_content("talents")["clusters"]}
    for fields, entry in zip(talents.values(), content["talents"], strict=True):
        if entry.get("cluster") not in clusters:
            message = _("The talent ‘{name}’ has no cluster that we know: hart, hoofd, handen or lef. Nothing was changed.")
            raise InvalidValueError(message.format(name=fields["name_nl"]))
        fields["cluster"] = entry["cluster"]
    roles = _entries(content, "roles", _ROLE_TEXTS)
    for fields, entry in zip(roles.values(), content["roles"], strict=True):
        keys = entry.get("talents", [])
        unknown = [str(key) for key in keys if not isinstance(key, str) or key not in talents] if isinstance(keys, list) else [str(keys)]
        if unknown:
            message = _("The role ‘{name}’ names the talent ‘{talent}’, which is not in the set. Nothing was changed.")
            raise InvalidValueError(message.format(name=fields["name_nl"], talent=unknown[0][:_LONGEST_KEY]))
        fields["talents"] = ",".join(dict.fromkeys(keys))
    return Brought(clean(str(content.get("title", "")))[:_LONGEST_NAME], talents, roles)


def _no_set(path: Path) -> str:
    return _("‘{name}’ is not a set of roles and talents. Nothing was changed. Choose another file.").format(name=path.name)


def _entries(content: dict[str, Any], kind: str, texts: tuple[str, ...]) -> dict[str, dict[str, str]]:
    entries = content.get(kind)
    if not isinstance(entries, list) or not 1 <= len(entries) <= _MOST:
        raise InvalidValueError(_("The set has no roles or no talents, or far too many. Nothing was changed."))
    found: dict[str, dict[str, str]] = {}
    names: set[str] = set()
    for number, entry in enumerate(entries, 1):
        key = entry.get("key") if isinstance(entry, dict) else None
        if not isinstance(key, str) or not 0 < len(key) <= _LONGEST_KEY or not key.replace("_", "").isalnum() or key in found:
            message = _("Entry {number} of ‘{list}’ has no mark of its own (‘key’). Nothing was changed.")
            raise InvalidValueError(message.format(number=number, list=kind))
        fields = {}
        for text in texts:
            nl, en = (_text(entry.get(f"{text}_{code}", ""), text != "name") for code in ("nl", "en"))
            fields[f"{text}_nl"], fields[f"{text}_en"] = nl or en, en or nl
        if not 0 < len(fields["name_nl"]) <= _LONGEST_NAME:
            message = _("Entry {number} of ‘{list}’ has no name, or a far too long one. Nothing was changed.")
            raise InvalidValueError(message.format(number=number, list=kind))
        if folded(fields["name_nl"]) in names:
            message = _("The name ‘{name}’ stands in the set twice. Nothing was changed.")
            raise InvalidValueError(message.format(name=fields["name_nl"]))
        names.add(folded(fields["name_nl"]))
        found[key] = fields
    return found


def _text(value: Any, more_lines: bool) -> str:
    return clean(value, lines=more_lines) if isinstance(value, str) else ""


def preview(session: Session, brought: Brought) -> SetPreview:
    """Return what bringing in a set would do."""
    added = changed = hidden = 0
    for model, entries in ((Talent, brought.talents), (Role, brought.roles)):
        known = {row.key: row for row in _all(session, model)}
        added += sum(key not in known or known[key].hidden for key in entries)
        changed += sum(
            key in known and not known[key].hidden and any(getattr(known[key], field) != value for field, value in fields.items())
            for key, fields in entries.items()
        )
        hidden += sum(not row.hidden and key not in entries for key, row in known.items())
    parts = [
        ngettext("{count} comes in", "{count} come in", added).format(count=added),
        ngettext("{count} changes", "{count} change", changed).format(count=changed),
        ngettext("{count} is hidden", "{count} are hidden", hidden).format(count=hidden),
    ]
    return SetPreview(brought.title, len(brought.talents), len(brought.roles), added, changed, hidden, " · ".join(parts))


def _all(session: Session, model: type[Talent] | type[Role]) -> list[Talent] | list[Role]:
    return workform_rows.talents(session, hidden=True) if model is Talent else workform_rows.roles(session, hidden=True)


def bring_in(session: Session, brought: Brought, recorded: frozenset[bytes]) -> None:
    """Make the visible set that of a file. What was recorded under another name is hidden, and comes in beside it."""
    keys: dict[str, str] = {}
    for model, entries in ((Talent, brought.talents), (Role, brought.roles)):
        known = {row.key: row for row in _all(session, model)}
        kept = set()
        for (key, fields), place in zip(entries.items(), spread(len(entries)), strict=True):
            row = known.get(key)
            if row is not None and row.id in recorded and row.name_nl != fields["name_nl"]:
                # Made of both, so that bringing in the same set again gives the same row.
                keys[key] = key = "own_" + member_id(model.__tablename__, key, folded(fields["name_nl"])).hex()
                row = known.get(key)
            if "talents" in fields:
                fields = fields | {"talents": ",".join(keys.get(talent, talent) for talent in fields["talents"].split(","))}
            wanted = {**fields, "place": place, "hidden": False}
            if row is None:
                own = {"key": key, "own": True}
                row = undelete_or_add(session, model, member_id(model.__tablename__, key), **own, **wanted)
            else:
                for field, value in wanted.items():
                    if getattr(row, field) != value:
                        setattr(row, field, value)
            kept.add(row.id)
        for row in known.values():
            if row.id not in kept and not row.hidden:
                row.hidden = True
    session.flush()
