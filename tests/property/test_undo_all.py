"""Any sequence of services' calls: undo all gives the empty programme, redo all the same state, the journal the tables."""

import shutil
from datetime import date, timedelta

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.content import kind_ids
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import UserError
from ef_desktop.services.checking import check_file
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT

number = st.integers(0, 30)
words = st.text(min_size=1, max_size=40)
kind = st.sampled_from(kind_ids())
calls = st.lists(
    st.one_of(
        st.tuples(st.just("meeting"), words, number),
        st.tuples(st.just("remove_meeting"), number),
        st.tuples(st.just("change_meeting"), number, words, number),
        st.tuples(st.just("duplicate"), number),
        st.tuples(st.just("block"), number, number, number),
        st.tuples(st.just("move_block"), number, number, number),
        st.tuples(st.just("minutes"), number, number, number),
        st.tuples(st.just("remove_block"), number, number),
        st.tuples(st.just("card"), number, kind, words),
        st.tuples(st.just("lines"), number, kind, words),
        st.tuples(st.just("edit_card"), number, number, words),
        st.tuples(st.just("move_card"), number, number, kind, number),
        st.tuples(st.just("remove_card"), number, number),
        st.tuples(st.just("vote"), number, number, number),
        st.tuples(st.just("top"), number, st.lists(number, max_size=3)),
        st.tuples(st.just("person"), words, st.booleans()),
        st.tuples(st.just("remove_person"), number),
        st.tuples(st.just("attend"), number, number, st.sampled_from(["expected", "present", "absent", None])),
        st.tuples(st.just("case"), words),
        st.tuples(st.just("criterion"), number, st.sampled_from(["c1", "c2", "c3", "c4"]), words),
        st.tuples(st.just("goal"), number, st.integers(1, 17), words, st.booleans()),
        st.tuples(st.just("drop_goal"), number, st.integers(1, 17)),
        st.tuples(st.just("case_on_agenda"), number, number),
        st.tuples(st.just("remove_case"), number),
        st.tuples(st.just("room"), number, st.sampled_from(["start", "next", "back", "pause", "resume", "finish", "reopen"])),
        st.tuples(st.just("programme"), words),
        st.tuples(st.just("tick"), st.integers(-3600, 36_000)),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=25,
)


def pick(values, position):
    return values[position % len(values)] if values else None


class Player:
    """Plays a list of calls on a workspace; a call that has nothing to work on does nothing."""

    def __init__(self, workspace, clock):
        self.w = workspace
        self.clock = clock

    def meeting(self, position):
        row = pick(self.w.meetings.rows(), position)
        return row and row.id

    def cards(self, position):
        meeting = self.meeting(position)
        columns = self.w.outcomes.board(meeting).columns if meeting else ()
        return meeting, [card.id for column in columns for card in column.cards]

    def items(self, position):
        meeting = self.meeting(position)
        return meeting, [item.id for item in self.w.meetings.plan(meeting).items] if meeting else []

    def play(self, call):
        name, *rest = call
        getattr(self, f"do_{name}")(*rest)

    def do_meeting(self, title, day):
        template = pick((None, *(view.id for view in self.w.library.templates())), day)
        held_on = date(2026, 3, 1) + timedelta(days=day)
        self.w.meetings.create(title, template=template, held_on=held_on, starts_at=540)

    def do_remove_meeting(self, a):
        if meeting := self.meeting(a):
            self.w.meetings.remove(meeting)

    def do_change_meeting(self, a, title, day):
        if meeting := self.meeting(a):
            self.w.meetings.update(meeting, title=title, held_on=date(2026, 5, 1) + timedelta(days=day), goal=title)

    def do_duplicate(self, a):
        if meeting := self.meeting(a):
            self.w.meetings.duplicate(meeting)

    def do_block(self, a, b, index):
        if meeting := self.meeting(a):
            self.w.meetings.add_block(meeting, pick(self.w.library.blocks(), b).id, index)

    def do_move_block(self, a, b, index):
        _meeting, items = self.items(a)
        if items:
            self.w.meetings.move_item(pick(items, b), index)

    def do_minutes(self, a, b, minutes):
        _meeting, items = self.items(a)
        if items:
            self.w.meetings.set_minutes(pick(items, b), minutes)

    def do_remove_block(self, a, b):
        _meeting, items = self.items(a)
        if items:
            self.w.meetings.remove_items([pick(items, b)])

    def do_card(self, a, of_kind, text):
        if meeting := self.meeting(a):
            self.w.outcomes.add(meeting, of_kind, text)

    def do_lines(self, a, of_kind, text):
        if meeting := self.meeting(a):
            self.w.outcomes.add_lines(meeting, of_kind, f"{text}\n{text}")

    def do_edit_card(self, a, b, text):
        _meeting, cards = self.cards(a)
        if cards:
            self.w.outcomes.edit(pick(cards, b), text=text, private=bool(b % 2), due_on=date(2026, 4, 1))

    def do_move_card(self, a, b, of_kind, index):
        _meeting, cards = self.cards(a)
        if cards:
            self.w.outcomes.move(pick(cards, b), of_kind, index)

    def do_remove_card(self, a, b):
        _meeting, cards = self.cards(a)
        if cards:
            self.w.outcomes.remove([pick(cards, b)])

    def do_vote(self, a, b, total):
        _meeting, cards = self.cards(a)
        if cards:
            self.w.outcomes.vote(pick(cards, b), total)

    def do_top(self, a, choice):
        meeting, cards = self.cards(a)
        if cards:
            self.w.outcomes.set_top(meeting, list(dict.fromkeys(pick(cards, b) for b in choice)))

    def do_person(self, name, on_wall):
        self.w.people.add(name, on_wall=on_wall)

    def do_remove_person(self, a):
        if person := pick(self.w.people.rows(), a):
            self.w.people.remove([person.id])

    def do_attend(self, a, b, status):
        person, meeting = pick(self.w.people.rows(), b), self.meeting(a)
        if person and meeting:
            self.w.meetings.set_attendance(meeting, person.id, status)

    def do_case(self, title):
        self.w.cases.add(title, question=title)

    def do_criterion(self, a, criterion, text):
        if case := pick(self.w.cases.rows(), a):
            self.w.cases.set_criterion(case.id, criterion, "voldoet", text)

    def do_goal(self, a, goal, sentence, main):
        if case := pick(self.w.cases.rows(), a):
            self.w.cases.set_goal(case.id, goal, sentence, main)

    def do_drop_goal(self, a, goal):
        if case := pick(self.w.cases.rows(), a):
            self.w.cases.remove_goal(case.id, goal)

    def do_case_on_agenda(self, a, b):
        case, meeting = pick(self.w.cases.rows(), b), self.meeting(a)
        if case and meeting:
            self.w.meetings.add_case(meeting, case.id)

    def do_remove_case(self, a):
        if case := pick(self.w.cases.rows(), a):
            self.w.cases.remove([case.id])

    def do_room(self, a, step):
        if meeting := self.meeting(a):
            getattr(self.w.room, step)(meeting)

    def do_programme(self, name):
        self.w.programme.update(name=name)

    def do_tick(self, seconds):
        self.clock.advance(seconds)

    def do_undo(self):
        self.w.undo.undo()

    def do_redo(self):
        self.w.undo.redo()


def everything(workspace):
    """All that pages can show, without times of the clock that runs on."""
    rows = workspace.meetings.rows()
    return (
        workspace.programme.view(),
        rows,
        [workspace.meetings.plan(row.id) for row in rows],
        [workspace.outcomes.board(row.id) for row in rows],
        [workspace.room.timer(row.id).items for row in rows],
        workspace.people.rows(),
        workspace.cases.rows(),
        [workspace.cases.fields(row.id) for row in workspace.cases.rows()],
        [workspace.cases.criteria(row.id) + workspace.cases.goals(row.id) for row in workspace.cases.rows()],
    )


@given(calls)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_undo_all_redo_all_and_the_journal(template_file, tmp_path_factory, script):
    path = tmp_path_factory.mktemp("world") / "wereld.efdb"
    shutil.copyfile(template_file, path)
    clock = ManualClock(MOMENT)
    workspace = Workspace.open(path, clock=clock, settings=DeviceSettings())
    try:
        empty = everything(workspace)
        player = Player(workspace, clock)
        for call in script:
            try:
                player.play(call)
            except UserError:
                # A text of blanks only, an empty agenda: refused in words, and nothing was changed.
                continue
        while workspace.undo.redo():
            pass
        # The clock stands still while states are compared.
        full, steps = everything(workspace), 0
        while workspace.undo.undo():
            steps += 1
        assert everything(workspace) == empty
        while workspace.undo.redo():
            steps -= 1
        assert steps == 0
        assert everything(workspace) == full
    finally:
        workspace.close()
    assert check_file(path, clock) == ()

