"""The work form 'Rollen en talenten', what works, and how attitude and behaviour are followed."""

from ef_desktop.db.base import ERASE, KEEP, NULL, Row, day, flag, integer, link, string


class WorkFormRound(Row):
    """One time that the work form was run. ``names`` says whether names are kept; the usual is no."""

    __tablename__ = "workform_round"
    base_number = 2000

    meeting_id = link(1, "meeting", KEEP, required=True)
    item_id = link(2, "agenda_item", NULL)
    case_id = link(3, "case_file", NULL)
    variant = string(4)
    group_size = integer(5)
    names = flag(6)
    step = string(7)
    steps_done = string(8)
    conclusion = string(9)


class TalentAward(Row):
    """A talent chosen, wished for or given. Without a person it is only counted."""

    __tablename__ = "talent_award"
    base_number = 2300

    round_id = link(1, "workform_round", KEEP, required=True)
    talent_id = link(2, "talent", KEEP, required=True)
    person_id = link(3, "person", ERASE)
    giver_id = link(4, "person", NULL)
    part = string(5)
    example = string(6)
    amount = integer(7, 1)


class RoleAssignment(Row):
    """Who takes which role for a case; no person means wanted ('gezocht')."""

    __tablename__ = "role_assignment"
    base_number = 2400

    round_id = link(1, "workform_round", KEEP, required=True)
    role_id = link(2, "role", KEEP, required=True)
    person_id = link(3, "person", NULL)
    outcome_id = link(4, "outcome", NULL)
    part = string(5)
    amount = integer(6, 1)


class CaseNeed(Row):
    """A role or talent that the case needs, as the group chose."""

    __tablename__ = "case_need"
    base_number = 2500

    round_id = link(1, "workform_round", KEEP, required=True)
    role_id = link(2, "role", KEEP)
    talent_id = link(3, "talent", KEEP)
    weight = integer(4, 1)
    note = string(5)


class Evaluation(Row):
    """Keep, adapt or drop an element of the base package after a meeting; id from meeting and block."""

    __tablename__ = "evaluation"
    base_number = 2600
    member = True

    meeting_id = link(1, "meeting", KEEP, required=True)
    block_id = link(2, "block", KEEP, required=True)
    choice = string(3)
    reason = string(4)


class Measurement(Row):
    """A moment of measuring (T0, P, T1, T2, T3)."""

    __tablename__ = "measurement"
    base_number = 2700

    meeting_id = link(1, "meeting", NULL)
    moment = string(2)
    held_on = day(3)
    respondents = integer(4)
    note = string(5)


class MeasurementCount(Row):
    """How often a value was given to a statement: counts only; id from all its keys."""

    __tablename__ = "measurement_count"
    base_number = 2800
    member = True

    measurement_id = link(1, "measurement", KEEP, required=True)
    statement_id = link(2, "statement", KEEP, required=True)
    part = string(3)
    value = string(4)
    amount = integer(5)


class OpenAnswer(Row):
    """An answer in words, without a name."""

    __tablename__ = "open_answer"
    base_number = 2900

    measurement_id = link(1, "measurement", KEEP, required=True)
    statement_id = link(2, "statement", NULL)
    answer = string(3)
    change_story = flag(4)
    chosen = flag(5)
    place = string(6)


class ToolCard(Row):
    """A tailor-made tool (instrument op maat). Steps are separated by newlines."""

    __tablename__ = "tool_card"
    base_number = 3500

    block_id = link(1, "block", NULL)
    name = string(2)
    situation = string(3)
    steps = string(4)
    minutes = integer(5, None)
    needed = string(6)
    tip = string(7)
    tried_by = string(8)
    tried_on = day(8)
    how_it_went = string(9)
    place = string(10)


class ReportEdition(Row):
    """An edition of the logbook or of a report that was published."""

    __tablename__ = "report_edition"
    base_number = 3600

    report = string(1)
    published_on = day(2)
    file_name = string(3)
    checksum = string(4)
    note = string(5)
    chapters = string(6)


class DiscussionStep(Row):
    """A step of a case discussion: minutes and what was noted; id from agenda item and step."""

    __tablename__ = "discussion_step"
    base_number = 3800
    member = True

    item_id = link(1, "agenda_item", KEEP, required=True)
    case_id = link(2, "case_file", NULL)
    variant = string(3)
    step = string(4)
    minutes = integer(5, None)
    note = string(6)
    state = string(7)
