"""The wall on two virtual screens: run by itself, with the screens in QT_QPA_PLATFORM; prints what it saw as JSON."""

import json
import sys

from PySide6.QtCore import QObject, QSize, Signal
from PySide6.QtWidgets import QApplication, QWidget

from ef_desktop.domain.frames import BlankFrame, RulesFrame
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.actions import ActionRegistry
from ef_desktop.ui.projector.controller import WallController
from ef_desktop.ui.theme import install_theme


class Ctx(QObject):
    """As much of the application as the wall asks for."""

    changed = Signal(object)
    workspaceOpened = Signal()
    workspaceClosed = Signal()
    languageChanged = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.settings = DeviceSettings()
        self.workspace = None
        self.expecting = False
        self.actions = ActionRegistry(self, self)

    def save_settings(self) -> None:
        """Nothing is kept."""


def frame(meeting: bytes, scene: str):
    return RulesFrame("nl", ("Eerst vragen",)) if scene == "rules" else BlankFrame("nl")


def main(home: str) -> None:
    """Walk through plugging and unplugging.

    Parameters:
        home: name of the screen with the cockpit.
    """
    app = QApplication([])
    install_theme(app, "light")
    screens = {screen.name(): screen for screen in app.screens()}
    cockpit = QWidget()
    cockpit.setScreen(screens[home])
    cockpit.move(screens[home].geometry().center())
    cockpit.resize(400, 300)
    cockpit.show()
    app.processEvents()
    ctx = Ctx()
    wall = WallController(ctx, frame=frame, scene_for=lambda meeting: "rules", running=lambda meeting: False)
    wall.set_meeting(b"m")
    seen = []

    def note(what: str) -> None:
        app.processEvents()
        window = wall.window
        seen.append(
            {
                "what": what,
                "state": wall.state,
                "unplugged": wall.unplugged,
                "rehearsing": wall.rehearsing,
                "visible": window.isVisible(),
                "screen": window.screen().name(),
                "place": list(window.geometry().getRect()),
                "words": wall.screen_text(),
                "on": wall.stage.ground,
            }
        )

    wall.show_wall()
    note("shown")
    beamer = screens.get("beamer")
    if beamer is not None:
        app.screenRemoved.emit(beamer)
        note("unplugged")
        app.screenAdded.emit(beamer)
        note("plugged in")
        wall.blank()
        app.screenRemoved.emit(beamer)
        app.screenAdded.emit(beamer)
        note("black again")
        wall.blank()
        app.screenRemoved.emit(beamer)
        wall.hide_wall()
        app.screenAdded.emit(beamer)
        note("not wanted any more")
        wall.move_to(screens[home])
        note("moved")
        wall.hide_wall()
        wall.show_wall()
        note("beside the cockpit again")
        wall.swap()
        app.processEvents()
        note("swapped")
        seen[-1]["cockpit"] = cockpit.screen().name()
        wall.swap()
        app.processEvents()
        note("swapped back")
        seen[-1]["cockpit"] = cockpit.screen().name()
        cockpit.setScreen(beamer)
        cockpit.move(beamer.geometry().topLeft())
        app.processEvents()
        note("cockpit dragged to the wall")
        cockpit.setScreen(screens[home])
        cockpit.move(screens[home].geometry().topLeft())
        app.processEvents()
        note("cockpit dragged back")
        cockpit.showMinimized()
        note("cockpit minimised")
        cockpit.showNormal()
        wall.freeze()
        wall.show_wall()
        note("brought to the front")
        wall.freeze()
        other = screens.get("other")
        if other is not None:
            app.screenRemoved.emit(beamer)
            app.screenAdded.emit(other)
            note("another screen plugged in")
            app.screenAdded.emit(beamer)
            note("its own screen is back")
        wall.identify.start()
        seen.append({"what": "numbers", "screens": sorted(window.screen().name() for window in wall.identify.windows)})
        wall.identify.stop()
    picture = wall.window.grab().toImage()
    seen.append({"what": "picture", "size": list(picture.size().toTuple()), "ratio": picture.devicePixelRatio()})
    thumb = wall.thumbnail(QSize(160, 90), 2.0).toImage()
    seen.append({"what": "thumbnail", "size": list(thumb.size().toTuple())})
    print(json.dumps(seen))
    wall.hide_wall()


if __name__ == "__main__":
    main(sys.argv[1])
