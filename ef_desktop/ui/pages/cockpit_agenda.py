"""Changing the agenda while the meeting runs: skip a block, hold it after all, put one in between."""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu

from ef_desktop.domain.matching import folded
from ef_desktop.domain.timer import FINISHED
from ef_desktop.domain.views import BlockView
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.dialogs.pick import PickRow, PickSheet
from ef_desktop.ui.pages.cockpit_next import NextRow
from ef_desktop.ui.pages.cockpit_words import clock, drift_words, real_words, short_minutes

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: Length in minutes of a block that is not in the library.
OWN_MINUTES = 10


def agenda_actions(page: "CockpitPage", add: Callable[..., Action], live: Callable[[], bool]) -> list[Action]:
    """Return the actions of this module.

    Parameters:
        page: the cockpit.
        add: makes an action of the cockpit.
        live: tells whether the clock is on.
    """
    change = page.agenda
    return [
        add("skip", N_("Skip the next block"), change.skip_next, "Alt+O", 0, icon="player-track-next", enabled=live),
        add("rundown", N_("The rundown with planned and real times…"), change.ask_rundown, "Alt+D", 0, icon="list-details"),
        add("insert", N_("Put a block in between…"), change.ask_insert, "Alt+I", 0, icon="plus", enabled=lambda: page.phase() != FINISHED),
    ]


class AgendaChange:
    """What the cockpit does to the blocks that are still to come.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page

    def skip_next(self) -> None:
        """Skip the block that comes next."""
        row = next((row for row in self._page.next.rows.rows() if not row.skipped), None)
        if row is None:
            self._page.say(_("There is no block to skip any more."))
        else:
            self.toggle(row)

    def toggle(self, row: NextRow) -> None:
        """Skip a block, or hold it after all."""
        page = self._page
        room = page.ctx.workspace.room
        page.ctx.run(lambda: (room.unskip if row.skipped else room.skip)(page.meeting_id, row.id))
        words = _("Held after all: {title}") if row.skipped else _("Skipped: {title}")
        page.ctx.toast(words.format(title=row.title), undo=True)

    def ask_what(self, row: NextRow, where: QPoint) -> None:
        """Offer what can be done with a block that is still to come.

        Parameters:
            row: the block.
            where: on the screen.
        """
        page = self._page
        menu = QMenu(page)
        menu.addAction(_("Hold it after all") if row.skipped else _("Skip it"), lambda: self.toggle(row))
        menu.addAction(_("Go to it now"), lambda: self._go_to(row))
        menu.addSeparator()
        menu.addAction(_("Put a block in between…"), self.ask_insert)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(where)

    def _go_to(self, row: NextRow) -> None:
        page = self._page
        page.notes.flush()
        if page.ctx.run(lambda: (page.ctx.workspace.room.go_to(page.meeting_id, row.id),)):
            page.ctx.toast(_("Now: {title}").format(title=row.title), undo=True)

    def ask_rundown(self) -> None:
        """Show the whole rundown with planned and real times, to look at or to go to another block."""
        if not self._page.window().findChildren(RundownSheet):
            RundownSheet(self._page).open()

    def go_to(self, item_id: bytes) -> None:
        """Go to any block of the rundown, also one that was held already."""
        row = next((row for row in self._page.view().items if row.id == item_id), None)
        if row is not None and self._page.phase() != FINISHED and item_id != self._page.view().timer.current:
            self._go_to(NextRow(row.id, "", row.title, ""))

    def ask_insert(self) -> None:
        """Let a block of the library, or one of one's own, be chosen."""
        if not self._page.window().findChildren(InsertSheet):
            InsertSheet(self._page).open()

    def insert(self, chosen: BlockView | str) -> None:
        """Put a block right after the one that goes on.

        Parameters:
            chosen: a block of the library, or the title of one of one's own.
        """
        page = self._page
        workspace, meeting = page.ctx.workspace, page.meeting_id
        place = workspace.room.timer(meeting).index + 1
        if isinstance(chosen, str):
            done = page.ctx.run(lambda: workspace.room.insert(meeting, chosen, OWN_MINUTES))
        else:
            done = page.ctx.run(lambda: workspace.meetings.add_block(meeting, chosen.id, place))
        if done is not None:
            title = chosen if isinstance(chosen, str) else chosen.title
            page.ctx.toast(_("Put in between: {title}").format(title=title), undo=True)


class InsertSheet(PickSheet):
    """Choose the block that comes next.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        hints = [("Up|Down", _("choose")), (_("Enter"), _("put it in")), ("Esc", _("close"))]
        super().__init__(
            page.window(), _("Put a block in between"), _("It comes right after this block."), _("Type a title, or a part of one"), hints
        )
        self._page = page
        self._blocks = page.ctx.workspace.library.blocks()
        self.refresh()

    def find(self, text: str) -> Sequence[PickRow]:
        wanted = folded(text).split()
        found = [block for block in self._blocks if all(part in folded(block.title) for part in wanted)]
        found.sort(key=lambda block: not folded(block.title).startswith(folded(text)))
        rows = [PickRow(block, block.title, short_minutes(block.minutes), block.icon) for block in found]
        if text and not any(folded(block.title) == folded(text) for block in found):
            rows.append(PickRow(text, _("New: ‘{title}’").format(title=text), short_minutes(OWN_MINUTES), "plus"))
        return rows

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        self.close_sheet()
        self._page.agenda.insert(row.value)


class RundownSheet(PickSheet):
    """Every block with its planned and its real times; Enter goes to the one that is lit.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        hints = [("Up|Down", _("choose")), (_("Enter"), _("go to it")), ("Esc", _("close"))]
        self._state = state = page.ctx.workspace.room.timer(page.meeting_id)
        words = _("{drift}, expected end {end}").format(drift=drift_words(state), end=clock(state.expected_end))
        super().__init__(page.window(), _("Rundown"), words, _("Type a title, or a part of one"), hints, shown=10)
        self._page = page
        self.refresh()
        self.list.step(max(state.index, 0))

    def find(self, text: str) -> Sequence[PickRow]:
        wanted = folded(text).split()
        return [
            PickRow(item.id, item.title, real_words(time), item.icon)
            for item, time in zip(self._page.view().items, self._state.items, strict=True)
            if all(part in folded(item.title) for part in wanted)
        ]

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        self.close_sheet()
        self._page.agenda.go_to(row.value)
