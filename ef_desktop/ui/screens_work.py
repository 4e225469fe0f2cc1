"""Pictures of the work form for ``screens``: every scene that it has on the wall."""

from collections.abc import Iterator

from ef_desktop.domain.frames import Frame
from ef_desktop.services.workspace import Workspace


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
