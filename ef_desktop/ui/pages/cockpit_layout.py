"""Where the parts of the cockpit stand. Only in the lowest windows the middle scrolls; nothing is ever painted over."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: Height from which the page is roomy, compact, and tight; below that it is least. In logical pixels.
_ROOMY, _COMPACT, _TIGHT = 700, 630, 580
#: Width from which the column at the right has its usual width.
_BROAD = 1010
#: Height of the parts that then stand under each other.
_UNDER = 190


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
        self._middle.setContentsMargins(0, 0, 0, 0)
        inner = QWidget(objectName="scrolled")
        inner.setLayout(self._middle)
        area = QScrollArea(widgetResizable=True, focusPolicy=Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        self._outer.addWidget(page.head)
        self._outer.addWidget(page.timeline)
        self._outer.addWidget(area, 1)
        self._outer.addWidget(page.bar)

    def fit(self) -> None:
        """Take the size of the page again."""
        page = self._page
        # What is worked with step by step needs the whole width; the notes then stand under it.
        under = page.width() < _BROAD and page.steps.isHidden()
        self._pair.setDirection(QHBoxLayout.Direction.TopToBottom if under else QHBoxLayout.Direction.LeftToRight)
        for part in (page.discussion, page.work.panel, page.notes):
            part.setMinimumHeight(_UNDER if under else 0)
        density = sum(page.height() < height for height in (_ROOMY, _COMPACT, _TIGHT))
        self._side.setFixedWidth(520 if page.width() >= 1400 and density == 0 else 484 if page.width() >= _BROAD else 420)
        beside = 6 if page.width() < _BROAD else 16 if density == 0 else 14
        self._outer.setContentsMargins(beside, *((8, beside, 10) if density == 0 else (6, beside, 8)))
        if density == self._density:
            return
        self._density = density
        gap = 12 if density == 0 else 10
        self._outer.setSpacing(10 if density == 0 else 8)
        page.head.setFixedHeight(48 if density == 0 else 44)
        for layout in (self._middle, self._left, self._right, self._pair):
            layout.setSpacing(gap)
        parts = (page.timeline, page.offer, page.steps, page.discussion, page.work.panel, page.notes, page.wall, page.next, page.people, page.bar)
        for part in parts:
            part.set_density(min(density, 2))
        page.now.set_density(density)
        # The picture of the wall and the line of the time can be missed: the clock and the state of the wall stay in sight.
        page.wall.set_flat(density == 3)
        page.timeline.setVisible(density < 3)
