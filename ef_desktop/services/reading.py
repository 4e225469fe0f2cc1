"""Reads rows into the read models that several services share."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from ef_desktop.content import goal_sentence_starts, sentence_starts, usual_kinds
from ef_desktop.db.tables import (
    AgendaItem,
    Attendance,
    Block,
    CaseCriterion,
    CaseFile,
    CaseGoal,
    Consent,
    Goal,
    GroundRule,
    Outcome,
    Person,
)
from ef_desktop.domain import criteria, planning, privacy
from ef_desktop.domain.views import AgendaItemView, AttendeeView, BlockView, CaseRow, PersonRow
from ef_desktop.domain.words import first_name, initials
from ef_desktop.i18n import language
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.core import executor
from ef_desktop.services.setting_rows import read_setting

#: Setting of the programme: how the four criteria count together.
RULE_SETTING = "criteria_rule"

WALL_CHANNEL, LOGBOOK_CHANNEL = "sessie", "logboek"


def moment(milliseconds: int) -> datetime:
    """Return a moment of the file (milliseconds since 1970, UTC) with time zone."""
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def spoken(row: object, name: str) -> str:
    """Return a text of a content row in the language of the screen; own rows may have one language only."""
    return getattr(row, f"{name}_{language()}") or getattr(row, f"{name}_nl") or getattr(row, f"{name}_en")


def text_lines(value: str) -> tuple[str, ...]:
    """Return the lines of a stored text."""
    return tuple(part for part in value.split("\n") if part)


def block_view(block: Block) -> BlockView:
    """Return a building block in the language of the screen."""
    return BlockView(
        id=block.id,
        key=block.key,
        title=spoken(block, "title"),
        minutes=block.minutes,
        min_minutes=block.min_minutes,
        max_minutes=block.max_minutes,
        base_package=block.base_package,
        purpose=spoken(block, "purpose"),
        instruction=text_lines(spoken(block, "instruction")),
        materials=text_lines(spoken(block, "materials")),
        wall=spoken(block, "wall"),
        icon=block.icon or "layout-kanban",
        scene=block.scene or "agenda",
        counts=block.counts,
        is_break=block.is_break,
        own=block.own,
    )


def planned_blocks(
    items: Iterable[AgendaItemView],
    minimums: dict[bytes, int] | None = None,
    fixed: dict[bytes, int] | None = None,
) -> list[planning.PlannedBlock]:
    """Return what the planning rules need to know of a rundown.

    Parameters:
        minimums: least minutes per block id.
        fixed: agreed beginnings per item id, in minutes since midnight.
    """
    return [
        planning.PlannedBlock(
            minutes=item.minutes,
            counts=item.counts,
            is_break=item.is_break,
            closes=item.closes,
            min_minutes=(minimums or {}).get(item.block_id or b"", 0),
            title=item.title,
            fixed_start=(fixed or {}).get(item.id),
        )
        for item in items
    ]


def agenda(session: Session, meeting_id: bytes, starts_at: int | None) -> tuple[tuple[AgendaItemView, ...], dict[bytes, int]]:
    """Return the rundown of a meeting in order, and the least minutes per block id."""
    rows = session.execute(
        select(AgendaItem, Block, CaseFile.title, CaseFile.initiator_knows)
        .outerjoin(Block, Block.id == AgendaItem.block_id)
        .outerjoin(CaseFile, CaseFile.id == AgendaItem.case_id)
        .where(AgendaItem.meeting_id == meeting_id)
        .order_by(AgendaItem.place, AgendaItem.id)
    ).all()
    items = tuple(
        _item_view(item, block, shown_title(item.case_id, title, knows) if title is not None else "")
        for item, block, title, knows in rows
    )
    fixed = {item.id: item.fixed_start for item, *_others in rows if item.fixed_start is not None}
    starts = planning.running_starts(planned_blocks(items, fixed=fixed), starts_at)
    minimums = {block.id: block.min_minutes for _item, block, *_others in rows if block is not None}
    return tuple(replace(item, starts_at=start) for item, start in zip(items, starts, strict=True)), minimums


def fixed_starts(session: Session, meeting_id: bytes) -> dict[bytes, int]:
    """Return the agreed beginnings of the blocks that have one, in minutes since midnight per item id."""
    query = select(AgendaItem.id, AgendaItem.fixed_start).where(
        AgendaItem.meeting_id == meeting_id, AgendaItem.fixed_start.is_not(None)
    )
    return dict(session.execute(query).all())


def _item_view(item: AgendaItem, block: Block | None, case_title: str) -> AgendaItemView:
    def own_or_block(name: str) -> str:
        own = getattr(item, name)
        if own is not None:
            return own
        return spoken(block, name) if block is not None else ""

    scene = item.scene if item.scene is not None else (block.scene if block is not None else "")
    return AgendaItemView(
        id=item.id,
        meeting_id=item.meeting_id,
        block_id=item.block_id,
        block_key=block.key if block is not None else "",
        title=own_or_block("title"),
        minutes=item.minutes,
        starts_at=None,
        purpose=own_or_block("purpose"),
        instruction=text_lines(own_or_block("instruction")),
        materials=text_lines(own_or_block("materials")),
        notes=item.notes,
        scene=scene or "agenda",
        icon=(block.icon if block is not None else "") or "layout-kanban",
        case_id=item.case_id,
        case_title=case_title,
        leader=item.leader,
        counts=block.counts if block is not None else True,
        is_break=block.is_break if block is not None else False,
        closes=block.closes if block is not None else False,
    )


def common_rules(session: Session) -> tuple[str, ...]:
    """Return the rules of the room that hold for every meeting."""
    query = select(GroundRule).where(GroundRule.hidden.is_(False)).order_by(GroundRule.place, GroundRule.id)
    return tuple(spoken(row, "text") for row in session.scalars(query))


def holds(today: date) -> ColumnElement[bool]:
    """Return the one rule of when a yes holds: it was said, was not taken back, and did not end before today."""
    ends = Consent.valid_until
    return and_(Consent.granted.is_(True), Consent.withdrawn_on.is_(None), or_(ends.is_(None), ends >= today))


def person_rows(session: Session, people: Iterable[Person] | None = None) -> tuple[PersonRow, ...]:
    """Return people by name; all of them when none are given."""
    found = list(people) if people is not None else list(session.scalars(select(Person)))
    meetings = dict(
        session.execute(
            select(Attendance.person_id, func.count())
            .where(Attendance.status == "present")
            .group_by(Attendance.person_id)
        ).all()
    )
    found.sort(key=lambda person: (person.name.casefold(), person.id))
    return tuple(
        PersonRow(
            id=person.id,
            name=person.name,
            initials=initials(person.name),
            organisation=person.organisation,
            department=person.department,
            outside=person.outside,
            function=person.function,
            email=person.email,
            phone=person.phone,
            facilitator=person.facilitator,
            meetings=meetings.get(person.id, 0),
        )
        for person in found
    )


def attendees(session: Session, meeting_id: bytes) -> tuple[AttendeeView, ...]:
    """Return who is invited to a meeting: facilitators first, then by name."""
    rows = session.execute(
        select(Attendance, Person)
        .join(Person, Person.id == Attendance.person_id)
        .where(Attendance.meeting_id == meeting_id)
    ).all()
    people = {row.id: row for row in person_rows(session, [person for _attendance, person in rows])}
    views = [AttendeeView(people[person.id], attendance.status, attendance.role) for attendance, person in rows]
    views.sort(key=lambda view: (view.role != "facilitator", view.person.name.casefold(), view.person.id))
    return tuple(views)


def criterion_checks(session: Session, case_ids: list[bytes] | None = None) -> dict[bytes, dict[str, criteria.Check]]:
    """Return the findings per case and criterion."""
    query = select(CaseCriterion)
    if case_ids is not None:
        query = query.where(CaseCriterion.case_id.in_(case_ids))
    checks: dict[bytes, dict[str, criteria.Check]] = {}
    for row in session.scalars(query):
        check = criteria.Check(row.state, row.motivation, _starts(row.criterion))
        checks.setdefault(row.case_id, {})[row.criterion] = check
    return checks


def _starts(criterion: str) -> tuple[str, ...]:
    # A file that another version wrote to may hold a criterion that is not known here.
    return sentence_starts(criterion) if criterion in criteria.CRITERIA else ()


def goal_sentences(session: Session, case_id: bytes) -> int:
    """Return how many Global Goals of a case carry a sentence."""
    found = session.scalars(select(CaseGoal.sentence).where(CaseGoal.case_id == case_id))
    return sum(criteria.said(sentence, goal_sentence_starts()) for sentence in found)


def criteria_rule(session: Session) -> str:
    """Return how the four criteria count together in this programme."""
    rule = read_setting(session, RULE_SETTING, criteria.ALL)
    return rule if rule in criteria.RULES else criteria.ALL


def off_wall_key(case_id: bytes) -> str:
    """Return the name of the setting that holds which fields of a case are kept from the group."""
    return f"case_kept_off/{case_id.hex()}"


def kept_off_wall(session: Session, case_id: bytes) -> frozenset[str]:
    """Return the names of the fields of a case that are kept from the group."""
    return frozenset(name for name in read_setting(session, off_wall_key(case_id), []) if isinstance(name, str))


def case_rows(session: Session, case_ids: list[bytes] | None = None) -> tuple[CaseRow, ...]:
    """Return cases by title, or those asked for in the order asked."""
    query = select(CaseFile)
    if case_ids is not None:
        query = query.where(CaseFile.id.in_(case_ids))
    cases = list(session.scalars(query))
    checks = criterion_checks(session, case_ids)
    goals: dict[bytes, list[tuple[bool, int, str]]] = {}
    touched = select(CaseGoal.case_id, CaseGoal.main, Goal.number, CaseGoal.sentence).join(Goal, Goal.id == CaseGoal.goal_id)
    people = select(Person.id, Person.name)
    counted = select(Outcome.case_id, func.count()).where(Outcome.case_id.is_not(None)).group_by(Outcome.case_id)
    if case_ids is not None:
        touched = touched.where(CaseGoal.case_id.in_(case_ids))
        people = people.where(Person.id.in_([case.brought_by_id for case in cases if case.brought_by_id is not None]))
        counted = counted.where(Outcome.case_id.in_(case_ids))
    for case_id, main, number, sentence in session.execute(touched):
        goals.setdefault(case_id, []).append((not main, number, sentence))
    names = dict(session.execute(people).all())
    rule = criteria_rule(session)
    outcomes = dict(session.execute(counted).all())
    rows = [
        CaseRow(
            id=case.id,
            title=case.title,
            question=case.question,
            district=case.district,
            status=case.status or "proposed",
            criteria_met=criteria.criteria_met(checks.get(case.id, {}), with_sentence(goals.get(case.id, []))),
            verdict=case_verdict(case, checks.get(case.id, {}), with_sentence(goals.get(case.id, [])), rule),
            goals=tuple(number for _main, number, _sentence in sorted(goals.get(case.id, []))),
            anonymous=privacy.is_anonymous(case.initiator_knows),
            shown=shown_title(case.id, case.title, case.initiator_knows),
            brought_by=first_name(names.get(case.brought_by_id, "")),
            outcomes=outcomes.get(case.id, 0),
        )
        for case in cases
    ]
    if case_ids is not None:
        rows.sort(key=lambda row: case_ids.index(row.id))
    else:
        rows.sort(key=lambda row: (row.title.casefold(), row.id))
    return tuple(rows)


def with_sentence(goals: Iterable[tuple[bool, int, str]]) -> int:
    """Return how many of these goals (not the main one, number, sentence) carry a sentence."""
    return sum(criteria.said(sentence, goal_sentence_starts()) for _other, _number, sentence in goals)


def case_verdict(case: CaseFile, checks: dict[str, criteria.Check], goals_with_sentence: int, rule: str) -> str:
    """Return the verdict on a case: past, aanvullen, met_reden or niet_nu."""
    return criteria.verdict(
        checks,
        goals_with_sentence=goals_with_sentence,
        exception_complete=criteria.exception_complete(case.exception_reason, case.exception_by, case.exception_on),
        not_now=case.status == "not_now",
        rule=rule,
    )


_CASES = (
    "SELECT m.case_id FROM meeting_case m JOIN case_file c ON c.id = m.case_id AND c.dead = 0"
    " WHERE m.meeting_id = ? AND m.dead = 0 ORDER BY m.place, m.id"
)


def meeting_case_ids(session: Session, meeting_id: bytes) -> list[bytes]:
    """Return the cases on the agenda of a meeting, in order."""
    return [row[0] for row in executor(session)(_CASES, (meeting_id,))]


def kinds_of(value: str) -> tuple[str, ...]:
    """Return the kinds of outcome of a meeting; the usual ones where none were chosen."""
    return tuple(part for part in value.split(",") if part) or usual_kinds()
