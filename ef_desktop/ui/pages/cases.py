"""The page Casussen: questions from the city that meetings learn from."""

from PySide6.QtWidgets import QWidget

from ef_desktop.domain import criteria
from ef_desktop.domain.views import CaseRow
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.cases_form import CaseContent, CaseForm, CaseSaver
from ef_desktop.ui.pages.cases_words import verdict_words
from ef_desktop.ui.pages.listing import ListPage, ListWords
from ef_desktop.ui.pages.meetings_rows import ListRow

_TONES = {criteria.FITS: "blue", criteria.WITH_REASON: "blue", criteria.INCOMPLETE: "warn", criteria.NOT_NOW: "neutral"}


class CasesPage(ListPage):
    """All cases in one list, the chosen one in full at the right."""

    page_id = "cases"
    kinds = frozenset({"case_file", "case_criterion", "case_goal", "person", "outcome"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        words = ListWords(
            title=_("Cases"),
            add=_("Case"),
            new=_("New case"),
            search=_("Search a case"),
            nothing=_("No case fits these words."),
            quick=_("Type a title and press Enter"),
            quick_name=_("Title of a new case"),
            remove=_("Remove case"),
            empty=("folder-question", _("No cases yet"), _("A case begins with a question from the city."), _("New case")),
        )
        super().__init__(ctx, words, parent)
        # The list keeps its width: without a case the room for the form stays.
        self._halves.setStretch(1, 1)
        self._halves.addStretch(0)

    def page_actions(self) -> list[Action]:
        return [
            Action("cases.new", N_("New case"), self.start_adding, shortcut="Ctrl+N", menu="meeting", icon="plus"),
            Action("cases.search", N_("Search a case"), self.search.setFocus, shortcut="Ctrl+F", menu="meeting", icon="search"),
        ]

    def show_with(self, case_id: bytes | None = None, **_others) -> None:
        self._wanted = case_id

    def make_form(self) -> CaseForm:
        return CaseForm(CaseSaver(self._save, self._criterion, self._goal, self._toggle_goal))

    def read(self) -> tuple[CaseRow, ...]:
        return self.ctx.workspace.cases.rows()

    def list_row(self, row: CaseRow) -> ListRow:
        chips = [(_("{count} of 4").format(count=row.criteria_met), _TONES[row.verdict])]
        return ListRow(
            id=row.id,
            title=row.title,
            detail=" · ".join(part for part in (verdict_words(row.verdict), row.district) if part),
            icon="shield-lock" if row.anonymous else "folder-question",
            chips=tuple(chips),
            words=f"{row.question} {row.brought_by}",
        )

    def count_words(self, rows: tuple[CaseRow, ...]) -> str:
        fits = sum(row.verdict in (criteria.FITS, criteria.WITH_REASON) for row in rows)
        count = ngettext("{count} case", "{count} cases", len(rows)).format(count=len(rows))
        fitting = ngettext("{count} fits the criteria", "{count} fit the criteria", fits).format(count=fits)
        return f"{count} · {fitting}" if rows else count

    def show_row(self, row: CaseRow) -> None:
        cases = self.ctx.workspace.cases
        people = self.ctx.workspace.people.rows()
        self.form.show_case(CaseContent(row, cases.fields(row.id), cases.criteria(row.id), cases.goals(row.id), people))

    def add(self, text: str) -> bytes:
        return self.ctx.workspace.cases.add(text)

    def remove(self, row: CaseRow) -> str:
        self.ctx.workspace.cases.remove([row.id])
        return _("Case removed: {title}").format(title=row.title[:60])

    def share_width(self, wide: bool) -> None:
        self.card.setFixedWidth(380 if wide else 340)

    def _save(self, case_id: bytes, field: str, value: object) -> bool:
        return self.done(lambda: self.ctx.workspace.cases.update(case_id, **{field: value}))

    def _criterion(self, case_id: bytes, criterion: str, state: str, motivation: str) -> bool:
        return self.done(lambda: self.ctx.workspace.cases.set_criterion(case_id, criterion, state, motivation))

    def _goal(self, case_id: bytes, number: int, sentence: str, main: bool) -> bool:
        return self.done(lambda: self.ctx.workspace.cases.set_goal(case_id, number, sentence, main))

    def _toggle_goal(self, case_id: bytes, number: int) -> None:
        cases = self.ctx.workspace.cases
        goals = cases.goals(case_id)
        chosen = next(goal for goal in goals if goal.number == number).chosen
        if chosen:
            self.done(lambda: cases.remove_goal(case_id, number))
        else:
            # The first goal of a case is its main one.
            first = not any(goal.chosen for goal in goals)
            self.done(lambda: cases.set_goal(case_id, number, "", first))
