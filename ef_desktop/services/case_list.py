"""All cases as light records, what the programme's cases touch, and the moments of their last change. In plain SQL, because
there may be thousands and the page must be there at once."""

import threading
from collections import Counter
from collections.abc import Collection, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from ef_desktop.content import goal_sentence_starts, sentence_starts
from ef_desktop.db.lists import Execute
from ef_desktop.db.tables import Goal
from ef_desktop.domain import caselife, criteria
from ef_desktop.domain.caseviews import CaseEntry, Coverage, CriterionCoverage, GoalCoverage
from ef_desktop.domain.changes import ChangeSet
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
_CHANGED = "SELECT row, max(hlc) FROM sync_op WHERE row IN ({cases}) GROUP BY row"
_ALL_CASES = "SELECT id FROM case_file WHERE dead = 0"

#: The cases of meetings, also those that went off the agenda since.
_AT = (
    "SELECT case_id FROM meeting_case WHERE meeting_id IN ({meetings})"
    " UNION SELECT case_id FROM agenda_item WHERE meeting_id IN ({meetings}) AND case_id IS NOT NULL"
)

#: Tables whose rows belong to one case, tables whose rows move the cases of a meeting, and those that may move any case (an
#: item does not tell which case it had before): then all are read again.
_OWN = frozenset({"case_file", "case_criterion", "case_goal", "meeting_case"})
_MEETINGS = frozenset({"meeting", "timer_event"})
_ELSEWHERE = frozenset({"agenda_item", "goal"})

#: When more rows changed than this, all cases are read again.
_MOST = 200

_BITS = {criterion: 1 << place for place, criterion in enumerate(criteria.CRITERIA)}


def agendas(execute: Execute, today: date, case_ids: Collection[bytes] | None = None) -> dict[bytes, tuple[bool, bool]]:
    """Return per case whether it is on the agenda of a meeting to come, and whether one was held; all or those asked for."""
    ids = tuple(case_ids or ())
    sql = _AGENDAS if case_ids is None else f"{_AGENDAS} WHERE k.case_id IN ({_marks(ids)})"
    found: dict[bytes, tuple[bool, bool]] = {}
    for case, closed, held_on, begun in execute(sql, ids):
        day = date.fromisoformat(held_on) if isinstance(held_on, str) else held_on
        held = caselife.ran(bool(closed), bool(begun), day, today)
        coming, past = found.get(case, (False, False))
        found[case] = (coming or not held, past or held)
    return found


class CaseList:
    """The cases as a list, and as counts.

    The list is kept, and brought up to date where cases changed: it is asked for again after everything that is typed.
    """

    def __init__(self, core: Core) -> None:
        self._core = core
        self._lock = threading.Lock()
        self._known: tuple[date, tuple[CaseEntry, ...]] | None = None
        self._stale: set[tuple[str, bytes]] = set()
        self._moments: dict[bytes, int] | None = None
        self._moved: set[bytes] = set()
        self._turn = 0

    def forget(self, change: ChangeSet) -> None:
        """Take in what changed; the workspace tells."""
        with self._lock:
            if change.kinds & _ELSEWHERE:
                self._known = None
                # Whoever is reading now may have read what was before: that is not kept.
                self._turn += 1
            self._stale |= {row for row in change.rows if row[0] in _OWN or row[0] in _MEETINGS}
            self._moved |= {row for table, row in change.rows if table == "case_file"}

    def entries(self) -> tuple[CaseEntry, ...]:
        """Return all cases by title. An unchanged case is the same object as before."""
        today = self._core.local_now().date()
        with self._lock:
            known, self._known = self._known, None
            stale, self._stale = self._stale, set()
            turn = self._turn
        with self._core.store.connection() as connection:

            def execute(sql: str, parameters: Sequence[Any]) -> list[tuple[Any, ...]]:
                return connection.execute(sql, parameters).fetchall()

            if known is None or known[0] != today or len(stale) > _MOST:
                entries = _read(execute, today, None)
            elif stale:
                ids = _cases_of(execute, stale)
                entries = [entry for entry in known[1] if entry.id not in ids] + _read(execute, today, ids)
            else:
                entries = list(known[1])
        entries.sort(key=lambda entry: (entry.title.casefold(), entry.id))
        found = tuple(entries)
        with self._lock:
            if turn == self._turn:
                self._known = (today, found)
        return found

    def changed(self) -> dict[bytes, int]:
        """Return the moment of the last change per case, as the journal counts it: for sorting by it."""
        with self._lock:
            known, self._moments = self._moments, None
            moved, self._moved = tuple(self._moved), set()
            turn = self._turn
        with self._core.store.connection() as connection:
            if known is None or len(moved) > _MOST:
                known = dict(connection.execute(_CHANGED.format(cases=_ALL_CASES)))
            elif moved:
                known = known | dict(connection.execute(_CHANGED.format(cases=_marks(moved)), moved))
        with self._lock:
            if turn == self._turn:
                self._moments = known
        return known

    def coverage(self) -> Coverage:
        """Return which goals and which criteria the cases of the programme touch."""
        entries = self.entries()
        # Thousands of cases have few different sets of goals and criteria between them.
        touched, mains = Counter(entry.goals for entry in entries), Counter(entry.main for entry in entries)
        met = Counter(entry.met for entry in entries)
        with self._core.store.read() as session:
            found = {(criterion, state): count for criterion, state, count in executor(session)(_FOUND, ())}
            goals = tuple(
                GoalCoverage(
                    number=goal.number,
                    name=spoken(goal, "name"),
                    color=goal.color,
                    text_color=goal.text_color,
                    cases=sum(count for goals, count in touched.items() if goals >> goal.number & 1),
                    main=mains[goal.number],
                    accent=goal.accent,
                )
                for goal in session.scalars(select(Goal).order_by(Goal.number))
            )
        return Coverage(len(entries), goals, tuple(_criterion(name, found, met) for name in criteria.CRITERIA))


def _cases_of(execute: Execute, rows: Collection[tuple[str, bytes]]) -> frozenset[bytes]:
    """Return the cases that rows belong to; a removed row still tells its case."""
    found = {row for table, row in rows if table == "case_file"}
    for table in ("case_criterion", "case_goal", "meeting_case"):
        ids = [row for name, row in rows if name == table]
        found.update(case for (case,) in execute(f"SELECT case_id FROM {table} WHERE id IN ({_marks(ids)})", ids))
    events = [row for name, row in rows if name == "timer_event"]
    meetings = {row for name, row in rows if name == "meeting"}
    meetings.update(meeting for (meeting,) in execute(f"SELECT meeting_id FROM timer_event WHERE id IN ({_marks(events)})", events))
    if meetings:
        found.update(case for (case,) in execute(_AT.format(meetings=_marks(meetings)), [*meetings, *meetings]))
    return frozenset(found)


def _marks(values: Collection[bytes]) -> str:
    return ",".join("?" * len(values))


def _read(execute: Execute, today: date, ids: Collection[bytes] | None) -> list[CaseEntry]:
    """Return cases: all of them, or those asked for that are alive."""
    only = tuple(ids or ())
    among = "" if ids is None else f" AND case_id IN ({_marks(only)})"
    met = _met(execute, among, only)
    numbers = dict(execute("SELECT id, number FROM goal", ()))
    goals: dict[bytes, int] = {}
    mains: dict[bytes, int] = {}
    explained: set[bytes] = set()
    starts = goal_sentence_starts()
    for case, goal, main, sentence in execute(_TOUCHED + among, (max(map(len, starts)), *only)):
        number = numbers.get(goal, 0)
        goals[case] = goals.get(case, 0) | 1 << number
        if main:
            mains[case] = number
        if sentence is None or criteria.said(sentence, starts):
            explained.add(case)
    where = agendas(execute, today, ids)
    never, fourth = (False, False), _BITS["c4"]
    entries = []
    for case, title, question, district, status, knows, followed, *exception in execute(
        _CASES + ("" if ids is None else f" AND id IN ({_marks(only)})"), only
    ):
        coming, past = where.get(case, never)
        stage = caselife.stage(status, on_agenda=coming, ran=past, followed=bool(followed))
        counted = met.get(case, 0) if case in explained else met.get(case, 0) & ~fourth
        entries.append(
            CaseEntry(
                case, title, question, district, stage, is_anonymous(knows), counted, goals.get(case, 0) & ~1,
                mains.get(case, 0), bool(exception[0]) and criteria.exception_complete(*exception),
            )
        )  # fmt: skip
    return entries


def _met(execute: Execute, among: str, only: Sequence[bytes]) -> dict[bytes, int]:
    """Return per case the criteria that are met and explained, as bits; ``among`` and ``only`` say of which cases."""
    starts = {criterion: sentence_starts(criterion) for criterion in criteria.CRITERIA}
    enough = [max(map(len, texts)) + criteria.MOTIVATION_MINIMUM + _PLENTY for texts in starts.values()]
    met: dict[bytes, int] = {}
    for case, criterion, words in execute(_MET + among, [*enough, *only]):
        found = criterion in _BITS and (
            words is None or criteria.motivated(criteria.Check(criteria.MEETS, words, starts[criterion]))
        )
        if found:
            met[case] = met.get(case, 0) | _BITS[criterion]
    return met


def _criterion(name: str, found: dict[tuple[str, str], int], met: Counter[int]) -> CriterionCoverage:
    meets = sum(count for bits, count in met.items() if bits & _BITS[name])
    partly, fails = found.get((name, criteria.PARTLY), 0), found.get((name, criteria.NOT), 0)
    return CriterionCoverage(name, meets, partly, fails, max(0, met.total() - meets - partly - fails))
