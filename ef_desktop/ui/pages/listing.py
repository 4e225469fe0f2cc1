"""The base of the pages of people and of cases: a list at the left, the chosen row in full at the right."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import _
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.meetings_rows import ListRow, QuickField, RowsView
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel


@dataclass(frozen=True)
class ListWords:
    """The translated words of a page with a list.

    Attributes:
        title: of the page and the list.
        add, new: the button that adds, short and in full.
        search: in the field that searches; ``nothing``: when nothing is found.
        quick, quick_name: in the field that adds, and its name for a screen reader.
        remove: what the menu of a row and Delete do.
        empty: icon, title, text and button where there are no rows yet.
    """

    title: str
    add: str
    new: str
    search: str
    nothing: str
    quick: str
    quick_name: str
    remove: str
    empty: tuple[str, str, str, str]


class ListPage(Page):
    """Rows with ``id`` in one list: searched, added by typing, changed in the form at the right, removed with undo."""

    def __init__(self, ctx: AppContext, words: ListWords, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._words = words
        self._rows: tuple = ()
        self._wanted: bytes | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = PageHead(words.title)
        add = SecondaryButton(words.add, icon="plus", key="Ctrl N")
        add.setAccessibleName(words.new)
        add.clicked.connect(self.start_adding)
        self.head.actions.addWidget(add)
        self._column.addWidget(self.head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        self._full = QWidget()
        self._halves = QHBoxLayout(self._full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self.card = self._build_card()
        self._halves.addWidget(self.card)
        self.form = self.make_form()
        self.form.remove_asked.connect(self._remove)
        self._halves.addWidget(self.form)
        self._stack.addWidget(self._full)
        self.empty = EmptyState(*words.empty)
        self.empty.triggered.connect(self.start_adding)
        self._empty_card = Panel(padding=0)
        self._empty_card.body.addWidget(self.empty)
        self._stack.addWidget(self._empty_card)

    def _build_card(self) -> Panel:
        words = self._words
        card = Panel(padding=(14, 14, 6, 8), spacing=8)
        self.search = SearchField(words.search, dense=True)
        self.quick = QuickField(words.quick, words.quick_name)
        self.quick.added.connect(self._add)
        self.list = RowsView(words.title)
        self.list.chosen.connect(self._show)
        self.list.remove_asked.connect(self._remove)
        self.list.opened.connect(lambda _id: self.form.setFocus())
        self.list.add_menu(words.remove, "trash", self._remove)
        self.search.searched.connect(self.list.search)
        self._nothing = EmptyState("search", _("Nothing found"), words.nothing, _("Clear the search"), primary=False)
        self._nothing.triggered.connect(self.search.clear)
        fields = QVBoxLayout()
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        fields.addWidget(self.search)
        fields.addWidget(self.quick)
        card.body.addLayout(fields)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._nothing, 1)
        return card

    # For subclasses to fill in

    def make_form(self) -> Panel:
        """Return the form, with ``remove_asked``, ``flush()`` and the focus for its first field. Called once, while the page is made."""
        raise NotImplementedError

    def read(self) -> tuple:
        """Return all rows from the work file."""
        raise NotImplementedError

    def list_row(self, row) -> ListRow:
        """Return how a row stands in the list."""
        raise NotImplementedError

    def count_words(self, rows: tuple) -> str:
        """Return the line under the title."""
        raise NotImplementedError

    def show_row(self, row) -> None:
        """Show a row in the form."""
        raise NotImplementedError

    def add(self, text: str) -> bytes:
        """Add a row to the work file and return its id."""
        raise NotImplementedError

    def remove(self, row) -> str:
        """Take a row out of the work file and return what to tell about it."""
        raise NotImplementedError

    def share_width(self, wide: bool) -> None:
        """Give the list and the form their widths."""
        raise NotImplementedError

    # Page

    def title(self) -> str:
        return self._words.title

    def default_focus(self) -> QWidget | None:
        return self.list if self._rows else self.empty.button

    def hideEvent(self, event) -> None:
        # Whatever hides the page, the window closing included: what was typed is kept.
        if self.ctx.workspace is not None:
            self.form.flush()
        super().hideEvent(event)

    def reload(self) -> None:
        self._rows = self.read()
        self.head.set_texts(self._words.title, self.count_words(self._rows))
        empty = not self._rows and not self.quick.hasFocus()
        self._stack.setCurrentWidget(self._empty_card if empty else self._full)
        self.list.show_rows(tuple(self.list_row(row) for row in self._rows))
        if self._wanted is not None:
            self.search.clear()
            self.list.search("")
            self.list.choose(self._wanted)
            self._wanted = None
        self._show(self.list.current_id())

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide, tall = is_wide(self), is_tall(self)
        self._column.setContentsMargins(24, 0, 24, 20 if tall else 14)
        self._halves.setSpacing(20 if wide else 16)
        self.head.set_tall(tall)
        self.share_width(wide)

    def start_adding(self) -> None:
        """Put the keyboard where a new row is typed."""
        self._stack.setCurrentWidget(self._full)
        self.search.clear()
        self.quick.setFocus()

    def done(self, call: Callable[[], object]) -> bool:
        """Call a service; tell whether it was kept."""

        def change() -> bool:
            call()
            return True

        return bool(self.ctx.run(change))

    def _row(self, row_id: bytes | None):
        return next((row for row in self._rows if row.id == row_id), None)

    def _show(self, row_id: bytes | None) -> None:
        row = self._row(row_id)
        self.form.setVisible(row is not None)
        nothing = self.list.rows().rowCount() == 0 and bool(self._rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        if row is not None:
            self.show_row(row)

    def _add(self, text: str) -> None:
        added = self.ctx.run(lambda: self.add(text))
        if added is not None:
            self.quick.clear()
            self.list.choose(added)

    def _remove(self, row_id: bytes) -> None:
        row = self._row(row_id)
        told = self.ctx.run(lambda: self.remove(row))
        if told is not None:
            self.ctx.toast(told, undo=True)
