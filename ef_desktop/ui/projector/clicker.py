"""The keys of a presenter's clicker."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from ef_desktop.i18n import N_

if TYPE_CHECKING:
    from ef_desktop.ui.actions import ActionRegistry
    from ef_desktop.ui.projector.controller import WallController


def press(wall: "WallController", key: int, text: str = "") -> bool:
    """Do what a key asks: the next or previous page or scene, black, show, hide.

    Parameters:
        wall: what it counts for.
        key: as Qt numbers it.
        text: what it types: '.' and 'b' make the wall black. A window with a text field that has the focus leaves it out.

    Returns:
        True when the key meant something.
    """
    if key in (Qt.Key.Key_PageDown, Qt.Key.Key_Right, Qt.Key.Key_Space):
        if not wall.page_next():
            wall.next_scene()
    elif key in (Qt.Key.Key_PageUp, Qt.Key.Key_Left, Qt.Key.Key_Backspace):
        if not wall.page_prev():
            wall.previous_scene()
    elif key == Qt.Key.Key_F5:
        wall.show_wall()
    elif key == Qt.Key.Key_Escape:
        wall.hide_wall()
    elif text and text in ".bB":
        wall.blank()
    else:
        return False
    return True


class ClickerKeys(QObject):
    """The keys of a clicker on every page while the wall is shown, whatever has the keyboard there.

    A text field keeps the keys that it types or moves with, and a page the keys that it has a use of its own for. Escape
    goes back from what is open; the window hides the wall with it where nothing else had a use for it.

    Parameters:
        wall: what they count for.
        actions: where the keys are known.
    """

    def __init__(self, wall: "WallController", actions: "ActionRegistry") -> None:
        super().__init__(wall)
        self._wall, self._actions = wall, actions
        self._on = False
        for name, text, key, shortcut in (
            ("page_down", N_("Next page of the wall"), Qt.Key.Key_PageDown, "PgDown"),
            ("page_up", N_("Previous page of the wall"), Qt.Key.Key_PageUp, "PgUp"),
            ("front", N_("Bring the wall to the front"), Qt.Key.Key_F5, "F5"),
            ("hide", N_("Hide the wall"), Qt.Key.Key_Escape, "Shift+F5"),
        ):
            call = lambda key=key: wall.press_key(key)
            actions.add(f"clicker.{name}", text, call, shortcut=shortcut, palette=False, enabled=self._shown)
        black = N_("Wall black, or picture again")
        actions.add("clicker.black", black, wall.blank, shortcut="., B", palette=False, enabled=self._shown)
        wall.stateChanged.connect(self._look)

    def _shown(self) -> bool:
        return self._wall.state != "none"

    def _look(self, _state: str) -> None:
        if self._on != self._shown():
            self._on = not self._on
            self._actions.refresh()
