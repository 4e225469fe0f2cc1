"""Names with talents: a yes per person and round, and going back for good."""

import sqlite3
from contextlib import closing

import pytest

from ef_desktop.domain.errors import InvalidValueError
from tests.services.workform_house import SURNAME, House


@pytest.fixture
def house(workspace):
    return House(workspace, people=4)


def written(house):
    """Every value of the journal and the tables in which something was recorded."""
    with closing(sqlite3.connect(house.w.path)) as connection:
        tables = "SELECT person_id, giver_id, example FROM talent_award UNION ALL SELECT person_id, NULL, '' FROM role_assignment"
        values = [value for row in connection.execute(tables) for value in row]
        recorded = "SELECT id FROM talent_award UNION SELECT id FROM role_assignment"
        for row in connection.execute(f"SELECT old, new FROM sync_op WHERE row IN ({recorded})"):
            values += row
    return values


def test_totals_are_the_usual_and_a_yes_asks_for_another_choice_first(house):
    assert not house.view().row.names
    with pytest.raises(InvalidValueError, match="bewaart alleen totalen"):
        house.work.names.agree(house.round, house.people["Noor"], True)
    house.work.names.keep(house.round)
    assert house.work.names.agreed(house.round) == frozenset()
    house.work.names.agree(house.round, house.people["Noor"], True)
    assert house.work.names.agreed(house.round) == {house.people["Noor"]}


def test_a_yes_holds_for_one_round(house):
    house.agree("Noor")
    second = house.work.begin(house.meeting)
    house.work.names.keep(second)
    assert house.work.names.agreed(second) == frozenset()
    assert house.work.recording.choose(second, [house.talents["Luisteren"]], person_id=house.people["Noor"]) is False


def test_no_takes_the_name_out_of_everything_and_leaves_the_counts(house):
    house.agree("Noor", "Samir")
    house.choose("Noor", ["Luisteren"], "Beslissen", "Aanjager")
    house.give("Noor", "Luisteren", "Samir", f"Ik zag jou {SURNAME}")
    house.give("Samir", "Inleven", "Noor", "Ik zag jou knikken")
    house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Noor"])
    house.work.names.agree(house.round, house.people["Noor"], False)
    assert house.people["Noor"] not in written(house)
    assert not any(SURNAME in str(value) for value in written(house))
    assert (house.talent("Luisteren").own, house.talent("Luisteren").given) == (1, 1)
    role = next(role for role in house.picture().roles if role.name == "Aanjager")
    assert (role.taken, role.preferred, role.names, role.words) == (1, 1, (), "1 persoon pakt deze rol")
    assert house.work.picture.takers(house.round)[0].name == ""
    card = house.w.outcomes.card(house.work.picture.takers(house.round)[0].outcome_id)
    assert card.owner_id is None
    # Of the other one nothing goes but who gave, and the example with it.
    gift = house.work.recording.gifts(house.round, house.people["Samir"])[0]
    assert (gift.talent, gift.giver, gift.example) == ("Inleven", "", "")
    assert house.work.names.agreed(house.round) == {house.people["Samir"]}


def test_neither_undo_nor_redo_brings_a_name_back(house):
    house.agree("Noor")
    house.choose("Noor", ["Luisteren"])
    house.work.names.totals_only(house.round)
    while house.w.undo.undo():
        pass
    while house.w.undo.redo():
        pass
    assert house.people["Noor"] not in written(house)
    assert house.work.names.agreed(house.round) == frozenset()
    assert not house.view().row.names
    assert house.talent("Luisteren").own == 1
    assert house.w._store.check() == ()


def test_a_new_yes_after_a_no_holds_again(house):
    house.agree("Noor")
    house.work.names.agree(house.round, house.people["Noor"], False)
    house.work.names.agree(house.round, house.people["Noor"], True)
    assert house.choose("Noor", ["Luisteren"]) is True


def test_what_is_recorded_by_a_new_yes_outlives_the_sweep_and_a_no_of_another(house):
    house.agree("Noor", "Samir", "Joke")
    house.work.names.totals_only(house.round)
    house.agree("Noor", "Samir", "Joke")
    noor, samir = house.people["Noor"], house.people["Samir"]
    house.work.names.agree(house.round, noor, False)
    house.agree("Noor")
    house.choose("Noor", ["Luisteren"], "Inleven", "Verbinder")
    house.give("Noor", "Beslissen", "Samir", "Ik zag jou kiezen")
    house.work.picture.take_role(house.round, house.roles["Verbinder"], person_id=noor)
    house.work.names.agree(house.round, house.people["Joke"], False)
    house.work.names.sweep()
    chosen = house.work.recording.view(house.round).people
    assert [(one.id, len(one.own), one.role) for one in chosen if one.recorded] == [(noor, 1, house.roles["Verbinder"])]
    (gift,) = house.work.recording.gifts(house.round, noor)
    (taker,) = house.work.picture.takers(house.round)
    assert (gift.giver, gift.example, taker.name) == ("Samir", "Ik zag jou kiezen", "Noor")
    # The yes of who gave is another one: with it only the giver and what was told go.
    house.work.names.agree(house.round, samir, False)
    (gift,) = house.work.recording.gifts(house.round, noor)
    assert (gift.giver, gift.example) == ("", "")


def test_going_back_where_nothing_was_kept_changes_nothing(house):
    house.choose("Noor", ["Luisteren"])
    before = house.w.undo.state()
    house.work.names.totals_only(house.round)
    house.work.names.agree(house.round, house.people["Noor"], False)
    assert house.w.undo.state() == before


def test_what_was_removed_before_loses_its_name_too(house):
    house.agree("Noor")
    house.choose("Noor", ["Luisteren"])
    house.choose("Noor", ["Inleven"])
    house.work.names.totals_only(house.round)
    assert house.people["Noor"] not in written(house)
    assert (house.talent("Luisteren").own, house.talent("Inleven").own) == (0, 1)


def test_on_the_wall_and_in_the_logbook_a_name_asks_for_a_second_yes(house):
    house.agree("Noor")
    house.w.room.start(house.meeting)
    house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Noor"])

    def on_the_wall():
        return next(role for role in house.work.wall.frame(house.round, "wie_pakt").roles if role.name == "Aanjager")

    def in_the_book():
        return house.w.logbook.book().talents.roles

    assert (on_the_wall().names, on_the_wall().words, on_the_wall().state) == ((), "1 persoon pakt deze rol", "taken")
    assert in_the_book() == (("Aanjager", 0, "1 persoon pakt deze rol"),)
    house.w.people.update(house.people["Noor"], on_wall=True, in_logbook=True)
    assert (on_the_wall().names, on_the_wall().words) == (("Noor",), "Noor")
    assert in_the_book() == (("Aanjager", 0, "Noor"),)
