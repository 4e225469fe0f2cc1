"""The page Leerroute before there is a meeting: one sentence, one step, and how it goes on from there."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSpacerItem, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.tile import Tile

_TILE = 128
_TEXT = 480
_STEP = 248
#: Between the tile and the words, and the height from which there is room for the tile, in logical pixels.
_UNDER_TILE, _HIGH = 26, 460


class FirstSteps(QWidget):
    """What to do first.

    Signals:
        create_asked: make the first meeting.
        open_asked: open the file of a colleague.
    """

    create_asked = Signal()
    open_asked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        centre = Qt.AlignmentFlag.AlignHCenter
        column = QVBoxLayout(self)
        column.setSpacing(0)
        column.addStretch(1)
        self._tile = Tile("route", size=_TILE)
        column.addWidget(self._tile, 0, centre)
        self._under_tile = QSpacerItem(0, _UNDER_TILE)
        column.addSpacerItem(self._under_tile)
        column.addWidget(Label(_("Begin your learning path"), role="h1"), 0, centre)
        column.addSpacing(8)
        text = Label(
            _("Make a first meeting. The base package is ready. Everything stays on this laptop."),
            role="instruction",
            tone="ink2",
            wrap=True,
        )
        text.setAlignment(centre)
        text.setFixedWidth(_TEXT)
        # A label that wraps only gets its real height when its layout item has no alignment of its own.
        line = QHBoxLayout()
        line.addStretch(1)
        line.addWidget(text)
        line.addStretch(1)
        column.addLayout(line)
        column.addSpacing(26)
        column.addLayout(self._buttons())
        column.addSpacing(34)
        column.addLayout(self._steps())
        column.addStretch(1)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        # In a low window the words and the buttons need the room.
        low = self.parentWidget().height() < _HIGH
        self._tile.setVisible(not low)
        self._under_tile.changeSize(0, 0 if low else _UNDER_TILE)
        self.layout().invalidate()

    def _buttons(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(12)
        self.create_button = PrimaryButton(_("First meeting"), icon="plus", key=_("Enter"))
        self.create_button.setAutoDefault(True)
        self.create_button.clicked.connect(self.create_asked)
        opening = SecondaryButton(_("Open a colleague's file"), icon="folder-open")
        opening.clicked.connect(self.open_asked)
        line.addStretch(1)
        line.addWidget(self.create_button)
        line.addWidget(opening)
        line.addStretch(1)
        return line

    def _steps(self) -> QHBoxLayout:
        line = QHBoxLayout()
        line.setSpacing(16)
        line.addStretch(1)
        for icon, title, words in (
            ("calendar-plus", _("1. Prepare"), _("Drag blocks from the base package into your rundown.")),
            ("device-projector", _("2. Facilitate"), _("You see the time and your notes. The room sees only the board.")),
            ("book-2", _("3. Share"), _("The outcomes come into the logbook.")),
        ):
            card = Panel(padding=18, spacing=4)
            card.setFixedWidth(_STEP)
            card.body.addWidget(IconMark(icon, size=24, tone="primary"))
            card.body.addSpacing(6)
            card.body.addWidget(Label(title, role="h3"))
            card.body.addWidget(Label(words, role="small", tone="ink2", wrap=True))
            card.body.addStretch(1)
            line.addWidget(card)
        line.addStretch(1)
        return line
