"""The scenes beside the six: one card large, the case, agreements that are open."""

import pytest

SEEN = "De regels laten meer toe dan we denken"


@pytest.fixture
def meeting(ctx) -> bytes:
    return ctx.workspace.meetings.create("Houding en gedrag")


@pytest.fixture
def wall(ctx, meeting):
    ctx.wall.set_meeting(meeting)
    ctx.wall.show_wall()
    yield ctx.wall
    ctx.wall.hide_wall()


def seen(wall) -> list[str]:
    return [word for word, _size in wall.window.stage().words()]


def test_one_card_large_pages_back_to_earlier_cards(ctx, wall, meeting):
    ctx.workspace.outcomes.add(meeting, "inzicht", "Eerste kaart")
    wall.set_scene("card")
    ctx.clock.advance(20)
    ctx.workspace.outcomes.add(meeting, "inzicht", SEEN)
    assert SEEN in seen(wall) and (wall.page, wall.pages) == (0, 2)
    assert wall.page_next()
    assert "Eerste kaart" in seen(wall)
    assert max(size for _word, size in wall.window.stage().words()) >= 104


@pytest.mark.parametrize(("key", "scene"), [("cockpit.scene.card", "card"), ("cockpit.scene.case", "case"), ("cockpit.scene.agreements", "agreements")])
def test_the_cockpit_chooses_them(ctx, app_window, meeting, key, scene):
    app_window.show_page("cockpit", meeting_id=meeting)
    ctx.actions.trigger(key)
    assert ctx.wall.scene == scene
    ctx.wall.next_scene()
    assert ctx.wall.scene == "welcome"


def test_long_agreements_go_on_to_a_next_page(ctx, wall, meeting):
    for number in range(12):
        ctx.workspace.outcomes.add(meeting, "afspraak", f"Afspraak nummer {number}")
    wall.set_scene("agreements")
    found = list(seen(wall))
    while wall.page_next():
        found += seen(wall)
    assert [f"Afspraak nummer {number}" in found for number in range(12)] == [True] * 12


def test_what_is_kept_from_the_group_leaves_the_wall_at_once(ctx, wall, meeting):
    case = ctx.workspace.cases.add("Stadstuin Voorhof", question="Wie geeft de vergunning?", initiator_knows="weet")
    item = ctx.workspace.meetings.add_text_item(meeting, "Casus", 30)
    ctx.workspace.meetings.update_item(item, case_id=case)
    wall.set_scene("case")
    assert "Wie geeft de vergunning?" in " ".join(seen(wall))
    ctx.workspace.cases.keep_off(case, "question")
    assert "vergunning" not in " ".join(seen(wall))
    ctx.workspace.undo.undo()
    assert "vergunning" in " ".join(seen(wall))


def test_the_cockpit_tells_that_a_scene_was_chosen_by_hand(ctx, app_window, meeting):
    app_window.show_page("cockpit", meeting_id=meeting)
    page = app_window.page
    ctx.actions.trigger("cockpit.scene.rules")
    assert (page.wall.note.text(), page.wall.note.toolTip()) == ("zelf gekozen", "Ctrl 0 volgt weer de agenda")
    ctx.actions.trigger("cockpit.follow")
    assert (page.wall.note.text(), page.wall.note.toolTip()) == ("", "")
