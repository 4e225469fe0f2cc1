"""The choice between totals and names, with plain words what each means."""

from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.widgets.choices import RadioButton
from ef_desktop.ui.widgets.text import Label

_INDENT = 30


class StorageChoice(QWidget):
    """Two rounds with an explanation under each; totals is on at first.

    Attributes:
        totals, names: the rounds.
    """

    def __init__(self) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        self.totals = RadioButton(_("Only totals"))
        self.names = RadioButton(_("Names of whoever says yes"))
        group = QButtonGroup(self)
        words = (
            _("The program counts talents and roles, and keeps no names with them. This is the rule."),
            _("You ask every person, for this round only. The others are counted."),
        )
        for button, text in zip((self.totals, self.names), words, strict=True):
            group.addButton(button)
            column.addWidget(button)
            label = Label(text, role="small", tone="ink2", wrap=True)
            label.setContentsMargins(_INDENT, 4, 0, 6)
            column.addWidget(label)
        self.totals.setChecked(True)
