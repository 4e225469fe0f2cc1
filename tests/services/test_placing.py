"""Cards and groups at their place among each other."""

import pytest
from sqlalchemy import event

from ef_desktop.content import kind_ids
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def column(workspace):
    meeting = workspace.meetings.create("Proef")
    return meeting, [workspace.outcomes.add(meeting, "werkt", text) for text in "abcd"]


def words(workspace, meeting, kind="werkt"):
    return ["".join(card.text for card in entry.cards) for entry in workspace.outcomes.entries(meeting, kind)]


def test_loose_cards_go_between_a_card_and_a_group_that_moved(workspace, column):
    meeting, (a, b, c, d) = column
    group = workspace.outcomes.group([c, d])
    workspace.placing.move_group(group, "werkt", 1)
    assert words(workspace, meeting) == ["a", "cd", "b"]
    workspace.placing.move([b], "werkt", 1)
    assert words(workspace, meeting) == ["a", "b", "cd"]
    workspace.placing.move([a], "werkt", 2)
    assert words(workspace, meeting) == ["b", "cd", "a"]


def test_into_a_group_and_out_of_it(workspace, column):
    meeting, (a, b, _c, d) = column
    group = workspace.outcomes.group([a, b], "Samen")
    workspace.placing.move([d], "werkt", 1, group_id=group)
    assert words(workspace, meeting) == ["adb", "c"]
    workspace.placing.move([a, b, d], "werkt", 1)
    assert words(workspace, meeting) == ["c", "a", "b", "d"]
    workspace.undo.undo()
    assert words(workspace, meeting) == ["adb", "c"]


def test_a_group_goes_to_another_column_and_back_in_one_step(workspace, column):
    meeting, (a, b, *_others) = column
    group = workspace.outcomes.group([a, b], "Samen")
    workspace.placing.move_group(group, "afspraak", 0)
    assert words(workspace, meeting, "afspraak") == ["ab"]
    assert workspace.outcomes.card(a).group_title == "Samen"
    assert workspace.outcomes.card(a).status == "open"
    workspace.undo.undo()
    assert words(workspace, meeting) == ["ab", "c", "d"]


def test_a_group_of_one_card_stays_a_group(workspace, column):
    meeting, (a, b, *_others) = column
    group = workspace.outcomes.group([a, b])
    workspace.outcomes.take_out([b])
    workspace.placing.move_group(group, "inzicht", 0)
    assert [entry.group_id for entry in workspace.outcomes.entries(meeting, "inzicht")] == [group]


def test_what_cannot_be_is_told_and_changes_nothing(workspace, column):
    meeting, (a, b, c, _d) = column
    group = workspace.outcomes.group([a, b])
    for call in (
        lambda: workspace.placing.move([c], "inzicht", 0, group_id=group),
        lambda: workspace.placing.move_group(group, "onzin", 0),
    ):
        with pytest.raises(InvalidValueError):
            call()
    assert words(workspace, meeting) == ["ab", "c", "d"]


def test_what_a_key_does_to_one_card_takes_up_that_card_only(workspace, column):
    """However many cards there are: a row that is taken up as an object, to be compared and written, costs more than all else."""
    meeting, (a, b, *_others) = column
    outcomes = workspace.outcomes
    outcomes.add_lines(meeting, "vraag", "\n".join(str(number) for number in range(40)))
    taken = []

    def take(row, _context):
        taken.append(row.id)

    event.listen(Outcome, "load", take)
    try:
        for deed, most in (
            (lambda: outcomes.add(meeting, "vraag", "nog een"), 0),
            (lambda: outcomes.vote_by([a], 1), 0),
            (lambda: outcomes.edit(a, kind="vraag"), 1),
            (lambda: outcomes.move(a, "vraag", 3), 1),
            (lambda: outcomes.set_top(meeting, [a, b]), 2),
            (lambda: outcomes.set_top(meeting, [b]), 2),
            (lambda: outcomes.remove([a]), 1),
        ):
            taken.clear()
            deed()
            assert len(taken) <= most
    finally:
        event.remove(Outcome, "load", take)
    assert [(card.text, card.top) for card in outcomes.board(meeting).columns[kind_ids().index("werkt")].cards] == [("b", 1), ("c", None), ("d", None)]
    assert [entry.cards[0].text for entry in outcomes.entries(meeting, "vraag")][:4] == ["0", "1", "2", "3"]
