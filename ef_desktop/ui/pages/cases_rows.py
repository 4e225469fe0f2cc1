"""A row of the intake: question, field, help, and who may see the answer, in words and signs."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain import intake
from ef_desktop.domain.intake import IntakeField
from ef_desktop.i18n import _
from ef_desktop.ui.forms.form import FormRow
from ef_desktop.ui.widgets.panel import IconMark
from ef_desktop.ui.widgets.text import Label

#: Kinds of which two fit beside each other.
_SHORT = frozenset({intake.CHOICE, intake.SUGGESTED, intake.PERSON, intake.ROLE})

_SIGN = 15


class SeenMark(QWidget):
    """Who may see an answer: 'deelbaar' or 'intern', and whether it may be in the room.

    Parameters:
        field: the question.
    """

    def __init__(self, field: IntakeField, parent: QWidget | None = None):
        super().__init__(parent)
        self._field = field
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(4)
        shared = field.visibility == "deelbaar"
        line.addWidget(IconMark("share-3" if shared else "lock", size=_SIGN, tone="ink3"))
        line.addWidget(Label(_("may be shared") if shared else _("internal"), role="small", tone="ink3"))
        self._sign = IconMark("device-projector", size=_SIGN, tone="ink3")
        self._room = Label("", role="small", tone="ink3")
        line.addSpacing(6)
        line.addWidget(self._sign)
        line.addWidget(self._room)
        self.set_room(field.on_wall)

    def set_room(self, on: bool) -> None:
        """Tell whether the answer may be seen in the room now."""
        for mark in (self._sign, self._room):
            # Not shown when it is: then Qt would dress it here, and once more in its place.
            if mark.isHidden() == self._field.on_wall:
                mark.setVisible(self._field.on_wall)
        self._room.setText(_("in the room") if on else _("not in the room"))
        self._sign.set_icon("device-projector" if on else "x")
        where = _("May be shared.") if self._field.visibility == "deelbaar" else _("Stays with the facilitators.")
        room = _("The group may see it in the room.") if on else _("The group does not see it.")
        self.setToolTip(f"{where} {room}")


class IntakeRow(FormRow):
    """One question of the intake.

    Attributes:
        seen: the mark that tells who may see the answer.
    """

    def __init__(self, question: IntakeField, field: QWidget, parent: QWidget | None = None):
        super().__init__(field, question.label, parent, help=question.help, optional=not question.required)
        self.question = question
        self.seen = SeenMark(question)
        # Under the field, so that two questions side by side have their fields on one line.
        column = self.layout().itemAt(1).layout()
        column.removeWidget(self._help)
        foot = QHBoxLayout()
        foot.setSpacing(10)
        foot.addWidget(self._help, 1)
        foot.addStretch(0 if question.help else 1)
        foot.addWidget(self.seen, 0, Qt.AlignmentFlag.AlignTop)
        column.addLayout(foot)


def lay_rows(rows: list[IntakeRow]) -> QVBoxLayout:
    """Return the rows under each other, two short ones side by side."""
    column = QVBoxLayout()
    column.setSpacing(14)
    waiting: list[IntakeRow] = []
    for row in [*rows, None]:
        short = row is not None and row.question.kind in _SHORT
        if short:
            waiting.append(row)
        if len(waiting) == 2 or (waiting and not short):
            beside = QHBoxLayout()
            beside.setSpacing(18)
            for entry in waiting:
                beside.addWidget(entry, 1, Qt.AlignmentFlag.AlignTop)
            if len(waiting) == 1:
                beside.addStretch(1)
            column.addLayout(beside)
            waiting = []
        if row is not None and not short:
            column.addWidget(row)
    return column
