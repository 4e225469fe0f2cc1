"""Checking people in by a few letters: twenty people and the ones who walk in, without the mouse."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt

from ef_desktop.domain.matching import rank
from ef_desktop.domain.roomviews import AttendanceView
from ef_desktop.domain.views import PersonRow
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.dialogs.pick import PickRow, PickSheet
from ef_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from ef_desktop.ui.pages.cockpit import CockpitPage

#: ``rank`` of letters found somewhere inside a name: those come after everybody else.
_INSIDE = 4


@dataclass(frozen=True)
class WalkIn:
    """Somebody who is not known yet."""

    name: str
    outside: bool


def count_words(people: Sequence[AttendanceView]) -> str:
    """Return how many are here, come later and do not come."""
    here = sum(view.attendee.status == "present" for view in people)
    later = sum(view.late and view.attendee.status == "expected" for view in people)
    absent = sum(view.attendee.status == "absent" for view in people)
    parts = [_("{here} of {count} present").format(here=here, count=len(people))]
    if later:
        parts.append(ngettext("{count} comes later", "{count} come later", later).format(count=later))
    if absent:
        parts.append(ngettext("{count} does not come", "{count} do not come", absent).format(count=absent))
    return " · ".join(parts)


class CheckInSheet(PickSheet):
    """Letters and Enter check somebody in; Shift Enter: comes later; Ctrl Enter: does not come. It stays open.

    Parameters:
        page: the cockpit.
    """

    def __init__(self, page: "CockpitPage"):
        hints = [(_("Enter"), _("is here")), (f"Shift {_('Enter')}", _("comes later")), (f"Ctrl {_('Enter')}", _("does not come")), ("Esc", _("close"))]
        super().__init__(page.window(), _("Who is coming in?"), " ", _("A few letters of the name"), hints)
        self._page = page
        self.count = self.head.findChildren(Label)[1]
        page.ctx.changed.connect(self._changed)
        self._read()

    def _changed(self, change) -> None:
        if change.kinds & {"attendance", "person"} and self.isVisible():
            self._read()

    def _read(self) -> None:
        workspace = self._page.ctx.workspace
        self._invited = workspace.meetings.attendance(self._page.meeting_id)
        known = {view.attendee.person.id for view in self._invited}
        self._others = [person for person in workspace.people.offered() if person.id not in known]
        self.count.setText(count_words([view for view in self._invited if view.attendee.role != "facilitator"]))
        self.refresh()

    def find(self, text: str) -> Sequence[PickRow]:
        ranked = []
        for view in self._invited:
            place = rank(text, view.attendee.person.name) if text else 0
            if place is not None:
                here = view.attendee.status == "present"
                ranked.append(((place == _INSIDE, here, place), self._row(view.attendee.person, view)))
        for person in self._others if text else ():
            place = rank(text, person.name)
            if place is not None:
                ranked.append(((place == _INSIDE, 2, place), self._row(person, None)))
        rows = [row for _order, row in sorted(ranked, key=lambda pair: pair[0])]
        if text:
            rows.append(PickRow(WalkIn(text, False), _("‘{name}’ walks in").format(name=text), _("from our own organisation"), "plus"))
            rows.append(PickRow(WalkIn(text, True), _("‘{name}’ walks in").format(name=text), _("from outside"), "plus"))
        return rows

    def _row(self, person: PersonRow, view: AttendanceView | None) -> PickRow:
        status = view.attendee.status if view is not None else ""
        if view is not None and view.late and status == "expected":
            words = _("comes later")
        else:
            words = {
                "": _("not invited"),
                "present": _("is here"),
                "absent": _("does not come"),
                "expected": _("not here yet"),
            }[status]
        return PickRow((person, view), person.name, words, letters=person.initials, strong=status == "present")

    def take(self, row: PickRow, modifiers: Qt.KeyboardModifier) -> None:
        page = self._page
        meetings, meeting = page.ctx.workspace.meetings, page.meeting_id
        self.field.clear()
        self.field.setFocus()
        if isinstance(row.value, WalkIn):
            person = row.value
            page.ctx.run(lambda: meetings.walk_in(meeting, person.name, outside=person.outside))
            page.say(_("{name} added, and here").format(name=person.name))
            return
        person, view = row.value
        role = view.attendee.role if view is not None else "participant"
        if modifiers == Qt.KeyboardModifier.ShiftModifier:
            page.ctx.run(lambda: meetings.late(meeting, person.id))
            page.say(_("{name} comes later").format(name=person.name))
        elif modifiers == Qt.KeyboardModifier.ControlModifier:
            page.ctx.run(lambda: meetings.absent(meeting, person.id))
            page.say(_("{name} does not come").format(name=person.name))
        elif view is not None and view.attendee.status == "present":
            page.say(_("{name} was here already").format(name=person.name))
        else:
            page.ctx.run(lambda: meetings.set_attendance(meeting, person.id, "present", role))
            page.say(_("{name} is here").format(name=person.name))
