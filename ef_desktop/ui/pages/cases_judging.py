"""The part of the form about the four criteria: the verdict, the checklist, and what is decided."""

from collections.abc import Callable, Mapping

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import goal_sentence_starts
from ef_desktop.domain import criteria
from ef_desktop.ui.pages.cases_criteria import CriterionRow, Verdict
from ef_desktop.ui.pages.cases_decision import Decision
from ef_desktop.ui.pages.cases_saving import CaseContent
from ef_desktop.ui.widgets.panel import Separator

#: So much of an answer of the intake is shown with a criterion, in characters.
_LONGEST = 160


class Judging(QWidget):
    """Verdict, criteria and decision.

    Parameters:
        criterion: called with criterion, state and motivation.
        exception: called with reason, who decided and the day.

    Attributes:
        rows: the criteria by id.
    """

    def __init__(self, *, criterion: Callable[..., object], exception: Callable[..., object], parent: QWidget | None = None):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        self.verdict = Verdict()
        column.addWidget(self.verdict)
        list_ = QVBoxLayout()
        list_.setSpacing(0)
        self.rows: dict[str, CriterionRow] = {}
        for number, id in enumerate(criteria.CRITERIA, 1):
            if number > 1:
                list_.addWidget(Separator())
            row = CriterionRow(id, number)
            row.changed.connect(criterion)
            self.rows[id] = row
            list_.addWidget(row)
        column.addLayout(list_)
        self.decision = Decision(exception)
        column.addWidget(self.decision)

    def show_case(self, content: CaseContent, words: Mapping[str, str], other: bool) -> None:
        """Show what was found and decided.

        Parameters:
            words: the answers of the intake in words, by the id of the question.
            other: True when it is another case than before.
        """
        said = any(goal.chosen and criteria.said(goal.sentence, goal_sentence_starts()) for goal in content.goals)
        main = next((goal.number for goal in content.goals if goal.main), None)
        fields = content.fields
        reason = str(fields["not_now_reason"] if content.row.verdict == criteria.NOT_NOW else fields["exception_reason"] or "")
        self.verdict.show_case(content.row, content.criteria, content.rule, " ".join(reason.split()))
        evidence = {entry["id"]: entry["evidence_fields"] for entry in criteria_content()}
        for view in content.criteria:
            told = " · ".join(words[id] for id in evidence[view.id] if words.get(id))
            start = view.sentence_start
            if view.id == "c4":
                if main is not None:
                    start = start.replace("…", str(main), 1).replace("...", str(main), 1)
                told = ", ".join(f"{goal.number}. {goal.name}" for goal in content.goals if goal.chosen)
            self.rows[view.id].show_criterion(view, other, evidence=told[:_LONGEST], start=start)
        self.rows["c4"].let_meet(said or content.criteria[-1].state == criteria.MEETS)
        self.decision.show_case(fields, content.row.verdict, other=other, today=content.today, facilitator=content.facilitator)

    def flush(self) -> None:
        """Keep everything that is not kept yet."""
        for row in self.rows.values():
            row.saver.flush()
        self.decision.flush()
