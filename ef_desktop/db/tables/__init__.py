"""The tables of the domain. Importing this package registers all of them."""

from ef_desktop.db.base import Base, Row
from ef_desktop.db.tables.cases import (
    Attachment,
    CaseCriterion,
    CaseFile,
    CaseGoal,
    CaseRelation,
    CommunicationItem,
    Consent,
    Person,
    Portrait,
)
from ef_desktop.db.tables.learning import (
    CaseNeed,
    DiscussionStep,
    Evaluation,
    Measurement,
    MeasurementCount,
    OpenAnswer,
    ReportEdition,
    RoleAssignment,
    TalentAward,
    ToolCard,
    WorkFormRound,
)
from ef_desktop.db.tables.meetings import (
    AgendaItem,
    Attendance,
    Meeting,
    MeetingCase,
    Outcome,
    OutcomeGroup,
    Programme,
    Setting,
    TimerEvent,
    Vote,
)
from ef_desktop.db.tables.package import Block, Goal, GroundRule, Role, Statement, Talent, Template, TemplateItem

__all__ = [
    "AgendaItem", "Attachment", "Attendance", "Base", "Block", "CaseCriterion", "CaseFile", "CaseGoal", "CaseNeed",
    "CaseRelation", "CommunicationItem", "Consent", "DiscussionStep", "Evaluation", "Goal", "GroundRule", "Measurement",
    "MeasurementCount", "Meeting", "MeetingCase", "OpenAnswer", "Outcome", "OutcomeGroup", "Person", "Portrait",
    "Programme", "ReportEdition", "Role", "RoleAssignment", "Row", "Setting", "Statement", "Talent", "TalentAward",
    "Template", "TemplateItem", "TimerEvent", "ToolCard", "Vote", "WorkFormRound",
]  # fmt: skip
