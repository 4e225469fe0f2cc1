"""The page Logboek: the logbook and the interim report, each with a preview of the real PDF; saving, printing, editions."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.book_parts import EditionView
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action, key_text
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.logbook_formats import BookFormats
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.places import documents, open_file
from ef_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import show_error
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.segmented import SegmentedControl

if TYPE_CHECKING:
    from ef_desktop.ui.pages.logbook_preview import BookPreview

BOOK, INTERIM = "book", "interim"
_PDF = ".pdf"

#: Keys of the list and of the pages. Page Up and Page Down are the clicker's while the wall is shown, so they are not claimed.
_KEYS = (
    ("Space", N_("chapter in the book, or not")),
    ("Alt+Up, Alt+Down", N_("move the chapter")),
    ("Return", N_("look at the chapter")),
    ("Home, End", N_("first and last page of the preview")),
)

#: Up to this width of the page its head has no room for all words.
_NARROW = 900


class LogbookPage(Page):
    """The logbook and the interim report as they would be saved now.

    What draws and prints PDFs is only loaded when there is something to show.

    Attributes:
        head, empty: the head, and what is shown as long as nothing was held.
        tabs: which of the two is shown.
        save, print, more: the main buttons.
        formats: saving in other forms.
        book: chapters, summary, editions and preview; None as long as nothing was held.
        interim: the interim report; None until it is looked at.
    """

    page_id = "logbook"
    kinds = frozenset(
        "programme setting meeting meeting_case agenda_item attendance timer_event outcome outcome_group vote person consent portrait"
        " attachment case_file case_criterion case_goal case_relation goal role talent workform_round talent_award role_assignment"
        " case_need evaluation measurement measurement_count open_answer tool_card report_edition discussion_step block statement".split()
    )

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._saving = False
        for keys, text in _KEYS:
            ctx.actions.describe(self.page_id, keys, text)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 0, 24, 20)
        column.setSpacing(0)
        self.head = PageHead(_("Logbook"))
        self.print = SecondaryButton(_("Print"), icon="printer", key=key_text("Ctrl+P"))
        self.print.clicked.connect(self.ask_print)
        self.save = PrimaryButton(_("Save as PDF"), icon="book-2", key=key_text("Ctrl+S"))
        self.save.clicked.connect(self.ask_save)
        self.formats = BookFormats(self, ctx, self._work, self._can_save_book)
        self.more = SecondaryButton(_("Other forms"), trailing_icon="chevron-down", name=_("Other forms"))
        self.more.clicked.connect(lambda: self.formats.open_at(self.more))
        self.tabs = SegmentedControl(((BOOK, _("Logbook")), (INTERIM, _("Interim report"))), name=_("Which report"))
        self.tabs.changed.connect(self._show_tab)
        for widget in (self.tabs, self.more, self.print, self.save):
            self.head.actions.addWidget(widget)
        column.addWidget(self.head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self.empty = EmptyState(
            "book-2",
            _("Nothing in the logbook yet"),
            _("Meetings that you run come into it by themselves: agenda, outcomes and summary."),
            _("To the meetings"),
        )
        self.empty.triggered.connect(lambda: ctx.navigate("meetings"))
        self._stack.addWidget(self.empty)
        self.book = self.interim = None

    @property
    def preview(self) -> "BookPreview | None":
        """The preview of what is shown, or None where there is nothing yet."""
        return self._part().preview if self._part() is not None else None

    def title(self) -> str:
        return _("Logbook")

    def show_with(self, tab: str = "", **_args) -> None:
        """Show the logbook (``book``) or the interim report (``interim``); "" stays with the one that is shown."""
        if tab:
            self.tabs.set_current(tab)
            self._make_part(tab)

    def default_focus(self) -> QWidget:
        return self.tabs if self._has_interim() else self.book.chapters if self._has_book() else self.empty.button

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        search = ("Ctrl+F", _("search"))
        return (search, ("Alt+Up", _("move"))) if self._has_book() else (search,) if self._has_interim() else ()

    def page_actions(self) -> list[Action]:
        ready, shown = self._can_save, self._is_shown

        def view(call):
            return lambda: call(self._part().preview.pane)

        def add(name, text, call, shortcut, menu, section, icon, enabled) -> Action:
            return Action(f"logbook.{name}", text, call, shortcut=shortcut, menu=menu, section=section, icon=icon, enabled=enabled)

        return [
            add("save", N_("Save as PDF…"), self.ask_save, "Ctrl+S", "file", 1, "book-2", ready),
            add("print", N_("Print…"), self.ask_print, "Ctrl+P", "file", 1, "printer", shown),
            add("publish", N_("Keep an edition…"), self.ask_publish, "", "file", 1, "certificate", self._can_publish),
            add("check", N_("Is this one of our editions?"), self.ask_check, "", "file", 1, "shield-check", None),
            add("search", N_("Search in the text"), view(lambda pane: pane.start_search()), "Ctrl+F", "edit", 2, "search", shown),
            add("larger", N_("Larger"), view(lambda pane: pane.view.step_zoom(1)), "Ctrl++, Ctrl+=", "view", 2, "zoom-in", shown),
            add("smaller", N_("Smaller"), view(lambda pane: pane.view.step_zoom(-1)), "Ctrl+-", "view", 2, "zoom-out", shown),
            add("width", N_("As wide as the window"), view(lambda pane: pane.set_fit("width")), "Ctrl+0", "view", 2, "arrow-autofit-width", shown),
            add("whole", N_("The whole page"), view(lambda pane: pane.set_fit("page")), "Ctrl+9", "view", 2, "maximize", shown),
            *self.formats.actions(),
        ]  # fmt: skip

    def resizeEvent(self, event) -> None:
        self.head.set_tall(is_tall(self))
        self._fit()
        super().resizeEvent(event)

    def reload(self) -> None:
        held = [row for row in self.ctx.workspace.meetings.rows() if row.state != "planned"]
        if held and self.book is None:
            self._build_book()
        part = (self.interim if self.tabs.current() == INTERIM else self.book) if held else None
        self._stack.setCurrentWidget(part or self.empty)
        self.head.set_texts(_("Logbook"), _state_words(len(held), sum(row.state != "closed" for row in held)))
        for other in (self.book, self.interim):
            if other is not None and other is not part:
                other.leave()
        if part is not None:
            part.reload()
        self._tell()

    def left(self) -> None:
        if self._part() is not None:
            self._part().leave()
            # Made anew when somebody looks again, if something changed meanwhile.
            self._stale = True

    # Saving

    def ask_save(self) -> None:
        """Ask where, then make the PDF beside the window: of the logbook, or of the interim report where that is shown."""
        if self._has_interim():
            self.interim.ask_save()
            return
        path = self._ask_place(_("Save the logbook as PDF"))
        if path is not None:
            self.write(path)

    def write(self, path: Path) -> None:
        """Make the PDF, with progress, and offer to open it afterwards."""
        logbook = self.ctx.workspace.logbook
        self._work(
            _("Saving the logbook"),
            lambda progress, cancelled: logbook.write(path, progress=progress, cancelled=cancelled),
            lambda _nothing: self._written(_("The logbook is saved: {name}").format(name=path.name), path),
        )

    def ask_publish(self) -> None:
        """Ask what to remember of the next edition and where it goes, then make it."""
        from ef_desktop.ui.pages.logbook_editions import PublishDialog

        dialog = PublishDialog(self.window(), len(self.ctx.workspace.logbook.editions()) + 1)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._ask_edition(dialog.note.value()))
        dialog.open()

    def publish(self, path: Path, note: str) -> None:
        """Save the next edition, with progress, and write it down."""
        logbook = self.ctx.workspace.logbook
        self._work(
            _("Saving the edition"),
            lambda progress, cancelled: logbook.publish(path, note, progress=progress, cancelled=cancelled, origin=self),
            lambda edition: self._published(edition, path),
        )

    def ask_check(self) -> None:
        """Ask for a file, and tell whether it is an edition."""
        name, _kind = QFileDialog.getOpenFileName(
            self.window(), _("Is this one of our editions?"), str(documents()), _("PDF files (*.pdf)")
        )
        if name:
            self.check(Path(name))

    def check(self, path: Path) -> None:
        """Tell whether a file is an edition, byte for byte."""
        logbook = self.ctx.workspace.logbook
        self.ctx.start_work("", lambda _progress, _cancelled: logbook.check_edition(path), lambda found: self._checked(found, path), quiet=True)

    def ask_print(self) -> None:
        """Ask which printer and which pages, then print what the preview shows."""
        if self._is_shown():
            from ef_desktop.ui.dialogs.print_pages import PrintDialog, start_printing

            data, title = self._part().preview.data, self.title()
            pages = self._part().preview.pane.view.page_count
            dialog = PrintDialog(self.window(), pages, lambda choice: start_printing(self.ctx, data, choice, title), self.ask_save)
            dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            dialog.open()

    # Inside

    def _build_book(self) -> None:
        from ef_desktop.ui.pages.logbook_book import BookPart

        self.book = BookPart(self.ctx)
        self.book.editions.publish_asked.connect(self.ask_publish)
        self.book.editions.check_asked.connect(self.ask_check)
        self.book.preview.made.connect(self._tell)
        self._stack.addWidget(self.book)
        self._fit()

    def _show_tab(self, tab: str) -> None:
        self._make_part(tab)
        self.mark_stale()

    def _make_part(self, tab: str) -> None:
        if tab == INTERIM and self.interim is None:
            from ef_desktop.ui.pages.logbook_interim import InterimPart

            self.interim = InterimPart(self.ctx)
            self.interim.preview.made.connect(self._tell)
            self._stack.addWidget(self.interim)
            self._fit()

    def _fit(self) -> None:
        wide = is_wide(self)
        for part in (self.book, self.interim):
            if part is not None:
                part.set_wide(wide)
        # On a small window the head has no room for keys and words; the menu tells them too.
        self.print.set_key(key_text("Ctrl+P") if wide else "")
        self.save.set_key(key_text("Ctrl+S") if wide else "")
        self.more.setText(_("Other forms") if self.width() > _NARROW else "")
        self.more.setToolTip("" if self.width() > _NARROW else _("Other forms"))

    def _work(self, title: str, work, done) -> None:
        self._saving = True
        self._tell()
        worker = self.ctx.start_work(title, work, done)
        worker.finished.connect(self._worked)

    def _worked(self, _future) -> None:
        self._saving = False
        self._tell()

    def _tell(self) -> None:
        """Let the buttons and the menu know what can be done now."""
        self.tabs.setVisible(self._part() is not None)
        for button in (self.save, self.more):
            # The interim report has a button of its own, beside what it is saved with.
            button.setVisible(not self._has_interim())
            button.setEnabled(self._can_save_book())
        self.print.setEnabled(self._is_shown())
        self.ctx.actions.refresh()

    def _part(self):
        """Return what is shown: the logbook, the interim report, or None."""
        part = self._stack.currentWidget()
        return None if part is self.empty else part

    def _has_book(self) -> bool:
        return self.book is not None and self._part() is self.book

    def _has_interim(self) -> bool:
        return self.interim is not None and self._part() is self.interim

    def _can_save_book(self) -> bool:
        return self._has_book() and not self._saving

    def _can_save(self) -> bool:
        return self.interim.can_save() if self._has_interim() else self._can_save_book()

    def _can_publish(self) -> bool:
        return self._can_save_book() and not self.ctx.workspace.read_only

    def _is_shown(self) -> bool:
        return self._part() is not None and bool(self._part().preview.data)

    def _ask_place(self, title: str) -> Path | None:
        suggested = documents() / self.ctx.workspace.logbook.suggested_name()
        name, _kind = QFileDialog.getSaveFileName(self.window(), title, str(suggested), _("PDF files (*.pdf)"))
        if not name:
            return None
        return Path(name) if name.lower().endswith(_PDF) else Path(name + _PDF)

    def _ask_edition(self, note: str) -> None:
        path = self._ask_place(_("Save the edition as PDF"))
        if path is not None:
            self.publish(path, note)

    def _written(self, words: str, path: Path) -> None:
        self.ctx.toast(words, action=(_("Open the PDF"), lambda: open_file(path)))

    def _published(self, edition: EditionView, path: Path) -> None:
        words = _("Edition {number} is saved: {name}").format(number=edition.number, name=path.name)
        self.ctx.toast(words, undo=True, action=(_("Open the PDF"), lambda: open_file(path)))
        self.mark_stale()

    def _checked(self, edition: EditionView | None, path: Path) -> None:
        from ef_desktop.ui.pages.logbook_editions import edition_words

        if edition is not None:
            words = _("{name} is {edition}, unchanged.").format(name=path.name, edition=edition_words(edition))
            self.ctx.toast(words)
        else:
            show_error(
                self.window(),
                _("This is none of our editions"),
                _("{name} differs from every edition that this programme kept. It was changed, or it comes from elsewhere.").format(
                    name=path.name
                ),
            )


def _state_words(held: int, open_ones: int) -> str:
    if not held:
        return _("Nothing held yet")
    if not open_ones:
        return _("All meetings that were held are closed")
    words = ngettext("{count} meeting is not closed yet", "{count} meetings are not closed yet", open_ones)
    return words.format(count=open_ones)
