"""All cases as light records, what the programme's cases touch, and the moments of their last change. In plain SQL, because
there may be thousands and the page must be there at once."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ef_desktop.content import goal_sentence_starts, sentence_starts
from ef_desktop.db.hlc import to_milliseconds
from ef_desktop.db.lists import Execute
from ef_desktop.db.tables import Goal
from ef_desktop.domain import caselife, criteria
from ef_desktop.domain.caseviews import CaseEntry, Coverage, CriterionCoverage, GoalCoverage
from ef_desktop.domain.privacy import is_anonymous
from ef_desktop.services.core import Core, executor
from ef_desktop.services.reading import spoken

_CASES = (
    "SELECT id, title, question, district, status, initiator_knows, follow_up <> '', exception_reason, exception_by, exception_on"
    " FROM case_file WHERE dead = 0"
)
#: Met criteria; the words only where their number does not tell that there are enough of them.
_MET = (
    "SELECT case_id, criterion, CASE WHEN length(motivation) >= CASE criterion WHEN 'c1' THEN ? WHEN 'c2' THEN ?"
    " WHEN 'c3' THEN ? ELSE ? END THEN NULL ELSE motivation END"
    f" FROM case_criterion WHERE dead = 0 AND state = '{criteria.MEETS}'"
)

#: Letters beyond the given beginning and the least of one's own, from which nobody counts blanks and dots.
_PLENTY = 10
_FOUND = (
    "SELECT criterion, state, count(*) FROM case_criterion k JOIN case_file c ON c.id = k.case_id AND c.dead = 0"
    " WHERE k.dead = 0 GROUP BY 1, 2"
)
_TOUCHED = (
    "SELECT case_id, goal_id, main, CASE WHEN length(sentence) > ? THEN NULL ELSE sentence END FROM case_goal WHERE dead = 0"
)

#: The meetings that cases are on the agenda of, with what tells whether they were held.
_AGENDAS = """
SELECT k.case_id, m.closed_at IS NOT NULL, m.held_on,
       EXISTS (SELECT 1 FROM timer_event t WHERE t.meeting_id = m.id AND t.dead = 0)
FROM (SELECT case_id, meeting_id FROM meeting_case WHERE dead = 0
      UNION SELECT case_id, meeting_id FROM agenda_item WHERE dead = 0 AND case_id IS NOT NULL) k
JOIN meeting m ON m.id = k.meeting_id AND m.dead = 0
"""
_CHANGED = "SELECT row, max(hlc) FROM sync_op WHERE row IN (SELECT id FROM case_file WHERE dead = 0) GROUP BY row"

_BITS = {criterion: 1 << place for place, criterion in enumerate(criteria.CRITERIA)}


def agendas(execute: Execute, today: date, case_id: bytes | None = None) -> dict[bytes, tuple[bool, bool]]:
    """Return per case whether it is on the agenda of a meeting to come, and whether one was held; all or the one asked for."""
    sql, parameters = (_AGENDAS, ()) if case_id is None else (_AGENDAS + " WHERE k.case_id = ?", (case_id,))
    found: dict[bytes, tuple[bool, bool]] = {}
    for case, closed, held_on, begun in execute(sql, parameters):
        day = date.fromisoformat(held_on) if isinstance(held_on, str) else held_on
        held = caselife.ran(bool(closed), bool(begun), day, today)
        coming, past = found.get(case, (False, False))
        found[case] = (coming or not held, past or held)
    return found


class CaseList:
    """The cases as a list, and as counts."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def entries(self) -> tuple[CaseEntry, ...]:
        """Return all cases by title."""
        with self._core.store.connection() as connection:

            def execute(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
                return connection.execute(sql, parameters).fetchall()

            met = _met(execute)
            numbers = dict(execute("SELECT id, number FROM goal", ()))
            goals: dict[bytes, int] = {}
            mains: dict[bytes, int] = {}
            explained: set[bytes] = set()
            starts = goal_sentence_starts()
            for case, goal, main, sentence in execute(_TOUCHED, (max(map(len, starts)),)):
                number = numbers.get(goal, 0)
                goals[case] = goals.get(case, 0) | 1 << number
                if main:
                    mains[case] = number
                if sentence is None or criteria.said(sentence, starts):
                    explained.add(case)
            where = agendas(execute, self._core.local_now().date())
            rows = execute(_CASES, ())
        never = (False, False)
        entries = []
        for case, title, question, district, status, knows, followed, *exception in rows:
            coming, past = where.get(case, never)
            stage = caselife.stage(status, on_agenda=coming, ran=past, followed=bool(followed))
            counted = met.get(case, 0) if case in explained else met.get(case, 0) & ~_BITS["c4"]
            entries.append(
                CaseEntry(
                    case, title, question, district, stage, is_anonymous(knows), counted, goals.get(case, 0) & ~1,
                    mains.get(case, 0), bool(exception[0]) and criteria.exception_complete(*exception),
                )
            )  # fmt: skip
        entries.sort(key=lambda entry: (entry.title.casefold(), entry.id))
        return tuple(entries)

    def changed(self) -> dict[bytes, int]:
        """Return the moment of the last change per case, in milliseconds since 1970, UTC: for sorting by it."""
        with self._core.store.read() as session:
            return {case: to_milliseconds(moment) for case, moment in executor(session)(_CHANGED, ())}

    def coverage(self) -> Coverage:
        """Return which goals and which criteria the cases of the programme touch."""
        entries = self.entries()
        with self._core.store.read() as session:
            found = {(criterion, state): count for criterion, state, count in executor(session)(_FOUND, ())}
            goals = tuple(
                GoalCoverage(
                    number=goal.number,
                    name=spoken(goal, "name"),
                    color=goal.color,
                    text_color=goal.text_color,
                    cases=sum(entry.goals >> goal.number & 1 for entry in entries),
                    main=sum(entry.main == goal.number for entry in entries),
                    accent=goal.accent,
                )
                for goal in session.scalars(select(Goal).order_by(Goal.number))
            )
        return Coverage(len(entries), goals, tuple(_criterion(name, found, entries) for name in criteria.CRITERIA))


def _met(execute: Execute) -> dict[bytes, int]:
    """Return per case the criteria that are met and explained, as bits."""
    starts = {criterion: sentence_starts(criterion) for criterion in criteria.CRITERIA}
    enough = [max(map(len, texts)) + criteria.MOTIVATION_MINIMUM + _PLENTY for texts in starts.values()]
    met: dict[bytes, int] = {}
    for case, criterion, words in execute(_MET, enough):
        found = criterion in _BITS and (
            words is None or criteria.motivated(criteria.Check(criteria.MEETS, words, starts[criterion]))
        )
        if found:
            met[case] = met.get(case, 0) | _BITS[criterion]
    return met


def _criterion(name: str, found: dict[tuple[str, str], int], entries: Sequence[CaseEntry]) -> CriterionCoverage:
    meets = sum(bool(entry.met & _BITS[name]) for entry in entries)
    partly, fails = found.get((name, criteria.PARTLY), 0), found.get((name, criteria.NOT), 0)
    return CriterionCoverage(name, meets, partly, fails, max(0, len(entries) - meets - partly - fails))
