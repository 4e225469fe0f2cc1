"""The form of a meeting: for a new one with a template, and for the head of one that exists."""

from datetime import time

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.domain.views import MeetingPlan, TemplateView
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.meeting_form_parts import BlocksPreview, FacilitatorPicker, TemplateChoice, usual_facilitator
from ef_desktop.ui.forms import DateField, Form, TextField, TimeField
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.panel import SectionTitle

_DAY = 1440
_EMPTY_START, _EMPTY_MINUTES = 540, 180


def _to_time(minutes: int) -> time:
    return time(minutes // 60 % 24, minutes % 60)


def _to_minutes(value: time) -> int:
    return value.hour * 60 + value.minute


class MeetingForm(Dialog):
    """Asks for title, date, times, place and facilitators.

    Parameters:
        ctx: the application.
        plan: the meeting to change, or None for a new one.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None, plan: MeetingPlan | None = None):
        fresh = plan is None
        title = _("New meeting") if fresh else _("Change meeting")
        super().__init__(parent, title, icon="calendar-plus" if fresh else "pencil", width=880 if fresh else 520)
        self._ctx = ctx
        self._plan = plan
        self._end_typed = False
        self.meeting_id: bytes | None = plan.row.id if plan else None
        self._build_form(plan)
        if fresh:
            self._build_templates()
        self.add_standard_buttons(_("Create and prepare") if fresh else _("Keep"))
        self.name.setFocus()
        self.name.selectAll()

    def _build_form(self, plan: MeetingPlan | None) -> None:
        row = plan.row if plan else None
        today = self._ctx.clock.now().astimezone().date()
        self._halves = QHBoxLayout()
        self._halves.setSpacing(28)
        self.form = Form()
        self.name = TextField(row.title if row else "", placeholder=_("For example: Roles and talents"), advised=80)
        self._name_row = self.form.add(self.name, _("Title"))
        self.date = DateField(row.held_on if row else None, optional=True, today=today)
        self.form.add(self.date, _("Date"))
        start, end = self._usual_times(row)
        self.start = TimeField(_to_time(start))
        self.end = TimeField(_to_time(end))
        self.end.changed.connect(self._mark_end)
        self.start.changed.connect(self._shift)
        self._start_value = start
        start_row = self.form.make_row(self.start, _("Start"))
        self._end_row = self.form.make_row(self.end, _("End"))
        self.form.add_beside(start_row, self._end_row)
        self.place = TextField(row.place if row else "", placeholder=_("Hall, building or link"), advised=80)
        self.form.add(self.place, _("Place"))
        leading = frozenset(view.person.id for view in plan.attendees if view.role == "facilitator") if plan else frozenset()
        everybody = self._ctx.workspace.people
        people = everybody.offered(leading)
        usual, name = usual_facilitator(self._ctx.workspace.programme.view().facilitator, people, everybody.rows())
        # Whoever made the programme leads its meetings, unless that is switched off here.
        self.facilitators = FacilitatorPicker(people, leading if plan else usual, usual=name, usual_on=plan is None)
        self.form.add(self.facilitators, _("Who facilitates?"))
        left = QVBoxLayout()
        left.addWidget(self.form)
        left.addStretch(1)
        self._halves.addLayout(left, 1)
        self.body.addLayout(self._halves, 1)

    @staticmethod
    def _usual_times(row: MeetingRow | None) -> tuple[int, int]:
        start = _EMPTY_START if row is None or row.starts_at is None else row.starts_at
        end = start + _EMPTY_MINUTES if row is None or row.ends_at is None else row.ends_at
        return start, end

    def _build_templates(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(10)
        right.addWidget(SectionTitle(_("Begin with"), role="label", tone="ink2"))
        self.templates = TemplateChoice(self._ctx.workspace.library.templates())
        self.preview = BlocksPreview()
        self.preview.setMinimumHeight(176)
        right.addWidget(self.templates)
        right.addWidget(self.preview, 1)
        self._halves.addLayout(right, 1)
        self.templates.chosen.connect(self._take_template)
        self._take_template(self.templates.value())

    def _take_template(self, template: TemplateView | None) -> None:
        if template is not None:
            self._start_value = template.starts_at
            self.start.set_value(_to_time(template.starts_at))
        self._end_typed = False
        self._set_end()

    def _set_end(self) -> None:
        template = self.templates.value()
        minutes = template.minutes if template else _EMPTY_MINUTES
        self.end.set_value(_to_time(self._start_value + minutes))
        self.preview.show_template(template, self._start_value)

    def _mark_end(self) -> None:
        self._end_typed = True
        self._end_row.set_error("")

    def _shift(self, value: time) -> None:
        moved = _to_minutes(value) - self._start_value
        self._start_value += moved
        if self._plan is None and not self._end_typed:
            self._set_end()
        elif self._plan is None:
            self.preview.show_template(self.templates.value(), self._start_value)
        self._end_row.set_error("")

    def accept(self) -> None:
        """Make or change the meeting; what is wrong is told at the field."""
        self.form.clear_errors()
        if not self.name.value():
            self._name_row.set_error(_("A meeting needs a title. Type one."))
        start, end = self._times()
        if end <= start:
            self._end_row.set_error(_("The end is before the start. Choose a later end."))
        if self.form.focus_first_error():
            return
        done = self._ctx.run(self._keep)
        if done:
            super().accept()

    def _times(self) -> tuple[int, int]:
        start, end = _to_minutes(self.start.value()), _to_minutes(self.end.value())
        # An evening may end at or shortly after midnight.
        return start, end + _DAY if end <= start and end <= 180 else end

    def _keep(self) -> bool:
        meetings = self._ctx.workspace.meetings
        start, end = self._times()
        fields = dict(held_on=self.date.value(), starts_at=start, ends_at=end, place=self.place.value())
        leading, new = self.facilitators.chosen(), self.facilitators.new_names()
        if self._plan is None:
            template = self.templates.value()
            self.meeting_id = meetings.create(
                self.name.value(), template=template.id if template else None, facilitators=leading, new_facilitators=new, **fields
            )
        else:
            meetings.update(self.meeting_id, title=self.name.value(), **fields)
            leading += [self._ctx.workspace.people.add(name, facilitator=True) for name in new]
            before = {view.person.id for view in self._plan.attendees if view.role == "facilitator"}
            if set(leading) != before:
                meetings.set_facilitators(self.meeting_id, leading)
        return True


def new_meeting(ctx: AppContext, parent: QWidget | None) -> MeetingForm:
    """Ask for a new meeting and open it for preparing. Does not wait.

    Returns:
        the dialog, already open.
    """
    dialog = MeetingForm(ctx, parent)
    dialog.accepted.connect(lambda: ctx.navigate("prepare", meeting_id=dialog.meeting_id))
    return _show(dialog)


def change_meeting(ctx: AppContext, parent: QWidget | None, plan: MeetingPlan) -> MeetingForm:
    """Ask for the head of a meeting that exists. Does not wait.

    Returns:
        the dialog, already open.
    """
    return _show(MeetingForm(ctx, parent, plan))


def _show(dialog: MeetingForm) -> MeetingForm:
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    dialog.open()
    return dialog
