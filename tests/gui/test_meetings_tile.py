"""The tile of a date: the month never runs into the leaves in the corners."""

from datetime import date

import pytest
from PySide6.QtCore import QRect

from ef_desktop.ui.theme import load_tokens, theme
from ef_desktop.ui.widgets.tile import DateTile


def corners(tile: DateTile) -> list:
    """Return the pictures of the four corners, which hold the leaves and their dots."""
    tile.ensurePolished()
    picture = tile.grab().toImage()
    side, room = picture.width(), round(picture.width() * 0.275)
    far = side - room
    return [picture.copy(QRect(left, top, room, room)) for left in (0, far) for top in (0, far)]


@pytest.mark.parametrize("mode", ["light", "dark"])
@pytest.mark.parametrize("size", [64, *load_tokens().size.tile])
def test_no_month_runs_into_the_leaves(dressed, qtbot, mode, size):
    theme().choose(mode)
    tile = DateTile(date(2026, 5, 4), size=size)
    qtbot.addWidget(tile)
    tile.resize(size, size)
    free = corners(tile)
    for month in range(1, 13):
        tile.set_date(date(2026, month, 28))
        assert corners(tile) == free, (month, size)

