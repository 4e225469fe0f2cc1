"""A soft sound at the end of a block: off unless asked, once, and the card always shows it too."""

import wave

import pytest
from PySide6.QtCore import Qt

from ef_desktop import settings as device
from ef_desktop.ui.pages.cockpit_sound import SECONDS, write_bell
from tests.gui.room_views import go, make_meeting, press

CONTENT = make_meeting


@pytest.fixture
def cockpit(app_window, made, qtbot):
    """The cockpit on a meeting that runs."""
    page = go(app_window, qtbot, "cockpit", meeting_id=made)
    press(Qt.Key.Key_F5)
    return page


@pytest.fixture
def rung(cockpit):
    """The ids of the blocks that rang."""
    found = []
    cockpit.sound.rang.connect(found.append)
    return found


def pass_minutes(cockpit, manual_clock, minutes):
    manual_clock.advance(minutes * 60)
    cockpit.tick()


def test_it_is_silent_unless_asked(cockpit, manual_clock, rung):
    pass_minutes(cockpit, manual_clock, 9)
    pass_minutes(cockpit, manual_clock, 2)
    assert rung == []
    assert cockpit.now.face().state == "over"


def test_it_rings_once_per_end_and_with_a_visual(cockpit, manual_clock, rung):
    cockpit.ctx.settings.end_sound = True
    first = cockpit.block().id
    pass_minutes(cockpit, manual_clock, 9)
    assert rung == []
    for _number in range(3):
        pass_minutes(cockpit, manual_clock, 1)
        assert cockpit.now.face().state == "over"
    assert rung == [first]
    # Five more minutes come to their own end.
    press(Qt.Key.Key_F4, Qt.KeyboardModifier.ControlModifier)
    cockpit.tick()
    pass_minutes(cockpit, manual_clock, 6)
    assert rung == [first, first]


def test_a_block_that_was_over_already_when_it_is_opened_stays_silent(app_window, ctx, made, qtbot, manual_clock):
    ctx.settings.end_sound = True
    meeting = made
    ctx.workspace.room.start(meeting)
    manual_clock.advance(20 * 60)
    page = go(app_window, qtbot, "cockpit", meeting_id=meeting)
    found = []
    page.sound.rang.connect(found.append)
    page.tick()
    assert found == []


def test_the_sound_is_soft_and_short(tmp_path):
    write_bell(tmp_path / "bell.wav")
    with wave.open(str(tmp_path / "bell.wav")) as sound:
        assert sound.getnframes() / sound.getframerate() == pytest.approx(SECONDS, abs=0.01)
        frames = sound.readframes(sound.getnframes())
    samples = memoryview(frames).cast("h")
    assert 2_000 < max(samples) < 10_000
    assert abs(samples[0]) < 100 and abs(samples[-1]) < 100


def test_the_setting_is_kept_on_this_device(app_window, ctx, qtbot):
    page = go(app_window, qtbot, "settings")
    assert not page.end_sound.isChecked()
    page.end_sound.click()
    assert device.load().end_sound is True
