"""Going back to totals wins at a merge from everything that a colleague did without knowing of it, in any order."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from ef_desktop.db import backup
from ef_desktop.db.fields import tables
from ef_desktop.domain.clock import ManualClock
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT
from tests.services.test_sharing import Colleague
from tests.services.workform_house import SURNAME, House

EXAMPLE = "Ik zag jou Qbeeldend Qvoorbeeld"


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    """A round in which Samir said yes and was recorded by name, all of it to be undone: the house, and its file."""
    path = tmp_path_factory.mktemp("begun") / "leerroute.efdb"
    shutil.copyfile(template_file, path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("EF_DATA_DIR", str(path.parent / "data"))
        with closing(Workspace.open(path, clock=ManualClock(MOMENT), settings=DeviceSettings())) as workspace:
            house = House(workspace, people=4)
            house.agree("Samir")
            house.choose("Samir", ["Luisteren"], "Beslissen", "Aanjager")
            house.give("Samir", "Inleven", "Samir", EXAMPLE)
            house.work.picture.take_role(house.round, house.roles["Aanjager"], person_id=house.people["Samir"])
    return house, path


@pytest.fixture
def three(begun, tmp_path, monkeypatch):
    """Noor, Joke and Esra, each with a copy of that."""
    house, path = begun
    made = [Colleague(tmp_path / name, name, path, monkeypatch) for name in ("Noor", "Joke", "Esra")]
    # Whoever does not know of it works on later, by the clock too.
    for hours, colleague in enumerate(made):
        colleague.clock.advance(hours * 3600)
    return house, *made


def on(house, workspace):
    """The house as it is on another laptop."""
    house.w, house.work = workspace, workspace.workform
    return house


def back_to_totals(house, colleague):
    with colleague as workspace:
        on(house, workspace).work.names.totals_only(house.round)


def undo_to_the_beginning(workspace):
    while workspace.undo.undo():
        pass


def redo_all(workspace):
    while workspace.undo.redo():
        pass


def take(colleague, *copies):
    with colleague as workspace:
        for copy in copies:
            workspace.sharing.merge(copy)


def everything(colleague):
    names = [table.sql for table in tables()] + ["sync_op", "sync_erase"]
    with closing(sqlite3.connect(colleague.path)) as connection:
        return {name: sorted(connection.execute(f"SELECT * FROM {name}").fetchall(), key=repr) for name in names}


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


def all_meet(*colleagues):
    """Let the first take what all the others have, and give it to each: then all are the same."""
    first, *others = colleagues
    take(first, *(other.send() for other in others))
    sent = first.send()
    for other in others:
        take(other, sent)
        assert everything(other) == everything(first)


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


def test_undo_and_redo_of_the_yes_bring_no_name_back(three):
    house, noor, joke, _esra = three
    back_to_totals(house, noor)
    with joke as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
        assert on(house, workspace).work.names.agreed(house.round)
    all_meet(noor, joke)
    assert_nameless(house, noor, joke)
    with joke as workspace:
        assert not on(house, workspace).view().row.names


def test_nor_where_keeping_names_was_undone_before(three):
    house, noor, joke, _esra = three
    with noor as workspace:
        undo_to_the_beginning(workspace)
        workspace.undo.redo()
        # The round is there again, and nothing of a name stands in it: it is said all the same.
        assert not on(house, workspace).view().row.names
        house.work.names.totals_only(house.round)
    with joke as workspace:
        undo_to_the_beginning(workspace)
        redo_all(workspace)
        assert on(house, workspace).work.names.agreed(house.round)
    all_meet(noor, joke)
    assert_nameless(house, noor, joke)
    with joke as workspace:
        assert not on(house, workspace).view().row.names


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
        take(esra, noor.send())
        take(esra, joke.send())
    elif order == "round about":
        take(esra, joke.send())
        take(esra, noor.send())
    else:
        # Also somebody who goes back to totals without knowing that it was done.
        take(esra, joke.send())
        back_to_totals(house, esra)
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)
    assert_nameless(house, noor, joke, esra, name="Ruud")
    with noor as workspace:
        picture = {talent.name: (talent.own, talent.growth, talent.given) for talent in on(house, workspace).picture().talents}
    assert picture["Beslissen"] == (before["Beslissen"][0], before["Beslissen"][1] - 1, before["Beslissen"][2] + 1)
    words = everything(noor)
    take(noor, esra.send())
    assert everything(noor) == words


@pytest.mark.parametrize("again_at", ["noor", "joke"])
def test_a_choice_to_keep_names_again_by_somebody_who_knew_counts(three, again_at):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    take(joke, noor.send())
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
    take(joke, noor.send())
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
    take(noor, joke.send())
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
    take(noor, joke.send())
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
    with noor:
        pass
    backup.restore(kept, noor.path, noor.clock)
    assert_nameless(house, noor)
    all_meet(noor, joke, esra)
    assert_nameless(house, noor, joke, esra)


def test_what_was_removed_with_its_round_loses_its_name_too(three):
    house, noor, joke, esra = three
    back_to_totals(house, noor)
    unseen(house, joke)
    with joke as workspace:
        on(house, workspace).work.remove(house.round)
    take(noor, joke.send())
    assert stored(noor, house) == []
    take(joke, noor.send())
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
