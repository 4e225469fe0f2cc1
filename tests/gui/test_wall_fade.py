"""Calm passages: another scene or page in at most 150 ms, everything else at once, nothing where calm is asked for."""

from datetime import date

import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter, QPixmap
from PySide6.QtWidgets import QApplication

from ef_desktop.ui.projector.fade import blend
from ef_desktop.ui.projector.stage import picture_of


@pytest.fixture
def wall(ctx):
    """The wall in a window, on a meeting of today, with passages."""
    made = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570)
    ctx.workspace.meetings.add_text_item(made, "In gesprek", 30)
    ctx.settings.calm = False
    ctx.wall.set_meeting(made)
    ctx.wall.show_wall()
    QApplication.processEvents()
    yield ctx.wall
    ctx.wall.hide_wall()


def shown(wall) -> QImage:
    return wall.window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


class Stopwatch:
    """Stands still at the time that a passage takes at most."""

    def elapsed(self) -> int:
        return 150


def test_another_scene_passes_in_time_and_ends_exactly(wall, qtbot):
    wall.set_scene("rules")
    assert wall.window.fading
    qtbot.waitUntil(lambda: not wall.window.fading, timeout=5000)
    assert shown(wall) == picture_of(wall.stage, wall.window.size(), wall.window.devicePixelRatioF())
    wall.set_scene("agenda")
    assert wall.window.fading
    # The first step after 150 ms is the last one.
    wall.window._fade._running = Stopwatch()
    wall.window._fade._tick()
    assert not wall.window.fading


def test_a_passage_is_between_both_pictures():
    old, new, surface = QPixmap(40, 40), QPixmap(40, 40), QImage(40, 40, QImage.Format.Format_RGB32)
    old.fill(QColor("#000000"))
    new.fill(QColor("#FFFFFF"))
    seen = []
    for part in (0.0, 0.5, 1.0):
        with QPainter(surface) as painter:
            blend(painter, QRect(0, 0, 40, 40), old, new, part)
        seen.append(surface.pixelColor(20, 20).red())
    assert seen[0] == 0 and 120 < seen[1] < 136 and seen[2] == 255


def test_a_page_passes_and_a_change_within_a_scene_does_not(ctx, wall, qtbot):
    wall.set_scene("board")
    qtbot.waitUntil(lambda: not wall.window.fading, timeout=5000)
    ctx.workspace.outcomes.add(wall.meeting, "werkt", "Bel eerst, mail later")
    assert not wall.window.fading and any("Bel eerst" in word for word, _size in wall.window.stage().words())
    for number in range(30):
        ctx.workspace.outcomes.add(wall.meeting, "werkt", f"Opbrengst nummer {number} met genoeg woorden voor twee regels")
    wall.window.set_stage(wall.stage)
    assert wall.pages > 1 and wall.page > 0
    assert wall.page_prev() and wall.window.fading


def test_black_and_standing_still_are_at_once(ctx, wall, qtbot):
    wall.set_scene("rules")
    wall.blank()
    assert not wall.window.fading
    assert shown(wall).pixelColor(100, 100) == QColor("#000000")
    wall.blank()
    assert not wall.window.fading
    wall.freeze()
    wall.set_scene("agenda")
    assert not wall.window.fading
    wall.freeze()
    assert not wall.window.fading and any("In gesprek" in word for word, _size in wall.window.stage().words())


def test_a_change_in_the_middle_of_a_passage_is_seen_at_once(ctx, wall):
    wall.set_scene("board")
    assert wall.window.fading
    ctx.workspace.outcomes.add(wall.meeting, "werkt", "Bel eerst, mail later")
    assert not wall.window.fading
    assert shown(wall) == picture_of(wall.stage, wall.window.size(), wall.window.devicePixelRatioF())


def test_resizing_or_hiding_ends_a_passage(wall):
    wall.set_scene("rules")
    wall.window.resize(QSize(800, 450))
    QApplication.processEvents()
    assert not wall.window.fading
    wall.set_scene("agenda")
    assert wall.window.fading
    wall.hide_wall()
    assert not wall.window.fading


def test_who_asks_for_calm_gets_no_passage(ctx, wall):
    ctx.settings.calm = True
    wall.set_scene("rules")
    assert not wall.window.fading
