"""Lists that the first window needs, in plain SQL: they are read before SQLAlchemy is imported, and by the services after it.

Each function takes ``execute(sql, parameters) -> rows``, so that one text of SQL serves both ways in.
"""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

Execute = Callable[[str, Sequence[Any]], list[tuple[Any, ...]]]


class MeetingRecord(NamedTuple):
    """A meeting with its counts, in the order of the programme."""

    id: bytes
    title: str
    held_on: date | None
    starts_at: int | None
    ends_at: int | None
    location: str
    closed_at: int | None
    items: int
    minutes: int
    closing: int
    outcomes: int
    attending: int
    invited: int
    events: int


class AgreementRecord(NamedTuple):
    """An agreement with its owner."""

    id: bytes
    meeting_id: bytes
    text: str
    owner: str
    due_on: date | None
    status: str


#: The order of the programme: by date, those without a date last. One that was closed without a date keeps the place of that day.
_ORDER = (
    "coalesce({row}held_on, date({row}closed_at / 1000, 'unixepoch'), '9999-12-31'), ifnull({row}starts_at, 0), {row}id"
)

_MEETINGS = """
SELECT m.id, m.title, m.held_on, m.starts_at, m.ends_at, m.location, m.closed_at,
       ifnull(i.items, 0), ifnull(i.minutes, 0), ifnull(i.closing, 0), ifnull(o.outcomes, 0),
       ifnull(a.attending, 0), ifnull(a.invited, 0), ifnull(t.events, 0)
FROM meeting m
LEFT JOIN (SELECT i.meeting_id AS meeting, count(*) AS items,
                  sum(CASE WHEN ifnull(b.counts, 1) THEN i.minutes ELSE 0 END) AS minutes,
                  sum(ifnull(b.closes, 0)) AS closing
           FROM agenda_item i LEFT JOIN block b ON b.id = i.block_id WHERE i.dead = 0 {items} GROUP BY i.meeting_id) i
       ON i.meeting = m.id
LEFT JOIN (SELECT meeting_id AS meeting, count(*) AS outcomes FROM outcome WHERE dead = 0 {rows} GROUP BY meeting_id) o
       ON o.meeting = m.id
LEFT JOIN (SELECT a.meeting_id AS meeting, sum(a.status <> 'absent') AS attending, count(*) AS invited
           FROM attendance a JOIN person p ON p.id = a.person_id AND p.dead = 0 WHERE a.dead = 0 {attendance} GROUP BY a.meeting_id) a
       ON a.meeting = m.id
LEFT JOIN (SELECT meeting_id AS meeting, count(*) AS events FROM timer_event WHERE dead = 0 {rows} GROUP BY meeting_id) t
       ON t.meeting = m.id
WHERE m.dead = 0 {meetings}
ORDER BY {order}
"""

_AGREEMENTS = """
SELECT o.id, o.meeting_id, CASE o.wall_text WHEN '' THEN o.text ELSE o.wall_text END, ifnull(p.name, ''), o.due_on, o.status
FROM outcome o JOIN meeting m ON m.id = o.meeting_id AND m.dead = 0
LEFT JOIN person p ON p.id = o.owner_id AND p.dead = 0
WHERE o.dead = 0 AND o.kind = 'afspraak' AND (? = 0 OR o.status NOT IN ('done', 'lapsed'))
ORDER BY o.due_on IS NULL, o.due_on, o.id
"""


def _day(value: Any) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) else value


def meetings(execute: Execute, meeting_id: bytes | None = None) -> list[MeetingRecord]:
    """Return all meetings by date, those without a date last; or only the one asked for."""
    filters = {"items": "", "rows": "", "attendance": "", "meetings": ""}
    parameters: tuple[bytes, ...] = ()
    if meeting_id is not None:
        filters = {
            "items": "AND i.meeting_id = ?",
            "rows": "AND meeting_id = ?",
            "attendance": "AND a.meeting_id = ?",
            "meetings": "AND m.id = ?",
        }
        parameters = (meeting_id,) * 5
    records = (MeetingRecord(*row) for row in execute(_MEETINGS.format(order=_ORDER.format(row="m."), **filters), parameters))
    return [record._replace(held_on=_day(record.held_on)) for record in records]


def meeting_number(execute: Execute, meeting_id: bytes) -> int:
    """Return the place of a meeting in the programme, from 1."""
    earlier, own = _ORDER.format(row="m."), _ORDER.format(row="x.")
    sql = f"SELECT count(*) FROM meeting m, meeting x WHERE x.id = ? AND m.dead = 0 AND ({earlier}) <= ({own})"
    return execute(sql, (meeting_id,))[0][0]


def agreements(execute: Execute, open_only: bool) -> list[AgreementRecord]:
    """Return the agreements of all meetings, the first due first."""
    records = (AgreementRecord(*row) for row in execute(_AGREEMENTS, (int(open_only),)))
    return [record._replace(due_on=_day(record.due_on)) for record in records]


def programme(execute: Execute) -> tuple[Any, ...] | None:
    """Return id, name, municipality, facilitator, start, end and whether it is the sample; None in an empty file."""
    rows = execute(
        "SELECT id, name, municipality, facilitator, starts_on, ends_on, sample FROM programme WHERE dead = 0 LIMIT 1", ()
    )
    if not rows:
        return None
    row = rows[0]
    return (*row[:4], _day(row[4]), _day(row[5]), bool(row[6]))


_MET = "SELECT count(*) FROM case_criterion k WHERE k.case_id = c.id AND k.dead = 0 AND k.state = 'voldoet'"

#: When a case misses a criterion, by how the four count together in the programme (``domain.criteria.RULES``).
_MISSES = {
    "alle": f"({_MET}) < 4",
    "eerste_en_een": f"(({_MET}) < 2 OR ({_MET} AND k.criterion = 'c1') = 0)",
    "een": f"({_MET}) < 1",
}


def counts(execute: Execute) -> tuple[int, int, int]:
    """Return the numbers of people, of cases, and of open cases that miss a criterion."""
    rule = execute("SELECT value FROM setting WHERE dead = 0 AND key = 'criteria_rule'", ())
    misses = _MISSES.get(rule[0][0].strip('"') if rule else "", _MISSES["alle"])
    people = execute("SELECT count(*) FROM person WHERE dead = 0", ())[0][0]
    cases = execute("SELECT count(*) FROM case_file WHERE dead = 0", ())[0][0]
    incomplete = execute(
        "SELECT count(*) FROM case_file c WHERE c.dead = 0 AND c.status NOT IN ('closed', 'not_now')"
        f" AND c.exception_reason = '' AND {misses}",
        (),
    )[0][0]
    return people, cases, incomplete
