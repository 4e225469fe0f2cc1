"""The details of a card beside the board: every field saves when it is left, and history tells what happened."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ef_desktop.domain.board import AGREEMENT, COMMITMENTS, PROMISE, CardDetail
from ef_desktop.domain.privacy import NAMELESS
from ef_desktop.domain.views import (
    AgendaItemView,
    CardView,
    CaseRow,
    HistoryEntry,
    KindView,
    PersonRow,
)
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.forms.fields import ComboField, TextArea, TextField
from ef_desktop.ui.forms.when import DateField
from ef_desktop.ui.pages.meetings_autosave import AutoSave
from ef_desktop.ui.theme import theme
from ef_desktop.ui.widgets.badge import CategoryBadge
from ef_desktop.ui.widgets.buttons import QuietButton
from ef_desktop.ui.widgets.card_details_history import HistoryList
from ef_desktop.ui.widgets.card_details_parts import KindPicker, WallTextField
from ef_desktop.ui.widgets.case_names import own_name
from ef_desktop.ui.widgets.choices import CheckBox
from ef_desktop.ui.widgets.draw import begin
from ef_desktop.ui.widgets.panel import Separator
from ef_desktop.ui.widgets.segmented import SegmentedControl
from ef_desktop.ui.widgets.stepper import MinuteStepper
from ef_desktop.ui.widgets.text import Label

STATUSES = (("open", N_("open")), ("busy", N_("busy")), ("done", N_("done")), ("lapsed", N_("lapsed")))
_WITH_WHOM = ("signaal", "vraag", PROMISE)
_ANSWERED = ("signaal", "vraag")
_IN_DETAIL = ("look_back_on", "criterion", "answer", "answered_on")


class CardDetails(QWidget):
    """One card, to be changed.

    Parameters:
        today: where the calendar opens, and what 'today' is in the history.

    ``edited(id, dict)``: fields of the outcome service; ``voted(id, total)``; ``topAsked(id, place)`` with 0 for none;
    ``hiddenAsked(id, hidden)``; ``removeAsked()``; ``closeAsked()``.
    """

    edited = Signal(bytes, dict)
    voted = Signal(bytes, int)
    topAsked = Signal(bytes, int)
    hiddenAsked = Signal(bytes, bool)
    removeAsked = Signal()
    closeAsked = Signal()

    def __init__(self, today: date, parent: QWidget | None = None):
        super().__init__(parent)
        self._today = today
        self._card: CardView | None = None
        self._detail: CardDetail | None = None
        self._kinds: tuple[KindView, ...] = ()
        self._build()
        self._wire()
        self.show_cards([])

    # What the page gives

    def set_choices(
        self,
        kinds: tuple[KindView, ...],
        people: Sequence[PersonRow],
        cases: Sequence[CaseRow],
        items: Sequence[AgendaItemView],
    ) -> None:
        """Offer what may be chosen.

        Parameters:
            kinds: all kinds, in the order of their number keys.
            people: who may do an agreement.
            cases, items: of the meeting.
        """
        self._kinds = kinds
        self.kind.set_kinds(kinds)
        self._people = [(None, _("Nobody yet")), *((person.id, person.name) for person in people)]
        self._cases = [(None, _("No case")), *((case.id, own_name(case, self)) for case in cases)]
        self._items = [(None, _("No block")), *((item.id, item.title) for item in items)]

    def set_links(self, goals: Sequence[tuple[int, str]], talents: Sequence[tuple[bytes, str]]) -> None:
        """Offer Global Goals, by number and name, and talents, by id and name."""
        numbered = [(number, _("{number}. {title}").format(number=number, title=name)) for number, name in goals]
        self.goal.set_options([(None, _("No goal")), *numbered], self.goal.value())
        self._talents = [(None, _("No talent")), *talents]

    def set_criteria(self, criteria: Sequence[tuple[str, str]]) -> None:
        """Offer the criteria for a case: id and words."""
        self.criterion.set_options([("", _("No criterion")), *criteria], self.criterion.value())

    def card(self) -> CardView | None:
        """Return the card that is shown."""
        return self._card

    def show_cards(self, cards: Sequence[CardView], history: Sequence[HistoryEntry] = (), detail: CardDetail | None = None) -> None:
        """Show a card; of several only how many, of none a hint. A field with the keyboard keeps what is typed in it.

        Parameters:
            cards: the chosen ones.
            history, detail: of the only one chosen.
        """
        if len(cards) != 1:
            self._card = None
            self._body.hide()
            self.remove.setVisible(bool(cards))
            self._badge.hide()
            self._empty.show()
            if cards:
                self._title.setText(ngettext("{count} card chosen", "{count} cards chosen", len(cards)).format(count=len(cards)))
                self._empty.setText(_(
                    "A number gives them another kind, P makes them private, G groups them, H hides them from the room, "
                    "S gives agreements the next status, Delete takes them away."
                ))
            else:
                self._title.setText(_("No card chosen"))
                self._empty.setText(_("Choose a card to see and change everything about it."))
            return
        same = self._card is not None and self._card.id == cards[0].id
        self._card = cards[0]
        if not same:
            self._body.verticalScrollBar().setValue(0)
        self._empty.hide()
        self._body.show()
        self.remove.show()
        self._show(cards[0], same)
        self._show_detail(cards[0], detail, same)
        self.history.show_entries(history, cards[0])

    def edit_text(self) -> None:
        """Put the keyboard in the text."""
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)
        self.text.selectAll()

    def commit(self) -> None:
        """Save what is being typed."""
        self.saver.flush()

    # Inside

    def paintEvent(self, event) -> None:
        color = theme().color
        with begin(self) as painter:
            painter.fillRect(self.rect(), color.surface)
            painter.fillRect(0, 0, 1, self.height(), color.line)

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.commit()
            self.closeAsked.emit()
        else:
            super().keyPressEvent(event)

    def _build(self) -> None:
        self._people: list[tuple] = []
        self._cases: list[tuple] = []
        self._items: list[tuple] = []
        self._talents: list[tuple] = []
        self._badge = CategoryBadge("inzicht", size=26)
        self._title = Label(role="h2", wrap=True)
        self.remove = QuietButton("", icon="trash", small=True, name=_("Take away (Delete)"))
        self.close_button = QuietButton("", icon="x", small=True, name=_("Close details (Esc)"))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 0, 0, 0)
        column.setSpacing(0)
        head = QHBoxLayout()
        head.setContentsMargins(18, 16, 14, 10)
        head.setSpacing(8)
        head.addWidget(self._badge)
        head.addWidget(self._title, 1)
        head.addWidget(self.remove)
        head.addWidget(self.close_button)
        self._empty = Label(tone="ink2", wrap=True)
        self._empty.setContentsMargins(18, 0, 18, 0)
        column.addLayout(head)
        column.addWidget(self._empty)
        self._body = QScrollArea()
        column.addWidget(self._body, 1)
        column.addStretch(0)
        self._body.setFrameShape(QFrame.Shape.NoFrame)
        self._body.setWidgetResizable(True)
        self._body.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._body.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        # In its place before it is filled: with every move Qt dresses all that is in it again.
        inner = QWidget(objectName="scrolled")
        self._body.setWidget(inner)
        self._form = QVBoxLayout(inner)
        self._form.setContentsMargins(18, 6, 18, 14)
        self._form.setSpacing(5)
        self._build_form()

    def _build_form(self) -> None:
        self.wall = WallTextField()
        self.wall.setPlaceholderText(_("The same as the text"))
        self.text = TextArea(rows=(2, 8))
        self.kind = KindPicker()
        self.owner = ComboField(dense=True)
        self.due = DateField(optional=True, dense=True, today=self._today)
        self.look_back = DateField(optional=True, dense=True, today=self._today)
        self.advice = Label(role="small", tone="accent_ink", wrap=True)
        self.origin = Label(role="small", tone="ink2", wrap=True)
        self.hidden = CheckBox(_("Still hidden from the room"))
        self.case = ComboField(dense=True)
        self.item = ComboField(dense=True)
        self.status = ComboField([(id, _(words)) for id, words in STATUSES], dense=True)
        self.whom = TextField(dense=True)
        self.answer = TextArea(rows=(1, 5))
        self.answered = DateField(optional=True, dense=True, today=self._today)
        self.goal = ComboField(dense=True)
        self.talent = ComboField(dense=True)
        self.criterion = ComboField(dense=True)
        for field in (self.due, self.look_back, self.answered):
            # As wide as there is room: no field makes the panel wider than it is.
            field.setSizePolicy(QSizePolicy.Policy.Ignored, field.sizePolicy().verticalPolicy())
        self.votes = MinuteStepper(step=1, maximum=999, name=_("Votes"))
        self.top = SegmentedControl([("0", _("No")), ("1", "1"), ("2", "2"), ("3", "3")], name=_("Top 3"))
        self.sees = SegmentedControl(
            [("room", _("The room"), "eye"), ("private", _("Only you"), "lock")], name=_("Who sees this"), stretch=True
        )
        for field, words in ((self.wall, _("Short for the screen")), (self.text, _("Text")), (self.kind, _("Kind"))):
            label = Label(words, role="label", tone="ink2")
            label.setBuddy(field)
            if field is not self.kind:
                field.setAccessibleName(words)
            self._form.addWidget(label)
            self._form.addWidget(field)
            self._form.addSpacing(6)
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(7)
        grid.setColumnMinimumWidth(0, 78)
        grid.setColumnStretch(1, 1)
        self._labels: dict[QWidget, Label] = {}
        for row, (field, words) in enumerate(
            (
                (self.owner, _("Who")),
                (self.due, _("Ready on")),
                (self.look_back, _("Look back on")),
                (self.status, _("Status")),
                (self.whom, _("For whom")),
                (self.answer, _("Answer")),
                (self.answered, _("Answered on")),
                (self.case, _("Case")),
                (self.item, _("Block")),
                (self.goal, _("Global Goal")),
                (self.talent, _("Talent")),
                (self.criterion, _("Criterion")),
                (self.votes, _("Votes")),
                (self.top, _("Top 3")),
            )
        ):
            label = Label(words, role="label", tone="ink2")
            label.setBuddy(field)
            if not field.accessibleName():
                field.setAccessibleName(words)
            self._labels[field] = label
            grid.addWidget(label, row, 0)
            small = field in (self.votes, self.top)
            grid.addWidget(field, row, 1, Qt.AlignmentFlag.AlignLeft if small else Qt.AlignmentFlag(0))
        self._form.addWidget(self.origin)
        self._form.addWidget(self.advice)
        self._form.addLayout(grid)
        self._form.addSpacing(6)
        self._form.addWidget(Label(_("Who sees this"), role="label", tone="ink2"))
        self._form.addWidget(self.sees)
        self._form.addWidget(self.hidden)
        self._form.addSpacing(6)
        self._form.addWidget(Separator())
        self._form.addSpacing(2)
        self._form.addWidget(Label(_("History"), role="label", tone="ink2"))
        self.history = HistoryList(self._today)
        self.history.putBackAsked.connect(self._put_back)
        self._form.addWidget(self.history)
        self._form.addStretch(1)

    def _wire(self) -> None:
        self.close_button.clicked.connect(self.closeAsked)
        self.remove.clicked.connect(self.removeAsked)
        # Words are saved within a second while somebody types, the rest when it is chosen.
        self.saver = AutoSave(self._keep_words, self)
        for field, name in ((self.wall, "wall_text"), (self.text, "text"), (self.whom, "to_whom"), (self.answer, "answer")):
            self.saver.bind(name, field)
        for field, name in (
            (self.owner, "owner_id"),
            (self.due, "due_on"),
            (self.look_back, "look_back_on"),
            (self.answered, "answered_on"),
            (self.case, "case_id"),
            (self.item, "item_id"),
            (self.goal, "goal"),
            (self.criterion, "criterion"),
            (self.status, "status"),
            (self.talent, "talent_id"),
        ):
            field.committed.connect(lambda value, name=name: self._edit({name: value}))
        self.kind.changed.connect(lambda kind: self._edit({"kind": kind}))
        self.sees.changed.connect(lambda who: self._edit({"private": who == "private"}))
        self.votes.changed.connect(lambda total: self._card and self.voted.emit(self._card.id, total))
        self.hidden.toggled.connect(self._hide)
        self.top.changed.connect(lambda place: self._card and self.topAsked.emit(self._card.id, int(place)))

    def _keep_words(self, name: str, value: object) -> bool:
        self._edit({name: value})
        # A card has words: told by whoever saves it, and put back here.
        return name != "text" or bool(value)

    def _edit(self, fields: dict) -> None:
        if self._card is None or self._detail is None:
            return
        # The details hold what the card itself does not.
        if any(getattr(self._detail if name in _IN_DETAIL else self._card, name) != value for name, value in fields.items()):
            self.edited.emit(self._card.id, fields)

    def _hide(self, hidden: bool) -> None:
        if self._card is not None and self._card.revealed == hidden:
            self.hiddenAsked.emit(self._card.id, hidden)

    def _show_detail(self, card: CardView, detail: CardDetail | None, same: bool) -> None:
        self._detail = detail
        self.advice.setText(" ".join(detail.missing) if detail is not None else "")
        self.advice.setVisible(detail is not None and bool(detail.missing))
        came = detail.carried_from if detail is not None else ""
        self.origin.setText(_("Agreed in ‘{meeting}’. What you change here changes there too.").format(meeting=came))
        self.origin.setVisible(bool(came))
        for field, name in ((self.look_back, "look_back_on"), (self.answered, "answered_on")):
            if not (same and field.hasFocus()):
                field.set_value(getattr(detail, name) if detail is not None else None)
        self.saver.load({"answer": detail.answer if detail is not None else ""}, other=not same)
        self.hidden.setChecked(not card.revealed)
        self.criterion.set_value(detail.criterion if detail is not None else "")

    def _show(self, card: CardView, same: bool) -> None:
        name = next((kind.name for kind in self._kinds if kind.id == card.kind), "")
        self._badge.set_kind(card.kind, name)
        self._badge.show()
        self._title.setText(name)
        # While somebody types in a field of the same card, a change from elsewhere does not take the words away.
        self.saver.load({"wall_text": card.wall_text, "text": card.text, "to_whom": card.to_whom}, other=not same)
        self.kind.set_value(card.kind)
        people = self._people
        if card.owner_id is not None and card.owner_id not in [id for id, _name in people]:
            people = [*people, (card.owner_id, card.owner)]
        self.owner.set_options(people, card.owner_id)
        cases = self._cases if any(id == card.case_id for id, _t in self._cases) else [*self._cases, (card.case_id, card.case_title)]
        self.case.set_options(cases, card.case_id)
        self.item.set_options(self._items, card.item_id)
        self.goal.set_value(card.goal)
        talents = self._talents if any(id == card.talent_id for id, _n in self._talents) else [*self._talents, (card.talent_id, card.talent)]
        self.talent.set_options(talents, card.talent_id)
        if not (same and self.due.hasFocus()):
            self.due.set_value(card.due_on)
        self.status.set_value(card.status or "open")
        self.votes.set_value(card.votes)
        self.top.set_current(str(card.top or 0))
        self.sees.set_current("private" if card.private else "room")
        for field, shown in (
            (self.owner, card.kind not in NAMELESS),
            (self.due, card.kind == AGREEMENT),
            (self.look_back, card.kind == PROMISE),
            (self.status, card.kind in COMMITMENTS),
            (self.whom, card.kind in _WITH_WHOM),
            (self.answer, card.kind in _ANSWERED),
            (self.answered, card.kind in _ANSWERED),
        ):
            field.setVisible(shown)
            self._labels[field].setVisible(shown)

    def _put_back(self, entry: HistoryEntry) -> None:
        """An older text is a new step; what is being typed is saved first, and so stays in the history."""
        id = self._card.id
        self.commit()
        field = {"text": self.text, "wall_text": self.wall}[entry.field]
        field.set_value(entry.before)
        self.edited.emit(id, {entry.field: entry.before})
