"""What the room sees, on a real work file: what is allowed, and above all nothing else."""

from dataclasses import fields, is_dataclass
from datetime import date

import pytest

from ef_desktop.domain.frames import (
    AgendaFrame,
    BlankFrame,
    BoardFrame,
    BreakFrame,
    RulesFrame,
    TopFrame,
    WelcomeFrame,
)
from ef_desktop.i18n import set_language

SCENES = ("welcome", "agenda", "board", "rules", "break", "top", "blank")
START = 9 * 60 + 30


@pytest.fixture
def meeting(workspace) -> bytes:
    """A meeting of today at 09:30: welcome 10, rules 5, break 15, a block of one's own 30 minutes."""
    blocks = {block.key: block.id for block in workspace.library.blocks()}
    made = workspace.meetings.create(
        "Houding en gedrag", held_on=date(2026, 3, 12), starts_at=START, place="Buurthuis De Parel"
    )
    for key in ("opening", "afspraken", "pauze"):
        workspace.meetings.add_block(made, blocks[key], index=99)
    workspace.meetings.add_text_item(made, "In gesprek", 30)
    items = workspace.meetings.plan(made).items
    for item, minutes in zip(items, (10, 5, 15, 30), strict=True):
        workspace.meetings.set_minutes(item.id, minutes)
    return made


def texts(value: object) -> list[str]:
    """Return every text anywhere in a frame."""
    if isinstance(value, str):
        return [value]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts(getattr(value, field.name))]
    if isinstance(value, tuple):
        return [text for part in value for text in texts(part)]
    return []


def words(workspace, meeting: bytes) -> str:
    """Return everything the room could read, in any scene."""
    return "\n".join(text for scene in SCENES for text in texts(workspace.projection.frame(meeting, scene)))


def cards(workspace, meeting: bytes) -> dict[str, tuple[str, ...]]:
    board = workspace.projection.frame(meeting, "board")
    return {column.kind: tuple(card.text for card in column.cards) for column in board.columns}


# Nothing private


def test_nothing_private_is_in_any_frame(workspace, meeting, manual_clock):
    people, outcomes, meetings = workspace.people, workspace.outcomes, workspace.meetings
    noor = people.add("Noor Geheimsma", on_wall=True, email="geheim@example.org", function="geheimraad")
    samir = people.add("Samir Verborgen", on_wall=False)
    case = workspace.cases.add("Geheime casus")
    first = meetings.plan(meeting).items[0].id
    meetings.update(meeting, goal="geheim doel", notes="geheime notitie", summary="geheime samenvatting")
    meetings.update_item(
        first,
        purpose="geheim waarom",
        instruction=("geheime stap",),
        materials="geheim materiaal",
        notes="geheime aantekening",
        leader="Geheime Leider",
        case_id=case,
    )
    meetings.set_attendance(meeting, samir, "present")
    ids = [
        outcomes.add(meeting, "afspraak", "Proefbrief schrijven", owner_id=noor, due_on=date(2026, 3, 26)),
        outcomes.add(meeting, "belofte", "Wandeling plannen", owner_id=samir),
        outcomes.add(meeting, "werkt_niet", "Brief vol artikelnummers", owner_id=noor),
        outcomes.add(meeting, "signaal", "Drie loketten", owner_id=noor),
        outcomes.add(meeting, "inzicht", "Een geheim inzicht", private=True),
    ]
    outcomes.edit(ids[3], to_whom="geheime dienst")
    outcomes.vote(ids[0], 77)
    outcomes.set_top(meeting, [ids[0], ids[4], ids[2]])
    workspace.room.start(meeting)
    manual_clock.advance(13 * 60)

    seen = words(workspace, meeting)
    assert "geheim" not in seen.casefold()
    assert "Samir" not in seen and "Verborgen" not in seen and "77" not in seen
    assert "plan" not in seen.casefold().replace("wandeling plannen", "")
    assert seen.count("Noor") == 2  # on the board and in the top 3, with the agreement only
    assert "Noor · 26 mrt" in seen


def test_a_private_card_leaves_and_comes_back(workspace, meeting):
    card = workspace.outcomes.add(meeting, "werkt", "Bel eerst")
    workspace.outcomes.set_top(meeting, [card])
    workspace.outcomes.edit(card, private=True)
    assert cards(workspace, meeting) == {}
    assert workspace.projection.frame(meeting, "top").cards == ()
    workspace.outcomes.edit(card, private=False)
    assert cards(workspace, meeting) == {"werkt": ("Bel eerst",)}


def test_a_card_that_is_not_revealed_stays_off_the_wall(workspace, meeting):
    card = workspace.outcomes.add(meeting, "vraag", "Wie beslist?")
    workspace.outcomes.edit(card, revealed=False)
    assert cards(workspace, meeting) == {}


def test_a_withdrawn_consent_takes_the_name_away(workspace, meeting):
    noor = workspace.people.add("Noor Visser", on_wall=True)
    workspace.outcomes.add(meeting, "afspraak", "Bellen", owner_id=noor, due_on=date(2026, 4, 2))

    def secondary() -> str:
        return workspace.projection.frame(meeting, "board").columns[0].cards[0].secondary

    assert secondary() == "Noor · 2 apr"
    workspace.people.update(noor, on_wall=False)
    assert secondary() == "2 apr"


def test_the_date_stands_with_agreements_only(workspace, meeting):
    workspace.outcomes.add(meeting, "belofte", "Rustig blijven", due_on=date(2026, 4, 2))
    assert workspace.projection.frame(meeting, "board").columns[0].cards[0].secondary == ""


# The board


def test_the_board_has_no_empty_columns_and_keeps_the_order(workspace, meeting):
    for kind, text in (("werkt", "een"), ("inzicht", "twee"), ("werkt", "drie")):
        workspace.outcomes.add(meeting, kind, text)
    assert cards(workspace, meeting) == {"inzicht": ("twee",), "werkt": ("een", "drie")}
    assert [column.name for column in workspace.projection.frame(meeting, "board").columns] == ["Inzicht", "Werkt"]


def test_groups_stand_together_under_their_title(workspace, meeting):
    first, _second, third, _fourth = (workspace.outcomes.add(meeting, "werkt", text) for text in ("een", "twee", "drie", "vier"))
    group = workspace.outcomes.group([first, third], "Samen bellen")

    def column():
        return [(card.text, card.grouped, card.group) for card in workspace.projection.frame(meeting, "board").columns[0].cards]

    assert column() == [("een", True, "Samen bellen"), ("drie", True, ""), ("twee", False, ""), ("vier", False, "")]
    workspace.outcomes.edit(first, private=True)
    assert column() == [("drie", True, "Samen bellen"), ("twee", False, ""), ("vier", False, "")]
    workspace.outcomes.edit(third, private=True)
    assert "Samen bellen" not in words(workspace, meeting)
    workspace.outcomes.edit(third, private=False)
    workspace.outcomes.move_group(group, 2)
    assert [text for text, _grouped, _title in column()] == ["twee", "vier", "drie"]
    workspace.outcomes.ungroup(group)
    assert [grouped for _text, grouped, _title in column()] == [False, False, False]


def test_the_title_of_a_group_tells_nothing_of_an_anonymous_case(workspace, meeting):
    case = workspace.cases.add("Buurttuin De Zwaluw", initiator_name="Stichting Pimpernel", initiator_knows="nee")
    ids = [workspace.outcomes.add(meeting, "werkt", text, case_id=case) for text in ("een", "twee")]
    workspace.outcomes.group(ids, "Stichting Pimpernel bij Buurttuin De Zwaluw")
    shown = words(workspace, meeting)
    assert "Pimpernel" not in shown
    assert "Zwaluw" not in shown


def test_the_short_text_goes_before_the_full_one(workspace, meeting):
    workspace.outcomes.add(meeting, "werkt", "Een lange zin over bellen en mailen", wall_text="Bel eerst")
    assert cards(workspace, meeting) == {"werkt": ("Bel eerst",)}


def test_a_card_is_fresh_for_ten_seconds(workspace, meeting, manual_clock):
    workspace.outcomes.add(meeting, "werkt", "Bel eerst")

    def fresh() -> bool:
        return workspace.projection.frame(meeting, "board").columns[0].cards[0].fresh

    assert fresh()
    manual_clock.advance(9)
    assert fresh()
    manual_clock.advance(1)
    assert not fresh()


def test_the_top_keeps_its_order_and_names_the_kinds(workspace, meeting):
    ids = [workspace.outcomes.add(meeting, kind, kind) for kind in ("werkt", "inzicht", "vraag")]
    workspace.outcomes.set_top(meeting, list(reversed(ids)))
    frame = workspace.projection.frame(meeting, "top")
    assert isinstance(frame, TopFrame)
    assert frame.kinds == ("vraag", "inzicht", "werkt")
    assert frame.names == ("Vraag", "Inzicht", "Werkt")


# The clock


def agenda(workspace, meeting) -> AgendaFrame:
    return workspace.projection.frame(meeting, "agenda")


def test_before_the_start_the_agenda_shows_the_plan(workspace, meeting, manual_clock):
    manual_clock.advance(-3600)
    frame = agenda(workspace, meeting)
    assert [(line.time, line.state) for line in frame.lines] == [
        ("09:30", "todo"),
        ("09:40", "todo"),
        ("09:45", "todo"),
        ("10:00", "todo"),
    ]
    assert frame.end == "10:30"
    assert frame.remaining_seconds is None
    assert frame.note == "We beginnen om 09:30"


def test_a_late_start_is_about_to_happen_and_moves_the_times(workspace, meeting, manual_clock):
    manual_clock.advance(4 * 60)
    frame = agenda(workspace, meeting)
    assert frame.note == "We beginnen zo"
    assert [line.time for line in frame.lines] == ["09:35", "09:45", "09:50", "10:05"]
    assert workspace.projection.frame(meeting, "welcome").begins == "we beginnen zo"


def test_a_meeting_of_another_day_shows_its_plan(workspace, meeting, manual_clock):
    manual_clock.advance(30 * 86400)
    frame = agenda(workspace, meeting)
    assert next(line.time for line in frame.lines) == "09:30"
    assert frame.note == "We beginnen om 09:30"


def test_while_it_runs_times_are_expected_and_rounded(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    manual_clock.advance(12 * 60)
    workspace.room.next(meeting)
    manual_clock.advance(60)
    frame = agenda(workspace, meeting)
    assert [(line.title, line.time, line.state) for line in frame.lines] == [
        ("Welkom en doel", "", "done"),
        ("Veilig met elkaar", "", "now"),
        ("Pauze", "09:45", "todo"),
        ("In gesprek", "10:00", "todo"),
    ]
    assert frame.remaining_seconds == 240
    assert frame.fraction == pytest.approx(0.8)
    assert frame.until == "tot 09:45"
    assert frame.end == "10:30"


def test_the_room_never_sees_a_negative_clock(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    for _minute in range(12):
        manual_clock.advance(60)
        assert agenda(workspace, meeting).remaining_seconds >= 0
    frame = agenda(workspace, meeting)
    assert (frame.remaining_seconds, frame.fraction, frame.note, frame.until) == (0, 0.0, "We ronden af", "")


def test_plan_against_real_is_for_the_room_only_where_the_facilitator_says_so(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    manual_clock.advance(14 * 60)
    assert agenda(workspace, meeting).drift == ""
    workspace.room.show_drift(meeting, True)
    assert agenda(workspace, meeting).drift == "4 minuten achter op plan"
    workspace.room.next(meeting)
    manual_clock.advance(-14 * 60)
    workspace.undo.undo()
    assert agenda(workspace, meeting).drift == "op schema"
    workspace.undo.undo()
    assert not workspace.room.drift_shown(meeting)


def test_an_expected_time_is_never_one_that_has_passed(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    manual_clock.advance(11 * 60)
    workspace.room.adjust(meeting, 2)
    # It is 09:41 and the block ends at 09:42: the nearest five minutes would be 09:40.
    assert agenda(workspace, meeting).until == "tot 09:45"


def test_skipped_blocks_are_left_out(workspace, meeting):
    items = workspace.meetings.plan(meeting).items
    workspace.room.start(meeting)
    workspace.room.go_to(meeting, items[3].id)
    lines = agenda(workspace, meeting).lines
    assert [(line.title, line.state) for line in lines] == [("Welkom en doel", "done"), ("In gesprek", "now")]


def test_paused_and_closed(workspace, meeting, manual_clock):
    workspace.room.start(meeting)
    manual_clock.advance(60)
    workspace.room.pause(meeting)
    manual_clock.advance(600)
    frame = agenda(workspace, meeting)
    assert (frame.paused, frame.remaining_seconds) == (True, 540)
    workspace.room.finish(meeting)
    frame = agenda(workspace, meeting)
    assert (frame.remaining_seconds, frame.note, frame.end) == (None, "Dat was het voor vandaag", "")


def test_the_break_tells_when_to_be_back(workspace, meeting, manual_clock):
    items = workspace.meetings.plan(meeting).items
    workspace.room.start(meeting)
    manual_clock.advance(1)
    workspace.room.go_to(meeting, items[2].id)
    manual_clock.advance(120)
    frame = workspace.projection.frame(meeting, "break")
    assert isinstance(frame, BreakFrame)
    assert (frame.title, frame.back_at, frame.remaining_seconds) == ("Pauze", "We gaan verder om 09:45", 780)
    manual_clock.advance(900)
    frame = workspace.projection.frame(meeting, "break")
    assert (frame.back_at, frame.remaining_seconds, frame.note) == ("", 0, "We gaan zo verder")


def test_a_break_outside_a_break_promises_nothing(workspace, meeting):
    frame = workspace.projection.frame(meeting, "break")
    assert (frame.title, frame.back_at, frame.remaining_seconds) == ("Pauze", "", None)


# Scenes


def test_the_scene_follows_the_meeting(workspace, meeting):
    scene_for = workspace.projection.scene_for
    assert scene_for(meeting) == "welcome"
    workspace.room.start(meeting)
    scenes = [scene_for(meeting)]
    for _block in range(3):
        workspace.room.next(meeting)
        scenes.append(scene_for(meeting))
    assert scenes == ["agenda", "rules", "break", "agenda"]
    workspace.room.finish(meeting)
    assert scene_for(meeting) == "board"
    workspace.outcomes.set_top(meeting, [workspace.outcomes.add(meeting, "werkt", "Bel eerst")])
    assert scene_for(meeting) == "top"


def test_a_block_can_have_another_scene(workspace, meeting):
    item = workspace.meetings.plan(meeting).items[0].id
    workspace.room.start(meeting)
    workspace.meetings.update_item(item, scene="board")
    assert workspace.projection.scene_for(meeting) == "board"
    workspace.meetings.update_item(item, scene="unknown")
    assert workspace.projection.scene_for(meeting) == "agenda"


def test_welcome_and_rules(workspace, meeting):
    frame = workspace.projection.frame(meeting, "welcome")
    assert isinstance(frame, WelcomeFrame)
    assert (frame.title, frame.date, frame.place) == ("Houding en gedrag", "donderdag 12 maart", "Buurthuis De Parel")
    rules = workspace.projection.frame(meeting, "rules")
    assert isinstance(rules, RulesFrame)
    assert len(rules.rules) == len(rules.icons) == 8
    assert rules.rules[2] == "Je mag altijd passen of stoppen"


def test_a_removed_meeting_is_a_black_wall(workspace, meeting):
    workspace.meetings.remove(meeting)
    for scene in SCENES:
        assert isinstance(workspace.projection.frame(meeting, scene), BlankFrame)
    assert workspace.projection.scene_for(meeting) == "blank"
    assert not workspace.projection.running(meeting)


def test_an_empty_meeting_has_every_scene(workspace):
    bare = workspace.meetings.create("Leeg")
    kinds = [type(workspace.projection.frame(bare, scene)) for scene in SCENES]
    assert kinds == [WelcomeFrame, AgendaFrame, BoardFrame, RulesFrame, BreakFrame, TopFrame, BlankFrame]
    assert agenda(workspace, bare).lines == ()
    assert agenda(workspace, bare).end == ""


def test_frames_speak_the_language_of_the_screen(workspace, meeting):
    workspace.outcomes.add(meeting, "werkt_niet", "x")
    set_language("en")
    assert workspace.projection.frame(meeting, "board").columns[0].name == "Does not work"
    assert workspace.projection.frame(meeting, "welcome").date == "Thursday 12 March"


def test_a_meeting_keeps_the_laptop_awake_until_long_after_its_end(workspace, meeting, manual_clock):
    running = workspace.projection.running
    assert not running(meeting)
    workspace.room.start(meeting)
    assert running(meeting)
    workspace.room.finish(meeting)
    assert not running(meeting)
    manual_clock.advance(60)
    workspace.room.reopen(meeting)
    assert running(meeting)
    manual_clock.advance(3600)
    assert running(meeting)
    manual_clock.advance(4 * 3600)
    assert not running(meeting)  # forgotten to be closed
