"""Names that somebody typed on a card: on the wall by the yes to the wall, in a picture that is kept by the yes to the logbook."""

from datetime import date

import pytest

from ef_desktop.domain.privacy import COVER


@pytest.fixture
def meeting(workspace):
    meeting = workspace.meetings.create("Eerste dag", held_on=date(2026, 3, 12), starts_at=570)
    workspace.meetings.add_text_item(meeting, "Gesprek", 20)
    workspace.room.start(meeting)
    return meeting


def texts(workspace, meeting, scene="board"):
    frame = workspace.projection.frame(meeting, scene)
    cards = [card for column in frame.columns for card in column.cards] if scene == "board" else frame.cards
    return [word for card in cards for word in (card.group, card.text) if word]


def test_who_did_not_say_yes_is_not_read_on_the_wall_in_whatever_was_typed(workspace, meeting):
    workspace.people.add("Noor Visser")
    workspace.people.add("Samir Bakker", on_wall=True)
    one = workspace.outcomes.add(meeting, "werkt", "Noor belt, noor visser ook, met Samir Bakker")
    two = workspace.outcomes.add(meeting, "werkt", "Een roos voor de visser")
    workspace.outcomes.group([one, two], "Van Noor")
    workspace.outcomes.set_top(meeting, [one])
    shown = [f"{COVER} belt, {COVER} ook, met Samir", "Een roos voor de visser"]
    assert texts(workspace, meeting) == [f"Van {COVER}", *shown]
    for scene in ("top", "card"):
        assert shown[0] in texts(workspace, meeting, scene)
    # The facilitator reads what was typed.
    assert workspace.outcomes.card(one).text.startswith("Noor belt")


def test_with_a_signal_nobody_is_named(workspace, meeting):
    workspace.people.add("Samir Bakker", on_wall=True)
    workspace.outcomes.add(meeting, "signaal", "Samir krijgt geen antwoord")
    assert texts(workspace, meeting) == [f"{COVER} krijgt geen antwoord"]


def test_an_answer_counts_at_once(workspace, meeting, manual_clock):
    workspace.outcomes.add(meeting, "werkt", "Noor belt")
    assert texts(workspace, meeting) == ["Noor belt"]
    noor = workspace.people.add("Noor Visser")
    assert texts(workspace, meeting) == [f"{COVER} belt"]
    workspace.people.set_consent(noor, "sessie", "first")
    assert texts(workspace, meeting) == ["Noor belt"]
    workspace.undo.undo()
    assert texts(workspace, meeting) == [f"{COVER} belt"]
    workspace.people.update(noor, name="Yara Visser")
    assert texts(workspace, meeting) == ["Noor belt"]


def test_a_picture_that_is_kept_follows_the_yes_to_the_logbook(workspace, meeting):
    wall = workspace.people.add("Noor Visser", on_wall=True)
    both = workspace.people.add("Samir Bakker", on_wall=True, in_logbook=True)
    for owner, words in ((wall, "Noor belt"), (both, "Samir mailt")):
        workspace.outcomes.add(meeting, "afspraak", words, owner_id=owner, due_on=date(2026, 4, 1))
    frame = workspace.projection.frame(meeting, "board")
    assert [(card.text, card.secondary) for card in frame.columns[0].cards] == [("Noor belt", "Noor · 1 apr"), ("Samir mailt", "Samir · 1 apr")]
    kept = workspace.outcomes.export.for_others(meeting, frame)
    assert [(card.text, card.secondary) for card in kept.columns[0].cards] == [(f"{COVER} belt", "1 apr"), ("Samir mailt", "Samir · 1 apr")]
