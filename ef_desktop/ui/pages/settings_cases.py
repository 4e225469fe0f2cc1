"""The part of Instellingen about cases: how the four criteria count together, and the accent goals of the programme."""

from PySide6.QtWidgets import QWidget

from ef_desktop.domain import criteria
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.cases_goals import GoalGrid
from ef_desktop.ui.pages.cases_words import rule_words
from ef_desktop.ui.widgets.choices import RadioButton
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import Label


class CasesPanel(Panel):
    """What the programme agreed about cases. What is chosen counts at once, and can be undone.

    Parameters:
        ctx: of the application.

    Attributes:
        rules: the choices by the id of the rule.
        goals: the tiles; a chosen one is an accent goal.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent, spacing=10)
        self._ctx = ctx
        self.body.addWidget(SectionTitle(_("Cases"), icon="folder-question"))
        self.body.addWidget(Label(_("When does a case fit?"), role="label", tone="ink2"))
        self.rules = {rule: RadioButton(rule_words(rule)) for rule in criteria.RULES}
        for rule, button in self.rules.items():
            button.clicked.connect(lambda _on, rule=rule: self._choose_rule(rule))
            self.body.addWidget(button)
        note = _("The text of the programme joins the four with ‘and’. An exception with a reason is always possible.")
        self.body.addWidget(Label(note, role="small", tone="ink3", wrap=True))
        self.body.addSpacing(6)
        self.body.addWidget(Label(_("Accent goals of the programme"), role="label", tone="ink2"))
        self.goals = GoalGrid(name=_("Accent goals of the programme"))
        self.goals.toggled.connect(self._toggle)
        self.body.addWidget(self.goals)
        self.body.addWidget(Label(_("These goals get a mark wherever you choose goals."), role="small", tone="ink3", wrap=True))

    def reload(self) -> None:
        """Read again what was chosen."""
        cases = self._ctx.workspace.cases
        self.rules[cases.rule()].setChecked(True)
        self.goals.show_goals(cases.accents())
        for widget in (*self.rules.values(), self.goals):
            widget.setEnabled(not self._ctx.workspace.read_only)

    def _choose_rule(self, rule: str) -> None:
        self._ctx.run(lambda: self._ctx.workspace.cases.set_rule(rule))

    def _toggle(self, number: int) -> None:
        chosen = {goal.number for goal in self.goals.goals() if goal.chosen} ^ {number}
        self._ctx.run(lambda: self._ctx.workspace.cases.set_accents(sorted(chosen)))
