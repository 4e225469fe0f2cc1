"""What the room sees of the work form, per step."""

import pytest

from ef_desktop.domain.frames import BlankFrame
from ef_desktop.domain.workframes import (
    WorkCardsFrame,
    WorkNeedsFrame,
    WorkPictureFrame,
    WorkRolesFrame,
    WorkTextFrame,
    WorkTurnFrame,
)
from ef_desktop.i18n import set_language
from tests.services.workform_house import House


@pytest.fixture
def house(workspace):
    house = House(workspace, people=8)
    workspace.room.start(house.meeting)
    return house


def test_every_step_has_a_frame_of_its_own(house):
    kinds = [type(house.work.wall.frame(house.round, step.id)) for step in house.view().steps]
    assert kinds == [
        WorkTextFrame, WorkCardsFrame, WorkTurnFrame, WorkTurnFrame, WorkTextFrame, WorkPictureFrame, WorkNeedsFrame,
        WorkRolesFrame, WorkTextFrame, WorkTextFrame,
    ]  # fmt: skip


def test_before_the_start_the_first_step_stands_there_and_afterwards_the_last(house):
    frame = house.work.wall.frame(house.round)
    assert (frame.title, frame.scene, frame.number, frame.count, frame.clock.remaining_seconds) == (
        "Uitleg en afspraken", "rules", 1, 10, None,
    )  # fmt: skip
    assert frame.lines[1] == "Een rol kies je zelf, voor deze casus."
    assert len(frame.rules) == 5
    house.work.start(house.round)
    for _step in range(10):
        house.work.next(house.round)
    last = house.work.wall.frame(house.round)
    assert (last.title, last.lines, last.clock.remaining_seconds) == ("Afspraak", ("Vóór … doe ik …",), None)


def test_the_clock_of_the_step_counts_down_and_never_below_zero(house, manual_clock):
    house.work.start(house.round)
    manual_clock.advance(120)
    frame = house.work.wall.frame(house.round)
    # Events of one moment are a millisecond apart, so that their order is known.
    assert frame.clock.remaining_seconds == pytest.approx(180, abs=1)
    assert frame.clock.fraction == pytest.approx(0.6, abs=0.01)
    assert frame.clock.note == ""
    house.w.room.pause(house.meeting)
    assert house.work.wall.frame(house.round).clock.paused
    house.w.room.resume(house.meeting)
    manual_clock.advance(3600)
    assert (house.work.wall.frame(house.round).clock.remaining_seconds, house.work.wall.frame(house.round).clock.note) == (
        0, "We ronden af",
    )  # fmt: skip


def test_all_talents_by_cluster_and_all_roles(house):
    frame = house.work.wall.frame(house.round, "eigen_keuze")
    assert [cluster.name for cluster in frame.clusters] == ["Hart", "Hoofd", "Handen", "Lef"]
    assert sum(len(cluster.talents) for cluster in frame.clusters) == 24
    assert len(frame.roles) == 8


def test_the_turn_has_its_own_clock_and_groups_show_who_may_be_named(house, manual_clock):
    house.work.circles.choose(house.round, [list(house.people.values())[:4], list(house.people.values())[4:]])
    house.w.people.update(house.people["Noor"], on_wall=True)
    house.work.start(house.round)
    house.work.go_to(house.round, "talent_geven")
    manual_clock.advance(60)
    house.work.next_turn(house.round)
    manual_clock.advance(30)
    frame = house.work.wall.frame(house.round)
    assert (frame.lines, frame.turn, frame.turns) == (("Ik geef jou … want ik zag …",), 2, 4)
    assert frame.turn_clock.remaining_seconds == pytest.approx(210, abs=1)
    assert [(circle.number, circle.names, circle.others) for circle in frame.circles] == [(1, ("Noor",), 3), (2, (), 4)]


def test_bars_by_cluster_without_names(house):
    house.choose("Noor", ["Luisteren", "Doorvragen"], "Beslissen", "Aanjager")
    house.give("Samir", "Luisteren")
    frame = house.work.wall.frame(house.round, "teambeeld")
    bars = {bar.name: bar for cluster in frame.clusters for bar in cluster.bars}
    assert (bars["Luisteren"].own, bars["Luisteren"].given, bars["Luisteren"].total, frame.largest) == (1, 1, 2, 2)
    assert bars["Beslissen"].total == 0
    roles = {role.name: (role.count, role.state, role.words) for role in frame.roles}
    assert (roles["Aanjager"], roles["Verbinder"]) == ((1, "thin", "1 persoon"), (0, "missing", "nog niemand"))
    assert frame.filled == "1 van 8 rollen zijn er"


def test_needed_beside_in_house_in_words(house):
    house.choose("Noor", ["Luisteren"])
    house.work.picture.set_needs(house.round, [house.roles["Aanjager"]], [house.talents["Luisteren"], house.talents["Beslissen"]])
    house.work.picture.set_outside(house.picture().needs[0].id, "De buurvrouw van nummer 8")
    frame = house.work.wall.frame(house.round, "naast_de_casus")
    assert [(need.name, need.state, need.words) for need in frame.needs] == [
        ("Aanjager", "missing", "ontbreekt"),
        ("Luisteren", "thin", "weinig in huis"),
        ("Beslissen", "missing", "ontbreekt"),
    ]
    assert frame.house == (("Luisteren", 1),)
    assert "buurvrouw" not in repr(frame)


def test_roles_of_the_case_with_wanted_and_open(house):
    house.work.picture.set_needs(house.round, [house.roles[name] for name in ("Aanjager", "Verbinder", "Luisteraar")], [])
    house.work.picture.take_role(house.round, house.roles["Aanjager"])
    house.work.picture.want_role(house.round, house.roles["Verbinder"], seeker_id=house.people["Joke"])
    frame = house.work.wall.frame(house.round, "wie_pakt")
    assert {role.name: (role.state, role.words) for role in frame.roles} == {
        "Aanjager": ("taken", "1 persoon pakt deze rol"),
        "Verbinder": ("wanted", "gezocht"),
        "Luisteraar": ("open", "nog niemand"),
    }
    assert frame.filled == "1 van 3 rollen"


def test_a_case_whose_initiator_does_not_know_is_not_named(house):
    case = house.w.cases.add("Stadstuin Voorhof", question="Hoe krijgt de tuin water?")
    house.work.set_case(house.round, case)
    frame = house.work.wall.frame(house.round, "wie_pakt")
    assert (frame.case_title, frame.case_sentence) == ("", "")
    house.w.cases.update(case, initiator_knows="weet")
    frame = house.work.wall.frame(house.round, "wie_pakt")
    assert (frame.case_title, frame.case_sentence) == ("Stadstuin Voorhof", "Hoe krijgt de tuin water?")


def test_the_wall_speaks_english_too(house):
    set_language("en")
    assert house.work.wall.frame(house.round, "spiegel").lines[0] == "What do you recognise?"
    assert house.work.wall.frame(house.round, "eigen_keuze").clusters[0].talents[0] == "Listening"


def test_a_round_that_was_removed_leaves_the_wall_black(house):
    house.work.remove(house.round)
    assert isinstance(house.work.wall.frame(house.round), BlankFrame)
