"""The head of a page, and how much room its window has: what the pages of planning share."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QAbstractScrollArea, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ef_desktop.ui.theme import load_tokens
from ef_desktop.ui.widgets.text import ElidedLabel

STATUS_BAR = 32
SCROLL_BAR = 8
#: Width of the window below which every page leaves out what can be missed, in logical pixels.
_SMALL = 1180


def is_wide(page: QWidget) -> bool:
    """Tell whether the window is at least 1400 logical pixels wide."""
    return page.window().width() >= load_tokens().break_width


def is_small(page: QWidget) -> bool:
    """Tell whether the window is so narrow that what can be missed has to go, as on a Full HD screen at 200 %."""
    return page.window().width() < _SMALL


def is_tall(page: QWidget) -> bool:
    """Tell whether the page has the height of a window of at least 720 logical pixels."""
    return page.height() + STATUS_BAR >= load_tokens().break_height


def steady_scroll(view: QAbstractScrollArea) -> None:
    """Give a list a narrow scroll bar whose room is kept free, so that rows are as wide with it as without it."""
    bar = view.verticalScrollBar()
    bar.setStyleSheet(f"QScrollBar:vertical {{ width: {SCROLL_BAR}px; margin: 0 0 0 2px; }}")

    def keep(low: int, high: int) -> None:
        view.setViewportMargins(0, 0, 0 if high > low else SCROLL_BAR, 0)

    bar.rangeChanged.connect(keep)
    keep(bar.minimum(), bar.maximum())


class HeadLabel(ElidedLabel):
    """A line of the head that may be pressed."""

    clicked = Signal()

    def mouseReleaseEvent(self, event) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self.clicked.emit()


class PageHead(QWidget):
    """Title, a line under it, and actions at the right.

    Attributes:
        left: layout before the title, for the way back.
        actions: layout at the right.
    """

    def __init__(self, title: str = "", sub: str = "", parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(16)
        self.left = QHBoxLayout()
        self.left.setSpacing(0)
        line.addLayout(self.left)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        self.title_label = HeadLabel(title, role="h1")
        self.sub_label = HeadLabel(sub, role="sub", tone="ink2")
        self.words = words
        words.addWidget(self.title_label)
        words.addWidget(self.sub_label)
        words.addStretch(1)
        line.addLayout(words, 1)
        self.actions = QHBoxLayout()
        self.actions.setSpacing(8)
        line.addLayout(self.actions)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_tall(True)

    def set_tall(self, tall: bool) -> None:
        """Take the normal height, or less on a low screen."""
        self.setFixedHeight(76 if tall else 64)

    def set_texts(self, title: str, sub: str = "") -> None:
        """Show another title and line."""
        self.title_label.set_text(title)
        self.sub_label.set_text(sub)
        self.sub_label.setVisible(bool(sub))
