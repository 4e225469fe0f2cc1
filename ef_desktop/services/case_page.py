"""The sheet of a case: gathers what the group may read, and saves it as a PDF of one page."""

from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from ef_desktop.content import criteria as criteria_content
from ef_desktop.content import intake_sections
from ef_desktop.db.tables import CaseFile, CaseGoal, Goal, Programme
from ef_desktop.domain import criteria, intake, privacy
from ef_desktop.domain.caseviews import CaseSheet, SheetCriterion, SheetField, SheetGoal
from ef_desktop.domain.errors import InvalidValueError
from ef_desktop.domain.intake import IntakeField
from ef_desktop.domain.matching import folded
from ef_desktop.domain.peopleviews import LOGBOOK
from ef_desktop.i18n import N_, _, content_text, format_list, language
from ef_desktop.services import exports, reading
from ef_desktop.services.anonymity import shown_title
from ef_desktop.services.book_cover import Covering
from ef_desktop.services.core import Core, get
from ef_desktop.services.people_reading import name_forms
from ef_desktop.services.saving import save_checked_pdf

#: Stored fields in the order of the sheet; what comes first here is left out last.
_FIELDS = (
    "question", "learning_question", "stuck_on", "initiator_aim", "state_of_affairs", "social_change", "municipal_role",
    "example_for", "departments", "partners",
)  # fmt: skip

#: They stand in the line under the title. Of an anonymous case the district leads to the initiator.
_IN_LINE = ("initiator_kind", "phase", "district")

_STATES = {
    criteria.MEETS: N_("Meets"),
    criteria.PARTLY: N_("Partly"),
    criteria.NOT: N_("Does not meet"),
    criteria.OPEN: N_("Not looked at"),
}
_VERDICTS = {
    criteria.FITS: N_("Fits the criteria"),
    criteria.INCOMPLETE: N_("To be completed"),
    criteria.WITH_REASON: N_("Admitted with a reason"),
    criteria.NOT_NOW: N_("Not now"),
}


class CasePages:
    """Cases on paper."""

    def __init__(self, core: Core) -> None:
        self._core = core

    def must_be_anonymous(self, case_id: bytes) -> bool:
        """Return whether the sheet of a case is always anonymous, because the initiator does not know of it."""
        with self._core.store.read() as session:
            return privacy.is_anonymous(get(session, CaseFile, case_id).initiator_knows)

    def find(self, words: str) -> bytes:
        """Return the case with this id (32 letters and figures) or title; a part of the title will do where only one has it.

        Raises:
            InvalidValueError: no case fits, or more than one does.
        """
        with self._core.store.read() as session:
            titles = {row[0]: row[1] for row in session.execute(select(CaseFile.id, CaseFile.title))}
        wanted = folded(words.strip())
        for fits in (
            [case for case in titles if case.hex() == wanted],
            [case for case, title in titles.items() if folded(title) == wanted],
            [case for case, title in titles.items() if wanted and wanted in folded(title)],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                message = _("More than one case fits ‘{title}’. Give more of the title, or its id: {ids}.")
                ids = format_list([f"‘{titles[case][:60]}’ ({case.hex()})" for case in fits[:5]])
                raise InvalidValueError(message.format(title=words.strip()[:80], ids=ids))
        raise InvalidValueError(_("No case fits ‘{title}’. Give its title or a part of it.").format(title=words.strip()[:80]))

    def suggested_name(self, case_id: bytes, *, anonymous: bool = False) -> str:
        """Return a file name for the PDF, with the title or the code of the case, and the date."""
        with self._core.store.read() as session:
            case, today = get(session, CaseFile, case_id), self._core.local_now().date()
            title = _Veil(session, case, anonymous or privacy.is_anonymous(case.initiator_knows), today).title
        safe = "".join(character if character.isalnum() else "-" for character in title)
        safe = "-".join(part for part in safe.split("-") if part)[:60]
        name = _("Case sheet").replace(" ", "-")
        return f"{name}-{safe}-{self._core.local_now():%Y-%m-%d}.pdf"

    def sheet(self, case_id: bytes, *, anonymous: bool = False) -> CaseSheet:
        """Return what stands on the sheet: only what the group may ever see, without what the facilitator kept from it.

        Parameters:
            anonymous: True leaves out whatever leads to the initiator; it is forced where the initiator does not know.
        """
        with self._core.store.read() as session:
            case = get(session, CaseFile, case_id)
            row = reading.case_rows(session, [case_id])[0]
            veiled = _Veil(session, case, anonymous or row.anonymous, self._core.local_now().date())
            kept = reading.kept_off_wall(session, case_id)
            fields = {
                field.name: field
                for section in intake_sections()
                for field in section.fields
                if field.on_wall and field.name and field.name not in kept
            }
            programme = session.scalars(select(Programme)).one()
            return CaseSheet(
                title=veiled.title,
                line=_line(case, fields, veiled),
                anonymous=veiled.on,
                verdict=_(_VERDICTS[row.verdict]),
                fields=tuple(
                    SheetField(fields[name].label, veiled.text(text), weight)
                    for weight, name in enumerate(_FIELDS)
                    if name in fields and (text := _answer(fields[name], getattr(case, name)))
                ),
                goals=() if "goals" in kept else _goals(session, case_id, veiled),
                criteria=_found(session, case_id, veiled),
                programme_name=programme.name,
                municipality=programme.municipality,
                language=language(),
                edition=self._core.local_now(),
            )

    def write(self, case_id: bytes, path: Path, *, anonymous: bool = False) -> tuple[str, ...]:
        """Save the sheet as PDF. The file appears, or is replaced, only when it is whole and was checked.

        Parameters:
            path: where to save it.
            anonymous: as for ``sheet``.

        Returns:
            The labels of what did not fit on the page.

        Raises:
            StorageError: it could not be written there, or a work file stands there.
        """
        from ef_desktop.report.case_page import write_case_page

        sheet = self.sheet(case_id, anonymous=anonymous)
        left_out = save_checked_pdf(path, lambda file: write_case_page(sheet, file, now=sheet.edition))
        exports.note(self._core, path, "case")
        return left_out


class _Veil:
    """Texts of one case as the group may read them.

    Parameters:
        on: True covers whatever leads to the initiator.
        today: a permission that ended before this day counts for nothing.
    """

    def __init__(self, session: Session, case: CaseFile, on: bool, today: date) -> None:
        self.on = on
        # What goes out on paper goes by the yes to the logbook.
        self._cover = Covering(session, name_forms(session, LOGBOOK, today)).cover(case.id)
        self._case_id = case.id
        self._words = privacy.traceable(case.title, case.initiator_name, case.district) if on else ()
        self.title = self._cover.name_text(shown_title(case.id, case.title, "" if on else case.initiator_knows))

    def text(self, value: str) -> str:
        """Return a text without what may not be read."""
        return privacy.covered(self._cover.text(value, self._case_id), self._words)


def _line(case: CaseFile, fields: dict[str, IntakeField], veiled: _Veil) -> str:
    names = [name for name in _IN_LINE if name in fields and not (veiled.on and name == "district")]
    answers = (veiled.text(_answer(fields[name], getattr(case, name))) for name in names)
    return " · ".join(answer for answer in answers if answer)


def _answer(field: IntakeField, value: Any) -> str:
    """Return an answer in words: of choices their labels."""
    if isinstance(value, date):
        return ""
    if field.kind in (intake.TEXT, intake.TEXTS):
        return (value or "").strip()
    labels = {option.id: option.label for option in field.options}
    return ", ".join(labels.get(part, part) for part in intake.parts(value))


def _goals(session: Session, case_id: bytes, veiled: _Veil) -> tuple[SheetGoal, ...]:
    rows = session.execute(
        select(CaseGoal, Goal).join(Goal, Goal.id == CaseGoal.goal_id).where(CaseGoal.case_id == case_id)
    ).all()
    found = [
        SheetGoal(goal.number, reading.spoken(goal, "name"), goal.color, goal.text_color, row.main, veiled.text(row.sentence))
        for row, goal in rows
    ]
    return tuple(sorted(found, key=lambda goal: (not goal.main, goal.number)))


def _found(session: Session, case_id: bytes, veiled: _Veil) -> tuple[SheetCriterion, ...]:
    checks = reading.criterion_checks(session, [case_id]).get(case_id, {})
    found = []
    for number, entry in enumerate(criteria_content(), 1):
        check = checks.get(entry["id"], criteria.Check())
        words = content_text(entry, "text")
        met = check.state == criteria.MEETS
        found.append(SheetCriterion(number, words, _(_STATES.get(check.state, check.state)), met, veiled.text(check.motivation)))
    return tuple(found)
