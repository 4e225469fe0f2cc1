"""Loads the base package from ``resources/content`` into the work file.

Loading is idempotent. Every row keeps in ``seed`` the values as they were last loaded: a field that still has that value
follows a newer base package, a field that a facilitator changed is left alone.
"""

import hashlib
import json
from collections.abc import Iterator
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop import paths
from ef_desktop.content import read_content
from ef_desktop.db.base import Row
from ef_desktop.db.tables import Block, Goal, GroundRule, Programme, Role, Statement, Talent, Template, TemplateItem
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.ordering import spread

_FILES = ("agenda_blocks", "session_templates", "goals", "roles", "talents", "privacy", "monitoring")


def content_version() -> str:
    """Return a mark of the shipped content; another mark means that there is something to load."""
    mark = hashlib.sha256()
    for name in _FILES:
        mark.update(paths.resource("content", f"{name}.json").read_bytes())
    return mark.hexdigest()[:16]


def load_content(session: Session) -> bool:
    """Bring the shipped content into the work file.

    Parameters:
        session: a session of a unit of work.

    Returns:
        True when the content was another than the one loaded last.
    """
    programme = session.scalars(select(Programme)).first()
    version = content_version()
    if programme is not None and programme.content_version == version:
        return False
    present: dict[type[Row], dict[bytes, Row]] = {}
    for model, row_id, values in _rows():
        if model not in present:
            found = session.scalars(select(model).execution_options(include_dead=True))
            present[model] = {row.id: row for row in found}
        _load(session, model, present[model].get(row_id), row_id, values)
    session.flush()
    if programme is not None:
        programme.content_version = version
    return True


def _load(session: Session, model: type[Row], row: Row | None, row_id: bytes, values: dict[str, Any]) -> None:
    if not hasattr(model, "seed"):
        if row is None:
            session.add(model(id=row_id, **values))
        return
    seed = json.dumps(values, ensure_ascii=False, sort_keys=True)
    if row is None:
        session.add(model(id=row_id, seed=seed, **values))
        return
    if row.seed == seed:
        return
    before = json.loads(row.seed or "{}")
    for name, value in values.items():
        if name not in before or getattr(row, name) == before[name]:
            setattr(row, name, value)
    row.seed = seed


def _both(entry: dict[str, Any], **keys: str) -> dict[str, str]:
    """Return the texts of an entry in both languages: column name without language to key without language."""
    texts = {}
    for column, key in keys.items():
        for code in ("nl", "en"):
            value = entry.get(f"{key}_{code}", entry.get(f"{key}_nl", ""))
            texts[f"{column}_{code}"] = "\n".join(value) if isinstance(value, list) else value
    return texts


def _rows() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    yield from _blocks()
    yield from _templates()
    yield from _goals()
    yield from _roles_and_talents()
    yield from _rules()
    yield from _statements()


def _blocks() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    blocks = read_content("agenda_blocks")["blocks"]
    for entry, place in zip(blocks, spread(len(blocks)), strict=True):
        yield Block, member_id("block", entry["id"]), {
            "key": entry["id"],
            "minutes": entry["minutes"],
            "min_minutes": entry["min_max"][0],
            "max_minutes": entry["min_max"][1],
            "base_package": entry["base_package"],
            "counts": entry["counts_in_total"],
            "icon": entry["icon"],
            "scene": entry["scene"],
            "is_break": entry.get("is_break", False),
            "closes": entry.get("closes", False),
            "place": place,
            **_both(
                entry, title="title", purpose="purpose", instruction="instruction", materials="materials", wall="projector"
            ),
        }


def _templates() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    templates = read_content("session_templates")["templates"]
    for entry, place in zip(templates, spread(len(templates)), strict=True):
        template_id = member_id("template", entry["id"])
        hours, minutes = entry["start"].split(":")
        yield Template, template_id, {
            "key": entry["id"],
            "starts_at": int(hours) * 60 + int(minutes),
            "place": place,
            **_both(entry, title="title", group="group", goal="goal"),
        }
        places = spread(len(entry["items"]))
        for number, (item, item_place) in enumerate(zip(entry["items"], places, strict=True)):
            yield TemplateItem, member_id("template_item", template_id, str(number)), {
                "template_id": template_id,
                "block_id": member_id("block", item["block"]),
                "minutes": item["minutes"],
                "place": item_place,
            }


def goal_id(number: int) -> bytes:
    """Return the id of the Global Goal with this number (1 to 17)."""
    return member_id("goal", str(number))


def _goals() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    for entry in read_content("goals")["goals"]:
        yield Goal, goal_id(entry["number"]), {
            "number": entry["number"],
            "color": entry["hex"],
            "text_color": entry["text_color"],
            "other_names": "\n".join(entry["alt_names_nl"]),
            **_both(entry, name="name", short="short"),
        }


def _roles_and_talents() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    roles = read_content("roles")["roles"]
    for entry, place in zip(roles, spread(len(roles)), strict=True):
        yield Role, member_id("role", entry["id"]), {
            "key": entry["id"],
            "talents": ",".join(entry["typical_talents"]),
            "hidden": not entry["in_default_set"],
            "place": place,
            **_both(entry, name="name", description="desc", question="question", when="when", pitfall="pitfall"),
        }
    talents = read_content("talents")["talents"]
    for entry, place in zip(talents, spread(len(talents)), strict=True):
        yield Talent, member_id("talent", entry["id"]), {
            "key": entry["id"],
            "cluster": entry["cluster"],
            "place": place,
            **_both(entry, name="name", description="desc", too_much="too_much"),
        }


def _rules() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    rules = read_content("privacy")["ground_rules"]
    for entry, place in zip(rules, spread(len(rules)), strict=True):
        yield GroundRule, member_id("ground_rule", entry["id"]), {
            "key": entry["id"],
            "text_nl": entry["nl"],
            "text_en": entry["en"],
            "wall_nl": entry["wall_nl"],
            "wall_en": entry["wall_en"],
            "place": place,
        }


def _statements() -> Iterator[tuple[type[Row], bytes, dict[str, Any]]]:
    content = read_content("monitoring")
    entries = [
        (part, entry)
        for part in ("statements", "extra", "pulse", "pulse_open", "followup_open")
        for entry in content[part]
    ]
    for (part, entry), place in zip(entries, spread(len(entries)), strict=True):
        yield Statement, member_id("statement", entry["id"]), {
            "key": entry["id"],
            "part": part,
            "scale": entry.get("scale", ""),
            "place": place,
            **_both(entry, text="text", theme="theme"),
        }
