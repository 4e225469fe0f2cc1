"""The base of the pages of people and of cases: a list at the left, the chosen row in full at the right."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.listing_filter import Filter, FilterBar, FilterStrip, Order
from ef_desktop.ui.pages.listing_model import ListRow, searched_words
from ef_desktop.ui.pages.meetings_rows import QuickField, RowsView
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel

#: Width of the field in the empty page, in logical pixels.
_FIRST = 360


@dataclass(frozen=True)
class ListWords:
    """The translated words of a page with a list.

    Attributes:
        title: of the page and the list.
        add, new: the button that adds, short and in full.
        search: in the field that searches; ``nothing``: when nothing is found.
        quick, quick_name: in the field that adds, and its name for a screen reader.
        remove: what the menu of a row and Delete do.
        empty: icon, title and text where there are no rows yet.
    """

    title: str
    add: str
    new: str
    search: str
    nothing: str
    quick: str
    quick_name: str
    remove: str
    empty: tuple[str, str, str]


class ListPage(Page):
    """Rows with ``id`` in one list: searched, filtered, put in order, added by typing, changed in the form at the right,
    removed with undo. More of them chosen at once are shown in the panel of ``make_several`` instead of the form."""

    def __init__(self, ctx: AppContext, words: ListWords, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._words = words
        self._rows: tuple = ()
        self._quiet = False
        self._wanted: bytes | None = None
        self._for_row = False
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = PageHead(words.title)
        self._add_button = SecondaryButton(words.add, icon="plus", key="Ctrl N")
        self._add_button.setAccessibleName(words.new)
        self._add_button.clicked.connect(self.start_adding)
        self.head.actions.addWidget(self._add_button)
        self._column.addWidget(self.head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        # What is large gets its place before it is filled: with every move Qt dresses all that is in it again.
        self._full = QWidget(self)
        self._stack.addWidget(self._full)
        self._halves = QHBoxLayout(self._full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        self.card = self._build_card()
        self._halves.addWidget(self.card)
        self.form = self.place_form()
        self.several = self.make_several()
        if self.several is not None:
            self._halves.addWidget(self.several)
            self.several.hide()
        self.empty = EmptyState(*words.empty)
        self.first = self._quick_field()
        self.first.setFixedWidth(_FIRST)
        self.empty.put_in(self.first)
        self._empty_card = Panel(padding=0)
        self._empty_card.body.addWidget(self.empty)
        self._stack.addWidget(self._empty_card)
        ctx.actions.describe(self.page_id, "Down, Up", N_("into the list, and back to the field for a new one"))

    def _build_card(self) -> Panel:
        words = self._words
        card = Panel(padding=(14, 14, 6, 8), spacing=8)
        self.search = SearchField(words.search, dense=True)
        self.quick = self._quick_field()
        self.quick.down.connect(self._into_list)
        self.list = RowsView(words.title, several=self.takes_several, letters=False)
        self.list.typed.connect(self._type_on)
        self.list.above.connect(self.quick.setFocus)
        self.list.chosen.connect(self._chosen)
        self.list.picked.connect(self._picked)
        self.list.remove_asked.connect(self._remove)
        self.list.opened.connect(lambda _id: self.form.setFocus())
        self.list.left.connect(self.show_all)
        self.list.add_menu(words.remove, "trash", self._remove)
        self.search.searched.connect(self._find)
        self.filters = FilterBar(self.make_filters(), self.make_orders())
        self.filters.changed.connect(self._arrange)
        self.strip = FilterStrip()
        self.strip.cleared.connect(self.show_all)
        self._nothing = EmptyState("search", _("Nothing found"), words.nothing, _("Show all"), primary=False)
        self._nothing.triggered.connect(self.show_all)
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.search, 1)
        line.addWidget(self.filters)
        fields = QVBoxLayout()
        fields.setContentsMargins(0, 0, 8, 0)
        fields.setSpacing(8)
        fields.addLayout(line)
        fields.addWidget(self.quick)
        fields.addWidget(self.strip)
        card.body.addLayout(fields)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._nothing, 1)
        return card

    def _quick_field(self) -> QuickField:
        field = QuickField(self._words.quick, self._words.quick_name, take_many=self.take_many)
        field.added.connect(self._add)
        return field

    # For subclasses to fill in

    def make_form(self, parent: QWidget) -> Panel:
        """Return the form, with ``flush()`` and the focus for its first field. Called once, while the page is made."""
        raise NotImplementedError

    def place_form(self) -> Panel:
        """Put the form beside the list and return it."""
        form = self.make_form(self._full)
        self._halves.addWidget(form)
        return form

    def read(self) -> tuple:
        """Return all rows from the work file."""
        raise NotImplementedError

    def list_row(self, row) -> ListRow:
        """Return how a row stands in the list."""
        raise NotImplementedError

    def row_words(self, row) -> str:
        """Return in which words a row is found; worth overriding where rows are many."""
        return searched_words(self.list_row(row))

    def make_filters(self) -> Sequence[Filter]:
        """Return by what rows can be left out. Called once, while the page is made."""
        return ()

    def make_orders(self) -> Sequence[Order]:
        """Return the orders of the list, the usual one first. Called once, while the page is made."""
        return ()

    #: Whether more rows can be chosen at once; then ``make_several`` returns a panel.
    takes_several = False

    def make_several(self) -> Panel | None:
        """Return the panel for more rows at once, with ``show_rows(rows)``. Called once, while the page is made."""
        return None

    def remove_many(self, rows: Sequence[Any]) -> str:
        """Take more rows out of the work file, in one step, and return what to tell about it."""
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

    def take_many(self, text: str) -> bool:
        """Do something else with several lines or cells that are pasted where a new row is typed; True when that was done."""
        return False

    def remove(self, row) -> str:
        """Take a row out of the work file and return what to tell about it."""
        raise NotImplementedError

    def share_width(self, wide: bool) -> None:
        """Give the list and the form their widths."""
        raise NotImplementedError

    # Page

    def title(self) -> str:
        return self._words.title

    def enter(self, **args) -> None:
        self._for_row = False
        super().enter(**args)

    def default_focus(self) -> QWidget | None:
        # Who comes for one row looks at that; who comes to the page types who or what is new.
        if self._stack.currentWidget() is self._empty_card:
            return self.first
        return self.list if self._for_row else self.quick

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        hints = (("Ctrl+F", _("search")), ("Ctrl+Shift+F", _("filter")))
        return hints if self.filters.has_filters else hints[:1]

    def hideEvent(self, event) -> None:
        # Whatever hides the page, the window closing included: what was typed is kept.
        if self.ctx.workspace is not None:
            self.form.flush()
        super().hideEvent(event)

    def reload(self) -> None:
        self._rows = self.read()
        self.head.set_texts(self._words.title, self.count_words(self._rows))
        self._turn_to(self._full if self._rows or self.quick.hasFocus() else self._empty_card)
        if self._wanted is not None:
            wanted, self._wanted = self._wanted, None
            self._for_row = self._row(wanted) is not None
            self.show_all()
            self.list.choose(wanted)
        else:
            self._arrange()

    def _turn_to(self, part: QWidget) -> None:
        """Show the list, or that there is none; what is being typed goes along, with the keyboard."""
        before = self._stack.currentWidget()
        self._stack.setCurrentWidget(part)
        if before is part or before not in (self._full, self._empty_card):
            return
        old, new = (self.first, self.quick) if part is self._full else (self.quick, self.first)
        if old.text():
            new.setText(old.text())
            old.setText("")
        if part.isAncestorOf(self.window().focusWidget() or self.window()):
            new.setFocus()

    def list_actions(self) -> list[Action]:
        """Return the actions of the list itself, for ``page_actions``."""
        made = []
        if self.filters.has_filters:
            made.append(Action(f"{self.page_id}.filter", N_("Filter the list…"), self.filters.open_filters, shortcut="Ctrl+Shift+F", menu="view", section=2, icon="filter", enabled=lambda: bool(self._rows)))  # fmt: skip
        if self.filters.has_orders:
            made.append(Action(f"{self.page_id}.order", N_("Order the list…"), self.filters.open_orders, menu="view", section=2, icon="selector", enabled=lambda: bool(self._rows)))  # fmt: skip
        return made

    def rows_of(self, ids: Sequence[bytes]) -> list:
        """Return rows by their ids, in that order."""
        known = {row.id: row for row in self._rows}
        return [known[row_id] for row_id in ids]

    def show_all(self) -> None:
        """Take the search and all filters away."""
        self.search.clear()
        self.list.rows().set_query("")
        self.filters.reset()
        self._arrange()

    def _find(self, query: str) -> None:
        with self._quietly():
            self.list.search(query)

    def _arrange(self) -> None:
        with self._quietly():
            self.list.show_rows(self.filters.arranged(self._rows), self.list_row, self.row_words)

    @contextmanager
    def _quietly(self) -> Iterator[None]:
        """Let the list change; what is shown beside it follows once, at the end."""
        self._quiet = True
        try:
            yield
        finally:
            self._quiet = False
        words = [*self.filters.words(), *([""] if self.list.rows().searching else [])]
        self.strip.show_count(self.list.rows().rowCount(), len(self._rows), words)
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
        if self._stack.currentWidget() is self._empty_card:
            self.first.setFocus()
            return
        self._stack.setCurrentWidget(self._full)
        self.show_all()
        self.quick.setFocus()

    def _into_list(self) -> None:
        if self.list.isVisible():
            self.list.setFocus()

    def _type_on(self, text: str) -> None:
        """What is typed in the list is who or what is new: to search is Ctrl F."""
        self.quick.setFocus()
        self.quick.end(False)
        self.quick.insert(text)

    def done(self, call: Callable[[], object]) -> bool:
        """Call a service; tell whether it was kept."""

        def change() -> bool:
            call()
            return True

        return bool(self.ctx.run(change))

    def _row(self, row_id: bytes | None):
        return next((row for row in self._rows if row.id == row_id), None)

    def _chosen(self, row_id: bytes | None) -> None:
        if not self._quiet:
            self._show(row_id)

    def _picked(self, ids: tuple[bytes, ...]) -> None:
        # With one row the list tells which is current as well.
        if not self._quiet and self.several is not None and (len(ids) > 1 or self.several.isVisible()):
            self._show(self.list.current_id())

    def _show(self, row_id: bytes | None) -> None:
        row = self._row(row_id)
        picked = self.list.picked_ids() if self.several is not None else ()
        self.form.setVisible(row is not None and len(picked) < 2)
        if self.several is not None:
            self.several.setVisible(len(picked) > 1)
        nothing = self.list.rows().rowCount() == 0 and bool(self._rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        if len(picked) > 1:
            self.form.flush()
            self.several.show_rows(self.rows_of(picked))
        elif row is not None:
            self.show_row(row)

    def _add(self, text: str) -> None:
        added = self.ctx.run(lambda: self.add(text))
        if added is not None:
            # setText, unlike clear, forgets what was typed: Ctrl+Z is now for the row.
            self.quick.setText("")
            if self.list.rows().row_of(added) < 0:
                # The search or a filter would hide it.
                self.show_all()
            self.list.choose(added)

    def _remove(self, row_id: bytes) -> None:
        picked = self.list.picked_ids() if self.several is not None else ()
        if len(picked) > 1 and row_id in picked:
            rows = self.rows_of(picked)
            told = self.ctx.run(lambda: self.remove_many(rows))
        else:
            row = self._row(row_id)
            told = self.ctx.run(lambda: self.remove(row))
        if told is not None:
            self.ctx.toast(told, undo=True)
