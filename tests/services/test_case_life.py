"""The life of cases in the work file: stages that follow from meetings, notes, relations, removing with care."""

from datetime import date, timedelta

import pytest

from ef_desktop.domain import caselife
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from ef_desktop.services.case_list import CaseList

WHY = "Dit is uitgelegd in meer dan twintig letters, zodat het telt als uitleg van dit criterium en niet te kort is."


@pytest.fixture
def case(workspace):
    return workspace.cases.add("Stadstuin Voorhof", district="Voorhof", question="Mag de buurt hier tuinieren?")


def meet_criteria(workspace, case):
    for criterion in ("c1", "c2", "c3", "c4"):
        workspace.cases.set_criterion(case, criterion, "voldoet", WHY)
    workspace.cases.set_goal(case, 11, "De tuin maakt de wijk groener en koeler voor iedereen die er woont.")


def stage_of(workspace, case):
    stage = workspace.case_life.story(case).stage
    assert next(entry for entry in workspace.case_list.entries() if entry.id == case).stage == stage
    return stage


def test_a_case_goes_through_its_life(workspace, manual_clock, case):
    assert stage_of(workspace, case) == "proposed"
    workspace.case_life.set_stage([case], "intake")
    assert stage_of(workspace, case) == "intake"
    assert workspace.case_life.story(case).next == "criteria"
    with pytest.raises(InvalidValueError, match="kan nog niet worden toegelaten"):
        workspace.case_life.set_stage([case], "admitted")
    meet_criteria(workspace, case)
    assert workspace.case_life.story(case).next == "admit"
    workspace.case_life.set_stage([case], "admitted")
    meeting = workspace.meetings.create("Leren", template=workspace.library.templates()[0].id, held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_case(meeting, case)
    assert stage_of(workspace, case) == "planned"
    workspace.room.start(meeting)
    assert stage_of(workspace, case) == "planned"
    manual_clock.advance(86_400)
    assert stage_of(workspace, case) == "discussed"
    workspace.room.finish(meeting)
    assert stage_of(workspace, case) == "discussed"
    workspace.case_life.add_noticed(case, "Het hek is open.", date(2026, 4, 1))
    assert stage_of(workspace, case) == "followed_up"
    workspace.case_life.set_stage([case], "closed")
    story = workspace.case_life.story(case)
    assert story.stage == "closed"
    assert [step.state for step in story.steps] == ["done"] * 6 + ["now"]
    assert {step.stage: step.detail for step in story.steps}["followed_up"] == "1 apr"
    workspace.case_life.reopen(case)
    assert stage_of(workspace, case) == "followed_up"
    assert workspace.cases.fields(case)["status"] == "admitted"


def test_taken_off_the_agenda_a_case_is_admitted_again(workspace, case):
    meet_criteria(workspace, case)
    workspace.case_life.set_stage([case], "admitted")
    meeting = workspace.meetings.create("Leren", held_on=date(2026, 3, 20))
    workspace.meetings.add_case(meeting, case)
    assert workspace.case_life.story(case).meetings[0].state == "planned"
    workspace.meetings.remove_case(meeting, case)
    assert stage_of(workspace, case) == "admitted"
    workspace.undo.undo()
    assert stage_of(workspace, case) == "planned"
    workspace.meetings.remove(meeting)
    assert stage_of(workspace, case) == "admitted"


def test_what_follows_by_itself_cannot_be_set(workspace, case):
    for stage in ("planned", "discussed", "followed_up", "not_now", "else"):
        with pytest.raises(InvalidValueError):
            workspace.case_life.set_stage([case], stage)


def test_a_stage_is_set_for_more_cases_in_one_step(workspace, case):
    other = workspace.cases.add("Speelstraat")
    workspace.case_life.set_stage([case, other], "closed")
    assert {stage_of(workspace, case), stage_of(workspace, other)} == {"closed"}
    workspace.undo.undo()
    assert {stage_of(workspace, case), stage_of(workspace, other)} == {"proposed"}
    meet_criteria(workspace, case)
    with pytest.raises(InvalidValueError):
        workspace.case_life.set_stage([case, other], "admitted")
    assert workspace.cases.fields(case)["status"] == "proposed"


def test_notes_are_added_changed_and_dropped(workspace, case):
    life = workspace.case_life
    life.add_noticed(case, "Later", date(2026, 5, 1))
    life.add_noticed(case, "Eerder", date(2026, 4, 1))
    assert [note.text for note in life.story(case).noticed] == ["Eerder", "Later"]
    life.change_noticed(case, 0, "Eerder\nen meer", None)
    assert next((note.on, note.text) for note in life.story(case).noticed) == (None, "Eerder\nen meer")
    life.change_noticed(case, 1, "")
    assert len(life.story(case).noticed) == 1
    with pytest.raises(InvalidValueError):
        life.change_noticed(case, 5, "Weg")
    with pytest.raises(InvalidValueError):
        life.add_noticed(case, "  \n ")


def test_outcomes_and_meetings_of_a_case_are_told(workspace, case):
    meeting = workspace.meetings.create("Leren", held_on=date(2026, 3, 12))
    workspace.meetings.add_case(meeting, case)
    noor = workspace.people.add("Noor Visser")
    card = workspace.outcomes.add(meeting, "afspraak", "Noor belt", case_id=case, owner_id=noor, due_on=date(2026, 4, 2))
    workspace.outcomes.add(meeting, "werkt", "Iets anders")
    story = workspace.case_life.story(case)
    assert [(row.id, row.outcomes) for row in story.meetings] == [(meeting, 1)]
    (told,) = story.outcomes
    assert (told.id, told.owner, told.due_on, told.meeting) == (card, "Noor", date(2026, 4, 2), "Leren")


def test_relations_go_both_ways(workspace, case):
    other = workspace.cases.add("Speelstraat")
    workspace.case_life.relate(case, other, "zelfde vraag")
    assert [(view.id, view.example, view.note) for view in workspace.case_life.story(case).related] == [(other, True, "zelfde vraag")]
    assert [(view.id, view.example) for view in workspace.case_life.story(other).related] == [(case, False)]
    workspace.case_life.relate(case, other, example=False)
    assert [view.example for view in workspace.case_life.story(case).related] == [True, False]
    workspace.case_life.unrelate(other, case, example=False)
    assert [view.example for view in workspace.case_life.story(case).related] == [False]
    with pytest.raises(InvalidValueError):
        workspace.case_life.relate(case, case)


def test_a_case_in_a_meeting_is_not_removed(workspace, case):
    free = workspace.cases.add("Vrij")
    meeting = workspace.meetings.create("Leren")
    workspace.meetings.add_case(meeting, case)
    workspace.outcomes.add(meeting, "werkt", "Dit helpt", case_id=case)
    (place,) = workspace.case_life.occurrences([case])
    assert (place.meetings, place.outcomes, place.kept) == (1, 1, True)
    with pytest.raises(InvalidValueError, match="staat op een agenda"):
        workspace.case_life.remove([free, case])
    assert len(workspace.cases.rows()) == 2
    workspace.case_life.remove([free])
    assert [row.id for row in workspace.cases.rows()] == [case]


def test_a_removed_case_comes_back_with_what_went_along_and_no_more(workspace, manual_clock, case):
    other = workspace.cases.add("Speelstraat")
    meet_criteria(workspace, case)
    workspace.cases.set_goal(case, 3, "Gezond buiten bezig zijn doet mensen goed, zeggen ze zelf.")
    workspace.cases.remove_goal(case, 3)
    workspace.case_life.relate(case, other)
    before = (workspace.cases.criteria(case), workspace.cases.goals(case), workspace.case_life.story(case).related)
    workspace.case_life.remove([case])
    manual_clock.advance(60)
    third = workspace.cases.add("Nog een")
    workspace.case_life.remove([third])
    assert [row.title for row in workspace.case_life.removed()] == ["Nog een", "Stadstuin Voorhof"]
    assert workspace.case_life.removed()[1].removed_at < workspace.case_life.removed()[0].removed_at
    with pytest.raises(NotFoundError):
        workspace.case_life.story(case)
    workspace.case_life.restore(case)
    assert (workspace.cases.criteria(case), workspace.cases.goals(case), workspace.case_life.story(case).related) == before
    workspace.undo.undo()
    assert [row.id for row in workspace.cases.rows()] == [other]
    workspace.undo.redo()
    assert len(workspace.cases.rows()) == 2


def test_a_relation_with_a_case_that_is_still_removed_stays_away(workspace, case):
    other = workspace.cases.add("Speelstraat")
    workspace.case_life.relate(case, other)
    workspace.case_life.remove([case, other])
    workspace.case_life.restore(case)
    assert workspace.case_life.story(case).related == ()
    workspace.case_life.restore(other)
    assert len(workspace.case_life.story(case).related) == 1


def test_the_list_tells_what_counts(workspace, case):
    bare = workspace.cases.add("Anders", initiator_knows="weet")
    meet_criteria(workspace, case)
    workspace.cases.set_criterion(bare, "c1", "voldoet", "te kort")
    entries = {entry.id: entry for entry in workspace.case_list.entries()}
    rows = {row.id: row for row in workspace.cases.rows()}
    assert {key: entry.criteria_met for key, entry in entries.items()} == {key: row.criteria_met for key, row in rows.items()}
    assert {key: entry.anonymous for key, entry in entries.items()} == {key: row.anonymous for key, row in rows.items()}
    assert (entries[case].criteria_met, entries[bare].criteria_met) == (4, 0)
    assert entries[case].goals == 1 << 11
    assert entries[case].main == 11
    assert [entry.title for entry in workspace.case_list.entries()] == ["Anders", "Stadstuin Voorhof"]


def test_the_last_change_is_known(workspace, manual_clock, case):
    manual_clock.advance(60)
    other = workspace.cases.add("Speelstraat")
    manual_clock.advance(60)
    workspace.cases.update(case, question="Nog een vraag")
    changed = workspace.case_list.changed()
    assert changed[case] > changed[other]
    workspace.cases.update(other, question="Ook hier nog een vraag")
    changed = workspace.case_list.changed()
    assert changed[other] > changed[case]
    assert changed == CaseList(workspace.case_list._core).changed()


def test_coverage_counts_goals_and_criteria(workspace, case):
    other = workspace.cases.add("Speelstraat")
    meet_criteria(workspace, case)
    workspace.cases.set_goal(other, 11, "Ook hier wordt de wijk er beter van voor kinderen en ouders.")
    workspace.cases.set_goal(other, 3, "Kinderen spelen meer buiten.")
    workspace.cases.set_criterion(other, "c1", "deels", WHY)
    workspace.cases.set_criterion(other, "c2", "voldoet_niet", WHY)
    workspace.cases.set_accents([3, 4])
    coverage = workspace.case_list.coverage()
    goals = {goal.number: goal for goal in coverage.goals}
    assert len(goals) == 17
    assert (goals[11].cases, goals[11].main, goals[3].cases, goals[4].cases) == (2, 2, 1, 0)
    assert [number for number, goal in goals.items() if goal.accent] == [3, 4]
    found = {criterion.id: (criterion.meets, criterion.partly, criterion.fails, criterion.open) for criterion in coverage.criteria}
    assert found == {"c1": (1, 1, 0, 0), "c2": (1, 0, 1, 0), "c3": (1, 0, 0, 1), "c4": (1, 0, 0, 1)}
    workspace.case_life.remove([other])
    assert workspace.case_list.coverage().cases == 1
    assert workspace.case_list.coverage().criteria[0].partly == 0


def test_a_stage_of_every_case_agrees_between_list_and_page(workspace, manual_clock):
    """Whatever was set, and however the meetings stand."""
    today = date(2026, 3, 12)
    past = workspace.meetings.create("Toen", template=workspace.library.templates()[0].id, held_on=today - timedelta(days=3))
    workspace.room.start(past)
    coming = workspace.meetings.create("Straks", held_on=today + timedelta(days=3))
    for status in ("", *caselife.STAGES):
        for meetings in ((), (past,), (coming,), (past, coming)):
            case = workspace.cases.add(f"{status} {len(meetings)}", status=status)
            for meeting in meetings:
                workspace.meetings.add_case(meeting, case)
            assert stage_of(workspace, case) in caselife.STAGES


def test_the_kept_list_is_always_what_the_file_holds(workspace, manual_clock, case):
    """After every kind of change, undo and redo included, the list is the same as one that is read anew."""

    def agrees():
        kept = workspace.case_list.entries()
        assert kept == CaseList(workspace.case_list._core).entries()
        return kept

    other = workspace.cases.add("Speelstraat")
    first = agrees()
    assert agrees()[0] is first[0]
    meet_criteria(workspace, case)
    agrees()
    meeting = workspace.meetings.create("Leren", template=workspace.library.templates()[0].id, held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_case(meeting, case)
    assert {entry.stage for entry in agrees()} == {"planned", "proposed"}
    workspace.room.start(meeting)
    workspace.room.finish(meeting)
    assert {entry.stage for entry in agrees()} == {"discussed", "proposed"}
    later = workspace.meetings.create("Later", held_on=date(2026, 4, 2))
    item = workspace.meetings.add_text_item(later, "Casus", 10)
    for at in (other, case, None, other):
        workspace.meetings.update_item(item, case_id=at)
        agrees()
    workspace.meetings.update(later, held_on=date(2026, 2, 2))
    agrees()
    workspace.meetings.remove(later)
    agrees()
    workspace.cases.update(case, title="Aaa", initiator_knows="weet", district="Voorhof")
    assert agrees()[0].title == "Aaa"
    workspace.cases.remove_goal(case, 11)
    agrees()
    workspace.case_life.remove([other])
    assert len(agrees()) == 1
    workspace.case_life.restore(other)
    agrees()
    while workspace.undo.undo():
        agrees()
    assert workspace.case_list.entries() == ()
    while workspace.undo.redo():
        agrees()
    manual_clock.advance(86_400)
    agrees()
