"""Pictures of every page and every scene of the wall, made without a screen: for the README, for reviews, for tests."""

import os
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, time, timedelta
from itertools import chain
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import QEventLoop, QSize, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.clock import ManualClock, SystemClock
from ef_desktop.domain.errors import StorageError
from ef_desktop.domain.frames import Frame
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import _, language
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from ef_desktop.ui.app import make_application, make_context
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.pages import PAGES
from ef_desktop.ui.projector.scenes import render_frame
from ef_desktop.ui.screens_wall import before_frames, wall_frames, work_frames
from ef_desktop.ui.theme import theme

WALL_SIZE = QSize(1920, 1080)

#: Pages that are shown of one meeting only.
_OF_MEETING = ("prepare", "cockpit", "workform", "wrapup")

#: Minutes before its start at which a coming meeting is looked at.
_BEFORE = 30

#: Minutes that each of its first blocks takes longer than planned, and the minutes spent in the one that follows.
_LONGER = (1, 0, 2)
_INTO = 6

#: Milliseconds after which the preview of the wall has caught up.
_PREVIEW = 400

#: Milliseconds in which the preview of the logbook is there, also of a large one.
_BOOK = 60_000


def take_pictures(
    file: Path,
    folder: Path,
    *,
    size: tuple[int, int] = (1440, 900),
    appearance: str = "light",
    now: datetime | None = None,
) -> list[Path]:
    """Save a picture of every page, and of every scene of the wall, of a copy of a work file.

    Parameters:
        file: the work file; it is not touched.
        folder: where the PNG files go; made when it is missing.
        size: width and height of the window.
        appearance: ``light`` or ``dark``; the wall is always light.
        now: moment at which the file is looked at; the present one when left out.

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
    clock = ManualClock(now or SystemClock().now())
    context = make_context(settings, clock)
    with TemporaryDirectory() as temporary, _data_in(Path(temporary) / "data"):
        # The pictures run a meeting for a moment: that is done in a copy, and nothing of it stays on the device.
        copy = Path(temporary) / file.name
        original = Workspace.open(file, clock=clock, settings=settings, read_only=True)
        try:
            original.backups.save_as(copy)
        finally:
            original.close()
        context.use(Workspace.open(copy, clock=clock, settings=settings))
        try:
            # Each is saved before the next one is made: where that is not possible, nobody waits for the rest.
            with closing(_pages(context, size, clock)) as pages:
                return [_save(image, folder, number, name) for number, (name, image) in enumerate(chain(pages, _wall(context)), 1)]
        finally:
            context.stop_work()
            context.release()


@contextmanager
def _data_in(folder: Path) -> Iterator[None]:
    """Let the user's data folder be another one for a while."""
    before = os.environ.get("EF_DATA_DIR")
    os.environ["EF_DATA_DIR"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["EF_DATA_DIR"]
        else:
            os.environ["EF_DATA_DIR"] = before


def _pages(context: AppContext, size: tuple[int, int], clock: ManualClock) -> Generator[tuple[str, QImage], None, None]:
    rows = context.workspace.meetings.rows()
    coming, fullest = _coming(context, rows), _fullest(rows)
    if coming is not None:
        clock.at = _planned_start(coming, clock.at) - timedelta(minutes=_BEFORE)
    window = MainWindow(context)
    window.resize(*size)
    window.show()
    try:
        for page in PAGES:
            # Those of a meeting come below.
            if page not in _OF_MEETING:
                yield page, _picture(window, page, **({"meeting_id": fullest.id} if fullest and page == "board" else {}))
        yield "interim", _picture(window, "logbook", tab="interim")
        if coming is not None:
            yield "prepare", _picture(window, "prepare", meeting_id=coming.id)
            yield "cockpit-before", _picture(window, "cockpit", meeting_id=coming.id)
            yield from _drawn("wall", before_frames(context.workspace, coming))
            if coming.state == "planned" and coming.item_count:
                _run(context.workspace, coming.id, clock)
            yield "cockpit", _picture(window, "cockpit", meeting_id=coming.id)
            yield "workform", _picture(window, "workform", **_round(context.workspace, coming))
        if fullest is not None:
            yield "wrapup", _picture(window, "wrapup", meeting_id=fullest.id)
    finally:
        # Whoever watches over leaving a running meeting is not asked here.
        window.hide()
        window.deleteLater()


def _round(workspace: Workspace, coming: MeetingRow) -> dict[str, bytes | None]:
    """Return where the last round of the work form is held; without one the meeting in which it could be."""
    rounds = workspace.workform.rounds()
    if not rounds:
        return {"meeting_id": coming.id}
    last = rounds[-1]
    return {"meeting_id": last.meeting_id, "item_id": last.item_id, "round_id": last.id}


def _planned_start(row: MeetingRow, otherwise: datetime) -> datetime:
    if row.held_on is None or row.starts_at is None:
        return otherwise
    return datetime.combine(row.held_on, time(row.starts_at // 60 % 24, row.starts_at % 60)).astimezone()


def _run(workspace: Workspace, meeting_id: bytes, clock: ManualClock) -> None:
    """Run the first blocks of a meeting, a little slower than planned."""
    clock.advance(_BEFORE * 60)
    workspace.room.start(meeting_id)
    for longer in _LONGER:
        clock.advance(max(0, workspace.room.timer(meeting_id).total_seconds) + longer * 60)
        workspace.room.next(meeting_id)
    clock.advance(_INTO * 60)


def _picture(window: MainWindow, page: str, **args: bytes | str | None) -> QImage:
    window.show_page(page, **args)
    waiting = QEventLoop()
    QTimer.singleShot(_PREVIEW if page == "cockpit" else 0, waiting.quit)
    waiting.exec()
    if page == "logbook" and window.page.preview is not None:
        window.page.preview.seen.connect(waiting.quit)
        QTimer.singleShot(_BOOK, waiting.quit)
        waiting.exec()
    QApplication.processEvents()
    return window.grab().toImage()


def _wall(context: AppContext) -> Iterator[tuple[str, QImage]]:
    rows = context.workspace.meetings.rows()
    coming, fullest = _coming(context, rows), _fullest(rows)
    if coming is not None:
        yield from _drawn("wall", wall_frames(context.workspace, coming, fullest))
        yield from _drawn("wall-work", work_frames(context.workspace, coming.id))


def _drawn(kind: str, frames: Iterator[tuple[str, Frame]]) -> Iterator[tuple[str, QImage]]:
    for scene, frame in frames:
        yield f"{kind}-{scene}", render_frame(frame, WALL_SIZE)


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
