"""Undo, redo and the history of a row: all three come from the journal."""

from ef_desktop.db.joining import MERGE
from ef_desktop.domain.overviews import UndoState
from ef_desktop.domain.views import HistoryEntry
from ef_desktop.i18n import _
from ef_desktop.services.core import Core
from ef_desktop.services.history import entries


class Undo:
    """The steps of this work file, back and forth."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def state(self) -> UndoState:
        """Return what undo and redo would do, in words."""
        undo, redo = self._core.store.undo_labels()
        return UndoState(_(undo) if undo else None, _(redo) if redo else None, undo == MERGE)

    def undo(self) -> bool:
        """Take the last step back; False when there is none."""
        return bool(self._core.store.undo())

    def redo(self) -> bool:
        """Do the step again that was taken back last; False when there is none."""
        return bool(self._core.store.redo())

    def history(self, row_id: bytes) -> tuple[HistoryEntry, ...]:
        """Return what happened to a row, the newest first."""
        return entries(self._core, row_id)
