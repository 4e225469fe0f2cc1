"""The form of one case: the intake in parts, the four criteria with the verdict, the goals, and who may see what.

It is filled in while somebody tells: every field is kept as it is typed, and the keyboard goes from part to part.
"""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.content import intake_sections, read_content
from ef_desktop.domain import criteria, intake
from ef_desktop.i18n import _, content_text
from ef_desktop.ui.forms import DateField, Form, TextField
from ef_desktop.ui.pages.cases_fields import ChoicesField, make_field, shown_fields
from ef_desktop.ui.pages.cases_goalpart import GoalPart
from ef_desktop.ui.pages.cases_judging import Judging
from ef_desktop.ui.pages.cases_progress import CompletionBar, Part, PartsBar
from ef_desktop.ui.pages.cases_rows import IntakeRow, lay_rows
from ef_desktop.ui.pages.cases_saving import CaseContent, CaseSaver
from ef_desktop.ui.pages.cases_words import field_words, verdict_words
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

CRITERIA_PART, GOALS_PART, SHARING_PART = "criteria", "goals", "delen"

_TONES = {criteria.FITS: "blue", criteria.WITH_REASON: "blue", criteria.INCOMPLETE: "warn", criteria.NOT_NOW: "neutral"}


class CaseForm(Panel):
    """Everything about one case.

    Parameters:
        saver: what keeps the changes.

    Attributes:
        fields: the fields of the intake by the name of the stored field.
        rows: the rows of the intake by the id of the question.
        criteria: the rows of the four criteria by id.
    """

    def __init__(self, saver: CaseSaver, parent: QWidget | None = None):
        super().__init__(parent, padding=(20, 12, 8, 10), spacing=6)
        self.case_id: bytes | None = None
        self._saver = saver
        self.saver = AutoSave(lambda name, value: saver.field(self.case_id, name, value), self)
        self.fields: dict[str, QWidget] = {}
        self.rows: dict[str, IntakeRow] = {}
        self._parts: dict[str, QWidget] = {}
        self.body.addLayout(self._build_head())
        self.bar = PartsBar()
        self.bar.chosen.connect(lambda id: self.show_part(id))
        self.bar.entered.connect(self.enter_part)
        self.progress = CompletionBar()
        self.progress.asked.connect(self.go_to)
        self.body.addWidget(self.progress)
        self.body.addWidget(self.bar)
        area = QScrollArea(focusPolicy=Qt.FocusPolicy.NoFocus, widgetResizable=True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area = area
        # The area and what scrolls in it have their places before they are filled: see ``ListingPage``.
        self.body.addWidget(area, 1)
        inner = QWidget(objectName="scrolled")
        area.setWidget(inner)
        self._column = QVBoxLayout(inner)
        self._column.setContentsMargins(5, 8, 12, 6)
        self._column.setSpacing(26)
        self._build(self._column)
        self._column.addStretch(1)
        area.verticalScrollBar().valueChanged.connect(self._light_part)
        QApplication.instance().focusChanged.connect(self._follow_focus)

    # Building

    def _build_head(self) -> QHBoxLayout:
        head = QHBoxLayout()
        head.setSpacing(10)
        self._title = ElidedLabel(role="h2")
        self._verdict = Chip("", tone="warn")
        self._anonymous = Chip(_("Anonymous"), tone="warn", icon="shield-lock")
        head.addWidget(self._title, 1)
        for widget in (self._anonymous, self._verdict):
            head.addWidget(widget)
        self._head = head
        return head

    def add_to_head(self, widget: QWidget) -> None:
        """Put something at the right of the title."""
        self._head.addWidget(widget)

    def _build(self, column: QVBoxLayout) -> None:
        parts = []
        for section in intake_sections():
            if section.id == GOALS_PART:
                self.judging = Judging(
                    criterion=lambda *found: self._saver.criterion(self.case_id, *found),
                    exception=lambda *decided: self._saver.exception(self.case_id, *decided),
                )
                self.judging.decision.followed.connect(lambda: self._saver.follow(self.case_id))
                self.judging.decision.put_off.connect(lambda why: self._saver.put_off(self.case_id, why))
                self._add_part(CRITERIA_PART, _("The four criteria"), "list-check").addWidget(self.judging)
                parts.append(Part(CRITERIA_PART, _("Criteria"), _("The four criteria"), 0))
            self._build_section(section, self._add_part(section.id, section.title, section.icon))
            required = any(field.required for field in section.fields)
            parts.append(Part(section.id, section.short, section.title, 0 if required else None))
        self.criteria = self.judging.rows
        self.verdict = self.judging.verdict
        self.grid, self.sentences = self.goals.grid, self.goals.sentences
        self.bar.set_parts(tuple(parts))

    def _add_part(self, id: str, title: str, icon: str) -> QVBoxLayout:
        """Add a part with its title, and return the column in which it is filled."""
        holder = QWidget()
        # The parts come first in the column, the stretch at its end.
        self._column.insertWidget(len(self._parts), holder)
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addWidget(SectionTitle(title, icon=icon, role="h3"))
        self._parts[id] = holder
        return column

    def _build_section(self, section: intake.Section, part: QVBoxLayout) -> None:
        rows = []
        column = QVBoxLayout()
        column.setSpacing(14)
        part.addLayout(column)
        if len(self._parts) == 1:
            rule = content_text(read_content("case_intake"), "privacy_rule")
            column.addWidget(Label(rule, role="small", tone="ink2", wrap=True))
        for question in section.fields:
            if question.kind == intake.GOALS:
                self.goals = GoalPart(question)
                self.goals.toggled.connect(lambda number: self._saver.toggle_goal(self.case_id, number))
                self.goals.kept = lambda *said: self._saver.goal(self.case_id, *said)
                column.addWidget(self.goals)
                continue
            field = make_field(question)
            self.fields[question.name] = field
            self.saver.bind(question.name, field)
            row = IntakeRow(question, field, self._parts[section.id])
            self.rows[question.id] = row
            rows.append(row)
        column.addLayout(lay_rows(rows))
        if section.id == GOALS_PART:
            column.addWidget(self._build_link())
        if section.id == SHARING_PART:
            column.addWidget(self._build_shown())

    def _build_link(self) -> QWidget:
        """The link and the date of the MAEX, asked only when the initiative is on it."""
        form = Form(spacing=12)
        self.fields["maex_link"] = TextField(placeholder="https://")
        self.fields["maex_on"] = DateField(optional=True)
        form.add_beside(
            form.make_row(self.fields["maex_link"], _("Address of the page on MAEX")),
            form.make_row(self.fields["maex_on"], _("Looked up on")),
            stretch=(2, 1),
        )
        form.add_widget(Label(_("Copy the goals of the Social Handprint into the tiles above."), role="small", tone="ink2", wrap=True))
        for name in ("maex_link", "maex_on"):
            self.saver.bind(name, self.fields[name])
        self._link = form
        self.fields["maex"].changed.connect(lambda value: form.setVisible(value == "ja"))
        return form

    def _build_shown(self) -> QWidget:
        """What the group may see of this case, where the content allows it."""
        panel = Panel(variant="sunk", padding=(16, 12, 16, 12), spacing=6)
        panel.body.addWidget(SectionTitle(_("What the group may see of this case"), icon="device-projector", role="h3"))
        self._seen_words = Label("", role="small", tone="ink2", wrap=True)
        panel.body.addWidget(self._seen_words)
        questions = [field for section in intake_sections() for field in section.fields]
        self.shown = ChoicesField(shown_fields(questions, _("What the group may see of this case")))
        for name, box in self.shown.boxes.items():
            box.clicked.connect(lambda on, name=name: self._saver.shown(self.case_id, name, on))
        panel.body.addWidget(self.shown)
        return panel

    def add_section(self, title: str, widget: QWidget, *, icon: str = "list-details") -> None:
        """Add a part at the end of the form that is not of the intake, such as 'In bijeenkomsten'."""
        id = f"more-{len(self._parts)}"
        self._add_part(id, title, icon).addWidget(widget)
        self.bar.set_parts((*self.bar.parts(), Part(id, title, title)))

    # Showing

    def show_case(self, content: CaseContent) -> None:
        """Show a case."""
        other = content.row.id != self.case_id
        if other:
            self.flush()
        self.case_id = content.row.id
        row = content.row
        self._title.set_text(row.title[:300])
        self._anonymous.setVisible(row.anonymous)
        self._anonymous.setToolTip(_("Elsewhere it is called ‘{name}’.").format(name=row.shown) if row.anonymous else "")
        self._verdict.set_text(verdict_words(row.verdict))
        self._verdict.set_tone(_TONES[row.verdict])
        self._show_fields(content, other)
        self._show_sharing(content)
        self._show_judgement(content, other)
        self.goals.show_goals(content.goals, other)
        self._show_progress(content)
        if other:
            self._area.verticalScrollBar().setValue(0)

    def _show_fields(self, content: CaseContent, other: bool) -> None:
        for section in content.sections:
            for question in section.fields:
                if question.suggestions and question.name in self.fields:
                    field = self.fields[question.name]
                    (field.line if question.kind == intake.LIST else field).set_suggestions(question.suggestions)
        self.fields["brought_by_id"].set_suggestions(content.people)
        role = self.fields["own_role_id"]
        role.set_options([(None, _("Not chosen yet")), *((id, name[:80]) for id, name in content.roles)], role.value())
        values = {name: value for name, value in content.fields.items() if name in self.fields}
        values = {name: "" if value is None and name not in ("own_role_id", "maex_on") else value for name, value in values.items()}
        self.saver.load({**values, "brought_by_id": content.brought_by}, other=other)
        self._link.setVisible(self.fields["maex"].value() == "ja")

    def _show_sharing(self, content: CaseContent) -> None:
        anonymous = content.row.anonymous
        for row in self.rows.values():
            row.seen.set_room(row.question.on_wall and not anonymous and row.question.name not in content.kept_off)
        seen = [] if anonymous else [name for name in self.shown.boxes if name not in content.kept_off]
        self.shown.set_value(intake.joined(seen))
        self.shown.setEnabled(not anonymous)
        told = [_("On the wall and on the case sheet. Take off what this case should not show.")]
        if anonymous:
            known = content.fields["initiator_knows"]
            no = _("The initiator does not know that you discuss this, so the group sees nothing that leads to the case.")
            unasked = _("You have not noted whether the initiator knows of it, so the group sees nothing that leads to the case.")
            told = [no if known else unasked, _("Elsewhere it is called ‘{name}’.").format(name=content.row.shown)]
        self._seen_words.setText(" ".join(told))

    def _show_judgement(self, content: CaseContent, other: bool) -> None:
        labels = {field.id: field for section in content.sections for field in section.fields}
        words = {id: field_words(field, content.fields.get(field.name)) for id, field in labels.items()}
        self.judging.show_case(content, words, other)

    def _show_progress(self, content: CaseContent) -> None:
        self.progress.show_state(content.completion)
        # Then the ticks of the parts say the same, and the fields have the height.
        self.progress.setVisible(bool(content.completion.missing))
        missing = {section.id: 0 for section in content.sections if any(field.required for field in section.fields)}
        for field in content.completion.missing:
            part = next(section.id for section in content.sections if field in section.fields or field.id in {f.id for f in section.fields})
            missing[part] += 1
        missing[CRITERIA_PART] = sum(1 for view in content.criteria if view.gap)
        self.bar.set_missing(missing)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        self.saver.flush()
        self.goals.flush()
        self.judging.flush()

    # Going about

    def setFocus(self, reason: Qt.FocusReason = Qt.FocusReason.OtherFocusReason) -> None:
        # A focus proxy would take the widgets before it out of the way of the tab key.
        self.fields["title"].setFocus(reason)

    def go_to(self, id: str) -> None:
        """Put the keyboard in a question, by its id in the content."""
        if id == GOALS_PART:
            self.show_part(GOALS_PART)
            self.goals.start()
        else:
            self._focus(self.rows[id].field)

    def go_on(self) -> None:
        """Put the keyboard in the first question that misses an answer."""
        self.progress.go_on()

    def next_part(self, by: int = 1) -> None:
        """Go so many parts further, with the keyboard."""
        self.enter_part(self.bar.step(by))

    def show_part(self, id: str) -> None:
        """Scroll to a part."""
        self.bar.set_current(id)
        bar = self._area.verticalScrollBar()
        self._lit = id
        bar.setValue(min(self._parts[id].pos().y() - 8, bar.maximum()))
        QTimer.singleShot(0, self, self._unlit)

    def enter_part(self, id: str) -> None:
        """Scroll to a part and put the keyboard in its first field."""
        self.show_part(id)
        fields = [child for child in self._parts[id].findChildren(QWidget) if _takes_keys(child)]
        if fields:
            self._focus(fields[0])
            self.show_part(id)

    _lit = ""

    def _unlit(self) -> None:
        self._lit = ""

    def _focus(self, field: QWidget) -> None:
        field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._area.ensureWidgetVisible(field, 0, 60)

    def _follow_focus(self, _old: QWidget | None, new: QWidget | None) -> None:
        part = next((id for id, holder in self._parts.items() if new is not None and holder.isAncestorOf(new)), "")
        if part:
            self.bar.set_current(part)

    def _light_part(self, value: int) -> None:
        focus = QApplication.focusWidget()
        kept = focus is not None and self._area.isAncestorOf(focus) and not focus.visibleRegion().isEmpty()
        if self._lit or kept:
            return
        tops = [(holder.pos().y(), id) for id, holder in self._parts.items()]
        self.bar.set_current(max((entry for entry in tops if entry[0] <= value + 40), default=min(tops))[1])


def _takes_keys(widget: QWidget) -> bool:
    return widget.isVisible() and widget.isEnabled() and bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
