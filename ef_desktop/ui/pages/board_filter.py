"""Filters on the board: a strip that tells what is shown. The wall is not filtered."""

from collections.abc import Sequence
from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication, QHBoxLayout, QWidget

from ef_desktop.domain.board import BoardEntry, CardFilter
from ef_desktop.domain.prefixes import Known
from ef_desktop.domain.views import CardView, KindView
from ef_desktop.i18n import _, ngettext
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.outcome_board_model import Spot, spot_in_all
from ef_desktop.ui.widgets.panel import IconMark, Panel
from ef_desktop.ui.widgets.text import ElidedLabel

Entries = list[tuple[KindView, Sequence[BoardEntry]]]


class FilterStrip(Panel):
    """The strip above the board while it is filtered.

    ``changed(CardFilter)``: another choice; ``closeAsked()``: show all of the board; ``cardsAsked()``: on to the cards, by Enter.
    """

    changed = Signal(object)
    closeAsked = Signal()
    cardsAsked = Signal()

    def __init__(self, parent: QWidget | None = None):
        super().__init__(parent, variant="active", padding=(16, 8, 8, 8), spacing=8)
        self.kind, self.case, self.person = ComboField(dense=True), ComboField(dense=True), ComboField(dense=True)
        self.goal, self.item, self.talent = ComboField(dense=True), ComboField(dense=True), ComboField(dense=True)
        self._fields = (
            (self.kind, "kind", _("Kind"), _("All kinds")),
            (self.case, "case_id", _("Case"), _("All cases")),
            (self.person, "owner_id", _("Who"), _("Everybody")),
            (self.goal, "goal", _("Global Goal"), _("All goals")),
            (self.item, "item_id", _("Block"), _("All blocks")),
            (self.talent, "talent_id", _("Talent"), _("All talents")),
        )
        choices = QHBoxLayout()
        choices.setSpacing(8)
        for field, _name, words, _all in self._fields:
            field.setAccessibleName(words)
            field.setMinimumContentsLength(4)
            field.changed.connect(lambda _value: self.changed.emit(self.filter()))
            choices.addWidget(field, 1)
        self.body.addLayout(choices)
        line = QHBoxLayout()
        line.setSpacing(12)
        self.still_open = CheckBox(_("Still open only"))
        self.voted = CheckBox(_("With votes only"))
        line.addWidget(IconMark("filter", tone="primary"))
        self.words = ElidedLabel(tone="ink2")
        line.addWidget(self.words, 1)
        for box in (self.still_open, self.voted):
            box.toggled.connect(lambda _on: self.changed.emit(self.filter()))
            line.addWidget(box)
        self.close_button = QuietButton(_("Show all"), icon="x", small=True, name=_("Show the whole board (Esc)"))
        self.close_button.clicked.connect(self.closeAsked)
        line.addWidget(self.close_button)
        self.body.addLayout(line)
        self.hide()

    def default_focus(self) -> QWidget:
        """Return the first field."""
        return self.kind

    def keyPressEvent(self, event) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.cardsAsked.emit()
        else:
            super().keyPressEvent(event)

    def filter(self) -> CardFilter:
        """Return what is chosen."""
        chosen = {name: field.value() for field, name, _words, _all in self._fields}
        return CardFilter(**chosen, still_open=self.still_open.isChecked(), voted=self.voted.isChecked())

    def set_choices(self, cards: Sequence[CardView], names: dict[str, str], known: Known, chosen: CardFilter) -> None:
        """Offer what occurs on the board, and what is chosen already.

        Parameters:
            cards: all cards of the board.
            names: of the kinds, by id, in their order.
            known: names of the goals.
        """
        goals = {number: _("{number}. {title}").format(number=number, title=name) for number, name in known.goals}
        offered = {
            "kind": {id: name for id, name in names.items() if any(card.kind == id for card in cards)},
            "case_id": {card.case_id: card.case_title for card in cards},
            "owner_id": {card.owner_id: card.owner for card in cards},
            "goal": {number: goals[number] for number in sorted({card.goal for card in cards} & set(goals))},
            "item_id": {card.item_id: card.item_title for card in cards},
            "talent_id": {card.talent_id: card.talent for card in cards},
        }
        for field, name, _words, all_words in self._fields:
            options = [(id, words) for id, words in offered[name].items() if id is not None]
            if name in ("case_id", "owner_id", "talent_id"):
                options.sort(key=lambda option: option[1].casefold())
            field.set_options([(None, all_words), *options], getattr(chosen, name))
            field.setEnabled(bool(options))
        for box, on in ((self.still_open, chosen.still_open), (self.voted, chosen.voted)):
            blocked = box.blockSignals(True)
            box.setChecked(on)
            box.blockSignals(blocked)

    def tell(self, shown: int, total: int, chosen: CardFilter) -> None:
        """Tell how many cards are shown."""
        if not chosen:
            words = _("Choose what you want to see.")
        elif not shown:
            words = _("No card fits this choice.")
        else:
            words = ngettext("{shown} of {count} card is shown.", "{shown} of {count} cards are shown.", total).format(shown=shown, count=total)
        self.words.set_text(words + " " + _("The wall keeps showing everything."))


class BoardFilter(QObject):
    """Keeps the filter of the board page.

    Parameters:
        page: the page of the board.
    """

    def __init__(self, page):
        super().__init__(page)
        self._page = page
        self._strip: FilterStrip = page.strip
        self._filter = CardFilter()
        self._kept: set[bytes] = set()
        self._all: dict[str, Sequence[BoardEntry]] = {}
        self._strip.changed.connect(self._choose)
        self._strip.closeAsked.connect(self.close)
        self._strip.cardsAsked.connect(self._to_cards)
        page.board.filterAsked.connect(self.enter)

    @property
    def on(self) -> bool:
        """True while something may be hidden."""
        return bool(self._filter)

    def toggle(self) -> None:
        """Show the strip with the keyboard in it, or show the whole board again."""
        if self._strip.isHidden():
            self.enter()
        else:
            self.close()

    def enter(self) -> None:
        """Show the strip, and put the keyboard in it."""
        if self._page.meeting_id is None:
            return
        self._strip.show()
        self._page.show_again()
        self._strip.default_focus().setFocus(Qt.FocusReason.OtherFocusReason)

    def _to_cards(self) -> None:
        view = self._page.board.first_view()
        if view is not None:
            view.setFocus(Qt.FocusReason.OtherFocusReason)

    def close(self) -> None:
        """Show the whole board again."""
        inside = self._strip.isAncestorOf(QApplication.focusWidget() or self._page)
        self.forget()
        self._page.show_again()
        focus = self._page.default_focus()
        if inside and focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)

    def forget(self) -> None:
        """Filter no longer; whoever asks shows the board."""
        self._filter = CardFilter()
        self._kept.clear()
        self._strip.hide()

    def keep(self, ids: Sequence[bytes]) -> None:
        """Go on showing cards, whatever the filter says, until another one is chosen: they were made or changed just now."""
        if self.on and not self._kept.issuperset(ids):
            self._kept.update(ids)

    def shown(self, entries: Entries) -> Entries:
        """Return what is to be shown of the whole board, and bring the strip up to date."""
        self._all = {kind.id: part for kind, part in entries}
        cards = [card for _kind, part in entries for entry in part for card in entry.cards]
        found = [(kind, tuple(self._part(part))) for kind, part in entries] if self.on else entries
        if not self._strip.isHidden():
            names = {kind.id: kind.name for kind, _part in entries}
            self._strip.set_choices(cards, names, self._page.known(), self._filter)
            count = sum(len(entry.cards) for _kind, part in found for entry in part)
            self._strip.tell(count, len(cards), self._filter)
        return found

    def spot(self, kind: str, spot: Spot, moving: Sequence[bytes]) -> Spot:
        """Return the place in the whole column that a place among the shown cards stands for."""
        if not self.on:
            return spot
        part = self._all.get(kind, ())
        return spot_in_all(spot, tuple(self._part(part)), part, set(moving))

    def _part(self, entries: Sequence[BoardEntry]):
        for entry in entries:
            cards = tuple(card for card in entry.cards if card.id in self._kept or self._filter.fits(card))
            if cards:
                yield replace(entry, cards=cards)

    def _choose(self, chosen: CardFilter) -> None:
        self._kept.clear()
        self._filter = chosen
        self._page.show_again()
