"""Who could take a role or an agreement, by talents: each with its reason, and nobody chosen until it is pressed."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.domain.workviews import Proposal
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.text import Label


class Proposals(QWidget):
    """A title with for each person a button and the reason; nothing of it shows without anybody. ``chosen`` tells who.

    Parameters:
        title: translated.
    """

    chosen = Signal(object)

    def __init__(self, title: str):
        super().__init__()
        self._shown: tuple[Proposal, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(Label(title, role="label"))
        self._buttons = QVBoxLayout()
        self._buttons.setSpacing(4)
        column.addLayout(self._buttons)
        self.hide()

    def show_proposals(self, proposals: Sequence[Proposal]) -> None:
        """Show these; the same ones again leave the keyboard where it is."""
        if tuple(proposals) == self._shown:
            return
        self._shown = tuple(proposals)
        while item := self._buttons.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        for proposal in self._shown:
            words = f"{proposal.name}: {proposal.reason}"
            button = SecondaryButton(proposal.name, small=True, spread=True, name=words)
            option = Option(proposal.person_id, proposal.name, (proposal.name,))
            button.clicked.connect(lambda _checked=False, option=option: self.chosen.emit(option))
            self._buttons.addWidget(button)
            self._buttons.addWidget(Label(proposal.reason, role="small", tone="ink2", wrap=True))
        self.setVisible(bool(self._shown))

    def buttons(self) -> tuple[SecondaryButton, ...]:
        """Return the buttons, one for each person."""
        return tuple(self._buttons.itemAt(place).widget() for place in range(0, self._buttons.count(), 2))
