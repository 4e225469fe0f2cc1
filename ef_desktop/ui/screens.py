"""Pictures of every page and every scene of the wall, made without a screen: for the README, for reviews, for tests."""

import os
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QSize
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.clock import ManualClock, SystemClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.views import MeetingRow
from ef_desktop.i18n import _, language
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.app import make_application, make_context
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.pages import rail_entries
from ef_desktop.ui.projector.scenes import SCENES, render_frame
from ef_desktop.ui.theme import theme

WALL_SIZE = QSize(1920, 1080)

#: Seconds that the meeting in the pictures is under way.
_UNDER_WAY = 2 * 60


def take_pictures(
    file: Path, folder: Path, *, size: tuple[int, int] = (1440, 900), appearance: str = "light"
) -> list[Path]:
    """Save a picture of every page, and of every scene of the wall, of a copy of a work file.

    Parameters:
        file: the work file; it is not touched.
        folder: where the PNG files go; made when it is missing.
        size: width and height of the window.
        appearance: ``light`` or ``dark``; the wall is always light.

    Returns:
        The pictures, in order.

    Raises:
        StorageError: a picture cannot be written there.
        WorkFileError: the file cannot be opened.
    """
    settings = DeviceSettings(language=language(), appearance=appearance, calm=True)
    if QApplication.instance() is None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        make_application(["ef-desktop"], settings)
    theme().choose(appearance)
    clock = ManualClock(SystemClock().now())
    context = make_context(settings, clock)
    with TemporaryDirectory() as temporary:
        # The pictures run a meeting for a moment: that is done in a copy.
        copy = Path(temporary) / file.name
        original = Workspace.open(file, clock=clock, settings=settings, read_only=True)
        try:
            original.backups.save_as(copy)
        finally:
            original.close()
        context.use(Workspace.open(copy, clock=clock, settings=settings))
        try:
            pictures = (*_pages(context, size), *_wall(context))
            return [_save(image, folder, number, name) for number, (name, image) in enumerate(pictures, 1)]
        finally:
            context.stop_work()
            context.release()


def _pages(context: AppContext, size: tuple[int, int]) -> Iterator[tuple[str, QImage]]:
    window = MainWindow(context)
    window.resize(*size)
    window.show()
    rows = context.workspace.meetings.rows()
    try:
        for page, _entry in rail_entries():
            fullest = _fullest(rows) if page == "board" else None
            yield page, _picture(window, page, **({"meeting_id": fullest.id} if fullest else {}))
        if (coming := _coming(context, rows)) is not None:
            yield "prepare", _picture(window, "prepare", meeting_id=coming.id)
            yield "cockpit-before", _picture(window, "cockpit", meeting_id=coming.id)
            if coming.state == "planned" and coming.item_count:
                context.workspace.room.start(coming.id)
                context.workspace.clock.advance(_UNDER_WAY)
            yield "cockpit", _picture(window, "cockpit", meeting_id=coming.id)
        if (fullest := _fullest(rows)) is not None:
            yield "wrapup", _picture(window, "wrapup", meeting_id=fullest.id)
    finally:
        # Whoever watches over leaving a running meeting is not asked here.
        window.hide()
        window.deleteLater()


def _picture(window: MainWindow, page: str, **args: bytes) -> QImage:
    window.show_page(page, **args)
    # Twice: the first round lays out, and what follows from the new sizes is done in the second.
    for _round in range(2):
        QApplication.processEvents()
    return window.grab().toImage()


def _wall(context: AppContext) -> Iterator[tuple[str, QImage]]:
    rows = context.workspace.meetings.rows()
    coming, fullest = _coming(context, rows), _fullest(rows)
    for scene in SCENES:
        row = fullest if scene in ("board", "top") else coming
        if row is not None:
            yield f"wall-{scene}", render_frame(context.workspace.projection.frame(row.id, scene), WALL_SIZE)


def _coming(context: AppContext, rows: tuple[MeetingRow, ...]) -> MeetingRow | None:
    """The meeting to prepare and run: the next one, else the last."""
    next_id = context.workspace.programme.overview().next_id
    return next((row for row in rows if row.id == next_id), rows[-1] if rows else None)


def _fullest(rows: tuple[MeetingRow, ...]) -> MeetingRow | None:
    """The meeting with the most outcomes; of equals the last one."""
    return max(rows, key=lambda row: (row.outcome_count, row.number), default=None)


def _save(image: QImage, folder: Path, number: int, name: str) -> Path:
    target = folder / f"{number:02d}-{name}.png"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        saved = image.save(str(target))
    except OSError:
        saved = False
    if not saved:
        raise StorageError(
            _("The pictures cannot be saved in {folder}. Choose a folder that you may write to.").format(folder=folder)
        )
    return target
