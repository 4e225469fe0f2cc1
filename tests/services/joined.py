"""What the pages show of people and cases that were joined, and that undo gives back what was before."""

from ef_desktop.services.checking import check_file


def person(workspace, row_id):
    """Everything about a person."""
    return workspace.people.details(row_id)


def state_of(workspace):
    """What the pages show of people and cases."""
    rows = workspace.meetings.rows()
    return (
        [person(workspace, row.id) for row in workspace.people.rows()],
        [(workspace.cases.fields(row.id), workspace.cases.criteria(row.id), workspace.cases.goals(row.id), workspace.case_life.story(row.id)) for row in workspace.cases.rows()],
        [workspace.meetings.plan(row.id) for row in rows],
        [workspace.outcomes.board(row.id) for row in rows],
    )


def undone_and_redone(workspace, before, path):
    """Undo gives what was, redo what came; the journal says the same as the tables."""
    after = state_of(workspace)
    assert after != before
    workspace.undo.undo()
    assert state_of(workspace) == before
    workspace.undo.redo()
    assert state_of(workspace) == after
    workspace.close()
    assert check_file(path, workspace.clock) == ()
