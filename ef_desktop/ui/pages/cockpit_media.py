"""Under the picture of the wall: the own video or booklet that is on it, with play, place, loudness and its file."""

from pathlib import Path

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QSlider, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.projector.media import MEDIA, VIDEO
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.text import ElidedLabel, Label


class MediaBar(QWidget):
    """Shown only while the video or the booklet is the scene of the wall."""

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self._ctx = ctx
        self._what = VIDEO
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.problem = Label(role="small", tone="accent_ink", wrap=True)
        line.addWidget(self.problem, 1)
        self.player = QWidget()
        row = QHBoxLayout(self.player)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        self.play = SecondaryButton("", icon="player-play", name=_("Play or pause the video"), small=True)
        self.place = _slider(_("Place in the video"))
        self.time = Label(role="small", tone="ink2")
        self.volume = _slider(_("Loudness"))
        self.volume.setRange(0, 100)
        self.place.setSingleStep(5000)
        self.place.setPageStep(30000)
        self.volume.setFixedWidth(60)
        for widget in (self.play, self.place, self.time, self.volume):
            row.addWidget(widget)
        row.setStretch(1, 1)
        line.addWidget(self.player, 1)
        self.name = ElidedLabel("", role="small", tone="ink2")
        line.addWidget(self.name, 1)
        self.choose = SecondaryButton("", icon="folder-open", small=True, name=_("Choose file"))
        self.outside = SecondaryButton("", icon="share-3", small=True, name=_("Open outside"))
        for button in (self.choose, self.outside):
            button.setToolTip(button.accessibleName())
            line.addWidget(button)
        self.play.clicked.connect(lambda: self._media.play())
        self.place.sliderMoved.connect(lambda value: self._media.seek(value))
        self.place.actionTriggered.connect(self._step)
        self.volume.valueChanged.connect(lambda value: self._media.set_volume(value / 100))
        self.choose.clicked.connect(self.choose_file)
        self.outside.clicked.connect(self.open_outside)
        self._media.changed.connect(self.refresh)
        ctx.wall.stateChanged.connect(self.refresh)
        ctx.wall.frameChanged.connect(self.refresh)
        self.refresh()

    @property
    def _media(self):
        return self._ctx.wall.media

    def refresh(self, _state: str = "") -> None:
        """Show how the video or the booklet stands."""
        wall = self._ctx.wall
        scene = wall.scene if wall.scene in MEDIA else wall.missing
        self.setVisible(scene in MEDIA)
        if scene not in MEDIA:
            return
        self._what = scene
        media, problem = self._media, self._media.problem(scene)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.player.setVisible(scene == VIDEO and not problem)
        self.name.set_text(Path(media.path(scene)).name)
        self.name.setVisible(scene != VIDEO and not problem)
        self.outside.setEnabled(Path(media.path(scene)).is_file())
        self.play.set_icon("player-pause" if media.playing else "player-play")
        self.place.setRange(0, media.duration)
        if not self.place.isSliderDown():
            self.place.setValue(media.position)
        self.time.setText(f"{_clock(media.position)} / {_clock(media.duration)}")
        self.volume.blockSignals(True)
        self.volume.setValue(round(media.volume * 100))
        self.volume.blockSignals(False)

    def choose_file(self) -> None:
        """Ask for the file, and show it."""
        choose_file(self._ctx, self.window(), self._what)

    def open_outside(self) -> None:
        """Open the file in the program that the system has for it."""
        open_outside(self._ctx, self._media.path(self._what))

    def _step(self, _action: int) -> None:
        self._media.seek(self.place.sliderPosition())


def open_outside(ctx: AppContext, path: str) -> None:
    """Open a file in the program that the system has for it; where there is none, say where the file is."""
    if not QDesktopServices.openUrl(QUrl.fromLocalFile(path)):
        ctx.toast(_("No program opens this file. It is here: {path}").format(path=path), failure=True)


def choose_file(ctx: AppContext, parent: QWidget, what: str) -> None:
    """Ask for the own ``video`` or ``booklet``, and link it."""
    kinds = _("Videos") + " (*.mp4 *.m4v *.mov *.mkv *.webm *.avi *.mpg *.wmv)" if what == VIDEO else "PDF (*.pdf)"
    media = ctx.wall.media
    path, _kind = QFileDialog.getOpenFileName(parent, _("Choose file"), media.path(what), kinds)
    if path:
        media.link(what, path)


def _slider(name: str) -> QSlider:
    slider = QSlider(Qt.Orientation.Horizontal)
    slider.setAccessibleName(name)
    slider.setToolTip(name)
    return slider


def _clock(milliseconds: int) -> str:
    minutes, seconds = divmod(milliseconds // 1000, 60)
    return f"{minutes}:{seconds:02d}"
