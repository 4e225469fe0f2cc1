"""The own video and booklet of the facilitator: linked once, played on the wall, with a sentence when that fails.

Run by ``test_wall_media.py`` in a process of its own, or by name.
"""

from pathlib import Path

import pytest
from PySide6.QtCore import QSize, QUrl
from PySide6.QtGui import QColor, QDesktopServices, QImage
from PySide6.QtWidgets import QFileDialog
from reportlab.pdfgen.canvas import Canvas

from ef_desktop import settings as device
from ef_desktop.ui.pages.cockpit_media import MediaBar, open_outside
from ef_desktop.ui.projector.stage import picture_of
from tests.gui.room_views import go

COLOURS = ("#204060", "#a02030", "#106040")


@pytest.fixture
def meeting(ctx) -> bytes:
    return ctx.workspace.meetings.create("Houding en gedrag")


@pytest.fixture
def wall(ctx, meeting):
    ctx.wall.set_meeting(meeting)
    ctx.wall.show_wall()
    yield ctx.wall
    ctx.wall.hide_wall()


@pytest.fixture
def booklet(tmp_path) -> Path:
    path = tmp_path / "geheime naam.pdf"
    canvas = Canvas(str(path), pagesize=(400, 600))
    for colour in COLOURS:
        canvas.setFillColor(colour)
        canvas.rect(0, 0, 400, 600, stroke=0, fill=1)
        canvas.showPage()
    canvas.save()
    return path


@pytest.fixture(scope="module")
def video(tmp_path_factory, qapp) -> Path:
    """A video of a second and a half in one colour, made with the encoder that comes with Qt."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtMultimedia import QMediaCaptureSession, QMediaFormat, QMediaRecorder, QVideoFrame, QVideoFrameInput

    path = tmp_path_factory.mktemp("video") / "film.avi"
    session, recorder, source = QMediaCaptureSession(), QMediaRecorder(), QVideoFrameInput()
    session.setVideoFrameInput(source)
    session.setRecorder(recorder)
    form = QMediaFormat(QMediaFormat.FileFormat.AVI)
    form.setVideoCodec(QMediaFormat.VideoCodec.MotionJPEG)
    recorder.setMediaFormat(form)
    recorder.setOutputLocation(QUrl.fromLocalFile(str(path)))
    image = QImage(320, 180, QImage.Format.Format_RGB32)
    image.fill(QColor("#c02020"))
    loop, sent = QEventLoop(), []

    def send() -> None:
        while len(sent) < 36:
            frame = QVideoFrame(image)
            frame.setStartTime(len(sent) * 40_000)
            frame.setEndTime((len(sent) + 1) * 40_000)
            if not source.sendVideoFrame(frame):
                return
            sent.append(True)
        recorder.stop()

    source.readyToSendVideoFrame.connect(send)
    recorder.recorderStateChanged.connect(lambda state: loop.quit() if state == QMediaRecorder.RecorderState.StoppedState else None)
    QTimer.singleShot(15_000, loop.quit)
    recorder.record()
    loop.exec()
    assert path.stat().st_size > 5000, recorder.errorString()
    return path


def middle(wall) -> QColor:
    return picture_of(wall.window.stage(), QSize(640, 360)).pixelColor(320, 180)


def near(one: QColor, other: str) -> bool:
    return all(abs(a - b) < 30 for a, b in zip(one.getRgb()[:3], QColor(other).getRgb()[:3], strict=True))


def test_the_booklet_is_shown_page_by_page(ctx, wall, booklet):
    wall.media.link("booklet", str(booklet))
    wall.set_scene("booklet")
    assert wall.pages == 3 and near(middle(wall), COLOURS[0])
    assert wall.page_next() and near(middle(wall), COLOURS[1])
    assert wall.page_next() and near(middle(wall), COLOURS[2]) and not wall.page_next()
    assert picture_of(wall.window.stage(), QSize(640, 360)).pixelColor(10, 180) == QColor("#000000")
    assert not any("geheim" in word for word, _size in wall.stage.words())
    assert device.load().media == {"booklet": str(booklet)}


def test_a_booklet_that_cannot_be_read_gives_a_sentence_and_a_black_wall(ctx, wall, tmp_path):
    wall.set_scene("booklet")
    assert wall.media.problem("booklet") == "Er is nog geen bestand gekozen."
    broken = tmp_path / "kapot.pdf"
    broken.write_bytes(b"geen pdf")
    wall.media.link("booklet", str(broken))
    assert "geen pdf" in wall.media.problem("booklet")
    assert wall.stage.ground == "#000000" and not wall.stage.pieces
    broken.unlink()
    assert "niet meer" in wall.media.problem("booklet")


def test_the_video_plays_on_the_wall_and_stands_still_elsewhere(ctx, wall, video, qtbot):
    wall.media.link("video", str(video))
    wall.set_scene("video")
    assert not wall.media.playing
    wall.media.play()
    qtbot.waitUntil(lambda: near(middle(wall), "#c02020"), timeout=8000)
    assert wall.media.playing and wall.media.duration > 1000
    wall.blank()
    assert not wall.media.playing and middle(wall) == QColor("#000000")
    wall.blank()
    wall.media.play()
    wall.set_scene("rules")
    assert not wall.media.playing
    wall.media.seek(800)
    qtbot.waitUntil(lambda: wall.media.position >= 700)
    wall.media.set_volume(0.25)
    assert wall.media.volume == pytest.approx(0.25)


def test_a_video_that_cannot_be_played_gives_a_sentence(ctx, wall, tmp_path, qtbot):
    broken = tmp_path / "kapot.mp4"
    broken.write_bytes(b"geen video" * 100)
    wall.media.link("video", str(broken))
    wall.set_scene("video")
    qtbot.waitUntil(lambda: "speelt hier niet" in wall.media.problem("video"), timeout=8000)
    wall.media.play()
    assert not wall.media.playing and not wall.stage.pieces


def test_the_cockpit_has_the_buttons_only_while_it_is_on(ctx, wall, video, booklet, qtbot):
    bar = MediaBar(ctx)
    qtbot.addWidget(bar)
    bar.show()
    wall.set_scene("rules")
    assert bar.isHidden()
    wall.set_scene("video")
    assert not bar.isHidden() and bar.problem.text() and bar.player.isHidden() and not bar.outside.isEnabled()
    wall.media.link("video", str(video))
    assert bar.problem.isHidden() and not bar.player.isHidden() and bar.outside.isEnabled()
    bar.play.click()
    qtbot.waitUntil(lambda: wall.media.playing, timeout=8000)
    bar.volume.setValue(40)
    assert wall.media.volume == pytest.approx(0.4)
    bar.play.click()
    assert not wall.media.playing
    wall.media.link("booklet", str(booklet))
    wall.set_scene("booklet")
    assert bar.player.isHidden() and not bar.isHidden()


@pytest.fixture
def with_blocks(ctx, meeting) -> bytes:
    """The meeting with the blocks of the base package for which there is an own file, and one of another kind in between."""
    blocks = {block.key: block.id for block in ctx.workspace.library.blocks()}
    for key in ("video", "pauze", "boekje"):
        ctx.workspace.meetings.add_block(meeting, blocks[key], index=99)
    return meeting


def test_the_block_brings_its_file_by_itself_and_another_scene_may_be_chosen(ctx, wall, with_blocks, video, booklet):
    wall.media.link("video", str(video))
    wall.media.link("booklet", str(booklet))
    ctx.workspace.room.start(with_blocks)
    assert (wall.scene, wall.automatic, wall.media.playing) == ("video", True, False)
    wall.set_scene("board")
    ctx.workspace.room.adjust(with_blocks, 1)
    assert wall.scene == "board"
    ctx.workspace.room.next(with_blocks)
    assert wall.scene == "break"
    ctx.workspace.room.next(with_blocks)
    assert (wall.scene, wall.pages) == ("booklet", 3)


def test_without_a_file_the_block_shows_the_agenda_and_the_cockpit_says_what_to_do(ctx, wall, with_blocks, video, tmp_path, qtbot):
    bar = MediaBar(ctx)
    qtbot.addWidget(bar)
    ctx.workspace.room.start(with_blocks)
    assert (wall.scene, wall.missing) == ("agenda", "video")
    assert not bar.isHidden() and bar.problem.text() == "Er is nog geen bestand gekozen."
    wall.media.link("video", str(video))
    assert (wall.scene, wall.missing) == ("video", "") and bar.problem.isHidden()
    broken = tmp_path / "kapot.mp4"
    broken.write_bytes(b"geen video" * 100)
    wall.media.link("video", str(broken))
    qtbot.waitUntil(lambda: wall.scene == "agenda", timeout=8000)
    assert "speelt hier niet" in bar.problem.text() and bar.outside.isEnabled()
    broken.unlink()
    wall.refresh()
    bar.refresh()
    assert "niet meer" in bar.problem.text() and not bar.outside.isEnabled()


def test_a_file_that_no_program_opens_is_told_with_its_place(ctx, video, qtbot, monkeypatch):
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: False)
    with qtbot.waitSignal(ctx.toastAsked) as told:
        open_outside(ctx, str(video))
    assert str(video) in told.args[0].text and told.args[0].failure


def test_files_are_linked_and_let_go_in_the_settings(ctx, app_window, qtbot, booklet, monkeypatch):
    page = go(app_window, qtbot, "settings")
    line = page.media.lines["booklet"]
    assert line.problem.text() == "Er is nog geen bestand gekozen." and not line.outside.isEnabled()
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *args: (str(booklet), ""))
    line.choose.click()
    assert line.file.text() == booklet.name and line.problem.isHidden() and line.outside.isEnabled()
    assert device.load().media == {"booklet": str(booklet)}
    booklet.write_bytes(b"geen pdf")
    ctx.wall.media.link("booklet", str(booklet))
    page.reload()
    assert "geen pdf" in line.problem.text() and line.outside.isEnabled()
    line.remove.click()
    assert ctx.wall.media.path("booklet") == "" and line.file.isHidden() and not line.remove.isEnabled()
