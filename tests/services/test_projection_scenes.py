"""One card large, a case with its prompts, and open agreements: what the room sees of them, and what never."""

from datetime import date

import pytest

from ef_desktop.domain.discussion import DiscussionFrame
from ef_desktop.domain.frames import AgreementsFrame, CaseFrame


@pytest.fixture
def meeting(workspace) -> bytes:
    return workspace.meetings.create("Houding en gedrag", held_on=date(2026, 3, 12), starts_at=570)


def put_case(workspace, meeting, initiator_knows="weet") -> bytes:
    blocks = {block.key: block.id for block in workspace.library.blocks()}
    workspace.meetings.add_block(meeting, blocks["opening"])
    item = workspace.meetings.add_text_item(meeting, "Casus", 40)
    case = workspace.cases.add("Stadstuin Voorhof", question="Hoe houden we de tuin open?", initiator_knows=initiator_knows)
    workspace.meetings.update_item(item, case_id=case)
    return item


def test_the_newest_card_comes_first_and_private_ones_never(workspace, meeting, manual_clock):
    for text, private in (("Een", False), ("Geheim", True), ("Twee", False)):
        workspace.outcomes.add(meeting, "werkt", text, private=private)
        manual_clock.advance(30)
    frame = workspace.projection.frame(meeting, "card")
    assert [card.text for card in frame.cards] == ["Twee", "Een"]
    assert frame.kinds == ("werkt", "werkt")


def test_a_case_shows_title_and_question(workspace, meeting):
    put_case(workspace, meeting)
    assert workspace.projection.frame(meeting, "case") == CaseFrame("nl", "Stadstuin Voorhof", "Hoe houden we de tuin open?")


@pytest.mark.parametrize("answer", ["nee", ""])
def test_nothing_of_a_case_is_named_unless_the_initiator_knows(workspace, meeting, answer):
    item = put_case(workspace, meeting, initiator_knows=answer)
    assert workspace.projection.frame(meeting, "case") == CaseFrame("nl", "", "")
    workspace.room.start(meeting)
    workspace.room.go_to(meeting, item)
    workspace.room.discussion.start(item)
    assert workspace.projection.frame(meeting, "case").case_title == ""


def test_during_the_discussion_its_step_and_prompts_are_shown(workspace, meeting):
    item = put_case(workspace, meeting)
    workspace.room.start(meeting)
    workspace.room.go_to(meeting, item)
    workspace.room.discussion.start(item)
    frame = workspace.projection.frame(meeting, "case")
    assert isinstance(frame, DiscussionFrame)
    assert frame.case_title == "Stadstuin Voorhof" and frame.prompts and frame.number == 1
    workspace.room.discussion.next(item)
    assert workspace.projection.frame(meeting, "case").number == 2


def test_a_meeting_without_a_case_has_nothing_to_tell(workspace, meeting):
    assert workspace.projection.frame(meeting, "case") == CaseFrame("nl", "", "")


def test_open_agreements_of_all_meetings_with_first_names_only_after_consent(workspace, meeting):
    people, outcomes = workspace.people, workspace.outcomes
    noor, samir = people.add("Noor Visser", on_wall=True), people.add("Samir Bakker", on_wall=False)
    later = outcomes.add(meeting, "afspraak", "Later", owner_id=samir, due_on=date(2026, 4, 2))
    outcomes.add(meeting, "afspraak", "Eerst", owner_id=noor, due_on=date(2026, 3, 26))
    done = outcomes.add(meeting, "afspraak", "Klaar", owner_id=noor, due_on=date(2026, 3, 20))
    outcomes.set_status(done, "done")
    outcomes.add(meeting, "afspraak", "Geheim", owner_id=noor, due_on=date(2026, 3, 20), private=True)
    outcomes.add(meeting, "inzicht", "Geen afspraak")
    next_one = workspace.meetings.create("De volgende")
    frame = workspace.projection.frame(next_one, "agreements")
    assert isinstance(frame, AgreementsFrame)
    assert [(card.text, card.secondary) for card in frame.cards] == [("Eerst", "Noor · 26 mrt"), ("Later", "2 apr")]
    outcomes.remove([later])
    assert len(workspace.projection.frame(next_one, "agreements").cards) == 1


def test_looking_back_shows_open_agreements_by_itself(workspace, meeting):
    blocks = {block.key: block.id for block in workspace.library.blocks()}
    workspace.meetings.add_block(meeting, blocks["terugblik"])
    workspace.room.start(meeting)
    assert workspace.projection.scene_for(meeting) == "agenda"
    workspace.outcomes.add(meeting, "afspraak", "Bellen", due_on=date(2026, 3, 26))
    assert workspace.projection.scene_for(meeting) == "agreements"


def test_two_short_blocks_at_the_same_rounded_time_tell_it_once(workspace):
    meeting = workspace.meetings.create("Kort", held_on=date(2026, 3, 12), starts_at=570)
    for title, minutes in (("Welkom", 10), ("Veilig met elkaar", 2), ("Check-in", 20), ("Gesprek", 10)):
        workspace.meetings.add_text_item(meeting, title, minutes)
    lines = workspace.projection.frame(meeting, "agenda").lines
    assert [(line.title, line.time) for line in lines] == [
        ("Welkom", "09:30"), ("Veilig met elkaar", "09:40"), ("Check-in", ""), ("Gesprek", "10:00"),
    ]  # fmt: skip
