"""Where the parts of the cockpit stand: nothing scrolls, also in a low window."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: Height from which the page is roomy, and from which compact; below that it is tight. In logical pixels.
_ROOMY, _COMPACT = 700, 630


class CockpitLayout:
    """Puts the parts of the page in their places, and gives them less room where there is little.

    Parameters:
        page: the cockpit, with all its parts made.
    """

    def __init__(self, page: "CockpitPage"):
        self._page = page
        self._density = -1
        self._outer = QVBoxLayout(page)
        self._middle = QHBoxLayout()
        self._left, self._right, self._pair = QVBoxLayout(), QVBoxLayout(), QHBoxLayout()
        self._pair.addWidget(page.steps, 13)
        self._pair.addWidget(page.discussion, 13)
        self._pair.addWidget(page.work.panel, 13)
        self._pair.addWidget(page.notes, 10)
        self._left.addWidget(page.now)
        self._left.addWidget(page.offer)
        self._left.addLayout(self._pair, 1)
        self._side = QWidget()
        self._side.setLayout(self._right)
        self._right.setContentsMargins(0, 0, 0, 0)
        self._right.addWidget(page.wall)
        self._right.addWidget(page.next, 1)
        self._right.addWidget(page.people)
        self._right.addStretch(0)
        self._middle.addLayout(self._left, 1)
        self._middle.addWidget(self._side)
        self._outer.addWidget(page.head)
        self._outer.addWidget(page.timeline)
        self._outer.addLayout(self._middle, 1)
        self._outer.addWidget(page.bar)

    def fit(self) -> None:
        """Take the size of the page again."""
        page = self._page
        density = 0 if page.height() >= _ROOMY else 1 if page.height() >= _COMPACT else 2
        self._side.setFixedWidth(520 if page.width() >= 1400 and density == 0 else 484)
        if density == self._density:
            return
        self._density = density
        gap = 12 if density == 0 else 10
        self._outer.setContentsMargins(*((16, 8, 16, 10) if density == 0 else (14, 6, 14, 8)))
        self._outer.setSpacing(10 if density == 0 else 8)
        page.head.setFixedHeight(48 if density == 0 else 44)
        for layout in (self._middle, self._left, self._right, self._pair):
            layout.setSpacing(gap)
        parts = (page.timeline, page.now, page.offer, page.steps, page.discussion, page.work.panel, page.notes, page.wall, page.next, page.people, page.bar)
        for part in parts:
            part.set_density(density)
