"""Joining two records of the same case: its meetings, outcomes, findings and goals go along; what may be shared stays the least."""

from collections.abc import Callable
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import intake_sections
from ef_desktop.db.store import undelete_or_add
from ef_desktop.db.tables import (
    AgendaItem,
    Attachment,
    CaseCriterion,
    CaseFile,
    CaseGoal,
    CaseRelation,
    DiscussionStep,
    Goal,
    MeetingCase,
    Outcome,
    Person,
    Role,
    WorkFormRound,
)
from ef_desktop.domain import caselife, criteria
from ef_desktop.domain import two_into_one as rules
from ef_desktop.domain.ids import member_id
from ef_desktop.domain.intake import IntakeField, parts
from ef_desktop.domain.privacy import is_anonymous
from ef_desktop.domain.two_into_one import CASE_FIELDS, LIST, Field, Values, chosen
from ef_desktop.i18n import N_, _, content_text, format_date, format_list, ngettext
from ef_desktop.services.case_goals import MOST_GOALS
from ef_desktop.services.core import executor
from ef_desktop.services.reading import kept_off_wall, off_wall_key, spoken
from ef_desktop.services.setting_rows import write_setting
from ef_desktop.services.two_into_one import (
    Asked,
    Choices,
    TwoIntoOne,
    ask,
    choice_of,
    count_links,
    move_links,
)

#: Links that only need to point elsewhere.
LINKS = (AgendaItem.case_id, WorkFormRound.case_id, Outcome.case_id, Attachment.case_id, DiscussionStep.case_id)

_STAGES = {
    caselife.PROPOSED: N_("Proposed"),
    caselife.INTAKE: N_("Intake"),
    caselife.ADMITTED: N_("Admitted"),
    caselife.PLANNED: N_("Planned"),
    caselife.DISCUSSED: N_("Discussed"),
    caselife.FOLLOWED_UP: N_("Followed up"),
    caselife.CLOSED: N_("Finished"),
    caselife.NOT_NOW: N_("Not now"),
}
_FOUND = {
    criteria.MEETS: N_("Meets"),
    criteria.PARTLY: N_("Partly"),
    criteria.NOT: N_("Does not meet"),
    criteria.OPEN: N_("Not looked at"),
}
_LISTS = frozenset(field.name for field in CASE_FIELDS if field.kind == LIST)
#: Names of the questions about a goal: with its number.
_GOAL = "goal-"


class TwoCases(TwoIntoOne):
    """Joins two cases that are one."""

    model = CaseFile
    label = N_("Join two cases")
    apart_label = N_("Keep two cases apart")

    def _order(self, session: Session, one: CaseFile, other: CaseFile) -> tuple[CaseFile, CaseFile]:
        return one, other

    def _asked(self, session: Session, kept: CaseFile, gone: CaseFile) -> list[Asked]:
        told = _Teller(session)
        found = []
        for field in CASE_FIELDS:
            # Where one of the two is anonymous there is nothing to choose.
            if field.name != "initiator_knows" or rules.knows(kept.initiator_knows, gone.initiator_knows) is None:
                found.append(ask(kept, gone, field, told.label(field.name), lambda values, name=field.name: told.words(name, values)))
        return [*found, *_asked_criteria(session, kept.id, gone.id), *_asked_goals(session, kept.id, gone.id)]

    def _ruled(self, kept: CaseFile, gone: CaseFile) -> dict[str, object]:
        knows = rules.knows(kept.initiator_knows, gone.initiator_knows)
        fields = _intake()
        return {
            "sensitive": rules.sensitive(kept.sensitive, gone.sensitive, fields["sensitive"].exclusive),
            "share_in": rules.share_in(kept.share_in, gone.share_in, fields["share_in"].exclusive),
            "follow_up": rules.noticed(kept.follow_up, gone.follow_up),
        } | ({} if knows is None else {"initiator_knows": knows})

    def _told(self, session: Session, kept: CaseFile, gone: CaseFile) -> list[str]:
        told = []
        if is_anonymous(kept.initiator_knows) != is_anonymous(gone.initiator_knows):
            told.append(_("The case is anonymous: of one of the two the initiator does not know of it, or was not asked yet."))
        if kept.share_in and gone.share_in and set(parts(kept.share_in)) != set(parts(gone.share_in)):
            told.append(_("It may go only where both may go."))
        if left := _goals_left(session, kept.id, gone.id):
            names = format_list([spoken(goal, "name") for goal in left])
            told.append(_("A case has {count} goals at most. These do not come along: {names}.").format(count=MOST_GOALS, names=names))
        return told

    def _problem(self, session: Session, kept: CaseFile, gone: CaseFile) -> str:
        return ""

    def _side(self, session: Session, case: CaseFile) -> tuple[str, str, list[str]]:
        status = case.status if case.status in _STAGES else caselife.PROPOSED
        detail = " · ".join(part for part in (_(_STAGES[status]), case.district) if part)
        return case.title, detail, _holds(session, case.id)

    def _keep_parts(self, session: Session, kept: CaseFile, gone: CaseFile, choices: Choices) -> None:
        for asked in _asked_criteria(session, kept.id, gone.id):
            state, motivation = chosen(asked.field.kind, choice_of(choices, asked), asked.first, asked.second)
            if (state, motivation) != asked.first:
                row_id = member_id("case_criterion", kept.id, asked.field.name)
                values = {"case_id": kept.id, "criterion": asked.field.name, "state": state or criteria.OPEN, "motivation": motivation}
                undelete_or_add(session, CaseCriterion, row_id, **values)
        sentences = {
            asked.field.name: chosen(asked.field.kind, choice_of(choices, asked), asked.first, asked.second)[0]
            for asked in _asked_goals(session, kept.id, gone.id)
        }
        _keep_goals(session, kept.id, gone.id, sentences)
        hidden = kept_off_wall(session, kept.id) | kept_off_wall(session, gone.id)
        if hidden != kept_off_wall(session, kept.id):
            write_setting(session, off_wall_key(kept.id), sorted(hidden))

    def _move(self, session: Session, kept: bytes, gone: bytes) -> None:
        for row in session.scalars(select(MeetingCase).where(MeetingCase.case_id == gone)).all():
            target = member_id("meeting_case", row.meeting_id, kept)
            known = session.get(MeetingCase, target)
            if known is None or known.dead:
                undelete_or_add(session, MeetingCase, target, meeting_id=row.meeting_id, case_id=kept, place=row.place)
            session.flush()
            row.dead = 1
            session.flush()
        _move_relations(session, kept, gone)
        move_links(session, LINKS, kept, gone)

    def _points(self, session: Session, row_id: bytes) -> bool:
        columns = (*LINKS, MeetingCase.case_id, CaseRelation.case_id, CaseRelation.other_id)
        return any(count_links(session, column, row_id) for column in columns)

    def _found(self, session: Session) -> tuple[list[tuple[Any, ...]], Callable[[str], str]]:
        return executor(session)("SELECT id, title, '' FROM case_file WHERE dead = 0 ORDER BY id", ()), rules.title_key


class _Teller:
    """Labels of the fields of a case, and values as a reader sees them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._fields = _intake()

    def label(self, name: str) -> str:
        """Return what a field is called."""
        own = {"status": _("How far is the case?"), "exception_reason": _("Exception to the criteria")}
        return own[name] if name in own else self._fields[name].label

    def words(self, name: str, values: Values) -> str:
        """Return the values of a field in words."""
        if name == "brought_by_id":
            return self._session.scalar(select(Person.name).where(Person.id == values[0])) or ""
        if name == "own_role_id":
            role = self._session.scalars(select(Role).where(Role.id == values[0])).first()
            return spoken(role, "name") if role is not None else ""
        if name == "status":
            stage, reason = values
            return " · ".join(part for part in (_(_STAGES.get(stage, _STAGES[caselife.PROPOSED])), reason) if part)
        field = self._fields.get(name)
        options = {option.id: option.label for option in field.options} if field is not None else {}
        shown = [part if isinstance(part, str) else format_date(part) for part in values if part not in ("", None)]
        if not options and name not in _LISTS:
            return " · ".join(shown)
        return " · ".join([", ".join(options.get(part, part) for part in parts(shown[0])), *shown[1:]]) if shown else ""


def _intake() -> dict[str, IntakeField]:
    return {field.name: field for section in intake_sections() for field in section.fields if field.name}


# Criteria and goals


def _asked_criteria(session: Session, kept: bytes, gone: bytes) -> list[Asked]:
    found = {(row.case_id, row.criterion): row for row in session.scalars(select(CaseCriterion).where(CaseCriterion.case_id.in_((kept, gone))))}
    asked = []
    for entry in criteria_content():
        rows = [found.get((case, entry["id"])) for case in (kept, gone)]
        first, second = (("", "") if row is None else ("" if row.state == criteria.OPEN else row.state, row.motivation) for row in rows)
        label = _("Criterion: {text}").format(text=content_text(entry, "text"))
        asked.append(Asked(Field((entry["id"], "motivation")), label, first, second, _criterion_words, part=True))
    return asked


def _criterion_words(values: Values) -> str:
    state, motivation = values
    return " · ".join(part for part in (_(_FOUND.get(state or criteria.OPEN, state)), motivation) if part)


def _goal_rows(session: Session, case_id: bytes) -> dict[bytes, CaseGoal]:
    rows = session.execute(
        select(CaseGoal, Goal.number).join(Goal, Goal.id == CaseGoal.goal_id).where(CaseGoal.case_id == case_id).order_by(Goal.number)
    )
    return {row.goal_id: row for row, _number in rows}


def _asked_goals(session: Session, kept: bytes, gone: bytes) -> list[Asked]:
    """Return the goals that both have, each with its sentence."""
    mine, theirs = _goal_rows(session, kept), _goal_rows(session, gone)
    goals = {goal.id: goal for goal in session.scalars(select(Goal))}
    asked = []
    for goal_id in (goal_id for goal_id in mine if goal_id in theirs):
        label = _("Sentence at goal {number}, {name}").format(number=goals[goal_id].number, name=spoken(goals[goal_id], "name"))
        values = (mine[goal_id].sentence,), (theirs[goal_id].sentence,)
        asked.append(Asked(Field((f"{_GOAL}{goals[goal_id].number}",)), label, *values, lambda shown: shown[0], part=True))
    return asked


def _goals_left(session: Session, kept: bytes, gone: bytes) -> list[Goal]:
    """Return the goals of the case that goes for which there is no room."""
    mine = _goal_rows(session, kept)
    more = [goal_id for goal_id in _goal_rows(session, gone) if goal_id not in mine]
    return [session.get(Goal, goal_id) for goal_id in more[max(0, MOST_GOALS - len(mine)) :]]


def _keep_goals(session: Session, kept: bytes, gone: bytes, sentences: dict[str, str]) -> None:
    mine, theirs = _goal_rows(session, kept), _goal_rows(session, gone)
    left = {goal.id for goal in _goals_left(session, kept, gone)}
    for goal_id, row in mine.items():
        sentence = sentences.get(f"{_GOAL}{session.get(Goal, goal_id).number}", row.sentence)
        if row.sentence != sentence:
            row.sentence = sentence
    has_main = any(row.main for row in mine.values())
    for goal_id, row in theirs.items():
        if goal_id not in mine and goal_id not in left:
            values = {"case_id": kept, "goal_id": goal_id, "main": row.main and not has_main, "sentence": row.sentence}
            undelete_or_add(session, CaseGoal, member_id("case_goal", kept, goal_id), **values)
    session.flush()


# Relations


def _move_relations(session: Session, kept: bytes, gone: bytes) -> None:
    query = select(CaseRelation).where(or_(CaseRelation.case_id == gone, CaseRelation.other_id == gone))
    for row in session.scalars(query).all():
        first, second = (kept if case == gone else case for case in (row.case_id, row.other_id))
        target = member_id("case_relation", first, second)
        known = session.get(CaseRelation, target)
        # A case is no example for itself, and a relation that is there already keeps its note.
        if first != second and (known is None or known.dead or not known.note):
            undelete_or_add(session, CaseRelation, target, case_id=first, other_id=second, note=row.note)
        session.flush()
        row.dead = 1
        session.flush()


def _holds(session: Session, case: bytes) -> list[str]:
    """Return what belongs to a case, in words."""
    planned = select(MeetingCase.meeting_id).where(MeetingCase.case_id == case)
    items = select(AgendaItem.meeting_id).where(AgendaItem.case_id == case)
    meetings = len({*session.scalars(planned), *session.scalars(items)})
    related = count_links(session, CaseRelation.case_id, case) + count_links(session, CaseRelation.other_id, case)
    looked_at = count_links(session, CaseCriterion.case_id, case, CaseCriterion.state != criteria.OPEN)
    counted = (
        (meetings, lambda n: ngettext("{count} meeting", "{count} meetings", n)),
        (count_links(session, Outcome.case_id, case), lambda n: ngettext("{count} outcome", "{count} outcomes", n)),
        (looked_at, lambda n: ngettext("{count} criterion looked at", "{count} criteria looked at", n)),
        (count_links(session, CaseGoal.case_id, case), lambda n: ngettext("{count} goal", "{count} goals", n)),
        (
            count_links(session, WorkFormRound.case_id, case),
            lambda n: ngettext("{count} round of roles and talents", "{count} rounds of roles and talents", n),
        ),
        (related, lambda n: ngettext("{count} relation with another case", "{count} relations with other cases", n)),
        (count_links(session, Attachment.case_id, case), lambda n: ngettext("{count} picture", "{count} pictures", n)),
    )
    return [words(count).format(count=count) for count, words in counted if count]
