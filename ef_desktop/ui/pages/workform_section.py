"""The base of the parts of the page of the work form: what is recorded, one part at a time."""

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ef_desktop.domain.workviews import RoundView
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.widgets.capture_bar import Draft
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.leastarea import LeastArea
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from ef_desktop.services.workform import WorkForm
    from ef_desktop.ui.pages.workform import WorkFormPage


class Section(QWidget):
    """One part of the page. A subclass builds its widgets in ``__init__`` and shows a round in ``show_round``.

    Parameters:
        page: the page of the work form.
    """

    #: Id of the part, and what a step records for which this part opens by itself.
    section_id = ""
    records: frozenset[str] = frozenset()

    def __init__(self, page: "WorkFormPage"):
        super().__init__()
        self.page = page
        self.view: RoundView | None = None
        self.low = False

    @property
    def ctx(self):
        """The application."""
        return self.page.ctx

    @property
    def work(self) -> "WorkForm":
        """The service of the work form."""
        return self.page.ctx.workspace.workform

    @property
    def round(self) -> bytes:
        """Id of the round that is shown."""
        return self.view.row.id

    def show_view(self, view: RoundView) -> None:
        """Show a round; called at every change while this part is in view."""
        self.view = view
        self.show_round()

    def set_low(self, low: bool) -> None:
        """Take less room, in a low window."""
        self.low = low
        for line in self.findChildren(CompleteLine):
            line.set_low(low)
        for hints in self.findChildren(KeyHintRow):
            hints.setVisible(not low)

    def show_round(self) -> None:
        """Read what this part shows of ``view`` again."""

    def draft(self, field: str) -> Draft:
        """Return what was typed in a field of this round and not kept yet."""
        return self.page.drafts.draft(self._draft_key(field))

    def keep_draft(self, field: str, draft: Draft) -> None:
        """Remember on this device what is being typed in a field, so that neither closing nor a crash takes it; empty forgets it."""
        if self.view is not None:
            self.page.drafts.keep(self._draft_key(field), draft)

    def _draft_key(self, field: str) -> bytes:
        return self.round + field.encode()

    def default_focus(self) -> QWidget:
        """Return what gets the keyboard when this part comes into view."""
        raise NotImplementedError

    def forget(self) -> None:
        """Another round is shown from now on."""

    def flush(self) -> None:
        """Keep what is being typed, before another part comes into view."""


class SectionStack(LeastArea):
    """The parts of the page, one in view. In a low window that one scrolls where it does not fit; the others do not count."""

    def __init__(self, parent: QWidget | None = None):
        self._stack = QStackedWidget()
        super().__init__(self._stack, parent)

    def addWidget(self, section: Section) -> None:
        """Add a part."""
        self._stack.addWidget(section)

    def currentWidget(self) -> Section:
        """Return the part in view."""
        return self._stack.currentWidget()

    def setCurrentWidget(self, section: Section) -> None:
        """Bring a part into view, from its top."""
        self._stack.setCurrentWidget(section)
        self.verticalScrollBar().setValue(0)
        self.fit()

    def part(self) -> Section | None:
        return self.currentWidget()


def side_panel(width: int = 348) -> tuple[Panel, Label, Label]:
    """Return a panel at the right with a title and a line under it, all empty."""
    panel = Panel(padding=(18, 14, 18, 14), spacing=10)
    panel.setFixedWidth(width)
    title, words = Label(role="h2"), Label(role="small", tone="ink2", wrap=True)
    column = QVBoxLayout()
    column.setSpacing(2)
    column.addWidget(title)
    column.addWidget(words)
    panel.body.addLayout(column)
    return panel, title, words
