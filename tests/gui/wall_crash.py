"""Leads a meeting until it is killed: run by itself by ``test_wall_crash.py``.

It lets the wall stand in each of the ways that it is given, one after the other. Once everything is on the disk it says ``ready``,
and waits for a line before it goes on to the next: until then nothing is written.
"""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from ef_desktop import paths
from ef_desktop.domain.clock import ManualClock
from ef_desktop.i18n import set_language
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.theme import install_theme, theme
from tests.gui.room_views import make_meeting, type_text

#: Milliseconds after which something that is not on the disk counts as a failure.
_PATIENCE = 30_000

#: How the wall may stand: what is done for it, and how that looks in the file that remembers it.
STANDING = {
    "live": (lambda wall: None, '"on": true, "black": false, "frozen": false'),
    "black": (lambda wall: wall.blank(), '"on": true, "black": true, "frozen": false'),
    "frozen": (lambda wall: wall.freeze(), '"on": true, "black": false, "frozen": true'),
    "hidden": (lambda wall: wall.hide_wall(), '"on": false, '),
}


def main(file: str, *hows: str) -> None:
    """Lead a meeting.

    Parameters:
        file: the work file.
        hows: keys of ``STANDING``, in any order.
    """
    set_language("nl")
    app = QApplication([])
    install_theme(app, "light")
    clock = ManualClock(datetime(2026, 3, 12, 8, 30, tzinfo=UTC))
    settings = DeviceSettings(calm=True, facilitator="Noor")
    ctx = AppContext(settings, theme(), clock)
    ctx.use(Workspace.open(Path(file), clock=clock, settings=settings))
    meeting = make_meeting(ctx.workspace)
    window = MainWindow(ctx)
    window.show()
    window.show_page("cockpit", meeting_id=meeting)
    app.processEvents()
    ctx.workspace.room.start(meeting)
    clock.advance(60)
    ctx.workspace.room.next(meeting)
    ctx.workspace.outcomes.add(meeting, "werkt", "Bel eerst, mail later")
    window.page.bar.line.setFocus()
    type_text("half getypt")
    for how in hows:
        act, looks = STANDING[how]
        ctx.wall.show_wall()
        ctx.wall.set_scene("board")
        act(ctx.wall)
        _wait_until_written("half getypt", '"board"', looks)
        print("ready", flush=True)
        sys.stdin.readline()
        ctx.wall.hide_wall()


def _wait_until_written(draft: str, *seen: str) -> None:
    """Let the program go on until a draft and how the wall stands are on the disk, and a little longer."""
    files = {paths.data_dir() / "drafts.json": (draft,), paths.data_dir() / "wall.json": seen}
    loop = QEventLoop()

    def look() -> None:
        if all(path.exists() and all(word in path.read_text("utf-8") for word in words) for path, words in files.items()):
            QTimer.singleShot(200, loop.quit)
        else:
            QTimer.singleShot(50, look)

    look()
    QTimer.singleShot(_PATIENCE, lambda: loop.exit(1))
    if loop.exec():
        sys.exit(f"not on the disk: {draft!r} with {seen}")
    QCoreApplication.processEvents()


if __name__ == "__main__":
    main(*sys.argv[1:])
