"""The minutes of each step of a case discussion."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from ef_desktop.domain.discussion import StepView
from ef_desktop.domain.workviews import WorkStepView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import ElidedLabel, Label


class StepMinutesSheet(Overlay):
    """All steps with their minutes. What is changed counts at once, each change is one step to undo.

    Parameters:
        ctx: of the application.
        window: above which it lies.
        item_id: the block with the case discussion.
        planned: its length in minutes.
    """

    def __init__(self, ctx: AppContext, window: QWidget, item_id: bytes, planned: int):
        super().__init__(window, width=560)
        self._ctx, self._item, self._planned = ctx, item_id, planned
        title = _("Minutes of each step")
        self.setAccessibleName(title)
        self.body.addWidget(heading(title, self.subtitle(), self.close_sheet))
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        self.steppers: dict[str, MinuteStepper] = {}
        for row, step in enumerate(self.steps()):
            stepper = MinuteStepper(step.minutes, minimum=1, maximum=480, step=1, name=_("Minutes of {step}").format(step=step.title))
            stepper.changed.connect(lambda minutes, id=step.id: self._change(id, minutes))
            grid.addWidget(ElidedLabel(step.title), row, 0)
            grid.addWidget(stepper, row, 1)
            self.steppers[step.id] = stepper
        self.body.addLayout(grid)
        self.total = Label("", tone="ink2", wrap=True)
        self.body.addWidget(self.total)
        row = QHBoxLayout()
        row.addStretch(1)
        self.done = PrimaryButton(_("Done"), icon="check", key=_("Enter"))
        self.done.clicked.connect(self.close_sheet)
        row.addWidget(self.done)
        self.body.addLayout(row)
        ctx.changed.connect(self._changed)
        self._tell()

    def subtitle(self) -> str:
        """Return the line under the title."""
        return self._ctx.workspace.room.discussion.view(self._item).variant.name

    def steps(self) -> Sequence[StepView | WorkStepView]:
        """Read the steps with their minutes."""
        return self._ctx.workspace.room.discussion.view(self._item).steps

    def keep(self, step: str, minutes: int) -> None:
        """Keep the minutes of a step."""
        self._ctx.workspace.room.discussion.set_minutes(self._item, step, minutes)

    def default_focus(self) -> QWidget:
        return next(iter(self.steppers.values()))

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def close_sheet(self) -> None:
        if not self.isHidden():
            self._ctx.changed.disconnect(self._changed)
            # A number that is being typed counts too.
            self.panel.setFocus()
        super().close_sheet()

    def _change(self, step: str, minutes: int) -> None:
        self._ctx.run(lambda: self.keep(step, minutes))

    def _changed(self, change) -> None:
        if change.kinds & {"discussion_step", "agenda_item", "setting"}:
            for step in self.steps():
                if self.steppers[step.id].value() != step.minutes:
                    self.steppers[step.id].set_value(step.minutes)
            self._tell()

    def _tell(self) -> None:
        total = sum(stepper.value() for stepper in self.steppers.values())
        words = ngettext("Together {count} minute", "Together {count} minutes", total).format(count=total)
        differs = total - self._planned
        if differs > 0:
            words = _("{total}: {minutes} more than the block takes.").format(total=words, minutes=differs)
        elif differs < 0:
            words = _("{total}: {minutes} less than the block takes.").format(total=words, minutes=-differs)
        else:
            words = _("{total}: exactly what the block takes.").format(total=words)
        self.total.setText(words)
        self.total.set_tone("accent_ink" if differs > 0 else "ink2")
