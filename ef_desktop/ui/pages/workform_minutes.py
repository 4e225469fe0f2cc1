"""The minutes of each step of the work form."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ef_desktop.domain.workviews import WorkStepView
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.cockpit_minutes import StepMinutesSheet


class WorkMinutesSheet(StepMinutesSheet):
    """All steps of a round with their minutes; each change is one step to undo.

    Parameters:
        ctx: of the application.
        window: above which it lies.
        item_id, planned: the block and its length in minutes.
        round_id: the round that is held in it.
    """

    def __init__(self, ctx: AppContext, window: QWidget, item_id: bytes, planned: int, round_id: bytes):
        self._round = round_id
        super().__init__(ctx, window, item_id, planned)

    def subtitle(self) -> str:
        return _("Work form roles and talents")

    def steps(self) -> Sequence[WorkStepView]:
        return self._ctx.workspace.workform.view(self._round).steps

    def keep(self, step: str, minutes: int) -> None:
        self._ctx.workspace.workform.set_minutes(self._round, step, minutes)
