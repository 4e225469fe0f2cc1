"""The wall fits the room: letters that the back row can read, a test of that, and numbers that tell screens apart."""

import importlib.util
from itertools import combinations
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from ef_desktop.ui.pages.settings import SettingsPage
from ef_desktop.ui.projector import letters
from ef_desktop.ui.projector.identify import SHOWN
from ef_desktop.ui.projector.letters import SMALLEST, fit_room, pixels_needed, smallest
from ef_desktop.ui.projector.scenes import compose
from ef_desktop.ui.projector.stage import CANVAS, picture_of

_spec = importlib.util.spec_from_file_location("wall_frames", Path(__file__).with_name("wall_frames.py"))
frames = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(frames)

pytestmark = pytest.mark.usefixtures("dressed", "usual_room")


@pytest.fixture
def usual_room():
    """After the test the room is the usual one again."""
    yield
    fit_room(8.0, 2.4)


@pytest.mark.parametrize(("distance", "width", "pixels"), [(8, 2.4, 46), (6, 2.4, 46), (8, 2.0, 55), (12, 2.4, 68), (30, 0.8, 69)])
def test_the_room_decides_the_smallest_letters(distance, width, pixels):
    fit_room(distance, width)
    assert smallest() == pixels
    assert pixels_needed(6, 2.4) < SMALLEST


@pytest.mark.parametrize("width", [2.0, 1.6])
@pytest.mark.parametrize("name", [*frames.ordinary(), *(f"strange {name}" for name in frames.strange())])
def test_in_a_deeper_room_nothing_is_smaller_or_off_the_canvas(name, width):
    fit_room(8.0, width)
    frame = (frames.ordinary() | {f"strange {name}": frame for name, frame in frames.strange().items()})[name]
    staging = compose(frame)
    for page in range(staging.count):
        stage = staging.stage(page)
        assert all(piece.rect.isValid() and CANVAS.contains(piece.rect) for piece in stage.pieces)
        if "board" in name:
            assert not any(one.rect.intersects(other.rect) for one, other in combinations(stage.pieces, 2))
        assert picture_of(stage, QSize(320, 180)).size() == QSize(320, 180)


def test_larger_letters_give_fewer_columns_and_more_pages():
    frame = frames.mockup_board()
    assert compose(frame).count == 1
    fit_room(8.0, 2.0)
    staging = compose(frame)
    assert staging.count > 1
    heads = [piece for piece in staging.stage(0).pieces if piece.key[0] == "head"]
    assert len(heads) <= 4


def test_another_room_is_on_the_wall_at_once(ctx, workspace_meeting):
    wall = ctx.wall
    wall.set_meeting(workspace_meeting)
    wall.show_wall()
    wall.set_scene("rules")
    before = wall.stage
    ctx.settings.room_width = 1.6
    wall.refresh()
    assert wall.stage.smallest == letters.pixels_needed(8.0, 1.6) == 68
    assert wall.window.stage().changed_since(before) == [CANVAS]


@pytest.fixture
def workspace_meeting(ctx) -> bytes:
    return ctx.workspace.meetings.create("Houding en gedrag")


def test_the_test_of_reading_comes_and_goes(ctx, qtbot):
    page = SettingsPage(ctx)
    qtbot.addWidget(page)
    page.show()
    page.test.click()
    shown = [word for word, _size in ctx.wall.window.stage().words()]
    assert "Kan de achterste rij dit lezen?" in shown and "Werkt" in shown
    assert min(size for _word, size in ctx.wall.window.stage().words()) == SMALLEST
    assert ctx.wall.state == "live"
    page.hide()
    assert not ctx.wall.testing
    assert ctx.wall.state == "none"


def test_the_test_of_reading_leaves_a_wall_that_was_on(ctx, workspace_meeting):
    wall = ctx.wall
    wall.set_meeting(workspace_meeting)
    wall.set_scene("rules")
    wall.show_wall()
    wall.test_reading(True)
    wall.test_reading(False)
    assert (wall.state, wall.scene) == ("live", "rules")
    assert "Onze afspraken" in [word for word, _size in wall.stage.words()]


def test_every_screen_tells_its_number_for_a_while(ctx, qtbot, monkeypatch):
    assert 1000 <= SHOWN < 5000
    monkeypatch.setattr("ef_desktop.ui.projector.identify.SHOWN", 20)
    identify = ctx.wall.identify
    identify.start()
    (window,) = identify.windows
    assert next(word for word, _size in window.stage().words()) == "1"
    assert window.isVisible()
    with qtbot.waitSignal(identify.over, timeout=5000):
        pass
    assert identify.windows == []
