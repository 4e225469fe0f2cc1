"""Running a meeting and keeping its board through the services."""

from datetime import date

import pytest

from ef_desktop.content import kind_ids
from ef_desktop.domain.errors import InvalidValueError


@pytest.fixture
def meeting(workspace):
    source = next(view for view in workspace.library.templates() if view.key == "avond")
    return workspace.meetings.create(
        "Houding en gedrag", template=source.id, held_on=date(2026, 3, 12), starts_at=9 * 60 + 30
    )


def test_a_whole_meeting_in_words(workspace, manual_clock, meeting):
    room = workspace.room
    assert room.view(meeting).words == "nog niet begonnen"
    room.start(meeting)
    assert room.view(meeting).words == "op schema"
    manual_clock.advance(9 * 60)
    view = room.view(meeting)
    assert view.words == "6 minuten achter op plan"
    assert (view.current.title, view.following.title) == ("Welkom en doel", "Veilig met elkaar")
    room.next(meeting)
    room.next(meeting)
    assert room.view(meeting).words == "3 minuten achter op plan"
    room.adjust(meeting, -5)
    assert room.view(meeting).words == "2 minuten voor op plan"
    room.finish(meeting)
    assert room.view(meeting).words == "afgerond"
    assert workspace.meetings.rows()[0].state == "closed"


def test_next_by_accident_is_one_undo_away_and_the_clock_is_as_it_was(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(100)
    before = workspace.room.timer(meeting)
    workspace.room.next(meeting)
    manual_clock.advance(20)
    workspace.undo.undo()
    after = workspace.room.timer(meeting)
    assert after.current == before.current
    assert after.elapsed_seconds == before.elapsed_seconds + 20


def test_reopening_the_file_gives_the_same_clock(work_file, manual_clock, settings):
    from ef_desktop.services.workspace import Workspace

    first = Workspace.open(work_file, clock=manual_clock, settings=settings)
    meeting = first.meetings.create("Proef", held_on=date(2026, 3, 12), starts_at=570)
    first.meetings.add_text_item(meeting, "Gesprek", 30)
    first.room.start(meeting)
    manual_clock.advance(60)
    first.room.pause(meeting)
    manual_clock.advance(600)
    expected = first.room.timer(meeting)
    first.close()
    second = Workspace.open(work_file, clock=manual_clock, settings=settings)
    assert second.room.timer(meeting) == expected
    second.close()


def test_a_clock_put_back_takes_no_time_away(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(120)
    workspace.room.next(meeting)
    manual_clock.advance(-3600)
    workspace.room.next(meeting)
    items = workspace.room.timer(meeting).items
    assert items[0].spent_seconds == 120
    assert all(item.spent_seconds >= 0 for item in items)


def test_start_needs_a_block(workspace):
    empty = workspace.meetings.create("Leeg")
    with pytest.raises(InvalidValueError, match="draaiboek"):
        workspace.room.start(empty)


def test_steps_at_the_ends_do_nothing(workspace, meeting):
    workspace.room.next(meeting)
    workspace.room.pause(meeting)
    assert workspace.room.timer(meeting).phase == "waiting"
    workspace.room.start(meeting)
    workspace.room.back(meeting)
    workspace.room.start(meeting)
    assert workspace.room.timer(meeting).index == 0


def test_reopening_a_closed_meeting_does_not_count_the_time_between(workspace, manual_clock, meeting):
    workspace.room.start(meeting)
    manual_clock.advance(60)
    workspace.room.finish(meeting)
    manual_clock.advance(86_400)
    workspace.room.reopen(meeting)
    timer = workspace.room.timer(meeting)
    assert (timer.phase, timer.items[0].spent_seconds) == ("paused", 60)


@pytest.mark.parametrize("kind", kind_ids())
def test_every_kind_lands_in_its_column(workspace, meeting, kind):
    card = workspace.outcomes.add(meeting, kind, "Bel eerst, mail later")
    columns = {column.kind.id: column for column in workspace.outcomes.board(meeting).columns}
    assert [view.id for view in columns[kind].cards] == [card]
    assert sum(len(column.cards) for column in columns.values()) == 1


NASTY = ["👩‍🚒🎉", "مرحبا بالعالم", "x" * 10_000, "=1+1", "een\x00twee\x07", "a\u202eb", "é" * 400]


@pytest.mark.parametrize("text", NASTY)
def test_odd_texts_are_kept_whole_and_clean(workspace, meeting, text):
    card = workspace.outcomes.card(workspace.outcomes.add(meeting, "inzicht", text))
    assert not any(ord(character) < 32 for character in card.text)
    assert [c for c in card.text if c.isalnum() or c == "="] == [c for c in text if c.isalnum() or c == "="]


def test_nothing_typed_and_unknown_kinds_are_refused(workspace, meeting):
    with pytest.raises(InvalidValueError):
        workspace.outcomes.add(meeting, "inzicht", " \x07 ")
    with pytest.raises(InvalidValueError):
        workspace.outcomes.add(meeting, "mening", "Iets")
    assert workspace.outcomes.board(meeting).total == 0


def test_pasted_lines_are_one_step(workspace, meeting):
    ids = workspace.outcomes.add_lines(meeting, "werkt", "• een\n• twee\n\n• drie")
    assert [workspace.outcomes.card(i).text for i in ids] == ["een", "twee", "drie"]
    workspace.undo.undo()
    assert workspace.outcomes.board(meeting).total == 0


def test_a_card_takes_the_case_of_its_block(workspace, meeting):
    case = workspace.cases.add("Stadstuin", initiator_knows="weet")
    item = workspace.meetings.plan(meeting).items[4]
    workspace.meetings.update_item(item.id, case_id=case)
    card = workspace.outcomes.card(workspace.outcomes.add(meeting, "inzicht", "Iets", item_id=item.id))
    assert (card.case_title, card.item_title) == ("Stadstuin", item.title)


def test_moving_within_and_between_columns(workspace, meeting):
    ids = workspace.outcomes.add_lines(meeting, "werkt", "een\ntwee\ndrie")
    workspace.outcomes.move(ids[2], "werkt", 0)
    workspace.outcomes.move(ids[0], "vraag", 0)
    columns = {c.kind.id: [card.text for card in c.cards] for c in workspace.outcomes.board(meeting).columns}
    assert (columns["werkt"], columns["vraag"]) == (["drie", "twee"], ["een"])


def test_votes_are_set_to_a_total(workspace, meeting):
    card = workspace.outcomes.add(meeting, "werkt", "Iets")
    workspace.outcomes.vote(card, 5)
    workspace.outcomes.vote(card, 3)
    assert workspace.outcomes.card(card).votes == 3
    workspace.undo.undo()
    assert workspace.outcomes.card(card).votes == 5


def test_top_three(workspace, meeting):
    ids = workspace.outcomes.add_lines(meeting, "werkt", "een\ntwee\ndrie\nvier")
    workspace.outcomes.set_top(meeting, [ids[3], ids[0]])
    assert [workspace.outcomes.card(i).top for i in ids] == [2, None, None, 1]
    workspace.outcomes.set_top(meeting, [ids[1]])
    assert [workspace.outcomes.card(i).top for i in ids] == [None, 1, None, None]
    with pytest.raises(InvalidValueError):
        workspace.outcomes.set_top(meeting, ids)


def test_agreements_over_all_meetings(workspace, meeting):
    noor = workspace.people.add("Noor Visser")
    late = workspace.outcomes.add(meeting, "afspraak", "Wandeling plannen", owner_id=noor, due_on=date(2026, 3, 1))
    workspace.outcomes.add(meeting, "afspraak", "Contactlijst maken")
    assert [(a.text, a.owner, a.status) for a in workspace.outcomes.agreements()] == [
        ("Wandeling plannen", "Noor", "open"),
        ("Contactlijst maken", "", "open"),
    ]
    titles = [attention.title for attention in workspace.programme.overview().attention]
    assert "1 afspraak is over de datum" in titles
    workspace.outcomes.set_status(late, "done")
    assert [a.text for a in workspace.outcomes.agreements()] == ["Contactlijst maken"]
    assert len(workspace.outcomes.agreements(open_only=False)) == 2


def test_history_tells_what_happened_in_words(workspace, meeting):
    noor = workspace.people.add("Noor Visser")
    card = workspace.outcomes.add(meeting, "verbetering", "Proefbrief schrijven")
    workspace.outcomes.edit(card, kind="afspraak")
    workspace.outcomes.edit(card, owner_id=noor, due_on=date(2026, 3, 26))
    texts = [entry.text for entry in workspace.undo.history(card)]
    assert texts[-1] == "Vastgelegd"
    assert {"Van Verbetering naar Afspraak", "Noor Visser als eigenaar gekozen", "Klaar op 26 maart 2026"} <= set(texts)
    assert {entry.who for entry in workspace.undo.history(card)} == {"Noor"}
