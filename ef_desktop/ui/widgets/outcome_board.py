"""The board: a column per kind, everything by keyboard as well as by mouse."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QWidget

from ef_desktop.domain.board import BoardEntry
from ef_desktop.domain.views import CardView, KindView
from ef_desktop.i18n import _
from ef_desktop.ui.widgets.outcome_board_column import OutcomeColumn
from ef_desktop.ui.widgets.outcome_board_model import Spot, spot_before, spot_beside

_LEAST = 164
_GAP = 10


class OutcomeBoard(QScrollArea):
    """Columns of cards. Scrolls sideways when more columns are shown than fit.

    Signals say what was asked, always for every chosen card: ``kindAsked(ids, kind)``,
    ``moveAsked(ids, kind, Spot)``, ``groupMoveAsked(group_id, kind, place)``, ``privacyAsked(ids)``, ``hideAsked(ids)``,
    ``statusAsked(ids)``, ``voteAsked(ids, by)``, ``removeAsked(ids)``, ``topAsked(ids)``, ``newAsked(kind)``, ``editAsked()``, ``edited(id, fields)``,
    ``groupAsked(ids, title)``, ``renameAsked(group_id, title)``, ``ungroupAsked(group_id, ids)`` of which one is None, ``votesAsked()``, ``filterAsked()``,
    ``refused(str)`` with why something cannot be.
    ``chosen(list)`` tells the chosen cards whenever they change, ``pointed()`` that the mouse chose one.
    """

    kindAsked = Signal(object, str)
    moveAsked = Signal(object, str, object)
    groupMoveAsked = Signal(bytes, str, int)
    groupAsked = Signal(object, str)
    renameAsked = Signal(bytes, str)
    ungroupAsked = Signal(object, object)
    privacyAsked = Signal(object)
    hideAsked = Signal(object)
    statusAsked = Signal(object)
    votesAsked = Signal()
    filterAsked = Signal()
    refused = Signal(str)
    voteAsked = Signal(object, int)
    removeAsked = Signal(object)
    topAsked = Signal(object)
    newAsked = Signal(str)
    editAsked = Signal()
    edited = Signal(bytes, dict)
    pointed = Signal()
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent)
        self.columns: list[OutcomeColumn] = []
        self._kinds: tuple[KindView, ...] = ()
        self._numbers: tuple[str, ...] = ()
        self._compact = False
        self._told: list[CardView] | None = None
        self._digits: Callable[[QKeyEvent], bool] | None = None
        self._group_keys = {
            Qt.Key.Key_V: lambda _column, _ids: self.votesAsked.emit(),
            Qt.Key.Key_G: self._group,
            Qt.Key.Key_U: self._ungroup,
            Qt.Key.Key_H: lambda _column, ids: self.hideAsked.emit(ids),
            Qt.Key.Key_S: lambda _column, ids: self.statusAsked.emit(ids),
        }
        self._inside = QWidget(objectName="scrolled")
        self._row = QHBoxLayout(self._inside)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(_GAP)
        self.setWidget(self._inside)
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def set_columns(self, columns: Sequence[tuple[KindView, Sequence[BoardEntry]]], numbers: Sequence[str]) -> None:
        """Show cards.

        Parameters:
            columns: each kind that is shown with its groups and loose cards, in order.
            numbers: ids of the kinds in the order of their number keys.
        """
        kinds = tuple(kind for kind, _entries in columns)
        self._numbers = tuple(numbers)
        if kinds != self._kinds:
            self._make(kinds)
        for column, (_kind, entries) in zip(self.columns, columns, strict=True):
            column.set_entries(entries)
        self._leave_empty_column()
        self._tell()

    def set_digits(self, take: Callable[[QKeyEvent], bool]) -> None:
        """Let somebody else have the keys without a modifier first; it tells whether a key was taken."""
        self._digits = take

    def set_compact(self, compact: bool) -> None:
        """Smaller letters and margins."""
        self._compact = compact
        self._row.setSpacing(8 if compact else _GAP)
        for column in self.columns:
            column.set_compact(compact)

    def cards(self) -> list[CardView]:
        """Return the chosen cards, column by column."""
        return [card for column in self.columns for card in column.view.selected_cards()]

    def current(self) -> CardView | None:
        """Return the card that has the keyboard, or the only one chosen."""
        column = self._focused()
        card = column.view.current_card() if column else None
        chosen = self.cards()
        if card is not None and card in chosen:
            return card
        return chosen[0] if chosen else None

    def choose(self, card_id: bytes, *, focus: bool = True) -> bool:
        """Choose one card and give it the keyboard; tells whether it is on the board."""
        for column in self.columns:
            place = column.view.model().place_of(card_id)
            if place >= 0:
                self._clear_others(column)
                column.view.go_to(place)
                self.ensureWidgetVisible(column, 0, 0)
                if focus:
                    column.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self._tell()
                return True
        return False

    def clear_choice(self) -> None:
        """Choose nothing."""
        for column in self.columns:
            column.view.clearSelection()
        self._tell()

    def first_view(self) -> QWidget | None:
        """Return the list that takes the keyboard first: where a card is chosen, else the first with cards."""
        filled = [column.view for column in self.columns if column.view.model().rowCount()]
        chosen = [view for view in filled if view.selectedIndexes()]
        return next(iter(chosen + filled), None)

    def minimumSizeHint(self) -> QSize:
        return QSize(_LEAST, 200)

    # Keys

    def _key(self, column: OutcomeColumn, event) -> None:
        """Do what a key asks; accepted stays set when the list itself must still act."""
        key, mods = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ids = [card.id for card in self.cards()]
        shift, control = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.ControlModifier
        arrows = {Qt.Key.Key_Left: (-1, 0), Qt.Key.Key_Right: (1, 0), Qt.Key.Key_Up: (0, -1), Qt.Key.Key_Down: (0, 1)}
        done = True
        if not mods and self._digits is not None and self._digits(event):
            pass
        elif mods == control and key in arrows and ids:
            self._move_by(column, *arrows[key])
        elif mods in (Qt.KeyboardModifier.NoModifier, shift) and key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self._step_column(column, arrows[key][0], extend=bool(mods))
        elif mods == control and key == Qt.Key.Key_A:
            self._choose_all(column)
        elif not mods and key in self._group_keys and ids:
            self._group_keys[key](column, ids)
        elif not mods and Qt.Key.Key_1 <= key <= Qt.Key.Key_9 and ids:
            number = key - Qt.Key.Key_1
            if number < len(self._numbers):
                self.kindAsked.emit(ids, self._numbers[number])
        elif not mods and key == Qt.Key.Key_P and ids:
            self.privacyAsked.emit(ids)
        elif key == Qt.Key.Key_Space and mods in (Qt.KeyboardModifier.NoModifier, shift) and ids:
            self.voteAsked.emit(ids, -1 if mods else 1)
        elif not mods and key == Qt.Key.Key_F:
            self.filterAsked.emit()
        elif not mods and key == Qt.Key.Key_N:
            self.newAsked.emit(column.kind.id)
        elif not mods and key == Qt.Key.Key_T and ids:
            self.topAsked.emit(ids)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and not mods and ids:
            self.removeAsked.emit(ids)
        elif key == Qt.Key.Key_F2 and not mods and ids:
            self._change_words(column)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not mods and ids:
            self._open(column)
        else:
            done = False
        # The list reads 'not accepted' as: the board has done it.
        event.setAccepted(not done)

    def _open(self, column: OutcomeColumn) -> None:
        if column.view.on_title():
            row = column.view.model().rows()[column.view.currentIndex().row()]
            column.view.ask_title(row.id, row.entry.title, row.id)
        else:
            self.editAsked.emit()

    def _change_words(self, column: OutcomeColumn) -> None:
        if column.view.on_title():
            self._open(column)
        else:
            column.view.edit_words()

    def _group(self, column: OutcomeColumn, ids: list[bytes]) -> None:
        if len({card.kind for card in self.cards()}) > 1:
            self.refused.emit(_("A group has one column. Move the cards to the same column first."))
        elif len(ids) < 2 and not column.view.on_title():
            self.refused.emit(_("Choose two cards or more for a group."))
        else:
            entries = column.view.model().entries()
            named = [entry.title for entry in entries if entry.group_id and any(card.id in ids for card in entry.cards)]
            column.view.ask_title(column.view.selected_rows()[0], next((title for title in named if title), ""), ids)

    def _ungroup(self, column: OutcomeColumn, ids: list[bytes]) -> None:
        whole = column.view.selected_group()
        if whole is not None:
            self.ungroupAsked.emit(whole.group_id, None)
        elif grouped := [card.id for card in self.cards() if card.group_id is not None]:
            self.ungroupAsked.emit(None, grouped)

    def _titled(self, target: object, title: str) -> None:
        if isinstance(target, bytes):
            self.renameAsked.emit(target, title)
        else:
            self.groupAsked.emit(target, title)

    def _choose_all(self, column: OutcomeColumn) -> None:
        """The whole column first, then the whole board."""
        whole = len(column.view.selectedIndexes()) == column.view.model().rowCount()
        for other in self.columns if whole else [column]:
            other.view.selectAll()

    def _step_column(self, column: OutcomeColumn, by: int, *, extend: bool = False) -> None:
        index = column.view.currentIndex()
        height = column.view.visualRect(index).center().y() if index.isValid() else 0
        place = self.columns.index(column) + by
        while 0 <= place < len(self.columns):
            target = self.columns[place]
            rows = target.view.model().rowCount()
            if rows:
                if not extend:
                    self._clear_others(target)
                target.view.go_to(min(target.view.place_at(height), rows - 1), add=extend)
                target.view.setFocus(Qt.FocusReason.OtherFocusReason)
                self.ensureWidgetVisible(target, 0, 0)
                return
            place += by

    def _move_by(self, column: OutcomeColumn, across: int, down: int) -> None:
        place = self.columns.index(column) + across
        if not 0 <= place < len(self.columns):
            return
        model, target = column.view.model(), self.columns[place]
        ids = [card.id for card in column.view.selected_cards()]
        if not ids:
            return
        if across:
            first = next(number for number, entry in enumerate(model.entries()) if any(card.id in ids for card in entry.cards))
            spot = Spot(min(first, len(target.view.model().entries())))
        else:
            spot = spot_beside(model.entries(), set(ids), down)
        if spot is not None:
            self._ask_move(column, target, ids, spot)

    def _ask_move(self, source: OutcomeColumn, target: OutcomeColumn, ids: list[bytes], spot: Spot) -> None:
        group = source.view.selected_group()
        if group is not None and spot.group_id is None:
            self.groupMoveAsked.emit(group.group_id, target.kind.id, spot.index)
        else:
            self.moveAsked.emit(ids, target.kind.id, spot)

    def _leave_empty_column(self) -> None:
        column = self._focused()
        if column is None or column.view.model().rowCount():
            return
        place = self.columns.index(column)
        filled = [other for other in self.columns if other.view.model().rowCount()]
        if filled:
            nearest = min(filled, key=lambda other: abs(self.columns.index(other) - place))
            nearest.view.setFocus(Qt.FocusReason.OtherFocusReason)

    # Making

    def _make(self, kinds: tuple[KindView, ...]) -> None:
        """Make the columns; those that were there already stay, with the keyboard and the choice in them."""
        self._kinds = kinds
        old = {column.kind: column for column in self.columns}
        self.columns = []
        for kind in kinds:
            if kind in old:
                column = old.pop(kind)
                self.columns.append(column)
                self._row.removeWidget(column)
                self._row.addWidget(column, 1)
                continue
            column = OutcomeColumn(kind, self._inside)
            column.setMinimumWidth(_LEAST)
            column.set_compact(self._compact)
            view = column.view
            view.keyAsked.connect(lambda event, column=column: self._key(column, event))
            view.pressedAlone.connect(lambda column=column: self._clear_others(column))
            view.selectionModel().selectionChanged.connect(lambda *_changes: self._tell())
            view.opened.connect(lambda column=column: self._change_words(column))
            view.edited.connect(self.edited)
            view.titled.connect(self._titled)
            view.clicked.connect(lambda _index: self.pointed.emit())
            view.dropped.connect(lambda ids, place, column=column: self._dropped(column, ids, place))
            column.newAsked.connect(lambda kind=kind: self.newAsked.emit(kind.id))
            column.show()
            self.columns.append(column)
            self._row.addWidget(column, 1)
        for column in old.values():
            self._row.removeWidget(column)
            column.hide()
            column.deleteLater()

    def _dropped(self, column: OutcomeColumn, ids: list[bytes], place: int) -> None:
        source = next((other for other in self.columns if other.view.model().place_of(ids[0]) >= 0), column)
        self._ask_move(source, column, ids, spot_before(column.view.model().rows(), place, set(ids)))

    def _clear_others(self, column: OutcomeColumn) -> None:
        for other in self.columns:
            if other is not column:
                other.view.clearSelection()

    def _focused(self) -> OutcomeColumn | None:
        return next((column for column in self.columns if column.view.hasFocus()), None)

    def _tell(self) -> None:
        cards = self.cards()
        if cards != self._told:
            self._told = cards
            self.chosen.emit(cards)
