"""Opbrengsten: the board of a meeting, with the details of a card beside it."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QHBoxLayout, QVBoxLayout, QWidget

from ef_desktop.domain.board import BoardEntry
from ef_desktop.domain.changes import ChangeSet
from ef_desktop.domain.criteria import CRITERIA
from ef_desktop.domain.prefixes import Known
from ef_desktop.domain.views import BoardView, CardView, Column, KindView, MeetingPlan
from ef_desktop.i18n import N_, _
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.forms.fields import ComboField
from ef_desktop.ui.page import ICONS, Page
from ef_desktop.ui.pages.board_carry import CarryStrip
from ef_desktop.ui.pages.board_deeds import BoardDeeds
from ef_desktop.ui.pages.board_empty import EmptyBoard
from ef_desktop.ui.pages.board_filter import BoardFilter, FilterStrip
from ef_desktop.ui.pages.board_keys import describe_keys
from ef_desktop.ui.pages.board_menu import BoardMenu, clean_name
from ef_desktop.ui.pages.board_search import BoardSearch
from ef_desktop.ui.pages.board_votes import BoardVotes, VoteStrip
from ef_desktop.ui.pages.board_words import total_words, usual_meeting
from ef_desktop.ui.pages.cases_words import criterion_words
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.capture_bar import Capture, CaptureBar
from ef_desktop.ui.widgets.card_details import CardDetails
from ef_desktop.ui.widgets.outcome_board import OutcomeBoard
from ef_desktop.ui.widgets.outcome_board_model import loose
from ef_desktop.ui.widgets.text import Label


class BoardPage(Page):
    """The outcomes of one meeting, by kind."""

    page_id = "board"
    kinds = frozenset(
        {"outcome", "outcome_group", "vote", "meeting", "person", "consent", "case_file", "agenda_item", "attendance", "meeting_case"}
    )
    rail = ICONS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.meeting_id: bytes | None = None
        self._wanted: bytes | None = None
        self._view: BoardView | None = None
        self._known: Known | None = None
        # Per kind what was shown last, and as which groups and loose cards.
        self._columns: dict[str, tuple[Column, tuple[BoardEntry, ...]]] = {}
        self._plan: MeetingPlan | None = None
        self._today = ctx.clock.now().astimezone().date()
        # By keyboard one walks over the whole board; Enter or a click opens the details.
        self._closed = True
        self._showing = False
        self._build()
        self._wire()
        self._density = -1
        self._fit()
        describe_keys(ctx)

    # Page

    def title(self) -> str:
        return _("Outcomes")

    def show_with(self, meeting_id: bytes | None = None, card_id: bytes | None = None, **_args) -> None:
        if meeting_id is not None and meeting_id != self.meeting_id:
            self.details.commit()
            self.meeting_id = meeting_id
            self.board.clear_choice()
            self.filtering.forget()
        if card_id is not None:
            self._wanted = card_id
            self._closed = False

    def default_focus(self) -> QWidget | None:
        if self._view is not None and not self._view.total:
            return self.empty.button
        return self.board.first_view() or (self.strip.default_focus() if self.filtering.on else None)

    def left(self) -> None:
        self.details.commit()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        if self._view is None or not self._view.total:
            return ()
        return (("N", _("new card")), ("P", _("private")), ("Space", _("vote")))

    def page_actions(self) -> list[Action]:
        return [
            Action("board.new", N_("New card"), lambda: self.open_bar(), menu="meeting", icon="plus"),
            Action("board.wall", N_("Show on the wall"), self.to_wall, shortcut="F8", menu="meeting", icon="device-projector"),
            Action("board.search", N_("Search the cards of all meetings"), self.search, shortcut="Ctrl+F", menu="edit", section=2, icon="search"),
            Action("board.filter", N_("Filter the board"), self.filtering.toggle, menu="meeting", icon="filter", checked=lambda: not self.strip.isHidden()),
            Action("board.votes", N_("Count votes"), self.toggle_votes, menu="meeting", icon="thumb-up", checked=lambda: not self.votes.isHidden()),
            *self.menu.actions(),
        ]

    def reload(self) -> None:
        rows = self.ctx.workspace.meetings.rows()
        known = {row.id for row in rows}
        if self.meeting_id not in known:
            self.meeting_id = usual_meeting(rows)
        titles = [(row.id, _("{number}. {title}").format(number=row.number, title=row.title)) for row in rows]
        self.chooser.set_options(titles, self.meeting_id)
        self.chooser.setVisible(bool(rows))
        if self.meeting_id is None:
            self._show_nothing()
            return
        plan = self.ctx.run(lambda: self.ctx.workspace.meetings.plan(self.meeting_id))
        view = self.ctx.run(lambda: self.ctx.workspace.outcomes.board(self.meeting_id))
        self._known = self.ctx.workspace.outcomes.known()
        self.details.set_links(self._known.goals, self._known.talents)
        self.bar.set_links(self._known)
        if plan is not None and view is not None:
            self.show_board(view if self._view is None else view.keeping(self._view), plan)

    def _on_change(self, change: ChangeSet) -> None:
        # Nearly every key on the board changes cards only: then only these are read.
        if self._shown and not self.stale and self._view is not None and change.kinds <= {"outcome", "vote"}:
            view = self.ctx.run(lambda: self.ctx.workspace.outcomes.board_again(self._view, change))
            if view is not None:
                self.show_board(view, self._plan)
            return
        super()._on_change(change)

    # Showing

    def show_board(self, view: BoardView, plan: MeetingPlan) -> None:
        """Show the board of a meeting; what was chosen stays chosen."""
        self._view, self._plan = view, plan
        self.sub.setText(total_words(view))
        for button in (self.wall, self.more, self.narrow):
            button.setEnabled(True)
        by_kind = {column.kind.id: column for column in view.columns}
        chosen = [by_kind[kind] for kind in plan.kinds if kind in by_kind]
        others = [column for column in view.columns if column.kind.id not in plan.kinds]
        numbers = [column.kind.id for column in chosen + others]
        kinds = tuple(column.kind for column in chosen + others)
        self.details.set_choices(kinds, [who.person for who in plan.attendees], plan.cases, plan.items)
        self.bar.set_kinds(tuple(column.kind for column in chosen), tuple(column.kind for column in others))
        self.bar.set_people([who.person for who in plan.attendees])
        self.bar.set_today(self._today)
        self.bar.set_cases(plan.cases, None)
        shown = chosen + [column for column in others if column.cards]
        working = self.board.isAncestorOf(QApplication.focusWidget() or self)
        if self._wanted is not None:
            self.filtering.keep([self._wanted])
        entries = [(column.kind, self._entries(column)) for column in shown]
        # Whatever is chosen meanwhile: the details are shown once, at the end.
        self._showing = True
        self.board.set_columns(self.filtering.shown(entries), numbers)
        if self._wanted is not None and self.board.choose(self._wanted):
            self._wanted = None
        self._showing = False
        self._show_details(self.board.cards())
        self.voting.show()
        self.carry.show_for(view)
        self._fit()
        # The column, or the card, that had the keyboard may be gone.
        if working and not self.board.isAncestorOf(QApplication.focusWidget() or self) and (focus := self.default_focus()):
            focus.setFocus()

    def show_again(self) -> None:
        """Show the same board anew, where only what is to be seen of it changed."""
        if self._view is not None and self._plan is not None:
            self.show_board(self._view, self._plan)

    def _entries(self, column: Column) -> tuple[BoardEntry, ...]:
        former, entries = self._columns.get(column.kind.id, (None, ()))
        if former is not column:
            grouped = any(card.group_id is not None for card in column.cards)
            entries = self.ctx.workspace.outcomes.entries(self.meeting_id, column.kind.id) if grouped else loose(column.cards)
            self._columns[column.kind.id] = (column, entries)
        return entries

    def kinds_of_meeting(self) -> list[tuple[KindView, bool]]:
        """Return all kinds, and whether each was chosen as a column of this meeting."""
        return [(column.kind, column.kind.id in self._plan.kinds) for column in self._view.columns] if self._plan is not None else []

    def known(self) -> Known:
        """Return the names of goals and talents."""
        return self._known

    def file_stem(self) -> str:
        """Return a name for a file with this board."""
        return clean_name(_("{number} {title}, outcomes").format(number=self._view.meeting.number, title=self._view.meeting.title))

    def search(self) -> None:
        """Search the cards of all meetings."""
        self.details.commit()
        BoardSearch(self.ctx, self.window()).open()

    def toggle_votes(self) -> None:
        """Begin or end counting votes by number."""
        self.voting.toggle()
        self._fit()

    def all_cards(self) -> list[CardView]:
        """Return every card of this board."""
        return [card for column in self._view.columns for card in column.cards] if self._view is not None else []

    def _show_nothing(self) -> None:
        self._view = self._plan = None
        self.sub.setText(_("no meeting yet"))
        for button in (self.wall, self.more, self.narrow):
            button.setEnabled(False)
        self.votes.hide()
        self.carry.show_for(None)
        self.strip.hide()
        self.board.set_columns([], [])
        self._show_details([])
        self._place_empty()

    def _show_details(self, cards: list[CardView]) -> None:
        open_ = bool(cards) and not self._closed
        if self.details.isHidden() == open_:
            self.details.setVisible(open_)
            self._fit()
        if open_:
            one = len(cards) == 1
            history = self.ctx.workspace.undo.history(cards[0].id) if one else ()
            self.details.show_cards(cards, history, self.ctx.workspace.outcomes.detail(cards[0].id) if one else None)

    def _chosen(self, cards: list[CardView]) -> None:
        if cards and self.details.card() is not None and (len(cards) != 1 or cards[0].id != self.details.card().id):
            self.details.commit()
        if not self._showing:
            self._show_details(cards)

    def _place_empty(self) -> None:
        nothing = self._view is None or (not self._view.total and self.bar.isHidden())
        self._empty_panel.show_over(self.board.geometry() if nothing else None, self._view is not None)

    # What the facilitator does

    def _start_editing(self) -> None:
        self._open_details()
        if self.details.card() is not None:
            self.details.edit_text()

    def _open_details(self) -> None:
        self._closed = False
        self._show_details(self.board.cards())

    def _close_details(self) -> None:
        self._closed = True
        current = self.board.current()
        self._show_details([])
        if current is not None:
            self.board.choose(current.id)

    def open_bar(self, kind: str = "") -> None:
        """Show the bar for a new card."""
        if self._view is None:
            self.ctx.navigate("meetings")
            return
        if kind:
            self.bar.kinds.choose(kind)
        self.bar.show()
        self._fit()
        self.bar.line.setFocus()
        self._place_empty()

    def _close_bar(self) -> None:
        self.bar.hide()
        self._fit()
        focus = self.default_focus()
        if focus is not None:
            focus.setFocus()

    def _capture(self, capture: Capture) -> None:
        if self.deeds.capture(capture):
            self.bar.done()

    def to_wall(self) -> None:
        """Put this board on the wall."""
        if self.meeting_id is not None:
            self.ctx.wall.set_meeting(self.meeting_id)
            self.ctx.wall.set_scene("board")
            self.ctx.wall.show_wall()

    def _choose_meeting(self, meeting_id: bytes) -> None:
        self.show_with(meeting_id=meeting_id)
        self.mark_stale()

    def keyPressEvent(self, event) -> None:
        if event.key() == Qt.Key.Key_Escape and not self.bar.isHidden():
            self._close_bar()
        elif event.key() == Qt.Key.Key_Escape and not self.strip.isHidden():
            self.filtering.close()
        elif event.key() == Qt.Key.Key_N and not event.modifiers():
            self.open_bar()
        elif event.key() == Qt.Key.Key_F and not event.modifiers():
            self.filtering.enter()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event) -> None:
        self._fit()

    # Making

    def _build(self) -> None:
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        # What is large has its place before it is filled: with every move Qt dresses all that is in it again.
        self._left = QVBoxLayout()
        self._left.setSpacing(0)
        row.addLayout(self._left, 1)
        self._head = QWidget()
        self._left.addWidget(self._head)
        head = QHBoxLayout(self._head)
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(8)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        words.addWidget(Label(_("Outcomes"), role="h1"))
        self.sub = Label(role="sub", tone="ink2")
        words.addWidget(self.sub)
        words.addStretch(1)
        head.addLayout(words)
        head.addStretch(1)
        self.chooser = ComboField()
        self.chooser.setMinimumWidth(120)
        self.chooser.setMaximumWidth(380)
        self.chooser.setAccessibleName(_("Meeting"))
        head.addWidget(self.chooser, 4)
        self.wall = SecondaryButton(_("Show in the room"), icon="device-projector", key="F8", name=_("Show in the room"))
        head.addWidget(self.wall)
        self.narrow = SecondaryButton("", icon="filter", name=_("Filter the board"))
        self.narrow.setToolTip(_("Filter the board") + " (F)")
        head.addWidget(self.narrow)
        self.find = SecondaryButton("", icon="search", name=_("Search the cards of all meetings"))
        self.find.setToolTip(_("Search the cards of all meetings") + " (Ctrl F)")
        head.addWidget(self.find)
        self.more = SecondaryButton("", icon="dots", name=_("Columns, taking along and more"))
        head.addWidget(self.more)
        self.carry = CarryStrip(self.ctx)
        self._left.addWidget(self.carry)
        self.strip = FilterStrip()
        self._left.addWidget(self.strip)
        self.board = OutcomeBoard(self)
        self._left.addWidget(self.board, 1)
        self.votes = VoteStrip()
        self.votes.hide()
        self._left.addWidget(self.votes)
        self.bar = CaptureBar()
        self.bar.hide()
        self._left.addWidget(self.bar)
        self.details = CardDetails(self._today, self)
        self.details.set_criteria([(id, criterion_words(id)) for id in CRITERIA])
        self.details.hide()
        row.addWidget(self.details)
        self._empty_panel = EmptyBoard(self)
        self.empty = self._empty_panel.words

    def _fit(self) -> None:
        compact = self.height() < 700
        narrow = self.width() < 1330
        self.details.setFixedWidth(356 if narrow else 364)
        self._head.setFixedHeight(60 if compact else 76)
        tight = self.width() - (0 if self.details.isHidden() else self.details.width()) < 720
        self.wall.setText("" if tight else _("Show in the room"))
        self.sub.setVisible(not tight)
        left = 14 if narrow else 20
        self._left.setContentsMargins(left, 0, 10 if narrow else 14, 10 if compact else 14)
        alone = all(strip.isHidden() for strip in (self.bar, self.votes, self.carry, self.strip))
        self._left.setSpacing(0 if alone else 8)
        density = 1 if compact else 0
        if density != self._density:
            self._density = density
            self.board.set_compact(compact)
            self.bar.set_density(1)
        self.layout().activate()
        self._place_empty()

    def _wire(self) -> None:
        board, details = self.board, self.details
        self.deeds = BoardDeeds(self)
        self.menu = BoardMenu(self)
        self.more.clicked.connect(lambda: self.menu.open_at(self.more))
        self.voting = BoardVotes(self)
        self.find.clicked.connect(self.search)
        self.filtering = BoardFilter(self)
        self.narrow.clicked.connect(self.filtering.toggle)
        self.carry.put.clicked.connect(self.menu.carry_over)
        board.chosen.connect(self._chosen)
        board.newAsked.connect(self.open_bar)
        board.editAsked.connect(self._start_editing)
        board.pointed.connect(self._open_details)
        details.closeAsked.connect(self._close_details)
        self.bar.saveAsked.connect(self._capture)
        self.bar.refused.connect(self.ctx.toast)
        self.chooser.committed.connect(self._choose_meeting)
        self.wall.clicked.connect(self.to_wall)
        self.empty.triggered.connect(lambda: self.open_bar())
