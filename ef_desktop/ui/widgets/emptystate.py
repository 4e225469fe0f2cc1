"""What a page shows when there is nothing yet: a tile, one sentence, one button."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QSpacerItem, QVBoxLayout, QWidget

from ef_desktop.ui.widgets.buttons import Button, PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.text import Label
from ef_desktop.ui.widgets.tile import Tile

#: Room above and below, and where there is little height, in logical pixels.
_AROUND, _LOW_AROUND = (28, 24), (4, 4)
_UNDER_TILE = 16


class EmptyState(QWidget):
    """A tile with an icon, a title, one sentence, one button; in the middle of its room.

    Parameters:
        icon: in the tile.
        title: what is, such as 'No cases yet'.
        text: one sentence: what belongs here.
        action: words on the button; no button when empty.
        key: key hint on the button.
        primary: filled button; False for a less important step.
    """

    triggered = Signal()

    def __init__(
        self,
        icon: str,
        title: str,
        text: str = "",
        action: str = "",
        parent: QWidget | None = None,
        *,
        key: str = "",
        primary: bool = True,
    ):
        super().__init__(parent)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, _AROUND[0], 24, _AROUND[1])
        column.setSpacing(0)
        column.addStretch(1)
        centre = Qt.AlignmentFlag.AlignHCenter
        self._tile = Tile(icon)
        column.addWidget(self._tile, 0, centre)
        self._under_tile = QSpacerItem(0, _UNDER_TILE)
        column.addSpacerItem(self._under_tile)
        self._title = Label(title, role="h2", wrap=True)
        self._title.setAlignment(centre)
        column.addWidget(self._title)
        self._text = Label(text, tone="ink2", wrap=True)
        self._text.setAlignment(centre)
        column.addSpacing(4)
        column.addWidget(self._text)
        column.addSpacing(20)
        self.button: Button = (PrimaryButton if primary else SecondaryButton)(action, key=key)
        self.button.clicked.connect(self.triggered)
        column.addWidget(self.button, 0, centre)
        column.addStretch(1)
        # Only now: a widget without a parent that is made visible flashes as a window of its own.
        self._text.setVisible(bool(text))
        self.button.setVisible(bool(action))

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit_tile()

    def event(self, event) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest:
            self._fit_tile()
        return done

    def _fit_tile(self) -> None:
        """Leave the tile out where there is little height: the words and the button need it."""
        column = self.layout()
        wanted = column.totalHeightForWidth(self.width()) if column.hasHeightForWidth() else column.totalSizeHint().height()
        if self._tile.isHidden():
            wanted += self._tile.sizeHint().height() + _UNDER_TILE + sum(_AROUND) - sum(_LOW_AROUND)
        low = self.height() < wanted
        if low == self._tile.isHidden():
            return
        self._tile.setVisible(not low)
        self._under_tile.changeSize(0, 0 if low else _UNDER_TILE)
        above, below = _LOW_AROUND if low else _AROUND
        column.setContentsMargins(24, above, 24, below)

    def put_in(self, widget: QWidget) -> None:
        """Put something else in the place of the button."""
        column = self.layout()
        column.insertWidget(column.indexOf(self.button), widget, 0, Qt.AlignmentFlag.AlignHCenter)

    def set_texts(self, title: str, text: str = "", action: str = "") -> None:
        """Show other words."""
        self._title.setText(title)
        self._text.setText(text)
        self._text.setVisible(bool(text))
        self.button.setText(action)
        self.button.setVisible(bool(action))
