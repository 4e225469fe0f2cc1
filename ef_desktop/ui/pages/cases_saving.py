"""What the form of a case reads and keeps: the one way from its fields to the services."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ef_desktop.domain.intake import Completion, Section
from ef_desktop.domain.views import CaseRow, CriterionView, GoalView
from ef_desktop.domain.words import first_name
from ef_desktop.ui.context import AppContext


@dataclass(frozen=True)
class CaseContent:
    """Everything the form shows of one case.

    Attributes:
        fields: the intake by name of the stored field.
        sections: the intake with its questions and suggestions.
        brought_by: name of who brings the case, or "".
        people: names to choose from.
        roles: id and name of the roles to choose from.
        kept_off: fields that the facilitator keeps from the group.
        rule: how the four criteria count together.
        facilitator: first name of who works here; ``today``: the day it is.
    """

    row: CaseRow
    fields: dict[str, object]
    sections: tuple[Section, ...]
    completion: Completion
    criteria: tuple[CriterionView, ...]
    goals: tuple[GoalView, ...]
    brought_by: str
    people: tuple[str, ...]
    roles: tuple[tuple[bytes, str], ...]
    kept_off: frozenset[str]
    rule: str
    facilitator: str
    today: date


def read_case(ctx: AppContext, row: CaseRow) -> CaseContent:
    """Read everything about a case that the form shows."""
    cases = ctx.workspace.cases
    fields = cases.fields(row.id)
    brought_by, people = cases.bringers(row.id)
    return CaseContent(
        row=row,
        fields=fields,
        sections=cases.intake(),
        completion=cases.completion(row.id),
        criteria=cases.criteria(row.id),
        goals=cases.goals(row.id),
        brought_by=brought_by,
        people=people,
        roles=cases.roles(),
        kept_off=cases.kept_off(row.id),
        rule=cases.rule(),
        facilitator=first_name(ctx.settings.facilitator),
        today=ctx.clock.now().astimezone().date(),
    )


class CaseSaver:
    """Keeps what the form changes; each method returns False where that was refused, and tells the user why.

    Parameters:
        ctx: of the application.
    """

    def __init__(self, ctx: AppContext):
        self._ctx = ctx

    def field(self, case_id: bytes, name: str, value: object) -> bool:
        """Keep a field of the intake."""
        if name == "brought_by_id":
            return self._ctx.keep((case_id, name), lambda: self._ctx.workspace.cases.bring_in(case_id, value))
        return self._ctx.keep((case_id, name), lambda: self._ctx.workspace.cases.update(case_id, **{name: value}))

    def shown(self, case_id: bytes, field: str, on: bool) -> bool:
        """Let the group see a field, or keep it off."""
        return self._done(lambda: self._ctx.workspace.cases.keep_off(case_id, field, not on))

    def criterion(self, case_id: bytes, criterion: str, state: str, motivation: str) -> bool:
        """Keep what was found of a criterion."""
        return self._ctx.keep((case_id, criterion), lambda: self._ctx.workspace.cases.set_criterion(case_id, criterion, state, motivation))

    def exception(self, case_id: bytes, reason: str, name: str, day: date | None) -> bool:
        """Keep an exception, complete or not yet."""
        return self._ctx.keep((case_id, "exception"), lambda: self._ctx.workspace.cases.set_exception(case_id, reason, name, day))

    def follow(self, case_id: bytes) -> bool:
        """Let the criteria decide."""
        return self._done(lambda: self._ctx.workspace.cases.follow_criteria(case_id))

    def put_off(self, case_id: bytes, why: str) -> bool:
        """Keep the case for later."""
        return self._ctx.keep((case_id, "not_now"), lambda: self._ctx.workspace.cases.keep_for_later(case_id, why))

    def goal(self, case_id: bytes, number: int, sentence: str, main: bool) -> bool:
        """Keep the sentence with a goal, and whether it is the main one."""
        return self._ctx.keep((case_id, number), lambda: self._ctx.workspace.cases.set_goal(case_id, number, sentence, main))

    def toggle_goal(self, case_id: bytes, number: int) -> bool:
        """Choose a goal, or take it off."""
        cases = self._ctx.workspace.cases
        chosen = any(goal.number == number and goal.chosen for goal in cases.goals(case_id))
        if chosen:
            return self._done(lambda: cases.remove_goal(case_id, number))
        return self._done(lambda: cases.set_goal(case_id, number, ""))

    def _done(self, call: Callable[[], object]) -> bool:
        def change() -> bool:
            call()
            return True

        return bool(self._ctx.run(change))
