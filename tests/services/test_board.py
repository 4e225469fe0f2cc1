"""Groups, several cards at once, dots, advice, agreements over the meetings, filters, and a board that is read again."""

import shutil
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ef_desktop.content import kind_ids
from ef_desktop.db.tables import Outcome
from ef_desktop.domain.board import CardFilter, NewCard
from ef_desktop.domain.clock import ManualClock
from ef_desktop.domain.errors import InvalidValueError, NotFoundError, UserError
from ef_desktop.services.checking import check_file
from ef_desktop.services.core import get, seek
from ef_desktop.services.workspace import Workspace
from ef_desktop.settings import DeviceSettings
from tests.conftest import MOMENT


def shape(workspace, meeting, kind="werkt"):
    return [
        (entry.title, [card.text for card in entry.cards]) if entry.group_id else entry.cards[0].text
        for entry in workspace.outcomes.entries(meeting, kind)
    ]


def test_groups_are_made_joined_merged_and_taken_apart(workspace, meeting):
    outcomes = workspace.outcomes
    a, b, c, d, e = outcomes.add_lines(meeting, "werkt", "a\nb\nc\nd\ne")
    first = outcomes.group([d, b], "Een")
    assert shape(workspace, meeting) == ["a", ("Een", ["b", "d"]), "c", "e"]
    assert outcomes.group([b, a]) == first
    second = outcomes.group([c, e])
    outcomes.rename_group(second, "Twee")
    assert shape(workspace, meeting) == [("Een", ["a", "b", "d"]), ("Twee", ["c", "e"])]
    outcomes.move_group(second, 0)
    assert shape(workspace, meeting) == [("Twee", ["c", "e"]), ("Een", ["a", "b", "d"])]
    assert outcomes.group([a, c]) == first
    assert shape(workspace, meeting) == [("Een", ["a", "b", "c", "d", "e"])]
    workspace.undo.undo()
    assert shape(workspace, meeting) == [("Twee", ["c", "e"]), ("Een", ["a", "b", "d"])]
    outcomes.take_out([a])
    outcomes.ungroup(second)
    assert shape(workspace, meeting) == ["c", "e", ("Een", ["b", "d"]), "a"]


def test_a_card_in_another_column_leaves_its_group_and_an_empty_group_goes(workspace, meeting):
    outcomes = workspace.outcomes
    ids = outcomes.add_lines(meeting, "werkt", "a\nb")
    group = outcomes.group(ids, "Samen")
    outcomes.move_many(ids, "vraag")
    assert (shape(workspace, meeting), shape(workspace, meeting, "vraag")) == ([], ["a", "b"])
    with pytest.raises(UserError):
        outcomes.rename_group(group, "Weg")
    workspace.undo.undo()
    assert shape(workspace, meeting) == [("Samen", ["a", "b"])]


def test_a_group_has_one_column_and_two_cards(workspace, meeting):
    a, b = workspace.outcomes.add(meeting, "werkt", "a"), workspace.outcomes.add(meeting, "vraag", "b")
    for ids in ([a, b], [a], [a, a], []):
        with pytest.raises(InvalidValueError):
            workspace.outcomes.group(ids)


def test_several_cards_are_one_step(workspace, meeting):
    outcomes = workspace.outcomes
    ids = outcomes.add_lines(meeting, "afspraak", "a\nb\nc")
    outcomes.move_many([ids[2], ids[0]], "werkt", 0)
    assert shape(workspace, meeting) == ["c", "a"]
    workspace.undo.undo()
    assert shape(workspace, meeting, "afspraak") == ["a", "b", "c"]
    outcomes.set_private(ids, True)
    outcomes.set_status_many(ids, "busy")
    outcomes.set_revealed(ids, False)
    assert {(outcomes.card(i).private, outcomes.card(i).status, outcomes.detail(i).revealed) for i in ids} == {(True, "busy", False)}
    for _step in range(3):
        workspace.undo.undo()
    assert {(outcomes.card(i).private, outcomes.card(i).status, outcomes.detail(i).revealed) for i in ids} == {(False, "open", True)}
    with pytest.raises(InvalidValueError):
        outcomes.set_status_many(ids, "ooit")


def test_dots_warn_and_never_block(workspace, meeting):
    card = workspace.outcomes.add(meeting, "werkt", "a")
    assert not workspace.outcomes.budget(meeting).over
    for name in ("Noor", "Samir", "Yusuf"):
        workspace.meetings.walk_in(meeting, name)
    workspace.meetings.absent(meeting, workspace.people.add("Kim"))
    workspace.outcomes.vote(card, 7)
    assert workspace.outcomes.budget(meeting).words == "Nog 2 stippen over."
    workspace.outcomes.vote(card, 10)
    budget = workspace.outcomes.budget(meeting)
    assert (budget.over, budget.allowed, budget.words) == (
        True, 9, "Er zijn 10 stippen gegeven; met 3 mensen en 3 per persoon zijn er 9."
    )  # fmt: skip


def test_what_a_card_still_asks_for(workspace, meeting):
    outcomes = workspace.outcomes
    card = outcomes.add(meeting, "afspraak", "a")
    assert outcomes.missing(card) == ("Wie doet dit?", "Wanneer is het klaar?")
    outcomes.edit(card, owner_id=workspace.people.add("Noor"), due_on=date(2026, 4, 1))
    assert outcomes.missing(card) == ()
    assert outcomes.missing(outcomes.add(meeting, "belofte", "b")) == ("Wanneer kijken jullie terug?",)
    assert outcomes.missing(outcomes.add(meeting, "belofte", "b", look_back_on=date(2026, 5, 1))) == ()
    assert outcomes.card(outcomes.add(meeting, "inzicht", "c", goal=11)).goal == 11


def test_the_original_is_the_agreement_wherever_it_is_changed(workspace, meeting):
    outcomes = workspace.outcomes
    noor = workspace.people.add("Noor Visser")
    late = outcomes.add(meeting, "afspraak", "Bellen", owner_id=noor, due_on=date(2026, 3, 1))
    outcomes.set_status(outcomes.add(meeting, "afspraak", "Klaar al"), "done")
    second = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    third = workspace.meetings.create("Derde", held_on=date(2026, 5, 12))
    (reference,) = outcomes.carry_over(second)
    assert outcomes.carry_over(second) == () and len(outcomes.carry_over(third)) == 1
    assert (outcomes.card(reference).text, outcomes.detail(reference).carried_from) == ("Bellen", "Eerste")
    assert [row.text for row in outcomes.agreements()] == ["Bellen"]
    outcomes.set_status(reference, "busy")
    outcomes.edit(late, text="Bellen met de wijk")
    assert (outcomes.card(late).status, outcomes.card(reference).text) == ("busy", "Bellen met de wijk")
    outcomes.set_private([late], True)
    assert outcomes.card(reference).private and "Bellen" not in repr(workspace.projection.frame(second, "board"))
    outcomes.set_private([reference], False)
    assert not outcomes.card(late).private
    outcomes.remove([late])
    assert outcomes.card(reference).owner == "Noor Visser"
    assert "Bellen" in [row.text for row in outcomes.agreements()]


def test_a_reference_in_another_column_is_a_card_of_its_own(workspace, meeting):
    original = workspace.outcomes.add(meeting, "afspraak", "Bellen")
    second = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    (reference,) = workspace.outcomes.carry_over(second)
    workspace.outcomes.edit(original, text="Bellen met de wijk")
    workspace.outcomes.edit(reference, kind="werkt")
    workspace.outcomes.edit(original, text="Anders")
    assert workspace.outcomes.card(reference).text == "Bellen met de wijk"


def test_actions_over_all_meetings(workspace, meeting):
    outcomes = workspace.outcomes
    noor = workspace.people.add("Noor Visser")
    outcomes.add(meeting, "afspraak", "Laat", owner_id=noor, due_on=date(2026, 3, 1))
    outcomes.add(meeting, "belofte", "Luisteren", look_back_on=date(2026, 3, 20))
    second = workspace.meetings.create("Tweede", held_on=date(2026, 4, 12))
    done = outcomes.add(second, "afspraak", "Klaar", due_on=date(2026, 3, 2))
    outcomes.set_status(done, "done")
    outcomes.carry_over(second)
    rows = outcomes.actions()
    assert [(row.text, row.owner, row.late, row.meeting_title) for row in rows] == [
        ("Laat", "Noor", True, "Eerste"),
        ("Klaar", "", False, "Tweede"),
    ]
    assert [row.text for row in outcomes.actions(statuses=("open", "busy"))] == ["Laat"]
    assert [row.text for row in outcomes.actions(owner_id=noor)] == ["Laat"]
    assert [row.text for row in outcomes.actions(meeting_id=second)] == ["Laat", "Klaar"]
    assert [row.text for row in outcomes.actions(kinds=("afspraak", "belofte"))] == ["Laat", "Klaar", "Luisteren"]


number = st.integers(0, 9)

numbers = st.lists(number, min_size=1, max_size=4)

kind = st.sampled_from(["werkt", "vraag"])

steps = st.lists(
    st.one_of(
        st.tuples(st.just("add"), kind),
        st.tuples(st.just("group"), numbers),
        st.tuples(st.just("ungroup"), number),
        st.tuples(st.just("take_out"), numbers),
        st.tuples(st.just("move"), numbers, kind, number),
        st.tuples(st.just("move_group"), number, number),
        st.tuples(st.just("remove"), numbers),
        st.tuples(st.just("undo")),
        st.tuples(st.just("redo")),
    ),
    max_size=25,
)


class Board:
    """Plays steps on a board and checks after each that order and groups make sense."""

    def __init__(self, workspace, meeting):
        self.w, self.meeting = workspace, meeting
        self.outcomes = workspace.outcomes

    def cards(self):
        return [card for column in self.outcomes.board(self.meeting).columns for card in column.cards]

    def groups(self):
        return [e.group_id for k in ("werkt", "vraag") for e in self.outcomes.entries(self.meeting, k) if e.group_id]

    def play(self, name, *rest):
        cards, groups = [card.id for card in self.cards()], self.groups()
        if name == "add":
            self.outcomes.add(self.meeting, rest[0], "kaart")
        elif name in ("undo", "redo"):
            getattr(self.w.undo, name)()
        elif name in ("ungroup", "move_group"):
            if groups:
                getattr(self.outcomes, name)(groups[rest[0] % len(groups)], *rest[1:])
        elif cards:
            ids = list(dict.fromkeys(cards[place % len(cards)] for place in rest[0]))
            getattr(self.outcomes, "move_many" if name == "move" else name)(ids, *rest[1:])
            if name == "move":
                column = [card.id for card in self.cards() if card.kind == rest[1]]
                first = min(rest[2], len(column) - len(ids))
                assert len(ids) == 1 or column[first : first + len(ids)] == ids

    def check(self):
        board = self.outcomes.board(self.meeting)
        for column in board.columns:
            entries = self.outcomes.entries(self.meeting, column.kind.id)
            inside = [card.id for entry in entries for card in entry.cards]
            assert sorted(inside) == sorted(card.id for card in column.cards)
            assert all(entry.cards for entry in entries)
            known = {entry.group_id for entry in entries if entry.group_id}
            assert {card.group_id for card in column.cards if card.group_id} == known
            order = [card.id for card in column.cards]
            for entry in entries:
                places = [order.index(card.id) for card in entry.cards]
                assert places == sorted(places)


@given(steps)
@settings(max_examples=14, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_order_and_groups_make_sense_after_any_steps(template_file, tmp_path_factory, script):
    path = tmp_path_factory.mktemp("bord") / "bord.efdb"
    shutil.copyfile(template_file, path)
    clock = ManualClock(MOMENT)
    workspace = Workspace.open(path, clock=clock, settings=DeviceSettings())
    try:
        board = Board(workspace, workspace.meetings.create("Proef"))
        for name, *rest in (("add", "werkt"), ("add", "werkt"), ("add", "vraag"), *script):
            # Cards of two columns, or one card only: refused in words.
            with suppress(UserError):
                board.play(name, *rest)
            # Undone up to before the meeting.
            if not workspace.meetings.rows():
                workspace.undo.redo()
            board.check()
    finally:
        workspace.close()
    assert check_file(path, clock) == ()


def test_cards_of_several_kinds_are_one_step(workspace, meeting):
    outcomes = workspace.outcomes
    noor, case = workspace.people.add("Noor Visser"), workspace.cases.add("Stadstuin Voorhof")
    talent, name = outcomes.known().talents[2]
    item = workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.meetings.update_item(item, case_id=case)
    day = date(2026, 3, 26)
    promise, agreement, signal = outcomes.add_cards(
        meeting,
        [
            NewCard("belofte", "Eerst luisteren", owner_id=noor, day=day, goal=11, talent_id=talent),
            NewCard("afspraak", "Bellen", private=True, day=day),
            NewCard("signaal", "Niemand luistert", owner_id=noor),
        ],
        item_id=item,
    )
    card = outcomes.card(promise)
    assert (card.owner_id, card.case_id, card.goal, card.talent, card.due_on) == (noor, case, 11, name, None)
    assert outcomes.detail(promise).look_back_on == day
    assert (outcomes.card(agreement).due_on, outcomes.card(agreement).private) == (day, True)
    # Not even in the file: this kind stays nameless.
    outcomes.edit(signal, kind="inzicht")
    assert outcomes.card(signal).owner_id is None
    workspace.undo.undo()
    workspace.undo.undo()
    assert outcomes.board(meeting).total == 0
    with pytest.raises(InvalidValueError):
        outcomes.add_cards(meeting, [NewCard("werkt", "goed"), NewCard("werkt", " ")])
    assert outcomes.board(meeting).total == 0


def test_votes_for_several_cards_are_one_step(workspace, meeting):
    outcomes = workspace.outcomes
    ids = outcomes.add_lines(meeting, "werkt", "a\nb\nc")
    outcomes.vote(ids[0], 3)
    outcomes.vote_by(ids, 1)
    assert [outcomes.card(row).votes for row in ids] == [4, 1, 1]
    outcomes.vote_by(ids, -2)
    assert [outcomes.card(row).votes for row in ids] == [2, 0, 0]
    outcomes.vote_many(ids[1:], 7)
    for expected in ([2, 7, 7], [2, 0, 0], [4, 1, 1], [3, 0, 0]):
        assert [outcomes.card(row).votes for row in ids] == expected
        workspace.undo.undo()


def test_a_talent_on_a_card_leaves_the_logbook_whole(workspace, meeting, tmp_path):
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.room.start(meeting)
    card = workspace.outcomes.add(meeting, "inzicht", "Goed geluisterd")
    workspace.outcomes.edit(card, talent_id=workspace.outcomes.known().talents[0][0])
    workspace.logbook.write(tmp_path / "logboek.pdf")
    assert (tmp_path / "logboek.pdf").stat().st_size > 1000
    assert workspace.logbook.book().meetings[0].outcomes[0].text == "Goed geluisterd"


def test_a_filter_asks_for_all_of_it(workspace, meeting):
    outcomes = workspace.outcomes
    noor, case = workspace.people.add("Noor Visser"), workspace.cases.add("Stadstuin")
    item = workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    talent = outcomes.known().talents[0][0]
    outcomes.add(meeting, "inzicht", "kaal")
    card = outcomes.add(meeting, "afspraak", "vol", case_id=case, item_id=item, owner_id=noor, goal=11)
    outcomes.edit(card, talent_id=talent)
    outcomes.vote(card, 1)
    done = outcomes.add(meeting, "belofte", "klaar", owner_id=noor)
    outcomes.set_status(done, "done")

    def shown(**wanted):
        cards = [card for column in outcomes.board(meeting).columns for card in column.cards]
        return {card.text for card in cards if CardFilter(**wanted).fits(card)}

    assert not CardFilter() and shown() == {"kaal", "vol", "klaar"}
    for wanted in ({"kind": "afspraak"}, {"case_id": case}, {"goal": 11}, {"item_id": item}, {"talent_id": talent}, {"voted": True}):
        assert CardFilter(**wanted) and shown(**wanted) == {"vol"}
    assert shown(owner_id=noor) == {"vol", "klaar"}
    assert shown(still_open=True) == shown(owner_id=noor, still_open=True) == {"vol"}
    assert shown(owner_id=noor, kind="inzicht") == set()


def test_a_board_read_again_after_a_change_is_the_board(workspace, meeting):
    """Whatever changes, only the changed cards read anew give the same board as reading all of it."""
    outcomes = workspace.outcomes
    original = outcomes.add(workspace.meetings.create("Nulde", held_on=date(2026, 2, 1)), "afspraak", "Bellen")
    shown = [outcomes.board(meeting)]
    kept = []

    def follow(change):
        again = outcomes.board_again(shown[0], change)
        assert again == outcomes.board(meeting)
        kept.append(sum(a is b for a, b in zip(again.columns, shown[0].columns, strict=True)))
        shown[0] = again

    leave = workspace.bus.subscribe(follow)
    ids = outcomes.add_lines(meeting, "werkt", "a\nb\nc")
    (reference,) = outcomes.carry_over(meeting)
    for deed in (
        lambda: outcomes.edit(ids[0], text="anders"),
        lambda: outcomes.vote_by(ids, 2),
        lambda: outcomes.edit(original, text="Mailen", owner_id=None),
        lambda: outcomes.set_status(reference, "busy"),
        lambda: outcomes.move(ids[2], "vraag", 0),
        lambda: outcomes.remove([ids[1]]),
        lambda: outcomes.remove([original]),
        lambda: outcomes.set_top(meeting, [ids[0]]),
        lambda: workspace.people.add("Noor"),
        lambda: outcomes.group(outcomes.add_lines(meeting, "inzicht", "x\ny"), "Samen"),
    ):
        deed()
    # Of nine columns the other eight are the very same ones.
    assert kept[2] == 8
    while shown[0].total:
        assert workspace.undo.undo()
    leave()


def test_plain_questions_see_what_a_unit_has_not_written_yet(workspace, meeting):
    """What every key asks is asked by plain SQL; it gives what a query of SQLAlchemy would."""
    outcomes = workspace.outcomes
    first, second = outcomes.add_lines(meeting, "werkt", "a\nb")
    outcomes.vote(second, 2)
    with outcomes._core.store.unit("Change outcome") as session:
        get(session, Outcome, first).text = "anders"
        assert seek(session, Outcome, first, "text", "kind") == ("anders", "werkt")
        get(session, Outcome, first).dead = 1
        with pytest.raises(NotFoundError, match="verwijderd"):
            seek(session, Outcome, first)
        outcomes.vote_by([second, second], 1)
        outcomes.add(meeting, "werkt", "c")
    assert [(card.text, card.votes) for card in outcomes.board(meeting).columns[kind_ids().index("werkt")].cards] == [("b", 4), ("c", 0)]
    with pytest.raises(NotFoundError):
        outcomes.add(bytes(16), "werkt", "d")
    workspace.undo.undo()
    assert [card.text for card in outcomes.board(meeting).columns[kind_ids().index("werkt")].cards] == ["a", "b"]


def test_cards_are_read_as_they_were_made(workspace, meeting):
    """Days are days and yes or no is True or False, also where rows are read without SQLAlchemy."""
    card = workspace.outcomes.add(meeting, "afspraak", "Bellen", due_on=date(2026, 4, 1), private=True, revealed=False)
    for read in (workspace.outcomes.card(card), next(c for column in workspace.outcomes.board(meeting).columns for c in column.cards)):
        assert (read.due_on, read.private, read.revealed) == (date(2026, 4, 1), True, False)
        assert [type(value) for value in (read.due_on, read.private, read.revealed)] == [date, bool, bool]
