"""The ground rules that a group adds to those of the programme, and its yes to all of them."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.overlay import Overlay, heading
from ef_desktop.ui.forms import Form, TextArea
from ef_desktop.ui.widgets.buttons import PrimaryButton
from ef_desktop.ui.widgets.choices import ToggleSwitch
from ef_desktop.ui.widgets.text import Label


class RulesSheet(Overlay):
    """Type the rules of this group, one on each line; closing keeps them.

    Parameters:
        ctx: of the application.
        window: above which it lies.
        meeting_id: the meeting that the rules are of.
    """

    def __init__(self, ctx: AppContext, window: QWidget, meeting_id: bytes):
        super().__init__(window, width=620)
        self._ctx, self._meeting = ctx, meeting_id
        rules = self._ctx.workspace.meetings.rules(self._meeting)
        title = _("Rules of this group")
        self.setAccessibleName(title)
        count = len(rules.common)
        words = ngettext("They stand on the wall after the {count} rule of the programme.", "They stand on the wall after the {count} rules of the programme.", count)
        self.body.addWidget(heading(title, words.format(count=count), self.close_sheet))
        form = Form(spacing=12)
        self.rules = TextArea(rows=(4, 8), placeholder=_("One rule on each line"))
        self.rules.set_value("\n".join(rules.extra))
        self.rules.moveCursor(QTextCursor.MoveOperation.End)
        form.add(self.rules, _("Rules of this group"))
        self.body.addWidget(form)
        self.agreed = ToggleSwitch(_("The group says yes to all rules"))
        self.agreed.setChecked(rules.confirmed)
        self.body.addWidget(self.agreed)
        row = QHBoxLayout()
        row.addWidget(Label(_("Undo takes it back."), role="small", tone="ink2"))
        row.addStretch(1)
        self.done = PrimaryButton(_("Done"), icon="check", key=f"Ctrl {_('Enter')}")
        self.done.clicked.connect(self.close_sheet)
        row.addWidget(self.done)
        self.body.addLayout(row)

    def default_focus(self) -> QWidget:
        return self.rules

    def keyPressEvent(self, event) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.close_sheet()
        else:
            super().keyPressEvent(event)

    def close_sheet(self) -> None:
        if not self.isHidden() and self._ctx.workspace is not None:
            self._ctx.run(self._keep)
        super().close_sheet()

    def _keep(self) -> None:
        meetings = self._ctx.workspace.meetings
        before = meetings.rules(self._meeting)
        lines = tuple(line.strip() for line in self.rules.value().split("\n") if line.strip())
        if (lines, self.agreed.isChecked()) != (before.extra, before.confirmed):
            meetings.agree_rules(self._meeting, lines, self.agreed.isChecked())
