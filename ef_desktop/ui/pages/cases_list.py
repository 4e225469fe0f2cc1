"""How cases stand in the list: the row, the filters, the orders, and what can be done with more of them at once."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ef_desktop.content import criteria as criteria_content
from ef_desktop.domain import caselife, criteria
from ef_desktop.domain.caseviews import CaseEntry
from ef_desktop.domain.views import GoalView
from ef_desktop.i18n import _, content_text, format_number, ngettext
from ef_desktop.ui.pages.cases_life_words import stage_words
from ef_desktop.ui.pages.listing_filter import Filter, Order, occurring
from ef_desktop.ui.pages.listing_model import ListRow
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle, Separator
from ef_desktop.ui.widgets.text import Label

#: Filters by a goal that no case can have as its number.
ANY_GOAL, NO_GOAL = 0, -1
#: Filter on whatever criterion.
ANY_CRITERION = "any"
#: Filter on the cases that still go on.
OPEN_CASES = "open"

_NAMES, _LONGEST = 4, 60


def misses(entry: CaseEntry, rule: str) -> bool:
    """Return whether a case misses a criterion under the rule of the programme, without an exception for it."""
    return not entry.excepted and not criteria.enough_bits(entry.met, rule)


def case_row(entry: CaseEntry, rule: str) -> ListRow:
    """Return how a case stands in the list.

    Parameters:
        rule: how the four criteria count together in the programme.
    """
    whole = criteria.enough_bits(entry.met, rule)
    chip = (_("with a reason"), "blue") if entry.excepted and not whole else None
    if chip is None:
        over = entry.stage in (caselife.CLOSED, caselife.NOT_NOW)
        chip = (_("{count} of 4").format(count=entry.criteria_met), "blue" if whole else "neutral" if over else "warn")
    return ListRow(
        id=entry.id,
        title=entry.title,
        detail=" · ".join(part for part in (stage_words(entry.stage), entry.district) if part),
        icon="shield-lock" if entry.anonymous else "folder-question",
        chips=(chip,),
    )


def case_words(entry: CaseEntry, goals: dict[int, str]) -> str:
    """Return in which words a case is found: with the names of its goals."""
    names = " ".join(goals[number] for number in goals if entry.goals >> number & 1)
    return f"{entry.title} {entry.question} {entry.district} {names}"


def case_filters(
    rows: Callable[[], Sequence[CaseEntry]], goals: Callable[[], Sequence[GoalView]]
) -> tuple[Filter, ...]:
    """Return by what cases can be left out.

    Parameters:
        rows: all cases, asked when a menu opens.
        goals: the 17 Global Goals, likewise.
    """

    def stages() -> list[tuple[str, str]]:
        return [(OPEN_CASES, _("Not finished")), *((stage, stage_words(stage)) for stage in caselife.STAGES)]

    def stage_test(wanted: str) -> Callable[[CaseEntry], bool]:
        if wanted == OPEN_CASES:
            return lambda entry: entry.stage not in (caselife.CLOSED, caselife.NOT_NOW)
        return lambda entry: entry.stage == wanted

    def goal_options() -> list[tuple[int, str]]:
        named = [(goal.number, f"{goal.number}. {goal.name}") for goal in goals()]
        return [(ANY_GOAL, _("Any goal")), (NO_GOAL, _("No goal yet")), *named]

    def goal_test(number: int) -> Callable[[CaseEntry], bool]:
        if number == NO_GOAL:
            return lambda entry: not entry.goals
        if number == ANY_GOAL:
            return lambda entry: bool(entry.goals)
        return lambda entry: bool(entry.goals >> number & 1)

    def missing() -> list[tuple[str, str]]:
        named = [
            (entry["id"], f"{number}. {content_text(entry, 'text')}") for number, entry in enumerate(criteria_content(), 1)
        ]
        return [(ANY_CRITERION, _("One or more")), *named]

    def missing_test(criterion: str) -> Callable[[CaseEntry], bool]:
        if criterion == ANY_CRITERION:
            return lambda entry: entry.criteria_met < len(criteria.CRITERIA)
        bit = 1 << criteria.CRITERIA.index(criterion)
        return lambda entry: not entry.met & bit

    return (
        Filter("stage", _("How far"), stages, stage_test),
        Filter("goal", _("Global Goal"), goal_options, goal_test),
        Filter("missing", _("Misses criterion"), missing, missing_test),
        Filter(
            "district",
            _("District"),
            lambda: occurring(entry.district for entry in rows()),
            lambda wanted: lambda entry: entry.district == wanted,
        ),
    )


def case_orders(changed: Callable[[], Mapping[bytes, int]]) -> tuple[Order, ...]:
    """Return the orders of the list.

    Parameters:
        changed: returns the moments of the last changes.
    """
    return (
        Order("title", _("By title")),
        Order("stage", _("By step"), lambda entry: caselife.STAGES.index(entry.stage)),
        Order("changed", _("Last changed first"), lambda entry: -changed().get(entry.id, 0)),
        Order("district", _("By district"), lambda entry: (not entry.district, entry.district.casefold())),
    )


class SeveralCases(Panel):
    """Buttons for the cases that are chosen together.

    Signals:
        stage_asked: stage and ids.
        remove_asked: ids.
    """

    stage_asked = Signal(str, object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, padding=20, spacing=12)
        self._ids: tuple[bytes, ...] = ()
        self._title = Label("", role="h2", wrap=True)
        self._names = Label("", role="small", tone="ink2", wrap=True)
        self.body.addWidget(self._title)
        self.body.addWidget(self._names)
        self.body.addWidget(Separator())
        self.body.addWidget(SectionTitle(_("Set the step"), icon="route", role="h3"))
        note = _("Planned, discussed and followed up follow by themselves from the meetings and from what you note.")
        self.body.addWidget(Label(note, role="small", tone="ink2", wrap=True))
        line = QHBoxLayout()
        line.setSpacing(8)
        self.stages: dict[str, SecondaryButton] = {}
        for stage in caselife.BY_HAND:
            button = SecondaryButton(stage_words(stage), small=True)
            button.clicked.connect(lambda _on=False, stage=stage: self.stage_asked.emit(stage, self._ids))
            self.stages[stage] = button
            line.addWidget(button)
        line.addStretch(1)
        self.body.addLayout(line)
        self.body.addStretch(1)
        remove = QuietButton(_("Remove these cases…"), icon="trash", small=True)
        remove.clicked.connect(lambda: self.remove_asked.emit(self._ids))
        foot = QHBoxLayout()
        foot.addWidget(remove)
        foot.addStretch(1)
        self.body.addLayout(foot)

    def show_rows(self, rows: Sequence[CaseEntry]) -> None:
        """Show which cases are chosen."""
        self._ids = tuple(row.id for row in rows)
        words = ngettext("{count} case chosen", "{count} cases chosen", len(rows))
        self._title.setText(words.format(count=format_number(len(rows))))
        names = [row.title[:_LONGEST] for row in rows[:_NAMES]]
        more = len(rows) - len(names)
        self._names.setText(" · ".join([*names, *([_("and {count} more").format(count=format_number(more))] if more else [])]))
