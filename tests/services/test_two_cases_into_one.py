"""Joining two cases in a real work file: everything goes along, what was anonymous stays so, and undo brings it back."""

from datetime import date

from ef_desktop.domain.two_into_one import FIRST, SECOND
from tests.services.joined import state_of, undone_and_redone


def test_everything_of_a_case_goes_along(workspace, gardens, work_file):
    first, second = gardens
    one, two = (workspace.meetings.create(title, held_on=date(2026, 4, day)) for title, day in (("Een", 1), ("Twee", 2)))
    workspace.meetings.add_case(one, first)
    workspace.meetings.add_case(one, second)
    workspace.meetings.add_case(two, second)
    workspace.outcomes.add(one, "werkt", "Samen wieden", case_id=second)
    other = workspace.cases.add("Speelveld")
    workspace.case_life.relate(second, other, "Ook groen")
    workspace.case_life.relate(first, second)
    workspace.cases.set_criterion(first, "c1", "deels", "Deze vraag komt uit de stad, want bewoners vroegen het ons.")
    workspace.cases.set_criterion(second, "c1", "voldoet", "Deze vraag komt uit de stad, want het stond in de krant.")
    workspace.cases.set_criterion(second, "c2", "voldoet", "Omdat de tuin van iedereen is en dat zo blijft.")
    workspace.cases.set_goal(first, 11, "Groen dichtbij huis voor iedereen")
    workspace.cases.set_goal(second, 11, "Een plek voor de buurt samen")
    workspace.cases.set_goal(second, 15, "Meer dieren en planten hier", main=True)
    workspace.cases.keep_off(second, "stuck_on")
    workspace.case_life.add_noticed(second, "Meer buren komen", date(2026, 3, 1))
    before = state_of(workspace)
    told = workspace.two_cases.preview(first, second)
    assert told.second.holds == ("2 bijeenkomsten", "1 opbrengst", "2 criteria bekeken", "2 doelen", "2 verbanden met andere casussen")
    assert [question.name for question in told.questions] == ["title", "question", "district", "c1", "goal-11"]
    assert "partners buiten de gemeente" in told.filled

    workspace.two_cases.join(first, second, {"c1": SECOND, "goal-11": SECOND, "title": FIRST})

    fields = workspace.cases.fields(first)
    assert (fields["title"], fields["district"], fields["partners"]) == ("Stadstuin", "Hof van Delft", "Woonbron")
    assert fields["question"] == "Hoe gaat de tuin open?\nWie houdt de tuin bij?"
    assert [view.state for view in workspace.cases.criteria(first)] == ["voldoet", "voldoet", "nog_niet_bekeken", "nog_niet_bekeken"]
    goals = [(goal.number, goal.main, goal.sentence) for goal in workspace.cases.goals(first) if goal.chosen]
    assert goals == [(11, True, "Een plek voor de buurt samen"), (15, False, "Meer dieren en planten hier")]
    story = workspace.case_life.story(first)
    assert [meeting.title for meeting in story.meetings] == ["Een", "Twee"]
    assert [card.text for card in story.outcomes] == ["Samen wieden"]
    assert [(related.id, related.note) for related in story.related] == [(other, "Ook groen")]
    assert [note.text for note in story.noticed] == ["Meer buren komen"]
    assert "stuck_on" in workspace.cases.kept_off(first)
    assert workspace.case_life.removed() == ()
    undone_and_redone(workspace, before, work_file)


def test_an_anonymous_case_stays_so_and_goes_nowhere_new(workspace, gardens):
    first, second = gardens
    workspace.cases.update(first, share_in="logboek,intranet")
    workspace.cases.update(second, initiator_knows="nee", share_in="logboek", sensitive="prive")
    told = workspace.two_cases.preview(first, second)
    assert "anoniem" in " ".join(told.told)
    assert "initiator_knows" not in [question.name for question in told.questions]
    workspace.two_cases.join(first, second, {"initiator_knows": FIRST})
    fields = workspace.cases.fields(first)
    assert (fields["initiator_knows"], fields["share_in"], fields["sensitive"]) == ("nee", "logboek", "prive")


def test_a_case_has_five_goals_at_most(workspace, gardens):
    first, second = gardens
    for number in (1, 2, 3):
        workspace.cases.set_goal(first, number, f"Zin bij doel {number}")
    for number in (3, 4, 5, 6):
        workspace.cases.set_goal(second, number, f"Zin bij doel {number}")
    assert "5 doelen" in " ".join(workspace.two_cases.preview(first, second).told)
    workspace.two_cases.join(first, second)
    goals = [goal for goal in workspace.cases.goals(first) if goal.chosen]
    assert [goal.number for goal in goals] == [1, 2, 3, 4, 5]
    assert sum(goal.main for goal in goals) == 1


def test_cases_with_the_same_title_may_be_doubles(workspace, gardens):
    ((one, other),) = workspace.two_cases.doubles()
    assert {one[0], other[0]} == set(gardens)
