"""The page Bijeenkomsten: all meetings to find, open, copy and remove."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from ef_desktop.domain.overviews import MeetingRow
from ef_desktop.i18n import N_, _, format_number, ngettext
from ef_desktop.ui.actions import Action
from ef_desktop.ui.context import AppContext
from ef_desktop.ui.dialogs.meeting_papers import (
    open_attendance_list,
    open_invitation,
    open_page,
)
from ef_desktop.ui.forms import SearchField
from ef_desktop.ui.page import Page
from ef_desktop.ui.pages.meetings_card import MeetingCard
from ef_desktop.ui.pages.meetings_rows import ListRow, RowsView
from ef_desktop.ui.pages.meetings_words import day_words, numbered_title, place_line
from ef_desktop.ui.pages.overview_head import PageHead, is_tall, is_wide
from ef_desktop.ui.widgets.buttons import SecondaryButton
from ef_desktop.ui.widgets.emptystate import EmptyState
from ef_desktop.ui.widgets.panel import Panel
from ef_desktop.ui.widgets.segmented import SegmentedControl

ALL, COMING, DONE = "all", "coming", "done"
PAGE_OF_STATE = {"closed": "wrapup", "running": "cockpit"}


def list_row(row: MeetingRow, today) -> ListRow:
    """Return how a meeting stands in the list; ``today`` is a date."""
    tone = {"running": "warn", "closed": "blue"}.get(row.state, "neutral")
    outcomes = ngettext("{count} outcome", "{count} outcomes", row.outcome_count)
    return ListRow(
        id=row.id,
        title=numbered_title(row),
        detail=" · ".join(part for part in (day_words(row.held_on, today), place_line(row)) if part),
        day=row.held_on,
        dated=True,
        chips=((row.note, tone),),
        tail=outcomes.format(count=format_number(row.outcome_count)) if row.outcome_count else "",
    )


class MeetingsPage(Page):
    """All meetings in one list, the chosen one in short at the right."""

    page_id = "meetings"
    kinds = frozenset({"meeting", "agenda_item", "attendance", "outcome", "timer_event"})

    def __init__(self, ctx: AppContext, parent: QWidget | None = None):
        super().__init__(ctx, parent)
        self._rows: tuple[MeetingRow, ...] = ()
        self._wanted: bytes | None = None
        self._column = QVBoxLayout(self)
        self._column.setSpacing(0)
        self.head = PageHead(_("Meetings"))
        add = SecondaryButton(_("Meeting"), icon="plus", key="Ctrl N")
        add.setAccessibleName(_("New meeting"))
        add.clicked.connect(self.new_meeting)
        self.head.actions.addWidget(add)
        self._column.addWidget(self.head)
        self._stack = QStackedLayout()
        self._column.addLayout(self._stack, 1)
        self._stack.addWidget(self._build_full())
        self.empty = EmptyState(
            "calendar",
            _("No meetings yet"),
            _("Make the first one. The base package is ready."),
            _("First meeting"),
        )
        self.empty.triggered.connect(self.new_meeting)
        self._empty_card = Panel(padding=0)
        self._empty_card.body.addWidget(self.empty)
        self._stack.addWidget(self._empty_card)

    def _build_full(self) -> QWidget:
        self._full = QWidget()
        self._halves = QHBoxLayout(self._full)
        self._halves.setContentsMargins(0, 0, 0, 0)
        card = Panel(padding=(14, 14, 6, 8), spacing=8)
        line = QHBoxLayout()
        line.setContentsMargins(0, 0, 8, 0)
        line.setSpacing(12)
        self.search = SearchField(_("Search a meeting"), dense=True)
        self.filter = SegmentedControl(
            [(ALL, _("All")), (COMING, _("To come")), (DONE, _("Finished"))], name=_("Which meetings")
        )
        self.filter.changed.connect(lambda _which: self._show_list())
        line.addWidget(self.search, 1)
        line.addWidget(self.filter)
        card.body.addLayout(line)
        self.list = RowsView(_("Meetings"))
        self.list.chosen.connect(self._show)
        self.list.opened.connect(self.open_meeting)
        self.list.remove_asked.connect(self._remove)
        self.list.add_menu(_("Open"), "arrow-right", self.open_meeting)
        self.list.add_menu(_("Duplicate"), "copy", self._duplicate)
        self.list.add_menu(_("Invitation for the calendar…"), "calendar-plus", lambda row_id: open_invitation(self.ctx, self.window(), row_id))
        self.list.add_menu(_("Attendance list…"), "list-check", lambda row_id: open_attendance_list(self.ctx, self.window(), row_id))
        self.list.add_menu(_("Meeting on one page…"), "file-description", lambda row_id: open_page(self.ctx, self.window(), row_id))
        self.list.add_menu(_("Remove meeting"), "trash", self._remove)
        self.search.searched.connect(self.list.search)
        self._nothing = EmptyState("search", _("Nothing found"), _("No meeting fits these words."), _("Show all"), primary=False)
        self._nothing.triggered.connect(self._show_all)
        card.body.addWidget(self.list, 1)
        card.body.addWidget(self._nothing, 1)
        self._halves.addWidget(card, 1)
        self.card = MeetingCard()
        self.card.open_asked.connect(self.open_meeting)
        self.card.prepare_asked.connect(lambda row_id: self.ctx.navigate("prepare", meeting_id=row_id))
        self.card.duplicate_asked.connect(self._duplicate)
        self.card.remove_asked.connect(self._remove)
        self.card.invite_asked.connect(lambda row_id: open_invitation(self.ctx, self.window(), row_id))
        self.card.list_asked.connect(lambda row_id: open_attendance_list(self.ctx, self.window(), row_id))
        self.card.page_asked.connect(lambda row_id: open_page(self.ctx, self.window(), row_id))
        self._halves.addWidget(self.card)
        return self._full

    def title(self) -> str:
        return _("Meetings")

    def default_focus(self) -> QWidget | None:
        return self.list if self._rows else self.empty.button

    def page_actions(self) -> list[Action]:
        return [
            self._action("new", N_("New meeting…"), self.new_meeting, "Ctrl+N", "calendar-plus"),
            self._action("copy", N_("Duplicate meeting"), self._duplicate_current, "Ctrl+D", "copy"),
            self._action("search", N_("Search a meeting"), self.search.setFocus, "Ctrl+F", "search"),
        ]

    def _action(self, name: str, text: str, call, shortcut: str, icon: str) -> Action:
        return Action(f"{self.page_id}.{name}", text, call, shortcut=shortcut, menu="meeting", icon=icon)

    def show_with(self, meeting_id: bytes | None = None, **_others) -> None:
        self._wanted = meeting_id

    def reload(self) -> None:
        self.show_meetings(self.ctx.workspace.meetings.rows())
        if self._wanted is not None:
            self._show_all()
            self.list.choose(self._wanted)
            self._wanted = None

    def show_meetings(self, rows: tuple[MeetingRow, ...]) -> None:
        """Show all meetings."""
        fresh = not self._rows
        self._rows = rows
        count = ngettext("{count} meeting", "{count} meetings", len(rows)).format(count=len(rows))
        closed = sum(row.state == "closed" for row in rows)
        done = ngettext("{count} finished", "{count} finished", closed).format(count=closed)
        self.head.set_texts(_("Meetings"), f"{count} · {done}" if closed else count)
        self._stack.setCurrentWidget(self._full if rows else self._empty_card)
        self._show_list()
        if fresh and rows:
            self.list.choose(self._upcoming().id)

    def _upcoming(self) -> MeetingRow:
        """Return the meeting to look at first: one that runs, else the first to come, else the last."""
        today = self.ctx.clock.now().astimezone().date()
        running = (row for row in self._rows if row.state == "running")
        coming = (row for row in self._rows if row.state == "planned" and row.held_on and row.held_on >= today)
        return next(running, None) or next(coming, None) or self._rows[-1]

    def _show_list(self) -> None:
        which = self.filter.current()
        shown = [row for row in self._rows if which == ALL or (row.state == "closed") == (which == DONE)]
        today = self.ctx.clock.now().astimezone().date()
        self.list.show_rows(tuple(list_row(row, today) for row in shown))
        self._show(self.list.current_id())

    def _show_all(self) -> None:
        self.search.clear()
        self.list.search("")
        self.filter.set_current(ALL)
        self._show_list()

    def _show(self, meeting_id: bytes | None) -> None:
        row = self._row(meeting_id)
        nothing = self.list.rows().rowCount() == 0 and bool(self._rows)
        self.list.setVisible(not nothing)
        self._nothing.setVisible(nothing)
        self.card.setVisible(row is not None)
        if row is not None:
            now = self.ctx.clock.now().astimezone()
            self.card.show_meeting(row, now, len(QGuiApplication.screens()))

    def _row(self, meeting_id: bytes | None) -> MeetingRow | None:
        return next((row for row in self._rows if row.id == meeting_id), None)

    @property
    def meeting_id(self) -> bytes | None:
        """Id of the meeting that is chosen, or None."""
        return self.list.current_id()

    def open_meeting(self, meeting_id: bytes) -> None:
        """Go to the part of the meeting that fits its state."""
        self.ctx.navigate(PAGE_OF_STATE.get(self._row(meeting_id).state, "prepare"), meeting_id=meeting_id)

    def new_meeting(self) -> None:
        """Ask for a new meeting."""
        from ef_desktop.ui.dialogs.meeting_form import new_meeting

        new_meeting(self.ctx, self.window())

    def _duplicate_current(self) -> None:
        if self.list.current_id() is not None:
            self._duplicate(self.list.current_id())

    def _duplicate(self, meeting_id: bytes) -> None:
        copy = self.ctx.run(lambda: self.ctx.workspace.meetings.duplicate(meeting_id))
        if copy is not None:
            self._show_all()
            self.list.choose(copy)
            self.ctx.toast(_("Copied, without date, people and outcomes"), undo=True)

    def _remove(self, meeting_id: bytes) -> None:
        row = self._row(meeting_id)
        self.ctx.run(lambda: self.ctx.workspace.meetings.remove(meeting_id))
        self.ctx.toast(_("Meeting removed: {title}").format(title=row.title[:60]), undo=True)

    def resizeEvent(self, event) -> None:
        super().resizeEvent(event)
        wide, tall = is_wide(self), is_tall(self)
        self._column.setContentsMargins(24, 0, 24, 20 if tall else 14)
        self._halves.setSpacing(20 if wide else 16)
        self.head.set_tall(tall)
        self.card.setFixedWidth(384 if wide else 340)
        self.card.set_tall(tall)
