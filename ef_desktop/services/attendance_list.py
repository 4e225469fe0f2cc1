"""The attendance list of a meeting as PDF to sign, or as CSV or XLSX to work with."""

from pathlib import Path

from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.views import AttendeeView
from ef_desktop.i18n import N_, _, language
from ef_desktop.services import exports, listing, people_reading
from ef_desktop.services.anonymity import Cover
from ef_desktop.services.core import Core, executor
from ef_desktop.services.meetings import Meetings
from ef_desktop.services.saving import safe_name, save_checked_pdf, save_whole
from ef_desktop.services.sheets import csv_bytes, xlsx_bytes

PDF, XLSX, CSV = ".pdf", ".xlsx", ".csv"
FORMATS = (PDF, XLSX, CSV)

_STATUSES = {"expected": N_("Expected"), "present": N_("Present"), "absent": N_("Absent")}
_ROLES = {"facilitator": N_("Facilitator"), "participant": N_("Participant"), "guest": N_("Guest")}


class AttendanceList:
    """Makes the list: names and organisations; contact only when that is asked for."""

    def __init__(self, core: Core, meetings: Meetings) -> None:
        self._core = core
        self._meetings = meetings

    def suggested_name(self, meeting_id: bytes, ending: str = PDF) -> str:
        """Return a file name for the list of a meeting."""
        row = self._meetings.plan(meeting_id).row
        day = [row.held_on.isoformat()] if row.held_on else []
        return safe_name(_("Attendance"), *day, row.title) + ending

    def write(self, path: Path, meeting_id: bytes, *, contact: bool = False) -> int:
        """Save the list; return how many people are on it.

        Who is absent or signed off is not on the paper to sign; the other forms tell how everybody is there.

        Parameters:
            path: where to save it; its ending, one of ``FORMATS``, says in which form.
            contact: True adds e-mail and phone.

        Raises:
            InvalidValueError: the ending is another one.
            StorageError: it could not be written there.
        """
        ending = path.suffix.lower()
        if ending not in FORMATS:
            raise InvalidValueError(_("An attendance list is saved as .pdf, .xlsx or .csv. Choose one of these."))
        views = self._views(meeting_id, waiting=ending == PDF)
        if ending == PDF:
            self._write_pdf(path, meeting_id, views, contact)
        else:
            rows = [_headings(contact), *(_cells(view, contact) for view in views)]
            widths = [24] * len(rows[0])
            content = csv_bytes(rows) if ending == CSV else xlsx_bytes([(_("Attendance"), rows, widths)], self._core.local_now())
            save_whole(path, content)
        exports.note(self._core, path, "people")
        return len(views)

    def _views(self, meeting_id: bytes, waiting: bool) -> list[AttendeeView]:
        with self._core.store.read() as session:
            gone = people_reading.withdrawn_ids(session)
            views = self._meetings.plan(meeting_id).attendees
        if not waiting:
            return list(views)
        return [view for view in views if view.status != "absent" and (view.person.id not in gone or view.status == "present")]

    def _write_pdf(self, path: Path, meeting_id: bytes, views: list[AttendeeView], contact: bool) -> None:
        from ef_desktop.report.attendance import AttendanceSheet, SheetPerson, write_attendance

        with self._core.store.read() as session:
            plan = self._meetings.plan(meeting_id)
            cases = [case.id for case in plan.cases]
            cover = Cover(session, cases)
            sheet = AttendanceSheet(
                title=cover.text(plan.row.title, *cases),
                programme=listing.programme_view(executor(session)).name,
                held_on=plan.row.held_on,
                starts_at=plan.row.starts_at,
                ends_at=plan.row.ends_at,
                place=plan.row.place,
                people=tuple(SheetPerson(view.person.name, _house(view), _contact(view) if contact else "") for view in views),
                with_contact=contact,
                language=language(),
                edition=self._core.local_now(),
            )
        save_checked_pdf(path, lambda file: write_attendance(sheet, file))


def _house(view: AttendeeView) -> str:
    return view.person.organisation or view.person.department


def _contact(view: AttendeeView) -> str:
    return " · ".join(part for part in (view.person.email, view.person.phone) if part)


def _headings(contact: bool) -> list[str]:
    extra = [_("E-mail"), _("Phone")] if contact else []
    return [_("Name"), _("Organisation"), _("Department"), _("Role"), _("Attendance"), *extra]


def _cells(view: AttendeeView, contact: bool) -> list[str]:
    person = view.person
    extra = [person.email, person.phone] if contact else []
    return [person.name, person.organisation, person.department, _(_ROLES[view.role]), _(_STATUSES[view.status]), *extra]
