"""The interim report: for whom, over which period, the text of each chapter at the left, and the real PDF at the right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ef_desktop.domain.interim import InterimContents
from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.pages.logbook_interim_side import InterimSide
from ef_desktop.ui.pages.logbook_preview import BookPreview
from ef_desktop.ui.places import documents, open_file

_PDF = ".pdf"


class InterimPart(QWidget):
    """Makes an interim report.

    Parameters:
        ctx: of the application, with a work file.

    Attributes:
        side: the choices and the texts.
        preview: the PDF as it would be saved now.
    """

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(parent)
        self._ctx = ctx
        self._saving = False
        halves = QHBoxLayout(self)
        halves.setContentsMargins(0, 0, 0, 0)
        halves.setSpacing(16)
        self.side = InterimSide(ctx.clock.now().astimezone().date())
        self.side.set_period(*ctx.workspace.interim.suggested_period())
        self.side.choice_changed.connect(self._choose)
        self.side.text_written.connect(self._write_text)
        self.side.text.changed.connect(lambda _text: self.preview.put_off())
        self.side.chapter_looked_at.connect(lambda title: self.preview.pane.view.go_to_title(title))
        self.side.save.clicked.connect(self.ask_save)
        halves.addWidget(self.side)
        # What is made is what was chosen when the making began: the fields belong to the window, the making to a worker.
        self._choice = self.side.choice()
        self.preview = BookPreview(ctx, self._read, self._draw, _same)
        self.preview.gathered.connect(self._show)
        self.preview.made.connect(self._tell)
        halves.addWidget(self.preview, 1)
        self.set_wide(False)

    def reload(self) -> None:
        """Read again what is shown; the texts come when the report was gathered, beside the window."""
        self.side.set_enabled(not self._ctx.workspace.read_only)
        self.side.show_editions(self._ctx.workspace.interim.editions())
        self._choose()

    def set_wide(self, wide: bool) -> None:
        """Take the width of a large or of a small window."""
        self.side.setFixedWidth(420 if wide else 372)

    def leave(self) -> None:
        """Nobody looks any more: write down what was typed, and make no PDF."""
        self.side.finish()
        self.preview.stop()

    def can_save(self) -> bool:
        """Tell whether there is a report that can be saved now."""
        return not self._saving and not self.side.problem()

    def ask_save(self) -> None:
        """Ask where, then make the PDF beside the window."""
        self.side.finish()
        if not self.can_save():
            return
        suggested = documents() / self._ctx.workspace.interim.suggested_name(*self.side.choice())
        name, _kind = QFileDialog.getSaveFileName(
            self.window(), _("Save the interim report as PDF"), str(suggested), _("PDF files (*.pdf)")
        )
        if name:
            self.write(Path(name) if name.lower().endswith(_PDF) else Path(name + _PDF))

    def write(self, path: Path) -> None:
        """Make the PDF, with progress, keep it as an edition where that is ticked, and offer to open it."""
        interim, choice = self._ctx.workspace.interim, self.side.choice()
        make = interim.publish if self.side.edition.isChecked() else interim.write
        self._saving = True
        self._tell()
        worker = self._ctx.start_work(
            _("Saving the interim report"),
            lambda progress, cancelled: make(path, *choice, progress=progress, cancelled=cancelled),
            lambda _made: self._written(path),
        )
        worker.finished.connect(self._worked)

    # Inside

    def _read(self) -> InterimContents:
        return self._ctx.workspace.interim.contents(*self._choice)

    def _draw(self, content: InterimContents, path: Path, cancelled: Callable[[], bool]) -> None:
        self._ctx.workspace.interim.draw(content.report, path, cancelled=cancelled)

    def _show(self, content: InterimContents) -> None:
        self.side.show_contents(content)

    def _choose(self) -> None:
        self._choice = self.side.choice()
        if self.side.problem():
            self.preview.stop()
        else:
            self.preview.refresh()
        self._tell()

    def _write_text(self, chapter: str, text: str, choice: tuple[date, date, str]) -> None:
        first, last, audience = choice
        self._ctx.keep((chapter, *choice), lambda: self._ctx.workspace.interim.set_text(chapter, text, audience, first, last))

    def _tell(self) -> None:
        self.side.save.setEnabled(self.can_save())

    def _worked(self, _future) -> None:
        self._saving = False
        self._tell()

    def _written(self, path: Path) -> None:
        self.side.show_editions(self._ctx.workspace.interim.editions())
        words = _("The interim report is saved: {name}").format(name=path.name)
        self._ctx.toast(words, action=(_("Open the PDF"), lambda: open_file(path)))


def _same(content: InterimContents, other: InterimContents) -> bool:
    """Tell whether two gatherings make the same report: at which moment they were made is no difference."""
    return content.report == replace(other.report, edition=content.report.edition)
