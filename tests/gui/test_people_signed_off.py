"""Who signed off with the team organisatieontwikkeling is not offered any more: not to invite, not to check in, not to lead."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from ef_desktop.domain.peopleviews import WITHDRAWN
from ef_desktop.ui.dialogs.meeting_form import MeetingForm, new_meeting
from ef_desktop.ui.pages.cockpit_checkin import CheckInSheet
from ef_desktop.ui.pages.prepare_pick import CHOICE_ROLE
from tests.gui.room_views import go, make_meeting, press, type_text

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def signed_off(ctx):
    """Zeynep, who is signed off; Zita is not."""
    people = ctx.workspace.people
    zeynep = people.add("Zeynep Kaya", facilitator=True)
    people.add("Zita Mol", facilitator=True)
    people.set_state([zeynep], WITHDRAWN)
    return zeynep


def test_not_to_check_in(app_window, ctx, qtbot, signed_off):
    cockpit = go(app_window, qtbot, "cockpit", meeting_id=make_meeting(ctx.workspace, people=("Noor Visser",)))
    press(Qt.Key.Key_A, ALT)
    type_text("z")
    (sheet,) = cockpit.window().findChildren(CheckInSheet)
    offered = [row.title for row in sheet.list.rows()]
    assert "Zita Mol" in offered and "Zeynep Kaya" not in offered


def test_not_to_invite_unless_invited_already(app_window, ctx, signed_off):
    meeting = ctx.workspace.meetings.create("Houding en gedrag", held_on=date(2026, 4, 2))
    app_window.show_page("prepare", meeting_id=meeting)
    page = app_window.page

    def offered():
        dialog = page.planner.pick_people(page, lambda: ctx.workspace.meetings.plan(meeting).attendees)
        model = dialog.list.model()
        names = [model.index(row, 0).data(CHOICE_ROLE).title for row in range(model.rowCount())]
        dialog.reject()
        return names

    assert offered() == ["Zita Mol"]
    ctx.workspace.meetings.set_attendance(meeting, signed_off, "absent")
    assert offered() == ["Zeynep Kaya", "Zita Mol"]


def test_not_to_lead_a_new_meeting(app_window, ctx, signed_off):
    new_meeting(ctx, app_window)
    (form,) = app_window.findChildren(MeetingForm)
    words = " ".join(child.text() for child in form.facilitators.findChildren(object) if hasattr(child, "text") and callable(child.text))
    assert "Zita" in words and "Zeynep" not in words
    form.reject()
