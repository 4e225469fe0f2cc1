"""Going back to totals wins at a merge from everything that a colleague did without knowing of it, in any order."""

import sqlite3
from contextlib import closing

import pytest

from ef_desktop.db import backup
from tests.services.seats import Seat, all_meet, begin, on
from tests.services.workform_house import SURNAME, House

EXAMPLE = "Ik zag jou Qbeeldend Qvoorbeeld"


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    """A round in which Samir said yes and was recorded by name, all of it to be undone: the house, and its file."""

    def prepare(workspace):
        house = House(workspace, people=4)
        house.agree("Samir")
        house.choose("Samir", ["Luisteren"], "Beslissen", "Aanjager")
        house.give("Samir", "Inleven", "Samir", EXAMPLE)
        house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Samir"])
        return house

    return begin(template_file, tmp_path_factory.mktemp("begun"), prepare)


@pytest.fixture
def three(begun, tmp_path, monkeypatch):
    """Noor, Joke and Esra, each with a copy of that."""
    house, path = begun
    made = [Seat(tmp_path / name, name, path, monkeypatch) for name in ("Noor", "Joke", "Esra")]
    # Whoever does not know of it works on later, by the clock too.
    for hours, colleague in enumerate(made):
        colleague.clock.advance(hours * 3600)
    yield house, *made
    for colleague in made:
        colleague.leave()


def back_to_totals(house, colleague):
    with colleague as workspace:
        on(house, workspace).work.names.totals_only(house.round)


def undo_to_the_beginning(workspace):
    while workspace.undo.undo():
        pass


def redo_all(workspace):
    while workspace.undo.redo():
        pass


def stored(colleague, house, name="Samir"):
    """Where a person stands beside a talent or a role: in the tables, the journal, or the bytes of the file."""
    person = house.people[name]
    found = []
    with closing(sqlite3.connect(colleague.path)) as connection:
        for query in (
            "SELECT id FROM talent_award WHERE person_id = ?1 OR giver_id = ?1",
            "SELECT id FROM role_assignment WHERE person_id = ?1",
            "SELECT id FROM outcome WHERE owner_id = ?1",
            "SELECT row FROM sync_op WHERE (old = ?1 OR new = ?1) AND cid / 100 IN (16, 23, 24)",
        ):
            found += connection.execute(query, (person,)).fetchall()
        rows = connection.execute("SELECT id FROM consent WHERE person_id = ? AND channel = 'talenten' AND granted", (person,))
        found += rows.fetchall()
        rows = connection.execute("SELECT new FROM sync_op WHERE cid = 3104 AND new LIKE '[1%' AND row IN (SELECT id FROM consent WHERE person_id = ?)", (person,))
        found += rows.fetchall()
    return found + [EXAMPLE] * (EXAMPLE.encode() in colleague.path.read_bytes())


def assert_nameless(house, *colleagues, name="Samir"):
    # The others have the same: ``all_meet``.
    with colleagues[0] as workspace:
        on(house, workspace)
        assert house.people[name] not in house.work.names.agreed(house.round)
        assert house.work.recording.gifts(house.round, house.people[name]) == ()
        assert not any(taker.name for taker in house.work.picture.takers(house.round))
        assert SURNAME not in str(house.picture()) and SURNAME not in str(workspace.logbook.book().talents)
        assert workspace._store.check() == ()
    for colleague in colleagues:
        assert stored(colleague, house, name) == []


def assert_by_name(house, colleague, name="Samir"):
    with colleague as workspace:
        on(house, workspace)
        assert house.people[name] in house.work.names.agreed(house.round)
        assert [person.id for person in house.work.recording.view(house.round).people if person.own] == [house.people[name]]


def back_and_again(house, colleague):
    """Take everything back and do it again, without having heard that names were taken back."""
    with colleague as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
        assert on(house, workspace).work.names.agreed(house.round)


def unseen(house, colleague):
    """What a colleague does who has not heard of it: take all back, do all again, a yes of another, and what goes by names."""
    with colleague as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
        on(house, workspace).work.names.agree(house.round, house.people["Ruud"], True)
        house.choose("Ruud", ["Luisteren"], "Inleven", "Verbinder")
        house.give("Samir", "Beslissen", "Ruud", EXAMPLE)
        house.choose("Samir", ["Inleven"])
        house.work.picture.take_role(house.round, house.roles["Verbinder"], person_id=house.people["Samir"])


def assert_no_names_kept(house, *colleagues):
    """The others heard of it, and the round is one of totals."""
    all_meet(*colleagues)
    assert_nameless(house, *colleagues)
    with colleagues[-1] as workspace:
        assert not on(house, workspace).view().row.names


def test_undo_and_redo_of_the_yes_bring_no_name_back(three):
    house, noor, joke, _esra = three
    back_to_totals(house, noor)
    back_and_again(house, joke)
    assert_no_names_kept(house, noor, joke)


def test_nor_where_keeping_names_was_undone_before(three):
    house, noor, joke, _esra = three
    with noor as workspace:
        undo_to_the_beginning(workspace)
        workspace.undo.redo()
        # The round is there again, and nothing of a name stands in it: it is said all the same.
        assert not on(house, workspace).view().row.names
        house.work.names.totals_only(house.round)
    back_and_again(house, joke)
    assert_no_names_kept(house, noor, joke)


def test_a_yes_of_another_who_had_not_heard_of_it_does_not_hold_afterwards(three):
    house, noor, joke, _esra = three
    back_to_totals(house, noor)
    unseen(house, joke)
    with noor as workspace:
        # Names are kept again, and nobody said yes yet.
        on(house, workspace).work.names.keep(house.round)
    all_meet(noor, joke)
    assert_nameless(house, noor, joke)
    assert_nameless(house, noor, joke, name="Ruud")


@pytest.mark.parametrize("order", ["straight", "round about", "late"])
def test_three_laptops_end_the_same_without_a_name(three, order):
    house, noor, joke, esra = three
    with esra as workspace:
        before = {talent.name: (talent.own, talent.growth, talent.given) for talent in on(house, workspace).picture().talents}
    back_to_totals(house, noor)
    unseen(house, joke)
    if order == "straight":
        esra.take(noor.path)
        esra.take(joke.path)
    elif order == "round about":
        esra.take(joke.path)
        esra.take(noor.path)
    else:
        # Also somebody who goes back to totals without knowing that it was done.
        esra.take(joke.path)
        back_to_totals(house, esra)
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)
    assert_nameless(house, noor, joke, esra, name="Ruud")
    with noor as workspace:
        picture = {talent.name: (talent.own, talent.growth, talent.given) for talent in on(house, workspace).picture().talents}
    assert picture["Beslissen"] == (before["Beslissen"][0], before["Beslissen"][1] - 1, before["Beslissen"][2] + 1)
    words = noor.everything()
    noor.take(esra.path)
    assert noor.everything() == words


@pytest.mark.parametrize("again_at", ["noor", "joke"])
def test_a_choice_to_keep_names_again_by_somebody_who_knew_counts(three, again_at):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    joke.take(noor.path)
    with {"noor": noor, "joke": joke}[again_at] as workspace:
        on(house, workspace).agree("Samir")
        assert house.choose("Samir", ["Luisteren"])
    all_meet(noor, joke, esra)
    assert_by_name(house, esra)


def test_what_was_recorded_by_the_former_yes_does_not_count_as_said_under_the_new_one(three):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    with noor as workspace:
        on(house, workspace).agree("Samir")
        house.choose("Samir", ["Luisteren"])
    with joke as workspace:
        on(house, workspace).give("Samir", "Beslissen", "Samir", EXAMPLE)
    all_meet(noor, joke, esra)
    with noor as workspace:
        assert on(house, workspace).work.recording.gifts(house.round, house.people["Samir"]) == ()
        assert (house.talent("Beslissen").given, house.talent("Inleven").given) == (1, 1)
    assert_by_name(house, esra)
    for colleague in (noor, joke, esra):
        assert EXAMPLE.encode() not in colleague.path.read_bytes()


def test_going_back_unseen_wins_from_a_choice_to_keep_names_again(three):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    back_to_totals(house, esra)
    joke.take(noor.path)
    with joke as workspace:
        on(house, workspace).agree("Samir")
        house.choose("Samir", ["Luisteren"])
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)


def test_a_no_unseen_wins_from_a_yes_said_anew_after_going_back(three):
    house, noor, joke, esra = three
    with esra as workspace:
        on(house, workspace).work.names.agree(house.round, house.people["Samir"], False)
    back_to_totals(house, noor)
    with noor as workspace:
        on(house, workspace).agree("Samir", "Ruud")
        house.choose("Samir", ["Luisteren"])
        house.choose("Ruud", ["Luisteren"])
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)
    assert_by_name(house, joke, "Ruud")


def test_the_withdrawal_of_one_yes_wins_too_and_leaves_the_others(three):
    house, noor, joke, esra = three
    with joke as workspace:
        on(house, workspace).work.names.agree(house.round, house.people["Ruud"], True)
        house.choose("Ruud", ["Luisteren"])
    noor.take(joke.path)
    with noor as workspace:
        on(house, workspace).work.names.agree(house.round, house.people["Samir"], False)
    with joke as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
        assert on(house, workspace).choose("Samir", ["Inleven"])
        house.give("Ruud", "Beslissen", "Samir", EXAMPLE)
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)
    assert_by_name(house, joke, "Ruud")


def test_a_yes_again_after_its_withdrawal_counts_and_what_was_recorded_by_the_former_one_does_not(three):
    house, noor, joke, esra = three
    samir = house.people["Samir"]
    with noor as workspace:
        on(house, workspace).work.names.agree(house.round, samir, False)
        house.agree("Samir")
        house.choose("Samir", ["Luisteren"])
    with joke as workspace:
        on(house, workspace).give("Samir", "Beslissen", "Samir", EXAMPLE)
    all_meet(noor, joke, esra)
    assert_by_name(house, esra)
    with joke as workspace:
        assert on(house, workspace).work.recording.gifts(house.round, samir) == ()
    for colleague in (noor, joke, esra):
        assert EXAMPLE.encode() not in colleague.path.read_bytes()


@pytest.mark.parametrize("way", ["take_back", "reject"])
def test_neither_way_back_from_a_merge_brings_a_name_back(three, way):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    unseen(house, joke)
    sent = noor.send()
    with joke as workspace:
        workspace.sharing.merge(sent)
        getattr(workspace.sharing, way)()
        redo_all(workspace)
    assert_nameless(house, joke)
    noor.take(joke.path)
    with noor as workspace:
        getattr(workspace.sharing, way)()
    assert_nameless(house, noor)
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)
    assert_nameless(house, noor, joke, esra, name="Ruud")


def test_a_restored_backup_brings_no_name_back(three):
    house, noor, joke, esra = three
    with noor as workspace:
        made = workspace.backups.make()
    # A copy that somebody put away is not rewritten.
    kept = noor.folder / "bewaard.efdb"
    kept.write_bytes(made.read_bytes())
    back_to_totals(house, noor)
    assert EXAMPLE.encode() in kept.read_bytes()
    assert EXAMPLE.encode() not in made.read_bytes()
    unseen(house, joke)
    with joke as workspace:
        left = workspace.backups.make()
    assert EXAMPLE.encode() in left.read_bytes()
    noor.leave()
    backup.restore(kept, noor.path, noor.clock)
    assert_nameless(house, noor)
    all_meet(noor, joke, esra)
    assert EXAMPLE.encode() not in left.read_bytes()
    assert_nameless(house, noor, joke, esra)


def test_what_was_removed_with_its_round_loses_its_name_too(three):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    unseen(house, joke)
    with joke as workspace:
        on(house, workspace).work.remove(house.round)
    noor.take(joke.path)
    assert stored(noor, house) == []
    joke.take(noor.path)
    with joke as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
    assert stored(joke, house) == []
    all_meet(noor, joke, esra)
    assert stored(esra, house) == stored(noor, house) == []


def test_a_former_owner_of_the_agreement_goes_too(three):
    house, noor, _joke, _esra = three
    with noor as workspace:
        card = on(house, workspace).work.picture.takers(house.round)[0].outcome_id
        workspace.outcomes.edit(card, owner_id=house.people["Ruud"])
    back_to_totals(house, noor)
    assert stored(noor, house) == []
    with noor as workspace:
        assert workspace.outcomes.card(card).owner_id == house.people["Ruud"]
        assert workspace._store.check() == ()
