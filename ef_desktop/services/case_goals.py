"""The Global Goals of a case, and the goals that the programme pays special attention to."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import goal_sentence_starts, read_content
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import CaseFile, CaseGoal, Goal
from ef_desktop.domain import criteria
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import N_, _, language
from ef_desktop.services.core import Core, get, line
from ef_desktop.services.reading import spoken

#: One main goal and four more.
MOST_GOALS = 5


class CaseGoals:
    """Part of ``Cases``: the 17 goals."""

    _core: Core

    def goals(self, case_id: bytes) -> tuple[GoalView, ...]:
        """Return the 17 Global Goals, with those of the case marked."""
        with self._core.store.read() as session:
            get(session, CaseFile, case_id)
            chosen = {row.goal_id: row for row in _chosen(session, case_id)}
            return tuple(_view(goal, chosen.get(goal.id)) for goal in _all(session))

    def all_goals(self) -> tuple[GoalView, ...]:
        """Return the 17 Global Goals without a case, with the accent goals of the programme marked."""
        with self._core.store.read() as session:
            return tuple(_view(goal, None) for goal in _all(session))

    def accents(self) -> tuple[GoalView, ...]:
        """Return the 17 Global Goals, of which the accent goals of the programme count as chosen."""
        return tuple(replace(goal, chosen=goal.accent, accent=False) for goal in self.all_goals())

    def set_goal(self, case_id: bytes, number: int, sentence: str, main: bool = False, *, origin: object = None) -> None:
        """Link a Global Goal (1 to 17) with its sentence; one of them is the main one, the first by itself.

        Raises:
            InvalidValueError: the case has its five goals, or there is no goal with this number.
        """
        written = line(sentence)
        if not criteria.said(written, goal_sentence_starts()):
            written = ""
        with self._core.store.unit(N_("Change goals"), origin) as session:
            get(session, CaseFile, case_id)
            goal_id = _goal_id(session, number)
            others = [row for row in _chosen(session, case_id) if row.goal_id != goal_id]
            if len(others) >= MOST_GOALS:
                raise InvalidValueError(
                    _("A case has one main goal and four more at most. Take one off first, then choose this one.")
                )
            main = main or not any(row.main for row in others)
            for row in others:
                if main and row.main:
                    row.main = False
            undelete_or_add(
                session,
                CaseGoal,
                member_id("case_goal", case_id, goal_id),
                case_id=case_id,
                goal_id=goal_id,
                main=main,
                sentence=written,
            )

    def remove_goal(self, case_id: bytes, number: int, *, origin: object = None) -> None:
        """Take a Global Goal off a case. When it was the main one, the next becomes that."""
        with self._core.store.unit(N_("Change goals"), origin) as session:
            goal_id = _goal_id(session, number)
            row = session.get(CaseGoal, member_id("case_goal", case_id, goal_id))
            if row is None or row.dead:
                return
            row.dead = 1
            session.flush()
            left = _chosen(session, case_id)
            if left and not any(other.main for other in left):
                numbers = dict(session.execute(select(Goal.id, Goal.number)).all())
                min(left, key=lambda other: numbers[other.goal_id]).main = True

    def set_accents(self, goals: Sequence[int], *, origin: object = None) -> None:
        """Choose the goals that the programme pays special attention to, by their numbers.

        Raises:
            InvalidValueError: there is no goal with such a number.
        """
        with self._core.store.unit(N_("Choose accent goals"), origin) as session:
            wanted = {_goal_id(session, number) for number in goals}
            for goal in _all(session):
                if goal.accent != (goal.id in wanted):
                    goal.accent = goal.id in wanted


def _all(session: Session) -> list[Goal]:
    return list(session.scalars(select(Goal).order_by(Goal.number)))


def _chosen(session: Session, case_id: bytes) -> list[CaseGoal]:
    return list(session.scalars(select(CaseGoal).where(CaseGoal.case_id == case_id)))


def _goal_id(session: Session, number: int) -> bytes:
    goal_id = session.scalars(select(Goal.id).where(Goal.number == number)).first()
    if goal_id is None:
        raise InvalidValueError(_("There are 17 Global Goals. Choose a number from 1 to 17."))
    return goal_id


def _view(goal: Goal, row: CaseGoal | None) -> GoalView:
    entry = next((entry for entry in read_content("goals")["goals"] if entry["number"] == goal.number), {})
    words = [*goal.other_names.split("\n"), f"SDG {goal.number}", spoken(goal, "short")]
    for key in ("search_words", "local_examples"):
        words += entry.get(f"{key}_{language()}", ())
    return GoalView(
        number=goal.number,
        name=spoken(goal, "name"),
        color=goal.color,
        text_color=goal.text_color,
        chosen=row is not None,
        main=row is not None and row.main,
        sentence=row.sentence if row is not None else "",
        accent=goal.accent,
        words=tuple(word for word in words if word),
    )
