"""Work beside the sheet of the import: how far it is, a button to stop it, and only the last thing asked for counts."""

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.domain.errors import Cancelled, UserError
from ef_desktop.domain.importing import Progress
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.widgets.bars import ProgressBar
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.worker import Worker


class WorkRow(QWidget):
    """A row with words, a bar and a button, shown as soon as the work tells how far it is.

    Parameters:
        ctx: of the application.

    Signals:
        shown: True when the row appears, False when it goes.
        stopped: the user stopped the work; neither ``done`` nor ``failed`` is called.
    """

    shown = Signal(bool)
    stopped = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self._ctx = ctx
        self._job = 0
        self._worker: Worker | None = None
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(12)
        self._words = Label("", tone="ink2")
        line.addWidget(self._words)
        self.bar = ProgressBar(name=_("How far it is"))
        self.bar.setFixedWidth(180)
        line.addWidget(self.bar)
        self.stop_button = SecondaryButton(_("Stop"), small=True)
        self.stop_button.clicked.connect(self.stop)
        line.addWidget(self.stop_button)

    @property
    def busy(self) -> bool:
        """True while something is being done."""
        return self._worker is not None

    def start(
        self,
        words: str,
        function: Callable[[Progress], object],
        done: Callable[[object], object],
        failed: Callable[[UserError], object],
    ) -> None:
        """Do something in a thread of its own; what was being done before no longer counts.

        Parameters:
            words: translated, what is being done.
            function: called there with a ``Progress``.
            done, failed: called here with the result or the error.
        """
        self._job += 1
        job = self._job

        def call(progress, _cancelled):
            def tick(part: int, whole: int) -> None:
                if job != self._job:
                    raise Cancelled
                progress(part, whole)

            try:
                return function(tick)
            except Cancelled:
                if job != self._job:
                    # Something else was asked meanwhile: nobody waits for this, so nobody is told.
                    return None
                raise

        def end(tell: Callable, outcome: object) -> None:
            if job == self._job:
                self._rest()
                tell(outcome)

        self.bar.set_share(0)
        self._words.setText(words)
        self._worker = self._ctx.start_work(words, call, lambda result: end(done, result), lambda error: end(failed, error), quiet=True)
        self._worker.progressed.connect(self._show)
        self._worker.finished.connect(lambda _future: self._ended(job))

    def stop(self) -> None:
        """Ask the work to stop."""
        if self._worker is not None:
            self._worker.cancel()

    def drop(self) -> None:
        """Let what is being done no longer count; its result is for nobody."""
        self._job += 1
        if self._worker is not None:
            self._rest()

    def _show(self, share: float, _text: str) -> None:
        if self.busy:
            self.bar.set_share(share)
            self.setVisible(True)
            self.shown.emit(True)

    def _rest(self) -> None:
        self._worker = None
        self.setVisible(False)
        self.shown.emit(False)

    def _ended(self, job: int) -> None:
        # Neither done nor failed: it was stopped.
        if job == self._job and self._worker is not None:
            self._rest()
            self.stopped.emit()
