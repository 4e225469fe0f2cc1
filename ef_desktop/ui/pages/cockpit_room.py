"""What the cockpit does with the wall: its picture, its scenes, and putting it back after a crash."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent

from ef_desktop.i18n import _
from ef_desktop.ui.keyrules import typed_text
from ef_desktop.ui.pages.cockpit_wall import MORE_SCENES, SCENES

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage


class RoomSees(QObject):
    """The panel 'The room sees' of the cockpit, and the keys for the wall.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        # A child of the page: when that goes, what tells of the wall finds nobody any more.
        super().__init__(page)
        self._page = page
        page.wall.asked.connect(self.ask)
        page.wall.sceneAsked.connect(self.choose)
        page.head.driftAsked.connect(self.turn_drift)
        page.bar.line.installEventFilter(self)
        page.ctx.wall.frameChanged.connect(self._changed)
        page.ctx.wall.stateChanged.connect(self._changed)
        page.ctx.wall.otherKey.connect(self._take_letters)

    def eventFilter(self, watched, event) -> bool:
        # No card begins with a full stop, which the black key of a clicker types, or with a question mark: in an empty
        # field they are for the wall and for the sheet of keys.
        typed = event.text() if event.type() == QEvent.Type.KeyPress and not watched.text() else ""
        if typed == "." and self._page.ctx.wall.state != "none":
            self.ask("blank")
            return True
        if typed == "?":
            self._page.ctx.actions.trigger("help.keys")
            return True
        return super().eventFilter(watched, event)

    def _take_letters(self, event: QKeyEvent) -> None:
        """What is typed in the window of the wall, after a click on it, is a card: none of it is lost there."""
        page, text = self._page, typed_text(event)
        if not text.strip() or page.view() is None or not page.isVisible():
            return
        window = page.window()
        window.activateWindow()
        holder = window.focusWidget()
        # A sheet over the page keeps the keyboard.
        if holder is None or page.isAncestorOf(holder):
            page.bar.take_letters(text)

    def enter(self) -> None:
        """The meeting of the page is the one on the wall."""
        self._page.ctx.wall.set_meeting(self._page.meeting_id)
        self.refresh()

    def refresh(self) -> None:
        """Show the picture of the wall again, and what the room sees of plan against real."""
        panel, wall = self._page.wall, self._page.ctx.wall
        picture = wall.thumbnail(panel.preview.place().size().toSize(), self._page.devicePixelRatioF())
        panel.show_wall(wall.state, wall.scene, picture, wall.frozen_changes, self._note())
        key = self._page.ctx.actions.key_of("cockpit.follow")
        follow = _("{key} follows the agenda again").format(key=key) if key else ""
        panel.note.setToolTip("" if wall.automatic else follow)
        self._page.head.show_seen(self.drift_shown())

    def _note(self) -> str:
        wall = self._page.ctx.wall
        if wall.lost is not None:
            return _("this stood on it: {scene}").format(scene=scene_words(wall.scene))
        if wall.pages > 1:
            return _("page {page} of {pages}").format(page=wall.page + 1, pages=wall.pages)
        if not wall.automatic:
            return _("chosen by you")
        return wall.screen_text()

    def ask(self, what: str) -> None:
        """Do something with the wall: freeze, blank, next, show, or page_down and page_up as a clicker does."""
        page, wall = self._page, self._page.ctx.wall
        if what in ("freeze", "blank") and wall.state == "none":
            key = page.ctx.actions.key_of("cockpit.wall")
            page.say(_("The wall is not shown. {key} shows it.").format(key=key) if key else _("The wall is not shown."))
            return
        {
            "freeze": wall.freeze,
            "blank": wall.blank,
            "next": wall.next_scene,
            "show": wall.toggle,
            "page_down": lambda: wall.press_key(Qt.Key.Key_PageDown),
            "page_up": lambda: wall.press_key(Qt.Key.Key_PageUp),
        }[what]()

    def choose(self, name: str | None) -> None:
        """Put a scene on the wall; None follows the agenda again."""
        self._page.ctx.wall.set_scene(name)

    def drift_shown(self) -> bool:
        """Tell whether the room sees how the meeting stands against its plan."""
        page = self._page
        return page.meeting_id is not None and page.ctx.workspace.room.drift_shown(page.meeting_id)

    def turn_drift(self) -> None:
        """Let the room see plan against real on the agenda, or no longer."""
        page, shown = self._page, not self.drift_shown()
        page.ctx.run(lambda: page.ctx.workspace.room.show_drift(page.meeting_id, shown))
        page.say(_("The agenda on the wall tells plan against real.") if shown else _("Only you see plan against real."))
        page.bar.line.setFocus()

    def _changed(self, _state: str = "") -> None:
        if self._page.view() is not None and self._page.isVisible():
            self.refresh()
            self._page.offers.look()


def scene_words(name: str) -> str:
    """Return the word for a scene, or "" for one that has none."""
    return next((_(words) for id, words, _icon in (*SCENES, *MORE_SCENES) if id == name), "")
