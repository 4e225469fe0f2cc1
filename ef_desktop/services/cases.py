"""Cases: the intake. The four criteria and the goals are in ``case_criteria`` and ``case_goals``."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import intake_sections
from ef_desktop.db.tables import CaseFile, Person, Role
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.intake import Completion, IntakeField, Section, completion, parts
from ef_desktop.domain.matching import folded
from ef_desktop.domain.views import CaseRow
from ef_desktop.i18n import N_, _
from ef_desktop.services.case_criteria import CaseCriteria
from ef_desktop.services.case_goals import CaseGoals
from ef_desktop.services.core import Core, assign, get, line, lines, required, same
from ef_desktop.services.reading import case_rows, goal_sentences, kept_off_wall, off_wall_key, spoken
from ef_desktop.services.setting_rows import write_setting

FIELDS = {
    "title": line,
    "question": lines,
    "initiator_kind": line,
    "initiator_name": line,
    "initiator_knows": line,
    "brought_by_id": same,
    "district": line,
    "departments": line,
    "partners": line,
    "state_of_affairs": lines,
    "phase": line,
    "stuck_on": lines,
    "learning_question": line,
    "initiator_aim": lines,
    "own_role_id": same,
    "social_change": lines,
    "municipal_role": line,
    "maex": line,
    "maex_link": line,
    "maex_on": same,
    "example_for": lines,
    "sensitive": line,
    "share_in": line,
    "status": line,
    "exception_reason": lines,
    "exception_by": line,
    "exception_on": same,
    "not_now_reason": lines,
    "follow_up": lines,
}


class Cases(CaseCriteria, CaseGoals):
    """The cases that meetings learn from."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def rows(self) -> tuple[CaseRow, ...]:
        """Return all cases by title."""
        with self._core.store.read() as session:
            return case_rows(session)

    def fields(self, case_id: bytes) -> dict[str, Any]:
        """Return the fields of the intake by name (see FIELDS)."""
        with self._core.store.read() as session:
            case = get(session, CaseFile, case_id)
            return {name: getattr(case, name) for name in FIELDS}

    def intake(self) -> tuple[Section, ...]:
        """Return the intake: its parts and fields, with what was used before as suggestions."""
        with self._core.store.read() as session:
            used = {
                "district": _used(session, CaseFile.district),
                "departments": (*_used(session, CaseFile.departments), *_used(session, Person.department)),
            }
        return tuple(
            replace(section, fields=tuple(_suggesting(field, used.get(field.name, ())) for field in section.fields))
            for section in intake_sections()
        )

    def roles(self) -> tuple[tuple[bytes, str], ...]:
        """Return the roles that a facilitator may have had in a case: id and name."""
        with self._core.store.read() as session:
            rows = session.scalars(select(Role).where(Role.hidden.is_(False)).order_by(Role.place, Role.id))
            return tuple((row.id, spoken(row, "name")) for row in rows)

    def bringers(self, case_id: bytes) -> tuple[str, tuple[str, ...]]:
        """Return who brings a case, or "", and the names of everybody who may."""
        with self._core.store.read() as session:
            case = get(session, CaseFile, case_id)
            names = tuple(session.scalars(select(Person.name).order_by(Person.name, Person.id)))
            current = session.scalars(select(Person.name).where(Person.id == case.brought_by_id)).first()
            return current or "", names

    def completion(self, case_id: bytes) -> Completion:
        """Return how far the intake of a case is."""
        with self._core.store.read() as session:
            case = get(session, CaseFile, case_id)
            values = {name: getattr(case, name) for name in FIELDS}
            return completion(intake_sections(), values, goal_sentences(session, case_id))

    def kept_off(self, case_id: bytes) -> frozenset[str]:
        """Return the names of the fields that the facilitator keeps from the group, though the content allows them."""
        with self._core.store.read() as session:
            return kept_off_wall(session, case_id)

    def add(self, title: str, *, origin: object = None, **fields: Any) -> bytes:
        """Add a case and return its id. Other fields as in ``update``."""
        with self._core.store.unit(N_("Add case"), origin) as session:
            case = CaseFile(
                id=self._core.new_id(), title=required(title, _("A case needs a title. Type one.")), status="proposed"
            )
            assign(case, fields, FIELDS)
            session.add(case)
            return case.id

    def update(self, case_id: bytes, *, origin: object = None, **fields: Any) -> None:
        """Change fields of the intake (see FIELDS)."""
        if "title" in fields:
            fields["title"] = required(fields["title"], _("A case needs a title. Type one."))
        with self._core.store.unit(N_("Change case"), origin) as session:
            assign(get(session, CaseFile, case_id), fields, FIELDS)

    def bring_in(self, case_id: bytes, name: str, *, origin: object = None) -> None:
        """Say who brings the case, by name; somebody who is not known yet is added. An empty name takes it off."""
        with self._core.store.unit(N_("Change case"), origin) as session:
            case = get(session, CaseFile, case_id)
            wanted = line(name)
            people = session.execute(select(Person.id, Person.name).order_by(Person.id)).all()
            known = next((row.id for row in people if folded(row.name) == folded(wanted)), None)
            if wanted and known is None:
                known = self._core.new_id()
                session.add(Person(id=known, name=wanted))
            if case.brought_by_id != (known if wanted else None):
                case.brought_by_id = known if wanted else None

    def keep_off(self, case_id: bytes, field: str, off: bool = True, *, origin: object = None) -> None:
        """Keep a field of a case from the group: from the wall and the sheet, or show it again.

        Raises:
            InvalidValueError: the content does not allow the group to see this field anyway.
        """
        allowed = {entry.name for section in intake_sections() for entry in section.fields if entry.on_wall and entry.name}
        if field not in allowed:
            raise InvalidValueError(_("This field never goes to the group."))
        with self._core.store.unit(N_("Change what the group sees"), origin) as session:
            get(session, CaseFile, case_id)
            names = set(kept_off_wall(session, case_id)) - {field}
            write_setting(session, off_wall_key(case_id), sorted(names | {field} if off else names))


def _used(session: Session, column: Any) -> tuple[str, ...]:
    """Return the answers that a field holds already, each once."""
    values = session.scalars(select(column).where(column != "").distinct())
    return tuple(sorted({part for value in values for part in parts(value)}, key=str.casefold))


def _suggesting(field: IntakeField, used: Sequence[str]) -> IntakeField:
    return replace(field, suggestions=tuple(dict.fromkeys((*field.suggestions, *used)))) if used else field
