"""What stands where the cards will be, while there are none."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel

_WIDTH, _HEIGHT = 430, 340


class EmptyBoard(Panel):
    """Says what to do first: plan a meeting, or write the first card.

    Attributes:
        words: the sentences, with the button.
    """

    def __init__(self, parent: QWidget):
        super().__init__(parent, padding=0)
        self.setFixedWidth(_WIDTH)
        self.words = EmptyState("layout-kanban", "")
        self.body.addWidget(self.words)
        self.hide()

    def show_over(self, area: QRect | None, meeting: bool) -> None:
        """Show it in the middle of an area of the parent, or nowhere.

        Parameters:
            meeting: True when there is a meeting, with a board that is empty.
        """
        self.setVisible(area is not None)
        if meeting:
            text = _("During the meeting, type what you hear. The cards come onto this board by themselves.")
            self.words.set_texts(_("No outcomes yet"), text, _("First card"))
        else:
            self.words.set_texts(_("No meeting yet"), _("Outcomes belong to a meeting. Plan the first one."), _("Plan a meeting"))
        self.words.button.set_key("N" if meeting else "")
        if area is not None:
            height = min(_HEIGHT, area.height())
            self.setGeometry(area.center().x() - _WIDTH // 2, area.center().y() - height // 2, _WIDTH, height)
            self.raise_()
