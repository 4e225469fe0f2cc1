"""What is typed in the notes of the work form and not kept yet: it outlives closing the page, the window and a crash."""

import json
from datetime import date

import pytest
from PySide6.QtCore import Qt

from ef_desktop.services import drafts
from ef_desktop.ui.pages.cockpit_drafts import DraftKeeper
from ef_desktop.ui.pages.workform import WorkFormPage
from tests.gui.room_views import cards_of, press, type_text
from tests.gui.workform_desk import CONTROL, page_opener, recorded


@pytest.fixture
def page(app_window, qtbot):
    """The page of a round of six, at its notes."""
    page = page_opener(app_window, qtbot)(6)
    press(Qt.Key.Key_9, CONTROL)
    return page


@pytest.fixture
def again(ctx, qtbot):
    """Opens the page anew, as after a crash."""

    def open_it(page):
        fresh = WorkFormPage(ctx)
        qtbot.addWidget(fresh)
        fresh.show_with(meeting_id=page.meeting_id)
        fresh.reload()
        fresh.open_section("notes")
        return fresh

    return open_it


def write(area, text):
    area.setFocus()
    type_text(text)


def test_what_was_typed_outlives_a_crash(page, again, qtbot):
    section = page.section()
    write(section.mirror, "Ik praat te veel ")
    write(section.back, "We lachten")
    section.kind.set_current("mooi_moment")
    section.kind.changed.emit("mooi_moment")
    write(section.agreed, "Bel de wijk")
    section.owner.edit.setFocus()
    type_text(recorded(page).people[2].name[:3])
    press(Qt.Key.Key_Return)
    section.due.set_value(date(2026, 4, 1))
    section.due.committed.emit(date(2026, 4, 1))
    # Within a second of typing it is on disk, without anything being left.
    qtbot.waitUntil(lambda: drafts.work_form_file().exists() and "2026-04-01" in drafts.work_form_file().read_text("utf-8"))
    fresh = again(page).section()
    assert fresh.mirror.value() == "Ik praat te veel"
    assert (fresh.back.value(), fresh.kind.current()) == ("We lachten", "mooi_moment")
    assert (fresh.agreed.value(), fresh._owner.name, fresh.due.value()) == ("Bel de wijk", recorded(page).people[2].name, date(2026, 4, 1))


def test_leaving_the_page_writes_it_down_at_once_and_keeping_forgets_it(page, app_window, again):
    write(page.section().mirror, "Stil zijn")
    app_window.show_page("meetings")
    assert [draft["text"] for draft in json.loads(drafts.work_form_file().read_text("utf-8")).values()] == ["Stil zijn"]
    fresh = again(page)
    fresh.section().keep_mirror()
    assert [card.private for card in cards_of(page.ctx.workspace, page.meeting_id)] == [True]
    fresh.drafts.write()
    assert not drafts.work_form_file().exists()
    assert again(page).section().mirror.value() == ""


def test_notes_of_one_round_do_not_show_in_another(page, ctx):
    write(page.section().back, "Van de eerste")
    ctx.workspace.workform.begin(page.meeting_id, people=5)
    first = page.lead.item
    page.choose_round(None, None)
    assert page.section().back.value() == ""
    page.choose_round(first, None)
    page.open_section("notes")
    assert page.section().back.value() == "Van de eerste"


def test_a_name_that_is_erased_goes_from_the_notes_too(page, app_window):
    write(page.section().mirror, "Samir zei veel")
    page.section().back.setFocus()
    page.drafts.write()
    (key,) = drafts.texts()
    drafts.replace(key, "Iemand zei veel")
    for keeper in app_window.findChildren(DraftKeeper):
        keeper.read_again()
    page.reload()
    assert page.section().mirror.value() == "Iemand zei veel"


def test_what_the_group_sees_outlives_a_crash_and_is_kept_when_it_is_left(page, again):
    press(Qt.Key.Key_6, CONTROL)
    write(page.section().seen, "Veel hart")
    page.drafts.write()
    fresh = again(page)
    fresh.open_section("picture")
    assert fresh.section().seen.value() == "Veel hart"
    fresh.open_section("notes")
    assert fresh.lead.work.view(fresh.lead.view.row.id).observations == ("Veel hart",)


def test_owners_are_proposed_by_the_talents_that_the_case_needs(page):
    work, data = page.lead.work, recorded(page)
    round_id, (first, second) = page.lead.view.row.id, data.people[:2]
    assert not page.section().proposals.isVisible()
    work.names.keep(round_id)
    work.names.agree(round_id, second.id, True)
    for person in (first, second):
        work.recording.choose(round_id, [data.talents[4].id], person_id=person.id)
    work.picture.set_needs(round_id, [], [data.talents[4].id])
    # Who did not say yes to a name is not proposed.
    (button,) = page.section().proposals.buttons()
    assert button.accessibleName() == f"{second.name.split()[0]}: koos zelf {data.talents[4].name}"
    assert page.section()._owner is None
    write(page.section().agreed, "Bel de wijk")
    button.setFocus()
    press(Qt.Key.Key_Space)
    page.section().agreed.setFocus()
    press(Qt.Key.Key_Return, CONTROL)
    (card,) = cards_of(page.ctx.workspace, page.meeting_id)
    assert card.text == "Bel de wijk" and page.ctx.workspace.outcomes.card(card.id).owner_id == second.id
