"""The keys of a presenter's clicker."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

if TYPE_CHECKING:
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
