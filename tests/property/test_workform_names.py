"""In a round that keeps totals no wall frame, book, paper, export, history, journal row or search result has a name beside a talent."""

import json
import sqlite3
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import fields, is_dataclass
from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ef_desktop.domain.errors import UserError
from ef_desktop.domain.workframes import WorkTurnFrame
from tests.services.seats import Seat, begin, on
from tests.services.workform_house import NAMES, SURNAME, House

PEOPLE = NAMES[:5]
NUMBER = st.integers(0, 30)
STEP = st.one_of(
    st.tuples(st.just("choose"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("give"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("count"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("need"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("take"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("group"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("undo"), NUMBER, NUMBER, NUMBER),
    st.tuples(st.just("redo"), NUMBER, NUMBER, NUMBER),
)
#: With names: somebody says yes or no in between. At the end the round goes back to totals.
NAMED = st.one_of(STEP, st.tuples(st.just("agree"), NUMBER, NUMBER, NUMBER))


def play(house, word, a, b, c):
    work, round_id = house.work, house.round
    person = house.people[PEOPLE[a % len(PEOPLE)]]
    other = house.people[PEOPLE[b % len(PEOPLE)]]
    talents, roles = list(house.talents.values()), list(house.roles.values())
    talent, role = talents[b % len(talents)], roles[c % len(roles)]
    if word == "choose":
        work.recording.choose(round_id, [talent, talents[c % len(talents)]], talents[a % len(talents)], role, person_id=person)
    elif word == "give":
        work.recording.give(round_id, talent, person_id=person, giver_id=other, example=f"Ik zag {PEOPLE[a % len(PEOPLE)]} {SURNAME}")
    elif word == "count":
        work.recording.set_total(round_id, ("own", "growth", "given")[a % 3], talent, c, table=a)
    elif word == "need":
        work.picture.set_needs(round_id, [role], [talent])
    elif word == "take":
        work.picture.take_role(round_id, role, person_id=person)
    elif word == "group":
        work.circles.choose(round_id, [circle.person_ids for circle in work.circles.proposal(round_id)])
    elif word == "agree":
        work.names.keep(round_id)
        work.names.agree(round_id, person, bool(c % 3))
    elif word == "undo":
        house.w.undo.undo()
    else:
        house.w.undo.redo()


def texts(value):
    """Every text in a frozen read model."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield from texts(key)
            yield from texts(inner)
    elif isinstance(value, (tuple, list, frozenset, set)):
        for inner in value:
            yield from texts(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from texts(getattr(value, field.name))


def named_in(value):
    words = " \n ".join(texts(value))
    return [name for name in (*PEOPLE, SURNAME) if name in words]


def assert_nameless(house, tmp_path):
    w, work = house.w, house.work
    for step in house.view().steps:
        frame = work.wall.frame(house.round, step.id)
        if isinstance(frame, WorkTurnFrame):
            # The list of a group has names, of who may be named on the wall; it tells nothing of them.
            assert not [name for name in house.talents if name in " ".join(texts(frame))]
        else:
            assert named_in(frame) == []
    assert named_in(work.picture.view(house.round)) == []
    assert named_in(work.recording.totals(house.round)) == []
    assert named_in(work.picture.growth()) == []
    assert named_in(work.picture.takers(house.round)) == []
    assert named_in((work.paper.deck(), work.paper.page())) == []
    assert named_in(w.logbook.book().talents) == []
    for role in house.roles.values():
        assert work.picture.proposals(house.round, role) == ()
    assert work.picture.owners(house.round, list(house.talents.values())) == ()
    recorded = work.recording.view(house.round)
    assert not any(person.own or person.growth or person.role or person.given for person in recorded.people)
    export = tmp_path / "set.json"
    work.sets.export(export)
    assert named_in(json.loads(export.read_text("utf-8"))) == []
    for name in house.talents:
        assert named_in(w.search.find(name)) == []
        assert named_in(w.outcomes.search(name)) == []
    with closing(sqlite3.connect(w.path)) as connection:
        people = set(house.people.values())
        rows = connection.execute("SELECT id, person_id, giver_id, example FROM talent_award").fetchall()
        rows += connection.execute("SELECT id, person_id, NULL, '' FROM role_assignment").fetchall()
        assert [row[1:] for row in rows if row[1] in people or row[2] in people or row[3]] == []
        for (id, *_rest) in rows:
            for old, new in connection.execute("SELECT old, new FROM sync_op WHERE row = ?", (id,)):
                assert old not in people and new not in people
                assert SURNAME not in f"{old} {new}"
            assert named_in(w.undo.history(id)) == []
        taken = connection.execute("SELECT o.owner_id FROM outcome o JOIN role_assignment r ON r.outcome_id = o.id").fetchall()
        assert {owner for (owner,) in taken} <= {None}


@pytest.fixture(scope="module")
def begun(template_file, tmp_path_factory):
    """A round in a meeting that is going on, with people who may be named: the house, and its file."""

    def prepare(workspace):
        # That there is a round is not undone.
        with workspace._store.unit(""):
            house = House(workspace, people=len(PEOPLE))
        for person in house.people.values():
            workspace.people.update(person, on_wall=True, in_logbook=True)
        workspace.meetings.update(house.meeting, held_on=date(2026, 3, 12))
        workspace.room.start(house.meeting)
        return house

    return begin(template_file, tmp_path_factory.mktemp("begun"), prepare)


@contextmanager
def laptops(folder, path, *names):
    """Laptops with a copy each, open until the end."""
    with pytest.MonkeyPatch.context() as patch, ExitStack() as at_end:
        made = [Seat(folder / name, name, path, patch) for name in names]
        for one in made:
            at_end.callback(one.leave)
        yield made


@given(st.lists(STEP, max_size=15))
@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_in_totals_mode_no_name_is_written_or_shown(begun, tmp_path_factory, script):
    house, path = begun
    folder = tmp_path_factory.mktemp("world")
    with laptops(folder, path, "Begeleider") as (own,), own as workspace:
        on(house, workspace)
        for call in script:
            try:
                play(house, *call)
            except UserError:
                continue
        assert_nameless(house, folder)


@given(st.lists(NAMED, max_size=12))
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_going_back_to_totals_leaves_no_name_and_keeps_the_counts(begun, tmp_path_factory, script):
    house, path = begun
    folder = tmp_path_factory.mktemp("world")
    with laptops(folder, path, "Begeleider") as (own,), own as workspace:
        on(house, workspace)
        for call in script:
            try:
                play(house, *call)
            except UserError:
                continue
        before = [(talent.name, talent.own, talent.growth, talent.given) for talent in house.picture().talents]
        house.work.names.totals_only(house.round)
        assert [(talent.name, talent.own, talent.growth, talent.given) for talent in house.picture().talents] == before
        assert_nameless(house, folder)
        # No way back by undo either.
        while house.w.undo.undo():
            pass
        while house.w.undo.redo():
            pass
        assert not house.view().row.names
        assert house.work.names.agreed(house.round) == frozenset()
        assert_nameless(house, folder)
        assert house.w._store.check() == ()


def play_all(house, workspace, script):
    on(house, workspace)
    for call in script:
        with suppress(UserError):
            play(house, *call)


def counts(house):
    return {talent.name: (talent.own, talent.growth, talent.given) for talent in house.picture().talents}


@given(st.lists(NAMED, max_size=6), st.lists(STEP, max_size=4), st.lists(NAMED, max_size=8))
@settings(
    max_examples=2,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
    # Three laptops for an example: looking for a smaller one would take minutes.
    phases=[Phase.explicit, Phase.generate],
)
def test_a_merge_brings_no_name_into_a_round_that_went_back_to_totals(begun, tmp_path_factory, before, here, there):
    house, path = begun
    folder = tmp_path_factory.mktemp("apart")
    # Whoever leads has a name that none of the people has: in the history it stands beside what was done.
    with laptops(folder, path, "Begin") as (first,):
        with first as workspace:
            on(house, workspace).agree(PEOPLE[0])
            play_all(house, workspace, before)
        path = first.path
    with laptops(folder, path, "Begeleider", "Collega") as (own, other):
        with own as workspace:
            play_all(house, workspace, here)
            house.work.names.totals_only(house.round)
        other.clock.advance(3600)
        with other as workspace:
            play_all(house, workspace, there)
        with own as workspace:
            workspace.sharing.merge(other.path)
            on(house, workspace)
            assert not house.view().row.names
            assert_nameless(house, folder)
            counted = counts(house)
            assert workspace._store.check() == ()
        with other as workspace:
            workspace.sharing.merge(own.path)
            on(house, workspace)
            assert_nameless(house, folder)
            assert counts(house) == counted
