"""The wall in the running program: what it shows, when it stands still, and that nothing else can get to it."""

import ast
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, QSize, Qt
from PySide6.QtGui import QColor

import ef_desktop.ui.projector
from ef_desktop.ui.projector.awake import Awake, Program, ways
from ef_desktop.ui.projector.scenes import SCENES, compose
from ef_desktop.ui.projector.stage import picture_of

THUMB = QSize(320, 180)


@pytest.fixture
def meeting(ctx) -> bytes:
    """A meeting of today: welcome, rules, break, a block of one's own."""
    blocks = {block.key: block.id for block in ctx.workspace.library.blocks()}
    made = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=9 * 60 + 30)
    for key in ("opening", "afspraken", "pauze"):
        ctx.workspace.meetings.add_block(made, blocks[key], index=99)
    ctx.workspace.meetings.add_text_item(made, "In gesprek", 30)
    ctx.workspace.meetings.set_minutes(ctx.workspace.meetings.plan(made).items[0].id, 10)
    return made


@pytest.fixture
def wall(ctx, meeting):
    """The wall, shown in a window, on the meeting."""
    ctx.wall.set_meeting(meeting)
    ctx.wall.show_wall()
    yield ctx.wall
    ctx.wall.hide_wall()


def words(wall) -> list[str]:
    return [word for word, _size in wall.stage.words()]


def seen(wall) -> list[str]:
    """Return what the window really shows."""
    return [word for word, _size in wall.window.stage().words()]


# Scenes


def test_the_scene_follows_the_agenda(ctx, wall, meeting):
    scenes = [wall.scene]
    ctx.workspace.room.start(meeting)
    for _block in range(3):
        scenes.append(wall.scene)
        ctx.workspace.room.next(meeting)
    assert scenes == ["welcome", "agenda", "rules", "break"]
    ctx.workspace.undo.undo()
    assert wall.scene == "break"


def test_a_chosen_scene_stays_until_another_kind_of_block(ctx, wall, meeting):
    ctx.workspace.room.start(meeting)
    wall.set_scene("board")
    ctx.workspace.room.adjust(meeting, 1)
    assert (wall.scene, wall.automatic) == ("board", False)
    ctx.workspace.room.next(meeting)
    assert (wall.scene, wall.automatic) == ("rules", True)
    wall.set_scene("top")
    wall.set_scene(None)
    assert wall.scene == "rules"


def test_all_scenes_in_turn(wall):
    met = []
    for _step in SCENES:
        met.append(wall.scene)
        wall.next_scene()
    assert tuple(met) == SCENES
    assert wall.scene == SCENES[0]
    wall.previous_scene()
    assert wall.scene == SCENES[-1]


def test_a_captured_card_is_on_the_wall_at_once_and_undo_takes_it_away(ctx, wall, meeting):
    wall.set_scene("board")
    ctx.workspace.outcomes.add(meeting, "werkt", "Bel eerst, mail later")
    assert "Bel eerst, mail later" in seen(wall)
    ctx.workspace.undo.undo()
    assert "Bel eerst, mail later" not in seen(wall)


def test_a_private_card_never_gets_there(ctx, wall, meeting):
    wall.set_scene("board")
    ctx.workspace.outcomes.add(meeting, "werkt", "Niet voor de zaal", private=True)
    for scene in SCENES:
        wall.set_scene(scene)
        assert not any("Niet voor" in word for word in seen(wall))


def test_the_clock_on_the_wall_runs(ctx, wall, meeting, qtbot):
    ctx.workspace.room.start(meeting)
    assert "10" in seen(wall)
    ctx.clock.advance(8 * 60)
    qtbot.waitUntil(lambda: "2:00" in seen(wall))
    ctx.clock.advance(150)
    qtbot.waitUntil(lambda: "We ronden af" in seen(wall))


def test_a_new_card_stands_out_for_ten_seconds(ctx, wall, meeting, qtbot):
    wall.set_scene("board")
    ctx.workspace.outcomes.add(meeting, "werkt", "Bel eerst")

    def fresh() -> bool:
        return next(piece.key[4] for piece in wall.window.stage().pieces if piece.key[0] == "card")

    assert fresh()
    ctx.clock.advance(11)
    qtbot.waitUntil(lambda: not fresh())


def test_the_page_with_the_newest_card_comes_by_itself(ctx, wall, meeting):
    wall.set_scene("board")
    for kind in ("inzicht", "afspraak", "belofte", "vraag", "werkt", "werkt_niet", "signaal"):
        ctx.workspace.outcomes.add(meeting, kind, f"Kaart {kind}")
    assert (wall.page, wall.pages) == (1, 2)
    ctx.clock.advance(20)
    ctx.workspace.outcomes.add(meeting, "inzicht", "De nieuwste")
    assert "De nieuwste" in seen(wall)
    assert wall.page == 0
    assert wall.page_next() and not wall.page_next()
    assert "De nieuwste" not in seen(wall)
    assert wall.page_prev() and not wall.page_prev()


# Standing still and black


def test_frozen_keeps_what_was_there_and_counts_what_waits(ctx, wall, meeting):
    wall.set_scene("board")
    ctx.workspace.outcomes.add(meeting, "werkt", "Een")
    wall.freeze()
    assert wall.state == "frozen"
    ctx.workspace.outcomes.add(meeting, "werkt", "Twee")
    ctx.workspace.outcomes.add(meeting, "werkt", "Geheim", private=True)
    ctx.workspace.outcomes.add(meeting, "werkt", "Drie")
    wall.set_scene("rules")
    assert wall.frozen_changes == 3
    assert "Een" in seen(wall) and "Twee" not in seen(wall)
    wall.set_scene("board")
    wall.freeze()
    assert (wall.state, wall.frozen_changes) == ("live", 0)
    assert {"Een", "Twee", "Drie"} <= set(seen(wall))


def test_time_alone_is_no_change_that_waits(ctx, wall, meeting, qtbot):
    ctx.workspace.room.start(meeting)
    wall.freeze()
    before = seen(wall)
    ctx.clock.advance(400)
    wall.refresh()
    assert wall.frozen_changes == 0
    assert seen(wall) == before


def test_black_shows_nothing_and_comes_back(ctx, wall, meeting):
    wall.set_scene("board")
    wall.blank()
    assert (wall.state, seen(wall)) == ("black", [])
    ctx.workspace.outcomes.add(meeting, "werkt", "Bel eerst")
    assert seen(wall) == []
    assert wall.window.grab().toImage().pixelColor(100, 100) == QColor("#000000")
    wall.blank()
    assert wall.state == "live"
    assert "Bel eerst" in seen(wall)


def test_black_over_frozen(ctx, wall, meeting):
    wall.freeze()
    wall.blank()
    assert wall.state == "black"
    wall.blank()
    assert wall.state == "frozen"


def test_hidden_wall_has_no_state_and_starts_live(wall):
    wall.freeze()
    wall.hide_wall()
    assert (wall.state, wall.window.isVisible()) == ("none", False)
    wall.freeze()
    wall.blank()
    assert wall.state == "none"
    wall.toggle()
    assert wall.state == "live"
    wall.window.close()
    assert wall.state == "none"


def test_it_tells_what_changed(ctx, wall, meeting, qtbot):
    states = []
    wall.stateChanged.connect(states.append)
    with qtbot.waitSignal(wall.frameChanged):
        wall.set_scene("rules")
    wall.freeze()
    wall.freeze()
    wall.blank()
    wall.hide_wall()
    assert [state for state, following in zip(states, [*states[1:], ""], strict=True) if state != following] == [
        "live",
        "frozen",
        "live",
        "black",
        "none",
    ]


def test_a_closed_work_file_leaves_nothing_on_the_wall(ctx, wall):
    ctx.release()
    assert (wall.state, wall.meeting) == ("none", None)
    assert words(wall) == []


# The picture for the cockpit


def test_the_thumbnail_is_exactly_the_wall(ctx, wall, meeting):
    wall.set_scene("rules")
    picture = wall.thumbnail(THUMB, 1.0).toImage()
    assert picture.convertToFormat(picture.Format.Format_RGB32) == picture_of(wall.window.stage(), THUMB)
    assert wall.thumbnail(THUMB, 2.0).size() == THUMB * 2


def test_the_thumbnail_is_drawn_four_times_a_second_at_most_and_catches_up(ctx, wall, meeting, qtbot):
    passed, drawn = QElapsedTimer(), set()
    passed.start()
    while passed.elapsed() < 700:
        wall.next_scene()
        drawn.add(wall.thumbnail(THUMB).cacheKey())
    assert len(drawn) <= passed.elapsed() / 250 + 1

    def caught_up() -> bool:
        picture = wall.thumbnail(THUMB, 1.0).toImage()
        return picture.convertToFormat(picture.Format.Format_RGB32) == picture_of(wall.stage, THUMB)

    # Nobody asks by itself: the signal tells when a newer picture may be had.
    told = []
    wall.frameChanged.connect(lambda: told.append(caught_up()))
    wall.set_scene("agenda")
    wall.set_scene("top")
    qtbot.waitUntil(lambda: True in told)


def test_without_a_screen_the_thumbnail_shows_what_the_room_would_see(ctx, meeting):
    ctx.wall.set_meeting(meeting)
    ctx.wall.set_scene("rules")
    assert ctx.wall.state == "none"
    picture = ctx.wall.thumbnail(THUMB, 1.0).toImage()
    stage = compose(ctx.workspace.projection.frame(meeting, "rules")).stage()
    assert picture.convertToFormat(picture.Format.Format_RGB32) == picture_of(stage, THUMB)


# Keys of a clicker


@pytest.mark.parametrize(("key", "scene"), [(Qt.Key.Key_PageDown, "rules"), (Qt.Key.Key_PageUp, "top")])
def test_page_keys_change_the_scene(wall, qtbot, key, scene):
    qtbot.keyClick(wall.window, key)
    assert wall.scene == scene


def test_page_keys_turn_pages_first(ctx, wall, meeting, qtbot):
    wall.set_scene("board")
    for kind in ("inzicht", "afspraak", "belofte", "vraag", "werkt", "werkt_niet"):
        ctx.workspace.outcomes.add(meeting, kind, kind)
    wall.page_prev()
    qtbot.keyClick(wall.window, Qt.Key.Key_PageDown)
    assert (wall.scene, wall.page) == ("board", 1)
    qtbot.keyClick(wall.window, Qt.Key.Key_PageDown)
    assert wall.scene == "break"


def test_black_and_escape(wall, qtbot):
    qtbot.keyClick(wall.window, Qt.Key.Key_B)
    assert wall.state == "black"
    qtbot.keyClick(wall.window, Qt.Key.Key_Period)
    assert wall.state == "live"
    qtbot.keyClick(wall.window, Qt.Key.Key_Escape)
    assert wall.state == "none"
    assert wall.press_key(Qt.Key.Key_F5)
    assert wall.state == "live"
    assert not wall.press_key(Qt.Key.Key_Q, "q")


# The window


def test_the_window_has_no_pointer_no_focus_and_keeps_its_size(ctx, wall):
    window = wall.window
    assert window.cursor().shape() == Qt.CursorShape.BlankCursor
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    window.resize(640, 400)
    wall.hide_wall()
    wall.show_wall()
    assert window.size().toTuple() == (640, 400)
    assert window.windowTitle() == "Zaalscherm"


def test_only_what_changed_is_painted(ctx, wall, meeting, qtbot):
    wall.set_scene("board")
    ctx.workspace.outcomes.add(meeting, "werkt", "Een")
    before = wall.window.stage()
    ctx.workspace.outcomes.add(meeting, "werkt", "Twee")
    (part,) = wall.window.stage().changed_since(before)
    assert part.height() < 100


# Nothing else gets in


def test_the_projector_reaches_nothing_but_frames():
    allowed = (
        "ef_desktop.domain.frames",
        "ef_desktop.domain.discussion",
        "ef_desktop.domain.workframes",
        "ef_desktop.domain.changes",
        "ef_desktop.files",
        "ef_desktop.i18n",
        "ef_desktop.logs",
        "ef_desktop.paths",
        "ef_desktop.settings",
        "ef_desktop.ui.projector",
        "ef_desktop.ui.theme",
        "ef_desktop.ui.widgets.badge",
        "ef_desktop.ui.widgets.draw",
        "ef_desktop.ui.widgets.role_icons",
        "ef_desktop.ui.widgets.text",
        "ef_desktop.ui.widgets.tile",
    )
    for path in Path(ef_desktop.ui.projector.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text("utf-8"))
        for_types = {
            id(inner)
            for node in ast.walk(tree)
            if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
            for inner in ast.walk(node)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ImportFrom) and id(node) not in for_types and node.module.startswith("ef_desktop"):
                assert node.module.startswith(allowed), (path, node.module)
            if isinstance(node, ast.Attribute) and ast.unparse(node.value).endswith(".workspace"):
                assert node.attr == "projection", path


# Staying awake


def test_the_laptop_stays_awake_while_the_meeting_runs(ctx, wall, meeting):
    awake = wall.awake
    assert not awake.asked
    ctx.workspace.room.start(meeting)
    assert awake.asked
    ctx.workspace.room.finish(meeting)
    assert not awake.asked


def test_a_program_holds_sleep_off_as_long_as_it_runs():
    program = Program("cat")
    awake = Awake((Program("ef-no-such-program"), program))
    awake.set(True)
    awake.set(True)
    assert awake.held
    process = program._process
    assert process.poll() is None
    awake.set(False)
    assert process.poll() is not None
    assert not awake.held


def test_a_system_that_offers_nothing_is_left_alone():
    awake = Awake((Program("ef-no-such-program"),))
    awake.set(True)
    assert (awake.asked, awake.held) == (True, False)
    awake.set(False)


@pytest.mark.parametrize("platform", ["win32", "darwin", "linux", "freebsd14"])
def test_every_system_has_a_way(platform):
    assert ways(platform)
