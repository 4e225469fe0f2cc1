"""Which round of a meeting the page of the work form shows, and the menu in which another one is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint
from PySide6.QtGui import QActionGroup
from PySide6.QtWidgets import QMenu, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.pages.workform_lead import WORK_BLOCK, WorkLead

if TYPE_CHECKING:
    from ef_desktop.services.workspace import Workspace


def usual_block(workspace: "Workspace", meeting_id: bytes) -> bytes | None:
    """Return the block of a meeting in which the work form is held; None is beside the agenda.

    The current block when that is the work form, else the block of the last round, else the first that is the work form.
    """
    current = workspace.room.timer(meeting_id).current
    blocks = [item.id for item in workspace.meetings.plan(meeting_id).items if item.block_key.startswith(WORK_BLOCK)]
    rounds = workspace.workform.rounds(meeting_id)
    if current in blocks:
        return current
    if rounds:
        return rounds[-1].item_id
    return blocks[0] if blocks else None


def round_menu(lead: WorkLead, parent: QWidget, choose: Callable[[bytes | None, bytes | None], None]) -> QMenu:
    """Return the menu with the rounds of a meeting, and with the places in which one can be begun.

    Parameters:
        lead: of the page.
        parent: of the menu.
        choose: called with the block, None for beside the agenda, and with the round, None where there is none yet.
    """
    menu = QMenu(parent)
    group = QActionGroup(menu)
    rounds, begun = lead.rounds(), set()
    for row in rounds:
        begun.add(row.item_id)
        place = lead.title_of(row.item_id) or _("Beside the agenda")
        action = menu.addAction(f"{place} · {row.sentence}".replace("&", "&&"))
        action.setCheckable(True)
        group.addAction(action)
        action.setChecked(lead.view is not None and row.id == lead.view.row.id)
        action.triggered.connect(lambda _checked=False, row=row: choose(row.item_id, row.id))
    if rounds:
        menu.addSeparator()
    for item, title in lead.blocks():
        if item not in begun:
            menu.addAction(_("Begin in “{block}”").format(block=title).replace("&", "&&")).triggered.connect(
                lambda _checked=False, item=item: choose(item, None)
            )
    if None not in begun:
        menu.addAction(_("Begin beside the agenda")).triggered.connect(lambda: choose(None, None))
    menu.aboutToHide.connect(menu.deleteLater)
    return menu


def show_under(menu: QMenu, button: QWidget) -> None:
    """Open a menu under a button, its first entry lit."""
    menu.popup(button.mapToGlobal(QPoint(0, button.height() + 4)))
    menu.setActiveAction(menu.actions()[0])
