"""The work form on paper: asks where, and saves the cards or the sheet as PDF. For the menu, the palette and the page of the sets."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.places import documents, open_file

CARDS, SHEET = "cards", "sheet"
_PDF = ".pdf"


def ask_paper(ctx: AppContext, parent: QWidget, what: str) -> None:
    """Ask where ``cards`` or ``sheet`` go, then save them."""
    suggested = documents() / ctx.workspace.workform.paper.suggested_name(what)
    title = _("Save the cards as PDF") if what == CARDS else _("Save the sheet as PDF")
    name, _kind = QFileDialog.getSaveFileName(parent, title, str(suggested), _("PDF files (*.pdf)"))
    if name:
        write_paper(ctx, what, Path(name) if name.lower().endswith(_PDF) else Path(name + _PDF))


def write_paper(ctx: AppContext, what: str, path: Path) -> None:
    """Save ``cards`` or ``sheet`` beside the window, and offer to open it."""
    paper = ctx.workspace.workform.paper

    def work(progress, cancelled) -> None:
        if what == CARDS:
            paper.cards(path, progress=progress, cancelled=cancelled)
        else:
            paper.sheet(path)

    title = _("Saving the cards") if what == CARDS else _("Saving the sheet")
    ctx.start_work(title, work, lambda _nothing: _saved(ctx, path))


def _saved(ctx: AppContext, path: Path) -> None:
    ctx.toast(_("Saved: {name}").format(name=path.name), action=(_("Open the PDF"), lambda: open_file(path)))
