"""The import of people on one sheet: choose or paste a list, look at its columns and its people, and bring them in at once."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ef_desktop.domain.errors import ReadOnlyError, UserError
from ef_desktop.domain.importing import Progress, Table
from ef_desktop.domain.importing_columns import Mapping, guess
from ef_desktop.domain.importing_matches import FREE, SKIP, Deed, Match, choices, deeds
from ef_desktop.i18n import _, format_number
from ef_desktop.services.people_import import Comparison, Imported
from ef_desktop.ui.actions import key_text
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.people_import_choice import ChoicePanel
from ef_desktop.ui.dialogs.people_import_columns import ColumnsPanel
from ef_desktop.ui.dialogs.people_import_list import ALL, DOUBLE, TOLD, EntriesView
from ef_desktop.ui.dialogs.people_import_source import SourcePanel, file_in
from ef_desktop.ui.dialogs.people_import_words import button_words, done_words, plan_words, table_words
from ef_desktop.ui.dialogs.people_import_work import WorkRow
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.dialog import Dialog
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.text import ElidedLabel

_WIDEST, _HIGHEST = 1240, 760
_WIDE = 1100
_COLUMNS, _NARROW = 410, 350


def open_import(
    ctx: AppContext, parent: QWidget, path: Path | None = None, pasted: str | None = None
) -> "ImportPeopleDialog | None":
    """Open the import, at once with a file or with what was pasted.

    Returns:
        The sheet, already open, or None where nothing can be changed; the user has then been told.
    """
    if ctx.workspace.read_only:
        ctx.toast(str(ReadOnlyError(_("You are only looking at this work file. Open it for editing to change something."))), failure=True)
        return None
    dialog = ImportPeopleDialog(ctx, parent)
    dialog.open()
    if path is not None:
        dialog.read_path(path)
    elif pasted is not None:
        dialog.read_text(pasted)
    return dialog


class ImportPeopleDialog(Dialog):
    """The sheet. Nothing changes before its button is pressed; then all of it does, as one step to undo.

    Parameters:
        ctx: of the application, with a work file.
        parent: the window above which it lies.

    Signals:
        ready: the list was read and compared, or could not be read.
    """

    ready = Signal()

    def __init__(self, ctx: AppContext, parent: QWidget | None):
        text = _("Nothing changes until you press the button. Whether somebody may be named is never imported: ask them.")
        super().__init__(parent, _("Import people"), text)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAcceptDrops(True)
        self._ctx = ctx
        self._table: Table | None = None
        self._name = ""
        self._path: Path | None = None
        self._comparison: Comparison | None = None
        self._chosen: list[str] = []
        self._alike: Counter[tuple[str, bool]] = Counter()
        self._deeds: tuple[Deed, ...] = ()
        self._writing = False
        self._build()
        self._fit()
        paste = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), self)
        paste.activated.connect(self.paste)
        go = QShortcut(QKeySequence("Ctrl+Return"), self)
        go.activated.connect(self.go.click)
        ctx.workspaceClosed.connect(self._leave)
        self.finished.connect(self._part)
        self._show_source()

    # How it looks

    def _build(self) -> None:
        self._stack = QStackedWidget()
        self.source = SourcePanel()
        self.source.file_asked.connect(self._ask_file)
        self.source.paste_asked.connect(self.paste)
        self._stack.addWidget(self.source)
        self._list_page = self._build_list()
        self._stack.addWidget(self._list_page)
        self.body.addWidget(self._stack, 1)
        self.work = WorkRow(self._ctx)
        self.work.hide()
        self.work.shown.connect(lambda shown: self.plan.setVisible(not shown))
        self.work.stopped.connect(self._stopped)
        self.plan = ElidedLabel("", tone="ink2")
        self._buttons.insertWidget(0, self.plan, 1)
        self._buttons.insertWidget(0, self.work)
        self.cancel = self.add_button(SecondaryButton(_("Cancel")), self.reject)
        self.go = self.add_button(PrimaryButton("", key=key_text("Ctrl+Return")), self._bring_in)

    def _build_list(self) -> QWidget:
        work = QWidget()
        column = QVBoxLayout(work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(10)
        head.addWidget(IconMark("file-description", tone="primary"))
        self.what = ElidedLabel("", role="body_strong")
        head.addWidget(self.what, 1)
        self.sheet = ComboField(dense=True)
        self.sheet.setMinimumWidth(180)
        self.sheet.setAccessibleName(_("Sheet of the workbook"))
        self.sheet.changed.connect(self._choose_sheet)
        head.addWidget(self.sheet)
        self.other = QuietButton(_("Another list"), icon="arrow-back-up", small=True)
        self.other.clicked.connect(self._show_source)
        head.addWidget(self.other)
        column.addLayout(head)
        halves = QHBoxLayout()
        halves.setSpacing(16)
        self.columns = ColumnsPanel()
        self.columns.changed.connect(self._compare)
        halves.addWidget(self.columns)
        halves.addWidget(self._build_people(), 1)
        column.addLayout(halves, 1)
        return work

    def _build_people(self) -> Panel:
        people = Panel(padding=(14, 12, 14, 14), spacing=10)
        row = QHBoxLayout()
        row.setSpacing(12)
        self.filter = SegmentedControl([(ALL, ""), (DOUBLE, ""), (TOLD, "")], ALL, name=_("Which lines are shown"))
        self.filter.changed.connect(self._filter)
        row.addWidget(self.filter)
        row.addStretch(1)
        row.addWidget(KeyHintRow([("1-4", _("choose"))]))
        people.body.addLayout(row)
        self.list = EntriesView(_("People in this list"))
        people.body.addWidget(self.list, 1)
        self.choice = ChoicePanel()
        people.body.addWidget(self.choice)
        self.list.lit.connect(lambda _entry: self._show_choice())
        self.list.chosen.connect(self._choose)
        self.choice.chosen.connect(self._choose)
        self.choice.chosen_for_all.connect(self._choose_for_all)
        return people

    def _fit(self) -> None:
        window = self.parentWidget().window().size() if self.parentWidget() is not None else QGuiApplication.primaryScreen().availableSize()
        self.resize(min(_WIDEST, window.width() - 16), min(_HIGHEST, window.height() - 32))
        self.columns.setFixedWidth(_COLUMNS if self.width() >= _WIDE else _NARROW)

    # A list

    def read_path(self, path: Path, sheet: str = "") -> None:
        """Read a list from a file.

        Parameters:
            path: the file.
            sheet: of a workbook; "" is the first that has something in it.
        """
        service = self._ctx.workspace.people_import
        self._path, self._name = path, path.name
        self._read(lambda progress: service.read_file(path, progress, sheet=sheet))

    def read_text(self, text: str) -> None:
        """Read a list that was copied elsewhere."""
        service = self._ctx.workspace.people_import
        self._path, self._name = None, _("Pasted list")
        self._read(lambda progress: service.read_text(text, progress))

    def paste(self) -> None:
        """Read what is on the clipboard: a file that was copied, or text."""
        if self._writing:
            return
        data = QApplication.clipboard().mimeData()
        path = file_in(data)
        if path is not None:
            self.read_path(path)
        else:
            self.read_text(data.text())

    def _read(self, function: Callable[[Progress], Table]) -> None:
        def work(progress: Progress) -> tuple[Table, Mapping, Comparison]:
            table = function(progress)
            mapping = guess(table)
            return table, mapping, self._ctx.workspace.people_import.compare(table, mapping, progress)

        self._start(_("Reading the list"), work, self._show_list, self._refuse)

    def _refuse(self, error: UserError) -> None:
        self._show_source()
        self.source.tell(self._name, str(error))
        self.ready.emit()

    def _show_list(self, result: tuple[Table, Mapping, Comparison]) -> None:
        self._table, mapping, comparison = result
        self.source.tell("", "")
        self.what.set_text(table_words(self._table, self._name))
        sheets = self._table.sheets
        self.sheet.set_options([(name, name) for name in sheets], self._table.sheet)
        self.sheet.setVisible(len(sheets) > 1)
        self.columns.show_table(self._table, mapping)
        self._stack.setCurrentWidget(self._list_page)
        self.go.show()
        self.list.setFocus()
        self.filter.set_current(ALL)
        self.list.entries.set_filter(ALL)
        self._show_comparison(comparison)

    def _choose_sheet(self, name: str) -> None:
        self.read_path(self._path, name)

    def _compare(self, mapping: Mapping) -> None:
        service, table = self._ctx.workspace.people_import, self._table
        self._comparison = None
        self.go.setEnabled(False)
        self._start(
            _("Comparing with the people who are there"),
            lambda progress: service.compare(table, mapping, progress),
            self._show_comparison,
            self._refuse,
        )

    def _show_comparison(self, comparison: Comparison) -> None:
        self._comparison = comparison
        self._chosen = list(comparison.usual)
        self._alike = Counter(map(_found, comparison.matches))
        reading = comparison.reading
        double = sum(match.kind != FREE for match in comparison.matches)
        counts = {ALL: len(reading.candidates) + len(reading.told), DOUBLE: double, TOLD: len(reading.told)}
        words = {ALL: _("All {count}"), DOUBLE: _("Perhaps there already {count}"), TOLD: _("Cannot come along {count}")}
        for name, count in counts.items():
            self.filter.set_label(name, words[name].format(count=format_number(count)))
            self.filter.set_enabled(name, name == ALL or count > 0)
        if not counts[self.filter.current()]:
            self.filter.set_current(ALL)
            self.list.entries.set_filter(ALL)
        self.list.entries.show(reading, comparison.matches, self._chosen)
        self._show_plan()
        self.ready.emit()

    # Choices

    def _filter(self, name: str) -> None:
        self.list.entries.set_filter(name)

    def _choose(self, action: str) -> None:
        entry = self.list.current()
        if entry is not None and entry.told is None and action in choices(entry.match):
            self._chosen[entry.place] = action
            self._chosen_anew()

    def _choose_for_all(self, action: str) -> None:
        entry = self.list.current()
        for place, match in enumerate(self._comparison.matches):
            if _found(match) == _found(entry.match):
                self._chosen[place] = action
        self._chosen_anew()

    def _chosen_anew(self) -> None:
        self.list.repaint_choices()
        self._show_choice()
        self._show_plan()

    def _show_choice(self) -> None:
        entry = self.list.current()
        candidates = self._comparison.reading.candidates if self._comparison is not None else ()
        others = self._alike[_found(entry.match)] - 1 if entry is not None and entry.match is not None else 0
        self.choice.show_entry(entry, candidates, others)

    def _show_plan(self) -> None:
        self._deeds = deeds(self._comparison.matches, self._chosen)
        self.plan.set_text(plan_words(self._deeds, len(self._comparison.reading.told)))
        self.go.setText(button_words(self._deeds))
        self.go.setEnabled(any(deed.action != SKIP for deed in self._deeds))

    # Bringing in

    def _bring_in(self) -> None:
        if self._comparison is None or not self.go.isEnabled():
            return
        service, candidates, planned = self._ctx.workspace.people_import, self._comparison.reading.candidates, self._deeds
        self._writing = True
        self._list_page.setEnabled(False)
        self._start(
            _("Adding the people"),
            lambda progress: service.bring_in(candidates, planned, progress),
            self._finish,
            self._not_brought_in,
        )

    def _finish(self, result: Imported) -> None:
        self._rest()
        self._ctx.toast(done_words(result.added, result.filled + result.updated), undo=True)
        self.accept()

    def _not_brought_in(self, error: UserError) -> None:
        self._rest()
        self._ctx.toast(str(error), failure=True)
        self._compare(self.columns.mapping())

    # Work beside the window

    def _start(self, words: str, function: Callable[[Progress], object], done, failed) -> None:
        self.go.setEnabled(False)
        self.work.start(words, function, done, failed)

    def _stopped(self) -> None:
        if self._writing:
            self._rest()
            self._show_plan()
        else:
            self._show_source()

    def _rest(self) -> None:
        self._writing = False
        self._list_page.setEnabled(True)

    # Coming and going

    def _show_source(self) -> None:
        self.work.drop()
        self._comparison = None
        self.source.tell("", "")
        self._stack.setCurrentWidget(self.source)
        self.plan.set_text("")
        self.go.hide()
        self.source.choose.setFocus()

    def _ask_file(self) -> None:
        kinds = _("Lists of people ({patterns})").format(patterns="*.csv *.txt *.tsv *.xlsx *.xlsm *.vcf")
        name, _kind = QFileDialog.getOpenFileName(self, _("Choose a list of people"), "", f"{kinds};;{_('All files')} (*)")
        if name:
            self.read_path(Path(name))

    def reject(self) -> None:
        if self._writing:
            # Escape stops what is being written; the sheet stays, with everything that was chosen.
            self.work.stop()
        else:
            super().reject()

    def _leave(self) -> None:
        self._writing = False
        super().reject()

    def _part(self) -> None:
        self.work.drop()
        self._ctx.workspaceClosed.disconnect(self._leave)

    def dragEnterEvent(self, event) -> None:
        if not self._writing and (file_in(event.mimeData()) is not None or event.mimeData().hasText()):
            event.acceptProposedAction()

    def dropEvent(self, event) -> None:
        path = file_in(event.mimeData())
        event.acceptProposedAction()
        if path is not None:
            self.read_path(path)
        else:
            self.read_text(event.mimeData().text())


def _found(match: Match) -> tuple[str, bool]:
    """Return in what way somebody was found: lines that are alike in this can be decided together."""
    return match.kind, match.twin is None
