"""What can be done with a case beside its intake: planning, relating, noting, closing, removing with care, the sheet."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QFileDialog

from ef_desktop.domain import caselife
from ef_desktop.domain.caseviews import CaseMeeting, CaseOutcome, CaseRelated, CaseStory, Occurrence
from ef_desktop.i18n import _, format_list, ngettext
from ef_desktop.ui.pages.cases_life_sheets import NoticeDialog, PlanSheet, RelateSheet, RemovedSheet, SheetDialog
from ef_desktop.ui.pages.cases_life_words import occurs_words, short, stage_words
from ef_desktop.ui.widgets.dialog import ask


class CaseDeeds(QObject):
    """The deeds of the page of cases.

    Parameters:
        page: with ``ctx``, ``story`` (of the case that is shown, or None) and ``focus_criteria()``.
    """

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._ctx = page.ctx

    @property
    def _life(self):
        return self._ctx.workspace.case_life

    @property
    def _story(self) -> CaseStory:
        return self._page.story

    # The line

    def do_next(self, name: str) -> None:
        """Do the next sensible step; see ``domain.caselife.next_step``."""
        {
            "intake": lambda: self.set_stage(caselife.INTAKE),
            "criteria": self._page.focus_criteria,
            "admit": lambda: self.set_stage(caselife.ADMITTED),
            "plan": self.plan,
            "meeting": lambda: self.open_meeting(self._coming()),
            "notice": self.notice,
            "close": lambda: self.set_stage(caselife.CLOSED),
            "reopen": self.reopen,
            "again": self.reopen,
        }[name]()

    def do(self, deed: str) -> None:
        """Do what the menu of the case offers: plan, relate, notice, sheet or remove."""
        deeds = {"plan": self.plan, "relate": self.relate, "notice": self.notice, "sheet": self.ask_sheet}
        if deed == "remove":
            self.ask_remove([self._story.id])
        else:
            deeds[deed]()

    def set_stage(self, stage: str, case_ids: Sequence[bytes] = ()) -> None:
        """Set the step of the case that is shown, or of others."""
        ids = list(case_ids) or [self._story.id]
        self._page.form.flush()
        if not self._page.done(lambda: self._life.set_stage(ids, stage)):
            return
        if stage == caselife.CLOSED:
            words = ngettext("{count} case is finished.", "{count} cases are finished.", len(ids))
            self._ctx.toast(words.format(count=len(ids)), undo=True)
        elif ids == [self._story.id] and self._story.stage != stage:
            words = _("The case stays ‘{stage}’: that follows from its meetings and from what you noted.")
            self._ctx.toast(words.format(stage=stage_words(self._story.stage)))

    def reopen(self) -> None:
        """Open the closed case again, or take up one that was kept for later."""
        self._page.done(lambda: self._life.reopen(self._story.id))

    # Meetings and outcomes

    def _coming(self) -> CaseMeeting:
        return next((row for row in self._story.meetings if row.state != "closed"), self._story.meetings[-1])

    def plan(self) -> None:
        """Choose a meeting for the case."""
        case_id, planned = self._story.id, frozenset(row.id for row in self._story.meetings)

        def add(meeting_id: bytes) -> None:
            if self._page.done(lambda: self._ctx.workspace.meetings.add_case(meeting_id, case_id)):
                self._ctx.toast(_("The case is on the agenda."), undo=True)

        PlanSheet(self._page.window(), self._ctx.workspace.meetings.rows(), planned, add).open()

    def take_off(self, meeting: CaseMeeting) -> None:
        """Take the case off the agenda of a meeting."""
        case_id = self._story.id
        if self._page.done(lambda: self._ctx.workspace.meetings.remove_case(meeting.id, case_id)):
            self._ctx.toast(_("The case is off the agenda. Its outcomes stay."), undo=True)

    def open_meeting(self, meeting: CaseMeeting) -> None:
        """Go to a meeting: prepared, in the room, or its board afterwards."""
        page = {"planned": "prepare", "running": "cockpit", "closed": "board"}[meeting.state]
        self._ctx.navigate(page, meeting_id=meeting.id)

    def open_card(self, card: CaseOutcome) -> None:
        """Go to an outcome on its board."""
        self._ctx.navigate("board", meeting_id=card.meeting_id, card_id=card.id)

    # Relations

    def open_case(self, case_id: bytes) -> None:
        """Go to another case."""
        self._ctx.navigate("cases", case_id=case_id)

    def relate(self) -> None:
        """Choose a related case."""
        case_id = self._story.id
        entries = [entry for entry in self._ctx.workspace.case_list.entries() if entry.id != case_id]

        def add(other: bytes, example: bool) -> None:
            self._page.done(lambda: self._life.relate(case_id, other, example=example))

        RelateSheet(self._page.window(), self._story.row.title, entries, add).open()

    def unrelate(self, other: CaseRelated) -> None:
        """Take a relation away."""
        case_id = self._story.id
        if self._page.done(lambda: self._life.unrelate(case_id, other.id, example=other.example)):
            self._ctx.toast(_("The relation is gone. Both cases stay."), undo=True)

    # What the initiator noticed

    def notice(self) -> None:
        """Note what the initiator noticed."""
        case_id = self._story.id
        self._dialog(None, lambda text, day: self._page.done(lambda: self._life.add_noticed(case_id, text, day)))

    def change_note(self, place: int) -> None:
        """Change a note by its place."""
        case_id = self._story.id
        self._dialog(
            self._story.noticed[place],
            lambda text, day: self._page.done(lambda: self._life.change_noticed(case_id, place, text, day)),
        )

    def drop_note(self, place: int) -> None:
        """Remove a note by its place."""
        case_id = self._story.id
        if self._page.done(lambda: self._life.change_noticed(case_id, place, "")):
            self._ctx.toast(_("The note is removed."), undo=True)

    def _dialog(self, note, done) -> None:
        today = self._ctx.clock.now().astimezone().date()
        NoticeDialog(self._page.window(), note, today, done).open()

    # Removing

    def ask_remove(self, case_ids: Sequence[bytes]) -> None:
        """Say where cases occur; then remove those that occur nowhere, or close the others."""
        places = self._ctx.run(lambda: self._life.occurrences(case_ids))
        if not places:
            return
        kept = [place for place in places if place.kept]
        free = [place.id for place in places if not place.kept]
        if not kept:
            self._ask_free(places)
        elif not free:
            self._ask_close(kept)
        else:
            self._ask_some(free, kept)

    def _ask_free(self, places: Sequence[Occurrence]) -> None:
        ids = [place.id for place in places]
        if len(places) == 1:
            title = _("Remove this case?")
            where = occurs_words(places[0])
            lost = _("It also takes away {things}.").format(things=where) if where else _("It is on no agenda and has no outcomes.")
            text = f"‘{short(places[0].title)}’. {lost}"
        else:
            title = ngettext("Remove {count} case?", "Remove {count} cases?", len(places)).format(count=len(places))
            text = _("They are on no agenda and have no outcomes.")
        later = _("You can put back what you removed: with undo, or later under Removed cases.")
        ask(
            self._page.window(), title, f"{text} {later}", _("Remove"), lambda: self._remove(ids), icon="trash", danger=True
        )  # fmt: skip

    def _ask_close(self, kept: Sequence[Occurrence]) -> None:
        ids = [place.id for place in kept]
        if len(kept) == 1:
            title = _("This case stays")
            text = _("‘{title}’ occurs in {things}. Removing it would leave holes there. Close it: then it is out of the way and can still be read.")
            text = text.format(title=short(kept[0].title), things=occurs_words(kept[0]))
        else:
            title = _("These cases stay")
            text = _("They are on an agenda or have outcomes. Removing them would leave holes there. Close them: then they are out of the way and can still be read.")  # fmt: skip
        ask(self._page.window(), title, text, _("Close instead"), lambda: self.set_stage(caselife.CLOSED, ids), icon="flag-check")

    def _ask_some(self, free: Sequence[bytes], kept: Sequence[Occurrence]) -> None:
        title = ngettext("Remove {count} case?", "Remove {count} cases?", len(free)).format(count=len(free))
        stay = ngettext(
            "{count} other stays, because it is on an agenda or has outcomes.",
            "{count} others stay, because they are on an agenda or have outcomes.",
            len(kept),
        ).format(count=len(kept))
        later = _("You can put back what you removed: with undo, or later under Removed cases.")
        ask(
            self._page.window(), title, f"{stay} {later}", _("Remove"), lambda: self._remove(free), icon="trash", danger=True
        )  # fmt: skip

    def _remove(self, ids: Sequence[bytes]) -> None:
        if self._page.done(lambda: self._life.remove(ids)):
            words = ngettext("{count} case is removed.", "{count} cases are removed.", len(ids))
            self._ctx.toast(words.format(count=len(ids)), undo=True)

    def open_removed(self) -> None:
        """Show the removed cases, to put one back."""
        cases = self._ctx.run(self._life.removed)
        if cases is not None:
            RemovedSheet(self._page.window(), cases, self._restore).open()

    def _restore(self, case_id: bytes) -> None:
        if self._page.done(lambda: self._life.restore(case_id)):
            self.open_case(case_id)

    # The sheet

    def ask_sheet(self) -> None:
        """Ask how and where the sheet of the case is saved."""
        case_id = self._story.id
        self._page.form.flush()
        forced = self._ctx.run(lambda: self._ctx.workspace.case_page.must_be_anonymous(case_id))
        if forced is not None:
            SheetDialog(self._page.window(), forced, lambda anonymous, after: self._choose_place(case_id, anonymous, after)).open()

    def _choose_place(self, case_id: bytes, anonymous: bool, after: bool) -> None:
        folder = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        suggested = Path(folder) / self._ctx.workspace.case_page.suggested_name(case_id, anonymous=anonymous)
        name, _kind = QFileDialog.getSaveFileName(
            self._page.window(), _("Case sheet as PDF"), str(suggested), _("PDF files (*.pdf)")
        )
        if name:
            path = Path(name) if name.lower().endswith(".pdf") else Path(name + ".pdf")
            self.save_sheet(case_id, path, anonymous=anonymous, after=after)

    def save_sheet(self, case_id: bytes, path: Path, *, anonymous: bool, after: bool) -> None:
        """Make the sheet beside the window, and open it afterwards when that is wanted."""
        page = self._ctx.workspace.case_page
        self._ctx.start_work(
            _("Saving the case sheet"),
            lambda _progress, _cancelled: page.write(case_id, path, anonymous=anonymous),
            lambda left_out: self._saved(path, left_out, after),
            quiet=True,
        )

    def _saved(self, path: Path, left_out: Sequence[str], after: bool) -> None:
        def show() -> None:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path)))

        told = _("The case sheet is saved: {name}").format(name=path.name)
        if left_out:
            told += ". " + _("It did not all fit on the page. In the app: {things}.").format(things=format_list(list(left_out)))
        self._ctx.toast(told, action=(_("Open the PDF"), show))
        if after:
            show()
