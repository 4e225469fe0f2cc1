"""The groups of the work form, the team picture, who takes which role, and what comes of a round."""

from datetime import date, timedelta

import pytest

from ef_desktop.i18n import set_language
from tests.services.workform_house import SURNAME, House


@pytest.fixture
def house(workspace):
    return House(workspace)


# Groups


def test_a_proposal_is_mixed_says_why_and_is_not_taken_over(house):
    proposal = house.work.circles.proposal(house.round)
    assert [len(circle.names) for circle in proposal] == [4, 4, 4]
    assert all("3 afdelingen" in circle.reason for circle in proposal)
    assert house.view().circles == ()
    house.work.circles.choose(house.round, [circle.person_ids for circle in proposal])
    assert [circle.names for circle in house.view().circles] == [circle.names for circle in proposal]


def test_somebody_moves_to_another_group_and_a_new_one(house):
    proposal = house.work.circles.proposal(house.round)
    house.work.circles.choose(house.round, [circle.person_ids for circle in proposal])
    mover = proposal[0].person_ids[0]
    house.work.circles.move(house.round, mover, 2)
    assert [len(circle.names) for circle in house.view().circles] == [3, 5, 4]
    house.work.circles.move(house.round, mover, 4)
    assert [len(circle.names) for circle in house.view().circles] == [3, 4, 4, 1]


def test_two_people_with_one_first_name_are_told_apart_on_the_laptop_only(house, workspace):
    other = workspace.people.add("Noor Visser", on_wall=True)
    workspace.meetings.set_attendance(house.meeting, other, "present")
    workspace.people.update(house.people["Noor"], on_wall=True)
    house.people["Noor Visser"] = other
    house.work.circles.choose(house.round, [[house.people["Noor"], other, house.people["Samir"]]])
    (circle,) = house.view().circles
    assert (circle.names, circle.first_names) == ((f"Noor {SURNAME}", "Noor Visser", "Samir"), ("Noor", "Noor", "Samir"))
    (shown,) = house.work.wall.frame(house.round, "verhaal").circles
    assert (shown.names, shown.others) == (("Noor", "Noor"), 1)
    house.agree("Noor Visser")
    house.choose("Noor Visser", ["Luisteren"])
    (proposal,) = house.work.picture.owners(house.round, [house.talents["Luisteren"]])
    assert proposal.name == "Noor Visser"


def test_known_talents_count_in_the_proposal_only_with_a_yes(house):
    house.agree("Noor")
    house.choose("Noor", ["Luisteren", "Inleven"])
    house.choose("Samir", ["Eerlijk zijn"])
    reasons = " ".join(circle.reason for circle in house.work.circles.proposal(house.round))
    assert "talenten in Hart" in reasons
    assert "Lef" not in reasons


# The team picture


def test_the_picture_against_what_the_case_needs(house):
    for name in ("Noor", "Samir", "Joke"):
        house.choose(name, ["Luisteren", "Doorvragen"] if name == "Noor" else ["Luisteren"], "Beslissen", "Verbinder")
    wanted = [house.talents[name] for name in ("Luisteren", "Doorvragen", "Beslissen")]
    house.work.picture.set_needs(house.round, [house.roles["Verbinder"], house.roles["Aanjager"]], wanted)
    needs = {need.name: need for need in house.picture().needs}
    assert [need.name for need in house.picture().needs] == ["Verbinder", "Aanjager", "Luisteren", "Doorvragen", "Beslissen"]
    assert {name: need.state for name, need in needs.items()} == {
        "Verbinder": "present", "Aanjager": "missing", "Luisteren": "present", "Doorvragen": "thin", "Beslissen": "missing",
    }  # fmt: skip
    assert needs["Beslissen"].words == "ontbreekt; 3 mensen willen hierin groeien"
    grown = {need.name: need.state for need in house.picture(with_growth=True).needs}
    assert grown["Beslissen"] == "present"
    assert house.picture().plenty == ("Luisteren",)
    assert "De casus vraagt om Beslissen. Dat zagen we hier nog bij niemand." in house.picture().sentences


def test_who_could_bring_it_stays_when_the_needs_change(house):
    role, other = house.roles["Aanjager"], house.roles["Verbinder"]
    house.work.picture.set_needs(house.round, [role], [])
    house.work.picture.set_outside(house.picture().needs[0].id, "Iemand van de corporatie")
    house.work.picture.set_needs(house.round, [other, role], [])
    assert [(need.name, need.outside) for need in house.picture().needs] == [("Verbinder", ""), ("Aanjager", "Iemand van de corporatie")]
    house.work.picture.set_needs(house.round, [other], [])
    assert [need.name for need in house.picture().needs] == ["Verbinder"]


def test_talents_that_nothing_calls_upon(house):
    house.choose("Noor", ["Luisteren", "Volhouden", "Geduld hebben"])
    house.work.picture.set_needs(house.round, [], [house.talents["Luisteren"]])
    assert set(house.picture().unused) == {"Volhouden", "Geduld hebben"}
    # The driver goes on, so that persevering is called upon.
    house.work.picture.take_role(house.round, house.roles["Aanjager"])
    assert house.picture().unused == ("Geduld hebben",)


def agreements(house):
    return [card for column in house.w.outcomes.board(house.meeting).columns if column.kind.id == "afspraak" for card in column.cards]


def test_taking_a_role_makes_an_agreement_with_owner_and_date(house):
    house.agree("Noor")
    taking = house.work.picture.take_role(
        house.round, house.roles["Verbinder"], person_id=house.people["Noor"], due_on=date(2026, 3, 20)
    )
    card = agreements(house)[0]
    assert (card.text, card.owner_id, card.due_on) == (
        "De rol Verbinder pakken voor deze casus", house.people["Noor"], date(2026, 3, 20),
    )  # fmt: skip
    taker = house.work.picture.takers(house.round)[0]
    assert (taker.id, taker.name, taker.outcome_id, taker.wanted) == (taking, "Noor", card.id, False)
    role = next(role for role in house.picture().roles if role.name == "Verbinder")
    assert (role.names, role.words, role.state) == (("Noor",), "Noor", "present")
    house.work.picture.release(taking)
    assert agreements(house) == []
    assert house.work.picture.takers(house.round) == ()


def test_an_empty_role_is_wanted_until_somebody_takes_it(house):
    role = house.roles["Aanjager"]
    house.work.picture.want_role(house.round, role, seeker_id=house.people["Joke"], due_on=date(2026, 3, 19))
    card = agreements(house)[0]
    assert (card.text, card.owner_id) == ("Iemand zoeken voor de rol Aanjager", house.people["Joke"])
    assert next(view for view in house.picture().roles if view.id == role).words == "gezocht"
    house.work.picture.take_role(house.round, role)
    house.work.picture.take_role(house.round, role)
    view = next(view for view in house.picture().roles if view.id == role)
    assert (view.words, view.wanted, view.taken) == ("2 mensen pakken deze rol", False, 2)


def test_proposals_tell_why_and_appoint_nobody(house):
    house.agree("Noor", "Joke")
    house.choose("Noor", ["Mensen verbinden"])
    house.give("Joke", "Mensen verbinden")
    house.give("Joke", "Vertrouwen wekken")
    house.choose("Samir", ["Mensen verbinden", "Vertrouwen wekken"])
    found = house.work.picture.proposals(house.round, house.roles["Verbinder"])
    assert [one.name for one in found] == ["Joke", "Noor"]
    assert found[0].reason == "kreeg Mensen verbinden 1 keer · kreeg Vertrouwen wekken 1 keer"
    assert found[1].reason == "koos zelf Mensen verbinden"
    assert house.work.picture.takers(house.round) == ()


def test_owners_are_proposed_for_an_agreement_that_asks_for_talents(house):
    house.agree("Noor", "Joke")
    house.choose("Noor", ["Regelen"])
    house.choose("Joke", ["Regelen", "Volhouden"])
    found = house.work.picture.owners(house.round, [house.talents["Regelen"], house.talents["Volhouden"]])
    assert [(one.name, one.reason) for one in found] == [("Joke", "koos zelf Regelen en Volhouden"), ("Noor", "koos zelf Regelen")]
    assert house.work.picture.owners(house.round, []) == ()


@pytest.mark.parametrize("code", ["nl", "en"])
@pytest.mark.parametrize("variant", ["full", "short"])
def test_every_step_says_all_in_both_languages(house, code, variant):
    set_language(code)
    house.work.set_variant(house.round, variant)
    other = {"nl": "en", "en": "nl"}[code]
    steps = house.view().steps
    set_language(other)
    for step, foreign in zip(steps, house.view().steps, strict=True):
        for field in ("title", "say", "facilitator", "wall", "grouping"):
            assert getattr(step, field)
            assert getattr(step, field) != getattr(foreign, field)
        assert step.scene == foreign.scene
        assert bool(step.note) == (variant == "short")


def test_a_step_tells_what_is_recorded(house):
    steps = {step.id: step for step in house.view().steps}
    assert steps["eigen_keuze"].recorded == "Leg vast: drie talenten per persoon, één talent om in te groeien en één rol"
    assert steps["verhaal"].recorded == ""


def test_a_later_meeting_sees_the_picture_grow(house, workspace):
    house.choose("Noor", ["Luisteren"])
    later = workspace.meetings.create("Later", held_on=date(2026, 3, 12) + timedelta(days=28))
    second = house.work.begin(later, people=6)
    house.work.recording.choose(second, [house.talents["Luisteren"], house.talents["Inleven"]])
    rows = house.work.picture.growth()
    assert [(row.seen, row.new) for row in rows] == [(1, ("Luisteren",)), (2, ("Inleven",))]
    assert rows[1].words == "2 talenten gezien tot nu toe · 1 nieuw"


# Other outcomes


def test_the_mirror_is_private_and_outcomes_have_the_case_of_the_round(house, workspace):
    case = workspace.cases.add("Stadstuin")
    house.work.set_case(house.round, case)
    private = house.work.note_for_yourself(house.round, "Ik luister soms te lang")
    shared = house.work.capture(house.round, "mooi_moment", "Iedereen was stil")
    cards = {card.id: card for column in workspace.outcomes.board(house.meeting).columns for card in column.cards}
    assert (cards[private].private, cards[private].case_id) == (True, case)
    assert (cards[shared].private, cards[shared].kind) == (False, "mooi_moment")
    house.work.set_case(house.round, None)
    assert house.view().row.case_id is None


def test_what_the_group_notices(house):
    house.work.observe(house.round, "Veel hart\n\nWeinig lef")
    assert house.view().observations == ("Veel hart", "Weinig lef")
