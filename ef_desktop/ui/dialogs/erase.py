"""Erasing a person for good: first where the person occurs, text by text what to do, and only then the deed."""

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.erasing import LEAVE, REPLACE, CopyElsewhere, ErasePreview, EraseReport
from ef_desktop.domain.errors import ReadOnlyError, UserError
from ef_desktop.i18n import _, format_list, format_number, ngettext
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.erase_parts import CopyRow, HitRow, TraceRow
from ef_desktop.ui.pages.cockpit_drafts import DraftKeeper
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import Dialog, ask
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_WIDEST, _HIGHEST = 860, 760


def open_erase(ctx: AppContext, parent: QWidget, person_id: bytes) -> "EraseDialog | None":
    """Open the sheet for a person.

    Returns:
        The sheet, already open, or None where nothing can be changed; the user has then been told.
    """
    if ctx.workspace.read_only:
        ctx.toast(str(ReadOnlyError(_("You are only looking at this work file. Open it for editing to change something."))), failure=True)
        return None
    dialog = EraseDialog(ctx, parent, person_id)
    dialog.open()
    return dialog


class EraseDialog(Dialog):
    """The sheet. Nothing changes before its button is pressed and the question after it is answered.

    Parameters:
        ctx: of the application, with a work file.
        parent: the window above which it lies.
        person_id: who.

    Signals:
        ready: the places are shown, or could not be read.
        erased: it is done; the sheet tells how it went.
    """

    ready = Signal()
    erased = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None, person_id: bytes):
        super().__init__(parent, _("Erase a person for good"), _("Looking where the name stands…"), icon="eraser", icon_tone="accent")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._ctx = ctx
        self._person_id = person_id
        self._preview: ErasePreview | None = None
        self._busy = False
        self._gone = False
        self.rows: list[HitRow] = []
        self._area = QScrollArea(widgetResizable=True, frameShape=QFrame.Shape.NoFrame, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.body.addWidget(self._area, 1)
        self.state = ElidedLabel("", tone="ink2")
        self._buttons.insertWidget(0, self.state, 1)
        self.cancel = self.add_button(SecondaryButton(_("Cancel")), self.reject)
        self.go = self.add_button(SecondaryButton(_("Erase for good"), danger=True, icon="eraser"), self._ask)
        self.go.setEnabled(False)
        self._fit()
        ctx.workspaceClosed.connect(self._leave)
        self.finished.connect(self._part)
        ctx.start_work(
            _("Looking where the name stands"),
            lambda _progress, _cancelled: ctx.workspace.erasure.preview(person_id),
            self._show,
            self._failed,
            quiet=True,
        )

    # Before

    def _show(self, preview: ErasePreview) -> None:
        if self._gone:
            return
        self._preview = preview
        self.setWindowTitle(_("Erase {name} for good").format(name=preview.name))
        self.set_text(_("{name} goes from this work file, its history and its backups. This cannot be undone.").format(name=preview.name))
        inner, column = self._page()
        self._add_traces(column, preview)
        self._add_hits(column, preview)
        self._add_copies(column, preview.copies)
        column.addStretch(1)
        self._area.setWidget(inner)
        self._tell()
        self.cancel.setFocus()
        self.ready.emit()

    def _page(self) -> tuple[QWidget, QVBoxLayout]:
        inner = QWidget(objectName="scrolled")
        column = QVBoxLayout(inner)
        column.setContentsMargins(2, 2, 12, 8)
        column.setSpacing(12)
        return inner, column

    def _add_traces(self, column: QVBoxLayout, preview: ErasePreview) -> None:
        panel = Panel(spacing=10)
        panel.body.addWidget(SectionTitle(_("What is linked to {name}").format(name=preview.name), icon="link", role="h3"))
        for trace in preview.traces:
            panel.body.addWidget(TraceRow(trace))
        words = [] if preview.traces else [_("Nothing but the line in the list of participants.")]
        if preview.backups:
            count = ngettext("{count} backup is rewritten.", "{count} backups are rewritten.", preview.backups)
            words.append(count.format(count=format_number(preview.backups)))
        if preview.writes:
            words.append(_("Changes in this file were written under this name; they stay, without the name."))
        if words:
            panel.body.addWidget(Label(" ".join(words), role="small", tone="ink2", wrap=True))
        column.addWidget(panel)

    def _add_hits(self, column: QVBoxLayout, preview: ErasePreview) -> None:
        if not preview.hits:
            return
        count = ngettext("{count} text with this name", "{count} texts with this name", len(preview.hits))
        title = SectionTitle(count.format(count=format_number(len(preview.hits))), icon="quote", role="h3")
        for choice, words in ((REPLACE, _("Replace all")), (LEAVE, _("Leave all"))):
            button = QuietButton(words, small=True)
            button.clicked.connect(lambda _checked=False, choice=choice: self.decide_all(choice))
            title.trailing.addWidget(button)
        column.addWidget(title)
        words = _("Decide about each text. ‘Replace’ puts ‘somebody’ in the place of the name; earlier versions of the text go.")
        if preview.namesakes:
            shown = format_list([*preview.namesakes[:3], *(["…"] if len(preview.namesakes) > 3 else [])])
            words += " " + _("Mind: {names} may be meant too.").format(names=shown)
        column.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        for hit in preview.hits:
            row = HitRow(hit)
            row.decided.connect(self._tell)
            self.rows.append(row)
            column.addWidget(row)

    def _add_copies(self, column: QVBoxLayout, copies: Iterable[CopyElsewhere]) -> None:
        panel = Panel(spacing=10)
        panel.body.addWidget(SectionTitle(_("What the program cannot reach"), icon="alert-triangle", role="h3"))
        words = _(
            "Files that you saved, printed or sent, and copies that colleagues have, may still have the name. Destroy them"
            " yourself, or ask for it. A colleague’s copy loses the name when you bring the copies together."
        )
        panel.body.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        for copy in copies:
            panel.body.addWidget(CopyRow(copy))
        column.addWidget(panel)

    def decide_all(self, choice: str) -> None:
        """Make the same choice for every text."""
        for row in self.rows:
            row.decide(choice)

    def _tell(self) -> None:
        left = sum(row.decision() is None for row in self.rows)
        self.go.setEnabled(self._preview is not None and not left and not self._busy)
        words = ngettext("Decide about {count} more text.", "Decide about {count} more texts.", left)
        self.state.set_text(words.format(count=format_number(left)) if left else "")

    # The deed

    def _ask(self) -> None:
        name = self._preview.name
        ask(
            self,
            _("Erase {name} for good?").format(name=name),
            _("Nobody can bring this back: not with undo, not from a backup, not from an older copy."),
            _("Erase for good"),
            self._erase,
            icon="eraser",
            danger=True,
        )

    def _erase(self) -> None:
        self._set_busy(True)
        workspace, person_id = self._ctx.workspace, self._person_id
        decisions = {row.hit.key: row.decision() for row in self.rows}
        self._ctx.start_work(
            _("Erasing"),
            lambda _progress, _cancelled: workspace.erasure.erase(person_id, decisions),
            self._done,
            self._failed,
            quiet=True,
        )

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._area.setEnabled(not busy)
        self.cancel.setEnabled(not busy)
        self._tell()
        if busy:
            self.state.set_text(_("Erasing… This may take a minute."))

    def _done(self, report: EraseReport) -> None:
        if self.parentWidget() is not None:
            for keeper in self.parentWidget().window().findChildren(DraftKeeper):
                keeper.read_again()
        if self._gone:
            return
        self._busy = False
        self._area.setEnabled(True)
        self.rows = []
        self.set_text(_("{name} is erased.").format(name=self._preview.name))
        inner, column = self._page()
        panel = Panel(spacing=8)
        for sentence in report_words(report):
            panel.body.addWidget(Label(sentence, wrap=True))
        column.addWidget(panel)
        self._add_copies(column, report.copies)
        column.addStretch(1)
        self._area.setWidget(inner)
        self.state.set_text("")
        self.go.hide()
        self.cancel.hide()
        if report.copies:
            self.add_button(SecondaryButton(_("Copy the list"), icon="copy"), lambda: self._copy(report))
        close = self.add_button(PrimaryButton(_("Close")), self.accept, default=True)
        close.setFocus()
        self.erased.emit()

    def _copy(self, report: EraseReport) -> None:
        QApplication.clipboard().setText("\n".join(copy.path for copy in report.copies))
        self.state.set_text(_("The list is on the clipboard."))

    def _failed(self, error: UserError) -> None:
        self._ctx.toast(str(error), failure=True)
        if self._gone:
            return
        if self._preview is None:
            self.reject()
            self.ready.emit()
        else:
            self._set_busy(False)

    # Leaving

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def _leave(self) -> None:
        self._busy = False
        super().reject()

    def _part(self) -> None:
        self._gone = True
        self._ctx.workspaceClosed.disconnect(self._leave)

    def _fit(self) -> None:
        window = self.parentWidget().window().size() if self.parentWidget() is not None else QGuiApplication.primaryScreen().availableSize()
        self.resize(min(_WIDEST, window.width() - 48), min(_HIGHEST, window.height() - 32))


def report_words(report: EraseReport) -> list[str]:
    """Return how an erasure went, in sentences."""
    words = [_("It is gone from the work file, from its history and from the search.")]
    if report.rewritten:
        count = ngettext("{count} backup was rewritten.", "{count} backups were rewritten.", report.rewritten)
        words.append(count.format(count=format_number(report.rewritten)))
    if report.removed:
        count = ngettext(
            "{count} backup could not be read and was removed.", "{count} backups could not be read and were removed.", report.removed
        )
        words.append(count.format(count=format_number(report.removed)))
    if not report.finished:
        words.append(_("Some backups still have it, because they could not be written now. The next start of the program goes on with it."))
    if report.left:
        count = ngettext("In {count} text you left it.", "In {count} texts you left it.", report.left)
        words.append(count.format(count=format_number(report.left)))
    return words
