"""The page Casussen: questions from the city that meetings learn from."""

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain import criteria
from ef_desktop.domain.views import CaseRow
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.cases_form import CaseContent, CaseForm, CaseSaver
from ef_desktop.ui.pages.cases_words import verdict_words
from ef_desktop.ui.pages.meetings_rows import ListRow, QuickField, RowsView
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel

_TONES = {criteria.FITS: "blue", criteria.WITH_REASON: "blue", criteria.INCOMPLETE: "warn", criteria.NOT_NOW: "neutral"}


def list_row(row: CaseRow) -> ListRow:
    """Return how a case stands in the list."""
    detail = " · ".join(part for part in (verdict_words(row.verdict), row.district) if part)
    chips = [(_("{count} of 4").format(count=row.criteria_met), _TONES[row.verdict])]
    return ListRow(
        id=row.id,
        title=row.title,
        detail=detail,
        icon="shield-lock" if row.anonymous else "folder-question",
        chips=tuple(chips),
        words=f"{row.question} {row.brought_by}",
    )


class CasesPage(Page):
    """All cases in one list, the chosen one in full at the right."""

    page_id = "cases"
    kinds = frozenset({"case_file", "case_criterion", "case_goal", "person", "outcome"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._rows: tuple[CaseRow, ...] = ()
        self._wanted: bytes | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = PageHead(_("Cases"))
        add = SecondaryButton(_("Case"), icon="plus", key="Ctrl N")
        add.setAccessibleName(_("New case"))
        add.clicked.connect(self.start_adding)
        self.head.actions.addWidget(add)
        self._column.addWidget(self.head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        self._stack.addWidget(self._build_full())
        self.empty = EmptyState(
            "folder-question", _("No cases yet"), _("A case begins with a question from the city."), _("New case")
        )
        self.empty.triggered.connect(self.start_adding)
        self._empty_card = Panel(padding=0)
        self._empty_card.body.addWidget(self.empty)
        self._stack.addWidget(self._empty_card)

    def _build_full(self) -> QWidget:
        self._full = QWidget()
        self._halves = QHBoxLayout(self._full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self._card = Panel(padding=(14, 14, 6, 8), spacing=8)
        self.search = SearchField(_("Search a case"), dense=True)
        self.quick = QuickField(_("Type a title and press Enter"), _("Title of a new case"))
        self.quick.added.connect(self._add)
        self.list = RowsView(_("Cases"))
        self.list.chosen.connect(self._show)
        self.list.remove_asked.connect(self._remove)
        self.list.opened.connect(lambda _id: self.form.title.setFocus())
        self.list.add_menu(_("Remove case"), "trash", self._remove)
        self.search.searched.connect(self.list.search)
        self._nothing = EmptyState(
            "search", _("Nothing found"), _("No case fits these words."), _("Clear the search"), primary=False
        )
        self._nothing.triggered.connect(self.search.clear)
        fields = QVBoxLayout()
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        fields.addWidget(self.search)
        fields.addWidget(self.quick)
        self._card.body.addLayout(fields)
        self._card.body.addWidget(self.list, 1)
        self._card.body.addWidget(self._nothing, 1)
        self._halves.addWidget(self._card)
        self.form = CaseForm(CaseSaver(self._save, self._criterion, self._goal, self._toggle_goal))
        self.form.remove_asked.connect(self._remove)
        self._halves.addWidget(self.form, 1)
        self._rest = QWidget()
        self._halves.addWidget(self._rest, 1)
        return self._full

    def title(self) -> str:
        return _("Cases")

    def default_focus(self) -> QWidget | None:
        return self.list if self._rows else self.empty.button

    def page_actions(self) -> list[Action]:
        return [
            Action("cases.new", N_("New case"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("cases.search", N_("Search a case"), self.search.setFocus, shortcut="Ctrl+F", menu="meeting", icon="search"),
        ]

    def show_with(self, case_id: bytes | None = None, **_others) -> None:
        self._wanted = case_id

    def hideEvent(self, event) -> None:
        # Whatever hides the page, the window closing included: what was typed is kept.
        if self.ctx.workspace is not None:
            self.form.flush()
        super().hideEvent(event)

    def reload(self) -> None:
        self._rows = self.ctx.workspace.cases.rows()
        fits = sum(row.verdict in (criteria.FITS, criteria.WITH_REASON) for row in self._rows)
        count = ngettext("{count} case", "{count} cases", len(self._rows)).format(count=len(self._rows))
        fitting = ngettext("{count} fits the criteria", "{count} fit the criteria", fits).format(count=fits)
        self.head.set_texts(_("Cases"), f"{count} · {fitting}" if self._rows else count)
        empty = not self._rows and not self.quick.hasFocus()
        self._stack.setCurrentWidget(self._empty_card if empty else self._full)
        self.list.show_rows(tuple(list_row(row) for row in self._rows))
        if self._wanted is not None:
            self.search.clear()
            self.list.search("")
            self.list.choose(self._wanted)
            self._wanted = None
        self._show(self.list.current_id())

    def _show(self, case_id: bytes | None) -> None:
        row = next((row for row in self._rows if row.id == case_id), None)
        self.form.setVisible(row is not None)
        self._rest.setVisible(row is None)
        nothing = self.list.rows().rowCount() == 0 and bool(self._rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        if row is not None:
            cases = self.ctx.workspace.cases
            people = self.ctx.workspace.people.rows()
            content = CaseContent(row, cases.fields(row.id), cases.criteria(row.id), cases.goals(row.id), people)
            self.form.show_case(content)

    def start_adding(self) -> None:
        """Put the keyboard where a new title is typed."""
        self._stack.setCurrentWidget(self._full)
        self.search.clear()
        self.quick.setFocus()

    def _add(self, title: str) -> None:
        added = self.ctx.run(lambda: self.ctx.workspace.cases.add(title))
        if added is not None:
            self.quick.clear()
            self.list.choose(added)

    def _done(self, call) -> bool:
        """Call a service; tell whether it was kept."""

        def change() -> bool:
            call()
            return True

        return bool(self.ctx.run(change))

    def _save(self, case_id: bytes, field: str, value: object) -> bool:
        return self._done(lambda: self.ctx.workspace.cases.update(case_id, **{field: value}))

    def _criterion(self, case_id: bytes, criterion: str, state: str, motivation: str) -> bool:
        return self._done(lambda: self.ctx.workspace.cases.set_criterion(case_id, criterion, state, motivation))

    def _goal(self, case_id: bytes, number: int, sentence: str, main: bool) -> bool:
        return self._done(lambda: self.ctx.workspace.cases.set_goal(case_id, number, sentence, main))

    def _toggle_goal(self, case_id: bytes, number: int) -> None:
        cases = self.ctx.workspace.cases
        goals = cases.goals(case_id)
        chosen = next(goal for goal in goals if goal.number == number).chosen
        if chosen:
            self._done(lambda: cases.remove_goal(case_id, number))
        else:
            # The first goal of a case is its main one.
            first = not any(goal.chosen for goal in goals)
            self._done(lambda: cases.set_goal(case_id, number, "", first))

    def _remove(self, case_id: bytes) -> None:
        row = next(row for row in self._rows if row.id == case_id)
        if self._done(lambda: self.ctx.workspace.cases.remove([case_id])):
            self.ctx.toast(_("Case removed: {title}").format(title=row.title[:60]), undo=True)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide, tall = is_wide(self), is_tall(self)
        self._column.setContentsMargins(24, 0, 24, 20 if tall else 14)
        self._halves.setSpacing(20 if wide else 16)
        self.head.set_tall(tall)
        self._card.setFixedWidth(380 if wide else 340)
