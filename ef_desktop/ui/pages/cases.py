"""The page Casussen: questions from the city that meetings learn from."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.domain import caselife
from ef_desktop.domain.caseviews import CaseEntry, CaseStory
from ef_desktop.domain.criteria import ALL
from ef_desktop.i18n import N_, _, format_number, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.keyrules import typed_text
from ef_desktop.ui.pages.cases_coverage import CoverageView
from ef_desktop.ui.pages.cases_form import CRITERIA_PART, CaseForm
from ef_desktop.ui.pages.cases_life import LifePanel
from ef_desktop.ui.pages.cases_life_deeds import CaseDeeds
from ef_desktop.ui.pages.cases_life_parts import StorySections
from ef_desktop.ui.pages.cases_list import SeveralCases, case_filters, case_orders, case_row, case_words, misses
from ef_desktop.ui.pages.cases_saving import CaseContent, CaseSaver, read_case
from ef_desktop.ui.pages.listing import ListPage, ListWords
from ef_desktop.ui.pages.listing_filter import Filter, Order
from ef_desktop.ui.pages.listing_model import ListRow
from ef_desktop.ui.pages.listing_two import TwoDeeds, cases_words
from ef_desktop.ui.pages.overview_head import is_small
from ef_desktop.ui.widgets.segmented import SegmentedControl

LIST, COVERAGE = "list", "coverage"


class CasesPage(ListPage):
    """All cases in one list, the chosen one in full at the right; or what they touch together."""

    page_id = "cases"
    kinds = frozenset(
        {
            "case_file", "case_criterion", "case_goal", "case_relation", "case_need", "role_assignment", "workform_round",
            "person", "outcome", "meeting", "meeting_case", "agenda_item", "timer_event", "goal", "setting",
        }
    )  # fmt: skip
    takes_several = True

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        self.story: CaseStory | None = None
        self._content: CaseContent | None = None
        self._moments: Mapping[bytes, int] | None = None
        self._goal_names: dict[int, str] = {}
        self._rule = ALL
        words = ListWords(
            title=_("Cases"),
            add=_("Case"),
            new=_("New case"),
            search=_("Search a case"),
            nothing=_("No case fits this choice."),
            quick=_("Type a title and press Enter"),
            quick_name=_("Title of a new case"),
            remove=_("Remove case…"),
            empty=("folder-question", _("No cases yet"), _("A case begins with a question from the city.")),
        )
        super().__init__(ctx, words, parent)
        self.deeds = CaseDeeds(self)
        self._build_side()
        self.two = TwoDeeds(self, lambda: ctx.workspace.two_cases, cases_words())
        self.two.add_to(self.several)
        self.coverage = CoverageView()
        self.coverage.goal_chosen.connect(lambda number: self.show_filtered("goal", number))
        self.coverage.criterion_chosen.connect(lambda criterion: self.show_filtered("missing", criterion))
        self._stack.addWidget(self.coverage)
        self.view = SegmentedControl([(LIST, _("List"), "list-details"), (COVERAGE, _("Coverage"), "target")], name=_("View"))
        self.view.changed.connect(self._turn)
        self.head.actions.insertWidget(0, self.view)
        QWidget.setTabOrder(self._add_button, self.view)

    def place_form(self) -> CaseForm:
        """Put the life of a case above its form, beside the list."""
        self._side = QWidget(self._full)
        # The list keeps its width: without a case the room for the form stays.
        self._halves.addWidget(self._side, 1)
        column = QVBoxLayout(self._side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.life = LifePanel()
        column.addWidget(self.life)
        form = self.make_form(self._side)
        column.addWidget(form, 1)
        form.add_to_head(self.life.deeds)
        return form

    def _build_side(self) -> None:
        self.life.next_asked.connect(self.deeds.do_next)
        self.life.stage_asked.connect(self.deeds.set_stage)
        self.life.deed_asked.connect(self.deeds.do)
        self.list.add_menu(_("Plan in a meeting…"), "calendar-plus", lambda _id: self.deeds.plan())
        self.list.add_menu(_("Case sheet as PDF…"), "printer", lambda _id: self.deeds.ask_sheet())
        self._halves.setStretchFactor(self.several, 1)
        self._halves.addStretch(0)
        # Beside the search there is too little room for the two menus.
        self.card.body.itemAt(0).layout().insertWidget(1, self.filters, 0, Qt.AlignmentFlag.AlignLeft)
        self.sections = StorySections(self.deeds, lambda: self.ctx.workspace.library.kinds())
        self.form.add_section(_("Course"), self.sections.make_widget(), icon="route")

    def page_actions(self) -> list[Action]:
        shown = self._has_case
        return [
            Action("cases.new", N_("New case"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("cases.search", N_("Search a case"), self.search_cases, shortcut="Ctrl+F", menu="meeting", icon="search"),
            Action("cases.field", N_("To the next answer that misses"), self.form.go_on, shortcut="Ctrl+J", menu="meeting", section=1, icon="arrow-right", enabled=shown),
            Action("cases.part", N_("Next part of the case"), self.form.next_part, shortcut="Ctrl+PgDown", menu="meeting", section=1, enabled=shown),
            Action("cases.part_back", N_("Previous part of the case"), lambda: self.form.next_part(-1), shortcut="Ctrl+PgUp", menu="meeting", section=1, enabled=shown),
            Action("cases.next", N_("Next step of the case"), lambda: self.deeds.do_next(self.story.next), shortcut="Ctrl+Return", menu="meeting", section=1, icon="route", enabled=shown),
            Action("cases.plan", N_("Plan in a meeting…"), self.deeds.plan, menu="meeting", section=1, icon="calendar-plus", enabled=shown),
            Action("cases.notice", N_("What did the initiator notice?…"), self.deeds.notice, menu="meeting", section=1, icon="message-2-question", enabled=shown),
            Action("cases.relate", N_("Relate to another case…"), self.deeds.relate, menu="meeting", section=1, icon="link", enabled=shown),
            Action("cases.sheet", N_("Case sheet as PDF…"), self.deeds.ask_sheet, shortcut="Ctrl+P", menu="file", section=1, icon="printer", enabled=shown),
            Action("cases.removed", N_("Removed cases…"), self.deeds.open_removed, menu="edit", section=2, icon="arrow-back-up"),
            Action("cases.coverage", N_("What the cases touch"), lambda: self.show_view(COVERAGE), menu="view", section=2, icon="target"),
            self.two.action(),
            *self.list_actions(),
        ]  # fmt: skip

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        if not self._has_case():
            return ()
        return (("Ctrl+Return", _("next step")), ("Ctrl+F", _("search")), ("Ctrl+Shift+F", _("filter")))

    def _turn(self, _name: str) -> None:
        self.reload()
        self.contextChanged.emit()

    def _has_case(self) -> bool:
        return self.story is not None and self._stack.currentWidget() is self._full

    def show_with(self, case_id: bytes | None = None, **_others) -> None:
        self._wanted = case_id
        if case_id is not None:
            self.view.set_current(LIST)

    def default_focus(self) -> QWidget | None:
        return self.coverage.tiles if self._rows and self.view.current() == COVERAGE else super().default_focus()

    # The views

    def show_view(self, name: str) -> None:
        """Show the list or the coverage."""
        self.view.set_current(name)
        self.reload()
        focus = self.default_focus()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_filtered(self, name: str, value: object) -> None:
        """Show the list with one filter and no other."""
        self.view.set_current(LIST)
        self.search.clear()
        self.list.search("")
        self.filters.clear()
        self.filters.choose(name, value)
        self.reload()
        self.list.setFocus()

    def search_cases(self) -> None:
        """Put the keyboard in the search."""
        self.show_view(LIST)
        self.search.setFocus()

    def start_adding(self) -> None:
        self.view.set_current(LIST)
        super().start_adding()

    def keyPressEvent(self, event) -> None:
        text = typed_text(event)
        if text.strip() and self._stack.currentWidget() is self.coverage:
            # What is typed there is a new case, as it is in the list.
            self.start_adding()
            self._type_on(text)
        else:
            super().keyPressEvent(event)

    def reload(self) -> None:
        super().reload()
        if self._rows and self.view.current() == COVERAGE:
            self.form.flush()
            self.coverage.show_coverage(self.ctx.workspace.case_list.coverage())
            self._stack.setCurrentWidget(self.coverage)
        self.view.setVisible(bool(self._rows))
        self.ctx.actions.refresh()
        self.two.look_soon()

    # The list

    def make_form(self, parent: QWidget) -> CaseForm:
        return CaseForm(CaseSaver(self.ctx), parent)

    def make_several(self) -> SeveralCases:
        panel = SeveralCases()
        panel.stage_asked.connect(lambda stage, ids: self.deeds.set_stage(stage, ids))
        panel.remove_asked.connect(lambda ids: self.deeds.ask_remove(ids))
        return panel

    def make_filters(self) -> Sequence[Filter]:
        return case_filters(lambda: self._rows, lambda: self.ctx.workspace.cases.all_goals())

    def make_orders(self) -> Sequence[Order]:
        return case_orders(self._last_changes)

    def _last_changes(self) -> Mapping[bytes, int]:
        if self._moments is None:
            self._moments = self.ctx.workspace.case_list.changed()
        return self._moments

    def read(self) -> tuple[CaseEntry, ...]:
        self._moments = None
        self._rule = self.ctx.workspace.cases.rule()
        if not self._goal_names:
            self._goal_names = {goal.number: goal.name for goal in self.ctx.workspace.cases.all_goals()}
        return self.ctx.workspace.case_list.entries()

    def list_row(self, row: CaseEntry) -> ListRow:
        return case_row(row, self._rule)

    def row_words(self, row: CaseEntry) -> str:
        return case_words(row, self._goal_names)

    def count_words(self, rows: tuple[CaseEntry, ...]) -> str:
        count = ngettext("{count} case", "{count} cases", len(rows)).format(count=format_number(len(rows)))
        going = (row for row in rows if row.stage not in (caselife.CLOSED, caselife.NOT_NOW))
        missing = sum(misses(row, self._rule) for row in going)
        lacking = ngettext("{count} still misses a criterion", "{count} still miss a criterion", missing)
        return f"{count} · {lacking.format(count=format_number(missing))}" if missing else count

    def _show(self, row_id: bytes | None) -> None:
        could = self._has_case()
        super()._show(row_id)
        if self._row(row_id) is None:
            self.story = None
        self._side.setVisible(self.story is not None and self.form.isVisibleTo(self._side))
        if self._has_case() != could:
            self.ctx.actions.refresh()

    def show_row(self, row: CaseEntry) -> None:
        with self.ctx.workspace.at_once():
            story = self.ctx.workspace.case_life.story(row.id)
            content = read_case(self.ctx, story.row)
        if (story, content) == (self.story, self._content):
            # Whoever comes back to the page finds it as it was left, at once.
            return
        self.story, self._content = story, content
        self.life.show_story(self.story)
        self.sections.show_story(self.story)
        self.form.show_case(content)

    def add(self, text: str) -> bytes:
        return self.ctx.workspace.cases.add(text)

    def _remove(self, row_id: bytes) -> None:
        picked = self.list.picked_ids()
        self.deeds.ask_remove(picked if row_id in picked else [row_id])

    def share_width(self, wide: bool) -> None:
        self.card.setFixedWidth(380 if wide else 300 if is_small(self) else 340)

    # The form

    def focus_criteria(self) -> None:
        """Put the keyboard at the four criteria."""
        self.form.enter_part(CRITERIA_PART)
