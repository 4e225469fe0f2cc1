"""Cases: intake, the four criteria and the Global Goals."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from ef_desktop.content import criteria as criteria_content
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import CaseCriterion, CaseFile, CaseGoal, Goal
from ef_desktop.domain import criteria
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.views import CaseRow, CriterionView, GoalView
from ef_desktop.i18n import N_, _, content_text
from ef_desktop.services.core import Core, assign, get, line, lines, required, same
from ef_desktop.services.reading import case_rows, criterion_checks, spoken

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


class Cases:
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

    def criteria(self, case_id: bytes) -> tuple[CriterionView, ...]:
        """Return the four criteria in the programme's wording, with what was found."""
        with self._core.store.read() as session:
            get(session, CaseFile, case_id)
            checks = criterion_checks(session, [case_id]).get(case_id, {})
        return tuple(
            CriterionView(
                id=entry["id"],
                text=content_text(entry, "text"),
                question=content_text(entry, "check"),
                sentence_start=content_text(entry, "motivation_prompt"),
                state=checks.get(entry["id"], criteria.Check()).state,
                motivation=checks.get(entry["id"], criteria.Check()).motivation,
            )
            for entry in criteria_content()
        )

    def goals(self, case_id: bytes) -> tuple[GoalView, ...]:
        """Return the 17 Global Goals, with those of the case marked."""
        with self._core.store.read() as session:
            get(session, CaseFile, case_id)
            chosen = {
                row.goal_id: row for row in session.scalars(select(CaseGoal).where(CaseGoal.case_id == case_id))
            }
            return tuple(
                GoalView(
                    number=goal.number,
                    name=spoken(goal, "name"),
                    color=goal.color,
                    text_color=goal.text_color,
                    chosen=goal.id in chosen,
                    main=goal.id in chosen and chosen[goal.id].main,
                    sentence=chosen[goal.id].sentence if goal.id in chosen else "",
                )
                for goal in session.scalars(select(Goal).order_by(Goal.number))
            )

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

    def set_criterion(
        self, case_id: bytes, criterion: str, state: str, motivation: str, *, origin: object = None
    ) -> None:
        """Say what was found of a criterion (c1 to c4): a state of ``domain.criteria`` and the motivation."""
        if criterion not in criteria.CRITERIA or state not in criteria.STATES:
            raise InvalidValueError(_("This is not one of the four criteria."))
        with self._core.store.unit(N_("Change criterion"), origin) as session:
            get(session, CaseFile, case_id)
            undelete_or_add(
                session,
                CaseCriterion,
                member_id("case_criterion", case_id, criterion),
                case_id=case_id,
                criterion=criterion,
                state=state,
                motivation=lines(motivation),
            )

    def set_goal(
        self, case_id: bytes, number: int, sentence: str, main: bool = False, *, origin: object = None
    ) -> None:
        """Link a Global Goal (1 to 17) with its sentence; one of them is the main one."""
        with self._core.store.unit(N_("Change goals"), origin) as session:
            get(session, CaseFile, case_id)
            goal_id = session.scalars(select(Goal.id).where(Goal.number == number)).first()
            if goal_id is None:
                raise InvalidValueError(_("There are 17 Global Goals. Choose a number from 1 to 17."))
            if main:
                for row in session.scalars(select(CaseGoal).where(CaseGoal.case_id == case_id, CaseGoal.main.is_(True))):
                    row.main = row.goal_id == goal_id
            undelete_or_add(
                session,
                CaseGoal,
                member_id("case_goal", case_id, goal_id),
                case_id=case_id,
                goal_id=goal_id,
                main=main,
                sentence=line(sentence),
            )

    def remove_goal(self, case_id: bytes, number: int, *, origin: object = None) -> None:
        """Take a Global Goal off a case."""
        with self._core.store.unit(N_("Change goals"), origin) as session:
            goal_id = session.scalars(select(Goal.id).where(Goal.number == number)).first()
            row = session.get(CaseGoal, member_id("case_goal", case_id, goal_id)) if goal_id else None
            if row is not None:
                row.dead = 1

    def remove(self, case_ids: Sequence[bytes], *, origin: object = None) -> None:
        """Remove cases. Undo brings them back."""
        with self._core.store.unit(N_("Remove case"), origin) as session:
            for case_id in case_ids:
                get(session, CaseFile, case_id).dead = 1
