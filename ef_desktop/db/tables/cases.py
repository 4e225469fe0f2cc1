"""People and cases."""

from ef_desktop.db.base import ERASE, KEEP, NULL, Row, day, flag, integer, link, string


class Person(Row):
    """A person from inside or outside the municipality, with as little as is needed."""

    __tablename__ = "person"
    base_number = 800

    name = string(1)
    organisation = string(2)
    department = string(3)
    outside = flag(4)
    function = string(5)
    email = string(6)
    phone = string(7)
    facilitator = flag(8)
    state = string(9)
    agreed_by = string(10)
    agreed_on = day(10)
    notes = string(11)


class CaseFile(Row):
    """A case (casus) with the fields of its intake. Choices of more than one are separated by commas.

    The exception ('In principe'): reason, by whom and when mean something together.
    """

    __tablename__ = "case_file"
    base_number = 1000

    title = string(1)
    question = string(2)
    initiator_kind = string(3)
    initiator_name = string(4)
    initiator_knows = string(5)
    brought_by_id = link(6, "person", NULL)
    district = string(7)
    departments = string(8)
    partners = string(9)
    state_of_affairs = string(10)
    phase = string(11)
    stuck_on = string(12)
    learning_question = string(13)
    initiator_aim = string(14)
    own_role_id = link(15, "role", NULL)
    social_change = string(16)
    municipal_role = string(17)
    maex = string(18)
    maex_link = string(18)
    maex_on = day(18)
    example_for = string(19)
    sensitive = string(20)
    share_in = string(21)
    status = string(22)
    exception_reason = string(23)
    exception_by = string(23)
    exception_on = day(23)
    not_now_reason = string(24)
    follow_up = string(25)
    place = string(26)


class CaseCriterion(Row):
    """What was found of one of the four criteria; id from case and criterion."""

    __tablename__ = "case_criterion"
    base_number = 1100
    member = True

    case_id = link(1, "case_file", KEEP, required=True)
    criterion = string(2)
    state = string(3)
    motivation = string(4)


class CaseGoal(Row):
    """A Global Goal of a case, with its sentence; id from case and goal."""

    __tablename__ = "case_goal"
    base_number = 1200
    member = True

    case_id = link(1, "case_file", KEEP, required=True)
    goal_id = link(2, "goal", KEEP, required=True)
    main = flag(3)
    sentence = string(4)


class CaseRelation(Row):
    """'Kan als voorbeeld worden gebruikt voor' another case; id from both."""

    __tablename__ = "case_relation"
    base_number = 1300
    member = True

    case_id = link(1, "case_file", KEEP, required=True)
    other_id = link(2, "case_file", KEEP, required=True)
    note = string(3)


class Portrait(Row):
    """A personal portrait (verhaal achter de leersessies). Whom it shows never changes."""

    __tablename__ = "portrait"
    base_number = 3000

    person_id = link(1, "person", ERASE, required=True)
    title = string(2)
    form = string(3)
    body = string(4)
    quote = string(5)
    status = string(6)
    answers = string(7)
    made_on = day(8)
    review_on = day(9)


class Consent(Row):
    """A yes or no of a person for one use in one channel; id from subject and channel.

    Granted, date and by whom mean something together.
    """

    __tablename__ = "consent"
    base_number = 3100
    member = True

    person_id = link(1, "person", ERASE, required=True)
    portrait_id = link(2, "portrait", ERASE)
    channel = string(3)
    granted = flag(4)
    given_on = day(4)
    asked_by = string(4)
    how = string(5)
    name_form = string(6)
    what = string(7)
    purpose = string(8)
    seen_on = day(9)
    valid_until = day(10)
    withdrawn_on = day(11)
    removed_on = day(12)
    guardian = string(13)


class CommunicationItem(Row):
    """A line of the communication plan."""

    __tablename__ = "communication_item"
    base_number = 3200

    portrait_id = link(1, "portrait", NULL)
    goal = string(2)
    audience = string(3)
    message = string(4)
    medium = string(5)
    channel = string(6)
    maker = string(7)
    ready_on = day(8)
    published_on = day(9)
    status = string(10)
    place = string(11)


class Attachment(Row):
    """A picture or file that belongs to a row; its bytes are in ``blob`` under the hash."""

    __tablename__ = "attachment"
    base_number = 3300

    portrait_id = link(1, "portrait", ERASE)
    case_id = link(2, "case_file", NULL)
    meeting_id = link(3, "meeting", NULL)
    name = string(4)
    media_type = string(5)
    sha256 = string(6)
    description = string(7)
    place = string(8)
    size = integer(9)
