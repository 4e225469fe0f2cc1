"""The words that open a copy which a colleague closed with a passphrase."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.forms import TextField
from ef_desktop.ui.theme import type_role
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.text import Label


class ClosedCopyDialog(Dialog):
    """Asks for the words and stays until they fit; call ``refuse`` when they do not, ``finish`` when they do.

    Parameters:
        parent: the main window.
        name: of the copy.

    Signals:
        typed: the words; nothing more is asked until ``refuse``.
    """

    typed = Signal(str)

    def __init__(self, parent: QWidget | None, name: str):
        super().__init__(
            parent,
            _("{name} is closed. Which words did your colleague tell you?").format(name=name),
            _("You then work in a work file of your own on this laptop. The copy stays as it is."),
            icon="lock",
        )
        self._opening = False
        self.passphrase = TextField(placeholder=_("the words of your colleague"))
        self.passphrase.setAccessibleName(_("Passphrase"))
        self.body.addWidget(self.passphrase)
        self.problem = Label("", role="small_strong", tone="accent_ink", wrap=True)
        # Room for what may be said, so that nothing moves under the pointer.
        self.problem.setMinimumHeight(2 * type_role("small_strong").line)
        self.problem.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.body.addWidget(self.problem)
        self.cancel = self.add_button(SecondaryButton(_("Cancel")), self.reject)
        self.open_button = self.add_button(PrimaryButton(_("Open"), icon="lock"), self.accept, default=True)
        self.passphrase.changed.connect(lambda _text: self._say(""))
        self.passphrase.setFocus()

    def refuse(self, sentence: str) -> None:
        """Ask again.

        Parameters:
            sentence: why these words did not do.
        """
        self._wait(False)
        self._say(sentence)
        self.passphrase.selectAll()

    def finish(self) -> None:
        """Close: nothing more is asked."""
        self._opening = False
        super().accept()

    def accept(self) -> None:
        if not self.passphrase.value():
            self._say(_("Type the words first. Spaces and capitals count too."))
            self.passphrase.setFocus()
        elif not self._opening:
            self._wait(True)
            self.typed.emit(self.passphrase.value())

    def reject(self) -> None:
        # A second or two, in which nothing can be stopped.
        if not self._opening:
            super().reject()

    def _wait(self, opening: bool) -> None:
        self._opening = opening
        self.open_button.setText(_("Opening…") if opening else _("Open"))
        for widget in (self.passphrase, self.cancel, self.open_button):
            widget.setEnabled(not opening)
        if not opening:
            self.passphrase.setFocus()

    def _say(self, sentence: str) -> None:
        self.problem.setText(sentence)
        self.passphrase.setAccessibleDescription(sentence)
