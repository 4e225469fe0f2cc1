"""The script of the work form: minutes, groups, clocks of steps and turns, with worked examples."""

from datetime import UTC, datetime, timedelta

import pytest

from ef_desktop.content import read_content
from ef_desktop.domain import workform
from ef_desktop.domain.timer import TimerEvent
from ef_desktop.domain.workform import ScriptStep

START = datetime(2026, 3, 12, 9, 0, tzinfo=UTC)
ITEM, OTHER = b"i" * 16, b"o" * 16

CONTENT = read_content("workform_roles_talents")["variants"]


def script(variant):
    return [
        ScriptStep(entry["id"], entry["minutes"], entry.get("turn_seconds", {}), entry.get("skippable", False))
        for entry in CONTENT[variant]["steps"]
    ]


@pytest.mark.parametrize("variant", ["full", "short"])
@pytest.mark.parametrize("people", [6, 12, 24])
def test_the_minutes_are_those_of_the_content_for_6_12_and_24(variant, people):
    plan = workform.plan(script(variant), people)
    assert [step.minutes for step in plan] == [entry["minutes"][str(people)] for entry in CONTENT[variant]["steps"]]
    assert sum(step.minutes for step in plan) == CONTENT[variant]["totals"][str(people)]


@pytest.mark.parametrize(
    ("people", "sizes"),
    [
        (1, (1,)), (2, (2,)), (5, (5,)), (6, (6,)), (7, (4, 3)), (8, (4, 4)), (9, (5, 4)), (10, (4, 3, 3)), (12, (4, 4, 4)),
        (13, (4, 3, 3, 3)), (16, (4, 4, 4, 4)), (17, (4, 4, 3, 3, 3)), (24, (4,) * 6), (30, (4,) * 6 + (3, 3)),
    ],
)  # fmt: skip
def test_groups_are_whole_to_six_two_to_nine_and_about_four_above(people, sizes):
    assert workform.group_sizes(people) == sizes
    assert sum(sizes) == people


@pytest.mark.parametrize(("people", "column"), [(2, "6"), (9, "6"), (10, "12"), (16, "12"), (17, "24"), (40, "24")])
def test_the_column_of_a_group(people, column):
    assert workform.column(people) == column


def minutes(people, step, variant="full"):
    return {planned.id: planned.minutes for planned in workform.plan(script(variant), people)}[step]


def test_minutes_per_turn_are_leading():
    # Four people: four turns of two, and of three minutes, in the whole group.
    assert (minutes(4, "verhaal"), minutes(4, "talent_geven")) == (8, 12)
    # Nine people in groups of five and four: the turns of a group of four, for the largest group.
    assert (minutes(9, "verhaal"), minutes(9, "talent_geven")) == (10, 20)
    # Thirty people are in groups of four as well: no longer than with twelve.
    assert minutes(30, "talent_geven") == minutes(12, "talent_geven") == 16


def test_own_minutes_come_first():
    plan = workform.plan(script("full"), 12, {"spiegel": 9})
    assert {step.id: step.minutes for step in plan}["spiegel"] == 9


class Day:
    """A meeting in which things happen after so many minutes."""

    def __init__(self, item=ITEM):
        self.item, self.events, self.now = item, [], START
        self.steps = workform.plan(script("full"), 12)

    def at(self, minutes, kind, item=None):
        self.now = START + timedelta(minutes=minutes)
        self.events.append(TimerEvent(self.now, kind, item if item is not None else self.item, 0))
        return self

    def clock(self, minutes):
        return workform.compute(self.steps, self.item, self.events, START + timedelta(minutes=minutes))

    def state(self, step, minutes):
        return next(one for one in self.clock(minutes).steps if one.id == step)

    def turn(self, minutes, step="talent_geven"):
        return workform.compute_turn(step, 4, 240, self.item, self.events, START + timedelta(minutes=minutes))


def test_a_step_that_is_repeated_has_its_whole_time_again():
    day = Day().at(0, "start").at(0, "step:uitleg").at(4, "again:uitleg")
    assert day.clock(5).remaining_seconds == 4 * 60
    day.at(6, "again:uitleg")
    assert day.clock(7).remaining_seconds == 4 * 60
    assert day.clock(7).current == "uitleg"


def test_going_back_goes_on_where_the_clock_was():
    day = Day().at(0, "start").at(0, "step:uitleg").at(3, "step:eigen_keuze").at(5, "step:uitleg")
    assert day.clock(6).remaining_seconds == 60


def test_a_step_is_left_for_later_and_held_after_all():
    day = Day().at(0, "start").at(0, "step:uitleg").at(1, "later:spiegel")
    assert day.state("spiegel", 2).state == "later"
    day.at(9, "step:spiegel")
    assert day.state("spiegel", 10).state == "current"
    day.at(12, "step:teambeeld")
    assert day.state("spiegel", 13).state == "done"


def test_a_step_that_was_left_out_can_be_left_for_later_and_the_other_way_round():
    day = Day().at(0, "start").at(0, "step:uitleg").at(1, "later:verhaal").at(2, "skip:verhaal")
    assert day.state("verhaal", 3).state == "skipped"


def test_the_next_step_passes_over_what_is_skipped_or_left_for_later():
    day = Day().at(0, "start").at(0, "step:eigen_keuze").at(1, "later:verhaal").at(1, "skip:talent_geven")
    clock = day.clock(2)
    assert workform.next_open(clock.steps, clock.index) == "spiegel"
    assert workform.next_open(clock.steps, len(clock.steps) - 1) == ""


def test_the_clock_stands_still_with_that_of_the_meeting():
    day = Day().at(0, "start").at(0, "step:uitleg").at(1, "pause").at(11, "resume")
    assert day.clock(12).remaining_seconds == 3 * 60
    day.at(12, "goto", OTHER)
    assert day.clock(20).phase == "paused"


def test_a_round_beside_the_agenda_goes_on_under_any_block():
    day = Day(item=None)
    day.events = [
        TimerEvent(START, "start", OTHER, 0),
        TimerEvent(START, "step:uitleg", None, 0),
        TimerEvent(START + timedelta(minutes=1), "goto", ITEM, 0),
    ]
    assert day.clock(2).phase == "running"
    assert day.clock(2).remaining_seconds == 3 * 60


def test_turns_follow_each_other_and_stop_after_the_last():
    day = Day().at(0, "start").at(0, "step:talent_geven")
    assert (day.turn(1).number, day.turn(1).count, day.turn(1).remaining) == (1, 4, 180)
    day.at(2, "turn:2")
    assert (day.turn(3).number, day.turn(3).remaining) == (2, 180)
    assert day.turn(8).remaining == -120
    day.at(8, "turn:3").at(9, "turn:4").at(12, "turn:5")
    assert day.turn(13) is None


def test_a_turn_pauses_with_the_meeting_and_a_repeated_step_begins_with_the_first():
    day = Day().at(0, "start").at(0, "step:talent_geven").at(2, "turn:2").at(3, "pause").at(13, "resume")
    assert (day.turn(14).number, day.turn(14).remaining) == (2, 120)
    day.at(15, "again:talent_geven")
    assert (day.turn(16).number, day.turn(16).remaining) == (1, 180)


def test_turns_of_another_step_do_not_count():
    day = Day().at(0, "start").at(0, "step:verhaal").at(2, "turn:3").at(8, "step:talent_geven")
    assert day.turn(9).number == 1
    assert day.turn(9, "verhaal") is None
    assert workform.compute_turn("spiegel", 0, 0, ITEM, day.events, START) is None


def test_a_turn_that_is_given_back_has_its_whole_time():
    day = Day().at(0, "start").at(0, "step:talent_geven").at(3, "turn:2").at(4, "turn:1")
    assert (day.turn(5).number, day.turn(5).remaining) == (1, 180)
    day.at(6, "turn:5")
    assert day.turn(7) is None
    day.at(8, "turn:4")
    assert (day.turn(8).number, day.turn(8).remaining) == (4, 240)


def test_a_step_that_is_left_out_while_it_goes_on_was_left_out():
    day = Day().at(0, "start").at(0, "step:uitleg").at(2, "step:eigen_keuze").at(2, "skip:uitleg")
    assert day.state("uitleg", 2).state == "skipped"
    assert day.state("uitleg", 2).spent_seconds == 120
    day.at(3, "step:uitleg")
    assert day.state("uitleg", 3).state == "current"
    day.at(4, "step:eigen_keuze")
    assert day.state("uitleg", 5).state == "done"
    day.at(5, "steps_done").at(5, "skip:eigen_keuze")
    assert day.state("eigen_keuze", 6).state == "skipped"


def test_a_turn_that_is_given_in_a_pause_stands_still_until_the_meeting_goes_on():
    day = Day().at(0, "start").at(0, "step:talent_geven").at(1, "pause").at(2, "turn:2")
    assert (day.turn(5).number, day.turn(5).remaining) == (2, 240)
    day.at(6, "resume")
    assert day.turn(7).remaining == 180
