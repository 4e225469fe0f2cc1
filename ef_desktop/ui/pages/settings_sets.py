"""The part of Instellingen about the work form: the way to the roles and talents of the programme."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import Label


class SetsPanel(Panel):
    """Says what the set is for, with a button to its page.

    Parameters:
        ctx: of the application.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent, spacing=10)
        self.body.addWidget(SectionTitle(_("Roles and talents"), icon="puzzle"))
        self.body.addWidget(Label(_("Which roles and talents people choose from, and the cards on paper."), tone="ink2", wrap=True))
        self.open = SecondaryButton(_("Roles and talents…"), icon="puzzle", small=True)
        self.open.clicked.connect(lambda: ctx.navigate("sets"))
        self.body.addWidget(self.open, 0, Qt.AlignmentFlag.AlignLeft)
