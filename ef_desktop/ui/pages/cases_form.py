"""The form of one case: the question from the city, the four criteria, the goals, and the verdict above it all."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.views import CaseRow, CriterionView, GoalView, PersonRow
from ef_desktop.i18n import _
from ef_desktop.ui.forms import ComboField, Form, TextArea, TextField
from ef_desktop.ui.pages.cases_criteria import CriterionRow, Verdict
from ef_desktop.ui.pages.cases_goals import GoalGrid, GoalSentences
from ef_desktop.ui.pages.cases_words import INITIATOR_KINDS, KNOWING, STATUSES, initiator_words, knowing_words, status_words
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.panel import Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import ElidedLabel

_FIELDS = (
    "title",
    "question",
    "initiator_kind",
    "initiator_knows",
    "district",
    "brought_by_id",
    "state_of_affairs",
    "learning_question",
    "status",
)


@dataclass(frozen=True)
class CaseContent:
    """Everything the form shows of one case; ``fields`` holds the intake by name."""

    row: CaseRow
    fields: dict[str, object]
    criteria: tuple[CriterionView, ...]
    goals: tuple[GoalView, ...]
    people: tuple[PersonRow, ...]


@dataclass(frozen=True)
class CaseSaver:
    """What the form calls to keep something; each returns False where it could not be kept.

    Attributes:
        field: id, name and value.
        criterion: id, criterion, state, motivation.
        goal: id, number, sentence, main.
        toggle_goal: id and number.
    """

    field: Callable[[bytes, str, object], object]
    criterion: Callable[[bytes, str, str, str], object]
    goal: Callable[[bytes, int, str, bool], object]
    toggle_goal: Callable[[bytes, int], object]


class CaseForm(Panel):
    """Everything about one case.

    Parameters:
        saver: what keeps the changes.

    Signals:
        remove_asked: id.
    """

    remove_asked = Signal(bytes)

    def __init__(self, saver: CaseSaver, parent: QWidget | None = None):
        super().__init__(parent, padding=(20, 14, 8, 10), spacing=10)
        self.case_id: bytes | None = None
        self._saver = saver
        self.saver = AutoSave(lambda name, value: saver.field(self.case_id, name, value), self)
        head = QHBoxLayout()
        head.setSpacing(10)
        self._title = ElidedLabel(role="h2")
        self._anonymous = Chip(_("Anonymous"), tone="warn", icon="shield-lock")
        remove = QuietButton(icon="trash", name=_("Remove case"))
        remove.clicked.connect(lambda: self.remove_asked.emit(self.case_id))
        head.addWidget(self._title, 1)
        head.addWidget(self._anonymous)
        head.addWidget(remove)
        self.body.addLayout(head)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area = area
        area.setWidget(self._build())
        self.body.addWidget(area, 1)

    def _build(self) -> QWidget:
        inner = QWidget()
        inner.setObjectName("scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(5, 4, 12, 6)
        column.setSpacing(14)
        self.verdict = Verdict()
        column.addWidget(self.verdict)
        column.addWidget(self._build_intake())
        column.addWidget(SectionTitle(_("The four criteria"), icon="list-check"))
        rows = QVBoxLayout()
        rows.setSpacing(0)
        self.criteria: dict[str, CriterionRow] = {}
        for number, criterion in enumerate(("c1", "c2", "c3", "c4"), 1):
            if number > 1:
                rows.addWidget(Separator())
            row = CriterionRow(criterion, number)
            row.changed.connect(lambda key, state, why: self._saver.criterion(self.case_id, key, state, why))
            self.criteria[criterion] = row
            rows.addWidget(row)
        column.addLayout(rows)
        column.addWidget(SectionTitle(_("Global Goals"), icon="target"))
        self.grid = GoalGrid()
        self.grid.toggled.connect(lambda number: self._saver.toggle_goal(self.case_id, number))
        column.addWidget(self.grid)
        self.sentences = GoalSentences(lambda number, text, main: self._saver.goal(self.case_id, number, text, main))
        column.addWidget(self.sentences)
        column.addStretch(1)
        return inner

    def _build_intake(self) -> Form:
        form = Form(spacing=12)
        self.title = TextField(advised=80, placeholder=_("Short, and without names of people"))
        self.question = TextArea(rows=(2, 8), placeholder=_("In the words of the initiator"))
        self.initiator_kind = ComboField([(kind, initiator_words(kind)) for kind in INITIATOR_KINDS])
        self.initiator_knows = ComboField([(answer, knowing_words(answer)) for answer in KNOWING])
        self.district = TextField(advised=60, placeholder=_("For example Voorhof, or the whole city"))
        self.brought_by_id = ComboField()
        self.state_of_affairs = TextArea(rows=(2, 10), placeholder=_("What has happened so far? Begin with the first contact."))
        self.learning_question = TextField(advised=240, placeholder=_("Begin with ‘How can I …’"))
        self.status = ComboField([(status, status_words(status)) for status in STATUSES])
        form.add(self.title, _("Title"))
        form.add(self.question, _("The question from the city"))
        form.add_beside(
            form.make_row(self.initiator_kind, _("Who asks the question?")),
            form.make_row(self.initiator_knows, _("Does the initiator know that we discuss this?")),
        )
        form.add_beside(
            form.make_row(self.district, _("District or area")),
            form.make_row(self.brought_by_id, _("Who brings the case?")),
        )
        form.add(self.state_of_affairs, _("State of affairs"))
        form.add(self.learning_question, _("Learning question"))
        form.add(self.status, _("How far is the case?"))
        for name in _FIELDS:
            self.saver.bind(name, getattr(self, name))
        self.setFocusProxy(self.title)
        return form

    def show_case(self, content: CaseContent) -> None:
        """Show a case."""
        other = content.row.id != self.case_id
        if other:
            self.flush()
        self.case_id = content.row.id
        self._title.set_text(content.row.title[:300])
        self._anonymous.setVisible(content.row.anonymous)
        self.verdict.show_case(content.row)
        people = [(None, _("Nobody yet")), *((row.id, row.name[:80]) for row in content.people)]
        self.brought_by_id.set_options(people, content.fields["brought_by_id"])
        values = {name: content.fields[name] if name == "brought_by_id" else content.fields[name] or "" for name in _FIELDS}
        values["status"] = content.row.status
        self.saver.load(values, other=other)
        for view in content.criteria:
            self.criteria[view.id].show_criterion(view, other)
        self.grid.show_goals(content.goals)
        self.sentences.show_goals(content.goals, other)
        if other:
            self._area.verticalScrollBar().setValue(0)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.saver.flush()
        self.sentences.saver.flush()
        for row in self.criteria.values():
            row.saver.flush()
