"""What ``ef-desktop screens`` draws: nothing of the wall may be without a picture."""

from ef_desktop.domain.frames import BlankFrame, Frame, MediaFrame
from ef_desktop.ui.projector.scenes import compose
from ef_desktop.ui.screens_wall import before_frames, wall_frames, work_frames


def kinds_of_frames(base=Frame):
    """Every kind of frame that the wall knows, below a base class."""
    found = base.__subclasses__()
    return {kind for each in found for kind in kinds_of_frames(each)} if found else {base}


def test_every_kind_of_frame_and_every_scene_has_a_picture(sample_ctx):
    workspace = sample_ctx.workspace
    rows = workspace.meetings.rows()
    coming = next(row for row in rows if row.id == workspace.programme.overview().next_id)
    fullest = max(rows, key=lambda row: row.outcome_count)
    drawn = [*before_frames(workspace, coming), *wall_frames(workspace, coming, fullest)]
    work = list(work_frames(workspace, coming.id))
    # Black is black; the own video and booklet are files of a laptop, not of a work file.
    assert kinds_of_frames() - {BlankFrame, MediaFrame} == {type(frame) for _scene, frame in [*drawn, *work]}
    assert {scene for scene, _frame in drawn} == {*workspace.projection.scenes, "discussion", "reading", "number"} - {"workform"}
    assert all(compose(frame).stage().pieces for _scene, frame in [*drawn, *work])


def test_a_programme_without_a_case_is_drawn_without_one(ctx):
    ctx.workspace.meetings.create("Kick-off")
    (row,) = ctx.workspace.meetings.rows()
    scenes = {scene for scene, _frame in wall_frames(ctx.workspace, row, row)}
    assert "agenda" in scenes and not scenes & {"case", "discussion"}
