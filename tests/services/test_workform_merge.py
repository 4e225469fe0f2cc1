"""Names with talents when two facilitators work apart and merge: what was taken back does not come in again."""

import sqlite3
from contextlib import closing
from datetime import date

import pytest

from ef_desktop.db.tables import Consent
from ef_desktop.services.workform_rows import consent_id
from tests.services.seats import Seat, begin, on
from tests.services.workform_house import House


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    """A round in which Samir said yes and was recorded by name: the house, and its file."""

    def prepare(workspace):
        house = House(workspace, people=4)
        house.agree("Samir")
        house.choose("Samir", ["Luisteren"], "Beslissen", "Aanjager")
        return house

    return begin(template_file, tmp_path_factory.mktemp("begun"), prepare)


@pytest.fixture
def apart(begun, tmp_path, monkeypatch):
    """Noor and Joke, each with a copy of that."""
    house, path = begun
    made = [Seat(tmp_path / name, name, path, monkeypatch) for name in ("Noor", "Joke")]
    yield house, *made
    for colleague in made:
        colleague.leave()


def stored(path, person):
    """Everything with which this person stands in what was recorded, in tables and journal."""
    with closing(sqlite3.connect(path)) as connection:
        rows = "SELECT id, person_id, giver_id FROM talent_award UNION SELECT id, person_id, NULL FROM role_assignment"
        found = [row for row in connection.execute(rows) if person in row[1:]]
        ids = "SELECT id FROM talent_award UNION SELECT id FROM role_assignment"
        found += connection.execute(f"SELECT row FROM sync_op WHERE row IN ({ids}) AND (old = ? OR new = ?)", (person, person)).fetchall()
        return found


def test_counts_of_both_add_up(apart):
    house, noor, joke = apart
    with noor as workspace:
        on(house, workspace).work.recording.set_total(house.round, "own", house.talents["Luisteren"], 2, table=1)
    with joke as workspace:
        on(house, workspace).work.recording.set_total(house.round, "own", house.talents["Luisteren"], 3, table=2)
    with noor as workspace:
        workspace.sharing.merge(joke.path)
        assert on(house, workspace).talent("Luisteren").own == 1 + 2 + 3


def test_counts_of_the_same_group_add_up(apart):
    house, noor, joke = apart
    with noor as workspace:
        on(house, workspace).give("Noor", "Luisteren")
        house.choose("Noor", ["Luisteren", "Inleven"], role="Aanjager")
    with joke as workspace:
        workspace.sharing.merge(noor.path)
    # Both go on counting what both know already.
    for colleague, times in ((noor, 2), (joke, 3)):
        with colleague as workspace:
            on(house, workspace)
            for _time in range(times):
                house.choose("Noor", ["Luisteren"], "Beslissen", "Aanjager")
                house.give("Noor", "Luisteren")
    with joke as workspace:
        totals = on(house, workspace).work.recording.totals(house.round)
        assert totals.talents[house.talents["Luisteren"], "own"] == 4
        house.work.recording.set_total(house.round, "own", house.talents["Inleven"], 4)
    with noor as workspace:
        workspace.sharing.merge(joke.path)
        assert workspace.sharing.open_choices() == 0
        talent = on(house, workspace).talent("Luisteren")
        assert (talent.own, talent.given) == (1 + 1 + 2 + 3, 1 + 2 + 3)
        assert (house.talent("Inleven").own, house.talent("Beslissen").growth) == (4, 1 + 2 + 3)
        assert next(role for role in house.picture().roles if role.name == "Aanjager").preferred == 1 + 1 + 2 + 3
        assert house.work.recording.view(house.round).counted == 1 + 2 + 3
        house.work.recording.set_total(house.round, "own", house.talents["Luisteren"], 1)
        assert house.talent("Luisteren").own == 2
    with joke as workspace:
        workspace.sharing.merge(noor.path)
        assert on(house, workspace).talent("Luisteren").own == 2


def test_what_both_say_that_the_case_needs_stands_there_once(apart):
    house, noor, joke = apart
    wanted = [house.talents["Luisteren"], house.talents["Inleven"]]
    for colleague in (noor, joke):
        with colleague as workspace:
            on(house, workspace).work.picture.set_needs(house.round, [house.roles["Aanjager"]], wanted)
    with noor as workspace:
        workspace.sharing.merge(joke.path)
        assert [need.name for need in on(house, workspace).picture().needs] == ["Aanjager", "Luisteren", "Inleven"]
        house.work.picture.set_needs(house.round, [], wanted[:1])
        assert [need.name for need in house.picture().needs] == ["Luisteren"]


def test_what_a_colleague_recorded_meanwhile_by_name_comes_in_without_it(apart):
    house, noor, joke = apart
    samir = house.people["Samir"]
    with noor as workspace:
        on(house, workspace).work.names.totals_only(house.round)
    joke.clock.advance(3600)
    with joke as workspace:
        on(house, workspace).give("Samir", "Inleven", "Samir", "Ik zag jou knikken")
        assert workspace.workform.recording.gifts(house.round, samir)
    with noor as workspace:
        workspace.sharing.merge(joke.path)
        on(house, workspace)
        assert not house.view().row.names
        assert house.work.names.agreed(house.round) == frozenset()
        assert (house.talent("Inleven").given, house.talent("Luisteren").own) == (1, 1)
    assert stored(noor.path, samir) == []
    with joke as workspace:
        workspace.sharing.merge(noor.path)
        assert on(house, workspace).talent("Inleven").given == 1
        assert workspace.workform.recording.gifts(house.round, samir) == ()
    assert stored(joke.path, samir) == []


def test_a_merge_that_brought_such_a_name_can_be_undone_and_done_again(apart):
    house, noor, joke = apart
    samir = house.people["Samir"]
    with noor as workspace:
        on(house, workspace).work.names.totals_only(house.round)
    joke.clock.advance(3600)
    with joke as workspace:
        on(house, workspace).work.names.agree(house.round, house.people["Ruud"], True)
        house.give("Ruud", "Inleven", "Samir", "Ik zag jou knikken")
        workspace.meetings.update(house.meeting, notes="Van Joke")
    with noor as workspace:
        former = workspace.meetings.plan(house.meeting).notes
        workspace.sharing.merge(joke.path)
        assert workspace.meetings.plan(house.meeting).notes == "Van Joke"
        assert workspace.undo.state().undo == "Samenvoegen"
        workspace.undo.undo()
        assert workspace.meetings.plan(house.meeting).notes == former
        assert on(house, workspace).talent("Inleven").given == 0
        assert workspace._store.check() == () and stored(noor.path, samir) == []
        workspace.people.add("Later werk")
        workspace.sharing.merge(joke.path)
        assert (house.talent("Inleven").given, workspace.meetings.plan(house.meeting).notes) == (1, "Van Joke")
        assert workspace._store.check() == () and stored(noor.path, samir) == []


def test_a_yes_that_was_taken_back_elsewhere_takes_the_name_along_at_the_next_opening(apart):
    house, noor, _joke = apart
    samir = house.people["Samir"]
    with noor as workspace, workspace._store.unit("Take back consent") as session:
        session.get(Consent, consent_id(house.round, samir)).withdrawn_on = date(2026, 3, 12)
    assert stored(noor.path, samir)
    noor.leave()
    with noor as workspace:
        assert on(house, workspace).talent("Luisteren").own == 1
    assert stored(noor.path, samir) == []


def test_opening_leaves_names_with_a_yes_alone(apart):
    house, noor, _joke = apart
    with noor as workspace:
        assert on(house, workspace).work.names.agreed(house.round) == {house.people["Samir"]}
        assert next(person for person in house.work.recording.view(house.round).people if person.recorded).own


def test_what_one_person_chose_on_two_laptops_counts_once(apart):
    house, noor, joke = apart
    with noor as workspace:
        on(house, workspace).choose("Samir", ["Luisteren", "Inleven"], "Beslissen", "Aanjager")
        house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Samir"])
    with joke as workspace:
        on(house, workspace).choose("Samir", ["Luisteren", "Beslissen"], "Beslissen", "Aanjager")
        house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Samir"])
        house.give("Samir", "Luisteren")
    with noor as workspace:
        on(house, workspace).give("Samir", "Luisteren")
        workspace.sharing.merge(joke.path)

        def counted():
            talents = [house.talent(name) for name in ("Luisteren", "Inleven", "Beslissen")]
            role = next(role for role in house.picture().roles if role.name == "Aanjager")
            return [(talent.own, talent.growth, talent.given) for talent in talents], (role.preferred, role.taken)

        assert counted() == ([(1, 0, 2), (1, 0, 0), (1, 1, 0)], (1, 1))
        assert next(role for role in house.picture().roles if role.name == "Aanjager").names == ("Samir",)
        recorded = next(person for person in house.work.recording.view(house.round).people if person.recorded)
        assert len(recorded.own) == len(set(recorded.own)) == 3
        house.work.names.totals_only(house.round)
        # Without the name nobody sees any more that it was the same person.
        assert counted() == ([(1, 0, 2), (1, 0, 0), (1, 1, 0)], (1, 1))
        assert workspace._store.check() == () and stored(noor.path, house.people["Samir"]) == []
