"""The work of the page Delen beside the window: one thing at a time, told on the page, with the keyboard there."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ef_desktop.domain.errors import OtherProgrammeError, UserError
from ef_desktop.domain.sharing import SharingState
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.sharing_home import FetchPanel
from ef_desktop.ui.pages.sharing_parts import Notice
from ef_desktop.ui.pages.sharing_preview import PreviewView
from ef_desktop.ui.widgets.buttons import Button, SecondaryButton


class WorkingPage(Page):
    """Base of the page Delen, which makes the parts that are named here.

    Attributes:
        busy: True while something is going on; nothing else can be begun then.
        state: how the file stands, or None as long as that was not read.
    """

    notice: Notice
    fetch: FetchPanel
    preview: PreviewView

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.busy = False
        self.state: SharingState | None = None

    def go_home(self) -> None:
        """Leave the preview; nothing is changed."""
        raise NotImplementedError

    def show_state(self, state: SharingState) -> None:
        """Show how the file stands, and what can be done now."""
        raise NotImplementedError

    def work(self, title: str, function, done, trouble: str, *, source: Path | None = None, words: str = "") -> None:
        """Do something beside the window, unless something is going on already.

        Parameters:
            title: what is being done.
            function: see ``AppContext.start_work``.
            done: called with what it returned.
            trouble: title of what is said when it did not work.
            source: the copy that it is about, if any.
            words: the passphrase of that copy, or "".
        """
        if self.busy:
            return
        self._set_busy(True)

        def end(result) -> None:
            if isValid(self):
                self._set_busy(False)
                self.mark_stale()
                done(result)

        def failed(error: UserError) -> None:
            if isValid(self):
                self._set_busy(False)
                self.go_home()
                other = isinstance(error, OtherProgrammeError)
                self.say(trouble, str(error), *([self._by_itself(source, words)] if other else []), trouble=True)
                if words and not other:
                    self.fetch.ask_passphrase(source)
                else:
                    self.fetch.forget()

        worker = self.ctx.start_work(title, function, end, failed)
        worker.finished.connect(lambda _future: self._stopped() if isValid(self) else None)

    def say(self, title: str, text: str, *buttons: Button, trouble: bool = False) -> None:
        """Tell how it went, with the keyboard there: who listens hears it, and who types stays on the page.

        Parameters:
            title, text, buttons, trouble: see ``Notice.tell``.
        """
        self.notice.tell(title, text, *buttons, trouble=trouble)
        if self.isVisible():
            self.notice.setFocus(Qt.FocusReason.OtherFocusReason)

    def _by_itself(self, source: Path, words: str) -> Button:
        button = SecondaryButton(_("Open it by itself"), icon="folder-open", small=True)
        button.clicked.connect(lambda: self.ctx.bringAsked.emit(source, words))
        return button

    def _stopped(self) -> None:
        # Also when it was cancelled: then nobody took the keyboard.
        self._set_busy(False)
        if self.hasFocus():
            self.default_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _set_busy(self, busy: bool) -> None:
        if busy == self.busy:
            return
        focused = QApplication.focusWidget()
        if busy and focused is not None and self.isAncestorOf(focused):
            # What is switched off would hand the keyboard on, out of the page.
            self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.busy = busy
        self.preview.setEnabled(not busy)
        if self.state is not None and self.ctx.workspace is not None:
            self.show_state(self.state)
