"""The base of the parts of the page of the work form: what is recorded, one part at a time."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtWidgets import QApplication, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ef_desktop.domain.workviews import RoundView
from ef_desktop.ui.pages.workform_line import CompleteLine
from ef_desktop.ui.widgets.capture_bar import Draft
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.text import Label

if TYPE_CHECKING:
    from ef_desktop.services.workform import WorkForm
    from ef_desktop.ui.pages.workform import WorkFormPage

#: The least height of a part in view, in logical pixels.
_LEAST = 120


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


class SectionStack(QScrollArea):
    """The parts of the page, one in view. In a low window that one scrolls where all of it does not fit; the others do not count."""

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, focusPolicy=Qt.FocusPolicy.NoFocus)
        self._stack = QStackedWidget()
        self.setWidget(self._stack)
        self._stack.installEventFilter(self)
        QApplication.instance().focusChanged.connect(self._follow)

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
        self._fit()

    def minimumSizeHint(self) -> QSize:
        return QSize(self._stack.minimumSizeHint().width(), _LEAST)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        self._fit()

    def eventFilter(self, watched, event) -> bool:
        if watched is self._stack and event.type() == QEvent.Type.LayoutRequest:
            self._fit()
        return False

    def _fit(self) -> None:
        """Give the part the room there is, and at least what it needs. A scroll area by itself would give it all that it may want."""
        section = self.currentWidget()
        if section is None or section.layout() is None:
            return
        room = self.maximumViewportSize()
        least = self._least(section, room.width())
        bar = self.verticalScrollBar().sizeHint().width() if least > room.height() else 0
        self._stack.resize(room.width() - bar, max(room.height(), self._least(section, room.width() - bar)))
        self._follow(None, QApplication.focusWidget())

    @staticmethod
    def _least(section: Section, width: int) -> int:
        layout = section.layout()
        return layout.totalMinimumHeightForWidth(width) if layout.hasHeightForWidth() else section.minimumSizeHint().height()

    def _follow(self, _old: QWidget | None, new: QWidget | None) -> None:
        # Of a list that is higher than the room its own rows come into view.
        if new is not None and self._stack.isAncestorOf(new) and new.height() < self.viewport().height() < self._stack.height():
            self.ensureWidgetVisible(new, 0, 24)


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
