"""Afspraken: what was agreed and promised in all meetings, how it stands, and by when."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.board import AGREEMENT, COMMITMENTS, PROMISE, ActionRow
from ef_desktop.domain.words import initials
from ef_desktop.i18n import N_, _, format_date, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.meetings_rows import ListRow, RowsView
from ef_desktop.ui.pages.meetings_words import due_words, numbered_title
from ef_desktop.ui.pages.overview_head import PageHead
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.card_details import STATUSES
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.keyhint import KeyHintRow
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl

GOING, DONE, LAPSED, ALL = "going", "done", "lapsed", "all"
_SHOWN = {GOING: ("open", "busy"), DONE: ("done",), LAPSED: ("lapsed",), ALL: tuple(id for id, _words in STATUSES)}
_TONES = {"busy": "blue"}

#: Stands for 'nobody yet' among people.
NOBODY = b""


class AgreementList(RowsView):
    """The rows; 1 to 4 say how an agreement stands.

    ``statusAsked(id, status)``.
    """

    statusAsked = Signal(bytes, str)

    def keyPressEvent(self, event) -> None:
        number = event.key() - Qt.Key.Key_1
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and 0 <= number < len(STATUSES) and self.current_id() is not None:
            self.statusAsked.emit(self.current_id(), STATUSES[number][0])
        else:
            super().keyPressEvent(event)


class ActionsPage(Page):
    """The agreements and promises of all meetings in one list."""

    page_id = "actions"
    rail_item = "board"
    kinds = frozenset({"outcome", "meeting", "person"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._rows: tuple[ActionRow, ...] = ()
        self._titles: dict[bytes, str] = {}
        self._names: dict[bytes, str] = {}
        self._wanted: bytes | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 0, 28, 20)
        column.setSpacing(0)
        self.head = PageHead(_("Agreements"))
        board = SecondaryButton(_("To the board"), icon="layout-kanban")
        board.clicked.connect(lambda: self.ctx.navigate("board"))
        self.head.actions.addWidget(board)
        column.addWidget(self.head)
        self._stack = QStackedLayout()
        column.addLayout(self._stack, 1)
        self._stack.addWidget(self._build_full())
        self.empty = EmptyState(
            "list-check",
            _("No agreements yet"),
            _("A card of the kind agreement or promise comes into this list by itself, with who and when."),
            _("To the board"),
        )
        self.empty.triggered.connect(lambda: self.ctx.navigate("board"))
        panel = Panel(padding=0)
        panel.body.addWidget(self.empty)
        self._stack.addWidget(panel)
        for keys, text in (
            ("1, 2, 3, 4", N_("open, busy, done or lapsed")),
            ("Return", N_("show the card on its board")),
        ):
            ctx.actions.describe(self.page_id, keys, text)

    # Page

    def title(self) -> str:
        return _("Agreements")

    def show_with(self, card_id: bytes | None = None, **_others) -> None:
        self._wanted = card_id

    def default_focus(self) -> QWidget | None:
        if not self._rows:
            return self.empty.button
        return self.list if not self.list.isHidden() else self.nothing.button

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (("Ctrl+F", _("search")),) if self._rows else ()

    def page_actions(self) -> list[Action]:
        return [
            Action("actions.search", N_("Search an agreement"), self._search, shortcut="Ctrl+F", menu="edit", section=2, icon="search"),
        ]

    def reload(self) -> None:
        self._names = {row.id: row.name for row in self.ctx.workspace.people.rows()}
        self._titles = {row.id: numbered_title(row) for row in self.ctx.workspace.meetings.rows()}
        self.show_agreements(self.ctx.workspace.outcomes.actions(kinds=COMMITMENTS))

    # Showing

    def show_agreements(self, rows: Sequence[ActionRow]) -> None:
        """Show the agreements and promises of all meetings."""
        fresh, self._rows = not self._rows, tuple(rows)
        self.head.set_texts(_("Agreements"), self._words())
        owners = {row.owner_id: row.owner for row in rows if row.owner_id is not None}
        people = sorted(((id, self._names.get(id, name)) for id, name in owners.items()), key=lambda option: option[1].casefold())
        chosen = self.person.value()
        nobody = [(NOBODY, _("Nobody yet"))] if any(row.owner_id is None for row in rows) else []
        self.person.set_options([(None, _("Everybody")), *people, *nobody], chosen)
        self._stack.setCurrentIndex(0 if rows else 1)
        if self._wanted is not None and any(row.id == self._wanted for row in rows):
            self._show_all()
            self.list.choose(self._wanted)
            self._wanted = None
        else:
            if fresh and rows and not any(row.status in _SHOWN[GOING] for row in rows):
                self.filter.set_current(ALL)
            self._show_list()

    def _words(self) -> str:
        going = [row for row in self._rows if row.status in _SHOWN[GOING]]
        if not self._rows:
            return _("nothing agreed yet")
        words = ngettext("{count} still going", "{count} still going", len(going)).format(count=len(going))
        loose = sum(bool(row.missing) for row in going)
        if loose:
            words += " · " + ngettext("{count} without name or date", "{count} without name or date", loose).format(count=loose)
        return words

    def _show_list(self) -> None:
        today = self._today()
        shown = [row for row in self._rows if row.status in _SHOWN[self.filter.current()] and self._fits(row)]
        held = self.list.hasFocus()
        self.list.show_rows(tuple(agreement_row(row, self._titles.get(row.meeting_id, ""), today) for row in shown))
        self._place_nothing()
        if held and self.list.isHidden():
            self.filter.setFocus(Qt.FocusReason.OtherFocusReason)

    def _fits(self, row: ActionRow) -> bool:
        kind, person = self.kind.value(), self.person.value()
        wanted = None if person == NOBODY else person
        return (kind is None or row.kind == kind) and (person is None or row.owner_id == wanted)

    def _find(self, query: str) -> None:
        self.list.search(query)
        self._place_nothing()

    def _place_nothing(self) -> None:
        nothing = not self.list.rows().rowCount() and bool(self._rows)
        self.list.setVisible(not nothing)
        self.nothing.setVisible(nothing)

    def _show_all(self) -> None:
        self.search.clear()
        self.list.search("")
        self.filter.set_current(ALL)
        for combo in (self.kind, self.person):
            combo.set_value(None)
        self._show_list()

    def _today(self) -> date:
        return self.ctx.clock.now().astimezone().date()

    # What the facilitator does

    def set_status(self, row_id: bytes, status: str) -> None:
        """Say how an agreement stands; the toast takes it back."""
        row = self._row(row_id)
        if row is None or row.status == status:
            return
        outcomes = self.ctx.workspace.outcomes
        self.ctx.run(lambda: outcomes.set_status(row_id, status))
        now = self._row(row_id)
        if now is not None and now.status == status:
            words = dict(STATUSES)
            told = _("The promise is now ‘{status}’.") if row.kind == PROMISE else _("The agreement is now ‘{status}’.")
            self.ctx.toast(told.format(status=_(words[status])), undo=True)

    def _row(self, row_id: bytes) -> ActionRow | None:
        return next((row for row in self._rows if row.id == row_id), None)

    def _open(self, row_id: bytes) -> None:
        row = self._row(row_id)
        if row is not None:
            self.ctx.navigate("board", meeting_id=row.meeting_id, card_id=row.id)

    def _search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    # Making

    def _build_full(self) -> QWidget:
        card = Panel(padding=(14, 14, 6, 8), spacing=8)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(12)
        self.search = SearchField(_("Search a text, name or meeting"), dense=True)
        self.search.searched.connect(self._find)
        self.filter = SegmentedControl(
            [(GOING, _("Still going")), (DONE, _("Settled")), (LAPSED, _("Lapsed")), (ALL, _("All"))], GOING, name=_("Which agreements")
        )
        self.filter.changed.connect(lambda _which: self._show_list())
        self.kind = ComboField([(None, _("All kinds")), (AGREEMENT, _("Agreements")), (PROMISE, _("Promises"))], dense=True)
        self.person = ComboField([(None, _("Everybody"))], dense=True)
        for combo, name in ((self.kind, _("Kind")), (self.person, _("Who"))):
            combo.setAccessibleName(name)
            combo.changed.connect(lambda _value: self._show_list())
        line.addWidget(self.search, 2)
        line.addWidget(self.kind, 1)
        line.addWidget(self.person, 1)
        line.addWidget(self.filter)
        card.body.addLayout(line)
        self.list = AgreementList(_("Agreements"))
        self.list.opened.connect(self._open)
        self.list.statusAsked.connect(self.set_status)
        self.list.add_menu(_("Show on the board"), "layout-kanban", self._open)
        for status, words in STATUSES:
            self.list.add_menu(_("Status: {status}").format(status=_(words)), "", lambda id, status=status: self.set_status(id, status))
        card.body.addWidget(self.list, 1)
        self.nothing = EmptyState("search", _("Nothing found"), _("No agreement fits this choice."), _("Show all"), primary=False)
        self.nothing.triggered.connect(self._show_all)
        card.body.addWidget(self.nothing, 1)
        hints = [(str(number), _(words)) for number, (_id, words) in enumerate(STATUSES, 1)]
        foot = KeyHintRow([*hints, (_("Enter"), _("to the board"))])
        foot.setContentsMargins(8, 6, 8, 6)
        card.body.addWidget(foot)
        return card


def agreement_row(row: ActionRow, meeting: str, today: date) -> ListRow:
    """Return how an agreement or promise stands in the list. A day that has passed is told as it is, not as a reproach.

    Parameters:
        meeting: number and title of the meeting where it was made.
        today: the present day.
    """
    going = row.status in _SHOWN[GOING]
    words, passed = due_words(row.due_on, today)
    if row.kind == PROMISE and row.due_on is not None:
        words = format_date(row.due_on, "short")
    chips = []
    if going and passed:
        days = (today - row.due_on).days
        ago = ngettext("{count} day ago", "{count} days ago", days).format(count=days) if days > 1 else _("yesterday")
        told = _("look back on {date}") if row.kind == PROMISE else _("was for {date}")
        chips.append((told.format(date=format_date(row.due_on, "short")) + " · " + ago, "warn"))
    elif going and words:
        chips.append((_("look back on {date}").format(date=words) if row.kind == PROMISE else words, "neutral"))
    chips.append((_(dict(STATUSES)[row.status]), _TONES.get(row.status, "neutral")))
    kind = _("promise") if row.kind == PROMISE else ""
    parts = [kind, row.owner or _("Nobody yet")] + ([_("no date yet")] if row.due_on is None and going else []) + [meeting, _("only you") if row.private else ""]
    return ListRow(
        id=row.id,
        title=row.text,
        detail=" · ".join(part for part in parts if part),
        letters=initials(row.owner) if row.owner else "",
        icon="" if row.owner else "user",
        chips=tuple(chips),
    )
