"""Rounds of the work form: their steps and clocks, and what is recorded."""

from functools import cache
from itertools import cycle, islice

import pytest

from ef_desktop.domain.completing import complete
from ef_desktop.domain.errors import InvalidValueError, NotFoundError
from tests.services.workform_house import House


@pytest.fixture
def house(workspace):
    return House(workspace)


def states(house):
    return {step.id: step.state for step in house.view().steps if step.state != "todo"}


# Rounds


def test_a_round_follows_its_block(house):
    row = house.view().row
    assert (row.variant, row.people, row.names, row.case_id) == ("full", 12, False, None)
    assert house.work.is_work_form(house.item)
    assert house.work.round_of(house.item) == house.round
    assert house.work.begin(house.meeting, house.item) == house.round
    assert [known.id for known in house.work.rounds(house.meeting)] == [house.round]
    assert [known.id for known in house.work.rounds()] == [house.round]


def test_the_short_block_gives_the_short_script_and_the_case_of_the_block(workspace):
    case = workspace.cases.add("Stadstuin", initiator_knows="weet")
    house = House(workspace, people=5, block="rollen_talenten_kort")
    house.work.remove(house.round)
    workspace.meetings.update_item(house.item, case_id=case)
    house.round = house.work.begin(house.meeting, house.item)
    view = house.view()
    assert (view.row.variant, view.row.people, view.row.case_title) == ("short", 5, "Stadstuin")
    assert [step.id for step in view.steps][2] == "talent_geven"
    assert view.steps[4].title == "Teambeeld naast de casus"
    assert view.steps[4].note == "Direct naast de casus: wat hebben we, wat missen we?"


def test_minutes_follow_the_size_of_the_group_and_own_ones_stay(house):
    assert house.view().total_minutes == 80
    house.work.set_minutes(house.round, "spiegel", 10)
    assert house.view().total_minutes == 84
    house.work.set_people(house.round, 6)
    assert house.view().total_minutes == 75 + 5
    house.work.set_minutes(house.round, "spiegel", None)
    assert house.view().total_minutes == 75
    house.work.set_variant(house.round, "short")
    assert house.view().total_minutes == 45


def test_the_advice_says_when_the_block_is_too_short(house):
    house.w.meetings.set_minutes(house.item, 80)
    assert len(house.view().advice) == 1
    house.w.meetings.set_minutes(house.item, 60)
    assert "De stappen duren 80 minuten, het blok 60. Maak het blok langer, of kies het korte draaiboek." in house.view().advice
    house.work.set_people(house.round, 24)
    assert "Vanaf 17 mensen is een tweede begeleider nodig." in house.view().advice


def test_a_group_of_nine_takes_turns_in_two_groups(house):
    house.work.set_people(house.round, 9)
    step = next(step for step in house.view().steps if step.id == "talent_geven")
    assert (step.grouping, step.turns, step.turn_seconds) == ("2 groepjes van 4 of 5, beurten van 4:00", 5, 240)


@pytest.mark.parametrize(
    "call",
    [
        lambda h: h.work.set_people(h.round, 1),
        lambda h: h.work.set_people(h.round, 201),
        lambda h: h.work.set_variant(h.round, "lang"),
        lambda h: h.work.set_minutes(h.round, "spiegel", 0),
        lambda h: h.work.set_minutes(h.round, "koffie", 5),
        lambda h: h.work.skip(h.round, "koffie"),
        lambda h: h.work.observe(h.round, "een\ntwee\ndrie\nvier"),
        lambda h: h.work.recording.choose(h.round, list(h.talents.values())[:4]),
        lambda h: h.work.recording.set_total(h.round, "cijfer", h.talents["Luisteren"], 1),
        lambda h: h.work.recording.set_total(h.round, "own", h.talents["Luisteren"], -1),
        lambda h: h.work.recording.set_role_total(h.round, h.roles["Aanjager"], 1, table=-1),
        lambda h: h.work.picture.set_needs(h.round, list(h.roles.values())[:4], []),
        lambda h: h.work.picture.set_needs(h.round, [], list(h.talents.values())[:6]),
        lambda h: h.work.names.agree(h.round, h.people["Noor"], True),
        lambda h: h.work.circles.choose(h.round, [[h.people["Noor"]], [h.people["Noor"]]]),
        lambda h: h.work.circles.move(h.round, h.people["Noor"], 9),
    ],
)
def test_what_cannot_be_is_refused_in_words_and_changes_nothing(house, call):
    before = house.view(), house.picture(), house.w.undo.state()
    with pytest.raises(InvalidValueError):
        call(house)
    assert (house.view(), house.picture(), house.w.undo.state()) == before


# Steps


def test_a_whole_round_goes_step_by_step(house, manual_clock):
    house.w.room.start(house.meeting)
    house.w.room.go_to(house.meeting, house.item)
    assert house.view().phase == "waiting"
    house.work.start(house.round)
    seen = []
    while house.view().phase == "running":
        view = house.view()
        seen.append(view.steps[view.index].id)
        manual_clock.advance(60)
        house.work.next(house.round)
    assert seen == [step.id for step in house.view().steps]
    assert house.view().phase == "finished"
    # Events of one moment are a millisecond apart, so that their order is known.
    assert [step.spent_seconds for step in house.view().steps] == [pytest.approx(60, abs=1)] * 10


def test_skip_later_back_repeat_and_choose(house, manual_clock):
    house.w.room.start(house.meeting)
    house.work.start(house.round)
    house.work.later(house.round, "uitleg")
    assert states(house) == {"uitleg": "later", "eigen_keuze": "current"}
    house.work.skip(house.round, "verhaal")
    house.work.next(house.round)
    assert states(house) == {"uitleg": "later", "eigen_keuze": "done", "verhaal": "skipped", "talent_geven": "current"}
    house.work.go_to(house.round, "uitleg")
    assert states(house)["uitleg"] == "current"
    manual_clock.advance(120)
    assert house.view().remaining_seconds == pytest.approx(180, abs=1)
    house.work.again(house.round, "uitleg")
    assert house.view().remaining_seconds == pytest.approx(300, abs=1)
    house.work.next(house.round)
    house.work.back(house.round)
    assert states(house)["uitleg"] == "current"
    house.work.skip(house.round, "uitleg")
    assert states(house)["uitleg"] == "skipped"


def test_turns_and_passing(house, manual_clock):
    house.w.room.start(house.meeting)
    house.work.start(house.round)
    house.work.go_to(house.round, "talent_geven")
    assert house.view().turn.number == 1
    house.work.previous_turn(house.round)
    assert house.view().turn.number == 1
    manual_clock.advance(100)
    house.work.next_turn(house.round)
    assert (house.view().turn.number, house.view().turn.remaining) == (2, 240)
    house.work.previous_turn(house.round)
    assert (house.view().turn.number, house.view().turn.remaining) == (1, 240)
    for _turn in range(4):
        house.work.next_turn(house.round)
    assert house.view().turn is None
    house.work.next_turn(house.round)
    assert house.view().turn is None


def test_a_round_of_another_meeting_or_block_has_a_clock_of_its_own(house, workspace):
    workspace.room.start(house.meeting)
    beside = house.work.begin(house.meeting)
    house.work.start(house.round)
    assert house.work.view(beside).phase == "waiting"
    house.work.start(beside)
    assert house.work.view(beside).phase == "running"
    other = workspace.meetings.create("Andere")
    with pytest.raises(InvalidValueError):
        house.work.begin(other, house.item)


def test_a_removed_round_takes_everything_along_and_undo_brings_it_back(house):
    house.w.room.start(house.meeting)
    house.work.start(house.round)
    house.choose("Noor", ["Luisteren"], role="Aanjager")
    house.work.picture.set_needs(house.round, [house.roles["Aanjager"]], [])
    before = house.view(), house.picture()
    house.work.remove(house.round)
    with pytest.raises(NotFoundError):
        house.view()
    assert house.work.rounds() == ()
    fresh = house.work.begin(house.meeting, house.item)
    assert house.work.view(fresh).phase == "waiting"
    assert not house.work.picture.view(fresh).needs
    house.w.undo.undo()
    house.w.undo.undo()
    assert (house.view(), house.picture()) == before


# Recording


def test_totals_are_the_usual_and_add_up(house):
    assert house.choose("Noor", ["Luisteren", "Inleven", "Doorvragen"], "Beslissen", "Aanjager") is False
    assert house.choose("Samir", ["Luisteren"]) is False
    house.give("Noor", "Luisteren", "Samir", "Ik zag jou zitten")
    talent = house.talent("Luisteren")
    assert (talent.own, talent.given, talent.growth, talent.total) == (2, 1, 0, 3)
    assert (talent.state, talent.words) == ("present", "genoeg in huis")
    view = house.work.recording.view(house.round)
    assert (view.choices, view.expected, view.gifts, view.growths, view.roles_chosen) == (4, 36, 1, 1, 1)
    assert view.words == "4 van 36 talenten gekozen"
    assert not any(person.recorded for person in view.people)
    assert house.work.recording.gifts(house.round, house.people["Noor"]) == ()


def test_one_person_is_one_step_to_undo(house):
    house.choose("Noor", ["Luisteren", "Inleven", "Doorvragen"], "Beslissen", "Aanjager")
    house.w.undo.undo()
    assert house.work.recording.view(house.round).choices == 0
    house.w.undo.redo()
    assert house.work.recording.view(house.round).choices == 3


def test_passing_records_nothing(house):
    house.work.recording.choose(house.round, [])
    recorded = house.work.recording.view(house.round)
    assert (recorded.choices, recorded.counted) == (0, 1)


def test_how_many_people_were_counted_is_known_and_who_is_not(house, workspace):
    house.agree("Noor", "Samir")
    house.choose("Noor", ["Luisteren", "Inleven", "Doorvragen"], role="Aanjager")
    house.choose("Samir", ["Luisteren"], "Beslissen")
    assert house.work.recording.view(house.round).counted == 0
    house.choose("Joke", ["Luisteren"])
    house.choose("Ruud", [])
    assert house.work.recording.view(house.round).counted == 2
    house.w.undo.undo()
    assert house.work.recording.view(house.round).counted == 1
    house.w.undo.redo()
    # Of a table nobody knows how many people it speaks for.
    house.work.recording.set_total(house.round, "own", house.talents["Inleven"], 5)
    assert house.work.recording.view(house.round).counted == 2
    # Whose name is taken out was recorded still: as many as the counts at least are of.
    house.work.names.totals_only(house.round)
    assert house.work.recording.view(house.round).counted == 2 + 2
    house.work.remove(house.round)
    house.w.undo.undo()
    assert house.work.recording.view(house.round).counted == 4


def test_with_a_yes_the_choice_is_kept_by_name_and_can_be_changed(house):
    house.agree("Noor")
    assert house.choose("Noor", ["Luisteren", "Inleven"], "Beslissen", "Aanjager") is True
    assert house.choose("Samir", ["Luisteren"]) is False
    house.choose("Noor", ["Doorvragen"], role="Verbinder")
    person = next(person for person in house.work.recording.view(house.round).people if person.recorded)
    assert (person.id, person.own, person.growth) == (house.people["Noor"], (house.talents["Doorvragen"],), None)
    assert person.role == house.roles["Verbinder"]
    assert house.talent("Luisteren").own == 1
    assert house.talent("Beslissen").growth == 0


def test_giver_and_example_are_kept_only_with_a_yes_of_both(house):
    house.agree("Noor", "Joke")
    house.give("Noor", "Luisteren", "Joke", "Ik zag jou wachten")
    house.give("Noor", "Inleven", "Samir", "Ik zag jou knikken")
    gifts = house.work.recording.gifts(house.round, house.people["Noor"])
    assert sorted((gift.talent, gift.giver, gift.example) for gift in gifts) == [
        ("Inleven", "", "Ik zag jou knikken"),
        ("Luisteren", "Joke", "Ik zag jou wachten"),
    ]
    house.work.recording.take_back(next(gift.id for gift in gifts if gift.talent == "Luisteren"))
    assert len(house.work.recording.gifts(house.round, house.people["Noor"])) == 1
    assert house.talent("Luisteren").given == 0


def test_tables_give_their_own_totals(house):
    listen, role = house.talents["Luisteren"], house.roles["Aanjager"]
    recording = house.work.recording
    recording.set_total(house.round, "own", listen, 3, table=1)
    recording.set_total(house.round, "own", listen, 2, table=2)
    recording.set_total(house.round, "given", listen, 4, table=2)
    recording.set_role_total(house.round, role, 2, table=2)
    recording.set_total(house.round, "own", listen, 1, table=1)
    assert (house.talent("Luisteren").own, house.talent("Luisteren").given) == (3, 4)
    totals = recording.totals(house.round, 2)
    assert totals.talents == {(listen, "own"): 2, (listen, "given"): 4}
    assert totals.roles == {role: 2}
    recording.set_total(house.round, "own", listen, 0, table=2)
    assert (listen, "own") not in recording.totals(house.round, 2).talents


def test_24_people_are_recorded_within_ten_minutes_of_typing(workspace):
    """Two letters and Enter per choice, Enter once more for the next person, at three keys a second."""
    house = House(workspace)
    view = house.work.recording.view(house.round)
    talents, roles = cycle(view.talents), cycle(view.roles)
    keys = 0
    for _person in range(24):
        own, growth, role = list(islice(talents, 3)), next(talents), next(roles)
        for option, known in [(one, view.talents) for one in (*own, growth)] + [(role, view.roles)]:
            keys += len(shortest(option, known)) + 1
        house.work.recording.choose(house.round, [one.id for one in own], growth.id, role.id)
        keys += 1
    gifts = 24 * 3
    for _gift in range(gifts):
        option = next(talents)
        house.work.recording.give(house.round, option.id)
        keys += len(shortest(option, view.talents)) + 1
    assert keys / 3 < 10 * 60
    done = house.work.recording.view(house.round)
    assert (done.choices, done.growths, done.gifts, done.roles_chosen) == (72, 24, 72, 24)


@cache
def shortest(option, known):
    letters = "abcdefghijklmnopqrstuvwxyz"
    return next(a + b for a in letters for b in letters if complete(a + b, known, 1) == (option,))
