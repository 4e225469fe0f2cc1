"""Pictures of the wall for ``screens``: every scene that it has, those of the work form included."""

from collections.abc import Iterator

from ef_desktop.domain.frames import Frame, NumberFrame
from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import language
from ef_desktop.services.workspace import Workspace

#: Scenes that are looked at before the meeting begins.
BEFORE = ("welcome", "rules")

#: Scenes that say most of the meeting with the most outcomes.
_FULL = ("board", "top", "card")


def before_frames(workspace: Workspace, coming: MeetingRow) -> Iterator[tuple[str, Frame]]:
    """Give the scenes from before a meeting, with their names."""
    for scene in BEFORE:
        yield scene, workspace.projection.frame(coming.id, scene)


def wall_frames(workspace: Workspace, coming: MeetingRow, fullest: MeetingRow) -> Iterator[tuple[str, Frame]]:
    """Give the scenes of a meeting, with their names; that of a case and its discussion where a rundown has one.

    Parameters:
        coming: the meeting that is run.
        fullest: the one with the most outcomes.
    """
    block = _case_block(workspace, coming)
    for scene in workspace.projection.scenes:
        if scene == "case":
            if block is not None:
                yield scene, workspace.projection.frame(block[0], scene)
                yield "discussion", workspace.room.discussion.frame(block[1])
        elif scene not in (*BEFORE, "workform"):
            yield scene, workspace.projection.frame(fullest.id if scene in _FULL else coming.id, scene)
    yield "reading", workspace.projection.frame(coming.id, "reading")
    yield "number", NumberFrame(language(), 1, "1920 x 1080")


def _case_block(workspace: Workspace, coming: MeetingRow) -> tuple[bytes, bytes] | None:
    """A meeting and its block with a case, the coming meeting first and then the latest; None where there is none."""
    for row in sorted(workspace.meetings.rows(), key=lambda row: (row.id != coming.id, -row.number)):
        for item in workspace.meetings.plan(row.id).items:
            if item.case_id is not None:
                return row.id, item.id
    return None


def work_frames(workspace: Workspace, meeting_id: bytes) -> Iterator[tuple[str, Frame]]:
    """Give one frame of every scene of the last round, with the name of the scene; without a round one is begun.

    The long script has every scene, so the round becomes a long one; what was recorded stays.

    Parameters:
        workspace: of a copy, in which a round may be made and changed.
        meeting_id: meeting in which a round is begun when there is none.
    """
    work = workspace.workform
    rounds = work.rounds()
    if rounds:
        round_id = rounds[-1].id
    else:
        blocks = [item.id for item in workspace.meetings.plan(meeting_id).items if work.is_work_form(item.id)]
        round_id = work.begin(meeting_id, blocks[0] if blocks else None)
    work.set_variant(round_id, "full")
    scenes: set[str] = set()
    for step in work.view(round_id).steps:
        if step.scene not in scenes:
            scenes.add(step.scene)
            yield step.scene, work.wall.frame(round_id, step.id)
