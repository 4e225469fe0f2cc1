"""Killed in the middle of a meeting: reopened on the same block, clock, board, scene and half typed text."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ef_desktop.domain.timer import RUNNING
from ef_desktop.ui.mainwindow import MainWindow
from ef_desktop.ui.opening import Opening
from ef_desktop.ui.projector import memory
from tests.gui.room_views import cards_of, press

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier


#: How the wall stands when the program stops; it is killed in the last of them.
HOWS = ("black", "frozen", "hidden", "live")


@pytest.fixture(scope="module")
def left_behind(template_file, tmp_path_factory) -> Path:
    """What a program that was killed leaves on the disk, in a folder for each of HOWS: its work file and its data folder.

    Starting a program takes long, so one leads the meeting and lets the wall stand in all those ways. Each time what is on the disk
    is copied while it writes nothing, which is what would be there after a kill; the last time it is killed first.
    """
    folder = tmp_path_factory.mktemp("killed")
    place = folder / "place"
    place.mkdir()
    work_file = shutil.copyfile(template_file, place / "leerroute.efdb")
    command = [sys.executable, "-m", "tests.gui.wall_crash", str(work_file), *HOWS]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
    environment = {**os.environ, "EF_DATA_DIR": str(place / "data")}
    with subprocess.Popen(command, cwd=Path(__file__).parents[2], env=environment, text=True, bufsize=1, **pipes) as leading:
        for how in HOWS:
            said = leading.stdout.readline()
            if said.strip() != "ready":
                leading.kill()
                raise AssertionError(leading.stderr.read())
            if how == HOWS[-1]:
                leading.kill()
                leading.wait()
            else:
                shutil.copytree(place, folder / how)
                leading.stdin.write("\n")
    place.rename(folder / HOWS[-1])
    return folder


@pytest.fixture
def kill_in_a_meeting(left_behind, work_file, data_dir) -> Callable[[str], None]:
    """Put in the place of this test's files what a program left that was killed in a meeting; the argument is one of HOWS."""

    def kill(how: str) -> None:
        shutil.copytree(left_behind / how / "data", data_dir, dirs_exist_ok=True)
        for file in (left_behind / how).glob(f"{work_file.name}*"):
            shutil.copyfile(file, work_file.with_name(file.name))

    return kill


@pytest.fixture
def start_again(closed_ctx, work_file, qtbot, manual_clock):
    """Start the program as a user does, two minutes later."""

    def start() -> MainWindow:
        manual_clock.advance(180)
        window = MainWindow(closed_ctx)
        window.resize(1366, 768)
        qtbot.addWidget(window)
        opening = Opening(closed_ctx, window)
        opening.first(work_file)
        window.show()
        qtbot.waitUntil(lambda: window.page_id == "cockpit", timeout=20_000)
        QApplication.processEvents()
        return window

    return start


@pytest.mark.parametrize("how", HOWS)
def test_a_killed_program_goes_on_where_it_was(kill_in_a_meeting, start_again, how):
    kill_in_a_meeting(how)
    window = start_again()
    cockpit, wall = window.page, window.ctx.wall
    state = window.ctx.workspace.room.timer(cockpit.meeting_id)
    assert (state.phase, state.index, state.elapsed_seconds) == (RUNNING, 1, 120)
    assert cockpit.now.face().title == "Onderdeel 2"
    assert [card.text for card in cards_of(window.ctx.workspace, cockpit.meeting_id)] == ["Bel eerst, mail later"]
    assert cockpit.bar.line.text() == "half getypt"
    assert (wall.scene, wall.automatic) == ("board", False)
    # Nothing is on the beamer before the facilitator says so.
    assert wall.state == "none" and not wall.window.isVisible()
    if how == "hidden":
        assert cockpit.offer.isHidden()
        return
    assert ("zwart" if how == "frozen" else "zaal zag") in cockpit.offer.take.label() and "Bord" in cockpit.wall.note.text()
    # The small picture shows already what the room will see.
    assert (wall.stage.ground == "#000000") == (how != "live")
    press(Qt.Key.Key_G, ALT)
    assert cockpit.offer.isHidden() and window.focusWidget() is cockpit.bar.line
    # What stood still is gone, and what came after it was not for the room: black until somebody chooses.
    assert wall.state == ("live" if how == "live" else "black")
    shown = [word for word, _size in wall.window.stage().words()]
    assert any("Bel eerst" in word for word in shown) == (how == "live")
    wall.hide_wall()


def test_another_scene_may_be_chosen_before_the_wall_is_back(kill_in_a_meeting, start_again):
    kill_in_a_meeting("frozen")
    window = start_again()
    window.ctx.actions.trigger("cockpit.scene.rules")
    press(Qt.Key.Key_F5, SHIFT)
    assert (window.ctx.wall.state, window.ctx.wall.scene) == ("live", "rules")
    window.ctx.wall.hide_wall()


def test_the_usual_key_brings_the_wall_back_too(kill_in_a_meeting, start_again):
    kill_in_a_meeting("live")
    window = start_again()
    press(Qt.Key.Key_F5, SHIFT)
    assert (window.ctx.wall.state, window.ctx.wall.scene, window.page.offer.isHidden()) == ("live", "board", True)
    window.ctx.wall.hide_wall()


def test_a_meeting_of_yesterday_is_not_opened_by_itself(kill_in_a_meeting, work_file, closed_ctx, qtbot, manual_clock):
    kill_in_a_meeting("live")
    manual_clock.advance(24 * 3600)
    window = MainWindow(closed_ctx)
    qtbot.addWidget(window)
    Opening(closed_ctx, window).first(work_file)
    window.show()
    qtbot.waitUntil(lambda: closed_ctx.workspace is not None, timeout=20_000)
    assert window.page_id == "overview"


def test_closed_in_good_order_the_room_misses_nothing(ctx, app_window, qtbot, data_dir):
    meeting = ctx.workspace.meetings.create("Houding en gedrag")
    ctx.wall.set_meeting(meeting)
    ctx.wall.show_wall()
    ctx.wall.set_scene("board")
    ctx.release()
    kept = memory._read(data_dir / "wall.json")
    assert (kept.meeting, kept.scene, kept.on) == (meeting.hex(), "board", False)


@pytest.mark.parametrize("text", ["", "x", "[]", '{"page": 1}', '{"meeting": 3, "page": "x"}', '{"unknown": 1}', '{"meeting": "zz"}'])
def test_what_cannot_be_read_is_nothing(data_dir, text):
    data_dir.mkdir(exist_ok=True)
    (data_dir / "wall.json").write_text(text)
    assert memory.last_meeting() is None


def test_it_keeps_no_contents(ctx, data_dir, qtbot):
    meeting = ctx.workspace.meetings.create("Geheime titel")
    ctx.wall.set_meeting(meeting)
    ctx.workspace.outcomes.add(meeting, "werkt", "Niet voor anderen")
    ctx.wall.set_scene("board")
    qtbot.waitUntil(lambda: (data_dir / "wall.json").exists(), timeout=5000)
    text = (data_dir / "wall.json").read_text("utf-8")
    assert "Geheim" not in text and "Niet voor" not in text
