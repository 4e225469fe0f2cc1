"""Showing fewer rows of a list, and in another order: two menus, and a line that says what is left out."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QPoint, QSize, Signal
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QWidget

from ef_desktop.i18n import _, format_number
from ef_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ef_desktop.ui.widgets.text import ElidedLabel

#: Values that a menu of what occurs in the rows shows at most; the search finds the others.
_MOST = 30
_LONGEST = 40

Test = Callable[[Any], bool]


@dataclass(frozen=True)
class Filter:
    """One question by which rows are left out.

    Attributes:
        id: name such as ``state``.
        title: translated, of its menu.
        options: value and translated words of each answer, asked when the menu opens.
        test: for an answer, tells whether a row fits.
    """

    id: str
    title: str
    options: Callable[[], Sequence[tuple[Hashable, str]]]
    test: Callable[[Any], Test]


@dataclass(frozen=True)
class Order:
    """One order of the rows: ``key`` is that of ``sorted``, or None for the order in which they are read."""

    id: str
    title: str
    key: Callable[[Any], Any] | None = None


def occurring(values: Iterable[str]) -> list[tuple[str, str]]:
    """Return the texts that occur most, by the alphabet, as options; the empty text is left out."""
    common = [value for value, _count in Counter(values).most_common(_MOST + 1) if value][:_MOST]
    return [(value, value if len(value) <= _LONGEST else value[:_LONGEST].rstrip() + "…") for value in sorted(common, key=str.casefold)]


class FilterBar(QWidget):
    """The buttons with the menus, for beside the search.

    Parameters:
        filters, orders: what can be chosen.

    Signals:
        changed: another choice was made.
    """

    changed = Signal()

    def __init__(self, filters: Sequence[Filter], orders: Sequence[Order], parent: QWidget | None = None):
        super().__init__(parent)
        self._filters = tuple(filters)
        self._orders = tuple(orders)
        self._chosen: dict[str, tuple[Hashable, str]] = {}
        self._order = self._orders[0] if self._orders else None
        self._menus: list[QMenu] = []
        line = QHBoxLayout(self)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        self.filter_button = SecondaryButton(_("Filter"), icon="filter", small=True)
        self.filter_button.clicked.connect(self.open_filters)
        self.order_button = SecondaryButton("", icon="selector", small=True)
        self.order_button.clicked.connect(self.open_orders)
        line.addWidget(self.filter_button)
        line.addWidget(self.order_button)
        # Only now, inside the bar: without a parent they would flash as windows of their own.
        self.filter_button.setVisible(self.has_filters)
        self.order_button.setVisible(self.has_orders)
        self._name_them()

    @property
    def has_filters(self) -> bool:
        """Whether there is something to filter by."""
        return bool(self._filters)

    @property
    def has_orders(self) -> bool:
        """Whether there is more than one order."""
        return len(self._orders) > 1

    # What is chosen

    def chosen(self) -> tuple[tuple[str, Hashable], ...]:
        """Return the filters that are on, with the value of each."""
        return tuple((name, value) for name, (value, _words) in self._chosen.items())

    def words(self) -> tuple[str, ...]:
        """Return the answers that are on, translated."""
        return tuple(words for _value, words in self._chosen.values())

    def choose(self, name: str, value: Hashable) -> None:
        """Put a filter on by its value, or off with None."""
        question = next(entry for entry in self._filters if entry.id == name)
        known = dict(question.options()) if value is not None else {}
        if value in known:
            self._chosen[name] = (value, known[value])
        else:
            self._chosen.pop(name, None)
        self._tell()

    def clear(self) -> None:
        """Take all filters off."""
        if self._chosen:
            self.reset()
            self.changed.emit()

    def reset(self) -> None:
        """Take all filters off without emitting ``changed``."""
        self._chosen.clear()
        self._name_them()

    def order_by(self, name: str) -> None:
        """Choose an order by its id."""
        self._order = next(entry for entry in self._orders if entry.id == name)
        self._tell()

    def arranged(self, rows: Sequence[Any]) -> Sequence[Any]:
        """Return the rows that fit all filters, in the order that is chosen."""
        for entry in self._filters:
            if entry.id in self._chosen:
                test = entry.test(self._chosen[entry.id][0])
                rows = [row for row in rows if test(row)]
        if self._order is not None and self._order.key is not None:
            rows = sorted(rows, key=self._order.key)
        return rows

    # The menus

    def open_filters(self) -> None:
        """Open the menu of filters under its button."""
        self.fill_filters().popup(self._below(self.filter_button))

    def open_orders(self) -> None:
        """Open the menu of orders under its button."""
        menu = self._new_menu()
        group = QActionGroup(menu)
        for entry in self._orders:
            action = self._choice(menu, group, entry.title, entry is self._order)
            action.triggered.connect(lambda _on, name=entry.id: self.order_by(name))
        menu.popup(self._below(self.order_button))

    def fill_filters(self) -> QMenu:
        """Return a fresh menu of filters: a line for each, with its answers beside it."""
        menu = self._new_menu()
        for entry in self._filters:
            now = self._chosen.get(entry.id)
            below = menu.addMenu(f"{entry.title}: {now[1]}" if now else entry.title)
            group = QActionGroup(below)
            everything = self._choice(below, group, _("All"), now is None)
            everything.triggered.connect(lambda _on, name=entry.id: self.choose(name, None))
            below.addSeparator()
            for value, words in entry.options():
                action = self._choice(below, group, words, now is not None and now[0] == value)
                action.triggered.connect(lambda _on, name=entry.id, value=value: self.choose(name, value))
        menu.addSeparator()
        clear = menu.addAction(_("Show all"))
        clear.setEnabled(bool(self._chosen))
        clear.triggered.connect(lambda _on: self.clear())
        return menu

    def _choice(self, menu: QMenu, group: QActionGroup, words: str, on: bool) -> QAction:
        # An ampersand in a name is a letter, not the mark of an access key.
        action = menu.addAction(words.replace("&", "&&"))
        action.setCheckable(True)
        action.setChecked(on)
        group.addAction(action)
        return action

    def _new_menu(self) -> QMenu:
        for old in self._menus:
            old.deleteLater()
        menu = QMenu(self)
        self._menus = [menu]
        return menu

    def _below(self, button: QWidget) -> QPoint:
        return button.mapToGlobal(QPoint(0, button.height() + 4))

    def _tell(self) -> None:
        self._name_them()
        self.changed.emit()

    def _name_them(self) -> None:
        count = len(self._chosen)
        self.filter_button.setText(_("Filter ({count})").format(count=count) if count else _("Filter"))
        if self._order is not None:
            self.order_button.setText(self._order.title)
            self.order_button.setAccessibleName(_("Order: {order}").format(order=self._order.title))


class FilterStrip(QWidget):
    """One line under the search: how many of how many are shown, by which choice, and a way back to all.

    Signals:
        cleared: everything is to be shown again.
    """

    cleared = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        line = QHBoxLayout(self)
        line.setContentsMargins(6, 0, 0, 0)
        line.setSpacing(8)
        self.label = ElidedLabel(role="small", tone="ink2")
        self.label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.button = QuietButton(_("Show all"), icon="x", small=True)
        self.button.clicked.connect(lambda: self.cleared.emit())
        line.addWidget(self.label, 1)
        line.addWidget(self.button)
        self.hide()

    def sizeHint(self) -> QSize:
        return QSize(100, self.button.sizeHint().height())

    def show_count(self, shown: int, count: int, words: Sequence[str]) -> None:
        """Tell what is shown; hidden where that is everything.

        Parameters:
            shown, count: rows that are seen, and all.
            words: the answers by which rows are left out; "" for a search.
        """
        self.setVisible(bool(words))
        told = _("{shown} of {count}").format(shown=format_number(shown), count=format_number(count))
        self.label.set_text(" · ".join([told, *(word for word in words if word)]))
