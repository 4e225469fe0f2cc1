"""The facilitator's own video and booklet on the wall. QtMultimedia and QtPdf are only imported once they are used."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, QSizeF, QUrl, Signal
from PySide6.QtGui import QPainter

from ef_desktop.domain.frames import MediaFrame
from ef_desktop.i18n import _, language
from ef_desktop.ui.projector.stage import BLACK, CANVAS, HEIGHT, WIDTH, Piece, Stage, Staging

if TYPE_CHECKING:
    from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoFrame, QVideoSink
    from PySide6.QtPdf import QPdfDocument

    from ef_desktop.ui.context import AppContext

VIDEO, BOOKLET = "video", "booklet"

#: The scenes that are made here.
MEDIA = (VIDEO, BOOKLET)


class Media(QObject):
    """Plays the video and reads the booklet that are linked on this laptop.

    ``changed`` tells of playing, position and problems; ``pictured`` that there is another picture of the video.
    """

    changed = Signal()
    pictured = Signal()

    def __init__(self, ctx: "AppContext", parent: QObject) -> None:
        super().__init__(parent)
        self._ctx = ctx
        self._player: QMediaPlayer | None = None
        self._audio: QAudioOutput | None = None
        self._sink: QVideoSink | None = None
        self._picture: QVideoFrame | None = None
        self._book: QPdfDocument | None = None
        self._loaded: dict[str, str] = {}
        self._problems: dict[str, str] = {}
        self._number = 0

    # Files

    def path(self, what: str) -> str:
        """Return the path of the linked file, or ""."""
        return self._ctx.settings.media.get(what, "")

    def link(self, what: str, path: str) -> None:
        """Link a file, once for this laptop; "" links none any more."""
        self.pause()
        self._ctx.settings.media[what] = path
        self._ctx.save_settings()
        self._loaded.pop(what, None)
        self._load(what)
        self.changed.emit()

    def problem(self, what: str) -> str:
        """Return what is wrong with the file in a sentence, or ""."""
        return missing_words(self.path(what)) or self._problems.get(what, "")

    def frame(self, what: str) -> MediaFrame:
        """Return the frame of a scene of this kind; loads the file when that is still to be done."""
        self._load(what)
        return MediaFrame(language(), what, self._number)

    def staging(self, frame: MediaFrame) -> Staging:
        """Return the pages of a frame: of the booklet, or the one picture of the video; black where there is a problem."""
        if frame.what == VIDEO:
            return Staging(1, lambda _page: self._video_stage())
        count = self._book.pageCount() if self._book is not None and not self.problem(BOOKLET) else 0
        return Staging(max(1, count), self._page if count else lambda _page: BLACK)

    def _load(self, what: str) -> None:
        path = self.path(what)
        if self._loaded.get(what) == path:
            return
        self._loaded[what] = path
        self._problems[what] = ""
        self._number += 1
        if what == VIDEO:
            self._picture = None
        if self.problem(what):
            return
        if what == VIDEO:
            self._load_video(path)
        else:
            self._load_book(path)

    # The booklet

    def _load_book(self, path: str) -> None:
        from PySide6.QtPdf import QPdfDocument

        if self._book is None:
            self._book = QPdfDocument(self)
        error = self._book.load(path)
        if error == QPdfDocument.Error.IncorrectPassword:
            self._problems[BOOKLET] = _("This PDF has a password. Open it outside, or choose another file.")
        elif error != QPdfDocument.Error.None_ or not self._book.pageCount():
            self._problems[BOOKLET] = _("This file is no PDF that can be shown. Open it outside, or choose another file.")

    def _page(self, page: int) -> Stage:
        size = self._book.pagePointSize(page)
        rect = _inside(size)

        def draw(painter: QPainter) -> None:
            scale = painter.combinedTransform().m11()
            picture = self._book.render(page, (rect.size() * scale).toSize())
            painter.fillRect(QRectF(0, 0, rect.width(), rect.height()), "#FFFFFF")
            painter.drawImage(QRectF(0, 0, rect.width(), rect.height()), picture)

        return Stage(BLACK.ground, (Piece(rect, ("booklet", self._number, page), draw),))

    # The video

    def _load_video(self, path: str) -> None:
        from PySide6.QtMultimedia import QAudioOutput, QMediaPlayer, QVideoSink

        if self._player is None:
            self._player = QMediaPlayer(self)
            self._audio, self._sink = QAudioOutput(self), QVideoSink(self)
            self._player.setAudioOutput(self._audio)
            self._player.setVideoSink(self._sink)
            self._sink.videoFrameChanged.connect(self._on_picture)
            self._player.errorOccurred.connect(self._on_error)
            for signal in (self._player.playbackStateChanged, self._player.positionChanged, self._player.durationChanged):
                signal.connect(lambda *_values: self.changed.emit())
        self._player.setSource(QUrl.fromLocalFile(path))
        # The first picture stands on the wall before the video is started.
        self._player.pause()

    def _on_error(self, *_error) -> None:
        self._problems[VIDEO] = _("This video cannot be played here. Open it outside, or choose another file.")
        self._picture = None
        self.changed.emit()
        self.pictured.emit()

    def _on_picture(self, picture: "QVideoFrame") -> None:
        if picture.isValid():
            self._picture = picture
            self.pictured.emit()

    def _video_stage(self) -> Stage:
        picture = self._picture
        if picture is None:
            return BLACK
        rect = _inside(QSizeF(picture.size()))

        def draw(painter: QPainter) -> None:
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(QRectF(0, 0, rect.width(), rect.height()), picture.toImage())

        return Stage(BLACK.ground, (Piece(rect, ("video", self._number, picture.startTime()), draw),))

    @property
    def playing(self) -> bool:
        """True while the video runs."""
        return self._player is not None and self._player.isPlaying()

    @property
    def position(self) -> int:
        """Where the video is, in ms."""
        return self._player.position() if self._player is not None else 0

    @property
    def duration(self) -> int:
        """Length of the video in ms, 0 while it is not known."""
        return self._player.duration() if self._player is not None else 0

    @property
    def volume(self) -> float:
        """Loudness from 0 to 1."""
        return self._audio.volume() if self._audio is not None else 1.0

    def play(self) -> None:
        """Let the video run, or stand still when it runs; from the beginning when it was at its end."""
        self._load(VIDEO)
        if self._player is None or self.problem(VIDEO):
            return
        if self.playing:
            self._player.pause()
        else:
            self._player.play()

    def pause(self) -> None:
        """Let the video stand still."""
        if self.playing:
            self._player.pause()

    def seek(self, position: int) -> None:
        """Go to a place in the video, in ms."""
        if self._player is not None:
            self._player.setPosition(max(0, min(position, self.duration)))

    def set_volume(self, volume: float) -> None:
        """Set the loudness, from 0 to 1."""
        if self._audio is not None:
            self._audio.setVolume(max(0.0, min(1.0, volume)))
            self.changed.emit()


def missing_words(path: str) -> str:
    """Return in a sentence that there is no file at a path, or ""."""
    if not path:
        return _("No file is chosen yet.")
    return "" if Path(path).is_file() else _("The file is not there any more. Choose it again.")


def _inside(size: QSizeF) -> QRectF:
    """Return the largest place on the canvas for a picture."""
    if size.isEmpty():
        return CANVAS
    scale = min(WIDTH / size.width(), HEIGHT / size.height())
    width, height = round(size.width() * scale), round(size.height() * scale)
    return QRectF((WIDTH - width) // 2, (HEIGHT - height) // 2, width, height)
