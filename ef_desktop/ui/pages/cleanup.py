"""The page Opruimen: once a year, what does not need to be kept any longer. It proposes; the facilitator decides."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ef_desktop.domain.retention import CleanUpView
from ef_desktop.i18n import _, format_date, format_number
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.erase import open_erase, report_words
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.cleanup_parts import ProposalRow, TermRow, looked_words, separated
from ef_desktop.ui.pages.overview_head import PageHead, is_tall
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import ask
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label


class CleanUpPage(Page):
    """What is over its term at the left, the terms at the right."""

    page_id = "cleanup"
    rail_item = "settings"
    kinds = frozenset(
        "programme setting person attendance consent case_file talent_award role_assignment measurement_count open_answer"
        " attachment portrait report_edition meeting".split()
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.rows: list[ProposalRow] = []
        self.terms: list[TermRow] = []
        self._view: CleanUpView | None = None
        self._busy = False
        self.head = PageHead(_("Clean up"))
        settings = QuietButton(_("Settings"), icon="settings")
        settings.clicked.connect(lambda: ctx.navigate("settings"))
        self.head.actions.addWidget(settings)
        self.looked = SecondaryButton(_("I have looked"), icon="check")
        self.looked.clicked.connect(lambda: ctx.run(lambda: ctx.workspace.retention.looked()))
        self.head.actions.addWidget(self.looked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        top = QHBoxLayout()
        top.setContentsMargins(24, 0, 24, 0)
        top.addWidget(self.head)
        column.addLayout(top)
        self._area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column.addWidget(self._area, 1)

    def title(self) -> str:
        return _("Clean up")

    def default_focus(self) -> QWidget | None:
        ticks = [row.tick for row in self.rows if row.tick is not None]
        return ticks[0] if ticks else self.looked

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        super().resizeEvent(event)

    def reload(self) -> None:
        if self._busy:
            return
        view = self.ctx.run(self.ctx.workspace.retention.view)
        if view is not None:
            self.show_view(view)

    def show_view(self, view: CleanUpView) -> None:
        """Show what is over its term, and the terms; ticks that were set stay."""
        chosen = {row.proposal.term.id for row in self.rows if row.is_chosen()}
        focused = next((row for row in self.terms if row.isAncestorOf(self.focusWidget() or self)), None)
        place = self.terms.index(focused) if focused is not None else -1
        self._view = view
        writable = not self.ctx.workspace.read_only
        words = _("The program proposes and does nothing by itself.") + " " + looked_words(view.looked_on)
        self.head.set_texts(_("Clean up"), words)
        self.looked.setEnabled(writable)
        inner = QWidget(objectName="scrolled")
        columns = QHBoxLayout(inner)
        columns.setContentsMargins(24, 0, 24, 20)
        columns.setSpacing(20)
        left, right = QVBoxLayout(), QVBoxLayout()
        for side in (left, right):
            side.setSpacing(20)
        left.addWidget(self._proposals(view, writable))
        if view.removed_people:
            left.addWidget(self._removed(view, writable))
        left.addStretch(1)
        right.addWidget(self._terms(view, writable))
        right.addStretch(1)
        columns.addLayout(left, 1)
        columns.addLayout(right, 1)
        scrolled = self._area.verticalScrollBar().value()
        # The former page may be in the middle of telling what changed: it goes afterwards.
        former = self._area.takeWidget()
        self._area.setWidget(inner)
        if former is not None:
            former.hide()
            former.deleteLater()
        self._area.verticalScrollBar().setValue(scrolled)
        for row in self.rows:
            if row.tick is not None and row.proposal.term.id in chosen:
                row.tick.setChecked(True)
        if 0 <= place < len(self.terms) and self.terms[place].months is not None:
            self.terms[place].months.setFocus()
        self._tell()

    def _proposals(self, view: CleanUpView, writable: bool) -> Panel:
        panel = Panel(spacing=14)
        panel.body.addWidget(SectionTitle(_("Over its term"), icon="clock"))
        self.rows = [ProposalRow(proposal, writable) for proposal in view.proposals]
        if not self.rows:
            empty = EmptyState("circle-check", _("Nothing is over its term"), _until_words(view))
            panel.body.addWidget(empty)
        separated(panel, self.rows)
        for row in self.rows:
            row.chosen.connect(self._tell)
        if any(row.tick is not None for row in self.rows):
            words = _("What is erased goes from the backups too. Save the logbook first for the archive of the municipality.")
            panel.body.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        foot = QHBoxLayout()
        foot.setSpacing(12)
        self.state = ElidedLabel("", tone="ink2")
        foot.addWidget(self.state, 1)
        logbook = QuietButton(_("To the logbook"), icon="book-2")
        logbook.clicked.connect(lambda: self.ctx.navigate("logbook"))
        foot.addWidget(logbook)
        self.go = SecondaryButton(_("Clean up what I chose"), danger=True, icon="eraser")
        self.go.clicked.connect(self._ask)
        foot.addWidget(self.go)
        panel.body.addLayout(foot)
        self.go.setVisible(any(row.tick is not None for row in self.rows))
        return panel

    def _removed(self, view: CleanUpView, writable: bool) -> Panel:
        panel = Panel(spacing=10)
        panel.body.addWidget(SectionTitle(_("Taken off the list"), icon="user"))
        words = _("These people are off the list, but undo can still bring them back. Erase them when that is not needed.")
        panel.body.addWidget(Label(words, role="small", tone="ink2", wrap=True))
        for person_id, name in view.removed_people[:50]:
            line = QHBoxLayout()
            line.addWidget(ElidedLabel(name), 1)
            erase = QuietButton(_("Erase…"), icon="eraser", small=True, name=_("Erase {name} for good").format(name=name))
            erase.setEnabled(writable)
            erase.clicked.connect(lambda _checked=False, person_id=person_id: open_erase(self.ctx, self.window(), person_id))
            line.addWidget(erase)
            panel.body.addLayout(line)
        return panel

    def _terms(self, view: CleanUpView, writable: bool) -> Panel:
        panel = Panel(spacing=14)
        panel.body.addWidget(SectionTitle(_("How long what is kept"), icon="settings"))
        words = _("A proposal, no legal advice: have the data protection officer and the archivist look at it.")
        panel.body.addWidget(Label(" ".join((words, _dates_words(view))), role="small", tone="ink2", wrap=True))
        self.terms = [TermRow(term, writable) for term in view.terms]
        for row in self.terms:
            row.changed.connect(self._change)
            row.reset_asked.connect(self._reset)
        separated(panel, self.terms)
        return panel

    def _change(self, term_id: str, months: int) -> None:
        self.ctx.run(lambda: self.ctx.workspace.retention.set_term(term_id, months))

    def _reset(self, term_id: str) -> None:
        self.ctx.run(lambda: self.ctx.workspace.retention.reset_term(term_id))

    # The deed

    def _tell(self) -> None:
        count = sum(len(row.proposal.items) for row in self.rows if row.is_chosen())
        self.go.setEnabled(bool(count) and not self._busy)
        self.state.set_text(_("{count} chosen").format(count=format_number(count)) if count else "")

    def _ask(self) -> None:
        chosen = [row.proposal.term.id for row in self.rows if row.is_chosen()]
        words = _("What you chose goes from the work file, its history and its backups. This cannot be undone.")
        if not self._view.saved:
            words += " " + _("There is no backup of this file yet.")
        ask(self.window(), _("Clean up now?"), words, _("Clean up"), lambda: self._clean(chosen), icon="eraser", danger=True)

    def _clean(self, chosen: list[str]) -> None:
        self._busy = True
        self._area.setEnabled(False)
        self.state.set_text(_("Erasing… This may take a minute."))
        workspace = self.ctx.workspace
        self.ctx.start_work(
            _("Cleaning up"),
            lambda _progress, _cancelled: workspace.retention.clean(chosen),
            lambda report: self._end(" ".join(report_words(report))),
            lambda error: self._end(str(error), failure=True),
            quiet=True,
        )

    def _end(self, words: str, failure: bool = False) -> None:
        self._busy = False
        self._area.setEnabled(True)
        self.mark_stale()
        self.ctx.toast(words, failure=failure)


def _until_words(view: CleanUpView) -> str:
    if view.dates.end is None:
        return _("The learning path has no last day yet. Fill it in under Settings; the terms count from there.")
    return _("The terms count from {date}, the end of the learning path.").format(date=format_date(view.dates.end))


def _dates_words(view: CleanUpView) -> str:
    end = _("End of the learning path: {date}.").format(date=format_date(view.dates.end)) if view.dates.end else ""
    report = _("Final report: {date}.").format(date=format_date(view.dates.report)) if view.dates.report else _("No final report yet.")
    return " ".join(part for part in (end, report) if part)
