"""Nalopen: go through the cards, choose what matters most, write the summary, close the meeting."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ef_desktop.domain.views import BoardView, CardView, MeetingPlan
from ef_desktop.i18n import N_, _, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.meeting_papers import open_page
from ef_desktop.ui.page import ICONS, Page
from ef_desktop.ui.pages.board_order import ranked
from ef_desktop.ui.pages.overview_head import is_small
from ef_desktop.ui.pages.wrapup_list import CardList
from ef_desktop.ui.pages.wrapup_parts import AgreementRowEdit, TopSlots
from ef_desktop.ui.pages.wrapup_words import draft_summary, missing_words, untold_words
from ef_desktop.ui.theme import font
from ef_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ef_desktop.ui.widgets.chip import Chip
from ef_desktop.ui.widgets.dialog import MessageDialog, ask
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.leastarea import LeastArea
from ef_desktop.ui.widgets.panel import Panel, SectionTitle
from ef_desktop.ui.widgets.text import ElidedLabel, Label

_SAVE_MS = 900
#: Width of the column at the right, in logical pixels.
_SIDE = 440


class WrapupPage(Page):
    """Closing a meeting, and looking back at one that was closed."""

    page_id = "wrapup"
    rail_item = "meetings"
    kinds = frozenset({"outcome", "vote", "meeting", "person", "attendance", "timer_event", "agenda_item"})
    rail = ICONS

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self.meeting_id: bytes | None = None
        self._plan: MeetingPlan | None = None
        # What the logbook may tell of this meeting.
        self._told: frozenset[bytes] = frozenset()
        self._board: BoardView | None = None
        self._saved = ""
        self._today = ctx.clock.now().astimezone().date()
        self._save_timer = QTimer(self)
        self._save_timer.setSingleShot(True)
        self._save_timer.setInterval(_SAVE_MS)
        self._save_timer.timeout.connect(self.save_summary)
        self._build()
        ctx.actions.describe("wrapup", "1, 2, 3", N_("a place in the top 3"))
        ctx.actions.describe("wrapup", "0", N_("out of the top 3"))
        ctx.actions.describe("wrapup", "Return", N_("change the card"))

    # Page

    def title(self) -> str:
        return _("Look back")

    def show_with(self, meeting_id: bytes | None = None, **_args) -> None:
        if meeting_id is not None and meeting_id != self.meeting_id:
            self.save_summary()
            self.meeting_id = meeting_id
            self._plan = None

    def default_focus(self) -> QWidget:
        return self.list if self._board is not None and self._board.total else self.summary

    def left(self) -> None:
        self.save_summary()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        return (("1", _("top 3")), ("Return", _("change the card")))

    def page_actions(self) -> list[Action]:
        return [
            Action(
                "wrapup.close",
                N_("Close the meeting"),
                self.ask_close,
                shortcut="Ctrl+Return",
                menu="meeting",
                icon="flag-check",
                enabled=lambda: not self.closed(),
            ),
            Action(
                "wrapup.reopen",
                N_("Open the meeting again"),
                self.reopen,
                menu="meeting",
                icon="arrow-back-up",
                enabled=self.closed,
            ),
            Action("wrapup.logbook", N_("To the logbook"), self.to_logbook, menu="meeting", icon="book-2"),
        ]

    def reload(self) -> None:
        if self.meeting_id is None:
            return
        plan = self.ctx.run(lambda: self.ctx.workspace.meetings.plan(self.meeting_id))
        board = self.ctx.run(lambda: self.ctx.workspace.outcomes.board(self.meeting_id))
        if plan is not None and board is not None:
            self._told = self.ctx.workspace.outcomes.export.readable(self.meeting_id)
            self.show_meeting(plan, board)
            self.ctx.actions.refresh()

    # Showing

    def closed(self) -> bool:
        """Tell whether the meeting is closed."""
        return self._plan is not None and self._plan.row.state == "closed"

    def show_meeting(self, plan: MeetingPlan, board: BoardView) -> None:
        """Show a meeting; a summary that is being typed stays."""
        first = self._plan is None
        self._plan, self._board = plan, board
        self.sub.set_text(_("{number}. {title}").format(number=plan.row.number, title=plan.row.title))
        order = {kind: place for place, kind in enumerate(plan.kinds)}
        columns = sorted(board.columns, key=lambda column: order.get(column.kind.id, len(order)))
        cards = [card for column in columns for card in column.cards]
        # What the group voted for stands first.
        cards.sort(key=lambda card: -card.votes)
        self.list.set_cards(cards)
        self.list.setVisible(bool(cards))
        self.none.setVisible(not cards)
        count = ngettext("{count} card", "{count} cards", board.total).format(count=board.total)
        self.total.setText(count if board.total else "")
        by_id = {card.id: card for card in cards}
        top = [by_id[id] for id in ranked(cards)]
        self.top.show_cards(top)
        self.untold.setText(untold_words(top, self._told))
        self.untold.setVisible(bool(self.untold.text()))
        self._show_missing([card for card in cards if missing_words(card)])
        if first or (plan.summary != self._saved and not self.summary.hasFocus()):
            self._saved = plan.summary
            self.summary.setPlainText(plan.summary)
        self.propose.setVisible(not self.summary.toPlainText().strip())
        closed = self.closed()
        self.done.setVisible(closed)
        self.close_button.setVisible(not closed)
        self.again.setVisible(closed)
        self.lead.setVisible(not closed)

    def _show_missing(self, cards: list[CardView]) -> None:
        self.missing.setVisible(bool(cards))
        known = [row.card_id for row in self._rows]
        if known == [card.id for card in cards]:
            for row, card in zip(self._rows, cards, strict=True):
                row.show_card(card)
            return
        for row in self._rows:
            row.hide()
            row.deleteLater()
        people = [(None, _("Who?")), *((who.person.id, who.person.name) for who in self._plan.attendees)]
        self._rows = []
        for card in cards:
            row = AgreementRowEdit(card, people, self._today)
            row.edited.connect(self._edit)
            self._rows.append(row)
            self._missing_rows.addWidget(row)
        words = ngettext("{count} agreement needs a name or a date", "{count} agreements need a name or a date", len(cards))
        self._missing_title.set_text(words.format(count=len(cards)))

    # What the facilitator does

    def _edit(self, card_id: bytes, fields: dict) -> None:
        self.ctx.keep((card_id, *fields), lambda: self.ctx.workspace.outcomes.edit(card_id, **fields))

    def set_place(self, card: CardView, place: int) -> None:
        """Give a card a place in the top 3; 0 takes it out."""
        cards = [card for column in self._board.columns for card in column.cards]
        top = [id for id in ranked(cards) if id != card.id]
        if place:
            top.insert(min(place - 1, len(top)), card.id)
        self.ctx.run(lambda: self.ctx.workspace.outcomes.set_top(self.meeting_id, top[:3]))

    def propose_summary(self) -> None:
        """Put a first draft in the summary."""
        cards = [card for column in self._board.columns for card in column.cards]
        by_id = {card.id: card for card in cards}
        self.summary.setPlainText(draft_summary(self._plan, self._board, [by_id[id] for id in ranked(cards)], self._told))
        self.save_summary()
        self.summary.setFocus()

    def save_summary(self) -> None:
        """Save the summary, if it was changed."""
        self._save_timer.stop()
        text = self.summary.toPlainText()
        if self._plan is not None and text != self._saved and self.ctx.workspace is not None:
            self._saved = text
            meeting = self.meeting_id
            self.ctx.keep((meeting, "summary"), lambda: self.ctx.workspace.meetings.update(meeting, summary=text), origin=self)

    def ask_close(self) -> MessageDialog:
        """Ask once whether the meeting is finished."""
        self.save_summary()
        open_ = len(self._rows)
        text = _("The clock stops and the meeting reads as finished. You can open it again.")
        if open_:
            words = ngettext("{count} agreement still has no name or date.", "{count} agreements still have no name or date.", open_)
            text = words.format(count=open_) + " " + text
        return ask(
            self.window(), _("Close this meeting?"), text, _("Close the meeting"), self.close_meeting, cancel=_("Not yet"), icon="flag-check"
        )

    def close_meeting(self) -> None:
        """Close the meeting."""
        self.ctx.run(lambda: self.ctx.workspace.room.finish(self.meeting_id))
        if self.closed():
            self.ctx.toast(_("The meeting is closed."), undo=True)

    def reopen(self) -> None:
        """Open the meeting again."""
        self.ctx.run(lambda: self.ctx.workspace.room.reopen(self.meeting_id))

    def to_logbook(self) -> None:
        """To the page that saves the logbook."""
        self.ctx.navigate("logbook")

    def open_paper(self) -> None:
        """Ask where the page of this meeting goes, to hand it out at the door."""
        self.save_summary()
        open_page(self.ctx, self.window(), self.meeting_id)

    def _open_card(self, card: CardView) -> None:
        self.ctx.navigate("board", meeting_id=self.meeting_id, card_id=card.id)

    def hideEvent(self, event) -> None:
        # Also when the window closes: the work file is still open then.
        self.save_summary()
        super().hideEvent(event)

    def resizeEvent(self, event) -> None:
        compact = self.height() < 700
        self._head.setFixedHeight(60 if compact else 76)
        self.close_button.set_key("" if is_small(self) else "Ctrl Enter")
        self.top.set_compact(compact)

    # Making

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 0, 20, 16)
        column.setSpacing(0)
        column.addWidget(self._make_head())
        row = QHBoxLayout()
        row.setSpacing(16)
        left = Panel(padding=(16, 14, 10, 12), spacing=8)
        title = SectionTitle(_("What matters most? Press 1, 2 or 3"), icon="list-check", role="h3")
        self.total = Label(role="small", tone="ink2")
        title.trailing.addWidget(self.total)
        left.body.addWidget(title)
        self.list = CardList()
        self.list.placeAsked.connect(self.set_place)
        self.list.opened.connect(self._open_card)
        left.body.addWidget(self.list, 1)
        self.none = EmptyState("layout-kanban", "", primary=False)
        self.none.triggered.connect(lambda: self.ctx.navigate("board", meeting_id=self.meeting_id))
        left.body.addWidget(self.none, 1)
        row.addWidget(left, 1)
        side = LeastArea(self._make_side())
        side.setFixedWidth(_SIDE)
        row.addWidget(side)
        column.addLayout(row, 1)
        self.none.set_texts(_("No outcomes yet"), _("Without cards a meeting can be closed as well."), _("To the board"))

    def _make_head(self) -> QWidget:
        self._head = head = QWidget()
        line = QHBoxLayout(head)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(6)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addStretch(1)
        top = QHBoxLayout()
        top.setSpacing(12)
        top.addWidget(Label(_("Look back and close"), role="h1"))
        self.done = Chip(_("Finished"), tone="blue", icon="circle-check")
        top.addWidget(self.done)
        top.addStretch(1)
        words.addLayout(top)
        self.sub = ElidedLabel(role="sub", tone="ink2")
        words.addWidget(self.sub)
        words.addStretch(1)
        line.addLayout(words, 1)
        self.lead = QuietButton(_("Back to leading"), icon="arrow-left")
        self.lead.clicked.connect(lambda: self.ctx.navigate("cockpit", meeting_id=self.meeting_id))
        self.logbook = SecondaryButton(_("Save the logbook"), icon="book-2")
        self.logbook.clicked.connect(self.to_logbook)
        self.again = SecondaryButton(_("Open again"), icon="arrow-back-up")
        self.again.clicked.connect(self.reopen)
        self.close_button = PrimaryButton(_("Close the meeting"), icon="flag-check", key="Ctrl Enter")
        self.close_button.clicked.connect(self.ask_close)
        for button in (self.lead, self.logbook, self.again, self.close_button):
            line.addWidget(button)
        return head

    def _make_side(self) -> QWidget:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        top = Panel(padding=(16, 14, 16, 14), spacing=8)
        title = SectionTitle(_("Top 3"), icon="award", role="h3")
        self.paper = QuietButton(_("On one page"), icon="file-description", small=True, name=_("Meeting on one page…"))
        self.paper.setToolTip(_("Meeting on one page…"))
        self.paper.clicked.connect(self.open_paper)
        title.trailing.addWidget(self.paper)
        top.body.addWidget(title)
        self.top = TopSlots()
        self.top.removed.connect(lambda card: self.set_place(card, 0))
        top.body.addWidget(self.top)
        self.untold = Label(role="small", tone="ink2", wrap=True)
        top.body.addWidget(self.untold)
        column.addWidget(top)
        self._rows: list[AgreementRowEdit] = []
        self.missing = Panel(padding=(16, 14, 10, 12), spacing=8)
        self._missing_title = SectionTitle("", icon="alert-triangle", role="h3", icon_tone="accent")
        self.missing.body.addWidget(self._missing_title)
        inner = QWidget(objectName="scrolled")
        self._missing_rows = QVBoxLayout(inner)
        self._missing_rows.setContentsMargins(5, 5, 8, 5)
        self._missing_rows.setSpacing(12)
        self._missing_rows.setAlignment(Qt.AlignmentFlag.AlignTop)
        area = QScrollArea()
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidgetResizable(True)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(inner)
        self.missing.body.addWidget(area, 1)
        column.addWidget(self.missing, 4)
        words = Panel(padding=(16, 14, 16, 14), spacing=8)
        title = SectionTitle(_("Summary"), icon="file-description", role="h3")
        self.propose = QuietButton(_("Propose a text"), icon="wand", small=True)
        self.propose.clicked.connect(self.propose_summary)
        title.trailing.addWidget(self.propose)
        words.body.addWidget(title)
        self.summary = QPlainTextEdit()
        self.summary.setFont(font("body"))
        self.summary.setTabChangesFocus(True)
        self.summary.setAccessibleName(_("Summary"))
        self.summary.setPlaceholderText(_("In a few sentences: what did this meeting bring? It comes into the logbook."))
        self.summary.textChanged.connect(self._typed)
        words.body.addWidget(self.summary, 1)
        column.addWidget(words, 4)
        return side

    def _typed(self) -> None:
        text = self.summary.toPlainText()
        self.propose.setVisible(not text.strip())
        if self._plan is not None and text != self._saved and not self._save_timer.isActive():
            self._save_timer.start()
