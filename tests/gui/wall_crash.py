"""Leads a meeting until it is killed: run by itself by ``test_wall_crash.py``; says ``ready`` once everything is on the disk."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from PySide6.QtCore import QTimer
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


def main(file: str, how: str) -> None:
    """Lead a meeting.

    Parameters:
        file: the work file.
        how: how the wall stands at the end: live, black, frozen or hidden.
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
    ctx.wall.show_wall()
    ctx.wall.set_scene("board")
    if how == "black":
        ctx.wall.blank()
    elif how == "frozen":
        ctx.wall.freeze()
    elif how == "hidden":
        ctx.wall.hide_wall()
    window.page.bar.line.setFocus()
    type_text("half getypt")
    kept = [paths.data_dir() / "drafts.json", paths.data_dir() / "wall.json"]

    def look() -> None:
        written = [path.read_text("utf-8") if path.exists() else "" for path in kept]
        if "half getypt" in written[0] and '"board"' in written[1]:
            print("ready", flush=True)
        else:
            QTimer.singleShot(50, look)

    QTimer.singleShot(300, look)
    app.exec()


if __name__ == "__main__":
    main(*sys.argv[1:])
