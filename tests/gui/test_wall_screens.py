"""On which screen the wall stands, and what happens when a cable is pulled."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from ef_desktop.ui.projector.screens import ScreenInfo, choose, mirrored, remember

LAPTOP = ScreenInfo("eDP-1", "BOE", "0x0786", "", 0, 0, 1366, 768)
BEAMER = ScreenInfo("HDMI-1", "Epson", "EB-L200", "X12", 1366, 0, 1920, 1080)
OTHER = ScreenInfo("DP-2", "Dell", "U2415", "7MT", -1920, 0, 1920, 1200)


def test_the_wall_is_never_where_the_cockpit_is():
    assert choose([LAPTOP, BEAMER], 0, "") == 1
    assert choose([LAPTOP, BEAMER], 1, "") == 0
    assert choose([LAPTOP], 0, "") is None


def test_mirrored_screens_count_as_one():
    assert choose([LAPTOP, replace(BEAMER, x=0, y=0)], 0, "") is None


def test_the_screen_that_was_chosen_is_found_again_on_another_port():
    kept = remember([LAPTOP, OTHER, BEAMER], 2, "")
    assert choose([LAPTOP, OTHER, BEAMER], 0, kept) == 2
    swapped = [replace(BEAMER, name="DP-2", x=-1920), replace(OTHER, name="HDMI-1", x=1366), LAPTOP]
    assert choose(swapped, 2, kept) == 0


def test_each_set_of_screens_has_its_own_choice():
    kept = remember([LAPTOP, OTHER, BEAMER], 1, remember([LAPTOP, BEAMER], 1, ""))
    assert choose([LAPTOP, OTHER, BEAMER], 0, kept) == 1
    assert choose([LAPTOP, BEAMER], 0, kept) == 1
    assert len(json.loads(kept)) == 2


def test_two_screens_of_one_make_are_told_apart_by_serial_number():
    first, second = replace(BEAMER, serial="A", x=1366), replace(BEAMER, serial="B", x=3286, name="HDMI-2")
    kept = remember([LAPTOP, first, second], 2, "")
    assert choose([LAPTOP, replace(second, x=1366, name="HDMI-1"), replace(first, x=3286)], 0, kept) == 1


@pytest.mark.parametrize("kept", ["", "x", "[]", "{}", '{"a": 1}', '{"a": {"name": "x"}}'])
def test_what_cannot_be_read_is_nothing(kept):
    assert choose([LAPTOP, BEAMER], 0, kept) == 1


def test_only_the_last_sets_are_kept():
    kept = ""
    for number in range(30):
        kept = remember([LAPTOP, replace(BEAMER, serial=str(number))], 1, kept)
    assert len(json.loads(kept)) == 12


def on_screens(tmp_path, home: str, **screens) -> dict[str, dict]:
    """Run the wall in a process of its own on virtual screens; return what it saw, by name of the moment."""
    described = [
        {"name": name, "x": x, "y": y, "width": width, "height": height, "logicalDpi": 96 * ratio, "logicalBaseDpi": 96, "dpr": 1}
        for name, (x, y, width, height, ratio) in screens.items()
    ]
    config = tmp_path / "screens.json"
    config.write_text(json.dumps({"screens": described}))
    done = subprocess.run(
        [sys.executable, str(Path(__file__).with_name("wall_screens.py")), home],
        env={**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={config.name}", "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.returncode == 0, done.stderr
    return {moment["what"]: moment for moment in json.loads(done.stdout.splitlines()[-1])}


def test_unplugging_hides_and_plugging_in_restores(tmp_path):
    seen = on_screens(tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1), beamer=(1366, 0, 1920, 1080, 1))
    shown = seen["shown"]
    assert (shown["state"], shown["screen"], shown["place"]) == ("live", "beamer", [1366, 0, 1920, 1080])
    assert shown["words"] == "1920 x 1080"
    gone = seen["unplugged"]
    assert (gone["state"], gone["visible"], gone["unplugged"]) == ("none", False, True)
    back = seen["plugged in"]
    assert (back["state"], back["screen"], back["place"]) == ("live", "beamer", [1366, 0, 1920, 1080])
    black = seen["black again"]
    assert (black["state"], black["on"], black["visible"]) == ("black", "#000000", True)
    left = seen["not wanted any more"]
    assert (left["state"], left["visible"], left["unplugged"]) == ("none", False, False)
    assert seen["moved"]["screen"] == "laptop"
    assert seen["beside the cockpit again"]["screen"] == "beamer"


def test_swapping_dragging_and_minimising_keep_both_in_sight(tmp_path):
    seen = on_screens(tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1), beamer=(1366, 0, 1920, 1080, 1))
    assert (seen["swapped"]["screen"], seen["swapped"]["cockpit"]) == ("laptop", "beamer")
    assert (seen["swapped back"]["screen"], seen["swapped back"]["cockpit"]) == ("beamer", "laptop")
    assert seen["cockpit dragged to the wall"]["screen"] == "laptop"
    assert seen["cockpit dragged back"]["screen"] == "beamer"
    assert (seen["cockpit minimised"]["visible"], seen["cockpit minimised"]["state"]) == (True, "live")
    assert seen["numbers"]["screens"] == ["beamer", "laptop"]
    # One key brings it back over whatever came on top, and changes nothing of what it shows.
    front = seen["brought to the front"]
    assert (front["visible"], front["state"], front["screen"]) == (True, "frozen", "beamer")


def test_another_screen_does_not_get_the_wall_of_the_one_that_went(tmp_path):
    seen = on_screens(
        tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1), beamer=(1366, 0, 1920, 1080, 1), other=(3286, 0, 1280, 720, 1)
    )
    assert seen["shown"]["screen"] == "beamer"
    stranger = seen["another screen plugged in"]
    assert (stranger["visible"], stranger["unplugged"]) == (False, True)
    assert (seen["its own screen is back"]["screen"], seen["its own screen is back"]["state"]) == ("beamer", "live")


def test_screens_that_mirror_each_other_give_a_window_to_rehearse(tmp_path):
    shown = on_screens(tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1), mirror=(0, 0, 1366, 768, 1))["shown"]
    assert (shown["state"], shown["rehearsing"], shown["screen"]) == ("live", True, "laptop")


@pytest.mark.parametrize(("laptop", "beamer"), [(1.25, 1), (1.5, 1), (2, 1), (2, 2), (1, 1.25)])
def test_laptop_and_beamer_at_scales_of_their_own(tmp_path, laptop, beamer):
    seen = on_screens(tmp_path, "laptop", laptop=(0, 0, 2880, 1800, laptop), beamer=(2880, 0, 1920, 1080, beamer))
    shown = seen["shown"]
    assert (shown["screen"], shown["words"]) == ("beamer", "1920 x 1080")
    assert shown["place"][2:] == [round(1920 / beamer), round(1080 / beamer)]
    assert seen["swapped back"]["screen"] == "beamer" and seen["picture"]["size"] == [1920, 1080]


@pytest.mark.parametrize(
    "beamer",
    [(-1280, 0, 1280, 720, 1), (0, -1080, 1920, 1080, 1), (1366, 0, 1920, 1080, 1.25), (1366, 0, 1920, 1080, 1.5), (1366, 0, 3840, 2160, 2)],
)
def test_beamer_left_above_and_at_another_scale(tmp_path, beamer):
    seen = on_screens(tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1), beamer=beamer)
    shown, ratio = seen["beside the cockpit again"], beamer[4]
    assert (shown["state"], shown["screen"]) == ("live", "beamer")
    assert shown["words"] == f"{beamer[2]} x {beamer[3]}"
    assert shown["place"][2:] == [round(beamer[2] / ratio), round(beamer[3] / ratio)]
    assert seen["picture"]["size"] == [beamer[2], beamer[3]]
    assert seen["picture"]["ratio"] == ratio
    assert seen["thumbnail"]["size"] == [320, 180]


def test_one_screen_gives_a_window_to_rehearse(tmp_path):
    seen = on_screens(tmp_path, "laptop", laptop=(0, 0, 1366, 768, 1))
    shown = seen["shown"]
    assert (shown["state"], shown["rehearsing"]) == ("live", True)
    assert shown["place"][2:] == [960, 540]


def test_a_window_that_goes_leaves_its_screen_alone(tmp_path):
    """A window that knew its screen is collected as garbage; the next one can still be made."""
    program = """
import gc
from PySide6.QtWidgets import QApplication, QMainWindow, QWidget
from ef_desktop.ui.projector.screens import of_window

app = QApplication([])

def show():
    window = type("Window", (QMainWindow,), {})()
    window.show()
    window.kept = of_window(window)
    window.itself = window

show()
gc.collect()
app.processEvents()
QWidget().show()
print("alive")
"""
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(Path(__file__).parents[2])},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert done.stdout.strip() == "alive", done.stderr


def test_no_window_is_asked_for_its_screen():
    package = Path(__file__).parents[2] / "ef_desktop" / "ui"
    for path in (*(package / "projector").rglob("*.py"), package / "mainwindow.py"):
        calls = [line for line in path.read_text("utf-8").splitlines() if ".screen()" in line and "#" not in line and "``" not in line]
        assert calls == [], path


def test_a_screen_that_another_one_copies_is_known():
    copy = replace(BEAMER, x=0, y=0)
    assert mirrored([LAPTOP, copy], LAPTOP)
    assert not mirrored([LAPTOP, BEAMER], LAPTOP)
