"""The programme and its meetings: rundown, clock, attendance, outcomes."""

from ef_desktop.db.base import ERASE, KEEP, NULL, Row, day, flag, integer, link, string


class Programme(Row):
    """The learning path (leerroute); one in a file."""

    __tablename__ = "programme"
    base_number = 100

    name = string(1)
    municipality = string(2)
    starts_on = day(3)
    ends_on = day(3)
    facilitator = string(4)
    sample = flag(5)
    content_version = string(6)


class Setting(Row):
    """A setting of the programme: ``value`` is JSON."""

    __tablename__ = "setting"
    base_number = 200
    member = True

    key = string(1)
    value = string(2)


class Meeting(Row):
    """A meeting (bijeenkomst).

    Date, start and end mean something together. ``starts_at`` and ``ends_at`` are minutes since midnight; ``kinds`` are
    the kinds of outcome on its board, separated by commas, "" for the usual ones. ``closed_at`` is a moment in
    milliseconds since 1970, UTC.
    """

    __tablename__ = "meeting"
    base_number = 300

    programme_id = link(1, "programme", KEEP, required=True)
    title = string(2)
    held_on = day(3)
    starts_at = integer(3, None)
    ends_at = integer(3, None)
    location = string(4)
    goal = string(5)
    notes = string(6)
    summary = string(7)
    kinds = string(8)
    closed_at = integer(9, None)
    template_id = link(10, "template", NULL)
    extra_rules = string(11)
    rules_confirmed = flag(12)


class AgendaItem(Row):
    """A block in the rundown. A text of NULL is the text of the block it came from; own words replace it."""

    __tablename__ = "agenda_item"
    base_number = 400

    meeting_id = link(1, "meeting", KEEP, required=True)
    block_id = link(2, "block", NULL)
    place = string(3)
    title = string(4, None)
    minutes = integer(5)
    purpose = string(6, None)
    instruction = string(7, None)
    materials = string(8, None)
    notes = string(9)
    scene = string(10, None)
    leader = string(11)
    case_id = link(12, "case_file", NULL)
    fixed_start = integer(13, None)


class TimerEvent(Row):
    """Something that happened to the clock of a meeting; ``at`` in milliseconds since 1970, UTC."""

    __tablename__ = "timer_event"
    base_number = 1900

    meeting_id = link(1, "meeting", KEEP, required=True)
    at = integer(2)
    kind = string(3)
    item_id = link(4, "agenda_item", NULL)
    seconds = integer(5)


class Attendance(Row):
    """A person at a meeting; id from meeting and person."""

    __tablename__ = "attendance"
    base_number = 900
    member = True

    meeting_id = link(1, "meeting", KEEP, required=True)
    person_id = link(2, "person", ERASE, required=True)
    status = string(3)
    role = string(4)
    note = string(5)


class MeetingCase(Row):
    """A case on the agenda of a meeting; id from meeting and case."""

    __tablename__ = "meeting_case"
    base_number = 1400
    member = True

    meeting_id = link(1, "meeting", KEEP, required=True)
    case_id = link(2, "case_file", KEEP, required=True)
    place = string(3)


class Outcome(Row):
    """An outcome (opbrengst): a card on the board.

    Kind, group and place mean something together: a card is in one column, at one spot. ``top`` is 1 to 3 or NULL.
    ``captured_at`` in milliseconds since 1970, UTC.
    """

    __tablename__ = "outcome"
    base_number = 1600

    meeting_id = link(1, "meeting", KEEP, required=True)
    kind = string(2)
    group_id = link(2, "outcome_group", NULL)
    place = string(2)
    text = string(3)
    wall_text = string(4)
    case_id = link(5, "case_file", NULL)
    item_id = link(6, "agenda_item", NULL)
    owner_id = link(7, "person", NULL)
    due_on = day(8)
    status = string(9)
    look_back_on = day(10)
    to_whom = string(11)
    answer = string(12)
    answered_on = day(13)
    talent_id = link(14, "talent", NULL)
    goal_id = link(15, "goal", NULL)
    criterion = string(16)
    private = flag(17)
    revealed = flag(18, True)
    top = integer(19, None)
    captured_at = integer(20)
    carried_from = link(21, "outcome", NULL)
    consent_id = link(22, "consent", NULL)


class OutcomeGroup(Row):
    """Cards that belong together, under a title."""

    __tablename__ = "outcome_group"
    base_number = 1700

    meeting_id = link(1, "meeting", KEEP, required=True)
    kind = string(2)
    title = string(3)
    place = string(4)


class Vote(Row):
    """Votes for a card by one voter or counted by one device; id from card and voter. The sum counts."""

    __tablename__ = "vote"
    base_number = 1800
    member = True

    outcome_id = link(1, "outcome", KEEP, required=True)
    voter = string(2)
    amount = integer(3)
