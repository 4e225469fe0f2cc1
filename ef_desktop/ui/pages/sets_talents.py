"""The talents that belong to a role, on the page of the own sets."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.completing import Option
from ef_desktop.i18n import _
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.text import ElidedLabel


class TalentsField(QWidget):
    """A few talents below each other, and a line that adds one by its letters; the same letters once more take it out.

    Signals:
        said: the ids of the talents, after a change by the user.
    """

    said = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self._talents: tuple[Option, ...] = ()
        self._chosen: tuple[bytes, ...] = ()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(0)
        column.addLayout(self._rows)
        self.line = CompleteLine(_("Letters of a talent"), rows=1)
        self.line.chosen.connect(lambda option: self.turn(option.id))
        self.line.tookBack.connect(lambda: self._say(self._chosen[:-1]))
        column.addWidget(self.line)
        self.setFocusProxy(self.line)

    def show_talents(self, talents: Sequence[Option], chosen: Sequence[bytes]) -> None:
        """Show what is chosen of all talents; one that is not among these, because it is out of the set, stays chosen unseen."""
        if (tuple(talents), tuple(chosen)) != (self._talents, self._chosen):
            self._talents, self._chosen = tuple(talents), tuple(chosen)
            self._show()

    def turn(self, talent: bytes) -> None:
        """Add a talent, or take it out."""
        kept = tuple(one for one in self._chosen if one != talent)
        self._say(kept if talent in self._chosen else (*kept, talent))

    def _say(self, chosen: tuple[bytes, ...]) -> None:
        if chosen != self._chosen:
            self._chosen = chosen
            self._show()
            self.said.emit(chosen)

    def _show(self) -> None:
        while item := self._rows.takeAt(0):
            item.widget().hide()
            item.widget().deleteLater()
        names = {talent.id: talent.name for talent in self._talents}
        for talent in self._chosen:
            if talent in names:
                self._rows.addWidget(self._row(talent, names[talent]))
        self.line.set_options(self._talents, _("Letters of a talent"))
        self.line.set_hint("" if self._chosen else _("No talent belongs to this role yet."))

    def _row(self, talent: bytes, name: str) -> QWidget:
        row = QWidget()
        line = QHBoxLayout(row)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(ElidedLabel(name), 1)
        remove = QuietButton(icon="x", small=True, name=_("Take out {name}").format(name=name))
        remove.clicked.connect(lambda: self._took_out(talent))
        line.addWidget(remove)
        return row

    def _took_out(self, talent: bytes) -> None:
        self.turn(talent)
        self.line.setFocus()
