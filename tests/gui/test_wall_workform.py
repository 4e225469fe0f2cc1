"""The wall during the work form 'Rollen en talenten': whole, readable, by itself, and without names where totals are kept."""

import importlib.util
import random
from pathlib import Path

import pytest
from PySide6.QtCore import QSize

from ef_desktop.domain.workframes import (
    WorkCardsFrame,
    WorkFrame,
    WorkNeedsFrame,
    WorkPictureFrame,
    WorkRolesFrame,
    WorkTextFrame,
    WorkTurnFrame,
)
from ef_desktop.ui.pages.prepare_rundown import SCENES as PLANNED
from ef_desktop.ui.pages.prepare_rundown import scene_name
from ef_desktop.ui.projector import letters
from ef_desktop.ui.projector.frames import goes_on, without_time
from ef_desktop.ui.projector.letters import SMALLEST
from ef_desktop.ui.projector.scenes import compose
from ef_desktop.ui.projector.scenes.work_ring import ring
from ef_desktop.ui.projector.stage import CANVAS, Stage, picture_of
from tests.services.workform_house import NAMES, SURNAME, House

_spec = importlib.util.spec_from_file_location("workform_frames", Path(__file__).with_name("workform_frames.py"))
made = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(made)

SCENES = tuple(made.frames(6))


def stages(frame) -> list[Stage]:
    staging = compose(frame)
    return [staging.stage(page) for page in range(staging.count)]


def words(frame) -> list[str]:
    return [word for stage in stages(frame) for word, _size in stage.words()]


@pytest.fixture
def shortened(dressed, monkeypatch):
    """The texts that were shortened while a frame was laid out."""
    found = []
    real = letters.layout_text

    def laying(words, *args, **kwargs):
        block = real(words, *args, **kwargs)
        if block.elided:
            found.append(words)
        return block

    letters._laid.cache_clear()
    monkeypatch.setattr(letters, "layout_text", laying)
    yield found
    letters._laid.cache_clear()


@pytest.mark.parametrize("people", [6, 12, 24])
@pytest.mark.parametrize("own", [False, True], ids=["short names", "long names"])
@pytest.mark.parametrize("name", SCENES)
def test_nothing_is_shortened_too_small_or_off_the_canvas(shortened, name, own, people):
    frame = made.frames(people, *((made.LONG, made.LONG_ROLE, made.LONG_TALENT) if own else ()))[name]
    for stage in stages(frame):
        assert all(size >= SMALLEST for _word, size in stage.words())
        assert all(CANVAS.contains(piece.rect) for piece in stage.pieces), [p.key for p in stage.pieces if not CANVAS.contains(p.rect)]
        assert not picture_of(stage, QSize(480, 270)).isNull()
    assert shortened == []


@pytest.mark.parametrize("name", SCENES)
def test_a_nearer_wall_and_a_larger_letter_keep_it_on_the_canvas(dressed, name):
    letters.fit_room(12.0, 2.4)
    try:
        frame = made.frames(24, made.LONG, made.LONG_ROLE, made.LONG_TALENT)[name]
        assert all(CANVAS.contains(piece.rect) for stage in stages(frame) for piece in stage.pieces)
        assert all(size >= letters.smallest() for stage in stages(frame) for _word, size in stage.words())
    finally:
        letters.fit_room(8.0, 2.4)


def test_every_talent_role_and_group_is_on_some_page(dressed):
    frames = made.frames(24, role=made.LONG_ROLE, talent=made.LONG_TALENT)
    talents = {name for names in made.CLUSTERS.values() for name in (*names, made.LONG_TALENT)}
    for name in ("cards", "picture"):
        assert talents | {*made.ROLES, made.LONG_ROLE} <= set(words(frames[name]))
    assert sum(word.startswith("Groepje") for word in words(frames["turn"])) == 6
    assert {"Verteller", "Verbinder", "genoeg in huis", "Nodig", "In huis"} <= {*words(made.frames(12)["needs"])}
    assert {"Gezocht", "Nog niemand", "4 van 6 rollen", "Noor en Samir"} <= {*words(made.frames(12)["roles"])}


def test_a_usual_group_needs_one_page_for_most_steps(dressed):
    counts = {name: compose(frame).count for name, frame in made.frames(12).items()}
    assert counts == {"rules": 1, "questions": 1, "sentence": 1, "cards": 2, "turn": 1, "picture": 2, "needs": 1, "roles": 1}


def test_a_second_paints_little(dressed):
    before = made.frames(12)["picture"]
    after = made.WorkPictureFrame(**{**vars(before), "clock": made.WorkClock(300, 0.43)})
    (first, _roles), (second, _more) = stages(before), stages(after)
    assert second.changed_since(first)
    assert all(part.height() < 120 for part in second.changed_since(first))
    assert without_time(before) == without_time(after)


@pytest.mark.parametrize("count", range(1, 15))
def test_the_boxes_of_the_roles_stand_free_around_the_words(dressed, count):
    roles = tuple(made.WallRoleCount("verbinder", f"Rol {number}", number % 3, "present", "2 mensen") for number in range(count))
    pages = ring(roles, f"2 van {count} rollen zijn er", 240, 980)
    boxes = [piece for page in pages for piece in page if piece.key[0] == "work count"]
    assert [piece.key[1].name for piece in boxes] == [role.name for role in roles]
    assert (len(pages), any(piece.key[0] == "work ring words" for piece in pages[0])) == (1, count <= 10)
    shown = [piece.rect for piece in boxes] + [piece.rect for page in pages for piece in page if piece.key[0] == "work ring words"]
    for number, rect in enumerate(shown):
        assert CANVAS.contains(rect) and not any(rect.intersects(other) for other in shown[:number])


def test_another_step_begins_at_its_first_page(dressed):
    one, other = made.frames(12)["questions"], made.frames(12)["sentence"]
    assert goes_on(one, one) and not goes_on(one, other)


# In a meeting


@pytest.fixture
def house(ctx):
    return House(ctx.workspace)


@pytest.fixture
def wall(ctx, house):
    ctx.wall.set_meeting(house.meeting)
    ctx.wall.show_wall()
    yield ctx.wall
    ctx.wall.hide_wall()


def seen(wall) -> str:
    return " ".join(word for word, _size in wall.window.stage().words())


def begin(house) -> None:
    house.w.room.start(house.meeting)
    house.work.start(house.round)


def test_the_wall_follows_the_steps_and_may_be_overridden(ctx, house, wall):
    begin(house)
    wall.refresh()
    assert (wall.scene, wall.automatic) == ("workform", True)
    shown = set()
    for step in house.view().steps:
        house.work.go_to(house.round, step.id)
        ctx.clock.advance(20)
        wall.refresh()
        assert step.title in seen(wall)
        frame = ctx.workspace.projection.frame(house.meeting, "workform")
        shown.add(type(frame))
        assert frame.title == step.title and not wall.thumbnail().isNull()
    assert shown == {WorkTextFrame, WorkCardsFrame, WorkTurnFrame, WorkPictureFrame, WorkNeedsFrame, WorkRolesFrame}
    wall.set_scene("board")
    assert (wall.scene, wall.automatic) == ("board", False)
    house.work.go_to(house.round, house.view().steps[0].id)
    assert wall.scene == "board"
    wall.set_scene(None)
    assert wall.scene == "workform"


def test_without_a_round_the_block_shows_what_it_showed(ctx, house):
    house.w.room.start(house.meeting)
    house.work.remove(house.round)
    assert ctx.workspace.projection.scene_for(house.meeting) == "agenda"
    assert "Werkvorm" in " ".join(words(ctx.workspace.projection.frame(house.meeting, "workform")))


def test_what_is_recorded_reaches_the_wall_at_once(ctx, house, wall):
    begin(house)
    house.work.go_to(house.round, next(step.id for step in house.view().steps if step.scene == "picture"))
    wall.refresh()
    before = wall.window.stage()
    house.choose("Noor", ["Luisteren", "Inleven", "Regelen"])
    assert not wall.window.stage().same(before)


def test_a_chosen_round_is_in_the_menu_of_scenes(ctx, app_window, house):
    app_window.show_page("cockpit", meeting_id=house.meeting)
    ctx.actions.trigger("cockpit.scene.workform")
    assert ctx.wall.scene == "workform"


@pytest.mark.parametrize("seed", range(6))
def test_in_totals_mode_no_name_is_painted(ctx, house, seed):
    dice = random.Random(seed)
    work, talents, roles = house.work, list(house.talents.values()), list(house.roles.values())
    people = list(house.people.values())
    with house.w._store.unit(""):
        for person in people:
            work.recording.choose(house.round, dice.sample(talents, 3), dice.choice(talents), dice.choice(roles), person_id=person)
            giver = dice.choice([one for one in people if one != person])
            example = f"Ik zag {dice.choice(NAMES)} {SURNAME}"
            work.recording.give(house.round, dice.choice(talents), person_id=person, giver_id=giver, example=example)
        needed = dice.sample(roles, 3)
        work.picture.set_needs(house.round, needed, dice.sample(talents, 5))
        for role in needed[: dice.randint(1, 3)]:
            work.picture.take_role(house.round, role, person_id=dice.choice(people))
        work.picture.want_role(house.round, dice.choice(roles), seeker_id=dice.choice(people))
        work.circles.choose(house.round, [circle.person_ids for circle in work.circles.proposal(house.round)])
    for step in house.view().steps:
        frame = work.wall.frame(house.round, step.id)
        assert isinstance(frame, WorkFrame)
        for word in (*words(frame), repr(frame)):
            assert not [name for name in (*NAMES, SURNAME) if name in word.replace(",", " ").replace("'", " ").split()], word


def test_the_work_form_can_be_the_fixed_scene_of_any_block(ctx, app_window, house):
    meetings = house.w.meetings
    block = meetings.add_text_item(house.meeting, "Rollen verdelen", 20)
    app_window.show_page("prepare", meeting_id=house.meeting)
    assert scene_name("workform") == "Rollen en talenten" and "workform" in PLANNED
    meetings.update_item(block, scene="workform")
    beside = house.work.begin(house.meeting)
    house.w.room.start(house.meeting)
    house.w.room.go_to(house.meeting, block)
    house.work.start(beside)
    assert ctx.workspace.projection.scene_for(house.meeting) == "workform"
    ctx.wall.set_meeting(house.meeting)
    assert isinstance(ctx.workspace.projection.frame(house.meeting, "workform"), WorkTextFrame)
