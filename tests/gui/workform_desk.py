"""The page of the work form on a round of its own, and what its tests ask of it."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from ef_desktop.ui.widgets.dialog import MessageDialog
from tests.gui.room_views import go, press
from tests.gui.work_typing import Typist
from tests.services.workform_house import NAMES

CONTROL = Qt.KeyboardModifier.ControlModifier


def make_round(workspace, people: int, names: bool = False, block: str = "rollen_talenten", day: int = 12) -> tuple[bytes, bytes]:
    """Make a meeting that goes on with a round at its first step; return the meeting and the block."""
    with workspace._store.unit(""):
        meeting = workspace.meetings.create("Rollen", held_on=date(2026, 3, day), starts_at=570)
        case = workspace.cases.add("Stadstuin Voorhof", initiator_knows="weet")
        for number in range(people):
            name = f"{NAMES[number % 12]} {'ABC'[number // 12]}."
            workspace.meetings.set_attendance(meeting, workspace.people.add(name), "present")
        found = next(view for view in workspace.library.blocks() if view.key == block)
        item = workspace.meetings.add_block(meeting, found.id)
        workspace.meetings.update_item(item, case_id=case)
    workspace.room.start(meeting)
    workspace.workform.begin(meeting, item, keep_names=names, start=True)
    return meeting, item


def page_opener(window, qtbot):
    """Return what opens the page for so many people, at the first step, with the keyboard; see ``make_round``."""

    def open_it(people: int, **values):
        meeting, item = make_round(window.ctx.workspace, people, **values)
        return go(window, qtbot, "workform", meeting_id=meeting, item_id=item)

    return open_it


def work(page):
    """Return the service."""
    return page.ctx.workspace.workform


def recorded(page):
    """Return what was recorded."""
    return work(page).recording.view(page.lead.view.row.id)


def picture(page):
    """Return the team picture."""
    return work(page).picture.view(page.lead.view.row.id)


def choose_all(page, typist: Typist, number: int, growth: bool = True) -> None:
    """Type the choice of one person: three talents, one to grow in, one role."""
    data = recorded(page)
    for place in (0, 5, 10) + ((15,) if growth else ()):
        typist.pick(data.talents[(number + place) % len(data.talents)], data.talents)
    typist.pick(data.roles[number % len(data.roles)], data.roles)


def say_yes(page, dialog_text: str) -> None:
    """Press the button with these words in the question that is open."""
    dialog = next(one for one in page.window().findChildren(MessageDialog) if one.isVisible())
    button = next(one for one in dialog.findChildren(QPushButton) if one.text() == dialog_text)
    button.setFocus()
    press(Qt.Key.Key_Space, widget=button)


def reopen(page) -> None:
    """Let the page know no more of the round than when it is opened after a crash."""
    for section in page.sections.values():
        section.forget()
    page.reload()
    page.section().default_focus().setFocus()
